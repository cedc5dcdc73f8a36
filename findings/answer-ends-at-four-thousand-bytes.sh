#!/usr/bin/env bash
# Guessed: a machine's answer is read up to its end: two boards as twelve, in one segment or two, with the NUL that ends an answer of this protocol or without.
# Seen: two boards are read, in two segments, too; of twelve, 4255 bytes, the first 4000 are read and are no JSON. With the NUL an answer of any length is an error. It is the text of JSON's
#   error that comes out, as if the machine had sent nonsense.
# Why it matters: a machine with more boards, or whose firmware tells more of each, seems broken, and is left out of the count of what hashes.
# Version: whatsminer 0.1.2
. "$(dirname "$0")/lib/fresh.sh"
python_with whatsminer==0.1.2 pycryptodome==3.23.0 passlib==1.7.4 <<'PY'
import json
import logging
import socket
import threading
import time

from finding import told
from whatsminer import WhatsminerAccessToken, WhatsminerAPI


logging.disable()


def asked(boards, end=b"", segments=1):
    board = {"Slot": 0, "Enabled": "Y", "Status": "Alive", "Temperature": 72.5, "MHS av": 38123456.78, "MHS 5s": 38234567.89, "Accepted": 12345, "Rejected": 12, "Hardware Errors": 0, "Chip Temp Min": 62.1,
             "Chip Temp Max": 88.3, "Chip Temp Avg": 75.2, "Chip Data": "K82M401-2140", "PCB SN": "HEM1EP9C400929K60001", "Factory GHS": 38000, "Upfreq Complete": 1}
    answer = json.dumps({"STATUS": [{"STATUS": "S", "Code": 9, "Msg": f"{boards} ASC(s)"}], "DEVS": [board] * boards, "id": 1}).encode() + end
    with socket.create_server(("127.0.0.1", 0)) as server:
        def machine():
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                for part in range(segments):
                    connection.sendall(answer[part * len(answer) // segments:(part + 1) * len(answer) // segments])
                    time.sleep(0.1)
        thread = threading.Thread(target=machine)
        thread.start()
        try:
            return [len(answer), len(WhatsminerAPI.get_read_only_info(WhatsminerAccessToken("127.0.0.1", port=server.getsockname()[1]), "devs")["DEVS"])]
        except Exception as error:
            return [len(answer), type(error).__name__]
        finally:
            thread.join()


told(["whatsminer"], "2, 2, 12 and 2 boards", {"two": asked(2), "two segments": asked(2, segments=2), "twelve": asked(12), "NUL": asked(2, end=b"\0")},
     {"two": [774, 2], "two segments": [774, 2], "twelve": [4255, "JSONDecodeError"], "NUL": [775, "JSONDecodeError"]})
PY
