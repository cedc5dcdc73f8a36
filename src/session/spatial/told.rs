//! Owns what is said of spatial statistics. Does not compute them.

use super::{GlobalResult, RegionResult, SpatialResult};
use crate::{
    lang::Words,
    session::Session,
    units::{DASH, number},
};
use std::fmt::Write;

/// Probability up to which single regions are named that no correction stands behind.
pub(super) const NAMED: f64 = 0.05;

impl Session {
    /// The period that most figures of a result are of, in words: a year can be answered by another one.
    pub(super) fn spatial_period(&self, result: &SpatialResult, words: &Words) -> String {
        let atlas = self.atlas();
        let record = |region: &RegionResult| {
            let (region, metric) = (atlas.region_id(&region.region)?, atlas.metric_id(&result.metric)?);
            atlas.record(region, metric, result.year)
        };
        let records: Vec<_> = result.regions.iter().filter_map(record).collect();
        Self::common_period(&records, words)
    }

    /// A result in words, line by line.
    #[must_use]
    pub fn spatial_text(&self, result: &SpatialResult) -> String {
        let words = self.words();
        let atlas = self.atlas();
        let lang = words.lang();
        let metric =
            atlas.metric_id(&result.metric).map(|id| atlas.metric(id).name.get(lang)).unwrap_or_default();
        let names = |codes: &[String]| -> String {
            let known = codes.iter().filter_map(|code| atlas.region_id(code));
            known.map(|id| atlas.region(id).short.get(lang)).collect::<Vec<_>>().join(", ")
        };
        let count = |n: usize| n.to_string();
        let mut text = String::new();
        let mut line = |said: String| {
            text.push_str(&said);
            text.push('\n');
        };
        line(words.plural(
            "spatial-head",
            result.n as f64,
            &[
                ("metric", metric),
                ("year", &self.spatial_period(result, &words)),
                ("count", &count(result.n)),
            ],
        ));
        if !result.no_value.is_empty() {
            let (n, names) = (count(result.no_value.len()), names(&result.no_value));
            line(words.with("spatial-no-value", &[("count", &n), ("names", &names)]));
        }
        if !result.islands.is_empty() {
            let id =
                if result.islands_left_out { "spatial-islands-left-out" } else { "spatial-islands-counted" };
            line(words.plural(id, result.islands.len() as f64, &[("names", &names(&result.islands))]));
        }
        let status = words.get(&format!("status-{}", result.status));
        let sources = self.names_of_sources(&result.sources, &words);
        line(words.with("spatial-status", &[("status", &status), ("sources", &sources)]));
        line(String::new());
        line(global("spatial-moran", &result.moran, &words));
        line(global("spatial-geary", &result.geary, &words));
        line(words.with("spatial-permutations", &[("count", &count(result.permutations))]));
        line(String::new());
        let rate = number(result.false_discovery_rate * 100.0, 0, lang);
        let clusters: Vec<&RegionResult> = result.clusters().collect();
        if clusters.is_empty() {
            line(words.with("spatial-no-cluster", &[("rate", &rate)]));
        } else {
            line(words.with("spatial-clusters", &[("rate", &rate)]));
            for region in clusters {
                line(told(region, &words));
            }
        }
        let mut single: Vec<&RegionResult> = result
            .regions
            .iter()
            .filter(|region| region.cluster == super::NO_CLUSTER && region.p.is_some_and(|p| p <= NAMED))
            .collect();
        single.sort_by(|a, b| a.p.unwrap_or(1.0).total_cmp(&b.p.unwrap_or(1.0)));
        if !single.is_empty() {
            line(words.get("spatial-single"));
            for region in single {
                line(told(region, &words));
            }
        }
        if let Some((low, high)) = result.moran_of_draws {
            let range = format!("{}{DASH}{}", number(low, 3, lang), number(high, 3, lang));
            line(String::new());
            line(words.with("spatial-draws", &[("count", &count(result.draws)), ("range", &range)]));
        }
        if result.between_variance == Some(0.0) {
            line(words.get("spatial-no-variance"));
        }
        text
    }
}

pub(super) fn global(id: &str, global: &GlobalResult, words: &Words) -> String {
    let lang = words.lang();
    let p = global.p_permuted.unwrap_or(global.p_random);
    words.with(
        id,
        &[
            ("value", &*number(global.value, 4, lang)),
            ("expected", &*number(global.expected, 4, lang)),
            ("z", &*number(global.z_random, 2, lang)),
            ("p", &*number(p, 4, lang)),
        ],
    )
}

/// "  Altai Republic: low among low, p 0.0068, q 0.27".
fn told(region: &RegionResult, words: &Words) -> String {
    let lang = words.lang();
    let quadrant = match region.quadrant {
        "HH" => "spatial-hh",
        "LH" => "spatial-lh",
        "LL" => "spatial-ll",
        _ => "spatial-hl",
    };
    let shown = |value: Option<f64>| value.map_or_else(|| DASH.to_string(), |value| number(value, 4, lang));
    let mut text = format!(
        "  {}: {}, p {}, q {}",
        region.region_name,
        words.get(quadrant),
        shown(region.p),
        shown(region.q)
    );
    if let Some(sure) = region.sure {
        let percent = number(sure * 100.0, 0, lang);
        // Writing to a string does not fail.
        let _ = write!(text, "; {}", words.with("spatial-sure", &[("share", &percent)]));
    }
    text
}
