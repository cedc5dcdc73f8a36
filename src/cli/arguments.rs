//! Owns the arguments and their help. Does not act on them.

use crate::{
    atlas::{Day, Period},
    figure::{FigureKind, PageSize, Preset, ThemeName},
    lang::Lang,
    session::{ChartKind, TableFormat},
    stats::Method,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Crypto-mining farms by region and year: maps, charts and tables in which every figure has
/// its status, source and interval.
#[derive(Debug, Parser)]
#[command(name = "hashatlas", version, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to do; without it, the window opens.
    #[command(subcommand)]
    pub(super) task: Option<Task>,
    #[command(flatten)]
    pub(super) open: Open,
}

const EXAMPLES: &str = "\
Examples:
  hashatlas                                              open the explorer window
  hashatlas explore my-atlas/ detections.parquet         open it on files of your own
  hashatlas map --metric farms -o farms.svg              a map of the embedded atlas of Russia
  hashatlas map --metric energy_balance --lang ru -o balance.svg
  hashatlas chart growth -o growth.svg                   2023 to 2025, with growth and status
  hashatlas table farms farms_per_100k --year 2025       figures with status, interval, source
  hashatlas check my-boundaries.geojson                  what is this file, and is it in order?

Exit status: 0 done, 1 failed, 2 wrong usage. Results go to stdout, messages to stderr.";

/// What is open, for every task.
#[derive(Args, Debug)]
#[command(next_help_heading = "What to open, and how to speak")]
pub(super) struct Open {
    /// Folder of an atlas (a data package) in place of the embedded one
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) atlas: Option<PathBuf>,
    /// Boundaries of your own: GeoJSON polygons named by the atlas's codes or names, or of elsewhere
    #[arg(long, global = true, value_name = "FILE.geojson")]
    pub(super) boundaries: Option<PathBuf>,
    /// Detections of your own, counted by region: CSV, Parquet or GeoJSON points
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) detections: Option<PathBuf>,
    /// Language of all texts [default: en; the window remembers the last one]
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Language>,
    /// Count disputed territories into classes, totals and ranks
    #[arg(long, global = true)]
    pub(super) with_disputed: bool,
    /// Show an estimate as a range only, where its upper bound is more than N times the lower one
    /// [default: what the atlas says]
    #[arg(long, global = true, value_name = "N", value_parser = factor)]
    pub(super) not_known_factor: Option<f64>,
}

