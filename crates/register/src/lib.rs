//! What belongs to detections beside readings: registers of legal miners, and the project that names all
//! files of one piece of work.
//!
//! - [`Register`] is read from CSV; [`find`] says of a detection whether it is registered, by id first, then
//!   by distance and power, and how sure that is.
//! - [`Project`] is a `.hashatlas` file: relative paths, each with the hash of what lies there, so that what
//!   moved or changed is named.
//!
//! The crate opens no files but those that a project hashes through the reader it is given.

mod inn;
mod matching;
mod project;
mod table;

pub use inn::is_inn;
pub use matching::{Basis, Match, Place, find};
pub use project::{Input, Project, ProjectError, Role, Standing, hash_of};
pub use table::{Entry, Fault, Register, RowProblem};
