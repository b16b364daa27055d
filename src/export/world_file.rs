//! World files: where the pixels of a map lie on the plane of its projection, for programs of geographers.
//!
//! Space: metres on the plane; the six numbers are those of Esri's world file, beside them the projection as WKT.

use super::{Picture, PictureSort};
use crate::geo::{Cone, ProjectionKind};

/// A world file and the projection that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldFile {
    /// Six numbers, one a line.
    pub world: String,
    /// The projection as WKT.
    pub prj: String,
}

impl WorldFile {
    /// Where the pixels of a picture lie. `None` if it shows several maps, or in a projection of which programs do not
    /// agree what it is on the ellipsoid.
    #[must_use]
    pub fn of(picture: &Picture) -> Option<Self> {
        if picture.sort != PictureSort::Map {
            return None;
        }
        let (view, still) = (&picture.still.view, &picture.still);
        let shown = view.camera.visible(view.size);
        let (dx, dy) = (shown.width() / f64::from(still.width_px), shown.height() / f64::from(still.height_px));
        let (x, y) = (shown.min.x + dx / 2.0, shown.max.y - dy / 2.0);
        let world = format!("{dx:.9}\n0.0\n0.0\n{:.9}\n{x:.6}\n{y:.6}\n", -dy);
        Some(Self { world, prj: wkt(picture.projection)? })
    }
}

fn wkt(kind: ProjectionKind) -> Option<String> {
    let cone = |Cone { lon_0, lat_0, lat_1, lat_2 }: Cone| {
        vec![
            ("Central_Meridian", lon_0),
            ("Standard_Parallel_1", lat_1),
            ("Standard_Parallel_2", lat_2),
            ("Latitude_Of_Origin", lat_0),
        ]
    };
    let (name, parameters) = match kind {
        ProjectionKind::LambertConformalConic(c) => ("Lambert_Conformal_Conic", cone(c)),
        ProjectionKind::AlbersEqualArea(c) => ("Albers", cone(c)),
        ProjectionKind::Mercator { lon_0, lat_ts } => {
            ("Mercator", vec![("Central_Meridian", lon_0), ("Standard_Parallel_1", lat_ts)])
        }
        ProjectionKind::PlateCarree { .. } => return None,
    };
    let all = [("False_Easting", 0.0), ("False_Northing", 0.0)].into_iter().chain(parameters);
    let parameters: Vec<String> = all.map(|(name, value)| format!("PARAMETER[\"{name}\",{value:?}],")).collect();
    let parameters = parameters.concat();
    Some(format!(
        "PROJCS[\"August_Storm_{name}\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,\
         298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"{name}\"],\
         {parameters}UNIT[\"Meter\",1.0]]\n"
    ))
}
