//! Owns the rows of charts in words: what is read out, shown where one points, and copied as a
//! table. Does not choose the rows (see `rows`).

use super::{BalanceRow, Cell, CellText, ChartKind, GrowthRow, Session, TimelineRow};
use crate::{
    atlas::{Metric, Record},
    lang::{Lang, Words},
    provenance::{Interval, Observation},
    units,
};
use std::sync::Arc;

impl Session {
    /// A year of the growth chart in words.
    #[must_use]
    pub fn growth_row_text(&self, row: &GrowthRow, words: &Words) -> CellText {
        let value = self.growth_sentence(row, words);
        let ids = row.observation.sources.iter();
        let ids = ids.chain(row.change_percent.iter().flat_map(|change| &change.sources));
        CellText { sentence: format!("{value} {}", self.source_line(ids, [], words)), value }
    }

    /// Name, figure, interval, status and period of a region of the metric shown: "Irkutsk
    /// Oblast: 17,722 (17,057–18,396), derived, 2025".
    #[must_use]
    pub fn cell_name(&self, cell: &Cell, words: &Words) -> String {
        let name = || self.atlas().region(cell.region).name.get(words.lang()).to_owned();
        self.metric_shown().map_or_else(name, |metric| self.describe(cell, metric, words))
    }

    /// A region of the balance chart in words.
    #[must_use]
    pub fn balance_row_text(&self, row: &BalanceRow, words: &Words) -> CellText {
        let atlas = self.atlas();
        let part = |id: &str, record: &Record| {
            let metric = atlas.metric(atlas.metric_id(id)?);
            Some(format!("{}: {}", metric.name.get(words.lang()), figure_of(metric, record, words)))
        };
        let (made, used) = (&row.generation, &row.consumption);
        let has_surplus = made.observation.value >= used.observation.value;
        let side = if has_surplus { "balance-side-surplus" } else { "balance-side-deficit" };
        let mut parts = vec![words.get(side)];
        parts.extend(part(super::rows::GENERATION, made));
        parts.extend(part(super::rows::CONSUMPTION, used));
        parts.push(match (self.farms_metric(), &row.farms) {
            (Some(farms), Some(record)) => {
                let metric = atlas.metric(farms);
                format!("{}: {}", metric.name.get(words.lang()), figure_of(metric, record, words))
            }
            _ => words.get("chart-farms-unknown"),
        });
        let value = format!("{}: {}.", atlas.region(row.region).name.get(words.lang()), parts.join("; "));
        let records = [Some(made), Some(used), row.farms.as_ref()];
        let ids = records.into_iter().flatten().flat_map(|record| &record.observation.sources);
        CellText { sentence: format!("{value} {}", self.source_line(ids, [], words)), value }
    }

    /// An act or ban in words.
    #[must_use]
    pub fn timeline_row_text(&self, row: &TimelineRow, words: &Words) -> CellText {
        let status = words.get(&format!("act-{}", row.event.status.id()));
        let value = format!("{}: {}, {status}", row.event.period.label(words), row.event.title);
        let text = row.text.trim_end_matches('.');
        let sources = self.source_line(&row.sources, [], words);
        CellText { sentence: format!("{value}. {text}. {sources}"), value }
    }

    /// The figures of a chart as a table of texts, to be pasted into a spreadsheet: a header and
    /// one row for each row of the chart, with bounds, status and sources. Ranking: see
    /// [`Session::table_view`].
    #[must_use]
    pub fn chart_data(&self, kind: ChartKind, words: &Words) -> String {
        match kind {
            ChartKind::Growth => self.growth_data(words),
            ChartKind::Ranking => self.table_view(words).figures_only().as_tsv(words),
            ChartKind::Balance => self.balance_data(words),
            ChartKind::Timeline => self.timeline_data(words),
        }
    }

    fn growth_data(&self, words: &Words) -> String {
        let lang = words.lang();
        let unit = self.metric_shown().map(|metric| metric.unit.short(words)).unwrap_or_default();
        let heads = [
            "region", "year", "value", "low", "high", "unit", "status", "growth", "low", "high", "status",
            "sources",
        ];
        let mut table = Tsv::new(&heads, words);
        let shown = if self.is_comparing() {
            self.compared_growth()
        } else {
            self.whole().map(|whole| (whole, self.growth_rows())).into_iter().collect()
        };
        let rows =
            shown.into_iter().flat_map(|(region, rows)| rows.into_iter().map(move |row| (region, row)));
        for (region, row) in rows {
            let mut cells = vec![self.atlas().region(region).name.get(lang).to_owned(), row.year.to_string()];
            cells.extend(figures(Some(&row.observation), lang));
            cells.push(unit.clone());
            cells.push(status_word(Some(&row.observation), words));
            cells.extend(figures(row.change_percent.as_ref(), lang));
            cells.push(status_word(row.change_percent.as_ref(), words));
            let ids = row.observation.sources.iter();
            let ids = ids.chain(row.change_percent.iter().flat_map(|change| &change.sources));
            cells.push(self.source_names(ids, lang));
            table.row(&cells);
        }
        table.text
    }

    fn balance_data(&self, words: &Words) -> String {
        let lang = words.lang();
        let heads = [
            "region",
            "period",
            "generation",
            "low",
            "high",
            "status",
            "consumption",
            "low",
            "high",
            "status",
            "farms",
            "low",
            "high",
            "status",
            "sources",
        ];
        let mut table = Tsv::new(&heads, words);
        for row in self.balance_rows().unwrap_or_default() {
            let mut cells = vec![
                self.atlas().region(row.region).name.get(lang).to_owned(),
                row.generation.period.to_string(),
            ];
            let records = [Some(&row.generation), Some(&row.consumption), row.farms.as_ref()];
            for observation in records.map(|record| record.map(|record| &record.observation)) {
                cells.extend(figures(observation, lang));
                cells.push(status_word(observation, words));
            }
            let ids = records.into_iter().flatten().flat_map(|record| &record.observation.sources);
            cells.push(self.source_names(ids, lang));
            table.row(&cells);
        }
        table.text
    }

