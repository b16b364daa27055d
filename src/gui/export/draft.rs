//! What the reader chose in the export card, and the job that it makes with what the window shows. No egui.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::date_grid::two_numbers;
use crate::export::words;
use crate::export::{Batch, Deck, Film, Job, Moments, PictureSpec, Sheet, StillWords};
use crate::gui::map_theme::MapTheme;
use crate::gui::state::AppState;
use crate::layout::Grid;
use crate::scene::FurnitureSet;
use crate::style::NAMES;
use crate::time::Instant;

/// What is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One picture.
    #[default]
    Picture,
    /// A film.
    Film,
    /// Slides.
    Deck,
    /// A picture for each of many moments.
    Batch,
}

impl Kind {
    /// All, with what the card calls them.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Picture, "Picture"), (Self::Film, "Film"), (Self::Deck, "Slides"), (Self::Batch, "Many pictures")];

    /// Endings of the files that it can be, with what people call them; the first is the usual one.
    #[must_use]
    pub const fn formats(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Picture => {
                &[("png", "PNG"), ("jpg", "JPEG"), ("webp", "WebP"), ("svg", "SVG"), ("pdf", "PDF"), ("tif", "GeoTIFF")]
            }
            Self::Deck => &[("pptx", "PowerPoint"), ("pdf", "PDF handout")],
            Self::Batch => &[("png", "PNG"), ("jpg", "JPEG"), ("webp", "WebP"), ("svg", "SVG"), ("pdf", "PDF")],
            Self::Film => &[("mp4", "MP4"), ("gif", "GIF"), ("png", "Animated PNG"), ("0001.png", "PNG frames")],
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Picture => 0,
            Self::Film => 1,
            Self::Deck => 2,
            Self::Batch => 3,
        }
    }
}

/// The word for the size of the window.
pub const WINDOW: &str = "window";

/// Sheets of paper to choose from.
pub const PAPERS: [(&str, &str); 5] = [("a5", "A5"), ("a4", "A4"), ("a3", "A3"), ("a2", "A2"), ("column", "Column")];

/// What the reader chose. Kept between runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice by itself")]
pub struct Draft {
    /// What is made.
    pub kind: Kind,
    /// A word of [`Sheet::named`], or [`WINDOW`].
    pub size: String,
    /// True for a size that is typed.
    pub is_typed: bool,
    /// Dots per inch of paper.
    pub dpi: u32,
    /// Name of a built-in theme, if it is not the window's.
    pub theme: Option<String>,
    /// Title on the page; empty for that of the view or the campaign.
    pub heading: String,
    /// Without title, date, legend, scale bar.
    pub is_bare: bool,
    /// Without ground under the land.
    pub is_transparent: bool,
    /// With a text file of what is shown.
    pub with_caption: bool,
    /// With the sources as BibTeX.
    pub with_bibtex: bool,
    /// With a file that says where the pixels lie.
    pub with_world_file: bool,
    /// Ending of the file, for each kind.
    pub endings: [String; 4],
    /// First day of a film, of slides, of many pictures.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Campaign time from frame to frame.
    pub step: String,
    /// Frames a second.
    pub fps: u16,
    /// How much longer the first and last map of a film stand, seconds.
    pub hold_secs: f64,
    /// The view to which the camera of a film moves.
    pub to_view: Option<String>,
    /// Where a film stands still, and where its camera is when, in the words of the command line, with commas or semicolons
    /// between them.
    pub pauses: String,
    /// The same of the camera.
    pub cameras: String,
    /// What a card before the film says, and what slides are called.
    pub title: String,
    /// What a card after the film says.
    pub end_title: String,
    /// A slide or a picture for each day, event or chapter.
    pub each: String,
    /// Pictures on a sheet of a handout.
    pub per_page: u8,
    /// Paper of a handout: a word of [`Sheet::named`].
    pub handout_paper: String,
    /// Views of which there is a picture of each moment; none for the window's.
    pub views: Vec<String>,
    /// The same with themes.
    pub themes: Vec<String>,
    /// The same with languages.
    pub langs: Vec<String>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: Kind::Picture,
            size: WINDOW.to_owned(),
            is_typed: false,
            dpi: 300,
            theme: None,
            heading: String::new(),
            is_bare: false,
            is_transparent: false,
            with_caption: false,
            with_bibtex: false,
            with_world_file: false,
            endings: Kind::ALL.map(|(kind, _)| kind.formats()[0].0.to_owned()),
            from: "1945-08-09".to_owned(),
            to: "1945-09-05".to_owned(),
            step: "1h".to_owned(),
            fps: 30,
            hold_secs: 1.0,
            to_view: None,
            pauses: String::new(),
            cameras: String::new(),
            title: String::new(),
            end_title: String::new(),
            each: "day".to_owned(),
            per_page: 2,
            handout_paper: "a4".to_owned(),
            views: Vec::new(),
            themes: Vec::new(),
            langs: Vec::new(),
        }
    }
}

