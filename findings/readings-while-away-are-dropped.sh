#!/usr/bin/env bash
# Guessed: aMQTT, a broker of MQTT 3.1.1, keeps messages of quality of service 1 for a client that comes back with its session; who asks once more for a filter, with 1 in
#   place of 0, gets messages with 1 from then on, as the standard has it (3.8.4).
# Seen: what was sent while the client was away is not delivered, though the broker says that it has the session and goes on with what is sent afterwards. Asked again
#   with 1, it sends with 0 as before.
# Why it matters: a reader restarted for a minute lacks a minute of readings for good, in a session it opened so as not to lack them.
# Version: amqtt 0.12.1, paho-mqtt 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with amqtt==0.12.1 paho-mqtt==2.2.0 <<'PY'
import asyncio
import logging
import os
import socket
import sys
import threading
import time
from amqtt.broker import Broker
from finding import told
from paho.mqtt.client import CallbackAPIVersion, Client

logging.disable(logging.CRITICAL)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
loop, ready = asyncio.new_event_loop(), threading.Event()


async def started():
    await Broker({"listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}},
                  "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}}).start()
    ready.set()
    await asyncio.Event().wait()


def client(heard=None, **more):
    found, up = Client(CallbackAPIVersion.VERSION2, **more), threading.Event()
    found.on_connect = lambda *told: (setattr(found, "present", told[2].session_present), up.set())
    found.on_message = lambda _client, _data, message: heard.append((message.payload.decode(), message.qos))
    found.connect("127.0.0.1", port)
    found.loop_start()
    up.wait(10)
    return found


def gone(found):
    time.sleep(0.5)
    found.disconnect()
    found.loop_stop()


def send(text):
    sender.publish("meters/7", text, 1).wait_for_publish(10)


threading.Thread(target=lambda: loop.run_until_complete(started()), daemon=True).start()
ready.wait(20)
sender, heard, again = client(), [], []
reader = client(heard, client_id="reader", clean_session=False)
reader.subscribe("meters/+", 1)
time.sleep(0.5)
send("before")
gone(reader)
send("away")
reader = client(heard, client_id="reader", clean_session=False)
send("back")
gone(reader)
other = client(again)
for quality in (0, 1):
    other.subscribe("meters/+", quality)
    time.sleep(0.5)
send("5")
gone(other)
seen = {"session kept": reader.present, "heard": heard, "asked again with 1": again}
told(["amqtt", "paho-mqtt"], "True; before, away, back; 5 with 1", seen,
     {"session kept": True, "heard": [("before", 1), ("back", 1)], "asked again with 1": [("5", 0)]})
sys.stdout.flush()
os._exit(0)
PY
