//! The palette: every command, view, event and place by name. Typing narrows it, Enter does the first.

use eframe::egui::{self, Align2, Id, Key, Modifiers, Order, Ui, pos2, vec2};

use super::card::{self, Card};
use super::command::Command;
use super::facts;
use super::look::{self, Palette};
use super::state::{AppState, Overlay};
use super::subject::Subject;

const WIDTH: f32 = 520.0;
const ROW: f32 = 32.0;
const MOST_ROWS: usize = 11;

/// Something that the palette offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command.
    Command(Command),
    /// An event to go to.
    Event(usize),
    /// A place to look at.
    Place(usize),
}

/// What the palette remembers while it is open.
#[derive(Default)]
pub struct Finder {
    query: String,
    chosen: usize,
    was_open: bool,
}

/// Offers whose names hold every word of `query`, best first: names that start with the query, then commands before events before
/// places, then in their own order. An empty query offers the commands.
#[must_use]
pub fn offers(state: &AppState, query: &str) -> Vec<Offer> {
    let query = query.trim().to_lowercase();
    let config = &state.dataset.config;
    let commands = Command::all(config).into_iter().filter(|c| *c != Command::Dismiss).map(Offer::Command);
    if query.is_empty() {
        return commands.collect();
    }
    let events = state.timeline().iter().map(|&i| Offer::Event(i));
    let places = (0..state.dataset.places.len()).map(Offer::Place);
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(u8, Offer)> = commands
        .chain(events)
        .chain(places)
        .filter_map(|offer| {
            let names = search_text(state, offer);
            words.iter().all(|w| names.contains(w)).then(|| (u8::from(!names.starts_with(&query)), offer))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// Everything by which an offer can be found, in small letters.
fn search_text(state: &AppState, offer: Offer) -> String {
    match offer {
        Offer::Command(c) => format!("{} {}", c.label(&state.dataset.config), c.tooltip()),
        Offer::Event(i) => state.dataset.events.get(i).map_or_else(String::new, |e| e.meta.names.en.clone()),
        Offer::Place(i) => state.dataset.places.get(i).map_or_else(String::new, |p| {
            let mut all = p.names.en.clone();
            for name in p.names.others.values().chain(&p.aliases) {
                all.push(' ');
                all.push_str(name);
            }
            all
        }),
    }
    .to_lowercase()
}

/// Does what was chosen.
pub fn take(state: &mut AppState, offer: Offer, asked: &mut Vec<Command>) {
    match offer {
        Offer::Command(command) => asked.push(command),
        Offer::Event(i) => state.go_to_event(i),
        Offer::Place(i) => {
            if let Some(place) = state.dataset.places.get(i) {
                let at = place.at;
                state.look_at(at);
                state.select(Some(Subject::Place(i)));
            }
        }
    }
}

impl Finder {
    /// Shows the palette while it is open.
    pub fn show(&mut self, ctx: &egui::Context, state: &mut AppState, asked: &mut Vec<Command>) {
        let is_open = state.overlay == Overlay::Palette;
        if is_open && !self.was_open {
            (self.query, self.chosen) = (String::new(), 0);
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
        let found = offers(state, &self.query);
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
            .hint_text("Find a command, an event or a place")
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
            (c.label(&state.dataset.config).into_owned(), second)
        }
        Offer::Event(i) => {
            let event = &state.dataset.events[i];
            (event.meta.names.get(state.lang).to_owned(), facts::when(state, &event.meta))
        }
        Offer::Place(i) => {
            let place = &state.dataset.places[i];
            (place.names.get(state.lang).to_owned(), place.kind.clone())
        }
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
