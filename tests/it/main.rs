//! Integration tests: the layers of the code, the binary as its users run it, files of the
//! users' own, and the facts of the embedded atlas. One binary, so that it links once.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read and break files, and say when they skip"
)]

mod adapter;
mod atlas;
mod awkward;
mod cli;
#[cfg(feature = "postgres")]
mod database;
mod detect;
mod direction;
mod estimates;
mod evidence;
mod foreign;
mod municipal;
mod names;
mod nats;
mod own_files;
mod planning;
mod program;
mod reviews;
mod simulate;
mod stream;
mod tables;
mod terms;
mod watch;
mod words;
