//! Owns what places say of order: intervals of places narrowed by each other, and the orders
//! that follow. Does not know values.

use super::system::{Place, Row};
use std::collections::BTreeSet;

/// Statements that a conclusion rests on.
type Reasons = BTreeSet<usize>;

/// Places that each member of a group can still have, with the reasons.
struct Group {
    members: Vec<usize>,
    best: Vec<(usize, Reasons)>,
    worst: Vec<(usize, Reasons)>,
}

/// The orders that follow from places: whoever stands behind another for sure has less.
///
/// # Errors
/// The places contradict each other; gives the statements that do.
pub(super) fn orders(places: &[Place]) -> Result<Vec<Row>, Vec<usize>> {
    let groups: BTreeSet<&Vec<usize>> = places.iter().map(|place| &place.among).collect();
    let mut rows = Vec::new();
    for members in groups {
        let stated = places.iter().filter(|place| &place.among == members);
        let mut group = Group::of(members, stated);
        group.narrow().map_err(|reasons| reasons.into_iter().collect::<Vec<_>>())?;
        rows.extend(group.orders());
    }
    Ok(rows)
}

impl Group {
    fn of<'a>(members: &[usize], stated: impl Iterator<Item = &'a Place>) -> Self {
        let count = members.len();
        let mut group = Self {
            members: members.to_vec(),
            best: vec![(1, Reasons::new()); count],
            worst: vec![(count, Reasons::new()); count],
        };
        for place in stated {
            let Ok(at) = members.binary_search(&place.variable) else { continue };
            if place.best > group.best[at].0 {
                group.best[at] = (place.best, Reasons::from([place.statement]));
            }
            if place.worst < group.worst[at].0 {
                group.worst[at] = (place.worst, Reasons::from([place.statement]));
            }
        }
        group
    }

    /// Narrows places until nothing changes: where the first k places are all taken, the others
    /// stand behind; where the last ones are, before.
    fn narrow(&mut self) -> Result<(), Reasons> {
        let count = self.members.len();
        loop {
            let mut changed = false;
            for k in 1..=count {
                let first: Vec<usize> = (0..count).filter(|&at| self.worst[at].0 <= k).collect();
                let reasons = || first.iter().flat_map(|&at| self.worst[at].1.clone()).collect::<Reasons>();
                if first.len() > k {
                    return Err(reasons());
                }
                if first.len() == k {
                    let reasons = reasons();
                    for at in (0..count).filter(|at| !first.contains(at)) {
                        if self.best[at].0 <= k {
                            self.best[at] = (k + 1, reasons.clone());
                            changed = true;
                        }
                    }
                }
                let last: Vec<usize> = (0..count).filter(|&at| self.best[at].0 >= k).collect();
                let reasons = || last.iter().flat_map(|&at| self.best[at].1.clone()).collect::<Reasons>();
                let room = count + 1 - k;
                if last.len() > room {
                    return Err(reasons());
                }
                if last.len() == room {
                    let reasons = reasons();
                    for at in (0..count).filter(|at| !last.contains(at)) {
                        if self.worst[at].0 >= k {
                            self.worst[at] = (k - 1, reasons.clone());
                            changed = true;
                        }
                    }
                }
            }
            if let Some(at) = (0..count).find(|&at| self.best[at].0 > self.worst[at].0) {
                return Err(self.best[at].1.union(&self.worst[at].1).copied().collect());
            }
            if !changed {
                return Ok(());
            }
        }
    }

    /// Orders of neighbours; those that follow through a third are left out.
    fn orders(&self) -> Vec<Row> {
        let count = self.members.len();
        let is_before = |a: usize, b: usize| self.worst[a].0 < self.best[b].0;
        let mut rows = Vec::new();
        for larger in 0..count {
            for smaller in (0..count).filter(|&smaller| is_before(larger, smaller)) {
                let is_through =
                    (0..count).any(|third| is_before(larger, third) && is_before(third, smaller));
                if !is_through {
                    let reasons = self.worst[larger].1.union(&self.best[smaller].1).copied().collect();
                    rows.push(Row::order(self.members[larger], self.members[smaller], reasons));
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(variable: usize, best: usize, worst: usize, statement: usize) -> Place {
        Place { variable, among: vec![0, 1, 2, 3], best, worst, statement }
    }

    fn pairs(rows: &[Row]) -> Vec<(usize, usize)> {
        rows.iter().map(|row| (row.terms[0].0, row.terms[1].0)).collect()
    }

    #[test]
    fn the_first_is_before_all() {
        let rows = orders(&[place(2, 1, 1, 7)]).expect("possible");
        assert_eq!(pairs(&rows), [(2, 0), (2, 1), (2, 3)]);
        assert!(rows.iter().all(|row| row.statements == [7]));
    }

    #[test]
    fn two_in_the_first_two_places_leave_the_others_behind() {
        let rows = orders(&[place(0, 1, 2, 0), place(1, 1, 2, 1)]).expect("possible");
        assert_eq!(pairs(&rows), [(0, 2), (0, 3), (1, 2), (1, 3)]);
        assert!(rows.iter().all(|row| row.statements == [0, 1]));
    }

    #[test]
    fn chains_are_as_short_as_they_go() {
        let places = [place(0, 1, 1, 0), place(1, 2, 2, 1), place(2, 3, 3, 2)];
        assert_eq!(pairs(&orders(&places).expect("possible")), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_contradiction_names_its_statements() {
        assert_eq!(orders(&[place(0, 1, 1, 4), place(1, 1, 1, 5), place(2, 1, 4, 6)]), Err(vec![4, 5]));
        assert_eq!(orders(&[place(0, 1, 2, 4), place(0, 3, 4, 5)]), Err(vec![4, 5]));
    }
}
