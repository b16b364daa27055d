//! What layers, languages and projections are called in menus and in the legend.

use crate::data::Lang;
use crate::scene::MapLayer;

/// Name of a layer in the legend.
#[must_use]
pub const fn layer_name(layer: MapLayer) -> &'static str {
    match layer {
        MapLayer::Relief => "Relief",
        MapLayer::Terrain => "Marsh and desert",
        MapLayer::Water => "Rivers and lakes",
        MapLayer::Railways => "Railways of 1945",
        MapLayer::Borders => "Borders of 1945",
        MapLayer::ModernBorders => "Borders of today",
        MapLayer::Graticule => "Graticule",
        MapLayer::Ground => "Ground held",
        MapLayer::Fronts => "Fronts",
        MapLayer::Holdouts => "Holdouts",
        MapLayer::Landings => "Landings",
        MapLayer::Movements => "Axes of advance",
        MapLayer::Units => "Unit symbols",
        MapLayer::Zones => "Zones and proposals",
        MapLayer::Events => "Events",
        MapLayer::Places => "Places",
        MapLayer::PhysicalNames => "Seas and ranges",
        MapLayer::StateNames => "States",
    }
}

/// Name of a language of names.
#[must_use]
pub const fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Names of 1945",
        Lang::Modern => "Names of today",
        Lang::Ja => "Japanese names",
        Lang::Ru => "Russian names",
        Lang::Zh => "Chinese names",
        Lang::Ko => "Korean names",
        Lang::Mn => "Mongolian names",
    }
}

/// Name of a projection, by its name on the command line.
#[must_use]
pub fn projection_name(id: &str) -> &str {
    match id {
        "mercator" => "Mercator",
        "plate-carree" => "plate carrée",
        other => other,
    }
}
