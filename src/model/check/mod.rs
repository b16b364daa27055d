//! The invariants of a campaign, as findings of the report.
//!
//! Reading has made sure that features are sound by themselves; here they are held against each other: lines of a
//! sector against the lines before, sectors against their neighbours, pockets, holdouts and landings against the
//! lines; captures against the lines; marches against positions, the front and what men and engines can do.

mod captures;
mod marches;
mod pace;

use geo::{Centroid, MultiPolygon};

use super::territory::offset_km;
use super::track::Track;
use super::{Campaign, Holder, Reading};
use crate::data::{Diagnostic, Meta, Report, Severity};
use crate::geo::LonLat;
use crate::morph::{self, MorphError, first_contact};
use crate::time::Instant;

/// A dated fact and the line may differ by this much, kilometres.
const AGREEMENT_KM: f64 = 5.0;
/// A landing may take this long to show as Soviet ground, seconds.
const FOOTHOLD_SECS: i64 = 86_400;

/// Holds the campaign to its invariants. Interpolation of every interval is prepared on the way, about a quarter of a
/// second of work.
pub fn check(campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    for front in &data.fronts {
        if !data.config.sectors.iter().any(|s| s.id == front.sector) {
            let message = format!("campaign.json has no sector \"{}\"", front.sector);
            push(report, Severity::Error, &front.meta, message, "name one of its sectors, or add this one");
        }
    }
    for reading in [Reading::Documented, Reading::Hasegawa] {
        let tracks = &campaign.shown(reading).tracks;
        let same = |a: &Track, b: &Track| a.lines.iter().map(|l| l.front).eq(b.lines.iter().map(|l| l.front));
        let documented = &campaign.shown(Reading::Documented).tracks;
        for track in tracks.iter().zip(documented).filter(|(t, d)| reading == Reading::Documented || !same(t, d)) {
            check_track(track.0, campaign, report);
        }
        for (left, right) in tracks.iter().flat_map(|l| tracks.iter().map(move |r| (l, r))) {
            if reading == Reading::Documented {
                check_seam(left, right, campaign, report);
            }
        }
    }
    check_areas(campaign, report);
    check_landings(campaign, report);
    captures::check(campaign, report);
    pace::check(campaign, report);
    marches::check(campaign, report);
}

fn push(report: &mut Report, severity: Severity, meta: &Meta, message: String, cure: &str) {
    let finding = Diagnostic::new(severity, &meta.origin.file, message).at_line(meta.origin.line);
    report.push(finding.of_feature(&meta.id).with_cure(cure));
}

/// Every line is simple and encloses the one before.
fn check_track(track: &Track, campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    for k in 0..track.lines.len() {
        let line = morph::Track { line: track.vertices(k, data), is_ring: false };
        let meta = &data.fronts[track.lines[k].front].meta;
        if let Some(at) = first_contact(&[line]) {
            let message = format!("the line touches or crosses itself at {}", place(at));
            push(report, Severity::Error, meta, message, "draw it without loops");
            continue;
        }
        let Some(before) = k.checked_sub(1) else { continue };
        let earlier = &data.fronts[track.lines[before].front].meta;
        let mut tell = |error: &MorphError| {
            let message = format!("after {} ({}): {error}", earlier.id, earlier.start_text);
            push(
                report,
                Severity::Error,
                meta,
                message,
                "the front stands still here until its date; correct the line",
            );
        };
        match track.motion_or_error(before, data) {
            Some(Err(error)) => tell(error),
            Some(Ok(morph)) if !morph.trouble().is_empty() => morph.trouble().iter().for_each(tell),
            _ => {
                let last = morph::Track { line: track.vertices(before, data), is_ring: false };
                if let Some(at) = first_contact(&[last, line]) {
                    tell(&MorphError::LinesCross { at });
                }
            }
        }
    }
}

