# Words of the product in English. Data (names of regions, metrics, sources) has its own.
farms-count = { $n ->
    [one] { $count } farm
   *[other] { $count } farms
}
unit-twh = TWh

## Charts
status-published = published
status-derived = derived
status-detected = detected
status-estimated = estimated
status-simulated = simulated
chart-nothing = No figures to show
chart-no-data = no data
chart-interval = possible range
chart-bounds-only = range only, no single figure
chart-ban = mining banned in all or part of the region
chart-more-rows = { $n ->
    [one] and { $count } more, not shown for lack of room
   *[other] and { $count } more, not shown for lack of room
}
chart-consumption = Consumption, TWh a year →
chart-generation = ↑ Generation, TWh a year
chart-self-sufficient = generates as much as it uses
chart-surplus = Surplus
chart-deficit = Deficit
chart-area-surplus = Surplus: generates more than it uses
chart-area-deficit = Deficit: uses more than it generates
chart-farms-unknown = number of farms unknown
act-in-force = in force
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
topic-data-duty = Reporting
topic-liability = Liability
topic-ban = Bans
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
month-of-1 = Jan
month-of-2 = Feb
month-of-3 = Mar
month-of-4 = Apr
month-of-5 = May
month-of-6 = Jun
month-of-7 = Jul
month-of-8 = Aug
month-of-9 = Sep
month-of-10 = Oct
month-of-11 = Nov
month-of-12 = Dec
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
