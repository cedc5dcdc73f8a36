#!/usr/bin/env bash
# Guessed: pymodbus' BITS of a register 0x0001 has its one bit at place 0, as meters and inverters count the bits of a status word, or at
#   place 15, as one writes them; of two registers with word_order="little" likewise.
# Seen: at place 8: the high byte comes first, and within each byte the low bit. So 0x0100 has it at place 0, and 0x8000 at 7. Of
#   two registers, 0000 0001 has it at place 24.
# Why it matters: "phase lost" reads as "cover opened", or whatever eight bits further up means, of every meter alike. What pymodbus
#   writes, it reads, so a test that goes there and back is content.
# Version: pymodbus 3.16.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pymodbus==3.16.1 <<'PY'
from finding import told
from pymodbus.client.mixin import ModbusClientMixin as Modbus

BITS = Modbus.DATATYPE.BITS


def places(*registers, **order):
    return [place for place, is_set in enumerate(Modbus.convert_from_registers(list(registers), BITS, **order)) if is_set]


there = Modbus.convert_to_registers([True] + [False] * 15, BITS)
told(["pymodbus"], "0, 8, 15, 0 or 16", {
    "0001": places(1), "0100": places(0x100), "8000": places(0x8000), "0001 0000": places(1, 0), "0000 0001": places(0, 1),
    "0001 0000, little": places(1, 0, word_order="little"), "bit 0 written": f"{there[0]:04X}"},
    {"0001": [8], "0100": [0], "8000": [7], "0001 0000": [8], "0000 0001": [24], "0001 0000, little": [24], "bit 0 written": "0100"})
PY
