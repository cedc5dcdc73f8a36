# Why something was detected: since when, how much, and what speaks for it.
evidence-of-load = a load like mining
evidence-of-tampering = a meter that records less than passes through it
evidence-of-connection = energy taken past every meter
evidence-of-load-kw = a load like mining of about { $kw } kW
evidence-of-tampering-kw = a meter that records about { $kw } kW less than passes through it
evidence-of-connection-kw = about { $kw } kW taken past every meter
evidence-since = { $what }, visible since { $day }
evidence-traits = { $what }: { $traits }
evidence-because = { $what }; what moved the score most: { $reasons }
evidence-and = { $what }; { $more }
evidence-made-up = { $n ->
    [one] of { $intervals } interval read for it, { $estimated } were estimated and { $substituted } substituted; they do not count
   *[other] of { $intervals } intervals read for it, { $estimated } were estimated and { $substituted } substituted; they do not count
}
evidence-value = { $name } { $value }
# How clear something is beside what chance does, and what is beyond all measure.
evidence-standard-errors = { $value } standard errors
evidence-over = over { $value }
evidence-peers = { $others } { $value }
# Who peers are.
peers-tariff = others of its tariff
peers-unknown-tariff = other meters of unknown tariff
peers-learned = customers of its tariff that the model learned from
peers-feeders = other feeders
evidence-past = before { $value }
trait-day-and-night = day and night
trait-timed = on every day from { $on } to { $off }
trait-flat = flat
trait-grows = growing
trait-standing = there since the first reading
trait-comes-and-goes = comes and goes
trait-at-weekends = at weekends
trait-on-workdays = on workdays
trait-no-weekend = weekends like workdays
trait-ignores-cold = does not follow the cold
trait-times-peers = base load { $times } times that of { $others }
trait-over-limit = { $kwh } kWh a month, above the { $limit } that the law allows a home
trait-base-before = base load { $kw } kW before
trait-zero-days = { $n ->
    [one] a day without any energy
   *[other] { $count } days in a row without any energy
}
trait-frozen-days = { $n ->
    [one] the same reading for a day
   *[other] the same reading for { $count } days
}
trait-capped = { $percent } % of readings at one highest value
trait-zero-nights = zeros at night only
trait-fell = use fell by { $percent } % and stayed there (somebody who moved out looks the same)
trait-nothing-before = no base load before
trait-loses = the feeder loses { $percent } % of its energy
trait-loses-more = the feeder loses { $percent } % of its energy (others { $usual } %)
trait-silent-meters = { $n ->
    [one] one meter on it has no readings
   *[other] { $count } meters on it have no readings
}
trait-clock-behind = its supply was read as { $hours } h behind its meters and put right
trait-clock-ahead = its supply was read as { $hours } h ahead of its meters and put right
trait-iron-losses = constant losses of { $kw } kW, as of a transformer of { $least } to { $most } kVA
trait-iron-losses-one = constant losses of { $kw } kW, as of a transformer of { $least } kVA
trait-beyond-iron = constant losses of { $kw } kW, more than a transformer has
trait-export = { $n ->
    [one] less is supplied around noon than its meters show on one day (solar power that flows back?), and such hours are left out
   *[other] less is supplied around noon than its meters show on { $count } days (solar power that flows back?), and such hours are left out
}
trait-stray-meters = { $n ->
    [one] one meter of its table hangs elsewhere and is left out
   *[other] { $count } meters of its table hang elsewhere and are left out
}
trait-adopted-meters = { $n ->
    [one] one meter that the table puts elsewhere hangs on it and is counted
   *[other] { $count } meters that the table puts elsewhere hang on it and are counted
}
trait-ended-meters = { $n ->
    [one] one meter on it ended or began
   *[other] { $count } meters on it ended or began
}
trait-exchanged-meters = { $n ->
    [one] one meter on it was exchanged
   *[other] { $count } meters on it were exchanged
}
trait-like-customer = like one more customer of the feeder (somebody whom no table lists?)
trait-explains-losses = losses of the feeder come and go with this meter
trait-stands-still = its register stands still while energy is taken
trait-falls-with-losses = shows less when more is lost
statistic-mean-kw = mean power, kW
statistic-variation = coefficient of variation of readings
statistic-missing = share of missing readings
statistic-zero = share of zero readings
statistic-p05 = 5th percentile of load, relative to the mean
statistic-p50 = median load, relative to the mean
statistic-p95 = 95th percentile of load, relative to the mean
statistic-load-factor = load factor (mean to peak)
statistic-p95-kw = 95th percentile of load, kW
statistic-mode-mass = share of readings at the most frequent load level
statistic-mode-level = most frequent load level, relative to the mean
statistic-below-mode = share of readings below the most frequent level
statistic-night = night load (23:00–07:00), relative to the mean
statistic-evening = evening load (17:00–21:00), relative to the mean
statistic-noon = daytime load (10:00–16:00), relative to the mean
statistic-weekend = weekend-to-workday ratio of load
statistic-weekend-base = weekend-to-workday ratio of base load
statistic-night-base = night-to-day ratio of base load
statistic-day-shape = spread of the average daily profile, relative to the mean
statistic-clock-rise = daily switch-on at a fixed hour, relative to the mean
statistic-clock-rise-kw = daily switch-on at a fixed hour, kW
statistic-clock-rise-repeat = repeatability of the daily switch-on
statistic-clock-rise-hour = hour of the daily switch-on
statistic-clock-fall = daily switch-off at a fixed hour, relative to the mean
statistic-clock-fall-repeat = repeatability of the daily switch-off
statistic-clock-fall-hour = hour of the daily switch-off
statistic-clock-equal = match between daily switch-on and switch-off
statistic-clock-rise-before = daily switch-on at the same hour in the first week, relative to the mean
statistic-clock-calm = load fluctuation between switch-on and switch-off, relative to the rest of the day
statistic-clock-size-kw = load switched daily, kW
statistic-timer-share = minimum load while the timer is on, above that of the hours around, relative to the mean
statistic-timer-spread = day-to-day spread of the minimum load while the timer is on
statistic-timer-kept = share of days on which the timer runs
statistic-timer-step = step in the load switched by the timer, relative to the mean
statistic-timer-step-t = significance of the step in the load switched by the timer
statistic-repeat-hour = autocorrelation of load at 1 hour
statistic-repeat-day = autocorrelation of load at 1 day
statistic-repeat-week = autocorrelation of load at 1 week
statistic-cycle-likeness = similarity of successive switching cycles
statistic-cycle-hours = length of the switching cycle, hours
statistic-rough = mean change between successive readings
statistic-rough-median = median change between successive readings
statistic-still = share of readings barely different from the one before
statistic-calm-share = share of 6-hour windows with constant load
statistic-calm-best = spread of load in the steadiest 6 hours
statistic-calm-quartile = lower quartile of the spread of load over 6 hours
statistic-calm-level = noise at minimum load
statistic-floor6-max = highest 6-hour minimum load, relative to the mean
statistic-floor6-median = median 6-hour minimum load, relative to the mean
statistic-floor24-max = highest 24-hour minimum load, relative to the mean
statistic-floor24-max-kw = highest 24-hour minimum load, kW
statistic-floor24-median = median 24-hour minimum load, relative to the mean
statistic-floor24-min = lowest 24-hour minimum load, relative to the mean
statistic-floor24-min-kw = lowest 24-hour minimum load, kW
statistic-floor72-max = highest 72-hour minimum load, relative to the mean
statistic-floor72-range-kw = range of 72-hour minimum loads, kW
statistic-floor6-spread = spread of 6-hour minimum loads
statistic-shifts-week = level shifts of minimum load per week
statistic-shift-rise = largest rise of minimum load, relative to the mean
statistic-shift-fall = largest fall of minimum load, relative to the mean
statistic-shift-same-share = share of level shifts of one size
statistic-shift-same = usual size of level shifts, relative to the mean
statistic-shift-same-kw = usual size of level shifts, kW
statistic-shift-same-week = level shifts of one size per week
statistic-dips-week = short dips of minimum load per week
statistic-dip-depth = median depth of short dips, relative to minimum load
statistic-household = household customer
statistic-phases = number of phases
statistic-contract-share = base load, relative to contracted power
statistic-core-kw = continuous load, kW
statistic-core-even = lower quartile of load, relative to continuous load
statistic-core-hours = difference of idle load between parts of the day
statistic-core-days = day-to-day difference of base load
statistic-rise-spread = spread of the added load, relative to it
statistic-rise-heat = correlation of the added load with cold weather
statistic-rise-unheated = share of the added load independent of cold weather
statistic-recent-rise-kw = minimum load of the last day above all before, kW
statistic-recent-ratio = minimum load of the last day, relative to the usual minimum
statistic-recent-half-kw = minimum load of the last 12 hours above all before, kW
statistic-recent-share = excess of the last day’s minimum load over earlier ones, share of its mean
statistic-base-over-peers = base load, relative to the median of similar customers
statistic-base-over-high = base load, relative to the 90th percentile of similar customers
statistic-core-over-high = continuous load, relative to the 90th percentile of similar customers
statistic-mean-over-peers = mean power, relative to the median of similar customers
statistic-base-share = base load, relative to the mean
statistic-base-kw = base load, kW
statistic-base-spread = day-to-day spread of base load
statistic-base-step-kw = step in base load, kW
statistic-base-step = step in base load, relative to the mean
statistic-base-step-t = significance of the step in base load
statistic-base-step-ratio = after-to-before ratio of base load at the step
statistic-base-before = base load before the step, relative to the mean
statistic-mean-step = step in daily mean load
statistic-mean-step-t = significance of the step in daily mean load
statistic-step-fullness = share of the step that runs around the clock
statistic-base-trend = trend of base load
statistic-base-tau = Kendall's tau of the trend of base load
statistic-base-two-levels = share of base load variance explained by two levels
statistic-base-level-gap = gap between the two levels of base load, relative to the mean
statistic-base-upper-spread = spread of base load on days of the upper level
statistic-quarter-step = lasting rise of minimum load, relative to the mean
statistic-quarter-step-kw = lasting rise of minimum load, kW
statistic-quarter-step-t = significance of the lasting rise of minimum load
statistic-step-gap = gap between minimum loads before and after the lasting rise
statistic-step-even = evenness of the rise of minimum load over the hours of the day
statistic-step-sharp = abruptness of the rise of minimum load
statistic-timed-step = rise of minimum load in one part of the day, relative to the mean
statistic-timed-step-t = significance of the rise of minimum load in one part of the day
statistic-day-range = daily range of load, relative to the mean
statistic-day-range-best = daily range of load on the steadiest day, relative to the mean
statistic-heat-mean = correlation of load with cold weather
statistic-heat-base = correlation of base load with cold weather
statistic-heated-step = step in load beyond the effect of cold weather
statistic-heated-step-t = significance of the step beyond the effect of cold weather
statistic-day-variation = day-to-day variation of load
statistic-day-repeat = correlation of successive days
statistic-day-week = correlation of days a week apart
statistic-drop7 = lowest week, relative to the week before
statistic-fall = lasting fall of daily mean load, relative to the mean
statistic-fall-t = significance of the lasting fall of daily mean load
statistic-last-first = load in the last third of the period, relative to the first
statistic-zero-days = share of days without energy
statistic-zero-run-days = longest run of zero readings, days
statistic-frozen-run-days = longest run of identical readings, days
statistic-frozen = share of identical successive readings
statistic-capped = share of readings at the maximum
statistic-night-zeros = share of zero readings that fall at night
statistic-day-min = lowest day, relative to the mean
statistic-day-max = highest day, relative to the mean
statistic-base-with-peers = correlation of base load with similar customers
statistic-base-peer-slope = regression slope of base load on similar customers
statistic-base-peer-step = step in base load beyond that of similar customers
statistic-base-peer-step-t = significance of the step in base load beyond that of similar customers
statistic-mean-with-peers = correlation of load with similar customers
statistic-mean-peer-slope = regression slope of load on similar customers
statistic-mean-peer-step = step in mean load beyond that of similar customers
statistic-mean-peer-step-t = significance of the step in mean load beyond that of similar customers
statistic-night-with-peers = correlation of night load with similar customers
statistic-night-peer-slope = regression slope of night load on similar customers
statistic-night-peer-step = step in night load beyond that of similar customers
statistic-night-peer-step-t = significance of the step in night load beyond that of similar customers
statistic-constant-loss-share = constant losses of the feeder, share of supply
statistic-quadratic-loss-share = load losses of the feeder, share of supply
statistic-noise-share = random imbalance of the feeder
statistic-wander = drift of the feeder's imbalance
statistic-daily-wander = day-to-day drift of the feeder's imbalance
statistic-taken-share = unmetered energy, relative to the feeder's mean load
statistic-taken-kw = unmetered power, kW
statistic-running-share = share of time with unmetered load
statistic-unevenness = variation of the unmetered load
statistic-clock-offset = clock offset of the feeder meter
statistic-complete-share = share of intervals with all meters read
statistic-plateau-explained = share of the imbalance explained by one constant load
statistic-hour-explained = share of the imbalance explained by the hour of day
statistic-suspect-explained = share of the imbalance explained by one meter
statistic-beyond-plateau = share explained by one meter beyond a constant load
statistic-beyond-second = share explained by the first suspect meter beyond the second
statistic-beyond-hour = share explained by one meter beyond the hour of day
statistic-suspect-stuck = register of the suspect meter stands still
statistic-suspect-lead = lead of the first suspect meter over the second
statistic-loss-share = losses of the feeder, share of supply
statistic-suspect-coincidence = coincidence of falls of the suspect meter with rises of losses
statistic-constant-loss-kw = constant losses of the feeder, kW
statistic-beyond-iron = constant losses beyond the no-load losses of a transformer
statistic-customer-size = unmetered energy, relative to the median meter
statistic-customer-least-part = lowest quarter of the unmetered load, relative to its mean
alarm-ended-gone = what raised it was last seen at { $time } and has been gone for more than three days
alarm-ended-weather = the weather explains it: what came with the cold follows the cold, and nothing is left on warm days
alarm-ended-exchanged = the meter was exchanged
alarm-ended-more-readings = it was raised on less than two weeks of readings; on { $count ->
        [one] one day
       *[other] { $count } days
    } of them a mining load is less likely than not
