//! Pixels as video has them: BT.709 in the limited range, colour at half the resolution (4:2:0).

use openh264::formats::YUVSource;

use crate::scene::Image;

/// A picture in three planes. Sides are even.
#[derive(Default)]
pub(super) struct Yuv {
    width: usize,
    height: usize,
    y: Vec<u8>,
    u: Vec<u8>,
    v: Vec<u8>,
}

// Shares of red, green and blue in 1/65536, from Kr = 0.2126 and Kb = 0.0722 (ITU-R BT.709) and the ranges 16..=235 and
// 16..=240; each row of colour adds up to nothing, so that grey is grey.
const Y: [i32; 3] = [11_966, 40_254, 4064];
const U: [i32; 3] = [-6596, -22_188, 28_784];
const V: [i32; 3] = [28_784, -26_145, -2639];

impl Yuv {
    /// Takes the pixels of `image`, its last column and row left out if they are odd.
    pub fn read(&mut self, image: &Image) {
        let stride = usize::from(image.width) * 4;
        (self.width, self.height) = (usize::from(image.width & !1), usize::from(image.height & !1));
        self.y.resize(self.width * self.height, 0);
        self.u.resize(self.width * self.height / 4, 0);
        self.v.resize(self.width * self.height / 4, 0);
        let planes = self
            .y
            .chunks_exact_mut(self.width * 2)
            .zip(self.u.chunks_exact_mut(self.width / 2).zip(self.v.chunks_exact_mut(self.width / 2)));
        for (rows, (luma, (u, v))) in image.rgba.chunks_exact(stride * 2).zip(planes) {
            let (upper, lower) = rows.split_at(stride);
            let (upper_y, lower_y) = luma.split_at_mut(self.width);
            brightness(upper, upper_y);
            brightness(lower, lower_y);
            colour(upper, lower, u, v);
        }
    }
}

fn brightness(row: &[u8], out: &mut [u8]) {
    for (p, y) in row.as_chunks::<4>().0.iter().zip(out) {
        *y = level(weighed([p[0].into(), p[1].into(), p[2].into()], Y), 16, 16);
    }
}

/// The mean colour of each four pixels.
fn colour(upper: &[u8], lower: &[u8], u: &mut [u8], v: &mut [u8]) {
    let (upper, lower) = (upper.as_chunks::<8>().0, lower.as_chunks::<8>().0);
    for ((a, b), (u, v)) in upper.iter().zip(lower).zip(u.iter_mut().zip(v)) {
        let sum = |c: usize| i32::from(a[c]) + i32::from(a[c + 4]) + i32::from(b[c]) + i32::from(b[c + 4]);
        let rgb = [sum(0), sum(1), sum(2)];
        *u = level(weighed(rgb, U), 128, 18);
        *v = level(weighed(rgb, V), 128, 18);
    }
}

fn weighed(rgb: [i32; 3], shares: [i32; 3]) -> i32 {
    rgb[0] * shares[0] + rgb[1] * shares[1] + rgb[2] * shares[2]
}

/// `sum` divided by 2 to the power of `bits`, rounded, above `zero`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the shares keep it within 16..=240")]
fn level(sum: i32, zero: i32, bits: u32) -> u8 {
    (zero + ((sum + (1 << (bits - 1))) >> bits)) as u8
}

impl YUVSource for Yuv {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.y
    }

    fn u(&self) -> &[u8] {
        &self.u
    }

    fn v(&self) -> &[u8] {
        &self.v
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_white_and_red_have_the_levels_of_the_standard() {
        for (rgb, yuv) in [([0, 0, 0], [16, 128, 128]), ([255; 3], [235, 128, 128]), ([255, 0, 0], [63, 102, 240])] {
            let rgba: Vec<u8> = [rgb[0], rgb[1], rgb[2], 255].repeat(4);
            let mut picture = Yuv::default();
            picture.read(&Image { width: 2, height: 2, rgba });
            assert_eq!([picture.y[0], picture.u[0], picture.v[0]], yuv, "{rgb:?}");
            assert_eq!(picture.y.len(), 4);
        }
    }
}
