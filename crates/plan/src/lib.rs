//! Where mining can go: a scenario says what is wanted and under which limits, and the answer is an
//! allocation with what each limit costs, or the smallest set of limits that forbid it; and what the
//! allocation earns. Pure functions: no files, no clock, no threads.
//!
//! Power is in MW, energy prices in RUB/kWh, money in million roubles a year unless a name says
//! otherwise.
//!
//! ```
//! use plan::{Case, Goal, Limit, Outcome, Place, Wanted, allocate};
//!
//! let place = |code: &str, headroom_mw, cost| Place {
//!     codes: vec![code.to_owned()],
//!     headroom_mw,
//!     cost,
//!     is_banned: false,
//!     is_chosen: true,
//! };
//! let case = Case {
//!     places: vec![place("cheap", 300.0, 20.0), place("dear", 900.0, 35.0)],
//!     wanted: Wanted::Power(500.0),
//!     goal: Goal::Cost,
//!     limits: Vec::new(),
//!     receivers_at_most: None,
//! };
//! let Ok(Outcome::Found(answer)) = allocate(&case) else { panic!("it fits") };
//! assert!((answer.placed_mw[1] - 200.0).abs() < 1e-3);
//! // Each further MW at the cheap place would save 15 million roubles a year.
//! assert_eq!(answer.binding[0].limit, Limit::Headroom(0));
//! ```

mod allocate;
mod case;
mod earn;
mod flows;
mod program;
mod scenario;
mod search;
mod split;

pub use allocate::{Allocation, Binding, Outcome, PlanError, allocate};
pub use case::{Case, Goal, Limit, Place, Wanted};
pub use earn::{Economics, Growth, HOURS, Range, fivefold};
pub use flows::{Flow, flows};
pub use scenario::{Expected, GoalWord, Moved, Power, Removed, Scenario, ScenarioError, Target, VERSION};
pub use split::{Registered, registered};
