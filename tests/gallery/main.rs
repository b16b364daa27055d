//! Every picture of the gallery as a display list: what stands where, how large it is, what the legend says of it, and how
//! long the scale bar is. The pictures are composed once, on all threads, and not painted.

mod ashore;
mod contrast;
mod film;
mod lines;
mod named;
mod seen;
mod symbols;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use august_storm::export::{GalleryPicture, GalleryWanted, Studio, gallery_pictures};
use august_storm::geo::{PagePoint, distance_m};
use august_storm::render::RasterPainter;
use august_storm::scene::{Item, MarkKind, PlacedMark, Scene, Text};
use kurbo::{Rect, Shape};

/// What is wrong with the pictures, by test.
#[derive(Debug, Default)]
struct Findings {
    pictures: usize,
    marks: usize,
    overlaps: Vec<String>,
    outside: Vec<String>,
    small: Vec<String>,
    legend: Vec<String>,
    scale: Vec<String>,
    lines: lines::Faults,
    adrift: Vec<String>,
    misread: Vec<String>,
}

impl Findings {
    fn append(&mut self, mut other: Self) {
        self.pictures += other.pictures;
        self.marks += other.marks;
        self.overlaps.append(&mut other.overlaps);
        self.outside.append(&mut other.outside);
        self.small.append(&mut other.small);
        self.legend.append(&mut other.legend);
        self.scale.append(&mut other.scale);
        self.lines.append(other.lines);
        self.adrift.append(&mut other.adrift);
        self.misread.append(&mut other.misread);
    }
}

/// The built-in campaign, read once.
fn with_studio<T>(work: impl FnOnce(&Studio) -> T) -> T {
    static STUDIO: OnceLock<Mutex<Studio>> = OnceLock::new();
    let studio = STUDIO.get_or_init(|| {
        let (studio, report) = Studio::builtin(RasterPainter::once(1));
        assert!(!report.has_errors(), "{report}");
        Mutex::new(studio)
    });
    work(&studio.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn pictures(studio: &Studio, wanted: &GalleryWanted) -> Vec<GalleryPicture> {
    gallery_pictures(&studio.campaign().data().config, studio.projection(), wanted).expect("a sound list")
}

/// Calls `work` with every picture that is wanted, frame by frame on all threads.
fn each_picture<T: Send>(wanted: &GalleryWanted, work: impl Fn(&mut Studio, &GalleryPicture) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (pictures, mut studios) = with_studio(|studio| {
        let studios: Vec<Studio> = (0..threads).map(|_| studio.another(1)).collect();
        (pictures(studio, wanted), studios)
    });
    let rows: Vec<&[GalleryPicture]> =
        pictures.chunk_by(|a, b| a.frame == b.frame && a.still.theme == b.still.theme).collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for studio in &mut studios {
            scope.spawn(|| {
                let studio = studio;
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for picture in *row {
                        let one = work(studio, picture);
                        found.lock().unwrap().push(one);
                    }
                }
            });
        }
    });
    found.into_inner().unwrap()
}

/// All pictures, looked through once.
fn findings() -> &'static Findings {
    static FINDINGS: OnceLock<Findings> = OnceLock::new();
    FINDINGS.get_or_init(|| {
        let all = each_picture(&GalleryWanted::default(), |studio, picture| {
            let scene = studio.scene(&picture.still);
            look(studio, picture, &scene)
        });
        all.into_iter().fold(Findings::default(), |mut sum, one| {
            sum.append(one);
            sum
        })
    })
}

