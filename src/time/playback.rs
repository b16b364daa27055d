//! Playback: a value that says which instant is shown and how it moves on.
//!
//! A pure machine: it changes by [`PlaybackCommand`]s and by elapsed time that is handed in. Whole seconds are counted
//! in [`Instant`], what is left of a second is kept beside it, so the sum of many short steps is one long step.

use super::calendar::DAY_SECS;
use super::{Instant, Period, UtcOffset};

/// Slowest speed, campaign hours per second.
pub const MIN_SPEED: f64 = 0.01;
/// Fastest speed, campaign hours per second.
pub const MAX_SPEED: f64 = 480.0;
/// Speed at the start: half a day per second.
const DEFAULT_SPEED: f64 = 12.0;
/// The longest step that is taken at once, seconds: thirty million years, exact in a double.
const FURTHEST_SECS: f64 = 1e15;

/// Which way time runs while playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Towards the end.
    #[default]
    Forwards,
    /// Towards the start.
    Backwards,
}

/// A change that a reader asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlaybackCommand {
    /// Play; from the other end, if there is no way left to go.
    Play,
    /// Stop where it is.
    Pause,
    /// Play if paused, pause if playing.
    Toggle,
    /// Go to the next (1) or the last (-1) 00:00 of the campaign's clock, or so many of them further; pauses.
    StepDays(i32),
    /// Go to the next or the last multiple of so many hours (6: 00, 06, 12, 18 o'clock); pauses. Hours that do not divide
    /// a day are simply added.
    StepHours(i32),
    /// Go to an instant; goes on playing if it was.
    Seek(Instant),
    /// Go to the start.
    Start,
    /// Go to the end.
    End,
    /// Play so many campaign hours per second, held within [`MIN_SPEED`] and [`MAX_SPEED`].
    SetSpeed(f64),
    /// Begin anew at the end, or not.
    SetLoop(bool),
    /// Run this way.
    SetDirection(Direction),
    /// Count days and hours from 00:00 of another clock; the instant stays.
    SetClock(UtcOffset),
    /// Go to the first event after now; pauses.
    NextEvent,
    /// Go to the last event before now; pauses.
    PrevEvent,
}

/// What is shown, and how it moves on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playback {
    range: Period,
    clock: UtcOffset,
    now: Instant,
    /// What of a second has passed since `now`, 0 to below 1.
    part_secs: f64,
    speed: f64,
    is_playing: bool,
    is_looping: bool,
    direction: Direction,
}

impl Playback {
    /// Paused at the start of `range`; days begin at 00:00 of `clock`.
    #[must_use]
    pub const fn new(range: Period, clock: UtcOffset) -> Self {
        Self {
            range,
            clock,
            now: range.start(),
            part_secs: 0.0,
            speed: DEFAULT_SPEED,
            is_playing: false,
            is_looping: false,
            direction: Direction::Forwards,
        }
    }

    /// The instant that is shown; within the range, its end included.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// First and last instant of the slider.
    #[must_use]
    pub const fn range(&self) -> Period {
        self.range
    }

    /// Campaign hours per second.
    #[must_use]
    pub const fn speed(&self) -> f64 {
        self.speed
    }

    /// True while time runs.
    #[must_use]
    pub const fn is_playing(&self) -> bool {
        self.is_playing
    }

    /// True if it begins anew at the end.
    #[must_use]
    pub const fn is_looping(&self) -> bool {
        self.is_looping
    }

    /// Which way time runs.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// How much of the range has passed, 0 to 1, for a slider.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a fraction of a slider needs no more than 53 bits")]
    pub fn fraction(&self) -> f64 {
        let length_secs = self.length_secs();
        if length_secs == 0 { 0.0 } else { self.now.secs_since(self.range.start()) as f64 / length_secs as f64 }
    }

    /// Does what `command` says. `events` are the instants of the timeline, in any order.
    pub fn apply(&mut self, command: PlaybackCommand, events: &[Instant]) {
        match command {
            PlaybackCommand::Pause => self.is_playing = false,
            PlaybackCommand::Toggle if self.is_playing => self.is_playing = false,
            PlaybackCommand::Play | PlaybackCommand::Toggle => self.play(),
            PlaybackCommand::StepDays(days) => self.step(DAY_SECS, days),
            PlaybackCommand::StepHours(hours) => self.step_hours(hours),
            PlaybackCommand::Seek(t) => self.go_to(t),
            PlaybackCommand::Start => self.go_to(self.range.start()),
            PlaybackCommand::End => self.go_to(self.range.end()),
            PlaybackCommand::SetSpeed(speed) if speed.is_finite() => self.speed = speed.clamp(MIN_SPEED, MAX_SPEED),
            PlaybackCommand::SetSpeed(_) => {}
            PlaybackCommand::SetLoop(is_looping) => self.is_looping = is_looping,
            PlaybackCommand::SetDirection(direction) => self.direction = direction,
            PlaybackCommand::SetClock(clock) => self.clock = clock,
            PlaybackCommand::NextEvent => {
                self.stop_at(events.iter().copied().filter(|&t| t > self.now && t <= self.range.end()).min());
            }
            PlaybackCommand::PrevEvent => {
                self.stop_at(events.iter().copied().filter(|&t| t < self.now && t >= self.range.start()).max());
            }
        }
    }

