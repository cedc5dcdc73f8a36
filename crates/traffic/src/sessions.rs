//! Owns joining records into sessions, and keeping those that look like mining in bounded memory. Does not
//! read records.

use crate::{Flow, Seen, Sign, flow::known_sum};
use rustc_hash::FxHashMap;
use std::net::IpAddr;

/// A conversation, joined of all records of its five-tuple.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Who began it.
    pub client: IpAddr,
    /// Whom it spoke to.
    pub server: Option<IpAddr>,
    /// On which port.
    pub server_port: u16,
    /// First packet, UTC, seconds since 1970.
    pub start_s: f64,
    /// Last packet.
    pub end_s: f64,
    /// Seconds covered by its records.
    pub active_s: f64,
    /// Bytes both ways.
    pub bytes: Option<u64>,
    /// Packets both ways.
    pub packets: Option<u64>,
    /// How many records it was joined of.
    pub records: u64,
    /// How mining shows, the weakest first.
    pub signs: Vec<Sign>,
    /// The pool, where one is named.
    pub pool: Option<Box<str>>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            client: IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED),
            server: None,
            server_port: 0,
            start_s: 0.0,
            end_s: 0.0,
            active_s: 0.0,
            bytes: None,
            packets: None,
            records: 0,
            signs: Vec::new(),
            pool: None,
        }
    }
}

type Key = (IpAddr, u16, IpAddr, u16);

/// Sessions while records come in.
#[derive(Debug, Default)]
pub struct Sessions {
    open: FxHashMap<Key, Session>,
    asked: FxHashMap<(IpAddr, Box<str>), Session>,
    latest_s: f64,
    /// Sessions given up so that memory stays bounded.
    pub dropped: u64,
}

/// Records of one five-tuple further apart are two sessions: ports are used again.
const JOINED_WITHIN_S: f64 = 3600.0;
/// Not more sessions than these are held at once, of about 200 bytes each.
const MOST_OPEN: usize = 1 << 20;

/// A miner's line is busy for hours with little: between its least and most bytes a second, both ways, in
/// packets smaller than these. Stratum sends a job every half minute or so and a share every few seconds;
/// measured miners use 10 to 1,000 bytes a second. The bounds are ours.
const RHYTHM_LEAST_S: f64 = 3.0 * 3600.0;
const RHYTHM_BYTES_S: std::ops::RangeInclusive<f64> = 3.0..=2_000.0;
const RHYTHM_PACKET: f64 = 600.0;
/// Of the time from first to last packet, records cover at least so much.
const RHYTHM_COVERED: f64 = 0.8;

impl Sessions {
    /// Takes a record in.
    pub fn take(&mut self, seen: Seen) {
        match seen {
            Seen::Flow(flow) => self.take_flow(flow),
            Seen::Asked { client, at_s, pool } => {
                let asked = self.asked.entry((client, pool.clone())).or_insert_with(|| Session {
                    client,
                    start_s: at_s,
                    end_s: at_s,
                    signs: vec![Sign::PoolName],
                    pool: Some(pool),
                    ..Session::default()
                });
                asked.start_s = asked.start_s.min(at_s);
                asked.end_s = asked.end_s.max(at_s);
                asked.records += 1;
            }
        }
    }

    fn take_flow(&mut self, flow: Flow) {
        let flow = flow.oriented();
        if flow.sign.is_none() && !may_be_rhythm(&flow) {
            // A long session may have records of any size; alone they are no reason to open one.
            let key = (flow.client, flow.client_port, flow.server, flow.server_port);
            if !self.open.contains_key(&key) {
                return;
            }
        }
        self.latest_s = self.latest_s.max(flow.end_s);
        let key = (flow.client, flow.client_port, flow.server, flow.server_port);
        if self.open.len() >= MOST_OPEN && !self.open.contains_key(&key) {
            self.make_room();
        }
        let fresh = || Session {
            client: flow.client,
            server: Some(flow.server),
            server_port: flow.server_port,
            start_s: flow.start_s,
            end_s: flow.start_s,
            ..Session::default()
        };
        let session = self.open.entry(key).or_insert_with(fresh);
        let is_apart = flow.start_s > session.end_s + JOINED_WITHIN_S;
        if is_apart && session.signs.is_empty() && !has_rhythm(session) {
            // The port was used again, and what was before is nothing.
            *session = fresh();
        }
        // Records of both directions overlap: time is counted once.
        let covered = flow.end_s - flow.start_s.max(session.end_s);
        session.active_s += covered.max(0.0);
        session.start_s = session.start_s.min(flow.start_s);
        session.end_s = session.end_s.max(flow.end_s);
        session.bytes = known_sum(session.bytes, flow.bytes);
        session.packets = known_sum(session.packets, flow.packets);
        session.records += 1;
        if let Some(sign) = flow.sign
            && !session.signs.contains(&sign)
        {
            session.signs.push(sign);
        }
        if session.pool.is_none() {
            session.pool = flow.pool;
        }
    }

