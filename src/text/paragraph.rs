//! Short paragraphs: captions, legends, credits, broken into lines of a width.

use std::sync::Arc;

use super::shape::is_east_asian;
use super::{Fonts, ShapedLine, TextStyle};
use crate::time::month_name;

impl Fonts {
    /// Breaks a text into lines no wider than `width_pt` points, each as full as it goes. Lines end at spaces (but not between a day and its month), after
    /// hyphens and dashes, between Han and kana characters (not before closing marks), and at every line feed. A word
    /// wider than the width stands alone and sticks out.
    #[must_use]
    pub fn break_lines(&self, text: &str, style: &TextStyle, width_pt: f64) -> Vec<Arc<ShapedLine>> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut rest = paragraph.trim_end();
            loop {
                let end = self.full_line(rest, style, width_pt);
                lines.push(self.shape(rest[..end].trim_end(), style));
                rest = rest[end..].trim_start();
                if rest.is_empty() {
                    break;
                }
            }
        }
        lines
    }

    /// Breaks as [`Self::break_lines`] does, then narrows the lines as far as their number allows, so that none is much
    /// shorter than the rest: for titles and captions.
    #[must_use]
    pub fn balance_lines(&self, text: &str, style: &TextStyle, width_pt: f64) -> Vec<Arc<ShapedLine>> {
        let mut best = self.break_lines(text, style, width_pt);
        let (mut low, mut high) = (0.0, width_pt);
        // Halving ten times leaves a thousandth of the width.
        for _ in 0..10 {
            let middle = f64::midpoint(low, high);
            let lines = self.break_lines(text, style, middle);
            let fits = lines.len() <= best.len() && lines.iter().all(|l| l.width_pt <= width_pt.min(middle));
            if fits {
                best = lines;
                high = middle;
            } else {
                low = middle;
            }
        }
        best
    }

    /// Where the first line of `text` ends.
    fn full_line(&self, text: &str, style: &TextStyle, width_pt: f64) -> usize {
        let mut end = None;
        for at in breaks(text) {
            let fits = self.shape(text[..at].trim_end(), style).width_pt <= width_pt;
            if !fits && end.is_some() {
                break;
            }
            end = Some(at);
            if !fits {
                break;
            }
        }
        end.unwrap_or(text.len())
    }
}

/// Where a line may end, as byte positions in order, the end of the text last.
fn breaks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|b| may_break(b, c)) && !parts_a_date(text, at) {
            found.push(at);
        }
        before = Some(c);
    }
    found.push(text.len());
    found
}

/// True between a day and its month: "8 August" stays whole.
fn parts_a_date(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let day = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_month = || (1..=12).any(|month| word.len() >= 3 && month_name(month).starts_with(word));
    (1..=2).contains(&day.len()) && day.bytes().all(|b| b.is_ascii_digit()) && is_month()
}

fn may_break(before: char, after: char) -> bool {
    const NOT_AT_START: &str = "、。，．・」』）〕】》〉：；！？ー々っゃゅょッャュョ%";
    // Opening brackets, and the ordinal that belongs to the number after it.
    const NOT_AT_END: &str = "「『（〔【《〈第";
    if before.is_whitespace() && before != '\u{A0}' {
        return !after.is_whitespace();
    }
    if matches!(before, '-' | '–' | '—' | '/') {
        return after.is_alphabetic();
    }
    (is_east_asian(before) || is_east_asian(after))
        && !after.is_whitespace()
        && !NOT_AT_START.contains(after)
        && !NOT_AT_END.contains(before)
        && !matches!(after, ')' | ',' | '.' | ';' | ':')
        && before != '('
}

#[cfg(test)]
mod tests {
    use super::super::FontFace;
    use super::*;
    use crate::data::Lang;

    fn texts(lines: &[Arc<ShapedLine>]) -> Vec<&str> {
        lines.iter().map(|l| l.text.as_str()).collect()
    }

    const NOTE: &str = "The front of 16 August, as the General Staff reported it on the evening of that day.";

    #[test]
    fn lines_keep_to_the_width_and_lose_no_word() {
        let style = TextStyle::new(FontFace::Sans, 8.0);
        let lines = Fonts::bundled().break_lines(NOTE, &style, 120.0);
        assert!(lines.len() >= 3);
        assert!(lines.iter().all(|l| l.width_pt <= 120.0));
        assert_eq!(texts(&lines).join(" "), NOTE);
        assert!(lines[0].width_pt > 90.0);
    }

    #[test]
    fn no_line_ends_between_a_day_and_its_month() {
        let style = TextStyle::new(FontFace::Sans, 8.0);
        let text = "The Soviet-Japanese War, 8 August to 5 September 1945, refused 18 Aug";
        for width_pt in (60..300).step_by(4) {
            let lines = Fonts::bundled().balance_lines(text, &style, f64::from(width_pt));
            assert!(lines.iter().all(|l| !l.text.ends_with(|c: char| c.is_ascii_digit()) || l.text.ends_with("1945")));
        }
        // A number before any other word may end a line.
        let lines = Fonts::bundled().break_lines("Division 8 Marching", &style, 44.0);
        assert_eq!(texts(&lines), ["Division 8", "Marching"]);
    }

    #[test]
    fn balanced_lines_are_of_like_length() {
        let style = TextStyle::new(FontFace::Sans, 8.0);
        let spread = |lines: &[Arc<ShapedLine>]| {
            let widths: Vec<f64> = lines.iter().map(|l| l.width_pt).collect();
            widths.iter().copied().fold(0.0, f64::max) - widths.iter().copied().fold(1e9, f64::min)
        };
        let full = Fonts::bundled().break_lines(NOTE, &style, 200.0);
        let balanced = Fonts::bundled().balance_lines(NOTE, &style, 200.0);
        assert_eq!(full.len(), balanced.len());
        assert!(spread(&balanced) < spread(&full), "{:?}", texts(&balanced));
    }

    #[test]
    fn line_feeds_and_han_text_break_where_they_may() {
        let style = TextStyle::new(FontFace::Sans, 10.0).lang(Lang::Ja);
        let lines = Fonts::bundled().break_lines("一\n二", &style, 500.0);
        assert_eq!(texts(&lines), ["一", "二"]);
        let lines = Fonts::bundled().break_lines("北海道、千島", &style, 30.5);
        assert_eq!(texts(&lines), ["北海", "道、千", "島"]);
    }

    #[test]
    fn a_word_wider_than_the_width_stands_alone() {
        let style = TextStyle::new(FontFace::Sans, 10.0);
        let lines = Fonts::bundled().break_lines("to Petropavlovsk-Kamchatsky now", &style, 40.0);
        assert_eq!(texts(&lines), ["to", "Petropavlovsk-", "Kamchatsky", "now"]);
        assert_eq!(texts(&Fonts::bundled().break_lines("", &style, 40.0)), [""]);
    }
}
