//! One palette for a whole film: 255 colours and one that shows what was there before.

use color_quant::NeuQuant;

use crate::scene::Image;

/// The index that shows what was there before.
pub(super) const CLEAR: u8 = 255;
/// Colours of the palette beside it.
const COLOURS: usize = 255;
/// Bits of a channel by which colours are counted, and by which the nearest of the palette is looked up.
const COUNT_BITS: u32 = 5;
const LOOKUP_BITS: u32 = 6;

pub(super) struct Palette {
    /// Red, green, blue of all 256 entries.
    pub rgb: Vec<u8>,
    /// The nearest entry for each cell of the colour cube; 256 for a cell that nobody has asked for.
    nearest: Vec<u16>,
}

impl Palette {
    /// The palette of a film from some of its pictures. A colour counts by the square root of its pixels: thin lines
    /// keep theirs beside the wide sea.
    pub fn of(samples: &[Image]) -> Self {
        let mut cells = vec![[0_u64; 4]; 1 << (3 * COUNT_BITS)];
        for p in samples.iter().flat_map(|image| image.rgba.as_chunks::<4>().0) {
            let cell = &mut cells[cell(*p, COUNT_BITS)];
            cell[3] += 1;
            (0..3).for_each(|c| cell[c] += u64::from(p[c]));
        }
        let mut weighed = Vec::new();
        for [r, g, b, count] in cells.into_iter().filter(|cell| cell[3] > 0) {
            let mean = |sum: u64| u8::try_from((sum + count / 2) / count).unwrap_or(255);
            let pixel = [mean(r), mean(g), mean(b), 255];
            (0..count.isqrt()).for_each(|_| weighed.extend(pixel));
        }
        if weighed.is_empty() {
            weighed = vec![255; 4];
        }
        let mut rgb = NeuQuant::new(1, COLOURS, &weighed).color_map_rgb();
        rgb.resize(256 * 3, 0);
        Self { rgb, nearest: vec![256; 1 << (3 * LOOKUP_BITS)] }
    }

    /// The picture in indices.
    pub fn indices(&mut self, rgba: &[u8]) -> Vec<u8> {
        let of = |p: &[u8; 4]| {
            let known = &mut self.nearest[cell(*p, LOOKUP_BITS)];
            if *known > 255 {
                *known = u16::from(nearest(&self.rgb, middle(*p)));
            }
            u8::try_from(*known).unwrap_or(0)
        };
        rgba.as_chunks::<4>().0.iter().map(of).collect()
    }
}

/// The cell of the colour cube in which a colour lies.
fn cell(p: [u8; 4], bits: u32) -> usize {
    p[..3].iter().fold(0, |cell, channel| (cell << bits) | usize::from(channel >> (8 - bits)))
}

/// The middle of that cell.
fn middle(p: [u8; 4]) -> [i32; 3] {
    let of = |channel: u8| {
        let high = channel >> (8 - LOOKUP_BITS);
        // The ends of the scale are themselves: white stays white.
        i32::from((high << (8 - LOOKUP_BITS)) | (high >> (2 * LOOKUP_BITS - 8)))
    };
    [of(p[0]), of(p[1]), of(p[2])]
}

fn nearest(rgb: &[u8], colour: [i32; 3]) -> u8 {
    let apart = |entry: &[u8; 3]| {
        let by = |c: usize| i32::from(entry[c]) - colour[c];
        // Roughly as the eye weighs the channels.
        3 * by(0).pow(2) + 4 * by(1).pow(2) + 2 * by(2).pow(2)
    };
    let entries = rgb.as_chunks::<3>().0.iter().take(COLOURS).zip(0_u8..);
    entries.min_by_key(|(entry, _)| apart(entry)).map_or(0, |(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_red_pixels_keep_their_colour_beside_a_wide_sea() {
        let mut rgba = [170, 200, 220, 255].repeat(100_000);
        rgba.extend([200, 20, 30, 255].repeat(60));
        let mut palette = Palette::of(&[Image { width: 1, height: 1, rgba }]);
        for colour in [[170, 200, 220, 255], [200, 20, 30, 255]] {
            let index = usize::from(palette.indices(&colour)[0]);
            let found = &palette.rgb[index * 3..index * 3 + 3];
            assert!(found.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= 4), "{found:?} for {colour:?}");
        }
    }
}
