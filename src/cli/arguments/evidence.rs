//! Owns what is asked about detections once they are there: reviews of them, counts of them. Does not act
//! on it.

use super::values::{at_least_one, page, picture_path, positive, two_trials, utc_offset_s};
use crate::figure::PageSize;
use clap::{Args, Subcommand, ValueEnum};
use review::counts::Trial;
use std::path::PathBuf;

pub(super) const REVIEW: &str = "\
Examples:
  hashatlas review next detections.parquet --order teaching -n 5
  hashatlas review next detections.parquet --of RU-IRK --order target --target 10
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
    /// File of reviews; made with the first one [default: that of the project, else reviews.redb]
    #[arg(long, global = true, value_name = "FILE")]
    pub(in crate::cli) reviews: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReviewTask {
    /// All detections with what was said of them, as CSV
    List {
        /// Detections: CSV or Parquet, or a project
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// File to write; stdout if none
        #[arg(short, long, value_name = "FILE.csv")]
        output: Option<PathBuf>,
    },
    /// What to review next, as CSV
    Next {
        /// Detections: CSV or Parquet, or a project
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// What comes first
        #[arg(long, value_enum, default_value_t = QueueOrder::Teaching)]
        order: QueueOrder,
        /// Only those of this region, as the file names it
        #[arg(long, value_name = "REGION")]
        of: Option<String>,
        /// How many [default: 10; with --order target all that are missing]
        #[arg(short = 'n', long, value_name = "N", value_parser = at_least_one())]
        most: Option<usize>,
        /// With --order target: half the interval of the count, in percent of the detections
        #[arg(long, value_name = "PERCENT", default_value_t = 10.0, value_parser = positive)]
        target: f64,
        /// With --order drawn or target: another seed, another draw
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// How often detections of like scores were confirmed, beside what their scores say, as CSV
    Calibration {
        /// Detections: CSV or Parquet, or a project
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// Seed of the draw: that of review next
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Say what a detection is
    Mark {
        /// Detections: CSV or Parquet, or a project
        #[arg(value_name = "DETECTIONS")]
        file: PathBuf,
        /// Id of the detection, of its meter or of its feeder
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
    /// At random, as many of each band of scores as the count lacks for --target
    Target,
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
    /// Detections: CSV, Parquet or GeoJSON points, or a project
    #[arg(value_name = "DETECTIONS")]
    pub(in crate::cli) file: PathBuf,
    /// What counts are of
    #[arg(long, value_enum, default_value_t = By::Region)]
    pub(in crate::cli) by: By,
    /// File of reviews [default: that of the project]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) reviews: Option<PathBuf>,
    /// How reviewers did on cases whose truth is known: true ones confirmed of all true, false ones rejected of all
    /// false, such as 38/40,57/60 [default: they are taken at their word]
    #[arg(long, value_name = "A/B,C/D", value_parser = two_trials, requires = "reviews")]
    pub(in crate::cli) reviewers: Option<(Trial, Trial)>,
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

pub(super) const DOSSIER: &str = "\
Examples:
  hashatlas dossier detections.parquet D000017 --readings grid/ -o dossier.pdf
  hashatlas dossier detections.parquet m000123 --lang ru -o dossier.svg

One page for whoever goes there: the load with the part that was detected, the week before and since, how long \
which load lasted, the reasons with their weight, and the score as a frequency. Of readings in Parquet only the row \
groups that can have the meter are read. ID is a detection_id, or a meter_id or feeder_id with one detection.";

/// What one detection shows.
#[derive(Args, Debug)]
pub(in crate::cli) struct DossierArguments {
    /// Detections: CSV or Parquet, or a project
    #[arg(value_name = "DETECTIONS")]
    pub(in crate::cli) file: PathBuf,
    /// Id of the detection, of its meter or of its feeder
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
    /// Readings of its meter among others [default: those of the project, else the energy by day that the file has]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) readings: Option<PathBuf>,
    /// How --readings are to be read where they are of no known form, as detect reads them: what describe wrote
    #[arg(long, value_name = "FILE.json", requires = "readings")]
    pub(in crate::cli) description: Option<PathBuf>,
    /// File of reviews: what was said of it is told, too [default: that of the project]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) reviews: Option<PathBuf>,
    /// Register of legal miners: what it says is told, too [default: that of the project]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) register: Option<PathBuf>,
    /// Sessions that traffic found: they are a reason of their own [default: those of the project]
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) traffic: Option<PathBuf>,
    /// Local time there, such as +8 or +05:30 [default: as described, else that of its region]
    #[arg(long, value_name = "HOURS", value_parser = utc_offset_s, allow_hyphen_values = true)]
    pub(in crate::cli) utc_offset: Option<i32>,
    /// Page: a4, web, square …, or width and height in pixels
    #[arg(long, value_parser = page, default_value = "a4", value_name = "SIZE")]
    pub(in crate::cli) size: PageSize,
    /// File to write; SVG on stdout if none
    #[arg(short, long, value_name = "FILE.pdf|.svg|.png", value_parser = picture_path)]
    pub(in crate::cli) output: Option<PathBuf>,
}

pub(super) const TRAFFIC: &str = "\
Examples:
  hashatlas traffic conn.log ssl.log dns.log -o sessions.csv
  hashatlas traffic flows.csv --zone Asia/Irkutsk --subscribers leases.csv -o sessions.csv
  hashatlas traffic eve.json --subscribers leases.csv --detections d.parquet --moved scores.csv -o sessions.csv

Reads logs of Zeek (conn, ssl, dns; TSV or JSON), EVE JSON of Suricata, CSV of nfdump, and captures (pcap, pcapng). \
Finds Stratum by its methods, pools by their names in TLS and DNS, and the rhythm of a miner's line. Subscribers have \
the columns ip, from, to (times with their zone) and meter_id. With --moved, scores of detections move by a bounded step \
in log odds; docs/traffic.md says by how much, and what of this is personal data.";

/// Mining in internet traffic.
#[derive(Args, Debug)]
pub(in crate::cli) struct TrafficArguments {
    /// Logs and captures
    #[arg(required = true, value_name = "FILES")]
    pub(in crate::cli) logs: Vec<PathBuf>,
    /// Zone of times that say none, such as +08:00 or Asia/Irkutsk; nfdump needs it
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    pub(in crate::cli) zone: Option<String>,
    /// Which meter had which address when
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) subscribers: Option<PathBuf>,
    /// Names of pools in place of those that ship: CSV with domain and pool
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) pools: Option<PathBuf>,
    /// Scores of --detections with what traffic adds, as CSV
    #[arg(long, value_name = "FILE.csv", requires = "subscribers")]
    pub(in crate::cli) moved: Option<PathBuf>,
    /// Sessions to write, as CSV; stdout if none
    #[arg(short, long, value_name = "FILE.csv")]
    pub(in crate::cli) output: Option<PathBuf>,
}

pub(super) const PROJECT: &str = "\
Examples:
  hashatlas project case/project.hashatlas --accept

Lists the files of a project and how each stands: same, changed since it was saved, moved (found under its name in the \
folder of the project, with the same content), gone. With --accept the project takes them as they are now.";

/// Files of a project.
#[derive(Args, Debug)]
pub(in crate::cli) struct ProjectArguments {
    /// The project
    #[arg(value_name = "FILE.hashatlas")]
    pub(in crate::cli) file: PathBuf,
    /// Take files as they are now: new content, new places; what is gone stays in the project, and is told
    #[arg(long)]
    pub(in crate::cli) accept: bool,
}

/// A project that begins.
#[derive(Args, Debug)]
pub(in crate::cli) struct NewArguments {
    /// Folder of the project; made if missing
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
    /// Atlas folder that it opens
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) with_atlas: Option<PathBuf>,
    /// Boundaries that it opens
    #[arg(long, value_name = "FILE.geojson")]
    pub(in crate::cli) with_boundaries: Option<PathBuf>,
    /// Detections that it opens
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) with_detections: Option<PathBuf>,
    /// Readings of the meters detected in
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) readings: Option<PathBuf>,
    /// Register of legal miners
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) register: Option<PathBuf>,
    /// Sessions that traffic found
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) traffic: Option<PathBuf>,
}

