//! Owns the description of a table: what its columns mean, and what it leaves open. Does not read
//! tables.

use crate::time::{DateOrder, Zone, ZoneError};
use serde::{Deserialize, Serialize};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The energy of an interval.
    Energy,
    /// The mean power in an interval.
    MeanPower,
    /// A register that only rises.
    Register,
}

/// The unit of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Watt hours.
    Wh,
    /// Kilowatt hours.
    #[serde(rename = "kWh")]
    KWh,
    /// Megawatt hours.
    MWh,
    /// Watts.
    W,
    /// Kilowatts.
    #[serde(rename = "kW")]
    KW,
    /// Megawatts.
    MW,
}

impl Unit {
    /// Wh or W of one.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::Wh | Self::W => 1.0,
            Self::KWh | Self::KW => 1e3,
            Self::MWh | Self::MW => 1e6,
        }
    }

    /// The unit of energy, or of power, of the same size.
    #[must_use]
    pub const fn of_kind(self, power: bool) -> Self {
        match (self, power) {
            (Self::Wh | Self::W, false) => Self::Wh,
            (Self::KWh | Self::KW, false) => Self::KWh,
            (Self::MWh | Self::MW, false) => Self::MWh,
            (Self::Wh | Self::W, true) => Self::W,
            (Self::KWh | Self::KW, true) => Self::KW,
            (Self::MWh | Self::MW, true) => Self::MW,
        }
    }

    /// Whether it is a unit of power.
    #[must_use]
    pub const fn is_power(self) -> bool {
        matches!(self, Self::W | Self::KW | Self::MW)
    }
}

/// Where in its interval a time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampAt {
    /// At its start.
    Start,
    /// At its end.
    End,
}

/// What several columns of values in a row are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wide {
    /// Intervals of the day that the row names, from midnight, one after the other: 46 or 50 half
    /// hours where clocks change.
    IntervalsOfDay,
    /// Days, which the header names.
    Days,
}

/// A column that says which way energy went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectionColumn {
    /// Its name.
    pub column: String,
    /// Texts that mean energy taken from the grid.
    pub import: Vec<String>,
    /// Texts that mean energy fed into it. Rows with other texts are left out.
    #[serde(default)]
    pub export: Vec<String>,
}

/// A column that says how values came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityColumn {
    /// Its name.
    pub column: String,
    /// Texts that mean measured.
    pub measured: Vec<String>,
    /// Texts that mean estimated.
    #[serde(default)]
    pub estimated: Vec<String>,
    /// Texts that mean put in the place of a measured value.
    #[serde(default)]
    pub substituted: Vec<String>,
    /// Texts that mean that the value is not to be used.
    #[serde(default)]
    pub unusable: Vec<String>,
}

/// What the columns of a table mean. What is `None` and needed is asked: see
/// [`questions`](Self::questions).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// Encoding by its usual name (`utf-8`, `windows-1251`); the mark at the start of a file counts
    /// before it.
    pub encoding: String,
    /// What separates fields.
    pub separator: char,
    /// The decimal sign.
    pub decimal_sign: char,
    /// Number of the line with the names of columns, from 1; those above are titles.
    pub header_line: u64,
    /// Column of the meter's name.
    pub meter: Option<String>,
    /// Name of the meter where the file is of one.
    pub meter_name: Option<String>,
    /// Columns of the time: one, or a date and a time of day.
    pub time: Vec<String>,
    /// How dates are written.
    pub dates: Option<DateOrder>,
    /// Where in its interval a time stands; not needed for registers and wide tables.
    pub stamp: Option<StampAt>,
    /// Zone of times without an offset: a name such as `Europe/Moscow`, `UTC`, or `+03:00`.
    pub zone: Option<String>,
    /// Columns of values: one, or all of a wide table in their order.
    pub values: Vec<String>,
    /// What several columns of values are.
    pub wide: Option<Wide>,
    /// Unit of values.
    pub unit: Option<Unit>,
    /// What values are.
    pub quantity: Option<Quantity>,
    /// Length of an interval in minutes.
    pub interval_minutes: Option<u32>,
    /// Digits of the register before the decimal sign, where it overflows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_digits: Option<u32>,
    /// Column of the tariff or phase where a reading stands in a row for each of them, one below the other: their
    /// values are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Column of the direction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<DirectionColumn>,
    /// Column of quality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<QualityColumn>,
}

/// What a file does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which column names the meter, or how the only meter is called.
    Meter,
    /// Which column holds times.
    Time,
    /// Whether 03/04 is in March or April.
    Dates,
    /// Which column holds values.
    Values,
    /// The unit.
    Unit,
    /// Energy of the interval, mean power, or a register.
    Quantity,
    /// The length of intervals.
    Interval,
    /// Whether times stand at the start or the end.
    Stamp,
    /// Where the clocks are.
    Zone,
}

impl Question {
    /// The member of the description that answers it.
    #[must_use]
    pub const fn member(self) -> &'static str {
        match self {
            Self::Meter => "meter",
            Self::Time => "time",
            Self::Dates => "dates",
            Self::Values => "values",
            Self::Unit => "unit",
            Self::Quantity => "quantity",
            Self::Interval => "interval_minutes",
            Self::Stamp => "stamp",
            Self::Zone => "zone",
        }
    }

    /// The texts that its member of the description may hold, where there are few.
    #[must_use]
    pub const fn options(self) -> &'static [&'static str] {
        match self {
            Self::Dates => &["year_first", "day_first", "month_first"],
            Self::Unit => &["Wh", "kWh", "MWh", "W", "kW", "MW"],
            Self::Quantity => &["energy", "mean_power", "register"],
            Self::Stamp => &["start", "end"],
            _ => &[],
        }
    }
}

