# Words of the product in English. Data (names of regions, metrics, sources) has its own.
farms-count = { $n ->
    [one] { $count } farm
   *[other] { $count } farms
}
unit-twh = TWh

## Months
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
