//! Contrast of letters against what lies under them, by the ratio of WCAG 2: pictures are painted without their names,
//! and the pixels under each label are looked up.

use august_storm::export::{GalleryPicture, GalleryWanted, Studio};
use august_storm::scene::{Colour, Image, MarkKind, PlacedMark};

use super::{assert_none, each_picture};

/// Layers that hold letters.
const NAMES: [&str; 5] = ["units", "state-names", "physical-names", "places", "campaign-names"];

/// Least ratio for letters that have to be read, and for those that are large or spaced over an area.
const NORMAL: f64 = 4.5;
const LARGE: f64 = 3.0;
/// Type from this size counts as large, points.
const LARGE_PT: f64 = 11.0;
/// Narrower halos do not part letters from the ground, points.
const HALO_PT: f64 = 0.8;

/// Relative luminance (WCAG 2.2) of a colour of sRGB.
fn luminance([r, g, b]: [f64; 3]) -> f64 {
    let linear = |v: f64| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// `colour` over an opaque ground.
fn over(colour: Colour, ground: [f64; 3]) -> [f64; 3] {
    let alpha = f64::from(colour.a) / 255.0;
    let mix = |own: u8, under: f64| f64::from(own) / 255.0 * alpha + under * (1.0 - alpha);
    [mix(colour.r, ground[0]), mix(colour.g, ground[1]), mix(colour.b, ground[2])]
}

/// The mean colour of the picture under a label.
fn under(mark: &PlacedMark, image: &Image, px_per_pt: f64) -> [f64; 3] {
    let (mut sum, mut count) = ([0.0; 3], 0.0);
    // Of a symbol the letters alone.
    let letters = if matches!(mark.kind, MarkKind::Unit { .. }) { &mark.boxes[1..] } else { &mark.boxes[..] };
    for area in letters {
        let b = area.bounds();
        let mut y = b.y0;
        while y < b.y1 {
            let mut x = b.x0;
            while x < b.x1 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the picture")]
                let (column, row) = ((x * px_per_pt) as usize, (y * px_per_pt) as usize);
                let at = (row.min(usize::from(image.height) - 1) * usize::from(image.width)
                    + column.min(usize::from(image.width) - 1))
                    * 4;
                for (channel, total) in sum.iter_mut().enumerate() {
                    *total += f64::from(image.rgba[at + channel]) / 255.0;
                }
                count += 1.0;
                x += 1.0;
            }
            y += 1.0;
        }
    }
    sum.map(|total| total / f64::max(count, 1.0))
}

/// A formation that has laid down its arms: it fades on purpose.
fn is_struck(mark: &PlacedMark) -> bool {
    matches!(mark.kind, MarkKind::Unit { .. }) && mark.colour.a < 255
}

fn faults(studio: &mut Studio, picture: &GalleryPicture) -> Vec<(f64, String)> {
    let mut scene = studio.scene(&picture.still);
    scene.layers.retain(|layer| !NAMES.contains(&layer.name));
    let image = studio.paint(&scene, &picture.still).expect("a picture");
    let px_per_pt = f64::from(image.width) / scene.size.width_pt;
    let mut found = Vec::new();
    for mark in scene.placed.iter().filter(|mark| !mark.lines.is_empty()) {
        let ground = under(mark, &image, px_per_pt);
        let letters = over(mark.colour, ground);
        // A halo is what the letters are read against.
        let ground = mark.halo.filter(|h| h.width_pt >= HALO_PT).map_or(ground, |halo| over(halo.colour, ground));
        let is_large = matches!(mark.kind, MarkKind::StateName | MarkKind::PhysicalName)
            || is_struck(mark)
            || mark.least_size_pt().is_some_and(|size| size >= LARGE_PT);
        let (ratio, least) = (ratio(letters, ground), if is_large { LARGE } else { NORMAL });
        if ratio < least {
            let line = format!("{}: {:?} {:?} has {ratio:.2}, needs {least}", picture.name(), mark.kind, mark.text());
            found.push((ratio / least, line));
        }
    }
    found
}

#[test]
fn letters_stand_out_from_what_lies_under_them() {
    let wanted = GalleryWanted {
        frames: ["theatre", "first-far-eastern", "karafuto", "khingan", "hokkaido-with-the-proposed-line"]
            .map(str::to_owned)
            .to_vec(),
        dates: ["1945-08-12", "1945-08-14", "1945-08-18", "1945-08-22"].map(str::to_owned).to_vec(),
        ..GalleryWanted::default()
    };
    let mut all: Vec<(f64, String)> = each_picture(&wanted, faults).into_iter().flatten().collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    assert_none("labels without contrast", &all.into_iter().map(|(_, line)| line).collect::<Vec<_>>());
}
