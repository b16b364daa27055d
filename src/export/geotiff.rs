//! GeoTIFF: a picture with its place on the earth in one file (OGC 19-008r4), for programs of geographers.
//!
//! Space: metres on the plane of the projection, as in the world file. The projection stands in the file by its parameters, on
//! WGS 84, because none of the atlas has a number of its own.

use std::io::Cursor;

use thiserror::Error;
use tiff::encoder::colortype::{ColorType, RGB8, RGBA8};
use tiff::encoder::{Compression, DeflateLevel, ImageEncoder, Predictor, TiffEncoder, TiffKindStandard};
use tiff::tags::{ExtraSamples, Tag};
use tiff::{TiffError, TiffResult};

use crate::geo::{Cone, MapRect, ProjectionKind};
use crate::render::{About, straight};
use crate::scene::Image;

/// The packet of metadata that Adobe's programs put into TIFF.
const XMP_TAG: Tag = Tag::Unknown(700);

/// Where a picture lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoPlace {
    /// The projection.
    pub projection: ProjectionKind,
    /// What it shows of the plane, from edge to edge, metres.
    pub shown: MapRect,
}

/// Why a picture cannot be written as GeoTIFF.
#[derive(Debug, Error)]
pub enum GeoTiffError {
    /// Programs do not agree what it is on the ellipsoid.
    #[error("a GeoTIFF cannot be in the projection plate-carree; choose conformal, equal-area or mercator")]
    Projection,
    /// The encoder refused, as it does with more than 4 GiB.
    #[error("the picture could not be written as GeoTIFF ({0}); a smaller size, or a name that ends in .png, may work")]
    Encoding(#[from] TiffError),
}

/// A picture as the bytes of a GeoTIFF, packed with Deflate; without alpha if it is opaque.
///
/// # Errors
/// If the projection is plate carrée, or the encoder refuses the picture.
pub fn encode_geotiff(image: &Image, place: &GeoPlace, about: &About) -> Result<Vec<u8>, GeoTiffError> {
    let keys = GeoKeys::of(place.projection).ok_or(GeoTiffError::Projection)?;
    let (is_opaque, pixels) = straight(&image.rgba);
    let mut out = Cursor::new(Vec::new());
    let mut tiff = TiffEncoder::new(&mut out)?
        .with_compression(Compression::Deflate(DeflateLevel::Balanced))
        .with_predictor(Predictor::Horizontal);
    let (width, height) = (u32::from(image.width), u32::from(image.height));
    if is_opaque {
        let mut file = tiff.new_image::<RGB8>(width, height)?;
        tell(&mut file, (width, height), place, &keys, about)?;
        file.write_data(&pixels)?;
    } else {
        let mut file = tiff.new_image::<RGBA8>(width, height)?;
        tell(&mut file, (width, height), place, &keys, about)?;
        file.encoder().write_tag(Tag::ExtraSamples, &[ExtraSamples::UnassociatedAlpha.to_u16()][..])?;
        file.write_data(&pixels)?;
    }
    Ok(out.into_inner())
}

type File<'a, 'o, C> = ImageEncoder<'a, &'o mut Cursor<Vec<u8>>, C, TiffKindStandard>;

/// Writes where the picture lies and what it says about itself.
fn tell<C: ColorType>(
    file: &mut File<'_, '_, C>,
    (width, height): (u32, u32),
    place: &GeoPlace,
    keys: &GeoKeys,
    about: &About,
) -> TiffResult<()> {
    let MapRect { min, max } = place.shown;
    let pixel = [place.shown.width() / f64::from(width), place.shown.height() / f64::from(height), 0.0];
    let entries = file.encoder();
    entries.write_tag(Tag::ModelPixelScaleTag, &pixel[..])?;
    // The upper left corner of the upper left pixel.
    entries.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, min.x, max.y, 0.0][..])?;
    entries.write_tag(Tag::GeoKeyDirectoryTag, &keys.directory()[..])?;
    entries.write_tag(Tag::GeoDoubleParamsTag, &keys.doubles[..])?;
    entries.write_tag(Tag::GeoAsciiParamsTag, keys.name.as_str())?;
    if *about != About::default() {
        entries.write_tag(Tag::Software, about.software.as_str())?;
        entries.write_tag(XMP_TAG, about.xmp_packet().as_bytes())?;
    }
    Ok(())
}

/// The keys of a projection.
struct GeoKeys {
    /// Key and value of those that are short numbers, then key of each double.
    shorts: Vec<(u16, u16)>,
    double_keys: Vec<u16>,
    doubles: Vec<f64>,
    /// What people call it; ends with a bar.
    name: String,
}

