//! The tokens of a theme. Lengths in points, heights in metres, opacities from 0 to 1.

use serde::Deserialize;

use super::Colour;

macro_rules! tokens {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

tokens! {
    /// A complete theme.
    Theme {
        /// Its name: `atlas`.
        name: String,
        /// Factors already applied to what the theme inherited, and the share of names shown.
        scale: Scale,
        /// Sheet, cards, ink.
        page: Page,
        /// Sea and coast.
        sea: Sea,
        /// Heights and shading.
        land: Land,
        /// Marsh, desert, steppe.
        terrain: Terrain,
        /// Rivers and lakes.
        water: Water,
        /// Railways.
        railways: Railways,
        /// Borders.
        borders: Borders,
        /// Meridians and parallels.
        graticule: Graticule,
        /// Ground held.
        ground: Ground,
        /// Fronts and phase lines.
        front: Front,
        /// Arrows.
        movement: Movement,
        /// Colours of the sides.
        sides: Sides,
        /// Ground still Japanese behind the front.
        holdout: Holdout,
        /// Proposals, agreements, orders.
        zone: ZoneStyle,
        /// Marks of events, landings, islands.
        mark: Mark,
        /// Symbols of formations.
        unit: Unit,
        /// Dots of places.
        place: Place,
        /// Lettering.
        #[serde(rename = "type")]
        lettering: Lettering,
        /// A number that changes with any of the tokens: what is made for a theme is kept under it.
        #[serde(skip)]
        fingerprint: u64,
        /// The tokens as they were read, those of the theme that it extends among them.
        #[serde(skip)]
        tokens: toml::Table,
    }
}

tokens! {
    /// Factors of a theme that extends another one.
    Scale {
        /// Growth of type.
        #[serde(rename = "type")]
        lettering: f64,
        /// Growth of lines.
        lines: f64,
        /// Share of names shown, 0 to 1.
        names: f64,
        /// Size below which nothing is set in the theme, points.
        least_size_pt: f64,
    }
}

tokens! {
    /// The sheet.
    Page {
        /// Paper of the margin.
        paper: Colour,
        /// Ink of furniture.
        ink: Colour,
        /// Quieter ink.
        muted_ink: Colour,
        /// The one accent.
        accent: Colour,
        /// Ground of cards.
        card: Colour,
        /// Opacity of cards.
        card_opacity: f64,
        /// Edge of cards.
        card_edge: Colour,
        /// Opacity of the edge.
        card_edge_opacity: f64,
        /// Width of the edge.
        card_edge_width_pt: f64,
        /// Radius of a card's corners.
        card_radius_pt: f64,
        /// Frame of the map.
        neatline: Colour,
        /// Its width.
        neatline_width_pt: f64,
    }
}

tokens! {
    /// Sea and coast.
    Sea {
        /// Stops of the depth tint: metres (negative) and colour, from the shore down.
        depth: Vec<(f64, Colour)>,
        /// Coast line.
        coast: Colour,
        /// Width of the coast line.
        coast_width_pt: f64,
        /// Lighter rim of the sea along the coast.
        rim: Colour,
        /// Opacity of each step of the rim.
        rim_opacity: f64,
        /// Reach of the steps from the coast, the widest first.
        rim_width_pt: Vec<f64>,
    }
}

tokens! {
    /// Land.
    Land {
        /// Stops of the height tint: metres and colour, upwards.
        height: Vec<(f64, Colour)>,
        /// How far full shade goes to `shade_colour`.
        shade_strength: f64,
        /// How far full light goes to white.
        light_strength: f64,
        /// Colour of shadows.
        shade_colour: Colour,
    }
}

tokens! {
    /// Marsh, desert, steppe: patterns of small marks.
    Terrain {
        /// Dashes of marsh.
        marsh: Colour,
        /// Their opacity.
        marsh_opacity: f64,
        /// Their thickness.
        marsh_width_pt: f64,
        /// Their length.
        marsh_length_pt: f64,
        /// From dash to dash, on the mean.
        marsh_gap_pt: f64,
        /// Dots of desert and steppe.
        desert: Colour,
        /// Their opacity.
        desert_opacity: f64,
        /// Their diameter.
        desert_width_pt: f64,
        /// From dot to dot, on the mean; steppe has fewer.
        desert_gap_pt: f64,
    }
}

tokens! {
    /// Rivers and lakes.
    Water {
        /// Rivers.
        river: Colour,
        /// Lakes.
        lake: Colour,
        /// Shore of lakes.
        lake_edge: Colour,
        /// Width of the shore line.
        lake_edge_width_pt: f64,
        /// Width of a brook.
        river_min_width_pt: f64,
        /// Width of a main stream.
        river_max_width_pt: f64,
    }
}

tokens! {
    /// Railways.
    Railways {
        /// Colour.
        colour: Colour,
        /// Opacity of the dark line at small scale.
        opacity: f64,
        /// Size of the lines at small scale, as a share of that at large scale.
        small_share: f64,
        /// Dark line at large scale.
        cased_width_pt: f64,
        /// Light dashes in it.
        cased_inner_width_pt: f64,
        /// Their lengths and gaps.
        cased_dash_pt: [f64; 2],
        /// Their colour.
        cased_inner: Colour,
    }
}

tokens! {
    /// Borders.
    Borders {
        /// Colour.
        colour: Colour,
        /// International borders.
        width_pt: f64,
        /// Dash, gap, dot, gap.
        dash_pt: [f64; 4],
        /// Lesser borders.
        minor_width_pt: f64,
        /// Their dashes.
        minor_dash_pt: [f64; 2],
        /// Opacity of the line.
        opacity: f64,
        /// Borders of today.
        modern: Colour,
        /// Their width.
        modern_width_pt: f64,
        /// Their dots and gaps.
        modern_dash_pt: [f64; 2],
        /// Width of the tint along the border, inside the state.
        band_width_pt: f64,
        /// Opacity of the tint.
        band_opacity: f64,
    }
}

tokens! {
    /// Meridians and parallels.
    Graticule {
        /// Colour.
        colour: Colour,
        /// Opacity.
        opacity: f64,
        /// Width.
        width_pt: f64,
    }
}

tokens! {
    /// Ground held by Soviet forces.
    Ground {
        /// Colour.
        colour: Colour,
        /// Opacity of all ground held.
        held_opacity: f64,
        /// Opacity of ground gained in the last day (in all, not on top).
        gained_opacity: f64,
        /// Lines of the hatch over the tint, one way on ground held and both ways on ground gained; 0 for none.
        hatch_width_pt: f64,
        /// From line to line.
        hatch_gap_pt: f64,
        /// Opacity of the lines.
        hatch_opacity: f64,
    }
}

tokens! {
    /// Fronts and phase lines.
    Front {
        /// Colour.
        colour: Colour,
        /// Width of the line.
        width_pt: f64,
        /// Paper-coloured casing.
        casing: Colour,
        /// Width of the casing.
        casing_width_pt: f64,
        /// Opacity of the casing.
        casing_opacity: f64,
        /// Teeth towards the enemy.
        tooth_length_pt: f64,
        /// From tooth to tooth.
        tooth_gap_pt: f64,
        /// Dashes between attested lines.
        interpolated_dash_pt: [f64; 2],
        /// Frontier that nobody crossed.
        frontier_width_pt: f64,
        /// Its opacity.
        frontier_opacity: f64,
        /// Earlier lines.
        phase_width_pt: f64,
        /// Their opacities, newest first; the last one holds for all older ones.
        phase_opacity: Vec<f64>,
    }
}

tokens! {
    /// Arrows.
    Movement {
        /// Colour.
        colour: Colour,
        /// Width at the tail.
        tail_width_pt: f64,
        /// Width at the shoulder.
        shoulder_width_pt: f64,
        /// Length of the head.
        head_length_pt: f64,
        /// Paper-coloured casing.
        casing: Colour,
        /// Its opacity.
        casing_opacity: f64,
        /// Its width on either side.
        casing_width_pt: f64,
        /// Outline of a planned move.
        planned_width_pt: f64,
        /// Its dashes.
        planned_dash_pt: [f64; 2],
    }
}

tokens! {
    /// Colours of the sides.
    Sides {
        /// Soviet Union.
        soviet: Colour,
        /// Mongolia.
        mongolia: Colour,
        /// Japan.
        japan: Colour,
        /// Manchukuo.
        manchukuo: Colour,
        /// Mengjiang.
        mengjiang: Colour,
        /// China.
        china: Colour,
        /// United States.
        us: Colour,
        /// Several Allies.
        allied: Colour,
    }
}

tokens! {
    /// Ground still Japanese behind the front.
    Holdout {
        /// Ring.
        ring_width_pt: f64,
        /// Lines of the hatch.
        hatch_width_pt: f64,
        /// From line to line.
        hatch_gap_pt: f64,
        /// Tint inside.
        fill_opacity: f64,
        /// Smaller ones become a ring of this diameter.
        min_size_pt: f64,
    }
}

tokens! {
    /// Proposals, agreements, orders.
    ZoneStyle {
        /// Colour.
        colour: Colour,
        /// Outline of a proposal.
        proposed_width_pt: f64,
        /// Its dashes.
        proposed_dash_pt: [f64; 2],
        /// Lines of a proposal's hatch.
        hatch_width_pt: f64,
        /// From line to line.
        hatch_gap_pt: f64,
        /// Its dashes; two zeros for unbroken lines, a first zero for round dots.
        hatch_dash_pt: [f64; 2],
        /// Opacity of the hatch.
        hatch_opacity: f64,
        /// Outline of what was agreed or ordered.
        ordered_width_pt: f64,
        /// Opacity of outlines.
        opacity: f64,
    }
}

tokens! {
    /// Marks.
    Mark {
        /// Size of an event's mark.
        size_pt: f64,
        /// Casing.
        casing: Colour,
        /// Width of the casing.
        casing_width_pt: f64,
        /// Military events.
        military: Colour,
        /// Diplomacy.
        diplomatic: Colour,
        /// Atomic bombs.
        atomic: Colour,
        /// Surrenders.
        surrender: Colour,
        /// Orders and decisions.
        order: Colour,
        /// Other events.
        event: Colour,
        /// Diameter of a tiny island's mark.
        island_size_pt: f64,
        /// Ring of a tiny island that is still Japanese.
        island_ring_width_pt: f64,
        /// Size of a landing's mark.
        landing_size_pt: f64,
    }
}

tokens! {
    /// Symbols of formations.
    Unit {
        /// Height of an army's frame.
        size_pt: f64,
        /// Line of the frame.
        frame_width_pt: f64,
        /// Lines of the sign in it.
        sign_width_pt: f64,
        /// Lines of the echelon's mark above it.
        mark_width_pt: f64,
        /// Ground of the frame.
        fill: Colour,
        /// Tint of the side over that ground.
        tint_opacity: f64,
        /// Casing round frame, mark and leader.
        casing: Colour,
        /// Its width on either side.
        casing_width_pt: f64,
        /// Line from a symbol to its true place.
        leader_width_pt: f64,
        /// Dashes of a frame whose position is inferred.
        uncertain_dash_pt: [f64; 2],
    }
}

tokens! {
    /// Dots of places.
    Place {
        /// Outline and full dots.
        dot: Colour,
        /// Inside of open dots.
        dot_fill: Colour,
        /// Diameter for a capital.
        capital_size_pt: f64,
        /// Diameter for a city.
        city_size_pt: f64,
        /// Diameter for a town.
        town_size_pt: f64,
        /// Diameter for a village.
        village_size_pt: f64,
        /// Outline.
        dot_width_pt: f64,
    }
}

/// A face by its name in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Face {
    /// Source Sans 3 Regular.
    Sans,
    /// Source Sans 3 Italic.
    SansItalic,
    /// Source Sans 3 `SemiBold`.
    #[serde(rename = "sans-semibold")]
    SansSemiBold,
    /// Source Sans 3 Bold.
    SansBold,
    /// Source Serif 4 Italic.
    SerifItalic,
}

