//! Owns contradictions: which statements cannot hold together, and the systems that are left when
//! the sides of a contradiction are taken by turns. Chooses no side but the one that the data
//! name.

use super::{
    EstimateError,
    model::{Model, Sides},
    solver::SolverError,
    system::System,
};
use std::{fmt, sync::Arc};

/// A smallest set of statements that cannot hold together: any part of it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Years whose counts they speak of.
    pub years: Vec<i32>,
    /// Ids of the statements.
    pub statements: Vec<Arc<str>>,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let years: Vec<String> = self.years.iter().map(ToString::to_string).collect();
        write!(f, "these statements of {} cannot hold together: ", years.join(" and "))?;
        write!(f, "{}", self.statements.join(", "))
    }
}

/// Systems by years, one for each possible choice of sides.
pub(super) struct Sided {
    pub(super) systems: Vec<(Vec<i32>, Vec<System>)>,
    /// Sides that the point takes.
    pub(super) followed: Sides,
    /// The other choices that are possible.
    pub(super) others: Vec<Sides>,
    pub(super) contradictions: Vec<Contradiction>,
}

impl Sided {
    /// Takes all statements together where they can hold together, else the sides by turns.
    pub(super) fn of(model: &Model<'_>) -> Result<Self, EstimateError> {
        let mut sided = Self {
            systems: Vec::new(),
            followed: Sides::new(),
            others: Vec::new(),
            contradictions: Vec::new(),
        };
        for years in model.tied_years() {
            let system = model.system(&years);
            let systems = match contradiction(model, &years, &system)? {
                None => vec![system],
                Some(found) => sided.take_by_turns(model, &years, &system, found)?,
            };
            sided.systems.push((years, systems));
        }
        Ok(sided)
    }

    fn take_by_turns(
        &mut self,
        model: &Model<'_>,
        years: &[i32],
        system: &System,
        found: Contradiction,
    ) -> Result<Vec<System>, EstimateError> {
        let mut possible: Vec<(Sides, System)> = Vec::new();
        let mut last = found.clone();
        self.contradictions.push(found);
        for sides in choices(model, years)? {
            let part = system.part(|statement| model.holds(statement, &sides));
            match contradiction(model, years, &part)? {
                None => possible.push((sides, part)),
                Some(found) => {
                    last = found.clone();
                    if !self.contradictions.contains(&found) {
                        self.contradictions.push(found);
                    }
                }
            }
        }
        // The choice whose sides are all followed comes first.
        let mut sides = possible.iter().map(|(sides, _)| sides.clone());
        self.followed.extend(sides.next().ok_or(EstimateError::Contradictory(last))?);
        self.others.extend(sides);
        Ok(possible.into_iter().map(|(_, system)| system).collect())
    }
}

/// Choices of sides that are tried; each of them costs as much as an estimate.
const MOST_CHOICES: usize = 64;

/// All choices of one side each; none where there is no alternative.
pub(super) fn choices(model: &Model<'_>, years: &[i32]) -> Result<Vec<Sides>, EstimateError> {
    let mut choices = vec![Sides::new()];
    for (conflict, sides) in model.sides(years) {
        let with = |choice: &Sides, side: &Arc<str>| {
            let mut choice = choice.clone();
            choice.insert(Arc::clone(&conflict), Arc::clone(side));
            choice
        };
        choices = choices
            .iter()
            .flat_map(|choice| sides.iter().map(|side| with(choice, side)).collect::<Vec<_>>())
            .collect();
        if choices.len() > MOST_CHOICES {
            return Err(EstimateError::TooManySides { most: MOST_CHOICES });
        }
    }
    choices.retain(|choice| !choice.is_empty());
    Ok(choices)
}

pub(super) fn contradiction(
    model: &Model<'_>,
    years: &[i32],
    system: &System,
) -> Result<Option<Contradiction>, SolverError> {
    Ok(system.contradiction()?.map(|statements| Contradiction {
        years: years.to_vec(),
        statements: statements.into_iter().map(|at| Arc::clone(&model.statements[at].id)).collect(),
    }))
}
