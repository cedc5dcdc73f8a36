# Words of the product in English. Data (names of regions, metrics, sources) has its own.
farms-count = { $n ->
    [one] { $count } farm
   *[other] { $count } farms
}
unit-twh = TWh

## Months
## Charts
status-published = published
status-derived = derived
status-detected = detected
status-estimated = estimated
status-simulated = simulated
chart-nothing = No figures to show
chart-no-data = no data
chart-interval = possible range
chart-interval-goes-on = possible range; arrow: beyond the axis
chart-bounds-only = only a range known
chart-bounds-only-goes-on = only a range known; arrow: beyond the axis
ranking-bounds-only = only a range known: stands by its lower end
chart-ban = mining banned in all or part of the region
chart-more-rows = { $n ->
    [one] and { $count } more, not shown for lack of room
   *[other] and { $count } more, not shown for lack of room
}
growth-more = { $n ->
    [one] and { $count } more region, not shown for lack of room
   *[other] and { $count } more regions, not shown for lack of room
}
chart-consumption = Consumption, TWh a year →
chart-generation = ↑ Generation, TWh a year
chart-self-sufficient = generation = consumption
chart-surplus = Surplus
chart-deficit = Deficit
chart-area-surplus = Surplus: generates more than it uses
chart-area-deficit = Deficit: uses more than it generates
chart-farms-bounds-only = farms: only a range known
chart-farms-unknown = number of farms unknown
act-in_force = in force
act-reported = reported
act-planned = planned, not confirmed
act-draft = draft or bill
act-requested = requested
act-superseded = superseded
topic-law = Law
topic-policy = Policy
topic-limit = Limits
topic-register = Register
topic-tax = Taxes
topic-tariff = Tariffs
topic-data = Reporting
topic-liability = Liability
topic-ban = Bans
topic-detection_system = Detection system
topic-economics = Economics
topic-place_share = Places and shares
topic-bounds = Ranges
topic-power = Power
topic-fewest = Fewest farms
topic-profitability = Profitability
topic-rank = Rank
topic-count = Counts
topic-enforcement = Enforcement
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
month-of-day-1 = January
month-of-day-2 = February
month-of-day-3 = March
month-of-day-4 = April
month-of-day-5 = May
month-of-day-6 = June
month-of-day-7 = July
month-of-day-8 = August
month-of-day-9 = September
month-of-day-10 = October
month-of-day-11 = November
month-of-day-12 = December
unit-gwh = GWh
unit-kwh = kWh
unit-gw = GW
unit-mw = MW
unit-kw = kW
unit-percent = %
unit-people = people
unit-per-100k-people = per 100,000 people
unit-rub-per-kwh = RUB/kWh
unit-rub-per-month = RUB/month
unit-rub-per-year = RUB/year
unit-bn-rub = bn RUB
unit-ratio = ×
unit-rank = place
unit-km2 = km²
unit-addresses = addresses
unit-entries = entries

## Titles and captions
title-in = { $metric } { $place }
title-of = { $metric }: { $place }
whole-line = { $place } as a whole{ $when }: { $figure }, { $status }
interval-unknown = interval not known
status-line = Figures – { $list }
status-line-bans = Regions with a ban – { $list }
status-line-no-bans = No ban recorded
status-line-range = only a range
status-bounds-only = only a range known
figure-not-known = not known: { $range }
figure-up-to = up to { $high }
name-estimated = { $name }, estimated
status-no-data = no data
sources-disagree = sources disagree
source-line = Sources: { $list }.
source-line-bans = Bans: { $list }.
source-more = { $list } and { $more } more { $n ->
    [one] source
   *[other] sources
}
region-more = { $list } and { $more } more { $n ->
    [one] region
   *[other] regions
}
regions-count = { $n ->
    [one] { $count } region
   *[other] { $count } regions
}

