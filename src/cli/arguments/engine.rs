//! Owns what the detection engine is asked: to detect, to learn, to be judged, to simulate. Does not
//! act on it.

use super::values::{at_least_one, day, score, table_path, utc_offset_s};
use crate::atlas::Day;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to detect in, and where to write what was found.
#[derive(Args, Debug)]
pub(in crate::cli) struct DetectArguments {
    /// Readings of meters: Parquet or CSV, a file or a folder; or a file in a format that convert knows
    #[arg(long, value_name = "PATH")]
    #[cfg_attr(feature = "postgres", arg(required_unless_present = "from", conflicts_with = "from"))]
    #[cfg_attr(not(feature = "postgres"), arg(required = true))]
    pub(in crate::cli) readings: Option<PathBuf>,
    /// How to read a table of readings with other columns, as written by describe
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) description: Option<PathBuf>,
    #[cfg(feature = "postgres")]
    #[command(flatten)]
    pub(in crate::cli) database: FromDatabase,
    /// Database to write detections into, all of them or none
    #[cfg(feature = "postgres")]
    #[arg(long, value_name = "postgres://…", requires = "into", conflicts_with = "plain")]
    pub(in crate::cli) to: Option<String>,
    /// Its table, which is made, or is there and empty
    #[cfg(feature = "postgres")]
    #[arg(long, value_name = "TABLE", requires = "to")]
    pub(in crate::cli) into: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) judging: Judging,
    /// Detections to write, as CSV or Parquet by the name
    #[arg(short, long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    #[cfg_attr(feature = "postgres", arg(required_unless_present_any = ["plain", "to"]))]
    #[cfg_attr(not(feature = "postgres"), arg(required_unless_present = "plain"))]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Scores of all meters and feeders to write
    #[arg(long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    pub(in crate::cli) scores: Option<PathBuf>,
    /// Measures of all meters to write
    #[arg(long, value_name = "FILE.csv|.parquet", value_parser = table_path)]
    pub(in crate::cli) measures: Option<PathBuf>,
    /// Only write plain statistics of all meters (mean, spread, percentiles, night, weekend …) and
    /// detect nothing
    #[arg(long, value_name = "FILE.csv|.parquet", value_parser = table_path,
        conflicts_with_all = ["output", "scores", "measures", "feeders", "weather", "model", "threshold"])]
    pub(in crate::cli) plain: Option<PathBuf>,
}

pub(super) const DETECT_USAGE: &str = "\
hashatlas detect [OPTIONS] --readings <PATH> --output <FILE.csv|.parquet>
       hashatlas detect [OPTIONS] --readings <PATH> --plain <FILE.csv|.parquet>";

pub(super) const DETECT: &str = "\
Examples:
  hashatlas detect --readings readings.parquet -o detections.parquet
  hashatlas detect --readings grid/ -o detections.parquet --scores scores.csv
  hashatlas explore detections.parquet                   look at them on the map

Readings have the columns meter_id, ts (UTC, start of the interval) and wh; a folder is read with all its \
files, and tables of meters, feeders and weather in it are found by their columns. Every detection says why, \
in English and Russian.";

#[cfg(feature = "postgres")]
const SELECT: &str =
    "Its table, or a query, with the columns meter_id, ts (with time zone), wh and maybe quality";
#[cfg(feature = "postgres")]
const FROM: &str = "Database to read readings from, PostgreSQL or TimescaleDB; a password may come from PGPASSWORD \
    or ~/.pgpass";

// Where readings come from that lie in no file.
#[cfg(feature = "postgres")]
#[derive(Args, Debug)]
pub(in crate::cli) struct FromDatabase {
    #[arg(long, value_name = "postgres://…", requires = "select", help = FROM)]
    pub(in crate::cli) from: Option<String>,
    #[arg(long, value_name = "TABLE|QUERY", requires = "from", help = SELECT)]
    pub(in crate::cli) select: Option<String>,
}

