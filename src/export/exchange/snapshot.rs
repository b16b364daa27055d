//! What only the export of one instant has: fronts between two dated lines, and marches as far as they have got.

use geo::Geometry;
use serde_json::{Map, Value, json};

use super::collect::{Writer, line_of, rounded};
use super::features::{Audience, ExchangeFeature, ExchangeLayer};
use super::properties::put;
use crate::data::{Certainty, Word};
use crate::geo::LonLat;
use crate::model::{FrontState, StretchKind, WorldState};
use crate::time::Instant;

impl Writer<'_> {
    /// The fronts of one instant, which may lie between two dated lines, as stretches, and the ground behind them.
    pub(super) fn fronts_at(&self, state: &WorldState) -> Vec<ExchangeFeature> {
        let config = &self.campaign.data().config;
        let mut features = Vec::new();
        for front in &state.fronts {
            let Some(sector) = config.sectors.get(front.sector) else { continue };
            let new = |layer, id: String, geometry, style, stretch: &str| {
                let mut properties = Map::new();
                for (key, value) in
                    [("id", id.as_str()), ("name", &sector.names.en), ("sector", &sector.id), ("stretch", stretch)]
                {
                    put(&mut properties, key, value);
                }
                let (name, geometry, audience) = (sector.names.en.clone(), rounded(&geometry), Audience::Others);
                let (start, end, times) = (Some(state.at), None, Vec::new());
                ExchangeFeature { layer, id, name, geometry, start, end, times, style, properties, audience }
            };
            let ground = self.campaign.land().clip(&front.ground);
            if !ground.0.is_empty() {
                let (id, shape) = (format!("{}-ground", sector.id), Geometry::MultiPolygon(ground));
                features.push(new(ExchangeLayer::Ground, id, shape, self.style_of_ground(), ""));
            }
            for (k, stretch) in front.stretches.iter().enumerate() {
                let id = format!("{}-front-{}", sector.id, k + 1);
                let word = match stretch.kind {
                    StretchKind::Frontier => "frontier",
                    StretchKind::Attested => "attested",
                    StretchKind::Interpolated => "interpolated",
                };
                let line = line_of(&stretch.line);
                features.push(new(ExchangeLayer::Fronts, id, line, self.style_of_front(), word));
            }
        }
        features
    }

    /// Where each front that is on its way between two dated lines stands, as a line of its own from then on.
    pub(super) fn standing_lines(&self, state: &WorldState) -> Vec<ExchangeFeature> {
        let moves = |front: &&FrontState| front.stretches.iter().any(|s| s.kind == StretchKind::Interpolated);
        state.fronts.iter().filter(moves).filter_map(|front| self.standing_line(state, front)).collect()
    }

    fn standing_line(&self, state: &WorldState, front: &FrontState) -> Option<ExchangeFeature> {
        let data = self.campaign.data();
        let sector = data.config.sectors.get(front.sector)?;
        let dated = self.campaign.dated_fronts(self.options.reading);
        // It comes from the last line that was reached.
        let from = dated.iter().rfind(|line| line.sector == front.sector && line.since <= state.at)?;
        let from = &data.fronts[from.front];
        let (mut line, mut interpolated): (Vec<LonLat>, Vec<[usize; 2]>) = (Vec::new(), Vec::new());
        for stretch in &front.stretches {
            let is_joined = line.last().is_some() && line.last() == stretch.line.first();
            line.extend_from_slice(&stretch.line[usize::from(is_joined)..]);
            if stretch.kind == StretchKind::Interpolated {
                interpolated.push([line.len() - stretch.line.len(), line.len() - 1]);
            }
        }
        let style = self.style_of_front();
        let period = from.meta.period;
        let mut feature = self.feature(ExchangeLayer::Fronts, &from.meta, &line_of(&line), period, style);
        feature.id = format!("front-{}-as-of", sector.id);
        feature.audience = Audience::Own;
        (feature.start, feature.end) = (Some(state.at), None);
        let properties = &mut feature.properties;
        // What holds for the dated line alone goes.
        for key in ["seam", "description"] {
            properties.remove(key);
        }
        put(properties, "id", feature.id.clone());
        put(properties, "edtf_start", state.at.to_rfc3339(data.config.clock));
        put(properties, "edtf_end", "..");
        put(properties, "certainty", Certainty::Approximate.word());
        put(properties, "note", "Where the front of a snapshot stands between two dated lines.");
        put(properties, "interpolated", json!(interpolated));
        Some(feature)
    }
}

/// Cuts a march that is under way at `t` to the part `travelled`, which ends at `head`: there it stands at `t`.
pub(super) fn cut_march(feature: &mut ExchangeFeature, travelled: &[LonLat], head: LonLat, t: Instant) {
    let reached = feature.times.partition_point(|time| *time <= t);
    let mut line = travelled[..reached.min(travelled.len())].to_vec();
    feature.times.truncate(reached);
    let is_between = feature.times.last().is_some_and(|last| *last < t);
    if is_between {
        line.push(head);
        feature.times.push(t);
    }
    feature.geometry = rounded(&line_of(&line));
    // Between its vertices a march is as certain as the whole of it.
    let certainty = feature.properties.get("certainty").cloned().unwrap_or_default();
    for (key, of_head) in [("vertex_certainty", certainty), ("vertex_place", "".into()), ("vertex_sources", "".into())]
    {
        if let Some(Value::Array(list)) = feature.properties.get_mut(key) {
            list.truncate(reached);
            list.extend(Some(of_head).filter(|_| is_between));
        }
    }
    let legs = line.len().saturating_sub(1);
    if let Some(Value::Object(notes)) = feature.properties.get_mut("pace_notes") {
        notes.retain(|leg, _| leg.parse::<usize>().is_ok_and(|leg| leg < legs));
    }
}
