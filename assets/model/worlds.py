#!/usr/bin/env python3
"""Worlds to learn from: rigs and honest causes drawn from a grammar, behind real customers.

    python3 worlds.py --injector tools --data data/trackB --out worlds --seeds 1,2,3
    hashatlas train --input data/trackB --input worlds -o detection.json

Each labelled input gives one further input a seed: a window of 7 days up to all of it, at its own
interval or a multiple, with all its meters as peers. A part of the normal meters is copied; half of
the copies get a rig behind them, the other half an everyday cause that looks like one. Beside them
stand businesses that are simulated from nothing, with and without a rig. A copy keeps customer and
fold of its host, so that no customer is learned from and judged at once.

A rig is drawn as a choice in each of several independent respects: when it is there, at which hours it
runs, at which level, what weather does to it, how often it stops, how much of it the meter sees, what
becomes of the host. No respect is tied to another, so a model cannot expect a list of families. Two in
five come from the injector of the benchmark instead (inject.py in --injector), which knows six.

Needs numpy, pandas, pyarrow and scipy.
"""
import argparse
import pathlib
import shutil
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

CLOCK = pd.Timedelta(hours=8)  # the benchmark keeps all clocks at UTC+8
STEP_MIN = 5
STEPS_H = 60 // STEP_MIN
DAY = 24 * STEPS_H
FROM_INJECTOR = 0.4  # share of rigs
COPIED = 0.3       # share of the normal meters of an input that are copied, so that peers stay what they are
ALONE = 0.12       # share of inputs whose copies are read a few at a time, without peers
BUSINESSES = 3     # simulated businesses for each ten copies


