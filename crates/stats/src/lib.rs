//! Owns statistics over plain numbers: class breaks and how values fall into them; how well scores
//! agree with the truth. Does not know regions, metrics or colours.

mod breaks;
mod classes;
mod evaluation;
mod operating;
mod random;
mod ranking;
mod reliability;

pub use classes::{ClassError, Classes, MAX_CLASSES, MIN_CLASSES, Method};
pub use evaluation::{Difference, EvaluationOptions, Figure, Judged, Measured, evaluate};
pub use operating::{
    Delays, FalseAlarms, Followed, Share, delays, false_alarms, found_in_readings, found_of_standing,
    found_since_start, worst_share,
};
pub use random::Random;
pub use ranking::Ranking;
pub use reliability::{Reliability, ReliabilityBin, reliability};
