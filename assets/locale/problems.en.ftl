# What is said of files that cannot be used as they are: what was expected (`expected-…`), what was
# found (`found-…`), and errors (`error-…`). After "expected" and "found" stand nouns.

# Errors that end a reading, and how a problem is told in one line.
problem-told = { $place }: expected { $expected }, found { $found }
problem-alike = { $count ->
    [one] { $told }; { $count } more row like it
   *[other] { $told }; { $count } more rows like it
}
error-system = { $action ->
    [list] cannot list { $path }
    [open] cannot open { $path }
    [write] cannot write { $path }
   *[read] cannot read { $path }
}
error-with-cause = { $error }: { $cause }
error-cause = { $kind ->
    [refused] the connection is refused
    [cut] the connection breaks off
    [too-late] no answer in time
    [unreachable] it cannot be reached
    [in-use] the address is in use
    [unfit] it does not fit ({ $text })
   *[other] { $text }
}
error-solver = the solver stopped before its end: amounts that differ by many orders of magnitude?
error-zone = no zone is called "{ $found }"; expected a name such as Europe/Moscow, or an offset such as +03:00
error-zone-reversed = the sign of "{ $found }" is the other way round than it reads (Etc/GMT+5 is UTC−5); expected an offset such as +05:00, or a name such as Asia/Yekaterinburg
error-mapping = expected mappings of messages: { $cause }
error-mapping-unusable = mapping for { $topic }: { $why }
error-book = expected a book of alarms: { $cause }
error-newer = format { $found } is newer than this program
error-model = not a model: { $cause }
error-model-feature = the model expects feature "{ $expected }" in column { $column }, found "{ $found }"
error-model-no-part = the model has none of its parts abnormal_load, daily_load, meter_tampering, daily_tampering
error-model-number = { $expected ->
    [share] { $place } of the model: expected 0 to 1, found { $found }
    [above] { $place } of the model: expected a number above 0, found { $found }
    [some] { $place } of the model: expected one or more, found { $found }
   *[number] { $place } of the model: expected a number, found { $found }
}
error-model-borders = the borders of "{ $feature }" are not ascending numbers: { $low } before { $high }
error-model-tree = tree { $tree } of the model is malformed
error-training-one-kind = training needs rows of both kinds: found { $positives } positive and { $negatives } negative
error-learning-no-labels = nothing to learn: no label is of a meter that was read (labels: { $labels }, meters: { $subjects })
error-learning-one-kind = nothing to learn: no kind of detection has labels for it and against it
error-learning-too-few = nothing to learn: { $part } has { $positives } positive among the labels of what was read, and needs { $needed }
error-simulation-no-counts = nothing to simulate: the atlas has no estimates of counts by region
error-simulation-no-place = no grid can stand in { $place }: the atlas has no position of its capital, or no time zone
error-grid-interval = intervals are of 15, 30 or 60 minutes, not { $found }
error-grid-size = a grid has 1 to { $meters } meters and 1 to { $days } days
error-estimate-contradictory = { $contradiction }; correct one of them, or mark them as alternatives (a row in conflicts, sides in the column alternative)
error-estimate-nothing = nothing to estimate: the atlas has no metric to estimate, or no year in which the count of the country is known
error-estimate-sides = the sides of contradictions can be taken in more than { $most } ways
error-estimate-no-point = no counts were found for { $year } that meet all statements and places
error-store-busy = another program has these reviews open
error-store-unusable = not a file of reviews, or damaged
error-project-newer = the project has version { $found }; this program knows { $known }
error-project-path = "{ $path }": paths of a project are relative to it
error-traffic-unknown = no log of Zeek, Suricata or nfdump, and no capture
error-traffic-needs-zone = its times have no zone: state it, such as --zone +08:00 or Asia/Irkutsk
error-traffic-column = no column { $column }
error-traffic-log = a log of { $kind }: conn, ssl and dns are read
error-traffic-capture = a capture that cannot be read: { $why }
error-address-scheme = expected mqtt://host/topic or mqtts://host/topic, nats://host/stream or tls://host/stream
error-address-stream = expected a stream, maybe with subjects, such as METERS/meters.>, found "{ $found }"
error-address-host = expected a host behind ://
error-address-port = expected a port from 1 to 65535, found "{ $found }"
error-address-password = a password in an address is seen by all users of the machine; give it in a file or the environment
error-address-topic = expected a topic such as meters/#, found "{ $found }"
error-unrecognised = { $path }: not recognised ({ $found }); expected { $expected }
error-workbook = cannot make a workbook: { $cause }
error-stopped = stopped; nothing was written

# What should have stood in a row of a table.
expected-value = a value
expected-number = a number
expected-period = a year, month, day or two of them with a slash (2025, 2025-05, 2022/2023)
expected-one-of = one of { $words }
expected-fields = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
expected-header-line = a header line in UTF-8
expected-column = a column { $name }
expected-csv = a readable CSV table
expected-utf8 = text in UTF-8
expected-row = at least one row
found-columns = columns { $names }
found-names-more = { $names } and { $count } more
found-other-bytes = other bytes
found-nothing = nothing
found-header-only = a header only
found-cause-byte = { $found } (byte { $byte })

