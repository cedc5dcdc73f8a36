//! Owns what a reading of a register means beside those before it: energy, the last digit gone over,
//! another meter, or the same register in another unit. Does not hand out rows.
//!
//! Main type: [`Register`].

/// So many times the largest difference before it, and a fall from the end of the digits to their
/// beginning is no overflow but another meter.
const MOST_OVER_BEFORE: f64 = 4.0;
/// Powers of ten by which units of registers differ, and no meter by more.
const POWERS: std::ops::RangeInclusive<i32> = 1..=9;
/// The part of a register by which it may differ from the one before, in another unit, through rounding.
const ROUNDED: f64 = 1e-3;
/// The part by which it may have risen meanwhile, where the usual power explains it.
const MOST_RISE: f64 = 0.1;
/// What a socket passes (16 A at 230 V): the power within an hour of a register that has no rows yet.
const SOCKET_W: f64 = 3680.0;
/// What stands below has too few digits to tell that it is the same number.
const LEAST_WH: f64 = 1000.0;

/// What is remembered of a register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Register {
    /// The last reading that counts, in seconds since 1970 and Wh.
    at_s: i64,
    wh: f64,
    /// Largest difference so far, and largest mean power in W.
    most_wh: f64,
    most_w: f64,
    /// Whether a row was made of it.
    has_rows: bool,
    /// Readings since then stand in a unit that is smaller by a power of ten.
    apart: Option<Apart>,
}

#[derive(Clone, Copy, Debug)]
struct Apart {
    factor: f64,
    /// The last of them, divided by the factor.
    wh: f64,
}

/// What a reading is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// So many Wh since a time; whether over the last digit.
    Energy { since_s: i64, wh: f64, is_over: bool },
    /// The same reading again.
    Repeated,
    /// Earlier than the one before.
    OutOfOrder,
    /// Below the one before.
    Fell,
    /// The number before times a factor, which is not counted.
    Larger { factor: f64 },
    /// The number before divided by a factor: what was counted before stood in the smaller unit, and
    /// rows were made of it or not.
    Smaller { factor: f64, has_rows: bool },
}

impl Register {
    pub(crate) const fn new(at_s: i64, wh: f64) -> Self {
        Self { at_s, wh, most_wh: 0.0, most_w: 0.0, has_rows: false, apart: None }
    }

    /// Takes a finite reading; `digits` is the energy at which the register begins again, if that is known.
    pub(crate) fn take(&mut self, at_s: i64, wh: f64, digits: Option<f64>) -> Step {
        let before = *self;
        if at_s <= before.at_s {
            let is_same = at_s == before.at_s && wh == before.wh;
            return if is_same { Step::Repeated } else { Step::OutOfOrder };
        }
        if let Some(apart) = &mut self.apart {
            let scaled = wh / apart.factor;
            if scaled >= apart.wh * (1.0 - ROUNDED) {
                apart.wh = scaled;
                return Step::Larger { factor: apart.factor };
            }
        } else if let Some(factor) = before.factor_to(at_s, wh) {
            self.apart = Some(Apart { factor, wh: wh / factor });
            return Step::Larger { factor };
        }
        if let Some(factor) = before.factor_from(at_s, wh).filter(|_| before.apart.is_none()) {
            *self = Self::new(at_s, wh);
            return Step::Smaller { factor, has_rows: before.has_rows };
        }
        (self.at_s, self.wh, self.apart) = (at_s, wh, None);
        let (mut difference, mut is_over) = (wh - before.wh, false);
        if difference < 0.0 {
            let Some(over) = before.overflow(wh, digits) else { return Step::Fell };
            (difference, is_over) = (over, true);
        }
        self.most_wh = before.most_wh.max(difference);
        self.most_w = before.most_w.max(difference / hours(before.at_s, at_s));
        self.has_rows = true;
        Step::Energy { since_s: before.at_s, wh: difference, is_over }
    }

