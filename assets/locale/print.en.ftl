## Printed figures
map-inset = { $times }× larger
map-inset-letters = AB
map-circles = area of a circle: the figure
map-circle-known = published or derived
map-circle-estimated = estimated
map-circle-most = upper end of its interval
map-circle-most-short = upper end
map-circle-known-short = known
map-circles-short = area: the figure
rank-or = or
two-metrics = { $first } and { $second }
bivariate-subtitle = The darker, the more of both
bivariate-alt = Highest in both: { $regions }.
multiples-alt = Maps of each year: { $title }.
slope-regions = { $n ->
    [one] { $count } region
   *[other] { $count } regions
}
slope-others = other regions
slope-log = Logarithmic scale: equal slopes are equal growth
periods-other = Of another period – { $list }.
slope-alt-line = { $region }: from { $from }, to { $to }.
diverging-alt = { $title }. Above { $centre }: { $above } regions; not above it: { $below }. { $ends }.
scatter-subtitle = Each mark is a region; crosses are possible ranges
scatter-log = logarithmic axis
left-out = Not drawn – { $list }.
left-out-no-pair = no figures of generation and consumption for one period
left-out-range-in-a-year = only a range in one of the years
left-out-few-years = figures for fewer than two of the years
scatter-alt = { $n ->
    [one] { $title }. { $count } region by { $x } (across) and { $y } (upwards).
   *[other] { $title }. { $count } regions by { $x } (across) and { $y } (upwards).
}
chart-more-between = { $n ->
    [one] … { $count } more between these, not shown for lack of room
   *[other] … { $count } more between these, not shown for lack of room
}
growth-gap = { $n ->
    [one] { $count } year without a figure
   *[other] { $count } years without figures
}
years-left-out = Not drawn, for lack of room: { $years }.
map-ban-dates = Dates of bans: { $list }.
ranking-places = Left: the place among all regions, as published or as far as intervals leave it open. Rows stand by figure, ranges by their lower end.
ranking-open = { $n ->
    [one] Not drawn: { $count } region known only within { $range }.
   *[other] Not drawn: { $count } regions known only within { $range }.
}
ranking-open-widest = { $n ->
    [one] Not drawn: { $count } region known only as a range, { $range }.
   *[other] Not drawn: { $count } regions known only as ranges, the widest { $range }.
}
bans-title = Regional mining bans: { $count } of { $all } regions
bans-title-of = Mining bans in { $count } of { $all } regions: { $place }
bans-in-parts = in { $count } of { $all } regions
message-leads = { $name }: { $region } leads with { $figure }
message-growth = { $name }: { $change } in { $year }
message-balance = { $n ->
    [one] At least { $surplus } of { $all } regions generates more electricity than it uses
   *[other] At least { $surplus } of { $all } regions generate more electricity than they use
}