# Tables of an atlas.
expected-unique-id = an id that occurs once
expected-own-name = a name that no other region has
found-name-of-region = { $name }, as { $code } is called
expected-one-figure = one figure for a region, metric and period, or a declared contradiction
found-same-row = the same row as line { $line }
found-other-figure = another figure in line { $line }
expected-share-of-whole = a share from 0 to 100 %
expected-rank = a rank of 1 or more
expected-whole-things = a whole number of things, not below 0
expected-near-year = a year near the others, the last of which is { $year }
expected-unique-code = a code that occurs once
expected-year = a year
expected-year-with-total = a year in which the count of the country is known
expected-open-order = an order that does not go round with the rows above
expected-some-source = at least one id of the table of sources
expected-descending-codes = two codes or more, the largest first
expected-whole-of-regions = what the regions are a part of
expected-place = a place from 1 to { $last }
expected-group-of-regions = what the regions belong to
expected-bound = a bound, here or in high
expected-at-least = { $least } or more
expected-share = a share of at most 100 (percent)
expected-high = not less than low ({ $low })
expected-undisputed-codes = codes of undisputed regions, or of what they are part of
expected-followed-side = the side that is followed
expected-one-conflict = the one contradiction of which this is a side
expected-descriptor = a data package descriptor (https://datapackage.org)
expected-format = an atlas of format { $format }
found-newer-format = format { $format }: update hashatlas to read it
expected-regions-table = a resource named regions
found-resources = resources { $names }
expected-free-year = a year that the region has no estimate of yet
expected-region-code = the code of a region
expected-region-codes = codes of regions
expected-estimated-metric = the metric of hashatlas.estimate
expected-whole-number = a whole number, not below zero
expected-range = a number from { $low } to { $high }
expected-sensitivity = prior:ID=N, without:SOURCE+…=N or side:CONFLICT:SIDE=N
expected-constraint-ids = ids of the table of constraints
expected-source-ids = ids of the table of sources
expected-conflict-ids = ids of the table of conflicts
expected-inner-path = a path inside the atlas folder
expected-boundaries-path = hashatlas.boundaries.path, a GeoJSON file
expected-projection = hashatlas.projection, a PROJ string
expected-atlas-region-code = the code of a region of the atlas
expected-degrees = degrees from −{ $limit } to { $limit }
expected-season = a season as 11-15/03-15
expected-later-day = a day after the start
expected-date = a date
expected-some-period = a period
expected-title = a title
expected-utc-offset = an offset from UTC, such as UTC+8
expected-one-country = one row of level country
expected-region-rows = rows of level region
found-several = several
expected-metric-id = the id of a metric
expected-other-metric-id = the id of another metric
expected-acyclic-metric = a metric that does not follow from this one, in a chain of at most 8
expected-factor = a number from factor_low to factor_high
expected-derivation = nothing or one of ratio, difference, product, growth, ban
expected-value-or-bound = a number, or a bound in low or high
expected-interval = an interval, because estimates and simulations are not exact
expected-decimals = a number from 0 to 15

# Boundaries.
expected-polygons = polygons
found-unusable-polygons = none that can be used: { $problem }
found-no-feature = no feature
found-features-without = { $count ->
    [one] { $count } feature without one
   *[other] { $count } features without one
}
expected-region-word = the code or the name of a region of the atlas

# Detections.
expected-longitude = degrees between −180 and 360
expected-latitude = degrees between −90 and 90
expected-detection-region = a region code
expected-kind = abnormal_load, meter_tampering or unauthorised_connection
expected-kilowatts = kilowatts, 0 or more
expected-score = a number between 0 and 1
expected-day = a date such as 2025-03-12 or 2025-03-12T04:30:00Z
expected-status = published, derived, detected, estimated or simulated
expected-legal = registered, unregistered or unknown
expected-likely-day = a day between 1900 and 2200
found-year = year { $year }
found-epoch-days = { $days } days from 1970-01-01
expected-day-from-first = a day not before first_seen
found-days-early = { $count ->
    [one] a day { $count } day before it
   *[other] a day { $count } days before it
}
expected-position-or-region = a position or a region
found-neither = neither
expected-lon-and-lat = both lon and lat
found-lat-only = lat only
found-lon-only = lon only
expected-detection-columns = columns lon and lat (also longitude, latitude; x, y; lng, long), or region beside one of detection_id, kind, kw, score, first_seen, last_seen
expected-one-such-column = one column of this name
found-more-than-one = more than one
expected-fewer-rows = at most 4 294 967 295 rows
found-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
expected-unchanged-file = a file that stays the same
found-changed-file = one that changed while it was read
expected-header = a header
expected-short-header = a header shorter than 1 MiB
found-no-end = no end of it
expected-closing-quote = a closing quote
found-end-of-file = the end of the file
expected-header-fields = { $count ->
    [one] { $count } field as in the header
   *[other] { $count } fields as in the header
}
expected-record = a record
found-endless-record = no end of it in 256 MiB (a quote that is never closed?)
expected-reopenable-file = a file that can be opened again
found-not-reopenable = one that cannot
expected-detection-points = points, each a detection
expected-point = a point
found-other-geometry = another geometry
expected-earlier-row = row { $row }, which was there before
found-fewer-rows = fewer rows
expected-map-region = the code or name of a region of the map
found-code-in-rows = { $count ->
    [one] { $code } in { $count } row
   *[other] { $code } in { $count } rows
}
expected-one-extent = a name for one extent; write the code, or the name followed by "without" the others
found-unclear-region = { $found }, which may be any of { $codes }
found-wider-region = { $found }: counted as { $code } alone; the name may also include { $also }
expected-apart = regions of the map that do not overlap
found-region-in-region = { $inner } in { $outer }
found-overlap = { $count ->
    [one] { $count } pair that does, { $regions }
   *[other] { $count } pairs that do, { $regions }
}; a position in both counts for the smaller
expected-feature-a-region = one feature for each region
found-named-parts = { $count ->
    [one] { $count } feature of { $regions }, told apart by { $key }; drawn as regions of their own
   *[other] { $count } features of { $regions }, told apart by { $key }; drawn as regions of their own
}
found-named-parts-regions = { $count ->
    [one] { $count } region
   *[other] { $count } regions
}
expected-geojson-files = GeoJSON files in the folder
expected-municipalities = municipalities; give boundaries of regions with --boundaries
found-regions-instead = the regions themselves
expected-municipalities-of-atlas = municipalities of the atlas's regions: a property with the code or name of the region of each, or polygons that lie in it
found-none-of-a-region = none in any of its regions
expected-place-in-region = a property with the code or name of its region, or a place in one
found-outside-regions = { $name }, outside all regions; left out
expected-municipality-code = the code of a municipality of the atlas, or a new row for it in its table of regions
found-drawn-without-figures = { $code }, which it does not have; drawn without figures
expected-boundary-of-each = a boundary for each municipality of the atlas in these regions
found-municipalities-without = { $count ->
    [one] none for { $count }, { $codes }; it stays in tables only
   *[other] none for { $count }, such as { $codes }; they stay in tables only
}
expected-own-names = a name of its own for each region
found-same-names = { $count ->
    [one] { $count } feature with the name of another; taken together
   *[other] { $count } features with the name of another; taken together
}
found-same-names-by-key = { $count ->
    [one] { $count } feature with the name of another; told apart by { $key }
   *[other] { $count } features with the name of another; told apart by { $key }
}
expected-known-place = a known region or a position
found-unplaced-rows = { $count ->
    [one] neither in { $count } row; in no region's count
   *[other] neither in { $count } rows; in no region's count
}
expected-inner-positions = positions inside the regions of the map
found-outer-rows = { $count ->
    [one] { $count } row outside all of them; in no region's count
   *[other] { $count } rows outside all of them; in no region's count
}
expected-same-place = a position inside the region that the row names
found-elsewhere = { $count ->
    [one] { $count } row far from it: { $pairs }; counted where its region says
   *[other] { $count } rows far from it: { $pairs }; counted where their region says
}
found-elsewhere-pair = { $named } at a place in { $found } ({ $count })
expected-no-own-metric = an atlas without that metric, to count the file in
found-own-metric = a metric '{ $metric }' of its own
expected-shown-file = an atlas folder, boundaries (GeoJSON polygons) or detections

# Parquet.
expected-parquet = a Parquet file
expected-parquet-start = a Parquet file, which begins with PAR1
expected-intact-parquet = an intact Parquet file
found-unexpected-damage = damage that its decoder did not expect
found-too-many-rows = a number of rows that the file is too short for
found-impossible-rows = an impossible number of rows
found-row-group = { $count ->
    [one] a row group with { $count } row instead of { $rows }
   *[other] a row group with { $count } rows instead of { $rows }
}
found-rows-instead = { $count ->
    [one] { $count } row instead of { $rows }
   *[other] { $count } rows instead of { $rows }
}
found-bad-key = a key outside of its dictionary
expected-number-column = a column of numbers
expected-text-column = a column of text
expected-day-column = a column of dates, timestamps or ISO 8601 text
expected-id-column = a column of text or whole numbers
expected-time-column = a column of timestamps, dates or ISO 8601 text
found-column-type = { $type } values

# Whole files.
expected-file = a file
found-folder = a folder
found-empty-file = an empty file
expected-text-table = a table as UTF-8 text with a header
expected-table-file = a table as Parquet or CSV
expected-small-file = a file of at most 8 GiB
found-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
found-json-text = JSON text
found-utf16 = UTF-16 text; save it as UTF-8
found-old-excel = an old Excel workbook (.xls); save it as XLSX
found-binary = binary data (null bytes)
found-lfs-pointer = a Git LFS pointer; fetch the file with `git lfs pull`
found-zip = a ZIP archive or a spreadsheet; unpack it, or save it as text
found-gzip = gzip data; unpack it first
found-sqlite = an SQLite database (a GeoPackage?); export the layer as GeoJSON or CSV
found-shapefile = a shapefile; convert it to GeoJSON
found-flatgeobuf = FlatGeobuf; convert it to GeoJSON
found-png = a PNG picture
found-pdf = a PDF document
found-parquet = Parquet
found-utf32 = UTF-32 text; save it as UTF-8
found-html = an HTML page (an error page saved in its place?)
found-kml = KML; convert it to GeoJSON
found-xml = XML or HTML
found-something-else = something else

# GeoJSON.
expected-geojson = GeoJSON (a FeatureCollection, a Feature, a geometry, or one of them a line)
found-json-array = a JSON array; its elements belong in "features" of a FeatureCollection
found-topojson = TopoJSON; convert it to GeoJSON
found-no-features = no array "features"
found-json-type = JSON of type { $type }
found-other-json = other JSON
found-highcharts = a Highcharts map, in units of a page; take one in longitude/latitude
expected-globe-positions = positions on the globe
expected-next-object = the end of the file or one more object
expected-one-crs = one coordinate reference system in a file
expected-known-crs = a known coordinate reference system
error-unknown-crs = unknown coordinate reference system '{ $name }': use an EPSG code, a PROJ string or OGC:CRS84
expected-file-crs = the coordinate reference system of the whole file
expected-crs-name = a system by name: {"{"}"type": "name", "properties": {"{"}"name": "EPSG:…"{"}"}{"}"}
expected-epsg-code = an EPSG code
found-outside-crs = { $position }, which is outside { $crs }
found-swapped = { $position }; longitude and latitude seem to be swapped
found-metres = { $position }; the file seems to be in metres: give it a member "crs" with the EPSG code, or convert it to longitude/latitude
expected-feature = a Feature
expected-feature-type = "Feature"
expected-distinct-points = rings and lines of different points
found-collapsed = { $count } without an extent, left out
expected-geometry = a geometry
found-none = none
expected-closed-rings = rings that end where they begin
found-open-rings = { $count } not closed
expected-own-id = an id of its own
found-repeated-id = { $id }, the id of feature { $first } too
expected-text-or-number = a text or a number
expected-number-or-null = a number or null
expected-short-text = a text of at most { $most } bytes
found-long-text = { $count ->
    [one] { $count } byte, not kept
   *[other] { $count } bytes, not kept
}
expected-utf8-text = UTF-8 text
found-bytes-not-kept = other bytes, not kept
expected-geometry-type-member = a geometry with a member "type"
expected-geometry-type = a geometry type (Point, LineString, Polygon, …)
expected-geometries-member = a member "geometries"
expected-coordinates-member = a member "coordinates"
expected-coordinates-end = the end of the coordinates
expected-shallow-collections = geometry collections at most 16 deep in each other
found-one-deeper = one more
expected-geometries = an array of geometries
expected-positions = an array of positions
expected-polygon-array = an array of polygons
expected-rings = an array of rings
expected-features = an array of features
expected-position = a position: [longitude, latitude]
expected-second-number = a comma and the second number of a position
expected-position-end = a comma or the end of the position
expected-lon-lat = a longitude and a latitude in degrees
expected-object = an object
expected-member-name = a member name in quotes
expected-colon = a colon
expected-object-next = a comma or the end of the object
expected-array-next = a comma or the end of the array
expected-quoted-text = a text in quotes
expected-text-end = the end of a text that begins here
found-no-closing-quote = no closing quote
expected-object-end = the end of an object
expected-array-end = the end of an array
found-text-end = the end of the text; it begins at byte { $byte }
found-end = the end
found-object = an object
found-array = an array
found-text = the text { $text }

# Readings of meters and what belongs to them.
expected-header-width = as many fields as in the header
found-fields-instead = { $count ->
    [one] { $count } field instead of { $fields }
   *[other] { $count } fields instead of { $fields }
}
expected-name = a name
expected-time = a time such as 2025-03-12T04:30:00Z
expected-one-meter = a meter once (two meters with one id?); the first row was kept
expected-phases = 1 or 3
expected-tariff = household or business
expected-meter-or-feeder = a meter_id or a feeder_id
expected-watt-hours = Wh of 0 or more
expected-temperature = a temperature between −90 and 60 °C
expected-contract-column = a column { $name } ({ $contract })
expected-table-or-folder = a Parquet or CSV table, or a folder of such
found-no-table = a folder without a table of { $contract }
found-no-table-but = { $found }, but with { $path }: { $what }
found-packed-table = a packed file, not read: unpack it
found-spreadsheet = a spreadsheet, not read: save its sheet as CSV
found-foreign-table = a table of another program, not read: convert it to CSV or Parquet
found-text-ending = a table under another ending, not read: name it .csv
found-other-table = a table with the columns { $names }, not read
expected-one-interval = readings of { $name } at one interval from 15 minutes to a day
found-usual-step = { $rows } at steps of mostly { $step }
found-one-time = { $rows } without two times
expected-values = values of { $name }
found-no-values = { $count ->
    [one] none in { $count } row
   *[other] none in { $count } rows
}
expected-time-order = readings of { $name } in the order of time
found-sorted = others; they were sorted
expected-one-at-a-time = one reading of { $name } at a time
found-repeated = { $count } repeated; the later row was taken
expected-one-series = one series of { $name }
found-two-series = two series (two meters with one id?); the later rows were taken
expected-whole-intervals = readings of { $name } at whole intervals
found-between = { $count } between two; left out
expected-near-readings = readings of { $name } near each other
found-years-away = { $count ->
    [one] { $count } reading years away from the others, { $time } (is it a time?); left out
   *[other] { $count } readings years away from the others, the first { $time } (is it a time?); left out
}
expected-interval-start = readings of { $name } at the start of an interval
found-shifted = { $count } beside it (seconds, or summer time); moved to it
expected-one-step = one interval of { $name }
found-mixed-steps = several; summed up to { $step }
found-step-hours = { $count } h
found-step-minutes = { $count } min
found-step-seconds = { $count } s

# Detection: what belongs to readings.
expected-all-readings = readings of every meter
found-meters-without = { $count ->
    [one] none of { $count } meter of the table
   *[other] none of { $count } meters of the table
}
expected-time-zone = a region whose time zone the atlas knows, or --utc-offset
found-no-region = no region
found-unknown-clocks = { $count ->
    [one] { $region } at { $count } meter; its local time was taken for UTC
   *[other] { $region } at { $count } meters; their local time was taken for UTC
}
expected-feeder-meters = meters on feeder { $name }
found-none-with-readings = none with readings
expected-all-supply = what was supplied into every feeder
found-feeders-without = { $count ->
    [one] none of { $count } feeder of meters
   *[other] none of { $count } feeders of meters
}
expected-weather-of-meters = weather of regions that meters are in
found-unused-weather = { $count ->
    [one] that of { $name } where no meter is
   *[other] that of { $count } regions where no meter is, { $name } the first of them
}
expected-offset = times with an offset, such as 2025-03-12T04:30:00Z
found-no-offset = { $time }; times without one are taken as UTC
expected-two-days = two days of values of { $name }
found-short-readings = { $count ->
    [one] { $count } reading; not judged
   *[other] { $count } readings; not judged
}
expected-usual-means = Wh an interval, of which half of all meters use at least 10 W
found-low-means = a median of { $watts } W over { $count ->
    [one] { $count } meter (are the values kWh?)
   *[other] { $count } meters (are the values kWh?)
}
expected-energy-of-intervals = the energy of each interval
found-registers = { $count ->
    [0] registers ({ $meters }); their differences were taken
    [one] registers ({ $meters }) that began anew once; their differences were taken
   *[other] registers ({ $meters }) that began anew { $count } times; their differences were taken
}
found-meters-named = { $meters }: { $names }
expected-one-unit = Wh throughout
found-kwh-from = kWh from { $day } on ({ $meters }); taken as such
found-kwh-until = kWh until { $day } ({ $meters }); taken as such
found-kwh-for-a-while = kWh for a while from { $day } on ({ $meters }); taken as such
found-kwh-whole = kWh all along ({ $meters }); taken as such
found-kwh-perhaps = less than 10 W in parts of a Wh ({ $meters }): kWh? Taken as Wh
found-between-days = a day from { $first } to { $last }
expected-no-code = energy, no error codes
expected-within-phases = at most what the phases can pass, 25 kW each
expected-within-contract = at most five times the power of the contract
expected-within-past = at most ten times what a meter has in 99 of 100 readings
expected-at-most-mw = at most 25 MW
found-above = { $count ->
    [one] { $count } value of { $most } Wh ({ $meters }); left out
   *[other] { $count } values up to { $most } Wh ({ $meters }); left out
}
found-beyond = more, for hours ({ $meters }): is the table of meters right? Kept
expected-one-number = one number at a place
found-exchanged = { $count ->
    [one] an exchanged meter, { $pairs }; judged as one series
   *[other] { $count } exchanged meters, { $pairs }; each pair judged as one series
}
found-one-for-another = { $new } for { $old }
expected-full-supply = at least what the meters of a feeder count
found-short-supply = { $count ->
    [one] less at { $count } feeder, { $name } (another unit, or meters of another feeder?)
   *[other] less at { $count } feeders, most so at { $name } (another unit, or meters of other feeders?)
}
expected-supplied-watt-hours = Wh
expected-feeder-of-meter = the feeder that a meter hangs on
found-meter-fits-better = { $meter }, which fits feeder { $to } better than { $feeder } (booked on the wrong feeder?); counted there
found-meter-fits = { $meter } without a feeder, which fits feeder { $to }; counted there
found-meter-fits-not = { $meter }, which does not fit feeder { $feeder }, nor any other given (booked on the wrong feeder?); left out
found-export = { $count ->
    [one] less around noon on several days at { $count } feeder, { $name } (solar power that flows back?); such hours are left out
   *[other] less around noon on several days at { $count } feeders, { $name } the first of them (solar power that flows back?); such hours are left out
}
expected-all-customers = all customers of a feeder in the table of meters
found-unlisted = { $count ->
    [one] as much as one more customer takes at { $count } feeder, { $name } (no alarm)
   *[other] as much as one more customer takes at { $count } feeders, { $name } the first of them (no alarm)
}
expected-within-limit = at most { $limit } kWh a month at a home, the limit of the law
found-over-limit = { $count ->
    [one] { $count } home that takes more, { $name } (no alarm by itself)
   *[other] { $count } homes that take more, { $name } the first of them (no alarm by itself)
}
expected-tariffs = whom meters bill (household or business)
found-no-tariff = no meter of whom that is known: meters below 15 kW are judged as homes, and businesses among them are accused more often than with it
expected-peers = five meters of a tariff in a run, who show what is usual
found-few-peers = { $count ->
    [one] { $count } meter with fewer, { $name }: it is set beside the customers that the model learned from
   *[other] { $count } meters with fewer, { $name } the first of them: they are set beside the customers that the model learned from
}
expected-full-window = windows of four weeks and intervals up to an hour, which alarms are set for
found-reach = { $count ->
    [one] { $count } day at { $minutes } min: of loads there from the first reading, at least half become alarms only from { $kw } kW on
   *[other] { $count } days at { $minutes } min: of loads there from the first reading, at least half become alarms only from { $kw } kW on
}
found-no-reach = { $count ->
    [one] { $count } day at { $minutes } min: of loads there from the first reading, fewer than half become alarms even at { $kw } kW
   *[other] { $count } days at { $minutes } min: of loads there from the first reading, fewer than half become alarms even at { $kw } kW
}
expected-fine-readings = intervals of 15 to 60 minutes or of a day, which alarms of abnormal loads were learned from
found-coarse-readings = { $count ->
    [one] longer ones at { $count } meter, whose scores hardly become alarms: choose a --threshold, or train on readings of your own
   *[other] longer ones at { $count } meters, whose scores hardly become alarms: choose a --threshold, or train on readings of your own
}
found-no-learning-folder = no folder with readings and labels
expected-learning-folder = a folder with a table of readings and one of labels, or a folder of such

# What a file or folder is, and what is in it.
found-atlas = atlas of { $name }
found-boundaries = boundaries ({ $format } polygons)
found-line-file = lines ({ $format })
found-point-file = points ({ $format }); as detections, if that is what they are
found-no-geometry = { $format } without any geometry
found-mixed-geometry = { $format } of mixed geometry
found-table-folder = a folder of tables
found-tables = { $contract }{ $count ->
    [one] {""}
   *[other] {" "}in { $count } files
}: { $good }
found-no-known-table = a folder without a table that is known
expected-atlas-or-tables = an atlas (datapackage.json), or tables of readings, meters, feeders, weather, labels, scores or detections
expected-own-detection-id = a detection_id of its own
found-id-again = { $id }, as in { $line }
found-table = a table with the columns { $names }
expected-known-table = detections (lon, lat or region), readings (meter_id, ts, wh), meters, feeders, weather, labels, scores or measures
found-contract = { $id ->
   *[detections] detections
    [readings] readings
    [meters] meters
    [feeders] feeders
    [weather] weather
    [labels] labels
    [scores] scores
    [measures] measures of meters
}
found-contract-file = { $contract } ({ $format })
found-good = { $counted } good
found-good-detections = { $count } good as detections
counted-regions = { $count ->
    [one] { $count } region, district or group
   *[other] { $count } regions, districts and groups
}
counted-metrics = { $count ->
    [one] { $count } metric
   *[other] { $count } metrics
}
counted-figures = { $count ->
    [one] { $count } figure
   *[other] { $count } figures
}
counted-bans = { $count ->
    [one] { $count } ban
   *[other] { $count } bans
}
counted-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
counted-conflicts = { $count ->
    [one] { $count } contradiction
   *[other] { $count } contradictions
}
counted-constraints = { $count ->
    [one] { $count } constraint
   *[other] { $count } constraints
}
counted-estimates = { $count ->
    [one] { $count } estimate
   *[other] { $count } estimates
}
counted-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
counted-boundaries = { $count ->
    [one] { $count } boundary
   *[other] { $count } boundaries
}
counted-features = { $count ->
    [one] { $count } feature
   *[other] { $count } features
}
counted-rings = { $count ->
    [one] { $count } ring
   *[other] { $count } rings
}
counted-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
counted-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}
counted-vertices = { $count ->
    [one] { $count } vertex
   *[other] { $count } vertices
}
counted-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
counted-readings = { $count ->
    [one] { $count } reading
   *[other] { $count } readings
}
counted-detections = { $count ->
    [one] { $count } detection
   *[other] { $count } detections
}
counted-trees = { $count ->
    [one] { $count } tree
   *[other] { $count } trees
}
counted-meters = { $count ->
    [one] { $count } meter
   *[other] { $count } meters
}
counted-feeders = { $count ->
    [one] { $count } feeder
   *[other] { $count } feeders
}
counted-weather-regions = { $count ->
    [one] { $count } region
   *[other] { $count } regions
}
counted-labels = { $count ->
    [one] { $count } label
   *[other] { $count } labels
}
counted-scores = { $count ->
    [one] { $count } score
   *[other] { $count } scores
}

