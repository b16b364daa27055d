//! The choices of the export card: what is made, how large, in which colours, with what beside it.

use eframe::egui::{self, Ui, vec2};

use super::date_grid::DateGrid;
use super::draft::{Draft, Kind, PAPERS, WINDOW};
use crate::gui::card;
use crate::gui::state::AppState;
use crate::layout::PER_SHEET;
use crate::style::NAMES;

/// Screens to choose from: the word of a size, and what the card calls it.
const SCREENS: [(&str, &str); 5] =
    [("720p", "720p"), ("1080p", "1080p"), ("4k", "4K"), ("slide-4x3", "4:3 slide"), ("square", "Square")];
/// Resolutions of paper, dots per inch.
const DPIS: [u32; 3] = [150, 300, 600];
/// Steps of a film.
const STEPS: [(&str, &str); 5] = [("20min", "20 min"), ("1h", "1 h"), ("3h", "3 h"), ("6h", "6 h"), ("1d", "1 day")];
/// For what there is a slide or a picture.
const EACH: [(&str, &str); 3] = [("day", "Day"), ("event", "Event"), ("chapter", "Chapter")];
/// Paper of handouts.
const SHEETS: [(&str, &str); 4] = [("a5", "A5"), ("a4", "A4"), ("a4-landscape", "A4 across"), ("a3", "A3")];
/// Languages of the map.
const LANGS: [(&str, &str); 7] = [
    ("en", "English 1945"),
    ("modern", "English today"),
    ("ja", "Japanese"),
    ("ru", "Russian"),
    ("zh", "Chinese"),
    ("ja+en", "Japanese and English"),
    ("en+modern", "1945 and today"),
];
/// Frames a second of a film.
const FPS: [u16; 4] = [12, 24, 30, 60];

/// A field for a short text.
pub fn field(ui: &mut Ui, text: &mut String, hint: &str, label: &str, width: f32) {
    let edit = egui::TextEdit::singleline(text).hint_text(hint).margin(vec2(8.0, 5.0)).desired_width(width);
    ui.add(edit).widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, label));
}

/// One of several words.
fn choices<T: Copy + PartialEq>(ui: &mut Ui, chosen: &mut T, of: &[(T, &str)]) {
    for &(value, text) in of {
        if card::choice(ui, text, *chosen == value) {
            *chosen = value;
        }
    }
}

/// The same with texts.
fn words(ui: &mut Ui, chosen: &mut String, of: &[(&str, &str)]) {
    for (word, text) in of {
        if card::choice(ui, text, chosen == word) {
            (*word).clone_into(chosen);
        }
    }
}

/// A switch with its name.
fn switch(ui: &mut Ui, is_on: &mut bool, text: &str, hint: &str) {
    if card::choice_hinted(ui, text, *is_on, hint) {
        *is_on = !*is_on;
    }
}

/// All choices for what `draft` makes.
pub fn show(ui: &mut Ui, draft: &mut Draft, dates: &mut DateGrid, state: &AppState) {
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    let kind = draft.kind;
    ui.horizontal_wrapped(|ui| choices(ui, &mut draft.kind, &Kind::ALL));
    if draft.kind != kind && matches!(draft.kind, Kind::Film | Kind::Deck) && draft.size == WINDOW {
        // Slides and films are shown full-screen, whatever the shape of this window.
        "1080p".clone_into(&mut draft.size);
    }
    card::section(ui, "Written as");
    ui.horizontal_wrapped(|ui| {
        for (ending, text) in draft.kind.formats() {
            if card::choice(ui, text, draft.ending() == *ending) {
                draft.set_ending(ending);
            }
        }
    });
    size(ui, draft, state);
    match draft.kind {
        Kind::Picture => {
            card::section(ui, "Dates");
            dates.show(ui, state);
        }
        Kind::Film => film(ui, draft, state),
        Kind::Deck | Kind::Batch => moments(ui, draft, state),
    }
    colours(ui, draft, state);
    round_the_map(ui, draft, dates);
}

