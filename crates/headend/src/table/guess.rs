//! Owns making a description from the first rows of a table: names of columns, forms of dates and
//! numbers, distances of times. What the rows do not tell stays open. Does not read whole files.

use super::{
    DateOrder, Description, DirectionColumn, Quantity, StampAt, Unit, Wide,
    columns::{self, plain},
    text::{encoding_of, number},
};
use crate::time::{Stamp, Zone, parse};
use rustc_hash::FxHashMap;

/// Lines looked at.
const MOST_LINES: usize = 5000;
/// Fewest columns of a wide table.
const FEWEST_WIDE: usize = 20;
const FEWEST_DAYS: usize = 7;
/// A register is known from so many rows of one meter.
const FEWEST_OF_REGISTER: usize = 8;

/// Guesses what the columns of a table mean from its first bytes (a megabyte is plenty). Nothing
/// where it is no table of readings.
#[must_use]
pub fn guess(head: &[u8]) -> Option<Description> {
    let encoding = encoding_of(head);
    let (text, _, _) = encoding.decode(head);
    // The last line may be cut.
    let whole = if head.ends_with(b"\n") || head.len() < 1 << 16 {
        text.as_ref()
    } else {
        &text[..text.rfind('\n')?]
    };
    let lines: Vec<&str> = whole.lines().take(MOST_LINES).collect();
    let said = lines
        .first()
        .and_then(|line| line.to_ascii_lowercase().strip_prefix("sep=").and_then(|rest| rest.chars().next()));
    let separator = said.or_else(|| separator(&lines))?;
    let table = Table::split(&lines, separator)?;
    let mut description = describe(&table)?;
    encoding.name().to_ascii_lowercase().clone_into(&mut description.encoding);
    description.separator = separator;
    Some(description)
}

/// A table as its owner sees it: names of columns, and the first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Cells of rows as they stand in the file; a row may be shorter or longer than the header.
    pub rows: Vec<Vec<String>>,
}

/// The columns of a described table and its first rows, from its first bytes.
#[must_use]
pub fn sample(head: &[u8], description: &Description, most_rows: usize) -> Sample {
    let encoding = encoding_rs::Encoding::for_label(description.encoding.as_bytes());
    let (text, _, _) = encoding.unwrap_or(encoding_rs::UTF_8).decode(head);
    let lines = text.lines().skip(description.header_line.saturating_sub(1) as usize);
    let mut lines = lines.map(|line| fields(line, description.separator));
    let columns = lines.next().unwrap_or_default();
    let rows = lines.filter(|row| row.iter().any(|cell| !cell.is_empty())).take(most_rows).collect();
    Sample { columns, rows }
}

/// A piece of a table: names and rows of the same width.
struct Table {
    header_line: u64,
    names: Vec<String>,
    plain: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The separator that cuts the most lines into the same number of fields.
fn separator(lines: &[&str]) -> Option<char> {
    let sample = &lines[..lines.len().min(100)];
    let score = |separator: char| {
        let mut widths: FxHashMap<usize, usize> = FxHashMap::default();
        for line in sample {
            *widths.entry(fields(line, separator).len()).or_default() += 1;
        }
        widths.into_iter().filter(|(width, _)| *width > 1).map(|(_, count)| count).max()
    };
    // The first of those that cut the most lines alike, not the one with the most fields: decimal commas, and
    // those of addresses, make as many fields as a semicolon or more.
    let scored =
        [';', '\t', '|', ','].into_iter().filter_map(|separator| Some((score(separator)?, separator)));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, separator)| separator)
}

fn fields(line: &str, separator: char) -> Vec<String> {
    // A reader takes longer to be made than thousands of plain lines to be cut.
    if !line.is_empty() && !line.contains(['"', '\r']) {
        return line.split(separator).map(|field| field.trim().to_owned()).collect();
    }
    let Ok(separator) = u8::try_from(separator) else { return Vec::new() };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|field| field.trim().to_owned()).collect()
}

