//! The handout of a deck: its pictures on sheets of paper, drawn, with their captions as text.

use std::sync::atomic::{AtomicBool, Ordering};

use super::DeckPlan;
use super::slide::caption_of;
use crate::export::{JobError, Moment, Page, Picture, Progress, SpecError, StillError, Studio};
use crate::geo::PageSize;
use crate::layout::{Handout, HandoutPicture};
use crate::render::{About, PdfOptions, write_pdf_pages};
use crate::scene::CREDITS;
use crate::style::Theme;

/// Whose paper and inks the sheets have, whatever the theme of the pictures: dark paper costs ink.
const SHEET_THEME: &str = "print";

/// The PDF file of a handout.
///
/// # Errors
/// If a page cannot be made or written, or `cancel` came true.
pub(super) fn bytes(
    studio: &mut Studio,
    plan: &DeckPlan,
    (sheet, per_sheet): (PageSize, u8),
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, JobError> {
    let total = plan.moments.len() as u64;
    progress(Progress { done: 0, total });
    let mut pictures = Vec::with_capacity(plan.moments.len());
    let mut sources: Vec<String> = Vec::new();
    for (done, (moment, picture, words)) in (1..).zip(&plan.moments) {
        if cancel.load(Ordering::Relaxed) {
            return Err(JobError::Cancelled);
        }
        let page = studio.page_of(picture, words)?;
        for source in page.about.source.split("; ").filter(|source| !source.is_empty()) {
            if !sources.iter().any(|known| known == source) {
                sources.push(source.to_owned());
            }
        }
        pictures.push(said_of(moment, picture, page));
        progress(Progress { done, total });
    }
    let theme = Theme::named(SHEET_THEME).map_err(SpecError::from)?;
    let (title, subtitle) = (plan.title.as_str(), plan.subtitle.as_str());
    let handout = Handout { theme: &theme, sheet, per_sheet, title, subtitle, credits: CREDITS };
    Ok(write_pdf_pages(&handout.sheets(pictures), &options(plan, &sources)).map_err(StillError::from)?)
}

/// The share of its size in which a picture is composed: on a smaller page type is larger, and stays legible when the
/// picture is shrunk.
pub(super) const fn share_of_page(per_sheet: u8) -> f64 {
    match per_sheet {
        1 => 1.0,
        2 => 0.67,
        4 => 0.55,
        _ => 0.48,
    }
}

fn options(plan: &DeckPlan, sources: &[String]) -> PdfOptions {
    let about = About {
        title: plan.title.clone(),
        description: plan.subtitle.clone(),
        author: "August Storm".to_owned(),
        software: concat!("August Storm ", env!("CARGO_PKG_VERSION")).to_owned(),
        rights: CREDITS.to_owned(),
        source: sources.join("; "),
        view: String::new(),
    };
    let metadata = about.xmp_packet();
    PdfOptions { title: about.title, author: about.author, subject: about.description, keywords: Vec::new(), metadata }
}

/// A picture with its words: date, a paragraph of the moment's own, and what its page tells.
fn said_of(moment: &Moment, picture: &Picture, page: Page) -> HandoutPicture {
    let (name, offset) = &picture.still.view.clock;
    let fields = picture.still.at.closing_fields(*offset);
    let place = name.split(',').next().unwrap_or(name);
    let (date, hour) = (fields.long_date(), format!("{} {place} time", fields.hour_minute()));
    let when = if moment.title.starts_with(&date) { hour } else { format!("{date}, {hour}") };
    // A diary has many lines: it is for the speaker.
    let own = if moment.text.contains('\n') { "" } else { moment.text.as_str() };
    let text = format!("{own} {}", caption_of(&page)).trim().to_owned();
    let sources = if page.about.source.is_empty() { String::new() } else { format!("Sources: {}", page.about.source) };
    HandoutPicture { scene: page.scene, title: moment.title.clone(), when, text, sources }
}
