//! Pixels of keyed layers, kept from picture to picture: the least recently used go first.

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

enum Pixels {
    /// Asked for once, not kept yet.
    Seen,
    Ground(Vec<u8>),
    Sparse(SparsePixels),
}

/// The store: few entries, searched one by one.
pub(super) struct PixelCache {
    /// Most recently used last.
    entries: Vec<(RunKey, Pixels)>,
    max_bytes: usize,
}

/// Entries at most; keys of passing views take no memory to speak of, but a search.
const MAX_ENTRIES: usize = 32;

impl PixelCache {
    pub(super) const fn new(max_bytes: usize) -> Self {
        Self { entries: Vec::new(), max_bytes }
    }

    pub(super) const fn keeps_nothing(&self) -> bool {
        self.max_bytes == 0
    }

    /// The pixels of a lowest run.
    pub(super) fn ground(&mut self, key: &RunKey) -> Option<&[u8]> {
        match self.touch(key)? {
            Pixels::Ground(rgba) => Some(rgba),
            _ => None,
        }
    }

    /// Keeps the pixels of a lowest run if it was asked for before.
    pub(super) fn keep_ground(&mut self, key: RunKey, rgba: &[u8]) {
        let was_seen = self.entries.last().is_some_and(|(last, _)| *last == key);
        if was_seen && rgba.len() <= self.max_bytes {
            self.entries.pop();
            self.make_room(rgba.len());
            self.entries.push((key, Pixels::Ground(rgba.to_vec())));
        } else if !was_seen && !self.keeps_nothing() {
            self.entries.push((key, Pixels::Seen));
        }
        self.make_room(0);
    }

    /// The pixels of an upper run.
    pub(super) fn sparse(&mut self, key: &RunKey) -> Option<&SparsePixels> {
        match self.touch(key)? {
            Pixels::Sparse(pixels) => Some(pixels),
            _ => None,
        }
    }

    /// Keeps the pixels of an upper run.
    pub(super) fn keep_sparse(&mut self, key: RunKey, pixels: SparsePixels) {
        if pixels.bytes() <= self.max_bytes {
            self.make_room(pixels.bytes());
            self.entries.push((key, Pixels::Sparse(pixels)));
        }
    }

    /// Finds an entry and makes it the most recently used.
    fn touch(&mut self, key: &RunKey) -> Option<&Pixels> {
        let at = self.entries.iter().rposition(|(k, _)| k == key)?;
        let entry = self.entries.remove(at);
        self.entries.push(entry);
        self.entries.last().map(|(_, pixels)| pixels)
    }

    /// Memory that the kept pixels take.
    pub(super) fn kept_bytes(&self) -> usize {
        self.entries.iter().map(|(_, pixels)| size_of_pixels(pixels)).sum()
    }

    fn make_room(&mut self, bytes: usize) {
        while self.entries.len() >= MAX_ENTRIES || self.kept_bytes() + bytes > self.max_bytes {
            if self.entries.is_empty() {
                break;
            }
            self.entries.remove(0);
        }
    }
}

fn size_of_pixels(pixels: &Pixels) -> usize {
    match pixels {
        Pixels::Seen => 0,
        Pixels::Ground(rgba) => rgba.len(),
        Pixels::Sparse(sparse) => sparse.bytes(),
    }
}
