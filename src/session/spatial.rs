//! Owns spatial statistics of what is shown: values of a metric with the weights of their regions,
//! the results in words, as a table and as metrics of their own that maps and charts can show. Does
//! not compute statistics (see the crate `spatial`).

mod pictures;
mod told;

use super::{CommandError, Session};
use crate::{
    atlas::{Derivation, Metric, MetricId, MetricKind, Period, Record, RegionId, TimeRule},
    geo::Point,
    io::{IoError, Sheet},
    lang::{Lang, Localized, Message, Words},
    provenance::{Interval, Observation, Status},
    units::Unit,
};
use serde::Serialize;
use spatial::{
    Contact, Draws, Focal, Quadrant, SpatialError, Weights, adjusted, certainty, contiguity, cut,
    empirical_bayes, geary, getis_ord, local_moran, moran, nearest, within,
};

/// Which regions are neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Neighbours {
    /// Those that touch.
    Touching(Contact),
    /// So many nearest, by the middles of their boundaries.
    Nearest(usize),
    /// All whose middles are within so many km.
    Within(f64),
}

/// What to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialOptions {
    /// Who is whose neighbour.
    pub neighbours: Neighbours,
    /// Weights are one each; otherwise those of a region add up to one.
    pub is_binary: bool,
    /// Islands are left out before anything is computed; otherwise they count in the mean.
    pub leaves_islands_out: bool,
    /// Random permutations for p-values.
    pub permutations: usize,
    /// Draws of uncertain values within their bounds; none if zero.
    pub draws: usize,
    /// False-discovery rate, 0–1.
    pub rate: f64,
    /// Seed of all that is random.
    pub seed: u64,
}

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told())]
pub enum SpatialFault {
    /// No such metric.
    #[error(transparent)]
    Metric(#[from] CommandError),
    /// Boundaries cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// Nothing can be computed of these values.
    Values {
        /// Id of the metric.
        metric: String,
        /// How many regions have a value.
        count: usize,
        /// Why.
        why: SpatialError,
    },
}

impl SpatialFault {
    /// What the window says of it: no option of the command line, and the metric by its name.
    #[must_use]
    pub fn told_in_window(&self, name: &str) -> Message {
        match self {
            Self::Values { count, why, .. } => {
                let why = match why {
                    SpatialError::NoNeighbours => "spatial-window-no-neighbours".into(),
                    SpatialError::TooFew { .. } => "spatial-window-too-few".into(),
                    other => Self::why(other),
                };
                Message::new("spatial-fault").text("metric", name).count(*count).with("why", why)
            }
            other => other.told(),
        }
    }

    fn why(error: &SpatialError) -> Message {
        match error {
            SpatialError::Constant => "spatial-why-constant".into(),
            SpatialError::NoNeighbours => "spatial-why-no-neighbours".into(),
            SpatialError::TooFew { .. } => "spatial-why-too-few".into(),
            other => Message::Data(other.to_string()),
        }
    }

    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Metric(error) => error.told(),
            Self::Io(error) => error.told(),
            Self::Values { metric, count, why } => {
                Message::new("spatial-fault").text("metric", metric).count(*count).with("why", Self::why(why))
            }
        }
    }
}

/// All results for one metric and year.
#[derive(Clone, Debug, Serialize)]
pub struct SpatialResult {
    /// Id of the metric.
    pub metric: String,
    /// Year.
    pub year: i32,
    /// Regions that count.
    pub n: usize,
    /// Codes of those without neighbours: counted in the mean or left out before.
    pub islands: Vec<String>,
    /// Whether islands were left out before anything was computed.
    pub islands_left_out: bool,
    /// Codes of regions without a value, which are left out.
    pub no_value: Vec<String>,
    /// Directed links between neighbours.
    pub links: usize,
    /// Weakest status of the values.
    pub status: String,
    /// Ids of their sources.
    pub sources: Vec<String>,
    /// Moran's I.
    pub moran: GlobalResult,
    /// Geary's C.
    pub geary: GlobalResult,
    /// False-discovery rate asked for.
    pub false_discovery_rate: f64,
    /// Permutations.
    pub permutations: usize,
    /// Seed.
    pub seed: u64,
    /// Draws made within the bounds.
    pub draws: usize,
    /// Range of Moran's I in the middle 95% of the draws.
    pub moran_of_draws: Option<(f64, f64)>,
    /// Variance between regions beyond chance, of a rate per person; `None` for other metrics.
    pub between_variance: Option<f64>,
    /// Results by region, in the order of the atlas.
    pub regions: Vec<RegionResult>,
    #[serde(skip)]
    ids: Vec<RegionId>,
    #[serde(skip)]
    observed: Vec<Record>,
}

