//! GIF: one palette for the whole film; after the first picture only the rectangle that changed, in it only the pixels.

use std::io::Write;

use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};

use super::apng::{Area, changed};
use super::palette::{CLEAR, Palette};
use super::pipeline::FilmWriter;
use super::plan::FilmPlan;
use super::{Failed, FilmError};
use crate::scene::Image;

pub(super) struct Gif<W: Write> {
    encoder: Encoder<W>,
    palette: Palette,
    width: usize,
    fps: u64,
    /// Frames that have been shown.
    frames: u64,
    before: Vec<u8>,
    /// What is written once it is known how long it stands.
    waiting: Option<Frame<'static>>,
}

impl<W: Write> Gif<W> {
    pub fn new(out: W, plan: &FilmPlan, palette: Palette) -> Result<Self, Failed> {
        let still = &plan.picture.still;
        let side = |px: u32| u16::try_from(px).unwrap_or(u16::MAX);
        let (width, height) = (side(still.width_px), side(still.height_px));
        let mut encoder = Encoder::new(out, width, height, &palette.rgb).map_err(told)?;
        encoder.set_repeat(Repeat::Infinite).map_err(told)?;
        Ok(Self {
            encoder,
            palette,
            width: width.into(),
            fps: plan.fps.into(),
            frames: 0,
            before: Vec::new(),
            waiting: None,
        })
    }

    pub fn finish(mut self) -> Result<(), Failed> {
        self.write_waiting()?;
        let mut out = self.encoder.into_inner().map_err(told)?;
        Ok(out.flush()?)
    }

    fn write_waiting(&mut self) -> Result<(), Failed> {
        match self.waiting.take() {
            Some(frame) => self.encoder.write_frame(&frame).map_err(told),
            None => Ok(()),
        }
    }

    /// The end of the frame before the one of this number, hundredths of a second: rounded as a whole, so that the film
    /// is as long as it should be.
    fn ends_at(&self, frames: u64) -> u64 {
        (frames * 100 + self.fps / 2) / self.fps
    }
}

impl<W: Write> FilmWriter for Gif<W> {
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed> {
        let now = self.palette.indices(&image.rgba);
        let until = self.frames + u64::from(frames);
        let delay = u16::try_from(self.ends_at(until) - self.ends_at(self.frames)).unwrap_or(u16::MAX);
        self.frames = until;
        let area = changed(&self.before, &now, self.width);
        // A picture like the one before it lets that one stand longer, if its delay can hold it.
        if let (None, Some(frame)) = (area, &mut self.waiting)
            && let Some(longer) = frame.delay.checked_add(delay)
        {
            frame.delay = longer;
            return Ok(());
        }
        let area = area.unwrap_or(Area { x: 0, y: 0, width: 1, height: 1 });
        self.write_waiting()?;
        let is_first = self.before.is_empty();
        let buffer: Vec<u8> = if is_first {
            now.clone()
        } else {
            let pairs = area.rows(&self.before, self.width).zip(area.rows(&now, self.width));
            let unchanged = |(a, b): (&u8, &u8)| if a == b { CLEAR } else { *b };
            pairs.flat_map(|(a, b)| a.iter().zip(b).map(unchanged)).collect()
        };
        let px = |side: usize| u16::try_from(side).unwrap_or(u16::MAX);
        self.waiting = Some(Frame {
            delay,
            dispose: DisposalMethod::Keep,
            transparent: (!is_first).then_some(CLEAR),
            left: px(area.x),
            top: px(area.y),
            width: px(area.width),
            height: px(area.height),
            buffer: buffer.into(),
            ..Frame::default()
        });
        self.before = now;
        Ok(())
    }
}

fn told(error: EncodingError) -> Failed {
    match error {
        EncodingError::Io(error) => Failed::Io(error),
        other => Failed::Film(FilmError::Encoder(other.to_string())),
    }
}
