//! Heights and hill shading on one grid of degrees.

use super::load::read_file;
use super::{Diagnostic, Report, Source};

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

impl Relief {
    /// The height of the cell at a place in metres; `None` outside the grid.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "checked against the grid before the cast"
    )]
    pub fn height_at(&self, lon: f64, lat: f64) -> Option<i16> {
        let (x, y) = ((lon - self.west) / self.cell_deg, (self.north - lat) / self.cell_deg);
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
        is_inside.then(|| self.height_m.get(y as usize * self.width + x as usize).copied()).flatten()
    }

    /// Loads `base/relief.json` (the grid), `base/relief.png` (8-bit grey) and `base/height.png` (16-bit grey, metres
    /// plus an offset); `None` with an error in `report` if one of them cannot be used.
    #[must_use]
    pub fn load(source: &dyn Source, report: &mut Report) -> Option<Self> {
        const GRID: &str = "base/relief.json";
        let bytes = read_file(source, GRID, report)?;
        let grid: Grid = match serde_json::from_slice(&bytes) {
            Ok(grid) => grid,
            Err(error) => {
                let found = Diagnostic::error(GRID, error.to_string());
                let cure = "write west, north, cell_deg, width, height, flat_shade and height_offset_m";
                report.push(found.with_cure(cure));
                return None;
            }
        };
        let shade = read_png(source, "base/relief.png", &grid, png::BitDepth::Eight, report)?;
        let raw = read_png(source, "base/height.png", &grid, png::BitDepth::Sixteen, report)?;
        let height_m = raw
            .chunks_exact(2)
            .map(|pair| {
                let metres = i32::from(u16::from_be_bytes([pair[0], pair[1]])) - grid.height_offset_m;
                i16::try_from(metres).unwrap_or(if metres < 0 { i16::MIN } else { i16::MAX })
            })
            .collect();
        let Grid { west, north, cell_deg, width, height, flat_shade, .. } = grid;
        Some(Self { west, north, cell_deg, width, height, flat_shade, shade, height_m })
    }
}

/// `base/relief.json`.
#[derive(Debug, serde::Deserialize)]
struct Grid {
    west: f64,
    north: f64,
    cell_deg: f64,
    width: usize,
    height: usize,
    flat_shade: u8,
    height_offset_m: i32,
}

/// The grey values of a picture on the grid, row by row; two bytes a value, high byte first, at 16 bits.
fn read_png(
    source: &dyn Source,
    file: &str,
    grid: &Grid,
    depth: png::BitDepth,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let bytes = read_file(source, file, report)?;
    match decode_png(&bytes, grid, depth) {
        Ok(pixels) => Some(pixels),
        Err(message) => {
            report.push(Diagnostic::error(file, message).with_cure("build it again with geodata/build"));
            None
        }
    }
}

fn decode_png(bytes: &[u8], grid: &Grid, depth: png::BitDepth) -> Result<Vec<u8>, String> {
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let mut reader = decoder.read_info().map_err(|error| format!("the picture cannot be read: {error}"))?;
    let info = reader.info();
    let (width, height) = (info.width as usize, info.height as usize);
    if (width, height) != (grid.width, grid.height) {
        return Err(format!("the picture has {width} x {height} pixels, the grid {} x {}", grid.width, grid.height));
    }
    if info.color_type != png::ColorType::Grayscale || info.bit_depth != depth {
        return Err(format!("the picture is not grey with {} bits", depth as u8));
    }
    let size = reader.output_buffer_size().ok_or("the picture is too large")?;
    let mut pixels = vec![0; size];
    reader.next_frame(&mut pixels).map_err(|error| format!("the picture cannot be read: {error}"))?;
    Ok(pixels)
}
