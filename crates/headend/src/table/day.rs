//! Owns the first day of a described table as power over time: what shows whether it was read right. Does
//! not guess.

use super::{Description, Question, StampAt, read};
use crate::{Direction, Error, Row, time::Zone};
use std::collections::BTreeMap;

const DAY_S: i64 = 86_400;
/// A day is whole where at least this part of it has readings.
const WHOLE: f64 = 0.95;
/// What stands for answers that do not change the shape of a day.
const NOBODY: &str = "-";

/// Power in one interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Its start, in seconds since midnight by the clocks of the file.
    pub start_s: u32,
    /// Its length in seconds.
    pub seconds: u32,
    /// Mean power in kW.
    pub kw: f64,
}

/// A day of the first meter.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstDay {
    /// The meter as the file names it; none where the file is of one meter without a name.
    pub meter: Option<String>,
    /// The day by the clocks of the file, counted from 1970-01-01.
    pub day: i32,
    /// Its intervals in their order; there may be gaps.
    pub steps: Vec<Step>,
}

impl FirstDay {
    /// Energy of all intervals in kWh.
    #[must_use]
    pub fn energy_kwh(&self) -> f64 {
        self.steps.iter().map(|step| step.kw * f64::from(step.seconds) / 3600.0).sum()
    }

    /// The most power of an interval in kW.
    #[must_use]
    pub fn peak_kw(&self) -> f64 {
        self.steps.iter().map(|step| step.kw).fold(0.0, f64::max)
    }
}

/// The first whole day of the first meter in the first bytes of a table; the fullest where none is whole,
/// nothing where there is no reading. What the zone is, how the only meter is called, and where in its
/// interval a time stands, may be open: the day is then told by the clocks of the file, as if times stood at
/// the start.
///
/// # Errors
/// The description leaves open what else power needs, or names columns that are not there.
pub fn first_day(head: &[u8], description: &Description) -> Result<Option<FirstDay>, Error> {
    let mut known = description.clone();
    let mut open = Vec::new();
    for question in description.questions() {
        match question {
            Question::Meter => known.meter_name = Some(NOBODY.to_owned()),
            Question::Zone => known.zone = Some("UTC".to_owned()),
            Question::Stamp => known.stamp = Some(StampAt::Start),
            other => open.push(other),
        }
    }
    if !open.is_empty() {
        return Err(Error::Open(open));
    }
    // The last line may be cut.
    let whole = head.iter().rposition(|&byte| byte == b'\n').map_or(head, |at| &head[..=at]);
    let zone = known.zone.as_deref().map_or_else(|| Zone::known("UTC"), Zone::known);
    let mut first = None;
    let mut days: BTreeMap<i64, Vec<Step>> = BTreeMap::new();
    let mut take = |row: Row<'_>| {
        if row.direction == Direction::Export || row.seconds == 0 {
            return;
        }
        if first.get_or_insert_with(|| row.meter.to_owned()) != row.meter {
            return;
        }
        let local_s = row.start_s + i64::from(zone.utc_offset_s(row.start_s).unwrap_or(0));
        let kw = row.wh / 1000.0 * 3600.0 / f64::from(row.seconds);
        let step = Step { start_s: local_s.rem_euclid(DAY_S) as u32, seconds: row.seconds, kw };
        days.entry(local_s.div_euclid(DAY_S)).or_default().push(step);
    };
    read(whole, &known, &mut take)?;
    let covered = |steps: &[Step]| steps.iter().map(|step| i64::from(step.seconds)).sum::<i64>();
    let is_whole = |steps: &[Step]| covered(steps) as f64 >= WHOLE * DAY_S as f64;
    let whole = days.iter().find(|(_, steps)| is_whole(steps)).map(|(day, _)| *day);
    let fullest = || days.iter().rev().max_by_key(|(_, steps)| covered(steps)).map(|(day, _)| *day);
    let Some(day) = whole.or_else(fullest) else { return Ok(None) };
    let mut steps = days.remove(&day).unwrap_or_default();
    steps.sort_by_key(|step| step.start_s);
    Ok(Some(FirstDay { meter: first.filter(|name| name != NOBODY), day: day as i32, steps }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Answer, Quantity, guess};

    /// A title, four hours of one evening and the whole of the next day, 1 kWh an hour and 2 at noon.
    fn file() -> String {
        let row = |hour: i32| {
            let (day, of_day) = (1 + hour / 24, hour % 24);
            format!("7;0{day}.02.2025 {of_day:02}:00;{}\n", if of_day == 12 { 2 } else { 1 })
        };
        let rows: String = (20..48).map(row).collect();
        format!("Отчёт;;\nСчётчик;Дата;Энергия, кВт·ч\n{rows}8;01.02.2025 00:00;99\n7;03.02")
    }

    #[test]
    fn the_first_whole_day_is_told_by_the_clocks_of_the_file() {
        let mut description = guess(file().as_bytes()).expect("a table");
        let asked: Vec<&str> = description.questions().iter().map(|asked| asked.member()).collect();
        assert_eq!(asked, ["stamp", "zone"]);
        for zone in [None, Some("Asia/Irkutsk")] {
            description.zone = zone.map(str::to_owned);
            let day = first_day(file().as_bytes(), &description).expect("answered").expect("a day");
            assert_eq!((day.meter.as_deref(), day.day, day.steps.len()), (Some("7"), 20_121, 24));
            assert_eq!(day.steps[12], Step { start_s: 43_200, seconds: 3600, kw: 2.0 });
            assert_eq!((day.energy_kwh(), day.peak_kw()), (25.0, 2.0));
        }
    }

    #[test]
    fn what_power_needs_is_asked_before_it_is_drawn() {
        let mut description = guess(file().as_bytes()).expect("a table");
        (description.unit, description.quantity) = (None, None);
        let open = first_day(file().as_bytes(), &description).expect_err("no unit");
        let Error::Open(open) = open else { panic!("{open}") };
        assert_eq!(open, [Question::Unit, Question::Quantity]);
        description.answer(Answer::Unit(crate::table::Unit::KW)).expect("no zone");
        assert_eq!(description.quantity, Some(Quantity::MeanPower));
        let day = first_day(file().as_bytes(), &description).expect("answered").expect("a day");
        assert_eq!(day.peak_kw(), 2.0);
        description.values = vec!["none".to_owned()];
        assert!(matches!(first_day(file().as_bytes(), &description), Err(Error::Malformed { .. })));
    }
}
