//! Which frames a film has, what each shows and how long it stands: arithmetic on instants, no pixels.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::spec::{view_box, words};
use super::super::{Framing, Picture, PictureSort};
use super::{Film, FilmError};
use crate::data::{CampaignConfig, Report};
use crate::geo::{Camera, Projection, ease};
use crate::model::Campaign;
use crate::scene::CardsFor;
use crate::time::Instant;

/// How long a title card stands, seconds.
pub const TITLE_SECS: f64 = 3.0;
/// The most pictures in a film: 92 minutes at 30 a second.
const MOST_PICTURES: i64 = 165_600;
/// The longest that one picture stands, seconds: what the delays of GIF and animated PNG can hold.
const LONGEST_SECS: f64 = 600.0;
/// Longest and shortest side that the H.264 encoder takes, pixels.
const MOST_PX: (u32, u32) = (3840, 2160);

/// What a film is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmFormat {
    /// MP4 with H.264.
    Mp4,
    /// GIF with one palette.
    Gif,
    /// Animated PNG.
    Apng,
    /// A PNG file for each frame, numbered.
    Frames,
}

impl FilmFormat {
    /// The format that a file name asks for: by its ending; a PNG whose name ends with a number of three digits or more, such
    /// as `map-0001.png`, is the first of numbered frames, any other an animated PNG.
    ///
    /// # Errors
    /// If the ending is none of `.mp4`, `.gif`, `.png`.
    pub fn of(path: &Path) -> Result<Self, FilmError> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("mp4") => Ok(Self::Mp4),
            Some("gif") => Ok(Self::Gif),
            Some("png" | "apng") => Ok(if numbering(path).is_some() { Self::Frames } else { Self::Apng }),
            _ => Err(FilmError::Conflict(format!(
                "{} is no film; end the name with .mp4, .gif, .png (animated) or -0001.png (a file for each frame)",
                path.display()
            ))),
        }
    }
}

/// The name before the number of a numbered frame, the number and its digits.
pub(super) fn numbering(path: &Path) -> Option<(String, u64, usize)> {
    let stem = path.file_stem()?.to_str()?;
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &stem[name.len()..];
    (digits.len() >= 3).then_some(())?;
    Some((name.to_owned(), digits.parse().ok()?, digits.len()))
}

/// The name of a numbered frame.
pub(super) fn numbered_name(name: &str, number: u64, digits: usize) -> String {
    format!("{name}{number:0digits$}.png")
}

/// What a picture of a film shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A card with a title.
    Card(String),
    /// The map.
    Map {
        /// The instant.
        at: Instant,
        /// Where the camera stands.
        camera: Camera,
    },
}

/// One picture of a film.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// What it shows.
    pub shown: Shown,
    /// For how many frames it stands, 1 or more.
    pub frames: u32,
}

/// A film ready to be made.
#[derive(Clone)]
pub struct FilmPlan {
    /// What it is written as.
    pub format: FilmFormat,
    /// The page of its maps; the instant and the camera are those of the shots.
    pub picture: Picture,
    /// Its pictures in order.
    pub shots: Vec<Shot>,
    /// Frames a second.
    pub fps: u16,
    /// The sides that were asked for, pixels: an odd one of an MP4 has lost its last pixel.
    pub asked_px: (u32, u32),
}