tokens! {
    /// The look of one kind of lettering.
    TypeStyle {
        /// Face.
        face: Face,
        /// Size.
        size_pt: f64,
        /// Colour.
        colour: Colour,
        /// Colour of the halo.
        halo: Colour,
        /// Width of the halo beyond the letters; 0 for none.
        halo_width_pt: f64,
    }
}

tokens! {
    /// Lettering by kind.
    Lettering {
        /// Capitals and the greatest cities.
        capital: TypeStyle,
        /// Cities.
        city: TypeStyle,
        /// Towns.
        town: TypeStyle,
        /// Villages, stations, passes.
        village: TypeStyle,
        /// Seas and oceans.
        sea: TypeStyle,
        /// Gulfs, straits, lakes.
        gulf: TypeStyle,
        /// Rivers.
        river: TypeStyle,
        /// Ranges, plains, deserts.
        range: TypeStyle,
        /// Islands and peninsulas.
        island: TypeStyle,
        /// States and territories.
        state: TypeStyle,
        /// Zones.
        zone: TypeStyle,
        /// Dates along phase lines.
        phase: TypeStyle,
        /// Holdouts.
        holdout: TypeStyle,
        /// Events.
        event: TypeStyle,
        /// Names of axes of advance.
        movement: TypeStyle,
        /// Short names beside unit symbols; they take the colour of their side.
        unit: TypeStyle,
        /// Title.
        title: TypeStyle,
        /// Line under the title.
        subtitle: TypeStyle,
        /// Date.
        date: TypeStyle,
        /// Hour and clock.
        hour: TypeStyle,
        /// Legend.
        legend: TypeStyle,
        /// Scale bar.
        scale: TypeStyle,
        /// Degrees in the margin.
        degrees: TypeStyle,
        /// Credits.
        credits: TypeStyle,
    }
}