/// What somebody who knows says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The column that names the meter.
    Meter(String),
    /// The file is of one meter, which is called so.
    MeterName(String),
    /// Columns of the time: one, or a date and a time of day.
    Time(Vec<String>),
    /// The column of values.
    Values(String),
    /// How dates are written.
    Dates(DateOrder),
    /// The unit.
    Unit(Unit),
    /// What values are.
    Quantity(Quantity),
    /// The length of intervals in minutes.
    Interval(u32),
    /// Where in its interval a time stands.
    Stamp(StampAt),
    /// The zone of times without an offset.
    Zone(String),
}

impl Description {
    /// What it leaves open and rows need, in the order of its members.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let is_register = self.quantity == Some(Quantity::Register);
        let is_epoch = matches!(self.dates, Some(DateOrder::EpochSeconds | DateOrder::EpochMilliseconds));
        let open = [
            (self.meter.is_none() && self.meter_name.is_none(), Question::Meter),
            (self.time.is_empty() && self.wide != Some(Wide::Days), Question::Time),
            (self.dates.is_none(), Question::Dates),
            (self.stamp.is_none() && self.wide.is_none() && !is_register, Question::Stamp),
            (self.zone.is_none() && !is_epoch, Question::Zone),
            (self.values.is_empty(), Question::Values),
            (self.unit.is_none(), Question::Unit),
            (self.quantity.is_none(), Question::Quantity),
            (
                self.interval_minutes.is_none() && !is_register && self.wide != Some(Wide::Days),
                Question::Interval,
            ),
        ];
        open.into_iter().filter_map(|(is_open, question)| is_open.then_some(question)).collect()
    }

    /// Takes an answer; what cannot be true beside it gives way. An energy that is said to be mean power
    /// is in the unit of power of the same size, and the other way round.
    ///
    /// # Errors
    /// There is no such zone; nothing has changed then.
    pub fn answer(&mut self, answer: Answer) -> Result<(), ZoneError> {
        match answer {
            Answer::Meter(column) => {
                self.release(&column);
                (self.meter, self.meter_name) = (Some(column), None);
            }
            Answer::MeterName(name) => (self.meter, self.meter_name) = (None, Some(name)),
            Answer::Time(columns) => {
                for column in &columns {
                    self.release(column);
                }
                self.time = columns;
            }
            Answer::Values(column) => {
                self.release(&column);
                (self.values, self.wide) = (vec![column], None);
            }
            Answer::Dates(order) => self.dates = Some(order),
            Answer::Unit(unit) => {
                self.unit = Some(unit);
                if unit.is_power() {
                    self.quantity = Some(Quantity::MeanPower);
                } else if self.quantity == Some(Quantity::MeanPower) {
                    self.quantity = None;
                }
            }
            Answer::Quantity(quantity) => {
                let is_power = quantity == Quantity::MeanPower;
                self.unit = self.unit.map(|unit| unit.of_kind(is_power));
                self.quantity = Some(quantity);
            }
            Answer::Interval(minutes) => self.interval_minutes = Some(minutes),
            Answer::Stamp(stamp) => self.stamp = Some(stamp),
            Answer::Zone(zone) => {
                zone.parse::<Zone>()?;
                self.zone = Some(zone);
            }
        }
        Ok(())
    }

    /// A column that means something else now means nothing more than that.
    pub fn release(&mut self, column: &str) {
        if self.meter.as_deref() == Some(column) {
            self.meter = None;
        }
        self.time.retain(|name| name != column);
        if self.wide.is_none() {
            self.values.retain(|name| name != column);
        }
        self.part = self.part.take().filter(|name| name != column);
        self.direction = self.direction.take().filter(|of| of.column != column);
        self.quality = self.quality.take().filter(|of| of.column != column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::guess;

    #[test]
    fn an_answer_takes_what_cannot_be_true_beside_it_along() {
        let mut of =
            guess(b"id;time;wh;temp\n1;2025-01-01 00:00;5;1\n1;2025-01-01 00:30;4;1\n").expect("a table");
        assert_eq!((of.unit, of.quantity), (Some(Unit::Wh), Some(Quantity::Energy)));
        of.answer(Answer::Quantity(Quantity::MeanPower)).expect("no zone");
        assert_eq!(of.unit, Some(Unit::W));
        of.answer(Answer::Unit(Unit::KWh)).expect("no zone");
        assert_eq!(of.quantity, None, "a unit of energy is no power; it may be a register");
        of.answer(Answer::Unit(Unit::KW)).expect("no zone");
        assert_eq!(of.quantity, Some(Quantity::MeanPower));
        assert!(of.answer(Answer::Zone("Mars/Olympus".into())).is_err() && of.zone.is_none());
        of.answer(Answer::Values("id".into())).expect("no zone");
        assert_eq!((of.meter.as_deref(), of.values), (None, vec!["id".to_owned()]));
    }
}
