//! Owns tests of detection from files to rows.