    /// The power of ten by which a reading is the one before, if it is that and no energy.
    fn factor_to(&self, at_s: i64, wh: f64) -> Option<f64> {
        let is_same = |factor: &f64| self.is_near(at_s, wh / factor, self.wh, self.most_w);
        let is_usual = self.most_wh > 0.0 && wh - self.wh <= self.most_wh * MOST_OVER_BEFORE;
        if is_usual { None } else { factors().find(is_same) }
    }

    /// The power of ten by which the reading before is this one.
    fn factor_from(&self, at_s: i64, wh: f64) -> Option<f64> {
        factors().find(|factor| self.is_near(at_s, wh, self.wh / factor, self.most_w / factor))
    }

    /// Whether a register may have risen from one value to the other since the last reading that counts.
    fn is_near(&self, at_s: i64, wh: f64, before_wh: f64, most_w: f64) -> bool {
        let rounded = before_wh * ROUNDED;
        let hours = hours(self.at_s, at_s);
        let most_w = if self.has_rows || hours > 1.0 { most_w } else { SOCKET_W };
        let usual = (most_w * hours).clamp(rounded, before_wh * MOST_RISE);
        before_wh >= LEAST_WH && (before_wh - rounded..=before_wh + usual).contains(&wh)
    }

    /// Energy of an interval in which a register went over its last digit.
    fn overflow(&self, wh: f64, digits: Option<f64>) -> Option<f64> {
        if let Some(end) = digits {
            return (self.wh < end && wh < end).then_some(end - self.wh + wh);
        }
        // The smallest register that has room for the value before.
        let end = 10_f64.powf(self.wh.max(1.0).log10().floor() + 1.0);
        let over = end - self.wh + wh;
        let is_usual = self.most_wh > 0.0 && over <= self.most_wh * MOST_OVER_BEFORE;
        is_usual.then_some(over)
    }
}

fn factors() -> impl Iterator<Item = f64> {
    POWERS.map(|power| 10_f64.powi(power))
}

fn hours(from_s: i64, to_s: i64) -> f64 {
    (to_s - from_s) as f64 / 3600.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What quarter-hourly readings in kWh are, as texts.
    fn steps(readings: &[f64]) -> Vec<String> {
        let mut register = Register::new(0, readings[0] * 1e3);
        let step = |(nth, kwh): (i64, &f64)| match register.take(nth * 900, kwh * 1e3, None) {
            Step::Energy { since_s, wh, .. } => format!("{} {wh:.0}", since_s / 900),
            Step::Larger { factor } => format!("×{factor}"),
            Step::Smaller { factor, has_rows } => format!("÷{factor} {has_rows}"),
            other => format!("{other:?}"),
        };
        (1..).zip(&readings[1..]).map(step).collect()
    }

    #[test]
    fn a_register_in_a_smaller_unit_is_no_energy_and_is_waited_out() {
        let readings = [55.25, 55.35, 55_400.0, 55_500.0, 55.61, 55.7];
        assert_eq!(steps(&readings), ["0 100", "×1000", "×1000", "1 260", "4 90"]);
        // It never comes back.
        assert_eq!(steps(&[2.0, 2.1, 210.5, 220.0, 400.0]), ["0 100", "×100", "×100", "×100"]);
    }

    #[test]
    fn a_register_that_began_in_a_smaller_unit_is_counted_from_the_larger_one() {
        assert_eq!(steps(&[55_250.0, 55_350.0, 55.4, 55.5]), ["0 100000", "÷1000 true", "2 100"]);
        assert_eq!(steps(&[55_250.0, 55.3, 55.4]), ["÷1000 false", "1 100"]);
    }

    #[test]
    fn what_is_near_no_power_of_ten_is_energy_or_another_meter() {
        assert_eq!(steps(&[10.0, 10.1, 13.1, 70.0]), ["0 100", "1 3000", "2 56900"]);
        assert_eq!(steps(&[0.02, 0.2, 2.0]), ["0 180", "1 1800"], "a new register rises fast");
        assert_eq!(steps(&[500.0, 500.2, 37.0]), ["0 200", "Fell"]);
        assert_eq!(steps(&[0.0, 0.0, 0.0]), ["0 0", "1 0"]);
    }
}
