//! Owns captures: pcap and pcapng, packet by packet. What a packet carries is looked at for signs of
//! mining and forgotten.

use super::{
    Error, Options, Report,
    hello::{Hellos, Segment},
};
use crate::{
    Flow, Seen, Sign,
    flow::known_sum,
    signs::{asked_name, stratum_in},
};
use etherparse::{LaxNetSlice, LaxSlicedPacket, TransportSlice};
use pcap_parser::{Block, Linktype, PcapBlockOwned, PcapError, create_reader};
use rustc_hash::FxHashMap;
use std::{io::Read, net::IpAddr};

/// Larger blocks are refused; frames are far smaller.
const BUFFER: usize = 1 << 22;

/// An interface of a capture: its link type, and what times count.
#[derive(Clone, Copy)]
struct Interface {
    link: Linktype,
    per_s: u64,
    offset_s: i64,
}

pub(super) fn read(
    from: impl Read + Send,
    options: &Options,
    each: &mut dyn FnMut(Seen),
) -> Result<Report, Error> {
    let mut report = Report::default();
    let failed = |cause: PcapError<&[u8]>| Error::Capture(cause.to_string());
    let mut reader = match create_reader(BUFFER, from) {
        Ok(reader) => reader,
        // The file ends within its own header.
        Err(PcapError::Incomplete(_) | PcapError::UnexpectedEof) => {
            report.is_cut = true;
            return Ok(report);
        }
        Err(cause) => return Err(failed(cause)),
    };
    let mut interfaces: Vec<Interface> = Vec::new();
    let mut table = Table { open: FxHashMap::default(), hellos: Hellos::default(), each };
    let mut read_before = 0;
    loop {
        match reader.next() {
            Ok((size, block)) => {
                match block {
                    PcapBlockOwned::LegacyHeader(header) => {
                        let per_s = if header.is_nanosecond_precision() { 1_000_000_000 } else { 1_000_000 };
                        interfaces = vec![Interface { link: header.network, per_s, offset_s: 0 }];
                    }
                    PcapBlockOwned::Legacy(packet) => {
                        if let Some(interface) = interfaces.first() {
                            let at_s =
                                f64::from(packet.ts_sec) + f64::from(packet.ts_usec) / interface.per_s as f64;
                            let kept = (packet.caplen as usize).min(packet.data.len());
                            take(
                                &packet.data[..kept],
                                packet.origlen,
                                at_s,
                                *interface,
                                options,
                                &mut report,
                                &mut table,
                            );
                        }
                    }
                    PcapBlockOwned::NG(Block::SectionHeader(_)) => interfaces.clear(),
                    PcapBlockOwned::NG(Block::InterfaceDescription(described)) => {
                        interfaces.push(Interface {
                            link: described.linktype,
                            per_s: described.ts_resolution().unwrap_or(1_000_000),
                            offset_s: described.ts_offset(),
                        });
                    }
                    PcapBlockOwned::NG(Block::EnhancedPacket(packet)) => {
                        match interfaces.get(packet.if_id as usize) {
                            Some(interface) => {
                                let ticks = (u64::from(packet.ts_high) << 32) | u64::from(packet.ts_low);
                                let at_s = interface.offset_s as f64 + ticks as f64 / interface.per_s as f64;
                                let kept = (packet.caplen as usize).min(packet.data.len());
                                take(
                                    &packet.data[..kept],
                                    packet.origlen,
                                    at_s,
                                    *interface,
                                    options,
                                    &mut report,
                                    &mut table,
                                );
                            }
                            None => report.bad("a packet of an interface that is not described"),
                        }
                    }
                    // Without a time, a packet joins nothing.
                    PcapBlockOwned::NG(Block::SimplePacket(_)) => report.bad("a packet without a time"),
                    PcapBlockOwned::NG(_) => {}
                }
                reader.consume(size);
            }
            Err(PcapError::Eof) => break,
            Err(PcapError::UnexpectedEof) => {
                report.is_cut = true;
                break;
            }
            Err(PcapError::Incomplete(_)) => {
                // A reader at its end says so again and again.
                let held = reader.data().len();
                if reader.reader_exhausted() || (held == read_before && held >= BUFFER) {
                    report.is_cut = true;
                    break;
                }
                read_before = held;
                reader.refill().map_err(|cause| Error::Capture(cause.to_string()))?;
            }
            Err(cause) => {
                if report.records == 0 {
                    return Err(failed(cause));
                }
                // What was read before damage stands.
                report.bad(cause.to_string());
                report.is_cut = true;
                break;
            }
        }
    }
    table.finish();
    Ok(report)
}

