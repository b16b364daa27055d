//! Every name of the atlas can be set in its language, and what is built in stays small.

use std::collections::BTreeSet;

use august_storm::data::{BaseMap, Dataset, Embedded, Lang, Names, Report, Source};
use august_storm::scene::FontFace;
use august_storm::text::Fonts;

/// Fonts that a language may draw its letters from, its own first.
fn faces(lang: Lang) -> &'static [FontFace] {
    match lang {
        Lang::Ja => &[FontFace::Japanese, FontFace::Sans],
        Lang::Zh => &[FontFace::Chinese, FontFace::Sans],
        Lang::Ko => &[FontFace::Korean, FontFace::Sans],
        Lang::En | Lang::Modern | Lang::Ru | Lang::Mn => &[FontFace::Sans],
    }
}

fn gather(names: &Names, missing: &mut BTreeSet<(Lang, char)>) -> usize {
    let fonts = Fonts::bundled();
    let english = (&Lang::En, &names.en);
    let mut seen = 0;
    for (lang, name) in names.others.iter().chain([english]) {
        seen += 1;
        let unknown = |c: &char| !c.is_whitespace() && !faces(*lang).iter().any(|face| fonts.has(*face, *c));
        missing.extend(name.chars().filter(unknown).map(|c| (*lang, c)));
    }
    seen
}

#[test]
fn every_letter_of_every_name_is_in_the_bundled_fonts() {
    let mut report = Report::new();
    let data = Dataset::load(&Embedded, &mut report);
    let base = BaseMap::load(&Embedded, &mut report);
    let mut missing = BTreeSet::new();
    let names = (data.metas().map(|m| &m.names))
        .chain(data.formations.iter().map(|f| &f.names))
        .chain(data.places.iter().map(|p| &p.names))
        .chain(base.labels.iter().map(|l| &l.names))
        .chain(base.units.iter().map(|u| &u.names))
        .chain(base.rivers.iter().map(|r| &r.names))
        .chain(base.lakes.iter().map(|l| &l.names));
    let seen: usize = names.map(|n| gather(n, &mut missing)).sum();
    assert!(seen > 4000, "only {seen} names were looked at");
    assert!(missing.is_empty(), "cut the fonts anew (assets/fonts/build.py): {missing:?}");
}

#[test]
fn the_base_map_adds_at_most_twelve_megabytes_to_the_program() {
    let bytes: usize = Embedded
        .list()
        .unwrap()
        .iter()
        .filter(|name| name.starts_with("base/"))
        .map(|name| Embedded.read(name).unwrap().len())
        .sum();
    assert!((1_000_000..=12_000_000).contains(&bytes), "{bytes} bytes");
}
