//! Owns regions, metrics, observations, bans, sources, places and detections as values. Does
//! not parse files.

mod detection;

pub use detection::{DetectionKind, Detections, NO_DAY, NO_REGION};
