//! A quick inverse of a projection over a rectangle, for turning rasters.

use super::{LonLat, MapPoint, MapRect, Projection};

/// Most cells a side.
const MAX_CELLS: usize = 512;

/// Places at the nodes of a grid on the plane; between them they are interpolated bilinearly, a hundred times quicker
/// than the projection's own inverse and to a stated error.
#[derive(Clone, Debug)]
pub struct UnprojectGrid {
    rect: MapRect,
    columns: usize,
    rows: usize,
    /// `(columns + 1) * (rows + 1)` nodes, rows from the south.
    nodes: Vec<LonLat>,
}

impl UnprojectGrid {
    /// A grid over `rect` that misses the projection by no more than `max_error_deg` degrees in the middle of its
    /// cells (or by as little as 512 cells a side allow).
    #[must_use]
    pub fn new(projection: &Projection, rect: MapRect, max_error_deg: f64) -> Self {
        let mut cells = 8;
        loop {
            let grid = Self::with_cells(projection, rect, cells);
            if cells >= MAX_CELLS || grid.error_deg(projection) <= max_error_deg {
                return grid;
            }
            cells *= 2;
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 512 cells")]
    fn with_cells(projection: &Projection, rect: MapRect, cells: usize) -> Self {
        let at = |i: usize| i as f64 / cells as f64;
        let nodes = (0..=cells)
            .flat_map(|row| (0..=cells).map(move |column| (column, row)))
            .map(|(column, row)| {
                let x = rect.min.x + rect.width() * at(column);
                let y = rect.min.y + rect.height() * at(row);
                continuous(projection, projection.unproject(MapPoint::new(x, y)))
            })
            .collect();
        Self { rect, columns: cells, rows: cells, nodes }
    }

    /// The place under a point of the plane; points outside the rectangle are taken to its edge. Longitudes run on
    /// beyond 180 degrees rather than jump.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "cell numbers are clamped to 0..512 before the cast"
    )]
    pub fn lon_lat(&self, p: MapPoint) -> LonLat {
        let cell = |offset: f64, extent: f64, cells: usize| {
            let at = (offset / extent * cells as f64).clamp(0.0, cells as f64);
            let at = if at.is_finite() { at } else { 0.0 };
            let low = (at as usize).min(cells - 1);
            (low, at - low as f64)
        };
        let (column, u) = cell(p.x - self.rect.min.x, self.rect.width(), self.columns);
        let (row, v) = cell(p.y - self.rect.min.y, self.rect.height(), self.rows);
        let node = row * (self.columns + 1) + column;
        let south = (self.nodes[node], self.nodes[node + 1]);
        let north = (self.nodes[node + self.columns + 1], self.nodes[node + self.columns + 2]);
        let mix = |a: f64, b: f64, t: f64| a + (b - a) * t;
        LonLat::new(
            mix(mix(south.0.lon, south.1.lon, u), mix(north.0.lon, north.1.lon, u), v),
            mix(mix(south.0.lat, south.1.lat, u), mix(north.0.lat, north.1.lat, u), v),
        )
    }

    /// The largest miss in the middle of a cell, degrees, looked for along both diagonals of the grid.
    #[expect(clippy::cast_precision_loss, reason = "at most 512 cells")]
    fn error_deg(&self, projection: &Projection) -> f64 {
        let mut worst: f64 = 0.0;
        for i in 0..self.columns {
            for j in [i, self.rows - 1 - i] {
                let p = MapPoint::new(
                    self.rect.min.x + self.rect.width() * (i as f64 + 0.5) / self.columns as f64,
                    self.rect.min.y + self.rect.height() * (j as f64 + 0.5) / self.rows as f64,
                );
                let (quick, exact) = (self.lon_lat(p), continuous(projection, projection.unproject(p)));
                worst = worst.max((quick.lon - exact.lon).abs()).max((quick.lat - exact.lat).abs());
            }
        }
        worst
    }
}

/// The place with its longitude within half a turn of the central meridian, so that neighbours differ little.
fn continuous(projection: &Projection, p: LonLat) -> LonLat {
    let turns = ((p.lon - projection.central_meridian()) / 360.0).round();
    LonLat::new(p.lon - 360.0 * turns, p.lat)
}

#[cfg(test)]
mod tests {
    use super::super::BoundingBox;
    use super::*;

    #[test]
    fn the_grid_follows_the_projection_to_its_stated_error() {
        let projection = Projection::default();
        let rect = projection.fit(BoundingBox::new(100.0, 30.0, 165.0, 60.0).unwrap());
        let grid = UnprojectGrid::new(&projection, rect, 0.002);
        let mut worst: f64 = 0.0;
        for i in 0..97 {
            for j in 0..89 {
                let p = MapPoint::new(
                    rect.min.x + rect.width() * f64::from(i) / 96.0,
                    rect.min.y + rect.height() * f64::from(j) / 88.0,
                );
                let (quick, exact) = (grid.lon_lat(p), continuous(&projection, projection.unproject(p)));
                worst = worst.max((quick.lon - exact.lon).abs()).max((quick.lat - exact.lat).abs());
            }
        }
        assert!(worst < 0.003, "{worst} degrees");
    }

    #[test]
    fn points_outside_are_taken_to_the_edge() {
        let projection = Projection::default();
        let rect = MapRect { min: MapPoint::new(0.0, 0.0), max: MapPoint::new(1000.0, 1000.0) };
        let grid = UnprojectGrid::new(&projection, rect, 1e-6);
        assert_eq!(grid.lon_lat(MapPoint::new(-1e9, 0.0)), grid.lon_lat(rect.min));
        assert!(grid.lon_lat(MapPoint::new(f64::NAN, 0.0)).lon.is_finite());
    }
}
