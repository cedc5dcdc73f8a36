#!/usr/bin/env bash
# Guessed: Aedes, a broker of MQTT 3.1.1, hands a retained message to whoever the same message sent live would go to, and sends once, with the highest quality of
#   service, what two filters of one client ask for, as the standard has it (3.3.5).
# Seen: live, meters//kw goes to meters/+/kw; retained, it does not, though meters/# finds it. Asked for meters/# and meters/7/kw, one with 0 and one with 1, it sends
#   with 0, whichever of the two has the 1 and whichever was asked for first.
# Why it matters: a display started later lacks meters that one started earlier shows; readings wanted at least once get lost at most once for a second, wider filter.
# Version: aedes 1.2.0, mqtt 5.16.0
. "$(dirname "$0")/lib/fresh.sh"
node_with aedes@1.2.0 mqtt@5.16.0 <<'JS'
import { createServer } from "node:net";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { told } from "./finding.mjs";

const broker = await Aedes.createBroker(), server = createServer(broker.handle);
await new Promise((then) => server.listen(0, "127.0.0.1", then));
const client = () => mqtt.connectAsync(`mqtt://127.0.0.1:${server.address().port}`, { reconnectPeriod: 0 });
const sender = await client(), wait = () => new Promise((then) => setTimeout(then, 300));
const got = async (filters, sent) => {
  const listener = await client(), all = [];
  listener.on("message", (topic, _, packet) => all.push(`${topic} with ${packet.qos}`));
  for (const [filter, qos] of filters) await listener.subscribeAsync(filter, { qos });
  await wait();
  if (sent) await sender.publishAsync(sent, "5", { qos: 1 });
  await wait();
  listener.end(true);
  return all;
};
const seen = { live: await got([["meters/+/kw", 1]], "meters//kw") };
await sender.publishAsync("meters//kw", "5", { qos: 1, retain: true });
seen["retained, meters/+/kw"] = await got([["meters/+/kw", 1]]);
seen["retained, meters/#"] = await got([["meters/#", 1]]);
await sender.publishAsync("meters//kw", "", { qos: 1, retain: true });
seen["0 and 1"] = await got([["meters/#", 0], ["meters/7/kw", 1]], "meters/7/kw");
seen["1 and 0"] = await got([["meters/7/kw", 1], ["meters/#", 0]], "meters/7/kw");
seen["1 for the wider"] = await got([["meters/#", 1], ["meters/7/kw", 0]], "meters/7/kw");
told(["aedes", "mqtt"], "meters//kw three times; with 1 three times", seen, {
  live: ["meters//kw with 1"], "retained, meters/+/kw": [], "retained, meters/#": ["meters//kw with 1"],
  "0 and 1": ["meters/7/kw with 0"], "1 and 0": ["meters/7/kw with 0"], "1 for the wider": ["meters/7/kw with 0"] });
sender.end(true);
server.close();
broker.close();
setTimeout(() => process.exit(), 200);
JS
