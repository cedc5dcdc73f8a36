//! Owns what is asked of spatial statistics and plans. Does not act on it.

use super::values::{at_least_one, picture_path, year};
use crate::session::PlanPicture;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const SPATIAL: &str = "\
Examples:
  hashatlas spatial household_tariff
  hashatlas spatial farms_per_100k --format csv -o lisa.csv
  hashatlas spatial farms --show-estimates --draws 499        how sure is a cluster?
  hashatlas spatial household_tariff --map hotspots.svg --scatter moran.svg

p-values are two-sided, about twice those that esda reports. Regions without neighbours count in the mean and have no result of their own;
regions without a value are left out, and both are told.";

pub(super) const PLAN: &str = "\
Examples:
  hashatlas plan                                   500 MW more: where can they go?
  hashatlas plan --print-scenario -o more.json     the scenario of that, to edit
  hashatlas plan more.json --format csv -o plan.csv
  hashatlas plan more.json --brief brief.pdf --flows flows.svg --maps maps.png

In a scenario: target (new_mw, times, moved, budget_bn_rub), remove (nothing, banned, deficit, regions),
to, limits, receivers_at_most, goal (cost, reserve), date, prices and machines. What is not said takes
the value that --print-scenario shows. Exit status 1 if it cannot be done.";

#[derive(Args, Debug)]
pub(in crate::cli) struct PlanArguments {
    /// Scenario; 500 MW more if none
    #[arg(value_name = "FILE.json")]
    pub(in crate::cli) scenario: Option<PathBuf>,
    /// Write the scenario itself, with all that it leaves unsaid
    #[arg(long)]
    pub(in crate::cli) print_scenario: bool,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(in crate::cli) format: ResultFormat,
    /// File to write; stdout if none
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Map to write of free power before
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) map_before: Option<PathBuf>,
    /// Map to write of free power afterwards, in the same colours
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) map_after: Option<PathBuf>,
    /// Both maps side by side
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) maps: Option<PathBuf>,
    /// Map to write of what is placed, with arrows from where mining leaves
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) flows: Option<PathBuf>,
    /// Free power step by step, from capacity to what is left
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) waterfall: Option<PathBuf>,
    /// What the profit depends on
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) tornado: Option<PathBuf>,
    /// All of it on one sheet of A4
    #[arg(long, value_name = "FILE.pdf|.svg|.png", value_parser = picture_path)]
    pub(in crate::cli) brief: Option<PathBuf>,
}

impl PlanArguments {
    /// Pictures that are asked for, by the option that names their file.
    pub(in crate::cli) fn pictures(&self) -> [(&'static str, PlanPicture, &Option<PathBuf>); 5] {
        [
            ("--maps", PlanPicture::Maps, &self.maps),
            ("--flows", PlanPicture::Flows, &self.flows),
            ("--waterfall", PlanPicture::Waterfall, &self.waterfall),
            ("--tornado", PlanPicture::Tornado, &self.tornado),
            ("--brief", PlanPicture::Brief, &self.brief),
        ]
    }
}

#[derive(Args, Debug)]
pub(in crate::cli) struct SpatialArguments {
    /// Id of the metric
    #[arg(value_name = "METRIC")]
    pub(in crate::cli) metric: String,
    /// Year [default: the one that the atlas shows first]
    #[arg(long, value_parser = year())]
    pub(in crate::cli) year: Option<i32>,
    /// Code of a region, district or group to close in on
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) region: Option<String>,
    /// Neighbours have a common side; a common corner is not enough
    #[arg(long, group = "who")]
    pub(in crate::cli) rook: bool,
    /// Neighbours are the N nearest, by the middles of regions
    #[arg(long, group = "who", value_name = "N", value_parser = at_least_one())]
    pub(in crate::cli) nearest: Option<usize>,
    /// Neighbours are all whose middles are within KM kilometres
    #[arg(long, group = "who", value_name = "KM", value_parser = distance)]
    pub(in crate::cli) within: Option<f64>,
    /// Each neighbour weighs one; otherwise those of a region weigh one together
    #[arg(long)]
    pub(in crate::cli) binary: bool,
    /// Leave regions without neighbours out before anything is computed
    #[arg(long)]
    pub(in crate::cli) without_islands: bool,
    /// Random permutations
    #[arg(long, default_value_t = 9999, value_name = "N", value_parser = count())]
    pub(in crate::cli) permutations: usize,
    /// Draws of the values within their bounds: how sure is a cluster?
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = draws())]
    pub(in crate::cli) draws: usize,
    /// False-discovery rate of clusters, 0 to 1
    #[arg(long, default_value_t = 0.05, value_name = "RATE", value_parser = rate)]
    pub(in crate::cli) fdr: f64,
    /// Seed of permutations and draws
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(in crate::cli) seed: u64,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(in crate::cli) format: ResultFormat,
    /// File to write; stdout if none
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Map to write of where high and low values gather (Gi*)
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) map: Option<PathBuf>,
    /// Map to write of local clusters (local Moran)
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) clusters: Option<PathBuf>,
    /// Moran scatter to write: each region against its neighbours
    #[arg(long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) scatter: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ResultFormat {
    /// Words
    Text,
    /// A row for every region
    Csv,
    /// Everything
    Json,
}

/// Permutations: fewer say nothing, more than a million no figure can use.
fn count() -> clap::builder::RangedU64ValueParser<usize> {
    clap::builder::RangedU64ValueParser::new().range(19..=1_000_000)
}

fn draws() -> clap::builder::RangedU64ValueParser<usize> {
    clap::builder::RangedU64ValueParser::new().range(0..=100_000)
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate: &f64| *rate > 0.0 && *rate < 1.0);
    rate.ok_or_else(|| "give a number between 0 and 1, such as 0.05".to_owned())
}

fn distance(text: &str) -> Result<f64, String> {
    let km = text.parse().ok().filter(|km: &f64| *km > 0.0 && km.is_finite());
    km.ok_or_else(|| "give kilometres above 0, such as 800".to_owned())
}
