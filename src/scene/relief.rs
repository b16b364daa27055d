//! Heights, depths and hill shading as pictures on the plane: turned once per theme, drawn under the camera's transform.
//!
//! Space: the source grid in degrees, the pictures in metres of the plane.

use std::sync::Arc;

use kurbo::Affine;

use super::Image;
use crate::data::Relief;
use crate::geo::{BoundingBox, MapPoint, MapRect, Projection, UnprojectGrid};
use crate::style::{Colour, Theme};

/// Metres of the plane per pixel of the land picture: about the source's own grain.
const LAND_CELL_M: f64 = 2600.0;
/// Depths are smooth: coarser pixels show all there is.
const SEA_CELL_M: f64 = 10_000.0;
/// Pixels between two exact places along a row; the curve of a parallel strays less than 60 m from the chord.
const SPAN: usize = 16;
/// Worst error of the places, degrees.
const PLACE_ERROR_DEG: f64 = 0.004;
/// Metres of height per entry of a tint table.
const TINT_STEP_M: f64 = 4.0;

/// The height of land beyond the grid, metres: nobody has looked, and nothing should be seen of that.
const FAR_LAND_M: f64 = 300.0;
/// The same for the sea.
const FAR_SEA_M: f64 = -4500.0;
/// Over how many degrees beyond the grid its edge fades into that.
const FADE_DEG: f64 = 0.8;

/// The tints of land and sea beyond the grid.
pub(super) fn far_tints(theme: &Theme) -> [Colour; 2] {
    [(&theme.land.height, FAR_LAND_M), (&theme.sea.depth, FAR_SEA_M)].map(|(stops, height_m)| {
        let mut stops = stops.clone();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        between(&stops, height_m)
    })
}

/// A picture and where it lies on the plane.
#[derive(Clone, Debug)]
pub(super) struct Turned {
    /// Pixels.
    pub image: Arc<Image>,
    /// From pixels to metres of the plane.
    pub to_map: Affine,
}

/// Land and sea of one theme.
#[derive(Clone, Debug)]
pub(super) struct ReliefImages {
    /// Shaded heights, to be seen through the coast.
    pub land: Turned,
    /// Depths.
    pub sea: Turned,
}

impl ReliefImages {
    /// Turns the relief for a theme.
    pub fn new(relief: &Relief, projection: &Projection, theme: &Theme) -> Self {
        let land_tint = Tint::new(&theme.land.height, 0.0, 3200.0);
        let sea_tint = Tint::new(&theme.sea.depth, -9000.0, 0.0);
        let shade = ShadeTable::new(theme, relief.flat_shade);
        let land = turn(relief, projection, LAND_CELL_M, FAR_LAND_M, |sample| {
            shade.apply(land_tint.at(f64::from(sample.height_m)), sample.shade)
        });
        let sea = turn(relief, projection, SEA_CELL_M, FAR_SEA_M, |sample| sea_tint.at(f64::from(sample.height_m)));
        Self { land, sea }
    }
}

/// The grid at a place.
struct Sample {
    height_m: f32,
    shade: f32,
}

/// Colours by height, every four metres.
struct Tint {
    low_m: f64,
    colours: Vec<[u8; 3]>,
}

impl Tint {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small tables"
    )]
    fn new(stops: &[(f64, Colour)], low_m: f64, high_m: f64) -> Self {
        let mut stops = stops.to_vec();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        let steps = ((high_m - low_m) / TINT_STEP_M) as usize + 1;
        let colours = (0..steps)
            .map(|i| {
                let c = between(&stops, low_m + i as f64 * TINT_STEP_M);
                [c.r, c.g, c.b]
            })
            .collect();
        Self { low_m, colours }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the table")]
    fn at(&self, height_m: f64) -> [u8; 3] {
        let i = ((height_m - self.low_m) / TINT_STEP_M).max(0.0) as usize;
        self.colours[i.min(self.colours.len() - 1)]
    }
}

/// The colour of sorted stops at a height.
fn between(stops: &[(f64, Colour)], height_m: f64) -> Colour {
    let above = stops.partition_point(|s| s.0 <= height_m);
    match (above.checked_sub(1).map(|i| stops[i]), stops.get(above)) {
        (Some(a), Some(b)) => a.1.towards(b.1, (height_m - a.0) / (b.0 - a.0).max(1e-9)),
        (Some(a), None) => a.1,
        (None, Some(b)) => b.1,
        (None, None) => Colour::rgb(255, 255, 255),
    }
}

/// What each grey of the hill shading does to a tint: towards which colour, how far (of 256).
struct ShadeTable {
    dark: [u8; 3],
    share: [i32; 256],
}

impl ShadeTable {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "shares of 256")]
    fn new(theme: &Theme, flat: u8) -> Self {
        let c = theme.land.shade_colour;
        let mut share = [0; 256];
        let flat = f64::from(flat);
        for (grey, share) in share.iter_mut().enumerate() {
            let grey = grey as f64;
            let part = if grey < flat {
                -(flat - grey) / flat.max(1.0) * theme.land.shade_strength * 1.6
            } else {
                (grey - flat) / (255.0 - flat).max(1.0) * theme.land.light_strength
            };
            *share = (part.clamp(-0.9, 0.9) * 256.0) as i32;
        }
        Self { dark: [c.r, c.g, c.b], share }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a grey, and mixes of bytes")]
    fn apply(&self, tint: [u8; 3], shade: f32) -> [u8; 3] {
        let share = self.share[shade.clamp(0.0, 255.0) as usize];
        let mix =
            |from: u8, to: u8, share: i32| (i32::from(from) + ((i32::from(to) - i32::from(from)) * share) / 256) as u8;
        let to = if share < 0 { self.dark } else { [255; 3] };
        let share = share.abs();
        [mix(tint[0], to[0], share), mix(tint[1], to[1], share), mix(tint[2], to[2], share)]
    }
}

