//! Animated PNG: exact colours; after the first picture only the rectangle that changed.

use std::io::Write;

use png::{BitDepth, BlendOp, ColorType, Compression, DisposeOp, Encoder, EncodingError, Filter, Info, Writer};

use super::pipeline::FilmWriter;
use super::plan::FilmPlan;
use super::{Failed, FilmError};
use crate::scene::Image;

pub(super) struct Apng<W: Write> {
    writer: Writer<W>,
    fps: u16,
    width: usize,
    before: Vec<[u8; 4]>,
}

impl<W: Write> Apng<W> {
    pub fn new(out: W, plan: &FilmPlan) -> Result<Self, Failed> {
        let still = &plan.picture.still;
        let mut info = Info::with_size(still.width_px, still.height_px);
        (info.color_type, info.bit_depth) = (ColorType::Rgb, BitDepth::Eight);
        info.srgb = Some(png::SrgbRenderingIntent::RelativeColorimetric);
        let mut encoder = Encoder::with_info(out, info).map_err(told)?;
        encoder.set_animated(u32::try_from(plan.shots.len()).unwrap_or(u32::MAX), 0).map_err(told)?;
        encoder.set_dispose_op(DisposeOp::None).map_err(told)?;
        encoder.set_blend_op(BlendOp::Source).map_err(told)?;
        encoder.set_compression(Compression::Fast);
        encoder.set_filter(Filter::Paeth);
        let writer = encoder.write_header().map_err(told)?;
        Ok(Self { writer, fps: plan.fps, width: still.width_px as usize, before: Vec::new() })
    }

    pub fn finish(self) -> Result<(), Failed> {
        self.writer.finish().map_err(told)
    }
}

impl<W: Write> FilmWriter for Apng<W> {
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed> {
        let (pixels, _) = image.rgba.as_chunks::<4>();
        // A picture like the one before it is a single pixel: the number of pictures stands in the head of the file.
        let area = changed(&self.before, pixels, self.width).unwrap_or(Area { x: 0, y: 0, width: 1, height: 1 });
        let delay = u16::try_from(frames).unwrap_or(u16::MAX);
        self.writer.set_frame_delay(delay, self.fps).map_err(told)?;
        if !self.before.is_empty() {
            self.writer.reset_frame_position().map_err(told)?;
            self.writer.set_frame_dimension(px(area.width), px(area.height)).map_err(told)?;
            self.writer.set_frame_position(px(area.x), px(area.y)).map_err(told)?;
        }
        let rgb: Vec<u8> = area.rows(pixels, self.width).flatten().flat_map(|p| [p[0], p[1], p[2]]).collect();
        self.writer.write_image_data(&rgb).map_err(told)?;
        self.before.clear();
        self.before.extend_from_slice(pixels);
        Ok(())
    }
}

fn px(side: usize) -> u32 {
    u32::try_from(side).unwrap_or(u32::MAX)
}

fn told(error: EncodingError) -> Failed {
    match error {
        EncodingError::IoError(error) => Failed::Io(error),
        other => Failed::Film(FilmError::Encoder(other.to_string())),
    }
}

/// A rectangle of a picture, pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Area {
    /// Its pixels, row by row.
    pub fn rows<'a, T>(&self, pixels: &'a [T], width: usize) -> impl Iterator<Item = &'a [T]> + use<'a, T> {
        let (x, across) = (self.x, self.width);
        pixels.chunks_exact(width).skip(self.y).take(self.height).map(move |row| &row[x..x + across])
    }
}

/// The smallest rectangle outside of which two pictures are alike; the whole picture if they differ in size, nothing if
/// they are alike.
pub(super) fn changed<T: PartialEq>(before: &[T], now: &[T], width: usize) -> Option<Area> {
    if before.len() != now.len() {
        return Some(Area { x: 0, y: 0, width, height: now.len() / width });
    }
    let mut found: Option<[usize; 4]> = None;
    for (y, (a, b)) in before.chunks_exact(width).zip(now.chunks_exact(width)).enumerate() {
        if a == b {
            continue;
        }
        let differs = |(a, b): (&T, &T)| a != b;
        let first = a.iter().zip(b).position(differs).unwrap_or(0);
        let last = a.iter().zip(b).rposition(differs).unwrap_or(0);
        let [x0, x1, y0, _] = found.unwrap_or([first, last, y, y]);
        found = Some([x0.min(first), x1.max(last), y0, y]);
    }
    found.map(|[x0, x1, y0, y1]| Area { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rectangle_that_changed_is_found() {
        let before = [0u8; 20];
        let mut now = before;
        assert_eq!(changed(&before, &now, 5), None);
        (now[6], now[13]) = (1, 1);
        assert_eq!(changed(&before, &now, 5), Some(Area { x: 1, y: 1, width: 3, height: 2 }));
        assert_eq!(changed(&[], &now, 5), Some(Area { x: 0, y: 0, width: 5, height: 4 }));
    }
}
