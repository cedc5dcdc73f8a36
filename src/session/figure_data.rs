//! Owns the data that go with a figure: exactly what it shows, each with status, interval and
//! sources, as CSV and as a workbook. Does not draw.

use super::{BalanceRow, ChartError, ChartKind, FigureError, MapError, Session, rows};
use crate::{
    atlas::{Derivation, Level, MetricId, RegionId},
    figure::{FigureKind, FigureSpec, FrameText},
    io::{self, Sheet, TableRow},
    lang::Words,
};
use std::collections::BTreeSet;

/// Names of the columns of acts.
const ACT_COLUMNS: [&str; 9] =
    ["period", "topic", "title", "text", "regions", "is_ban", "act_status", "sources", "source_urls"];

impl Session {
    /// The figures that the spec shows as CSV, one row each; no data is a row without a value.
    ///
    /// # Errors
    /// The spec names what there is not, or its kind has no data of its own.
    pub fn figure_csv(&self, spec: &FigureSpec) -> Result<String, FigureError> {
        Ok(self.prepared(spec)?.figure_sheet(spec.kind)?.to_csv())
    }

    /// The same as a workbook: figures, their sources, and what the figure says of itself with the
    /// hash of its data.
    ///
    /// # Errors
    /// As [`Self::figure_csv`], or the figure has no source.
    pub fn figure_workbook(&self, spec: &FigureSpec) -> Result<Vec<u8>, FigureError> {
        let session = self.prepared(spec)?;
        let words = session.words();
        let text = Self::dressed(&session.frame_text(spec.kind, &words)?, spec)?;
        let sheet = session.figure_sheet(spec.kind)?;
        let sources = session.sources_sheet(&sheet);
        let about = session.about_sheet(&text, spec.kind, &words)?;
        let named = |id: &str, sheet: Sheet| (words.get(id), sheet);
        let sheets = [
            named("workbook-data", sheet),
            named("workbook-sources", sources),
            named("workbook-about", about),
        ];
        Ok(io::workbook(&text.title, &sheets)?)
    }

    /// Title, notes and sources of a figure of what is shown.
    pub(super) fn frame_text(&self, kind: FigureKind, words: &Words) -> Result<FrameText, FigureError> {
        let chart = match kind {
            FigureKind::Growth => ChartKind::Growth,
            FigureKind::Ranking => ChartKind::Ranking,
            FigureKind::Balance => ChartKind::Balance,
            FigureKind::Timeline => ChartKind::Timeline,
            FigureKind::Choropleth => {
                let geography = self.geography().map_err(MapError::from)?;
                return Ok(self.map_view(geography, words)?.text);
            }
            kind => return Err(no_data_of(kind)),
        };
        Ok(self.chart_text(chart, words)?)
    }

    fn figure_sheet(&self, kind: FigureKind) -> Result<Sheet, FigureError> {
        let rows = match kind {
            FigureKind::Growth => self.growth_figures(),
            FigureKind::Ranking => self.ranking_figures(),
            FigureKind::Balance => {
                self.balance_rows()?.iter().flat_map(|row| self.balance_figures(row)).collect()
            }
            FigureKind::Choropleth => self.map_figures(),
            FigureKind::Timeline => return Ok(self.acts_sheet(&self.words())),
            kind => return Err(no_data_of(kind)),
        };
        Ok(io::sheet_of(&rows))
    }

    /// The whole in every year, then its growth.
    fn growth_figures(&self) -> Vec<TableRow> {
        let Some((metric, whole)) = self.metric().zip(self.whole()) else { return Vec::new() };
        let growth = Derivation::Growth { a: metric };
        let changes = (0..self.atlas().metrics.len() as u32)
            .map(MetricId)
            .find(|&id| self.atlas().metric(id).derivation == growth);
        let years: Vec<i32> = self.growth_rows().iter().map(|row| row.year).collect();
        let of_years = |metric: MetricId| {
            let known = years.iter().filter_map(move |&year| self.atlas().record(whole, metric, year));
            known.map(move |record| self.figure_row(whole, metric, &record)).collect::<Vec<_>>()
        };
        std::iter::once(metric).chain(changes).flat_map(of_years).collect()
    }

