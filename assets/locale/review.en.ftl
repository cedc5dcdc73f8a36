# Counts of detections as an atlas of their own (`hashatlas aggregate`), reviews, and the dossier of one
# detection.

aggregate-name = Detections of { $file }
aggregate-caution = A detection is not a farm found on site, not a registered company and not a megawatt. Raw and corrected counts are two metrics; never mix them.
aggregate-detected = Detections
aggregate-detected-description = Rows of the file of detections, by the end of each year. The detector errs: this is no count of farms.
aggregate-detected-true = True detections
aggregate-detected-true-description = How many of the detections are true, from reviews drawn at random within bands of the score (Cochran 1977; intervals of Wilson, joined after Zou, Huang and Zhang 2009, doi:10.1016/j.csda.2008.09.033). What the detector missed is not in it.
aggregate-present = Loads present
aggregate-present-description = Detections corrected for false alarms and for what the detector misses. At most as many as meters were watched. Only those among the meters watched: of a district or the country, those of its regions that the table of coverage has.
aggregate-watched = Meters watched
aggregate-watched-description = Meters whose readings the detector judged.
aggregate-detector = Detector { $detector }
aggregate-method-drawn = { $drawn } reviews, drawn at random within bands of the score. { $missing } more are needed for the target.
aggregate-method-reviewers = { $drawn } reviews, drawn at random within bands of the score, corrected for the errors of reviewers (Lang and Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015). { $missing } more are needed for the target.
aggregate-method-pooled = Reviews of this region do not cover all bands of the score: the shares of all regions together are used. { $missing } more reviews are needed here for the target.
aggregate-method-none = Only bounds are known: too few cases were drawn and reviewed. { $missing } reviews are missing.
aggregate-method-precision = True detections divided by the share that the detector finds (Newcombe 2016, doi:10.1177/0962280213502144).
aggregate-method-errors = Detections corrected for sensitivity and specificity (Rogan and Gladen 1978, doi:10.1093/oxfordjournals.aje.a112510; interval of Lang and Reiczigel 2014, doi:10.1016/j.prevetmed.2013.09.015).

expected-made-atlas = a folder without an atlas, or one that aggregate made
found-other-atlas = another atlas
expected-count = a count
expected-detections-among-watched = detections among the meters watched, by a detector better than chance; nothing is derived from them otherwise
found-of-region-year = { $region } { $year }: { $found }
found-more-than-watched = { $count } detections, { $watched } meters
found-no-better-than-chance = sensitivity and specificity of 1 together, or less
expected-one-row-of-coverage = one row for each region and year; the first one counts
found-left-out-of-coverage = { $count ->
    [one] { $first }
   *[other] { $count }, the first { $first }
}
expected-part-of-whole = a count of some and one of all, the first not larger

