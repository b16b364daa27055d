//! The line of work: one thread composes, one paints, one encodes, each a picture or two ahead of the next.
//!
//! The pictures are those of [`Studio`] at their instants; labels stay where they stood in the picture before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

use super::super::{PictureSort, Studio};
use super::plan::{FilmPlan, Shot, Shown};
use super::{Failed, FilmError, Progress};
use crate::layout::title_card;
use crate::render::RasterPainter;
use crate::scene::{Image, Scene};

/// How many scenes and pictures may wait for the next in line.
const AHEAD: usize = 2;
/// How many pictures of a film are looked at for its palette.
const SAMPLES: usize = 12;

/// What takes the pictures of a film.
pub(super) trait FilmWriter {
    /// The next picture, and for how many frames it stands.
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed>;
}

/// Makes all pictures and hands them to `writer`.
pub(super) fn run(
    studio: &mut Studio,
    plan: &FilmPlan,
    writer: &mut dyn FilmWriter,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Failed> {
    let frames = plan.frames();
    std::thread::scope(|scope| {
        let (to_painter, scenes) = sync_channel(AHEAD);
        let (to_writer, images) = sync_channel(AHEAD);
        let (back, used) = channel();
        scope.spawn(move || compose(studio, plan, cancel, &to_painter));
        scope.spawn(move || paint(plan, &scenes, &used, &to_writer));
        // Whoever stops first drops its end of the line, which stops the others.
        let mut done = 0;
        for (shot, image) in plan.shots.iter().zip(&images) {
            let image = image?;
            writer.add(&image, shot.frames)?;
            done += u64::from(shot.frames);
            progress(Progress { done, total: frames });
            let _ = back.send(image);
        }
        if done < frames { Err(FilmError::Cancelled.into()) } else { Ok(()) }
    })
}

/// Keeps the pictures of a film instead of writing them.
struct Keep(Vec<Image>);

impl FilmWriter for Keep {
    fn add(&mut self, image: &Image, _: u32) -> Result<(), Failed> {
        self.0.push(Image { width: image.width, height: image.height, rgba: image.rgba.clone() });
        Ok(())
    }
}

/// Some pictures of a film, from all parts of it.
pub(super) fn samples(studio: &mut Studio, plan: &FilmPlan, cancel: &AtomicBool) -> Result<Vec<Image>, FilmError> {
    let count = plan.shots.len().min(SAMPLES);
    let of = |i: usize| plan.shots[i * (plan.shots.len() - 1) / (count - 1).max(1)].clone();
    let cards = plan.shots.iter().filter(|shot| matches!(shot.shown, Shown::Card(_))).cloned();
    let shots = (0..count).map(of).chain(cards).collect();
    let sampled = FilmPlan { shots, ..plan.clone() };
    let mut keep = Keep(Vec::new());
    match run(studio, &sampled, &mut keep, cancel, &mut |_| {}) {
        Ok(()) => Ok(keep.0),
        Err(Failed::Film(error)) => Err(error),
        Err(Failed::Io(error)) => Err(FilmError::Encoder(error.to_string())),
    }
}

type Composed = Result<Arc<Scene>, FilmError>;

fn compose(studio: &mut Studio, plan: &FilmPlan, cancel: &AtomicBool, out: &SyncSender<Composed>) {
    let mut before: Option<Arc<Scene>> = None;
    for shot in &plan.shots {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let scene = scene(studio, plan, shot, before.as_deref()).map(Arc::new);
        if let (Ok(scene), Shown::Map { .. }) = (&scene, &shot.shown) {
            before = Some(Arc::clone(scene));
        }
        if out.send(scene).is_err() {
            return;
        }
    }
}

fn scene(studio: &mut Studio, plan: &FilmPlan, shot: &Shot, before: Option<&Scene>) -> Result<Scene, FilmError> {
    let still = &plan.picture.still;
    let (at, camera) = match &shot.shown {
        Shown::Card(text) => return Ok(title_card(text, still.view.size, &still.theme)),
        Shown::Map { at, camera } => (*at, *camera),
    };
    let mut picture = plan.picture.clone();
    (picture.still.at, picture.still.view.camera) = (at, camera);
    match before {
        Some(before) if picture.sort == PictureSort::Map => Ok(studio.scene_after(&picture.still, before)),
        _ => Ok(studio.scene_of(&picture)?),
    }
}

fn paint(
    plan: &FilmPlan,
    scenes: &Receiver<Composed>,
    used: &Receiver<Image>,
    out: &SyncSender<Result<Image, FilmError>>,
) {
    let mut painter = RasterPainter::new(1);
    let still = &plan.picture.still;
    for scene in scenes {
        let mut image = used.try_recv().unwrap_or_else(|_| Image { width: 0, height: 0, rgba: Vec::new() });
        let painted = scene.and_then(|scene| {
            painter.paint_into(&scene, still.width_px, still.height_px, &mut image)?;
            Ok(image)
        });
        if out.send(painted).is_err() {
            return;
        }
    }
}
