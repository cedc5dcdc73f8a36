//! Owns Suricata's EVE JSON (<https://docs.suricata.io/en/latest/output/eve/eve-json-format.html>): events of
//! flows, TLS, DNS, and alerts that speak of mining.

use super::{Error, Found, Options, Report, json_lines, offset_s};
use crate::{Flow, Seen, Sign};
use serde::Deserialize;
use std::{borrow::Cow, io::BufRead, net::IpAddr};

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow)]
    timestamp: Cow<'a, str>,
    #[serde(borrow, rename = "event_type")]
    kind: Cow<'a, str>,
    src_ip: Option<IpAddr>,
    #[serde(default)]
    src_port: u16,
    dest_ip: Option<IpAddr>,
    #[serde(default)]
    dest_port: u16,
    #[serde(borrow)]
    proto: Option<Cow<'a, str>>,
    #[serde(borrow)]
    flow: Option<Counts<'a>>,
    #[serde(borrow)]
    tls: Option<Tls<'a>>,
    #[serde(borrow)]
    dns: Option<Dns<'a>>,
    #[serde(borrow)]
    alert: Option<Alert<'a>>,
}

#[derive(Deserialize)]
struct Counts<'a> {
    #[serde(default)]
    pkts_toserver: u64,
    #[serde(default)]
    pkts_toclient: u64,
    #[serde(default)]
    bytes_toserver: u64,
    #[serde(default)]
    bytes_toclient: u64,
    #[serde(borrow)]
    start: Option<Cow<'a, str>>,
    #[serde(borrow)]
    end: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Tls<'a> {
    #[serde(borrow)]
    sni: Option<Cow<'a, str>>,
}

/// Version 2 has the name beside, version 3 in a list of queries.
#[derive(Deserialize)]
struct Dns<'a> {
    #[serde(borrow)]
    rrname: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    queries: Vec<Query<'a>>,
}

#[derive(Deserialize)]
struct Query<'a> {
    #[serde(borrow)]
    rrname: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Alert<'a> {
    #[serde(borrow)]
    signature: Option<Cow<'a, str>>,
}

pub(super) fn read(
    from: impl BufRead,
    options: &Options,
    each: &mut dyn FnMut(Seen),
) -> Result<Report, Error> {
    json_lines(from, each, |line| {
        Ok(seen(&serde_json::from_slice(line)?, options).ok_or("timestamp, src_ip or dest_ip"))
    })
}

/// Whether an alert's words speak of mining.
fn is_of_mining(signature: &str) -> bool {
    let text = signature.to_ascii_lowercase();
    ["stratum", "coinminer", "coin miner", "cryptominer", "mining pool"]
        .iter()
        .any(|word| text.contains(word))
}

