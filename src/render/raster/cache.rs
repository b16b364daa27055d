//! Pixels of keyed layers, kept from picture to picture: the least recently used go first.

use std::sync::Arc;

use super::sparse::SparsePixels;
use crate::scene::{Colour, Layer, Scene};

/// What a run of layers was painted from. Compared whole: no two runs are ever taken for each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunKey {
    size: (u16, u16),
    page_pt: (f64, f64),
    ground: Option<Colour>,
    layers: Vec<(&'static str, u64)>,
}

impl RunKey {
    /// The key of a run; `None` if a layer has none or there is no layer.
    pub(super) fn new(scene: &Scene, ground: Option<Colour>, run: &[Layer], size: (u16, u16)) -> Option<Self> {
        let layers: Vec<_> = run.iter().map(|l| Some((l.name, l.key?))).collect::<Option<_>>()?;
        let page_pt = (scene.size.width_pt, scene.size.height_pt);
        (!layers.is_empty()).then_some(Self { size, page_pt, ground, layers })
    }
}

/// The pixels of a run, a part for each band of the picture.
#[derive(Clone)]
pub(super) enum Pixels {
    /// The lowest run: every pixel.
    Ground(Arc<[Vec<u8>]>),
    /// An upper run: what is not clear.
    Sparse(Arc<[SparsePixels]>),
}

impl Pixels {
    fn bytes(&self) -> usize {
        match self {
            Self::Ground(bands) => bands.iter().map(Vec::len).sum(),
            Self::Sparse(bands) => bands.iter().map(SparsePixels::bytes).sum(),
        }
    }
}

/// The store: few entries, searched one by one.
pub(super) struct PixelCache {
    /// Most recently used last; without pixels if the run was asked for once only.
    entries: Vec<(RunKey, Option<Pixels>)>,
    max_bytes: usize,
}

/// Entries at most; keys of passing views take no memory to speak of, but a search.
const MAX_ENTRIES: usize = 32;

impl PixelCache {
    pub(super) const fn new(max_bytes: usize) -> Self {
        Self { entries: Vec::new(), max_bytes }
    }

    /// The pixels of a run, which becomes the most recently used. For a run not known yet, or without pixels, says
    /// whether it was asked for before: only then are its pixels worth keeping, for the first time it may be a
    /// passing view.
    pub(super) fn get(&mut self, key: &RunKey) -> Found {
        let Some(at) = self.entries.iter().rposition(|(k, _)| k == key) else {
            if self.max_bytes > 0 {
                self.make_room(0);
                self.entries.push((key.clone(), None));
            }
            return Found::New;
        };
        let entry = self.entries.remove(at);
        let found = entry.1.clone().map_or(Found::Seen, Found::Pixels);
        self.entries.push(entry);
        found
    }

    /// Keeps the pixels of a run.
    pub(super) fn keep(&mut self, key: &RunKey, pixels: Pixels) {
        self.entries.retain(|(k, _)| k != key);
        if pixels.bytes() <= self.max_bytes {
            self.make_room(pixels.bytes());
            self.entries.push((key.clone(), Some(pixels)));
        }
    }

    /// Memory that the kept pixels take.
    pub(super) fn kept_bytes(&self) -> usize {
        self.entries.iter().filter_map(|(_, pixels)| pixels.as_ref()).map(Pixels::bytes).sum()
    }

    fn make_room(&mut self, bytes: usize) {
        while !self.entries.is_empty()
            && (self.entries.len() >= MAX_ENTRIES || self.kept_bytes() + bytes > self.max_bytes)
        {
            self.entries.remove(0);
        }
    }
}

/// What the store knows of a run.
pub(super) enum Found {
    Pixels(Pixels),
    Seen,
    New,
}
