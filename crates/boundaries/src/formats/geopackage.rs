//! Owns `GeoPackage` (OGC 12-128): which tables are layers, their systems, and blobs of shapes.
//! SQLite itself reads the file, from memory and without ever writing.

use super::{MAX_TEXT, wkb};
use crate::{
    build::{Builder, joined},
    crs::{Ground, ground_or_degrees},
    layer::{Layer, Value},
    open::LayerInfo,
    report::{Cause, Error, Outcome, Report},
    source::Source,
};
use rusqlite::{Connection, limits::Limit, types::ValueRef};

pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";

/// Most steps of SQLite's machine for each byte of the file: views without end stop there.
const MAX_STEPS_A_BYTE: u64 = 64;
const STEPS_AT_ONCE: i32 = 1_000_000;
const POINT_BYTES: usize = 16;

/// An open file.
pub(crate) struct Package {
    base: Connection,
    pub layers: Vec<LayerInfo>,
    columns: Vec<(String, i64)>,
    has_journal: bool,
    /// Of the file, in bytes.
    size: usize,
}

fn failed(cause: rusqlite::Error) -> Error {
    Error::new(Cause::Malformed, cause)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Package {
    pub(crate) fn open(source: &mut Source<'_>) -> Outcome<Self> {
        let mut bytes = std::mem::take(&mut source.bytes);
        // Read and write versions: 2 stands for a journal beside the file, which memory has not.
        if let Some(versions) = bytes.get_mut(18..20) {
            versions.fill(1);
        }
        let size = bytes.len();
        let mut base = Connection::open_in_memory().map_err(failed)?;
        base.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0).map_err(failed)?;
        base.deserialize_read_exact("main", bytes.as_slice(), size, true).map_err(failed)?;
        drop(bytes);
        base.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;",
        )
        .map_err(failed)?;
        let mut left = (size as u64).saturating_mul(MAX_STEPS_A_BYTE) / STEPS_AT_ONCE as u64 + 64;
        base.progress_handler(
            STEPS_AT_ONCE,
            Some(move || {
                left = left.saturating_sub(1);
                left == 0
            }),
        )
        .map_err(failed)?;
        let mut package = Self { base, layers: Vec::new(), columns: Vec::new(), has_journal: false, size };
        package.has_journal = source.beside("gpkg-wal").is_some_and(|journal| !journal.is_empty());
        package.list()?;
        Ok(package)
    }

    fn list(&mut self) -> Outcome<()> {
        let sql = "SELECT table_name, column_name, srs_id, geometry_type_name FROM gpkg_geometry_columns \
                   WHERE table_name IN (SELECT name FROM sqlite_master WHERE type IN ('table', 'view')) \
                   ORDER BY rowid";
        let mut rows = self.base.prepare(sql).map_err(|cause| {
            if cause.to_string().contains("no such table") {
                return Error::new(Cause::NoLayer, "an SQLite database that is no GeoPackage");
            }
            failed(cause)
        })?;
        let mut rows = rows.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let name: String = row.get(0).map_err(failed)?;
            let kind: String = row.get(3).unwrap_or_default();
            let is_area = ["POLYGON", "SURFACE", "GEOMETRY"].iter().any(|word| kind.contains(word));
            self.columns.push((row.get(1).map_err(failed)?, row.get(2).map_err(failed)?));
            self.layers.push(LayerInfo { name, may_have_areas: is_area });
        }
        Ok(())
    }

    fn ground(&self, srs_id: i64) -> Option<Outcome<Ground>> {
        // Undefined geographic and Cartesian systems.
        if srs_id <= 0 {
            return None;
        }
        let sql = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys \
                   WHERE srs_id = ?1";
        let row = self.base.query_row(sql, [srs_id], |row| {
            let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
            Ok((text(0)?, row.get::<_, Option<i64>>(1)?.unwrap_or_default(), text(2)?))
        });
        Some(match row {
            Ok((organization, code, definition)) => {
                let coded = Ground::of_name(&format!("{organization}:{code}"));
                coded.or_else(|unknown| Ground::of_wkt(&definition).map_err(|_| unknown))
            }
            Err(_) => u32::try_from(srs_id)
                .map_err(|_| Error::new(Cause::UnknownCrs, srs_id))
                .and_then(Ground::of_epsg),
        })
    }

    /// Reads the layer with this number.
    pub(crate) fn read(&self, number: usize) -> Outcome<Layer> {
        let (info, (geometry, srs_id)) = (&self.layers[number], &self.columns[number]);
        let mut report = Report::default();
        if self.has_journal {
            report.add(Cause::Journal, None, || "a .gpkg-wal file".to_owned());
        }
        let ground = ground_or_degrees(self.ground(*srs_id), &mut report)?;
        let sql = format!("SELECT * FROM {}", quoted(&info.name));
        let mut statement = self.base.prepare(&sql).map_err(failed)?;
        let columns: Vec<ValueColumn> = statement.columns().map(|column| ValueColumn::of(&column)).collect();
        let shape_at = columns.iter().position(|column| column.name.eq_ignore_ascii_case(geometry));
        let shape_at =
            shape_at.ok_or_else(|| Error::new(Cause::Malformed, format!("no column {geometry}")))?;
        let key = self.key_of(&info.name);
        let key_at = key.and_then(|key| columns.iter().position(|column| column.name == key));
        let mut rows = statement.query([]).map_err(failed)?;
        let mut builder = Builder::with_room(&ground, self.size / POINT_BYTES);
        for number in 1.. {
            match rows.next() {
                Ok(Some(row)) => draw(row, number, &columns, shape_at, key_at, &mut builder),
                Ok(None) => break,
                Err(cause) => {
                    // What was read so far stands; the pages behind are out of reach.
                    report.add(Cause::CutOff, Some(number), || cause.to_string());
                    break;
                }
            }
        }
        let mut layer = joined(vec![builder])?;
        report.extend(std::mem::take(&mut layer.report));
        Ok(Layer { name: info.name.clone(), report, ..layer })
    }

    /// The column of whole numbers that is the primary key: the feature's own name, no property.
    fn key_of(&self, table: &str) -> Option<String> {
        let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk = 1 AND upper(type) LIKE 'INT%'";
        self.base.query_row(sql, [table], |row| row.get(0)).ok()
    }
}

