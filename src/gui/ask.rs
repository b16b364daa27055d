//! The desktop's file dialog, asked on a thread of its own: it may be cancelled, absent or never answer, and the window
//! goes on in each case. A typed path is always the way round.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// A dialog that was asked for.
pub struct Asked {
    answer: Receiver<Option<PathBuf>>,
    waited_secs: f64,
}

/// How it stands with a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The reader may still be choosing.
    Pending,
    /// A file was chosen.
    Chosen(PathBuf),
    /// Cancelled, or there is no dialog on this desktop: the two cannot be told apart.
    Nothing,
}

/// After so many seconds without an answer the window says how to go on without the dialog.
pub const PATIENCE_SECS: f64 = 4.0;

impl Asked {
    /// Asks where to save a file of one of some formats: their endings, with what people call them.
    pub fn to_save(
        file_name: &str,
        formats: &'static [(&'static str, &'static str)],
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let name = file_name.to_owned();
        let asked = move || {
            let dialog = rfd::FileDialog::new().set_file_name(&name);
            // The format of the suggested name comes first: it is the one that the desktop takes.
            let (first, rest): (Vec<(&str, &str)>, Vec<_>) =
                formats.iter().copied().partition(|(ending, _)| name.ends_with(ending));
            let filters = first.into_iter().chain(rest).map(|(ending, called)| {
                let file_ending: &str = ending.rsplit('.').next().unwrap_or(ending);
                (called, file_ending)
            });
            filters.fold(dialog, |dialog, (called, ending)| dialog.add_filter(called, &[ending])).save_file()
        };
        Self::spawn(asked, wake)
    }

    /// Asks for a file to open.
    pub fn to_open(wake: impl Fn() + Send + 'static) -> Self {
        let filter = (
            "GeoJSON, themes and pictures of this program",
            ["geojson", "json", "toml", "png", "jpg", "jpeg", "webp", "svg", "pdf"],
        );
        Self::spawn(move || rfd::FileDialog::new().add_filter(filter.0, &filter.1).pick_file(), wake)
    }

    /// Runs `dialog` on a thread and calls `wake` when it has answered.
    fn spawn(dialog: impl FnOnce() -> Option<PathBuf> + Send + 'static, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, answer) = channel();
        // Without a thread there is no dialog: the dropped sender reads as "nothing chosen".
        let _ = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            // The window may be gone by now; then nobody wants the answer.
            let _ = sender.send(dialog());
            wake();
        });
        Self { answer, waited_secs: 0.0 }
    }

    /// Looks whether there is an answer, after `dt_secs` more seconds.
    pub fn poll(&mut self, dt_secs: f64) -> Answer {
        self.waited_secs += dt_secs;
        match self.answer.try_recv() {
            Ok(Some(path)) => Answer::Chosen(path),
            Ok(None) | Err(TryRecvError::Disconnected) => Answer::Nothing,
            Err(TryRecvError::Empty) => Answer::Pending,
        }
    }

    /// True once the wait is long enough to say how to go on without the dialog.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.waited_secs >= PATIENCE_SECS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_fails_reads_as_nothing_chosen_and_one_that_hangs_is_called_slow() {
        let (done, wait) = channel::<()>();
        let mut hanging = Asked::spawn(
            move || {
                let _ = wait.recv();
                None
            },
            || {},
        );
        assert_eq!(hanging.poll(1.0), Answer::Pending);
        assert!(!hanging.is_slow());
        assert_eq!(hanging.poll(PATIENCE_SECS), Answer::Pending);
        assert!(hanging.is_slow());
        drop(done);
        let (woken, wake) = channel();
        let mut chosen = Asked::spawn(|| Some(PathBuf::from("map.png")), move || woken.send(()).unwrap());
        wake.recv().unwrap();
        assert_eq!(chosen.poll(0.0), Answer::Chosen(PathBuf::from("map.png")));
    }
}