pub(super) const REGISTER: &str = "\
Examples:
  hashatlas register detections.parquet --register register.xlsx --meters grid/ -o matched.csv

A register is CSV or a workbook with any of operator, inn, meter_id, lon, lat, kw, since, until, or what these are called \
in Russian. The same meter_id is the same meter; \
where one of the two has none, an entry within 300 m and a threefold of the power is taken, with a doubt between 0 and 1. \
Shares of each region go to stderr, with 95 % intervals (Wilson). Two registers may be given; where they disagree \
the detection is unknown. ban names the bans of the atlas that held in the region while the load was there; \
most_kwh_month is the largest energy of 30 days, and over_household_limit says whether that is more than the law allows \
a home.";

/// Detections and registers.
#[derive(Args, Debug)]
pub(in crate::cli) struct RegisterArguments {
    /// Detections: CSV or Parquet, or a project
    #[arg(value_name = "DETECTIONS")]
    pub(in crate::cli) file: PathBuf,
    /// Register of legal miners; may be given several times [default: that of the project]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) register: Vec<PathBuf>,
    /// Table of meters, to tell homes from businesses
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) meters: Option<PathBuf>,
    /// Metric of the atlas to print beside the shares, by its id
    #[arg(long, value_name = "METRIC")]
    pub(in crate::cli) beside: Option<String>,
    /// Table to write; stdout if none
    #[arg(short, long, value_name = "FILE.csv")]
    pub(in crate::cli) output: Option<PathBuf>,
}
