//! Owns nfdump's CSV, that of versions before 1.7.3 and the shorter one since. Its times are local and do
//! not say so.

use super::{Error, Options, Report, local_s, zone_of};
use crate::{Flow, Seen};
use std::io::BufRead;

/// Names of a column in both forms.
const COLUMNS: [(&str, &str); 10] = [
    ("ts", "firstSeen"),
    ("td", "duration"),
    ("pr", "proto"),
    ("sa", "srcAddr"),
    ("sp", "srcPort"),
    ("da", "dstAddr"),
    ("dp", "dstPort"),
    ("ipkt", "packets"),
    ("ibyt", "bytes"),
    ("te", "lastSeen"),
];

pub(super) fn read(
    from: impl BufRead,
    options: &Options,
    each: &mut dyn FnMut(Seen),
) -> Result<Report, Error> {
    let zone = zone_of(options)?.ok_or(Error::NeedsZone)?;
    let mut report = Report::default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(from);
    let headers = reader.headers().map_err(|cause| Error::Capture(cause.to_string()))?.clone();
    let places = COLUMNS.map(|(old, new)| headers.iter().position(|name| name == old || name == new));
    for (place, (_, name)) in places.iter().zip(COLUMNS).take(9) {
        if place.is_none() {
            return Err(Error::Column(name));
        }
    }
    // Packets and bytes back, where both directions are one row.
    let back = ["opkt", "obyt"].map(|name| headers.iter().position(|header| header == name));
    let mut row = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {}
            Err(cause) if matches!(cause.kind(), csv::ErrorKind::Io(_)) => {
                return Err(Error::Capture(cause.to_string()));
            }
            Err(cause) => {
                report.bad(cause.to_string());
                continue;
            }
        }
        let cell = |at: usize| places[at].and_then(|place| row.get(place)).unwrap_or_default();
        // What follows is a sum over all.
        if cell(0).starts_with("Summary") {
            break;
        }
        let number = |at: usize| cell(at).parse::<f64>().ok();
        let of_back =
            |nth: usize| back[nth].and_then(|place| row.get(place)?.parse::<u64>().ok()).unwrap_or(0);
        let flow = || -> Result<(f64, f64, Option<Flow>), &'static str> {
            let start_s = local_s(cell(0), &zone).ok_or("firstSeen")?;
            let lasted = number(1).filter(|lasted| *lasted >= 0.0).ok_or("duration")?;
            let end_s = start_s + lasted;
            if !matches!(cell(2), "TCP" | "6" | "tcp") {
                return Ok((start_s, end_s, None));
            }
            let flow = Flow {
                client: cell(3).parse().map_err(|_| "srcAddr")?,
                client_port: cell(4).parse().map_err(|_| "srcPort")?,
                server: cell(5).parse().map_err(|_| "dstAddr")?,
                server_port: cell(6).parse().map_err(|_| "dstPort")?,
                start_s,
                end_s,
                packets: Some(number(7).ok_or("packets")? as u64 + of_back(0)),
                bytes: Some(number(8).ok_or("bytes")? as u64 + of_back(1)),
                sign: None,
                pool: None,
            };
            Ok((start_s, end_s, Some(flow)))
        };
        match flow() {
            Ok((from_s, to_s, flow)) => {
                report.read(from_s, to_s);
                if let Some(flow) = flow {
                    each(Seen::Flow(flow));
                }
            }
            Err(column) => report.bad(column),
        }
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::{Error, Options, read};
    use crate::Seen;

    fn all(text: &str, zone: Option<&str>) -> Result<Vec<Seen>, Error> {
        let options = Options { zone: zone.map(str::to_owned), ..Options::default() };
        let mut found = Vec::new();
        read(text.as_bytes(), &options, &mut |seen| found.push(seen))?;
        Ok(found)
    }

    #[test]
    fn both_forms_are_read_in_the_zone_that_is_stated() {
        let old = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n\
            2026-01-01 08:00:00,2026-01-01 08:05:00,300.000,10.0.0.7,192.0.2.1,50000,3333,TCP,...AP...,0,0,60,9000,0,0\n\
            2026-01-01 08:00:00,2026-01-01 08:00:01,1.000,10.0.0.7,192.0.2.1,50000,53,UDP,,0,0,1,60,0,0\n\
            Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n2,9060,61,1,1,1\n";
        let new = "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n\
            2026-01-01 08:00:00.000,300.000,TCP,10.0.0.7,50000,192.0.2.1,3333,60,9000,1\n";
        for (text, zone) in [(old, "+08:00"), (new, "Asia/Irkutsk"), (new, "+8")] {
            let found = all(text, Some(zone)).expect("a log");
            let [Seen::Flow(flow)] = &found[..] else { panic!("{found:?}") };
            assert_eq!((flow.start_s, flow.end_s), (1_767_225_600.0, 1_767_225_900.0));
            assert_eq!((flow.packets, flow.bytes), (Some(60), Some(9000)));
        }
        assert!(matches!(all(new, None), Err(Error::NeedsZone)));
        assert!(matches!(all(new, Some("Atlantis")), Err(Error::Zone(_))));
    }
}
