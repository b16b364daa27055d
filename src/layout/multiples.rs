//! Small multiples: one page of maps of the same frame at several instants.
//!
//! Every panel is a scene of its own size in points, placed on the page without scaling; on small panels lines, type and
//! symbols are smaller ([`panel_share`]). The page has one title, one legend of what any panel shows, one scale bar and one credits line. Space: points
//! on the page, y down.

use kurbo::{Affine, Point, Rect, Shape};

use super::title::shown_fields;
use super::{legend, scale_bar, sized};
use crate::data::{CampaignConfig, Lang};
use crate::geo::{PageSize, Projection};
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at, text_style};
use crate::scene::paint::{clip, stroke};
use crate::scene::{CREDITS, FillRule, FurnitureSet, Item, Layer, Scene, Shown, ViewSpec};
use crate::style::{Theme, TypeStyle};
use crate::text::Fonts;
use crate::time::Instant;

/// Space round the page and between panels, points.
const MARGIN_PT: f64 = 16.0;
/// Space between panels, points.
const GUTTER_PT: f64 = 10.0;
/// Narrowest and lowest map that is worth a panel, points.
const LEAST_PANEL_PT: (f64, f64) = (150.0, 110.0);

/// Share of the page's height that title, legend and credits leave for maps, as far as can be told before the legend is known.
const MAPS_SHARE: f64 = 0.78;
/// How much worse a grid is whose places are all empty than one that is full.
const EMPTY_COST: f64 = 0.3;
/// Most columns and rows.
const MOST_A_SIDE: u8 = 16;
/// Panels as wide as this have the lines and type of a page of their own; narrower ones smaller, down to a least share.
const FULL_PANEL_PT: f64 = 720.0;
const LEAST_SHARE: f64 = 0.68;

/// How large lines, type and symbols are on a panel beside those of a map that has the page for itself.
#[must_use]
pub fn panel_share(panel: PageSize) -> f64 {
    (panel.width_pt.min(panel.height_pt * 1.5) / FULL_PANEL_PT).clamp(LEAST_SHARE, 1.0)
}

/// Columns and rows of panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Panels side by side, at least 1.
    pub columns: u8,
    /// Panels one above the other, at least 1.
    pub rows: u8,
}

impl Grid {
    /// Number of panels.
    #[must_use]
    pub fn cells(self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }

    /// The grid for `panels` panels (at most 255) that shows the ground largest on a page of `size`; `aspect` is the ground's
    /// width by its height, above zero. Of grids that are as good the one with fewer empty places.
    #[must_use]
    pub fn holding(panels: u8, size: PageSize, aspect: f64) -> Self {
        let grid = |columns: u8| Self { columns, rows: panels.div_ceil(columns).max(1) };
        // The height that the ground has in a panel.
        let score = |grid: &Self| {
            let width = size.width_pt / f64::from(grid.columns);
            let height = size.height_pt * MAPS_SHARE / f64::from(grid.rows);
            let full = f64::from(panels) / f64::from(u16::from(grid.columns) * u16::from(grid.rows));
            height.min(width / aspect) * (1.0 - EMPTY_COST * (1.0 - full))
        };
        let all = (1..=panels.clamp(1, MOST_A_SIDE)).map(grid).filter(|grid| grid.rows <= MOST_A_SIDE);
        all.max_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(Self { columns: MOST_A_SIDE, rows: MOST_A_SIDE })
    }
}

/// One map of the page.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The instant shown.
    pub at: Instant,
    /// The map, without furniture.
    pub scene: Scene,
    /// The classes of marks on it.
    pub shown: Shown,
}

/// A page of small multiples in the making.
#[derive(Clone, Copy, Debug)]
pub struct Multiples<'a> {
    /// The whole page; its camera is that of every panel.
    pub view: &'a ViewSpec,
    /// How it looks.
    pub theme: &'a Theme,
    /// The plane.
    pub projection: &'a Projection,
    /// Title and subtitle.
    pub config: &'a CampaignConfig,
    /// Name of the view that the panels show, which is the title then.
    pub heading: Option<&'a str>,
    /// Columns and rows.
    pub grid: Grid,
}

