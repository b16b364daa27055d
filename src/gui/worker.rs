//! The drawing thread: takes the newest request, drops those it has not begun, and wakes the window when it is done.
//!
//! The window never waits for it. Pictures first, then what lies under the pointer, then the ground between two dates;
//! the curve of ground held is measured a sample at a time when there is nothing else to do.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use eframe::egui;

use crate::geo::PagePoint;
use crate::model::{Campaign, Comparison};
use crate::scene::Image;
use crate::time::Instant;

use super::request::{FrameRequest, FrameSource};
use super::subject::Subject;

/// A finished picture and the request that it answers.
pub struct Frame {
    /// What was asked.
    pub request: FrameRequest,
    /// The picture, ready for a texture.
    pub image: egui::ColorImage,
    /// The picture of the earlier instant, if the request has one and it is not the one that was sent last.
    pub earlier: Option<egui::ColorImage>,
}

/// Why a picture is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickPurpose {
    /// The pointer rests there.
    Hover,
    /// It was clicked.
    Click,
}

/// What lies at a point of a picture.
pub struct Picked {
    /// In which campaign it was found.
    pub campaign: Arc<Campaign>,
    /// Why it was asked.
    pub purpose: PickPurpose,
    /// Where, on the request's page.
    pub at: PagePoint,
    /// What was found, topmost first.
    pub subjects: Vec<Subject>,
}

/// A point of the curve of ground held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldSample {
    /// When.
    pub at: Instant,
    /// Square kilometres held since the campaign began.
    pub km2: f64,
}

/// Everything that the worker has to tell; each part is taken once.
#[derive(Default)]
pub struct News {
    /// The newest picture, or the error that stands in its place.
    pub frame: Option<Result<Frame, String>>,
    /// The ground gained between the instants of the newest request that compares two.
    pub gained: Option<Comparison>,
    /// Answer to the last look.
    pub picked: Option<Picked>,
    /// The curve so far, if it grew.
    pub held: Option<Vec<HeldSample>>,
}

#[derive(Default)]
struct Orders {
    frame: Option<FrameRequest>,
    pick: Option<(FrameRequest, PagePoint, PickPurpose)>,
    gained: Option<FrameRequest>,
    is_over: bool,
}

#[derive(Default)]
struct Shared {
    orders: Mutex<Orders>,
    wake: Condvar,
    news: Mutex<News>,
}

/// A mutex whose holder panicked still holds whole values here: every change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The handle that the window keeps.
pub struct Worker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. `source` is made on it, so that opening the window does not wait for the map; `curve_at` are the
    /// instants at which ground held is measured; `wake` is called whenever there is news.
    pub fn spawn(
        source: impl FnOnce() -> Result<Box<dyn FrameSource>, String> + Send + 'static,
        curve_at: Vec<Instant>,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("map".to_owned()).spawn(move || match source() {
            Ok(mut source) => serve(source.as_mut(), &of_thread, &curve_at, &wake),
            Err(sentence) => {
                lock(&of_thread.news).frame = Some(Err(sentence));
                wake();
            }
        });
        Self { shared, thread: thread.ok() }
    }

    /// Asks for a picture; one that was asked for before and not begun is dropped.
    pub fn request_frame(&self, request: FrameRequest) {
        lock(&self.shared.orders).frame = Some(request);
        self.shared.wake.notify_one();
    }

    /// Asks what lies at a point of the picture of `request`. A click is never dropped for a hover.
    pub fn request_pick(&self, request: FrameRequest, at: PagePoint, purpose: PickPurpose) {
        let mut orders = lock(&self.shared.orders);
        let waits_for_click = matches!(orders.pick, Some((_, _, PickPurpose::Click)));
        if purpose == PickPurpose::Click || !waits_for_click {
            orders.pick = Some((request, at, purpose));
            self.shared.wake.notify_one();
        }
    }

    /// Takes what has been reported since the last call.
    #[must_use]
    pub fn take_news(&self) -> News {
        std::mem::take(&mut *lock(&self.shared.news))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        lock(&self.shared.orders).is_over = true;
        self.shared.wake.notify_one();
        if let Some(thread) = self.thread.take() {
            // A worker that panicked has nothing left to tell; the window closes all the same.
            let _ = thread.join();
        }
    }
}