## Maps
map-unit = Unit: { $unit }
map-bars = bars: number of regions
map-bans = Number of regions by kind of ban
map-no-data = no data
map-bounds-only = not known: the published range says too little
map-unsure = hatched: range spans classes
map-bars-municipal = bars: number of municipalities
map-bans-municipal = Number of municipalities by kind of ban
map-drawn-ban-whole-municipal = mining ban: whole municipality
map-drawn-ban-part-municipal = mining ban: part of the municipality
map-drawn-ban-whole = mining ban: whole region
map-drawn-ban-part = mining ban: part of the region
map-drawn-ban-seasonal = mining ban: winter only
map-drawn-ban-planned = mining ban planned
map-disputed = disputed territory
map-ban-whole = whole region, all year: { $count }
map-ban-part = part of the region, all year: { $count }
map-ban-seasonal = in winter: { $count }
map-ban-planned = planned, not confirmed: { $count }
map-ban-requested = requested: { $count }
map-ban-unclear = a ban holds in part of the region, not published whether here: { $count }
map-ban-none = no ban recorded: { $count }
# The same where the page is small.
map-bounds-only-short = not known
map-unsure-short = range spans classes
map-drawn-ban-whole-short = ban: whole region
map-drawn-ban-part-short = ban: part
map-drawn-ban-seasonal-short = ban: winter
map-drawn-ban-planned-short = ban: planned
map-drawn-ban-whole-municipal-short = ban: whole
map-drawn-ban-part-municipal-short = ban: part
map-disputed-short = disputed
map-ban-whole-short = whole region: { $count }
map-ban-part-short = part: { $count }
map-ban-seasonal-short = winter: { $count }
map-ban-planned-short = planned: { $count }
map-ban-requested-short = requested: { $count }
map-ban-unclear-short = in part, unclear where: { $count }
map-ban-none-short = none recorded: { $count }
ban-whole = ban in the whole region, all year
ban-part = ban in a part of the region, all year
ban-seasonal = ban in winter
ban-planned = ban planned, not confirmed
ban-requested = ban requested
ban-unclear = a ban holds in a part of the region; whether here was not published
table-only-later = There is no figure for { $year } or before; the earliest is of { $period }.
ban-none = no ban recorded
ban-none-by-lists = no ban recorded: not named in the lists up to { $date }
classes-by = Classes: { $method }
map-classes-of-all-years = Classes: { $method }, the same in all years.
map-schematic = Schematic boundaries.
map-disputed-left-out = Disputed territories are left out of classes and totals.
map-disputed-counted = Disputed territories are counted in classes and ranks; published totals leave them out.
map-credit = Boundaries: { $credit }.
map-credit-municipal = Municipalities: { $credit }.
map-alt = Map: { $title }.
map-alt-ends = { $n ->
    [one] Highest and lowest value: { $highest }; { $count } region has a figure.
   *[other] Highest value: { $highest }; lowest: { $lowest }; of { $count } regions with a figure.
}
map-alt-no-data = { $n ->
    [one] No data for { $count } region.
   *[other] No data for { $count } regions.
}
map-alt-bans = { $n ->
    [one] A ban is in force in { $count } region.
   *[other] A ban is in force in { $count } regions.
}
method-jenks = natural breaks (Jenks)
method-quantile = quantiles
method-equal = equal intervals
method-pretty = round breaks
method-manual = set by hand
unit-km = km
unit-m = m
projection-aea = Albers equal-area projection.
projection-laea = Lambert azimuthal equal-area projection.
projection-cea = Cylindrical equal-area projection.
projection-eqearth = Equal Earth projection.

## Texts of charts
ranking-no-data = { $n ->
    [one] No figure for { $count } region.
   *[other] No figure for { $count } regions.
}
balance-title = Electricity generated and used
balance-subtitle = Each circle is a region; its area: farms detected, { $period }. TWh a year, logarithmic axes.
balance-subtitle-energy = Each mark is a region. TWh a year, logarithmic axes.
balance-note = Generation and consumption: for each region, both of one period.
balance-alt = { $n ->
    [one] { $title }. { $surplus } of { $all } regions generates more than it uses.
   *[other] { $title }. { $surplus } of { $all } regions generate more than they use.
}
timeline-title = Mining laws and bans
timeline-title-of-part = Mining bans
timeline-subtitle = Points: acts and requests. Bars: bans from their first to their last day
timeline-requested = Bans were requested, without a decision found, for: { $regions }.
timeline-undated = No first day is known of bans in: { $regions }.
timeline-ban-whole = whole region
timeline-ban-part = part of the region
timeline-ban-winter = winters only

## Detections of the user's own
metric-detections = Detections
metric-detections-per-100k = Detections per 100,000 people
metric-detections-description = Rows of the file of detections, first seen by the end of the year
metric-own-description = As the file { $file } states it
detections-no-dates = The file gives no dates; all rows are counted.
detections-undated = Rows without a date: { $count }. They may belong to any year, and widen each.

## Report
report-title = Crypto-mining farms: { $place }
report-map = Map
report-timeline = Laws and bans
report-table = Figures with status, interval and source
report-conflicts = Where sources contradict each other
report-bans = Bans
report-events = Laws and events in full
report-statements = What was published in words
report-notes = Notes on regions
report-rows = { $n ->
    [one] Show { $count } row
   *[other] Show all { $count } rows
}
column-conflict = Contradiction
column-topic = Topic
column-regions = Regions
column-text = Text
column-date = Date
column-dates = From – until
column-event = Event
column-coverage = Where
column-window = Season
column-act = Act
column-act-status = Status of the act
report-sources = Sources
column-region = Region
column-period = Period
column-figure = Figure (interval)
column-status = Status
column-sources = Sources
column-note = Note
column-claim-a = One side says
column-claim-b = The other says
column-how-shown = How it is shown here

## Detections
points-count = { $n ->
    [one] { $count } detection
   *[other] { $count } detections
}
points-power = { $sum } kW together, { $mean } kW on average
points-days = first seen { $days }
point-power = { $kw } kW
point-first-seen = first seen { $day }
point-last-seen = last seen { $day }
point-score = score { $score }
kind-abnormal_load = Abnormal load
kind-meter_tampering = Meter tampering
kind-unauthorised_connection = Unauthorised connection
kind-unknown = Kind not known
# Estimates
estimate-bounds = Bounds from: { $texts }
estimate-figure = { $region } in { $year }: { $low }.
estimate-figure-between = { $region } in { $year }: { $low } to { $high }.
estimate-figure-least = { $region } in { $year }: { $low } or more.
estimate-figure-most = { $region } in { $year }: { $high } at most.
estimate-no-floor = No lower bound was published.
estimate-point = The figure is the one within all statements that is closest to { $spread }.
estimate-point-known = The figure is the one known for the region.
estimate-point-moved = The figure is the one within all statements that is closest to { $spread }; it was moved by: { $texts }
estimate-spread-prior = a spread by a prior ({ $prior })
estimate-spread-year = the spread of { $year }
estimates-note = { $count } of { $all } figures are estimates: spread by { $prior }, within published bounds.
