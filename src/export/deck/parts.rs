//! The parts of a deck that are the same for every slide: theme, master, layouts, properties. ECMA-376, parts 1 and 3.

use super::slide::{Place, SlideSize, placeholder};
use crate::render::escaped;
use crate::style::{Colour, Theme};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces of every part with shapes.
pub(super) const SPACES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// The group to which all shapes of a slide belong.
pub(super) const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
    <a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
/// The type of the deck: on every lecturer's machine.
const TYPEFACE: &str = "Arial";
/// The size of notes pages: a sheet upright, as is usual.
pub(super) const NOTES: (i64, i64) = (6_858_000, 9_144_000);

fn hex(colour: Colour) -> String {
    format!("{:02X}{:02X}{:02X}", colour.r, colour.g, colour.b)
}

/// Colours and type; `name` tells the theme of slides and that of notes apart.
pub(super) fn theme(theme: &Theme, name: &str, is_of_notes: bool) -> String {
    let page = &theme.page;
    let (paper, ink) =
        if is_of_notes { ("FFFFFF".to_owned(), "000000".to_owned()) } else { (hex(page.paper), hex(page.ink)) };
    let (muted, card, accent) = (hex(page.muted_ink), hex(page.card), hex(page.accent));
    let own = |tag: &str, colour: &str| format!("<a:{tag}><a:srgbClr val=\"{colour}\"/></a:{tag}>");
    let mut colours = own("dk1", &ink) + &own("lt1", &paper) + &own("dk2", &muted) + &own("lt2", &card);
    colours += &own("accent1", &accent);
    for (n, side) in
        [theme.sides.soviet, theme.sides.japan, theme.sides.manchukuo, theme.sides.mongolia, theme.sides.china]
            .into_iter()
            .enumerate()
    {
        colours += &own(&format!("accent{}", n + 2), &hex(side));
    }
    colours += &own("hlink", &accent);
    colours += &own("folHlink", &muted);
    let font = format!("<a:latin typeface=\"{TYPEFACE}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"9525\">{fill}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        "{HEAD}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"{name}\"><a:themeElements>\
         <a:clrScheme name=\"{name}\">{colours}</a:clrScheme>\
         <a:fontScheme name=\"{name}\"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"{name}\"><a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst><a:lnStyleLst>{line}{line}{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>"
    )
}

const COLOURS: &str = "bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" \
    accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"";
const BACKGROUND: &str =
    "<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>";

/// Nine levels of text of a size in hundredths of a point.
fn levels(size: u32, is_bold: bool, colour: &str) -> String {
    let bold = if is_bold { " b=\"1\"" } else { "" };
    let level = |n: u32| {
        format!(
            "<a:lvl{n}pPr marL=\"0\" indent=\"0\" algn=\"l\"><a:spcBef><a:spcPts val=\"0\"/></a:spcBef><a:buNone/>\
             <a:defRPr sz=\"{size}\"{bold}><a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>\
             <a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl{n}pPr>"
        )
    };
    (1..=9).map(level).collect()
}

/// The master slide.
pub(super) fn master(size: SlideSize) -> String {
    let title = placeholder(
        2,
        "Title",
        "type=\"title\"",
        Some(size.title()),
        "<a:bodyPr anchor=\"ctr\"><a:normAutofit/></a:bodyPr>",
        PROMPT_TITLE,
    );
    let body = placeholder(
        3,
        "Text",
        "type=\"body\" idx=\"1\"",
        Some(size.body()),
        "<a:bodyPr><a:normAutofit/></a:bodyPr>",
        PROMPT_TEXT,
    );
    let (titles, bodies, others) = (levels(2800, true, "tx1"), levels(1400, false, "tx1"), levels(1400, false, "tx1"));
    format!(
        "{HEAD}<p:sldMaster {SPACES}><p:cSld>{BACKGROUND}<p:spTree>{GROUP}{title}{body}</p:spTree></p:cSld><p:clrMap {COLOURS}/>\
         <p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/><p:sldLayoutId id=\"2147483650\" r:id=\"rId2\"/>\
         <p:sldLayoutId id=\"2147483651\" r:id=\"rId3\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>{titles}</p:titleStyle>\
         <p:bodyStyle>{bodies}</p:bodyStyle><p:otherStyle>{others}</p:otherStyle></p:txStyles></p:sldMaster>"
    )
}

const PROMPT_TITLE: &str = "<a:p><a:r><a:rPr lang=\"en-GB\"/><a:t>Title</a:t></a:r></a:p>";
const PROMPT_TEXT: &str = "<a:p><a:r><a:rPr lang=\"en-GB\"/><a:t>Text</a:t></a:r></a:p>";

