#!/usr/bin/env bash
# Guessed: metar-taf-parser reads a weather report whose dew point is missing ("M05/", "M05///") with its temperature of -5 °C, as metar does; wind of Russian airports is
#   in m/s.
# Seen: there is no temperature either. Wind and all with a dew point are as guessed.
# Why it matters: where one of two sensors fails both are gone, and the heating load of that hour has no weather to be set against.
# Version: metar-taf-parser 9.1.3 (JavaScript), metar 2.0.2 (Python)
. "$(dirname "$0")/lib/fresh.sh"
node_with metar-taf-parser@9.1.3 <<'JS'
import { parseMetar } from "metar-taf-parser";
import { told } from "./finding.mjs";

const read = (degrees) => { const { temperature, dewPoint, wind } = parseMetar(`UIII 010030Z 32003MPS 9999 ${degrees} Q1026`, { issued: new Date("2026-01-01T01:00:00Z") });
  return [temperature ?? null, dewPoint ?? null, wind.speed, wind.unit].join(" "); };
told(["metar-taf-parser"], "-5 -12 3 MPS, -5 and no dew point twice", ["M05/M12", "M05/", "M05///"].map(read), ["-5 -12 3 MPS", "  3 MPS", "  3 MPS"]);
JS
python_with metar==2.0.2 <<'PY'
from finding import told
from metar.Metar import Metar


def read(degrees):
    report = Metar(f"METAR UIII 010030Z 32003MPS 9999 {degrees} Q1026", month=1, year=2026)
    return report.temp and report.temp.value(), report.dewpt and report.dewpt.value()


told(["metar"], "-5 and -12, -5 and None twice", [read(degrees) for degrees in ("M05/M12", "M05/", "M05///")], [(-5.0, -12.0), (-5.0, None), (-5.0, None)])
PY
