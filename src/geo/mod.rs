//! Coordinate spaces, projections, the camera, and geometry on them.
//!
//! Three spaces, three types, so that they cannot be mixed: [`LonLat`] (degrees, WGS 84), [`MapPoint`] (metres on the
//! projected plane, x east, y north) and [`PagePoint`] (points of 1/72 inch on the page, x right, y **down**).
//! Knows nothing of time, files or the campaign.

mod camera;
mod clip;
mod measure;
mod prepared;
mod projection;
mod simplify;
mod space;
mod unproject_grid;

pub use camera::{Camera, ease};
pub use clip::{clip_line, clip_outline, clip_ring};
pub use measure::{distance_m, length_m, multi_polygon_area_km2, polygon_area_km2, ring_area_km2};
pub use prepared::{Detail, PathStore};
pub use projection::{Cone, DENSIFY_TOLERANCE_M, Projection, ProjectionError, ProjectionKind, densify};
pub use simplify::{line_significance_m, ring_significance_m, simplify_line};
pub use space::{BoundingBox, LonLat, MapPoint, MapRect, PagePoint, PageSize};
pub use unproject_grid::UnprojectGrid;