impl Table {
    /// The header is the first line as wide as most, with names that are no numbers.
    fn split(lines: &[&str], separator: char) -> Option<Self> {
        let split: Vec<Vec<String>> = lines.iter().map(|line| fields(line, separator)).collect();
        let mut widths: FxHashMap<usize, usize> = FxHashMap::default();
        for row in &split {
            *widths.entry(row.len()).or_default() += 1;
        }
        let (&width, _) =
            widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width))?;
        let is_name =
            |text: &String| number(text, ',').is_none() && number(text, '.').is_none() && !text.is_empty();
        let is_header = |row: &&Vec<String>| {
            row.len() == width
                && row.iter().any(is_name)
                && row.iter().filter(|text| is_name(text)).count() * 2 >= row.len().min(4)
        };
        let at = split.iter().position(|row| is_header(&row))?;
        let names = split[at].clone();
        let rows: Vec<Vec<String>> =
            split.into_iter().skip(at + 1).filter(|row| row.len() == width).collect();
        let plain = names.iter().map(|name| plain(name)).collect();
        (!rows.is_empty()).then_some(Self { header_line: at as u64 + 1, names, plain, rows })
    }

    fn column(&self, place: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().map(move |row| row[place].as_str()).filter(|text| !text.is_empty())
    }

    /// Share of cells for which something holds.
    fn share(&self, place: usize, holds: impl Fn(&str) -> bool) -> f64 {
        let (mut all, mut good) = (0_u32, 0_u32);
        for text in self.column(place).take(200) {
            all += 1;
            good += u32::from(holds(text));
        }
        if all == 0 { 0.0 } else { f64::from(good) / f64::from(all) }
    }
}

const ORDERS: [DateOrder; 3] = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst];

/// How the dates of a column are written: one order that fits all cells; `Err` where several do.
fn dates<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Result<DateOrder, ()>> {
    let texts = texts.take(2000);
    let first = texts.clone().next()?.to_owned();
    let is_digits = |len: usize| first.len() == len && first.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(10) && first.starts_with('1') {
        return Some(Ok(DateOrder::EpochSeconds));
    }
    if is_digits(13) && first.starts_with('1') {
        return Some(Ok(DateOrder::EpochMilliseconds));
    }
    if number(&first, '.').is_some() && parse(&first, DateOrder::SpreadsheetDays).is_some() && !is_digits(8) {
        return Some(Ok(DateOrder::SpreadsheetDays));
    }
    let (mut all, mut fits) = (0, [0; 3]);
    for text in texts {
        all += 1;
        for (fit, order) in fits.iter_mut().zip(ORDERS) {
            *fit += usize::from(parse(text, order).is_some());
        }
    }
    // A footer or a slip does not change the form.
    let enough = all - all / 10;
    let good: Vec<DateOrder> = ORDERS
        .into_iter()
        .zip(fits)
        .filter(|(_, fit)| *fit >= enough.max(1))
        .map(|(order, _)| order)
        .collect();
    match good[..] {
        [] => None,
        [order] => Some(Ok(order)),
        // Dots are written by people who put the day first.
        [_, ..] if first.contains('.') && !first.contains('/') && good.contains(&DateOrder::DayFirst) => {
            Some(Ok(DateOrder::DayFirst))
        }
        _ => Some(Err(())),
    }
}