/// A statistic of the whole map.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct GlobalResult {
    /// The statistic.
    pub value: f64,
    /// What it would be without order.
    pub expected: f64,
    /// Variance under normality.
    pub variance_normal: f64,
    /// Variance under randomisation.
    pub variance_random: f64,
    /// Standard score under randomisation.
    pub z_random: f64,
    /// Its two-sided p.
    pub p_random: f64,
    /// Two-sided pseudo p of permutations.
    pub p_permuted: Option<f64>,
}

impl GlobalResult {
    fn of(global: &spatial::Global) -> Self {
        Self {
            value: global.value,
            expected: global.expected,
            variance_normal: global.variance_normal,
            variance_random: global.variance_random,
            z_random: global.z_random(),
            p_random: global.p_random(),
            p_permuted: global.permuted.map(|permuted| permuted.p),
        }
    }
}

/// Results of one region; numbers that are not defined are absent.
#[derive(Clone, Debug, Serialize)]
pub struct RegionResult {
    /// Code.
    pub region: String,
    /// Name in the chosen language.
    pub region_name: String,
    /// Value.
    pub value: f64,
    /// Lower bound, if one is known.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// How the value came to be.
    pub status: String,
    /// Number of neighbours.
    pub neighbours: usize,
    /// Standard score of the value.
    pub z: f64,
    /// Weighted z of the neighbours.
    pub lag: Option<f64>,
    /// Local Moran's I.
    pub local_i: Option<f64>,
    /// HH, LH, LL, HL, or island.
    pub quadrant: &'static str,
    /// Two-sided pseudo p of the local I.
    pub p: Option<f64>,
    /// Smallest false-discovery rate at which it passes.
    pub q: Option<f64>,
    /// The quadrant where it passes at the rate asked for, else `none`, or island.
    pub cluster: &'static str,
    /// Standard score of Gi*.
    pub gi_star_z: Option<f64>,
    /// Its two-sided p.
    pub gi_star_p: Option<f64>,
    /// Standard score of Gi.
    pub gi_z: Option<f64>,
    /// Share of the draws in which it was part of a cluster of its quadrant, 0–1.
    pub sure: Option<f64>,
    /// The rate drawn towards that of all, for rates per person.
    pub smoothed: Option<f64>,
}