    /// Gives up sessions that ended long ago and were nothing; where that is not enough, the shortest.
    fn make_room(&mut self) {
        let before = self.open.len();
        let latest_s = self.latest_s;
        self.open.retain(|_, session| {
            !session.signs.is_empty() || has_rhythm(session) || latest_s - session.end_s < JOINED_WITHIN_S
        });
        if self.open.len() > MOST_OPEN / 2 {
            let mut lasted: Vec<f64> = self.open.values().map(|session| session.active_s).collect();
            let middle = lasted.len() / 2;
            let (_, median, _) = lasted.select_nth_unstable_by(middle, f64::total_cmp);
            let median = *median;
            self.open.retain(|_, session| !session.signs.is_empty() || session.active_s > median);
        }
        self.dropped += (before - self.open.len()) as u64;
    }

    /// The sessions that look like mining, by client and start.
    #[must_use]
    pub fn finish(self) -> Vec<Session> {
        let mut found: Vec<Session> = self.open.into_values().chain(self.asked.into_values()).collect();
        for session in &mut found {
            if session.server.is_some() && has_rhythm(session) {
                session.signs.push(Sign::Rhythm);
            }
            session.signs.sort_unstable();
        }
        found.retain(|session| !session.signs.is_empty());
        found.sort_by(|a, b| {
            (a.client, a.server, a.server_port)
                .cmp(&(b.client, b.server, b.server_port))
                .then(a.start_s.total_cmp(&b.start_s))
                .then(a.pool.cmp(&b.pool))
        });
        found
    }
}

/// Whether a record could be a piece of a miner's session.
fn may_be_rhythm(flow: &Flow) -> bool {
    const LEAST_S: f64 = 20.0;
    let lasted = flow.end_s - flow.start_s;
    lasted >= LEAST_S
        && flow.bytes.zip(flow.packets).is_some_and(|(bytes, packets)| {
            is_small(bytes, packets) && bytes as f64 <= RHYTHM_BYTES_S.end() * lasted
        })
}

/// Whether packets are as small as a miner's.
fn is_small(bytes: u64, packets: u64) -> bool {
    packets > 0 && (bytes as f64) < RHYTHM_PACKET * packets as f64
}

fn has_rhythm(session: &Session) -> bool {
    let lasted = session.end_s - session.start_s;
    lasted >= RHYTHM_LEAST_S
        && session.active_s >= RHYTHM_COVERED * lasted
        && session.bytes.zip(session.packets).is_some_and(|(bytes, packets)| {
            is_small(bytes, packets) && RHYTHM_BYTES_S.contains(&(bytes as f64 / lasted))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(start_s: f64, lasted_s: f64, bytes: u64, packets: u64) -> Flow {
        Flow {
            client: [10, 0, 0, 7].into(),
            client_port: 50_000,
            server: [192, 0, 2, 1].into(),
            server_port: 3333,
            start_s,
            end_s: start_s + lasted_s,
            bytes: Some(bytes),
            packets: Some(packets),
            sign: None,
            pool: None,
        }
    }

    fn back(flow: Flow) -> Flow {
        let (client, client_port) = (flow.server, flow.server_port);
        Flow { client, client_port, server: flow.client, server_port: flow.client_port, ..flow }
    }

    #[test]
    fn fifty_seven_records_of_both_directions_are_one_session() {
        let mut sessions = Sessions::default();
        for record in 0..57 {
            let piece = flow(f64::from(record) * 200.0, 195.0, 9_000, 60);
            sessions.take(Seen::Flow(piece.clone()));
            sessions.take(Seen::Flow(back(piece)));
        }
        let found = sessions.finish();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].records, &found[0].signs[..]), (114, &[Sign::Rhythm][..]));
        assert!((found[0].active_s - 57.0 * 195.0).abs() < 1.0, "time counts once");
    }

    #[test]
    fn a_label_is_carried_along_and_a_download_is_nothing() {
        let mut sessions = Sessions::default();
        sessions.take(Seen::Flow(Flow { sign: Some(Sign::Stratum), ..flow(0.0, 30.0, 2_000, 20) }));
        sessions.take(Seen::Flow(flow(1_800.0, 300.0, 9_000, 60)));
        let other = Flow { client_port: 50_001, ..flow(0.0, 4.0 * 3600.0, 9_000_000_000, 9_000_000) };
        sessions.take(Seen::Flow(other));
        let found = sessions.finish();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].records, found[0].end_s), (2, 2_100.0));
        assert_eq!(found[0].signs, [Sign::Stratum]);
    }

    #[test]
    fn three_hours_with_long_silence_are_no_rhythm() {
        let mut sessions = Sessions::default();
        for hour in 0..5 {
            sessions.take(Seen::Flow(flow(f64::from(hour) * 3_500.0, 300.0, 9_000, 60)));
        }
        assert!(sessions.finish().is_empty());
    }

    #[test]
    fn memory_is_bounded_and_signs_stay() {
        let mut sessions = Sessions::default();
        let miner = Flow { sign: Some(Sign::Stratum), ..flow(0.0, 30.0, 2_000, 20) };
        sessions.take(Seen::Flow(miner));
        for number in 0..(MOST_OPEN as u32 + 50_000) {
            let client = IpAddr::from((number + 0x0b00_0000).to_be_bytes());
            sessions.take(Seen::Flow(Flow { client, ..flow(f64::from(number), 30.0, 2_000, 20) }));
        }
        assert!(sessions.open.len() <= MOST_OPEN && sessions.dropped > 0);
        assert_eq!(sessions.finish().len(), 1);
    }
}
