//! Owns messages that arrived: the log in which they are safe before anybody is told so, what became of them,
//! and those that say nothing of use. Does not receive them, and does not know what they mean (`headend` does).
//!
//! Main types: [`ArrivalLog`], [`Taking`].

mod letters;
mod log;
mod oddities;
mod take;

pub use self::{
    log::{Arrival, ArrivalLog, read_arrivals},
    oddities::Oddity,
    take::{Taken, Taking},
};
