//! Owns NEM12 (interval data) and NEM13 (readings of registers) of the Australian market: records
//! of comma-separated fields, days in market time (ten hours ahead of UTC all year), units by
//! register, quality by day or by stretches of it.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Out, Quality, Row},
};
use jiff::civil;
use std::io::Read;

use super::{Measure, lines, number, tidy, unit};

const MARKET_TIME_S: i64 = 10 * 3600;
const DAY_MIN: usize = 24 * 60;

/// A register: record 200.
struct Register {
    nmi: String,
    /// Wh a unit; nothing for reactive energy.
    wh: Option<f64>,
    direction: Direction,
    interval_min: usize,
}

/// A day that waits for its stretches of quality: records 300 and 400.
struct Day {
    date: civil::Date,
    values: Vec<Option<f64>>,
    qualities: Vec<Option<Quality>>,
    line: u64,
}

pub(super) fn read(input: impl Read, out: &mut Out<'_>) -> Result<(), Error> {
    let (mut register, mut day): (Option<Register>, Option<Day>) = (None, None);
    lines(input, |text, line| {
        let fields: Vec<&str> = text.split(',').map(str::trim).collect();
        let kind = fields[0];
        if kind != "400" {
            hand_out(register.as_ref(), day.take(), out);
        }
        match kind {
            "200" => register = register_of(&fields, line, out),
            "250" => reading(&fields, line, out),
            "300" => day = register.as_ref().and_then(|register| day_of(&fields, register, line, out)),
            "400" => mark(&fields, day.as_mut(), line, out),
            // Header, events, end.
            "100" | "500" | "550" | "900" | "" => {}
            _ => out.report.add(Cause::BadRecord, line, || kind.to_owned()),
        }
        Ok(())
    })?;
    hand_out(register.as_ref(), day, out);
    Ok(())
}

fn register_of(fields: &[&str], line: u64, out: &mut Out<'_>) -> Option<Register> {
    let [_, nmi, registers, _, suffix, _, _, uom, interval, ..] = *fields else {
        out.report.add(Cause::BadRecord, line, || fields.join(","));
        return None;
    };
    let interval_min: usize = interval.parse().unwrap_or(0);
    if interval_min == 0 || !DAY_MIN.is_multiple_of(interval_min) || nmi.is_empty() {
        out.report.add(Cause::Incomplete, line, || fields.join(","));
        return None;
    }
    let wh = active(uom, suffix);
    Some(Register { nmi: series_of(nmi, registers, suffix), wh, direction: direction(suffix), interval_min })
}

/// The name of the series of a register. The first import register of a place, by its configuration such as
/// `E1E2B1`, has the place's; a further one, of a controlled load, counts other energy and has its own.
fn series_of(nmi: &str, registers: &str, suffix: &str) -> String {
    let of_import = |pair: &&str| pair.starts_with(['E', 'e']);
    let mut pairs = registers.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    match pairs.find(of_import) {
        Some(first) if of_import(&suffix) && !first.eq_ignore_ascii_case(suffix) => format!("{nmi}-{suffix}"),
        _ => nmi.to_owned(),
    }
}

/// Wh a unit, if the register counts active energy.
fn active(uom: &str, suffix: &str) -> Option<f64> {
    // Q, R, S, T, K and others are reactive or not energy; accumulation registers have digits.
    let is_active = suffix.is_empty()
        || suffix.starts_with(['E', 'B', 'A', 'D', 'e', 'b'])
        || suffix.starts_with(|letter: char| letter.is_ascii_digit());
    match unit(uom) {
        Some(Measure::Energy(wh)) if is_active => Some(wh),
        _ => None,
    }
}

/// B is energy that the customer feeds in.
fn direction(suffix: &str) -> Direction {
    if suffix.starts_with(['B', 'b']) { Direction::Export } else { Direction::Import }
}

/// The quality that a method such as `A`, `E52` or `S14` names; nothing for null data.
fn quality(method: &str, line: u64, out: &mut Out<'_>) -> Option<Quality> {
    Some(match method.bytes().next() {
        // V: it varies, and 400 records say how.
        Some(b'A' | b'V') => Quality::Measured,
        Some(b'E') => Quality::Estimated,
        Some(b'S' | b'F') => Quality::Substituted,
        Some(b'N') => return None,
        _ => {
            out.report.add(Cause::UnknownQuality, line, || method.to_owned());
            Quality::Doubtful
        }
    })
}

