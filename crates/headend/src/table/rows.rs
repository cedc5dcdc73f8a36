//! Owns reading the rows of a described table. Does not guess.

use super::{
    DateOrder, Description, Quantity, StampAt, Wide, columns,
    text::{decoded, number},
};
use crate::{
    report::{Cause, Error, Report},
    rows::{Direction, Out, Quality, Row},
    time::{Clock, Moments, Stamp, Zone, parse},
};
use csv::StringRecord;
use jiff::civil;
use std::{collections::BTreeSet, io::Read};

/// Reads all rows of a table by its description and hands each to `sink`.
///
/// # Errors
/// The description leaves open what rows need or names columns that are not there, or the source
/// fails.
pub fn read(
    input: impl Read,
    description: &Description,
    sink: &mut dyn FnMut(Row<'_>),
) -> Result<Report, Error> {
    let questions = description.questions();
    if !questions.is_empty() {
        return Err(Error::Open(questions));
    }
    let separator =
        u8::try_from(description.separator).map_err(|_| Error::Undescribed("a separator of one byte"))?;
    let text = decoded(input, &description.encoding, description.header_line)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text);
    let mut record = StringRecord::new();
    next(&mut reader, &mut record, description.header_line)?;
    let plan = Plan::new(description, &record)?;
    let (mut out, mut clock) = (Out::new(sink), Clock::default());
    let beside = plan.energy_beside(&record);
    if !beside.is_empty() {
        out.report.note(Cause::OtherColumn, description.header_line, || beside.join(", "));
    }
    let width = record.len();
    let mut held: Option<Held> = None;
    while next(&mut reader, &mut record, description.header_line)? {
        let line = record.position().map_or(0, csv::Position::line) + description.header_line - 1;
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if record.len() > width && record.iter().skip(width).any(|field| !field.trim().is_empty())
            || record.len() < plan.fewest
        {
            out.report.add(Cause::BadRecord, line, || format!("{} fields", record.len()));
            continue;
        }
        let Some(part) = plan.part else {
            plan.take(&record, 0.0, line, &mut clock, &mut out);
            continue;
        };
        match &mut held {
            Some(held) if plan.is_same_reading(&held.record, &record) => {
                let is_new = record.get(part).is_some_and(|text| held.parts.insert(text.to_owned()));
                if !is_new {
                    out.report.add(Cause::Repeated, line, || record.get(part).unwrap_or("").to_owned());
                } else if let Some(value) = plan.value(&record, line, &mut out) {
                    held.others += value;
                } else {
                    held.is_whole = false;
                }
            }
            _ => {
                let parts = record.get(part).map(str::to_owned).into_iter().collect();
                let next = Held { record: record.clone(), line, others: 0.0, parts, is_whole: true };
                if let Some(held) = held.replace(next) {
                    plan.take_held(&held, &mut clock, &mut out);
                }
            }
        }
    }
    if let Some(held) = held {
        plan.take_held(&held, &mut clock, &mut out);
    }
    Ok(out.report)
}

fn next<R: Read>(
    reader: &mut csv::Reader<R>,
    record: &mut StringRecord,
    header_line: u64,
) -> Result<bool, Error> {
    reader.read_record(record).map_err(|cause| {
        let line = cause.position().map_or(header_line, |position| position.line() + header_line - 1);
        match cause.into_kind() {
            csv::ErrorKind::Io(cause) => Error::Read { line, cause },
            other => Error::malformed(line, "a record of text", format!("{other:?}")),
        }
    })
}

/// A reading whose other tariffs or phases may follow.
struct Held {
    record: StringRecord,
    line: u64,
    /// The sum of the others, as their cells say it.
    others: f64,
    parts: BTreeSet<String>,
    /// Whether all of them could be read.
    is_whole: bool,
}

