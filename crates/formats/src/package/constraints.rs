//! Owns the table of published facts that narrow counts: what each kind of row must say. Does not
//! solve them.

use super::tables::{known_conflicts, known_sources};
use crate::{
    atlas::{Alternative, Atlas, Constraint, Period, RegionId, Relation},
    lang::Message,
    problem::{IoError, Problem, Problems},
    table::{Row, read_rows},
};
use std::{collections::HashSet, path::Path, sync::Arc};

pub(super) fn read_constraints(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    let required = ["id", "period", "kind", "regions", "of", "low", "high", "sources", "text_en"];
    let mut orders = Orders::default();
    read_rows(path, bytes, &required, problems, |row, problems| {
        let id: Arc<str> = row.required("id")?.into();
        if atlas.constraints.iter().any(|known| known.id == id) {
            return Err(row.wrong("id", "expected-unique-id"));
        }
        let year = row.period("period")?.and_then(Period::as_year);
        let year = year.ok_or_else(|| row.wrong("period", "expected-year"))?;
        if !has_total(atlas, year) {
            problems.add(row.remark("period", "expected-year-with-total"));
        }
        let relation = parse_relation(row, atlas)?;
        if let Relation::Order { areas } = &relation
            && !orders.add(year, areas)
        {
            return Err(row.wrong("regions", "expected-open-order"));
        }
        let sources = known_sources(row, "sources", atlas, problems);
        if sources.is_empty() {
            return Err(row.wrong("sources", "expected-some-source"));
        }
        let conflicts = known_conflicts(row, atlas, problems);
        let alternative = parse_alternative(row, &conflicts)?;
        let text = row.localized("text");
        atlas.constraints.push(Constraint { id, year, relation, alternative, sources, conflicts, text });
        Ok(())
    })
}

/// Whether there is a count of the country to share out in a year.
fn has_total(atlas: &Atlas, year: i32) -> bool {
    let (country, metric) = (atlas.country(), atlas.estimated_metric());
    country.zip(metric).is_some_and(|(country, metric)| {
        let mut records = atlas.stored_records(country, metric).iter();
        records.any(|record| record.period.as_year() == Some(year) && record.observation.value.is_some())
    })
}

/// Kinds of rows, as files name them.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Sum,
    Share,
    Ratio,
    Growth,
    Order,
    Rank,
}

const KINDS: [(&str, Kind); 6] = [
    ("sum", Kind::Sum),
    ("share", Kind::Share),
    ("ratio", Kind::Ratio),
    ("growth", Kind::Growth),
    ("order", Kind::Order),
    ("rank", Kind::Rank),
];

fn parse_relation(row: &Row<'_>, atlas: &Atlas) -> Result<Relation, Problem> {
    let kind = row.word("kind", &KINDS)?;
    let area = regions(row, "regions", atlas)?;
    let whole = || regions(row, "of", atlas);
    if kind == Kind::Order {
        let areas: Vec<Vec<RegionId>> = areas(row, "regions", atlas)?;
        return if areas.len() > 1 {
            Ok(Relation::Order { areas })
        } else {
            Err(row.wrong("regions", "expected-descending-codes"))
        };
    }
    let (low, high) = limits(row, kind)?;
    match kind {
        Kind::Sum => Ok(Relation::Sum { area, low, high }),
        Kind::Share => {
            let of = whole()?;
            if area.iter().all(|region| of.contains(region)) {
                Ok(Relation::Ratio { area, of, low: low / PERCENT, high: high / PERCENT })
            } else {
                Err(row.wrong("of", "expected-whole-of-regions"))
            }
        }
        Kind::Ratio => Ok(Relation::Ratio { area, of: whole()?, low, high }),
        Kind::Growth => Ok(Relation::Growth { area, low: 1.0 + low / PERCENT, high: 1.0 + high / PERCENT }),
        Kind::Rank | Kind::Order => {
            let among = whole()?;
            let last = among.len() as f64;
            let place = |column: &str, v: f64| {
                let is_place = v.fract() == 0.0 && (1.0..=last).contains(&v);
                let expected = || Message::new("expected-place").text("last", last.to_string());
                if is_place { Ok(v as usize) } else { Err(row.wrong(column, expected())) }
            };
            let worst = if high.is_finite() { high } else { last };
            let (best, worst) = (place("low", low)?, place("high", worst)?);
            if area.iter().all(|region| among.contains(region)) {
                Ok(Relation::Rank { regions: area, among, best, worst })
            } else {
                Err(row.wrong("of", "expected-group-of-regions"))
            }
        }
    }
}