impl Session {
    /// Spatial statistics of a metric for a year, of the regions that count and have a value.
    ///
    /// # Errors
    /// The metric is not known, boundaries cannot be read, or the values do not suffice.
    pub fn spatial(
        &self,
        metric: &str,
        year: i32,
        options: &SpatialOptions,
    ) -> Result<SpatialResult, SpatialFault> {
        let atlas = self.atlas();
        let id = atlas.metric_id(metric).ok_or_else(|| CommandError::no_metric(metric.to_owned(), atlas))?;
        let all: Vec<RegionId> = atlas
            .map_regions(true)
            .filter(|&region| self.counts(region) && self.is_in_focus(region))
            .collect();
        let weights = self.weights(&all, options.neighbours)?;
        let records: Vec<Option<Record>> = all.iter().map(|&region| atlas.record(region, id, year)).collect();
        let has_value =
            |at: usize| records[at].as_ref().is_some_and(|record| record.observation.value.is_some());
        let known = weights.only(has_value);
        let mut kept: Vec<usize> = (0..all.len()).filter(|&at| has_value(at)).collect();
        let islands: Vec<usize> = known.islands().into_iter().map(|at| kept[at]).collect();
        let weights = if options.leaves_islands_out {
            kept.retain(|at| !islands.contains(at));
            known.only(|at| known.degree(at) > 0)
        } else {
            known
        };
        let code = |&at: &usize| atlas.region(all[at]).code.clone();
        let fault = |why| SpatialFault::Values { metric: metric.to_owned(), count: kept.len(), why };
        let observed: Vec<Record> = kept.iter().filter_map(|&at| records[at].clone()).collect();
        let values: Vec<f64> = observed.iter().filter_map(|record| record.observation.value).collect();
        let used = if options.is_binary { weights.clone() } else { weights.row_standardised() };
        let (permutations, seed) = (options.permutations, options.seed);
        let i = moran(&values, &used, permutations, seed).map_err(fault)?;
        let c = geary(&values, &used, permutations, seed).map_err(fault)?;
        let local = local_moran(&values, &used, permutations, seed).map_err(fault)?;
        let star = getis_ord(&values, &weights, Focal::Counted).map_err(fault)?;
        let apart = getis_ord(&values, &weights, Focal::LeftOut).map_err(fault)?;
        let p: Vec<f64> = local.areas.iter().map(|area| area.map_or(f64::NAN, |area| area.p)).collect();
        let (passes, q) = (cut(&p, options.rate), adjusted(&p));
        let sure = (options.draws > 0)
            .then(|| {
                let draws = Draws {
                    count: options.draws,
                    permutations: DRAWN_PERMUTATIONS,
                    rate: options.rate,
                    seed,
                };
                certainty(&bounds(&observed), &used, draws)
            })
            .transpose()
            .map_err(fault)?;
        let smoothed = self.smoothed(id, &kept.iter().map(|&at| all[at]).collect::<Vec<_>>(), year);
        let number = |value: f64| value.is_finite().then_some(value);
        let region = |(at, record): (usize, &Record)| {
            let area = local.areas[at];
            let quadrant = area.map_or(ISLAND, |area| area.quadrant.id());
            let is_cluster = passes.is_some_and(|most| p[at] <= most);
            let observation = &record.observation;
            let region = atlas.region(all[kept[at]]);
            RegionResult {
                region: region.code.clone(),
                region_name: region.name.get(self.document().lang).to_owned(),
                value: values[at],
                low: observation.interval.and_then(Interval::low),
                high: observation.interval.and_then(Interval::high),
                status: observation.status.id().to_owned(),
                neighbours: weights.degree(at),
                z: local.z[at],
                lag: area.map(|area| area.lag),
                local_i: area.map(|area| area.value),
                quadrant,
                p: number(p[at]),
                q: number(q[at]),
                cluster: if area.is_none() || is_cluster { quadrant } else { NO_CLUSTER },
                gi_star_z: star[at].map(|score| score.z),
                gi_star_p: star[at].map(|score| score.p),
                gi_z: apart[at].map(|score| score.z),
                sure: sure.as_ref().zip(area).map(|(sure, area)| sure.share(at, area.quadrant)),
                smoothed: smoothed.as_ref().and_then(|smoothed| smoothed.0.get(at).copied()),
            }
        };
        let statuses = observed.iter().map(|record| record.observation.status);
        Ok(SpatialResult {
            metric: metric.to_owned(),
            year,
            n: kept.len(),
            islands: islands.iter().map(code).collect(),
            islands_left_out: options.leaves_islands_out,
            no_value: (0..all.len()).filter(|&at| !has_value(at)).map(|at| code(&at)).collect(),
            links: weights.links(),
            status: Status::of_result(statuses).id().to_owned(),
            sources: sources_of(&observed),
            moran: GlobalResult::of(&i),
            geary: GlobalResult::of(&c),
            false_discovery_rate: options.rate,
            permutations,
            seed,
            draws: sure.as_ref().map_or(0, |sure| sure.count),
            moran_of_draws: sure.as_ref().and_then(|sure| sure.moran_range(OUTSIDE)),
            between_variance: smoothed.as_ref().map(|smoothed| smoothed.1),
            regions: observed.iter().enumerate().map(region).collect(),
            ids: kept.iter().map(|&at| all[at]).collect(),
            observed,
        })
    }

    /// Weights of one between neighbours, in the order of the regions.
    fn weights(&self, regions: &[RegionId], neighbours: Neighbours) -> Result<Weights, IoError> {
        Ok(match neighbours {
            Neighbours::Touching(contact) => contiguity(&self.rings(regions)?, contact),
            Neighbours::Nearest(count) => nearest(&self.middles(regions)?, count),
            Neighbours::Within(km) => within(&self.middles(regions)?, km),
        })
    }

    fn rings(&self, regions: &[RegionId]) -> Result<Vec<Rings>, IoError> {
        let geography = self.geography()?;
        let rings = |&region: &RegionId| -> Rings {
            let features = geography.features_of(region);
            let rings = features.flat_map(|feature| geography.polygons.feature(feature));
            rings.map(|ring| ring.iter().map(|&[lon, lat]| (lon, lat)).collect()).collect()
        };
        Ok(regions.iter().map(rings).collect())
    }