    /// Regions in the order of the ranking, then those of which nothing is known.
    fn ranking_figures(&self) -> Vec<TableRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let cells = self.cells(metric, self.document().year);
        let unknown = cells.iter().filter(|cell| {
            cell.record.is_none() && self.is_in_focus(cell.region) && self.counts(cell.region)
        });
        let ranking = self.ranking_rows();
        let known = ranking.rows.iter().map(|place| TableRow {
            rank_best: place.cell.rank.map(|(best, _)| best),
            rank_worst: place.cell.rank.map(|(_, worst)| worst),
            ..self.figure_row(place.cell.region, metric, &place.record)
        });
        known.chain(unknown.map(|cell| self.row(cell.region, metric))).collect()
    }

    fn balance_figures(&self, row: &BalanceRow) -> Vec<TableRow> {
        let metric = |id: &str| self.atlas().metric_id(id);
        let parts = [
            metric(rows::GENERATION).map(|id| (id, Some(&row.generation))),
            metric(rows::CONSUMPTION).map(|id| (id, Some(&row.consumption))),
            self.farms_metric().map(|id| (id, row.farms.as_ref())),
        ];
        let figure = |(id, record): (MetricId, Option<&crate::atlas::Record>)| match record {
            Some(record) => self.figure_row(row.region, id, record),
            None => self.row(row.region, id),
        };
        parts.into_iter().flatten().map(figure).collect()
    }

    /// The whole that the map names, its regions, and the bans that are hatched over them.
    fn map_figures(&self) -> Vec<TableRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let (atlas, year) = (self.atlas(), self.document().year);
        let regions: Vec<RegionId> =
            atlas.map_regions(true).filter(|&id| self.is_in_focus(id) && self.counts(id)).collect();
        let whole = self.whole().filter(|&whole| atlas.region(whole).level != Level::Region);
        let ranks = self.cells(metric, year);
        let ban = (0..atlas.metrics.len() as u32)
            .map(MetricId)
            .find(|&id| atlas.metric(id).derivation == Derivation::Ban)
            .filter(|&id| id != metric);
        let of_metric = whole
            .filter(|&whole| atlas.record(whole, metric, year).is_some())
            .into_iter()
            .chain(regions.iter().copied())
            .flat_map(|id| {
                let rank = super::cells::cell_of(&ranks, id).and_then(|cell| cell.rank);
                self.rows_of(id, metric, Some(year), rank)
            });
        let banned = regions.iter().filter(|&&id| atlas.ban_class(id, year).holds());
        let of_bans = ban
            .into_iter()
            .flat_map(|ban| banned.clone().flat_map(move |&id| self.rows_of(id, ban, Some(year), None)));
        of_metric.chain(of_bans).collect()
    }

    fn acts_sheet(&self, words: &Words) -> Sheet {
        let urls = |ids: &[std::sync::Arc<str>]| -> Vec<String> {
            let known = ids.iter().filter_map(|id| self.atlas().sources.get(id));
            known.map(|source| source.url.clone()).filter(|url| !url.is_empty()).collect()
        };
        let rows = self.timeline_rows(words).into_iter().map(|row| {
            let ids: Vec<String> = row.sources.iter().map(ToString::to_string).collect();
            let regions: Vec<String> =
                row.regions.iter().map(|&id| self.atlas().region(id).code.clone()).collect();
            vec![
                row.event.period.to_string().as_str().into(),
                row.event.topic.as_str().into(),
                row.event.title.as_str().into(),
                row.text.as_str().into(),
                regions.as_slice().into(),
                if row.event.lasts { "yes" } else { "no" }.into(),
                row.event.status.id().into(),
                ids.as_slice().into(),
                urls(&row.sources).as_slice().into(),
            ]
        });
        Sheet { columns: ACT_COLUMNS.map(str::to_owned).into(), rows: rows.collect() }
    }

    /// The sources that a sheet cites, by their ids.
    fn sources_sheet(&self, sheet: &Sheet) -> Sheet {
        let cites = sheet.columns.iter().position(|column| column == "sources");
        let lists = sheet.rows.iter().filter_map(|row| match row.get(cites?)? {
            io::Field::Text(ids) => Some(ids.split(' ')),
            _ => None,
        });
        let ids: BTreeSet<&str> = lists.flatten().collect();
        let lang = self.document().lang;
        let rows = ids.into_iter().filter_map(|id| self.atlas().sources.get(id)).map(|source| {
            let cells = [
                &source.id,
                source.title.get(lang),
                source.publisher.get(lang),
                source.date.as_str(),
                source.url.as_str(),
                source.licence.as_str(),
                source.note.get(lang),
            ];
            cells.map(Into::into).into()
        });
        let columns = ["source", "title", "publisher", "date", "url", "licence", "note"];
        Sheet { columns: columns.map(str::to_owned).into(), rows: rows.collect() }
    }

    /// What the figure says beside its data, and of which data it was made.
    fn about_sheet(&self, text: &FrameText, kind: FigureKind, words: &Words) -> Result<Sheet, FigureError> {
        let mut rows = vec![("title", text.title.clone()), ("subtitle", text.subtitle.clone())];
        rows.extend(text.notes.iter().map(|note| ("note", note.clone())));
        rows.extend([
            ("status", text.status_line.clone()),
            ("sources", text.source_line.clone()),
            ("kind", kind.id().to_owned()),
            ("language", words.lang().code().to_owned()),
            ("atlas", self.atlas().name.en.clone()),
            ("data-sha256", self.data_hash()?),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
        ]);
        let told = rows.into_iter().filter(|(_, text)| !text.is_empty());
        Ok(Sheet {
            columns: ["name", "text"].map(str::to_owned).into(),
            rows: told.map(|(name, text)| vec![name.into(), text.as_str().into()]).collect(),
        })
    }
}

