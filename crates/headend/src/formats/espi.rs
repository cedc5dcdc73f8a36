//! Owns Green Button (NAESB ESPI), as an Atom feed or bare: usage points, readings and their types
//! linked by address, blocks of intervals in seconds since 1970 UTC, powers of ten, direction.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Out, Quality, Row},
    xml::{Xml, attribute, push_text},
};
use quick_xml::events::Event;
use rustc_hash::FxHashMap;
use std::io::Read;

/// Intervals that wait for the type of their reading.
const MOST_WAITING: usize = 2_000_000;
/// ESPI's numbers: units, kinds of flow, commodities.
const UOM_WH: &str = "72";
const UOM_W: &str = "38";
const FLOW_FORWARD: [&str; 3] = ["", "0", "1"];
const FLOW_REVERSE: &str = "19";
const ELECTRICITY: [&str; 2] = ["0", "1"];
/// Kinds of accumulation: a register, all of it; others are energies of their interval.
const ACCUMULATION_BULK: &str = "1";

/// What a `ReadingType` says.
#[derive(Clone, Debug, Default)]
struct Kind {
    uom: String,
    flow: String,
    commodity: String,
    accumulation: String,
    power_of_ten: i32,
    interval_s: u32,
}

struct Interval {
    /// Address of the meter reading.
    of: String,
    start_s: i64,
    seconds: u32,
    value: f64,
    quality: Quality,
    line: u64,
}

/// An Atom entry as far as it was read.
#[derive(Default)]
struct Entry {
    title: String,
    own: String,
    up: String,
    related: Vec<String>,
}

#[derive(Default)]
struct State {
    entry: Entry,
    /// Types by the address of their entry.
    kinds: FxHashMap<String, Kind>,
    /// What lies above a meter reading, and addresses of what it is related to, by its own.
    readings: FxHashMap<String, (String, Vec<String>)>,
    /// Meter readings and usage points by the addresses that they are related to.
    above: FxHashMap<String, String>,
    /// Titles of usage points by address.
    points: FxHashMap<String, String>,
    kind: Kind,
    waiting: Vec<Interval>,
    /// Number of bare readings without addresses, the last one named.
    bare: String,
    start_s: Option<i64>,
    seconds: Option<u32>,
    value: Option<f64>,
    quality: Quality,
    /// Elements that are open, without prefixes.
    path: Vec<Vec<u8>>,
}

pub(super) fn read(input: impl Read, out: &mut Out<'_>) -> Result<(), Error> {
    let (mut xml, mut state, mut text) = (Xml::new(input), State::default(), String::new());
    loop {
        let line = xml.line();
        let event = xml.next()?;
        match &event {
            Event::Start(element) => {
                text.clear();
                let name = element.local_name();
                match name.as_ref() {
                    b"entry" => state.entry = Entry::default(),
                    b"link" => {
                        let address = attribute(element, "href").unwrap_or_default();
                        match attribute(element, "rel").as_deref() {
                            Some("self") => state.entry.own = address,
                            Some("up") => state.entry.up = address,
                            Some("related") => state.entry.related.push(address),
                            _ => {}
                        }
                    }
                    b"ReadingType" => state.kind = Kind::default(),
                    b"IntervalReading" => {
                        (state.start_s, state.seconds, state.value) = (None, None, None);
                        state.quality = Quality::Measured;
                    }
                    _ => {}
                }
                state.path.push(name.as_ref().to_vec());
            }
            Event::End(element) => {
                state.path.pop();
                end(&mut state, element.local_name().as_ref(), text.trim(), line, out)?;
                text.clear();
            }
            Event::Eof => {
                hand_out(&mut state, out, true);
                return Ok(());
            }
            _ => push_text(&event, &mut text),
        }
    }
}