/// Turns the grid into a picture on the plane, each pixel coloured by what lies under its centre.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "picture sizes"
)]
fn turn(
    relief: &Relief,
    projection: &Projection,
    cell_m: f64,
    far_m: f64,
    colour: impl Fn(Sample) -> [u8; 3] + Sync,
) -> Turned {
    let rect = extent(relief, projection);
    let width = (rect.width() / cell_m).ceil().clamp(1.0, 8000.0) as usize;
    let height = (rect.height() / cell_m).ceil().clamp(1.0, 8000.0) as usize;
    let grid = UnprojectGrid::new(projection, rect, PLACE_ERROR_DEG);
    let mut rgba = vec![255_u8; width * height * 4];
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    let rows_each = height.div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for (band, rows) in rgba.chunks_mut(rows_each * width * 4).enumerate() {
            let grid = &grid;
            let colour = |x, y| colour(far_sample(relief, x, y, far_m));
            scope.spawn(move || {
                for (i, row) in rows.chunks_mut(width * 4).enumerate() {
                    let y = rect.max.y - ((band * rows_each + i) as f64 + 0.5) * cell_m;
                    fill_row(relief, grid, MapPoint::new(rect.min.x, y), cell_m, row, &colour);
                }
            });
        }
    });
    let image = Image { width: width as u16, height: height as u16, rgba };
    let to_map = Affine::new([cell_m, 0.0, 0.0, -cell_m, rect.min.x, rect.max.y]);
    Turned { image: Arc::new(image), to_map }
}

/// Colours a row of pixels whose left edge is `start`.
#[expect(clippy::cast_precision_loss, reason = "picture sizes")]
fn fill_row(
    relief: &Relief,
    grid: &UnprojectGrid,
    start: MapPoint,
    cell_m: f64,
    row: &mut [u8],
    colour: &impl Fn(f64, f64) -> [u8; 3],
) {
    let place = |column: usize| {
        let at = grid.lon_lat(MapPoint::new(start.x + (column as f64 + 0.5) * cell_m, start.y));
        // Column and row of the grid, cell centres on whole numbers.
        ((at.lon - relief.west) / relief.cell_deg - 0.5, (relief.north - at.lat) / relief.cell_deg - 0.5)
    };
    let width = row.len() / 4;
    for first in (0..width).step_by(SPAN) {
        let (a, b) = (place(first), place(first + SPAN));
        for k in 0..SPAN.min(width - first) {
            let t = k as f64 / SPAN as f64;
            let c = colour(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            row[(first + k) * 4..(first + k) * 4 + 3].copy_from_slice(&c);
        }
    }
}

/// The grid between four cells; beyond its edge it fades into flat ground of `far_m` metres.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "grid sizes, heights")]
fn far_sample(relief: &Relief, x: f64, y: f64, far_m: f64) -> Sample {
    let near = sample(relief, x, y);
    let beyond = |at: f64, cells: usize| (-at).max(at - (cells - 1) as f64).max(0.0);
    let share = beyond(x, relief.width).hypot(beyond(y, relief.height)) * relief.cell_deg / FADE_DEG;
    if share <= 0.0 {
        return near;
    }
    let share = share.min(1.0) as f32;
    Sample {
        height_m: near.height_m + (far_m as f32 - near.height_m) * share,
        shade: near.shade + (f32::from(relief.flat_shade) - near.shade) * share,
    }
}

/// The grid between four cells; beyond its edge the nearest cell.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the grid"
)]
fn sample(relief: &Relief, x: f64, y: f64) -> Sample {
    let x = x.clamp(0.0, (relief.width - 1) as f64);
    let y = y.clamp(0.0, (relief.height - 1) as f64);
    let (c, r) = ((x as usize).min(relief.width - 2), (y as usize).min(relief.height - 2));
    let (u, v) = ((x - c as f64) as f32, (y - r as f64) as f32);
    let at = r * relief.width + c;
    let mix = |p: [f32; 4]| {
        let (top, bottom) = (p[0] + (p[1] - p[0]) * u, p[2] + (p[3] - p[2]) * u);
        top + (bottom - top) * v
    };
    let four = [at, at + 1, at + relief.width, at + relief.width + 1];
    Sample {
        height_m: mix(four.map(|i| f32::from(relief.height_m[i]))),
        shade: mix(four.map(|i| f32::from(relief.shade[i]))),
    }
}

/// The frame of the grid on the plane.
#[expect(clippy::cast_precision_loss, reason = "grid sizes")]
fn extent(relief: &Relief, projection: &Projection) -> MapRect {
    let east = relief.west + relief.cell_deg * relief.width as f64;
    let south = relief.north - relief.cell_deg * relief.height as f64;
    let nothing = MapRect { min: MapPoint::default(), max: MapPoint::default() };
    BoundingBox::new(relief.west, south, east, relief.north).map_or(nothing, |bbox| projection.fit(bbox))
}