fn size(ui: &mut Ui, draft: &mut Draft, state: &AppState) {
    card::section(ui, "Size");
    ui.horizontal_wrapped(|ui| {
        let window = format!("Window {} × {}", state.size_px.0, state.size_px.1);
        let screens = std::iter::once((WINDOW, window.as_str())).chain(SCREENS);
        for (word, text) in screens {
            if card::choice(ui, text, !draft.is_typed && draft.size == word) {
                (draft.size, draft.is_typed) = (word.to_owned(), false);
            }
        }
        if card::choice(ui, "Other", draft.is_typed) {
            draft.is_typed = true;
            draft.size.clear();
        }
        if draft.is_typed {
            field(ui, &mut draft.size, "2560x1440", "Size in pixels", 110.0);
        }
    });
    if draft.kind == Kind::Film {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (name, text) in PAPERS {
            if card::choice(ui, text, draft.paper() == Some(name)) {
                let is_across = draft.paper().is_none() || draft.is_across();
                draft.set_paper(name, is_across);
            }
        }
        let Some(paper) = draft.paper() else { return };
        if paper != "column" {
            ui.add_space(8.0);
            for (is_across, text) in [(false, "Upright"), (true, "Across")] {
                if card::choice(ui, text, draft.is_across() == is_across) {
                    draft.set_paper(paper, is_across);
                }
            }
        }
        if !matches!(draft.ending(), "svg" | "pdf" | "pptx") {
            ui.add_space(8.0);
            for dpi in DPIS {
                if card::choice(ui, &format!("{dpi} dpi"), draft.dpi == dpi) {
                    draft.dpi = dpi;
                }
            }
        }
    });
}

fn span(ui: &mut Ui, draft: &mut Draft) {
    ui.horizontal(|ui| {
        ui.label("From");
        field(ui, &mut draft.from, "1945-08-09", "First day", 104.0);
        ui.label("to");
        field(ui, &mut draft.to, "1945-09-05", "Last day", 104.0);
    });
}

fn film(ui: &mut Ui, draft: &mut Draft, state: &AppState) {
    card::section(ui, "Time");
    span(ui, draft);
    ui.horizontal_wrapped(|ui| {
        ui.label("A frame every");
        words(ui, &mut draft.step, &STEPS);
    });
    ui.horizontal_wrapped(|ui| {
        let texts = FPS.map(|n| (n, n.to_string()));
        let texts: Vec<(u16, &str)> = texts.iter().map(|(n, text)| (*n, text.as_str())).collect();
        choices(ui, &mut draft.fps, &texts);
        ui.label("frames a second; first and last stand");
        ui.add(egui::DragValue::new(&mut draft.hold_secs).range(0.0..=60.0).speed(0.1).suffix(" s"));
    });
    card::section(ui, "Camera and title");
    ui.horizontal(|ui| {
        let config = &state.dataset.config;
        let name_of =
            |id: &str| config.views.iter().find(|v| v.id == id).map_or_else(|| id.to_owned(), |v| v.name.clone());
        let text = draft
            .to_view
            .as_deref()
            .map_or_else(|| "Stays as it is".to_owned(), |id| format!("Moves to {}", name_of(id)));
        let camera = egui::ComboBox::from_id_salt("film camera").selected_text(&text).width(170.0);
        let shown = camera.show_ui(ui, |ui| {
            ui.selectable_value(&mut draft.to_view, None, "Stays as it is");
            for view in &config.views {
                ui.selectable_value(&mut draft.to_view, Some(view.id.clone()), &view.name);
            }
        });
        let label = format!("Camera: {text}");
        shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        field(ui, &mut draft.cameras, "1945-08-12=karafuto, 1945-08-20=theatre", "Views on the way", 226.0);
    });
    ui.horizontal(|ui| {
        field(ui, &mut draft.title, "Title before the film", "Title before the film", 202.0);
        field(ui, &mut draft.end_title, "Title after the film", "Title after the film", 202.0);
    });
    field(ui, &mut draft.pauses, "Stand still: 1945-08-09=2s, 1945-08-15=3s", "Pauses", 418.0);
}

/// A menu of which any number may be chosen; `none` is what it says if none is.
fn several(ui: &mut Ui, chosen: &mut Vec<String>, of: &[(&str, &str)], (what, none): (&str, &str)) {
    let names: Vec<&str> = of.iter().filter(|(word, _)| chosen.iter().any(|c| c == word)).map(|(_, t)| *t).collect();
    let text = match names.as_slice() {
        [] => none.to_owned(),
        [one] => (*one).to_owned(),
        more => format!("{} {}", more.len(), what.to_lowercase()),
    };
    let menu = egui::ComboBox::from_id_salt(what)
        .selected_text(&text)
        .width(132.0)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    let shown = menu.show_ui(ui, |ui| {
        for (word, text) in of {
            let place = chosen.iter().position(|one| one == word);
            let mut is_chosen = place.is_some();
            if ui.checkbox(&mut is_chosen, *text).clicked() {
                match place {
                    Some(place) => drop(chosen.remove(place)),
                    None => chosen.push((*word).to_owned()),
                }
            }
        }
    });
    let label = format!("{what}: {text}");
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
}

