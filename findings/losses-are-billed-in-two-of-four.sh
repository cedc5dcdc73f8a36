#!/usr/bin/env bash
# Guessed: an adjustment_factor of 1.1 (ten per cent of losses, on every tariff in ts-tariffs) raises the bill of 14 days at 1 kWh each half hour by a tenth for a single
#   rate, by time of use, by blocks and by demand; a missing half hour is left out of each bill, or of none.
# Seen: it raises single rate and blocks; time of use and demand leave it out. With a half hour missing the single rate's bill is NaN and the blocks' is of the rest.
# Why it matters: two tariffs are compared, one with losses and one without, and the one by time of use wins by just that tenth.
# Version: ts-tariffs 3.2.4, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with ts-tariffs==3.2.4 pandas==2.3.3 numpy==2.3.5 <<'PY'
import math

import pandas
from finding import told
from ts_tariffs.meters import MeterData
from ts_tariffs.tariffs import BlockTariff, DemandTariff, SingleRateTariff, TouTariff
from ts_tariffs.ts_utils import SampleRate, TouBins
from ts_tariffs.utils import Block

load = pandas.Series(1.0, pandas.date_range("2026-01-05", periods=14 * 48, freq="30min"))
gap = load.copy()
gap.iloc[5] = math.nan


def bills(series, factor):
    half_hour = SampleRate(30, "minutes")
    meter = MeterData(name="meter", tseries=series, units="kWh", sample_rate=half_hour)
    common = {"name": "bill", "charge_type": "", "consumption_unit": "kWh", "rate_unit": "roubles / kWh", "sample_rate": half_hour, "adjustment_factor": factor}
    tariffs = [SingleRateTariff(rate=1.0, **common), TouTariff(tou=TouBins(time_bins=[7, 21, 24], bin_rates=[1.0, 2.0, 1.0], bin_labels=["a", "b", "c"]), **common),
               BlockTariff(frequency_applied="month", blocks=[Block(min=0, max=100), Block(min=100, max=10000)], bin_rates=[1.0, 2.0], bin_labels=["a", "b"], **common),
               DemandTariff(rate=1.0, frequency_applied="month", **common)]
    return [round(float(tariff.apply(meter).total), 3) for tariff in tariffs]


seen = {"factor": [with_losses / without for with_losses, without in zip(bills(load, 1.1), bills(load, 1.0))],
        "gap": ["NaN" if math.isnan(bill) else bill for bill in bills(gap, 1.0)[::2]]}
told(["ts-tariffs", "pandas"], "1.1 four times; 671 and 1242, or NaN twice", seen, {"factor": [1.1, 1.0, 1.1, 1.0], "gap": ["NaN", 1242.0]})
PY
