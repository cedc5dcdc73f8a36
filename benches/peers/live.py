"""Readings that arrive: how many messages a second `watch` takes from an MQTT broker, beside a plain subscriber in
Python (paho-mqtt) that parses and counts the same messages, one reading each, QoS 1.

Both have a session at the broker, in which all messages wait before either begins: what is timed is how fast each
takes them. `watch` writes them to the disk, acknowledges, keeps and judges the readings meanwhile, and its time
begins with its start.

    pip install paho-mqtt==2.1.0
    python benches/peers/live.py target/release/hashatlas --messages 1000000
"""

import argparse
import itertools
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

METERS = 1000
STEP_S = 1800
FROM_S = 1735689600
#: Messages of one run of the publisher.
AT_ONCE = 50_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)


def lines(messages: int):
    """Readings of many meters in the order of their times, a message each."""
    for number in range(messages):
        slot, meter = divmod(number, METERS)
        ts = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(FROM_S + slot * STEP_S))
        yield json.dumps({"meter_id": f"M{meter:05}", "ts": ts, "wh": 200 + (meter * 37 + slot * 91) % 700})


def plain(port: int, messages: int) -> None:
    """The peer: parses and counts."""
    import paho.mqtt.client as mqtt

    seen = {"count": 0, "first": 0.0}
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="plain", clean_session=False)
    client.max_inflight_messages_set(1000)

    def on_message(_client, _data, message) -> None:
        if seen["count"] == 0:
            seen["first"] = time.perf_counter()
        assert json.loads(message.payload)["wh"] >= 0
        seen["count"] += 1
        if seen["count"] == messages:
            took = time.perf_counter() - seen["first"]
            print(f"paho-mqtt {messages / took:,.0f} messages/s ({took:.1f} s)", flush=True)
            client.disconnect()

    client.on_message = on_message
    client.on_connect = lambda *_: client.subscribe("meters/#", 1)
    client.connect("127.0.0.1", port)
    if messages == 0:
        client.on_subscribe = lambda *_: client.disconnect()
    client.loop_forever()


def resident_mb(pid: int) -> float:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024


def watched(program: str, port: int, state: Path, messages: int) -> None:
    metrics = free_port()
    command = [program, "watch", "--mqtt", f"mqtt://127.0.0.1:{port}/meters/#", "--state", str(state), "--every", "0.5"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--metrics", f"127.0.0.1:{metrics}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    memory, count = [], 0
    while count < messages:
        time.sleep(0.2)
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics", timeout=30).read().decode()
        except OSError:
            continue
        [now] = [line for line in answer.splitlines() if line.startswith("hashatlas_watch_messages_total ")]
        count = int(float(now.split()[1]))
        memory.append(resident_mb(process.pid))
    took = time.perf_counter() - begun
    print(
        f"watch     {messages / took:,.0f} messages/s ({took:.1f} s); "
        f"memory {memory[len(memory) // 4]:.0f} MB at a quarter, {max(memory):.0f} MB at most, {memory[-1]:.0f} MB at the end"
    )
    process.terminate()
    process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--plain", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.plain is not None:
        plain(asked.plain, asked.messages)
        return
    folder = Path(tempfile.mkdtemp())
    port = free_port()
    (folder / "broker.conf").write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous true\nuser root\nmax_queued_messages 0\n"
        "max_inflight_messages 1000\nlog_dest none\n"
    )
    broker = subprocess.Popen(["/usr/sbin/mosquitto", "-c", str(folder / "broker.conf")])
    try:
        wait_for(port)
        peer = [sys.executable, __file__, asked.program, "--plain", str(port)]
        subprocess.run([*peer, "--messages", "0"], check=True)
        address = f"mqtt://127.0.0.1:{port}/meters/#"
        own = [asked.program, "watch", "--mqtt", address, "--state", str(folder / "state"), "--once", "--every", "0.3"]
        subprocess.run(own, check=True, stderr=subprocess.DEVNULL)
        publish = ["mosquitto_pub", "-h", "127.0.0.1", "-p", str(port), "-q", "1", "-l", "-t", "meters/all"]
        every = lines(asked.messages)
        while some := "\n".join(itertools.islice(every, AT_ONCE)):
            subprocess.run(publish, input=some + "\n", text=True, check=True)
        subprocess.run([*peer, "--messages", str(asked.messages)], check=True)
        watched(asked.program, port, folder / "state", asked.messages)
    finally:
        broker.terminate()
        broker.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
