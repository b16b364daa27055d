//! Pictures as JPEG and WebP files, for the web: the same bytes for the same picture.

use image_webp::{ColorType as WebPColour, WebPEncoder};
use jpeg_encoder::{ColorType, Encoder, PixelDensity, PixelDensityUnit, SamplingFactor};
use thiserror::Error;

use super::About;
use super::png::straight;
use crate::scene::{Colour, Image};

/// What an XMP packet in a JPEG file begins with.
const XMP_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// Most that one segment of a JPEG file holds, bytes.
const MOST_SEGMENT_BYTES: usize = 65_533;
/// Longest side of a WebP picture, pixels.
const MAX_WEBP_SIDE: u16 = 16_383;

/// Why a picture cannot be written as JPEG or WebP.
#[derive(Debug, Error)]
pub enum PhotoError {
    /// WebP holds less.
    #[error(
        "a picture of {width} x {height} pixels is too large for WebP, whose sides have at most {MAX_WEBP_SIDE} pixels; \
         choose a smaller size, or a name that ends in .png"
    )]
    TooLarge {
        /// Width, pixels.
        width: u16,
        /// Height, pixels.
        height: u16,
    },
    /// The encoder failed.
    #[error("the picture could not be written: {0}; a name that ends in .png makes a PNG")]
    Encoding(String),
}

/// A picture as the bytes of a JPEG file without subsampled colours, so that thin lines keep theirs. `quality` is 1 to 100;
/// what is clear stands on `ground`.
///
/// # Errors
/// If the encoder refuses the picture.
pub fn encode_jpeg(image: &Image, quality: u8, dpi: f64, ground: Colour, about: &About) -> Result<Vec<u8>, PhotoError> {
    let failed = |error: jpeg_encoder::EncodingError| PhotoError::Encoding(error.to_string());
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before the cast")]
    let density = dpi.round().clamp(1.0, 65_535.0) as u16;
    encoder.set_density(PixelDensity { density: (density, density), unit: PixelDensityUnit::Inches });
    if *about != About::default() {
        let packet = [XMP_MARK, about.xmp_packet().as_bytes()].concat();
        if packet.len() > MOST_SEGMENT_BYTES {
            return Err(PhotoError::Encoding("the description of the view is too long for JPEG".to_owned()));
        }
        encoder.add_app_segment(1, packet).map_err(failed)?;
    }
    encoder.encode(&on_ground(image, ground), image.width, image.height, ColorType::Rgb).map_err(failed)?;
    Ok(out)
}

/// A picture as the bytes of a lossless WebP file, without alpha if it is opaque.
///
/// # Errors
/// If a side has more than 16 383 pixels, or the encoder refuses the picture.
pub fn encode_webp(image: &Image, about: &About) -> Result<Vec<u8>, PhotoError> {
    let (width, height) = (image.width, image.height);
    if width.max(height) > MAX_WEBP_SIDE {
        return Err(PhotoError::TooLarge { width, height });
    }
    let (is_opaque, pixels) = straight(&image.rgba);
    let colour = if is_opaque { WebPColour::Rgb8 } else { WebPColour::Rgba8 };
    let mut out = Vec::new();
    let mut encoder = WebPEncoder::new(&mut out);
    if *about != About::default() {
        encoder.set_xmp_metadata(about.xmp_packet().into_bytes());
    }
    let encoded = encoder.encode(&pixels, width.into(), height.into(), colour);
    encoded.map_err(|error| PhotoError::Encoding(error.to_string()))?;
    Ok(out)
}

/// The pixels without alpha: premultiplied colours laid on a ground.
fn on_ground(image: &Image, ground: Colour) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(image.rgba.len() / 4 * 3);
    for p in image.rgba.chunks_exact(4) {
        let under = 255 - u16::from(p[3]);
        for (own, ground) in p[..3].iter().zip([ground.r, ground.g, ground.b]) {
            let sum = u16::from(*own) + (u16::from(ground) * under + 127) / 255;
            rgb.push(u8::try_from(sum).unwrap_or(255));
        }
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Colour = Colour { r: 255, g: 255, b: 255, a: 255 };

    fn about() -> About {
        About { title: "Хасэгава".into(), view: "{\"at\":[]}".into(), ..About::default() }
    }

    fn picture() -> Image {
        let rgba = (0..64u8).flat_map(|i| [i * 4, 255 - i * 4, i, 255]).collect();
        Image { width: 8, height: 8, rgba }
    }

    #[test]
    fn a_jpeg_says_its_resolution_and_what_it_shows() {
        let bytes = encode_jpeg(&picture(), 90, 300.0, WHITE, &about()).unwrap();
        assert_eq!(About::read(&bytes).unwrap(), (super::super::PictureKind::Jpeg, about()));
        // JFIF: dots per inch (1), 300 across, 300 down.
        assert_eq!(bytes[13..18], [1, 1, 44, 1, 44]);
        assert!(bytes == encode_jpeg(&picture(), 90, 300.0, WHITE, &about()).unwrap());
        assert!(bytes.len() > encode_jpeg(&picture(), 10, 300.0, WHITE, &about()).unwrap().len());
    }

    #[test]
    fn a_webp_keeps_every_pixel_and_its_description() {
        let bytes = encode_webp(&picture(), &about()).unwrap();
        assert_eq!(About::read(&bytes).unwrap(), (super::super::PictureKind::WebP, about()));
        let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
        decoder.read_image(&mut pixels).unwrap();
        let rgb: Vec<u8> = picture().rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        assert_eq!(pixels, rgb);
    }

    #[test]
    fn what_is_clear_stands_on_the_ground() {
        let clear = Image { width: 1, height: 2, rgba: vec![0, 0, 0, 0, 100, 0, 0, 128] };
        assert_eq!(on_ground(&clear, WHITE), [255, 255, 255, 227, 127, 127]);
    }

    #[test]
    fn what_webp_cannot_hold_is_refused_with_the_cure() {
        let wide = Image { width: 20_000, height: 1, rgba: vec![255; 80_000] };
        let error = encode_webp(&wide, &About::default()).unwrap_err().to_string();
        assert!(error.contains("16383") && error.contains(".png"), "{error}");
    }
}
