//! The state of an opened picture: its time, view and look become the window's.

use crate::export::{Picture, PictureSort};
use crate::geo::{Camera, MapRect};
use crate::time::PlaybackCommand;

use super::comparison::{Comparison, Manner};
use super::glide::Glide;
use super::state::AppState;

impl AppState {
    /// Takes time, projection, layers, names, clock, reading and comparison of a picture, and returns the part of the plane
    /// that it shows, metres. Of a page of several dates the first is taken.
    pub fn take_picture(&mut self, picture: &Picture) -> MapRect {
        let (still, view) = (&picture.still, &picture.still.view);
        self.set_projection(picture.projection);
        if let Some(clock) = self.clocks.iter().position(|c| (&c.name, c.offset) == (&view.clock.0, view.clock.1)) {
            self.set_clock(clock);
        }
        self.playback.apply(PlaybackCommand::Pause, &[]);
        self.seek(still.at);
        (self.layers, self.phase_lines) = (view.layers, view.phase_lines);
        (self.lang, self.second_lang) = (view.lang, view.second_lang);
        (self.reading, self.motion) = (view.reading, view.motion);
        self.comparison = match picture.sort {
            PictureSort::Swipe { since, divider } => Some(Comparison { with: since, manner: Manner::Swipe, divider }),
            _ => view.since.map(|with| Comparison { with, manner: Manner::Tint, divider: 0.5 }),
        };
        view.camera.visible(view.size)
    }

    /// Shows all of a part of the plane, panels or not: a picture of the window's own shape is shown as it is.
    pub fn show_whole(&mut self, rect: MapRect) {
        self.glide = Glide::Still;
        self.set_camera(Camera::fit(rect, self.page()));
    }
}
