//! Owns the tables of an atlas that hold figures: sources, regions, metrics, observations. Does
//! not know laws nor shapes.

use crate::{
    atlas::{
        Atlas, Derivation, Level, Metric, MetricId, MetricKind, Period, Record, Region, RegionAlias,
        RegionId, Standing, TimeRule,
    },
    lang::{Localized, Message},
    problem::{IoError, Problem, Problems, Severity, excerpt},
    provenance::{Interval, Observation, Source, Status},
    table::{Row, read_rows},
    units::Unit,
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

pub(super) fn read_sources(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(path, bytes, &["id"], problems, |row, _| {
        let id: Arc<str> = row.required("id")?.into();
        // One column serves both languages where a table has no `_en` and `_ru`.
        let localized = |stem: &str| {
            let both = row.localized(stem);
            if both.is_empty() { Localized::same(row.text(stem)) } else { both }
        };
        let source = Source {
            id: Arc::clone(&id),
            title: localized("title"),
            publisher: localized("publisher"),
            date: row.text("date").to_owned(),
            url: row.text("url").to_owned(),
            licence: row.text("licence").to_owned(),
            note: localized("note"),
        };
        if source.title.is_empty() {
            return Err(row.wrong("title_en", "expected-title"));
        }
        if atlas.sources.insert(id, source).is_some() {
            return Err(row.wrong("id", "expected-unique-id"));
        }
        Ok(())
    })
}

/// Words for the standing of a territory; a slip must not count a disputed one in.
const STANDINGS: &[(&str, Standing)] =
    &[("undisputed", Standing::Undisputed), ("", Standing::Undisputed), ("disputed", Standing::Disputed)];

/// Seconds that a cell `UTC+8` or `UTC+5:30` is ahead of UTC.
fn utc_offset_s(row: &Row<'_>) -> Result<Option<i32>, Problem> {
    let text = row.text("timezone");
    if text.is_empty() {
        return Ok(None);
    }
    let parsed = text.strip_prefix("UTC").and_then(|rest| {
        let (sign, rest) = match rest.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
        let hours = hours.parse::<u8>().ok().filter(|hours| *hours <= 14)?;
        let minutes = minutes.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
        Some(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60))
    });
    parsed.map(Some).ok_or_else(|| row.wrong("timezone", "expected-utc-offset"))
}

/// What the names of regions are, beside those of their table.
const NAME_KINDS: &[(&str, bool)] =
    &[("name", false), ("number", true), ("okato", true), ("oktmo", true), ("fias", true), ("code", true)];

pub(super) fn read_names(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(path, bytes, &["region", "name", "kind"], problems, |row, _| {
        let region = |code: &str, column| {
            atlas.region_id(code).ok_or_else(|| row.wrong(column, "expected-region-code"))
        };
        let alias = RegionAlias {
            region: region(row.required("region")?, "region")?,
            text: row.required("name")?.to_owned(),
            is_code: row.word("kind", NAME_KINDS)?,
            also: row.ids("also").iter().map(|code| region(code, "also")).collect::<Result<_, _>>()?,
        };
        atlas.aliases.push(alias);
        Ok(())
    })
}

