//! The handout of a deck: its pictures on sheets of paper, drawn, with their captions as text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::DeckPlan;
use crate::export::{JobError, Progress, StillError, Studio};
use crate::geo::PageSize;
use crate::layout::{Handout, HandoutPicture};
use crate::render::{PdfOptions, write_pdf_pages};
use crate::scene::CREDITS;

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
    for (done, (moment, picture, words)) in (1..).zip(&plan.moments) {
        if cancel.load(Ordering::Relaxed) {
            return Err(JobError::Cancelled);
        }
        let page = studio.page_of(picture, words)?;
        // "August Storm: the theatre of war, 9 August 1945, 24:00 Tokyo time": what comes after the first comma is the time.
        let when = page.caption.title.split_once(", ").map_or("", |(_, when)| when).to_owned();
        let text = page.caption.text.split_once(". ").map_or("", |(_, rest)| rest).to_owned();
        let (title, sources) = (moment.title.clone(), page.about.source);
        pictures.push(HandoutPicture { scene: page.scene, title, when, text, sources });
        progress(Progress { done, total });
    }
    let Some((_, first, _)) = plan.moments.first() else { return Ok(Vec::new()) };
    let theme = Arc::clone(&first.still.theme);
    let (title, subtitle) = (plan.title.as_str(), plan.subtitle.as_str());
    let handout = Handout { theme: &theme, sheet, per_sheet, title, subtitle, credits: CREDITS };
    let options = PdfOptions {
        title: plan.title.clone(),
        author: "August Storm".to_owned(),
        subject: plan.subtitle.clone(),
        ..PdfOptions::default()
    };
    Ok(write_pdf_pages(&handout.sheets(pictures), &options).map_err(StillError::from)?)
}
