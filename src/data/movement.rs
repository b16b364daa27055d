//! Marches, voyages and flights as typed features: a line with an instant for every vertex. Degrees (WGS 84), UTC.

use std::collections::BTreeMap;

use super::{Certainty, Citation, Meta};
use crate::geo::LonLat;
use crate::time::{Edtf, Instant};

/// How a formation moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mobility {
    /// On foot.
    Foot,
    /// Cavalry.
    Horse,
    /// Tanks and trucks.
    Armour,
    /// By train.
    Rail,
    /// By sea.
    Ship,
    /// By air.
    Air,
    /// River craft.
    River,
}

/// A march with an instant for every vertex.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// Common properties.
    pub meta: Meta,
    /// Vertices, degrees.
    pub line: Vec<LonLat>,
    /// One instant a vertex, never running backwards.
    pub times: Vec<Instant>,
    /// Id of the formation.
    pub formation: String,
    /// How it moves.
    pub mobility: Mobility,
    /// What it is in the campaign.
    pub role: Role,
    /// Id of the movement of rank 1 along whose axis it runs; empty for none. Stretches of the two may coincide.
    pub group: String,
    /// 1 (axis of an army) to 3 (detachment).
    pub rank: u8,
    /// Relative width of the arrow, 1 to 5.
    pub width: u8,
    /// What is known of each vertex; one entry a vertex.
    pub waypoints: Vec<Waypoint>,
    /// The last day (its last instant) on which a head led the front, where others took over before it arrived.
    pub leading_until: Option<Instant>,
    /// Why a leg is faster than its kind usually goes, by the number of the vertex where the leg starts, from 0.
    pub pace_notes: BTreeMap<usize, String>,
    /// How a plan went on, in order of time; empty for what was done.
    pub stages: Vec<Stage>,
    /// What became of a plan; empty for what was done.
    pub fate: String,
    /// A force within a side, as written; empty for the side's own.
    pub force: String,
}

/// What a movement is in the campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// It leads the front.
    Head,
    /// A detachment ahead of the main body.
    ForwardDetachment,
    /// The main body behind a forward detachment.
    #[default]
    MainBody,
    /// Behind those who lead.
    SecondEchelon,
    /// A column that leaves the axis of its group.
    Branch,
    /// Round a fortress.
    Siege,
    /// By rail behind the front.
    Rail,
    /// River craft.
    Flotilla,
    /// To a landing from the sea.
    Landing,
    /// Flown in.
    Airlift,
    /// Back before the enemy, or into captivity.
    Retreat,
    /// From one post to another.
    Redeployment,
    /// Of an ally who is not under Soviet command.
    Ally,
    /// Planned, not done.
    Plan,
}

/// What is known of a vertex of a movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waypoint {
    /// How well the instant is attested there.
    pub certainty: Certainty,
    /// Name of the place as the source has it; usually empty.
    pub place: String,
    /// The source of this vertex, where it has one of its own.
    pub source: Option<Citation>,
}

/// A stage in the life of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// When, as precisely as the file says.
    pub date: Edtf,
    /// What happened to the plan.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
}
