
## Opening and exporting
cancel = Cancel
open-title = Open
open-path = FILE OR PATH
open-hint = Type to filter, or a path; ↑ ↓ and Enter choose
open-up = Folder above
open-up-hint = Go up a folder (Backspace in the empty field)
open-home = Home folder
open-current = Current folder
open-browse = Browse…
open-embedded = Close own files
open-no-system-dialog = The system's file dialog is not available here; this list does the same.
open-nothing = Nothing here that can be opened.
open-what = Can be opened: a folder of an atlas, boundaries (Shapefile, GeoPackage, GeoJSON, KML …), tables of detections or figures (CSV, XLSX, ODS, Parquet …), meter readings, a project. A file can also be dropped on the window.
open-recent = recent · { $folder }
open-kind-atlas = atlas
open-kind-folder = folder
open-progress = Opening { $name }…
open-embedded-name = the embedded atlas
open-again-name = the files open last time
open-failed = { $name } was not opened: { $why }. What was open stays.
open-again-failed = The files open last time cannot be opened any more, so the embedded atlas is shown: { $why }.
drop-to-open = Drop to open: { $name }
size-b = { $size } bytes
size-kb = { $size } kB
size-mb = { $size } MB
size-gb = { $size } GB
said-opened = Opened: { $name }.
said-saved = Saved: { $path }
said-picture-copied = The picture is on the clipboard.
save = Save
save-name = FILE NAME
save-folder = FOLDER
save-exists = Already there: { $name }. Replace?
save-replace = Replace
save-keep = Keep
save-failed = Not saved: { $why }
export-title = Export a figure
export-figure = FIGURE
export-language = LANGUAGE
export-page = PAGE
export-form = FILES
export-files = { $n ->
    [0] tick at least one form
    [one] { $count } file
   *[other] { $count } files with the same words
}
export-vision = SEEN WITH
export-preview = Preview of the figure
picture-map = Map
vision-full = Full colour vision
vision-deuteranopia = Deuteranopia
vision-protanopia = Protanopia
vision-tritanopia = Tritanopia
vision-grey = Grey
vision-fine = The classes are told apart: neighbours differ by at least { $apart } (CIEDE2000; { $least } is enough).
vision-warning = Classes { $first } and { $second } look alike: they differ by { $apart } (CIEDE2000) where { $least } is needed. Fewer classes or another palette help.
table-title = Export a table
table-metrics = FIGURES
table-on-screen = The table on screen
table-russian-csv = CSV for Russian Excel
table-all-metrics = All metrics
table-years = YEARS
table-all-years = All years
table-form = FILE
table-rows = { $n ->
    [one] { $count } row, with status, interval and source
   *[other] { $count } rows, each with status, interval and source
}
problems-title = Problems in the open files
problems-show = Show problems
problems-filter = Filter
find-title = Find farms in these readings
find-note = Detections are written to this file and opened with the readings beside them
find-note-converted = Detections are written to this file and opened; the readings are converted as described and written beside it
find-output = File of detections
find-button = Find farms in this file…
find-not-ready = First answer what is open above
find-known = { $what }; nothing is left to describe.
find-progress = Looking for farms in { $name }…
find-told = { $found } in readings of { $judged }.
find-told-nearest = { $told } { $nearest }.
find-exists = There already: { $names }.
problems-copy = Copy the list
problems-none = No problems.
problems-errors = { $n ->
    [one] { $count } row or value left out
   *[other] { $count } rows or values left out
}
problems-warnings = { $n ->
    [one] { $count } remark
   *[other] { $count } remarks
}
problems-more = { $n ->
    [one] and { $count } more, counted but not listed
   *[other] and { $count } more, counted but not listed
}
problems-file = File
problems-where = Where
problems-column = Column
problems-expected = Expected
problems-found = Found
problems-line = line { $number }
problems-row = row { $number }
problems-feature = feature { $number }
problems-and-more = { $place } and { $count } more
tiles-title = Show map tiles from the network?
tiles-what = Pictures of the map under the regions would come from the tile server of OpenStreetMap, tile.openstreetmap.org. © OpenStreetMap contributors.
tiles-privacy = The server learns the address of this computer and which places you look at. Your files and figures are not sent.
tiles-terms = The server is run by volunteers:
tiles-policy = usage policy
tiles-later = Nothing has been requested so far. Tiles are off again at every start.
tiles-yes = Show online tiles
tiles-no = No, stay offline
page-web = Web 1200 × 675
page-square = Square 1080 × 1080
page-a4 = A4
page-column = Column 85 mm
page-slide = Slide 16 : 9
picture-symbols = Map of circles
picture-small-multiples = Maps by year
picture-bivariate = Map of two metrics
picture-slope = Slopes
picture-diverging = Bars to both sides
picture-scatter = Scatter plot
print-theme-light = Light
print-theme-dark = Dark
print-theme-print = Print
export-theme = COLOURS
export-patterns = Patterns beside colours
export-spec = Spec (JSON)
export-from-data = written from the data
export-headline = HEADLINE
export-subtitle = SUBTITLE
export-note = NOTE
export-credit = CREDIT, BESIDE THE SOURCES
picture-region-sheet = Sheet of the region

described-title = How { $name } was read
described-open = { $n ->
    [one] The file leaves { $count } question open: choose an answer below.
   *[other] The file leaves { $count } questions open: choose the answers below.
}
described-complete = Nothing is left open: the description can be saved.
described-known = Nothing is left open: the table is read as it is.
described-meter = meter
described-time = time
described-time-of-day = time of day
described-values = values
described-unread = not read
described-column = Column { $column }: { $part }
described-more-columns = { $n ->
    [one] … and { $count } more column
   *[other] … and { $count } more columns
}
described-above = Choose its column above.
described-meter-name = Name of the only meter
described-zone = Zone of the clocks
described-zones = Choose…
described-zone-list = Zones to choose from
described-no-zone = No such zone
described-no-readings = No reading was found: check the columns, the dates and the unit.
described-day-later = The first day is drawn once it is known what the values are, in which unit, and how long an interval is.
described-day = { $day }: at most { $peak }, { $energy } kWh in all
described-of-meter = Meter { $meter }, { $day }
described-save = Save description
described-next = It tells other commands how to read the file:
described-copy-command = Copy command
unit-wh = Wh
unit-mwh = MWh
unit-w = W
columns-note = What each column was read as. Choose something else where it is wrong.
columns-missing = Rows need a longitude and a latitude, or a region beside a kind, a date, a power or a score.
columns-read = Read it so
columns-keep = It is right
columns-choose = Choose columns…
meaning-lon = longitude
meaning-lat = latitude
meaning-region = region
meaning-kind = kind
meaning-kw = power, kW
meaning-score = score
meaning-first-seen = first day
meaning-last-seen = last day
meaning-status = status
meaning-legal = registered or not
top-errors = { $n ->
    [one] { $count } error
   *[other] { $count } errors
}
figures-read = { $n ->
    [one] What each column was read as; { $count } row was read.
   *[other] What each column was read as; { $count } rows were read.
}
figures-period = period
figures-metric = metric
figures-missing = The table needs a column of regions and one of figures.
figures-low = lower bound: { $column }
figures-high = upper bound: { $column }
