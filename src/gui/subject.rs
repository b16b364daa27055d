//! What can be pointed at: a feature of the campaign, of the base map or of an opened file, by its place in the lists.

/// A thing on the map. Indices point into the lists of the campaign's dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An entry of the timeline.
    Event(usize),
    /// A landing.
    Landing(usize),
    /// A march.
    Movement(usize),
    /// The front of a sector.
    Sector(usize),
    /// Ground still Japanese behind the front.
    Holdout(usize),
    /// Ground held ahead of the front.
    Pocket(usize),
    /// An island.
    Island(usize),
    /// A promise, proposal, agreement or order.
    Zone(usize),
    /// A place of the gazetteer.
    Place(usize),
    /// A feature of an opened file: the file's number and the feature's place in it.
    Opened {
        /// Number of the file, counted in the order of opening.
        file: u64,
        /// Place of the feature in the file.
        feature: usize,
    },
}
