#!/usr/bin/env bash
# Guessed: zigbee-herdsman-converters, as long as the divisor of a meter (1000 to a kWh) or its multiplier is not
#   read yet, gives no energy and no power, for a raw count has no unit.
# Seen: the raw counts, under the same names: 1234567 kWh in place of 1234.567, and 29000 W in place of 2900 where
#   the device counts tenths of a watt. One of the two read is as good as none.
# Why it matters: where that one read failed when the meter joined, a flat uses a farm's energy; once it is read, the
#   register falls.
# Version: zigbee-herdsman-converters 26.112.0
. "$(dirname "$0")/lib/fresh.sh"
node_with zigbee-herdsman-converters@26.112.0 <<'JS'
import fromZigbee from "zigbee-herdsman-converters/converters/fromZigbee";
import { told } from "./finding.mjs";

let sequence = 0;
const read = (converter, cluster, attributes, data) => fromZigbee[converter].convert({}, {
  cluster, data, type: "attributeReport", meta: { zclTransactionSequenceNumber: ++sequence }, device: { ieeeAddr: "0x01" },
  endpoint: { ID: 1, getClusterAttributeValue: (_, name) => attributes[name] },
}, () => {}, {}, {});
const energy = (attributes) => read("metering", "seMetering", attributes, { currentSummDelivered: 1234567 }).energy;
const power = (attributes) => read("electrical_measurement", "haElectricalMeasurement", attributes, { activePower: 29000 }).power;

told(["zigbee-herdsman-converters"], "1234.567 kWh and 2900 W, then nothing",
  { both: energy({ multiplier: 1, divisor: 1000 }), divisor: energy({ divisor: 1000 }) ?? null, neither: energy({}) ?? null,
    "power with both": power({ acPowerMultiplier: 1, acPowerDivisor: 10 }), "with neither": power({}) ?? null },
  { both: 1234.567, divisor: 1234567, neither: 1234567, "power with both": 2900, "with neither": 29000 });
JS
