//! Owns the arguments and their help: what is open for every task, and the tasks. What each group
//! of tasks takes is in files of its own. Does not act on them.

mod engine;
mod evidence;
mod figures;
pub(super) mod foreign;
mod planning;
#[cfg(feature = "query")]
mod query;
mod slips;
mod spoken;
mod values;
mod watching;

#[cfg(feature = "postgres")]
pub(super) use engine::FromDatabase;
pub(super) use engine::{DetectArguments, Evaluate, Judging, Simulated, Train};
pub(super) use evidence::{
    Aggregate, By, DossierArguments, NewArguments, ProjectArguments, QueueOrder, RegisterArguments,
    ReviewArguments, ReviewTask, TrafficArguments, VerdictWord,
};
pub(super) use figures::{Chart, Each, Format, MapArguments, RenderArguments};
pub(super) use foreign::{Convert, Describe};
pub(super) use planning::{PlanArguments, ResultFormat, SpatialArguments};
#[cfg(feature = "query")]
pub(super) use query::{AnswerFormat, QueryArguments};
pub(super) use spoken::{lang_of, said_by_clap, spoken};
pub(super) use values::Years;
pub(super) use watching::WatchArguments;

use crate::{figure::PageSize, lang::Lang};
use clap::{Args, Parser, Subcommand, ValueEnum};
use engine::{DETECT, DETECT_USAGE, EVALUATE, EVALUATE_USAGE};
use std::path::PathBuf;
use values::{dpi, factor, page, picture_path, text_table_path, years};
use watching::WATCH;

