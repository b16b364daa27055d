//! Coordinate spaces, projections, the camera, and geometry on them.
//!
//! Three spaces, three types, so that they cannot be mixed: [`LonLat`] (degrees, WGS 84), [`MapPoint`] (metres on the
//! projected plane, x east, y north) and [`PagePoint`] (points of 1/72 inch on the page, x right, y **down**).
//! Knows nothing of time, files or the campaign.

mod camera;
mod measure;
mod projection;
mod space;

pub use camera::Camera;
pub use measure::{distance_m, length_m, multi_polygon_area_km2, polygon_area_km2, ring_area_km2};
pub use projection::{DENSIFY_TOLERANCE_M, Projection, ProjectionError, ProjectionKind, densify};
pub use space::{BoundingBox, LonLat, MapPoint, MapRect, PagePoint, PageSize};
