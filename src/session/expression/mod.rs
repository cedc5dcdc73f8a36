//! Owns the small language in which rows of a table are filtered and computed
//! (`balance < 0 and farms > 2000`): what it says, and what that means where figures are ranges or
//! missing. Does not know regions or figures; names are looked up by who asks.
//!
//! Main type: [`Expression`].

mod parse;
#[cfg(test)]
mod tests;
mod token;

use crate::lang::Message;

/// Whether something holds, as far as is known: a range may reach across a limit, and what is
/// missing is neither more nor less than anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// It holds for sure.
    Yes,
    /// It does not, for sure.
    No,
    /// The figures leave it open.
    Open,
}

impl Truth {
    const fn of(is_sure: bool, is_possible: bool) -> Self {
        match (is_sure, is_possible) {
            (true, _) => Self::Yes,
            (false, true) => Self::Open,
            (false, false) => Self::No,
        }
    }

    const fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }

    /// Both (Kleene's strong logic).
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Open,
        }
    }
}

/// What is known of a number: everything from one end to the other may be it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    /// The least that it can be.
    pub(super) low: f64,
    /// The most that it can be.
    pub(super) high: f64,
}

impl Range {
    /// Nothing but this.
    #[must_use]
    pub(super) const fn exactly(value: f64) -> Self {
        Self { low: value, high: value }
    }

    fn around(values: [f64; 4]) -> Self {
        // Nothing times everything is nothing here: a bound of no number leaves all open.
        if values.iter().any(|value| value.is_nan()) {
            return Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
        }
        let (low, high) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        Self { low, high }
    }
}

/// What a name stands for in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A number, as far as it is known; `None` is missing.
    Number(Option<Range>),
    /// Words, in all languages in which they may be asked for; none is missing.
    Text(Vec<String>),
}

/// What names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    Number,
    /// Words.
    Text,
}

/// What an expression may name.
pub(super) trait Names {
    /// The id and kind of what is meant by a name as it is typed.
    fn find(&self, typed: &str) -> Option<(String, Kind)>;
    /// Names that come near, to be offered.
    fn near(&self, typed: &str) -> String;
}

/// Why an expression says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpressionError {
    /// Where, in characters from the start.
    pub at: usize,
    /// What is wrong.
    pub why: Message,
}

impl ExpressionError {
    pub(super) fn new(at: usize, why: impl Into<Message>) -> Self {
        Self { at, why: why.into() }
    }

    /// What is said of it, with the place, counted from one.
    #[must_use]
    pub fn told(&self) -> Message {
        Message::new("expression-at").text("place", (self.at + 1).to_string()).with("why", self.why.clone())
    }
}

/// A condition on a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    root: Condition,
    names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sum {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    Compare(Number, Sign, Number),
    /// A text by name, and the words that it is or is not.
    Says(String, bool, String),
    /// Whether anything is known of a name.
    Known(String),
}

#[derive(Clone, Debug, PartialEq)]
enum Number {
    Given(f64),
    Named(String),
    Computed(Box<Number>, Sum, Box<Number>),
}

impl Expression {
    /// Reads an expression; `None` where nothing is typed.
    ///
    /// # Errors
    /// It is none, or names what there is not.
    pub(super) fn read(typed: &str, names: &dyn Names) -> Result<Self, ExpressionError> {
        parse::read(typed, names)
    }

    /// Whether something that is typed is meant as an expression, not as words to look for.
    #[must_use]
    pub(super) fn is_meant(typed: &str) -> bool {
        typed.contains(['<', '>', '=', '≤', '≥', '≠'])
            || [" is known", " is missing", " известно", " неизвестно"].iter().any(|end| typed.contains(end))
    }

    /// Ids of all that it names, each once.
    #[must_use]
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it holds in a row, whose values are told by id.
    pub(super) fn holds(&self, value_of: &dyn Fn(&str) -> Value) -> Truth {
        self.root.holds(value_of)
    }
}

impl Condition {
    fn holds(&self, value_of: &dyn Fn(&str) -> Value) -> Truth {
        match self {
            Self::And(one, other) => one.holds(value_of).and(other.holds(value_of)),
            // De Morgan.
            Self::Or(one, other) => one.holds(value_of).not().and(other.holds(value_of).not()).not(),
            Self::Not(condition) => condition.holds(value_of).not(),
            Self::Compare(one, sign, other) => {
                let sides = one.range(value_of).zip(other.range(value_of));
                sides.map_or(Truth::Open, |(one, other)| compared(one, *sign, other))
            }
            Self::Says(name, is_it, wanted) => {
                let Value::Text(texts) = value_of(name) else { return Truth::Open };
                if texts.is_empty() {
                    return Truth::Open;
                }
                let is_same = texts.iter().any(|text| text.to_lowercase() == wanted.to_lowercase());
                Truth::of(is_same == *is_it, is_same == *is_it)
            }
            Self::Known(name) => match value_of(name) {
                Value::Number(range) => Truth::of(range.is_some(), range.is_some()),
                Value::Text(texts) => Truth::of(!texts.is_empty(), !texts.is_empty()),
            },
        }
    }
}

impl Number {
    /// `None` where a part is missing.
    fn range(&self, value_of: &dyn Fn(&str) -> Value) -> Option<Range> {
        match self {
            Self::Given(value) => Some(Range::exactly(*value)),
            Self::Named(name) => match value_of(name) {
                Value::Number(range) => range,
                Value::Text(_) => None,
            },
            Self::Computed(one, sum, other) => {
                let (a, b) = (one.range(value_of)?, other.range(value_of)?);
                let all = |of: fn(f64, f64) -> f64| {
                    Range::around([
                        of(a.low, b.low),
                        of(a.low, b.high),
                        of(a.high, b.low),
                        of(a.high, b.high),
                    ])
                };
                Some(match sum {
                    Sum::Add => all(|a, b| a + b),
                    Sum::Subtract => all(|a, b| a - b),
                    Sum::Multiply => all(|a, b| a * b),
                    // By what may be zero, everything is possible; by zero itself, nothing is known.
                    Sum::Divide if b == Range::exactly(0.0) => return None,
                    Sum::Divide if b.low <= 0.0 && b.high >= 0.0 => {
                        Range { low: f64::NEG_INFINITY, high: f64::INFINITY }
                    }
                    Sum::Divide => all(|a, b| a / b),
                })
            }
        }
    }
}

#[expect(clippy::float_cmp, reason = "ends of ranges are compared as they are given")]
fn compared(a: Range, sign: Sign, b: Range) -> Truth {
    match sign {
        Sign::Less => Truth::of(a.high < b.low, a.low < b.high),
        Sign::AtMost => Truth::of(a.high <= b.low, a.low <= b.high),
        Sign::More => compared(b, Sign::Less, a),
        Sign::AtLeast => compared(b, Sign::AtMost, a),
        Sign::Equal => {
            let is_one = a.low == a.high && b.low == b.high && a.low == b.low;
            Truth::of(is_one, a.low <= b.high && b.low <= a.high)
        }
        Sign::Unequal => compared(a, Sign::Equal, b).not(),
    }
}