fn describe(table: &Table) -> Option<Description> {
    let width = table.names.len();
    let mut description = Description {
        encoding: String::new(),
        separator: ',',
        decimal_sign: '.',
        header_line: table.header_line,
        meter: None,
        meter_name: None,
        time: Vec::new(),
        dates: None,
        stamp: None,
        zone: None,
        values: Vec::new(),
        wide: None,
        unit: None,
        quantity: None,
        interval_minutes: None,
        register_digits: None,
        part: None,
        direction: None,
        quality: None,
    };
    let days: Vec<usize> = (0..width)
        .filter(|&place| ORDERS.iter().any(|&order| parse(&table.names[place], order).is_some()))
        .collect();
    let intervals: Vec<usize> =
        (0..width).filter(|&place| columns::interval_number(&table.names[place]).is_some()).collect();
    let best = |fits: fn(&str) -> u8, taken: &[usize]| {
        let places = (0..width).filter(|place| !taken.contains(place));
        places
            .map(|place| (fits(&table.plain[place]), place))
            .filter(|(fit, _)| *fit > 0)
            .max_by_key(|&(fit, place)| (fit, std::cmp::Reverse(place)))
            .map(|(_, place)| place)
    };
    if days.len() >= FEWEST_DAYS {
        description.wide = Some(Wide::Days);
        description.values = days.iter().map(|&place| table.names[place].clone()).collect();
        description.dates = dates(days.iter().map(|&place| table.names[place].as_str()))?.ok();
    } else if intervals.len() >= FEWEST_WIDE {
        description.wide = Some(Wide::IntervalsOfDay);
        description.values = intervals.iter().map(|&place| table.names[place].clone()).collect();
        description.interval_minutes = match intervals.len() {
            23..=25 => Some(60),
            46..=50 => Some(30),
            92..=100 => Some(15),
            _ => None,
        };
    }
    let wide: Vec<usize> = if description.wide == Some(Wide::Days) {
        days
    } else if description.wide.is_some() {
        intervals
    } else {
        Vec::new()
    };
    if description.wide != Some(Wide::Days) {
        times(table, &wide, &mut description)?;
    }
    let time_places: Vec<usize> = description
        .time
        .iter()
        .filter_map(|name| table.names.iter().position(|other| other == name))
        .collect();
    let taken: Vec<usize> = wide.iter().chain(&time_places).copied().collect();
    let meter = best(columns::fits_meter, &taken);
    description.meter = meter.map(|place| table.names[place].clone());
    let taken: Vec<usize> = taken.into_iter().chain(meter).collect();
    if description.wide.is_none() {
        let is_number = |place: usize| {
            table.share(place, |text| number(text, ',').or_else(|| number(text, '.')).is_some()) > 0.8
        };
        let fit = |place: usize| columns::fits_values(&table.plain[place]);
        let candidates = (0..width).filter(|&place| {
            !taken.contains(&place) && is_number(place) && !columns::is_other(&table.plain[place])
        });
        let candidates: Vec<usize> = candidates.collect();
        let named = candidates
            .iter()
            .copied()
            .filter(|&place| fit(place) > 0)
            .max_by_key(|&place| (fit(place), std::cmp::Reverse(place)));
        // A table with one column of numbers needs no name for it.
        let value = named.or(if candidates.len() == 1 { candidates.first().copied() } else { None });
        let parts = value.map_or_else(Vec::new, |place| parts(table, place, &candidates));
        description.values = parts.into_iter().map(|place| table.names[place].clone()).collect();
    }
    values(table, &wide, &mut description);
    if description.wide == Some(Wide::IntervalsOfDay) {
        description.stamp = stamp_of_columns(&description);
    }
    flags(table, &taken, &mut description);
    usual(table, &mut description);
    let is_readings =
        !description.values.is_empty() && (description.wide.is_some() || !description.time.is_empty());
    is_readings.then_some(description)
}

/// A column of values with those of the other phases or tariffs, which together are one reading; alone where one
/// beside them may hold their sum.
fn parts(table: &Table, value: usize, candidates: &[usize]) -> Vec<usize> {
    let unit = |place: usize| columns::unit(&table.plain[place]);
    let stem = |place: usize| columns::without_part(&table.plain[place]);
    let Some(of) = stem(value).filter(|_| unit(value).is_some()) else { return vec![value] };
    let alike = || candidates.iter().copied().filter(|&place| unit(place) == unit(value));
    match alike().find(|&place| stem(place) != Some(of)) {
        Some(whole) => vec![whole],
        None => alike().collect(),
    }
}

