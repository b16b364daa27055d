//! Contact sheets: the pictures of one theme side by side, much reduced, with captions; and the page that links them.
//!
//! A sheet is a scene like any other. Space: points of the sheet, y down; one pixel of a reduced picture is one pixel of
//! the painted sheet.

use std::fmt::Write as _;
use std::sync::Arc;

use kurbo::{Affine, Point, Vec2};

use crate::data::Lang;
use crate::geo::PageSize;
use crate::scene::lettering::{set, text_at};
use crate::scene::{Image, ImageItem, Item, Layer, Scene};
use crate::style::{Theme, TypeStyle};

/// Width of a reduced picture, pixels, roughly: pictures are reduced by whole numbers.
const THUMB_PX: u32 = 400;
/// Space between pictures and round the sheet, points.
const GAP_PT: f64 = 8.0;
/// Size of the captions, points.
const CAPTION_PT: f64 = 8.5;
/// Height of a caption's line, points.
const LINE_PT: f64 = 13.0;

/// A reduced picture with what is written over it.
#[derive(Clone, Debug)]
pub(super) struct Thumb {
    /// Name of the frame: pictures of one frame stand in a row.
    pub frame: String,
    /// The date.
    pub date: String,
    /// Name of the picture's file without its ending.
    pub name: String,
    /// Pixels.
    pub image: Arc<Image>,
}

/// A picture reduced to about [`THUMB_PX`] by the mean of whole blocks of pixels.
pub(super) fn reduced(image: &Image) -> Image {
    let block = (u32::from(image.width) + THUMB_PX / 2) / THUMB_PX;
    let block = usize::try_from(block.max(1)).unwrap_or(1);
    let (wide, high) = (usize::from(image.width) / block, usize::from(image.height) / block);
    let stride = usize::from(image.width) * 4;
    let mut rgba = Vec::with_capacity(wide * high * 4);
    for row in 0..high {
        for column in 0..wide {
            for channel in 0..4 {
                let at = |x: usize, y: usize| {
                    usize::from(image.rgba[(row * block + y) * stride + (column * block + x) * 4 + channel])
                };
                let sum: usize = (0..block).flat_map(|y| (0..block).map(move |x| (x, y))).map(|(x, y)| at(x, y)).sum();
                rgba.push(u8::try_from(sum / (block * block)).unwrap_or(u8::MAX));
            }
        }
    }
    let side = |pixels: usize| u16::try_from(pixels).unwrap_or(u16::MAX);
    Image { width: side(wide), height: side(high), rgba }
}

/// The rows of a sheet: pictures of one frame each, in the order in which they come.
pub(super) fn rows(thumbs: &[Thumb]) -> Vec<&[Thumb]> {
    thumbs.chunk_by(|a, b| a.frame == b.frame).collect()
}

/// A sheet of pictures in a theme, with its size in pixels. All pictures have one size.
pub(super) fn sheet(title: &str, thumbs: &[Thumb], theme: &Theme) -> (Scene, u32, u32) {
    let px_per_pt = PageSize::LEAST_PX_PER_PT;
    let rows = rows(thumbs);
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(1);
    let (wide, high) = thumbs.first().map_or((1, 1), |t| (t.image.width, t.image.height));
    let (wide_pt, high_pt) = (f64::from(wide) / px_per_pt, f64::from(high) / px_per_pt);
    let (across, down) = (wide_pt + GAP_PT, high_pt + LINE_PT + GAP_PT);
    let style = TypeStyle { size_pt: CAPTION_PT, colour: theme.page.ink, ..theme.lettering.legend.clone() };
    let heading = TypeStyle { size_pt: CAPTION_PT * 1.5, ..style.clone() };
    let write = |text: &str, style: &TypeStyle, at: Point| text_at(&set(text, style, Lang::En), at, style.colour, None);
    let top = GAP_PT + heading.size_pt * 1.3;
    let mut items = vec![write(title, &heading, Point::new(GAP_PT, GAP_PT + heading.size_pt))];
    let (mut y, mut right) = (top, 0.0_f64);
    for row in rows {
        let mut x = GAP_PT;
        for (i, thumb) in row.iter().enumerate() {
            let caption = if i == 0 { format!("{}  {}", thumb.frame, thumb.date) } else { thumb.date.clone() };
            items.push(write(&caption, &style, Point::new(x, y + LINE_PT - 3.5)));
            // Whole pixels, so that nothing is blurred a second time.
            let corner = Vec2::new(x, y + LINE_PT) * px_per_pt;
            let to_page = Affine::scale(1.0 / px_per_pt) * Affine::translate(corner.round());
            items.push(Item::Image(ImageItem { image: Arc::clone(&thumb.image), to_page }));
            x += across;
        }
        right = right.max(x);
        y += down;
    }
    let columns_px = |pt: f64| (pt * px_per_pt).ceil();
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let (width, height) = (columns_px(right.max(GAP_PT + across * columns as f64)), columns_px(y));
    let size = PageSize { width_pt: width / px_per_pt, height_pt: height / px_per_pt };
    let layers = vec![Layer { name: "pictures", key: None, items }];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand pixels")]
    let (width, height) = (width as u32, height as u32);
    (Scene { size, ground: theme.page.paper, layers, placed: Vec::new() }, width, height)
}

/// The page that shows all pictures: sheets first, then picture by picture. `themes` holds, for each theme, its name, the
/// names of its sheets, and its pictures.
pub(super) fn index_html(themes: &[(String, Vec<String>, Vec<Thumb>)]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>August Storm: gallery</title>\n<style>\n\
         body { font: 14px sans-serif; margin: 24px; background: #f4f2ec; color: #222 }\n\
         figure { display: inline-block; margin: 0 8px 12px 0 }\nfigcaption { font-size: 12px }\nimg { border: 1px solid #999 }\n\
         </style></head><body>\n<h1>August Storm: gallery</h1>\n",
    );
    // Writing to a string cannot fail.
    for (theme, sheets, thumbs) in themes {
        let _ = writeln!(page, "<h2>{theme}</h2>\n<p>Contact sheets:");
        for sheet in sheets {
            let _ = writeln!(page, " <a href=\"{sheet}.png\">{sheet}</a>");
        }
        page.push_str("</p>\n");
        for row in rows(thumbs) {
            let _ = writeln!(page, "<h3>{}</h3>", row[0].frame);
            for Thumb { name, date, .. } in row {
                let _ = writeln!(
                    page,
                    "<figure><a href=\"{name}.png\"><img src=\"{name}.png\" width=\"320\" loading=\"lazy\" alt=\"{name}\"></a>\
                     <figcaption>{date}</figcaption></figure>"
                );
            }
        }
    }
    page.push_str("</body></html>\n");
    page
}
