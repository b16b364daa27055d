//! Files in the making: each on a thread of its own, so that several go on while the atlas stays at hand.
//!
//! [`Exporter`] is the door to what makes them; the window asks how far they are and tells how they ended.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::export::{Job, Overwrite, PictureSpec, Progress, spoken_bytes};
use crate::scene::Image;

/// What a job would write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Every file.
    pub files: Vec<PathBuf>,
    /// How large it is, how long, in how many pieces: a sentence.
    pub told: String,
    /// About how many bytes all of it takes.
    pub rough_bytes: u64,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Every file.
    pub files: Vec<PathBuf>,
    /// Their bytes.
    pub bytes: u64,
}

/// What can be put on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copied {
    /// The picture.
    Picture,
    /// What it shows, in sentences.
    Caption,
    /// What it is and what it rests on, as a reference.
    Citation,
}

impl Copied {
    const fn told(self) -> &'static str {
        match self {
            Self::Picture => "Picture copied",
            Self::Caption => "Caption copied",
            Self::Citation => "Citation copied",
        }
    }
}

/// Makes files and pictures beside the map. Called on threads of their own.
pub trait Exporter: Send + Sync + 'static {
    /// What `job` would write, without writing it.
    ///
    /// # Errors
    /// A sentence for the reader, with what to do.
    fn outline(&self, job: &Job) -> Result<Outline, String>;

    /// A picture no larger than `most_px` of the page that `words` describe.
    ///
    /// # Errors
    /// A sentence for the reader.
    fn preview(&self, words: &PictureSpec, most_px: (u32, u32)) -> Result<Image, String>;

    /// Does `job`, whole or not at all; ends soon after `cancel` is true.
    ///
    /// # Errors
    /// A sentence for the reader, with what to do.
    fn run(
        &self,
        job: &Job,
        overwrite: Overwrite,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Written, String>;

    /// The choices that were kept when something was made last.
    fn recalled(&self) -> Option<String>;

    /// Keeps choices for the next time, or does not: no work depends on it.
    fn remember(&self, choices: &str);

    /// Puts a picture, or what it says, on the clipboard.
    ///
    /// # Errors
    /// A sentence for the reader.
    fn copy(&self, what: Copied, words: &PictureSpec) -> Result<(), String>;
}

/// A job that is being done.
pub struct Running {
    /// Tells jobs apart.
    pub number: u64,
    /// The name of its file.
    pub name: String,
    done: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
    cancel: Arc<AtomicBool>,
}

impl Running {
    /// How much of it is done, 0 to 1; `None` before that is known.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
    pub fn share(&self) -> Option<f32> {
        let total = self.total.load(Ordering::Relaxed);
        (total > 0).then(|| self.done.load(Ordering::Relaxed) as f32 / total as f32)
    }

    /// True once the reader wants it to end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// How a piece of work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A sentence on what was made.
    Well(String),
    /// A sentence on why not.
    Badly(String),
    /// As the reader wished.
    Cancelled(String),
}

/// What a preview shows, and what the job behind it would write.
pub struct Preview {
    /// Which question it answers.
    pub number: u64,
    /// The picture.
    pub image: Result<Image, String>,
    /// What would be written; `None` if the choices make no job yet.
    pub outline: Option<Result<Outline, String>>,
}

/// A question for the preview.
pub struct PreviewAsk {
    /// Grows with every question.
    pub number: u64,
    /// The page.
    pub words: PictureSpec,
    /// Most pixels.
    pub most_px: (u32, u32),
    /// The job, if the choices make one.
    pub job: Option<Job>,
}

/// Both ends of a line from threads to the window.
type Line<T> = (Sender<T>, Receiver<T>);

/// The files in the making and the preview of the next.
pub struct Exports {
    exporter: Arc<dyn Exporter>,
    wake: Arc<dyn Fn() + Send + Sync>,
    running: Vec<Running>,
    ended: Line<(u64, Ended)>,
    previews: (Sender<PreviewAsk>, Receiver<Preview>),
    next: u64,
}

impl Exports {
    /// Nothing in the making; `wake` is called whenever there is news.
    pub fn new(exporter: Arc<dyn Exporter>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        let (ask, asked) = channel();
        let (answer, answers) = channel();
        let (of_thread, wake_of_thread) = (Arc::clone(&exporter), Arc::clone(&wake));
        // Without a thread there is no preview, and the card says so.
        let _ = std::thread::Builder::new()
            .name("preview".to_owned())
            .spawn(move || preview(of_thread.as_ref(), &asked, &answer, wake_of_thread.as_ref()));
        Self { exporter, wake, running: Vec::new(), ended: channel(), previews: (ask, answers), next: 0 }
    }

