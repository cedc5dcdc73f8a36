//! Owns load curves of Enedis: answers of its API (JSON) and files of its portal (CSV). Times are
//! local and stand at the end of their interval; values are mean W. The step may change in a file.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Options, Out, Quality, Row},
    time::{Clock, DateOrder, Stamp, Zone, parse},
};
use serde::Deserialize;
use std::io::Read;

use super::{Measure, lines, number, tidy, unit};

/// Largest answer: of a week at the shortest step, a thousand times over.
const MOST_BYTES: u64 = 64 << 20;
const DAY_S: u32 = 86_400;

#[derive(Deserialize)]
struct Answer {
    meter_reading: OneOrMany,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Curve>),
    One(Curve),
}

#[derive(Deserialize)]
struct Curve {
    usage_point_id: String,
    #[serde(default)]
    reading_type: ReadingType,
    #[serde(default)]
    interval_reading: Vec<Reading>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadingType {
    unit: String,
    interval_length: Option<String>,
}

#[derive(Deserialize)]
struct Reading {
    value: serde_json::Value,
    date: String,
    #[serde(default)]
    interval_length: Option<String>,
    #[serde(default)]
    measure_type: Option<String>,
}

pub(super) fn read_json(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let zone = paris(options);
    let input = std::io::BufReader::new(input.take(MOST_BYTES));
    let answer: Answer = serde_json::from_reader(input).map_err(|cause| {
        let line = cause.line() as u64;
        if cause.is_io() {
            Error::Read { line, cause: cause.into() }
        } else {
            Error::malformed(line, "an answer of the Enedis API", cause.to_string())
        }
    })?;
    let curves = match answer.meter_reading {
        OneOrMany::Many(curves) => curves,
        OneOrMany::One(curve) => vec![curve],
    };
    let mut clock = Clock::default();
    for curve in &curves {
        take_curve(curve, &zone, &mut clock, out);
    }
    Ok(())
}

fn paris(options: &Options) -> Zone {
    options.zone.clone().unwrap_or_else(|| Zone::known("Europe/Paris"))
}

fn take_curve(curve: &Curve, zone: &Zone, clock: &mut Clock, out: &mut Out<'_>) {
    let usual = if curve.reading_type.unit.is_empty() { "W" } else { &curve.reading_type.unit };
    let meter = curve.usage_point_id.as_str();
    for (number, reading) in (1..).zip(&curve.interval_reading) {
        let text = reading.value.as_str().map_or_else(|| reading.value.to_string(), str::to_owned);
        let Ok(value) = text.parse::<f64>() else {
            out.report.add(Cause::NotANumber, number, || text.clone());
            continue;
        };
        let length = reading.interval_length.as_deref().or(curve.reading_type.interval_length.as_deref());
        let is_day = reading.date.trim().len() == 10;
        let seconds = length.and_then(duration_s).or(is_day.then_some(DAY_S));
        let Some(seconds) = seconds else {
            out.report.add(Cause::Incomplete, number, || "a value without interval_length".to_owned());
            continue;
        };
        let quality = quality(reading.measure_type.as_deref().unwrap_or("B"), number, out);
        let wh = match unit(usual) {
            Some(Measure::Energy(wh)) => value * wh,
            Some(Measure::Power(w)) => value * w * f64::from(seconds) / 3600.0,
            None => {
                out.report.add(Cause::OtherQuantity, number, || usual.to_owned());
                continue;
            }
        };
        if let (true, Some(Stamp::Local(local))) = (is_day, parse(&reading.date, DateOrder::YearFirst)) {
            // Days of energy are named by their date, and are as long as clocks make them.
            let ends = local.date().tomorrow().ok().and_then(|next| zone.start_of_day(next));
            let Some((start_s, end_s)) = zone.start_of_day(local.date()).zip(ends) else { continue };
            let (seconds, direction) = ((end_s - start_s) as u32, Direction::Import);
            out.row(Row { meter, start_s, seconds, wh: tidy(wh), quality, direction }, number);
            continue;
        }
        let Some(end_s) = moment(&reading.date, zone, clock, meter) else {
            out.report.add(Cause::BadTime, number, || reading.date.clone());
            continue;
        };
        let (start_s, direction) = (end_s - i64::from(seconds), Direction::Import);
        out.row(Row { meter, start_s, seconds, wh: tidy(wh), quality, direction }, number);
    }
}

fn moment(text: &str, zone: &Zone, clock: &mut Clock, meter: &str) -> Option<i64> {
    match parse(text, DateOrder::YearFirst)? {
        Stamp::Utc(at_s) => Some(at_s),
        Stamp::Local(local) => clock.place(meter, zone.seconds(local)?),
    }
}

/// Seconds of `PT30M`, `PT1H`, `P1D`.
fn duration_s(text: &str) -> Option<u32> {
    let span: jiff::Span = text.trim().parse().ok()?;
    let seconds = span.total((jiff::Unit::Second, jiff::SpanRelativeTo::days_are_24_hours())).ok()?;
    (1.0..=f64::from(DAY_S) * 366.0).contains(&seconds).then_some(seconds as u32)
}

/// B: raw; C, H and others: put right, filled, reconstructed.
fn quality(mark: &str, line: u64, out: &mut Out<'_>) -> Quality {
    match mark {
        "B" | "" => Quality::Measured,
        "C" | "H" | "K" | "P" | "S" | "T" | "F" | "G" | "R" => Quality::Substituted,
        "E" | "D" => Quality::Estimated,
        _ => {
            out.report.add(Cause::UnknownQuality, line, || mark.to_owned());
            Quality::Doubtful
        }
    }
}

/// A value of the portal that waits for the next, which tells its step.
#[derive(Clone, Copy)]
struct Point {
    at_s: i64,
    value: Option<f64>,
    line: u64,
}

/// The part of a portal file below one meter.
#[derive(Default)]
struct Portal {
    meter: String,
    watts: Option<f64>,
    direction: Direction,
    columns: Vec<String>,
    is_values: bool,
    step_s: i64,
    last: Option<Point>,
    /// Step of the last point from the one before.
    last_step_s: Option<i64>,
}

pub(super) fn read_csv(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let zone = paris(options);
    let (mut clock, mut portal) = (Clock::default(), Portal::default());
    lines(input, |text, line| {
        let fields: Vec<&str> = text.split(';').map(|field| field.trim().trim_matches('"')).collect();
        match fields[0] {
            "" => {}
            "Identifiant PRM" => {
                hand_out(&mut portal, None, out);
                portal = Portal {
                    columns: fields.iter().map(|name| (*name).to_owned()).collect(),
                    ..Portal::default()
                };
            }
            "Horodate" => portal.is_values = true,
            _ if portal.is_values => point(&fields, &mut portal, &zone, &mut clock, line, out),
            _ => head(&fields, &mut portal, line, out),
        }
        Ok(())
    })?;
    hand_out(&mut portal, None, out);
    Ok(())
}

/// The line that says whose values follow.
fn head(fields: &[&str], portal: &mut Portal, line: u64, out: &mut Out<'_>) {
    let of = |name: &str| {
        let place = portal.columns.iter().position(|column| column.starts_with(name));
        place.and_then(|place| fields.get(place)).copied().unwrap_or("")
    };
    fields[0].trim_start_matches('\'').clone_into(&mut portal.meter);
    let (unit_name, step) = (of("Unit"), of("Pas en minutes"));
    let direction = if of("Grandeur m").starts_with("Prod") || of("Grandeur m").starts_with("Inj") {
        Direction::Export
    } else {
        Direction::Import
    };
    let is_active = !of("Grandeur physique").to_lowercase().contains("ractive")
        && !of("Grandeur physique").to_lowercase().contains("réactive");
    let watts = match unit(unit_name) {
        Some(Measure::Power(w)) if is_active => Some(w),
        _ => None,
    };
    let step_s = step.parse::<i64>().unwrap_or(0) * 60;
    (portal.watts, portal.direction, portal.step_s) = (watts, direction, step_s);
    if portal.watts.is_none() {
        out.report.add(Cause::OtherQuantity, line, || fields.join(";"));
    }
}

fn point(fields: &[&str], portal: &mut Portal, zone: &Zone, clock: &mut Clock, line: u64, out: &mut Out<'_>) {
    if portal.watts.is_none() {
        return;
    }
    let Some(at_s) = moment(fields[0], zone, clock, &portal.meter) else {
        out.report.add(Cause::BadTime, line, || fields[0].to_owned());
        return;
    };
    let text = fields.get(1).copied().unwrap_or("");
    let value = number(text);
    if value.is_none() {
        let cause = if text.is_empty() { Cause::Absent } else { Cause::NotANumber };
        out.report.add(cause, line, || text.to_owned());
    }
    let next = Point { at_s, value, line };
    hand_out(portal, Some(next), out);
}

/// Hands out the point that waited: its step is the distance to the one before, unless that is a gap.
fn hand_out(portal: &mut Portal, next: Option<Point>, out: &mut Out<'_>) {
    let waited = portal.last;
    portal.last = next;
    let Some(point) = waited else { return };
    let ahead_s = next.map(|next| next.at_s - point.at_s).filter(|&step| step > 0);
    let step_s = match (portal.last_step_s, ahead_s) {
        // A longer distance that comes again is a new step; one alone is a gap.
        (Some(back_s), ahead_s) if back_s <= portal.step_s || ahead_s == Some(back_s) => back_s,
        (Some(_), _) => portal.step_s,
        (None, _) if portal.step_s > 0 => portal.step_s,
        (None, ahead_s) => ahead_s.unwrap_or(0),
    };
    portal.last_step_s = ahead_s;
    let Ok(seconds) = u32::try_from(step_s) else { return };
    if seconds == 0 {
        out.report.add(Cause::Incomplete, point.line, || "one value alone has no step".to_owned());
        return;
    }
    portal.step_s = step_s;
    let (Some(value), Some(w)) = (point.value, portal.watts) else { return };
    let wh = tidy(value * w * step_s as f64 / 3600.0);
    let (start_s, direction) = (point.at_s - step_s, portal.direction);
    out.row(
        Row { meter: &portal.meter, start_s, seconds, wh, quality: Quality::Measured, direction },
        point.line,
    );
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn an_answer_has_stamps_at_the_end_and_mean_watts() {
        let text = r#"{"meter_reading":{"usage_point_id":"9","reading_type":{"unit":"W"},"interval_reading":[
            {"value":"300","date":"2024-10-27 02:30:00","interval_length":"PT30M","measure_type":"B"},
            {"value":"500","date":"2024-10-27 02:30:00","interval_length":"PT1H","measure_type":"C"},
            {"value":"x","date":"2024-10-27 03:30:00","interval_length":"PT1H"},
            {"value":"600","date":"2024-10-27 03:10:00","interval_length":"PT10M"}]}}"#;
        let (rows, report) = rows_of(Format::EnedisJson, text.as_bytes());
        let expected = [
            "9 2024-10-27T00:00:00Z 1800 150",
            "9 2024-10-27T00:30:00Z 3600 500S",
            "9 2024-10-27T02:00:00Z 600 100",
        ];
        assert_eq!(rows, expected);
        assert_eq!(causes(&report), ["not-a-number"]);
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let text = r#"{"meter_reading":{"usage_point_id":"9","reading_type":{"unit":"Wh"},"interval_reading":[
            {"value":"1000","date":"2024-10-27"}]}}"#;
        assert_eq!(rows_of(Format::EnedisJson, text.as_bytes()).0, ["9 2024-10-26T22:00:00Z 90000 1000"]);
    }

    #[test]
    fn the_step_of_the_portal_changes_and_has_gaps() {
        let text = "Identifiant PRM;Type;Grandeur physique;Grandeur metier;Unite;Pas en minutes\n\
            77;Courbe;Energie active;Consommation;W;30\nHorodate;Valeur\n\
            2024-01-01T00:30:00+01:00;100\n2024-01-01T01:00:00+01:00;200\n2024-01-01T02:00:00+01:00;300\n\
            2024-01-01T02:30:00+01:00;400\n2024-01-01T03:30:00+01:00;500\n2024-01-01T04:30:00+01:00;\n\
            2024-01-01T04:40:00+01:00;600\n";
        let (rows, report) = rows_of(Format::EnedisCsv, text.as_bytes());
        let starts: Vec<String> =
            rows.iter().map(|row| row.replace("77 2024-01-01T", "").replace("77 2023-12-31T", "")).collect();
        let expected = [
            "23:00:00Z 1800 50",
            "23:30:00Z 1800 100",
            "00:30:00Z 1800 150",
            "01:00:00Z 1800 200",
            "01:30:00Z 3600 500",
            "03:30:00Z 600 100",
        ];
        assert_eq!(starts, expected);
        assert_eq!(causes(&report), ["absent"]);
    }
}
