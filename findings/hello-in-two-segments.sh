#!/usr/bin/env bash
# Guessed: pyja3, told to look at any port, gives one fingerprint for the same TLS ClientHello over IPv4, over
#   IPv6, and where it takes two TCP segments.
# Seen: over IPv4 in one segment only; of the others nothing is said. Not told, it looks at port 443 alone.
# Why it matters: a hello with a post-quantum key share rarely fits into one segment, and pools have ports of their
#   own: an empty list reads as "no TLS here".
# Version: pyja3 1.0.0, dpkt 1.9.8
. "$(dirname "$0")/lib/fresh.sh"
python_with pyja3==1.0.0 dpkt==1.9.8 <<'PY'
import struct
from dpkt.ethernet import ETH_TYPE_IP, ETH_TYPE_IP6, Ethernet
from dpkt.ip import IP, IP_PROTO_TCP
from dpkt.ip6 import IP6
from dpkt.tcp import TCP
from finding import told
from ja3.ja3 import process_pcap


def extension(kind, body):
    return struct.pack("!HH", kind, len(body)) + body


def hello():
    name = b"pool.example"
    extensions = (extension(0, struct.pack("!HBH", len(name) + 3, 0, len(name)) + name) + extension(10, struct.pack("!HHH", 4, 29, 23))
                  + extension(11, b"\x01\x00") + extension(13, struct.pack("!HHH", 4, 0x0403, 0x0804)) + extension(43, b"\x02\x03\x04"))
    body = b"\x03\x03" + bytes(32) + b"\0" + struct.pack("!HHH", 4, 0x1301, 0xC02B) + b"\x01\0" + struct.pack("!H", len(extensions)) + extensions
    handshake = b"\x01" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\x03\x01" + struct.pack("!H", len(handshake)) + handshake


def frame(segment, at, six):
    tcp = TCP(sport=40000, dport=3333, seq=at, data=segment)
    if six:
        return bytes(Ethernet(type=ETH_TYPE_IP6, data=IP6(src=bytes(15) + b"\1", dst=bytes(15) + b"\2", nxt=IP_PROTO_TCP, plen=len(tcp), hlim=64, data=tcp)))
    return bytes(Ethernet(type=ETH_TYPE_IP, data=IP(src=b"\x0a\0\0\1", dst=b"\x0a\0\0\2", p=IP_PROTO_TCP, len=20 + len(tcp), data=tcp)))


def found(cut=None, six=False, any_port=True):
    sent = hello()
    parts = [sent] if cut is None else [sent[:cut], sent[cut:]]
    frames = [(place, frame(part, 1 + place * (cut or 0), six)) for place, part in enumerate(parts)]
    return [hit["ja3"] for hit in process_pcap(frames, any_port=any_port)]


told(["pyja3"], "one and the same from all but, perhaps, the last", {
    "IPv4": found(), "IPv6": found(six=True), "two segments": found(cut=50), "not told": found(any_port=False)},
    {"IPv4": ["771,4865-49195,0-10-11-13-43,29-23,0"], "IPv6": [], "two segments": [], "not told": []})
PY