    /// What makes the files.
    #[must_use]
    pub fn exporter(&self) -> &dyn Exporter {
        self.exporter.as_ref()
    }

    /// The jobs that are being done, oldest first.
    #[must_use]
    pub fn running(&self) -> &[Running] {
        &self.running
    }

    /// Begins `job`; `name` is what the reader calls it.
    pub fn start(&mut self, job: Job, name: String, overwrite: Overwrite) {
        self.next += 1;
        let number = self.next;
        let (done, total) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let cancel = Arc::new(AtomicBool::new(false));
        let running =
            Running { number, name, done: Arc::clone(&done), total: Arc::clone(&total), cancel: Arc::clone(&cancel) };
        self.running.push(running);
        let wake = Arc::clone(&self.wake);
        self.spawn(number, move |exporter| {
            let mut tell = |progress: Progress| {
                total.store(progress.total, Ordering::Relaxed);
                done.store(progress.done, Ordering::Relaxed);
                wake();
            };
            match exporter.run(&job, overwrite, &cancel, &mut tell) {
                Ok(written) => Ended::Well(told(&written)),
                Err(_) if cancel.load(Ordering::Relaxed) => {
                    Ended::Cancelled("Cancelled; nothing was written".to_owned())
                }
                Err(sentence) => Ended::Badly(sentence),
            }
        });
    }

    /// Puts a picture, or what it says, on the clipboard.
    pub fn copy(&mut self, what: Copied, words: PictureSpec) {
        self.next += 1;
        self.spawn(self.next, move |exporter| match exporter.copy(what, &words) {
            Ok(()) => Ended::Well(what.told().to_owned()),
            Err(sentence) => Ended::Badly(sentence),
        });
    }

    fn spawn(&self, number: u64, work: impl FnOnce(&dyn Exporter) -> Ended + Send + 'static) {
        let (exporter, wake, ended) = (Arc::clone(&self.exporter), Arc::clone(&self.wake), self.ended.0.clone());
        let spawned = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let how = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(exporter.as_ref())));
            let how = how
                .unwrap_or_else(|_| Ended::Badly("The picture could not be made: a fault of the program".to_owned()));
            // A window that is gone wants no news.
            let _ = ended.send((number, how));
            wake();
        });
        if let Err(error) = spawned {
            let _ = self.ended.0.send((number, Ended::Badly(format!("The system allows no more threads ({error})"))));
        }
    }

    /// Ends a job; nothing of it remains.
    pub fn cancel(&self, number: u64) {
        for running in self.running.iter().filter(|running| running.number == number) {
            running.cancel.store(true, Ordering::Relaxed);
        }
    }

    /// How the work that ended since the last call ended.
    pub fn take_ended(&mut self) -> Vec<Ended> {
        let ended: Vec<(u64, Ended)> = self.ended.1.try_iter().collect();
        self.running.retain(|running| ended.iter().all(|(number, _)| *number != running.number));
        ended.into_iter().map(|(_, how)| how).collect()
    }

    /// Asks for a preview; those asked for before and not begun are dropped.
    pub fn ask_preview(&self, ask: PreviewAsk) {
        let _ = self.previews.0.send(ask);
    }

    /// The newest preview since the last call.
    pub fn take_preview(&self) -> Option<Preview> {
        self.previews.1.try_iter().last()
    }
}

impl Drop for Exports {
    /// What is in the making leaves nothing behind when the window closes.
    fn drop(&mut self) {
        for running in &self.running {
            running.cancel.store(true, Ordering::Relaxed);
        }
        while !self.running.is_empty() {
            let Ok((number, _)) = self.ended.1.recv() else { return };
            self.running.retain(|running| running.number != number);
        }
    }
}

fn preview(exporter: &dyn Exporter, asked: &Receiver<PreviewAsk>, answer: &Sender<Preview>, wake: &dyn Fn()) {
    while let Ok(first) = asked.recv() {
        let ask = asked.try_iter().last().unwrap_or(first);
        let outline = ask.job.as_ref().map(|job| exporter.outline(job));
        let image = exporter.preview(&ask.words, ask.most_px);
        if answer.send(Preview { number: ask.number, image, outline }).is_err() {
            return;
        }
        wake();
    }
}

/// "Saved map.png, 1.2 MB", "Saved 29 files, map-01.png and others, 31 MB".
fn told(written: &Written) -> String {
    let size = spoken_bytes(written.bytes);
    match written.files.as_slice() {
        [] => format!("Saved, {size}"),
        [one] => format!("Saved {}, {size}", one.display()),
        [first, rest @ ..] => format!("Saved {} and {} more, {size}", first.display(), rest.len()),
    }
}
