//! The real [`FrameSource`]: state of the campaign, composed scene, painted pixels: the path that `render` takes.

use std::path::Path;
use std::sync::Arc;

use crate::data::{Opened, Report, Severity};
use crate::export::{Still, Studio};
use crate::geo::{PagePoint, Projection};
use crate::model::{Campaign, Comparison, HeldMeasure, Motion, Reading};
use crate::render::RasterPainter;
use crate::scene::Image;
use crate::time::Instant;

use super::export::AtlasExporter;
use super::pick;
use super::request::{FrameRequest, FrameSource};
use super::subject::Subject;
use super::user_file::UserFile;
use super::window::Services;

/// Most threads that painting takes.
const MOST_THREADS: usize = 8;

/// Composes and paints the campaign.
pub struct AtlasSource {
    studio: Studio,
    held: Option<HeldMeasure>,
}

/// What the window needs, from the data built into the program.
///
/// # Errors
/// If the built-in campaign cannot be read: a fault of the build.
pub fn services() -> anyhow::Result<Services> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let (studio, report) = Studio::builtin(RasterPainter::new(threads));
    if let Some(first) = report.diagnostics().iter().find(|d| d.severity == Severity::Error) {
        anyhow::bail!("the campaign built into the program cannot be read: {first}");
    }
    Ok(Services {
        campaign: Arc::clone(studio.campaign()),
        exporter: Arc::new(AtlasExporter::new(studio.another(1))),
        make_source: Box::new(move || Ok(Box::new(AtlasSource::new(studio)))),
        read_path: read_user_file,
    })
}

impl AtlasSource {
    /// A source that draws in `studio`.
    #[must_use]
    pub fn new(studio: Studio) -> Self {
        Self { studio, held: None }
    }

    fn still(&mut self, request: &FrameRequest) -> Result<Still, String> {
        if self.studio.projection().kind() != request.projection {
            self.studio.set_projection(Projection::new(request.projection).map_err(|error| error.to_string())?);
        }
        let theme = request.theme.tokens().ok_or("the theme built into the program cannot be read")?;
        self.studio.show(&request.campaign);
        let (width_px, height_px) = (request.width_px, request.height_px);
        let opened = request.files.iter().map(|file| Arc::clone(&file.layer)).collect();
        Ok(Still { at: request.at, view: request.spec.clone(), theme, width_px, height_px, opened })
    }
}

impl FrameSource for AtlasSource {
    fn frame(&mut self, request: &FrameRequest) -> Result<Image, String> {
        let still = self.still(request)?;
        self.studio.picture(&still).map_err(|error| error.to_string())
    }

    fn pick(&mut self, request: &FrameRequest, at: PagePoint, with_ground: bool) -> Vec<Subject> {
        let Ok(still) = self.still(request) else { return Vec::new() };
        let campaign = Arc::clone(self.studio.campaign());
        pick::subjects_at(&campaign, self.studio.composer(), &still.theme, request, at, with_ground)
    }

    fn gained(&mut self, request: &FrameRequest) -> Option<Comparison> {
        let since = request.spec.since.or(request.earlier)?;
        self.studio.show(&request.campaign);
        self.studio.gained(request.at, since, request.spec.reading, request.spec.motion)
    }

    fn held_km2(&mut self, at: Instant) -> f64 {
        let base = self.studio.base();
        let held = self.held.get_or_insert_with(|| HeldMeasure::new(&base.coast_overview));
        let campaign = self.studio.campaign();
        let state = campaign.state_at(at, Reading::Documented, Motion::Interpolated);
        held.km2(campaign.data(), &state)
    }
}

/// Reads a GeoJSON file from disk; what is wrong with it stands in its report.
fn read_user_file(path: &Path, number: u64, builtin: &Campaign) -> UserFile {
    let mut report = Report::new();
    let opened = Opened::open(path, builtin.data(), &mut report);
    UserFile::new(number, path, opened, builtin, &report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::state::AppState;

    #[test]
    fn a_projection_chosen_in_the_window_draws_another_map_and_the_first_one_again() {
        let (studio, _) = Studio::builtin(RasterPainter::new(2));
        let mut state = AppState::new(Arc::clone(studio.campaign()), (640, 400));
        let mut source = AtlasSource::new(studio);
        let conformal = source.frame(&state.request()).unwrap();
        let camera = state.camera;
        state.apply(crate::gui::Command::Projection("mercator"));
        // Even under the very same camera the two planes must not be mixed up.
        state.camera = camera;
        let mercator = source.frame(&state.request()).unwrap();
        assert!(conformal.rgba != mercator.rgba);
        state.apply(crate::gui::Command::Projection("conformal"));
        state.camera = camera;
        assert!(source.frame(&state.request()).unwrap().rgba == conformal.rgba);
    }

    #[test]
    fn ground_held_grows_over_the_campaign() {
        let (studio, _) = Studio::builtin(RasterPainter::once(1));
        let range = studio.campaign().data().config.period;
        let mut source = AtlasSource::new(studio);
        let at = |days: i64| range.start().plus_secs(days * 24 * 3600);
        let held: Vec<f64> = [0, 3, 8, 14, 28].map(|days| source.held_km2(at(days))).to_vec();
        assert!(held[0] < 1000.0, "{held:?}");
        assert!(held.is_sorted(), "{held:?}");
        // Manchuria, Inner Mongolia, northern Korea, southern Sakhalin and the Kurils.
        assert!(held[4] > 800_000.0 && held[4] < 2_000_000.0, "{held:?}");
    }

    #[test]
    fn a_file_that_is_not_there_is_told_in_its_report() {
        let file = read_user_file(Path::new("/no-such-folder/mine.geojson"), 7, &Campaign::builtin());
        assert_eq!((file.number, file.name(), file.features().len()), (7, "mine.geojson", 0));
        assert_eq!(file.count(Severity::Error), 1);
    }
}
