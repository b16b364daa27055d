//! The pixels of a layer that is mostly clear: only the runs that show anything.

/// Clear pixels between two runs that are kept rather than make two runs of one.
const GAP_PX: usize = 8;

/// Runs of premultiplied pixels with their places in a picture.
#[derive(Default)]
pub(super) struct SparsePixels {
    /// First byte in the picture and number of bytes of each run, in order.
    runs: Vec<(usize, usize)>,
    /// Pixels of all runs.
    rgba: Vec<u8>,
}

impl SparsePixels {
    /// The visible runs of a picture of `width` pixels a row. Runs end at the end of a row.
    pub(super) fn of(picture: &[u8], width: usize) -> Self {
        let mut sparse = Self::default();
        for (row, pixels) in picture.chunks_exact(width.max(1) * 4).enumerate() {
            let row_at = row * width * 4;
            let mut open: Option<(usize, usize)> = None;
            for (at, pixel) in pixels.chunks_exact(4).enumerate() {
                if pixel[3] == 0 {
                    continue;
                }
                open = Some(match open {
                    Some((start, end)) if at - end <= GAP_PX => (start, at + 1),
                    Some((start, end)) => {
                        sparse.push(row_at, &pixels[start * 4..end * 4], start);
                        (at, at + 1)
                    }
                    None => (at, at + 1),
                });
            }
            if let Some((start, end)) = open {
                sparse.push(row_at, &pixels[start * 4..end * 4], start);
            }
        }
        sparse.rgba.shrink_to_fit();
        sparse
    }

    fn push(&mut self, row_at: usize, pixels: &[u8], start: usize) {
        self.runs.push((row_at + start * 4, pixels.len()));
        self.rgba.extend_from_slice(pixels);
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.rgba.len() + self.runs.len() * size_of::<(usize, usize)>()
    }

    /// Lays the pixels over an opaque picture of the size that they were taken from.
    pub(super) fn composite(&self, picture: &mut [u8]) {
        let mut rest = &self.rgba[..];
        for &(at, len) in &self.runs {
            let (run, after) = rest.split_at(len);
            rest = after;
            let Some(under) = picture.get_mut(at..at + len) else { return };
            for (below, above) in under.chunks_exact_mut(4).zip(run.chunks_exact(4)) {
                let clear = u16::from(255 - above[3]);
                for (b, a) in below.iter_mut().zip(above) {
                    *b = a.saturating_add(div_255(u16::from(*b) * clear));
                }
            }
        }
    }
}

/// Division by 255, rounded to the nearest; exact for products of two bytes.
const fn div_255(v: u16) -> u8 {
    let v = v + 128;
    ((v + (v >> 8)) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_by_255_is_rounded_exactly() {
        for a in 0..=255_u16 {
            for b in 0..=255_u16 {
                let exact = (f64::from(a * b) / 255.0).round();
                assert!((f64::from(div_255(a * b)) - exact).abs() < f64::EPSILON, "{a} * {b}");
            }
        }
    }

    #[test]
    fn what_is_sparse_shows_as_what_is_whole() {
        let width = 40;
        let mut above = vec![0; width * 3 * 4];
        for at in [0, 1, 5, 39, 40, 60, 119] {
            above[at * 4..at * 4 + 4].copy_from_slice(&[10, 20, 30, 60]);
        }
        above[4..8].copy_from_slice(&[200, 100, 50, 255]);
        let sparse = SparsePixels::of(&above, width);
        assert_eq!(sparse.runs.len(), 5);
        let mut picture = vec![255; above.len()];
        sparse.composite(&mut picture);
        assert_eq!(&picture[0..4], &[205, 215, 225, 255]);
        assert_eq!(&picture[4..8], &[200, 100, 50, 255]);
        assert_eq!(&picture[8..12], &[255, 255, 255, 255]);
        assert_eq!(&picture[119 * 4..], &[205, 215, 225, 255]);
    }
}
