#!/usr/bin/env python3
"""Further rigs to learn from: puts simulated rigs behind the normal meters of labelled inputs.

    python3 realisations.py --injector tools/ --data data/trackB --out further --seeds 1,2
    hashatlas train --input data/trackB --known data/trackB --known further -o detection.json

Rigs come from the injector of the benchmark (inject.py in --injector). Its six families make two
thirds of them, four more general ones of ours the rest, so that a model does not expect those six
alone. About 40 % of the normal meters of each input are copied with a rig behind them, once a seed. The
copies are dealt into four folders, each beside all meters of the input as they were, which have no
labels there and are the peers: a tenth of them more does not change what is usual. A copy keeps
customer and fold of its host, so that no customer is learned from and judged at once.

Needs numpy, pandas, pyarrow and scipy.
"""
import argparse
import pathlib
import shutil
import sys

import numpy as np
import pandas as pd

from worlds import CLOCK, STEP_MIN, write

SHARE_OF_METERS = 0.4
SHARE_OF_KNOWN_FAMILIES = 0.65
PARTS = 4


def any_timer(rng, c, units):
    """Some hours a day, from any hour on; one day in twenty is missed."""
    starts, lasts = rng.uniform(0, 24), rng.uniform(4, 20)
    on = ((c.hour - starts) % 24) < lasts
    day = (np.arange(c.n) * STEP_MIN / 60 / 24).astype(int)
    on &= (rng.random(day.max() + 1) > 0.05)[day]
    return np.repeat(on[None, :].astype(float), units, 0), 1.0, None, None


def kind_of_day(rng, c, units):
    """Weekends alone, or workdays alone."""
    weekend = c.dow >= 5
    on = weekend if rng.random() < 0.5 else ~weekend
    return np.repeat(on[None, :].astype(float), units, 0), 1.0, None, None


def shrinking(rng, c, units):
    """Units leave one by one."""
    leaves = c.s0 + rng.uniform(0.2, 1.1, units) * (c.s1 - c.s0)
    return (np.arange(c.n)[None, :] < leaves[:, None]).astype(float), 1.0, None, None


def drifting(make_noise):
    """Power drifts slowly between a limit and all."""
    def family(rng, c, units):
        drift = make_noise(rng, c.n, 1.0, 0.9995)[0]
        drift = (drift - drift.min()) / (np.ptp(drift) + 1e-9)
        least = rng.uniform(0.3, 0.8)
        return np.ones((units, c.n)), 1.0, None, least + (1 - least) * drift
    return family


def with_rig(injector, families, known, rng, wh, minutes, index, temp, meter):
    """Readings of a meter with a rig behind it, and the rig; None if it never ran."""
    general = [name for name in families if name not in known]
    business = meter.tariff == "business"
    kind = "building" if business else ("home3" if meter.phases == 3 else "home1")
    names = known if rng.random() < SHARE_OF_KNOWN_FAMILIES else general
    if temp.mean() >= 12:
        names = [name for name in names if name not in injector.COLD_ONLY]
    mean_kw = np.nanmean(wh) * 60 / minutes / 1000
    load = injector.make_load(
        rng, names[rng.integers(len(names))], index, temp, injector.draw_units(rng, kind, mean_kw),
        injector.draw_start(rng, len(index)), families=families, bypass=(0.3, 0.7) if business else (0.1, 0.6))
    return (injector.inject(wh, minutes, load, rng), load) if load.mean_on_kw() > 0 else None


def realise(injector, families, source, target, seed):
    """One input with further rigs."""
    known = list(injector.FAMILIES)
    number = int("".join(filter(str.isdigit, source.name)) or 0)
    rng = np.random.default_rng([seed, number])
    readings = pd.read_parquet(source / "readings.parquet")
    wide = readings.pivot(index="ts", columns="meter_id", values="wh").astype(float)
    meters = pd.read_parquet(source / "meters.parquet").set_index("meter_id", drop=False).rename_axis(None)
    labels = pd.read_csv(source / "labels.csv").set_index("subject")
    local = wide.index.tz_convert(None) + CLOCK
    minutes = int((local[1] - local[0]).total_seconds() // 60)
    temp = None
    if (source / "weather.parquet").exists():
        weather = pd.read_parquet(source / "weather.parquet")
        temp = pd.Series(weather.temp_c.to_numpy(), index=weather.ts.dt.tz_convert(None) + CLOCK)
    index, temp = injector.five_minute(local[0], len(wide), minutes, temp)
    originals = {name: wide[name].to_numpy() for name in wide}
    copies, truth = {}, []
    for name, wh in originals.items():
        label = labels.loc[name]
        if label.kind != "normal" or rng.random() > SHARE_OF_METERS or np.nansum(wh) <= 0:
            continue
        made = with_rig(injector, families, known, rng, wh, minutes, index, temp, meters.loc[name])
        if made is None:
            continue
        copy = f"F{seed}-{name}"
        copies[copy], load = made
        starts = index[min(load.start, len(index) - 1)] - CLOCK
        truth.append({"subject": copy, "level": "meter", "kind": "mining", "start": starts.strftime("%Y-%m-%dT%H:%M:%SZ"),
                      "kw": round(load.mean_on_kw(), 3), "family": load.family, "host": label.host,
                      "fold": label.fold, "weeks": label.weeks})
    for part in range(PARTS):
        dealt = truth[part::PARTS]
        rows = [meters] + [meters.loc[[row["subject"].split("-", 1)[1]]].assign(meter_id=row["subject"]) for row in dealt]
        columns = {**originals, **{row["subject"]: copies[row["subject"]] for row in dealt}}
        folder = target / f"part{part + 1}"
        write(folder, wide.index, columns, pd.concat(rows), dealt)
        if (source / "weather.parquet").exists():
            shutil.copy(source / "weather.parquet", folder / "weather.parquet")
    print(f"{target}: {len(truth)} rigs", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--injector", required=True, help="folder of inject.py")
    parser.add_argument("--data", required=True, type=pathlib.Path, help="folder of labelled inputs, at any depth")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--seeds", default="1,2")
    task = parser.parse_args()
    sys.path.insert(0, task.injector)
    import inject as injector
    families = dict(injector.FAMILIES, any_timer=any_timer, kind_of_day=kind_of_day, shrinking=shrinking,
                    drifting=drifting(injector.ar1))
    for labels in sorted(task.data.glob("**/labels.csv")):
        for seed in map(int, task.seeds.split(",")):
            source = labels.parent
            realise(injector, families, source, task.out / source.relative_to(task.data) / f"seed{seed}", seed)


if __name__ == "__main__":
    main()
