//! The symbols in their places, with their leaders.

use std::sync::Arc;

use kurbo::Affine;

use super::Stack;
use crate::label::{OrientedBox, Placement};
use crate::scene::frame::Frame;
use crate::scene::lettering::{halo, text_at};
use crate::scene::names::id_of;
use crate::scene::paint::{fill, round_stroke};
use crate::scene::shapes::{circle, polyline};
use crate::scene::{Group, Item, MarkKind, PlacedMark};

/// Draws the symbols in their places, leaders below all of them.
pub(in crate::scene) fn draw(frame: &Frame, stacks: &[Stack], placement: &Placement) -> (Vec<Item>, Vec<PlacedMark>) {
    let style = &frame.theme.unit;
    let (mut leaders, mut items, mut marks) = (Vec::new(), Vec::new(), Vec::new());
    for stack in stacks {
        let Some(slot) = stack.slot(placement) else { continue };
        if let Some((from, to)) = slot.leader {
            let colour = stack.rows[0].symbol.colour;
            let line = Arc::new(polyline(&[from, to]));
            let width = style.leader_width_pt;
            let casing = style.casing.with_opacity(0.85);
            leaders.push(round_stroke(
                Arc::clone(&line),
                Affine::IDENTITY,
                width + style.casing_width_pt * 2.0,
                casing,
            ));
            leaders.push(round_stroke(line, Affine::IDENTITY, width, colour));
            leaders.push(fill(circle(from, width * 3.4), Affine::IDENTITY, colour));
        }
        for (i, unit) in stack.rows.iter().enumerate().take(slot.shown.len()) {
            let mut own = Vec::new();
            unit.symbol.draw(frame, slot.shown[i].frame, &mut own);
            own.push(text_at(&unit.label, slot.shown[i].label, unit.style.colour, halo(&unit.style)));
            if unit.opacity < 1.0 {
                items.push(Item::Group(Group { opacity: unit.opacity, items: own }));
            } else {
                items.extend(own);
            }
            marks.push(PlacedMark {
                // A stack moves as one: its first symbol has its number.
                key: if i == 0 { stack.request.id } else { id_of("stacked", unit.index) },
                kind: MarkKind::Unit { formation: unit.index, anchor: stack.anchor },
                slot: placement[&stack.request.id],
                boxes: [slot.shown[i].body, slot.shown[i].text].map(OrientedBox::upright).to_vec(),
                lines: vec![Arc::clone(&unit.label)],
                colour: unit.style.colour.with_opacity(unit.opacity),
                halo: halo(&unit.style),
            });
        }
    }
    leaders.extend(items);
    (leaders, marks)
}
