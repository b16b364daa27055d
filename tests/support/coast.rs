//! A map of the theatre from the real coast, made without the rest of the program: for tests and measurements of the
//! drawing engine.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use august_storm::data::Lang;
use august_storm::geo::{BoundingBox, Camera, Detail, LonLat, PageSize, PathStore, Projection};
use august_storm::scene::{
    Clip, Colour, Fill, FillRule, FontFace, Group, Halo, Image, ImageItem, Item, Layer, LineCap, LineJoin, Scene,
    Stroke, StrokeStyle, Text,
};
use august_storm::text::{AlongPath, Caps, Fonts, TextStyle, set_along};
use kurbo::{Affine, BezPath, Point};
use serde_json::Value;

/// The coast and what else the map shows, projected.
pub struct Theatre {
    pub projection: Projection,
    pub land: PathStore,
    pub lakes: PathStore,
    pub places: Vec<(String, LonLat)>,
}

impl Theatre {
    /// Reads `geodata/base/{file}`.
    pub fn read(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/base").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let json: Value = serde_json::from_str(&text).unwrap();
        let projection = Projection::default();
        let rings = |level: u64| -> Vec<Vec<LonLat>> {
            let features = json["features"].as_array().unwrap();
            let of_level = features.iter().filter(|f| f["properties"]["lev"].as_u64() == Some(level));
            of_level.flat_map(|f| f["geometry"]["coordinates"].as_array().unwrap()).map(ring).collect()
        };
        let (land, lakes) = (PathStore::rings(&projection, rings(1)), PathStore::rings(&projection, rings(2)));
        let places = [
            ("Harbin", 126.63, 45.75),
            ("Mukden", 123.43, 41.80),
            ("Hsinking", 125.32, 43.88),
            ("Vladivostok", 131.89, 43.12),
            ("Khabarovsk", 135.07, 48.48),
            ("Chita", 113.50, 52.03),
            ("Toyohara", 142.74, 46.96),
            ("Seoul", 126.98, 37.57),
            ("Port Arthur", 121.26, 38.81),
            ("Sapporo", 141.35, 43.06),
            ("Petropavlovsk", 158.65, 53.02),
            ("Otomari", 142.78, 46.64),
        ];
        let places = places.iter().map(|(n, lon, lat)| ((*n).to_owned(), LonLat::new(*lon, *lat))).collect();
        Self { projection, land, lakes, places }
    }

    /// The camera that shows the whole theatre.
    pub fn camera(&self, size: PageSize) -> Camera {
        Camera::fit(self.projection.fit(BoundingBox::new(110.0, 33.0, 158.0, 55.0).unwrap()), size)
    }

    /// The camera round one place.
    pub fn camera_at(&self, lon: f64, lat: f64, metres_per_pt: f64) -> Camera {
        Camera { centre: self.projection.project(LonLat::new(lon, lat)), metres_per_pt }
    }

    /// The map as a scene; `t` (0 to 1) moves what moves.
    pub fn scene(&self, size: PageSize, camera: Camera, t: f64) -> Scene {
        let view = Frame { theatre: self, size, camera };
        let layer = |name, key: Option<u64>, items| Layer { name, key, items };
        let [x, y, s] = [camera.centre.x, camera.centre.y, camera.metres_per_pt].map(f64::to_bits);
        let key = Some(x ^ y.rotate_left(21) ^ s.rotate_left(42));
        Scene {
            size,
            ground: Colour::rgb(0xDC, 0xE9, 0xEF),
            placed: Vec::new(),
            layers: vec![
                layer("land", key, view.land()),
                layer("graticule", key, view.graticule()),
                layer("ground", None, view.ground(t)),
                layer("names", key, view.names()),
                layer("date", None, Frame::date(t)),
            ],
        }
    }
}

struct Frame<'a> {
    theatre: &'a Theatre,
    size: PageSize,
    camera: Camera,
}