# The dossier of a detection.
dossier-title = { $kind } at { $subject }
dossier-power = { $kw }, visible since { $day }
dossier-since-day = visible since { $day }
dossier-frequency = Of 100 detections scored like this, about { $count } are what they seem (an estimate)
dossier-frequency-above = Of 100 detections scored like this, more than { $count } are what they seem (an estimate)
dossier-frequency-below = Of 100 detections scored like this, fewer than { $count } is what it seems (an estimate)
dossier-frequency-method = The frequency is the calibrated score: Platt’s sigmoid (doi:10.1007/s10994-007-5018-6) on customers that the model had not seen. Its interval is not known: the model keeps no counts of those cases, and another network may differ. Reviews of detections tell.
dossier-no-score = without a score
dossier-load = Load in kW
dossier-first-seen = detectable from { $day }
dossier-last-seen = last seen { $day }
dossier-week-before = Mean week before, by hour
dossier-week-since = Mean week since, by hour
dossier-duration = Load duration, kW
dossier-before = before
dossier-since = since
dossier-weekdays = Mo Tu We Th Fr Sa Su
dossier-reasons = Reasons, and by how much each changes the odds
dossier-more-reasons = { $n ->
    [one] and { $count } weaker one
   *[other] and { $count } weaker ones
}
dossier-more-causes = { $n ->
    [one] and { $count } more: in a larger picture
   *[other] and { $count } more: in a larger picture
}
dossier-reason = { $name }: { $value }
dossier-reason-peers = { $name }: { $value } (others { $peers })
dossier-reason-past = { $name }: { $value } (others { $peers }, here before { $past })
dossier-caution = A detection is a reason to look, not a proof.
dossier-daily-only = Drawn from the daily energy in the file of detections; with --readings every interval is shown.
dossier-hours = Times are local, UTC{ $offset }.
dossier-hours-utc = Times are UTC: the local offset is not known.
dossier-sources = Sources: { $files }.
dossier-meter = meter { $id }
dossier-feeder = feeder { $id }
dossier-row = row { $id }
expected-row-of-meter = readings of { $meter }
found-no-such-readings = none
dossier-key-load = minimum to maximum
dossier-key-detected = detected load
dossier-key-peers = neighbours: 8 in 10 readings
dossier-peers-told = Neighbours are the 40 nearest in the table of meters, of the same tariff and region.
dossier-peers-unknown-told = Neighbours are the 40 nearest in the table of meters in the same region; no tariff of theirs is known.
dossier-others = Others in the reasons are { $others }.
dossier-began = begins { $day }
dossier-temperature = Outdoor temperature, °C, by day
dossier-balance = Balance of the feeder in kW, by day
dossier-key-supply = supplied
dossier-key-metered = metered
dossier-key-losses = usual losses (of the nearest feeders)
dossier-key-left = unexplained
dossier-other-causes = What else could explain it
dossier-speaks-for = fits
dossier-speaks-against = does not fit
dossier-speaks-open = unclear
dossier-said = Reviewed: { $verdict }, { $author }, { $day }.
verdict-confirmed = confirmed
verdict-rejected = rejected
verdict-unclear = unclear

# Other causes of a load, and the readings that speak for or against them.
cause-told = { $cause }: { $reading }
cause-heating = Heating
cause-fan-heater = Fan heater, drying a room or left on
cause-greenhouse = Greenhouse
cause-lighting = Street lighting
cause-pump = Pump
cause-server-room = Server room
reading-beyond-socket = more than one socket can supply ({ $kw })
reading-ran-days = { $n ->
    [one] has run for { $count } day
   *[other] has run for { $count } days
}
reading-ran-and-ended = { $n ->
    [one] ran for { $count } day and stopped
   *[other] ran for { $count } days and stopped
}
reading-no-temperature = no temperature data
reading-few-days = { $n ->
    [one] only { $count } whole day with a temperature since it began; { $least } are needed
   *[other] only { $count } whole days with a temperature since it began; { $least } are needed
}
reading-steady-cold = the temperature hardly changed (standard deviation { $spread } °C)
reading-by-cold = { $kw } for every 10 °C colder (r = { $r })
reading-lowest-hour = on the average day the lowest hour has { $share } of the highest
reading-noon = at noon, { $share } of the load at midnight
reading-switched = switches on { $times } times a day
reading-household = a household meter
reading-even-business = as steady as servers, at a business
reading-even = as steady as servers; whose meter it is, is not known
reading-uneven = varies more from hour to hour than servers do

# What lies beside readings.
dossier-registered = In { $register }: { $operator }, INN { $inn }; doubt { $doubt } of 1.
dossier-registered-otherwise = In { $register } for another time, or contradictory: { $operator }, INN { $inn }.
dossier-unregistered = Not in { $register }.
dossier-register-unknown = { $register }: neither a meter nor a place to match by.
dossier-ban = Mining was banned in the whole region at the time: { $act }.
dossier-ban-part = Mining was banned in a part of the region at the time ({ $where }): { $act }.
dossier-traffic = Internet traffic of the subscriber: { $signs }; longest session { $hours } h
sign-stratum = Stratum
sign-pool-name = pool name
sign-rhythm = mining rhythm
expected-project = a project (.hashatlas)
