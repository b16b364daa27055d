//! From what the scene finds under a point to the subjects that the window knows, with opened files and the ground.
//!
//! What lies where is [`Composer::hit`]'s to say; here it is only put in order.

use std::sync::Arc;

use geo::{Contains, Point};

use crate::data::Dataset;
use crate::geo::PagePoint;
use crate::model::{Campaign, ControlBy};
use crate::scene::{Composer, Hit, HitKind, opened_at};
use crate::style::Theme;

use super::request::FrameRequest;
use super::subject::Subject;
use super::user_file::UserFile;

/// How near the pointer has to be to a mark or a line, points on the page.
const RADIUS_PT: f64 = 6.0;

/// What lies at `at` on the page of `request`: marks first, then lines, then areas from small to large. With the ground
/// comes who holds it, and the zones in which it lies: they cover so much that they answer a click only.
#[must_use]
pub fn subjects_at(
    campaign: &Campaign,
    composer: &mut Composer,
    theme: &Theme,
    request: &FrameRequest,
    at: PagePoint,
    with_ground: bool,
) -> Vec<Subject> {
    let spec = &request.spec;
    let place = composer.projection().unproject(spec.camera.map_point(at, spec.size));
    let state = campaign.state_at(request.at, spec.reading, spec.motion);
    let data = campaign.data();
    let is_inside = |hit: &Hit| {
        let zone = data.zones.get(hit.index).filter(|_| hit.kind == HitKind::Zone);
        zone.is_some_and(|z| z.geometry.contains(&Point::new(place.lon, place.lat)))
    };
    let hits = composer.hit(&state, spec, theme, at, RADIUS_PT);
    let (around, near): (Vec<&Hit>, Vec<&Hit>) = hits.iter().partition(|hit| is_inside(hit));
    let mut found: Vec<Subject> = near.into_iter().filter_map(|hit| subject_of(hit, data)).collect();
    found.extend(opened(composer, request, at));
    if with_ground {
        if campaign.control_at(place, request.at, spec.reading).by != ControlBy::Sea {
            found.push(Subject::ground(place));
        }
        found.extend(around.into_iter().filter_map(|hit| subject_of(hit, data)));
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|subject| seen.insert(*subject));
    found
}

fn subject_of(hit: &Hit, data: &Dataset) -> Option<Subject> {
    let i = hit.index;
    Some(match hit.kind {
        HitKind::Place => Subject::Place(i),
        HitKind::Unit => Subject::Formation(i),
        HitKind::Event => Subject::Event(i),
        HitKind::Landing => Subject::Landing(i),
        HitKind::Island => Subject::Island(i),
        HitKind::Movement => Subject::Movement(i),
        HitKind::Holdout => Subject::Holdout(i),
        HitKind::Pocket => Subject::Pocket(i),
        HitKind::Zone => Subject::Zone(i),
        // The window tells a front as it stands, from all its dated lines.
        HitKind::Front => {
            let sector = &data.fronts.get(i)?.sector;
            Subject::Sector(data.config.sectors.iter().position(|s| s.id == *sector)?)
        }
    })
}

/// Features of opened files, the uppermost file first.
fn opened(composer: &Composer, request: &FrameRequest, at: PagePoint) -> Vec<Subject> {
    let of_file = |file: &Arc<UserFile>| {
        let found = opened_at(&file.layer, request.at, &request.spec, composer.projection(), at, RADIUS_PT);
        let number = file.number;
        found.into_iter().map(move |feature| Subject::Opened { file: number, feature })
    };
    request.files.iter().rev().flat_map(of_file).collect()
}
