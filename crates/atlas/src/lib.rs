//! Owns regions, metrics, observations, bans, sources, places and detections as values, and
//! which figure answers for which year. Does not parse files.
//!
//! ```
//! use hashatlas_atlas::{Atlas, Level, Region, Standing};
//! use hashatlas_base::lang::Localized;
//!
//! let name = Localized::same("Irkutsk");
//! let mut atlas = Atlas::named(Localized::same("Siberia"));
//! let irkutsk = atlas.add_region(Region {
//!     code: "RU-IRK".into(),
//!     level: Level::Region,
//!     parent: None,
//!     short: name.clone(),
//!     name,
//!     standing: Standing::Undisputed,
//!     members: Vec::new(),
//!     note: Localized::default(),
//!     capital: None,
//!     utc_offset_s: Some(8 * 3600),
//! });
//! assert_eq!(atlas.region_id("RU-IRK"), irkutsk);
//! ```

mod by_day;
mod constraint;
mod count;
mod detection;
mod estimate;
mod geography;
mod join;
mod law;
mod metric;
mod model;
mod municipality;
mod names;
mod period;
mod region;
mod stretch;

use hashatlas_base::{lang, provenance, units};
use hashatlas_geo as geo;
use hashatlas_meter as meter;

pub use by_day::ByDay;
pub use constraint::{Alternative, Constraint, Relation};
pub use count::{RegionCount, count_by_region};
pub use detection::{Detections, Legal, NO_DAY, NO_MINUTE, NO_REGION};
pub use estimate::{Assumption, Estimate, EstimateSettings, Prior, Shift, figure_id, figure_named};
pub use geography::{Geography, Place};
pub use hashatlas_meter::DetectionKind;
pub use join::JoinSummary;
pub use law::{ActStatus, Ban, BanClass, Conflict, Event, Season, Statement};
pub use metric::{Derivation, Metric, MetricGroup, MetricId, MetricKind, TimeRule};
pub use model::{Atlas, MapSettings, Record};
pub use municipality::{MunicipalShapes, MunicipalityName, covered, has_words};
pub use names::{Meaning, RegionAlias, RegionNames};
pub use period::{Day, Period, year_of_day};
pub use region::{Level, Region, RegionId, Standing};
pub use stretch::{DetectionRow, Stretch};
