//! Owns regions, metrics, observations, bans, sources, places and detections as values. Does
//! not parse files.

mod detection;
mod join;

pub use detection::{DetectionKind, Detections, NO_DAY, NO_REGION};
pub use join::{JoinSummary, join_chunk};
