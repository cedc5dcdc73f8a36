//! Owns the scenario that is being worked on, and the steps back and forth. Does not draw.

use plan::Scenario;

/// A scenario with what it was before.
#[derive(Default)]
pub(super) struct Steps {
    scenario: Scenario,
    done: Vec<Scenario>,
    undone: Vec<Scenario>,
    /// What it was before something was taken hold of: one step however far it is dragged.
    held: Option<Scenario>,
}

/// More steps back nobody takes.
const MOST: usize = 200;

impl Steps {
    /// As it is now.
    pub(super) const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Takes what the controls made of it; while one is held the step is not over.
    pub(super) fn follow(&mut self, scenario: Scenario, is_held: bool) {
        if scenario != self.scenario {
            let before = std::mem::replace(&mut self.scenario, scenario);
            self.held.get_or_insert(before);
        }
        if !is_held && let Some(before) = self.held.take().filter(|before| *before != self.scenario) {
            self.done.push(before);
            self.undone.clear();
            if self.done.len() > MOST {
                self.done.remove(0);
            }
        }
    }

    /// Takes another scenario, as one step.
    pub(super) fn replace(&mut self, scenario: Scenario) {
        self.follow(scenario, false);
    }

    /// Goes a step back; says whether there was one.
    pub(super) fn undo(&mut self) -> bool {
        let before = self.held.take().or_else(|| self.done.pop());
        before.map(|before| self.undone.push(std::mem::replace(&mut self.scenario, before))).is_some()
    }

    /// Makes the last step again; says whether there was one.
    pub(super) fn redo(&mut self) -> bool {
        let next = self.undone.pop();
        next.map(|next| self.done.push(std::mem::replace(&mut self.scenario, next))).is_some()
    }

    pub(super) fn can_undo(&self) -> bool {
        self.held.is_some() || !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::Target;

    #[test]
    fn a_drag_is_one_step() {
        let of = |mw: f64| Scenario { target: Target::NewMw(mw), ..Scenario::default() };
        let mut steps = Steps::default();
        for mw in [600.0, 700.0, 800.0] {
            steps.follow(of(mw), true);
        }
        steps.follow(of(800.0), false);
        steps.replace(of(100.0));
        assert!(steps.undo() && *steps.scenario() == of(800.0));
        assert!(steps.undo() && *steps.scenario() == of(500.0));
        assert!(!steps.undo() && !steps.can_undo() && steps.can_redo());
        assert!(steps.redo() && *steps.scenario() == of(800.0));
        // Another way forward: what was undone is gone.
        steps.replace(of(300.0));
        assert!(!steps.redo());
    }
}
