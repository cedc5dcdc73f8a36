//! Owns what the atlas's own figures say as statements: the published bounds of an area's count.
//! Does not choose between figures and statements that contradict each other.

use super::{
    EstimateError,
    bounds::NEAR,
    model::Model,
    solver::{self, Minimum, SolverError},
    system::Row,
};
use crate::{
    atlas::{Atlas, Constraint, MetricId, Record, RegionId, Relation, figure_id},
    lang::{Lang, Localized, Words},
    provenance::Status,
};
use hashatlas_base::units;
use std::{collections::BTreeMap, sync::Arc};

/// Published and derived figures of areas as statements, by region and year. Those that take part
/// in a contradiction which the atlas declares bind nothing, but for the count of the country,
/// without which there is nothing to share out.
pub(super) fn figures(atlas: &Atlas, metric: MetricId) -> Vec<Constraint> {
    let words = [Lang::En, Lang::Ru].map(Words::new);
    let mut figures = Vec::new();
    for region in atlas.region_ids() {
        let area: Vec<RegionId> = atlas.regions_within(region).collect();
        if area.is_empty() {
            continue;
        }
        for (year, Record { observation, .. }) in strongest(atlas, region, metric) {
            let (low, high) = observation.bounds();
            let says_nothing = low <= 0.0 && high.is_infinite();
            if says_nothing || (!observation.conflicts.is_empty() && Some(region) != atlas.country()) {
                continue;
            }
            let name = &atlas.region(region).name;
            let [en, ru] = words.each_ref().map(|words| told(words, name, year, low, high));
            figures.push(Constraint {
                id: figure_id(&atlas.region(region).code, year),
                year,
                relation: Relation::Sum { area: area.clone(), low, high },
                alternative: None,
                sources: observation.sources.clone(),
                conflicts: Vec::new(),
                text: Localized { en, ru },
            });
        }
    }
    figures
}

/// The figure of each year that has the strongest status; estimates and simulations are none.
fn strongest(atlas: &Atlas, region: RegionId, metric: MetricId) -> BTreeMap<i32, &Record> {
    let mut records: Vec<&Record> = atlas.stored_records(region, metric).iter().collect();
    records.retain(|record| record.observation.status <= Status::Derived);
    records.sort_by_key(|record| record.observation.status);
    let mut of_years = BTreeMap::new();
    for record in records {
        if let Some(year) = record.period.as_year() {
            of_years.entry(year).or_insert(record);
        }
    }
    of_years
}

fn told(words: &Words, name: &Localized, year: i32, low: f64, high: f64) -> String {
    let lang = words.lang();
    let number = |bound: f64| units::number(bound, 0, lang);
    let (id, low, high) = match (low.is_finite(), high.is_finite()) {
        (true, true) if low == high => ("estimate-figure", number(low), String::new()),
        (true, true) => ("estimate-figure-between", number(low), number(high)),
        (true, false) => ("estimate-figure-least", number(low), String::new()),
        _ => ("estimate-figure-most", String::new(), number(high)),
    };
    let year = year.to_string();
    words.with(id, &[("region", name.get(lang)), ("year", &year), ("low", &low), ("high", &high)])
}

/// The figures that say more than the statements of the model do. What follows from statements
/// anyway is not said twice.
pub(super) fn telling<'a>(
    model: &Model<'a>,
    figures: &'a [Constraint],
) -> Result<Vec<&'a Constraint>, EstimateError> {
    let mut telling = Vec::new();
    for years in model.tied_years() {
        // What holds whatever side of a contradiction is taken.
        let certain = model.system(&years).part(|at| model.statements[at].alternative.is_none());
        let rows = certain.linear().unwrap_or_default();
        for figure in figures {
            if let (Some(at), Relation::Sum { area, low, high }) =
                (years.iter().position(|year| *year == figure.year), &figure.relation)
                && !is_implied(certain.variables, &rows, &model.variables(at, area), (*low, *high))?
            {
                telling.push(figure);
            }
        }
    }
    Ok(telling)
}

/// Whether whole counts that meet the rows keep their sum within bounds anyway.
fn is_implied(
    variables: usize,
    rows: &[Row],
    area: &[usize],
    (low, high): (f64, f64),
) -> Result<bool, SolverError> {
    let end = |sign: f64| -> Result<f64, SolverError> {
        let mut cost = vec![0.0; variables];
        for &variable in area {
            cost[variable] = sign;
        }
        Ok(match solver::least(&cost, rows)? {
            Minimum::At(solution) => area.iter().map(|&variable| solution.values[variable]).sum(),
            Minimum::Unbounded => -sign * f64::INFINITY,
            // What contradicts itself implies nothing.
            Minimum::Infeasible => f64::NAN,
        })
    };
    let is_above = low <= 0.0 || (end(1.0)? - NEAR).ceil() >= low.ceil();
    Ok(is_above && (high.is_infinite() || (end(-1.0)? + NEAR).floor() <= high.floor()))
}

/// A statement of the atlas, or one that a figure makes, by its id.
#[must_use]
pub fn text_of(atlas: &Atlas, id: &str) -> Option<(Localized, Vec<Arc<str>>)> {
    if let Some(stated) = atlas.constraint(id) {
        return Some((stated.text.clone(), stated.sources.clone()));
    }
    let made = figures(atlas, atlas.estimated_metric()?).into_iter().find(|figure| *figure.id == *id)?;
    Some((made.text, made.sources))
}
