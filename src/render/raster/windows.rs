//! Prepared outlines of large clips: the land of a view is one of a hundred thousand points, and picture after picture
//! looks through it.

use std::sync::{Arc, Mutex, Weak};

use kurbo::{Affine, BezPath};

use super::outline::Outline;

/// Paths with fewer elements are prepared sooner than they are found.
const LARGE: usize = 1000;

/// Outlines kept as long as a scene holds their paths.
#[derive(Debug, Default)]
pub(super) struct WindowStore {
    entries: Mutex<Vec<Window>>,
}

#[derive(Debug)]
struct Window {
    path: Weak<BezPath>,
    to_px: Affine,
    width_px: u16,
    outline: Option<Arc<Outline>>,
}

impl WindowStore {
    /// The outline of `path` under a transform on a picture of a width, made by `prepare` if it is not known.
    pub(super) fn outline(
        &self,
        path: &Arc<BezPath>,
        to_px: Affine,
        width_px: u16,
        prepare: impl FnOnce() -> Option<Outline>,
    ) -> Option<Arc<Outline>> {
        if path.elements().len() < LARGE {
            return prepare().map(Arc::new);
        }
        // A weak reference keeps the place in memory taken, so equal addresses are the same path.
        let is_it = |w: &&Window| {
            std::ptr::eq(w.path.as_ptr(), Arc::as_ptr(path)) && w.to_px == to_px && w.width_px == width_px
        };
        if let Ok(entries) = self.entries.lock()
            && let Some(window) = entries.iter().find(is_it)
        {
            return window.outline.clone();
        }
        let outline = prepare().map(Arc::new);
        if let Ok(mut entries) = self.entries.lock() {
            entries.push(Window { path: Arc::downgrade(path), to_px, width_px, outline: outline.clone() });
        }
        outline
    }

    /// Drops what no scene holds any more.
    pub(super) fn forget_unused(&self) {
        if let Ok(mut entries) = self.entries.lock() {
            entries.retain(|window| window.path.strong_count() > 0);
        }
    }
}
