//! Short messages at the edge of the map: what was saved, what failed.

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// True for a failure; it stays longer.
    pub is_failure: bool,
    left_secs: f64,
}

/// The messages on the screen, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Toasts {
    list: Vec<Toast>,
}

const SUCCESS_SECS: f64 = 4.0;
const FAILURE_SECS: f64 = 10.0;
const MOST_AT_ONCE: usize = 4;

impl Toasts {
    /// Says that something worked.
    pub fn success(&mut self, text: impl Into<String>) {
        self.push(text.into(), false);
    }

    /// Says that something failed.
    pub fn failure(&mut self, text: impl Into<String>) {
        self.push(text.into(), true);
    }

    fn push(&mut self, text: String, is_failure: bool) {
        let left_secs = if is_failure { FAILURE_SECS } else { SUCCESS_SECS };
        self.list.retain(|t| t.text != text);
        self.list.push(Toast { text, is_failure, left_secs });
        if self.list.len() > MOST_AT_ONCE {
            self.list.remove(0);
        }
    }

    /// The messages, oldest first.
    #[must_use]
    pub fn list(&self) -> &[Toast] {
        &self.list
    }

    /// Lets time pass and drops what is over. Says in how many seconds the next one goes, if any is left.
    pub fn advance(&mut self, dt_secs: f64) -> Option<f64> {
        for toast in &mut self.list {
            toast.left_secs -= dt_secs;
        }
        self.list.retain(|t| t.left_secs > 0.0);
        self.list.iter().map(|t| t.left_secs).reduce(f64::min)
    }

    /// Drops the message at `index`.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.list.len() {
            self.list.remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_goes_by_itself_and_a_failure_stays_longer() {
        let mut toasts = Toasts::default();
        toasts.success("saved");
        toasts.failure("not saved");
        assert!(toasts.advance(SUCCESS_SECS + 0.1).is_some());
        assert_eq!(toasts.list().len(), 1);
        assert!(toasts.list()[0].is_failure);
        assert_eq!(toasts.advance(FAILURE_SECS), None);
    }
}
