//! The cartouche: title, subtitle and the date, the largest type on the page.

use kurbo::{Affine, Point, Rect, Shape, Size};

use super::{PageText, room, sized};
use crate::data::{CampaignConfig, Lang, View};
use crate::geo::{Camera, PageSize, Projection};
use crate::model::spoken_km2;
use crate::scene::frame::Frame;
use crate::scene::lettering::{set, text_at, text_style};
use crate::scene::paint::fill;
use crate::scene::{Furniture, Item};
use crate::style::TypeStyle;
use crate::text::Fonts;
use crate::time::{CalendarFields, Instant, month_name};

/// Space between a card's edge and its text, points.
const PADDING_PT: f64 = 11.0;

/// The date under which `at` is shown: midnight closes a day, but the first instant of the campaign opens one.
pub(super) fn shown_fields(frame: &Frame, config: &CampaignConfig, at: Instant) -> CalendarFields {
    let offset = frame.view.clock.1;
    if at <= config.period.start() { at.fields(offset) } else { at.closing_fields(offset) }
}

/// "10 to 15 August", "28 August to 2 September"; with hours where an instant does not close its day.
#[must_use]
pub fn span_text(from: CalendarFields, to: CalendarFields) -> String {
    let month = |f: &CalendarFields| month_name(f.month);
    if from.hour != 24 || to.hour != 24 {
        let told = |f: &CalendarFields| format!("{} {} {}", f.day, month(f), f.hour_minute());
        format!("{} to {}", told(&from), told(&to))
    } else if (from.year, from.month) == (to.year, to.month) {
        format!("{} to {} {}", from.day, to.day, month(&to))
    } else {
        format!("{} {} to {} {}", from.day, month(&from), to.day, month(&to))
    }
}

/// How far the middle of a page may be from that of a named view whose name it has: share of its width.
const SAME_MIDDLE: f64 = 0.02;
/// How much more than a named view such a page may show: as a window shows more than the view, and a page more than the
/// window. In scales, above that of the view at its largest.
const SAME_SCALE: (f64, f64) = (0.98, 1.35);

/// The name of the view that a map shows, for its title: that of a named view that fills most of the map of `size` and has its
/// middle there, but not of the first, which shows the whole theatre.
#[must_use]
pub fn heading<'a>(
    projection: &Projection,
    camera: Camera,
    size: PageSize,
    config: &'a CampaignConfig,
) -> Option<&'a str> {
    let beside = |view: &View| {
        let theirs = Camera::fit(projection.fit(view.bbox), size);
        let (dx, dy) = (theirs.centre.x - camera.centre.x, theirs.centre.y - camera.centre.y);
        let scales = camera.metres_per_pt / theirs.metres_per_pt;
        let off_pt = dx.hypot(dy) / camera.metres_per_pt;
        (off_pt < SAME_MIDDLE * size.width_pt && scales > SAME_SCALE.0 && scales < SAME_SCALE.1).then_some(scales)
    };
    let shown = config.views.iter().skip(1).filter_map(|view| Some((beside(view)?, view)));
    shown.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, view)| view.name.as_str())
}

/// A longer title goes on in a second line: share of the map's width.
const WIDEST_TITLE: f64 = 0.3;
/// How large the type of a compact cartouche is beside that of a full one.
const COMPACT: f64 = 0.76;

/// Title, subtitle, date and hour on this page.
fn styles(frame: &Frame) -> [TypeStyle; 4] {
    let own = &frame.theme.lettering;
    let share = if room::is_compact(frame.view.size) { COMPACT } else { 1.0 };
    [(&own.title, 0.75), (&own.subtitle, 0.8), (&own.date, 0.68), (&own.hour, 0.72)].map(|(style, least)| {
        let style = sized(frame, style, least);
        TypeStyle { size_pt: (style.size_pt * share).max(frame.theme.scale.least_size_pt), ..style }
    })
}

/// A cartouche with its top left corner at the origin, without its card.
pub(super) struct Cartouche {
    /// What changes only with the view.
    pub fixed: Vec<Item>,
    /// What changes with the instant.
    pub moving: Vec<Item>,
    /// Its size with the space round it, points.
    pub size: Size,
}