# Figures and commands that cannot be.
error-no-metric = no metric '{ $found }'; nearest: { $nearest }; this atlas has { $known }
error-several-regions = several regions are called '{ $found }': use a code, one of { $codes }
error-no-region = no region '{ $found }': use its name or its code; nearest: { $nearest }
error-no-palette = no palette '{ $found }'; there are { $known }
error-diverging-palette = palette { $palette } has a middle, and this metric has none: choose one from pale to dark, such as viridis
error-class-count = { $found } classes: choose { $least } to { $most }
error-class-breaks = manual breaks must be different numbers in ascending order
error-spec-form = not a figure spec: { $cause }
error-spec-no-version = not a figure spec: no "version": { $version } in it
error-spec-newer = the spec has version { $found }, this program reads versions up to { $version }: use a newer one
error-spec-size = a page of { $width } × { $height } pixels: give sides from { $least } to { $most }
error-page-small = a page of { $width } × { $height } pixels has no room for the map beside its legend: at this width take at least { $least } pixels of height ({ $least_mm } mm)
error-page-narrow = a page of { $width } × { $height } pixels has no room for the map beside its legend, however high it is: take a wider one
error-spec-palette = no palette '{ $found }'; nearest: { $nearest }
error-no-source = the figure has no source: add sources to the atlas, or a "source" to the spec
error-no-boundary = { $region } has no boundary in this atlas
error-chart-metric = this atlas has no metric '{ $metric }', which the chart is made of
error-no-encryption = no encrypted connection can be made here: are system certificates installed?
error-no-vega = figures of kind '{ $kind }' have no form in Vega-Lite; choropleth has one, and growth, slope, ranking, diverging, scatter, balance, timeline
error-no-circles = '{ $metric }' has no numbers to draw circles of
error-circles-below-zero = '{ $metric }' has figures below zero, of which no circle can be drawn
error-no-figures-of-year = no figures of '{ $metric }' for { $year }; there are some for { $years }
error-no-figures = no region has a figure of '{ $metric }'
error-no-year = there is no year to show
error-no-regions = the atlas has no regions
error-nothing-known = nothing is known of { $region }
error-no-metrics = the atlas has no metrics
error-no-second-metric = no second metric has figures for most regions
error-few-years = '{ $metric }' has figures of fewer than two years: choose a yearly metric, or "years"
error-no-two-years = no region has figures of '{ $metric }' for two of the years
error-no-centre = '{ $metric }' has no centre; those with one: { $others }
error-no-both = no region has figures of both '{ $first }' and '{ $second }'
error-no-yearly-whole = there is no yearly figure of the whole to chart
error-no-acts = there are no laws or bans to chart
error-no-balance = no region has generation and consumption of the same period

