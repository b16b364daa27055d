//! The package of a deck: its parts in a zip file, their types, and what refers to what (ECMA-376, part 2).

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::parts::{self, HEAD, NOTES, SPACES};
use super::slide::{Slide, SlideSize, paragraph, paragraphs, placeholder};
use crate::render::escaped;
use crate::style::Theme;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument";

/// Sizes of type of the notes, points: the largest that lets them end on their printed page is taken.
const NOTES_SIZES_PT: [u32; 5] = [10, 9, 8, 7, 6];

/// The size of type at which `notes` end on their page, as an attribute: not every program takes it from the master. The
/// smallest there is for what would need a smaller one.
fn notes_size(notes: &str) -> String {
    let (width_pt, height_pt) = parts::notes_room_pt();
    let fits = |size: &u32| {
        // Letters of the face are half as wide as high on the mean; lines are a fifth higher than letters.
        let (in_line, lines) = (width_pt / (f64::from(*size) * 0.5), height_pt / (f64::from(*size) * 1.2));
        #[expect(clippy::cast_precision_loss, reason = "letters of a text")]
        let needed: f64 = notes.lines().map(|line| (line.chars().count() as f64 / in_line).ceil().max(1.0)).sum();
        needed <= lines
    };
    let size = NOTES_SIZES_PT.iter().find(|size| fits(size)).unwrap_or(&NOTES_SIZES_PT[4]);
    format!(" sz=\"{}\"", size * 100)
}

/// A deck in the making.
pub(super) struct Package<'a> {
    zip: ZipWriter<BufWriter<&'a File>>,
    size: SlideSize,
    /// Names of the parts with their types, in the order in which they were written.
    types: Vec<(String, String)>,
    slides: usize,
}

/// What a part refers to: the kind of relation, and the other part as seen from its folder.
type Relation<'a> = (&'a str, String);

