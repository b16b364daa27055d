//! Heights and hill shading on one grid of degrees.

/// A grid of heights and hill shading; cell centres, rows from the north.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relief {
    /// Western edge of the grid, degrees.
    pub west: f64,
    /// Northern edge of the grid, degrees.
    pub north: f64,
    /// Side of a cell, degrees.
    pub cell_deg: f64,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Grey of flat ground in `shade`.
    pub flat_shade: u8,
    /// Hill shading, 0 (dark) to 255, row by row.
    pub shade: Vec<u8>,
    /// Heights in metres, negative under the sea, row by row.
    pub height_m: Vec<i16>,
}