# ------------------------------------------------------------------ time and weather
class Window:
    """Five-minute steps of a window on the local clock."""

    def __init__(self, start, days, temp_c):
        self.n = days * DAY
        self.t = np.arange(self.n)
        self.hour = ((start.hour + start.minute / 60) + self.t / STEPS_H) % 24
        self.day = ((start.hour * STEPS_H + self.t) // DAY).astype(int)
        self.dow = (start.day_of_week + self.day) % 7
        self.weekend = self.dow >= 5
        self.temp_c = temp_c
        self.slow_c = smooth(temp_c, DAY)
        year = (start.day_of_year + self.day) * 2 * np.pi / 365
        self.half_day_h = 6 - 3.2 * np.cos(year + 0.17)  # half the length of the day, as in 52° north


def smooth(x, width):
    """Causal mean of the last `width` values."""
    total = np.cumsum(np.concatenate([np.full(width, x[0]), x]))
    return (total[width:] - total[:-width]) / width


def made_up_temperature(rng, window_start, n):
    """Degrees of a temperate year, for inputs without weather."""
    t = np.arange(n) / DAY
    year = 11 - 9 * np.cos((window_start.day_of_year + t - 17) * 2 * np.pi / 365)
    slow = np.interp(t, np.arange(0, t[-1] + 4, 3), rng.normal(0, 3, int(t[-1] / 3) + 3)[:len(np.arange(0, t[-1] + 4, 3))])
    return year + slow + rng.uniform(1, 5) * np.cos((t * 24 + window_start.hour - 15) * np.pi / 12)


def wander(rng, n, sd, minutes):
    """Noise that wanders, with this standard deviation and time constant."""
    knots = max(4, int(n * STEP_MIN / minutes) + 3)
    return np.interp(np.arange(n), np.linspace(0, n, knots), rng.normal(0, sd, knots))


def episodes(rng, n, per_week, lo_min, hi_min):
    """Steps that lie in randomly placed episodes of log-uniform length."""
    mask = np.zeros(n, bool)
    for _ in range(rng.poisson(per_week * n / (7 * DAY))):
        at = rng.integers(0, n)
        mask[at:at + max(1, round(np.exp(rng.uniform(np.log(lo_min), np.log(hi_min))) / STEP_MIN))] = True
    return mask


def on_off(rng, n, on_h, off_h):
    """On and off for exponential times."""
    out, at, on = np.zeros(n), 0, rng.random() < on_h / (on_h + off_h)
    while at < n:
        length = max(2, int(rng.exponential(on_h if on else off_h) * STEPS_H))
        out[at:at + length] = on
        at, on = at + length, not on
    return out


def log_uniform(rng, low, high):
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def pick(rng, choices):
    """A choice by its weight: a list of (weight, name)."""
    weights = np.array([weight for weight, _ in choices], float)
    return choices[rng.choice(len(choices), p=weights / weights.sum())][1]


# ------------------------------------------------------------------ a rig
PRESENCE = [(42, "standing"), (40, "begins"), (6, "ends"), (8, "stay"), (4, "grows_at_site")]
HOURS = [(62, "always"), (8, "night"), (11, "timer"), (2, "weekend"), (2, "workdays"), (5, "off_peak"), (7, "dwell"), (3, "price")]
LEVEL = [(68, "one"), (9, "units"), (9, "growth"), (3, "decline"), (5, "two"), (6, "drift")]
WEATHER = [(80, "none"), (8, "heater"), (5, "derates"), (4, "stops_hot"), (3, "season")]


def rig_kw(rng, kind, mean_kw):
    """Rated power and number of units."""
    if kind == "building":
        kw = max(1.2, np.exp(rng.uniform(np.log(0.08), np.log(1.3))) * mean_kw)
        return kw, int(np.clip(round(kw / 2.8), 1, 60))
    if rng.random() < 0.08:
        return log_uniform(rng, 0.5, 1.3), 1
    unit = rng.uniform(1.3, 3.6)
    most = 7 if kind == "home1" else 60
    units = int(np.clip(round(np.exp(rng.exponential(0.75 if kind == "home1" else 1.0))), 1, most))
    return unit * units, units


def injected_rig(injector, rng, w, index, kind, mean_kw):
    """A rig of the benchmark's own families, in the form of `make_rig`."""
    names = [name for name in injector.FAMILIES if name not in injector.COLD_ONLY or np.mean(w.temp_c) < 12]
    # As early as that program starts them, or as late as one and a half days before the end.
    first = injector.draw_start(rng, w.n) if rng.random() < 0.7 else int(w.n - rng.uniform(0.6, 4) * DAY)
    load = injector.make_load(rng, names[rng.integers(len(names))], index, w.temp_c, injector.draw_units(rng, kind, mean_kw),
                              max(first, 0), bypass=(0.3, 0.7) if kind == "building" else (0.1, 0.6))
    if load.mean_on_kw() <= 0:
        return None
    return load.kw_metered, load.start, load.end, load.mean_on_kw("kw_true"), load.family, None


def make_rig(rng, w, kind, mean_kw):
    """(kW as metered, first and one past the last step, true mean kW, name, factor on the host or None)."""
    n = w.n
    kw, units = rig_kw(rng, kind, mean_kw)
    presence, hours = pick(rng, PRESENCE), pick(rng, HOURS)
    level = pick(rng, [c for c in LEVEL if units > 2 or c[1] not in ("growth", "decline")])
    weather = pick(rng, [c for c in WEATHER if c[1] not in ("heater", "season") or np.mean(w.temp_c) < 12])
    here = np.ones(n)
    first, last = 0, n
    if presence == "begins":
        # Close to the end, too: an alarm is wanted after a day or two.
        first = int(n - log_uniform(rng, 0.6, n / DAY - 1) * DAY) if rng.random() < 0.6 else int(n * rng.uniform(0.08, 0.7))
    elif presence == "ends":
        last = int(n * rng.uniform(0.3, 0.95))
    elif presence == "stay":
        length = int(min(rng.uniform(2, 12) * DAY, 0.8 * n))
        first = rng.integers(0, n - length)
        last = first + length
    here[:first] = 0
    here[last:] = 0
    if presence == "grows_at_site":  # a part was there, more came
        at = int(n * rng.uniform(0.1, 0.9))
        here[:at] = rng.uniform(0.2, 0.7)
    run = np.ones(n)
    if hours == "night":
        run = ((w.hour >= 23 + rng.uniform(-.3, .3)) | (w.hour < 7 + rng.uniform(-.3, .3))).astype(float)
    elif hours == "timer":
        run = (((w.hour - rng.uniform(0, 24)) % 24) < rng.uniform(4, 21)).astype(float)
    elif hours == "weekend":
        run = w.weekend.astype(float)
    elif hours == "workdays":
        run = (~w.weekend).astype(float)
    elif hours == "off_peak":
        depth = rng.uniform(0.5, 1)
        peak = ((w.hour >= 7) & (w.hour < 10)) | ((w.hour >= 17) & (w.hour < 21))
        run = 1 - depth * (peak & ~w.weekend)
    elif hours == "dwell":
        run = on_off(rng, n, log_uniform(rng, 10, 120), log_uniform(rng, 3, 48))
    elif hours == "price":
        # Off in the dearest hours of each day, which differ from day to day.
        dear = np.zeros(n)
        for day in np.unique(w.day):
            start = rng.uniform(6, 20)
            dear[(w.day == day) & (w.hour >= start) & (w.hour < start + rng.uniform(1, 6))] = 1
        run = 1 - dear
    if hours in ("night", "timer"):  # a timer fails now and then
        missed = rng.random(w.day.max() + 1) < 0.04
        run = run * ~missed[w.day]
    size = np.ones(n)
    if level == "units" and units > 1:
        size = np.mean([on_off(rng, n, rng.uniform(40, 300), rng.uniform(1, 12)) for _ in range(min(units, 8))], 0)
    elif level == "growth":
        at = first + np.sort(rng.random(min(units, 10))) * (last - first) * rng.uniform(0.4, 1)
        at[0] = first
        size = np.mean([w.t >= a for a in at], 0)
    elif level == "decline":
        leaves = first + rng.uniform(0.2, 1.2, min(units, 10)) * (last - first)
        size = np.mean([w.t < a for a in leaves], 0)
    elif level == "two":
        size = np.where(on_off(rng, n, rng.uniform(8, 90), rng.uniform(8, 90)) > 0, 1.0, rng.uniform(0.4, 0.85))
    elif level == "drift":
        low = rng.uniform(0.4, 0.9)
        x = wander(rng, n, 1, rng.uniform(2, 10) * 1440)
        size = low + (1 - low) * (x - x.min()) / (np.ptp(x) + 1e-9)
    if weather == "heater":
        balance, design = rng.uniform(12, 18), rng.uniform(-10, 3)
        need = np.clip((balance - w.slow_c) / (balance - design), 0, 1)
        phase = (w.t / STEPS_H / rng.uniform(0.7, 2.5)) % 1
        whole = np.floor(need * units)
        size = size * np.clip(whole + (need * units - whole > phase), 0, units) / units
    elif weather == "derates":
        size = size * np.clip(1 - 0.02 * np.clip(w.temp_c - rng.uniform(15, 28), 0, None), 0.5, 1)
    elif weather == "stops_hot":
        size = size * (w.temp_c < rng.uniform(16, 30))
    elif weather == "season":
        size = size * (w.slow_c < rng.uniform(0, 12))
    # Chips leak and fans turn with the warmth of the day; the rest is noise.
    swing = rng.uniform(0, 0.05) if rng.random() < 0.7 else 0
    shape = 1 + swing * np.cos((w.hour - 15) * np.pi / 12) + wander(rng, n, log_uniform(rng, 0.0005, 0.02), rng.uniform(20, 200))
    stops = np.ones(n)
    if rng.random() < 0.5:  # units restart
        for _ in range(min(units, 8)):
            stops -= episodes(rng, n, rng.uniform(0.2, 2.5), 5, 25) / min(units, 8)
    if rng.random() < 0.45:  # the site goes off
        stops *= ~episodes(rng, n, rng.uniform(0.1, 1.0), 10, 240)
    true = np.clip(kw * here * run * size * shape * np.clip(stops, 0, 1), 0, None)
    seen = np.ones(n)
    if rng.random() < 0.1:
        share = rng.uniform(0.2, 0.7)
        seen[rng.integers(0, n // 2) if rng.random() < 0.3 else 0:] = share
    host = None
    if rng.random() < 0.08:  # the place is left to the rig, or a former load goes
        host = np.ones(n)
        host[first:last] = rng.uniform(0.1, 0.8)
    on = true > 0.05 * np.percentile(true, 95)
    if not on.any() or on.sum() < DAY * 0.3:
        return None
    name = "+".join([presence, hours, level, weather])
    first, last = np.flatnonzero(on)[[0, -1]]
    return true * seen, int(first), int(last) + 1, float(true[on].mean()), name, host


# ------------------------------------------------------------------ honest causes
def heated(rng, w, most_kw, first, last, storage=False):
    """Heating in proportion to the cold, from one step to another."""
    balance = rng.uniform(10, 19)
    need = np.clip(balance - w.slow_c, 0, None)
    kw = most_kw * need / max(25.0, need.max())
    if storage:
        starts = rng.uniform(21, 24.5) % 24
        hours = 24 * kw / (most_kw * rng.uniform(1.2, 2.5))
        day_hours = np.array([hours[w.day == d].mean() for d in range(w.day.max() + 1)])
        kw = most_kw * (((w.hour - starts) % 24) < np.clip(day_hours, 0, 9)[w.day])
    elif rng.random() < 0.6:  # a thermostat
        phase = (w.t / STEPS_H * rng.uniform(0.4, 3) + wander(rng, w.n, 0.3, 600)) % 1
        kw = most_kw * (kw / most_kw > phase)
    else:
        kw = kw * (1 + wander(rng, w.n, rng.uniform(0.02, 0.15), 120))
    if rng.random() < 0.4:
        kw = kw * np.where((w.hour < 6) | (w.hour > 22), rng.uniform(0.4, 1), 1)
    kw[:first] = 0
    kw[last:] = 0
    return np.clip(kw, 0, None)


def sessions(rng, w, kw, chance, kwh, starts_h, spread_h, timed=False):
    """A car at home: a charge on some days."""
    out = np.zeros(w.n)
    for day in range(w.day.max() + 1):
        if rng.random() < chance:
            hour = starts_h if timed else starts_h + spread_h * rng.normal()
            at = int(day * DAY + hour * STEPS_H) - int(w.hour[0] * STEPS_H)
            length = int(max(0.3, kwh * rng.uniform(0.4, 1.6) / kw) * STEPS_H)
            out[max(at, 0):max(at + length, 0)] = kw
    return out


def cause(rng, w, three_phases, has_weather):
    """(kW added, factor on the host, name): what everyday life does to a home."""
    n = w.n
    big = 2.5 if three_phases else 1.0
    begins = int(n * rng.uniform(0.1, 0.95)) if rng.random() < 0.6 else 0
    name = pick(rng, [(16, "steady"), (12, "steady_cuts"), (6, "cuts"), (15, "heating_begins"), (5, "heating_ends"),
                      (8, "storage"), (8, "car"), (3, "car_timed"), (5, "cooling"), (5, "moves_in"), (4, "moves_out"),
                      (4, "holiday"), (6, "guests"), (4, "renovation"), (3, "sauna"), (5, "lamps"), (4, "pv"),
                      (3, "exchange"), (4, "boiler_at_night"), (7, "heat_pump"), (4, "pump"), (3, "retired")])
    kw, factor = np.zeros(n), np.ones(n)
    if name in ("steady", "steady_cuts"):
        size = log_uniform(rng, 0.05, 0.7 if rng.random() < 0.8 else 1.1) * (1.3 if three_phases else 1)
        kw = size * (1 + wander(rng, n, log_uniform(rng, 0.001, 0.05), rng.uniform(20, 300)))
        kw = kw * (1 + rng.uniform(0, 0.08) * np.cos((w.hour - 15) * np.pi / 12))
        kw[:begins] = 0
    if name in ("cuts", "steady_cuts"):
        for _ in range(rng.integers(1, 5)):
            at = rng.integers(0, n)
            factor[at:at + int(log_uniform(rng, 0.3, 8) * STEPS_H)] = rng.choice([0.0, 0.0, 0.5])
    elif name == "heating_begins":
        kw = heated(rng, w, log_uniform(rng, 1, 6) * big, begins, n)
    elif name == "heating_ends":
        kw = heated(rng, w, log_uniform(rng, 1, 6) * big, 0, max(begins, DAY))
    elif name == "storage":
        kw = heated(rng, w, log_uniform(rng, 2, 6) * big, begins, n, storage=True)
    elif name in ("car", "car_timed"):
        timed = name == "car_timed"
        kw = sessions(rng, w, rng.choice([2.3, 3.6, 7.2] + [11.0] * int(three_phases)), rng.uniform(0.25, 1),
                      rng.uniform(4, 20), rng.choice([23.0, 0.5, 1.5]) if timed else rng.uniform(16, 22), 1.5, timed)
        kw[:begins] = 0
    elif name == "cooling":
        limit = np.percentile(w.temp_c, rng.uniform(30, 85)) if has_weather else 100
        size = rng.uniform(0.6, 2.5) * big
        phase = (w.t / STEPS_H * rng.uniform(1, 4)) % 1
        kw = size * (np.clip((w.temp_c - limit) / rng.uniform(3, 10), 0, 1) > phase)
    elif name == "moves_in":
        factor[:max(begins, DAY)] = rng.uniform(0.02, 0.3)
    elif name == "moves_out":
        factor[max(begins, DAY):] = rng.choice([0.0, rng.uniform(0.02, 0.3)])
    elif name == "holiday":
        factor[begins:begins + int(rng.uniform(3, 21) * DAY)] = rng.uniform(0.05, 0.4)
    elif name == "guests":
        stretch = slice(begins, begins + int(rng.uniform(2, 14) * DAY))
        factor[stretch] = rng.uniform(1.4, 2.5)
        kw[stretch] = rng.uniform(0, 0.4) * big * (w.hour[stretch] > 7)
    elif name == "renovation":
        stretch = np.zeros(n, bool)
        stretch[begins:begins + int(rng.uniform(3, 20) * DAY)] = True
        kw = rng.uniform(0.5, 3) * big * stretch * (w.hour > 8) * (w.hour < rng.uniform(16, 20)) * on_off(rng, n, 1, 1)
        dries = begins + int(rng.uniform(0, 6) * DAY)
        kw[dries:dries + int(rng.uniform(0.5, 2.5) * DAY)] += rng.uniform(0.3, 1.2)
    elif name == "sauna":
        kw = sessions(rng, w, rng.uniform(4, 8) * (1 if three_phases else 0.6), rng.uniform(0.1, 0.5), rng.uniform(5, 14), 18, 2)
    elif name == "lamps":  # over plants: dark hours of a day of 14 to 18 hours
        wanted = rng.uniform(7, 9)
        noon = 12.5
        kw = rng.uniform(0.1, 0.9) * big * ((abs(w.hour - noon) < wanted) & (abs(w.hour - noon) > w.half_day_h - 1))
        kw[:begins] = 0
    elif name == "pv":
        clouds = np.clip(0.6 + wander(rng, n, 0.35, 240), 0.08, 1) * np.clip(0.7 + wander(rng, n, 0.3, 2 * 1440), 0.1, 1)
        height = np.clip(np.cos((w.hour - 12.7) * np.pi / (2 * w.half_day_h)), 0, 1) * (abs(w.hour - 12.7) < w.half_day_h)
        kw = -rng.uniform(1.5, 6) * big * height * clouds
        kw[:begins] = 0
    elif name == "exchange":
        at = begins
        factor[at:] = rng.uniform(0.94, 1.06)
    elif name == "boiler_at_night":
        kw = sessions(rng, w, rng.uniform(1.5, 3), 0.98, rng.uniform(2, 8), rng.choice([22.0, 23.0, 0.0, 2.0]), 0.1)
        kw[:begins] = 0
    elif name == "heat_pump":
        kw = heated(rng, w, log_uniform(rng, 0.8, 2.5) * big, begins, n)
        kw = np.maximum(kw, (kw > 0) * rng.uniform(0.2, 0.5))
    elif name == "pump":
        kw = rng.uniform(0.3, 0.9) * big * (((w.hour - rng.uniform(0, 24)) % 24) < rng.uniform(3, 20))
        kw[:begins] = 0
    elif name == "retired":  # at home by day from now on
        stretch = (w.t >= begins) & (w.hour > 8) & (w.hour < 18)
        kw = stretch * on_off(rng, n, 1, 2) * rng.uniform(0.3, 1.2)
    return kw, factor, name


def business(rng, w, name=None):
    """(kW, name) of a business made from nothing."""
    n = w.n
    size = log_uniform(rng, 1, 60)
    name = pick(rng, [(16, "shifts"), (12, "continuous"), (10, "night_season"), (10, "flat"), (8, "bakery"), (12, "shop"),
                      (8, "cold_store"), (6, "dryer"), (6, "pumping"), (6, "greenhouse"), (14, "servers")] if name is None else [(1, name)])
    noise = 1 + wander(rng, n, rng.uniform(0.005, 0.15), rng.uniform(15, 120))
    hour, free = w.hour, w.weekend
    if name == "shifts":
        shifts = rng.integers(1, 4)
        opens = rng.uniform(5, 8)
        more_from = int(n * rng.uniform(0.1, 0.9)) if rng.random() < 0.5 else n
        on = ((hour - opens) % 24) < 8 * shifts
        more = ((hour - opens) % 24) < 8 * min(3, shifts + rng.integers(0, 3))
        on = np.where(w.t < more_from, on, more)
        works = ~free | (rng.random() < 0.3)
        kw = rng.uniform(0.05, 0.4) + on * works * noise
    elif name == "continuous":
        level = np.ones(n)
        for _ in range(rng.integers(0, 4)):
            level[rng.integers(0, n):] *= rng.uniform(0.5, 1.8)
        kw = level * noise * np.where(episodes(rng, n, rng.uniform(0, 0.7), 30, 1500), rng.uniform(0.1, 0.6), 1)
    elif name == "night_season":
        dark = abs(hour - 12.7) > w.half_day_h + rng.uniform(-0.5, 0.5)
        kw = rng.uniform(0, 0.1) + dark * np.where(hour < 5, rng.choice([1.0, 0.6]), 1)
        if rng.random() < 0.4:
            kw[:int(n * rng.uniform(0.1, 0.8))] *= rng.uniform(0, 0.4)
    elif name == "flat":  # a mast, street cabinet, pump, alarm centre
        kw = 1 + wander(rng, n, log_uniform(rng, 0.001, 0.03), rng.uniform(20, 300)) + rng.uniform(0, 0.1) * np.cos((hour - 15) * np.pi / 12)
        if rng.random() < 0.3:
            kw = kw * np.where(w.t < int(n * rng.uniform(0.1, 0.9)), 1, rng.uniform(0.6, 1.6))
    elif name == "bakery":
        kw = rng.uniform(0.08, 0.3) + (((hour - rng.uniform(21, 25)) % 24) < rng.uniform(6, 10)) * noise * (w.dow != 6)
    elif name == "shop":
        kw = rng.uniform(0.15, 0.5) + ((hour > rng.uniform(7, 10)) & (hour < rng.uniform(18, 22))) * noise * (~free | (rng.random() < 0.6))
    elif name == "cold_store":
        duty = np.clip(0.4 + 0.02 * (w.temp_c - 10), 0.1, 1)
        kw = 0.2 + ((w.t / STEPS_H * rng.uniform(0.3, 3) + wander(rng, n, 0.2, 600)) % 1 < duty)
    elif name == "dryer":  # some weeks, day and night
        first = int(n * rng.uniform(0, 0.8))
        kw = np.full(n, rng.uniform(0.03, 0.2))
        kw[first:first + int(rng.uniform(4, 30) * DAY)] += 1
        kw = kw * noise
    elif name == "pumping":
        kw = 0.05 + on_off(rng, n, log_uniform(rng, 0.5, 30), log_uniform(rng, 0.5, 30))
    elif name == "greenhouse":
        first = int(n * rng.uniform(0, 0.6)) if rng.random() < 0.5 else 0
        kw = 0.1 + (abs(hour - 12.5) < rng.uniform(7, 10)) * (w.t >= first)
    else:
        # Machines that idle, and work when there is work: for hours, or for days without an end.
        jobs = on_off(rng, n, log_uniform(rng, 2, 150), log_uniform(rng, 2, 150))
        idle = rng.uniform(0.1, 0.8)
        kw = idle + (1 - idle) * jobs * (1 + np.clip(wander(rng, n, 0.2, rng.uniform(60, 3000)), -0.5, 0.5))
        kw = kw * (1 + rng.uniform(0, 0.02) * np.clip(w.temp_c - 12, 0, None))
    if rng.random() < 0.3:
        kw = kw * ~episodes(rng, n, rng.uniform(0.1, 0.6), 10, 240)
    kw = np.clip(kw, 0, None)
    return size * kw / max(kw.mean(), 1e-6), name


# ------------------------------------------------------------------ meters
def register(rng, wh, quantum):
    """Energy as a register with this step counts it."""
    total = np.cumsum(np.clip(wh, 0, None)) + rng.uniform(0, quantum)
    return np.diff(np.floor(np.concatenate([[0.0], total]) / quantum)) * quantum


def quantum_of(wh):
    known = wh[np.isfinite(wh) & (wh > 0)]
    return max((q for q in (1.0, 10.0, 100.0) if len(known) and np.mean(known % q == 0) > 0.999), default=1.0)


def to_wh(kw, minutes):
    return kw.reshape(-1, minutes // STEP_MIN).mean(1) * 1000 * minutes / 60


def behind(rng, host_wh, added_kw, factor, minutes):
    """Readings of a meter once something is added to, or taken from, what its customer used."""
    host = np.asarray(host_wh, float)
    if factor is not None:
        host = host * factor.reshape(-1, minutes // STEP_MIN).mean(1)
    total = np.nan_to_num(host) + to_wh(added_kw, minutes)
    out = register(rng, total, quantum_of(host_wh))
    out[~np.isfinite(host_wh)] = np.nan
    return out


def world(injector, source, target, seed):
    """One further input."""
    number = int("".join(filter(str.isdigit, source.name)) or 0)
    rng = np.random.default_rng([seed, number, *source.parent.name.encode()])
    readings = pd.read_parquet(source / "readings.parquet")
    wide = readings.pivot(index="ts", columns="meter_id", values="wh").astype(float)
    meters = pd.read_parquet(source / "meters.parquet").set_index("meter_id", drop=False).rename_axis(None)
    labels = pd.read_csv(source / "labels.csv").set_index("subject")
    if "host" not in labels:  # a simulated grid: a meter is its own customer
        labels["host"] = [f"{source.name}-{name}" for name in labels.index]
    if rng.random() < 0.1:  # a table of meters that does not say whom they bill
        meters["tariff"] = None
    local = wide.index.tz_convert(None) + CLOCK
    minutes = int((local[1] - local[0]).total_seconds() // 60)
    per_day = 1440 // minutes
    # The window: whole days, from a week on.
    days_there = len(wide) // per_day
    days = days_there if rng.random() < 0.45 else int(rng.integers(7, days_there + 1))
    first_day = int(rng.integers(0, days_there - days + 1))
    wide = wide.iloc[first_day * per_day:(first_day + days) * per_day]
    local = local[first_day * per_day:(first_day + days) * per_day]
    n = days * DAY
    weather = source / "weather.parquet"
    has_weather = weather.exists()
    if has_weather:
        known = pd.read_parquet(weather).dropna()
        at = (known.ts.dt.tz_convert(None) + CLOCK - local[0]).dt.total_seconds().to_numpy() / 60 / STEP_MIN
        temp = np.interp(np.arange(n), at, known.temp_c.to_numpy())
    else:
        temp = made_up_temperature(rng, local[0], n)
    w = Window(local[0], days, temp)
    index = pd.date_range(local[0], periods=n, freq=f"{STEP_MIN}min")
    coarser = int(rng.choice([m for m in (minutes, minutes, minutes, 30, 60) if m % minutes == 0]))
    normal = [m for m in wide if labels.kind[m] == "normal" and np.nansum(wide[m]) > 0]
    chosen = rng.permutation(normal)[:max(4, round(COPIED * len(normal)))]
    tariffs = pd.read_parquet(source / "meters.parquet").set_index("meter_id").tariff
    columns, rows, truth = {m: wide[m].to_numpy() for m in wide}, [meters], []
    utc = lambda step: (local[0] - CLOCK + pd.Timedelta(minutes=int(step) * STEP_MIN)).strftime("%Y-%m-%dT%H:%M:%SZ")
    weeks = round(days / 7, 3)

    def add(name, wh, facts, row):
        columns[name] = wh
        rows.append(facts.to_frame().T.assign(meter_id=name))
        truth.append({"subject": name, "level": "meter", "weeks": weeks, **row})

    for at, host in enumerate(chosen):
        wh, facts, label = columns[host], meters.loc[host], labels.loc[host]
        common = {"host": label.host, "fold": label.fold}
        business_host = tariffs[host] == "business"
        kind = "building" if business_host else ("home3" if facts.phases == 3 else "home1")
        mean_kw = np.nanmean(wh) * 60 / minutes / 1000
        # Buildings are the harder hosts: more of them get a rig.
        if rng.random() < (0.67 if business_host else 0.5):
            if rng.random() < FROM_INJECTOR:
                made = injected_rig(injector, rng, w, index, kind, mean_kw)
            else:
                made = make_rig(rng, w, kind, mean_kw)
            if made is None or (made[2] - made[1]) < 0.5 * DAY:
                continue
            kw, first, last, true_kw, name, factor = made
            seen = float(kw[first:last][kw[first:last] > 0.05 * kw.max()].mean())
            add(f"W{seed}-{host}", behind(rng, wh, kw, factor, minutes), facts,
                {"kind": "mining", "start": utc(first), "end": utc(last), "kw": round(seen, 3), "kw_true": round(true_kw, 3),
                 "family": name, **common})
        elif business_host:
            # What comes for weeks, day and night, is left out: beside a building nobody could tell it from a rig.
            kw, name = business(rng, w, str(rng.choice(["shifts", "night_season", "bakery", "shop", "cold_store", "greenhouse"])))
            kw = kw / kw.mean() * mean_kw * rng.uniform(0.05, 0.5)
            add(f"W{seed}-{host}", behind(rng, wh, kw, None, minutes), facts,
                {"kind": "normal", "family": f"beside {name}", **common})
        else:
            kw, factor, name = cause(rng, w, facts.phases == 3, has_weather)
            add(f"W{seed}-{host}", behind(rng, wh, kw, factor, minutes), facts, {"kind": "normal", "family": name, **common})
    for at in range(max(2, round(BUSINESSES * len(chosen) / 10))):
        kw, name = business(rng, w)
        row = {"host": f"made-{source.parent.name}-{number}-{seed}-{at}", "fold": at % 5, "kind": "normal", "family": name}
        if rng.random() < 0.25:
            made = make_rig(rng, w, "building", kw.mean())
            if made is not None and made[2] - made[1] >= 0.5 * DAY:
                rig, first, last, true_kw, family, _ = made
                kw = kw + rig
                row |= {"kind": "mining", "start": utc(first), "end": utc(last), "kw": round(true_kw, 3),
                        "kw_true": round(true_kw, 3), "family": family}
        facts = meters.iloc[0].copy()
        facts["tariff"], facts["phases"], facts["contract_kw"] = "business", 3, None
        add(f"W{seed}-made-{at}", register(rng, to_wh(kw, minutes), 1.0), facts, row)
    factor = coarser // minutes
    times = wide.index[::factor]
    if factor > 1:
        columns = {name: np.add.reduceat(v, np.arange(0, len(v), factor)) for name, v in columns.items()}
    facts = pd.concat(rows)
    folders = {target: (list(columns), truth)}
    if rng.random() < ALONE:  # few meters, none of which can say what is usual
        parts = [truth[at:at + 4] for at in range(0, len(truth), 4)]
        folders = {target / f"alone{at}": ([row["subject"] for row in part], part) for at, part in enumerate(parts)}
    for folder, (ids, part) in folders.items():
        write(folder, times, {name: columns[name] for name in ids}, facts[facts.meter_id.isin(ids)], part)
        if has_weather:
            shutil.copy(weather, folder / "weather.parquet")
    print(f"{target}: {len(truth)} of {days} days at {coarser} min", flush=True)


def write(folder, times, columns, meters, truth):
    """One input: readings, meters, labels."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = sorted(columns)
    values = np.concatenate([columns[name] for name in ids])
    missing = ~np.isfinite(values)
    numbers = np.repeat(np.arange(len(ids), dtype=np.int32), len(times))
    starts = np.tile(times.tz_convert(None).to_numpy().astype("datetime64[ms]"), len(ids))
    table = pa.table({
        "meter_id": pa.DictionaryArray.from_arrays(numbers, pa.array(ids)).cast(pa.string()),
        "ts": pa.array(starts, pa.timestamp("ms", "UTC")),
        "wh": pa.array(np.where(missing, 0, np.round(values)).astype(np.int64), mask=missing)})
    pq.write_table(table, folder / "readings.parquet", compression="zstd")
    meters = meters.astype({"phases": "int64"})
    meters.sort_values("meter_id").to_parquet(folder / "meters.parquet", index=False)
    pd.DataFrame(truth).to_csv(folder / "labels.csv", index=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--injector", required=True, help="folder of inject.py")
    parser.add_argument("--data", required=True, type=pathlib.Path, help="folder of labelled inputs, at any depth")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--seeds", default="1,2,3")
    task = parser.parse_args()
    sys.path.insert(0, task.injector)
    import inject as injector
    for labels in sorted(task.data.glob("**/labels.csv")):
        for seed in map(int, task.seeds.split(",")):
            source = labels.parent
            world(injector, source, task.out / source.relative_to(task.data) / f"seed{seed}", seed)


if __name__ == "__main__":
    main()
