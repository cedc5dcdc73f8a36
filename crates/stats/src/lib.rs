//! Owns statistics over plain numbers: class breaks and how values fall into them; how well scores
//! agree with the truth. Does not know regions, metrics or colours.
//!
//! ```
//! use hashatlas_stats::{Classes, Method};
//!
//! let farms = [3.0, 5.0, 8.0, 40.0, 44.0, 47.0];
//! let classes = Classes::new(&farms, &Method::Jenks, 3, None)?;
//! assert_eq!(classes.class_of(45.0), 2);
//! assert_eq!(classes.counts(farms).iter().sum::<usize>(), farms.len());
//! # Ok::<(), hashatlas_stats::ClassError>(())
//! ```

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