impl GeoKeys {
    fn of(projection: ProjectionKind) -> Option<Self> {
        // Numbers of keys and of methods: OGC 19-008r4, annexes C and F.
        const PARALLEL_1: u16 = 3078;
        const PARALLEL_2: u16 = 3079;
        let albers = |Cone { lon_0, lat_0, lat_1, lat_2 }: Cone| {
            vec![(PARALLEL_1, lat_1), (PARALLEL_2, lat_2), (3080, lon_0), (3081, lat_0), (3082, 0.0), (3083, 0.0)]
        };
        let lambert = |Cone { lon_0, lat_0, lat_1, lat_2 }: Cone| {
            vec![(PARALLEL_1, lat_1), (PARALLEL_2, lat_2), (3084, lon_0), (3085, lat_0), (3086, 0.0), (3087, 0.0)]
        };
        let (method, name, parameters) = match projection {
            ProjectionKind::LambertConformalConic(cone) => (8, "Lambert conformal conic", lambert(cone)),
            ProjectionKind::AlbersEqualArea(cone) => (11, "Albers equal area", albers(cone)),
            ProjectionKind::Mercator { lon_0, lat_ts } => {
                (7, "Mercator", vec![(PARALLEL_1, lat_ts), (3080, lon_0), (3082, 0.0), (3083, 0.0)])
            }
            ProjectionKind::PlateCarree { .. } => return None,
        };
        let (double_keys, doubles) = parameters.into_iter().unzip();
        // A projected plane; pixels are areas; degrees of WGS 84; a plane and a projection told by parameters; metres.
        let shorts =
            vec![(1024, 1), (1025, 1), (2048, 4326), (3072, 32767), (3074, 32767), (3075, method), (3076, 9001)];
        Some(Self { shorts, double_keys, doubles, name: format!("August Storm {name}|") })
    }

    /// The directory: version, number of keys, then four numbers a key in order of the keys.
    fn directory(&self) -> Vec<u16> {
        let length = u16::try_from(self.name.len()).unwrap_or_default();
        let mut keys: Vec<[u16; 4]> = self.shorts.iter().map(|&(key, value)| [key, 0, 1, value]).collect();
        keys.extend((0..).zip(&self.double_keys).map(|(at, &key)| [key, 34736, 1, at]));
        // The citation of the plane.
        keys.push([1026, 34737, length, 0]);
        keys.sort_unstable();
        let count = u16::try_from(keys.len()).unwrap_or_default();
        [[1, 1, 0, count]].into_iter().chain(keys).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use tiff::decoder::{Decoder, DecodingResult};

    use super::*;
    use crate::geo::MapPoint;

    #[test]
    fn pixels_corners_and_projection_read_back_as_they_were_written() {
        let rgba: Vec<u8> = (0..24_u8).flat_map(|i| [i * 9, 200 - i, 7, 255]).collect();
        let clear: Vec<u8> =
            rgba.chunks_exact(4).flat_map(|p| if p[0] < 90 { [0; 4] } else { [p[0], p[1], p[2], 255] }).collect();
        let shown = MapRect { min: MapPoint::new(-600.0, -400.0), max: MapPoint::new(600.0, 400.0) };
        let place = GeoPlace { projection: ProjectionKind::default(), shown };
        let about = About { title: "長谷川".into(), view: "{}".into(), ..About::default() };
        for rgba in [rgba, clear] {
            let image = Image { width: 6, height: 4, rgba };
            let bytes = encode_geotiff(&image, &place, &about).unwrap();
            assert_eq!(About::read(&bytes).unwrap().1, about);
            let mut file = Decoder::new(Cursor::new(&bytes)).unwrap();
            assert_eq!(file.get_tag_f64_vec(Tag::ModelPixelScaleTag).unwrap(), [200.0, 200.0, 0.0]);
            assert_eq!(file.get_tag_f64_vec(Tag::ModelTiepointTag).unwrap(), [0.0, 0.0, 0.0, -600.0, 400.0, 0.0]);
            let keys = file.get_tag_u16_vec(Tag::GeoKeyDirectoryTag).unwrap();
            assert_eq!(keys.len(), 4 * (1 + usize::from(keys[3])));
            assert!(
                keys.chunks(4).skip(1).is_sorted_by_key(|key| key[0]) && keys.chunks(4).any(|k| k == [3075, 0, 1, 8])
            );
            assert_eq!(file.get_tag_f64_vec(Tag::GeoDoubleParamsTag).unwrap(), [40.0, 52.0, 132.0, 46.0, 0.0, 0.0]);
            let DecodingResult::U8(pixels) = file.read_image().unwrap() else { panic!("no bytes") };
            assert_eq!(pixels, straight(&image.rgba).1.as_ref());
        }
    }

    #[test]
    fn what_programs_read_differently_is_refused_with_the_cure() {
        let shown = MapRect { min: MapPoint::new(0.0, 0.0), max: MapPoint::new(1.0, 1.0) };
        let place = GeoPlace { projection: ProjectionKind::PlateCarree { lon_0: 132.0, lat_ts: 46.0 }, shown };
        let image = Image { width: 1, height: 1, rgba: vec![255; 4] };
        let error = encode_geotiff(&image, &place, &About::default()).unwrap_err().to_string();
        assert!(error.contains("conformal"), "{error}");
    }
}
