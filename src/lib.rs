//! hashatlas: explorer and detection engine for crypto-mining farms.
//!
//! See `ARCHITECTURE.md` for the modules and who may use whom.

pub mod atlas;
pub mod cli;
pub use hashatlas_detect as detect;
pub mod estimate;
pub mod figure;
pub mod geo;
pub mod io;
pub mod jobs;
pub use hashatlas_base::{lang, provenance, units};
pub use hashatlas_meter as meter;
pub mod session;
pub mod simulate;
pub use hashatlas_stats as stats;
#[cfg(feature = "gui")]
pub mod ui;
