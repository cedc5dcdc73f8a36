//! Owns tables on their way out: the columns that every exported figure carries, as CSV and
//! JSON. Does not choose rows nor write files.

use super::sheet::Sheet;
use crate::units::tidy;
use serde::Serialize;

/// One exported figure with all that belongs to it. Missing numbers are empty in CSV and null in
/// JSON, never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableRow {
    /// Code of the region.
    pub region: String,
    /// Its name in the chosen language.
    pub region_name: String,
    /// Id of the metric.
    pub metric: String,
    /// Its name in the chosen language.
    pub metric_name: String,
    /// ISO 8601 period.
    pub period: String,
    /// The figure.
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
    /// How near the figure is: exact, within its bounds, or unknown.
    pub accuracy: String,
    /// Category, for metrics without numbers.
    pub category: String,
    /// How far the act has come, for bans.
    pub act_status: String,
    /// Id of the unit.
    pub unit: String,
    /// Its places among the regions as sources state them, contradictory ones too ("9 or 2–3"), else
    /// as far as all figures leave them open.
    pub rank: String,
    /// Best place that it can have among the regions, the highest value first.
    pub rank_best: Option<usize>,
    /// Worst place that it can have; the same where nothing is left open.
    pub rank_worst: Option<usize>,
    /// Published, derived, detected, estimated, simulated; or `no_data`.
    pub status: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// Their addresses.
    pub source_urls: Vec<String>,
    /// Ids of contradictions.
    pub conflicts: Vec<String>,
    /// Arithmetic or caution.
    pub note: String,
}

const COLUMNS: [&str; 20] = [
    "region",
    "region_name",
    "metric",
    "metric_name",
    "period",
    "value",
    "low",
    "high",
    "accuracy",
    "category",
    "act_status",
    "unit",
    "rank",
    "rank_best",
    "rank_worst",
    "status",
    "sources",
    "source_urls",
    "conflicts",
    "note",
];

/// Rows as a sheet; lists are separated by blanks.
#[must_use]
pub fn sheet_of(rows: &[TableRow]) -> Sheet {
    let fields = |row: &TableRow| {
        vec![
            row.region.as_str().into(),
            row.region_name.as_str().into(),
            row.metric.as_str().into(),
            row.metric_name.as_str().into(),
            row.period.as_str().into(),
            row.value.into(),
            row.low.into(),
            row.high.into(),
            row.accuracy.as_str().into(),
            row.category.as_str().into(),
            row.act_status.as_str().into(),
            row.unit.as_str().into(),
            row.rank.as_str().into(),
            row.rank_best.into(),
            row.rank_worst.into(),
            row.status.as_str().into(),
            row.sources.as_slice().into(),
            row.source_urls.as_slice().into(),
            row.conflicts.as_slice().into(),
            row.note.as_str().into(),
        ]
    };
    Sheet { columns: COLUMNS.map(str::to_owned).into(), rows: rows.iter().map(fields).collect() }
}

/// Rows as CSV with a header.
#[must_use]
pub fn csv_table(rows: &[TableRow]) -> String {
    sheet_of(rows).to_csv()
}

/// Rows as a JSON array of objects.
#[must_use]
pub fn json_table(rows: &[TableRow]) -> String {
    let plain_rows: Vec<TableRow> = rows
        .iter()
        .map(|row| TableRow {
            value: row.value.map(tidy),
            low: row.low.map(tidy),
            high: row.high.map(tidy),
            ..row.clone()
        })
        .collect();
    // Strings and numbers always have a form in JSON.
    let mut text = serde_json::to_string_pretty(&plain_rows).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> TableRow {
        TableRow {
            region: "RU-IRK".into(),
            region_name: "Irkutsk \"the\" Oblast, south".into(),
            value: Some(-4.799_999_999_999_997),
            sources: vec!["a".into(), "b".into()],
            ..TableRow::default()
        }
    }

    #[test]
    fn csv_quotes_what_must_be_and_leaves_no_data_empty() {
        let text = csv_table(&[row()]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let record = reader.records().next().expect("a row").expect("well-formed");
        assert_eq!(&record[1], "Irkutsk \"the\" Oblast, south");
        assert_eq!((&record[5], &record[6], &record[16]), ("-4.8", "", "a b"));
    }

    #[test]
    fn no_text_is_a_formula() {
        let text = csv_table(&[TableRow { note: "=1+1".into(), value: Some(-1.0), ..TableRow::default() }]);
        assert!(text.contains(",-1,") && text.trim_end().ends_with(",'=1+1"), "{text}");
    }

    #[test]
    fn json_has_null_for_no_data() {
        let rows: serde_json::Value = serde_json::from_str(&json_table(&[row()])).expect("JSON");
        assert_eq!(rows[0]["value"], -4.8);
        assert!(rows[0]["low"].is_null());
    }
}
