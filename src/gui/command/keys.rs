//! From keys to commands and back: what was pressed, and how a shortcut is written.

use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use super::Command;
use crate::data::CampaignConfig;

impl Command {
    /// The first shortcut as text, such as "Ctrl+S"; empty where there is none.
    #[must_use]
    pub fn shortcut_text(self, ctx: &egui::Context) -> String {
        self.shortcuts().first().map_or_else(String::new, |s| key_text(ctx, *s))
    }

    /// Takes the commands whose keys were pressed out of the input. Keys that carry more modifiers are asked first,
    /// so that Shift+Right is not also Right.
    #[must_use]
    pub fn pressed(ctx: &egui::Context, config: &CampaignConfig) -> Vec<Self> {
        let mut candidates: Vec<(KeyboardShortcut, Self)> = Self::all(config)
            .into_iter()
            .flat_map(|command| command.shortcuts().into_iter().map(move |s| (s, command)))
            .collect();
        candidates.sort_by_key(|(s, _)| std::cmp::Reverse(weight(s.modifiers)));
        let has_selected_text = ctx.plugin::<LabelSelectionState>().lock().has_selection();
        ctx.input_mut(|input| {
            if !has_selected_text {
                copy_as_key(input);
            }
            candidates.into_iter().filter(|(s, _)| input.consume_shortcut(s)).map(|(_, command)| command).collect()
        })
    }
}

/// The window's shell turns the keys of copying into a wish to copy; without selected text they are keys again.
fn copy_as_key(input: &mut egui::InputState) {
    // The wish stands for the command key, which may be up again by now.
    let modifiers = Modifiers { command: true, ..input.modifiers };
    for event in &mut input.events {
        if *event == egui::Event::Copy {
            *event = egui::Event::Key { key: Key::C, physical_key: None, pressed: true, repeat: false, modifiers };
        }
    }
}

/// A shortcut as it stands on the keys: "Ctrl+→", "]", "?".
#[must_use]
pub fn key_text(ctx: &egui::Context, shortcut: KeyboardShortcut) -> String {
    let sign = match shortcut.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Plus => "+",
        Key::Minus => "−",
        Key::Equals => "=",
        Key::Comma => ",",
        Key::Period => ".",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Questionmark => "?",
        Key::Escape => "Esc",
        _ => return ctx.format_shortcut(&shortcut),
    };
    let whole = ctx.format_shortcut(&shortcut);
    let name = ctx.format_shortcut(&KeyboardShortcut::new(Modifiers::NONE, shortcut.logical_key));
    format!("{}{sign}", whole.strip_suffix(&name).unwrap_or_default())
}

/// How many modifiers a shortcut asks for.
fn weight(modifiers: Modifiers) -> u8 {
    u8::from(modifiers.alt) + u8::from(modifiers.shift) + u8::from(modifiers.command || modifiers.ctrl)
}