#[derive(Args, Debug)]
pub(super) struct Train {
    /// Folder with readings and labels, or a folder of such; may be given several times
    #[arg(long, value_name = "DIR")]
    pub(super) input: Vec<PathBuf>,
    /// Readings of meters
    #[arg(long, value_name = "PATH", requires = "labels")]
    pub(super) readings: Option<PathBuf>,
    /// What is known of the meters
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(super) meters: Option<PathBuf>,
    /// What was supplied into feeders
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(super) feeders: Option<PathBuf>,
    /// Temperatures of regions
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(super) weather: Option<PathBuf>,
    /// What is true of meters and feeders
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(super) labels: Option<PathBuf>,
    /// What all random choices follow from
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Most trees of each part
    #[arg(long, default_value_t = 300)]
    pub(super) trees: usize,
    /// Runs with other random choices whose mean is taken
    #[arg(long, default_value_t = 1)]
    pub(super) runs: usize,
    /// Also score each label by a model of the other folds: CSV or Parquet
    #[arg(long, value_name = "FILE")]
    pub(super) out_of_fold: Option<PathBuf>,
    /// File to write the model to; stdout if none
    #[arg(short, long, value_name = "FILE.json")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Evaluate {
    /// Scores: a file or a folder
    #[arg(long, value_name = "PATH")]
    pub(super) scores: PathBuf,
    /// What is true: a file or a folder
    #[arg(long, value_name = "PATH")]
    pub(super) labels: PathBuf,
    /// Scores of another detector, for paired differences
    #[arg(long, value_name = "PATH")]
    pub(super) baseline: Option<PathBuf>,
    /// Resamples of customers for intervals
    #[arg(long, default_value_t = 1000)]
    pub(super) resamples: usize,
    /// What the resamples follow from
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    /// Open the explorer window; without a display, write the report
    #[command(after_help = "Examples:\n  hashatlas explore\n  hashatlas explore --atlas my-atlas/\n  \
        hashatlas explore detections.parquet")]
    Explore(Explore),
    /// Learn a model from readings and what is known to be true of them
    #[command(after_help = "Examples:\n  \
        hashatlas train --input labelled/ -o model.json\n  \
        hashatlas train --readings r.parquet --meters m.csv --labels l.csv -o model.json\n\n\
        An input is a folder with tables of readings and labels (of meters, feeders and weather, if there\n\
        are), or a folder of such. Customers (host in the labels, else the subject) are never split.")]
    Train(Train),
    /// Compare scores with what is known to be true
    #[command(
        after_help = "Example:\n  hashatlas evaluate --scores s.csv --labels labels.csv --baseline other.csv"
    )]
    Evaluate(Evaluate),
    /// Write figures as CSV or JSON
    #[command(
        after_help = "Example:\n  hashatlas table farms energy_balance --year 2025 --format json -o figures.json\n\n\
        Without --year, all figures of all periods are written, contradictory ones included."
    )]
    Table {
        /// Ids of metrics
        #[arg(required = true, value_name = "METRIC")]
        metrics: Vec<String>,
        /// Only the figures that answer for this year
        #[arg(long, value_parser = year())]
        year: Option<i32>,
        /// Code of a region, district or group
        #[arg(long, value_name = "CODE")]
        region: Option<String>,
        /// Form of the table
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Draw a choropleth map as SVG
    #[command(after_help = "Examples:\n  \
        hashatlas map --metric farms_per_100k --method quantile --classes 4 -o rate.svg\n  \
        hashatlas map --metric farms --breaks 1000,5000,10000 -o farms.svg\n  \
        hashatlas map --metric ban --region FD-SI --lang ru -o bans.svg\n  \
        hashatlas map --boundaries kreise.geojson --detections mine.csv -o mine.svg")]
    Map(MapArguments),
    /// Draw a chart as SVG
    #[command(after_help = "Examples:\n  hashatlas chart growth -o growth.svg\n  \
        hashatlas chart ranking --metric household_tariff --size 900x1400 -o tariffs.svg")]
    Chart {
        /// Which chart
        #[arg(value_enum)]
        kind: Chart,
        /// Id of the metric, for growth and ranking
        #[arg(long, value_name = "ID")]
        metric: Option<String>,
        /// Year
        #[arg(long, value_parser = year())]
        year: Option<i32>,
        /// Code of a region, district or group
        #[arg(long, value_name = "CODE")]
        region: Option<String>,
        /// Width and height in pixels [default: 1200x675, or 1200x900 for ranking and timeline]
        #[arg(long, value_parser = size, value_name = "WxH")]
        size: Option<(u32, u32)>,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.svg", value_parser = svg_path)]
        output: Option<PathBuf>,
    },
    /// Draw a figure fit to print from a spec in JSON, or from options
    #[command(after_help = "Examples:\n  \
        hashatlas render --kind growth --print-spec -o growth.json    a spec to start from\n  \
        hashatlas render growth.json -o growth.svg\n  \
        hashatlas render --kind choropleth --metric energy_balance --lang ru -o balance.svg")]
    Render(RenderArguments),
    /// Write the report: map, charts, table and sources in one HTML page
    Report {
        /// File to write
        #[arg(short, long, value_name = "FILE.html", default_value = crate::session::REPORT_FILE)]
        output: PathBuf,
    },
    /// Estimate the counts of regions from what was published of them
    #[command(after_help = "Examples:\n  \
        hashatlas estimate -o estimates.csv\n  \
        hashatlas estimate --atlas my-atlas --prior people -o my-atlas/estimates.csv\n\n\
        Writes the table of estimates of an atlas, as CSV: for every region and year the smallest and largest \
        count that its table of constraints allows, the point between them that is closest to the prior, and \
        how far it moves under other assumptions.")]
    Estimate {
        /// Id of a prior of the atlas; an unknown one gets the list of all [default: its first]
        #[arg(long, value_name = "P")]
        prior: Option<String>,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Draw data at random that nobody has published; every row says that it is simulated
    Simulate {
        /// Which data
        #[command(subcommand)]
        what: Simulated,
    },
    /// Find abnormal loads, tampered meters and unauthorised connections in meter readings
    #[command(after_help = DETECT)]
    Detect(DetectArguments),
    /// Say what a file or folder is and what is wrong in it
    #[command(
        after_help = "Examples:\n  hashatlas check my-atlas/\n  hashatlas check detections.parquet\n\n\
        Exit status 1 if anything had to be left out."
    )]
    Check {
        /// Atlas folder, GeoJSON, CSV or Parquet
        path: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Simulated {
    /// Detections: as many in each region as are estimated, around its places by their population
    #[command(after_help = "Examples:\n  \
        hashatlas simulate detections -o simulated.csv\n  \
        hashatlas simulate detections --atlas my-atlas --seed 7 -o simulated.parquet\n\n\
        Counts by the end of each year are the estimates of the atlas. Positions, kinds, powers, scores and days \
        are drawn; the same seed gives the same file.")]
    Detections {
        /// Another seed, other rows
        #[arg(long, value_name = "N", default_value_t = crate::session::DEFAULT_SEED)]
        seed: u64,
        /// File to write, as CSV or Parquet by its name; CSV on stdout if none
        #[arg(short, long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
        output: Option<PathBuf>,
    },
    /// A grid: readings of meters and feeders, the weather, and the truth about miners, taps and tampering
    #[command(after_help = "Examples:\n  \
        hashatlas simulate grid -o grid/\n  \
        hashatlas simulate grid --meters 20000 --days 28 --seed 7 --interval 15 --region RU-NVS -o novosibirsk/\n\n\
        Writes readings.parquet, meters.parquet, feeders.parquet, weather.parquet and labels.csv (the truth). Homes, \
        businesses, heating, cars, rigs, losses and meters are drawn; the same seed gives the same files.")]
    Grid(SimulatedGrid),
}

#[derive(Args, Debug)]
pub(super) struct SimulatedGrid {
    /// Number of meters, on feeders of 20 to 60
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) meters: usize,
    /// Number of days
    #[arg(long, value_name = "D", default_value_t = 28)]
    pub(super) days: usize,
    /// Another seed, another grid
    #[arg(long, value_name = "S", default_value_t = crate::session::DEFAULT_SEED)]
    pub(super) seed: u64,
    /// Minutes of an interval: 15, 30 or 60
    #[arg(long, value_name = "MIN", default_value_t = 30)]
    pub(super) interval: u32,
    /// First day, in local time
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "2025-11-03", value_parser = day)]
    pub(super) start: Day,
    /// Code of the region whose climate, daylight and clocks it has [default: the one with most farms]
    #[arg(long, value_name = "CODE")]
    pub(super) region: Option<String>,
    /// Folder to write into; made if missing
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
}

