//! Owns writing a table in one transaction: all rows or none. Does not know what columns mean.

use crate::{Access, Error, quoted};
use std::io::Write;

/// A column to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type in SQL.
    pub sql_type: &'static str,
}

/// Writes rows, given as CSV with a header, into a table, which is made if it is not there. An empty field is
/// NULL. The number of rows is given back.
///
/// # Errors
/// No connection; the server refuses; the table has rows already. Nothing was written then.
pub fn write(access: &Access, table: &str, columns: &[Column<'_>], csv: &[u8]) -> Result<u64, Error> {
    let mut client = access.connect()?;
    let mut transaction = client.transaction()?;
    let name = quoted(table);
    let of = |column: &Column<'_>| format!("{} {}", quoted(column.name), column.sql_type);
    let typed: Vec<String> = columns.iter().map(of).collect();
    transaction.batch_execute(&format!("CREATE TABLE IF NOT EXISTS {name} ({})", typed.join(", ")))?;
    // Nobody writes into it between the look and the copy.
    transaction.batch_execute(&format!("LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))?;
    if !transaction.query(&format!("SELECT 1 FROM {name} LIMIT 1"), &[])?.is_empty() {
        return Err(Error::NotEmpty(table.to_owned()));
    }
    let names: Vec<String> = columns.iter().map(|column| quoted(column.name)).collect();
    let copy = format!("COPY {name} ({}) FROM STDIN (FORMAT csv, HEADER true)", names.join(", "));
    let mut writer = transaction.copy_in(&copy)?;
    writer.write_all(csv).map_err(|cause| Error::Server(cause.to_string()))?;
    let rows = writer.finish()?;
    transaction.commit()?;
    Ok(rows)
}