fn day_of(fields: &[&str], register: &Register, line: u64, out: &mut Out<'_>) -> Option<Day> {
    let count = DAY_MIN / register.interval_min;
    if register.wh.is_none() {
        out.report.add_many(Cause::OtherQuantity, line, count as u64, || register.nmi.clone());
        return None;
    }
    let Some(date) = fields.get(1).and_then(|text| civil::Date::strptime("%Y%m%d", text).ok()) else {
        out.report.add(Cause::BadTime, line, || fields.get(1).copied().unwrap_or("").to_owned());
        return None;
    };
    if fields.len() < count + 3 {
        out.report.add(Cause::BadRecord, line, || format!("{} fields", fields.len()));
        return None;
    }
    let quality = quality(fields[count + 2], line, out);
    let values = fields[2..count + 2].iter().map(|text| {
        let value = number(text);
        if value.is_none() {
            let cause = if text.is_empty() { Cause::Absent } else { Cause::NotANumber };
            out.report.add(cause, line, || (*text).to_owned());
        }
        value
    });
    Some(Day { date, values: values.collect(), qualities: vec![quality; count], line })
}

/// Record 400: intervals from, to, quality.
fn mark(fields: &[&str], day: Option<&mut Day>, line: u64, out: &mut Out<'_>) {
    let Some(day) = day else { return };
    let part = |at: usize| fields.get(at).and_then(|text| text.parse::<usize>().ok());
    match (part(1), part(2), fields.get(3)) {
        (Some(from), Some(to), Some(method)) if (1..=to).contains(&from) && to <= day.qualities.len() => {
            let quality = quality(method, line, out);
            day.qualities[from - 1..to].fill(quality);
        }
        _ => out.report.add(Cause::BadRecord, line, || fields.join(",")),
    }
}

fn hand_out(register: Option<&Register>, day: Option<Day>, out: &mut Out<'_>) {
    let (Some(register), Some(day)) = (register, day) else { return };
    let Some(wh) = register.wh else { return };
    let midnight_s = midnight_s(day.date);
    let seconds = (register.interval_min * 60) as u32;
    for (place, (value, quality)) in day.values.iter().zip(&day.qualities).enumerate() {
        let Some(value) = value else { continue };
        let Some(quality) = *quality else {
            out.report.add(Cause::Absent, day.line, || "null data".to_owned());
            continue;
        };
        let start_s = midnight_s + place as i64 * i64::from(seconds);
        let direction = register.direction;
        let row = Row { meter: &register.nmi, start_s, seconds, wh: tidy(value * wh), quality, direction };
        out.row(row, day.line);
    }
}

fn midnight_s(date: civil::Date) -> i64 {
    seconds(date.at(0, 0, 0, 0))
}

fn seconds(local: civil::DateTime) -> i64 {
    let utc = jiff::tz::Offset::UTC.to_timestamp(local);
    utc.map_or(i64::MIN / 2, |at| at.as_second() - MARKET_TIME_S)
}

