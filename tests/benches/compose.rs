//! Composing the theatre: when the view moves, and when only time moves.

use std::sync::Arc;

use august_storm::data::{BaseMap, Dataset, Embedded, Lang, Relief, Report};
use august_storm::geo::{Camera, PageSize};
use august_storm::model::{Campaign, Motion, Reading, WorldState};
use august_storm::render::RasterPainter;
use august_storm::scene::{Composer, FurnitureSet, Item, LayerSet, Scene, ViewSpec};
use august_storm::style::Theme;
use august_storm::time::{Instant, UtcOffset};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut bench = Setup::new();
    let scene = bench.composer.compose(&bench.states[0], &bench.view, &bench.theme);
    println!("theatre: {} layers, {} path elements", scene.layers.len(), elements(&scene));
    divan::main();
}

struct Setup {
    composer: Composer,
    states: Vec<WorldState>,
    view: ViewSpec,
    theme: Theme,
}

impl Setup {
    fn new() -> Self {
        let mut report = Report::default();
        let campaign = Campaign::new(Dataset::load(&Embedded, &mut report));
        let base = Arc::new(BaseMap::load(&Embedded, &mut report));
        let relief = Relief::load(&Embedded, &mut report).map(Arc::new);
        let composer = Composer::new(Arc::clone(campaign.data()), base, relief);
        let start = Instant::parse_at("1945-08-14T12:00", UtcOffset::PLUS_NINE).expect("a date");
        let states = (0..24)
            .map(|h| campaign.state_at(start.plus_secs(h * 3600), Reading::Documented, Motion::Interpolated))
            .collect();
        let bbox = campaign.data().config.views[0].bbox;
        let size = PageSize::for_pixels(1920, 1080);
        let view = ViewSpec {
            size,
            camera: Camera::fit(composer.projection().fit(bbox), size),
            heading: None,
            lang: Lang::En,
            second_lang: None,
            layers: LayerSet::usual(),
            furniture: FurnitureSet::all(),
            since: None,
            phase_lines: 3,
            reading: Reading::Documented,
            motion: Motion::Interpolated,
            clock: ("Tokyo".to_owned(), UtcOffset::PLUS_NINE),
            cards: august_storm::scene::CardsFor::default(),
        };
        Self { composer, states, view, theme: Theme::named("atlas").expect("built in") }
    }

    /// The page of step `i`: either the view has moved a little, or the time.
    fn step(&mut self, i: usize, view_moves: bool) -> Scene {
        let mut view = self.view.clone();
        if view_moves {
            let to = if i.is_multiple_of(2) { 4.0 } else { -4.0 };
            view.camera = view.camera.panned(to, 0.0);
        }
        self.composer.compose(&self.states[i % self.states.len()], &view, &self.theme)
    }
}

fn elements(scene: &Scene) -> usize {
    fn of(item: &Item) -> usize {
        match item {
            Item::Fill(f) => f.path.elements().len(),
            Item::Stroke(s) => s.path.elements().len(),
            Item::Clip(c) => c.path.elements().len() + c.items.iter().map(of).sum::<usize>(),
            Item::Group(g) => g.items.iter().map(of).sum(),
            _ => 0,
        }
    }
    scene.layers.iter().flat_map(|l| &l.items).map(of).sum()
}

#[divan::bench(args = [true, false])]
fn compose(bencher: divan::Bencher, view_moves: bool) {
    let mut setup = Setup::new();
    let mut i = 0;
    bencher.bench_local(|| {
        i += 1;
        setup.step(i, view_moves)
    });
}

/// The budget is for one thread; two are what the window has on the machine to be fast on.
#[divan::bench(args = [true, false], consts = [1, 2])]
fn compose_and_raster_1080p<const THREADS: usize>(bencher: divan::Bencher, view_moves: bool) {
    let mut setup = Setup::new();
    let mut painter = RasterPainter::new(THREADS);
    let mut i = 0;
    bencher.bench_local(|| {
        i += 1;
        let scene = setup.step(i, view_moves);
        painter.paint(&scene, 1920, 1080).expect("a page has pixels")
    });
}
