//! Owns what the report page is given to draw from: regions, sources, and for every metric and
//! year one sheet of figures, each with status, interval and sources. Texts of figures are ready
//! to read; the script of the page words nothing itself. Does not choose figures.

use serde::Serialize;
use std::collections::BTreeMap;

/// All that the page draws from, as it stands in it (JSON).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportData {
    /// Version of this form.
    pub format: u32,
    /// Language code.
    pub lang: String,
    /// Words of the page, by id.
    pub words: BTreeMap<String, String>,
    /// Ids and words of statuses, the strongest first.
    pub statuses: Vec<[String; 2]>,
    /// Names of the columns of exported tables.
    pub columns: Vec<String>,
    /// Regions of the map, districts and the country.
    pub regions: Vec<ReportRegion>,
    /// Number of the region that is the whole.
    pub whole: Option<usize>,
    /// All sources of the atlas.
    pub sources: Vec<ReportOrigin>,
    /// Texts that figures name by number: periods, notes, intervals.
    pub texts: Vec<String>,
    /// Metrics that can be shown, the first one at first.
    pub metrics: Vec<ReportMetric>,
    /// Years that can be shown.
    pub years: Vec<i32>,
    /// The year shown at first.
    pub year: i32,
    /// Sheets, to which metrics refer by year.
    pub sheets: Vec<ReportSheet>,
    /// Regions with a ban that is drawn, by year.
    pub bans: BTreeMap<i32, Vec<ReportBan>>,
    /// Generation against consumption.
    pub balance: Option<ReportBalance>,
}

/// A ban that is drawn on the page's map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportBan {
    /// Number of the region.
    pub region: usize,
    /// Its class: whole, part, seasonal or planned.
    pub class: String,
    /// Where its signs stand on the map; none where it is an outline.
    pub signs: Vec<[f64; 2]>,
}

/// A region of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportRegion {
    /// Its code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Name for labels.
    pub short: String,
    /// Name of what it is part of; maybe empty.
    pub part_of: String,
    /// Whether it is a shape of the map that counts.
    pub on_map: bool,
}

/// A source as figures cite it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportOrigin {
    /// Its id, which is its anchor in the list of sources.
    pub id: String,
    /// Publisher and date.
    pub label: String,
    /// Title.
    pub title: String,
    /// Address; maybe empty.
    pub url: String,
}

/// A metric that the page can show.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportMetric {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Id of its unit.
    pub unit_id: String,
    /// Its unit; empty for counts.
    pub unit: String,
    /// What exactly is counted.
    pub description: String,
    /// Where the two sides part, for diverging metrics.
    pub centre: Option<f64>,
    /// Whether it tells categories in place of numbers.
    pub is_categorical: bool,
    /// Number of the metric that tells its growth from year to year.
    pub growth: Option<usize>,
    /// Number of the sheet that answers for a year.
    pub sheets: BTreeMap<i32, usize>,
}

/// The figures of a metric that answer for a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportSheet {
    /// What is shown, where and when.
    pub title: String,
    /// Unit and the figure of the whole.
    pub subtitle: String,
    /// Cautions.
    pub notes: Vec<String>,
    /// How many figures are of which status.
    pub status_line: String,
    /// The map in words.
    pub alt: String,
    /// Colours of classes or categories, with their words and how many regions are in each.
    pub classes: Vec<ReportClass>,
    /// Figures.
    pub cells: Vec<ReportFigure>,
    /// What exported tables say of them beyond that.
    pub rows: Vec<ExportedRow>,
}

/// What a row of the exported table has beside the figure of its region: several rows for a region
/// with several acts, one for a region without data. In JSON an array.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportedRow {
    /// Number of the region.
    pub region: usize,
    /// Number of the text of its period, ISO 8601.
    pub period: usize,
    /// Number of the text of its accuracy.
    pub accuracy: usize,
    /// Number of the text of its category.
    pub category: usize,
    /// Number of the text of how far the act has come.
    pub act_status: usize,
    /// Number of the text of the ids of contradictions.
    pub conflicts: usize,
    /// Number of the text of its note.
    pub note: usize,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
}

impl Serialize for ExportedRow {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { region, period, accuracy, category, act_status, conflicts, note, sources } = self;
        (region, period, accuracy, category, act_status, conflicts, note, sources).serialize(serializer)
    }
}

/// A class of a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportClass {
    /// Its colour.
    pub colour: String,
    /// From where to where.
    pub label: String,
    /// How many regions are in it.
    pub count: usize,
}

/// Class numbers for what is in none.
pub const BOUNDS_ONLY: i32 = -2;

/// A figure of a region. In JSON an array, as there are thousands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportFigure {
    /// Number of the region.
    pub region: usize,
    /// The value; none where only bounds are known, or for categories.
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// Number of the status.
    pub status: usize,
    /// Number of the class, −1 for none (districts, the country), −2 where bounds span several.
    pub class: i32,
    /// Whether its bounds reach into other classes.
    pub is_unsure: bool,
    /// Best and worst place among all; zeros where there is none.
    pub rank: (usize, usize),
    /// Number of the text of its place: "1", "9 or 1–3"; of an empty one where it has none.
    pub place: usize,
    /// Number of the text of the figure: value, unit, interval.
    pub text: usize,
    /// Number of the text of its period.
    pub period: usize,
    /// Number of the text of its note.
    pub note: usize,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
    /// Whether sources disagree on it.
    pub is_disputed: bool,
    /// Number of the text on the map, where something is known of it.
    pub label: usize,
}

impl Serialize for ReportFigure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let flags = u8::from(self.is_unsure) + 2 * u8::from(self.is_disputed);
        let numbers = (Short(self.value), Short(self.low), Short(self.high));
        let words = (self.text, self.period, self.note);
        (
            self.region,
            numbers.0,
            numbers.1,
            numbers.2,
            self.status,
            self.class,
            flags,
            self.rank.0,
            self.rank.1,
            self.place,
            words.0,
            words.1,
            words.2,
            &self.sources,
            self.label,
        )
            .serialize(serializer)
    }
}

/// A number of a file without the dust of binary arithmetic, a whole one without a point.
struct Short(Option<f64>);

impl Serialize for Short {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Whole numbers up to here are exact.
        const EXACT: f64 = 9e15;
        match self.0.map(crate::units::tidy) {
            None => serializer.serialize_none(),
            Some(value) if value.fract() == 0.0 && value.abs() < EXACT => {
                serializer.serialize_i64(value as i64)
            }
            Some(value) => serializer.serialize_f64(value),
        }
    }
}

/// Generation against consumption, one mark a region.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportBalance {
    /// What is shown.
    pub title: String,
    /// How it is to be read.
    pub subtitle: String,
    /// Cautions.
    pub notes: Vec<String>,
    /// How many figures are of which status.
    pub status_line: String,
    /// The chart in words.
    pub alt: String,
    /// Marks.
    pub marks: Vec<ReportMark>,
}

/// A region of the balance chart. Energy in `TWh` a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportMark {
    /// Number of the region.
    pub region: usize,
    /// Consumption with its bounds.
    pub used: [Option<f64>; 3],
    /// Generation with its bounds.
    pub made: [Option<f64>; 3],
    /// What sizes the mark; none is not known.
    pub size: Option<f64>,
    /// All of it in words.
    pub text: String,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
}
