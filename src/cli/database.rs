//! Owns reading from and writing into a database as arguments ask. Does not know what it is asked.

use super::arguments::FromDatabase;
use crate::io::{self, FoundRow, IoError};
use std::{
    env,
    path::{Path, PathBuf},
};

/// Readings of the database that is named, if one is, in a table that goes when this does.
pub(super) fn readings_of(database: &FromDatabase) -> Result<Option<io::FromDatabase>, IoError> {
    let Some((address, select)) = database.from.as_deref().zip(database.select.as_deref()) else {
        return Ok(None);
    };
    io::read_database(&access(address)?, select).map(Some)
}

/// Writes detections into a table of a database, all or none.
pub(super) fn write_into(address: &str, table: &str, found: &[FoundRow]) -> Result<u64, IoError> {
    io::write_found_into(&access(address)?, table, found)
}

/// Passwords are looked for where `PostgreSQL`'s own programs look for them.
fn access(address: &str) -> Result<io::DatabaseAccess, IoError> {
    let beside = || env::var_os("HOME").map(|home| Path::new(&home).join(".pgpass"));
    let pgpass = env::var_os("PGPASSFILE").map(PathBuf::from).or_else(beside);
    io::database(address, env::var("PGPASSWORD").ok(), pgpass.as_deref())
}