fn end(state: &mut State, name: &[u8], text: &str, line: u64, out: &mut Out<'_>) -> Result<(), Error> {
    let is_in = |element: &[u8]| state.path.iter().any(|open| open == element);
    match name {
        b"title" if !is_in(b"content") => text.clone_into(&mut state.entry.title),
        b"uom" => text.clone_into(&mut state.kind.uom),
        b"flowDirection" => text.clone_into(&mut state.kind.flow),
        b"commodity" => text.clone_into(&mut state.kind.commodity),
        b"accumulationBehaviour" => text.clone_into(&mut state.kind.accumulation),
        b"powerOfTenMultiplier" => state.kind.power_of_ten = text.parse().unwrap_or(0),
        b"intervalLength" => state.kind.interval_s = text.parse().unwrap_or(0),
        b"start" if is_in(b"IntervalReading") => state.start_s = text.parse().ok(),
        b"duration" if is_in(b"IntervalReading") => state.seconds = text.parse().ok(),
        b"value" if is_in(b"IntervalReading") => state.value = super::number(text),
        b"quality" if is_in(b"IntervalReading") => state.quality = quality(text, line, out),
        b"IntervalReading" => take(state, line, out)?,
        b"ReadingType" => {
            let address = state.entry.own.clone();
            state.kinds.insert(address, std::mem::take(&mut state.kind));
        }
        b"UsagePoint" => {
            state.relate();
            state.points.insert(state.entry.own.clone(), state.entry.title.clone());
        }
        b"MeterReading" => {
            state.relate();
            let (own, up) = (state.entry.own.clone(), trimmed(&state.entry.up).to_owned());
            state.bare.clone_from(&own);
            state.readings.insert(own, (up, state.entry.related.clone()));
        }
        // What came before may know its type now; what does not waits for the end.
        b"entry" => hand_out(state, out, false),
        _ => {}
    }
    Ok(())
}

/// ESPI's marks of quality.
fn quality(text: &str, line: u64, out: &mut Out<'_>) -> Quality {
    match text {
        // Valid, validated, raw, normal change, revenue quality.
        "0" | "14" | "15" | "16" | "17" | "18" | "19" => Quality::Measured,
        // Estimated, forecast, derived, mixed, projected.
        "8" | "9" | "10" | "11" | "12" | "13" => Quality::Estimated,
        // Edited by hand or by rule.
        "7" | "20" => Quality::Substituted,
        _ => {
            out.report.add(Cause::UnknownQuality, line, || text.to_owned());
            Quality::Doubtful
        }
    }
}

fn take(state: &mut State, line: u64, out: &mut Out<'_>) -> Result<(), Error> {
    let Some(value) = state.value else {
        out.report.add(Cause::Absent, line, || "an interval without a value".to_owned());
        return Ok(());
    };
    let Some(start_s) = state.start_s else {
        out.report.add(Cause::BadTime, line, || "an interval without its start".to_owned());
        return Ok(());
    };
    if state.waiting.len() >= MOST_WAITING {
        return Err(Error::malformed(line, "the type of readings before two million of them", "none"));
    }
    let up = trimmed(&state.entry.up);
    let of = if up.is_empty() { state.bare.clone() } else { up.to_owned() };
    let (seconds, quality) = (state.seconds.unwrap_or(0), state.quality);
    state.waiting.push(Interval { of, start_s, seconds, value, quality, line });
    Ok(())
}

fn hand_out(state: &mut State, out: &mut Out<'_>, is_end: bool) {
    let waiting = std::mem::take(&mut state.waiting);
    for interval in waiting {
        let reading = state.reading(&interval.of);
        let related = state.readings.get(reading).map_or(&[][..], |(_, related)| related);
        let named = related.iter().find_map(|address| state.kinds.get(address));
        // Bare documents and feeds of one type need no addresses.
        let only = || if state.kinds.len() == 1 { state.kinds.values().next() } else { None };
        match named.or_else(|| is_end.then(only).flatten()) {
            Some(kind) => row(&interval, kind, &state.meter(reading), out),
            None if is_end => {
                out.report.add(Cause::Incomplete, interval.line, || "an interval without a type".to_owned());
            }
            None => state.waiting.push(interval),
        }
    }
}

fn trimmed(address: &str) -> &str {
    address.trim_end_matches('/')
}

impl State {
    /// Notes that what the entry is related to lies below it.
    fn relate(&mut self) {
        for address in &self.entry.related {
            self.above.insert(trimmed(address).to_owned(), self.entry.own.clone());
        }
    }

