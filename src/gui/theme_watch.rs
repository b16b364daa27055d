//! Reads a theme file and reads it again whenever it changes, on a thread of its own.
//!
//! The file is looked at twice a second; the window is woken only if there is something to tell.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::data::read_text;
use crate::style::Theme;

/// How often the file is looked at.
const PERIOD: Duration = Duration::from_millis(500);

/// What a look at the file gave: the theme, or a sentence on what is wrong.
pub type Read = Result<Arc<Theme>, String>;

/// A file under watch; the thread ends when this is dropped.
pub struct ThemeWatch {
    news: Receiver<Read>,
    _until_dropped: Sender<()>,
}

impl ThemeWatch {
    /// Reads `path` and goes on watching it; `wake` is called whenever there is something to tell.
    pub fn start(path: PathBuf, wake: impl Fn() + Send + 'static) -> Self {
        let (tell, news) = channel();
        let (until_dropped, dropped) = channel();
        // Without a thread the file is never read: the window then keeps the theme that it has.
        let _ = std::thread::Builder::new().name("theme file".to_owned()).spawn(move || {
            let mut looks = Looks::default();
            loop {
                if let Some(read) = looks.look(&path) {
                    if tell.send(read).is_err() {
                        return;
                    }
                    wake();
                }
                if dropped.recv_timeout(PERIOD) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        Self { news, _until_dropped: until_dropped }
    }

    /// What was read since the last call, oldest first.
    pub fn news(&self) -> impl Iterator<Item = Read> + '_ {
        self.news.try_iter()
    }
}

/// What was seen of the file so far.
#[derive(Default)]
struct Looks {
    /// What stood in it when something was told last.
    told: Option<Result<String, String>>,
    /// What stood in it at the last look.
    last: Option<Result<String, String>>,
}

impl Looks {
    /// Looks at the file; something if it says something new. An error is believed at the second look: an editor may be
    /// writing just now.
    fn look(&mut self, path: &Path) -> Option<Read> {
        let text = read_text(path).map_err(|error| format!("{error}; {}", error.cure()));
        if self.told.as_ref() == Some(&text) {
            self.last = Some(text);
            return None;
        }
        let read = text.clone().and_then(|text| read_theme(path, &text));
        let is_certain = read.is_ok() || self.told.is_none() || self.last.as_ref() == Some(&text);
        if is_certain {
            self.told = Some(text.clone());
        }
        self.last = Some(text);
        is_certain.then_some(read)
    }
}

fn read_theme(path: &Path, text: &str) -> Read {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy);
    let told = |error: crate::style::ThemeError| {
        // The drawing of the place in the file needs letters of one width; line and column are told in words besides.
        let whole = error.to_string();
        whole.lines().filter(|line| !line.contains('|')).collect::<Vec<_>>().join(" ")
    };
    Theme::from_toml(&name, text).map(Arc::new).map_err(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_when_it_changes_and_an_error_at_the_second_look() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        let write = |text: &str| std::fs::write(&path, text).unwrap();
        let good = "name = \"mine\"\nextends = \"atlas\"\n[front]\nwidth_pt = 4.0\n";
        let mut looks = Looks::default();
        assert!(looks.look(&path).unwrap().unwrap_err().contains("mine.toml"), "the first look tells at once");
        write(good);
        let first = looks.look(&path).unwrap().unwrap();
        assert!(looks.look(&path).is_none(), "nothing new");
        write(&good.replace("width_pt", "widht_pt"));
        assert!(looks.look(&path).is_none());
        let error = looks.look(&path).unwrap().unwrap_err();
        assert_eq!(error, "theme `mine.toml`, line 4: unknown key `front.widht_pt`; did you mean `width_pt`?");
        assert!(looks.look(&path).is_none(), "an error is told once");
        write(&good.replace("4.0", "6.0"));
        let again = looks.look(&path).unwrap().unwrap();
        assert_ne!(again.fingerprint, first.fingerprint);
        write("name = ");
        let broken = (looks.look(&path), looks.look(&path)).1.unwrap().unwrap_err();
        assert!(broken.contains("line 1") && !broken.contains('\n') && !broken.contains('^'), "{broken}");
    }
}