impl Draft {
    /// The ending of the file that is made.
    #[must_use]
    pub fn ending(&self) -> &str {
        let wanted = self.endings[self.kind.index()].as_str();
        let formats = self.kind.formats();
        formats.iter().map(|(ending, _)| *ending).find(|known| *known == wanted).unwrap_or(formats[0].0)
    }

    /// Takes another ending.
    pub fn set_ending(&mut self, ending: &str) {
        ending.clone_into(&mut self.endings[self.kind.index()]);
    }

    /// True if the size is one of paper.
    #[must_use]
    pub fn is_paper(&self) -> bool {
        self.paper().is_some()
    }

    /// The paper without its direction.
    #[must_use]
    pub fn paper(&self) -> Option<&'static str> {
        let name = self.size.strip_suffix("-landscape").unwrap_or(&self.size);
        PAPERS.iter().map(|(word, _)| *word).find(|word| !self.is_typed && *word == name)
    }

    /// True if the paper lies across.
    #[must_use]
    pub fn is_across(&self) -> bool {
        self.size.ends_with("-landscape")
    }

    /// Takes a sheet of paper; `is_across` lays it across.
    pub fn set_paper(&mut self, name: &str, is_across: bool) {
        self.is_typed = false;
        self.size = if is_across && name != "column" { format!("{name}-landscape") } else { name.to_owned() };
    }

    /// The sheet of the picture.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn sheet(&self, state: &AppState) -> Result<Sheet, String> {
        if self.size == WINDOW && !self.is_typed {
            let (width_px, height_px) = state.size_px;
            return Ok(Sheet { page: state.page(), width_px, height_px });
        }
        let dpi = self.is_paper().then(|| f64::from(self.dpi));
        let typed = two_numbers(&self.size).map(|(width, height)| format!("{width}x{height}"));
        let text = typed.filter(|_| self.is_typed).unwrap_or_else(|| self.size.clone());
        Sheet::named(&text, dpi).map_err(|error| sentence(&error.to_string()))
    }

    /// The theme of the picture: a built-in one that was chosen, or the window's.
    #[must_use]
    pub fn map_theme(&self, state: &AppState) -> MapTheme {
        let chosen = self.theme.as_deref().and_then(|wanted| NAMES.into_iter().find(|name| *name == wanted));
        chosen.map_or_else(|| state.theme.clone(), MapTheme::BuiltIn)
    }

    /// What stands round the map.
    #[must_use]
    pub fn furniture(&self) -> FurnitureSet {
        if self.is_bare { FurnitureSet::none() } else { FurnitureSet::all() }
    }

    /// The picture of this moment in words.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn words(&self, state: &AppState) -> Result<PictureSpec, String> {
        let theme = self.map_theme(state);
        let picture = state.picture(self.sheet(state)?, &theme, self.furniture());
        let picture = picture.ok_or("The theme built into the program cannot be read.")?;
        Ok(self.paper_words(state.words(&picture, &theme)))
    }

    /// True if the picture has no ground: where its kind and its format can be without.
    #[must_use]
    pub fn is_without_ground(&self) -> bool {
        let has_format = matches!(self.ending(), "png" | "webp" | "svg" | "pdf" | "tif");
        self.is_transparent && has_format && matches!(self.kind, Kind::Picture | Kind::Batch)
    }

    /// The page of several instants in words.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn grid_words(&self, state: &AppState, grid: Grid, times: Vec<Instant>) -> Result<PictureSpec, String> {
        let theme = self.map_theme(state);
        let picture = state.grid_picture(self.sheet(state)?, &theme, grid, times);
        let picture = picture.ok_or("The theme built into the program cannot be read.")?;
        Ok(PictureSpec { transparent: false, ..self.paper_words(state.words(&picture, &theme)) })
    }

    /// Paper keeps its name, so that a job file says what was chosen.
    fn paper_words(&self, mut words: PictureSpec) -> PictureSpec {
        words.transparent = self.is_without_ground();
        words.heading = text_of(&self.heading);
        if self.is_paper() {
            (words.size, words.dpi) = (self.size.clone(), Some(f64::from(self.dpi)));
        }
        words
    }

    /// What is to be made at `path`, in the words of a job file; `page` is the picture in words.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn job(&self, page: PictureSpec, path: &str) -> Result<Job, String> {
        let path = path.trim();
        if path.is_empty() {
            return Err("Write where the file goes.".to_owned());
        }
        let mut output = PathBuf::from(path);
        if output.extension().is_none() {
            output = PathBuf::from(with_ending(path, self.ending()));
        }
        let of_time = PictureSpec { at: Vec::new(), since: None, swipe: None, ..page.clone() };
        let moments =
            Moments { each: self.each.clone(), from: text_of(&self.from), to: text_of(&self.to), ..Moments::default() };
        Ok(match self.kind {
            Kind::Picture => {
                let still = StillWords {
                    caption: self.with_caption,
                    bibtex: self.with_bibtex,
                    world_file: self.with_world_file && matches!(self.ending(), "png" | "jpg" | "webp"),
                    picture: page,
                    ..StillWords::default()
                };
                Job::of_still(output, still)
            }
            Kind::Film => {
                let film = Film {
                    picture: PictureSpec { at: Vec::new(), ..page },
                    from: self.from.trim().to_owned(),
                    to: self.to.trim().to_owned(),
                    step: self.step.clone(),
                    fps: self.fps,
                    hold_secs: self.hold_secs,
                    to_view: self.to_view.clone().filter(|_| self.cameras.trim().is_empty()),
                    pauses: each_of(&self.pauses, words::pause)?,
                    cameras: each_of(&self.cameras, words::camera)?,
                    title: text_of(&self.title),
                    end_title: text_of(&self.end_title),
                };
                Job::of_film(output, film)
            }
            Kind::Deck => {
                let (title, per_page, paper) = (text_of(&self.title), self.per_page, self.handout_paper.clone());
                Job::of_deck(output, Deck { title, per_page, paper, moments, picture: of_time })
            }
            Kind::Batch => {
                let still = StillWords { picture: of_time, ..StillWords::default() };
                let [views, themes, langs] = [&self.views, &self.themes, &self.langs].map(Clone::clone);
                Job::of_batch(output, Batch { views, themes, langs, moments, still })
            }
        })
    }

    /// The usual name for what is made: by the moment shown, or by the days of which it tells.
    #[must_use]
    pub fn name(&self, state: &AppState) -> String {
        let f = state.fields(state.playback.now());
        let name = match self.kind {
            Kind::Picture => {
                format!("august-storm-{:04}-{:02}-{:02}-{:02}{:02}", f.year, f.month, f.day, f.hour, f.minute)
            }
            Kind::Film | Kind::Deck => "august-storm".to_owned(),
            Kind::Batch => self.pattern(),
        };
        with_ending(&name, self.ending())
    }

    /// A pattern that gives every picture of a batch a name of its own.
    fn pattern(&self) -> String {
        let many = |list: &[String]| list.len() > 1;
        let fields = [
            ("date", true),
            ("id", self.each != "day"),
            ("view", many(&self.views)),
            ("theme", many(&self.themes)),
            ("lang", many(&self.langs)),
        ];
        let fields = fields.iter().filter(|(_, is_needed)| *is_needed).map(|(field, _)| format!("-{{{field}}}"));
        std::iter::once("august-storm".to_owned()).chain(fields).collect()
    }

    /// Takes the format from the ending of a path that was typed.
    pub fn follow(&mut self, path: &str) {
        let known = self.kind.formats().iter().rev().map(|(ending, _)| *ending);
        if let Some(ending) = known.into_iter().find(|ending| has_ending(path, ending)) {
            self.set_ending(ending);
        }
    }
}