impl Frame<'_> {
    fn to_page(&self) -> Affine {
        self.camera.page_from_map(self.size)
    }

    fn detail(&self) -> Detail {
        Detail::tolerance_m(0.15 * self.camera.metres_per_pt)
    }

    fn stroke(&self, path: BezPath, width_pt: f64, colour: Colour, dash_pt: &[f64]) -> Item {
        let style = StrokeStyle { width_pt, cap: LineCap::Butt, join: LineJoin::Round, dash_pt: dash_pt.to_vec() };
        Item::Stroke(Stroke { path: Arc::new(path), to_page: self.to_page(), style, colour })
    }

    fn fill(&self, path: BezPath, colour: Colour) -> Item {
        Item::Fill(Fill { path: Arc::new(path), to_page: self.to_page(), rule: FillRule::EvenOdd, colour })
    }

    fn land(&self) -> Vec<Item> {
        let rect = self.camera.visible(self.size).expanded(10.0 * self.camera.metres_per_pt);
        let coast = Colour::rgb(0x5E, 0x7F, 0x8F);
        let (land, lakes) = (&self.theatre.land, &self.theatre.lakes);
        let coarse = Detail::tolerance_m(0.6 * self.camera.metres_per_pt);
        vec![
            // A wide band shows less of the coast's detail, and its corners cost the more.
            self.stroke(land.visible_stroke(&rect, coarse), 5.0, Colour::rgb(0xCF, 0xE0, 0xE8), &[]),
            self.fill(land.visible_fill(&rect, self.detail()), Colour::rgb(0xF4, 0xF0, 0xE4)),
            self.fill(lakes.visible_fill(&rect, self.detail()), Colour::rgb(0xCB, 0xE0, 0xEA)),
            self.stroke(land.visible_stroke(&rect, self.detail()), 0.6, coast, &[]),
            self.stroke(lakes.visible_stroke(&rect, self.detail()), 0.6, coast, &[]),
        ]
    }

    fn graticule(&self) -> Vec<Item> {
        let meridian = |lon: f64| vec![LonLat::new(lon, 25.0), LonLat::new(lon, 65.0)];
        let parallel = |lat: f64| vec![LonLat::new(90.0, lat), LonLat::new(175.0, lat)];
        let lines = (19..34).map(|i| meridian(f64::from(i) * 5.0)).chain((6..13).map(|i| parallel(f64::from(i) * 5.0)));
        let lines = PathStore::lines(&self.theatre.projection, lines);
        let border = PathStore::lines(&self.theatre.projection, [[LonLat::new(124.0, 38.0), LonLat::new(129.0, 38.0)]]);
        let rect = self.camera.visible(self.size);
        vec![
            self.stroke(
                lines.visible_stroke(&rect, Detail::FULL),
                0.3,
                Colour { a: 64, ..Colour::rgb(0x7D, 0x8A, 0x90) },
                &[],
            ),
            self.stroke(
                border.visible_whole(&rect, Detail::FULL),
                1.0,
                Colour::rgb(0x6B, 0x5B, 0x73),
                &[6.0, 2.0, 1.0, 2.0],
            ),
        ]
    }

    /// Ground held, clipped by the coast, its front and an arrow: what changes with every frame.
    fn ground(&self, t: f64) -> Vec<Item> {
        let east = 117.0 + 8.0 * t;
        let front: Vec<LonLat> = (0..60)
            .map(|i| {
                let s = f64::from(i) / 59.0;
                LonLat::new(east + 1.2 * (s * 9.0 + 3.0 * t).sin(), 41.0 + 11.0 * s)
            })
            .collect();
        let mut ring = front.clone();
        ring.extend([LonLat::new(105.0, 52.0), LonLat::new(105.0, 41.0)]);
        let projection = &self.theatre.projection;
        let rect = self.camera.visible(self.size).expanded(10.0 * self.camera.metres_per_pt);
        let held = PathStore::rings(projection, [ring]).visible_fill(&rect, Detail::FULL);
        let line = PathStore::lines(projection, [front]).visible_stroke(&rect, Detail::FULL);
        let red = Colour::rgb(0xA3, 0x19, 0x19);
        let land = self.theatre.land.visible_fill(&rect, self.detail());
        vec![
            Item::Clip(Clip {
                path: Arc::new(land),
                to_page: self.to_page(),
                rule: FillRule::EvenOdd,
                items: vec![Item::Group(Group {
                    opacity: 0.18,
                    items: vec![self.fill(held, Colour::rgb(0xC2, 0x3B, 0x3B))],
                })],
            }),
            self.stroke(line.clone(), 4.4, Colour::rgb(0xFA, 0xF7, 0xEE), &[]),
            self.stroke(line, 2.6, red, &[]),
        ]
    }

    fn names(&self) -> Vec<Item> {
        let mut items = vec![self.sea("Sea of Japan", [(131.0, 38.5), (134.0, 40.5), (137.5, 42.5)])];
        items.push(self.sea("Sea of Okhotsk", [(146.0, 51.0), (149.0, 52.5), (153.0, 53.0)]));
        let style = TextStyle::new(FontFace::Sans, 7.5);
        for (name, at) in &self.theatre.places {
            let p = self.camera.page_point(self.theatre.projection.project(*at), self.size);
            let dot = kurbo::Circle::new(p, 1.6);
            items.push(Item::Fill(Fill {
                path: Arc::new(kurbo::Shape::to_path(&dot, 0.05)),
                to_page: Affine::IDENTITY,
                rule: FillRule::NonZero,
                colour: Colour::rgb(0x22, 0x22, 0x22),
            }));
            let line = Fonts::bundled().shape(name, &style);
            items.push(text(
                &line.text,
                &line.glyphs,
                style.size_pt,
                (p.x + 3.5, p.y + 2.5),
                Colour::rgb(0x22, 0x22, 0x22),
            ));
        }
        let state = TextStyle::new(FontFace::SansSemiBold, 14.0).caps(Caps::AllSmall).spaced(5.0);
        let line = Fonts::bundled().shape("Manchukuo", &state);
        let p = self.camera.page_point(self.theatre.projection.project(LonLat::new(121.0, 46.5)), self.size);
        items.push(text(&line.text, &line.glyphs, 14.0, (p.x, p.y), Colour::rgb(0x6B, 0x5B, 0x73).with_opacity(0.6)));
        items
    }

    fn sea(&self, name: &str, curve: [(f64, f64); 3]) -> Item {
        let style = TextStyle::new(FontFace::SerifItalic, 13.0);
        let line = Fonts::bundled().shape(name, &style);
        let curve: Vec<Point> = curve
            .iter()
            .map(|(lon, lat)| {
                let p = self.theatre.projection.project(LonLat::new(*lon, *lat));
                self.camera.page_point(p, self.size).into()
            })
            .collect();
        let how = AlongPath { spread: 0.8, ..AlongPath::default() };
        let glyphs = set_along(&line, &curve, &how).map_or_else(|_| line.glyphs.clone(), |set| set.glyphs);
        text(name, &glyphs, 13.0, (0.0, 0.0), Colour::rgb(0x3D, 0x75, 0x95))
    }

    fn date(t: f64) -> Vec<Item> {
        let style = TextStyle::new(FontFace::SansBold, 30.0).tabular();
        let line = Fonts::bundled().shape(&format!("{:.0} August 1945", 9.0 + 20.0 * t), &style);
        let japanese = TextStyle::new(FontFace::Sans, 13.0).lang(Lang::Ja);
        let below = Fonts::bundled().shape("8月19日", &japanese);
        let ink = Colour::rgb(0x22, 0x22, 0x22);
        vec![
            text(&line.text, &line.glyphs, 30.0, (24.0, 48.0), ink),
            text(&below.text, &below.glyphs, 13.0, (24.0, 68.0), ink),
        ]
    }
}

