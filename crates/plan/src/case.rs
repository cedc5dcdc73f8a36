//! Owns the question in numbers: places, what is wanted, and the limits it must keep. Does not
//! solve it.

/// A region as the solver sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its code, and those of the wholes that it is part of.
    pub codes: Vec<String>,
    /// Power that can be placed here at most, MW, at least zero.
    pub headroom_mw: f64,
    /// Cost of a MW for a year, million roubles.
    pub cost: f64,
    /// Whether a ban forbids mining here.
    pub is_banned: bool,
    /// Whether the scenario chose it, where it chooses.
    pub is_chosen: bool,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// So many MW placed.
    Power(f64),
    /// As many MW as a yearly budget pays, million roubles.
    Budget(f64),
}

/// What is best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The least yearly cost.
    #[default]
    Cost,
    /// The fullest place is as empty as can be; then the least cost.
    Reserve,
}

/// The whole question.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Regions.
    pub places: Vec<Place>,
    /// What is to be reached.
    pub wanted: Wanted,
    /// What is best.
    pub goal: Goal,
    /// MW that the places of a code take together at most.
    pub limits: Vec<(String, f64)>,
    /// How many places may receive at most.
    pub receivers_at_most: Option<usize>,
}

/// A limit, to be named in an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// What a region, by its number, has free.
    Headroom(usize),
    /// What all regions have free.
    Headrooms,
    /// A limit of the scenario, by its number.
    Stated(usize),
    /// The choice of regions.
    Chosen,
    /// Bans.
    Bans,
    /// The number of receiving regions.
    Receivers,
    /// The budget.
    Budget,
}