/// A description with names put into places.
struct Plan<'a> {
    description: &'a Description,
    meter: Option<usize>,
    times: Vec<usize>,
    values: Vec<usize>,
    /// Days of the columns of values.
    days: Vec<civil::Date>,
    part: Option<usize>,
    direction: Option<usize>,
    quality: Option<usize>,
    zone: Zone,
    dates: DateOrder,
    factor: f64,
    seconds: u32,
    /// How long after the beginning of the day its first interval begins, in seconds; the clock times in names of
    /// columns say so together with whether they are of a start or an end.
    first_s: i64,
    /// Fewest fields of a row.
    fewest: usize,
}

impl<'a> Plan<'a> {
    fn new(description: &'a Description, header: &StringRecord) -> Result<Self, Error> {
        let place = |name: &str| {
            let found = header.iter().position(|other| other.trim_start_matches('\u{feff}').trim() == name);
            found.ok_or_else(|| {
                Error::malformed(
                    description.header_line,
                    "the columns of the description",
                    format!("no column {name:?}"),
                )
            })
        };
        let meter = description.meter.as_deref().map(place).transpose()?;
        let times = description.time.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
        let values = description.values.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
        let part =
            description.part.as_deref().filter(|_| description.wide.is_none()).map(place).transpose()?;
        let direction = description.direction.as_ref().map(|of| place(&of.column)).transpose()?;
        let quality = description.quality.as_ref().map(|of| place(&of.column)).transpose()?;
        let zone = description
            .zone
            .as_deref()
            .unwrap_or("UTC")
            .parse()
            .map_err(|_| Error::Undescribed("a zone that is known"))?;
        let dates = description.dates.unwrap_or(DateOrder::YearFirst);
        let mut days = Vec::new();
        if description.wide == Some(Wide::Days) {
            for name in &description.values {
                match parse(name, dates) {
                    Some(Stamp::Local(local)) => days.push(local.date()),
                    _ => {
                        return Err(Error::malformed(
                            description.header_line,
                            "days as names of columns",
                            name.as_str(),
                        ));
                    }
                }
            }
        }
        let seconds = description.interval_minutes.unwrap_or(0).saturating_mul(60);
        let named = description.values.first().filter(|_| description.wide == Some(Wide::IntervalsOfDay));
        let first_s = match (named.and_then(|name| columns::clock_minutes(name)), description.stamp) {
            (Some(minutes), Some(StampAt::Start)) => i64::from(minutes) * 60,
            (Some(minutes), Some(StampAt::End)) => i64::from(minutes) * 60 - i64::from(seconds),
            _ => 0,
        };
        let needed = meter.iter().chain(&times).chain(values.iter().take(1)).copied().max().unwrap_or(0);
        Ok(Self {
            description,
            meter,
            times,
            values,
            days,
            part,
            direction,
            quality,
            zone,
            dates,
            factor: description.unit.map_or(1.0, super::Unit::factor),
            seconds,
            first_s,
            fewest: needed + 1,
        })
    }