pub(super) fn read_regions(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    // Parents and members may stand below: kept as codes until all regions are known.
    let mut links: Vec<(RegionId, String, Vec<String>, Problem, Problem)> = Vec::new();
    let mut called: HashMap<String, RegionId> = HashMap::new();
    read_rows(path, bytes, &["code", "level", "name_en"], problems, |row, problems| {
        let name = row.localized("name");
        let short = row.localized("short");
        // A region counts even where nobody knows its clocks.
        let utc_offset_s = utc_offset_s(row).unwrap_or_else(|problem| {
            problems.add(problem);
            None
        });
        let region = Region {
            code: row.required("code")?.to_owned(),
            level: row.word("level", &Level::WORDS)?,
            parent: None,
            short: if short.is_empty() { name.clone() } else { short },
            name,
            standing: row.word("standing", STANDINGS)?,
            members: Vec::new(),
            note: row.localized("note"),
            capital: row.number("capital_lon")?.zip(row.number("capital_lat")?).map(<[f64; 2]>::from),
            utc_offset_s,
        };
        let (level, names) = (region.level, [region.name.en.to_lowercase(), region.name.ru.to_lowercase()]);
        let id = atlas.add_region(region).ok_or_else(|| row.wrong("code", "expected-unique-code"))?;
        // Districts of one name are many, and are told apart where they are asked for.
        if level == Level::Region {
            for (name, column) in
                names.into_iter().zip(["name_en", "name_ru"]).filter(|(name, _)| !name.is_empty())
            {
                if let Some(other) = called.insert(name, id).filter(|other| *other != id) {
                    let found = Message::new("found-name-of-region")
                        .with("name", excerpt(row.text(column)))
                        .text("code", &atlas.region(other).code);
                    problems.add(Problem { found, ..row.remark(column, "expected-own-name") });
                }
            }
        }
        let members = row.ids("members").iter().map(ToString::to_string).collect();
        let complaints =
            (row.wrong("parent", "expected-region-code"), row.wrong("members", "expected-region-codes"));
        links.push((id, row.text("parent").to_owned(), members, complaints.0, complaints.1));
        Ok(())
    })?;
    for (id, parent, members, wrong_parent, wrong_members) in links {
        if !parent.is_empty() {
            match atlas.region_id(&parent) {
                Some(parent) if !atlas.is_within(parent, id) => {
                    atlas.regions[id.0 as usize].parent = Some(parent);
                }
                _ => problems.add(wrong_parent),
            }
        }
        let known: Vec<RegionId> = members.iter().filter_map(|code| atlas.region_id(code)).collect();
        if known.len() < members.len() {
            problems.add(wrong_members);
        }
        atlas.regions[id.0 as usize].members = known;
    }
    if atlas.region_ids().filter(|&id| atlas.region(id).level == Level::Country).count() > 1 {
        return Err(IoError::unusable(path, None, "expected-one-country", "found-several"));
    }
    Ok(())
}

pub(super) fn read_metrics(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    // Operands may stand below: a first pass gives every metric its number.
    let mut ids: Vec<String> = Vec::new();
    read_rows(path, bytes, &["id", "name_en", "unit", "kind"], &mut Problems::default(), |row, _| {
        if parse_metric(row, &|_| Some(MetricId(0)), Vec::new()).is_ok()
            && !ids.iter().any(|id| id == row.text("id"))
        {
            ids.push(row.text("id").to_owned());
        }
        Ok(())
    })?;
    let number = |id: &str| ids.iter().position(|known| known == id).map(|at| MetricId(at as u32));
    let mut complaints: Vec<Problem> = Vec::new();
    read_rows(path, bytes, &["id", "name_en", "unit", "kind"], problems, |row, problems| {
        let sources = known_sources(row, "sources", atlas, problems);
        let metric = match parse_metric(row, &number, sources.clone()) {
            // An unknown operand leaves the metric with its stored figures.
            Err(problem) if matches!(problem.column.as_deref(), Some("of_a" | "of_b")) => {
                problems.add(problem);
                Metric {
                    derivation: Derivation::Stored,
                    ..parse_metric(row, &|_| Some(MetricId(0)), sources)?
                }
            }
            other => other?,
        };
        atlas.add_metric(metric).ok_or_else(|| row.wrong("id", "expected-unique-id"))?;
        complaints.push(row.wrong("of_a", "expected-acyclic-metric"));
        Ok(())
    })?;
    for circular in circular_metrics(atlas) {
        atlas.metrics[circular].derivation = Derivation::Stored;
        problems.add(complaints[circular].clone());
    }
    Ok(())
}

/// How many metrics may follow from each other in a row: every figure is computed anew, and the
/// work doubles with each.
const LONGEST_CHAIN: usize = 8;

/// Metrics whose operands lead back to themselves, or through too long a chain.
fn circular_metrics(atlas: &Atlas) -> Vec<usize> {
    let mut settled = vec![false; atlas.metrics.len()];
    for _ in 0..=LONGEST_CHAIN {
        let ready = |metric: &Metric| metric.derivation.operands().all(|MetricId(at)| settled[at as usize]);
        let next: Vec<usize> =
            (0..settled.len()).filter(|&at| !settled[at] && ready(&atlas.metrics[at])).collect();
        for at in next {
            settled[at] = true;
        }
    }
    (0..settled.len()).filter(|&at| !settled[at]).collect()
}

