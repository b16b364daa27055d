//! The palette: every command and everything that has a name, in any language. Typing narrows it, Enter does the first.

use eframe::egui::{self, Align2, Id, Key, Modifiers, Order, Ui, pos2, vec2};

use crate::data::{Lang, Names};
use crate::model::folded_name;

use super::card::{self, Card};
use super::command::Command;
use super::facts;
use super::look::{self, Palette};
use super::state::{AppState, Overlay};
use super::subject::{self, Subject};

const WIDTH: f32 = 560.0;
const ROW: f32 = 32.0;
const MOST_ROWS: usize = 11;

/// Something that the palette offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command.
    Command(Command),
    /// A thing to go to.
    Subject(Subject),
}

/// What the palette remembers while it is open.
#[derive(Default)]
pub struct Finder {
    query: String,
    chosen: usize,
    was_open: bool,
    /// What was offered last, and for which query.
    found: Option<(String, Vec<Offer>)>,
}

/// Offers whose names hold every word of `query`, best first: names that are the query, then those that start with it, then
/// those in which a word does; commands before places before events before all else. An empty query offers the commands.
#[must_use]
pub fn offers(state: &AppState, query: &str) -> Vec<Offer> {
    let query = folded(query);
    let config = &state.dataset.config;
    let commands = Command::all(config).into_iter().filter(|c| *c != Command::Dismiss).map(Offer::Command);
    if query.is_empty() {
        return commands.collect();
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<((u8, u8), Offer)> = commands
        .chain(subjects(state).map(Offer::Subject))
        .filter_map(|offer| Some(((likeness(&all_names(state, offer), &query, &words)?, kind_rank(offer)), offer)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// Everything that has a name, events in order of time. Variants of other readings are reached through their default.
fn subjects(state: &AppState) -> impl Iterator<Item = Subject> {
    let d = &state.dataset;
    let events = state.timeline().iter().map(|&i| Subject::Event(i));
    let preludes = (0..d.events.len()).filter(|&i| d.events[i].prelude).map(Subject::Event);
    let others = subject::features(d).filter(|(s, meta)| !matches!(s, Subject::Event(_)) && meta.variant.is_none());
    (0..d.places.len())
        .map(Subject::Place)
        .chain(events)
        .chain(preludes)
        .chain((0..d.config.sectors.len()).map(Subject::Sector))
        .chain((0..d.formations.len()).map(Subject::Formation))
        .chain(others.map(|(s, _)| s))
        .chain((0..d.sources.len()).map(Subject::Source))
}

const fn kind_rank(offer: Offer) -> u8 {
    match offer {
        Offer::Command(_) => 0,
        Offer::Subject(Subject::Place(_)) => 1,
        Offer::Subject(Subject::Sector(_)) => 2,
        Offer::Subject(Subject::Formation(_)) => 3,
        Offer::Subject(Subject::Event(_)) => 4,
        Offer::Subject(Subject::Source(_)) => 6,
        Offer::Subject(_) => 5,
    }
}

/// How well names answer a query, 0 best; `None` if a word of it is in none of them.
fn likeness(names: &[String], query: &str, words: &[&str]) -> Option<u8> {
    if !words.iter().all(|word| names.iter().any(|name| name.contains(word))) {
        return None;
    }
    let starts_a_word = |name: &String| name.split(' ').any(|word| word.starts_with(query));
    Some(if names.iter().any(|name| name == query) {
        0
    } else if names.iter().any(|name| name.starts_with(query)) {
        1
    } else if names.iter().any(starts_a_word) {
        2
    } else {
        3
    })
}

/// Words as they are compared: small letters without marks, hyphens and punctuation, one space between them.
fn folded(text: &str) -> String {
    text.split_whitespace().map(folded_name).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Everything by which an offer can be found, folded.
fn all_names(state: &AppState, offer: Offer) -> Vec<String> {
    let d = &state.dataset;
    let forms = |names: &Names| -> Vec<String> {
        std::iter::once(&names.en).chain(names.others.values()).map(|name| folded(name)).collect()
    };
    match offer {
        Offer::Command(c) => vec![folded(&state.label(c)), folded(c.tooltip())],
        Offer::Subject(Subject::Source(i)) => {
            d.sources.get(i).map_or_else(Vec::new, |s| [&s.short, &s.full, &s.id].map(|text| folded(text)).to_vec())
        }
        Offer::Subject(subject) => {
            let mut all = subject.names(d).map_or_else(Vec::new, forms);
            if let Subject::Place(i) = subject {
                all.extend(d.places.get(i).into_iter().flat_map(|p| &p.aliases).map(|name| folded(name)));
            }
            if let Subject::Formation(i) = subject {
                let own = d.formations.get(i).into_iter().flat_map(|f| [&f.short, &f.commander, &f.id]);
                all.extend(own.map(|name| folded(name)));
            }
            all.extend(subject.meta(d).map(|meta| folded(&meta.id)));
            all
        }
    }
}

/// Does what was chosen.
pub fn take(state: &mut AppState, offer: Offer, asked: &mut Vec<Command>) {
    match offer {
        Offer::Command(command) => asked.push(command),
        Offer::Subject(subject) => state.visit(subject, true),
    }
}

impl Finder {
    /// Shows the palette while it is open.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) {
        let is_open = state.overlay == Overlay::Palette;
        if is_open && !self.was_open {
            (self.query, self.chosen, self.found) = (String::new(), 0, None);
        }
        let just_opened = is_open && !self.was_open;
        self.was_open = is_open;
        let mut taken = None;
        Card::new("finder", Align2::CENTER_TOP, vec2(0.0, 72.0), WIDTH.min(ctx.content_rect().width() - 64.0))
            .open(is_open, state.has_reduced_motion)
            .order(Order::Foreground)
            .show(ctx, |ui| taken = self.content(ui, state, just_opened, is_open));
        if let Some(offer) = taken {
            state.overlay = Overlay::None;
            take(state, offer, asked);
        }
    }

    fn content(&mut self, ui: &mut Ui, state: &AppState, just_opened: bool, is_open: bool) -> Option<Offer> {
        let palette = Palette::from_ui(ui);
        if self.found.as_ref().is_none_or(|(query, _)| *query != self.query) {
            self.found = Some((self.query.clone(), offers(state, &self.query)));
        }
        let found = self.found.as_ref().map_or(&[][..], |(_, found)| found);
        let (down, up, enter) = ui.input_mut(|i| {
            (
                i.consume_key(Modifiers::NONE, Key::ArrowDown),
                i.consume_key(Modifiers::NONE, Key::ArrowUp),
                is_open && i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let last = found.len().saturating_sub(1);
        self.chosen = (self.chosen + usize::from(down)).min(last).saturating_sub(usize::from(up));
        let field = egui::TextEdit::singleline(&mut self.query)
            .id(Id::unique("finder query"))
            .font(look::regular(16.0))
            .hint_text("Find a place, an event, a source, a command …")
            .margin(vec2(10.0, 8.0))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find"));
        if just_opened || (is_open && !response.has_focus()) {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut taken = enter.then(|| found.get(self.chosen).copied()).flatten();
        let first = self.chosen.saturating_sub(MOST_ROWS - 1);
        for (i, &offer) in found.iter().enumerate().skip(first).take(MOST_ROWS) {
            if offer_row(ui, state, offer, i == self.chosen) {
                taken = Some(offer);
            }
        }
        if found.is_empty() {
            ui.add_space(4.0);
            ui.label(egui::RichText::new("Nothing has that name.").color(palette.quiet));
        }
        taken
    }
}

fn offer_row(ui: &mut Ui, state: &AppState, offer: Offer, is_chosen: bool) -> bool {
    let palette = Palette::from_ui(ui);
    let (name, second) = match offer {
        Offer::Command(c) => {
            let second = match (c.shortcut_text(ui.ctx()), c) {
                (key, _) if !key.is_empty() => key,
                (_, Command::View(_)) => "view".to_owned(),
                (_, Command::Layer(_)) => "layer".to_owned(),
                _ => String::new(),
            };
            (state.label(c).into_owned(), second)
        }
        Offer::Subject(subject) => (facts::title(state, subject), second_line(state, subject)),
    };
    let response = card::row(ui, ROW, &name, None);
    let rect = response.rect;
    if is_chosen {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, palette.chosen);
    }
    let second = ui.painter().layout_no_wrap(second, look::regular(look::LABEL), palette.quiet);
    let second_x = rect.right() - second.size().x - 4.0;
    let mut job = egui::text::LayoutJob::simple_singleline(name, look::regular(look::TEXT), palette.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(second_x - 12.0 - rect.left());
    let galley = ui.painter().layout_job(job);
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.left() + 4.0, middle - galley.size().y / 2.0), galley, palette.text);
    ui.painter().galley(pos2(second_x, middle - second.size().y / 2.0), second, palette.quiet);
    response.clicked()
}

/// What sort of thing an offer is, and when or what it is called otherwise.
fn second_line(state: &AppState, subject: Subject) -> String {
    let d = &state.dataset;
    let kind = subject.kind();
    let more = match subject {
        Subject::Event(i) => return d.events.get(i).map_or_else(String::new, |e| facts::begins(state, &e.meta)),
        Subject::Place(i) => d.places.get(i).map_or_else(String::new, |place| {
            let other = if state.lang == Lang::En { Lang::Modern } else { Lang::En };
            let name = place.names.get(other);
            if name == place.names.get(state.lang) { String::new() } else { name.to_owned() }
        }),
        Subject::Formation(i) => d.formations.get(i).map_or_else(String::new, |f| f.commander.clone()),
        other => other.meta(d).map_or_else(String::new, |meta| facts::begins(state, meta)),
    };
    if more.is_empty() { kind.to_owned() } else { format!("{more}  ·  {kind}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Campaign;

    #[test]
    fn a_place_is_found_by_its_name_in_any_language() {
        let state = AppState::new(Campaign::builtin(), (1280, 800));
        let maoka = subject::by_id(&state.dataset, "maoka").unwrap();
        for name in ["maoka", "Kholmsk", "真岡", "Маока"] {
            let first = offers(&state, name)[0];
            assert_eq!(first, Offer::Subject(maoka), "{name}");
        }
    }

    #[test]
    fn zones_and_sources_are_found_and_a_zone_is_visited_at_its_time() {
        let mut state = AppState::new(Campaign::builtin(), (1280, 800));
        let found = offers(&state, "rumoi");
        let zone = found.iter().find_map(|o| match o {
            Offer::Subject(s @ Subject::Zone(_)) => Some(*s),
            _ => None,
        });
        let zone = zone.unwrap_or_else(|| panic!("no zone in {found:?}"));
        take(&mut state, Offer::Subject(zone), &mut Vec::new());
        assert_eq!(state.selection, Some(zone));
        assert!(zone.meta(&state.dataset).unwrap().is_in_force(state.playback.now()));
        let sources = offers(&state, "cahiers du monde russe");
        assert!(matches!(sources[0], Offer::Subject(Subject::Source(_))), "{sources:?}");
    }
}
