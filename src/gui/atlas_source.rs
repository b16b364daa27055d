//! The real [`FrameSource`]: state of the campaign, composed scene, painted pixels: the path that `render` takes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::data::{BaseMap, Diagnostic, Embedded, Relief, Report, Severity};
use crate::export::{Overwrite, write_whole};
use crate::geo::PagePoint;
use crate::model::{Campaign, Motion, Reading};
use crate::render::{PngInfo, RasterPainter, encode_png};
use crate::scene::{Composer, Image, Scene};
use crate::style::Theme;
use crate::time::Instant;

use super::held::HeldMeasure;
use super::opened_layer;
use super::pick;
use super::request::{FrameRequest, FrameSource};
use super::subject::Subject;
use super::user_file::{self, UserFile};
use super::window::Services;

/// Most threads that painting takes: one is left to the interface.
const MOST_THREADS: usize = 8;

/// Composes and paints the campaign.
pub struct AtlasSource {
    campaign: Arc<Campaign>,
    base: Arc<BaseMap>,
    composer: Composer,
    painter: RasterPainter,
    themes: HashMap<&'static str, Theme>,
    held: Option<HeldMeasure>,
}

/// What the window needs, from the data built into the program.
///
/// # Errors
/// If the built-in campaign cannot be read: a fault of the build.
pub fn services() -> anyhow::Result<Services> {
    let mut report = Report::new();
    let base = std::thread::spawn(|| {
        let mut report = Report::new();
        let base = BaseMap::load(&Embedded, &mut report);
        (base, Relief::load(&Embedded, &mut report), report)
    });
    let data = crate::data::Dataset::load(&Embedded, &mut report);
    let (base, relief, of_base) = base.join().map_err(|_| anyhow::anyhow!("reading the base map failed"))?;
    if let Some(first) = report.diagnostics().iter().chain(of_base.diagnostics()).find(|d| d.severity == Severity::Error) {
        anyhow::bail!("the campaign built into the program cannot be read: {first}");
    }
    let campaign = Arc::new(Campaign::new(data, base.units.clone()));
    let (base, relief) = (Arc::new(base), relief.map(Arc::new));
    let of_worker = Arc::clone(&campaign);
    Ok(Services {
        campaign,
        make_source: Box::new(move || Ok(Box::new(AtlasSource::new(of_worker, base, relief)))),
        read_path: read_user_file,
    })
}

impl AtlasSource {
    /// A source for a campaign on a base map.
    #[must_use]
    pub fn new(campaign: Arc<Campaign>, base: Arc<BaseMap>, relief: Option<Arc<Relief>>) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let composer = Composer::new(campaign.shared_data(), Arc::clone(&base), relief);
        Self { campaign, base, composer, painter: RasterPainter::new(threads), themes: HashMap::new(), held: None }
    }

    fn scene(&mut self, request: &FrameRequest) -> Result<Scene, String> {
        let state = self.campaign.state_at(request.at, request.spec.reading, request.spec.motion);
        let theme = match self.themes.entry(request.theme) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(Theme::named(request.theme).map_err(|error| error.to_string())?)
            }
        };
        let mut scene = self.composer.compose(&state, &request.spec, theme);
        opened_layer::add(&mut scene, request, self.composer.projection(), theme);
        Ok(scene)
    }
}

impl FrameSource for AtlasSource {
    fn frame(&mut self, request: &FrameRequest) -> Result<Image, String> {
        let scene = self.scene(request)?;
        self.painter.paint(&scene, request.width_px, request.height_px).map_err(|error| error.to_string())
    }

    fn pick(&mut self, request: &FrameRequest, at: PagePoint) -> Vec<Subject> {
        pick::subjects_at(&self.campaign, self.composer.projection(), request, at)
    }

    fn save(&mut self, request: &FrameRequest, path: &Path) -> Result<(), String> {
        let image = self.frame(request)?;
        let png = encode_png(&image, &PngInfo::default()).map_err(|error| error.to_string())?;
        write_whole(path, &png, Overwrite::Replace).map_err(|error| error.to_string())
    }

    fn held_km2(&mut self, at: Instant) -> f64 {
        let base = &self.base;
        let held = self.held.get_or_insert_with(|| HeldMeasure::new(&base.coast_overview));
        let state = self.campaign.state_at(at, Reading::Documented, Motion::Interpolated);
        held.km2(self.campaign.data(), &state)
    }
}

/// Reads a GeoJSON file from disk; what is wrong with it stands in its report.
fn read_user_file(path: &Path, number: u64) -> UserFile {
    use crate::data::{Directory, Source};
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut report = Report::new();
    let features = match Directory::new(folder).read(&name) {
        Ok(bytes) => crate::data::read_features(&name, &bytes, &mut report),
        Err(error) => {
            report.push(Diagnostic::error(&name, error.to_string()).with_cure(error.cure()));
            Vec::new()
        }
    };
    user_file::from_features(number, name, features, &report)
}