fn parse_metric(
    row: &Row<'_>,
    number: &dyn Fn(&str) -> Option<MetricId>,
    sources: Vec<Arc<str>>,
) -> Result<Metric, Problem> {
    #[derive(Clone, Copy)]
    enum Kind {
        Sequential,
        Diverging,
        Categorical,
    }
    let words = [
        ("sequential", Kind::Sequential),
        ("diverging", Kind::Diverging),
        ("categorical", Kind::Categorical),
    ];
    let kind = match row.word("kind", &words)? {
        Kind::Sequential => MetricKind::Sequential,
        Kind::Diverging => MetricKind::Diverging { centre: row.number("centre")?.unwrap_or(0.0) },
        Kind::Categorical => MetricKind::Categorical,
    };
    let time = match row.text("time") {
        "" => TimeRule::Yearly,
        _ => row.word("time", &[("yearly", TimeRule::Yearly), ("vintage", TimeRule::Vintage)])?,
    };
    let given = row.number("decimals")?;
    let decimals = given.unwrap_or(0.0);
    // More places than a double holds would be noise.
    if !(0.0..=15.0).contains(&decimals) {
        return Err(row.wrong("decimals", "expected-decimals"));
    }
    Ok(Metric {
        id: row.required("id")?.to_owned(),
        name: row.localized("name"),
        unit: Unit::new(row.text("unit")),
        kind,
        decimals: if given.is_some() { decimals as usize } else { Metric::DECIMALS_OF_VALUES },
        time,
        derivation: parse_derivation(row, number)?,
        palette: row.text("palette").to_owned(),
        description: row.localized("description"),
        sources,
    })
}

fn parse_derivation(row: &Row<'_>, number: &dyn Fn(&str) -> Option<MetricId>) -> Result<Derivation, Problem> {
    let operand =
        |column: &str| number(row.text(column)).ok_or_else(|| row.wrong(column, "expected-other-metric-id"));
    let factor = row.number("factor")?.unwrap_or(1.0);
    match row.text("derive") {
        "" => Ok(Derivation::Stored),
        "ratio" => Ok(Derivation::Ratio { a: operand("of_a")?, b: operand("of_b")?, factor }),
        word @ ("difference" | "difference_across") => Ok(Derivation::Difference {
            a: operand("of_a")?,
            b: operand("of_b")?,
            is_across_periods: word == "difference_across",
        }),
        "product" => {
            let bound = |column: &str| row.number(column).map(|bound| bound.unwrap_or(factor));
            let factor_bounds = (bound("factor_low")?, bound("factor_high")?);
            if !(factor_bounds.0 <= factor && factor <= factor_bounds.1) {
                return Err(row.wrong("factor", "expected-factor"));
            }
            let factor_status = match row.text("factor_status") {
                "" => Status::Derived,
                _ => row.word("factor_status", &Status::ALL.map(|status| (status.id(), status)))?,
            };
            Ok(Derivation::Product { a: operand("of_a")?, factor, factor_bounds, factor_status })
        }
        "growth" => Ok(Derivation::Growth { a: operand("of_a")? }),
        "ban" => Ok(Derivation::Ban),
        _ => Err(row.wrong("derive", "expected-derivation")),
    }
}

pub(super) fn read_observations(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    let required = ["region", "metric", "period", "value", "low", "high", "status", "sources"];
    let mut seen: HashMap<(RegionId, MetricId, Period), Vec<(u64, Observation)>> = HashMap::new();
    let mut lines_by_year: BTreeMap<i32, (u64, Status)> = BTreeMap::new();
    read_rows(path, bytes, &required, problems, |row, problems| {
        let region =
            atlas.region_id(row.text("region")).ok_or_else(|| row.wrong("region", "expected-region-code"))?;
        let metric =
            atlas.metric_id(row.text("metric")).ok_or_else(|| row.wrong("metric", "expected-metric-id"))?;
        let period = row.period("period")?.ok_or_else(|| row.wrong("period", "expected-some-period"))?;
        let observation = parse_observation(row, atlas, problems)?;
        let others = seen.entry((region, metric, period)).or_default();
        if let Some((line, _)) = others.iter().find(|(_, other)| *other == observation) {
            let found = Message::new("found-same-row").text("line", line.to_string());
            return Err(Problem { found, ..row.wrong("period", "expected-one-figure") });
        }
        // A declared contradiction is told wherever it shows.
        let is_declared =
            |other: &Observation| !(observation.conflicts.is_empty() && other.conflicts.is_empty());
        if let Some((line, _)) = others.iter().find(|(_, other)| !is_declared(other)) {
            let found = Message::new("found-other-figure").text("line", line.to_string());
            problems.add(Problem { found, ..row.remark("period", "expected-one-figure") });
        }
        others.push((row.line, observation.clone()));
        remark_on_impossible(row, atlas.metric(metric), &observation, problems);
        let first = lines_by_year.entry(period.last.year).or_insert((row.line, observation.status));
        first.1 = first.1.max(observation.status);
        atlas.add_record(region, metric, Record { period, observation });
        Ok(())
    })?;
    remark_on_years(path, &lines_by_year, problems);
    Ok(())
}

