#!/usr/bin/env bash
# Guessed: a NetFlow v5 export that samples one packet in 100 has a sampling interval of 100 in netflow and
#   in node-netflowv9, as it has in netflume.
# Seen: 16,484: the two bits of the mode in front of the number are read with it. Without a mode it is 100.
# Why it matters: octets are multiplied by that number; a pool's connection of a megabyte becomes 16 GB.
# Version: netflow 0.12.2, netflume 0.6.0, node-netflowv9 0.2.16
. "$(dirname "$0")/lib/fresh.sh"
python_with netflow==0.12.2 netflume==0.6.0 <<'PY'
import struct
import netflow
import netflume
from finding import told

flow = struct.pack("!IIIHHIIIIHHBBBBHHBBH", 0x0A000001, 0x0A000002, 0, 1, 2, 10, 1000, 3_590_000, 3_595_000,
                   50000, 3333, 0, 0x18, 6, 0, 0, 0, 24, 24, 0)


def intervals(mode):
    sent = struct.pack("!HHIIIIBBH", 5, 1, 3_600_000, 1_700_000_000, 0, 7, 0, 0, mode << 14 | 100) + flow
    options = netflume.parse_v5(sent, "127.0.0.1")[-1]
    return {"netflow": netflow.parse_packet(sent, {}).header.sampling_interval,
            "netflume": options[0]["sampling_interval"] if options else None}


told(["netflow", "netflume"], "100 in both", intervals(1), {"netflow": 16484, "netflume": 100})
told(["netflow", "netflume"], "100 or none without a mode", intervals(0), {"netflow": 100, "netflume": None})
PY
node_with node-netflowv9@0.2.16 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const decode = createRequire(import.meta.url)("./node_modules/node-netflowv9/js/nf5/nf5decode.js");
const sent = Buffer.alloc(24);
sent.writeUInt16BE(5, 0);
sent.writeUInt16BE(1 << 14 | 100, 22);
told(["node-netflowv9"], "100", decode(sent).header.sampling_interval, 16484);
JS