    /// Lets `elapsed_secs` seconds of the reader's time pass; says whether [`Self::now`] or playing changed.
    ///
    /// At the end of the range it stops, or, looping, goes on from the other end with what is left of the step: the end
    /// itself is shown, and what lies past it counts from the start. Time that is not finite or negative is ignored.
    pub fn advance(&mut self, elapsed_secs: f64) -> bool {
        if !self.is_playing || !elapsed_secs.is_finite() || elapsed_secs <= 0.0 {
            return false;
        }
        let before = *self;
        let signed = match self.direction {
            Direction::Forwards => elapsed_secs,
            Direction::Backwards => -elapsed_secs,
        };
        let moved_secs = self.part_secs + (signed * self.speed * 3600.0).clamp(-FURTHEST_SECS, FURTHEST_SECS);
        let mut whole = moved_secs.floor();
        self.part_secs = moved_secs - whole;
        // A step back too short for a double rounds up to a whole second.
        if self.part_secs >= 1.0 {
            self.part_secs = 0.0;
            whole += 1.0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "clamped to what an i64 and a double hold exactly")]
        let whole_secs = whole as i64;
        self.settle(self.now.plus_secs(whole_secs));
        self.now != before.now || self.is_playing != before.is_playing
    }

    fn length_secs(&self) -> i64 {
        self.range.end().secs_since(self.range.start())
    }

    /// Takes `t` and the part of a second for the new position, wherever they lie.
    fn settle(&mut self, t: Instant) {
        let (start, end) = (self.range.start(), self.range.end());
        let is_past_end = t > end || (t == end && self.part_secs > 0.0);
        let is_before_start = t < start;
        self.now = t;
        if !is_past_end && !is_before_start {
            let arrived = match self.direction {
                Direction::Forwards => t == end,
                Direction::Backwards => t == start && self.part_secs == 0.0,
            };
            self.is_playing &= self.is_looping || !arrived;
        } else if self.is_looping && self.length_secs() > 0 {
            self.now = start.plus_secs(t.secs_since(start).rem_euclid(self.length_secs()));
        } else {
            self.now = if is_past_end { end } else { start };
            self.part_secs = 0.0;
            self.is_playing = false;
        }
    }

    fn play(&mut self) {
        self.is_playing = true;
        match self.direction {
            Direction::Forwards if self.now >= self.range.end() => self.go_to(self.range.start()),
            Direction::Backwards if self.now <= self.range.start() && self.part_secs == 0.0 => {
                self.go_to(self.range.end());
            }
            _ => {}
        }
    }

    fn go_to(&mut self, t: Instant) {
        self.now = t.clamp(self.range.start(), self.range.end());
        self.part_secs = 0.0;
    }

    fn stop_at(&mut self, t: Option<Instant>) {
        if let Some(t) = t {
            self.go_to(t);
            self.is_playing = false;
        }
    }

    fn step_hours(&mut self, hours: i32) {
        let grid_hours = hours.abs();
        if hours == 0 {
            return;
        }
        if 24 % grid_hours == 0 {
            self.step(i64::from(grid_hours) * 3600, hours.signum());
        } else {
            self.stop_at(Some(self.now.plus_secs(i64::from(hours) * 3600)));
        }
    }

    /// Goes `count` marks of a grid of `grid_secs` on, counted from midnight of the clock.
    fn step(&mut self, grid_secs: i64, count: i32) {
        if count == 0 {
            return;
        }
        let local_secs = self.now.unix_secs().saturating_add(self.clock.secs());
        let mark = local_secs.div_euclid(grid_secs);
        let is_on_mark = local_secs.rem_euclid(grid_secs) == 0 && self.part_secs == 0.0;
        // Going back from between two marks, the first step is the mark just passed.
        let first_back = i64::from(count < 0 && !is_on_mark);
        let target = mark.saturating_add(i64::from(count)).saturating_add(first_back);
        let secs = target.saturating_mul(grid_secs).saturating_sub(self.clock.secs());
        self.stop_at(Some(Instant::from_unix_secs(secs)));
    }
}
