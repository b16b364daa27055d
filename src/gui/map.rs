//! The map itself: the newest picture edge to edge, moved and scaled by hand until the next one is drawn.
//!
//! Drag pans (and glides), wheel and pinch zoom about the pointer, double click zooms, a click asks what is there. In a
//! swipe two pictures lie there, the earlier one as far as the divider.

use eframe::egui::{
    self, CursorIcon, PointerButton, Pos2, Rect, Response, Sense, TextureHandle, TextureOptions, Ui, pos2,
};

use crate::scene::ViewSpec;

use super::comparison::Manner;
use super::divider;
use super::facts;
use super::glide::Glide;
use super::look::{self, Palette};
use super::request::FrameRequest;
use super::screen::Screen;
use super::state::{AppState, Overlay};
use super::subject::Subject;
use super::worker::{Frame, PickPurpose, Picked, Worker};

/// Zoom of one double click.
const DOUBLE_CLICK_ZOOM: f64 = 2.0;
/// How fast the wheel zooms: natural logarithm of the factor for one logical pixel of scrolling.
const WHEEL_ZOOM_PER_PX: f64 = 0.006;
/// Most things at one point that the inspector offers.
const MOST_SUBJECTS: usize = 6;
/// Slower than this a released drag stops at once, logical pixels per second.
const LEAST_FLING: f32 = 60.0;

/// The map's picture and what the pointer does on it.
#[derive(Default)]
pub struct MapView {
    texture: Option<TextureHandle>,
    /// The earlier picture of a swipe.
    earlier: Option<TextureHandle>,
    shown: Option<FrameRequest>,
    asked: Option<FrameRequest>,
    error: Option<String>,
    hover_asked: Option<Pos2>,
    hover: Option<(Pos2, Subject)>,
    /// How often a picture was asked for, for tests and for the status line.
    pub asked_count: u64,
}

impl MapView {
    /// Takes a finished picture, or the sentence that stands in its place.
    pub fn take(&mut self, ctx: &egui::Context, answer: Result<Frame, String>) {
        match answer {
            Ok(frame) => {
                self.error = None;
                put(ctx, "map", &mut self.texture, frame.image);
                if let Some(image) = frame.earlier {
                    put(ctx, "earlier map", &mut self.earlier, image);
                }
                self.shown = Some(frame.request);
            }
            Err(sentence) => self.error = Some(sentence),
        }
    }

    /// Takes the answer to a look under the pointer. A click's subject becomes the selection.
    pub fn take_picked(&mut self, state: &mut AppState, picked: &Picked) {
        let first = picked.subjects.first().copied();
        match picked.purpose {
            PickPurpose::Click => {
                state.select(first);
                state.also_here = picked.subjects.iter().copied().take(MOST_SUBJECTS).collect();
            }
            PickPurpose::Hover => self.hover = self.hover_asked.zip(first),
        }
    }

    /// Forgets what lay under the pointer: another campaign is shown.
    pub fn forget_hover(&mut self) {
        self.hover = None;
    }

    /// The request whose picture is on the screen.
    #[must_use]
    pub fn shown(&self) -> Option<&FrameRequest> {
        self.shown.as_ref()
    }

    /// Asks for a new picture if what the state wants is not what was asked for last.
    pub fn ask_if_changed(&mut self, state: &AppState, worker: &Worker) {
        let wanted = state.request();
        if self.asked.as_ref() != Some(&wanted) {
            worker.request_frame(wanted.clone());
            self.asked = Some(wanted);
            self.asked_count += 1;
        }
    }

