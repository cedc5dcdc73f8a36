//! Owns who sits at the desk and what time it is there, for the two faces of the program. Nothing else in it
//! knows either.

use std::time::{SystemTime, UNIX_EPOCH};

/// The user's name on this machine.
#[must_use]
pub fn user() -> Option<String> {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.is_empty())
}

/// Seconds since 1970, UTC.
#[must_use]
pub fn now_s() -> i64 {
    now_ms().div_euclid(1000)
}

/// Milliseconds since 1970, UTC.
#[must_use]
pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
