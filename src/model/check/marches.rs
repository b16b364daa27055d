//! Marches agree with what is known of those who march: their dated positions, their other marches, and the front.

use super::{place, push};
use crate::data::{FormationPosition, Movement, PositionKind, Report, Role, Severity, Status};
use crate::geo::{LonLat, distance_m};
use crate::model::formations::head_at;
use crate::model::territory::distance_to_line_km;
use crate::model::{Campaign, Holder, Motion, Reading};
use crate::time::{Day, Instant};

/// A head and a dated position, or the heads of two marches, may differ by this much, kilometres.
const MEETS_KM: f64 = 15.0;
/// Hours of positions are as a rule rounded or inferred: the head must come by within this time, seconds.
const ROUNDED_SECS: i64 = 6 * 3600;
/// A head and the line that it leads may differ by this much, kilometres.
const LEADS_KM: f64 = 15.0;

/// The movements that were made, in the documented reading.
pub(super) fn check(campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    let made = |index: &usize| {
        let movement = &data.movements[*index];
        campaign.shown(Reading::Documented).shows_movement[*index] && movement.meta.status == Status::Executed
    };
    for (index, formation) in data.formations.iter().enumerate() {
        let own = campaign.formations().movements(index).iter().copied().filter(made);
        let own: Vec<&Movement> = own.map(|movement| &data.movements[movement]).collect();
        for (at, position) in formation.positions.iter().enumerate() {
            // The staff of an army is not at the head of its march.
            if position.what == PositionKind::Troops {
                for movement in &own {
                    check_position(movement, at, position, report);
                }
            }
        }
        for (at, one) in own.iter().enumerate() {
            for other in &own[at + 1..] {
                check_one_place(one, other, report);
            }
        }
    }
    for movement in (0..data.movements.len()).filter(made).map(|index| &data.movements[index]) {
        if movement.role == Role::Head && movement.rank == 1 {
            check_leads(campaign, movement, report);
        }
    }
}

/// A position dated in the course of a movement lies where its head is then.
fn check_position(movement: &Movement, number: usize, position: &FormationPosition, report: &mut Report) {
    let (Some(&first), Some(&last)) = (movement.times.first(), movement.times.last()) else { return };
    if position.since < first || position.since > last {
        return;
    }
    let (from, to) = (position.since.plus_secs(-ROUNDED_SECS), position.until.plus_secs(ROUNDED_SECS));
    let away_km = distance_to_line_km(position.at, way_between(movement, from, to));
    if away_km > MEETS_KM {
        let message = format!(
            "its head passes {away_km:.0} km from position {} of its formation {} ({})",
            number + 1,
            movement.formation,
            position.date
        );
        push(report, Severity::Error, &movement.meta, message, "correct the times, the way or the position");
    }
}

/// The way of the head from one instant to another.
fn way_between(movement: &Movement, from: Instant, to: Instant) -> Vec<LonLat> {
    let passed = movement.line.iter().zip(&movement.times).filter(|(_, at)| from < **at && **at < to);
    let ends = [head_at(movement, from), head_at(movement, to)];
    ends[0].into_iter().chain(passed.map(|(vertex, _)| *vertex)).chain(ends[1]).collect()
}

/// Two movements of one formation at the same time are together, unless they are columns of one group.
fn check_one_place(one: &Movement, other: &Movement, report: &mut Report) {
    let group = |movement: &Movement| {
        if movement.group.is_empty() { movement.meta.id.clone() } else { movement.group.clone() }
    };
    let (Some(start), Some(end)) =
        (one.times.first().max(other.times.first()).copied(), one.times.last().min(other.times.last()).copied())
    else {
        return;
    };
    if start >= end || group(one) == group(other) {
        return;
    }
    let times = one.times.iter().chain(&other.times).copied().filter(|t| (start..=end).contains(t));
    let heads = |t| head_at(one, t).zip(head_at(other, t));
    let apart = times.filter_map(heads).map(|(a, b)| distance_m(a, b) / 1000.0).fold(0.0, f64::max);
    if apart > MEETS_KM {
        let message = format!("{} is at the same time up to {apart:.0} km away on {}", one.formation, other.meta.id);
        let cure = "give the columns a \"group\", or each its own formation";
        push(report, Severity::Error, &one.meta, message, cure);
    }
}

/// The head of an axis stands at the end of each day at the line or behind it.
fn check_leads(campaign: &Campaign, movement: &Movement, report: &mut Report) {
    let clock = campaign.data().config.clock;
    let (Some(&first), Some(&last)) = (movement.times.first(), movement.times.last()) else { return };
    let until = movement.leading_until.map_or(last, |until| until.min(last));
    let mut t = Day::containing(first, clock).end(clock);
    while t <= until {
        if let Some(head) = head_at(movement, t)
            && campaign.settled_holder(head, t, Reading::Documented) == Some(Holder::Japan)
        {
            let away_km = distance_to_front_km(campaign, head, t);
            if away_km > LEADS_KM {
                let message = format!(
                    "at 24:00 of {} its head at {} is {away_km:.0} km ahead of the line",
                    Day::containing(t.plus_secs(-1), clock),
                    place(head)
                );
                let cure = "correct its times, draw the line or a pocket there, or give \"leading_until\"";
                push(report, Severity::Error, &movement.meta, message, cure);
            }
        }
        t = t.plus_secs(86_400);
    }
}

/// Kilometres from `p` to the nearest front.
fn distance_to_front_km(campaign: &Campaign, p: LonLat, t: Instant) -> f64 {
    let tracks = &campaign.shown(Reading::Documented).tracks;
    let away = tracks.iter().filter_map(|track| {
        let position = track.position(t, Motion::Steps)?;
        Some(distance_to_line_km(p, track.vertices(position.line, campaign.data()).iter().copied()))
    });
    away.fold(f64::INFINITY, f64::min)
}