fn seen(event: &Event<'_>, options: &Options) -> Option<Found> {
    let at_s = offset_s(&event.timestamp)?;
    // Events of the sensor itself have no addresses.
    let (Some(client), Some(server)) = (event.src_ip, event.dest_ip) else { return Some((at_s, at_s, None)) };
    let mut flow = Flow {
        client,
        client_port: event.src_port,
        server,
        server_port: event.dest_port,
        start_s: at_s,
        end_s: at_s,
        bytes: None,
        packets: None,
        sign: None,
        pool: None,
    };
    match &*event.kind {
        "flow" if event.proto.as_deref() == Some("TCP") => {
            let counts = event.flow.as_ref()?;
            flow.bytes = Some(counts.bytes_toserver + counts.bytes_toclient);
            flow.packets = Some(counts.pkts_toserver + counts.pkts_toclient);
            flow.start_s = counts.start.as_deref().and_then(offset_s).unwrap_or(at_s);
            flow.end_s = counts.end.as_deref().and_then(offset_s).unwrap_or(at_s);
            Some((flow.start_s, flow.end_s, Some(Seen::Flow(flow))))
        }
        "tls" => {
            let pool =
                event.tls.as_ref().and_then(|tls| tls.sni.as_deref()).and_then(|name| options.pools.of(name));
            let seen = pool
                .map(|pool| Seen::Flow(Flow { sign: Some(Sign::PoolName), pool: Some(pool.into()), ..flow }));
            Some((at_s, at_s, seen))
        }
        "dns" => {
            let dns = event.dns.as_ref();
            let mut names = dns.iter().flat_map(|dns| {
                dns.rrname.iter().chain(dns.queries.iter().filter_map(|q| q.rrname.as_ref()))
            });
            let pool = names.find_map(|name| options.pools.of(name));
            // Whoever asks uses the higher port; an answer comes from port 53.
            let client = if event.src_port == 53 { server } else { client };
            Some((at_s, at_s, pool.map(|pool| Seen::Asked { client, at_s, pool: pool.into() })))
        }
        "alert" => {
            let signature = event.alert.as_ref().and_then(|alert| alert.signature.as_deref());
            let is_it = signature.is_some_and(is_of_mining);
            Some((at_s, at_s, is_it.then_some(Seen::Flow(Flow { sign: Some(Sign::Stratum), ..flow }))))
        }
        _ => Some((at_s, at_s, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::{Seen, Sign};

    #[test]
    fn flows_names_and_alerts_are_seen() {
        let text = concat!(
            r#"{"timestamp":"2026-01-01T04:00:00.123456+0300","flow_id":1,"event_type":"flow","src_ip":"10.0.0.7","src_port":50000,"dest_ip":"192.0.2.1","dest_port":3333,"proto":"TCP","flow":{"pkts_toserver":10,"pkts_toclient":20,"bytes_toserver":1000,"bytes_toclient":2000,"start":"2026-01-01T03:00:00.000000+0300","end":"2026-01-01T04:00:00.000000+0300","age":3600,"state":"closed"}}"#,
            "\n",
            r#"{"timestamp":"2026-01-01T04:00:00.0+0300","event_type":"tls","src_ip":"10.0.0.7","src_port":50001,"dest_ip":"192.0.2.2","dest_port":443,"proto":"TCP","tls":{"sni":"ltc.viabtc.io"}}"#,
            "\n",
            r#"{"timestamp":"2026-01-01T04:00:00.0+0300","event_type":"dns","src_ip":"10.0.0.1","src_port":53,"dest_ip":"10.0.0.7","dest_port":40000,"proto":"UDP","dns":{"version":3,"type":"response","queries":[{"rrname":"eu.nanopool.org"}]}}"#,
            "\n",
            r#"{"timestamp":"2026-01-01T04:00:00.0+0300","event_type":"alert","src_ip":"10.0.0.7","src_port":50002,"dest_ip":"192.0.2.3","dest_port":4444,"proto":"TCP","alert":{"signature":"A rule of mine: Stratum login"}}"#,
            "\n",
            r#"{"timestamp":"2026-01-01T04:00:00.0+0300","event_type":"stats","stats":{"uptime":1}}"#,
            "\n{\"timestamp\":3}\n"
        );
        let mut found = Vec::new();
        let report = read(text.as_bytes(), &Options::default(), &mut |seen| found.push(seen)).expect("a log");
        assert_eq!((report.records, report.bad, found.len()), (5, 1, 4));
        let Seen::Flow(flow) = &found[0] else { panic!("{found:?}") };
        assert_eq!((flow.start_s, flow.end_s - flow.start_s), (1_767_225_600.0, 3600.0));
        assert_eq!((flow.bytes, flow.packets), (Some(3000), Some(30)));
        assert!(matches!(&found[1], Seen::Flow(flow) if flow.pool.as_deref() == Some("ViaBTC")));
        assert!(matches!(&found[2], Seen::Asked { client, .. } if client.to_string() == "10.0.0.7"));
        assert!(matches!(&found[3], Seen::Flow(flow) if flow.sign == Some(Sign::Stratum)));
    }
}
