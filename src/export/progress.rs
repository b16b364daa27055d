//! How far a job is.

/// How far a job is, in the pieces of which it consists: frames of a film, pictures of a batch, slides of a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pieces that are done.
    pub done: u64,
    /// Pieces in all.
    pub total: u64,
}
