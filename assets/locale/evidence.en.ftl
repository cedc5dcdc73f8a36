# Why something was detected: since when, how much, and what speaks for it.
evidence-of-load = a load like mining
evidence-of-tampering = a meter that shows less than passes it
evidence-of-connection = energy taken past every meter
evidence-of-load-kw = a load like mining of about { $kw } kW
evidence-of-tampering-kw = a meter that shows about { $kw } kW less than passes it
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
evidence-peers = others of its tariff { $value }
evidence-feeder-peers = other feeders { $value }
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
trait-times-peers = base load { $times } times that of others of its tariff
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
statistic-variation = variation of readings over their mean
statistic-missing = share of readings missing
statistic-zero = share of readings at zero
statistic-p05 = 5th percentile over the mean
statistic-p50 = median over the mean
statistic-p95 = 95th percentile over the mean
statistic-load-factor = load factor (mean over peak)
statistic-p95-kw = peak, 95th percentile, kW
statistic-mode-mass = share of readings at one level
statistic-mode-level = most frequent level over the mean
statistic-below-mode = share of readings below the most frequent level
statistic-night = night (23–7 h) over the mean
statistic-evening = evening (17–21 h) over the mean
statistic-noon = day (10–16 h) over the mean
statistic-weekend = weekends over workdays
statistic-weekend-base = base load, weekends over workdays
statistic-night-base = base load, night over day
statistic-day-shape = swing of the mean day
statistic-clock-rise = daily rise at one hour, over the mean
statistic-clock-rise-kw = daily rise at one hour, kW
statistic-clock-rise-repeat = how exactly the daily rise repeats
statistic-clock-rise-hour = hour of the daily rise
statistic-clock-fall = daily fall at one hour, over the mean
statistic-clock-fall-repeat = how exactly the daily fall repeats
statistic-clock-fall-hour = hour of the daily fall
statistic-clock-equal = daily rise and fall alike
statistic-clock-rise-before = daily rise at the same hour in the first week
statistic-clock-calm = unrest between daily rise and fall
statistic-clock-size-kw = size of what is switched daily, kW
statistic-timer-share = floor between the daily switches above that around them, over the mean
statistic-timer-spread = spread from day to day of the floor between the daily switches
statistic-timer-kept = share of days with the daily switches
statistic-timer-step = step of what is switched daily, over the mean
statistic-timer-step-t = clarity of the step of what is switched daily
statistic-repeat-hour = likeness from hour to hour
statistic-repeat-day = likeness from day to day
statistic-repeat-week = likeness from week to week
statistic-cycle-likeness = likeness of one switching cycle to the next
statistic-cycle-hours = length of a switching cycle, hours
statistic-rough = mean change between readings
statistic-rough-median = usual change between readings
statistic-still = share of readings that stand still
statistic-calm-share = share of flat stretches of 6 hours
statistic-calm-best = spread of the flattest 6 hours
statistic-calm-quartile = spread of flat stretches of 6 hours
statistic-calm-level = noise at the floor
statistic-floor6-max = highest floor of 6 hours over the mean
statistic-floor6-median = usual floor of 6 hours over the mean
statistic-floor24-max = highest floor of a day and night over the mean
statistic-floor24-max-kw = highest floor of a day and night, kW
statistic-floor24-median = usual floor of a day and night over the mean
statistic-floor24-min = lowest floor of a day and night over the mean
statistic-floor24-min-kw = lowest floor of a day and night, kW
statistic-floor72-max = highest floor of three days over the mean
statistic-floor72-range-kw = range of the floor of three days, kW
statistic-floor6-spread = spread of the floor
statistic-shifts-week = shifts of the floor a week
statistic-shift-rise = largest rise of the floor over the mean
statistic-shift-fall = largest fall of the floor over the mean
statistic-shift-same-share = share of shifts of one size
statistic-shift-same = size of the usual shift over the mean
statistic-shift-same-kw = size of the usual shift, kW
statistic-shift-same-week = shifts of one size a week
statistic-dips-week = short dips of the floor a week
statistic-dip-depth = usual depth of short dips over the floor
statistic-household = a home
statistic-phases = phases
statistic-contract-share = base load over the power of the contract
statistic-core-kw = load that is always there, kW
statistic-core-even = load at rest over what is always there
statistic-core-hours = difference of the load at rest between parts of the day
statistic-core-days = difference of the base load between days
statistic-rise-spread = spread of the load since it began
statistic-rise-heat = load since it began goes with the cold
statistic-rise-unheated = part of the load since it began that needs no cold
statistic-recent-rise-kw = floor of the last day above all before, kW
statistic-recent-ratio = floor of the last day over the usual floor
statistic-recent-half-kw = floor of the last half day above that before, kW
statistic-recent-share = part of the last day that is above all before
statistic-base-over-peers = base load over that of others
statistic-base-over-high = base load over that of the highest tenth of others
statistic-core-over-high = load that is always there over that of the highest tenth of others
statistic-mean-over-peers = mean power over that of others
statistic-base-share = base load over the mean
statistic-base-kw = base load, kW
statistic-base-spread = spread of the base load from day to day
statistic-base-step-kw = step of the base load, kW
statistic-base-step = step of the base load over the mean
statistic-base-step-t = clarity of the step of the base load
statistic-base-step-ratio = base load after the step over before
statistic-base-before = base load before the step over the mean
statistic-mean-step = step of the daily mean
statistic-mean-step-t = clarity of the step of the daily mean
statistic-step-fullness = share of the step that runs all day
statistic-base-trend = growth of the base load
statistic-base-tau = steadiness of the growth of the base load
statistic-base-two-levels = base load on two levels
statistic-base-level-gap = distance of the two levels of the base load over the mean
statistic-base-upper-spread = spread of the days of the upper level of the base load
statistic-quarter-step = rise of the floor that stayed, over the mean
statistic-quarter-step-kw = rise of the floor that stayed, kW
statistic-quarter-step-t = clarity of the rise of the floor that stayed
statistic-step-gap = gap between the floors before and after the rise that stayed
statistic-step-even = evenness of the rise of the floor over the hours of the day
statistic-step-sharp = suddenness of the rise of the floor
statistic-timed-step = rise of the floor at one part of the day, over the mean
statistic-timed-step-t = clarity of the rise of the floor at one part of the day
statistic-day-range = range within a day over the mean
statistic-day-range-best = range of the flattest day
statistic-heat-mean = use follows the cold
statistic-heat-base = base load follows the cold
statistic-heated-step = step beyond what the cold explains
statistic-heated-step-t = clarity of the step beyond what the cold explains
statistic-day-variation = variation from day to day
statistic-day-repeat = likeness of one day to the next
statistic-day-week = likeness of a day to a week before
statistic-drop7 = lowest week over the week before
statistic-fall = fall of the daily mean that stayed, over the mean
statistic-fall-t = clarity of the fall of the daily mean that stayed
statistic-last-first = last third of the time over the first
statistic-zero-days = share of days without energy
statistic-zero-run-days = longest run of zeros, days
statistic-frozen-run-days = longest run of one reading, days
statistic-frozen = share of readings that repeat
statistic-capped = share of readings at the highest value
statistic-night-zeros = share of zeros that fall into the night
statistic-day-min = lowest day over the mean
statistic-day-max = highest day over the mean
statistic-base-with-peers = base load goes with that of peers
statistic-base-peer-slope = base load follows peers so strongly
statistic-base-peer-step = step of the base load beyond peers
statistic-base-peer-step-t = clarity of the step of the base load beyond peers
statistic-mean-with-peers = use goes with that of peers
statistic-mean-peer-slope = use follows peers so strongly
statistic-mean-peer-step = step of the mean beyond peers
statistic-mean-peer-step-t = clarity of the step of the mean beyond peers
statistic-night-with-peers = nights go with those of peers
statistic-night-peer-slope = nights follow peers so strongly
statistic-night-peer-step = step of the nights beyond peers
statistic-night-peer-step-t = clarity of the step of the nights beyond peers
statistic-constant-loss-share = constant losses of the feeder
statistic-quadratic-loss-share = losses that grow with the load
statistic-noise-share = noise of the balance
statistic-wander = wandering of the balance
statistic-daily-wander = wandering of the balance from day to day
statistic-taken-share = energy taken over the mean load
statistic-taken-kw = power taken, kW
statistic-running-share = share of the time in which energy is taken
statistic-unevenness = unevenness of what is taken
statistic-clock-offset = offset of the feeder's clock
statistic-complete-share = share of intervals with all meters
statistic-plateau-explained = balance explained by one plateau
statistic-hour-explained = balance explained by the hour
statistic-suspect-explained = balance explained by one meter
statistic-beyond-plateau = what one meter explains beyond a plateau
statistic-beyond-second = what the first suspect explains beyond the second
statistic-beyond-hour = what one meter explains beyond the hour
statistic-suspect-stuck = the suspect's register stands still
statistic-suspect-lead = lead of the first suspect
statistic-loss-share = losses of the feeder
statistic-suspect-coincidence = the suspect falls when losses rise
statistic-constant-loss-kw = constant losses of the feeder, kW
statistic-beyond-iron = constant losses beyond those of a transformer
statistic-customer-size = energy taken over that of the usual meter
statistic-customer-least-part = the least that is taken in a quarter of the time over the mean
alarm-ended-gone = what raised it was last seen at { $time } and has been gone for more than three days
alarm-ended-weather = the weather explains it: what came with the cold follows the cold, and nothing is left on warm days
alarm-ended-exchanged = the meter was exchanged
