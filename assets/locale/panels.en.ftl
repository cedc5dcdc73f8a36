
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
ranking-place-head = Place
ranking-nothing = No region has a figure of this for the year shown.
ranking-no-number = Bans are no number: regions cannot be ranked by them. The table lists them all.
balance-nothing = No region has both generation and consumption of one period.
timeline-nothing = There are no laws or bans here.
timeline-click = Click: choose its regions, four at most.
table-filter = Filter: words, or balance < 0 and farms > 2000
table-filter-help = Words are looked for in the rows. An expression compares figures by their ids: balance < 0 and farms > 2000, district = "Siberian FD", fas_max_rate is missing. Rows show for which it holds for sure, whatever the intervals leave open; what is missing never counts as zero.
table-columns = Columns…
table-one-metric = Only the figure shown
table-by-district = By district
table-open = { $n ->
    [one] and { $count } that may fit
   *[other] and { $count } that may fit
}
table-open-hint = Their intervals reach across a limit, or a figure is missing
column-code = Code
column-district = District
table-no-match = No row fits.
table-copy = Copy table
table-copy-hint = Copy the rows as they stand, with intervals, status and sources, to paste into a spreadsheet
table-copy-row = Copy the row
table-sort = Sort by: { $column }
table-ascending = ascending
table-descending = descending
marked-count = { $n ->
    [one] { $count } region marked ✕
   *[other] { $count } regions marked ✕
}
marked-hint = The others are pale on the map and have no row in the table. Click or press Esc to take the marks away
table-count = { $n ->
    [one] { $count } row of { $all }
   *[other] { $count } rows of { $all }
}

## Expressions in the table
expression-at = At character { $place }: { $why }
expression-letter = “{ $found }” means nothing here
expression-open-quote = the closing quotation mark is missing
expression-number = “{ $found }” is no number
expression-comma = “{ $found }” may be read in two ways: write thousands without a comma
expression-name = there is no figure “{ $found }”; the nearest are { $near }
expression-end = the end
expression-unexpected = found { $found } where { $expected } is expected
expression-expected-and = “and”, “or” or the end
expression-expected-close = a closing bracket “)”
expression-expected-is = “=” or “≠” and a name
expression-expected-sign = a sign such as < or ≥
expression-expected-known = “known” or “missing”
expression-expected-words = a name in quotation marks
expression-expected-number = a number or a figure
expression-two-signs = one comparison at a time: join two with “and”
expression-text = “{ $name }” is a name, not a number: use = or ≠
expression-too-deep = too many brackets within one another