fn look(studio: &Studio, picture: &GalleryPicture, scene: &Scene) -> Findings {
    let name = picture.name();
    let mut found = Findings { pictures: 1, marks: scene.placed.len(), ..Findings::default() };
    let map = map_of(scene, picture);
    for (i, mark) in scene.placed.iter().enumerate() {
        let place = if matches!(mark.kind, MarkKind::Furniture(_)) { page_of(scene) } else { map };
        let is_inside = mark.boxes.iter().all(|b| place.inflate(0.1, 0.1).union(b.bounds()) == place.inflate(0.1, 0.1));
        if !is_inside && mark.kind != MarkKind::Sign {
            found.outside.push(format!("{name}: {}", told(mark)));
        }
        for other in &scene.placed[..i] {
            if !mark.kind.may_overlap(other.kind) && overlap(mark, other) {
                found.overlaps.push(format!("{name}: {} and {}", told(mark), told(other)));
            }
        }
    }
    found.adrift.extend(ashore::adrift(studio, picture, scene).into_iter().map(|fault| format!("{name}: {fault}")));
    found.misread.extend(named::misread(studio, picture, scene).into_iter().map(|fault| format!("{name}: {fault}")));
    let least_pt = picture.still.theme.scale.least_size_pt;
    for text in texts(scene) {
        if text.size_pt < least_pt - 1e-6 {
            found.small.push(format!("{name}: {:?} in {} pt", text.text, text.size_pt));
        }
    }
    let data = studio.campaign().data();
    let (shown, explained) = (seen::classes(scene, picture, data, map), seen::explained(scene));
    for class in shown.sure.difference(&explained) {
        found.legend.push(format!("{name}: {class:?} is seen and not explained"));
    }
    for class in explained.difference(&shown.all) {
        found.legend.push(format!("{name}: {class:?} is explained and not seen"));
    }
    found.lines = lines::Faults::of(scene, picture);
    found.scale.extend(scale_faults(studio, picture, scene).into_iter().map(|fault| format!("{name}: {fault}")));
    found
}

/// Two marks that share more than their edges.
fn overlap(a: &PlacedMark, b: &PlacedMark) -> bool {
    let is_near = a.bounds().overlaps(b.bounds());
    is_near && a.boxes.iter().any(|x| b.boxes.iter().any(|y| x.grown(-0.1).overlaps(&y.grown(-0.1))))
}

fn told(mark: &PlacedMark) -> String {
    let b = mark.bounds();
    format!("{:?} {:?} at {:.0},{:.0} to {:.0},{:.0}", mark.kind, mark.text(), b.x0, b.y0, b.x1, b.y1)
}

fn page_of(scene: &Scene) -> Rect {
    Rect::new(0.0, 0.0, scene.size.width_pt, scene.size.height_pt)
}

/// The map inside its frame line.
fn map_of(scene: &Scene, picture: &GalleryPicture) -> Rect {
    let neatline = picture.still.theme.page.neatline;
    let lines = layer(scene, "furniture").iter().filter_map(|item| match item {
        Item::Stroke(stroke) if stroke.colour == neatline => Some(stroke.path.bounding_box()),
        _ => None,
    });
    lines.max_by(|a, b| a.area().total_cmp(&b.area())).expect("a frame line")
}

fn layer<'a>(scene: &'a Scene, name: &str) -> &'a [Item] {
    scene.layers.iter().find(|l| l.name == name).map_or(&[], |l| &l.items)
}