    /// Shows the map and takes the pointer's wishes.
    pub fn show(&mut self, ui: &mut Ui, state: &mut AppState, worker: &Worker) -> Screen {
        let rect = ui.ctx().content_rect();
        let screen = Screen { rect, page: state.page() };
        let response = ui.interact(rect, ui.scope_id().with("map"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Map"));
        self.paint(ui, state, &screen);
        if self.is_swiped(state) {
            divider::show(ui, state, &screen);
        }
        Self::pan_and_zoom(ui, &response, state, &screen);
        self.look_under_pointer(ui, &response, state, worker, &screen);
        screen
    }

    /// True if the picture on the screen has an earlier one beside it.
    fn is_swiped(&self, state: &AppState) -> bool {
        state.manner() == Some(Manner::Swipe) && self.shown.as_ref().is_some_and(|shown| shown.earlier.is_some())
    }

    /// The request of the picture that is seen at `at`: under a swipe that of the earlier one left of the divider.
    fn request_at(&self, state: &AppState, screen: &Screen, at: Pos2) -> Option<FrameRequest> {
        let shown = self.shown.as_ref()?;
        let is_left = self.is_swiped(state) && at.x < divider::x(state, screen);
        if is_left { shown.of_earlier() } else { Some(shown.clone()) }
    }

    fn paint(&self, ui: &Ui, state: &AppState, screen: &Screen) {
        let palette = Palette::from_ui(ui);
        ui.painter().rect_filled(screen.rect, 0.0, palette.sea);
        if let (Some(texture), Some(shown)) = (&self.texture, &self.shown) {
            let is_exact = shown.spec.camera == state.camera && shown.spec.size == screen.page;
            // A picture in another projection cannot be laid true: it stays as it is until the next one is there.
            let is_other_plane = shown.projection != state.projection.kind();
            let rect = if is_exact || is_other_plane {
                screen.rect
            } else {
                screen.rect_of(visible(&shown.spec), &state.camera)
            };
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, egui::Color32::WHITE);
            if let Some(earlier) = self.earlier.as_ref().filter(|_| self.is_swiped(state)) {
                let left = Rect { max: pos2(divider::x(state, screen), screen.rect.bottom()), ..screen.rect };
                ui.painter().with_clip_rect(left).image(earlier.id(), rect, whole, egui::Color32::WHITE);
            }
        }
        let message = match (&self.error, &self.texture) {
            (Some(sentence), _) => sentence.as_str(),
            (None, None) => "Drawing the map…",
            (None, Some(_)) => return,
        };
        let centre = screen.rect.center();
        ui.painter().text(centre, egui::Align2::CENTER_CENTER, message, look::regular(look::TEXT), palette.quiet);
    }

    fn pan_and_zoom(ui: &Ui, response: &Response, state: &mut AppState, screen: &Screen) {
        let k = screen.pt_per_px();
        if response.is_pointer_button_down_on() && ui.input(|i| i.pointer.any_pressed()) {
            // A press catches a map that glides.
            state.glide = Glide::Still;
        }
        if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
            let d = response.drag_delta();
            state.glide = Glide::Still;
            state.set_camera(state.camera.panned(f64::from(d.x) * k, f64::from(d.y) * k));
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
        if response.drag_stopped() && !state.has_reduced_motion {
            let v = ui.input(|i| i.pointer.velocity());
            if v.length() > LEAST_FLING {
                state.glide = Glide::Inertia { vx: f64::from(v.x) * k, vy: f64::from(v.y) * k };
            }
        }
        let Some(pointer) = response.hover_pos() else { return };
        let anchor = screen.page_point(pointer);
        if response.double_clicked() {
            let factor = if ui.input(|i| i.modifiers.shift) { 1.0 / DOUBLE_CLICK_ZOOM } else { DOUBLE_CLICK_ZOOM };
            state.fly_zoom(factor, anchor);
        }
        if response.hovered() {
            let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta()));
            let factor = f64::from(pinch) * (f64::from(scroll.y) * WHEEL_ZOOM_PER_PX).exp();
            if (factor - 1.0).abs() > 1e-4 {
                state.glide = Glide::Still;
                state.zoom(factor, anchor);
            }
        }
    }

    fn look_under_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        state: &mut AppState,
        worker: &Worker,
        screen: &Screen,
    ) {
        let is_quiet = !state.glide.is_moving() && !response.dragged() && state.overlay == Overlay::None;
        let is_true = |s: &FrameRequest| s.spec.camera == state.camera && s.projection == state.projection.kind();
        if !self.shown.as_ref().is_some_and(is_true) {
            self.hover = None;
            return;
        }
        if response.clicked()
            && let Some(at) = response.interact_pointer_pos()
            && let Some(request) = self.request_at(state, screen, at)
        {
            worker.request_pick(request, screen.page_point(at), PickPurpose::Click);
        }
        let pointer = response.hover_pos().filter(|_| is_quiet && response.hovered());
        if pointer != self.hover_asked {
            self.hover_asked = pointer;
            match pointer.zip(pointer.and_then(|at| self.request_at(state, screen, at))) {
                Some((at, request)) => worker.request_pick(request, screen.page_point(at), PickPurpose::Hover),
                None => self.hover = None,
            }
        }
        let Some((at, subject)) = self.hover else { return };
        if pointer.is_none_or(|p| p.distance(at) > 12.0) || state.selection == Some(subject) {
            return;
        }
        if let Some(facts) = facts::of(state, subject) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            egui::Tooltip::always_open(
                ui.ctx().clone(),
                ui.layer_id(),
                ui.scope_id().with("map hover"),
                egui::PopupAnchor::Pointer,
            )
            .gap(14.0)
            .show(|ui| {
                ui.set_max_width(280.0);
                ui.label(egui::RichText::new(&facts.title).font(look::semibold(look::TEXT)));
                let second =
                    if facts.when.is_empty() { facts.kind.clone() } else { format!("{}, {}", facts.kind, facts.when) };
                ui.label(egui::RichText::new(second).small().color(Palette::from_ui(ui).quiet));
            });
        }
    }
}

/// Puts a picture into its texture.
fn put(ctx: &egui::Context, name: &str, texture: &mut Option<TextureHandle>, image: egui::ColorImage) {
    match texture {
        Some(texture) => texture.set(image, TextureOptions::LINEAR),
        None => *texture = Some(ctx.load_texture(name, image, TextureOptions::LINEAR)),
    }
}

fn visible(spec: &ViewSpec) -> crate::geo::MapRect {
    spec.camera.visible(spec.size)
}