    /// The meter reading of a block: the one that names what the block lies below, or the one whose address begins so
    /// (…/MeterReading/1/IntervalBlock).
    fn reading<'a>(&'a self, of: &'a str) -> &'a str {
        let by_address = || of.rsplit_once("/IntervalBlock").map_or(of, |(reading, _)| reading);
        self.above
            .get(of)
            .filter(|own| self.readings.contains_key(*own))
            .map_or_else(by_address, String::as_str)
    }

    /// The title of the usage point that a reading lies below, or its address.
    fn meter(&self, reading: &str) -> String {
        let addresses = self.points.keys().filter(|address| !address.is_empty());
        let around = addresses.filter(|address| reading.starts_with(address.as_str()));
        let linked = || self.readings.get(reading).and_then(|(up, _)| self.above.get(up));
        let only = || self.points.keys().next().filter(|_| self.points.len() == 1);
        let point = around.max_by_key(|address| address.len()).or_else(linked).or_else(only);
        match point.map(|address| (address, self.points.get(address).map_or("", String::as_str))) {
            Some((_, title)) if !title.is_empty() => title.to_owned(),
            Some((address, _)) if !address.is_empty() => {
                address.rsplit('/').next().unwrap_or(address).to_owned()
            }
            _ if reading.is_empty() => "green-button".to_owned(),
            _ => reading.to_owned(),
        }
    }
}

