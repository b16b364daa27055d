//! Label candidates, collision and stability. Knows boxes and priorities, not what a label means.
//!
//! Space: points on the page, y down. Placement is greedy and deterministic: the same requests give the same places
//! whatever their order, and a label stays where it stood in the picture before as long as that place is good.

mod boxes;
mod index;
mod place;
mod reading;
mod slots;

pub use boxes::OrientedBox;
pub use place::{Candidate, Placement, Placer, Request};
pub use reading::NamedPoint;
pub use slots::{PointSlot, around_point, chain_of};
