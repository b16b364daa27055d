//! Files of the reader's own, as pictures need them: layers over the map, and a campaign in place of the built-in one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::data::{Opened, Report, UserLayer};
use crate::model::{Campaign, Reading};

/// What opened files come to.
#[derive(Clone, Debug, Default)]
pub struct OpenedFiles {
    /// Layers over the map, in the order of the files.
    pub layers: Vec<Arc<UserLayer>>,
    /// The last campaign among the files, and the reading that it was written for.
    pub campaign: Option<(Arc<Campaign>, Reading)>,
}

impl OpenedFiles {
    /// Reads files; what is wrong with them goes to `report`, and the rest is shown. A campaign stands on the ground of
    /// `builtin`.
    ///
    /// # Errors
    /// The first path of which nothing can be shown.
    pub fn read<'p>(paths: &'p [PathBuf], builtin: &Campaign, report: &mut Report) -> Result<Self, &'p Path> {
        let mut files = Self::default();
        for path in paths {
            match Opened::open(path, builtin.data(), report) {
                Opened::Layer(layer) if layer.features.is_empty() => return Err(path),
                Opened::Layer(layer) => files.layers.push(Arc::new(layer)),
                Opened::Campaign(file) => {
                    let reading = Reading::of_id(&file.head.reading).unwrap_or_default();
                    files.campaign = Some((Arc::new(builtin.with_data(file.data)), reading));
                }
            }
        }
        Ok(files)
    }
}