// What readings are judged with, wherever they come from.
#[derive(Args, Debug)]
pub(in crate::cli) struct Judging {
    /// What is known of meters: region, feeder, tariff, position
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) meters: Option<PathBuf>,
    /// What was supplied into feeders, for their balance
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) feeders: Option<PathBuf>,
    /// Temperatures by region
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) weather: Option<PathBuf>,
    /// A model of your own, as written by train [default: the one that ships]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) model: Option<PathBuf>,
    /// Score from which something is a detection, 0 to 1 [default: what the model says for its class of
    /// meter, set where honest meters, each judged once over its whole window, gave about one false alarm
    /// in 1,000 weeks read]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub(in crate::cli) threshold: Option<f32>,
    /// Local time of all meters, such as +8 or +05:30 [default: that of their regions]
    #[arg(long, value_name = "HOURS", value_parser = utc_offset_s, allow_hyphen_values = true)]
    pub(in crate::cli) utc_offset: Option<i32>,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Train {
    /// Folder with readings and labels, or a folder of such; may be given several times
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) input: Vec<PathBuf>,
    /// The same, only to learn from, such as simulated rigs: each meter counts half, and none says
    /// how many trees are enough, what a score means or when to raise an alarm
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) further: Vec<PathBuf>,
    /// Folders whose rigs follow programmes that are known, maybe also given with --input: a second part of the
    /// model learns them apart, and speaks where it is surer of an alarm
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) known: Vec<PathBuf>,
    /// Readings of meters, with --labels, --reviews or both
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) readings: Option<PathBuf>,
    /// What is known of the meters
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) meters: Option<PathBuf>,
    /// What was supplied into feeders
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) feeders: Option<PathBuf>,
    /// Temperatures of regions
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) weather: Option<PathBuf>,
    /// What is true of meters and feeders
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) labels: Option<PathBuf>,
    /// Reviews of detections in these readings: what was confirmed or rejected is true, before what labels say
    #[arg(long, value_name = "FILE", requires = "readings")]
    pub(in crate::cli) reviews: Option<PathBuf>,
    /// What all random choices follow from
    #[arg(long, default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Most trees of each part
    #[arg(long, default_value_t = 300, value_parser = at_least_one())]
    pub(in crate::cli) trees: usize,
    /// Runs with other random choices whose mean is taken
    #[arg(long, default_value_t = 1, value_parser = at_least_one())]
    pub(in crate::cli) runs: usize,
    /// Also score each label by a model of the other folds: CSV or Parquet
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out_of_fold: Option<PathBuf>,
    /// File to write the model to; stdout if none
    #[arg(short, long, value_name = "FILE.json")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Evaluate {
    /// Scores: a file or a folder
    #[arg(long, value_name = "PATH", required_unless_present = "rolling", requires = "labels")]
    pub(in crate::cli) scores: Option<PathBuf>,
    /// What is true: a file or a folder
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) labels: Option<PathBuf>,
    /// Scores of another detector, for paired differences
    #[arg(long, value_name = "PATH", requires = "scores")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Resamples of customers for intervals
    #[arg(long, default_value_t = 1000)]
    pub(in crate::cli) resamples: usize,
    /// What the resamples follow from
    #[arg(long, default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Detect in windows that grow by a day at a time, as in operation, and say when alarms come
    #[arg(long, conflicts_with = "scores")]
    pub(in crate::cli) rolling: bool,
    /// With --rolling: folder with readings and labels, or a folder of such; may be given several times
    #[arg(long, value_name = "DIR", requires = "rolling", conflicts_with = "readings",
        required_unless_present_any = ["scores", "readings"])]
    pub(in crate::cli) input: Vec<PathBuf>,
    /// With --rolling: readings of meters, in place of --input
    #[arg(long, value_name = "PATH", requires_all = ["rolling", "labels"])]
    pub(in crate::cli) readings: Option<PathBuf>,
    /// With --readings: what is known of the meters
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) meters: Option<PathBuf>,
    /// With --readings: temperatures of regions
    #[arg(long, value_name = "PATH", requires = "readings")]
    pub(in crate::cli) weather: Option<PathBuf>,
    /// Model whose level alarms are counted at where scores do not say theirs, and that --rolling detects
    /// with [default: the one that ships]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) model: Option<PathBuf>,
    /// Score from which something is an alarm, 0 to 1 [default: what the scores say, as detect wrote
    /// them, else the model]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub(in crate::cli) threshold: Option<f32>,
    /// With --rolling: local time of all meters, such as +8 or +05:30 [default: that of their regions]
    #[arg(long, value_name = "HOURS", value_parser = utc_offset_s, allow_hyphen_values = true,
        requires = "rolling")]
    pub(in crate::cli) utc_offset: Option<i32>,
}

pub(super) const EVALUATE_USAGE: &str = "\
hashatlas evaluate [OPTIONS] --scores <PATH> --labels <PATH>
       hashatlas evaluate --rolling [OPTIONS] --input <DIR>
       hashatlas evaluate --rolling [OPTIONS] --readings <PATH> --labels <PATH>";

pub(super) const EVALUATE: &str = "\
Examples:
  hashatlas evaluate --scores s.csv --labels labels.csv --baseline other.csv
  hashatlas evaluate --rolling --input grid/

Figures, each with the interval that 95 % of the resamples lie in:
  roc_auc        chance that a positive has a higher score than a normal one
  ap             average precision: area under precision over recall
  p_at_100       share of positives among the 100 highest scores
  p_at_npos      share of positives among as many of the highest scores as there are positives
  recall_fa1k    share of positives found at one false alarm in 1,000 weeks of meters (fa100: 100)
  recall_fa1pct  share of positives found when 1 % of what is normal alarms (fa5pct: 5 %)
  delay_h        median hours from the start to first_seen, of what recall_fa1k finds: when the
                 change could be seen, looking back; --rolling says when an alarm comes
  premature      share of it that was seen more than a day before its start
  kw_rel_err     median relative error of its power
  standing       recall_fa1k of what was there from the first reading on
  at the level   share of positives whose score reaches the level of alarms, false alarms, and
                 the share of them that one customer makes; the level is that of each score
                 (alarm_score, as detect writes it), else one of the model
  top1, top3     share of guilty meters whose score is the highest, one of the three highest, on their feeder
  brier, ece     mean squared error of scores as probabilities; how far they are from what came true

--rolling detects abnormal loads in the first day of readings, the first two, and so on. An
alarm once raised stays until a stated reason takes it back: its load is gone for three days, or
the weather explains it.";

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Simulated {
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
pub(in crate::cli) struct SimulatedGrid {
    /// Number of meters, on feeders of 20 to 60
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(in crate::cli) meters: usize,
    /// Number of days
    #[arg(long, value_name = "D", default_value_t = 28)]
    pub(in crate::cli) days: usize,
    /// Another seed, another grid
    #[arg(long, value_name = "S", default_value_t = crate::session::DEFAULT_SEED)]
    pub(in crate::cli) seed: u64,
    /// Minutes of an interval: 15, 30 or 60
    #[arg(long, value_name = "MIN", default_value_t = 30)]
    pub(in crate::cli) interval: u32,
    /// First day, in local time
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "2025-11-03", value_parser = day)]
    pub(in crate::cli) start: Day,
    /// Code of the region whose climate, daylight and clocks it has [default: the one with most farms]
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) region: Option<String>,
    /// Folder to write into; made if missing
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,
}
