//! Owns which meter an address belonged to at a time. Does not read traffic.

use rustc_hash::FxHashMap;
use std::{io::Read, net::IpAddr};

/// Leases of addresses.
#[derive(Clone, Debug, Default)]
pub struct Subscribers {
    by_address: FxHashMap<IpAddr, Vec<Lease>>,
    /// First and last moment that a lease covers.
    span: Option<(f64, f64)>,
}

#[derive(Clone, Debug)]
struct Lease {
    from_s: f64,
    to_s: f64,
    meter: Box<str>,
}

/// What was left out of a table of subscribers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubscribersReport {
    /// Leases taken.
    pub leases: usize,
    /// Lines that are no lease, the first ones, with the column.
    pub bad: Vec<(u64, &'static str)>,
    /// How many lines that are.
    pub bad_count: usize,
    /// The header lacks this column; nothing was taken.
    pub missing_column: Option<&'static str>,
}

impl Subscribers {
    /// Reads a table with the columns `ip`, `from`, `to` (times with their zone; empty is without end) and
    /// `meter_id`, or `address` in its place.
    #[must_use]
    pub fn read(from: impl Read) -> (Self, SubscribersReport) {
        const KEPT: usize = 20;
        let (mut table, mut report) = (Self::default(), SubscribersReport::default());
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(from);
        let headers = reader.headers().cloned().unwrap_or_default();
        let place =
            |name: &str| headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name);
        let Some(ip) = place("ip") else {
            report.missing_column = Some("ip");
            return (table, report);
        };
        let Some(meter) = place("meter_id").or_else(|| place("address")) else {
            report.missing_column = Some("meter_id");
            return (table, report);
        };
        let (from, to) = (place("from"), place("to"));
        for row in reader.into_records() {
            let line = match &row {
                Ok(row) => row.position().map_or(0, csv::Position::line),
                Err(cause) => cause.position().map_or(0, csv::Position::line),
            };
            let lease = row.map_err(|_| "ip").and_then(|row| {
                let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
                let ip: IpAddr = cell(Some(ip)).parse().map_err(|_| "ip")?;
                let time = |text: &str, open: f64| match text {
                    "" => Some(open),
                    text => text.parse::<jiff::Timestamp>().ok().map(|time| time.as_second() as f64),
                };
                let from_s = time(cell(from), f64::NEG_INFINITY).ok_or("from")?;
                let to_s = time(cell(to), f64::INFINITY).filter(|to_s| *to_s >= from_s).ok_or("to")?;
                let meter = cell(Some(meter));
                if meter.is_empty() {
                    Err("meter_id")
                } else {
                    Ok((ip, Lease { from_s, to_s, meter: meter.into() }))
                }
            });
            match lease {
                Ok((ip, lease)) => {
                    let (first, last) = table.span.unwrap_or((lease.from_s, lease.to_s));
                    table.span = Some((first.min(lease.from_s), last.max(lease.to_s)));
                    table.by_address.entry(ip).or_default().push(lease);
                    report.leases += 1;
                }
                Err(column) => {
                    report.bad_count += 1;
                    if report.bad.len() < KEPT {
                        report.bad.push((line, column));
                    }
                }
            }
        }
        (table, report)
    }

    /// The meters that an address belonged to within a time, each once: one, unless the address went from
    /// one to another, or the table has it at two at once.
    #[must_use]
    pub fn of(&self, address: IpAddr, from_s: f64, to_s: f64) -> Vec<&str> {
        let leases = self.by_address.get(&address).into_iter().flatten();
        let mut meters: Vec<&str> = leases
            .filter(|lease| lease.from_s <= to_s && from_s < lease.to_s.max(lease.from_s + f64::EPSILON))
            .map(|lease| &*lease.meter)
            .collect();
        meters.sort_unstable();
        meters.dedup();
        meters
    }

    /// The time that leases cover.
    #[must_use]
    pub const fn span(&self) -> Option<(f64, f64)> {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_who_has_it_at_the_time() {
        let text = "ip,from,to,meter_id\n\
            10.0.0.7,2026-01-01T00:00:00Z,2026-01-02T00:00:00+03:00,m1\n\
            10.0.0.7,2026-01-02T00:00:00+03:00,,m2\n\
            2001:db8::1,,,m3\n10.0.0.8,2026-01-01 00:00,,m4\nx,,,m5\n10.0.0.9,,,\n";
        let (table, report) = Subscribers::read(text.as_bytes());
        assert_eq!((report.leases, report.bad_count), (3, 3));
        assert_eq!(report.bad, [(5, "from"), (6, "ip"), (7, "meter_id")]);
        let address: IpAddr = [10, 0, 0, 7].into();
        let midnight = 1_767_225_600.0;
        assert_eq!(table.of(address, midnight, midnight + 3600.0), ["m1"]);
        assert_eq!(table.of(address, midnight + 22.0 * 3600.0, midnight + 23.0 * 3600.0), ["m2"]);
        assert_eq!(table.of(address, midnight, midnight + 86_400.0), ["m1", "m2"]);
        assert_eq!(table.of("2001:db8::1".parse().expect("an address"), 0.0, 1.0), ["m3"]);
        assert!(table.of(address, 0.0, 1.0).is_empty());
        assert_eq!(Subscribers::read(&b"a,b\n"[..]).1.missing_column, Some("ip"));
    }
}
