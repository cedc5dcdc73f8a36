//! Owns the first message of a TLS client that comes in several segments of TCP: with a post-quantum key
//! share it is longer than a packet. Holds the first bytes of a connection until they name a server or are
//! seen to be something else, and forgets them then.

use crate::signs::{Named, server_name};
use rustc_hash::FxHashMap;
use std::net::IpAddr;

/// Who sends, and to whom.
pub(super) type Way = (IpAddr, u16, IpAddr, u16);

/// What matters of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<'a> {
    /// Number of its first byte.
    pub(super) sequence: u32,
    /// It opens a connection (SYN of the client).
    pub(super) opens: bool,
    /// It ends one (FIN, RST).
    pub(super) closes: bool,
    /// What it carries, as far as the capture has it.
    pub(super) payload: &'a [u8],
}

/// Connections whose client has not said all of its first message.
#[derive(Debug, Default)]
pub(super) struct Hellos {
    open: FxHashMap<Way, Beginning>,
    opened: u64,
}

/// Not more of a connection is held: the longest TLS record (RFC 8446, section 5.1).
const MOST_BYTES: usize = 1 << 14;
/// Nor more pieces: so many make up [`MOST_BYTES`] in the shortest segments that are usual (536 bytes,
/// RFC 9293, section 3.7.1).
const MOST_PIECES: u32 = 32;
/// Nor more connections: with [`MOST_BYTES`] each, 64 MiB at worst. The message follows SYN by a round trip.
const MOST_OPEN: usize = 1 << 12;

#[derive(Debug)]
struct Beginning {
    /// Which one it was: the oldest are given up.
    number: u64,
    /// Number of the first byte.
    start: u32,
    /// The first bytes, without gaps.
    bytes: Vec<u8>,
    /// What came before its turn, by distance from the start.
    ahead: Vec<(usize, Vec<u8>)>,
    pieces: u32,
}

impl Hellos {
    /// The name of the server, with the segment that completes it.
    pub(super) fn take(&mut self, way: Way, segment: Segment<'_>) -> Option<String> {
        if segment.opens {
            let start = segment.sequence.wrapping_add(1);
            if self.open.get(&way).is_none_or(|held| held.start != start) {
                self.begin(way, start);
            }
        }
        let named = self.look(way, segment);
        if segment.closes || !matches!(named, Named::Later) {
            self.open.remove(&way);
        }
        match named {
            Named::As(name) => Some(name),
            Named::Later | Named::Not => None,
        }
    }

    fn look(&mut self, way: Way, segment: Segment<'_>) -> Named {
        let Segment { sequence, payload, .. } = segment;
        if payload.is_empty() {
            return Named::Later;
        }
        let sequence = sequence.wrapping_add(u32::from(segment.opens));
        let held = if self.open.is_empty() { None } else { self.open.get_mut(&way) };
        if let Some(held) = held
            && let Some(distance) = held.distance(sequence)
        {
            return held.add(distance, payload);
        }
        // The capture began later than the connection, or what is open was another one.
        let named = server_name(payload);
        if matches!(named, Named::Later) { self.begin(way, sequence).add(0, payload) } else { named }
    }

    fn begin(&mut self, way: Way, start: u32) -> &mut Beginning {
        if self.open.len() >= MOST_OPEN {
            let mut numbers: Vec<u64> = self.open.values().map(|held| held.number).collect();
            let (_, median, _) = numbers.select_nth_unstable(MOST_OPEN / 2);
            let median = *median;
            self.open.retain(|_, held| held.number > median);
        }
        self.opened += 1;
        let fresh = Beginning { number: self.opened, start, bytes: Vec::new(), ahead: Vec::new(), pieces: 0 };
        self.open.entry(way).insert_entry(fresh).into_mut()
    }
}

impl Beginning {
    /// How far from the start a byte is, where it belongs to the beginning at all. Numbers wrap around.
    fn distance(&self, sequence: u32) -> Option<usize> {
        let distance = sequence.wrapping_sub(self.start) as usize;
        (distance < MOST_BYTES).then_some(distance)
    }