/// Where one sector's first line ends in the first vertex of another's, they stay together on every date.
fn check_seam(left: &Track, right: &Track, campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    if left.lines.is_empty() || right.lines.is_empty() {
        return;
    }
    let end = |k: usize| left.vertices(k, data).last();
    let start = |k: usize| right.vertices(k, data).first();
    if end(0) != start(0) {
        return;
    }
    let name = &data.config.sectors[right.sector].id;
    for (k, line) in left.lines.iter().enumerate() {
        let meta = &data.fronts[line.front].meta;
        match right.lines.binary_search_by_key(&line.at, |l| l.at) {
            Err(_) => {
                let message = format!("its neighbour {name} has no line of this date");
                push(report, Severity::Error, meta, message, "date the lines of neighbouring sectors alike");
            }
            Ok(other) if end(k) != start(other) => {
                let at = end(k).copied().unwrap_or_default();
                let message = format!("it ends at {}, not where its neighbour {name} starts", place(at));
                push(report, Severity::Error, meta, message, "let neighbouring sectors share the vertex at the seam");
            }
            Ok(_) => {}
        }
    }
}

/// When a holdout ends it lies behind the line. A pocket may be lost again: where the line has not reached it when it
/// ends, that is only told.
fn check_areas(campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    let shown = campaign.shown(Reading::Documented);
    for (list, areas, what, severity) in [
        (&shown.pockets, &data.pockets, "pocket", Severity::Info),
        (&shown.holdouts, &data.holdouts, "holdout", Severity::Warning),
    ] {
        for area in list.iter().map(|i| &areas[*i]) {
            let end = area.meta.period.end();
            if end >= data.config.period.end() {
                continue;
            }
            let is_reached = samples(&area.shape).any(|p| is_soviet_near(campaign, p, end, false));
            if let Some(p) = samples(&area.shape).next().filter(|_| !is_reached) {
                let message =
                    format!("the {what} ends while {} is not within {AGREEMENT_KM} km of Soviet ground", place(p));
                push(report, severity, &area.meta, message, "let it last until the line arrives");
            }
        }
    }
}

/// A landing shows a day later at the latest: by a pocket, by the line, or by an island that is at least contested. A
/// raid does not, so this is only told.
fn check_landings(campaign: &Campaign, report: &mut Report) {
    let data = campaign.data();
    for landing in campaign.shown(Reading::Documented).landings.iter().map(|i| &data.landings[*i]) {
        let t = landing.meta.period.start().plus_secs(FOOTHOLD_SECS);
        // A party that is said to have left, or been lost, by then held nothing.
        if landing.meta.period.end() > t && !is_soviet_near(campaign, landing.at, t, true) {
            let message = format!("a day later nothing within {AGREEMENT_KM} km is Soviet ground");
            push(report, Severity::Info, &landing.meta, message, "draw the pocket that it held");
        }
    }
}

/// The middle of an area, then its vertices.
fn samples(shape: &MultiPolygon<f64>) -> impl Iterator<Item = LonLat> {
    let vertices = shape.iter().flat_map(|polygon| &polygon.exterior().0).map(|c| LonLat::new(c.x, c.y));
    shape.centroid().map(|c| LonLat::new(c.x(), c.y())).into_iter().chain(vertices)
}

/// True if `p` or a place within [`AGREEMENT_KM`] of it is Soviet at `t`, or contested where that is enough.
fn is_soviet_near(campaign: &Campaign, p: LonLat, t: Instant, or_contested: bool) -> bool {
    let ring = (0..16).map(|k| {
        let angle = f64::from(k) * std::f64::consts::PI / 8.0;
        offset_km(p, AGREEMENT_KM * angle.cos(), AGREEMENT_KM * angle.sin())
    });
    std::iter::once(p).chain(ring).any(|q| match campaign.settled_holder(q, t, Reading::Documented) {
        Some(Holder::Soviet) => true,
        Some(Holder::Contested) => or_contested,
        _ => false,
    })
}

fn place(p: LonLat) -> String {
    format!("{:.4} E, {:.4} N", p.lon, p.lat)
}
