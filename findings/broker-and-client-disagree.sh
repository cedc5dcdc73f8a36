#!/usr/bin/env bash
# Guessed: clients sort what a broker delivered by the rules of MQTT itself (4.7): "#" and "+" in front leave $SYS out, an
#   empty level is a level, and what came by a shared subscription ($share/GROUP/FILTER) is told by its filter.
# Seen: aiomqtt lets "#" and "+/uptime" take $SYS; paho does not, but finds no callback for $share/crew/meters/#, for which
#   aiomqtt looks behind the group. mqtt-pattern and qlobber let "+" stand for no empty level; mqtt-match takes $SYS too.
# Why it matters: a reader of "#" counts the broker's own numbers as meters; a reader with a group gets messages and calls
#   nobody; meters//kw, whose meter has no name, is delivered and lost. No two of the five agree.
# Version: paho-mqtt 2.2.0, aiomqtt 2.5.1, mqtt-match 3.0.0, mqtt-pattern 2.1.1, qlobber 8.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with paho-mqtt==2.2.0 aiomqtt==2.5.1 <<'PY'
from aiomqtt import Topic
from finding import told
from paho.mqtt.client import topic_matches_sub

cases = ("#", "$SYS/uptime"), ("+/uptime", "$SYS/uptime"), ("meters/+/kw", "meters//kw"), ("$share/crew/meters/#", "meters/7"), ("meters/#", "meters")
told(["paho-mqtt", "aiomqtt"], "no, no, yes, yes, yes",
     {"paho": [topic_matches_sub(asked, topic) for asked, topic in cases], "aiomqtt": [Topic(topic).matches(asked) for asked, topic in cases]},
     {"paho": [False, False, True, False, True], "aiomqtt": [True, True, True, True, True]})
PY
node_with mqtt-match@3.0.0 mqtt-pattern@2.1.1 qlobber@8.0.1 <<'JS'
import match from "mqtt-match";
import pattern from "mqtt-pattern";
import * as module from "qlobber";
import { told } from "./finding.mjs";

const cases = [["#", "$SYS/uptime"], ["+/uptime", "$SYS/uptime"], ["meters/+/kw", "meters//kw"], ["meters/#", "meters"]];
const { Qlobber } = module.default ?? module;
const found = (filter, topic) => {
  const all = new Qlobber({ separator: "/", wildcard_one: "+", wildcard_some: "#" });
  all.add(filter, 1);
  return all.match(topic).length > 0;
};
told(["mqtt-match", "mqtt-pattern", "qlobber"], "no, no, yes, yes",
  { match: cases.map(([filter, topic]) => match(filter, topic)), pattern: cases.map(([filter, topic]) => pattern.matches(filter, topic)),
    qlobber: cases.map(([filter, topic]) => found(filter, topic)) },
  { match: [true, true, true, true], pattern: [true, true, false, true], qlobber: [true, true, false, true] });
JS