    fn timeline_data(&self, words: &Words) -> String {
        let mut table =
            Tsv::new(&["dates", "topic", "event", "act-status", "regions", "text", "sources"], words);
        for row in self.timeline_rows(words) {
            let topic = &row.event.topic;
            let regions = row.regions.iter().map(|&id| self.atlas().region(id).name.get(words.lang()));
            table.row(&[
                row.event.period.to_string(),
                words.find(&format!("topic-{topic}")).unwrap_or_else(|| topic.clone()),
                row.event.title.clone(),
                words.get(&format!("act-{}", row.event.status.id())),
                regions.collect::<Vec<_>>().join(", "),
                row.text.clone(),
                self.source_names(&row.sources, words.lang()),
            ]);
        }
        table.text
    }

    /// Publisher and date of each source, each once.
    pub(super) fn source_names<'a>(&self, ids: impl IntoIterator<Item = &'a Arc<str>>, lang: Lang) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let name = self.source_name(id, lang);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    }
}

fn figure_of(metric: &Metric, record: &Record, words: &Words) -> String {
    let figure = Session::figure_text(metric, &record.observation, words);
    let status = words.get(&format!("status-{}", record.observation.status.id()));
    format!("{figure}, {status}, {}", record.period.label(words))
}

/// Value and bounds as a spreadsheet reads them; words where there is none.
fn figures(observation: Option<&Observation>, lang: Lang) -> [String; 3] {
    let side = |side: Option<f64>| side.map(|value| units::plain(value, lang)).unwrap_or_default();
    let Some(observation) = observation else { return [const { String::new() }; 3] };
    let interval = observation.interval;
    [
        side(observation.value),
        // An exact figure is its own bounds.
        side(interval.map_or(observation.value, Interval::low)),
        side(interval.map_or(observation.value, Interval::high)),
    ]
}

fn status_word(observation: Option<&Observation>, words: &Words) -> String {
    let status = observation.map_or("no-data", |observation| observation.status.id());
    words.get(&format!("status-{status}"))
}

/// Rows of cells with tabs between them.
pub(super) struct Tsv {
    /// What was written so far.
    pub(super) text: String,
}

impl Tsv {
    /// A table with these columns.
    pub(super) fn new(columns: &[&str], words: &Words) -> Self {
        let mut table = Self { text: String::new() };
        let heads: Vec<String> =
            columns.iter().map(|column| words.get(&format!("column-{column}"))).collect();
        table.row(&heads);
        table
    }

    /// Adds a row; tabs and line ends within a cell would break the table, and a spreadsheet
    /// takes a cell that begins like a formula for one.
    pub(super) fn row(&mut self, cells: &[String]) {
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                self.text.push('\t');
            }
            if cell.starts_with(['=', '@', '+']) {
                self.text.push('\'');
            }
            self.text.extend(cell.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Command, Sources};

    fn session() -> Session {
        Session::open(&Sources::default()).expect("the embedded atlas opens")
    }

    #[test]
    fn growth_reads_with_change_status_and_source() {
        let session = session();
        let words = session.words();
        let rows = session.growth_rows();
        assert_eq!(rows.iter().map(|row| row.year).collect::<Vec<_>>(), [2023, 2024, 2025]);
        let text = session.growth_row_text(&rows[2], &words);
        assert!(text.value.starts_with("2025: 196,907, published, +44%"), "{}", text.value);
        assert!(text.sentence.contains("Sources: "), "{}", text.sentence);
    }

    #[test]
    fn a_copied_table_has_one_width_and_says_what_is_missing() {
        let session = session();
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for kind in [ChartKind::Growth, ChartKind::Ranking, ChartKind::Balance, ChartKind::Timeline] {
                let text = session.chart_data(kind, &words);
                let widths: Vec<usize> = text.lines().map(|line| line.matches('\t').count()).collect();
                assert!(
                    widths.len() > 3 && widths.iter().all(|width| *width == widths[0]),
                    "{kind:?}: {text}"
                );
                assert!(!text.contains("column-"), "{text}");
            }
        }
        // Before the counting began there is no figure of farms.
        let mut session = session;
        session.apply(Command::ShowYear(2021)).expect("any year");
        assert!(session.chart_data(ChartKind::Balance, &session.words()).contains("\tno data\t"));
    }

    #[test]
    fn a_region_of_the_balance_says_its_side_and_unknown_farms() {
        let mut session = session();
        session.apply(Command::ShowYear(2021)).expect("any year");
        let words = session.words();
        let rows = session.balance_rows().expect("there");
        let unknown = rows.iter().find(|row| row.farms.is_none()).expect("none is known so early");
        let text = session.balance_row_text(unknown, &words).value;
        assert!(text.contains("number of farms unknown") && text.contains("TWh"), "{text}");
        assert!(!text.contains("Farms detected: 0"), "{text}");
    }

    #[test]
    fn bans_carry_their_regions_and_laws_none() {
        let mut session = session();
        session.apply(Command::Speak(Lang::Ru)).expect("spoken");
        let rows = session.timeline_rows(&session.words());
        assert!(rows.iter().all(|row| !row.event.lasts || !row.regions.is_empty()), "only bans last");
        assert!(rows.iter().all(|row| row.regions.is_empty() || row.event.topic == "ban"));
        assert!(rows.iter().any(|row| row.regions.len() > 4));
    }
}
