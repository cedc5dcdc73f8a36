# The page of the report. In braces without spaces: places that its script fills.
report-skip = Skip to the map
report-metric = What to show
report-year = Year
report-region = Region
report-zoom = Nearer or farther
report-zoom-in = Nearer
report-zoom-out = Farther
report-zoom-whole = The whole map
report-keys = Click or Enter chooses a region, arrow keys go to its neighbours, Esc lets go; Ctrl with the wheel goes nearer.
report-chosen = What is chosen
report-sort-hint = A heading sorts the table. Line: interval; mark: value, filled where it is published, half-filled where it is derived, empty where it is estimated.
report-no-script = Without scripts the charts below show the metric and year chosen when the page was made.
report-all-regions = All regions
report-ban-holds = a mining ban holds: whole region
report-bounds-only = not known: the published range says too little
report-clear = Show all regions
report-contents = Contents
report-context = outside the area shown
report-csv = Figures shown (CSV)
report-svg = Map (SVG)
report-disputed = disputed territory
report-growth-of = { $metric }: { $region }
report-interval = Interval
report-more-sources = and { $count } more
report-no-data = no data
report-no-growth = There is no figure over the years for what is chosen. Choose a region or another metric.
report-place = place { $place } of { $all }
report-region-count = (in brackets: number of regions)
report-self-sufficient = generation = consumption
report-sheet-shown = Shown: { $title }
report-sources-disagree = sources disagree
report-sure = bounds within one class
report-unsure = hatched: the range reaches into other classes
# Sheets of a workbook of figures.
workbook-data = Figures
workbook-sources = Sources
workbook-about = About