/// Crypto-mining farms by region and year: maps, charts and tables in which every figure has
/// its status, source and interval.
#[derive(Debug, Parser)]
#[command(name = "hashatlas", bin_name = "hashatlas", version, after_help = EXAMPLES)]
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
    /// Boundaries of your own, named by the atlas's codes or names, or of elsewhere: Shapefile (zipped
    /// or not), GeoPackage, FlatGeobuf, GeoJSON, TopoJSON, KML, GeoParquet, or a table with WKT
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) boundaries: Option<PathBuf>,
    /// Boundaries of a second level below the regions (LEVEL is municipality): GeoJSON polygons, or a
    /// folder of such files; may be given several times. A region that is looked at shows them
    #[arg(long, global = true, num_args = 2, value_names = ["LEVEL", "FILE.geojson"])]
    pub(super) boundaries_of: Vec<PathBuf>,
    /// Layer of a file of boundaries that has several; check lists them
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) layer: Option<String>,
    /// Figures of your own by region, each column of numbers a metric: a table (CSV, XLSX, ODS, NDJSON,
    /// Parquet) with a column of regions, maybe a year, maybe bounds beside a column; may be given
    /// several times
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) figures: Vec<PathBuf>,
    /// Detections of your own, counted by region: a table (CSV, XLSX, ODS, NDJSON, Parquet) or GeoJSON
    /// points
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) detections: Option<PathBuf>,
    /// Language of all texts [default: en; the window remembers the last one]
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Language>,
    /// Count disputed territories into classes, totals and ranks
    #[arg(long, global = true)]
    pub(super) with_disputed: bool,
    /// Show the points of estimates too; without it a figure that was only estimated shows as the
    /// range that the statements leave open
    #[arg(long, global = true)]
    pub(super) show_estimates: bool,
    /// With --show-estimates, show one as a range all the same, where its upper bound is more than N
    /// times the lower one [default: what the atlas says]
    #[arg(long, global = true, value_name = "N", value_parser = factor)]
    pub(super) not_known_factor: Option<f64>,
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
    #[command(after_help = EVALUATE, override_usage = EVALUATE_USAGE)]
    Evaluate(Evaluate),
    /// Write figures as CSV or JSON
    #[command(
        after_help = "Examples:\n  hashatlas table farms energy_balance --year 2025 --format json -o figures.json\n  \
        hashatlas table farms --region RU-IRK,RU-NVS --year 2023-2025\n\n\
        Without --year, all figures of all periods are written, contradictory ones included."
    )]
    Table {
        /// Ids of metrics
        #[arg(required = true, value_name = "METRIC")]
        metrics: Vec<String>,
        /// Only the figures that answer for this year; several as 2023,2025 or 2023-2025
        #[arg(long, value_name = "YEAR,…", value_parser = years)]
        year: Option<Years>,
        /// Code or name of a region, district or group; several, separated by commas
        #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
        region: Vec<String>,
        /// Form of the table [default: by the name of the file, else csv]
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.csv|.json", value_parser = text_table_path)]
        output: Option<PathBuf>,
    },
    /// Draw a choropleth map
    #[command(after_help = "Examples:\n  \
        hashatlas map --metric farms_per_100k --method quantile --classes 4 -o rate.svg\n  \
        hashatlas map --metric farms --breaks 1000,5000,10000 -o farms.svg\n  \
        hashatlas map --metric ban --region FD-SI --lang ru -o bans.svg\n  \
        hashatlas map --boundaries kreise.geojson --detections mine.csv -o mine.svg")]
    Map(MapArguments),
    /// Draw a chart
    #[command(after_help = "Examples:\n  hashatlas chart growth -o growth.svg\n  \
        hashatlas chart slope --region RU-IRK,RU-NVS --year 2023-2025 -o slope.svg\n  \
        hashatlas chart ranking --metric household_tariff --size 900x1400 -o tariffs.svg")]
    Chart {
        /// Which chart
        #[arg(value_enum)]
        kind: Chart,
        /// Id of the metric, for all but balance and timeline
        #[arg(long, value_name = "ID")]
        metric: Option<String>,
        /// Id of the other metric, for a scatter plot
        #[arg(long, value_name = "ID")]
        second_metric: Option<String>,
        /// Year; several as 2023,2025 or 2023-2025 for a slope
        #[arg(long, value_name = "YEAR,…", value_parser = years)]
        year: Option<Years>,
        /// Code or name of a region, district or group; several, separated by commas, are the panels of
        /// growth, the rows of a ranking or balance, the lines of a slope, or named in a scatter plot
        #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
        region: Vec<String>,
        /// Page: web, square, a4, column, slide, width and height in pixels as `WxH`, or in print as
        /// `WxHmm` or `Wmm` [default: 1200x675, or 1200x900 for ranking and timeline]
        #[arg(long, value_parser = page, value_name = "PAGE")]
        size: Option<PageSize>,
        /// Dots to an inch of a PNG [default: 300 for pages in print: a4, column, `WxHmm`]
        #[arg(long, value_parser = dpi(), value_name = "N")]
        dpi: Option<u16>,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
        output: Option<PathBuf>,
    },
    /// Draw a figure fit to print from a spec in JSON, or from options
    #[command(after_help = "Examples:\n  \
        hashatlas render --kind growth --print-spec -o growth.json    a spec to start from\n  \
        hashatlas render growth.json -o growth.svg\n  \
        hashatlas render --kind choropleth --metric energy_balance --lang ru -o balance.svg")]
    Render(RenderArguments),
    /// Write the report: map, charts, tables and sources in one HTML page, or on paper as PDF
    Report {
        /// File to write
        #[arg(short, long, value_name = "FILE.html|.pdf", default_value = crate::session::REPORT_FILE)]
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
    /// Say where mining can go, what it costs and earns, and which limits forbid it
    #[command(after_help = planning::PLAN)]
    Plan(PlanArguments),
    /// Say whether like values lie side by side, where they gather, and how sure that is
    #[command(after_help = planning::SPATIAL)]
    Spatial(SpatialArguments),
    /// Draw data at random that nobody has published; every row or its file says that it is simulated
    Simulate {
        /// Which data
        #[command(subcommand)]
        what: Simulated,
    },
    /// Find abnormal loads, tampered meters and unauthorised connections in meter readings
    #[command(after_help = DETECT, override_usage = DETECT_USAGE)]
    Detect(DetectArguments),
    /// Detect in readings as they arrive in a folder, and tell of alarms
    #[command(after_help = WATCH)]
    Watch(Box<WatchArguments>),
    /// Say of detections whether they are true, and see which to look at next
    #[command(after_help = evidence::REVIEW)]
    Review(ReviewArguments),
    /// Count detections by region and year, as an atlas of their own
    #[command(after_help = evidence::AGGREGATE)]
    Aggregate(Aggregate),
    /// Draw what one detection shows, on one page to take along
    #[command(after_help = evidence::DOSSIER)]
    Dossier(DossierArguments),
    /// Start a project: one file that names all others, and notices when they move or change
    New(NewArguments),
    /// Say which files of a project moved, changed or are gone, and take them as they are
    #[command(after_help = evidence::PROJECT)]
    Project(ProjectArguments),
    /// Say which detections stand in a register of legal miners
    #[command(after_help = evidence::REGISTER)]
    Register(RegisterArguments),
    /// Find mining in logs and captures of internet traffic
    #[command(after_help = evidence::TRAFFIC)]
    Traffic(TrafficArguments),
    /// Say how a table of readings will be read, and what it does not say
    #[command(after_help = foreign::DESCRIBE)]
    Describe(Describe),
    /// Write readings in any known format, or by a description, in the one that `detect` reads
    #[command(after_help = foreign::CONVERT)]
    Convert(Convert),
    /// Write the script that detects on a cluster of Apache Spark
    #[command(after_help = foreign::SPARK)]
    Spark {
        /// Script to write; stdout if none
        #[arg(short, long, value_name = "FILE.py")]
        output: Option<PathBuf>,
    },
    /// Ask about figures, bans, places, detections and tables of your own in SQL
    #[cfg(feature = "query")]
    #[command(after_help = query::QUERY)]
    Query(QueryArguments),
    /// Write manual pages and completions of shells
    #[command(hide = true)]
    Manual {
        /// Folder to write into
        folder: PathBuf,
    },
    /// Say what a file or folder is and what is wrong in it; without one, list the contradictions of
    /// the atlas
    #[command(
        after_help = "Examples:\n  hashatlas check my-atlas/\n  hashatlas check detections.parquet\n  \
        hashatlas check                 contradictions: region, metric, year, both statements\n\n\
        Exit status 1 if anything had to be left out."
    )]
    Check {
        /// Atlas folder, GeoJSON, CSV or Parquet, readings of meters in any known format
        path: Option<PathBuf>,
        /// How to read a table of readings, as written by describe
        #[arg(long, value_name = "FILE.json", requires = "path")]
        description: Option<PathBuf>,
    },
}

#[derive(Args, Clone, Debug, Default)]
pub(super) struct Explore {
    /// Atlas folders, boundaries or detections to open, recognised by what is in them; or a project
    /// (.hashatlas)
    #[arg(value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    /// Readings of the meters detected in, to see the evidence of a detection in full
    #[arg(long, value_name = "PATH")]
    pub(super) readings: Option<PathBuf>,
    /// Neither show nor keep what was open and seen last
    #[arg(long)]
    pub(super) fresh: bool,
    /// Pan and zoom by itself for so many seconds, say how long start and frames took, and close
    #[arg(long, value_name = "SECONDS", hide = true)]
    pub(super) measure: Option<f64>,
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
