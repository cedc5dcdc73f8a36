//! Owns statistics over plain numbers: class breaks and how values fall into them; how well scores
//! agree with the truth. Does not know regions, metrics or colours.

mod breaks;
mod classes;
mod evaluation;
mod ranking;
mod reliability;

pub use classes::{ClassError, Classes, MAX_CLASSES, MIN_CLASSES, Method};
pub use evaluation::{Difference, EvaluationOptions, Figure, Judged, Measured, evaluate};
pub use ranking::Ranking;
pub use reliability::{Reliability, ReliabilityBin, reliability};
