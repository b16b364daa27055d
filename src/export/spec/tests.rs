//! Words and pictures are told in each other without loss.

use super::*;
use crate::model::Campaign;

fn made(spec: &PictureSpec) -> Picture {
    let (picture, report) = spec.picture(&Campaign::builtin()).unwrap();
    assert!(report.diagnostics().is_empty(), "{report}");
    picture
}

fn words(text: &str) -> PictureSpec {
    toml::from_str(text).unwrap()
}

#[test]
fn a_picture_told_in_words_is_the_same_picture() {
    for text in [
        "at = ['1945-08-14T12:00+09:00']",
        "at = ['1945-08-20']\nview = 'karafuto'\nsize = '1280x720'\ntheme = 'projector'\nlang = 'ja,en'",
        "at = ['1945-08-16']\nsince = '1945-08-10'\nreading = 'hasegawa'\nmotion = 'steps'\nclock = 'moscow'",
        "at = ['1945-08-16']\nsince = '1945-08-10'\nswipe = 0.3\nprojection = 'equal-area'",
        "at = ['1945-08-10', '1945-08-14', '1945-08-18']\ngrid = '3x1'\nbbox = [118, 40, 135, 50]\nhide = ['units', 'title']",
        "at = ['1945-08-12']\ncentre = [129.6, 44.6]\nscale = 750000\nsize = 'a3-landscape'\nshow = ['modern-borders']",
    ] {
        let picture = made(&words(text));
        let told = PictureSpec::of(&picture, "atlas", Vec::new(), &picture.campaign.data().config);
        let again = made(&PictureSpec { theme: words(text).theme, ..told.clone() });
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
        let (a, b) = (&picture.still, &again.still);
        assert_eq!((a.at, a.width_px, a.height_px), (b.at, b.width_px, b.height_px), "{text}");
        assert!(close(a.view.camera.metres_per_pt, b.view.camera.metres_per_pt), "{text}: {told:?}");
        let (p, q) = (a.view.camera.centre, b.view.camera.centre);
        assert!((p.x - q.x).hypot(p.y - q.y) < 0.01, "{text}: {p:?} {q:?}");
        let alike = |view: &ViewSpec| ViewSpec { camera: a.view.camera, size: a.view.size, ..view.clone() };
        assert_eq!(alike(&a.view), alike(&b.view), "{text}");
        assert_eq!((picture.projection, &picture.sort), (again.projection, &again.sort), "{text}");
    }
}

#[test]
fn words_are_written_and_read_as_toml_and_as_json() {
    let spec = words("at = ['1945-08-14']\nview = 'korea'\ndpi = 150\nsize = 'a4'\nphase-lines = 5");
    assert_eq!(toml::from_str::<PictureSpec>(&toml::to_string(&spec).unwrap()).unwrap(), spec);
    assert_eq!(serde_json::from_str::<PictureSpec>(&serde_json::to_string(&spec).unwrap()).unwrap(), spec);
    let error = toml::from_str::<PictureSpec>("at = ['1945-08-14']\nteme = 'grey'").unwrap_err().to_string();
    assert!(error.contains("teme") && error.contains("theme"), "{error}");
}

#[test]
fn what_excludes_each_other_is_told_with_the_cure() {
    for (text, cure) in [
        ("", "1945-08-20"),
        ("at = ['1945-08-14']\nscale = 5000000", "give both"),
        ("at = ['1945-08-14']\nsince = '1945-08-20'", "earlier date"),
        ("at = ['1945-08-14']\nswipe = 0.5", "--since"),
        ("at = ['1945-08-14', '1945-08-16']\ngrid = '1x1'", "larger grid"),
        ("at = ['1945-08-14']\nview = 'karafoto'", "karafuto"),
        ("at = ['1945-08-14']\nlayers = ['/no-such-folder/mine.geojson']", "/no-such-folder/mine.geojson"),
        ("at = ['1945-08-14']\ntheme = '/no-such-folder/mine.toml'", "/no-such-folder/mine.toml"),
    ] {
        let Err(error) = words(text).picture(&Campaign::builtin()) else { panic!("{text} makes a picture") };
        assert!(error.to_string().contains(cure), "{text}: {error}");
    }
}