/// Packets joined into records of a few minutes, as a router would.
struct Table<'a> {
    open: FxHashMap<(IpAddr, u16, IpAddr, u16), Flow>,
    hellos: Hellos,
    each: &'a mut dyn FnMut(Seen),
}

impl Table<'_> {
    /// A record is handed out after so long, or when nothing came for so long.
    const ACTIVE_S: f64 = 300.0;
    const IDLE_S: f64 = 60.0;
    const MOST_OPEN: usize = 1 << 16;

    fn take(&mut self, packet: Flow) {
        let packet = packet.oriented();
        let key = (packet.client, packet.client_port, packet.server, packet.server_port);
        let Some(flow) = self.open.get_mut(&key) else {
            if self.open.len() >= Self::MOST_OPEN {
                self.make_room(packet.end_s);
            }
            self.open.insert(key, packet);
            return;
        };
        if packet.end_s - flow.end_s > Self::IDLE_S || packet.end_s - flow.start_s > Self::ACTIVE_S {
            // The next record begins where this one ends, unless the line was silent.
            let is_on = packet.end_s - flow.end_s <= Self::IDLE_S;
            let start_s = if is_on { flow.end_s } else { packet.start_s };
            let done = std::mem::replace(flow, Flow { start_s, ..packet });
            (self.each)(Seen::Flow(done));
            return;
        }
        // Captures of several interfaces are not quite in order.
        flow.start_s = flow.start_s.min(packet.start_s);
        flow.end_s = flow.end_s.max(packet.end_s);
        flow.bytes = known_sum(flow.bytes, packet.bytes);
        flow.packets = known_sum(flow.packets, packet.packets);
        flow.sign = flow.sign.max(packet.sign);
        if flow.pool.is_none() {
            flow.pool = packet.pool;
        }
    }

    fn make_room(&mut self, now_s: f64) {
        let each = &mut self.each;
        self.open.retain(|_, flow| {
            let stays = now_s - flow.end_s <= Self::IDLE_S;
            if !stays {
                each(Seen::Flow(flow.clone()));
            }
            stays
        });
        if self.open.len() >= Self::MOST_OPEN / 2 {
            let each = &mut self.each;
            self.open.drain().for_each(|(_, flow)| each(Seen::Flow(flow)));
        }
    }

    fn finish(mut self) {
        let each = &mut self.each;
        self.open.drain().for_each(|(_, flow)| each(Seen::Flow(flow)));
    }
}

/// How an Ethernet frame carries what it carries.
enum Carried<'a> {
    /// As the library reads it, or nothing that mining goes by (ARP and the like).
    Plain,
    /// In a session of `PPPoE` (RFC 2516), which the library does not open.
    Session(&'a [u8]),
    /// In labels of MPLS or a bridge of bridges, which nobody opens here.
    Unread(u16),
}

fn carried(frame: &[u8]) -> Carried<'_> {
    const ADDRESSES: usize = 12;
    const TAGS: [u16; 3] = [0x8100, 0x88a8, 0x9100];
    const PPPOE_SESSION: u16 = 0x8864;
    const UNREAD: [u16; 3] = [0x8847, 0x8848, 0x88e7];
    /// Version, code, session and length, and the protocol of PPP: IPv4 or IPv6.
    const SESSION_HEADER: usize = 6;
    const IP: [u16; 2] = [0x0021, 0x0057];
    let word = |at: usize| Some(u16::from_be_bytes([*frame.get(at)?, *frame.get(at + 1)?]));
    let mut at = ADDRESSES;
    while word(at).is_some_and(|tag| TAGS.contains(&tag)) {
        at += 4;
    }
    match word(at) {
        Some(PPPOE_SESSION) => {
            let inner = at + 2 + SESSION_HEADER;
            let is_ip = word(inner).is_some_and(|protocol| IP.contains(&protocol));
            frame.get(inner + 2..).filter(|_| is_ip).map_or(Carried::Plain, Carried::Session)
        }
        Some(ethertype) if UNREAD.contains(&ethertype) => Carried::Unread(ethertype),
        _ => Carried::Plain,
    }
}