/// The columns of the time, how dates are written, stamps and zone.
fn times(table: &Table, wide: &[usize], description: &mut Description) -> Option<()> {
    let width = table.names.len();
    let fits = |place: &usize| columns::fits_time(&table.plain[*place]);
    let mut places: Vec<usize> = (0..width).filter(|place| !wide.contains(place)).collect();
    places.sort_by_key(|place| std::cmp::Reverse(fits(place)));
    let (place, order) = places.iter().find_map(|&place| {
        let order = dates(table.column(place))?;
        // Numbers alone are dates only under such a name.
        let is_number = number(table.column(place).next()?, '.').is_some();
        (!is_number || fits(&place) > 0).then_some((place, order))
    })?;
    description.time = vec![table.names[place].clone()];
    description.dates = order.ok();
    description.stamp = columns::stamp(&table.plain[place]);
    let first = table.column(place).next()?;
    let is_date_only = !first.contains([':', 'T']) && number(first, '.').is_none_or(|_| first.len() == 8);
    if is_date_only && description.wide.is_none() {
        let clock = |text: &str| parse(&format!("2000-01-01 {text}"), DateOrder::YearFirst).is_some();
        let beside = (0..width).find(|&other| {
            other != place && columns::fits_time(&table.plain[other]) > 0 && table.share(other, clock) > 0.9
        });
        if let Some(beside) = beside {
            description.time.push(table.names[beside].clone());
            description.stamp = columns::stamp(&table.plain[beside]).or(description.stamp);
        }
    }
    let order = description.dates.unwrap_or(DateOrder::DayFirst);
    let has_offset = |text: &str| matches!(parse(text, order), Some(Stamp::Utc(_)));
    if table.share(place, has_offset) > 0.9 {
        description.zone = Some("UTC".to_owned());
    }
    Some(())
}

/// Decimal sign, unit, quantity and interval from the columns of values.
fn values(table: &Table, wide: &[usize], description: &mut Description) {
    let place_of = |name: &String| table.names.iter().position(|other| other == name);
    let places: Vec<usize> = description.values.iter().filter_map(place_of).collect();
    let cells = || places.iter().flat_map(|&place| table.column(place)).take(5000);
    let last_sign = |text: &str| text.rfind([',', '.']).map(|at| text.as_bytes()[at]);
    let commas = cells().filter(|text| last_sign(text) == Some(b',')).count();
    let points = cells().filter(|text| last_sign(text) == Some(b'.')).count();
    description.decimal_sign = if commas > points { ',' } else { '.' };
    if wide.is_empty() {
        let Some(&place) = places.first() else { return };
        description.unit = columns::unit(&table.plain[place]);
        description.quantity = columns::quantity(&table.plain[place]);
        let moments = moments(table, description);
        description.part = part_of_rows(table, &moments);
        description.interval_minutes = interval(&moments);
        // Registers of meters stand in kWh, whatever else a name says; a unit of power is power.
        match description.unit {
            Some(unit) if unit.is_power() => description.quantity = Some(Quantity::MeanPower),
            // The rows of tariffs do not rise as their sum does.
            Some(_) if description.part.is_some() => {}
            Some(_) if description.quantity != Some(Quantity::Register) => {
                let rises = is_register(table, place, description.decimal_sign, &moments);
                description.quantity =
                    rises.map(|rises| if rises { Quantity::Register } else { Quantity::Energy });
            }
            _ => {}
        }
        if description.quantity == Some(Quantity::Register) {
            description.interval_minutes = None;
            description.stamp = None;
        }
    } else {
        let named = table
            .plain
            .iter()
            .enumerate()
            .filter(|(place, _)| !wide.contains(place))
            .find_map(|(_, name)| columns::unit(name));
        description.unit = named;
        description.quantity =
            named.map(|unit| if unit.is_power() { Quantity::MeanPower } else { Quantity::Energy });
    }
}