impl FilmPlan {
    /// Frames of the film.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.shots.iter().map(|shot| u64::from(shot.frames)).sum()
    }

    /// Length, seconds.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "far fewer frames than a double counts")]
    pub fn secs(&self) -> f64 {
        self.frames() as f64 / f64::from(self.fps)
    }

    /// About how many bytes the film takes, from films of the theatre and of Karafuto in steps of one and of six hours: a
    /// map with much in motion takes three times as many, a quiet one a third.
    #[must_use]
    pub fn rough_bytes(&self) -> u64 {
        let still = &self.picture.still;
        let pixels = u64::from(still.width_px) * u64::from(still.height_px);
        let pictures = self.shots.len() as u64;
        match self.format {
            FilmFormat::Mp4 => pixels * pictures / 80,
            FilmFormat::Gif => pixels * pictures / 30,
            FilmFormat::Apng => pixels * pictures / 4,
            FilmFormat::Frames => pixels * self.frames() * 3 / 2,
        }
    }

    /// Every file of the film that goes to `output`.
    #[must_use]
    pub fn files(&self, output: &Path) -> Vec<PathBuf> {
        match (self.format, numbering(output)) {
            (FilmFormat::Frames, Some((name, first, digits))) => {
                (first..first + self.frames()).map(|n| output.with_file_name(numbered_name(&name, n, digits))).collect()
            }
            _ => vec![output.to_owned()],
        }
    }

    /// "24.0 s, 720 frames of 1920 x 1080, the last map of 1945-09-05T24:00+09:00".
    #[must_use]
    pub fn told(&self) -> String {
        let still = &self.picture.still;
        let clock = self.picture.campaign.data().config.clock;
        let last =
            self.last_instant().map_or_else(String::new, |at| format!(", the last map of {}", at.to_rfc3339(clock)));
        let (secs, frames) = (self.secs(), self.frames());
        let (width, height) = (still.width_px, still.height_px);
        let (asked_width, asked_height) = self.asked_px;
        let lost = if (width, height) == self.asked_px {
            String::new()
        } else {
            format!(" (of {asked_width} x {asked_height} asked for: the sides of an MP4 are even)")
        };
        format!("{secs:.1} s, {frames} frames of {width} x {height}{lost}{last}")
    }

    /// The instant of the last map.
    #[must_use]
    pub fn last_instant(&self) -> Option<Instant> {
        self.shots.iter().rev().find_map(|shot| match shot.shown {
            Shown::Map { at, .. } => Some(at),
            Shown::Card(_) => None,
        })
    }
}

impl Film {
    /// The frames to be made, and what was found while reading the files that the picture names. `builtin` is the
    /// campaign unless a layer is one. An MP4 has even sides: an odd one loses a pixel.
    ///
    /// # Errors
    /// If a word means nothing, or parts of the film do not go together.
    pub fn plan(&self, builtin: &Arc<Campaign>, format: FilmFormat) -> Result<(FilmPlan, Report), FilmError> {
        let most = if format == FilmFormat::Gif { 50 } else { 60 };
        if !(1..=most).contains(&self.fps) {
            let text = format!("a film of {} frames a second cannot be made; give --fps 1 to {most}", self.fps);
            return Err(FilmError::Conflict(text));
        }
        if !self.picture.at.is_empty() || self.picture.grid.is_some() {
            return Err(FilmError::Conflict(
                "a film shows one instant at a time; leave out the dates and the grid".to_owned(),
            ));
        }
        if self.picture.transparent {
            return Err(FilmError::Conflict("a film has no transparent ground; leave out --transparent".to_owned()));
        }
        let clock = builtin.data().config.clock;
        let from = words::first_instant(&self.from, clock)?;
        let mut spec = self.picture.clone();
        spec.at = vec![from.to_rfc3339(clock)];
        let (mut picture, report) = spec.picture(builtin)?;
        let still = &mut picture.still;
        // Nothing jumps while time plays.
        still.view.cards = CardsFor::Campaign;
        let asked_px = (still.width_px, still.height_px);
        if format == FilmFormat::Mp4 {
            (still.width_px, still.height_px) = (still.width_px & !1, still.height_px & !1);
            let sides = (still.width_px.max(still.height_px), still.width_px.min(still.height_px));
            if sides.0 > MOST_PX.0 || sides.1 > MOST_PX.1 {
                let text =
                    format!("{} x {} pixels are too many for MP4; 3840 x 2160 (4k) is the largest", sides.0, sides.1);
                return Err(FilmError::Conflict(text));
            }
        }
        let campaign = Arc::clone(&picture.campaign);
        let shots = self.shots(from, &campaign.data().config, &picture)?;
        Ok((FilmPlan { format, picture, shots, fps: self.fps, asked_px }, report))
    }