impl Multiples<'_> {
    /// The maps of the grid, row by row, above a foot of `foot_pt` points; `None` if they would be too small.
    #[must_use]
    pub fn panels(&self, foot_pt: f64) -> Option<Vec<Rect>> {
        self.with_frame(|frame| self.cells(frame, foot_pt))
    }

    /// The height that the foot of the page needs for a legend of `shown`, points.
    #[must_use]
    pub fn foot_pt(&self, shown: &Shown) -> f64 {
        self.with_frame(|frame| Foot::new(frame, shown).height())
    }

    /// The page with `panels` in the places that [`Self::panels`] gives for this foot. Panels beyond the grid are left out.
    #[must_use]
    pub fn page(&self, panels: Vec<Panel>, foot_pt: f64) -> Scene {
        self.with_frame(|frame| {
            let shown = shown_by(&panels);
            let cells = self.cells(frame, foot_pt).unwrap_or_default();
            let (mut layers, mut placed, mut captions) = (Vec::new(), Vec::new(), Vec::new());
            for (panel, cell) in panels.into_iter().zip(cells) {
                captions.extend(self.caption(frame, panel.at, cell));
                placed.extend(panel.scene.placed.iter().map(|mark| mark.moved(cell.origin().to_vec2())));
                let edge = stroke(cell.to_path(0.1), Affine::IDENTITY, EDGE_PT, self.theme.page.neatline);
                let items = vec![window(panel.scene, cell), edge];
                layers.push(Layer { name: "panel", key: None, items });
            }
            layers.push(Layer { name: "furniture", key: None, items: self.title(frame) });
            layers.push(Layer { name: "dates", key: None, items: captions });
            let foot = Foot::new(frame, &shown);
            let top = self.view.size.height_pt - MARGIN_PT - foot.height();
            layers.push(Layer { name: "legend", key: None, items: foot.draw(frame, top) });
            Scene { size: self.view.size, ground: self.theme.page.paper, layers, placed }
        })
    }

    /// Calls `work` with the page as a frame without margin or furniture of a single map.
    fn with_frame<T>(&self, work: impl FnOnce(&Frame) -> T) -> T {
        let view = ViewSpec { furniture: FurnitureSet::none(), ..self.view.clone() };
        work(&Frame::new(&view, self.theme, self.projection, None))
    }

    fn cells(&self, frame: &Frame, foot_pt: f64) -> Option<Vec<Rect>> {
        let (columns, rows) = (f64::from(self.grid.columns), f64::from(self.grid.rows));
        let top = self.title_bottom(frame);
        let bottom = self.view.size.height_pt - MARGIN_PT - foot_pt - GUTTER_PT;
        let caption = caption_pt(frame);
        let width = (self.view.size.width_pt - 2.0 * MARGIN_PT - (columns - 1.0) * GUTTER_PT) / columns;
        let height = (bottom - top - (rows - 1.0) * GUTTER_PT) / rows - caption;
        if width < LEAST_PANEL_PT.0 || height < LEAST_PANEL_PT.1 {
            return None;
        }
        let cell = |row: u8, column: u8| {
            let x = MARGIN_PT + f64::from(column) * (width + GUTTER_PT);
            let y = top + f64::from(row) * (height + caption + GUTTER_PT) + caption;
            Rect::new(x, y, x + width, y + height)
        };
        let (rows, columns) = (self.grid.rows, self.grid.columns);
        Some((0..rows).flat_map(|row| (0..columns).map(move |column| cell(row, column))).collect())
    }

    /// Where the title ends, points from the top.
    fn title_bottom(&self, frame: &Frame) -> f64 {
        let title = set(self.heading.unwrap_or(&self.config.title), &title_style(frame), Lang::En);
        MARGIN_PT + title.cap_height_pt + GUTTER_PT * 0.8
    }

    /// The title, and the subtitle behind it where there is room.
    fn title(&self, frame: &Frame) -> Vec<Item> {
        let (style, second) = (title_style(frame), sized(frame, &self.theme.lettering.subtitle, 0.8));
        let title = set(self.heading.unwrap_or(&self.config.title), &style, Lang::En);
        let base = MARGIN_PT + title.cap_height_pt;
        let mut items = vec![text_at(&title, Point::new(MARGIN_PT, base), style.colour, None)];
        let subtitle = set(&self.config.subtitle, &second, Lang::En);
        let x = MARGIN_PT + title.width_pt + style.size_pt * 0.6;
        if x + subtitle.width_pt <= self.view.size.width_pt - MARGIN_PT {
            items.push(text_at(&subtitle, Point::new(x, base), second.colour, None));
        }
        items
    }

    /// The date over a panel, with its hour where there is room.
    fn caption(&self, frame: &Frame, at: Instant, cell: Rect) -> Vec<Item> {
        let (style, second) = (caption_style(frame), sized(frame, &self.theme.lettering.subtitle, 0.8));
        let fields = shown_fields(frame, self.config, at);
        let base = cell.y0 - style.size_pt * 0.38;
        let date = Fonts::bundled().shape(&fields.long_date(), &text_style(&style, Lang::En).tabular());
        let mut items = vec![text_at(&date, Point::new(cell.x0, base), style.colour, None)];
        let hour = format!("{} {} time", fields.hour_minute(), self.view.clock.0);
        let hour = Fonts::bundled().shape(&hour, &text_style(&second, Lang::En).tabular());
        let x = cell.x0 + date.width_pt + style.size_pt * 0.6;
        if x + hour.width_pt <= cell.x1 {
            items.push(text_at(&hour, Point::new(x, base), second.colour, None));
        }
        items
    }
}