/// Whether clock times in names of columns are those at which intervals start or end: a day begins at midnight.
fn stamp_of_columns(description: &Description) -> Option<StampAt> {
    let first = columns::clock_minutes(description.values.first()?)?;
    match first {
        0 => Some(StampAt::Start),
        _ if Some(first) == description.interval_minutes => Some(StampAt::End),
        _ => None,
    }
}

/// Meter and seconds of each row, as if in UTC: only distances count.
fn moments(table: &Table, description: &Description) -> Vec<Option<(String, i64)>> {
    let place_of = |name: &String| table.names.iter().position(|other| other == name);
    let meter = description.meter.as_ref().and_then(place_of);
    let times: Vec<usize> = description.time.iter().filter_map(place_of).collect();
    let order = description.dates.unwrap_or(DateOrder::DayFirst);
    let utc = Zone::known("UTC");
    let of = |row: &Vec<String>| {
        let text = times.iter().map(|&place| row[place].as_str()).collect::<Vec<_>>().join(" ");
        let at_s = match parse(&text, order)? {
            Stamp::Utc(at_s) => at_s,
            Stamp::Local(local) => match utc.seconds(local)? {
                crate::time::Moments::One(at_s) => at_s,
                _ => return None,
            },
        };
        Some((meter.map_or_else(String::new, |place| row[place].clone()), at_s))
    };
    table.rows.iter().map(of).collect()
}

/// The column of the tariff or phase, where most rows are of the time of the row above and of another of them.
fn part_of_rows(table: &Table, moments: &[Option<(String, i64)>]) -> Option<String> {
    let place = (0..table.names.len()).find(|&place| columns::is_part(&table.plain[place]))?;
    let rows = table.rows.iter().map(|row| &row[place]).zip(moments);
    let pairs = || rows.clone().zip(rows.clone().skip(1));
    let is_other = |((part, at), (next_part, next_at))| next_at == at && next_part != part;
    // Of two tariffs every second row is.
    (pairs().filter(|&pair| is_other(pair)).count() * 3 > pairs().count()).then(|| table.names[place].clone())
}

/// The usual distance of times of one meter, in minutes.
fn interval(moments: &[Option<(String, i64)>]) -> Option<u32> {
    let mut before: FxHashMap<&str, i64> = FxHashMap::default();
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    for (meter, at_s) in moments.iter().flatten() {
        if let Some(earlier) = before.insert(meter, *at_s) {
            *counts.entry((at_s - earlier).abs()).or_default() += 1;
        }
    }
    counts.remove(&0);
    let (distance_s, count) = counts.into_iter().max_by_key(|&(distance, count)| (count, -distance))?;
    (count > 0 && distance_s % 60 == 0 && distance_s <= 86_400).then_some((distance_s / 60) as u32)
}