/// All text of a page.
fn texts(scene: &Scene) -> Vec<&Text> {
    fn walk<'a>(items: &'a [Item], into: &mut Vec<&'a Text>) {
        for item in items {
            match item {
                Item::Text(text) => into.push(text),
                Item::Clip(clip) => walk(&clip.items, into),
                Item::Group(group) => walk(&group.items, into),
                Item::Fill(_) | Item::Stroke(_) | Item::Image(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    scene.layers.iter().for_each(|layer| walk(&layer.items, &mut found));
    found
}

/// The drawn bars against the ground in the middle of the map, which they are made for.
fn scale_faults(studio: &Studio, picture: &GalleryPicture, scene: &Scene) -> Vec<String> {
    let (view, ink) = (&picture.still.view, picture.still.theme.page.ink);
    // The outline of both bars: kilometres above miles.
    let outline = layer(scene, "furniture").iter().find_map(|item| match item {
        Item::Stroke(stroke) if stroke.colour == ink && stroke.path.elements().len() == 10 => Some(&stroke.path),
        _ => None,
    });
    let Some(outline) = outline else { return vec!["no scale bar".to_owned()] };
    let bars = [&outline.elements()[..5], &outline.elements()[5..]]
        .map(|bar| kurbo::BezPath::from_vec(bar.to_vec()).bounding_box());
    let label = |unit: &str| {
        let mut ends =
            texts(scene).into_iter().filter_map(|t| t.text.strip_suffix(unit).and_then(|n| n.parse::<f64>().ok()));
        ends.next_back()
    };
    let middle = page_of(scene).center();
    let mut faults = Vec::new();
    for (bar, unit, unit_m) in [(bars[0], " km", 1000.0), (bars[1], " miles", 1609.344)] {
        let Some(units) = label(unit) else { return vec![format!("no length in{unit}")] };
        let end = |x: f64| {
            let p = PagePoint::new(middle.x + x, middle.y);
            studio.projection().unproject(view.camera.map_point(p, view.size))
        };
        let ground_m = distance_m(end(-bar.width() / 2.0), end(bar.width() / 2.0));
        if (ground_m / (units * unit_m) - 1.0).abs() > 0.005 {
            faults.push(format!("{units}{unit} covers {ground_m:.0} m"));
        }
    }
    faults
}

fn assert_none(what: &str, faults: &[String]) {
    let first: Vec<&str> = faults.iter().take(60).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} {what}:\n{}", faults.len(), first.join("\n"));
}

#[test]
fn the_gallery_has_ten_views_by_six_dates_by_five_themes_and_the_hard_ones() {
    let all = with_studio(|studio| pictures(studio, &GalleryWanted::default()));
    let usual = all.iter().filter(|p| !p.is_hard).count();
    assert_eq!(usual, 10 * 6 * 5);
    for hard in ["mutanchiang", "hutou", "shumshu", "habomais", "khingan", "liaotung", "hokkaido", "korea-at-the-38th"]
    {
        assert!(all.iter().filter(|p| p.is_hard && p.frame.starts_with(hard)).count() >= 5, "{hard}");
    }
    let names: std::collections::BTreeSet<String> = all.iter().map(GalleryPicture::name).collect();
    assert_eq!(names.len(), all.len(), "every picture has a name of its own");
}

#[test]
fn no_label_overlaps_a_label_a_symbol_or_furniture() {
    let found = findings();
    assert!(found.marks > 40 * found.pictures, "{} marks on {} pictures", found.marks, found.pictures);
    assert_none("overlaps", &found.overlaps);
}

#[test]
fn no_label_leaves_the_map_and_no_furniture_the_page() {
    assert_none("marks outside", &findings().outside);
}

#[test]
fn names_of_states_lie_on_their_own_land() {
    assert_none("names of states adrift", &findings().adrift);
}

#[test]
fn a_name_stands_nearer_to_what_it_names_than_to_another_thing_of_its_kind() {
    assert_none("names that could be read wrongly", &findings().misread);
}

#[test]
fn nothing_is_set_smaller_than_the_least_size_of_its_theme() {
    assert_none("small texts", &findings().small);
}

#[test]
fn the_legend_explains_the_classes_that_can_be_seen_and_no_others() {
    assert_none("faults of legends", &findings().legend);
}

#[test]
fn the_scale_bar_is_as_long_as_the_ground_that_it_stands_for() {
    assert_none("faults of scale bars", &findings().scale);
}

#[test]
fn no_two_fronts_of_one_side_face_each_other_across_a_sliver() {
    assert_none("zips", &findings().lines.zips);
}

#[test]
fn no_piece_of_a_front_is_a_crumb() {
    assert_none("crumbs", &findings().lines.crumbs);
}

#[test]
fn no_zone_draws_a_coast_or_a_border_a_second_time() {
    assert_none("double lines", &findings().lines.doubled);
}

#[test]
fn no_label_of_a_line_is_bent_or_piles_its_letters_up() {
    assert_none("bent or piled labels", &findings().lines.piled);
}
