//! Owns the command line: arguments → commands of the session → results on stdout, messages on
//! stderr, exit status. Does not compute anything.

mod arguments;
#[cfg(feature = "postgres")]
mod database;
mod detect;
mod evidence;
mod foreign;
mod learning;
mod manual;
mod paths;
mod planning;
mod progress;
mod project;
#[cfg(feature = "query")]
mod query;
mod render;
mod reviewing;
mod rolling;
mod run;
mod watch;

pub use run::{OpenWindow, Outcome, WindowError, WindowRequest, main};