fn take(
    frame: &[u8],
    length: u32,
    at_s: f64,
    interface: Interface,
    options: &Options,
    report: &mut Report,
    table: &mut Table<'_>,
) {
    const NULL_HEADER: usize = 4;
    let sliced = match interface.link {
        Linktype::ETHERNET => match carried(frame) {
            Carried::Plain => LaxSlicedPacket::from_ethernet(frame).ok(),
            Carried::Session(ip) => LaxSlicedPacket::from_ip(ip).ok(),
            Carried::Unread(ethertype) => {
                report.bad(format!("ethertype 0x{ethertype:04x}"));
                return;
            }
        },
        Linktype::RAW | Linktype::IPV4 | Linktype::IPV6 | Linktype(12 | 14) => {
            LaxSlicedPacket::from_ip(frame).ok()
        }
        Linktype::NULL | Linktype::LOOP => {
            frame.get(NULL_HEADER..).and_then(|ip| LaxSlicedPacket::from_ip(ip).ok())
        }
        Linktype::LINUX_SLL => {
            const HEADER: usize = 16;
            frame.get(HEADER..).and_then(|ip| LaxSlicedPacket::from_ip(ip).ok())
        }
        Linktype::LINUX_SLL2 => {
            const HEADER: usize = 20;
            frame.get(HEADER..).and_then(|ip| LaxSlicedPacket::from_ip(ip).ok())
        }
        other => {
            report.bad(format!("link type {}", other.0));
            return;
        }
    };
    report.read(at_s, at_s);
    let Some(sliced) = sliced else { return };
    let (client, server): (IpAddr, IpAddr) = match &sliced.net {
        Some(LaxNetSlice::Ipv4(ip)) => {
            (ip.header().source_addr().into(), ip.header().destination_addr().into())
        }
        Some(LaxNetSlice::Ipv6(ip)) => {
            (ip.header().source_addr().into(), ip.header().destination_addr().into())
        }
        _ => return,
    };
    match &sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => {
            let payload = tcp.payload();
            let way = (client, tcp.source_port(), server, tcp.destination_port());
            let segment = Segment {
                sequence: tcp.sequence_number(),
                opens: tcp.syn() && !tcp.ack(),
                closes: tcp.fin() || tcp.rst(),
                payload,
            };
            let name = table.hellos.take(way, segment);
            let pool = name.as_deref().and_then(|name| options.pools.of(name));
            let sign = if stratum_in(payload) { Some(Sign::Stratum) } else { pool.map(|_| Sign::PoolName) };
            table.take(Flow {
                client,
                client_port: tcp.source_port(),
                server,
                server_port: tcp.destination_port(),
                start_s: at_s,
                end_s: at_s,
                bytes: Some(length.into()),
                packets: Some(1),
                sign,
                pool: pool.map(Into::into),
            });
        }
        Some(TransportSlice::Udp(udp)) if udp.destination_port() == 53 => {
            let name = asked_name(udp.payload());
            if let Some(pool) = name.as_deref().and_then(|name| options.pools.of(name)) {
                (table.each)(Seen::Asked { client, at_s, pool: pool.into() });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Error, Options, Report, read};
    use crate::{Seen, Sessions, Sign, signs::tests::client_hello};
    use etherparse::PacketBuilder;

    fn frame(from: [u8; 4], to: [u8; 4], ports: (u16, u16), payload: &[u8]) -> Vec<u8> {
        let builder =
            PacketBuilder::ethernet2([2; 6], [4; 6]).ipv4(from, to, 64).tcp(ports.0, ports.1, 1, 1000);
        let mut bytes = Vec::new();
        builder.write(&mut bytes, payload).expect("written");
        bytes
    }

    fn capture(frames: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut bytes =
            vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 1, 0, 0, 0];
        for (at_s, frame) in frames {
            let length = u32::try_from(frame.len()).expect("short");
            for word in [*at_s, 0, length, length] {
                bytes.extend(word.to_le_bytes());
            }
            bytes.extend(frame);
        }
        bytes
    }

    fn all(bytes: &[u8]) -> Result<(Vec<Seen>, Report), Error> {
        let mut found = Vec::new();
        let report = read(bytes, &Options::default(), &mut |seen| found.push(seen))?;
        Ok((found, report))
    }

    #[test]
    fn a_miner_is_seen_by_its_words_and_nothing_of_them_is_kept() {
        let submit = br#"{"id":4,"method":"mining.submit","params":["worker.1","job","00","5f","01"]}"#;
        let mut frames = Vec::new();
        for minute in 0..240_u32 {
            frames.push((minute * 60, frame([10, 0, 0, 7], [192, 0, 2, 1], (50_000, 3333), submit)));
            frames.push((minute * 60 + 30, frame([192, 0, 2, 1], [10, 0, 0, 7], (3333, 50_000), b"{}")));
        }
        frames
            .push((20_000, frame([10, 0, 0, 8], [192, 0, 2, 2], (50_001, 443), &client_hello("eu.emcd.io"))));
        let bytes = capture(&frames);
        let (seen, report) = all(&bytes).expect("a capture");
        assert_eq!((report.records, report.bad, report.is_cut), (481, 0, false));
        let mut sessions = Sessions::default();
        for seen in seen {
            sessions.take(seen);
        }
        let found = sessions.finish();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].packets, &found[0].signs[..]), (Some(480), &[Sign::Rhythm, Sign::Stratum][..]));
        assert_eq!(found[1].pool.as_deref(), Some("EMCD"));
        assert!(!format!("{found:?}").contains("worker"), "facts of flows alone");
    }

    #[test]
    fn a_pool_is_named_by_a_hello_in_segments_out_of_order() {
        use crate::signs::tests::long_client_hello;
        let hello = long_client_hello("eu.emcd.io");
        let (client, server) = ([10, 0, 0, 8], [192, 0, 2, 2]);
        let of = |sequence: u32| {
            PacketBuilder::ethernet2([2; 6], [4; 6]).ipv4(client, server, 64).tcp(50_001, 443, sequence, 999)
        };
        let mut frames = Vec::new();
        let mut add =
            |at_s: u32, builder: etherparse::PacketBuilderStep<etherparse::TcpHeader>, payload: &[u8]| {
                let mut bytes = Vec::new();
                builder.write(&mut bytes, payload).expect("written");
                frames.push((at_s, bytes));
            };
        add(1, of(u32::MAX - 100).syn(), b"");
        add(2, of(1_300).ack(1), &hello[1_400..]);
        add(2, of(u32::MAX - 99).ack(1), &hello[..700]);
        add(3, of(u32::MAX - 99).ack(1), &hello[..700]);
        add(3, of(600).ack(1), &hello[700..1_400]);
        add(4, of(600).fin(), b"");
        let bytes = capture(&frames);
        let (seen, report) = all(&bytes).expect("a capture");
        assert_eq!(report.records, 6);
        let [Seen::Flow(flow)] = &seen[..] else { panic!("{seen:?}") };
        assert_eq!(
            (flow.pool.as_deref(), flow.sign, flow.packets),
            (Some("EMCD"), Some(Sign::PoolName), Some(6))
        );
        for length in 24..bytes.len() {
            let _ = all(&bytes[..length]);
        }
    }

    #[test]
    fn sessions_of_dial_up_lines_are_opened_and_labels_told() {
        let submit = br#"{"id":4,"method":"mining.submit","params":["worker.1","job","00","5f","01"]}"#;
        let plain = frame([10, 0, 0, 7], [192, 0, 2, 1], (50_000, 3333), submit);
        let wrapped = |header: &[u8]| [&plain[..12], header, &plain[14..]].concat();
        let length = u16::try_from(plain.len() - 12).expect("short").to_be_bytes();
        let session = [0x88, 0x64, 0x11, 0, 0, 7, length[0], length[1], 0, 0x21];
        let tagged = [&[0x81, 0, 0, 5][..], &session].concat();
        for header in [&session[..], &tagged] {
            let (seen, report) = all(&capture(&[(1, wrapped(header))])).expect("a capture");
            let [Seen::Flow(flow)] = &seen[..] else { panic!("{seen:?}") };
            assert_eq!((flow.sign, flow.server_port, report.bad), (Some(Sign::Stratum), 3333, 0));
        }
        let (seen, report) =
            all(&capture(&[(1, wrapped(&[0x88, 0x47, 0, 1, 0x11, 64]))])).expect("a capture");
        assert!(seen.is_empty());
        assert_eq!((report.bad, report.first_bad), (1, Some((1, "ethertype 0x8847".to_owned()))));
    }

    #[test]
    fn a_cut_capture_gives_what_it_has_and_another_file_nothing() {
        let bytes = capture(&[
            (1, frame([10, 0, 0, 7], [192, 0, 2, 1], (50_000, 3333), b"x")),
            (2, frame([10, 0, 0, 7], [192, 0, 2, 1], (50_000, 3333), b"y")),
        ]);
        let (seen, report) = all(&bytes[..bytes.len() - 5]).expect("a capture");
        assert_eq!((seen.len(), report.records, report.is_cut), (1, 1, true));
        for length in 24..bytes.len() {
            let _ = all(&bytes[..length]);
        }
        let mut damaged = bytes.clone();
        damaged[32..36].copy_from_slice(&[0xff; 4]);
        let _ = all(&damaged);
        assert!(matches!(all(b"PK\x03\x04"), Err(Error::Unknown)));
    }
}