/// What stands between commas, semicolons or line breaks, each read by `read`.
fn each_of<T>(text: &str, read: impl Fn(&str) -> Result<T, words::WordError>) -> Result<Vec<T>, String> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| read(part).map_err(|error| sentence(&error.to_string()))).collect()
}

/// The ending of numbered frames; a name gets a dash before it.
const NUMBERED: &str = "0001.png";

fn has_ending(path: &str, ending: &str) -> bool {
    let dash = if ending == NUMBERED { '-' } else { '.' };
    path.to_lowercase().strip_suffix(ending).is_some_and(|name| name.ends_with(dash))
}

/// `path` with another ending of file.
#[must_use]
pub fn with_ending(path: &str, ending: &str) -> String {
    let known = Kind::ALL.iter().flat_map(|(kind, _)| kind.formats()).map(|(known, _)| *known);
    let mut known: Vec<&str> = known.filter(|known| has_ending(path, known)).collect();
    known.sort_by_key(|known| known.len());
    let name = known.last().map_or(path, |known| &path[..path.len() - known.len() - 1]);
    let dash = if ending == NUMBERED { '-' } else { '.' };
    format!("{name}{dash}{ending}")
}

/// With a capital and a full stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let text: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with(['.', '?']) { text } else { format!("{text}.") }
}

/// What was typed, if anything was.
fn text_of(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_of_several_views_and_languages_is_named_so_that_no_two_pictures_share_a_name() {
        let mut draft = Draft { kind: Kind::Batch, ..Draft::default() };
        assert_eq!(draft.pattern(), "august-storm-{date}");
        (draft.views, draft.themes) = (vec!["theatre".into(), "korea".into()], vec!["grey".into()]);
        (draft.langs, draft.each) = (vec!["en".into(), "ja+en".into()], "event".into());
        assert_eq!(draft.pattern(), "august-storm-{date}-{id}-{view}-{lang}");
    }

    #[test]
    fn pauses_that_cannot_be_read_are_told_with_the_cure() {
        assert_eq!(each_of(" ; ", words::pause), Ok(Vec::new()));
        let told = each_of("1945-08-09=2s; 1945-08-12", words::pause).unwrap_err();
        assert!(told.contains("\"1945-08-12\"") && told.contains("1945-08-09=2s"), "{told}");
    }
}
