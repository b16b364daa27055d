//! Who holds a place, since when, by what.

use geo::{Area as _, Contains, MultiPolygon, Point};

use super::state::StretchKind;
use super::territory::{Allegiance, distance_to_line_km};
use super::track::Track;
use super::{Campaign, Motion, Reading};
use crate::data::{Certainty, Citation, Meta};
use crate::geo::LonLat;
use crate::time::Instant;

/// Who holds a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// Soviet or Mongolian forces, on ground that was Japan's or a third party's.
    Soviet,
    /// Japan or a client state of Japan.
    Japan,
    /// Both are there: a front is moving within [`CONTESTED_KM`], or an island is between landing and surrender.
    Contested,
    /// Neither question arises: home ground of the Allies, a third party's ground, the sea.
    Other,
}

/// What decides who holds a place. Indices point into the dataset's lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ControlBy {
    /// The front passed on its way to this dated line (or comes within [`CONTESTED_KM`] on its way there).
    Front(usize),
    /// A pocket ahead of the front.
    Pocket(usize),
    /// A holdout, in force.
    Holdout(usize),
    /// An island: by its landing or by its surrender; or not yet.
    Island(usize),
    /// Nothing has happened here: the place is as the territory is.
    Territory(usize),
    /// No land.
    Sea,
}

/// The answer of [`Campaign::control_at`].
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Who holds the place.
    pub who: Holder,
    /// Since when; `None` if it was so before the campaign, and for a place that a moving front is just reaching.
    pub since: Option<Instant>,
    /// When that changes, if it does.
    pub until: Option<Instant>,
    /// What decides it.
    pub by: ControlBy,
    /// The unit in which the place lies: index in [`super::Territories::units`].
    pub territory: Option<usize>,
    /// What the deciding feature rests on.
    pub sources: Vec<Citation>,
    /// How well the deciding feature is attested.
    pub certainty: Option<Certainty>,
}

/// What decides who holds a place over time.
pub(super) struct Deciding {
    /// Who held it before anything happened; `None` at sea.
    pub before: Option<Holder>,
    /// Pockets, holdouts and the island of the place.
    pub features: Vec<ControlBy>,
    /// The dated line on the way to which a front passes, the instant at which it stood at the line before, and when it
    /// passes by the drawing, which is no more exact than the two lines.
    pub pass: Option<FrontPass>,
}

/// A front passes a place.
#[derive(Clone, Copy)]
pub(super) struct FrontPass {
    /// Index of the line in the dataset's fronts.
    pub line: usize,
    /// When the front stood at the line before.
    pub after: Instant,
    /// When it stands at this one.
    pub until: Instant,
    /// When it passes by the drawing.
    pub drawn: Instant,
}

/// A moving front this near makes a place contested, kilometres.
pub const CONTESTED_KM: f64 = 3.0;
/// Places this far off a coast still count as land: coasts are generalized, and ports stand at their edge.
const COAST_SLACK_KM: f64 = 3.0;

/// What the dataset says of one place, for all times.
struct Place<'c> {
    campaign: &'c Campaign,
    /// Index of the unit and whose ground it was.
    territory: Option<(usize, Allegiance)>,
    island: Option<usize>,
    /// Pockets and holdouts round the place, the smallest first.
    areas: Vec<ControlBy>,
    /// When a front passes, and the dated line to which it then is on its way.
    pass: Option<(Instant, usize)>,
}

impl Campaign {
    /// Who holds the place `p` at `t`.
    ///
    /// In this order: the home ground of the Soviet side is nobody's question; a pocket or a holdout (the smaller, where
    /// one lies in the other) is who made it; an island is Japan's until a landing, contested until its surrender, Soviet
    /// from then on; ground that the front has passed is Soviet; all else is as the territory was. Within
    /// [`CONTESTED_KM`] of a moving front, places that only front and territory decide are contested, unless the front
    /// had left them behind at its last dated line.
    #[must_use]
    pub fn control_at(&self, p: LonLat, t: Instant, reading: Reading) -> Control {
        let place = Place::new(self, p, reading);
        let Some((who, by)) = place.holder(t) else {
            return place.answer(Holder::Other, ControlBy::Sea, None, None);
        };
        if matches!(by, ControlBy::Front(_) | ControlBy::Territory(_))
            && place.territory.is_none_or(|(_, a)| a != Allegiance::SovietSide)
            && let Some((line, since)) = self.front_near(p, t, reading)
            && place.pass.is_none_or(|(passed, _)| passed > since)
        {
            return place.answer(Holder::Contested, ControlBy::Front(line), None, None);
        }
        let changes = place.changes();
        let holds = |at: Instant| place.holder(at).is_some_and(|(w, _)| w == who);
        // Back through all changes at which the holder was the same already.
        let passed = changes.partition_point(|c| *c <= t);
        let mut since = None;
        for k in (0..passed).rev() {
            since = Some(changes[k]);
            if !holds(changes[k].plus_secs(-1)) {
                break;
            }
            since = None;
        }
        let until = changes[passed..].iter().copied().find(|c| !holds(*c));
        place.answer(who, by, since, until)
    }

