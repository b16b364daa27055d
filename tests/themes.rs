//! Themes hold for every eye: what must be told apart is far enough apart, also for those who see fewer colours, and all
//! lettering stands out from what lies under it.

use august_storm::style::{Colour, NAMES, Theme, TypeStyle};
use palette::color_difference::Ciede2000;
use palette::{IntoColor, Lab, LinSrgb, Srgb};

/// The three kinds of dichromacy as matrices on linear sRGB, severity 1: Machado, Oliveira and Fernandes, "A
/// physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15 (2009), table 1.
const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn linear(c: Colour) -> LinSrgb<f64> {
    Srgb::new(c.r, c.g, c.b).into_format::<f64>().into_linear()
}

fn seen_with(matrix: &[[f64; 3]; 3], c: LinSrgb<f64>) -> LinSrgb<f64> {
    let of = |row: [f64; 3]| (row[0] * c.red + row[1] * c.green + row[2] * c.blue).clamp(0.0, 1.0);
    LinSrgb::new(of(matrix[0]), of(matrix[1]), of(matrix[2]))
}

/// The least CIEDE2000 difference of two colours over normal sight and the three deficiencies, and for which it is.
fn least_difference(a: Colour, b: Colour) -> (f64, &'static str) {
    let lab = |c: LinSrgb<f64>| -> Lab<palette::white_point::D65, f64> { c.into_color() };
    let normal = (lab(linear(a)).difference(lab(linear(b))), "normal sight");
    DEFICIENCIES.iter().fold(normal, |least, (name, matrix)| {
        let differ = lab(seen_with(matrix, linear(a))).difference(lab(seen_with(matrix, linear(b))));
        if differ < least.0 { (differ, *name) } else { least }
    })
}

/// The colour of `top` at an opacity over an opaque ground.
fn over(top: Colour, opacity: f64, ground: Colour) -> Colour {
    ground.towards(top, opacity * f64::from(top.a) / 255.0)
}

/// Contrast of two colours by WCAG 2.2: 1 to 21.
fn contrast(a: Colour, b: Colour) -> f64 {
    let luminance = |c: Colour| {
        let c = linear(c);
        0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue
    };
    let (high, low) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
    (high + 0.05) / (low + 0.05)
}

struct Grounds {
    sea: Colour,
    land: Colour,
    held: Colour,
    gained: Colour,
}

impl Grounds {
    fn of(theme: &Theme) -> Self {
        let (sea, land) = (theme.sea.depth[0].1, theme.land.height[0].1);
        let tinted = |opacity| over(theme.ground.colour, opacity, land);
        Self { sea, land, held: tinted(theme.ground.held_opacity), gained: tinted(theme.ground.gained_opacity) }
    }
}

#[test]
fn what_must_be_told_apart_differs_for_every_eye() {
    for name in NAMES {
        let theme = Theme::named(name).unwrap();
        let on = Grounds::of(&theme);
        let (front, japan, zone) = (theme.front.colour, theme.sides.japan, theme.zone.colour);
        let is_hatched = theme.ground.hatch_width_pt > 0.0;
        let mut pairs = vec![
            ("front and land", front, on.land, 30.0),
            ("front and ground held", front, on.held, 25.0),
            ("front and ground gained", front, on.gained, 18.0),
            ("arrow and ground gained", theme.movement.colour, on.gained, 18.0),
            ("Japan and land", japan, on.land, 25.0),
            ("Japan and ground held", japan, on.held, 20.0),
            ("zone and land", zone, on.land, 20.0),
            ("zone and sea", zone, on.sea, 20.0),
            ("river and land", theme.water.river, on.land, 15.0),
            ("railway and land", theme.railways.colour, on.land, 25.0),
            ("coast and land", theme.sea.coast, on.land, 20.0),
            ("coast and sea", theme.sea.coast, on.sea, 15.0),
            ("dot and land", theme.place.dot, on.land, 40.0),
        ];
        if theme.sea.rim_opacity > 0.0 && on.sea == theme.page.paper {
            // A sea of bare paper is told by the lines along its coast.
            let rim = over(theme.sea.rim, theme.sea.rim_opacity, on.sea);
            pairs.push(("water lines and land", rim, on.land, 5.0));
        } else {
            pairs.push(("sea and land", on.sea, on.land, 4.5));
        }
        if is_hatched {
            assert!(theme.ground.hatch_opacity >= 0.5, "{name}: the hatch carries what colour does not");
        } else {
            // One ink tells sides and kinds of ground by shape and hatch; with colours they differ by colour as well.
            pairs.extend([
                ("ground held and land", on.held, on.land, 6.0),
                ("ground gained and held", on.gained, on.held, 6.0),
                ("Soviet and Japanese", theme.sides.soviet, japan, 20.0),
                ("front and Japanese", front, japan, 20.0),
                ("front and zone", front, zone, 12.0),
            ]);
        }
        for (what, a, b, least) in pairs {
            let (difference, sight) = least_difference(a, b);
            assert!(difference >= least, "{name}: {what} differ by {difference:.1} with {sight}, not by {least}");
        }
    }
}

