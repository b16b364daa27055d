//! Words that stand by a picture of a page: texts set in lines one below the other. Space: points, y down.

use std::sync::Arc;

use kurbo::Point;

use crate::data::Lang;
use crate::scene::Item;
use crate::scene::lettering::{text_at, text_style};
use crate::style::TypeStyle;
use crate::text::{Fonts, ShapedLine};

/// Distance of baselines in sizes of type.
pub(super) const LEADING: f64 = 1.28;
/// What is said of a picture, set in lines.
#[derive(Default)]
pub(super) struct Words {
    /// Lines, their style and the distance of their baseline from the one before, points.
    pub(super) lines: Vec<(Arc<ShapedLine>, TypeStyle, f64)>,
}

impl Words {
    /// Adds a text in lines of a width, below what is there and a gap, points. An empty text adds nothing.
    pub(super) fn add(&mut self, text: &str, style: &TypeStyle, width_pt: f64, gap_pt: f64) {
        if text.trim().is_empty() {
            return;
        }
        let lines = Fonts::bundled().break_lines(text.trim(), &text_style(style, Lang::En), width_pt);
        for (i, line) in lines.into_iter().enumerate() {
            let step = if self.lines.is_empty() { line.cap_height_pt } else { style.size_pt * LEADING };
            self.lines.push((line, style.clone(), step + if i == 0 { gap_pt } else { 0.0 }));
        }
    }

    /// Adds a list joined by semicolons, of which at most so many lines are told.
    pub(super) fn add_list(&mut self, list: &str, style: &TypeStyle, width_pt: f64, (gap_pt, most): (f64, usize)) {
        let set = text_style(style, Lang::En);
        let lines_of = |text: &str| Fonts::bundled().break_lines(text, &set, width_pt);
        let lines = lines_of(list.trim());
        if lines.len() <= most {
            return self.add(list, style, width_pt, gap_pt);
        }
        let head: Vec<&str> = lines.iter().take(most).map(|line| line.text.as_str()).collect();
        let mut head = head.join(" ");
        while let Some(end) = head.rfind(';') {
            head.truncate(end);
            let told = format!("{head} and others");
            if lines_of(&told).len() <= most {
                return self.add(&told, style, width_pt, gap_pt);
            }
        }
    }

    /// From the top of the first line's capitals to the foot of the last line, points.
    pub(super) fn height(&self) -> f64 {
        let descent = self.lines.last().map_or(0.0, |(line, ..)| line.descent_pt);
        self.lines.iter().map(|(.., step)| step).sum::<f64>() + descent
    }

    /// The lines with the top left corner of the first at `at`.
    pub(super) fn draw(&self, at: Point) -> Vec<Item> {
        let mut base = at.y;
        let mut items = Vec::with_capacity(self.lines.len());
        for (line, style, step) in &self.lines {
            base += step;
            items.push(text_at(line, Point::new(at.x, base), style.colour, None));
        }
        items
    }
}

/// A text without its last sentence; empty if it has but one. The dot of a short word, such as an initial, ends none.
pub(super) fn without_last_sentence(text: &str) -> &str {
    let text = text.trim_end();
    let ends_there = |end: usize| {
        let (before, after) = text.split_at(end);
        let word = before.trim_end_matches(['.', '?']).rsplit(char::is_whitespace).next().unwrap_or("");
        let next = after.trim_start().chars().next();
        after.starts_with(char::is_whitespace)
            && word.chars().count() >= 3
            && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut dots = text.char_indices().filter(|(_, c)| matches!(c, '.' | '?')).map(|(at, c)| at + c.len_utf8());
    dots.rfind(|end| ends_there(*end)).map_or("", |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_list_the_head_is_told_in_whole_entries() {
        let colour = crate::style::Colour::rgb(0, 0, 0);
        let face = crate::style::Face::Sans;
        let style = TypeStyle { face, size_pt: 8.0, colour, halo: colour, halo_width_pt: 0.0 };
        let list: Vec<String> = (0..30).map(|n| format!("Source {n} of many")).collect();
        let told = |most: usize| {
            let mut words = Words::default();
            words.add_list(&list.join("; "), &style, 200.0, (0.0, most));
            words.lines.iter().map(|(line, ..)| line.text.clone()).collect::<Vec<_>>()
        };
        let short = told(2);
        assert!(short.len() == 2 && short[1].ends_with(" of many and others"), "{short:?}");
        assert!(!told(99).join(" ").contains("others"));
    }

    #[test]
    fn a_text_is_cut_between_sentences_and_never_after_an_initial() {
        let text = "Order of General R. Ya. Malinovskii. 27,100 km² gained. The line stands, p. 75.";
        let shorter = without_last_sentence(text);
        assert_eq!(shorter, "Order of General R. Ya. Malinovskii. 27,100 km² gained.");
        assert_eq!(without_last_sentence(shorter), "Order of General R. Ya. Malinovskii.");
        assert_eq!(without_last_sentence(without_last_sentence(shorter)), "");
    }
}
