//! PDF files as another program sees them: their pixels and what a reader would copy; and what a scene says.

use august_storm::scene::{Image, Item, Scene};

/// A page of a PDF file, counted from 0, in a picture of a size in pixels.
pub fn painted_pdf(bytes: Vec<u8>, number: usize, (width, height): (u32, u32)) -> Image {
    let file = hayro::hayro_syntax::Pdf::new(bytes).unwrap();
    let page = &file.pages()[number];
    #[expect(clippy::cast_precision_loss, reason = "a small number of pixels")]
    let (x_scale, y_scale) = (width as f32 / page.render_dimensions().0, height as f32 / page.render_dimensions().1);
    let pixels = hayro::PixmapSettings { x_scale, y_scale, ..hayro::PixmapSettings::default() };
    let how = hayro::RenderSettings { hinting: false, glyph_caching: false, ..hayro::RenderSettings::default() };
    let cache = hayro::RenderCache::new();
    let pixmap = hayro::render(page, &cache, &hayro::hayro_interpret::InterpreterSettings::default(), &how, &pixels);
    let rgba = pixmap.data_as_u8_slice().to_vec();
    Image { width: u16::try_from(width).unwrap(), height: u16::try_from(height).unwrap(), rgba }
}

/// The share of pixels that differ much, and the mean difference of a channel.
pub fn difference(a: &Image, b: &Image) -> (f64, f64) {
    assert_eq!(a.rgba.len(), b.rgba.len());
    let (mut far, mut sum, mut pixels) = (0_u32, 0_u64, 0_u32);
    for (a, b) in a.rgba.chunks_exact(4).zip(b.rgba.chunks_exact(4)) {
        let channels = [0, 1, 2].map(|i| a[i].abs_diff(b[i]));
        far += u32::from(channels.iter().any(|d| *d > 51));
        sum += channels.iter().map(|d| u64::from(*d)).sum::<u64>();
        pixels += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "a sum over a small picture")]
    let mean = sum as f64 / 3.0 / f64::from(pixels);
    (f64::from(far) / f64::from(pixels), mean)
}

/// What the runs of a scene say.
pub fn said(scene: &Scene) -> Vec<String> {
    fn walk(items: &[Item], out: &mut Vec<String>) {
        for item in items {
            match item {
                Item::Text(text) => out.push(text.text.clone()),
                Item::Clip(clip) => walk(&clip.items, out),
                Item::Group(group) => walk(&group.items, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    scene.layers.iter().for_each(|l| walk(&l.items, &mut out));
    out
}

/// Collects what a reader of a PDF file would copy: the glyphs' letters, or what stands in their place.
#[derive(Default)]
struct Reader {
    told: Vec<String>,
    /// For each open stretch of content, true if its letters are told otherwise.
    open: Vec<bool>,
}

impl<'a> hayro::hayro_interpret::Device<'a> for Reader {
    fn draw_path(
        &mut self,
        _: &hayro::kurbo::BezPath,
        _: hayro::hayro_interpret::DrawProps<'a>,
        _: &hayro::hayro_interpret::DrawMode,
    ) {
    }
    fn push_clip_path(&mut self, _: &hayro::hayro_interpret::ClipPath) {}
    fn push_transparency_group(
        &mut self,
        _: f32,
        _: Option<hayro::hayro_interpret::SoftMask<'a>>,
        _: hayro::hayro_interpret::BlendMode,
    ) {
    }
    fn draw_glyph_run(
        &mut self,
        run: &hayro::hayro_interpret::font::GlyphRun<'_, 'a>,
        _: hayro::hayro_interpret::DrawProps<'a>,
        _: &hayro::hayro_interpret::DrawMode,
    ) {
        use hayro::hayro_interpret::hayro_cmap::BfString;
        if self.open.iter().any(|told| *told) {
            return;
        }
        let letters = run.glyphs().iter().filter_map(|glyph| glyph.as_unicode());
        let text = letters.map(|letter| match letter {
            BfString::Char(c) => c.to_string(),
            BfString::String(s) => s,
        });
        self.told.push(text.collect());
    }
    fn draw_image(&mut self, _: hayro::hayro_interpret::Image<'a, '_>, _: hayro::hayro_interpret::ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&hayro::hayro_syntax::object::Dict<'_>>) {
        let text = properties.and_then(|p| p.get::<hayro::hayro_syntax::object::String>(b"ActualText"));
        if let Some(text) = &text {
            self.told.push(decoded(text.as_bytes()));
        }
        self.open.push(text.is_some());
    }
    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

/// A text string of PDF: UTF-16 behind its mark, else Latin.
fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// What a reader would copy from a page of a PDF file, counted from 0.
pub fn told_by_pdf(bytes: Vec<u8>, number: usize) -> String {
    use hayro::hayro_interpret as interpret;
    let file = hayro::hayro_syntax::Pdf::new(bytes).unwrap();
    let page = &file.pages()[number];
    let (width, height) = page.render_dimensions();
    let cache = interpret::InterpreterCache::new();
    let mut context = interpret::Context::new(
        hayro::kurbo::Affine::IDENTITY,
        hayro::kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        &cache,
        page.xref(),
        interpret::InterpreterSettings::default(),
    );
    let mut reader = Reader::default();
    interpret::interpret_page(page, &mut context, &mut reader);
    reader.told.concat()
}
