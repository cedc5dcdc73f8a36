//! Owns every reader and writer, and alone touches the file system. Decides nothing: dirty
//! input becomes a value and a list of problems.
//!
//! ```
//! use hashatlas_formats::{AtlasFolder, read_atlas};
//!
//! let (atlas, problems) = read_atlas(&AtlasFolder::Embedded)?;
//! assert!(problems.is_empty());
//! let irkutsk = atlas.region_id("RU-IRK").expect("a region of the atlas that is compiled in");
//! assert_eq!(atlas.region(irkutsk).name.en, "Irkutsk Oblast");
//! # Ok::<(), hashatlas_formats::IoError>(())
//! ```

mod arrivals;
mod arrow_types;
mod attributes;
mod boundaries;
mod check;
mod coverage;
#[cfg(feature = "postgres")]
mod database;
mod detections;
mod export;
mod files;
mod folder;
mod foreign;
mod found;
mod geofile;
mod geojson;
mod grid;
mod hash;
mod inbox;
mod lookalike;
mod measured;
mod municipalities;
mod overwriting;
mod package;
mod problem;
mod readings;
mod region_table;
mod sheet;
mod table;
mod written;

use hashatlas_atlas as atlas;
use hashatlas_base::{lang, provenance, units};
use hashatlas_detect as detect;
use hashatlas_geo as geo;
use hashatlas_meter as meter;
use hashatlas_simulate as simulate;

pub use arrivals::{Arrival, ArrivalLog, Oddity, Taken, Taking, read_arrivals};
pub use boundaries::{UserBoundaries, read_boundaries};
pub use check::{Checked, FileRole, check, check_described, check_layer, collected_told};
pub use coverage::{Coverage, read_coverage};
#[cfg(feature = "postgres")]
pub use database::{DatabaseAccess, FromDatabase, database, read_database, write_found_into};
#[cfg(feature = "query")]
pub use detections::foreign::open_table;
pub use detections::foreign::table_problems;
pub use detections::text::iso_time;
pub use detections::{
    ColumnDescription, ColumnType, Contract, Format, ListedCase, SaidColumns, Subjects, TableDescription,
    TablePreview, decimal_sign, describe_table, detections_csv, read_cases, read_detections,
    read_detections_as, read_most_of_30_days, read_row, read_subjects, write_detections,
};
pub use export::{TableRow, csv_table, json_table, sheet_of};
pub use files::{open_file, read_file, temporary_folder, write_file, write_piecewise};
pub use folder::{EntryKind, FolderEntry, exists, list_folder};
pub use foreign::{
    Collected, DescribedReadings, DescribedTable, Foreign, are_readings, bucket_name, bucket_of, collect,
    collect_rows, description_json, description_told, guess_description, quantity_told, question_told,
    read_description, stamp_told, text_told, unit_told, write_buckets, write_described, write_readings,
};
pub use found::{DailyEnergy, FoundRow, MeasureRows, write_found, write_measures};
pub use geofile::{
    GeoLayer, ShapeClass, ShapeFormat, ShapeStyle, is_geofile_name, read_geofile, sheet_as_shapes,
    write_geofile,
};
pub use geojson::{GeoFeature, GeoFile, PropertyValue, parse_geojson, read_geojson};
pub use grid::write_grid;
pub use hash::{data_hash, sha256};
pub use inbox::{Inbox, lock, move_into, remove_file, write_durably};
pub use measured::{MeasuredFile, MeasuredMeter, read_measured, write_measured};
pub use municipalities::{MunicipalBoundaries, read_municipalities};
pub use overwriting::{is_read_of, place_of};
pub use package::{
    AtlasFolder, MadeAtlas, MadeFigure, MadeMetric, RowPlace, ShapeFiles, estimates_csv, join_shapes,
    read_atlas, read_places, read_shapes, statement_places, write_atlas,
};
pub use problem::{IoError, Problem, Problems, RowKind, Severity, excerpt, system_told};
pub use readings::{
    Delivery, InMemory, Kept, Label, Lookup, MadeUp, Meter, OwnedSeries, Readings, Replay, Score, Series,
    Watch, first_kept_s, read_labels, read_meters, read_scores, tables_in, unwatched, write_scores,
};
pub use region_table::{
    FigurePart, FiguresPreview, RegionColumn, RegionFigure, SaidFigures, preview_region_table,
    read_region_table,
};
pub use sheet::{Field, Sheet, csv_of, workbook};
pub use written::is_parquet_name;