/// Record 250: a quarter is one interval.
fn reading(fields: &[&str], line: u64, out: &mut Out<'_>) {
    if fields.len() < 20 {
        out.report.add(Cause::BadRecord, line, || format!("{} fields", fields.len()));
        return;
    }
    let at = |text: &str| {
        let form = if text.len() == 8 { "%Y%m%d" } else { "%Y%m%d%H%M%S" };
        let date = || civil::Date::strptime(form, text).ok().map(|date| date.at(0, 0, 0, 0));
        civil::DateTime::strptime(form, text).ok().or_else(date).map(seconds)
    };
    let (Some(start_s), Some(end_s)) = (at(fields[9]), at(fields[14])) else {
        out.report.add(Cause::BadTime, line, || format!("{} to {}", fields[9], fields[14]));
        return;
    };
    let suffix = fields[4];
    let Some(wh) = active(fields[19], suffix) else {
        out.report.add(Cause::OtherQuantity, line, || fields[19].to_owned());
        return;
    };
    let (Some(quantity), Ok(seconds)) = (number(fields[18]), u32::try_from(end_s - start_s)) else {
        out.report.add(Cause::NotANumber, line, || fields[18].to_owned());
        return;
    };
    let Some(quality) = quality(fields[15], line, out) else {
        out.report.add(Cause::Absent, line, || "null data".to_owned());
        return;
    };
    // "E" is export from the grid, to the customer; "I" is import into it, which only counts where the suffix
    // does not say it.
    let has_digits = suffix.starts_with(|letter: char| letter.is_ascii_digit());
    let direction = if has_digits && fields[7] == "I" { Direction::Export } else { direction(suffix) };
    out.row(Row { meter: fields[1], start_s, seconds, wh: tidy(quantity * wh), quality, direction }, line);
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn days_with_quality_by_stretch_and_units_by_register() {
        let text = "100,NEM12,202402010000,MDP,RET\n\
            200,NMI1,E1B1Q1,E1,E1,N1,M1,kWh,480,\n\
            300,20240131,1.5,2,0.125,V,,,20240201000000,\n400,1,1,A,,\n400,2,2,E52,,\n400,3,3,N,,\n\
            200,NMI1,E1B1Q1,B1,B1,N2,M1,Wh,720,\n300,20240131,7,8,A,,,20240201000000,\n\
            200,NMI1,E1B1Q1,Q1,Q1,N3,M1,kVArh,720,\n300,20240131,7,8,A,,,20240201000000,\n900\n";
        let (rows, report) = rows_of(Format::Nem, text.as_bytes());
        let expected = [
            "NMI1 2024-01-30T14:00:00Z 28800 1500",
            "NMI1 2024-01-30T22:00:00Z 28800 2000E",
            "NMI1 2024-01-30T14:00:00Z 43200 7x",
            "NMI1 2024-01-31T02:00:00Z 43200 8x",
        ];
        assert_eq!(rows, expected);
        assert_eq!((report.rows, report.exported_rows, report.not_measured), (2, 2, 1));
        assert_eq!(causes(&report), ["absent", "other-quantity"]);
    }

    #[test]
    fn a_quarter_is_one_interval() {
        let text = "100,NEM13,202404020000,MDP,RET\n\
            250,NMI2,E1,1,E1,,M2,I,100,20240101000000,A,,,1180.5,20240401000000,E64,,,1080.5,kWh,,20240402000000,\n900\n";
        let (rows, _) = rows_of(Format::Nem, text.as_bytes());
        assert_eq!(rows, ["NMI2 2023-12-31T14:00:00Z 7862400 1080500E"]);
    }

    #[test]
    fn accumulation_registers_have_digits_and_export_from_the_grid_is_consumption() {
        let record = |suffix: &str, way: &str| {
            format!(
                "250,NMI9,1141,01,{suffix},11,M9,{way},100,20240101000000,A,,,613.3,20240401000000,A,,,513.3,kWh,,,\n"
            )
        };
        let rows = |suffix, way| {
            let text = format!("100,NEM13,202404020000,MDP,RET\n{}900\n", record(suffix, way));
            rows_of(Format::Nem, text.as_bytes()).0
        };
        let consumed = ["NMI9 2023-12-31T14:00:00Z 7862400 513300"];
        assert_eq!(
            (rows("11", "E"), rows("E1", "E")),
            (consumed.map(str::to_owned).to_vec(), consumed.map(str::to_owned).to_vec())
        );
        assert_eq!(rows("11", "I"), ["NMI9 2023-12-31T14:00:00Z 7862400 513300x"]);
    }

    #[test]
    fn a_second_import_register_is_a_series_of_its_own() {
        let text = "100,NEM12,202402010000,MDP,RET\n\
            200,NMI1,E1E2,E1,E1,N1,M1,kWh,720,\n300,20240131,1,2,A,,,20240201000000,\n\
            200,NMI1,E1E2,E2,E2,N2,M1,kWh,720,\n300,20240131,3,4,A,,,20240201000000,\n900\n";
        let (rows, _) = rows_of(Format::Nem, text.as_bytes());
        let expected = [
            "NMI1 2024-01-30T14:00:00Z 43200 1000",
            "NMI1 2024-01-31T02:00:00Z 43200 2000",
            "NMI1-E2 2024-01-30T14:00:00Z 43200 3000",
            "NMI1-E2 2024-01-31T02:00:00Z 43200 4000",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn short_and_unknown_records_are_told() {
        let text = "100,NEM12,1,MDP,RET\n200,NMI1,E1,E1,E1,N1,M1,kWh,720,\n300,20240131,1\n300,20240231,1,2,A\n300,20240201,x,,A\n777\n";
        let (rows, report) = rows_of(Format::Nem, text.as_bytes());
        assert!(rows.is_empty());
        assert_eq!(causes(&report), ["bad-record", "bad-time", "not-a-number", "absent"]);
        assert_eq!(report.problems[0].count, 2);
    }
}
