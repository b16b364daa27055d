//! Decks are taken apart: every part, every relation, every text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use resvg::usvg::roxmltree::{Document, Node};

use super::*;
use crate::export::{Job, PictureSpec};
use crate::render::RasterPainter;

fn deck() -> Deck {
    let moments = Moments { from: Some("1945-08-09".into()), to: Some("1945-08-10".into()), ..Moments::default() };
    let picture = PictureSpec { size: "640x360".to_owned(), ..PictureSpec::default() };
    Deck { title: Some("Storm & <steel>".to_owned()), moments, picture, ..Deck::default() }
}

/// The parts of the deck as a file has them, the plan, and the studio that made it.
fn made() -> (BTreeMap<String, Vec<u8>>, DeckPlan, Studio, Vec<u8>) {
    let (mut studio, _) = Studio::builtin(RasterPainter::once(1));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deck.pptx");
    let (plan, _) = deck().plan(studio.campaign(), &path).unwrap();
    let mut last = None;
    let never = AtomicBool::new(false);
    write_deck(&mut studio, &plan, &path, Overwrite::Refuse, &never, &mut |p| last = Some(p)).unwrap();
    assert_eq!(last, Some(Progress { done: 2, total: 2 }));
    let bytes = std::fs::read(&path).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(parts.insert(name.clone(), content).is_none(), "{name} is there twice");
    }
    (parts, plan, studio, bytes)
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).unwrap()
}

