//! Owns what is asked about detections once they are there: reviews of them, counts of them. Does not act
//! on it.

use super::values::{at_least_one, positive};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) const REVIEW: &str = "\
Examples:
  hashatlas review next detections.parquet --order teaching -n 5
  hashatlas review mark detections.parquet D000017 confirmed --note \"rig in the garage\" --author olga
  hashatlas review list detections.parquet -o reviewed.csv
  hashatlas review export -o reviews.csv

Reviews lie in a crash-safe file of their own (--reviews) and survive detecting anew: the same meter and kind, \
at an overlapping time or starting at most two weeks apart, is the same case. Two people may review at once: \
whoever comes second waits a moment, both reviews are kept, and `list` names the cases on which they disagree.";

/// Reviews of detections.
#[derive(Args, Debug)]
pub(in crate::cli) struct ReviewArguments {
    /// What to do
    #[command(subcommand)]
    pub(in crate::cli) what: ReviewTask,
    /// File of reviews; made with the first one
    #[arg(long, global = true, value_name = "FILE", default_value = "reviews.redb")]
    pub(in crate::cli) reviews: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReviewTask {
    /// All detections with what was said of them, as CSV
    List {
        /// Detections: CSV or Parquet
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.csv")]
        output: Option<PathBuf>,
    },
    /// What to review next, as CSV
    Next {
        /// Detections: CSV or Parquet
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// What comes first
        #[arg(long, value_enum, default_value_t = QueueOrder::Teaching)]
        order: QueueOrder,
        /// Only those of this region, as the file names it
        #[arg(long, value_name = "REGION")]
        of: Option<String>,
        /// How many
        #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = at_least_one())]
        most: usize,
        /// With --order drawn: another seed, another draw
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Say what a detection is
    Mark {
        /// Detections: CSV or Parquet
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// Its detection_id, meter_id or feeder_id
        #[arg(value_name = "ID")]
        id: String,
        /// What it is
        #[arg(value_enum)]
        verdict: VerdictWord,
        /// Why
        #[arg(long, default_value = "", hide_default_value = true)]
        note: String,
        /// Who says so [default: the user's name on this machine]
        #[arg(long, value_name = "NAME")]
        author: Option<String>,
    },
    /// Take back the last review
    Undo {
        /// Whose; anybody's if none
        #[arg(long, value_name = "NAME")]
        author: Option<String>,
    },
    /// Take in reviews from CSV; what is known already is not taken twice
    Import {
        /// As written by export
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Write all reviews as CSV
    Export {
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.csv")]
        output: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum QueueOrder {
    /// The highest score
    Score,
    /// The most power
    Kw,
    /// Region by region
    Region,
    /// What teaches most: in doubt, and unlike what was reviewed
    Teaching,
    /// At random, so that the reviews may be counted by aggregate
    Drawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VerdictWord {
    /// It is what the detector says
    Confirmed,
    /// It is something else
    Rejected,
    /// Looking at it did not tell
    Unclear,
}

pub(super) const AGGREGATE: &str = "\
Examples:
  hashatlas aggregate detections.parquet --by region,year -o counts/
  hashatlas aggregate detections.parquet --by region,year --reviews reviews.redb --coverage coverage.csv -o counts/
  hashatlas map --atlas counts --metric detected_true -o map.svg

Writes an atlas (a data package) with the regions of the one that is open. Its metrics:
  detected        rows of the file, by the end of each year
  detected_true   with --reviews: how many of them are true, from reviews drawn at random (review next --order drawn)
  present         with --coverage: corrected for false alarms and for what the detector misses
  watched         with --coverage: meters watched
The table of coverage has the columns year, region, watched, detector, positives and found (meters known to mine, \
and how many of them it told), normal and quiet (those known not to, and how many it left alone). With two years of \
it, growth.csv splits growth into real change, coverage and detector.";

/// Counts of detections as an atlas.
#[derive(Args, Debug)]
pub(in crate::cli) struct Aggregate {
    /// Detections: CSV, Parquet or GeoJSON points
    #[arg(value_name = "DETECTIONS")]
    pub(in crate::cli) file: PathBuf,
    /// What counts are of
    #[arg(long, value_enum, default_value_t = By::Region)]
    pub(in crate::cli) by: By,
    /// File of reviews
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) reviews: Option<PathBuf>,
    /// Seed of the draw: that of review next
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Meters watched by year, and what is known of the detector's errors
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) coverage: Option<PathBuf>,
    /// Say how many reviews are missing until half the interval is at most so many percent of the detections
    #[arg(long, value_name = "PERCENT", default_value_t = 10.0, value_parser = positive)]
    pub(in crate::cli) target: f64,
    /// Folder to write into; made if missing
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// Regions, districts and the country, year by year
    #[value(name = "region,year", alias = "region")]
    Region,
    /// Districts and the country, year by year
    #[value(name = "district,year", alias = "district")]
    District,
}