/// Sets the cartouche. A compact one is a line for the title, the date, and the hour.
pub(super) fn cartouche(frame: &Frame, text: &PageText) -> Cartouche {
    let [has_title, has_date] = [Furniture::Title, Furniture::Date].map(|part| frame.view.furniture.contains(part));
    let is_compact = room::is_compact(frame.view.size);
    let [title_style, subtitle_style, date_style, hour_style] = styles(frame);
    let padding = if is_compact { PADDING_PT * 0.75 } else { PADDING_PT };
    let left = padding;
    let mut y = padding;
    let mut width: f64 = 0.0;
    let (mut fixed, mut moving) = (Vec::new(), Vec::new());
    if has_title {
        let title = text.heading.unwrap_or(&text.config.title);
        let widest = frame.map.width() * WIDEST_TITLE;
        for (i, line) in
            Fonts::bundled().balance_lines(title, &text_style(&title_style, Lang::En), widest).iter().enumerate()
        {
            y += if i == 0 { line.cap_height_pt } else { title_style.size_pt * 1.2 };
            fixed.push(text_at(line, Point::new(left, y), title_style.colour, None));
            width = width.max(line.width_pt);
        }
        let has_subtitle = !text.config.subtitle.is_empty();
        if has_subtitle && (!is_compact || !has_date) {
            let style = text_style(&subtitle_style, Lang::En);
            let widest = if has_date { date_style.size_pt * 8.0 } else { frame.map.width() * 0.4 };
            for line in Fonts::bundled().balance_lines(&text.config.subtitle, &style, widest) {
                y += subtitle_style.size_pt * 1.32;
                fixed.push(text_at(&line, Point::new(left, y), subtitle_style.colour, None));
                width = width.max(line.width_pt);
            }
        }
    }
    if has_date {
        let name = &frame.view.clock.0;
        let fields = shown_fields(frame, text.config, text.at);
        // Room for the longest date, so that the card does not change its width while time runs.
        let widest = set("28 September 1945", &date_style, Lang::En).width_pt;
        let date = Fonts::bundled().shape(&fields.long_date(), &text_style(&date_style, Lang::En).tabular());
        y += date.cap_height_pt + if has_title { padding * 1.35 } else { 0.0 };
        moving.push(text_at(&date, Point::new(left - 1.0, y), date_style.colour, None));
        width = width.max(widest);
        if has_title {
            let rule_y = y - date.cap_height_pt - padding * 0.72;
            let rule = Rect::new(left, rule_y, left + 34.0, rule_y + 1.6).to_path(0.1);
            fixed.push(fill(rule, Affine::IDENTITY, frame.theme.page.accent));
        }
        let hour = Fonts::bundled()
            .shape(&format!("{}  {name} time", fields.hour_minute()), &text_style(&hour_style, Lang::En).tabular());
        y += hour_style.size_pt * 1.32;
        moving.push(text_at(&hour, Point::new(left, y), hour_style.colour, None));
        let note = match text.is_interpolated {
            Some(true) => "front between dated positions",
            Some(false) => "front as dated",
            None => "",
        };
        let note = set(note, &subtitle_style, Lang::En);
        let x = left + width - note.width_pt;
        if x > left + hour.width_pt + 6.0 {
            moving.push(text_at(&note, Point::new(x, y), subtitle_style.colour, None));
        } else if !is_compact {
            // The legend says it too.
            y += subtitle_style.size_pt * 1.35;
            moving.push(text_at(&note, Point::new(left, y), subtitle_style.colour, None));
        }
    }
    if let (true, Some((since, gained))) = (has_date, text.compared) {
        let span = span_text(shown_fields(frame, text.config, since), shown_fields(frame, text.config, text.at));
        let (whole, a_day) = (spoken_km2(gained.gained_km2), spoken_km2(gained.km2_per_day));
        for told in [format!("{span}: {whole} of land"), format!("gained on all fronts, {a_day} per day")] {
            let line = Fonts::bundled().shape(&told, &text_style(&hour_style, Lang::En).tabular());
            y += hour_style.size_pt * 1.4;
            width = width.max(line.width_pt);
            moving.push(text_at(&line, Point::new(left, y), hour_style.colour, None));
        }
    }
    Cartouche { fixed, moving, size: Size::new(width + 2.0 * padding, y + padding) }
}