/// Width of the line round a panel, points.
const EDGE_PT: f64 = 0.8;

/// The classes that any panel shows.
#[must_use]
pub fn shown_by(panels: &[Panel]) -> Shown {
    let mut shown = Shown::default();
    for panel in panels {
        shown.extend(&panel.shown);
    }
    shown
}

/// A scene in a window of the page.
fn window(scene: Scene, cell: Rect) -> Item {
    let by = Affine::translate(cell.origin().to_vec2());
    let items = scene.layers.into_iter().flat_map(|layer| layer.items).map(|item| item.moved(by)).collect();
    clip(cell.to_path(0.1), Affine::IDENTITY, FillRule::NonZero, items)
}

fn title_style(frame: &Frame) -> TypeStyle {
    sized(frame, &frame.theme.lettering.title, 0.75)
}

/// Dates over panels: as strong as the date of a single map, in the size of its title.
fn caption_style(frame: &Frame) -> TypeStyle {
    let date = &frame.theme.lettering.date;
    TypeStyle { size_pt: title_style(frame).size_pt * 0.82, ..date.clone() }
}

/// Height of the strip over a panel that its date takes, points.
fn caption_pt(frame: &Frame) -> f64 {
    caption_style(frame).size_pt * 1.3
}

/// The foot of the page: the legend at the left, the scale bar at the right, the credits under both.
struct Foot {
    legend: Option<legend::Block>,
    scale_pt: f64,
    credits: Vec<std::sync::Arc<crate::text::ShapedLine>>,
    leading_pt: f64,
}

impl Foot {
    fn new(frame: &Frame, shown: &Shown) -> Self {
        let room = frame.page().width() - 2.0 * MARGIN_PT;
        let style = &frame.theme.lettering.credits;
        let scale = scale_bar::size_of(frame);
        Self {
            legend: legend::wide_block(frame, shown, room - scale.width - GUTTER_PT),
            scale_pt: scale.height,
            credits: Fonts::bundled().break_lines(CREDITS, &text_style(style, Lang::En), room),
            leading_pt: style.size_pt * 1.25,
        }
    }

    /// Height of legend and scale bar.
    fn row_pt(&self) -> f64 {
        self.legend.as_ref().map_or(0.0, |block| block.size.height).max(self.scale_pt)
    }

    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    fn height(&self) -> f64 {
        self.row_pt() + GUTTER_PT * 0.4 + self.leading_pt * self.credits.len() as f64
    }

    fn draw(self, frame: &Frame, top: f64) -> Vec<Item> {
        let page = frame.page();
        let mut y = top + self.row_pt();
        let scale = scale_bar::size_of(frame);
        let corner = (page.x1 - MARGIN_PT - scale.width, y - scale.height);
        let mut items = scale_bar::draw(frame, Rect::from_origin_size(corner, scale));
        if let Some(block) = self.legend {
            let rect = Rect::from_origin_size((MARGIN_PT, top), block.size);
            items.extend(super::card::card(frame, rect));
            items.extend(block.at(rect.origin()));
        }
        y += GUTTER_PT * 0.4;
        let style = &frame.theme.lettering.credits;
        for line in &self.credits {
            y += self.leading_pt;
            let x = page.x1 - MARGIN_PT - line.width_pt;
            items.push(text_at(line, Point::new(x, y), style.colour, None));
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_holds_all_panels_and_shows_the_ground_as_large_as_it_can() {
        let page = PageSize::for_pixels(1920, 1080);
        // A wide theatre, and an upright island.
        for (panels, aspect, columns, rows) in [
            (1, 1.6, 1, 1),
            (2, 1.6, 2, 1),
            (4, 1.6, 2, 2),
            (6, 1.6, 3, 2),
            (9, 1.6, 3, 3),
            (4, 0.6, 4, 1),
            (6, 0.4, 6, 1),
        ] {
            assert_eq!(Grid::holding(panels, page, aspect), Grid { columns, rows }, "{panels} of {aspect}");
        }
        for panels in 1..=255 {
            let grid = Grid::holding(panels, page, 1.6);
            assert!(grid.cells() >= usize::from(panels), "{panels}: {grid:?}");
        }
    }
}
