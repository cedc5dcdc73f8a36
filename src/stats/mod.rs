//! Owns statistics over plain numbers: class breaks and how values fall into them. Does not
//! know regions, metrics or colours.

mod breaks;
mod classes;

pub use classes::{ClassError, Classes, MAX_CLASSES, MIN_CLASSES, Method};
