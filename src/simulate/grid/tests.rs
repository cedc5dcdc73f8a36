//! Owns tests of grids as a whole.
