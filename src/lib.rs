//! hashatlas: explorer and detection engine for crypto-mining farms.
//!
//! See `ARCHITECTURE.md` for the crates and modules and who may use whom.

pub use hashatlas_atlas as atlas;
pub use hashatlas_base::{lang, provenance, units};
pub use hashatlas_detect as detect;
pub use hashatlas_estimate as estimate;
pub use hashatlas_figure as figure;
pub use hashatlas_formats as io;
pub use hashatlas_geo as geo;
pub use hashatlas_meter as meter;
pub use hashatlas_pipeline as pipeline;
pub use hashatlas_simulate as simulate;
pub use hashatlas_stats as stats;

pub mod cli;
pub mod desk;
pub mod jobs;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
pub mod watch;
