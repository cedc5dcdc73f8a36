//! What every figure of hashatlas is made of: the words of both languages, numbers as they are
//! printed, and observations with their status, interval and sources.
//!
//! Owns no data and no files. The words lie in `assets/locale/` and are compiled in.
//!
//! ```
//! use hashatlas_base::{lang::Lang, units};
//!
//! assert_eq!(units::number(196_907.0, 0, Lang::En), "196,907");
//! ```

pub mod lang;
pub mod provenance;
pub mod units;