enum Job {
    Frame(FrameRequest),
    Pick(FrameRequest, PagePoint, PickPurpose),
    Gained(FrameRequest),
    Measure,
    Over,
}

fn next_job(shared: &Shared, has_samples_left: bool) -> Job {
    let mut orders = lock(&shared.orders);
    loop {
        if orders.is_over {
            return Job::Over;
        }
        if let Some(request) = orders.frame.take() {
            return Job::Frame(request);
        }
        if let Some((request, at, purpose)) = orders.pick.take() {
            return Job::Pick(request, at, purpose);
        }
        if let Some(request) = orders.gained.take() {
            return Job::Gained(request);
        }
        if has_samples_left {
            return Job::Measure;
        }
        orders = shared.wake.wait(orders).unwrap_or_else(PoisonError::into_inner);
    }
}

/// How many samples of the curve are reported at once: few enough to grow before the reader's eyes, and so many that the
/// window is not woken for each.
const SAMPLES_AT_ONCE: usize = 24;

fn serve(source: &mut dyn FrameSource, shared: &Shared, curve_at: &[Instant], wake: &dyn Fn()) {
    let mut samples: Vec<HeldSample> = Vec::with_capacity(curve_at.len());
    let mut sent_earlier = None;
    // The campaign that was drawn last, whose curve is measured.
    let mut drawn: Option<Arc<Campaign>> = None;
    loop {
        // The first picture comes before the curve.
        match next_job(shared, drawn.is_some() && samples.len() < curve_at.len()) {
            Job::Over => return,
            Job::Frame(request) => {
                if drawn.as_ref().is_none_or(|campaign| !Arc::ptr_eq(campaign, &request.campaign)) {
                    drawn = Some(Arc::clone(&request.campaign));
                    samples.clear();
                }
                lock(&shared.orders).gained = request.compares().then(|| request.clone());
                let mut answer = draw(source, request, &mut sent_earlier);
                let mut news = lock(&shared.news);
                if let (Ok(frame), Some(Ok(untaken))) = (&mut answer, news.frame.take()) {
                    // The picture of the earlier instant is sent once: it must not be lost with a frame that nobody took.
                    let is_same = frame.request.of_earlier() == untaken.request.of_earlier();
                    frame.earlier = frame.earlier.take().or(untaken.earlier.filter(|_| is_same));
                }
                news.frame = Some(answer);
                drop(news);
                wake();
            }
            Job::Pick(request, at, purpose) => {
                let subjects = source.pick(&request, at, purpose == PickPurpose::Click);
                lock(&shared.news).picked = Some(Picked { campaign: request.campaign, purpose, at, subjects });
                wake();
            }
            Job::Gained(request) => {
                lock(&shared.news).gained = source.gained(&request);
                wake();
            }
            Job::Measure => {
                let at = curve_at[samples.len()];
                samples.push(HeldSample { at, km2: source.held_km2(at) });
                if samples.len().is_multiple_of(SAMPLES_AT_ONCE) || samples.len() == curve_at.len() {
                    lock(&shared.news).held = Some(samples.clone());
                    wake();
                }
            }
        }
    }
}

/// Draws what `request` asks for; the earlier of two pictures only if it is not that of `sent_earlier`.
fn draw(
    source: &mut dyn FrameSource,
    request: FrameRequest,
    sent_earlier: &mut Option<FrameRequest>,
) -> Result<Frame, String> {
    let wanted = request.of_earlier();
    let mut earlier = None;
    // What was sent may be lost with a frame that fails: it is drawn again after one.
    if sent_earlier.take() != wanted {
        earlier = wanted.as_ref().map(|wanted| source.frame(wanted)).transpose()?;
    }
    let image = texture_image(&source.frame(&request)?);
    *sent_earlier = wanted;
    Ok(Frame { image, earlier: earlier.as_ref().map(texture_image), request })
}