fn text(what: &str, glyphs: &Arc<[august_storm::scene::Glyph]>, size_pt: f64, at: (f64, f64), colour: Colour) -> Item {
    Item::Text(Text {
        text: what.to_owned(),
        size_pt,
        glyphs: Arc::clone(glyphs),
        to_page: Affine::translate(at),
        colour,
        halo: Some(Halo { colour: Colour::rgb(0xF4, 0xF0, 0xE4), width_pt: 1.6 }),
    })
}

/// A picture of soft hills, for measuring pictures under a transform.
#[allow(dead_code, reason = "not every user of this file draws one")]
pub fn hills(width: u16, height: u16, to_page: Affine) -> Item {
    let mut rgba = Vec::with_capacity(usize::from(width) * usize::from(height) * 4);
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            let v = u8::try_from((x * x / 97 + y * 3 + x * y / 211) % 200).unwrap_or(0);
            rgba.extend_from_slice(&[v, v.saturating_add(20), v, 255]);
        }
    }
    Item::Image(ImageItem { image: Arc::new(Image { width, height, rgba }), to_page })
}

fn ring(json: &Value) -> Vec<LonLat> {
    let vertices = json.as_array().unwrap();
    vertices.iter().map(|v| LonLat::new(v[0].as_f64().unwrap(), v[1].as_f64().unwrap())).collect()
}
