//! How far a job is.

/// How far a job is, in the pieces of which it consists: frames of a film, pictures of a batch, slides of a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pieces that are done.
    pub done: u64,
    /// Pieces in all.
    pub total: u64,
}

/// "12 kB", "3.4 MB", "120 MB".
#[must_use]
pub fn spoken_bytes(count: u64) -> String {
    match count {
        0..1_000_000 => format!("{} kB", count.div_ceil(1000)),
        1_000_000..10_000_000 => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
        _ => format!("{} MB", count / 1_000_000),
    }
}
