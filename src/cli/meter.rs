//! How far a job is, on a terminal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Instant as WallClock;

use crate::export::{JobDone, JobPlan, Progress, spoken_bytes};

/// Progress on a terminal; nothing where standard error is none.
pub(super) struct Meter {
    is_terminal: bool,
    began: WallClock,
    shown: Option<WallClock>,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self { is_terminal: std::io::stderr().is_terminal(), began: WallClock::now(), shown: None }
    }

    #[expect(clippy::cast_precision_loss, reason = "a number for people")]
    pub(super) fn show(&mut self, progress: Progress) {
        let Progress { done, total } = progress;
        // Ten times a second is enough.
        let is_due = self.shown.is_none_or(|at| at.elapsed().as_millis() >= 100) || done == total;
        if !self.is_terminal || !is_due {
            return;
        }
        self.shown = Some(WallClock::now());
        let rate = done as f64 / self.began.elapsed().as_secs_f64().max(1e-3);
        let left = (total - done) as f64 / rate.max(1e-3);
        let percent = done * 100 / total.max(1);
        eprint!("\r{percent:3} %  {done} of {total}, {rate:.1} a second, {left:.0} s left \u{1b}[K");
        let _ = std::io::stderr().flush();
    }

    /// Clears the line.
    pub(super) fn end(&self) {
        if self.shown.is_some() {
            eprint!("\r\u{1b}[K");
        }
    }

    pub(super) fn tell_whole(&self, path: &Path, plan: &JobPlan, made: &JobDone) {
        if self.is_terminal {
            let secs = self.began.elapsed().as_secs_f64();
            eprintln!("{}: {}, {}, made in {secs:.0} s", path.display(), plan.told(), spoken_bytes(made.bytes));
        }
    }
}
