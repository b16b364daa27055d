//! The part of the export card that asks for a page of several dates: columns and rows, the first date, the step.

use eframe::egui::{self, Ui};

use crate::layout::Grid;
use crate::time::Instant;

use crate::gui::card;
use crate::gui::date_entry::parse_date;
use crate::gui::divider::spoken;
use crate::gui::look::Palette;
use crate::gui::state::AppState;

use super::fields::field;

/// Grids to choose from: columns and rows.
const GRIDS: [(u8, u8); 4] = [(2, 2), (3, 2), (2, 3), (3, 3)];
/// Steps to choose from, hours.
const STEPS: [(i64, &str); 5] = [(6, "6 h"), (12, "12 h"), (24, "1 day"), (48, "2 days"), (96, "4 days")];
/// Most columns or rows: more would be too small to read on the largest page.
const MOST: u8 = 12;

/// What was chosen.
pub struct DateGrid {
    /// True if a page of several dates is wanted.
    pub is_wanted: bool,
    /// One of [`GRIDS`], or as typed.
    chosen: Option<usize>,
    typed: String,
    from: String,
    step_hours: i64,
}

impl Default for DateGrid {
    fn default() -> Self {
        Self { is_wanted: false, chosen: Some(1), typed: String::new(), from: String::new(), step_hours: 48 }
    }
}

/// The two whole numbers in a text such as "4x3".
#[must_use]
pub fn two_numbers(text: &str) -> Option<(&str, &str)> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts.as_slice() else { return None };
    Some((first, second))
}

impl DateGrid {
    /// Begins with the moment shown, or with the earlier of two that are compared.
    pub fn opened(&mut self, state: &AppState) {
        let first = state.compared().map_or(state.playback.now(), |(earlier, _)| earlier);
        let fields = state.fields(first);
        let month: String = crate::time::month_name(fields.month).chars().take(3).collect();
        let hour = if fields.hour == 24 { String::new() } else { format!(" {}", fields.hour_minute()) };
        self.from = format!("{} {month}{hour}", fields.day);
        self.is_wanted = false;
    }

    fn grid(&self) -> Result<Grid, String> {
        if let Some(&(columns, rows)) = self.chosen.and_then(|i| GRIDS.get(i)) {
            return Ok(Grid { columns, rows });
        }
        let side = |text: &str| text.parse::<u8>().ok().filter(|n| (1..=MOST).contains(n));
        two_numbers(&self.typed)
            .and_then(|(columns, rows)| Some(Grid { columns: side(columns)?, rows: side(rows)? }))
            .ok_or_else(|| format!("Write columns and rows like 4x3, each from 1 to {MOST}."))
    }

    /// The grid and the instants in it, as many as the campaign has.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub fn times(&self, state: &AppState) -> Result<(Grid, Vec<Instant>), String> {
        let grid = self.grid()?;
        let range = state.playback.range();
        let first = parse_date(&self.from, state.playback.now(), range, state.offset())?;
        let step_secs = self.step_hours * 3600;
        let all = std::iter::successors(Some(first), |t| Some(t.plus_secs(step_secs)));
        Ok((grid, all.take_while(|t| *t <= range.end()).take(grid.cells()).collect()))
    }

    /// Shows the choices, and what page they make.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState) {
        ui.horizontal(|ui| {
            let one = if state.compared().is_some() { "As compared" } else { "This moment" };
            if card::choice(ui, one, !self.is_wanted) {
                self.is_wanted = false;
            }
            if card::choice(ui, "Grid of dates", self.is_wanted) {
                self.is_wanted = true;
            }
        });
        if !self.is_wanted {
            return;
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            for (i, (columns, rows)) in GRIDS.iter().enumerate() {
                if card::choice(ui, &format!("{columns} × {rows}"), self.chosen == Some(i)) {
                    self.chosen = Some(i);
                }
            }
            if card::choice(ui, "Other grid", self.chosen.is_none()) {
                self.chosen = None;
            }
            if self.chosen.is_none() {
                field(ui, &mut self.typed, "4x3", "Columns and rows", 52.0);
            }
        });
        ui.horizontal(|ui| {
            ui.label("From");
            field(ui, &mut self.from, "9 Aug", "First date", 104.0);
            ui.label("every");
            ui.spacing_mut().item_spacing.x = 3.0;
            ui.spacing_mut().button_padding.x = 7.0;
            for (hours, text) in STEPS {
                if card::choice(ui, text, self.step_hours == hours) {
                    self.step_hours = hours;
                }
            }
        });
        let palette = Palette::from_ui(ui);
        let (text, colour) = match self.times(state) {
            Ok((grid, times)) => (summary(state, grid, &times), palette.quiet),
            Err(sentence) => (sentence, palette.accent),
        };
        ui.add(egui::Label::new(egui::RichText::new(text).small().color(colour)).wrap());
    }
}

/// "6 maps, 9 August to 19 August, with one legend and one scale bar."
fn summary(state: &AppState, grid: Grid, times: &[Instant]) -> String {
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else { return String::new() };
    let span = format!("{} maps, {} to {}", times.len(), spoken(state, first), spoken(state, last));
    let empty = grid.cells() - times.len();
    if empty == 0 {
        format!("{span}, with one legend and one scale bar.")
    } else {
        format!("{span}, where the campaign ends; {empty} places of the grid stay empty.")
    }
}
