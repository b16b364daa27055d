//! Where the reader goes: to an event, a thing, an instant; what is chosen, and when things are first to be seen.

use crate::data::Event;
use crate::geo::{Camera, LonLat};
use crate::time::{Instant, PlaybackCommand};

use super::facts::Target;
use super::state::AppState;
use super::subject::Subject;

impl AppState {
    /// Chooses a thing and opens the inspector, or closes it with nothing chosen.
    pub fn select(&mut self, subject: Option<Subject>) {
        self.selection = subject;
        self.also_here.clear();
        self.panels.inspector = subject.is_some();
    }

    /// Goes where a line of the inspector leads: to an instant, and to a thing.
    pub fn go(&mut self, target: Target) {
        if let Some(t) = target.at {
            self.pause_at(t);
        }
        if let Some(subject) = target.subject {
            self.visit(subject, target.at.is_none());
        }
    }

    /// Shows a thing: flies to it and opens the inspector, and goes to its time where it is not to be seen now and
    /// `may_seek`.
    pub fn visit(&mut self, subject: Subject, may_seek: bool) {
        if let Subject::Event(index) = subject {
            self.go_to_event(index);
            return;
        }
        let begins = subject.meta(&self.dataset).map(|meta| (meta.is_in_force(self.playback.now()), meta.first_seen()));
        if let Some((false, t)) = begins.filter(|_| may_seek) {
            self.pause_at(t);
        }
        if let Some(at) = subject.place(self) {
            self.look_at(at);
        }
        self.select(Some(subject));
    }

    fn pause_at(&mut self, t: Instant) {
        self.playback.apply(PlaybackCommand::Pause, &[]);
        self.seek(t);
    }

    /// Goes to an event: its instant, and its place if that lies in the theatre.
    pub fn go_to_event(&mut self, index: usize) {
        let Some(event) = self.dataset.events.get(index) else { return };
        let (t, at) = (event_instant(event), event.at);
        self.pause_at(t);
        self.look_at(at);
        self.select(Some(Subject::Event(index)));
    }

    /// Flies to a place, closer if the view is a wide one; stays if the place lies outside the theatre.
    pub fn look_at(&mut self, at: LonLat) {
        let p = self.projection.project(at);
        if self.theatre_rect().contains(p) {
            let metres_per_pt = self.camera.metres_per_pt.min(self.theatre_camera().metres_per_pt * 0.45);
            let c = self.covered;
            let to = Camera { centre: p, metres_per_pt };
            self.fly_to(to.panned((c.left - c.right) / 2.0, (c.top - c.bottom) / 2.0));
        }
    }
}

/// Where an event stands on the bar of time: at its hour, or at noon of its day where no hour is known, so that the day
/// that is shown is its day.
#[must_use]
pub fn event_instant(event: &Event) -> Instant {
    event.meta.first_seen()
}
