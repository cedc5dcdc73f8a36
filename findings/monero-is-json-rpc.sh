#!/usr/bin/env bash
# Guessed: nfstream, which sorts flows by nDPI and has a category "Mining", puts the pool protocols of Bitcoin, Monero and Ethereum
#   into it, on any port, with the login in the capture or without.
# Seen: Bitcoin's alone. Monero's (a login of XMRig and its shares) is "JSON-RPC" of category "RPC", Ethereum's has the category
#   "Crypto_Currency", not "Mining". Bitcoin shares without the login before them are "Unknown", on 443 "TLS, Web".
# Why it matters: a list of mining flows by category holds no processors and no graphics cards, and of machines that were
#   connected before the capture began none at all. Those log in once in days.
# Version: nfstream 6.6.0, dpkt 1.9.8
. "$(dirname "$0")/lib/fresh.sh"
python_with nfstream==6.6.0 dpkt==1.9.8 numpy==2.4.6 pandas==3.1.1 <<'PY'
import dpkt
from finding import told
from nfstream import NFStreamer

MINER, POOL = b"\x0a\0\0\x01", b"\x0a\0\0\x02"
ACCEPTED = ["<", '{"id":4,"result":true,"error":null}']
BITCOIN_LOGIN = [">", '{"id": 1, "method": "mining.subscribe", "params": ["cgminer/4.12.1"]}',
                 "<", '{"id":1,"result":[[["mining.notify","1"]],"08000002",4],"error":null}',
                 ">", '{"id": 2, "method": "mining.authorize", "params": ["worker.1", "x"]}', *ACCEPTED]
BITCOIN_SHARES = [">", '{"id": 4, "method": "mining.submit", "params": ["worker.1", "bf", "00000001", "504e86ed", "b2957c02"]}', *ACCEPTED] * 10
MONERO = [">", '{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"4A","pass":"x","agent":"XMRig/6.22.0","algo":["rx/0"]}}',
          "<", '{"id":1,"jsonrpc":"2.0","error":null,"result":{"id":"a","job":{"blob":"10","job_id":"1","target":"b88d0600"},"status":"OK"}}',
          *[">", '{"id":2,"jsonrpc":"2.0","method":"submit","params":{"id":"a","job_id":"1","nonce":"d0030040","result":"e1"}}',
            "<", '{"id":2,"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}'] * 10]
ETHEREUM = [">", '{"id":1,"jsonrpc":"2.0","method":"eth_submitLogin","params":["0x11"],"worker":"1"}', *ACCEPTED,
            *[">", '{"id":4,"jsonrpc":"2.0","method":"eth_submitWork","params":["0x1","0x2","0x3"]}', *ACCEPTED] * 10]


def sorted_as(talk, port):
    with open("talk.pcap", "wb") as file:
        capture, sent, clock = dpkt.pcap.Writer(file), {">": 1, "<": 1}, 1_700_000_000.0

        def packet(side, flags, data=b""):
            nonlocal clock
            ports = (50000, port) if side == ">" else (port, 50000)
            hosts = (MINER, POOL) if side == ">" else (POOL, MINER)
            segment = dpkt.tcp.TCP(sport=ports[0], dport=ports[1], seq=sent[side], ack=sent["<" if side == ">" else ">"], flags=flags, data=data)
            datagram = dpkt.ip.IP(src=hosts[0], dst=hosts[1], p=6, data=segment)
            datagram.len = len(datagram)
            capture.writepkt(bytes(dpkt.ethernet.Ethernet(src=bytes(6), dst=bytes(6), data=datagram)), clock)
            sent[side] += len(data) + (flags & 2 > 0)
            clock += 1

        packet(">", 2), packet("<", 18), packet(">", 16)
        for side, text in zip(talk[::2], talk[1::2]):
            packet(side, 24, text.encode() + b"\n")
    return [f"{flow.application_name}, {flow.application_category_name}" for flow in NFStreamer(source="talk.pcap")]


talks = {"Bitcoin": BITCOIN_LOGIN + BITCOIN_SHARES, "Bitcoin, no login": BITCOIN_SHARES, "Monero": MONERO, "Ethereum": ETHEREUM}
told(["nfstream"], "Mining, each time", {name: sorted_as(talk, 3333) + sorted_as(talk, 443) for name, talk in talks.items()},
  {"Bitcoin": ["Mining, Mining", "Mining, Mining"], "Bitcoin, no login": ["Unknown, Unspecified", "TLS, Web"],
   "Monero": ["JSON-RPC, RPC", "JSON-RPC, RPC"], "Ethereum": ["ETHEREUM, Crypto_Currency", "ETHEREUM, Crypto_Currency"]})
PY
