//! Owns reading the rows of a table or query by COPY, as they stream. Does not judge their values.

use crate::{Access, Error, quoted};
use postgres::{
    Transaction,
    binary_copy::BinaryCopyOutIter,
    fallible_iterator::FallibleIterator,
    types::{Timestamp, Type},
};
use std::time::{SystemTime, UNIX_EPOCH};

/// Something that is there, absent, or without end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<T> {
    /// It is there.
    Value(T),
    /// NULL.
    Null,
    /// Infinity, of either sign.
    Infinite,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'a> {
    /// Its number in the answer, from 1.
    pub row: u64,
    /// The meter; none for NULL.
    pub meter: Option<&'a str>,
    /// Seconds since 1970 UTC, rounded down.
    pub time_s: Cell<i64>,
    /// Energy in Wh, NaN included.
    pub wh: Cell<f64>,
    /// The mark of quality, empty for NULL; none where there is no such column.
    pub quality: Option<&'a str>,
}

const METER: &str = "meter_id";
const TIME: &str = "ts";
const ENERGY: &str = "wh";
const QUALITY: &str = "quality";

/// Types of energy.
const NUMBERS: [Type; 6] = [Type::INT2, Type::INT4, Type::INT8, Type::FLOAT4, Type::FLOAT8, Type::NUMERIC];
/// Types of names of meters.
const IDS: [Type; 9] = [
    Type::TEXT,
    Type::VARCHAR,
    Type::BPCHAR,
    Type::NAME,
    Type::INT2,
    Type::INT4,
    Type::INT8,
    Type::UUID,
    Type::NUMERIC,
];

/// Hands out the rows of a table (`readings`, `grid.readings`) or query (`SELECT …`) with the columns
/// `meter_id`, `ts`, `wh` and maybe `quality`, in the order in which the server sends them. The transaction
/// cannot write. The number of rows is given back.
///
/// # Errors
/// No connection; the server refuses; a column is missing or of a type that leaves open what is meant.
pub fn readings(access: &Access, select: &str, each: &mut dyn FnMut(Reading<'_>)) -> Result<u64, Error> {
    let mut client = access.connect()?;
    let mut transaction = client.build_transaction().read_only(true).start()?;
    let query = query_of(select);
    let has_quality = check_columns(&mut transaction, &query)?;
    let quality = if has_quality { "COALESCE(quality::text, '')" } else { "NULL::text" };
    let copy = format!(
        "COPY (SELECT {METER}::text, {TIME}, {ENERGY}::float8, {quality} FROM ({query}) AS readings) \
         TO STDOUT (FORMAT binary)"
    );
    let types = [Type::TEXT, Type::TIMESTAMPTZ, Type::FLOAT8, Type::TEXT];
    let mut rows = BinaryCopyOutIter::new(transaction.copy_out(&copy)?, &types);
    let mut row = 0;
    while let Some(cells) = rows.next()? {
        row += 1;
        let time_s = match cells.try_get::<Option<Timestamp<SystemTime>>>(1)? {
            None => Cell::Null,
            Some(Timestamp::Value(time)) => Cell::Value(seconds(time)),
            Some(Timestamp::PosInfinity | Timestamp::NegInfinity) => Cell::Infinite,
        };
        let wh = match cells.try_get::<Option<f64>>(2)? {
            None => Cell::Null,
            Some(wh) if wh.is_infinite() => Cell::Infinite,
            Some(wh) => Cell::Value(wh),
        };
        let (meter, quality) = (cells.try_get(0)?, cells.try_get(3)?);
        each(Reading { row, meter, time_s, wh, quality });
    }
    Ok(row)
}

/// A query for what was named: a query stands as it is, a table is read whole.
fn query_of(select: &str) -> String {
    let select = select.trim().trim_end_matches(';');
    let first = select.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    let is_query = ["select", "with", "table", "values"].iter().any(|word| first.eq_ignore_ascii_case(word));
    if is_query && select.contains(char::is_whitespace) {
        select.to_owned()
    } else {
        format!("SELECT * FROM {}", quoted(select))
    }
}

/// Refuses what has not the columns that are read; says whether there are marks of quality.
fn check_columns(transaction: &mut Transaction<'_>, query: &str) -> Result<bool, Error> {
    let statement = transaction.prepare(&format!("SELECT * FROM ({query}) AS readings"))?;
    let columns = statement.columns();
    // A time without a zone leaves open which one is meant.
    let wanted: [(_, &[Type]); 3] = [(METER, &IDS), (TIME, &[Type::TIMESTAMPTZ]), (ENERGY, &NUMBERS)];
    for (column, types) in wanted {
        let Some(found) = columns.iter().find(|found| found.name() == column) else {
            let found = columns.iter().map(postgres::Column::name).collect::<Vec<_>>().join(", ");
            return Err(Error::Column { column, found });
        };
        if !types.contains(found.type_()) {
            return Err(Error::Type { column, found: found.type_().to_string() });
        }
    }
    Ok(columns.iter().any(|column| column.name() == QUALITY))
}

fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            -whole - i64::from(before.subsec_nanos() > 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn tables_are_quoted_and_queries_stand() {
        assert_eq!(query_of("grid.readings"), "SELECT * FROM \"grid\".\"readings\"");
        assert_eq!(query_of("a\"; DROP TABLE b"), "SELECT * FROM \"a\"\"; DROP TABLE b\"");
        assert_eq!(query_of(" SELECT 1 AS wh ; "), "SELECT 1 AS wh ");
        assert_eq!(query_of("selected"), "SELECT * FROM \"selected\"");
    }

    #[test]
    fn seconds_are_rounded_down() {
        assert_eq!(seconds(UNIX_EPOCH + Duration::from_millis(1500)), 1);
        assert_eq!(seconds(UNIX_EPOCH - Duration::from_millis(1500)), -2);
    }
}
