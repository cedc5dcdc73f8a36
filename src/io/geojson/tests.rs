//! Small files, each named for what it shows.