const DETECT: &str = "\
Examples:
  hashatlas detect --readings readings.parquet -o detections.parquet
  hashatlas detect --readings grid/ -o detections.parquet --scores scores.csv
  hashatlas explore detections.parquet                   look at them on the map

Readings have the columns meter_id, ts (UTC, start of the interval) and wh; a folder is read with all its \
files, and tables of meters, feeders and weather in it are found by their columns. Every detection says why, \
in English and Russian.";

/// What to detect in, and where to write what was found.
#[derive(Args, Debug)]
pub(super) struct DetectArguments {
    /// Readings of meters: Parquet or CSV, a file or a folder
    #[arg(long, value_name = "PATH")]
    pub(super) readings: PathBuf,
    /// What is known of meters: region, feeder, tariff, position
    #[arg(long, value_name = "PATH")]
    pub(super) meters: Option<PathBuf>,
    /// What was supplied into feeders, for their balance
    #[arg(long, value_name = "PATH")]
    pub(super) feeders: Option<PathBuf>,
    /// Temperatures by region
    #[arg(long, value_name = "PATH")]
    pub(super) weather: Option<PathBuf>,
    /// A model of your own, as written by train [default: the one that ships]
    #[arg(long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,
    /// Score from which something is a detection, 0 to 1 [default: what the model says, about one
    /// false alarm in 1,000 meter-weeks]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub(super) threshold: Option<f32>,
    /// Local time of all meters, such as +8 or +05:30 [default: that of their regions]
    #[arg(long, value_name = "HOURS", value_parser = utc_offset_s, allow_hyphen_values = true)]
    pub(super) utc_offset: Option<i32>,
    /// Detections to write, as CSV or Parquet by the name
    #[arg(short, long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    pub(super) output: PathBuf,
    /// Scores of all meters and feeders to write
    #[arg(long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    pub(super) scores: Option<PathBuf>,
    /// Measures of all meters to write
    #[arg(long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    pub(super) measures: Option<PathBuf>,
}