/// Says of a figure that it cannot be, whatever it counts.
fn remark_on_impossible(row: &Row<'_>, metric: &Metric, figure: &Observation, problems: &mut Problems) {
    let (Some(value), MetricKind::Sequential) = (figure.value, metric.kind) else { return };
    // A number between bounds is no count.
    let (low, high) = figure.bounds();
    let is_of_things = figure.status <= Status::Detected && low == high;
    let expected = match metric.unit.id() {
        // Changes and balances, which may be more, diverge.
        "percent" if !(0.0..=100.0).contains(&value) => "expected-share-of-whole",
        "rank" if value < 1.0 => "expected-rank",
        "count" if value < 0.0 || (is_of_things && value.fract() != 0.0) => "expected-whole-things",
        _ => return,
    };
    problems.add(row.remark("value", expected));
}

/// Says of years that lie far behind all others that they look like a slip. Forecasts may reach far, and are estimated.
fn remark_on_years(path: &Path, lines_by_year: &BTreeMap<i32, (u64, Status)>, problems: &mut Problems) {
    /// Censuses lie ten years apart, and one may be missing.
    const FAR_YEARS: i32 = 20;
    let far = lines_by_year.iter().zip(lines_by_year.iter().skip(1));
    let far = far.filter(|((before, _), (year, _))| *year - *before > FAR_YEARS);
    for ((before, _), (year, (line, _))) in far.filter(|(_, (_, (_, status)))| *status <= Status::Detected) {
        let expected = Message::new("expected-near-year").text("year", before.to_string());
        let problem = Problem::of_file(path, Some("period"), expected, year.to_string(), Severity::Warning);
        problems.add(Problem { row: Some(*line), ..problem });
    }
}

fn parse_observation(row: &Row<'_>, atlas: &Atlas, problems: &mut Problems) -> Result<Observation, Problem> {
    let (value, low, high) = (row.number("value")?, row.number("low")?, row.number("high")?);
    let unknown = row.word("accuracy", &[("", false), ("unknown", true)])?;
    let stated = Interval::new(low, high);
    if stated.is_none() && (low.is_some() || high.is_some()) {
        return Err(row.wrong("high", Message::new("expected-high").text("low", row.text("low"))));
    }
    if value.is_none() && low.is_none() && high.is_none() {
        return Err(row.wrong("value", "expected-value-or-bound"));
    }
    let outside = |v: f64| low.is_some_and(|low| v < low) || high.is_some_and(|high| v > high);
    if value.is_some_and(outside) {
        return Err(row.wrong(
            "value",
            Message::new("expected-range").text("low", row.text("low")).text("high", row.text("high")),
        ));
    }
    let status = row.word("status", &Status::ALL.map(|status| (status.id(), status)))?;
    let is_estimated = status >= Status::Estimated;
    let interval = stated.or((unknown || is_estimated).then_some(Interval::UNKNOWN));
    if stated.is_none() && !unknown && is_estimated {
        problems.add(row.remark("low", "expected-interval"));
    }
    let sources = known_sources(row, "sources", atlas, problems);
    if sources.is_empty() {
        return Err(row.wrong("sources", "expected-some-source"));
    }
    Ok(Observation {
        value,
        interval,
        status,
        sources,
        note: row.localized("note"),
        conflicts: known_conflicts(row, atlas, problems),
    })
}

/// The ids in the cell that the atlas has; the others are remarked on.
pub(super) fn known_sources(
    row: &Row<'_>,
    column: &str,
    atlas: &Atlas,
    problems: &mut Problems,
) -> Vec<Arc<str>> {
    let mut ids = row.ids(column);
    let all = ids.len();
    // One text of each id in the whole atlas.
    ids.retain_mut(|id| {
        atlas.sources.get_key_value(id).is_some_and(|(known, _)| {
            *id = Arc::clone(known);
            true
        })
    });
    if ids.len() < all {
        problems.add(row.remark(column, "expected-source-ids"));
    }
    ids
}