    fn shots(&self, from: Instant, config: &CampaignConfig, picture: &Picture) -> Result<Vec<Shot>, FilmError> {
        let to = words::instant(&self.to, config.clock)?;
        let step = words::step_secs(&self.step)?;
        let steps = to.secs_since(from).div_euclid(step);
        if steps < 0 {
            let text = format!("--to {} lies before --from {}; exchange them", self.to, self.from);
            return Err(FilmError::Conflict(text));
        }
        if steps >= MOST_PICTURES {
            let text = format!("{steps} steps of {} are too many for a film; take a longer --step", self.step);
            return Err(FilmError::Conflict(text));
        }
        let way = self.way(from, from.plus_secs(steps * step), config, picture)?;
        let at = |n: i64| from.plus_secs(n * step);
        let map = |n: i64| Shot { shown: Shown::Map { at: at(n), camera: camera_at(&way, at(n)) }, frames: 1 };
        let mut shots: Vec<Shot> = (0..=steps).map(map).collect();
        let last = shots.len() - 1;
        for place in [0, last] {
            self.stand(&mut shots[place], self.hold_secs)?;
        }
        for (text, secs) in &self.pauses {
            let wanted = words::instant(text, config.clock)?;
            if wanted < from || wanted > at(steps) {
                let text =
                    format!("--pause {text} lies outside the film, which goes from {} to {}", self.from, self.to);
                return Err(FilmError::Conflict(text));
            }
            // The first frame that shows this instant or a later one.
            let n = (wanted.secs_since(from) + step - 1).div_euclid(step).min(steps);
            self.stand(&mut shots[usize::try_from(n).unwrap_or(last).min(last)], *secs)?;
        }
        let card = |text: &Option<String>| {
            let text = text.clone().filter(|text| !text.trim().is_empty())?;
            Some(Shot { shown: Shown::Card(text), frames: self.frames_in(TITLE_SECS) })
        };
        let (first, last) = (card(&self.title), card(&self.end_title));
        Ok(first.into_iter().chain(shots).chain(last).collect())
    }

    /// Lets a picture stand longer.
    fn stand(&self, shot: &mut Shot, secs: f64) -> Result<(), FilmError> {
        let frames = shot.frames.saturating_add(self.frames_in(secs));
        if !(0.0..=LONGEST_SECS).contains(&secs) || f64::from(frames) > LONGEST_SECS * f64::from(self.fps) {
            let text =
                format!("a picture cannot stand so long; give holds and pauses of 0 to {LONGEST_SECS} seconds in all");
            return Err(FilmError::Conflict(text));
        }
        shot.frames = frames;
        Ok(())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within 0 and 36 000")]
    fn frames_in(&self, secs: f64) -> u32 {
        (secs.clamp(0.0, LONGEST_SECS) * f64::from(self.fps)).round() as u32
    }

    /// Where the camera has arrived when, in order of time.
    fn way(
        &self,
        from: Instant,
        to: Instant,
        config: &CampaignConfig,
        picture: &Picture,
    ) -> Result<Vec<(Instant, Camera)>, FilmError> {
        let view = &picture.still.view;
        let mut way = vec![(from, view.camera)];
        let keys = self.cameras.iter().map(|(time, name)| Ok((words::instant(time, config.clock)?, name)));
        let mut keys = keys.collect::<Result<Vec<_>, FilmError>>()?;
        keys.extend(self.to_view.iter().map(|name| (to, name)));
        keys.sort_by_key(|(time, _)| *time);
        if keys.is_empty() {
            return Ok(way);
        }
        if picture.sort != PictureSort::Map {
            return Err(FilmError::Conflict("the camera cannot move beside a divider; leave out --swipe".to_owned()));
        }
        let projection = Projection::new(picture.projection).map_err(super::PictureError::from)?;
        for (time, name) in keys {
            let bbox = if words::numbers::<4>(name).is_some() { words::bbox(name)? } else { view_box(config, name)? };
            way.push((time, Framing::Box(bbox).camera(&projection, view.size)));
        }
        Ok(way)
    }
}

/// The camera at an instant: eased from the last place to the next.
#[expect(clippy::cast_precision_loss, reason = "seconds of a campaign")]
fn camera_at(way: &[(Instant, Camera)], at: Instant) -> Camera {
    let next = way.partition_point(|(time, _)| *time <= at);
    let before = way[next.saturating_sub(1)];
    let Some(after) = way.get(next).filter(|_| next > 0) else { return before.1 };
    let share = at.secs_since(before.0) as f64 / after.0.secs_since(before.0) as f64;
    before.1.towards(&after.1, ease(share))
}