/// In which views, themes and languages there is a picture of each moment.
fn variants(ui: &mut Ui, draft: &mut Draft, state: &AppState) {
    let views = &state.dataset.config.views;
    let views: Vec<(&str, &str)> = views.iter().map(|view| (view.id.as_str(), view.name.as_str())).collect();
    card::section(ui, "In each of several views, colours and languages");
    ui.horizontal(|ui| {
        several(ui, &mut draft.views, &views, ("Views", "View as here"));
        several(ui, &mut draft.themes, &NAMES.map(|name| (name, name)), ("Themes", "Colours as below"));
        several(ui, &mut draft.langs, &LANGS, ("Languages", "Names as here"));
    });
}

fn moments(ui: &mut Ui, draft: &mut Draft, state: &AppState) {
    card::section(ui, if draft.kind == Kind::Deck { "A slide for each" } else { "A picture for each" });
    ui.horizontal_wrapped(|ui| words(ui, &mut draft.each, &EACH));
    span(ui, draft);
    if draft.kind == Kind::Deck {
        if draft.ending() == "pdf" {
            ui.horizontal_wrapped(|ui| {
                let texts = PER_SHEET.map(|n| (n, n.to_string()));
                let texts: Vec<(u8, &str)> = texts.iter().map(|(n, text)| (*n, text.as_str())).collect();
                choices(ui, &mut draft.per_page, &texts);
                ui.label("on a sheet of");
                words(ui, &mut draft.handout_paper, &SHEETS);
            });
        }
        field(ui, &mut draft.title, "Title of the deck", "Title of the deck", 300.0);
    } else {
        variants(ui, draft, state);
        card::quiet(ui, "The name may hold {n}, {date}, {time}, {id}, {title}, {view}, {theme} and {lang}.");
    }
}

fn colours(ui: &mut Ui, draft: &mut Draft, state: &AppState) {
    card::section(ui, "Colours");
    ui.horizontal_wrapped(|ui| {
        let window = match &state.theme {
            crate::gui::map_theme::MapTheme::BuiltIn(name) => Some(*name),
            crate::gui::map_theme::MapTheme::Own(_) => None,
        };
        if window.is_none() && card::choice(ui, "As the window", draft.theme.is_none()) {
            draft.theme = None;
        }
        for name in NAMES {
            let chosen = draft.theme.as_deref().or(window);
            if card::choice(ui, name, chosen == Some(name)) {
                draft.theme = (window != Some(name)).then(|| name.to_owned());
            }
        }
    });
}

fn round_the_map(ui: &mut Ui, draft: &mut Draft, dates: &DateGrid) {
    let is_picture = draft.kind == Kind::Picture;
    let has_ground = !matches!(draft.kind, Kind::Picture | Kind::Batch)
        || matches!(draft.ending(), "jpg")
        || (is_picture && dates.is_wanted);
    card::section(ui, if is_picture { "Round the map, and beside the picture" } else { "Round the map" });
    ui.horizontal_wrapped(|ui| {
        if !(is_picture && dates.is_wanted) {
            let mut is_furnished = !draft.is_bare;
            switch(ui, &mut is_furnished, "Title, date, legend, scale", "Without them the map alone");
            draft.is_bare = !is_furnished;
        }
        if !draft.is_bare {
            field(ui, &mut draft.heading, "Title: that of the view", "Title on the page", 200.0);
        }
        if !has_ground {
            let hint = "Paper and sea are left out, so that a slide shows through";
            switch(ui, &mut draft.is_transparent, "No ground", hint);
        }
        if !is_picture {
            return;
        }
        switch(
            ui,
            &mut draft.with_caption,
            "Caption",
            "A text file of what is shown, with a text for those who cannot see it",
        );
        switch(ui, &mut draft.with_bibtex, "BibTeX", "The sources of what is visible");
        if matches!(draft.ending(), "png" | "jpg" | "webp") {
            switch(ui, &mut draft.with_world_file, "World file", "Where the pixels lie, for GIS programs");
        }
    });
}