fn no_data_of(kind: FigureKind) -> FigureError {
    ChartError::Nothing(format!("figures of kind '{}' have no table of their own", kind.id())).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    fn csv(kind: FigureKind) -> Vec<csv_line::Line> {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        csv_line::read(&session.figure_csv(&FigureSpec::of_kind(kind)).expect("it has data"))
    }

    /// A reader of our own tables, by names of columns.
    mod csv_line {
        use std::collections::HashMap;

        pub(super) type Line = HashMap<String, String>;

        pub(super) fn read(text: &str) -> Vec<Line> {
            let mut rows: Vec<Vec<String>> = vec![vec![String::new()]];
            let mut is_quoted = false;
            for c in text.chars() {
                match c {
                    '"' => is_quoted = !is_quoted,
                    ',' if !is_quoted => rows.last_mut().expect("a row").push(String::new()),
                    '\n' if !is_quoted => rows.push(vec![String::new()]),
                    c => rows.last_mut().and_then(|row| row.last_mut()).expect("a cell").push(c),
                }
            }
            let head = rows.remove(0);
            let lines = rows.into_iter().filter(|row| row.len() == head.len());
            lines.map(|row| head.iter().cloned().zip(row).collect()).collect()
        }
    }

    #[test]
    fn the_growth_chart_has_its_years_and_their_change() {
        let lines = csv(FigureKind::Growth);
        let told: Vec<[&str; 4]> = lines
            .iter()
            .map(|line| ["metric", "period", "value", "status"].map(|name| &*line[name]))
            .collect();
        assert!(told.contains(&["farms", "2025", "196907", "published"]), "{told:?}");
        assert!(told.contains(&["farms_growth", "2025", "44", "published"]), "{told:?}");
        assert_eq!(told.len(), 5, "{told:?}");
    }

    #[test]
    fn every_row_has_a_status_and_a_source_and_no_data_has_no_value() {
        for kind in [FigureKind::Growth, FigureKind::Ranking, FigureKind::Balance, FigureKind::Choropleth] {
            for line in csv(kind) {
                let is_unknown = line["status"] == "no_data";
                assert!(!line["status"].is_empty(), "{kind:?} {line:?}");
                assert_eq!(line["sources"].is_empty(), is_unknown, "{kind:?} {line:?}");
                assert!(!is_unknown || line["value"].is_empty(), "{kind:?} {line:?}");
            }
        }
        assert!(csv(FigureKind::Timeline).iter().all(|line| !line["sources"].is_empty()));
    }

    #[test]
    fn a_map_has_its_regions_the_whole_and_the_bans_over_them() {
        let lines = csv(FigureKind::Choropleth);
        let of = |metric: &str| lines.iter().filter(|line| line["metric"] == metric).count();
        assert_eq!(of("farms"), 84);
        assert!(of("ban") > 5, "{}", of("ban"));
    }

    #[test]
    fn a_workbook_of_each_kind_is_the_same_each_time() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        for kind in [FigureKind::Growth, FigureKind::Timeline] {
            let book = || session.figure_workbook(&FigureSpec::of_kind(kind)).expect("written");
            assert_eq!(book(), book());
        }
        assert!(session.figure_workbook(&FigureSpec::of_kind(FigureKind::Slope)).is_err());
    }
}
