//! Owns tables on their way out: the columns that every exported figure carries, as CSV and
//! JSON. Does not choose rows nor write files.

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

const COLUMNS: [&str; 19] = [
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
    "rank_best",
    "rank_worst",
    "status",
    "sources",
    "source_urls",
    "conflicts",
    "note",
];

/// Rows as CSV with a header; lists are separated by blanks.
#[must_use]
pub fn csv_table(rows: &[TableRow]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let number = |v: Option<f64>| v.map(|v| tidy(v).to_string()).unwrap_or_default();
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for row in rows {
        let _ = writer.write_record([
            &row.region,
            &as_text(&row.region_name),
            &row.metric,
            &as_text(&row.metric_name),
            &row.period,
            &number(row.value),
            &number(row.low),
            &number(row.high),
            &row.accuracy,
            &row.category,
            &row.act_status,
            &row.unit,
            &row.rank_best.map(|rank| rank.to_string()).unwrap_or_default(),
            &row.rank_worst.map(|rank| rank.to_string()).unwrap_or_default(),
            &row.status,
            &row.sources.join(" "),
            &row.source_urls.join(" "),
            &row.conflicts.join(" "),
            &as_text(&row.note),
        ]);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
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

/// The text, with an apostrophe before what a spreadsheet would take for a formula: names and
/// notes come from files of anywhere.
fn as_text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
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
        assert_eq!((&record[5], &record[6], &record[15]), ("-4.8", "", "a b"));
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