    fn add(&mut self, distance: usize, payload: &[u8]) -> Named {
        let payload = &payload[..payload.len().min(MOST_BYTES - distance)];
        let held = self.bytes.len() + self.ahead.iter().map(|(_, piece)| piece.len()).sum::<usize>();
        let end = distance + payload.len();
        let is_known = end <= self.bytes.len()
            || self.ahead.iter().any(|(from, piece)| *from <= distance && end <= from + piece.len());
        if is_known {
            return Named::Later;
        }
        if self.pieces == MOST_PIECES || held + payload.len() > MOST_BYTES {
            return Named::Not;
        }
        self.pieces += 1;
        self.ahead.push((distance, payload.to_vec()));
        while let Some(next) = self.ahead.iter().position(|(from, _)| *from <= self.bytes.len()) {
            let (from, piece) = self.ahead.swap_remove(next);
            self.bytes.extend(piece.get(self.bytes.len() - from..).unwrap_or_default());
        }
        server_name(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signs::tests::{client_hello, long_client_hello};

    fn way(port: u16) -> Way {
        ([10, 0, 0, 7].into(), port, [192, 0, 2, 1].into(), 443)
    }

    fn of(sequence: u32, payload: &[u8]) -> Segment<'_> {
        Segment { sequence, opens: false, closes: false, payload }
    }

    /// What is named when the pieces of `bytes` come in this order after SYN.
    fn told(bytes: &[u8], pieces: &[std::ops::Range<usize>]) -> Vec<Option<String>> {
        const START: u32 = u32::MAX - 700;
        let mut hellos = Hellos::default();
        let syn = Segment { opens: true, ..of(START - 1, b"") };
        assert_eq!(hellos.take(way(1), syn), None);
        let told = pieces.iter().map(|piece| {
            let sequence = START.wrapping_add(u32::try_from(piece.start).expect("short"));
            hellos.take(way(1), of(sequence, &bytes[piece.clone()]))
        });
        told.collect()
    }

    #[test]
    fn pieces_in_any_order_name_the_server_once_they_are_all_there() {
        let hello = long_client_hello("eu.emcd.io");
        let end = hello.len();
        assert!(end > 1_600);
        let name = Some("eu.emcd.io".to_owned());
        for (pieces, at) in [
            (vec![0..1_400, 1_400..end], 1),
            (vec![0..3, 3..900, 900..end], 2),
            (vec![1_400..end, 0..1_400], 1),
            (vec![900..1_500, 1_500..end, 0..900], 2),
            (vec![1_500..end, 0..900, 900..1_500], 2),
            // Again, and in other pieces than before.
            (vec![0..900, 0..900, 400..1_200, 900..1_200, 1_200..end], 4),
            (vec![1_200..end, 1_200..end, 1_300..end, 0..1_250], 3),
        ] {
            let told = told(&hello, &pieces);
            let first = told.iter().position(Option::is_some);
            assert_eq!(first, Some(at), "{pieces:?}: {told:?}");
            assert_eq!(told[at], name, "{pieces:?}");
        }
        assert!(told(&hello, &[0..900, 901..end]).iter().all(Option::is_none), "a byte is missing");
        for cut in 1..end {
            assert_eq!(told(&hello, &[0..cut, cut..end]).pop(), Some(name.clone()), "{cut}");
        }
    }

    #[test]
    fn a_capture_that_begins_after_syn_and_one_that_keeps_little_of_a_packet() {
        let hello = long_client_hello("eu.emcd.io");
        let mut hellos = Hellos::default();
        assert_eq!(hellos.take(way(1), of(9, &hello[..1_400])), None);
        assert_eq!(hellos.take(way(1), of(1_409, &hello[1_400..])).as_deref(), Some("eu.emcd.io"));
        // 96 bytes of each packet: the rest is never there.
        assert_eq!(hellos.take(way(2), of(9, &hello[..96])), None);
        assert_eq!(hellos.take(way(2), of(1_409, &hello[1_400..1_496])), None);
        // The port is used again.
        let other = client_hello("f2pool.com");
        assert_eq!(hellos.take(way(2), of(900_000, &other)).as_deref(), Some("f2pool.com"));
        assert!(hellos.open.is_empty());
    }

    #[test]
    fn what_is_no_hello_or_ends_is_forgotten_and_memory_is_bounded() {
        let hello = long_client_hello("eu.emcd.io");
        let mut hellos = Hellos::default();
        let opens = |sequence| Segment { opens: true, ..of(sequence, b"") };
        hellos.take(way(1), opens(0));
        hellos.take(way(1), of(1, b"GET / HTTP/1.1"));
        hellos.take(way(2), opens(0));
        hellos.take(way(2), of(1, &hello[..900]));
        hellos.take(way(2), Segment { closes: true, ..of(901, b"") });
        assert!(hellos.open.is_empty());
        // A hello that says it goes on for ever, byte by byte, and in pieces with gaps.
        for (at, byte) in [22, 3, 1, 0x40, 0, 1, 0xff, 0xff, 0xff].into_iter().chain([0; 99]).enumerate() {
            hellos.take(way(3), of(u32::try_from(at).expect("short") + 1, &[byte]));
        }
        assert!(hellos.open.is_empty());
        hellos.take(way(4), opens(0));
        for at in 1..99_u32 {
            hellos.take(way(4), of(at * 300, &[22; 250]));
            let held = hellos.open.get(&way(4));
            let held = held.map_or(0, |held| held.ahead.iter().map(|(_, piece)| piece.len()).sum());
            assert!(held <= MOST_BYTES);
        }
        for port in 0..u16::try_from(3 * MOST_OPEN).expect("short") {
            hellos.take(way(port), of(1, &hello[..900]));
            assert!(hellos.open.len() <= MOST_OPEN);
        }
        let newest = way(u16::try_from(3 * MOST_OPEN - 1).expect("short"));
        assert_eq!(hellos.take(newest, of(901, &hello[900..])).as_deref(), Some("eu.emcd.io"));
    }
}
