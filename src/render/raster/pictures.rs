//! Pictures of scenes in the painter's own form.

use std::sync::{Arc, Mutex, Weak};

use vello_cpu::peniko::ImageAlphaType;
use vello_cpu::{PixelMetadata, Pixmap};

use crate::scene::Image;

/// Pictures kept as long as a scene holds them.
#[derive(Debug, Default)]
pub(super) struct PictureStore {
    entries: Mutex<Vec<(Weak<Image>, Arc<Pixmap>)>>,
}

impl PictureStore {
    /// The picture; `None` if it has no pixel.
    pub(super) fn pixmap(&self, image: &Arc<Image>) -> Option<Arc<Pixmap>> {
        if image.width == 0 || image.height == 0 {
            return None;
        }
        let mut entries = self.entries.lock().ok()?;
        // A weak reference keeps the place in memory taken, so equal addresses are the same picture.
        let known = entries.iter().find(|(weak, _)| std::ptr::eq(weak.as_ptr(), Arc::as_ptr(image)));
        if let Some((_, pixmap)) = known {
            return Some(Arc::clone(pixmap));
        }
        let mut rgba = image.rgba.clone();
        rgba.resize(usize::from(image.width) * usize::from(image.height) * 4, 0);
        rgba.shrink_to_fit();
        let is_opaque = rgba.chunks_exact(4).all(|p| p[3] == 255);
        let metadata = PixelMetadata::new(ImageAlphaType::AlphaPremultiplied, !is_opaque);
        let pixmap = Arc::new(Pixmap::from_parts(rgba, image.width, image.height, metadata));
        entries.push((Arc::downgrade(image), Arc::clone(&pixmap)));
        Some(pixmap)
    }

    /// Drops what no scene holds any more.
    pub(super) fn forget_unused(&self) {
        if let Ok(mut entries) = self.entries.lock() {
            entries.retain(|(weak, _)| weak.strong_count() > 0);
        }
    }
}
