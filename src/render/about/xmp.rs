//! The XMP packet of a picture: written in one form, found by its marks in any file that holds it plainly.
//!
//! Dublin Core for what every program shows, a namespace of our own for the view.

use std::fmt::Write as _;

use super::About;
use crate::render::escaped;

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
const TAIL: &str = "<?xpacket end=\"r\"?>";
const OPEN: &str = "<x:xmpmeta";
const CLOSE: &str = "</x:xmpmeta>";

/// How a property of Dublin Core holds its value.
#[derive(Clone, Copy)]
enum Holds {
    /// In several languages, of which one is written.
    Languages,
    /// As a list, of which one is written.
    List,
    /// As it is.
    Text,
}

impl About {
    fn properties(&self) -> [(&'static str, Holds, &String); 7] {
        [
            ("dc:title", Holds::Languages, &self.title),
            ("dc:description", Holds::Languages, &self.description),
            ("dc:creator", Holds::List, &self.author),
            ("dc:rights", Holds::Languages, &self.rights),
            ("dc:source", Holds::Text, &self.source),
            ("xmp:CreatorTool", Holds::Text, &self.software),
            ("storm:view", Holds::Text, &self.view),
        ]
    }

    /// The XMP element, for files that are XML themselves.
    #[must_use]
    pub fn xmp_element(&self) -> String {
        let mut out = format!(
            "{OPEN} xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:storm=\"urn:august-storm:picture:1\">\n"
        );
        for (name, holds, text) in self.properties().into_iter().filter(|(_, _, text)| !text.is_empty()) {
            let text = escaped(text);
            let value = match holds {
                Holds::Languages => format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt>"),
                Holds::List => format!("<rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq>"),
                Holds::Text => text,
            };
            let _ = writeln!(out, "<{name}>{value}</{name}>");
        }
        let _ = write!(out, "</rdf:Description>\n</rdf:RDF>\n{CLOSE}");
        out
    }

    /// The packet, for all other files.
    #[must_use]
    pub fn xmp_packet(&self) -> String {
        format!("{HEAD}\n{}\n{TAIL}", self.xmp_element())
    }

    /// What the first packet in `bytes` says.
    pub(super) fn of_xmp(bytes: &[u8]) -> Option<Self> {
        let start = find(bytes, OPEN.as_bytes())?;
        let end = start + find(&bytes[start..], CLOSE.as_bytes())?;
        let packet = String::from_utf8_lossy(&bytes[start..end]);
        let text = |name: &str| element(&packet, name).map(plain).unwrap_or_default();
        Some(Self {
            title: text("dc:title"),
            description: text("dc:description"),
            author: text("dc:creator"),
            software: text("xmp:CreatorTool"),
            rights: text("dc:rights"),
            source: text("dc:source"),
            view: text("storm:view"),
        })
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// What stands between the tags of the first element of that name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let open = xml.find(&format!("<{name}>"))? + name.len() + 2;
    let close = open + xml[open..].find(&format!("</{name}>"))?;
    Some(&xml[open..close])
}

/// The text of a piece of XML without its tags.
fn plain(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut is_tag = false;
    for c in xml.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => out.push(c),
            _ => {}
        }
    }
    // The ampersand last, so that what it escapes is not read as another sign.
    let text = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_says_again_what_was_put_into_it() {
        let about = About {
            title: "20 August 1945 <24:00> & more".into(),
            description: "Maoka 真岡, \"Kholmsk\"; 5 > 4.".into(),
            author: "August Storm".into(),
            software: "August Storm 1".into(),
            rights: "LGPL &amp; others".into(),
            source: "Hasegawa 2011; Славинский 1993".into(),
            view: "{\"at\":[\"1945-08-20\"],\"layers\":[\"a&b.geojson\"]}".into(),
        };
        let file = [b"\xff\xd8 rubbish <x: \x00", about.xmp_packet().as_bytes(), b"\x00 tail"].concat();
        assert_eq!(About::of_xmp(&file), Some(about));
    }

    #[test]
    fn packets_of_others_and_torn_ones_are_no_view() {
        let cut = About { view: "{}".into(), ..About::default() }.xmp_packet();
        assert_eq!(About::of_xmp(&cut.as_bytes()[..cut.len() - 60]), None);
        let foreign = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF/></x:xmpmeta>";
        assert_eq!(About::of_xmp(foreign.as_bytes()), Some(About::default()));
    }
}
