//! Owns regions side by side: a row for each metric that one of them has a figure of, and where
//! one is the highest for sure. Does not draw it.
//!
//! Main type: [`Comparison`].

use super::{
    Session,
    figures::{Figure, ends},
};
use crate::{
    atlas::{Metric, Record, RegionId},
    lang::Words,
};

/// Regions side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Codes and short names of the regions.
    pub columns: Vec<(String, String)>,
    /// Their figures by group of metrics.
    pub groups: Vec<(String, Vec<ComparedRow>)>,
    /// What a reader must not mistake; maybe empty.
    pub caution: String,
    /// All of it for a spreadsheet: tabs between values, with status, interval and source.
    pub tsv: String,
}

/// A metric of all regions compared.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    /// Name of the metric.
    pub name: String,
    /// Its unit; empty where numbers say it themselves.
    pub unit: String,
    /// One figure for each column; `None` is no data.
    pub figures: Vec<Option<Figure>>,
    /// The column whose figure is above all others for sure: all are known, of one period, and
    /// their intervals do not meet.
    pub highest: Option<usize>,
}

impl Session {
    /// Whether several regions are chosen.
    #[must_use]
    pub fn is_comparing(&self) -> bool {
        self.document().chosen.len() + self.not_compared > 1
    }

    /// The regions chosen, side by side, for the year looked at.
    #[must_use]
    pub fn comparison(&self, words: &Words) -> Comparison {
        let (atlas, lang) = (self.atlas(), words.lang());
        let chosen = &self.document().chosen;
        let regions: Vec<RegionId> = chosen.iter().filter_map(|code| atlas.region_id(code)).collect();
        let named = |id: &RegionId| {
            let region = atlas.region(*id);
            (region.code.clone(), region.short.get(lang).to_owned())
        };
        let mut groups = Vec::new();
        for (name, metrics) in self.metric_groups(words) {
            let rows = metrics.into_iter().filter_map(|id| {
                let record = |&region: &RegionId| atlas.record(region, id, self.document().year);
                let records: Vec<Option<Record>> = regions.iter().map(record).collect();
                let is_empty = records.iter().all(Option::is_none);
                (!is_empty).then(|| self.compared_row(&regions, atlas.metric(id), &records, words))
            });
            let rows: Vec<ComparedRow> = rows.collect();
            if !rows.is_empty() {
                groups.push((name, rows));
            }
        }
        let columns: Vec<(String, String)> = regions.iter().map(named).collect();
        let tsv = tsv(&columns, &groups, words);
        Comparison { columns, groups, caution: atlas.caution.get(lang).to_owned(), tsv }
    }

    fn compared_row(
        &self,
        regions: &[RegionId],
        metric: &Metric,
        records: &[Option<Record>],
        words: &Words,
    ) -> ComparedRow {
        let figures = regions.iter().zip(records).map(|(&region, record)| {
            record.as_ref().map(|record| self.figure(region, metric, record, words))
        });
        let unit = if metric.unit.is_percent() { String::new() } else { metric.unit.short(words) };
        ComparedRow {
            unit,
            name: metric.name.get(words.lang()).to_owned(),
            figures: figures.collect(),
            highest: highest(records).filter(|_| metric.unit.id() != "rank"),
        }
    }
}

/// The place of the record that is above all others whatever the intervals leave open.
fn highest(records: &[Option<Record>]) -> Option<usize> {
    let known: Vec<&Record> = records.iter().map(Option::as_ref).collect::<Option<_>>()?;
    let period = known.first()?.period;
    if known.iter().any(|record| record.period != period) {
        return None;
    }
    let ends: Vec<(f64, f64)> = known.into_iter().map(ends).collect();
    let is_above =
        |at: usize| ends.iter().enumerate().all(|(other, (_, high))| other == at || ends[at].0 > *high);
    (0..ends.len()).find(|&at| is_above(at))
}

/// One line for each figure, so that none loses what belongs to it.
fn tsv(columns: &[(String, String)], groups: &[(String, Vec<ComparedRow>)], words: &Words) -> String {
    let heads = ["region", "metric", "value", "interval", "status", "period", "sources"];
    let mut lines = vec![heads.map(|head| words.get(&format!("column-{head}"))).join("\t")];
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    for row in groups.iter().flat_map(|(_, rows)| rows) {
        for ((_, region), figure) in columns.iter().zip(&row.figures) {
            let no_data = words.get("status-no-data");
            let sources = figure.iter().flat_map(|figure| &figure.sources);
            let sources: Vec<&str> = sources.map(|source| source.label.as_str()).collect();
            let [value, interval, status, period] = match figure {
                None => ["", "", &no_data, ""],
                Some(known) => [&*known.value, &known.interval, &known.status_word, &known.period],
            };
            let cells = [region, &row.name, value, interval, status, period, &sources.join("; ")].map(clean);
            lines.push(cells.join("\t"));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Command, Sources};

    fn comparing(codes: &[&str]) -> Comparison {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        for code in codes {
            session.apply(Command::Compare((*code).to_owned())).expect("known");
        }
        session.comparison(&session.words())
    }

    #[test]
    fn the_highest_is_marked_only_where_intervals_leave_no_doubt() {
        let compared = comparing(&["RU-IRK", "RU-NVS", "RU-BA"]);
        assert_eq!(compared.columns.len(), 3);
        let row = |name: &str| {
            let mut rows = compared.groups.iter().flat_map(|(_, rows)| rows);
            rows.find(|row| row.name == name).expect("a row").clone()
        };
        // Bashkortostan has only bounds, which meet those of Irkutsk.
        assert_eq!(row("Farms detected").highest, None);
        assert_eq!(row("Population").highest, Some(2));
        let farms = row("Farms detected").figures[0].clone().expect("a figure");
        assert_eq!((farms.value.as_str(), farms.interval.as_str()), ("17,722", "17,057–18,396"));
        let line = compared.tsv.lines().find(|line| line.contains("17,722")).expect("a line");
        assert_eq!(line.split('\t').count(), 7);
        assert!(line.contains("derived") && line.contains("2025"), "{line}");
    }
}