    /// Middles of regions, longitude and latitude in degrees; NaN without a shape.
    pub(super) fn middles(&self, regions: &[RegionId]) -> Result<Vec<(f64, f64)>, IoError> {
        Ok(self.rings(regions)?.iter().map(|rings| middle(rings)).collect())
    }

    /// Smoothed values of a rate of counts per person, and the variance between regions of the bare
    /// rate.
    fn smoothed(&self, metric: MetricId, regions: &[RegionId], year: i32) -> Option<(Vec<f64>, f64)> {
        let atlas = self.atlas();
        let Derivation::Ratio { a, b, factor } = atlas.metric(metric).derivation else { return None };
        if atlas.metric(a).unit.id() != "count" || atlas.metric(b).unit.id() != "people" {
            return None;
        }
        let values = |of| -> Option<Vec<f64>> {
            regions.iter().map(|&region| atlas.record(region, of, year)?.observation.value).collect()
        };
        let smoothed = empirical_bayes(&values(a)?, &values(b)?).ok()?;
        Some((smoothed.rates.iter().map(|rate| rate * factor).collect(), smoothed.between))
    }

    /// Adds standard scores of a result to the atlas as metrics, so that maps and charts show them:
    /// the scores of the values, of their neighbours, and Gi*. Returns their ids in this order.
    pub fn add_spatial_metrics(&mut self, result: &SpatialResult) -> [String; 3] {
        type Score = fn(&RegionResult) -> Option<f64>;
        let atlas = self.atlas();
        let of = atlas.metric_id(&result.metric).map(|id| atlas.metric(id).name.clone()).unwrap_or_default();
        let named = |id| Localized {
            en: Words::new(Lang::En).with(id, &[("metric", &of.en)]),
            ru: Words::new(Lang::Ru).with(id, &[("metric", &of.ru)]),
        };
        let scores: [(&str, Localized, Score); 3] = [
            ("z", named("spatial-metric-z"), |region| Some(region.z)),
            ("lag", named("spatial-metric-lag"), |region| region.lag),
            ("gi_star", named("spatial-metric-gi"), |region| region.gi_star_z),
        ];
        scores.map(|(suffix, name, score)| {
            let id = format!("{}_{suffix}", result.metric);
            let records = result.regions.iter().zip(&result.observed).zip(&result.ids);
            let records = records.filter_map(|((region, observed), &id)| {
                let observation = Observation {
                    value: Some(score(region)?),
                    interval: Some(Interval::UNKNOWN),
                    status: Status::of_result([observed.observation.status]),
                    note: Localized::default(),
                    conflicts: Vec::new(),
                    ..observed.observation.clone()
                };
                Some((id, Record { period: Period::year(result.year), observation }))
            });
            let records = records.collect();
            self.add_shown(&id, name, ("count", 2), records);
            id
        })
    }

    /// Adds a metric about zero with these figures, to be shown.
    pub(super) fn add_shown(
        &mut self,
        id: &str,
        name: Localized,
        (unit, decimals): (&str, usize),
        records: Vec<(RegionId, Record)>,
    ) {
        let metric = Metric {
            id: id.to_owned(),
            name,
            unit: Unit::new(unit),
            kind: MetricKind::Diverging { centre: 0.0 },
            decimals,
            time: TimeRule::Vintage,
            derivation: Derivation::Stored,
            palette: "RdBu".to_owned(),
            description: Localized::default(),
            sources: Vec::new(),
        };
        let atlas = self.atlas_mut();
        // One that is there already shows as it is.
        let Some(number) = atlas.add_metric(metric) else { return };
        for (region, record) in records {
            atlas.add_record(region, number, record);
        }
    }
}

/// Rings of a region, longitudes and latitudes in degrees.
type Rings = Vec<Vec<(f64, f64)>>;

/// Word for a region without neighbours.
const ISLAND: &str = "island";

/// Word for a region that is part of no cluster.
const NO_CLUSTER: &str = "none";

/// Permutations of each draw: with fewer the smallest p that there can be is too large for a
/// correction over a hundred regions.
const DRAWN_PERMUTATIONS: usize = 1999;

/// Share of the draws outside the range that is told.
const OUTSIDE: f64 = 0.05;