fn relations(of: &[Relation]) -> String {
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (n, (kind, target)) in (1..).zip(of) {
        let kind = if kind.starts_with("http") { (*kind).to_owned() } else { format!("{RELATIONS}/{kind}") };
        let _ = write!(out, "<Relationship Id=\"rId{n}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    out + "</Relationships>"
}

impl<'a> Package<'a> {
    /// Begins a deck: theme, master, layouts.
    pub fn begin(file: &'a File, size: SlideSize, theme: &Theme, title: &str) -> io::Result<Self> {
        let zip = ZipWriter::new(BufWriter::new(file));
        let mut package = Self { zip, size, types: Vec::new(), slides: 0 };
        package.relate(
            "_rels/.rels",
            &[
                ("officeDocument", "ppt/presentation.xml".to_owned()),
                (
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml".to_owned(),
                ),
                ("extended-properties", "docProps/app.xml".to_owned()),
            ],
        )?;
        package.part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            &parts::core(title),
        )?;
        package.part("docProps/app.xml", &format!("{TYPES}.extended-properties+xml"), &parts::app())?;
        let of = |kind: &str| format!("{TYPES}.presentationml.{kind}+xml");
        let theme_type = format!("{TYPES}.theme+xml");
        package.part("ppt/theme/theme1.xml", &theme_type, &parts::theme(theme, "August Storm", false))?;
        package.part("ppt/theme/theme2.xml", &theme_type, &parts::theme(theme, "Notes", true))?;
        package.part("ppt/slideMasters/slideMaster1.xml", &of("slideMaster"), &parts::master(size))?;
        let mut of_master: Vec<Relation> =
            (1..=3).map(|n| ("slideLayout", format!("../slideLayouts/slideLayout{n}.xml"))).collect();
        of_master.push(("theme", "../theme/theme1.xml".to_owned()));
        package.relate("ppt/slideMasters/_rels/slideMaster1.xml.rels", &of_master)?;
        for (n, layout) in (1..).zip(parts::layouts(size)) {
            package.part(&format!("ppt/slideLayouts/slideLayout{n}.xml"), &of("slideLayout"), &layout)?;
            let master = [("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())];
            package.relate(&format!("ppt/slideLayouts/_rels/slideLayout{n}.xml.rels"), &master)?;
        }
        package.part("ppt/notesMasters/notesMaster1.xml", &of("notesMaster"), &parts::notes_master(size))?;
        package
            .relate("ppt/notesMasters/_rels/notesMaster1.xml.rels", &[("theme", "../theme/theme2.xml".to_owned())])?;
        Ok(package)
    }

    /// The slide that opens the deck.
    pub fn add_title(&mut self, title: &str, subtitle: &str, credits: &str) -> io::Result<()> {
        let shapes = placeholder(2, "Title", "type=\"ctrTitle\"", None, "<a:bodyPr/>", &paragraph(title, ""))
            + &placeholder(
                3,
                "Subtitle",
                "type=\"subTitle\" idx=\"1\"",
                None,
                "<a:bodyPr/>",
                &paragraphs(subtitle, ""),
            )
            + &placeholder(
                4,
                "Credits",
                "type=\"body\" sz=\"quarter\" idx=\"10\"",
                None,
                "<a:bodyPr/>",
                &paragraph(credits, ""),
            );
        self.slide(&shapes, 1, None, "")
    }

    /// A slide with a map.
    pub fn add_slide(&mut self, slide: &Slide) -> io::Result<()> {
        let number = self.slides + 1;
        let media = format!("image{number}.png");
        self.store(&format!("ppt/media/{media}"), slide.png)?;
        let alt = escaped(&slide.page.caption.alt).replace('\n', " ");
        let title = escaped(&slide.moment.title);
        let place = self.size.picture();
        let shapes = placeholder(
            2,
            "Title",
            "type=\"title\"",
            None,
            "<a:bodyPr/>",
            &paragraph(&slide.moment.title, ""),
        ) + &format!(
            "<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"Map: {title}\" descr=\"{alt}\"/><p:cNvPicPr>\
                 <a:picLocks noGrp=\"1\" noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr><p:ph type=\"pic\" idx=\"1\"/></p:nvPr></p:nvPicPr>\
                 <p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>\
                 <p:spPr><a:xfrm>{}</a:xfrm></p:spPr></p:pic>",
            place.xml()
        ) + &placeholder(
            4,
            "Caption and sources",
            "type=\"body\" sz=\"quarter\" idx=\"2\"",
            None,
            "<a:bodyPr><a:normAutofit/></a:bodyPr>",
            &(paragraphs(slide.caption(), slide.caption_size()) + &paragraph(&slide.sources(), " sz=\"800\"")),
        );
        // What the speaker tells comes first, what the map shows after it.
        let told = slide.moment.text.trim_end();
        let gap = if told.is_empty() { "" } else { "\n\n" };
        let notes = format!("{told}{gap}{}", slide.page.caption.text);
        self.slide(&shapes, 2, Some(format!("../media/{media}")), &notes)
    }

    /// The last slide: what all of it rests on, in short names; the full references are in its notes.
    pub fn add_sources(&mut self, names: &[String], references: &[String], credits: &str) -> io::Result<()> {
        let names = names.join("; ");
        let size = match names.chars().count() {
            0..=900 => 1600,
            901..=1600 => 1400,
            _ => 1100,
        };
        let told = [names.as_str(), credits, "Full references: in the notes of this slide."];
        let text: String = told.iter().map(|s| paragraph(s, &format!(" sz=\"{size}\""))).collect();
        let shapes = placeholder(2, "Title", "type=\"title\"", None, "<a:bodyPr/>", &paragraph("Sources", ""))
            + &placeholder(3, "Text", "type=\"body\" idx=\"1\"", None, "<a:bodyPr><a:normAutofit/></a:bodyPr>", &text);
        self.slide(&shapes, 3, None, &references.join("\n"))
    }

    fn slide(&mut self, shapes: &str, layout: u32, media: Option<String>, notes: &str) -> io::Result<()> {
        self.slides += 1;
        let n = self.slides;
        self.part(
            &format!("ppt/slides/slide{n}.xml"),
            &format!("{TYPES}.presentationml.slide+xml"),
            &parts::slide(shapes),
        )?;
        let mut of_slide: Vec<Relation> = vec![("slideLayout", format!("../slideLayouts/slideLayout{layout}.xml"))];
        of_slide.extend(media.map(|target| ("image", target)));
        if !notes.is_empty() {
            of_slide.push(("notesSlide", format!("../notesSlides/notesSlide{n}.xml")));
            let kind = format!("{TYPES}.presentationml.notesSlide+xml");
            self.part(
                &format!("ppt/notesSlides/notesSlide{n}.xml"),
                &kind,
                &parts::notes(&paragraphs(notes, &notes_size(notes))),
            )?;
            let back = [
                ("notesMaster", "../notesMasters/notesMaster1.xml".to_owned()),
                ("slide", format!("../slides/slide{n}.xml")),
            ];
            self.relate(&format!("ppt/notesSlides/_rels/notesSlide{n}.xml.rels"), &back)?;
        }
        self.relate(&format!("ppt/slides/_rels/slide{n}.xml.rels"), &of_slide)
    }

    /// Writes what refers to all slides, and ends the file.
    pub fn finish(mut self) -> io::Result<()> {
        let mut of_all: Vec<Relation> = vec![
            ("slideMaster", "slideMasters/slideMaster1.xml".to_owned()),
            ("notesMaster", "notesMasters/notesMaster1.xml".to_owned()),
            ("theme", "theme/theme1.xml".to_owned()),
        ];
        let first = of_all.len() + 1;
        of_all.extend((1..=self.slides).map(|n| ("slide", format!("slides/slide{n}.xml"))));
        let mut ids = String::new();
        for n in 0..self.slides {
            let _ = write!(ids, "<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 256 + n, first + n);
        }
        let SlideSize { width, height } = self.size;
        let presentation = format!(
            "{HEAD}<p:presentation {SPACES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>\
             </p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>\
             <p:sldSz cx=\"{width}\" cy=\"{height}\"/><p:notesSz cx=\"{}\" cy=\"{}\"/></p:presentation>",
            NOTES.0, NOTES.1
        );
        self.part("ppt/presentation.xml", &format!("{TYPES}.presentationml.presentation.main+xml"), &presentation)?;
        self.relate("ppt/_rels/presentation.xml.rels", &of_all)?;
        let mut types = format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
        );
        for (name, kind) in &self.types {
            let _ = write!(types, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
        }
        self.write("[Content_Types].xml", (types + "</Types>").as_bytes(), CompressionMethod::Deflated)?;
        self.zip.finish()?.flush()
    }

    fn part(&mut self, name: &str, kind: &str, xml: &str) -> io::Result<()> {
        self.types.push((name.to_owned(), kind.to_owned()));
        self.write(name, xml.as_bytes(), CompressionMethod::Deflated)
    }

    fn relate(&mut self, name: &str, of: &[Relation]) -> io::Result<()> {
        self.write(name, relations(of).as_bytes(), CompressionMethod::Deflated)
    }

    /// A picture, which is compressed already.
    fn store(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(name, bytes, CompressionMethod::Stored)
    }

    fn write(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> io::Result<()> {
        // The first date that the format has: the same deck has the same bytes on every day.
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::default());
        self.zip.start_file(name, options)?;
        self.zip.write_all(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_notes_are_set_smaller_so_that_they_end_on_their_page() {
        assert_eq!(notes_size("A short text."), " sz=\"1000\"");
        let sizes = [2000, 3000, 4000, 6000, 60_000].map(|letters| notes_size(&"a word ".repeat(letters / 7)));
        assert_eq!(sizes, [1000, 900, 800, 600, 600].map(|size| format!(" sz=\"{size}\"")));
        assert_eq!(notes_size(&"one line\n".repeat(40)), " sz=\"800\"", "short lines take as much room as long ones");
    }
}