# Readings in formats of others
found-foreign-folder = a folder with readings of meters in known formats
found-foreign-readings = readings of meters in the format { $format }
found-foreign-table-of-readings = a table of readings with columns of its own
found-first-of = { $found }, the first of { $count }
expected-energy = energy of zero or more
expected-active-energy = active energy or power
expected-meter-unit-interval = a meter, a unit and an interval
expected-check-sum = a check sum that fits
expected-register-in-one-unit = a register that stays in one unit; a jump by a power of ten is no energy, and readings in the smaller unit are left out
expected-rising-register = a register that rises; the meter was exchanged or set back
expected-reading-once = each reading once
expected-order-of-time = readings in the order of time
expected-usable-value = a value that the file does not call missing or unusable
expected-channel-with-energy = a channel with energy; zero all day stands for a channel that is not there
expected-existing-time = a local time that clocks show; they went forward over it
expected-register-below-end = a register below its last digit; counted on from zero
expected-measured = a measured value; one that is estimated or substituted is no evidence and does not count
expected-known-quality = a mark of quality whose meaning is known; kept as doubtful
expected-named-zone = a file that names its zone; taken as the format's usual one
expected-known-zone = a mark of the zone whose meaning is known; taken as the format's usual one
expected-season-of-zone = a mark of the season that agrees with the zone; the time is taken by the zone, so it may be an hour off (see --zone)
expected-one-column-of-energy = one column of energy; the columns named here are not read
expected-named-unit = a file that names its unit; taken as the format's usual one
expected-record-of-format = a record as the format has it
expected-description = a description of a table, as hashatlas describe writes it
expected-full-description = a description that says all that readings need
found-also-open = { $first }; { $more }
found-open-question = nothing about { $question }; run: hashatlas describe { $path } -o readings.json
expected-readings-file = readings of meters in a known format, or a table of them
found-no-readings = something else
found-repeated-readings = { $count ->
    [one] { $count } reading again; the later one counts
   *[other] { $count } readings again; the later ones count
}
found-readings-in-other-unit = { $count ->
    [one] { $count } reading of before the unit was known; left out
   *[other] { $count } readings of before the unit was known; left out
}
expected-single-interval = readings of one interval each
found-sums-of-intervals = { $count ->
    [one] { $count } sum over a gap of several intervals
   *[other] { $count } sums over gaps of several intervals
}
found-interval-readings = { $count ->
    [one] { $count } reading of { $meters }
   *[other] { $count } readings of { $meters }
}
found-exported-rows = { $count ->
    [one] { $count } value fed into the grid, not counted
   *[other] { $count } values fed into the grid, not counted
}
found-not-measured = { $count ->
    [one] { $count } value not measured: estimated, substituted or doubtful
   *[other] { $count } values not measured: estimated, substituted or doubtful
}

