//! The page round the map: title, date block, legend, scale bar, graticule labels, inset, credits.
