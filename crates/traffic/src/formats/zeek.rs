//! Owns Zeek's logs of connections, TLS and DNS (<https://docs.zeek.org/en/master/logs/index.html>).

use super::{Error, Found, Options, Report, json_lines, lines, take};
use crate::{Flow, Seen, Sign, flow::known_sum};
use serde::Deserialize;
use std::{io::BufRead, net::IpAddr};

/// Which log it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Log {
    Conn,
    Ssl,
    Dns,
}

/// Columns that are read, in the order of [`Row`].
const COLUMNS: [&str; 13] = [
    "ts",
    "id.orig_h",
    "id.orig_p",
    "id.resp_h",
    "id.resp_p",
    "proto",
    "duration",
    "orig_ip_bytes",
    "resp_ip_bytes",
    "orig_pkts",
    "resp_pkts",
    "server_name",
    "query",
];

/// Cells of a row by their place in [`COLUMNS`]; what Zeek writes for nothing is `-`.
struct Row<'a>([&'a str; COLUMNS.len()]);

impl<'a> Row<'a> {
    fn text(&self, at: usize) -> Option<&'a str> {
        Some(self.0[at]).filter(|text| !text.is_empty() && *text != "-" && *text != "(empty)")
    }

    fn number<T: std::str::FromStr>(&self, at: usize) -> Option<T> {
        self.text(at)?.parse().ok()
    }
}

pub(super) fn read_tsv(
    from: impl BufRead,
    options: &Options,
    each: &mut dyn FnMut(Seen),
) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut log = None;
    let mut places: Vec<Option<usize>> = Vec::new();
    let mut width = 0;
    lines(from, |line, is_whole| {
        let Ok(text) = str::from_utf8(line) else {
            report.bad("no UTF-8");
            return Ok(true);
        };
        if let Some(rest) = text.strip_prefix('#') {
            if let Some(path) = rest.strip_prefix("path\t") {
                log = Some(log_named(path)?);
            } else if let Some(fields) = rest.strip_prefix("fields\t") {
                places = vec![None; COLUMNS.len()];
                width = 0;
                for (at, name) in fields.split('\t').enumerate() {
                    width = at + 1;
                    if let Some(column) = COLUMNS.iter().position(|column| *column == name) {
                        places[column] = Some(at);
                    }
                }
                if let Some(missing) = (0..5).find(|&column| places[column].is_none()) {
                    return Err(Error::Column(COLUMNS[missing]));
                }
                let has = |name: &str| {
                    COLUMNS.iter().zip(&places).any(|(column, at)| *column == name && at.is_some())
                };
                log = log.or_else(|| {
                    Some(if has("server_name") {
                        Log::Ssl
                    } else if has("query") {
                        Log::Dns
                    } else {
                        Log::Conn
                    })
                });
            }
            return Ok(true);
        }
        let Some(log) = log.filter(|_| !places.is_empty()) else { return Err(Error::Column("#fields")) };
        let mut row = Row([""; COLUMNS.len()]);
        let mut count = 0;
        for (at, cell) in text.split('\t').enumerate() {
            count = at + 1;
            if let Some(column) = places.iter().position(|place| *place == Some(at)) {
                row.0[column] = cell;
            }
        }
        if count < width {
            if is_whole {
                report.bad("too few fields");
            } else {
                report.is_cut = true;
            }
            return Ok(true);
        }
        match seen(log, &row, options) {
            Ok(seen) => take(seen, &mut report, each),
            Err(column) => report.bad(column),
        }
        Ok(true)
    })?;
    Ok(report)
}

fn log_named(path: &str) -> Result<Log, Error> {
    match path {
        "conn" => Ok(Log::Conn),
        "ssl" => Ok(Log::Ssl),
        "dns" => Ok(Log::Dns),
        other => Err(Error::Log(other.to_owned())),
    }
}

