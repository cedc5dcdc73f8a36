//! Owns what a row of energy is and how rows are made: from energies, mean power, and readings of
//! registers. Does not know formats, nor what a reading of a register means.

use crate::{
    register::{Register, Step},
    report::{Cause, Report, TakenBack},
    time::Zone,
};
use rustc_hash::FxHashMap;

/// Energy of one meter in one interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// The meter as its file names it.
    pub meter: &'a str,
    /// Start of the interval, in seconds since 1970 UTC.
    pub start_s: i64,
    /// Its length in seconds.
    pub seconds: u32,
    /// Energy in Wh.
    pub wh: f64,
    /// How the value came about.
    pub quality: Quality,
    /// Which way the energy went.
    pub direction: Direction,
}

/// How a value came about, as its file says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Measured; also where the format has no word for anything else.
    #[default]
    Measured,
    /// Estimated, forecast or interpolated.
    Estimated,
    /// Put in the place of a measured value.
    Substituted,
    /// Marked in a way that this crate cannot read, or as not reliable.
    Doubtful,
}

/// Which way energy went, seen from the customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Taken from the grid.
    #[default]
    Import,
    /// Fed into the grid.
    Export,
}

/// What a file cannot say of itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Zone of times without an offset, in place of the usual one of the format.
    pub zone: Option<Zone>,
}

/// Where rows go, and what is noted on the way.
pub(crate) struct Out<'a> {
    sink: &'a mut dyn FnMut(Row<'_>),
    pub(crate) report: Report,
    registers: FxHashMap<String, Register>,
}

impl<'a> Out<'a> {
    pub(crate) fn new(sink: &'a mut dyn FnMut(Row<'_>)) -> Self {
        Self { sink, report: Report::default(), registers: FxHashMap::default() }
    }

    /// Hands out a row, if its value can be one.
    pub(crate) fn row(&mut self, row: Row<'_>, line: u64) {
        if !row.wh.is_finite() || row.wh < 0.0 {
            self.report.add(Cause::NegativeEnergy, line, || row.wh.to_string());
            return;
        }
        if row.seconds == 0 {
            self.report.add(Cause::BadTime, line, || "an interval without length".to_owned());
            return;
        }
        self.report.count(&row);
        (self.sink)(row);
    }

    /// Takes a reading of a register in Wh: the row is the difference to the one before. `digits`
    /// is the energy in Wh at which the register begins again, where it is known.
    pub(crate) fn register(&mut self, meter: &str, at_s: i64, wh: f64, digits: Option<f64>, line: u64) {
        if !wh.is_finite() {
            self.report.add(Cause::NotANumber, line, || wh.to_string());
            return;
        }
        let Some(register) = self.registers.get_mut(meter) else {
            self.registers.insert(meter.to_owned(), Register::new(at_s, wh));
            return;
        };
        let step = register.take(at_s, wh, digits);
        let report = &mut self.report;
        let named = || meter.to_owned();
        let (since_s, difference) = match step {
            Step::Repeated => return report.add(Cause::Repeated, line, named),
            Step::OutOfOrder => return report.add(Cause::OutOfOrder, line, named),
            Step::Fell => return report.add(Cause::RegisterFell, line, named),
            Step::Larger { factor } => {
                return report.add(Cause::OtherUnit, line, || format!("{meter} ×{factor}"));
            }
            Step::Smaller { factor, has_rows } => {
                report.add(Cause::OtherUnit, line, || format!("{meter} ÷{factor}"));
                if has_rows {
                    report.taken_back.push(TakenBack { meter: named(), before_s: at_s });
                }
                return;
            }
            Step::Energy { since_s, wh, is_over } => {
                if is_over {
                    report.add(Cause::RegisterOverflow, line, named);
                }
                (since_s, wh)
            }
        };
        let Ok(seconds) = u32::try_from(at_s - since_s) else {
            self.report.add(Cause::BadTime, line, || at_s.to_string());
            return;
        };
        // Decimals of kWh become whole numbers again.
        let wh = (difference * 1e6).round() / 1e6;
        let (quality, direction) = (Quality::Measured, Direction::Import);
        self.row(Row { meter, start_s: since_s, seconds, wh, quality, direction }, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(readings: &[(i64, f64)], digits: Option<f64>) -> (Vec<(i64, u32, f64)>, Report) {
        let mut rows = Vec::new();
        let mut sink = |row: Row<'_>| rows.push((row.start_s, row.seconds, row.wh));
        let mut out = Out::new(&mut sink);
        for (line, &(at_s, wh)) in (1..).zip(readings) {
            out.register("m", at_s, wh, digits, line);
        }
        let report = out.report;
        (rows, report)
    }

    #[test]
    fn differences_are_energies_and_gaps_are_long_rows() {
        let (rows, report) = rows(&[(0, 1000.0), (900, 1200.0), (2700, 1250.0)], None);
        assert_eq!(rows, [(0, 900, 200.0), (900, 1800, 50.0)]);
        assert!(report.problems.is_empty());
    }

    #[test]
    fn a_register_goes_over_its_last_digit() {
        let (rows, report) = rows(&[(0, 99_700.0), (900, 99_900.0), (1800, 150.0)], None);
        assert_eq!(rows[1], (900, 900, 250.0));
        assert_eq!(report.problems[0].cause, Cause::RegisterOverflow);
        let (rows, _) = super::tests::rows(&[(0, 99_900.0), (900, 150.0)], Some(100_000.0));
        assert_eq!(rows, [(0, 900, 250.0)]);
    }

    #[test]
    fn another_meter_in_its_place_gives_no_row() {
        let (rows, report) = rows(&[(0, 50_000.0), (900, 50_200.0), (1800, 3.0), (2700, 103.0)], None);
        assert_eq!(rows, [(0, 900, 200.0), (1800, 900, 100.0)]);
        assert_eq!(report.problems[0].cause, Cause::RegisterFell);
    }
}