    /// Names of columns of active energy or power that are not read: mostly those of energy fed in.
    fn energy_beside<'b>(&self, header: &'b StringRecord) -> Vec<&'b str> {
        let columns = header.iter().enumerate().filter(|(place, _)| !self.values.contains(place));
        let active = columns.filter(|(_, name)| columns::unit(&columns::plain(name)).is_some());
        active.map(|(_, name)| name.trim()).collect()
    }

    /// Whether two records are of one meter, time and direction.
    fn is_same_reading(&self, a: &StringRecord, b: &StringRecord) -> bool {
        let places = self.meter.iter().chain(&self.times).chain(&self.direction).chain(&self.quality);
        places.map(|&place| (a.get(place), b.get(place))).all(|(a, b)| a == b)
    }

    fn take_held(&self, held: &Held, clock: &mut Clock, out: &mut Out<'_>) {
        // Without one of its parts the sum is not known.
        if held.is_whole {
            self.take(&held.record, held.others, held.line, clock, out);
        }
    }

    /// The value of a reading: of phases or tariffs in columns, their sum.
    fn value(&self, record: &StringRecord, line: u64, out: &mut Out<'_>) -> Option<f64> {
        let field = |place: usize| record.get(place).unwrap_or("").trim();
        self.values.iter().map(|&place| self.number(field(place), line, out)).sum()
    }

    /// Takes a record, whose value lacks `others`.
    fn take(&self, record: &StringRecord, others: f64, line: u64, clock: &mut Clock, out: &mut Out<'_>) {
        let field = |place: usize| record.get(place).unwrap_or("").trim();
        let named = self.meter.map(field);
        let meter = named.or(self.description.meter_name.as_deref()).unwrap_or("");
        if meter.is_empty() {
            out.report.add(Cause::Incomplete, line, || "a row without a meter".to_owned());
            return;
        }
        let Some(direction) = self.direction(record, line, out) else { return };
        let Some(quality) = self.quality(record, line, out) else { return };
        let row = |start_s: i64, seconds: u32, value: f64| {
            let energy = value * self.factor;
            let is_power = self.description.quantity == Some(Quantity::MeanPower);
            let wh = if is_power { energy * f64::from(seconds) / 3600.0 } else { energy };
            Row { meter, start_s, seconds, wh: (wh * 1e6).round() / 1e6, quality, direction }
        };
        // A register and the rows of export have clocks of their own.
        match self.description.wide {
            None => {
                let text = match self.times[..] {
                    [one] => std::borrow::Cow::Borrowed(field(one)),
                    _ => self.times.iter().map(|&place| field(place)).collect::<Vec<_>>().join(" ").into(),
                };
                let Some(at_s) = self.moment(&text, meter, line, clock, out) else { return };
                let Some(value) = self.value(record, line, out) else { return };
                let value = value + others;
                if self.description.quantity == Some(Quantity::Register) {
                    let end = self
                        .description
                        .register_digits
                        .map(|digits| 10_f64.powi(digits as i32) * self.factor);
                    out.register(meter, at_s, (value * self.factor * 1e3).round() / 1e3, end, line);
                    return;
                }
                let is_end = self.description.stamp == Some(StampAt::End);
                let start_s = if is_end { at_s - i64::from(self.seconds) } else { at_s };
                out.row(row(start_s, self.seconds, value), line);
            }
            Some(Wide::IntervalsOfDay) => {
                let text = self.times.first().map_or("", |&place| field(place));
                let day = match parse(text, self.dates) {
                    Some(Stamp::Local(local)) => self.zone.start_of_day(local.date()),
                    _ => None,
                };
                let Some(day_s) = day else {
                    out.report.add(Cause::BadTime, line, || text.to_owned());
                    return;
                };
                for (number, &place) in (0..).zip(&self.values) {
                    // Blank is not zero; days of 46 and 48 half hours leave the last ones blank.
                    if field(place).is_empty() {
                        continue;
                    }
                    if let Some(value) = self.number(field(place), line, out) {
                        out.row(
                            row(day_s + self.first_s + number * i64::from(self.seconds), self.seconds, value),
                            line,
                        );
                    }
                }
            }
            Some(Wide::Days) => {
                for (day, &place) in self.days.iter().zip(&self.values) {
                    if field(place).is_empty() {
                        continue;
                    }
                    let next = day.tomorrow().ok().and_then(|next| self.zone.start_of_day(next));
                    let Some((start_s, end_s)) = self.zone.start_of_day(*day).zip(next) else { continue };
                    if let Some(value) = self.number(field(place), line, out) {
                        out.row(row(start_s, (end_s - start_s) as u32, value), line);
                    }
                }
            }
        }
    }

    fn number(&self, text: &str, line: u64, out: &mut Out<'_>) -> Option<f64> {
        let value = number(text, self.description.decimal_sign);
        if value.is_none() {
            let cause = if text.is_empty() { Cause::Absent } else { Cause::NotANumber };
            out.report.add(cause, line, || text.to_owned());
        }
        value
    }

    fn moment(
        &self,
        text: &str,
        meter: &str,
        line: u64,
        clock: &mut Clock,
        out: &mut Out<'_>,
    ) -> Option<i64> {
        match parse(text, self.dates) {
            Some(Stamp::Utc(at_s)) => Some(at_s),
            Some(Stamp::Local(local)) => {
                let moments = self.zone.seconds(local)?;
                if moments == Moments::None {
                    out.report.add(Cause::SkippedTime, line, || text.to_owned());
                }
                clock.place(meter, moments)
            }
            None => {
                out.report.add(Cause::BadTime, line, || text.to_owned());
                None
            }
        }
    }

    fn direction(&self, record: &StringRecord, line: u64, out: &mut Out<'_>) -> Option<Direction> {
        let Some((place, of)) = self.direction.zip(self.description.direction.as_ref()) else {
            return Some(Direction::Import);
        };
        let text = record.get(place).unwrap_or("").trim();
        if of.import.iter().any(|import| import == text) {
            Some(Direction::Import)
        } else if of.export.iter().any(|export| export == text) {
            Some(Direction::Export)
        } else {
            out.report.add(Cause::OtherQuantity, line, || text.to_owned());
            None
        }
    }

    fn quality(&self, record: &StringRecord, line: u64, out: &mut Out<'_>) -> Option<Quality> {
        let Some((place, of)) = self.quality.zip(self.description.quality.as_ref()) else {
            return Some(Quality::Measured);
        };
        let text = record.get(place).unwrap_or("").trim();
        let has = |texts: &[String]| texts.iter().any(|other| other == text);
        if has(&of.measured) {
            Some(Quality::Measured)
        } else if has(&of.estimated) {
            Some(Quality::Estimated)
        } else if has(&of.substituted) {
            Some(Quality::Substituted)
        } else if has(&of.unusable) {
            out.report.add(Cause::Absent, line, || text.to_owned());
            None
        } else {
            out.report.add(Cause::UnknownQuality, line, || text.to_owned());
            Some(Quality::Doubtful)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{QualityColumn, guess};

    fn rows(text: &[u8], answer: impl FnOnce(&mut Description)) -> (Vec<String>, Report) {
        let mut description = guess(text).expect("a table of readings");
        answer(&mut description);
        let mut rows = Vec::new();
        let report = read(text, &description, &mut |row| {
            let start = jiff::Timestamp::from_second(row.start_s).expect("in range");
            rows.push(format!("{} {start} {} {}", row.meter, row.seconds, row.wh));
        });
        (rows, report.expect("described"))
    }

    #[test]
    fn mean_power_at_the_end_in_local_time_with_a_title_and_a_footer() {
        let text = "Отчёт за март;;\n\nСчётчик;Дата и время;Мощность, кВт\n7;28.03.2025 00:30;1 000,5\n7;28.03.2025 01:00;2\n7;28.03.2025 24:00;\nИтого;;3\n";
        let (encoded, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        let (rows, report) = rows(&encoded, |description| {
            assert_eq!(
                (description.encoding.as_str(), description.separator, description.header_line),
                ("windows-1251", ';', 3)
            );
            assert_eq!(
                (description.quantity, description.interval_minutes),
                (Some(Quantity::MeanPower), Some(30))
            );
            description.stamp = Some(StampAt::End);
            description.zone = Some("Europe/Moscow".to_owned());
        });
        assert_eq!(rows, ["7 2025-03-27T21:00:00Z 1800 500250", "7 2025-03-27T21:30:00Z 1800 1000"]);
        let causes: Vec<_> = report.problems.iter().map(|problem| (problem.cause, problem.line)).collect();
        assert_eq!(causes, [(Cause::Absent, 6), (Cause::BadTime, 7)]);
    }

    #[test]
    fn registers_are_known_by_their_rise() {
        let text: String = (0..20)
            .map(|hour| format!("m,2025-01-01T{hour:02}:00:00Z,{}\n", 500 + hour * 2))
            .collect::<Vec<_>>()
            .concat();
        let (rows, report) = rows(format!("id,timestamp,kwh\n{text}").as_bytes(), |description| {
            assert_eq!((description.quantity, description.questions()), (Some(Quantity::Register), vec![]));
        });
        assert_eq!((rows.len(), rows[0].as_str()), (19, "m 2025-01-01T00:00:00Z 3600 2000"));
        assert!(report.problems.is_empty());
    }

    #[test]
    fn both_hours_of_autumn_and_the_missing_one_of_spring() {
        let text = "id,time,kwh\na,2024-10-27 01:00,1\na,2024-10-27 02:00,2\na,2024-10-27 02:00,3\na,2024-10-27 03:00,4\n";
        let berlin = |description: &mut Description| {
            (description.zone, description.stamp) = (Some("Europe/Berlin".to_owned()), Some(StampAt::Start));
        };
        let starts: Vec<String> =
            rows(text.as_bytes(), berlin).0.iter().map(|row| row[13..18].to_owned()).collect();
        assert_eq!(starts, ["23:00", "00:00", "01:00", "02:00"]);
        let text = "id,time,kwh\na,2024-03-31 01:00,1\na,2024-03-31 02:00,2\na,2024-03-31 03:00,3\n";
        let (rows, report) = rows(text.as_bytes(), berlin);
        assert_eq!((rows.len(), report.problems[0].cause), (2, Cause::SkippedTime));
    }

    #[test]
    fn wide_tables_of_half_hours_and_of_days() {
        let names: String = (1..=50).map(|number| format!(",SP{number}")).collect::<Vec<_>>().concat();
        let short: String = (1..=50)
            .map(|number| if number <= 46 { format!(",{}", f64::from(number) / 8.0) } else { ",".to_owned() })
            .collect();
        let text = format!("MPAN,Measurement,Date{names}\n9,AI,31/03/2024{short}\n9,RI,31/03/2024{short}\n");
        let (rows, report) = rows(text.as_bytes(), |description| assert!(description.questions().is_empty()));
        assert_eq!(rows.len(), 46);
        assert_eq!(
            (rows[0].as_str(), rows[45].as_str()),
            ("9 2024-03-31T00:00:00Z 1800 125", "9 2024-03-31T22:30:00Z 1800 5750")
        );
        assert_eq!(report.problems[0].cause, Cause::OtherQuantity);

        let names: String = (1..=9).map(|day| format!(",2014/1/{day}")).collect::<Vec<_>>().concat();
        let text = format!("CONS_NO,FLAG{names}\nx,0,1.5,,0,1,1,1,1,1,1\n");
        let (rows, _) =
            super::tests::rows(text.as_bytes(), |description| assert!(description.questions().is_empty()));
        assert_eq!((rows.len(), rows[1].as_str()), (8, "x 2014-01-02T16:00:00Z 86400 0"));
    }

    #[test]
    fn quality_is_kept_and_the_unusable_left_out() {
        let text = "meter;ts;kwh;flag\na;2025-01-01 00:00:00+03:00;1;A\na;2025-01-01 01:00:00+03:00;2;E\na;2025-01-01 02:00:00+03:00;3;N\na;2025-01-01 03:00:00+03:00;4;?\n";
        let (rows, report) = rows(text.as_bytes(), |description| {
            let texts = |text: &str| vec![text.to_owned()];
            description.stamp = Some(StampAt::Start);
            description.quality = Some(QualityColumn {
                column: "flag".into(),
                measured: texts("A"),
                estimated: texts("E"),
                substituted: Vec::new(),
                unusable: texts("N"),
            });
        });
        assert_eq!((rows.len(), report.not_measured), (3, 2));
        assert_eq!(rows[0], "a 2024-12-31T21:00:00Z 3600 1000");
    }

    #[test]
    fn what_is_not_said_is_asked() {
        let description = guess(b"id,date,value\na,03/04/2025,1\na,04/05/2025,2\n").expect("a table");
        let asked: Vec<&str> = description.questions().iter().map(|question| question.member()).collect();
        assert_eq!(asked, ["dates", "stamp", "zone", "unit", "quantity", "interval_minutes"]);
        let refused = read(&b""[..], &description, &mut |_| {}).expect_err("open questions");
        assert!(refused.to_string().starts_with("the description does not say dates"), "{refused}");
        assert!(guess(b"a word\n").is_none());
        assert!(guess(b"region,count\nA,1\nB,2\n").is_none());
        assert!(guess(b"").is_none());
    }

    #[test]
    fn phases_are_one_reading_and_what_is_not_read_is_told() {
        let text = "meter,ts,kwh_a,kwh_b,kwh_c\n7,2025-03-12T00:00Z,0.1,0.2,0.3\n7,2025-03-12T00:30Z,0.1,,0.3\n\
                    7,2025-03-12T01:00Z,0.4,0.5,0.6\n";
        let answer = |description: &mut Description| {
            description.stamp = Some(StampAt::Start);
            description.quantity = Some(Quantity::Energy);
        };
        let (phases, report) = rows(text.as_bytes(), answer);
        assert_eq!(phases, ["7 2025-03-12T00:00:00Z 1800 600", "7 2025-03-12T01:00:00Z 1800 1500"]);
        assert_eq!((report.problems[0].cause, report.problems.len()), (Cause::Absent, 1));
        let text = text.replace("kwh_c", "kwh");
        let (whole, report) = rows(text.as_bytes(), answer);
        assert_eq!(whole[0], "7 2025-03-12T00:00:00Z 1800 300");
        assert_eq!(
            (report.problems[0].cause, &*report.problems[0].found),
            (Cause::OtherColumn, "kwh_a, kwh_b")
        );
    }

    #[test]
    fn clock_times_of_columns_are_starts_or_ends() {
        let table = |first: u32| {
            let names: Vec<String> = (first..first + 24).map(|hour| format!("{hour:02}:00")).collect();
            format!("meter,date,{}\n7,2025-03-12{}\n", names.join(","), ",1.5".repeat(24))
        };
        for (first, said, start) in [
            (0, None, "2025-03-12T00:00:00Z"),
            (0, Some(StampAt::End), "2025-03-11T23:00:00Z"),
            (1, None, "2025-03-12T00:00:00Z"),
            (1, Some(StampAt::Start), "2025-03-12T01:00:00Z"),
        ] {
            let (rows, _) = rows(table(first).as_bytes(), |description| {
                assert!(description.stamp.is_some());
                description.stamp = said.or(description.stamp);
                description.zone = Some("UTC".to_owned());
                description.unit = Some(crate::table::Unit::KWh);
                description.quantity = Some(Quantity::Energy);
            });
            assert_eq!((rows.len(), &*rows[0]), (24, &*format!("7 {start} 3600 1500")), "{first}");
        }
    }

    #[test]
    fn rows_of_tariffs_are_one_reading() {
        let text = "meter,ts,tariff,kwh\n7,2025-03-12T00:00Z,T1,0.1\n7,2025-03-12T00:00Z,T2,0.2\n\
                    7,2025-03-12T00:30Z,T1,0.1\n7,2025-03-12T00:30Z,T2,x\n7,2025-03-12T01:00Z,T1,0.3\n\
                    7,2025-03-12T01:00Z,T1,0.3\n7,2025-03-12T01:00Z,T2,0.4\n";
        let (rows, report) = rows(text.as_bytes(), |description| {
            assert_eq!((description.part.as_deref(), description.quantity), (Some("tariff"), None));
            description.stamp = Some(StampAt::Start);
            description.quantity = Some(Quantity::Energy);
        });
        assert_eq!(rows, ["7 2025-03-12T00:00:00Z 1800 300", "7 2025-03-12T01:00:00Z 1800 700"]);
        let causes: Vec<_> = report.problems.iter().map(|problem| (problem.cause, problem.line)).collect();
        assert_eq!(causes, [(Cause::NotANumber, 5), (Cause::Repeated, 7)]);
    }
}
