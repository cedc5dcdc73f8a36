//! hashatlas: explorer and detection engine for crypto-mining farms.
//!
//! See `ARCHITECTURE.md` for the modules and who may use whom.

pub mod atlas;
pub mod cli;
pub mod detect;
pub mod estimate;
pub mod figure;
pub mod geo;
pub mod io;
pub mod jobs;
pub mod lang;
pub mod meter;
pub mod provenance;
pub mod session;
pub mod simulate;
pub mod stats;
#[cfg(feature = "gui")]
pub mod ui;
pub mod units;
