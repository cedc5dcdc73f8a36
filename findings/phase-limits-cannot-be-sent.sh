#!/usr/bin/env bash
# Guessed: the ocpp package sends a charging profile with a limit for phase 2 (limit_L2 in OCPP 2.1), which
#   it has a field for.
# Seen: it refuses its own message: the field goes out as limitL2, which the schema beside it does not
#   have. So it is with all keys that have an underscore, and taxRuleID, receiptUrl
#   and others: 43 in all.
# Why it matters: limits by phase are what a weak rural line needs.
# Version: ocpp 2.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with ocpp==2.1.0 <<'PY'
import asyncio
import json
from importlib.resources import files

from finding import told
from ocpp.charge_point import camel_to_snake_case, snake_to_camel_case
from ocpp.exceptions import OCPPError
from ocpp.v21 import ChargePoint, call, datatypes


class Line:
    async def send(self, message):
        raise ConnectionError(message)


async def sent(**limits):
    period = datatypes.ChargingSchedulePeriodType(start_period=0, **limits)
    schedule = datatypes.ChargingScheduleType(id=1, charging_rate_unit="A", charging_schedule_period=[period])
    profile = datatypes.ChargingProfileType(id=1, stack_level=0, charging_profile_purpose="TxDefaultProfile", charging_profile_kind="Absolute", charging_schedule=[schedule])
    try:
        await ChargePoint("farm", Line()).call(call.SetChargingProfile(evse_id=1, charging_profile=profile))
    except ConnectionError:
        return "sent"
    except OCPPError as error:
        return error.details["cause"]


def keys(schema):
    if isinstance(schema, list):
        return {key for part in schema for key in keys(part)}
    if not isinstance(schema, dict):
        return set()
    own = schema["properties"] if isinstance(schema.get("properties"), dict) else {}
    return set(own) | {key for part in schema.values() for key in keys(part)}


schemas = [json.loads(file.read_text("utf-8-sig")) for file in (files("ocpp") / "v21" / "schemas").iterdir() if file.name.endswith(".json")]
changed = {key for schema in schemas for key in keys(schema) if list(snake_to_camel_case(camel_to_snake_case({key: 1}))) != [key]}
told(["ocpp"], "sent, sent, 0",
     {"limit": asyncio.run(sent(limit=16.0)), "limit_l2": asyncio.run(sent(limit=16.0, limit_l2=10.0)), "keys that change": len(changed)},
     {"limit": "sent", "limit_l2": "Additional properties are not allowed ('limitL2' was unexpected)", "keys that change": 43})
PY