/// Ids of the sources of all, each once.
fn sources_of(records: &[Record]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for source in records.iter().flat_map(|record| &record.observation.sources) {
        if !sources.iter().any(|known| **known == **source) {
            sources.push(source.to_string());
        }
    }
    sources
}

/// Bounds of each figure; a side that is not known is the figure itself.
fn bounds(records: &[Record]) -> Vec<(f64, f64)> {
    let of = |record: &Record| {
        let value = record.observation.value.unwrap_or(f64::NAN);
        let (low, high) = record.observation.bounds();
        let or_value = |bound: f64| if bound.is_finite() { bound } else { value };
        (or_value(low), or_value(high))
    };
    records.iter().map(of).collect()
}

/// Middle of an area: of its largest ring, weighed by area on the map in degrees with the cosine of
/// latitude. NaN without a ring.
fn middle(rings: &[Vec<(f64, f64)>]) -> (f64, f64) {
    let doubled = |ring: &[(f64, f64)]| -> (f64, Point) {
        let squeeze = ring.first().map_or(1.0, |&(_, lat)| lat.to_radians().cos());
        let mut sum = (0.0, [0.0, 0.0]);
        // From the first corner, so that far-away coordinates do not cost digits.
        let (lon, lat) = ring.first().copied().unwrap_or((0.0, 0.0));
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (a, b) = ((a.0 - lon, a.1 - lat), (b.0 - lon, b.1 - lat));
            let cross = a.0 * b.1 - b.0 * a.1;
            sum.0 += cross;
            sum.1[0] += cross * (a.0 + b.0) / 3.0;
            sum.1[1] += cross * (a.1 + b.1) / 3.0;
        }
        let [x, y] = sum.1;
        (sum.0.abs() * squeeze, [lon + x / sum.0, lat + y / sum.0])
    };
    let largest = rings.iter().map(|ring| doubled(ring)).filter(|(area, _)| *area > 0.0);
    let largest = largest.max_by(|a, b| a.0.total_cmp(&b.0));
    largest.map_or((f64::NAN, f64::NAN), |(_, [lon, lat])| (lon, lat))
}

/// Columns of the table, in order.
const COLUMNS: [&str; 19] = [
    "region",
    "region_name",
    "value",
    "low",
    "high",
    "status",
    "neighbours",
    "z",
    "lag",
    "local_i",
    "quadrant",
    "p",
    "q",
    "cluster",
    "gi_star_z",
    "gi_star_p",
    "gi_z",
    "sure",
    "smoothed",
];

impl SpatialResult {
    /// Results by region as CSV with a header.
    #[must_use]
    pub fn csv(&self) -> String {
        let row = |r: &RegionResult| {
            vec![
                r.region.as_str().into(),
                r.region_name.as_str().into(),
                Some(r.value).into(),
                r.low.into(),
                r.high.into(),
                r.status.as_str().into(),
                Some(r.neighbours).into(),
                Some(r.z).into(),
                r.lag.into(),
                r.local_i.into(),
                r.quadrant.into(),
                r.p.into(),
                r.q.into(),
                r.cluster.into(),
                r.gi_star_z.into(),
                r.gi_star_p.into(),
                r.gi_z.into(),
                r.sure.into(),
                r.smoothed.into(),
            ]
        };
        let rows = self.regions.iter().map(row).collect();
        Sheet { columns: COLUMNS.map(str::to_owned).into(), rows }.to_csv()
    }

    /// All results as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers always have a form in JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Regions that are part of a cluster at the false-discovery rate asked for.
    fn clusters(&self) -> impl Iterator<Item = &RegionResult> {
        let kinds = Quadrant::ALL.map(Quadrant::id);
        self.regions.iter().filter(move |region| kinds.contains(&region.cluster))
    }
}

#[cfg(test)]
mod fault_tests {
    use super::*;
    use crate::lang::{Lang, Words};

    #[test]
    fn the_window_names_no_option_of_the_command_line() {
        for why in [SpatialError::TooFew { found: 1, needed: 4 }, SpatialError::NoNeighbours] {
            let fault = SpatialFault::Values { metric: "farms".into(), count: 1, why };
            for lang in Lang::ALL {
                let words = Words::new(lang);
                let said = fault.told_in_window("Farms detected").say(&words);
                assert!(said.starts_with("Farms detected: ") && !said.contains("--"), "{said}");
                assert!(fault.told().say(&words).contains("--"), "the command line does");
            }
        }
    }
}
