//! What the content of pages refers to: transparencies, pictures, groups, outlines of letters, fonts.
//!
//! All content shares one dictionary of resources, so that groups may hold whatever a page holds and pages share what
//! they have in common.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Chunk, Content, Filter, Finish, Name, Rect, Ref};

use super::fonts::Faces;
use super::page::add_path;
use crate::render::png::straight;
use crate::render::vector::FontError;
use crate::scene::{FontFace, Image};
use crate::text::Fonts;

/// Steps of an opacity from 0 to 1.
pub(super) const OPACITY_STEPS: f64 = 1000.0;

/// Objects written so far.
pub(super) struct Objects {
    chunk: Chunk,
    next: i32,
    resources: Ref,
    /// Fonts of the file.
    pub(super) faces: Faces,
    /// Opacities in thousandths, with their graphics states.
    opacities: BTreeMap<u16, Ref>,
    images: Vec<(Arc<Image>, Ref)>,
    /// Form objects: groups and outlines of letters.
    forms: Vec<Ref>,
    letters: BTreeMap<(FontFace, u32), Option<usize>>,
}

impl Objects {
    pub(super) fn new(faces: Faces) -> Self {
        Self {
            chunk: Chunk::new(),
            next: 2,
            resources: Ref::new(1),
            faces,
            opacities: BTreeMap::new(),
            images: Vec::new(),
            forms: Vec::new(),
            letters: BTreeMap::new(),
        }
    }

    /// A number for a further object.
    pub(super) fn new_ref(&mut self) -> Ref {
        let own = Ref::new(self.next);
        self.next += 1;
        own
    }

    /// The dictionary of resources.
    pub(super) fn resources(&self) -> Ref {
        self.resources
    }

    /// The name of the graphics state of an opacity in thousandths.
    pub(super) fn opacity(&mut self, thousandths: u16) -> String {
        if !self.opacities.contains_key(&thousandths) {
            let own = self.new_ref();
            let alpha = f32::from(thousandths) / 1000.0;
            self.chunk.ext_graphics(own).non_stroking_alpha(alpha).stroking_alpha(alpha);
            self.opacities.insert(thousandths, own);
        }
        opacity_name(thousandths)
    }

    /// The name of a picture; `None` if it lacks pixels. Pages that show the same pixels share them.
    pub(super) fn image(&mut self, image: &Arc<Image>) -> Option<String> {
        let is_same = |known: &Arc<Image>| Arc::ptr_eq(known, image) || known == image;
        if let Some(known) = self.images.iter().position(|(known, _)| is_same(known)) {
            return Some(image_name(known));
        }
        let (width, height) = (usize::from(image.width), usize::from(image.height));
        if width * height == 0 || image.rgba.len() != width * height * 4 {
            return None;
        }
        let (own, mask) = (self.new_ref(), self.new_ref());
        let (_, pixels) = straight(&image.rgba);
        let channels = pixels.len() / (width * height);
        let rgb: Vec<u8> = pixels.chunks_exact(channels).flat_map(|p| [p[0], p[1], p[2]]).collect();
        self.write_image(own, image, &rgb, (channels == 4).then_some(mask));
        if channels == 4 {
            let alpha: Vec<u8> = pixels.chunks_exact(4).map(|p| p[3]).collect();
            self.write_image(mask, image, &alpha, None);
        }
        self.images.push((Arc::clone(image), own));
        Some(image_name(self.images.len() - 1))
    }

    /// Writes pixels of three channels, or of one.
    fn write_image(&mut self, own: Ref, image: &Image, pixels: &[u8], mask: Option<Ref>) {
        let (width, height) = (i32::from(image.width), i32::from(image.height));
        let is_grey = pixels.len() == usize::from(image.width) * usize::from(image.height);
        let bytes = deflated(&differences(pixels, usize::from(image.width), if is_grey { 1 } else { 3 }));
        let mut object = self.chunk.image_xobject(own, &bytes);
        object
            .filter(Filter::FlateDecode)
            .decode_parms()
            .predictor(pdf_writer::types::Predictor::PngUp)
            .colors(if is_grey { 1 } else { 3 })
            .columns(width);
        object.width(width).height(height).bits_per_component(8).interpolate(true);
        if is_grey {
            object.color_space().device_gray();
        } else {
            object.color_space().device_rgb();
        }
        if let Some(mask) = mask {
            object.s_mask(mask);
        }
    }

