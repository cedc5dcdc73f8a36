#!/usr/bin/env bash
# Guessed: an acknowledgement without data, which Ethernet fills up to its least length, carries 0 bytes for scapy, pypacker and dpkt, also in a VLAN, and over IPv6 where the capture has the frame's
#   check sequence; the second fragment of an IPv4 packet has no ports; a connection over PPPoE has.
# Seen: for scapy the filling, or the check sequence, is TCP's payload (of a kind called Padding); for pypacker so, too, in a VLAN and over IPv6. pypacker reads the letters of the
#   fragment as ports, 28265 for "ni", and sees no TCP over PPPoE. dpkt is as guessed.
# Why it matters: what a machine sends to a pool is few and short lines: with six bytes for each empty answer an idle connection talks all day, and a fragment opens ports that nobody uses.
# Version: scapy 2.8.0, pypacker 5.4, dpkt 1.9.8
. "$(dirname "$0")/lib/fresh.sh"
python_with scapy==2.8.0 pypacker==5.4 dpkt==1.9.8 <<'PY'
import struct
import dpkt
from finding import told
from pypacker.layer12.ethernet import Ethernet
from pypacker.layer4.tcp import TCP as PypackerTcp
from scapy.layers.inet import IP, TCP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Dot1Q, Ether
from scapy.layers.ppp import PPP, PPPoE
from scapy.packet import Raw

station, answer = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02"), TCP(sport=40000, dport=3333, flags="A")
four, six = IP(src="10.0.0.1", dst="10.0.0.2"), IPv6(src="fd00::1", dst="fd00::2")
frames = {"IPv4": bytes(station / four / answer) + bytes(6), "VLAN": bytes(station / Dot1Q(vlan=5) / four / answer) + bytes(6), "IPv6": bytes(station / six / answer) + bytes(4),
          "fragment": bytes(station / IP(src="10.0.0.1", dst="10.0.0.2", proto=6, frag=16) / Raw(b"mining.submit and more of it")),
          "PPPoE": bytes(station / PPPoE(sessionid=1) / PPP() / four / answer / Raw(b"{}"))}


def by_scapy(frame):
    found = Ether(frame)
    return (found[TCP].dport, len(found[TCP].payload)) if TCP in found else None


def by_pypacker(frame):
    found = Ethernet(frame)[PypackerTcp]
    return None if found is None else (found.dport, len(found.body_bytes))


def by_dpkt(frame):
    found = dpkt.ethernet.Ethernet(frame)
    while not isinstance(found, (bytes, dpkt.tcp.TCP)):
        found = found.data
    return None if isinstance(found, bytes) else (found.dport, len(found.data))


told(["scapy", "pypacker", "dpkt"], "(3333, 0) three times, None, (3333, 2), by all", {
    read.__name__: {name: read(frame) for name, frame in frames.items()} for read in (by_scapy, by_pypacker, by_dpkt)}, {
    "by_scapy": {"IPv4": (3333, 6), "VLAN": (3333, 6), "IPv6": (3333, 4), "fragment": None, "PPPoE": (3333, 2)},
    "by_pypacker": {"IPv4": (3333, 0), "VLAN": (3333, 6), "IPv6": (3333, 4), "fragment": (28265, 0), "PPPoE": None},
    "by_dpkt": {"IPv4": (3333, 0), "VLAN": (3333, 0), "IPv6": (3333, 0), "fragment": None, "PPPoE": (3333, 2)}})
PY