/// The contradictions named in the cell `conflict` that the atlas has; others are remarked on.
pub(super) fn known_conflicts(row: &Row<'_>, atlas: &Atlas, problems: &mut Problems) -> Vec<Arc<str>> {
    let ids = row.ids("conflict");
    let known: Vec<Arc<str>> =
        ids.iter().filter_map(|id| Some(Arc::clone(&atlas.conflict(id)?.id))).collect();
    if known.len() < ids.len() {
        problems.add(row.remark("conflict", "expected-conflict-ids"));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of rows of figures, and the values that are kept of A in 2025.
    fn observed(rows: &str) -> (Vec<String>, Vec<Option<f64>>) {
        let (mut atlas, mut problems) = (Atlas::default(), Problems::default());
        let mut read = |read: fn(&Path, &[u8], &mut Atlas, &mut Problems) -> Result<(), IoError>,
                        text: &str| {
            read(Path::new("t.csv"), text.as_bytes(), &mut atlas, &mut problems).expect("a table");
        };
        read(read_sources, "id,title_en\ns,S\n");
        read(read_regions, "code,level,name_en,name_ru\nA,region,Vale,Дол\nB,region,vale,Лес\n");
        read(
            read_metrics,
            "id,name_en,unit,kind\nfarms,F,count,sequential\nshare,S,percent,sequential\n\
             growth,G,percent,diverging\nrank,R,rank,sequential\n",
        );
        let header = "region,metric,period,value,low,high,status,sources,accuracy\n";
        read(read_observations, &format!("{header}{rows}"));
        let (region, metric) =
            (atlas.region_id("A").expect("a region"), atlas.metric_id("farms").expect("a metric"));
        let kept = atlas.records(region, metric).iter().map(|record| record.observation.value).collect();
        (problems.first.iter().map(ToString::to_string).collect(), kept)
    }

    const CLASH: &str =
        "t.csv, line 3, name_en: expected a name that no other region has, found \"vale\", as A is called";

    #[test]
    fn two_figures_of_one_period_are_told_with_both_lines() {
        let (told, kept) = observed(
            "A,farms,2025,5,,,published,s,\nA,farms,2025,7,,,published,s,\nA,farms,2025,5,,,published,s,\n",
        );
        assert_eq!(kept, [Some(5.0), Some(7.0)]);
        let expected = "expected one figure for a region, metric and period, or a declared contradiction";
        assert_eq!(
            told,
            [
                CLASH.to_owned(),
                format!("t.csv, line 3, period: {expected}, found another figure in line 2"),
                format!("t.csv, line 4, period: {expected}, found the same row as line 2"),
            ]
        );
    }

    #[test]
    fn figures_that_cannot_be_are_told() {
        let (told, kept) = observed(
            "A,farms,2025,12.5,,,published,s,\nA,share,2025,140,,,published,s,\n\
             A,growth,2025,140,,,published,s,\nA,rank,2025,0,,,published,s,\n\
             B,farms,2025,12.5,12,13,detected,s,\nB,farms,2052,3,,,published,s,\n\
             B,share,2090,3,1,5,estimated,s,\n",
        );
        assert_eq!(kept, [Some(12.5)], "told, and kept");
        assert_eq!(
            told[1..],
            [
                "t.csv, line 2, value: expected a whole number of things, not below 0, found \"12.5\"",
                "t.csv, line 3, value: expected a share from 0 to 100 %, found \"140\"",
                "t.csv, line 5, value: expected a rank of 1 or more, found \"0\"",
                "t.csv, line 7, period: expected a year near the others, the last of which is 2025, found 2052",
            ]
        );
    }

    #[test]
    fn an_estimate_without_bounds_is_of_unknown_accuracy() {
        let (mut atlas, mut problems) = (Atlas::default(), Problems::default());
        atlas.sources.insert("s".into(), Source::default());
        let text = "value,low,high,status,sources,accuracy\n5,,,estimated,s,\n5,,,published,s,\n5,4,6,estimated,s,\n";
        let mut intervals = Vec::new();
        read_rows(Path::new("t.csv"), text.as_bytes(), &[], &mut problems, |row, problems| {
            intervals.push(parse_observation(row, &atlas, problems)?.interval);
            Ok(())
        })
        .expect("a table");
        assert_eq!(intervals, [Some(Interval::UNKNOWN), None, Interval::new(Some(4.0), Some(6.0))]);
        assert_eq!(problems.warnings, 1, "{problems:?}");
    }
}