    /// The name of a group of content that is put on a page of this width and height in points as one thing.
    pub(super) fn group(&mut self, content: &[u8], (width_pt, height_pt): (f32, f32)) -> String {
        let own = self.new_ref();
        let bytes = deflated(content);
        let mut form = self.chunk.form_xobject(own, &bytes);
        form.filter(Filter::FlateDecode);
        form.bbox(Rect::new(0.0, 0.0, width_pt, height_pt));
        form.pair(Name(b"Resources"), self.resources);
        form.group().transparency().isolated(true).color_space().device_rgb();
        form.finish();
        self.forms.push(own);
        form_name(self.forms.len() - 1)
    }

    /// The name of a letter's outline, filled and stroked in em units as the graphics state says; `None` for a blank.
    pub(super) fn letter(&mut self, face: FontFace, glyph: u32) -> Option<String> {
        if let Some(known) = self.letters.get(&(face, glyph)) {
            return known.map(form_name);
        }
        let outline = Fonts::bundled().outline(face, glyph).filter(|o| !o.path.elements().is_empty());
        let number = outline.map(|outline| {
            let mut content = Content::new();
            add_path(&mut content, &outline.path, kurbo::Affine::IDENTITY, 1e4);
            content.fill_nonzero_and_stroke();
            let own = self.new_ref();
            // Room for any halo round the letter.
            let room = outline.bounds.inflate(1.0, 1.0);
            #[expect(clippy::cast_possible_truncation, reason = "a few em")]
            let [x0, y0, x1, y1] = [room.x0, room.y0, room.x1, room.y1].map(|v| v as f32);
            let bytes = deflated(&content.finish());
            let mut form = self.chunk.form_xobject(own, &bytes);
            form.filter(Filter::FlateDecode);
            form.bbox(Rect::new(x0, y0, x1, y1));
            form.finish();
            self.forms.push(own);
            self.forms.len() - 1
        });
        self.letters.insert((face, glyph), number);
        number.map(form_name)
    }

    /// Writes fonts and resources; `layers` are the optional content groups in the order of their numbers.
    pub(super) fn finish(mut self, layers: &[Ref]) -> Result<Chunk, FontError> {
        let fonts = self.faces.write(&mut self.chunk, &mut self.next)?;
        let mut own = self.chunk.indirect(self.resources).dict();
        let mut write = |kind: &[u8], list: Vec<(String, Ref)>| {
            let mut names = own.insert(Name(kind)).dict();
            for (name, object) in list {
                names.pair(Name(name.as_bytes()), object);
            }
        };
        let images = self.images.iter().enumerate().map(|(i, (_, own))| (image_name(i), *own));
        let forms = self.forms.iter().enumerate().map(|(i, own)| (form_name(i), *own));
        write(b"ExtGState", self.opacities.iter().map(|(t, own)| (opacity_name(*t), *own)).collect());
        write(b"Font", fonts.iter().enumerate().map(|(i, own)| (font_name(i), *own)).collect());
        write(b"Properties", layers.iter().enumerate().map(|(i, own)| (layer_name(i), *own)).collect());
        write(b"XObject", images.chain(forms).collect());
        own.finish();
        Ok(self.chunk)
    }
}

fn opacity_name(thousandths: u16) -> String {
    format!("a{thousandths}")
}

fn image_name(number: usize) -> String {
    format!("i{number}")
}

fn form_name(number: usize) -> String {
    format!("x{number}")
}

/// The name of a font in content.
pub(super) fn font_name(number: usize) -> String {
    format!("f{number}")
}

/// The name of a layer in content.
pub(super) fn layer_name(number: usize) -> String {
    format!("l{number}")
}

/// Bytes compressed by deflate with a zlib frame.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(7));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Rows of pixels as PNG's filters leave them: each row with the filter "up", which suits shaded relief.
fn differences(pixels: &[u8], width: usize, channels: usize) -> Vec<u8> {
    let row_bytes = width * channels;
    let mut out = Vec::with_capacity(pixels.len() + pixels.len() / row_bytes.max(1));
    let mut before: &[u8] = &[];
    for row in pixels.chunks_exact(row_bytes) {
        out.push(2);
        out.extend(row.iter().enumerate().map(|(i, v)| v.wrapping_sub(before.get(i).copied().unwrap_or(0))));
        before = row;
    }
    out
}
