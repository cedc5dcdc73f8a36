#!/usr/bin/env bash
# Guessed: nfstream makes one flow, "Mining", of one TCP connection to a pool that lasts an hour and a half, whether a message comes
#   each minute or each two and a half.
# Seen: half an hour ends a flow, and so does a silence of two minutes; what comes later is a new flow that starts within the
#   connection. Of messages each minute the first half hour is mining and the next hour "Unknown"; of messages each two and a half
#   minutes, 35 flows of 38 are.
# Why it matters: a slow miner with a hard target is silent for minutes. By flows, by bytes and by hours most of it is not mining.
# Version: nfstream 6.6.0, dpkt 1.9.8
. "$(dirname "$0")/lib/fresh.sh"
python_with nfstream==6.6.0 dpkt==1.9.8 numpy==2.4.6 pandas==3.1.1 <<'PY'
from collections import Counter
import dpkt
from finding import told
from nfstream import NFStreamer

MINER, POOL = b"\x0a\0\0\x01", b"\x0a\0\0\x02"
LOGIN = '{"id": 1, "method": "mining.subscribe", "params": ["cgminer/4.12.1"]}', \
    '{"id":1,"result":[[["mining.notify","1"]],"08000002",4],"error":null}'
SHARE = '{"id": 4, "method": "mining.submit", "params": ["worker.1", "bf", "00000001", "504e86ed", "b2957c02"]}', \
    '{"id":4,"result":true,"error":null}'


def flows(pause):
    with open("talk.pcap", "wb") as file:
        capture, sent, clock = dpkt.pcap.Writer(file), [1, 1], 1_700_000_000.0

        def packet(side, flags, data=b""):
            ports, hosts = (50000, 3333), (MINER, POOL)
            segment = dpkt.tcp.TCP(sport=ports[side], dport=ports[1 - side], seq=sent[side], ack=sent[1 - side], flags=flags, data=data)
            datagram = dpkt.ip.IP(src=hosts[side], dst=hosts[1 - side], p=6, data=segment)
            datagram.len = len(datagram)
            capture.writepkt(bytes(dpkt.ethernet.Ethernet(src=bytes(6), dst=bytes(6), data=datagram)), clock)
            sent[side] += len(data) + (flags & 2 > 0)

        packet(0, 2), packet(1, 18), packet(0, 16)
        for asked, answered in [LOGIN] + [SHARE] * int(5400 / pause):
            clock += pause
            packet(0, 24, asked.encode() + b"\n"), packet(1, 24, answered.encode() + b"\n")
    return dict(Counter(flow.application_name for flow in NFStreamer(source="talk.pcap")))


told(["nfstream"], "one flow, Mining, each time", {f"{pause} s": flows(pause) for pause in (10, 60, 115, 150)},
  {"10 s": {"Mining": 1, "Unknown": 3}, "60 s": {"Mining": 1, "Unknown": 3}, "115 s": {"Mining": 1, "Unknown": 2},
   "150 s": {"Unknown": 35, "Mining": 3}})
PY