fn row(interval: &Interval, kind: &Kind, meter: &str, out: &mut Out<'_>) {
    let is_electricity = kind.commodity.is_empty() || ELECTRICITY.contains(&kind.commodity.as_str());
    let value = interval.value * 10_f64.powi(kind.power_of_ten);
    let seconds = if interval.seconds > 0 { interval.seconds } else { kind.interval_s };
    let wh = match kind.uom.as_str() {
        UOM_WH => value,
        UOM_W => value * f64::from(seconds) / 3600.0,
        _ => f64::NAN,
    };
    if !is_electricity || wh.is_nan() {
        out.report.add(Cause::OtherQuantity, interval.line, || format!("uom {}", kind.uom));
        return;
    }
    let direction = match kind.flow.as_str() {
        FLOW_REVERSE => Direction::Export,
        flow if FLOW_FORWARD.contains(&flow) => Direction::Import,
        // Net and total are of both directions.
        flow => {
            out.report.add(Cause::OtherQuantity, interval.line, || format!("flowDirection {flow}"));
            return;
        }
    };
    if kind.accumulation == ACCUMULATION_BULK && seconds == 0 {
        out.register(meter, interval.start_s, wh, None, interval.line);
        return;
    }
    if seconds == 0 {
        out.report.add(Cause::Incomplete, interval.line, || "an interval without a length".to_owned());
        return;
    }
    let (start_s, quality, wh) = (interval.start_s, interval.quality, super::tidy(wh));
    out.row(Row { meter, start_s, seconds, wh, quality, direction }, interval.line);
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    fn entry(own: &str, more: &str, content: &str) -> String {
        format!("<entry><link rel='self' href='{own}'/>{more}<content>{content}</content></entry>")
    }

    fn block(reading: u8, value: &str) -> String {
        let content = format!(
            "<e:IntervalBlock><e:IntervalReading><e:timePeriod><e:duration>900</e:duration><e:start>1700000100</e:start>\
             </e:timePeriod><e:value>{value}</e:value></e:IntervalReading></e:IntervalBlock>"
        );
        entry("x", &format!("<link rel='up' href='/p/1/MeterReading/{reading}/IntervalBlock'/>"), &content)
    }

    fn kind(number: u8, flow: u8, power: i8, uom: u8) -> String {
        let content = format!(
            "<e:ReadingType><e:flowDirection>{flow}</e:flowDirection><e:powerOfTenMultiplier>{power}</e:powerOfTenMultiplier>\
             <e:uom>{uom}</e:uom></e:ReadingType>"
        );
        entry(&format!("/ReadingType/{number}"), "", &content)
    }

    fn reading(number: u8) -> String {
        let related = format!("<link rel='related' href='/ReadingType/{number}'/>");
        entry(&format!("/p/1/MeterReading/{number}"), &related, "<e:MeterReading/>")
    }

    fn feed(entries: &[String]) -> Vec<u8> {
        let point = "<entry><link rel='self' href='/p/1'/><title>A &amp; B</title><content><e:UsagePoint/></content></entry>";
        let entries = entries.concat();
        format!("<feed xmlns:e=\"http://naesb.org/espi\">{point}{entries}</feed>").into_bytes()
    }

    #[test]
    fn readings_find_their_types_wherever_they_stand() {
        let entries = [
            block(1, "2500"),
            kind(2, 19, 0, 72),
            reading(2),
            block(2, "7"),
            reading(1),
            kind(1, 1, -1, 72),
            block(3, "1"),
        ];
        let (rows, report) = rows_of(Format::GreenButton, &feed(&entries));
        assert_eq!(rows, ["A & B 2023-11-14T22:15:00Z 900 7x", "A & B 2023-11-14T22:15:00Z 900 250"]);
        assert_eq!(causes(&report), ["incomplete"]);
    }

    #[test]
    fn power_is_energy_by_time_and_other_units_are_told() {
        let (rows, _) = rows_of(Format::GreenButton, &feed(&[kind(1, 1, 3, 38), reading(1), block(1, "2")]));
        assert_eq!(rows, ["A & B 2023-11-14T22:15:00Z 900 500"]);
        let (rows, report) =
            rows_of(Format::GreenButton, &feed(&[kind(1, 1, 0, 119), reading(1), block(1, "2")]));
        assert!(rows.is_empty());
        assert_eq!(causes(&report), ["other-quantity"]);
    }

    #[test]
    fn entries_are_tied_by_equal_addresses_and_net_flow_is_told() {
        let feed = |flow: &str| {
            let entry = |own: &str, links: &[(&str, &str)], content: &str| {
                let links = links.iter().map(|(rel, href)| format!("<link rel='{rel}' href='{href}'/>"));
                entry(own, &links.collect::<Vec<_>>().concat(), content)
            };
            let types = [("RT/1", "1"), ("RT/2", flow)].map(|(own, flow)| {
                let content = format!("<e:ReadingType><e:flowDirection>{flow}</e:flowDirection><e:uom>72</e:uom></e:ReadingType>");
                entry(own, &[], &content)
            });
            let interval = |value: &str| {
                format!(
                    "<e:IntervalBlock><e:IntervalReading><e:timePeriod><e:duration>900</e:duration><e:start>1700000100</e:start>\
                     </e:timePeriod><e:value>{value}</e:value></e:IntervalReading></e:IntervalBlock>"
                )
            };
            let entries = [
                "<entry><link rel='self' href='U/1'/><link rel='related' href='R/'/><title>Home</title>\
                 <content><e:UsagePoint/></content></entry>".to_owned(),
                "<entry><link rel='self' href='U/2'/><title>Barn</title><content><e:UsagePoint/></content></entry>".to_owned(),
                entry("R/a", &[("up", "R"), ("related", "RT/1"), ("related", "B/a")], "<e:MeterReading/>"),
                entry("R/b", &[("up", "R"), ("related", "B/b/"), ("related", "RT/2")], "<e:MeterReading/>"),
                entry("B/1", &[("up", "B/a/")], &interval("100")),
                entry("B/2", &[("up", "B/b")], &interval("9000")),
            ];
            format!("<feed xmlns:e=\"http://naesb.org/espi\">{}{}</feed>", types.concat(), entries.concat())
        };
        let (rows, report) = rows_of(Format::GreenButton, feed("4").as_bytes());
        assert_eq!(rows, ["Home 2023-11-14T22:15:00Z 900 100"]);
        assert_eq!(
            (causes(&report), &*report.problems[0].found),
            (vec!["other-quantity"], "flowDirection 4")
        );
        let (rows, _) = rows_of(Format::GreenButton, feed("19").as_bytes());
        assert_eq!(rows, ["Home 2023-11-14T22:15:00Z 900 100", "Home 2023-11-14T22:15:00Z 900 9000x"]);
    }
}