const PERCENT: f64 = 100.0;

/// The bounds of a row, of which one may be missing but not both.
fn limits(row: &Row<'_>, kind: Kind) -> Result<(f64, f64), Problem> {
    let (low, high) = (row.number("low")?, row.number("high")?);
    // The least that a bound can be: growth by −100 % leaves nothing.
    let floor = match kind {
        Kind::Growth => -PERCENT,
        Kind::Rank => 1.0,
        _ => 0.0,
    };
    if low.is_none() && high.is_none() {
        return Err(row.wrong("low", "expected-bound"));
    }
    for (column, bound) in [("low", low), ("high", high)] {
        if bound.is_some_and(|bound| bound < floor) {
            return Err(row.wrong(column, Message::new("expected-at-least").text("least", floor.to_string())));
        }
        if kind == Kind::Share && bound.is_some_and(|bound| bound > PERCENT) {
            return Err(row.wrong(column, "expected-share"));
        }
    }
    if low.zip(high).is_some_and(|(low, high)| low > high) {
        return Err(row.wrong("high", Message::new("expected-high").text("low", row.text("low"))));
    }
    Ok((low.unwrap_or(floor), high.unwrap_or(f64::INFINITY)))
}

/// The undisputed regions that each code stands for.
fn areas(row: &Row<'_>, column: &str, atlas: &Atlas) -> Result<Vec<Vec<RegionId>>, Problem> {
    let area = |code: &Arc<str>| {
        let regions: Vec<RegionId> = atlas.regions_within(atlas.region_id(code)?).collect();
        (!regions.is_empty()).then_some(regions)
    };
    let areas: Option<Vec<Vec<RegionId>>> = row.ids(column).iter().map(area).collect();
    let expected = "expected-undisputed-codes";
    areas.filter(|areas| !areas.is_empty()).ok_or_else(|| row.wrong(column, expected))
}

/// The same, each region once.
fn regions(row: &Row<'_>, column: &str, atlas: &Atlas) -> Result<Vec<RegionId>, Problem> {
    let mut regions = areas(row, column, atlas)?.concat();
    regions.sort_unstable();
    regions.dedup();
    Ok(regions)
}

fn parse_alternative(row: &Row<'_>, conflicts: &[Arc<str>]) -> Result<Option<Alternative>, Problem> {
    let side = row.text("alternative");
    let is_followed = row.word("followed", &[("", false), ("yes", true)])?;
    match (side, conflicts) {
        ("", _) if is_followed => Err(row.wrong("alternative", "expected-followed-side")),
        ("", _) => Ok(None),
        (side, [conflict]) => {
            let side = row.word("alternative", &[("a", "a"), ("b", "b")]).map(|_| Arc::from(side))?;
            Ok(Some(Alternative { conflict: Arc::clone(conflict), side, is_followed }))
        }
        _ => Err(row.wrong("conflict", "expected-one-conflict")),
    }
}

/// Orders stated so far: year, larger area, smaller area.
#[derive(Default)]
struct Orders(HashSet<(i32, Vec<RegionId>, Vec<RegionId>)>);

impl Orders {
    /// Adds a row of areas; false, and nothing added, if it would go round with those before.
    fn add(&mut self, year: i32, areas: &[Vec<RegionId>]) -> bool {
        let before = self.0.clone();
        self.0.extend(areas.windows(2).map(|pair| (year, pair[0].clone(), pair[1].clone())));
        let goes_round = areas.iter().any(|area| self.is_below_itself(year, area));
        if goes_round {
            self.0 = before;
        }
        !goes_round
    }

    fn is_below_itself(&self, year: i32, area: &Vec<RegionId>) -> bool {
        let mut reached: Vec<&Vec<RegionId>> = Vec::new();
        let mut at = area;
        let mut next = 0;
        loop {
            let below = self.0.iter().filter(|(of, larger, _)| *of == year && larger == at);
            for smaller in below.map(|(_, _, smaller)| smaller).collect::<Vec<_>>() {
                if smaller == area {
                    return true;
                }
                if !reached.contains(&smaller) {
                    reached.push(smaller);
                }
            }
            let Some(follows) = reached.get(next) else { return false };
            at = follows;
            next += 1;
        }
    }
}
