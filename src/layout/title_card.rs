//! A page that says something before or after a film: a title, and lines under it.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect, Shape};

use crate::data::Lang;
use crate::geo::PageSize;
use crate::scene::lettering::{text_at, text_style};
use crate::scene::paint::fill;
use crate::scene::{Item, Layer, Scene};
use crate::style::{Theme, TypeStyle};
use crate::text::{Fonts, ShapedLine};

/// Where the text begins, and how wide it is at most, as shares of the page's width.
const LEFT: f64 = 0.12;
const WIDEST: f64 = 0.76;
/// How much larger than on a map the lettering is on a page of [`super::FULL_WIDTH_PT`].
const TITLE_GROWTH: f64 = 3.2;
const TEXT_GROWTH: f64 = 2.4;
/// From one base line to the next, in sizes of the type.
const LEADING: f64 = 1.32;

/// A page of `size` with `text` in the lettering of `theme`: its first line large, the others small under a rule.
#[must_use]
pub fn title_card(text: &str, size: PageSize, theme: &Theme) -> Scene {
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let own = &theme.lettering;
    let title = lines(title, &own.title, TITLE_GROWTH, size);
    let rest: Vec<_> = rest.lines().flat_map(|line| lines(line, &own.subtitle, TEXT_GROWTH, size)).collect();
    let height = |lines: &[Arc<ShapedLine>]| lines.iter().map(|line| line.size_pt * LEADING).sum::<f64>();
    let rule_pt = title.first().map_or(0.0, |line| line.size_pt);
    let whole = height(&title) + height(&rest) + if rest.is_empty() { 0.0 } else { rule_pt };
    let left = size.width_pt * LEFT;
    // Blocks of text look centred a little above the middle.
    let mut y = (size.height_pt - whole) * 0.42;
    let mut items: Vec<Item> = Vec::new();
    let mut set = |lines: &[Arc<ShapedLine>], colour, y: &mut f64| {
        for line in lines {
            *y += line.size_pt * LEADING;
            items.push(text_at(line, Point::new(left, *y), colour, None));
        }
    };
    set(&title, own.title.colour, &mut y);
    let rule_y = y + rule_pt * 0.62;
    y += rule_pt;
    set(&rest, own.subtitle.colour, &mut y);
    if !rest.is_empty() {
        let rule = Rect::new(left, rule_y, left + rule_pt * 1.6, rule_y + rule_pt * 0.07).to_path(0.1);
        items.push(fill(rule, Affine::IDENTITY, theme.page.accent));
    }
    let layers = vec![Layer { name: "title-card", key: None, items }];
    Scene { size, ground: theme.page.card, layers, placed: Vec::new() }
}

fn lines(text: &str, style: &TypeStyle, growth: f64, page: PageSize) -> Vec<Arc<ShapedLine>> {
    let share = (page.width_pt / super::FULL_WIDTH_PT).min(page.height_pt / super::FULL_WIDTH_PT / 0.5);
    let size_pt = (style.size_pt * growth * share).max(style.size_pt.min(page.height_pt / 12.0));
    let style = TypeStyle { size_pt, ..style.clone() };
    Fonts::bundled().balance_lines(text, &text_style(&style, Lang::En), page.width_pt * WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_card_says_all_its_text_inside_the_page() {
        let theme = Theme::named("atlas").unwrap();
        let text =
            "August Storm\nThe campaign hour by hour, 8 August to 5 September 1945, with a second sentence that breaks";
        for (w, h) in [(1920, 1080), (320, 180), (1080, 1920)] {
            let scene = title_card(text, PageSize::for_pixels(w, h), &theme);
            let mut said = String::new();
            for item in &scene.layers[0].items {
                let Item::Text(run) = item else { continue };
                let at = run.to_page.translation();
                assert!(at.x > 0.0 && at.y > 0.0 && at.y < scene.size.height_pt, "{w}x{h}: {at:?}");
                said += &run.text;
                said.push(' ');
            }
            assert_eq!(said.split_whitespace().collect::<String>(), text.split_whitespace().collect::<String>());
        }
    }
}