/// A column of a layer. SQLite itself knows no truth values; the format has a type of that name.
struct ValueColumn {
    name: String,
    is_flag: bool,
}

impl ValueColumn {
    fn of(column: &rusqlite::Column<'_>) -> Self {
        let is_flag = column.decl_type().is_some_and(|kind| kind.eq_ignore_ascii_case("boolean"));
        Self { name: column.name().to_owned(), is_flag }
    }
}

/// Adds a row as a feature.
fn draw(
    row: &rusqlite::Row<'_>,
    number: u64,
    columns: &[ValueColumn],
    shape_at: usize,
    key_at: Option<usize>,
    builder: &mut Builder<'_>,
) {
    let mut id = None;
    let mut values = Vec::with_capacity(columns.len());
    for (at, ValueColumn { name, is_flag }) in columns.iter().enumerate() {
        let Ok(cell) = row.get_ref(at) else { continue };
        if Some(at) == key_at {
            id = cell.as_i64().ok().map(|id| id.to_string());
        } else if at != shape_at {
            let value = match cell {
                ValueRef::Integer(flag @ 0..=1) if *is_flag => Some(Value::Bool(flag == 1)),
                ValueRef::Integer(whole) => Some(Value::Int(whole)),
                ValueRef::Real(real) => Value::of_real(real),
                ValueRef::Text(text) if text.len() > MAX_TEXT => {
                    let found = || format!("{name}: {} bytes", text.len());
                    builder.layer.report.add(Cause::BadValue, Some(number), found);
                    None
                }
                ValueRef::Text(text) => Value::of_text(&String::from_utf8_lossy(text)),
                ValueRef::Null | ValueRef::Blob(_) => None,
            };
            values.extend(value.map(|value| (name.clone(), value)));
        }
    }
    let shape = row.get_ref(shape_at).ok();
    let shape = shape.and_then(|cell| cell.as_blob().ok()).unwrap_or_default();
    let drawn = wkb_of(shape).and_then(|wkb| wkb.map_or(Ok(()), |wkb| wkb::draw(wkb, builder)));
    match drawn {
        Ok(()) => builder.end(number, id, values),
        Err(fault) => builder.leave_out(number, fault.cause, || fault.found),
    }
}

/// The WKB behind the header of a `GeoPackage`'s blob (OGC 12-128r18, 2.1.3); nothing for no shape.
fn wkb_of(blob: &[u8]) -> Outcome<Option<&[u8]>> {
    const IS_EMPTY: u8 = 0b1_0000;
    if blob.is_empty() {
        return Ok(None);
    }
    let head = blob.get(..8).filter(|head| head.starts_with(b"GP"));
    let flags = head.ok_or_else(|| Error::new(Cause::Malformed, "a blob that is no shape"))?[3];
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(Error::new(Cause::Malformed, format!("envelope {other}"))),
    };
    let wkb = blob.get(8 + envelope..).ok_or_else(|| Error::new(Cause::CutOff, "the header of a shape"))?;
    Ok((flags & IS_EMPTY == 0).then_some(wkb))
}
