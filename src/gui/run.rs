//! Opens the window: display or no display, icon, fonts, and what stands behind the map.

use std::path::PathBuf;

use anyhow::{anyhow, bail};
use eframe::egui::{self, ViewportBuilder, vec2};

use super::look::Palette;
use super::window::{Services, Window};
use super::window_icon::window_icon;

/// What to open the window with.
pub struct RunOptions {
    /// Makes what stands behind the window: the campaign and what draws it. Called on a thread of its own, so that reading the
    /// campaign and opening the window take place side by side.
    pub services: Box<dyn FnOnce() -> anyhow::Result<Services> + Send>,
    /// Files to show as layers.
    pub files: Vec<PathBuf>,
    /// Name of a built-in theme, or a theme file.
    pub theme: Option<String>,
}

/// What to do where no window can be opened.
const CURE: &str = "`august-storm render --at 1945-08-12 -o picture.png` makes a picture without a window";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// One sentence, if there is no display, if the system refuses a window or the graphics, or if the campaign built into
/// the program cannot be read.
pub fn run(options: RunOptions) -> anyhow::Result<()> {
    if !has_display() {
        bail!("there is no display to open a window on; {CURE}");
    }
    let reading = std::thread::spawn(options.services);
    let (files, theme) = (options.files, options.theme);
    let mut viewport = ViewportBuilder::default()
        .with_title("August Storm")
        .with_app_id("august-storm")
        .with_inner_size(vec2(1280.0, 800.0))
        .with_min_inner_size(vec2(640.0, 420.0));
    if let Some(icon) = window_icon() {
        viewport = viewport.with_icon(icon);
    }
    let native = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        // Flat cards and a map of 8-bit pixels need no dithering, and without it a screen shows the picture's own bytes.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let made = eframe::run_native(
        "august-storm",
        native,
        Box::new(move |context| {
            let services = reading.join().map_err(|_| "reading the campaign failed")??;
            let mut window = Window::new(&context.egui_ctx, services, &files);
            if let Some(theme) = &theme {
                window.use_theme(theme);
            }
            Ok(Box::new(App { window }))
        }),
    );
    made.map_err(|error| anyhow!("no window could be opened: {}; {CURE}", reason(&error)))
}

/// Why, in one line: the libraries below add places in their sources, which help nobody.
fn reason(error: &eframe::Error) -> String {
    let whole = error.to_string();
    let last = whole.rsplit(": ").next().unwrap_or(&whole).trim().trim_end_matches('.');
    if last.is_empty() { whole } else { last.to_owned() }
}

/// True if the system says that there is a display. On Linux and the like winit panics in some versions where there is
/// none, so the environment is asked first.
fn has_display() -> bool {
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The window as eframe wants it.
struct App {
    window: Window,
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window.show(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        Palette::of(visuals).sea.to_normalized_gamma_f32()
    }
}