fn layout(kind: &str, name: &str, shapes: &str) -> String {
    format!(
        "{HEAD}<p:sldLayout {SPACES} {kind} preserve=\"1\"><p:cSld name=\"{name}\"><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
}

/// The layouts: opening, map, text.
pub(super) fn layouts(size: SlideSize) -> [String; 3] {
    let middle = Place {
        x: size.title().x * 3,
        y: size.height * 3 / 10,
        width: size.width - size.title().x * 6,
        height: size.height / 5,
    };
    let under = Place { y: middle.y + middle.height, height: size.height / 6, ..middle };
    let text = |size: u32| {
        format!("<a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle>{}</a:lstStyle>", levels(size, false, "tx2"))
    };
    let styled = |id, name, kind, place, size: u32, prompt: &str| {
        placeholder(id, name, kind, Some(place), "@", prompt).replace("@<a:lstStyle/>", &text(size))
    };
    let opening = placeholder(
        2,
        "Title",
        "type=\"ctrTitle\"",
        Some(middle),
        "<a:bodyPr anchor=\"b\"><a:normAutofit/></a:bodyPr>",
        PROMPT_TITLE,
    )
    .replace("<a:lstStyle/>", &format!("<a:lstStyle>{}</a:lstStyle>", levels(4800, true, "tx1")))
        + &styled(3, "Subtitle", "type=\"subTitle\" idx=\"1\"", under, 2000, PROMPT_TEXT)
        + &styled(4, "Credits", "type=\"body\" sz=\"quarter\" idx=\"10\"", size.foot(), 1000, PROMPT_TEXT);
    let title = placeholder(2, "Title", "type=\"title\"", None, "<a:bodyPr/>", PROMPT_TITLE);
    let picture = placeholder(
        3,
        "Map",
        "type=\"pic\" idx=\"1\"",
        Some(size.picture()),
        "<a:bodyPr/>",
        "<a:p><a:endParaRPr lang=\"en-GB\"/></a:p>",
    );
    let caption =
        styled(4, "Caption and sources", "type=\"body\" sz=\"quarter\" idx=\"2\"", size.foot(), 1200, PROMPT_TEXT);
    let body =
        placeholder(3, "Text", "type=\"body\" idx=\"1\"", None, "<a:bodyPr><a:normAutofit/></a:bodyPr>", PROMPT_TEXT);
    [
        layout("type=\"title\"", "Opening", &opening),
        layout("userDrawn=\"1\"", "Map", &format!("{title}{picture}{caption}")),
        layout("type=\"obj\"", "Text", &format!("{title}{body}")),
    ]
}

/// Where a notes page has the slide, in its own proportions, and the text.
fn notes_places(size: SlideSize) -> (Place, Place) {
    let (width, height) = NOTES;
    let room = Place { x: width / 10, y: height / 16, width: width * 8 / 10, height: height * 3 / 10 };
    let across = room.width.min(room.height * size.width / size.height);
    let slide = Place { x: (width - across) / 2, width: across, height: across * size.height / size.width, ..room };
    (slide, Place { y: height * 4 / 10, height: height * 55 / 100, ..room })
}

/// Width and height of the text on a notes page, points.
pub(super) fn notes_room_pt() -> (f64, f64) {
    // Where the text stands does not depend on the slide; 0.1 and 0.05 inches of air are the format's own.
    let (_, text) = notes_places(SlideSize { width: 16, height: 9 });
    #[expect(clippy::cast_precision_loss, reason = "a sheet of paper in English Metric Units")]
    let pt = |emu: i64| emu as f64 / 12_700.0;
    (pt(text.width) - 14.4, pt(text.height) - 7.2)
}

/// The slide on a notes page.
fn notes_slide_image(place: Option<Place>) -> String {
    let transform = place.map_or_else(String::new, |place| format!("<a:xfrm>{}</a:xfrm>", place.xml()));
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr>{transform}</p:spPr></p:sp>"
    )
}

/// The master of notes pages.
pub(super) fn notes_master(size: SlideSize) -> String {
    let (slide, text) = notes_places(size);
    let notes =
        placeholder(3, "Notes", "type=\"body\" sz=\"quarter\" idx=\"1\"", Some(text), "<a:bodyPr/>", PROMPT_TEXT);
    format!(
        "{HEAD}<p:notesMaster {SPACES}><p:cSld>{BACKGROUND}<p:spTree>{GROUP}{}{notes}</p:spTree></p:cSld><p:clrMap {COLOURS}/>\
         <p:notesStyle>{}</p:notesStyle></p:notesMaster>",
        notes_slide_image(Some(slide)),
        levels(1000, false, "tx1")
    )
}

/// The notes page of a slide.
pub(super) fn notes(paragraphs: &str) -> String {
    let text = placeholder(3, "Notes", "type=\"body\" idx=\"1\"", None, "<a:bodyPr/>", paragraphs);
    format!(
        "{HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{GROUP}{}{text}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
        notes_slide_image(None)
    )
}

/// A slide of shapes.
pub(super) fn slide(shapes: &str) -> String {
    format!(
        "{HEAD}<p:sld {SPACES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

/// Title and author of the deck.
pub(super) fn core(title: &str) -> String {
    let title = escaped(title);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:creator>August Storm</dc:creator>\
         </cp:coreProperties>"
    )
}

/// Which program wrote it.
pub(super) fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>August Storm</Application></Properties>"
    )
}
