#!/usr/bin/env bash
# Guessed: scapy, python-pcapng and dpkt give a packet of a pcapng capture one time, whatever resolution
#   and offset of its clock the file states.
# Seen: all three heed the resolution. The offset (if_tsoffset, so many seconds to add to each time) dpkt adds;
#   scapy and python-pcapng leave it out: at an offset of an hour they are an hour early.
# Why it matters: a pool's traffic is matched by time with a meter's load. A file may count from the start of the
#   capture and have the date in the offset: then all is in 1970.
# Version: scapy 2.8.0, python-pcapng 2.1.1, dpkt 1.9.8
. "$(dirname "$0")/lib/fresh.sh"
python_with scapy==2.8.0 python-pcapng==2.1.1 dpkt==1.9.8 <<'PY'
import io
import struct
import dpkt
import pcapng
from finding import told
from scapy.utils import PcapNgReader

AT = 1_700_000_000


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)


def block(kind, body):
    return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)


def times(options, ticks):
    file = (block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
            + block(1, struct.pack("<HHI", 1, 0, 65535) + options + option(0, b""))
            + block(6, struct.pack("<IIIII", 0, ticks >> 32, ticks & 0xFFFFFFFF, 64, 64) + bytes(64)))
    return [round(float(at) - AT) for at in (
        next(iter(PcapNgReader(io.BytesIO(file)))).time,
        next(found.timestamp for found in pcapng.FileScanner(io.BytesIO(file)) if hasattr(found, "timestamp")),
        next(iter(dpkt.pcapng.Reader(io.BytesIO(file))))[0])]


seen = {"milliseconds": times(option(9, b"\x03"), AT * 1000), "2^-20 s": times(option(9, b"\x94"), AT << 20),
        "an hour to add": times(option(14, struct.pack("<q", 3600)), (AT - 3600) * 10**6)}
told(["scapy", "python-pcapng", "dpkt"], "0 seconds off in all", seen,
     {"milliseconds": [0, 0, 0], "2^-20 s": [0, 0, 0], "an hour to add": [-3600, -3600, 0]})
PY