fn seen(log: Log, row: &Row<'_>, options: &Options) -> Result<Found, &'static str> {
    let start_s: f64 = row.number(0).ok_or(COLUMNS[0])?;
    let client: IpAddr = row.number(1).ok_or(COLUMNS[1])?;
    if log == Log::Dns {
        let pool = row.text(12).and_then(|name| options.pools.of(name));
        let asked = pool.map(|pool| Seen::Asked { client, at_s: start_s, pool: pool.into() });
        return Ok((start_s, start_s, asked));
    }
    let pool = row.text(11).and_then(|name| options.pools.of(name));
    let end_s = start_s + row.number::<f64>(6).unwrap_or(0.0).max(0.0);
    let is_wanted =
        if log == Log::Ssl { pool.is_some() } else { row.text(5).is_none_or(|proto| proto == "tcp") };
    if !is_wanted {
        return Ok((start_s, end_s, None));
    }
    // One direction alone is known where the other was not seen; neither is no zero.
    let sum = |a: usize, b: usize| known_sum(row.number(a), row.number(b));
    let flow = Flow {
        client,
        client_port: row.number(2).ok_or(COLUMNS[2])?,
        server: row.number(3).ok_or(COLUMNS[3])?,
        server_port: row.number(4).ok_or(COLUMNS[4])?,
        start_s,
        end_s,
        bytes: sum(7, 8),
        packets: sum(9, 10),
        sign: pool.map(|_| Sign::PoolName),
        pool: pool.map(Into::into),
    };
    Ok((start_s, end_s, Some(Seen::Flow(flow))))
}

/// A time as a number, or as text with its zone, as `LogAscii::json_timestamps` wants it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Time<'a> {
    Seconds(f64),
    Text(#[serde(borrow)] std::borrow::Cow<'a, str>),
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow)]
    ts: Option<Time<'a>>,
    #[serde(rename = "id.orig_h")]
    client: Option<IpAddr>,
    #[serde(rename = "id.orig_p")]
    client_port: Option<u16>,
    #[serde(rename = "id.resp_h")]
    server: Option<IpAddr>,
    #[serde(rename = "id.resp_p")]
    server_port: Option<u16>,
    #[serde(borrow)]
    proto: Option<std::borrow::Cow<'a, str>>,
    duration: Option<f64>,
    orig_ip_bytes: Option<u64>,
    resp_ip_bytes: Option<u64>,
    orig_pkts: Option<u64>,
    resp_pkts: Option<u64>,
    #[serde(borrow)]
    server_name: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow)]
    query: Option<std::borrow::Cow<'a, str>>,
}

pub(super) fn read_json(
    from: impl BufRead,
    options: &Options,
    each: &mut dyn FnMut(Seen),
) -> Result<Report, Error> {
    json_lines(from, each, |line| Ok(seen_in(&serde_json::from_slice(line)?, options)))
}

