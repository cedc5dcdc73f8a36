//! Owns whether the statements and figures of an atlas can hold together, without estimating
//! anything. Does not say where they stand in files.

use super::{
    EstimateError, figures,
    model::Model,
    sides::{Contradiction, choices, contradiction},
};
use crate::atlas::Atlas;
use std::{collections::BTreeMap, sync::Arc};

/// The contradictions of an atlas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consistency {
    /// Those whose sides the atlas names: estimates take them by turns.
    pub sided: Vec<Contradiction>,
    /// Those that leave nothing to estimate.
    pub open: Vec<Contradiction>,
}

impl Contradiction {
    /// The contradiction declared in the atlas that at least two of the statements cite.
    #[must_use]
    pub fn declared<'a>(&self, atlas: &'a Atlas) -> Option<&'a Arc<str>> {
        let mut cited: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        let statements = self.statements.iter().filter_map(|id| atlas.constraint(id));
        for conflict in statements.flat_map(|statement| &statement.conflicts) {
            *cited.entry(conflict).or_default() += 1;
        }
        cited.into_iter().find(|(_, count)| *count > 1).map(|(conflict, _)| conflict)
    }
}

/// Which statements and figures of an atlas cannot hold together; none where it has nothing to
/// estimate. Of those without sides, each is in one contradiction at most: what else it
/// contradicts shows once that one is resolved.
///
/// # Errors
/// The solver gave up, or the sides can be taken in too many ways.
pub fn consistency(atlas: &Atlas) -> Result<Consistency, EstimateError> {
    let mut found = Consistency::default();
    let Some(metric) = atlas.estimated_metric() else { return Ok(found) };
    let figures = figures::figures(atlas, metric);
    let model = Model::of(atlas, metric, &figures)?;
    for years in model.tied_years() {
        let system = model.system(&years);
        let Some(first) = contradiction(&model, &years, &system)? else { continue };
        let mut part = system.clone();
        let mut is_possible = false;
        for (at, sides) in choices(&model, &years)?.into_iter().enumerate() {
            let of_sides = system.part(|statement| model.holds(statement, &sides));
            if of_sides.is_feasible()? {
                is_possible = true;
                break;
            }
            if at == 0 {
                part = of_sides;
            }
        }
        if is_possible {
            found.sided.push(first);
            continue;
        }
        while let Some(open) = contradiction(&model, &years, &part)? {
            if open.statements.is_empty() {
                break;
            }
            part = part.part(|at| !open.statements.contains(&model.statements[at].id));
            found.open.push(open);
        }
    }
    Ok(found)
}
