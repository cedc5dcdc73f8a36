//! Where mining can go: a scenario says what is wanted and under which limits, and the answer is an
//! allocation with what each limit costs, or the smallest set of limits that forbid it; and what the
//! allocation earns. Pure functions: no files, no clock, no threads.
//!
//! Power is in MW, energy prices in RUB/kWh, money in million roubles a year unless a name says
//! otherwise.

mod allocate;
mod case;
mod earn;
mod program;
mod scenario;
mod split;

pub use allocate::{Allocation, Binding, Outcome, PlanError, allocate};
pub use case::{Case, Goal, Limit, Place, Wanted};
pub use earn::{Economics, Growth, HOURS, Range, fivefold};
pub use scenario::{Moved, Power, Removed, Scenario, ScenarioError, Target};
pub use split::{Registered, registered};