/// The part that a relation in the rels file `rels` leads to.
fn target(rels: &str, target: &str) -> String {
    let folder = rels.replace("_rels/", "");
    let mut path: Vec<&str> = folder.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[test]
fn every_part_is_sound_has_a_type_and_is_referred_to() {
    let (parts, ..) = made();
    let types = text(&parts, "[Content_Types].xml");
    let types = Document::parse(&types).unwrap();
    let of = |tag: &str, key: &str| -> BTreeSet<String> {
        types
            .descendants()
            .filter(|n| n.has_tag_name(("http://schemas.openxmlformats.org/package/2006/content-types", tag)))
            .filter_map(|n| Some(n.attribute(key)?.to_owned()))
            .collect()
    };
    let (overrides, endings) = (of("Override", "PartName"), of("Default", "Extension"));
    let mut reached = BTreeSet::new();
    for (name, content) in &parts {
        if name.starts_with("ppt/media/") {
            assert!(endings.contains("png"));
            continue;
        }
        let xml = std::str::from_utf8(content).unwrap();
        let document = Document::parse(xml).unwrap_or_else(|error| panic!("{name}: {error}"));
        if name.contains("_rels/") {
            for relation in document.root_element().children().filter(Node::is_element) {
                let part = target(name, relation.attribute("Target").unwrap());
                assert!(parts.contains_key(&part), "{name} leads to {part}, which is not there");
                reached.insert(part);
            }
        } else if name != "[Content_Types].xml" {
            assert!(overrides.contains(&format!("/{name}")), "{name} has no type");
        }
        // Shapes of a slide have numbers of their own.
        let ids: Vec<&str> = document
            .descendants()
            .filter(|n| n.tag_name().name() == "cNvPr")
            .filter_map(|n| n.attribute("id"))
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
    }
    for name in parts.keys().filter(|name| !name.contains("_rels/") && *name != "[Content_Types].xml") {
        assert!(reached.contains(name), "nothing refers to {name}");
    }
    let part_names: BTreeSet<String> = parts.keys().map(|name| format!("/{name}")).collect();
    assert!(overrides.is_subset(&part_names), "{overrides:?}");
}

#[test]
fn a_slide_has_the_picture_that_render_makes_its_words_and_the_diary_for_the_speaker() {
    let (parts, plan, mut studio, _) = made();
    assert_eq!((plan.pages(), plan.told()), (4, "4 slides of 16:9, pictures of 608 x 268 pixels".to_owned()));
    for (i, (moment, picture, words)) in (2..).zip(&plan.moments) {
        let page = studio.page_of(picture, words).unwrap();
        let png = studio.file(&page.scene, &picture.still, PictureFormat::Png, &page.about).unwrap();
        assert!(parts[&format!("ppt/media/image{i}.png")] == png);
        // The words that the picture carries make it again.
        let (again, _) = words.picture(studio.campaign()).unwrap();
        assert_eq!((again.still.width_px, again.still.at), (picture.still.width_px, picture.still.at));
        let slide = text(&parts, &format!("ppt/slides/slide{i}.xml"));
        let slide = Document::parse(&slide).unwrap();
        let told: Vec<&str> =
            slide.descendants().filter(|n| n.tag_name().name() == "t").filter_map(|n| n.text()).collect();
        assert_eq!(told[0], moment.title);
        assert!(told.iter().any(|t| t.contains("gained")), "{told:?}");
        assert!(told.last().unwrap().starts_with("Sources: "), "{told:?}");
        let alt = slide.descendants().find_map(|n| n.attribute("descr")).unwrap();
        assert_eq!(alt, page.caption.alt);
        let notes = text(&parts, &format!("ppt/notesSlides/notesSlide{i}.xml"));
        assert!(notes.contains("Fighting, towns and passes"), "{notes}");
    }
    assert!(text(&parts, "docProps/core.xml").contains("Storm &amp; &lt;steel&gt;"));
    assert!(text(&parts, "ppt/slides/slide4.xml").contains("Hasegawa 2011"));
    assert!(text(&parts, "ppt/notesSlides/notesSlide4.xml").contains("Hasegawa, Tsuyoshi"));
}

#[test]
fn the_same_deck_has_the_same_bytes_and_a_cancelled_one_leaves_nothing() {
    let (_, plan, mut studio, bytes) = made();
    assert!(made().3 == bytes);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deck.pptx");
    let cancel = AtomicBool::new(false);
    let mut stop = |progress: Progress| cancel.store(progress.done > 0, Ordering::Relaxed);
    let ended = write_deck(&mut studio, &plan, &path, Overwrite::Refuse, &cancel, &mut stop);
    assert!(matches!(ended, Err(JobError::Cancelled)), "{ended:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_deck_of_chapters_has_their_views_unless_a_view_is_given() {
    let campaign = Campaign::builtin();
    let moments = Moments { each: "chapter".into(), ..Moments::default() };
    let wanted = Deck { moments, ..deck() };
    let views = |deck: &Deck| -> BTreeSet<Option<String>> {
        let (plan, _) = deck.plan(&campaign, Path::new("a.pptx")).unwrap();
        plan.moments.iter().map(|(_, _, words)| words.view.clone()).collect()
    };
    assert!(views(&wanted).contains(&Some("khingan".to_owned())));
    let picture = PictureSpec { view: Some("korea".into()), ..wanted.picture.clone() };
    assert_eq!(views(&Deck { picture, ..wanted }), BTreeSet::from([Some("korea".to_owned())]));
    let refused = Job::of_deck("a.ppt".into(), deck()).plan(&campaign).err().unwrap().to_string();
    assert!(refused.contains(".pptx"), "{refused}");
}

#[test]
fn a_handout_has_its_pictures_on_sheets_of_paper_with_their_captions() {
    let (mut studio, _) = Studio::builtin(RasterPainter::once(1));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("handout.pdf");
    let wanted = Deck { per_page: 1, ..deck() };
    let (plan, _) = wanted.plan(studio.campaign(), &path).unwrap();
    assert_eq!(plan.told(), "2 sheets of 210 x 297 mm, 1 pictures each");
    let never = AtomicBool::new(false);
    write_deck(&mut studio, &plan, &path, Overwrite::Refuse, &never, &mut |_| {}).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let pages = bytes.windows(11).filter(|w| w == b"/Type /Page").count();
    assert!(pages >= 2, "{pages}");
    let refused = Deck { per_page: 3, ..deck() }.plan(studio.campaign(), &path).err().unwrap().to_string();
    assert!(refused.contains("1, 2, 4, 6 or 9"), "{refused}");
}