    /// Who holds `p` at `t`, a moving front nearby set aside; `None` at sea.
    pub(super) fn settled_holder(&self, p: LonLat, t: Instant, reading: Reading) -> Option<Holder> {
        Place::new(self, p, reading).holder(t).map(|(who, _)| who)
    }

    /// The first instant from `from` to `until` at which `p` is Soviet, a moving front nearby set aside.
    pub(super) fn soviet_from(&self, p: LonLat, from: Instant, until: Instant, reading: Reading) -> Option<Instant> {
        let place = Place::new(self, p, reading);
        let is_soviet = |t: &Instant| matches!(place.holder(*t), Some((Holder::Soviet, _)));
        let changes = place.changes().into_iter().filter(|c| *c > from && *c <= until);
        std::iter::once(from).chain(changes).find(is_soviet)
    }

    /// What decides who holds `p`.
    pub(super) fn deciding(&self, p: LonLat, reading: Reading) -> Deciding {
        let place = Place::new(self, p, reading);
        let dated = self.shown(reading).tracks.iter().flat_map(|track| track.lines.windows(2));
        let pass = place.pass.and_then(|(drawn, line)| {
            let [before, reached] = dated.clone().find(|pair| pair[1].front == line)? else { return None };
            Some(FrontPass { line, after: before.at, until: reached.at, drawn })
        });
        let before = place.holder(Instant::DISTANT_PAST).map(|(who, _)| who);
        let is_home =
            before == Some(Holder::Other) && place.territory.is_some_and(|(_, a)| a == Allegiance::SovietSide);
        let features = place.areas.iter().copied().chain(place.island.map(ControlBy::Island)).collect();
        Deciding { before, features, pass: pass.filter(|_| !is_home && place.island.is_none()) }
    }

    /// The dated line to which a front moves that is near `p` at `t`, and when it stood at the last one.
    fn front_near(&self, p: LonLat, t: Instant, reading: Reading) -> Option<(usize, Instant)> {
        self.shown(reading).tracks.iter().find_map(|track| {
            let position = track.position(t, Motion::Interpolated)?;
            let next = track.lines.get(position.line + 1)?;
            let stretches = track.stretches(position, self.data());
            let moving = stretches.iter().filter(|s| s.kind == StretchKind::Interpolated);
            let near = |line: &[LonLat]| distance_to_line_km(p, line.iter().copied()) < CONTESTED_KM;
            moving.map(|s| s.line.as_slice()).any(near).then_some((next.front, track.lines[position.line].at))
        })
    }
}

impl<'c> Place<'c> {
    fn new(campaign: &'c Campaign, p: LonLat, reading: Reading) -> Self {
        let data = campaign.data();
        let shown = campaign.shown(reading);
        let inside = |shape: &MultiPolygon<f64>| shape.contains(&Point::new(p.lon, p.lat));
        let territories = campaign.territories();
        let islands = || shown.islands.iter().copied();
        let on_an_island = islands().find(|i| inside(&data.islands[*i].shape));
        let on_land = on_an_island.is_some() || territories.at(p, 0.0).is_some();
        let off_an_island = || islands().find(|i| is_near(&data.islands[*i].shape, p));
        let island = if on_land { on_an_island } else { off_an_island() };
        let unit = territories.at(p, if on_land { 0.0 } else { COAST_SLACK_KM });
        let pockets = shown.pockets.iter().map(|i| (ControlBy::Pocket(*i), &data.pockets[*i].shape));
        let holdouts = shown.holdouts.iter().map(|i| (ControlBy::Holdout(*i), &data.holdouts[*i].shape));
        let mut areas: Vec<_> =
            pockets.chain(holdouts).filter(|(_, s)| inside(s)).map(|(by, s)| (s.unsigned_area(), by)).collect();
        areas.sort_by(|a, b| a.0.total_cmp(&b.0));
        let pass = shown.tracks.iter().filter_map(|track| track.pass(p, campaign)).min();
        Self {
            campaign,
            territory: unit.map(|u| (u, territories.allegiance(u))),
            island,
            areas: areas.into_iter().map(|(_, by)| by).collect(),
            pass,
        }
    }