/// Whether the values of each meter rise from row to row and are much more than they rise by; nothing
/// where they rise and may be either, as the load of a morning does.
fn is_register(
    table: &Table,
    place: usize,
    decimal_sign: char,
    moments: &[Option<(String, i64)>],
) -> Option<bool> {
    /// A register that has counted for a while is so many times its largest rise.
    const MUCH: f64 = 4.0;
    /// Within a day, in which energy may rise as well, it begins at so many times its largest rise.
    const AT_ONCE: f64 = 50.0;
    const DAY_S: i64 = 86_400;
    let mut series: FxHashMap<&str, Vec<(i64, f64)>> = FxHashMap::default();
    for (row, moment) in table.rows.iter().zip(moments) {
        if let (Some((meter, at_s)), Some(value)) = (moment, number(&row[place], decimal_sign)) {
            series.entry(meter).or_default().push((*at_s, value));
        }
    }
    let (mut rising, mut unclear, mut others) = (0, 0, 0);
    for values in series.values_mut().filter(|values| values.len() >= FEWEST_OF_REGISTER) {
        values.sort_by_key(|(at_s, _)| *at_s);
        let rises: Vec<f64> = values.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
        let falls = rises.iter().filter(|rise| **rise < 0.0).count();
        let most = rises.iter().copied().fold(0.0, f64::max);
        let last = values.last().map_or(0.0, |(_, value)| *value);
        // One fall is an overflow or another meter.
        let is_rising = falls <= 1 && rises.iter().filter(|rise| **rise > 0.0).count() * 4 > values.len();
        let first = values.first().map_or(0.0, |(_, value)| *value);
        let is_within_a_day = values.last().zip(values.first()).is_some_and(|(b, a)| b.0 - a.0 < DAY_S);
        let is_much = if is_within_a_day { first > most * AT_ONCE } else { last > most * MUCH };
        match (is_rising, is_much) {
            (true, true) => rising += 1,
            (true, false) => unclear += 1,
            _ => others += 1,
        }
    }
    if unclear > rising.max(others) { None } else { Some(rising > others) }
}

/// Columns of direction and quality, where their texts are known ones.
fn flags(table: &Table, taken: &[usize], description: &mut Description) {
    const IMPORTS: [&str; 5] = ["AI", "A+", "Import", "import", "E1"];
    const EXPORTS: [&str; 5] = ["AE", "A-", "Export", "export", "B1"];
    for place in (0..table.names.len()).filter(|place| !taken.contains(place)) {
        let texts: std::collections::BTreeSet<&str> = table.column(place).take(1000).collect();
        let is_flag = !texts.is_empty() && texts.len() <= 8;
        let import: Vec<String> =
            texts.iter().filter(|text| IMPORTS.contains(*text)).map(|text| (*text).to_owned()).collect();
        let export: Vec<String> =
            texts.iter().filter(|text| EXPORTS.contains(*text)).map(|text| (*text).to_owned()).collect();
        if is_flag && (!import.is_empty() || !export.is_empty()) && description.direction.is_none() {
            description.direction =
                Some(DirectionColumn { column: table.names[place].clone(), import, export });
        }
    }
}

/// What is usual where a table is known by its columns: half hours of the British market, days of
/// the State Grid of China.
fn usual(table: &Table, description: &mut Description) {
    let has = |name: &str| table.plain.iter().any(|plain| plain == name);
    let zone = match description.wide {
        Some(Wide::IntervalsOfDay) if has("mpan") && description.interval_minutes == Some(30) => {
            "Europe/London"
        }
        Some(Wide::Days) if has("cons no") => "Asia/Shanghai",
        _ => return,
    };
    description.zone.get_or_insert_with(|| zone.to_owned());
    description.unit.get_or_insert(Unit::KWh);
    description.quantity.get_or_insert(Quantity::Energy);
    description.stamp.get_or_insert(StampAt::Start);
}

#[cfg(test)]
mod tests {
    use super::separator;

    #[test]
    fn commas_within_fields_do_not_outdo_the_semicolons_between_them() {
        for (lines, expected) in [
            (
                &["Адрес, улица, дом;Время;Энергия, кВт·ч", "Иркутск, Ленина, 5;2025-01-01 00:30;1,25"][..],
                ';',
            ),
            (&["meter\ttime\tkWh", "M1\t2025-01-01 00:30\t1,25"][..], '\t'),
            (&["meter,time,kWh", "M1,2025-01-01 00:30,1.25", "a;b,2025-01-01 01:00,1.5"][..], ','),
            (&["Отчёт", "meter|time|kWh", "M1|2025-01-01 00:30|1,25"][..], '|'),
        ] {
            assert_eq!(separator(lines), Some(expected), "{lines:?}");
        }
    }
}
