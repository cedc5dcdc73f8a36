//! Owns the promises of estimates as a whole.
