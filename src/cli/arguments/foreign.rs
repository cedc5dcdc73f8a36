//! Owns what is asked about readings in formats of others. Does not act on it.

use super::values::converted_path;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const DESCRIBE: &str = "\
Examples:
  hashatlas describe meters.csv                          what the columns mean, and what is not said
  hashatlas describe meters.csv --stamp start --zone Europe/Moscow -o readings.json
  hashatlas detect --readings meters.csv --description readings.json -o detections.parquet

What a file does not say (such as whether a time is the start or the end of its interval) is asked, never \
assumed: answer by an option, or in the file that -o writes.";

pub(super) const CONVERT: &str = "\
Examples:
  hashatlas convert 80020/ -o readings.parquet           all files of a folder
  hashatlas convert nem12.csv -o readings.csv
  hashatlas convert meters.csv --description readings.json -o readings.parquet
  hashatlas convert readings/ --buckets 64 -o buckets    for a cluster: see hashatlas spark
  hashatlas convert districts.shp -o districts.gpkg      boundaries: .gpkg .geoparquet .fgb .geojson .topojson

Known by themselves: 80020/80040 XML, NEM12 and NEM13, Green Button, MSCONS, SDAT-CH, Enedis (API, portal), \
DSMR P1, DLMS push XML, OCPP 1.6, IEC 62056-21 profiles, MQTT logs of smart plugs, British half hours, days \
of the State Grid of China. Rows are sorted by meter and time in UTC; energy fed into the grid is left out.";

pub(super) const SPARK: &str = "\
Examples:
  hashatlas convert readings/ --buckets 64 -o /shared/buckets
  hashatlas spark -o detect.py
  spark-submit --master spark://… detect.py --readings /shared/buckets --output /shared/detections.parquet

Spark hands out buckets, each with all readings of its meters; every machine needs the Python package hashatlas \
and the folder that they share. The detections are those of detect, to the byte.";

/// Their numbers have five digits in names.
const MOST_BUCKETS: i64 = 99_999;

/// Which table to describe.
#[derive(Args, Debug)]
pub(in crate::cli) struct Describe {
    /// A table of readings: text with any separator, in UTF-8, UTF-16 or a Windows code page
    #[arg(value_name = "FILE")]
    pub(in crate::cli) path: PathBuf,
    /// What values are
    #[arg(long, value_enum)]
    pub(in crate::cli) quantity: Option<Quantity>,
    /// Unit of values
    #[arg(long, value_enum, ignore_case = true)]
    pub(in crate::cli) unit: Option<Unit>,
    /// Where in its interval a time stands
    #[arg(long, value_enum)]
    pub(in crate::cli) stamp: Option<Stamp>,
    /// Zone of times without an offset, such as Europe/Moscow, UTC or +03:00
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    pub(in crate::cli) zone: Option<String>,
    /// Length of an interval
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=44_640))]
    pub(in crate::cli) interval: Option<u32>,
    /// How dates are written
    #[arg(long, value_enum)]
    pub(in crate::cli) dates: Option<Dates>,
    /// Name of the meter, where the file is of one
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) meter_name: Option<String>,
    /// Description to write
    #[arg(short, long, value_name = "FILE.json")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// Which readings or boundaries to convert, and where to.
#[derive(Args, Debug)]
pub(in crate::cli) struct Convert {
    /// Files, and folders whose files are read
    #[arg(value_name = "IN")]
    #[cfg_attr(feature = "postgres", arg(required_unless_present = "from", conflicts_with = "from"))]
    #[cfg_attr(not(feature = "postgres"), arg(required = true))]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    #[cfg(feature = "postgres")]
    #[command(flatten)]
    pub(in crate::cli) database: super::FromDatabase,
    /// How to read tables, as written by describe
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) description: Option<PathBuf>,
    /// Write readings into N Parquet files in a new folder, each with all readings of its meters
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_BUCKETS))]
    pub(in crate::cli) buckets: Option<u32>,
    /// Table of readings, or file of boundaries, to write; with --buckets a folder
    #[arg(short, long, value_name = "FILE", value_parser = converted_path)]
    pub(in crate::cli) output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Quantity {
    /// Energy of the interval
    Energy,
    /// Mean power in the interval
    MeanPower,
    /// A register that rises
    Register,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Unit {
    #[value(name = "Wh")]
    Wh,
    #[value(name = "kWh")]
    KWh,
    #[value(name = "MWh")]
    MWh,
    #[value(name = "W")]
    W,
    #[value(name = "kW")]
    KW,
    #[value(name = "MW")]
    MW,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Stamp {
    /// At its start
    Start,
    /// At its end
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Dates {
    /// 2025-03-12
    #[value(name = "year-first")]
    Year,
    /// 12.03.2025
    #[value(name = "day-first")]
    Day,
    /// 3/12/2025
    #[value(name = "month-first")]
    Month,
}