    fn meta(&self, by: ControlBy) -> Option<&'c Meta> {
        let data = self.campaign.data();
        match by {
            ControlBy::Front(i) => Some(&data.fronts[i].meta),
            ControlBy::Pocket(i) => Some(&data.pockets[i].meta),
            ControlBy::Holdout(i) => Some(&data.holdouts[i].meta),
            ControlBy::Island(i) => Some(&data.islands[i].meta),
            ControlBy::Territory(_) | ControlBy::Sea => None,
        }
    }

    fn is_in_force(&self, by: ControlBy, t: Instant) -> bool {
        self.meta(by).is_some_and(|m| m.period.contains(t))
    }

    /// Who holds the place at `t` and by what, moving fronts nearby aside; `None` at sea.
    fn holder(&self, t: Instant) -> Option<(Holder, ControlBy)> {
        if let Some((unit, Allegiance::SovietSide)) = self.territory {
            return Some((Holder::Other, ControlBy::Territory(unit)));
        }
        if self.territory.is_none() && self.island.is_none() && !self.campaign.territories().units().is_empty() {
            return None;
        }
        if let Some(by) = self.areas.iter().copied().find(|by| self.is_in_force(*by, t)) {
            let who = if matches!(by, ControlBy::Pocket(_)) { Holder::Soviet } else { Holder::Japan };
            return Some((who, by));
        }
        if let Some(i) = self.island {
            let island = &self.campaign.data().islands[i];
            let who = if island.meta.period.start() <= t {
                Holder::Soviet
            } else if island.landing.is_some_and(|landing| landing <= t) {
                Holder::Contested
            } else {
                Holder::Japan
            };
            return Some((who, ControlBy::Island(i)));
        }
        if let Some((_, line)) = self.pass.filter(|(at, _)| *at <= t) {
            return Some((Holder::Soviet, ControlBy::Front(line)));
        }
        let (unit, allegiance) = self.territory?;
        let who = if allegiance == Allegiance::Japanese { Holder::Japan } else { Holder::Other };
        Some((who, ControlBy::Territory(unit)))
    }

    /// Instants at which the answer may change, in order.
    fn changes(&self) -> Vec<Instant> {
        let mut changes: Vec<Instant> = self.pass.iter().map(|(at, _)| *at).collect();
        for meta in self.areas.iter().filter_map(|by| self.meta(*by)) {
            changes.extend([meta.period.start(), meta.period.end()]);
        }
        if let Some(i) = self.island {
            let island = &self.campaign.data().islands[i];
            changes.push(island.meta.period.start());
            changes.extend(island.landing);
        }
        changes.retain(|c| *c != Instant::DISTANT_PAST && *c != Instant::DISTANT_FUTURE);
        changes.sort();
        changes.dedup();
        changes
    }

    fn answer(&self, who: Holder, by: ControlBy, since: Option<Instant>, until: Option<Instant>) -> Control {
        let meta = self.meta(by);
        Control {
            who,
            since,
            until,
            by,
            territory: self.territory.map(|(unit, _)| unit),
            sources: meta.map_or_else(Vec::new, |m| m.sources.clone()),
            certainty: meta.map(|m| m.certainty),
        }
    }
}

/// True within [`COAST_SLACK_KM`] of the coast.
fn is_near(shape: &MultiPolygon<f64>, p: LonLat) -> bool {
    shape.iter().any(|polygon| {
        let coast = polygon.exterior().0.iter().map(|c| LonLat::new(c.x, c.y));
        distance_to_line_km(p, coast) <= COAST_SLACK_KM
    })
}

impl Track {
    /// When this sector's front passes `p`, and the dated line (index in the dataset) to which it is then on its way.
    fn pass(&self, p: LonLat, campaign: &Campaign) -> Option<(Instant, usize)> {
        let data = campaign.data();
        let reached = self.first_line_beyond(p, data)?;
        let (before, after) = (&self.lines[reached - 1], &self.lines[reached]);
        let fraction = self.motion(reached - 1, data).and_then(|m| m.fraction_at(p)).unwrap_or(1.0);
        let whole = after.at.secs_since(before.at);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a few days in seconds")]
        let secs = (whole as f64 * fraction).round() as i64;
        Some((before.at.plus_secs(secs), after.front))
    }
}
