//! Owns the data that go with a figure: exactly what it shows, each with status, interval and
//! sources, as CSV and as a workbook. Does not draw.

use super::{FigureError, Session};
use crate::{
    atlas::{Derivation, Level, MetricId, Record, RegionId},
    figure::{FigureKind, FigureSpec, FrameText},
    io::{self, Sheet, TableRow},
    lang::Words,
    session::{BalanceRow, cells::cell_of, rows},
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
        Ok(self.prepared(spec)?.figure_sheet(spec)?.to_csv())
    }

    /// The same as a workbook: figures, their sources, and what the figure says of itself with the
    /// hash of its data.
    ///
    /// # Errors
    /// As [`Self::figure_csv`], or the figure has no source.
    pub fn figure_workbook(&self, spec: &FigureSpec) -> Result<Vec<u8>, FigureError> {
        let session = self.prepared(spec)?;
        let words = session.words();
        let text = Self::dressed(&session.described(spec, &words)?, spec)?;
        let sheet = session.figure_sheet(spec)?;
        let sources = session.sources_sheet(&sheet);
        let about = about_sheet(&text, session.facts(spec)?, &words);
        let named = |id: &str, sheet: Sheet| (words.get(id), sheet);
        let sheets = [
            named("workbook-data", sheet),
            named("workbook-sources", sources),
            named("workbook-about", about),
        ];
        Ok(io::workbook(&text.title, &sheets)?)
    }

    pub(super) fn figure_sheet(&self, spec: &FigureSpec) -> Result<Sheet, FigureError> {
        let year = self.document().year;
        let rows = match spec.kind {
            FigureKind::Growth => self.growth_figures(),
            FigureKind::Ranking | FigureKind::Diverging => self.ranking_figures(),
            FigureKind::Balance => {
                self.balance_rows()?.iter().flat_map(|row| self.balance_figures(row)).collect()
            }
            FigureKind::Choropleth | FigureKind::Symbols => self.map_figures(),
            FigureKind::SmallMultiples | FigureKind::Slope => {
                let metric = self.printed_metric()?;
                let years = self.years_of(spec)?;
                self.figures_of_regions(&years.iter().map(|&year| (metric, year)).collect::<Vec<_>>())
            }
            FigureKind::Bivariate | FigureKind::Scatter => {
                let metrics = [self.printed_metric()?, self.other_metric(spec)?];
                self.figures_of_regions(&metrics.map(|metric| (metric, year)))
            }
            FigureKind::RegionSheet => self.sheet_figures()?,
            FigureKind::Timeline => return Ok(self.acts_sheet(&self.words())),
        };
        Ok(io::sheet_of(&rows))
    }

    /// The facts of the sheet, the bans that it tells, and its years.
    fn sheet_figures(&self) -> Result<Vec<TableRow>, FigureError> {
        let Some(region) = self.whole() else { return Ok(Vec::new()) };
        let metric = self.printed_metric()?;
        let facts = self.facts_of(region, metric);
        let facts = facts.iter().map(|(id, record)| self.figure_row(region, *id, record));
        let is_ban = |id: &MetricId| self.atlas().metric(*id).derivation == Derivation::Ban;
        let bans = (0..self.atlas().metrics.len() as u32).map(MetricId).filter(is_ban);
        let bans = bans.flat_map(|ban| self.rows_of(region, ban, Some(self.document().year), None));
        Ok(facts.chain(bans).chain(self.growth_figures()).collect())
    }

    /// A row for each region and each of the metrics in their years; no data is a row without a
    /// value.
    fn figures_of_regions(&self, columns: &[(MetricId, i32)]) -> Vec<TableRow> {
        let rows = self.printed_regions().flat_map(|region| {
            columns.iter().flat_map(move |&(metric, year)| self.rows_of(region, metric, Some(year), None))
        });
        rows.collect()
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
            rank_best: place.cell.rank.map(|rank| rank.span().0),
            rank_worst: place.cell.rank.map(|rank| rank.span().1),
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
        let figure = |(id, record): (MetricId, Option<&Record>)| match record {
            Some(record) => self.figure_row(row.region, id, record),
            None => self.row(row.region, id),
        };
        parts.into_iter().flatten().map(figure).collect()
    }

    /// The whole that the map names, its regions, and the bans that are hatched over them.
    fn map_figures(&self) -> Vec<TableRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let (atlas, year) = (self.atlas(), self.document().year);
        let regions: Vec<RegionId> = self.printed_regions().collect();
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
                let rank = cell_of(&ranks, id).and_then(|cell| cell.rank);
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
}

/// What the figure says beside its data, and of which data it was made.
fn about_sheet(text: &FrameText, facts: Vec<(&'static str, String)>, words: &Words) -> Sheet {
    let mut rows = vec![("title", text.title.clone()), ("subtitle", text.subtitle.clone())];
    rows.extend(text.notes.iter().map(|note| ("note", note.clone())));
    rows.extend([
        ("status", text.status_line.clone()),
        ("sources", text.source_line.clone()),
        ("language", words.lang().code().to_owned()),
    ]);
    rows.extend(facts);
    let told = rows.into_iter().filter(|(_, text)| !text.is_empty());
    Sheet {
        columns: ["name", "text"].map(str::to_owned).into(),
        rows: told.map(|(name, text)| vec![name.into(), text.as_str().into()]).collect(),
    }
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
        for kind in FigureKind::ALL {
            // The metric of farms has no centre, and a sheet is of one region.
            if matches!(kind, FigureKind::Timeline | FigureKind::Diverging | FigureKind::RegionSheet) {
                continue;
            }
            let lines = csv(kind);
            assert!(!lines.is_empty(), "{kind:?}");
            for line in lines {
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
        for kind in [FigureKind::Growth, FigureKind::Timeline, FigureKind::Bivariate] {
            let book = || session.figure_workbook(&FigureSpec::of_kind(kind)).expect("written");
            assert_eq!(book(), book());
        }
    }
}