# Tables that are no plain text, and statements over tables
found-encoding = { $name }, read as such
expected-one-sheet = one sheet
found-other-sheets = further ones that were not read ({ $others }); { $name } was
expected-header-first = names of columns in the first line
found-lines-above = { $count ->
    [one] { $count } line above them, left out
   *[other] { $count } lines above them, left out
}
expected-rows-only = rows to the end
found-footer = { $count ->
    [one] a line of sums or remarks, left out ({ $first })
   *[other] { $count } lines of sums or remarks, left out (from { $first } on)
}
expected-json-object = a JSON object
found-columns-read-as = read as: { $columns }
found-columns-unread = not read: { $columns }
expected-region-once = each region once, or once a year
expected-bounds = a lower bound not above the upper one
found-turned-bounds = them the other way round
expected-region-of-row = a region in each row
expected-named-columns = a name for each column of numbers
found-column-without-name = none in column { $number }; its numbers are left out
expected-region-column = a column of regions (region, регион …) and columns of numbers
found-region-table = figures by region ({ $format })
found-figures-of = { $name }: { $count ->
    [one] { $count } figure
   *[other] { $count } figures
}
found-column-read-as = { $column } → { $name }
expected-contract-names = columns named as the contract has them
found-in-rows = { $found }, the first of { $count } (further rows: { $others })
expected-numbers-only = numbers only
found-mixed-text = { $count ->
    [one] { $count } value that is none, { $found } in line { $line }: taken as text
   *[other] { $count } values that are none, the first { $found } in line { $line }: taken as text
}
query-statement = statement
query-place = statement, line { $line }, column { $column }
query-kind = { $kind ->
    [empty] nothing
    [integer] whole numbers
    [number] numbers
    [day] dates
    [time] times in UTC
   *[text] text
}
expected-query-part = { $part }
query-part-statement = an SQL statement
query-part-expression = an expression
query-part-end = the end of the statement
expected-select = one SELECT statement
expected-query-table = a table ({ $names })
expected-query-column = a column ({ $names })
expected-fit = what fits { $column }, a column of { $kind ->
    [empty] nothing
    [integer] whole numbers
    [number] numbers
    [day] dates
    [time] times
   *[text] text
}
error-query = { $cause }
# Files of shapes in other formats than GeoJSON.
expected-shape-without-arcs = polygons, lines or points without arcs
expected-degrees-or-crs = longitudes and latitudes, or a coordinate reference system (a .prj file beside a Shapefile)
expected-shallow-nesting = nesting that is less deep
expected-less-to-unpack = fewer bytes, packed and unpacked
expected-whole-file = a whole file
expected-known-shape-format = boundaries in a known format (Shapefile, GeoPackage, FlatGeobuf, TopoJSON, GeoJSON, KML, GeoParquet, a table with WKT)
expected-known-layer = the name of one of its layers
expected-layer-of-shapes = a layer with shapes
expected-open-archive = an archive without a password, its files stored or deflated
expected-plain-xml = XML without entities of its own
expected-value-of-column = a value of the column's type, or none
expected-named-encoding = the right encoding, named (a .cpg file beside a Shapefile)
expected-text-of-encoding = letters of the file's encoding
expected-named-crs = a coordinate reference system (a .prj file beside a Shapefile)
expected-datum-parameters = a datum whose shift is known without a grid; places may be off by some hundred metres
expected-chosen-layer = one layer, or the name of one (--layer)
expected-row-a-shape = a row of properties for each shape (the .dbf beside a Shapefile)
expected-undeleted-rows = no deleted rows
expected-merged-journal = all changes in the file itself: open and close it in the program that wrote them
expected-ending-of-shapes = a name that ends in .gpkg, .geoparquet, .fgb, .geojson or .topojson
found-read-as = none that fits; read as { $what }
found-taken-as-degrees = none; taken as longitude and latitude on WGS 84
found-layer-taken = several; taken: { $what }
found-layers = layers: { $names }
# What `check` and `describe` say beside problems.
check-good = no problems
check-left-out = { $count ->
    [one] { $count } row or value left out
   *[other] { $count } rows or values left out
}
check-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
check-more = … and { $number } more
contradicting = { $years }: these statements cannot hold together. Correct one of them, or declare the contradiction: a row in conflicts, its id in the column conflict of each, and the sides (a, b) in the column alternative.
contradicting-without-sides = { $years }: these statements cannot hold together. The atlas declares the contradiction ({ $conflict }) but no sides: put a and b into the column alternative, so that estimates take them by turns.
contradicting-known = { $years }: these statements cannot hold together; the atlas declares it ({ $conflict }), and estimates take the sides by turns.
contradicting-statement = { $place }: { $text }
contradictions = { $n ->
    [0] { $atlas }: no contradictions between sources
    [one] { $atlas }: { $count } contradiction between sources
   *[other] { $atlas }: { $count } contradictions between sources
}
contradiction-undeclared = The atlas does not declare this contradiction; the table keeps both figures.
describe-needless = it needs no description: give it to detect --readings or convert
describe-open = The file does not say:
describe-text = text in { $encoding }, fields apart by { $separator }, decimals by { $decimal }, names of columns in line { $line }
describe-meter = meter: column { $name }
describe-only-meter = meter: { $name }, the only one
describe-and = { $first } and { $second }
describe-time = time: { $columns }
describe-start = the start of the interval
describe-end = the end of the interval
describe-zone = in { $zone }
describe-values = values: { $columns }
describe-value-column = column { $name }
describe-part = rows of one time, told apart by { $name }, are added
describe-value-sum = the sum of { $count } columns: { $names }
describe-value-columns = { $count ->
    [one] { $count } column
   *[other] { $count } columns
}
describe-of-unit = { $columns } in { $unit }
describe-energy = the energy of the interval
describe-mean-power = the mean power in the interval
describe-register = a register
describe-every = { $count ->
    [one] every minute
   *[other] every { $count } minutes
}
describe-meter-option = how the only meter is called
describe-in-file = say so in the file that -o writes
describe-asks-meter = which column names the meter, or how the only meter is called
describe-asks-time = which column holds times
describe-asks-dates = how dates are written
describe-asks-values = which column holds values
describe-asks-unit = the unit of values
describe-asks-quantity = what values are
describe-asks-interval = the length of an interval in minutes
describe-asks-stamp = where in its interval a time stands
describe-asks-zone = the zone of times without an offset: a name such as Europe/Moscow, UTC, or +03:00
expected-database-address = a database address such as postgres://user@host/database
expected-time-with-zone = a timestamp with time zone, such as ts AT TIME ZONE 'Europe/Moscow' AS ts
expected-empty-table = a table that is not there or empty; nothing was written
found-rows-in = rows in { $table }
usage-aggregate = aggregate takes the regions of an atlas and the detections it is given: leave out --boundaries and --detections
usage-breaks-manual = --breaks goes with --method manual only
usage-manual-breaks = --method manual needs --breaks, such as --breaks 1000,5000
usage-one-region = { $kind } shows one --region; several go with { $able }
usage-one-year = { $kind } shows one --year; several go with { $able }
usage-figure-ending = the form of a figure is told by its ending: { $forms }
usage-picture-ending = give a name in .pdf, .svg or .png
usage-dpi-png = --dpi goes with a name that ends in .png
usage-too-many-pixels = a PNG of more than 400 million pixels: ask for a smaller page or fewer dots
usage-same-file = { $one } and { $other } name the same file, { $file }: give two
usage-same-folder = --folder and --state name the same folder: give two
usage-broker-no-user = there is a password of the broker but no user: give USER@{ $place }
usage-publish-topic = --publish { $topic }: not a topic that this broker can publish under; give one without wildcards
usage-publish-loop = --publish { $topic }: this topic is among those that are read; give another
usage-file-is-read = { $option } { $file } is a file that is read ({ $read_by }): give another name
usage-the-detections = the detections
usage-the-spec = the spec
usage-the-table = the table
usage-an-input = an input
usage-a-log = a log
usage-the-scenario = the scenario
usage-project-no-detections = { $file }: the project has no detections
usage-register = give a register: --register
usage-beside = --beside: no metric { $id }
usage-register-columns = { $file }: expected meter_id, or lon and lat, found { $found }
usage-moved = --moved needs --detections
usage-no-detection-of = { $file }: no detection of { $region }
usage-author = say who: --author
usage-no-detection = { $file }: no detection { $id }
usage-several-detections = { $id } has several detections: give one of { $ids }
usage-level = --boundaries-of: expected municipality, then a file; found '{ $found }' (regions: --boundaries)
run-sides-in-turn = { $contradiction }; each side was taken in turn
run-no-reading = there is no reading in them; nothing was written
run-one-boundary-file = expected one file of boundaries, found { $count }
run-no-polygon = there is no polygon in it; nothing was written
run-shapes-written = { $features } features, { $rings } rings
run-nothing-measured = no meter has readings at one interval from 15 minutes to a day; nothing was written
run-measured = measured { $meters }
run-no-readings = there are no readings of any meter; nothing was written
run-none-judged = of { $meters } none has two days of readings at one interval from 15 minutes to a day, so that none could be judged; nothing was written
run-judged = { $meters }, { $readings }; judged { $judged }
run-judged-with-feeders = { $meters }, { $readings }; judged { $judged } and { $feeders }
run-nearest = No load reaches its level of alarm; the highest score is { $score }, of { $name }
run-nearest-kw = No load reaches its level of alarm; the highest score is { $score }, of { $name } with { $kw } kW
run-no-region = no region
run-cannot-hold = these statements of { $years } cannot hold together: { $statements }
error-no-prior = no prior "{ $found }"; there are { $known }
expected-position-not-zero = a position; 0°, 0° in the Gulf of Guinea is none
expected-computed-formulas = the values of formulas; open the workbook in a spreadsheet program and save it
found-uncomputed = { $count ->
    [one] { $count } formula that was never computed; read as no value
   *[other] { $count } formulas that were never computed; read as no values
}
convert-loses-status = The readings are simulated, and a CSV cannot say so: what is found in it will be called detected. Write Parquet to keep that.
# Why messages of a broker were left out, and mappings of them are of no use.
message-foreign = nothing says how to read messages of this topic
message-malformed = expected JSON: { $cause }
message-missing = expected a member { $member }
message-time = expected a time, found { $found }
message-number = expected a number of zero or more, found { $found }
message-unit = expected a unit of energy or power, found { $found }
message-timeless = a retained message without a time: nobody knows when it was true
message-too-long = a message of { $bytes } bytes; expected a shorter one
message-ahead = a time after that of the arrival
mapping-register-of-power = a register has a unit of energy
mapping-power-needs-interval = power needs interval_s
mapping-end-needs-interval = the end of an interval needs interval_s
mapping-pointer = expected a JSON Pointer such as /energy/total, found "{ $found }"
mapping-meter = expected meter as a JSON Pointer or with {"{"}2{"}"}, found "{ $found }"
expected-empty-folder = an empty folder
found-files-in-it = files in it
expected-one-parquet = one Parquet file of readings
expected-measures-file = measures as hashatlas.measure_file writes them
found-another-file = another file
expected-measured-by = measures by version { $version } of the program
found-measured-by = those of version { $version }
expected-measured-once = readings that were measured once
found-measured-twice = { $name } measured twice
found-no-measures = none of its measures
expected-measured-rows = { $count ->
    [one] { $count } row, as when it was measured
   *[other] { $count } rows, as when it was measured
}
expected-measured-readings = all readings that were measured
found-measured-gone = no { $name }
expected-meter-in-one-file = all readings of a meter in one file
found-meter-in-two-files = { $name }, which another file has, too
usage-buckets-folder = --buckets writes a folder: give --output a name without an ending
usage-folder-buckets = --output: a folder needs --buckets; readings: .csv or .parquet; boundaries: .gpkg, .geoparquet, .fgb, .geojson or .topojson
