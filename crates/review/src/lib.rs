//! What people say of detections, and what may be counted because of it.
//!
//! - [`Store`] keeps reviews in one crash-safe file: what was said stays, undo takes it back.
//! - [`Reviews`] tells what holds of a case, also after the detector ran anew, and where people disagree.
//! - [`queue`] says which case to review next.
//! - [`counts`] turns detections and reviews into counts with intervals, and says how many reviews are
//!   missing. It is arithmetic: no file, no clock, no randomness.
//!
//! The crate reads no detections and says nothing to people: its errors are typed, their words belong to
//! whoever shows them.

mod case;
pub mod counts;
mod day;
pub mod queue;
mod reviews;
mod store;
mod table;

pub use case::{Case, Review, Verdict};
pub use day::{day_of, day_text, last_day_of, time_of, time_text};
pub use reviews::{Disagreement, Held, Reviews};
pub use store::{Act, Store, StoreError};
pub use table::{TableFault, TableProblem, read_table, write_table};
