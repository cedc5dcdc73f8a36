//! Readings of electricity meters as head-ends, markets and loggers write them, turned into rows of
//! energy: meter, start of the interval in UTC, its length, Wh, quality and direction.
//!
//! The crate reads from anything that is [`Read`](std::io::Read) and hands each row to a closure, so
//! that memory does not grow with the file. It opens no files and knows no zone but those that come
//! with it: the same bytes give the same rows everywhere.
//!
//! - [`Format::detect`] tells the formats that say what they are from their first bytes.
//! - [`guess`](table::guess) reads a table of unknown columns and gives a [`Description`](table::Description);
//!   what the file does not say is `None` in it, and [`questions`](table::Description::questions) names it.
//! - [`Mappings`] say what messages on a bus such as MQTT mean.
//! - [`read`] and [`table::read`] give the rows, and a [`Report`] of what was left out and why.
//!
//! ```
//! use headend::{Format, Options, read};
//!
//! let file = "100,NEM12,202401030300,MDP,RET\n\
//!     200,4009876543,E1,E1,E1,N1,METER9,kWh,720,\n\
//!     300,20240101,1.5,2.25,A,,,20240103030000,\n900\n";
//! let format = Format::detect(file.as_bytes()).expect("a NEM12 file says what it is");
//! let mut rows = Vec::new();
//! let report = read(format, file.as_bytes(), &Options::default(), &mut |row| {
//!     rows.push((row.meter.to_owned(), row.start_s, row.wh));
//! })?;
//! // Australian market time is ten hours ahead of UTC all year.
//! assert_eq!(rows[0], ("4009876543".to_owned(), 1_704_031_200, 1500.0));
//! assert_eq!((report.rows, report.problems.len()), (2, 0));
//! # Ok::<(), headend::Error>(())
//! ```

mod detect;
mod formats;
mod messages;
pub mod quarters;
mod register;
mod report;
mod rows;
pub mod table;
mod time;
mod xml;

pub use detect::Format;
pub use formats::read;
pub use messages::{
    Mapping, MappingError, MappingFault, Mappings, MessageFault, MessageIn, MessageReading, Stamped,
};
pub use report::{Cause, Error, Problem, Report, TakenBack};
pub use rows::{Direction, Options, Quality, Row};
pub use time::{Zone, ZoneError};
