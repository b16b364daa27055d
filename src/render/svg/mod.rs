//! Scenes as SVG: layers as named groups that Inkscape shows as layers, letters as outlines or as text.
//!
//! Knows scenes, not maps. Space: points of the page, y down; the file says its size in points. Same scene and options,
//! same bytes. Halos lie under the letters as a stroke of twice their width, as the raster painter grows them.

mod embed;
mod text;
mod xml;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use kurbo::{Affine, BezPath};
use thiserror::Error;

use self::embed::Faces;
use self::xml::{number, paint, path_data, transform};
use super::png::{PngError, PngInfo, encode_png};
use super::vector::{FontError, MITRE_LIMIT, is_dashed, is_drawn, named_layers};
use crate::render::escaped;
use crate::scene::{Clip, Fill, FillRule, Group, Image, ImageItem, Item, LineCap, LineJoin, Scene, Stroke};

/// What letters are in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SvgText {
    /// Paths: the same in every program, but neither found nor edited as text.
    #[default]
    Outlines,
    /// Text, each letter in its place, with the fonts that it needs in the file.
    Text,
}

/// What an SVG file says beside the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SvgOptions {
    /// Title; empty for none.
    pub title: String,
    /// What is shown, for those who cannot see it; empty for none.
    pub description: String,
    /// XML that the file carries unseen in its `metadata` element, such as an XMP element; empty for none.
    pub metadata: String,
    /// What letters are.
    pub text: SvgText,
}

/// Why a scene cannot be written as SVG.
#[derive(Debug, Error)]
pub enum SvgError {
    /// A picture within the scene cannot be written.
    #[error("a picture on the page: {0}")]
    Picture(#[from] PngError),
    /// A font cannot be cut down to the letters in use.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The page has no extent.
    #[error("a page of {width_pt} x {height_pt} points cannot be written as SVG: give it a width and a height")]
    Empty {
        /// Width, points.
        width_pt: f64,
        /// Height, points.
        height_pt: f64,
    },
}

/// The text of an SVG file that shows a scene.
///
/// # Errors
/// If the page has no extent, a picture on it lacks pixels, or a font cannot be embedded.
pub fn write_svg(scene: &Scene, options: &SvgOptions) -> Result<String, SvgError> {
    let (width_pt, height_pt) = (scene.size.width_pt, scene.size.height_pt);
    if !(width_pt > 0.0 && height_pt > 0.0 && width_pt.is_finite() && height_pt.is_finite()) {
        return Err(SvgError::Empty { width_pt, height_pt });
    }
    let mut writer = Writer::new(options.text);
    for (name, layer) in named_layers(scene) {
        let name = escaped(&name);
        writer.line(&format!("<g id=\"{name}\" inkscape:groupmode=\"layer\" inkscape:label=\"{name}\">"));
        writer.items(&layer.items)?;
        writer.line("</g>");
    }
    let (width, height) = (number(width_pt, 3), number(height_pt, 3));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" \
         width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n"
    );
    for (name, text) in [("title", &options.title), ("desc", &options.description)] {
        if !text.is_empty() {
            let _ = writeln!(out, "<{name}>{}</{name}>", escaped(text));
        }
    }
    if !options.metadata.is_empty() {
        let _ = writeln!(out, "<metadata>{}</metadata>", options.metadata);
    }
    out.push_str(&writer.faces.style()?);
    if !writer.defs.is_empty() {
        let _ = writeln!(out, "<defs>\n{}</defs>", writer.defs);
    }
    if let Some(ground) = scene.page_colour() {
        let _ = writeln!(out, "<rect id=\"page\" width=\"{width}\" height=\"{height}\"{}/>", paint("fill", ground));
    }
    out.push_str(&writer.body);
    out.push_str("</svg>\n");
    Ok(out)
}

/// Collects the parts of a file.
struct Writer {
    text: SvgText,
    body: String,
    defs: String,
    faces: Faces,
    /// Clip paths by their path and rule: the frame of the map comes back in every layer.
    clips: BTreeMap<(String, bool), usize>,
    images: Vec<Arc<Image>>,
    /// Letters with a halo so far.
    haloed: usize,
}

impl Writer {
    fn new(text: SvgText) -> Self {
        Self {
            text,
            body: String::new(),
            defs: String::new(),
            faces: Faces::default(),
            clips: BTreeMap::new(),
            images: Vec::new(),
            haloed: 0,
        }
    }

    fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
    }

    fn items(&mut self, items: &[Item]) -> Result<(), SvgError> {
        for item in items {
            match item {
                Item::Fill(fill) => self.fill(fill),
                Item::Stroke(stroke) => self.stroke(stroke),
                Item::Image(image) => self.image(image)?,
                Item::Text(text) => self.letters(text),
                Item::Clip(clip) => self.clip(clip)?,
                Item::Group(group) => self.group(group)?,
            }
        }
        Ok(())
    }

    fn fill(&mut self, fill: &Fill) {
        let Some(data) = path_data(&fill.path, fill.to_page).filter(|_| fill.colour.a > 0) else { return };
        let rule = if fill.rule == FillRule::EvenOdd { " fill-rule=\"evenodd\"" } else { "" };
        self.line(&format!("<path d=\"{data}\"{}{rule}/>", paint("fill", fill.colour)));
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let style = &stroke.style;
        let Some(data) = path_data(&stroke.path, stroke.to_page).filter(|_| is_drawn(stroke)) else { return };
        let mut look = paint("stroke", stroke.colour);
        // Writing to a string cannot fail.
        let _ = write!(look, " stroke-width=\"{}\"", number(style.width_pt, 3));
        if style.cap == LineCap::Round {
            look.push_str(" stroke-linecap=\"round\"");
        }
        match style.join {
            LineJoin::Round => look.push_str(" stroke-linejoin=\"round\""),
            LineJoin::Miter => {
                let _ = write!(look, " stroke-miterlimit=\"{MITRE_LIMIT}\"");
            }
        }
        if is_dashed(stroke) {
            let dashes: Vec<String> = style.dash_pt.iter().map(|d| number(*d, 3)).collect();
            let _ = write!(look, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
        self.line(&format!("<path d=\"{data}\" fill=\"none\"{look}/>"));
    }

    fn image(&mut self, item: &ImageItem) -> Result<(), SvgError> {
        let image = &item.image;
        if image.width == 0 || image.height == 0 || !item.to_page.is_finite() {
            return Ok(());
        }
        let known = self.images.iter().position(|known| Arc::ptr_eq(known, image));
        let id = known.unwrap_or(self.images.len());
        if known.is_none() {
            let file = BASE64.encode(encode_png(image, &PngInfo::default())?);
            let (w, h) = (image.width, image.height);
            let _ = writeln!(
                self.defs,
                "<image id=\"i{id}\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\" \
                 xlink:href=\"data:image/png;base64,{file}\"/>"
            );
            self.images.push(Arc::clone(image));
        }
        self.line(&format!("<use xlink:href=\"#i{id}\" transform=\"{}\"/>", transform(item.to_page)));
        Ok(())
    }

    fn clip(&mut self, clip: &Clip) -> Result<(), SvgError> {
        // A window without an inside shows nothing.
        let Some(data) = path_data(&clip.path, clip.to_page) else { return Ok(()) };
        let id = self.clip_id(data, clip.rule);
        self.line(&format!("<g clip-path=\"url(#c{id})\">"));
        self.items(&clip.items)?;
        self.line("</g>");
        Ok(())
    }

    fn clip_id(&mut self, data: String, rule: FillRule) -> usize {
        let next = self.clips.len();
        let is_even_odd = rule == FillRule::EvenOdd;
        let key = (data, is_even_odd);
        if let Some(id) = self.clips.get(&key) {
            return *id;
        }
        let rule = if is_even_odd { " clip-rule=\"evenodd\"" } else { "" };
        let _ = writeln!(self.defs, "<clipPath id=\"c{next}\"><path d=\"{}\"{rule}/></clipPath>", key.0);
        self.clips.insert(key, next);
        next
    }

    fn group(&mut self, group: &Group) -> Result<(), SvgError> {
        let opacity = group.opacity.clamp(0.0, 1.0);
        if opacity > 0.0 {
            self.line(&format!("<g opacity=\"{}\">", number(opacity, 3)));
            self.items(&group.items)?;
            self.line("</g>");
        }
        Ok(())
    }
}

/// A path of the page under a transform, gathered from parts.
fn gathered<'a>(parts: impl Iterator<Item = (&'a BezPath, Affine)>) -> BezPath {
    let mut all = BezPath::new();
    for (path, place) in parts {
        all.extend(path.elements().iter().map(|el| place * *el));
    }
    all
}