#[derive(Args, Clone, Debug, Default)]
pub(super) struct Explore {
    /// Atlas folders, boundaries or detections to open, recognised by what is in them
    #[arg(value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    /// Neither show nor keep what was open and seen last
    #[arg(long)]
    pub(super) fresh: bool,
    /// Pan and zoom by itself for so many seconds, say how long start and frames took, and close
    #[arg(long, value_name = "SECONDS", hide = true)]
    pub(super) measure: Option<f64>,
}

#[derive(Args, Debug)]
pub(super) struct MapArguments {
    /// Id of the metric; an unknown one gets the list of all
    #[arg(long, value_name = "ID")]
    pub(super) metric: Option<String>,
    /// Year
    #[arg(long, value_parser = year())]
    pub(super) year: Option<i32>,
    /// Code of a region, district or group to close in on
    #[arg(long, value_name = "CODE")]
    pub(super) region: Option<String>,
    /// How classes are found [default: jenks, or manual with --breaks]
    #[arg(long, value_enum)]
    pub(super) method: Option<ClassMethod>,
    /// Number of classes, 3 to 9
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(super) classes: usize,
    /// Breaks between classes, ascending, for the manual method
    #[arg(long, value_delimiter = ',', allow_negative_numbers = true, value_name = "A,B,…")]
    pub(super) breaks: Vec<f64>,
    /// Palette by its usual name (viridis …); an unknown one gets the list of all
    #[arg(long, value_name = "P")]
    pub(super) palette: Option<String>,
    /// Width and height in pixels
    #[arg(long, value_parser = size, default_value = "1200x675", value_name = "WxH")]
    pub(super) size: (u32, u32),
    /// File to write; stdout if none
    #[arg(short, long, value_name = "FILE.svg", value_parser = svg_path)]
    pub(super) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct RenderArguments {
    /// Spec of the figure; options go before what it says
    #[arg(value_name = "SPEC.json", required_unless_present = "kind")]
    pub(super) spec: Option<PathBuf>,
    /// Kind of figure; an unknown one gets the list of all
    #[arg(long, value_parser = kind, value_name = "KIND")]
    pub(super) kind: Option<FigureKind>,
    /// Id of the metric
    #[arg(long, value_name = "ID")]
    pub(super) metric: Option<String>,
    /// Id of the other metric, for scatter plots and bivariate maps
    #[arg(long, value_name = "ID")]
    pub(super) second_metric: Option<String>,
    /// Year
    #[arg(long, value_parser = year())]
    pub(super) year: Option<i32>,
    /// Code or name of a region, district or group
    #[arg(long, value_name = "CODE")]
    pub(super) region: Option<String>,
    /// Title in place of the one written from the data
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Page: web, square, a4, column, slide, or width and height in pixels as `WxH`
    #[arg(long, value_parser = page, value_name = "PAGE")]
    pub(super) size: Option<PageSize>,
    /// Theme: light, dark or print
    #[arg(long, value_parser = theme, value_name = "THEME")]
    pub(super) theme: Option<ThemeName>,
    /// Palette by its usual name
    #[arg(long, value_name = "P")]
    pub(super) palette: Option<String>,
    /// Tell classes apart by patterns too
    #[arg(long)]
    pub(super) patterns: bool,
    /// Write the spec, not the figure
    #[arg(long)]
    pub(super) print_spec: bool,
    /// File to write, its form by its ending: .svg; .csv or .xlsx for the figures shown, .vl.json for
    /// Vega-Lite; SVG on stdout if none
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// English
    En,
    /// Russian
    Ru,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Ru => Self::Ru,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// Comma-separated values
    Csv,
    /// Array of objects
    Json,
}

impl From<Format> for TableFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Chart {
    /// The whole over the years, with growth and status
    Growth,
    /// Regions by value, with intervals
    Ranking,
    /// Generation against consumption, farms as size
    Balance,
    /// Laws and bans
    Timeline,
}

impl From<Chart> for ChartKind {
    fn from(chart: Chart) -> Self {
        match chart {
            Chart::Growth => Self::Growth,
            Chart::Ranking => Self::Ranking,
            Chart::Balance => Self::Balance,
            Chart::Timeline => Self::Timeline,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ClassMethod {
    /// About equally many regions in each class
    Quantile,
    /// Classes of equal width
    #[value(alias = "equal-interval")]
    Equal,
    /// Natural breaks: least variance within classes
    #[value(alias = "natural")]
    Jenks,
    /// Round breaks; the number of classes follows
    Pretty,
    /// Breaks given with --breaks
    Manual,
}

impl MapArguments {
    /// The method with its breaks.
    ///
    /// # Errors
    /// Manual without breaks, or breaks with another method.
    pub(super) fn class_method(&self) -> Result<Method, &'static str> {
        match self.method {
            None | Some(ClassMethod::Manual) if !self.breaks.is_empty() => {
                Ok(Method::Manual(self.breaks.clone()))
            }
            Some(_) if !self.breaks.is_empty() => Err("--breaks goes with --method manual only"),
            Some(ClassMethod::Manual) => Err("--method manual needs --breaks, such as --breaks 1000,5000"),
            Some(ClassMethod::Quantile) => Ok(Method::Quantile),
            Some(ClassMethod::Equal) => Ok(Method::EqualInterval),
            None | Some(ClassMethod::Jenks) => Ok(Method::Jenks),
            Some(ClassMethod::Pretty) => Ok(Method::Pretty),
        }
    }
}

/// Years that figures can have; others are slips of the finger.
fn year() -> clap::builder::RangedI64ValueParser<i32> {
    clap::value_parser!(i32).range(1900..=2200)
}

fn day(text: &str) -> Result<Day, String> {
    let period = Period::parse(text).filter(|period| period.first == period.last);
    period.map(|day| day.first).ok_or_else(|| "give a day, such as 2025-11-03".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor: &f64| *factor >= 1.0);
    factor.ok_or_else(|| "give a number of 1 or more".to_owned())
}

fn score(text: &str) -> Result<f32, String> {
    let score = text.parse().ok().filter(|score: &f32| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "give a number between 0 and 1".to_owned())
}

/// Seconds of an offset from UTC: hours, perhaps with minutes behind a colon.
fn utc_offset_s(text: &str) -> Result<i32, String> {
    /// Clocks are from 12 hours behind to 14 ahead.
    const OFFSETS_S: std::ops::RangeInclusive<i32> = -12 * 3600..=14 * 3600;
    let wrong = || "give hours from −12 to +14, such as +8 or +05:30".to_owned();
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let hour: i32 = hours.trim_start_matches('+').parse().map_err(|_| wrong())?;
    let minute: i32 = minutes.parse().ok().filter(|minute| (0..60).contains(minute)).ok_or_else(wrong)?;
    let sign = if hours.starts_with('-') { -1 } else { 1 };
    Some(hour * 3600 + sign * minute * 60).filter(|offset| OFFSETS_S.contains(offset)).ok_or_else(wrong)
}

fn size(text: &str) -> Result<(u32, u32), String> {
    /// Smaller than this no text can be read, larger ones no viewer opens.
    const SIDES: std::ops::RangeInclusive<u32> = 320..=10_000;
    let wrong = || {
        format!("give width and height in pixels from {} to {}, such as 1200x675", SIDES.start(), SIDES.end())
    };
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| SIDES.contains(side)).ok_or_else(wrong);
    Ok((side(width)?, side(height)?))
}

fn kind(text: &str) -> Result<FigureKind, String> {
    let all = FigureKind::ALL.map(FigureKind::id);
    FigureKind::named(text).ok_or_else(|| format!("there are {}", all.join(", ")))
}

fn theme(text: &str) -> Result<ThemeName, String> {
    ThemeName::named(text).ok_or_else(|| "there are light, dark, print".to_owned())
}

fn page(text: &str) -> Result<PageSize, String> {
    let presets = Preset::ALL.map(Preset::id).join(", ");
    match Preset::named(text) {
        Some(preset) => Ok(PageSize::Preset(preset)),
        None => size(text)
            .map(|(width, height)| PageSize::Pixels { width, height })
            .map_err(|why| format!("{why}, or one of {presets}")),
    }
}

fn svg_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return Ok(path);
    }
    Err("pictures are written as SVG: give a name that ends in .svg".to_owned())
}

fn table_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_named =
        |name: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(name));
    if is_named("csv") || is_named("parquet") {
        return Ok(path);
    }
    Err("detections are written as CSV or Parquet: give a name that ends in .csv or .parquet".to_owned())
}