/// Contrast that all lettering of a theme has. Names of areas are large and meant to recede.
fn floors(theme: &str) -> (f64, f64) {
    if theme == "contrast" { (7.0, 7.0) } else { (4.5, 3.0) }
}

#[test]
fn lettering_stands_out_from_what_lies_under_it() {
    let mut low = Vec::new();
    for name in NAMES {
        let theme = Theme::named(name).unwrap();
        let on = Grounds::of(&theme);
        let (reading, receding) = floors(name);
        let card = over(theme.page.card, theme.page.card_opacity, on.land);
        let (l, everywhere) = (&theme.lettering, [on.land, on.held, on.gained, on.sea]);
        let mut checks: Vec<(&str, &TypeStyle, Vec<Colour>, f64)> = vec![
            ("sea", &l.sea, vec![on.sea], receding),
            ("state", &l.state, vec![on.land, on.held], receding),
            ("range", &l.range, vec![on.land, on.held], receding),
            ("gulf", &l.gulf, vec![on.sea], receding),
            ("river", &l.river, vec![on.land], receding),
            ("island", &l.island, vec![on.land, on.sea], receding),
            ("degrees", &l.degrees, vec![theme.page.paper], reading),
            ("credits", &l.credits, vec![theme.page.paper], reading),
        ];
        for (what, style) in [
            ("title", &l.title),
            ("subtitle", &l.subtitle),
            ("date", &l.date),
            ("hour", &l.hour),
            ("legend", &l.legend),
            ("scale", &l.scale),
        ] {
            checks.push((what, style, vec![card], reading));
        }
        for (what, style) in [
            ("capital", &l.capital),
            ("city", &l.city),
            ("town", &l.town),
            ("village", &l.village),
            ("holdout", &l.holdout),
            ("event", &l.event),
            ("movement", &l.movement),
            ("zone", &l.zone),
        ] {
            // A halo lies between a name and the ground: what counts is the ground behind half of it.
            let behind = everywhere.iter().map(|g| g.towards(style.halo, 0.5)).collect();
            checks.push((what, style, behind, reading));
        }
        for (what, style, grounds, least) in checks {
            for ground in grounds {
                let found = contrast(style.colour, ground);
                if found < least {
                    low.push(format!("{name}: {what} stands at {found:.2} : 1 on {ground:?}, not at {least}"));
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn no_type_is_smaller_than_its_theme_allows() {
    for name in NAMES {
        let theme = Theme::named(name).unwrap();
        let l = &theme.lettering;
        let (names, furniture) = if name == "projector" { (9.0, 7.0) } else { (6.0, 6.0) };
        for style in [&l.village, &l.river, &l.phase, &l.holdout, &l.movement, &l.event, &l.zone] {
            assert!(style.size_pt >= names, "{name}: {} pt", style.size_pt);
        }
        for style in [&l.degrees, &l.scale, &l.credits, &l.legend] {
            assert!(style.size_pt >= furniture, "{name}: {} pt", style.size_pt);
        }
    }
}

#[test]
fn simulated_sight_keeps_greys_and_confuses_red_with_green() {
    let (red, green) = (Colour::rgb(200, 60, 60), Colour::rgb(110, 130, 40));
    for (_, matrix) in &DEFICIENCIES {
        let grey = seen_with(matrix, LinSrgb::new(0.4, 0.4, 0.4));
        assert!((grey.red - 0.4).abs() < 1e-3 && (grey.green - 0.4).abs() < 1e-3 && (grey.blue - 0.4).abs() < 1e-3);
    }
    let (least, sight) = least_difference(red, green);
    let lab = |c| -> Lab<palette::white_point::D65, f64> { linear(c).into_color() };
    assert!(sight != "tritanopia" && least < lab(red).difference(lab(green)) / 2.0, "{least} {sight}");
}
