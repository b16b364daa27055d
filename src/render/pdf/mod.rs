//! Scenes as PDF: pages of paths, pictures and text that can be searched and copied, in layers that can be hidden.
//!
//! Knows scenes, not maps. Space: points of the page, y down; the file's own y runs up, which one transform at the
//! start of a page settles. Same scenes and options, same bytes: no date and no file id is written. Layers are optional
//! content groups; letters are set with the glyphs of the scene from fonts cut down to them; halos lie under them as
//! outlines, so that a name is found once.

mod fonts;
mod objects;
mod page;

use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};
use thiserror::Error;

use self::fonts::Faces;
use self::objects::{Objects, deflated};
use self::page::Painter;
use super::vector::{FontError, named_layers};
use crate::geo::PageSize;
use crate::scene::Scene;

/// What a PDF file says about itself. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PdfOptions {
    /// Title, shown in the window's title bar by viewers.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// Words under which it is found.
    pub keywords: Vec<String>,
    /// XMP packet; it stands in the file as it is, so that any program can find it.
    pub metadata: String,
}

/// Why a scene cannot be written as PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// A font cannot be cut down to the letters in use.
    #[error(transparent)]
    Font(#[from] FontError),
    /// There is nothing to show.
    #[error("a PDF file without a page cannot be written; give it at least one picture")]
    NoPage,
    /// The page has no extent or is larger than PDF allows.
    #[error(
        "a page of {width_pt} x {height_pt} points cannot be written as PDF: a side has 3 to {MAX_SIDE_PT} points; \
         choose another size"
    )]
    Size {
        /// Width, points.
        width_pt: f64,
        /// Height, points.
        height_pt: f64,
    },
}

/// Longest side of a page, points: 200 inches.
const MAX_SIDE_PT: f64 = 14_400.0;
/// Shortest side of a page, points.
const MIN_SIDE_PT: f64 = 3.0;

/// The bytes of a PDF file of one page that shows a scene.
///
/// # Errors
/// If the page is too small or too large, or a font cannot be embedded.
pub fn write_pdf(scene: &Scene, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    write_pdf_pages(std::slice::from_ref(scene), options)
}

/// The bytes of a PDF file with a page for each scene, which may differ in size. The pages share their fonts, the pictures
/// that are alike and their layers: one that is hidden is hidden on every page.
///
/// # Errors
/// If there is no page, one is too small or too large, or a font cannot be embedded.
pub fn write_pdf_pages(scenes: &[Scene], options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let sizes = scenes.iter().map(|scene| page_size(scene.size)).collect::<Result<Vec<_>, _>>()?;
    if sizes.is_empty() {
        return Err(PdfError::NoPage);
    }
    let mut objects = Objects::new(Faces::used_in(scenes));
    let mut layers: Vec<String> = Vec::new();
    let mut contents = Vec::with_capacity(scenes.len());
    for (scene, size) in scenes.iter().zip(&sizes) {
        let mut painter = Painter::page(&mut objects, *size, scene.page_colour());
        for (name, layer) in named_layers(scene) {
            let number = layers.iter().position(|known| *known == name).unwrap_or_else(|| {
                layers.push(name);
                layers.len() - 1
            });
            painter.layer(number, &layer.items);
        }
        contents.push(deflated(&painter.finish()));
    }

    let mut pdf = Pdf::new();
    // Optional content and transparency are older; 1.7 is what every program reads.
    pdf.set_version(1, 7);
    let [catalog, tree, info, metadata] = [(); 4].map(|()| objects.new_ref());
    let pages: Vec<Ref> = scenes.iter().map(|_| objects.new_ref()).collect();
    let groups: Vec<Ref> = layers.iter().map(|_| objects.new_ref()).collect();
    let has_metadata = !options.metadata.is_empty();
    write_catalog(&mut pdf, catalog, tree, has_metadata.then_some(metadata), &groups);
    if has_metadata {
        pdf.metadata(metadata, options.metadata.as_bytes());
    }
    write_information(&mut pdf, info, options);
    pdf.pages(tree).kids(pages.iter().copied()).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for ((page, size), content) in pages.iter().zip(sizes).zip(contents) {
        write_page(&mut pdf, (*page, tree, objects.new_ref()), objects.resources(), size, &content);
    }
    for (name, group) in layers.iter().zip(&groups) {
        let mut own = pdf.indirect(*group).dict();
        own.pair(Name(b"Type"), Name(b"OCG")).pair(Name(b"Name"), TextStr(name));
    }
    pdf.extend(&objects.finish(&groups)?);
    Ok(pdf.finish())
}

/// Width and height of a page in points.
fn page_size(PageSize { width_pt, height_pt }: PageSize) -> Result<(f32, f32), PdfError> {
    let is_fit = |side: f64| (MIN_SIDE_PT..=MAX_SIDE_PT).contains(&side);
    if !is_fit(width_pt) || !is_fit(height_pt) {
        return Err(PdfError::Size { width_pt, height_pt });
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 14400")]
    let size = (width_pt as f32, height_pt as f32);
    Ok(size)
}

/// A page in its tree, with its compressed content.
fn write_page(
    pdf: &mut Pdf,
    (page, tree, contents): (Ref, Ref, Ref),
    resources: Ref,
    (width, height): (f32, f32),
    content: &[u8],
) {
    let mut own = pdf.page(page);
    own.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(contents);
    own.pair(Name(b"Resources"), resources);
    own.group().transparency().color_space().device_rgb();
    own.finish();
    pdf.stream(contents, content).filter(Filter::FlateDecode);
}

/// The catalogue: the pages and the layers, the topmost first in the list as people expect it.
fn write_catalog(pdf: &mut Pdf, catalog: Ref, pages: Ref, metadata: Option<Ref>, groups: &[Ref]) {
    let mut own = pdf.catalog(catalog);
    own.pages(pages);
    if let Some(metadata) = metadata {
        own.metadata(metadata);
    }
    own.viewer_preferences().display_doc_title(true);
    let mut layers = own.insert(Name(b"OCProperties")).dict();
    layers.insert(Name(b"OCGs")).array().items(groups);
    let mut shown = layers.insert(Name(b"D")).dict();
    shown.pair(Name(b"BaseState"), Name(b"ON"));
    shown.insert(Name(b"Order")).array().items(groups.iter().rev());
}

fn write_information(pdf: &mut Pdf, info: Ref, options: &PdfOptions) {
    let mut own = pdf.document_info(info);
    let keywords = options.keywords.join(", ");
    if !options.title.is_empty() {
        own.title(TextStr(&options.title));
    }
    if !options.author.is_empty() {
        own.author(TextStr(&options.author));
    }
    if !options.subject.is_empty() {
        own.subject(TextStr(&options.subject));
    }
    if !keywords.is_empty() {
        own.keywords(TextStr(&keywords));
    }
    own.creator(TextStr("August Storm"));
}