fn texture_image(image: &Image) -> egui::ColorImage {
    egui::ColorImage::from_rgba_premultiplied([usize::from(image.width), usize::from(image.height)], &image.rgba)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::geo::{Camera, MapPoint, PageSize};
    use crate::scene::{FurnitureSet, LayerSet, ViewSpec};
    use crate::time::UtcOffset;

    /// A source that tells when it begins a picture and waits until it may go on.
    struct Stepwise {
        begun: Sender<Instant>,
        go_on: Receiver<()>,
    }

    impl FrameSource for Stepwise {
        fn frame(&mut self, request: &FrameRequest) -> Result<Image, String> {
            self.begun.send(request.at).map_err(|e| e.to_string())?;
            self.go_on.recv().map_err(|e| e.to_string())?;
            Ok(Image { width: 1, height: 1, rgba: vec![0, 0, 0, 255] })
        }

        fn pick(&mut self, _request: &FrameRequest, _at: PagePoint, _with_ground: bool) -> Vec<Subject> {
            Vec::new()
        }

        fn gained(&mut self, _request: &FrameRequest) -> Option<Comparison> {
            None
        }

        fn held_km2(&mut self, at: Instant) -> f64 {
            f64::from(u8::try_from(at.unix_secs()).unwrap_or_default())
        }
    }

    fn request(at: i64) -> FrameRequest {
        let size = PageSize::for_pixels(1, 1);
        FrameRequest {
            campaign: Campaign::builtin(),
            at: Instant::from_unix_secs(at),
            earlier: None,
            projection: crate::geo::ProjectionKind::default(),
            spec: ViewSpec {
                size,
                camera: Camera { centre: MapPoint::new(0.0, 0.0), metres_per_pt: 1.0 },
                heading: None,
                lang: crate::data::Lang::En,
                second_lang: None,
                layers: LayerSet::usual(),
                furniture: FurnitureSet::none(),
                since: None,
                phase_lines: 0,
                reading: crate::model::Reading::default(),
                motion: crate::model::Motion::default(),
                clock: (String::new(), UtcOffset::UTC),
                cards: crate::scene::CardsFor::default(),
            },
            theme: crate::gui::MapTheme::default(),
            width_px: 1,
            height_px: 1,
            files: Vec::new(),
        }
    }

    #[test]
    fn the_newest_request_wins_and_those_not_begun_are_dropped() {
        let (begun, begins) = channel();
        let (may_go, go_on) = channel();
        let (woken, wakes) = channel();
        let worker = Worker::spawn(
            move || Ok(Box::new(Stepwise { begun, go_on })),
            Vec::new(),
            move || woken.send(()).unwrap_or_default(),
        );
        worker.request_frame(request(1));
        assert_eq!(begins.recv(), Ok(Instant::from_unix_secs(1)));
        for at in 2..=5 {
            worker.request_frame(request(at));
        }
        may_go.send(()).unwrap();
        assert_eq!(begins.recv(), Ok(Instant::from_unix_secs(5)), "2, 3 and 4 were never begun");
        wakes.recv().unwrap();
        let first = worker.take_news().frame.unwrap().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(first.request, request(1), "a picture says what it answers");
        may_go.send(()).unwrap();
        wakes.recv().unwrap();
        let second = worker.take_news().frame.unwrap().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(second.request, request(5));
    }

    #[test]
    fn the_curve_is_measured_after_the_first_picture_and_only_once() {
        let (begun, begins) = channel();
        let (may_go, go_on) = channel();
        let (woken, wakes) = channel();
        let instants: Vec<Instant> = (0..30).map(Instant::from_unix_secs).collect();
        let worker = Worker::spawn(
            move || Ok(Box::new(Stepwise { begun, go_on })),
            instants.clone(),
            move || woken.send(()).unwrap_or_default(),
        );
        assert!(worker.take_news().held.is_none());
        worker.request_frame(request(1));
        begins.recv().unwrap();
        may_go.send(()).unwrap();
        // One for the picture, one for 24 samples, one for all 30.
        for _ in 0..3 {
            wakes.recv().unwrap();
        }
        let held = worker.take_news().held.unwrap();
        assert_eq!(held.iter().map(|s| s.at).collect::<Vec<_>>(), instants);
        assert!(wakes.try_recv().is_err(), "an idle worker wakes nobody");
    }

    #[test]
    fn a_source_that_cannot_be_made_is_told_in_place_of_a_picture() {
        let (woken, wakes) = channel();
        let worker = Worker::spawn(|| Err("no map".to_owned()), Vec::new(), move || woken.send(()).unwrap_or_default());
        wakes.recv().unwrap();
        let Some(Err(sentence)) = worker.take_news().frame else { panic!("no error") };
        assert_eq!(sentence, "no map");
    }
}
