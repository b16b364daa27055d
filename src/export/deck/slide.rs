//! A slide: where its parts stand, and its XML. Lengths in English Metric Units, 914,400 to the inch.

use super::super::{Moment, Page, Picture};
use crate::render::escaped;

/// Height of every slide: seven and a half inches, as is usual.
const HEIGHT: i64 = 6_858_000;
/// Distance of everything from the edges.
const MARGIN: i64 = 304_800;
/// Height of the title.
const TITLE: i64 = 594_360;
/// Height of the caption with the sources under the picture.
const FOOT: i64 = 731_520;
/// Letters of the sources on a slide: a line of small type.
const MOST_SOURCES: usize = 170;
/// Letters from which on a caption is long.
const LONG_CAPTION: usize = 280;
/// Between the parts.
const GAP: i64 = 60_960;

/// How large a slide is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SlideSize {
    pub width: i64,
    pub height: i64,
}

/// A rectangle on a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}

impl Place {
    /// `<a:off/><a:ext/>`.
    pub fn xml(self) -> String {
        let Self { x, y, width, height } = self;
        format!("<a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>")
    }
}

impl SlideSize {
    /// The slide that has the proportions of a picture.
    #[expect(clippy::cast_possible_truncation, reason = "a few million")]
    pub fn of(picture: &Picture) -> Self {
        let still = &picture.still;
        let share = f64::from(still.width_px) / f64::from(still.height_px);
        Self { width: (6_858_000.0 * share).round() as i64, height: HEIGHT }
    }

    pub fn told(self) -> &'static str {
        match self.width {
            12_192_000 => "16:9",
            9_144_000 => "4:3",
            _ => "the picture's own proportions",
        }
    }

    pub fn title(self) -> Place {
        Place { x: MARGIN, y: MARGIN / 2, width: self.width - 2 * MARGIN, height: TITLE }
    }

    pub fn picture(self) -> Place {
        let top = MARGIN / 2 + TITLE + GAP;
        let bottom = self.height - MARGIN / 2 - FOOT - GAP;
        Place { x: MARGIN, y: top, width: self.width - 2 * MARGIN, height: bottom - top }
    }

    pub fn foot(self) -> Place {
        Place { x: MARGIN, y: self.height - MARGIN / 2 - FOOT, width: self.width - 2 * MARGIN, height: FOOT }
    }

    /// What a slide of text has under its title.
    pub fn body(self) -> Place {
        let top = MARGIN / 2 + TITLE + GAP;
        Place { x: MARGIN, y: top, width: self.width - 2 * MARGIN, height: self.height - MARGIN - top }
    }

    /// Shares of a slide's width and height that the picture has.
    #[expect(clippy::cast_precision_loss, reason = "a few million")]
    pub fn picture_share(self) -> (f64, f64) {
        let place = self.picture();
        (place.width as f64 / self.width as f64, place.height as f64 / self.height as f64)
    }
}

/// What a slide shows.
pub(super) struct Slide<'a> {
    pub moment: &'a Moment,
    pub page: &'a Page,
    pub png: &'a [u8],
}

impl Slide<'_> {
    /// What the page tells of its moment, without what it shows and when: the title says that.
    pub fn caption(&self) -> &str {
        caption_of(self.page)
    }

    /// Smaller type for a long caption, as an attribute: the foot of a slide holds three lines of usual type, no more.
    pub fn caption_size(&self) -> &'static str {
        if self.caption().chars().count() > LONG_CAPTION { " sz=\"1000\"" } else { "" }
    }

    /// The head of the sources, in whole entries, and the credits; the last slide has all of them.
    pub fn sources(&self) -> String {
        let about = &self.page.about;
        if about.source.is_empty() {
            return about.rights.clone();
        }
        let mut told = String::new();
        let mut entries = about.source.split("; ").peekable();
        while let Some(entry) = entries.next_if(|entry| told.is_empty() || told.len() + entry.len() < MOST_SOURCES) {
            told.push_str(if told.is_empty() { "" } else { "; " });
            told.push_str(entry);
        }
        let others = if entries.peek().is_some() { " and others (see the last slide)" } else { "" };
        format!("Sources: {told}{others}. {}", about.rights)
    }
}

/// What a page tells of its moment, without what it shows and when.
pub(super) fn caption_of(page: &Page) -> &str {
    page.caption.alt.split_once(". ").map_or("", |(_, rest)| rest)
}

/// A paragraph of plain text.
pub(super) fn paragraph(text: &str, properties: &str) -> String {
    let properties = format!("<a:rPr lang=\"en-GB\"{properties} dirty=\"0\"/>");
    format!("<a:p><a:pPr marL=\"0\" indent=\"0\"/><a:r>{properties}<a:t>{}</a:t></a:r></a:p>", escaped(text))
}

/// A paragraph for each line.
pub(super) fn paragraphs(text: &str, properties: &str) -> String {
    let told: String = text.lines().map(|line| paragraph(line, properties)).collect();
    if told.is_empty() { "<a:p><a:endParaRPr lang=\"en-GB\"/></a:p>".to_owned() } else { told }
}

/// A placeholder with its text; `place` only where it differs from the layout's.
pub(super) fn placeholder(id: u32, name: &str, kind: &str, place: Option<Place>, body: &str, text: &str) -> String {
    let transform = place.map_or_else(String::new, |place| format!("<a:xfrm>{}</a:xfrm>", place.xml()));
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{transform}</p:spPr>\
         <p:txBody>{body}<a:lstStyle/>{text}</p:txBody></p:sp>"
    )
}
