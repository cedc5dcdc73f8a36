//! Owns `GeoPackage` 1.3 (OGC 12-128r18), written by SQLite in memory, with the table `layer_styles`
//! in which QGIS keeps the look of layers. Files are the same byte for byte each time: the time of
//! their last change stands at zero.

use super::{Class, Column, Kind, Row, Style};
use crate::{
    layer::Value,
    report::{Cause, Error},
};
use rusqlite::{Connection, ToSql, serialize::Data, types::Null};
use std::fmt::Write;

/// "GPKG", and version 1.3.0.
const HEADER: &str = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;";

const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');";

/// WGS 84 as OGC 12-128r18 has it in its table 3.
const WGS_84: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]"#;

const STYLES: &str = "
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP);";

const NO_TIME: &str = "1970-01-01T00:00:00.000Z";
const SRS: i64 = 4326;
const SHAPES: &str = "geom";
const KEY: &str = "fid";

fn failed(cause: rusqlite::Error) -> Error {
    Error::new(Cause::Malformed, cause)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(super) fn write(
    name: &str,
    columns: &[Column],
    rows: &[Row<'_>],
    style: Option<&Style>,
) -> Result<Vec<u8>, Error> {
    let mut base = Connection::open_in_memory().map_err(failed)?;
    // Names of tables that begin so are SQLite's and the format's own.
    let is_taken = name.is_empty()
        || ["sqlite_", "gpkg_", "rtree_", "layer_styles"]
            .iter()
            .any(|own| name.to_lowercase().starts_with(own));
    let name = if is_taken { format!("layer_{name}") } else { name.to_owned() };
    fill(&mut base, &name, columns, rows, style).map_err(failed)?;
    match base.serialize("main").map_err(failed)? {
        Data::Owned(bytes) => Ok(bytes.to_vec()),
        Data::Shared(bytes) => Ok(bytes.to_vec()),
    }
}

fn fill(
    base: &mut Connection,
    name: &str,
    columns: &[Column],
    rows: &[Row<'_>],
    style: Option<&Style>,
) -> rusqlite::Result<()> {
    base.execute_batch(HEADER)?;
    let all = base.transaction()?;
    all.execute_batch(TABLES)?;
    all.execute(
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', ?1, 'EPSG', ?1, ?2, 'longitude/latitude')",
        (SRS, WGS_84),
    )?;
    let mut create = format!(
        "CREATE TABLE {} ({} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {} MULTIPOLYGON",
        quoted(name),
        quoted(KEY),
        quoted(SHAPES)
    );
    let names = column_names(columns);
    for (column, name) in columns.iter().zip(&names) {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Int => "INTEGER",
            Kind::Real => "REAL",
            Kind::Bool => "BOOLEAN",
        };
        // The result of writing to a text is always fine.
        let _ = write!(create, ", {} {kind}", quoted(name));
    }
    all.execute_batch(&(create + ")"))?;
    let bounds = rows
        .iter()
        .filter_map(Row::bounds)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let [west, south, east, north] = bounds.map_or([None; 4], |bounds| bounds.map(Some));
    let title = style.map_or(name, |style| &style.title);
    all.execute(
        "INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (name, title, NO_TIME, west, south, east, north, SRS),
    )?;
    all.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, 'MULTIPOLYGON', ?3, 0, 0)",
        (name, SHAPES, SRS),
    )?;
    {
        let places: Vec<String> = (1..=columns.len() + 1).map(|n| format!("?{n}")).collect();
        let listed: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let listed = std::iter::once(quoted(SHAPES)).chain(listed).collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO {} ({listed}) VALUES ({})", quoted(name), places.join(", "));
        let mut insert = all.prepare(&sql)?;
        for row in rows {
            let shape = row.bounds().map(|bounds| blob(row, bounds));
            let values = row.values.iter().map(|value| -> &dyn ToSql {
                match value {
                    None => &Null,
                    Some(Value::Text(text)) => text,
                    Some(Value::Int(whole)) => whole,
                    Some(Value::Real(real)) => real,
                    Some(Value::Bool(value)) => value,
                }
            });
            let cells: Vec<&dyn ToSql> = std::iter::once(&shape as &dyn ToSql).chain(values).collect();
            insert.execute(cells.as_slice())?;
        }
    }
    if let Some(style) = style {
        all.execute_batch(STYLES)?;
        all.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) \
             VALUES ('layer_styles', 'attributes', 'layer_styles', ?1)",
            [NO_TIME],
        )?;
        all.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, \
             styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) \
             VALUES ('', '', ?1, ?2, 'hashatlas', ?3, '', 1, ?4, '', '', ?5)",
            (name, SHAPES, qml(style), &style.title, NO_TIME),
        )?;
    }
    all.commit()
}

/// Names that differ in more than the size of letters, which is all that SQLite sees.
fn column_names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        let is_taken = |name: &str, names: &[String]| {
            [KEY, SHAPES].iter().any(|own| own.eq_ignore_ascii_case(name))
                || name.is_empty()
                || names.iter().any(|known| known.to_lowercase() == name.to_lowercase())
        };
        let mut name = column.name.clone();
        for number in 2.. {
            if !is_taken(&name, &names) {
                break;
            }
            name = format!("{}_{number}", column.name);
        }
        names.push(name);
    }
    names
}

/// The blob of a shape (2.1.3): "GP", version 0, little-endian with an envelope, then WKB.
fn blob(row: &Row<'_>, [west, south, east, north]: [f64; 4]) -> Vec<u8> {
    const FLAGS: u8 = 0b11;
    let mut blob = vec![b'G', b'P', 0, FLAGS];
    blob.extend((SRS as i32).to_le_bytes());
    blob.extend([west, east, south, north].iter().flat_map(|number| number.to_le_bytes()));
    blob.extend(row.wkb());
    blob
}

/// The look of a layer in QGIS's own words: a colour for each text of a column.
fn qml(style: &Style) -> String {
    let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
    let (mut categories, mut symbols) = (String::new(), String::new());
    for (number, class) in style.classes.iter().enumerate() {
        // The result of writing to a text is always fine.
        let _ = write!(
            categories,
            r#"<category symbol="{number}" value="{}" label="{}" type="string" render="true"/>"#,
            escaped(&class.value),
            escaped(&class.label)
        );
        let _ = write!(
            symbols,
            r#"<symbol name="{number}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">{}</symbol>"#,
            fill_of(class)
        );
    }
    format!(
        r#"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.28.0" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="{}" forceraster="0" symbollevels="0" enableorderby="0"><categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2></qgis>"#,
        escaped(&style.column)
    )
}

fn fill_of(class: &Class) -> String {
    const BORDER: &str = "90,90,90,255";
    let [red, green, blue] = class.colour;
    let pattern = if class.is_hatched { "b_diagonal" } else { "solid" };
    let option =
        |name: &str, value: &str| format!(r#"<Option name="{name}" type="QString" value="{value}"/>"#);
    let options = [
        option("color", &format!("{red},{green},{blue},255")),
        option("style", pattern),
        option("outline_color", BORDER),
        option("outline_style", "solid"),
        option("outline_width", "0.1"),
        option("outline_width_unit", "MM"),
    ];
    format!(
        r#"<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{}</Option></layer>"#,
        options.concat()
    )
}
