
## Words of the charts and the table below the map
column-value = Value
column-low = From
column-high = To
column-unit = Unit
column-rank = Rank
column-ban = Mining ban
column-year = Year
column-growth = Change, %
column-generation = Generation, TWh
column-consumption = Consumption, TWh
column-farms = Farms detected
table-exact = exact
table-unknown = not known
balance-side-surplus = surplus
balance-side-deficit = deficit
panel-more = More
panel-export = Export…
panel-export-hint = Export this chart as it would be printed
panel-copy-picture = Copy picture
panel-copy-picture-hint = Put this chart on the clipboard as a picture
panel-copy-data = Copy data
panel-copy-data-hint = Copy the figures with their intervals, status and sources, to paste into a spreadsheet
panel-export-table = Export table…
panel-export-table-hint = Write the table to a file, with sources (Ctrl+Shift+E)
growth-nothing = There are no figures by year of this here.
growth-no-number = Bans are no number: they have no growth. See the tab of laws and bans.
ranking-nothing = No region has a figure of this for the year shown.
ranking-no-number = Bans are no number: regions cannot be ranked by them. The table lists them all.
balance-nothing = No region has both generation and consumption of one period.
timeline-nothing = There are no laws or bans here.
timeline-click = Click: choose its regions, four at most.
table-filter = Filter the rows
table-no-match = No row has these words.
table-copy = Copy table
table-copy-hint = Copy the rows as they stand, with intervals, status and sources, to paste into a spreadsheet
table-copy-row = Copy the row
table-sort = Sort by: { $column }
table-ascending = ascending
table-descending = descending
table-count = { $n ->
    [one] { $count } row of { $all }
   *[other] { $count } rows of { $all }
}