fn seen_in(object: &Object<'_>, options: &Options) -> Result<Found, &'static str> {
    let start_s = match &object.ts {
        Some(Time::Seconds(time_s)) => *time_s,
        Some(Time::Text(text)) => super::offset_s(text).ok_or("ts")?,
        None => return Err("ts"),
    };
    let client = object.client.ok_or("id.orig_h")?;
    if let Some(query) = &object.query {
        let pool = options.pools.of(query);
        let asked = pool.map(|pool| Seen::Asked { client, at_s: start_s, pool: pool.into() });
        return Ok((start_s, start_s, asked));
    }
    let end_s = start_s + object.duration.unwrap_or(0.0).max(0.0);
    let pool = object.server_name.as_deref().and_then(|name| options.pools.of(name));
    let is_named = object.server_name.is_some();
    if (is_named && pool.is_none()) || object.proto.as_deref().is_some_and(|proto| proto != "tcp") {
        return Ok((start_s, end_s, None));
    }
    let flow = Flow {
        client,
        client_port: object.client_port.ok_or("id.orig_p")?,
        server: object.server.ok_or("id.resp_h")?,
        server_port: object.server_port.ok_or("id.resp_p")?,
        start_s,
        end_s,
        bytes: known_sum(object.orig_ip_bytes, object.resp_ip_bytes),
        packets: known_sum(object.orig_pkts, object.resp_pkts),
        sign: pool.map(|_| Sign::PoolName),
        pool: pool.map(Into::into),
    };
    Ok((start_s, end_s, Some(Seen::Flow(flow))))
}

#[cfg(test)]
mod tests {
    use super::super::{Error, Options, read};
    use crate::{Seen, Sign};

    fn all(text: &str) -> (Vec<Seen>, super::Report) {
        let mut found = Vec::new();
        let report = read(text.as_bytes(), &Options::default(), &mut |seen| found.push(seen)).expect("a log");
        (found, report)
    }

    const HEAD: &str = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n";

    #[test]
    fn connections_are_read_whatever_the_order_of_columns() {
        let text = format!(
            "{HEAD}#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\n\
             1767225600.5\tC1\t10.0.0.7\t50000\t192.0.2.1\t3333\ttcp\t-\t10800.0\t100\t9000\t100\t9000\n\
             1767225601.0\tC2\t10.0.0.7\t53\t192.0.2.1\t53\tudp\tdns\t-\t1\t60\t1\t90\n\
             1767225602.0\tC3\t10.0.0.7\tmany\t192.0.2.1\t3333\ttcp\t-\t1\t1\t60\t1\t90\n\
             #close\t2026-01-01-04-00-00\n"
        );
        let (found, report) = all(&text);
        assert_eq!((report.records, report.bad), (2, 1));
        assert_eq!(report.first_bad, Some((3, "id.orig_p".to_owned())));
        let [Seen::Flow(flow)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((flow.bytes, flow.packets, flow.server_port), (Some(18_000), Some(200), 3333));
        assert_eq!(flow.end_s, 1_767_236_400.5);
        // What the log does not count is not zero.
        let uncounted = text.replace("\t9000\t", "\t-\t").replace("\t9000\n", "\t-\n");
        let (found, _) = all(&uncounted);
        let [Seen::Flow(flow)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((flow.bytes, flow.packets), (None, Some(200)));
        // Cut in the last line.
        let (_, report) = all(&text[..text.find("\t60\t1\t90\n").expect("there") + 2]);
        assert!(report.is_cut);
    }

    #[test]
    fn pools_are_known_by_name_in_both_forms() {
        let text = format!(
            "{HEAD}#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tserver_name\n\
             1.0\tC1\t10.0.0.7\t50000\t192.0.2.1\t443\tbtc.f2pool.com\n\
             2.0\tC2\t10.0.0.7\t50001\t192.0.2.2\t443\texample.org\n"
        );
        let (found, _) = all(&text);
        let [Seen::Flow(flow)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((flow.sign, flow.pool.as_deref()), (Some(Sign::PoolName), Some("F2Pool")));
        let json = concat!(
            r#"{"ts":3.0,"uid":"C","id.orig_h":"10.0.0.7","id.orig_p":1,"id.resp_h":"10.0.0.1","id.resp_p":53,"proto":"udp","query":"eu.NANOPOOL.org"}"#,
            "\n",
            r#"{"ts":"2026-01-01T00:00:00.000000Z","id.orig_h":"10.0.0.7","id.orig_p":50002,"id.resp_h":"192.0.2.1","id.resp_p":3333,"proto":"tcp","duration":60.0,"orig_ip_bytes":10,"orig_pkts":1}"#,
            "\n{\"ts\":4.0,\"id.or"
        );
        let (found, report) = all(json);
        assert_eq!((found.len(), report.records, report.is_cut), (2, 2, true));
        assert!(matches!(&found[0], Seen::Asked { pool, .. } if &**pool == "Nanopool"));
        assert!(matches!(&found[1], Seen::Flow(flow) if flow.start_s == 1_767_225_600.0));
    }

    #[test]
    fn other_logs_are_refused_by_name() {
        let read = |text: &str| read(text.as_bytes(), &Options::default(), &mut |_| {});
        assert!(matches!(read(&format!("{HEAD}#path\thttp\n")), Err(Error::Log(name)) if name == "http"));
        assert!(matches!(
            read(&format!("{HEAD}#path\tconn\n#fields\tts\tuid\n")),
            Err(Error::Column("id.orig_h"))
        ));
        assert!(matches!(read("hello\n"), Err(Error::Unknown)));
    }
}
