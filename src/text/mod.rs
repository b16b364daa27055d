//! Fonts, shaping, glyph outlines, runs along a path. Space: points on the page.
