//! Owns the data that go with a figure: exactly what it shows, each with status, interval and
//! sources, as CSV and as a workbook. Does not draw.

use super::{FigureError, Session, charts::Scatter};
use crate::{
    atlas::{Derivation, Level, MetricId, Record, RegionId},
    figure::{FigureKind, FigureSpec, FrameText, Paper},
    io::{self, Sheet, TableRow},
    lang::Words,
    session::{BalanceRow, GrowthRow, MapError, RankingPlace, cells::cell_of, rows},
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

    /// A row for each mark of the figure, in the order in which the page shows them.
    pub(super) fn figure_sheet(&self, spec: &FigureSpec) -> Result<Sheet, FigureError> {
        let words = &self.words();
        let rows = match spec.kind {
            FigureKind::Growth => self.growth_figures(),
            FigureKind::Choropleth | FigureKind::Symbols => self.map_figures()?,
            FigureKind::SmallMultiples => self.figures_of_years(&self.years_of(spec)?)?,
            FigureKind::Bivariate => {
                self.figures_of_two([self.printed_metric()?, self.other_metric(spec)?])?
            }
            FigureKind::Ranking => self.drawn_rows(spec, &self.ranking_figures())?,
            FigureKind::Diverging => {
                let metric = self.printed_metric()?;
                let figures = self.diverging(words)?.figures;
                let row = |(region, record): &(RegionId, Record)| self.figure_row(*region, metric, record);
                self.drawn_rows(spec, &figures.iter().map(row).collect::<Vec<_>>())?
            }
            FigureKind::Balance => {
                let rows: Vec<_> = self.balance_rows()?.iter().map(|row| self.balance_figures(row)).collect();
                self.drawn_rows(spec, &rows)?.concat()
            }
            FigureKind::Slope => {
                let metric = self.printed_metric()?;
                let line = |(region, records): &(RegionId, Vec<Option<Record>>)| -> Vec<TableRow> {
                    let known = records.iter().flatten();
                    known.map(|record| self.figure_row(*region, metric, record)).collect()
                };
                let lines: Vec<_> = self.slope(spec, words)?.figures.iter().map(line).collect();
                self.drawn_rows(spec, &lines)?.concat()
            }
            FigureKind::Scatter => {
                let Scatter { figures, metrics, .. } = self.scatter(spec, words)?;
                let point = |(region, records): &(RegionId, [Record; 2])| {
                    [1, 0].map(|axis| self.figure_row(*region, metrics[axis], &records[axis]))
                };
                self.drawn_rows(spec, &figures.iter().map(point).collect::<Vec<_>>())?.concat()
            }
            FigureKind::RegionSheet => self.sheet_figures(spec)?,
            FigureKind::Timeline => return self.acts_sheet(spec, words),
        };
        Ok(io::sheet_of(&rows))
    }

    /// Those of the rows of a chart that the page has room for, in its order.
    fn drawn_rows<T: Clone>(&self, spec: &FigureSpec, rows: &[T]) -> Result<Vec<T>, FigureError> {
        let paper = Paper { size: spec.size.pixels(), theme: spec.theme };
        let page = self.drawn(spec, None, paper)?;
        Ok(page.drawn.iter().filter_map(|&at| rows.get(at).cloned()).collect())
    }

    /// The facts of the sheet, the bans that it tells, and its years, each figure once.
    fn sheet_figures(&self, spec: &FigureSpec) -> Result<Vec<TableRow>, FigureError> {
        let Some(region) = self.whole() else { return Ok(Vec::new()) };
        let metric = self.printed_metric()?;
        let known = self.facts_of(region, metric);
        let mut facts: Vec<Vec<TableRow>> =
            known.iter().map(|(id, record)| vec![self.figure_row(region, *id, record)]).collect();
        let is_ban = |id: &MetricId| self.atlas().metric(*id).derivation == Derivation::Ban;
        let ban = (0..self.atlas().metrics.len() as u32).map(MetricId).find(is_ban);
        if let Some(ban) = ban.filter(|_| self.atlas().region(region).level == Level::Region) {
            facts.insert(facts.len().min(1), self.rows_of(region, ban, Some(self.document().year), None));
        }
        let mut rows = self.drawn_rows(spec, &facts)?.concat();
        let years = self.growth_rows();
        if years.len() > 1 {
            for row in years.iter().filter_map(|row| self.atlas().record(region, metric, row.year)) {
                let row = self.figure_row(region, metric, &row);
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        Ok(rows)
    }

    /// Regions that a map draws with a figure or as without one, in its order, each once.
    fn mapped_regions(&self) -> Result<Vec<RegionId>, FigureError> {
        let geography = self.map_geography().map_err(MapError::from)?;
        let mut regions: Vec<RegionId> = Vec::new();
        for &region in geography.region_of_feature.iter().flatten() {
            if self.counts(region) && self.is_in_focus(region) && !regions.contains(&region) {
                regions.push(region);
            }
        }
        Ok(regions)
    }

    /// A row for each region and each of two metrics; no data is a row without a value.
    fn figures_of_two(&self, metrics: [MetricId; 2]) -> Result<Vec<TableRow>, FigureError> {
        let year = Some(self.document().year);
        let regions = self.mapped_regions()?.into_iter();
        let of_region = |region| metrics.into_iter().flat_map(move |id| self.rows_of(region, id, year, None));
        Ok(regions.flat_map(of_region).collect())
    }

    /// What the maps of several years show, one after the other.
    fn figures_of_years(&self, years: &[i32]) -> Result<Vec<TableRow>, FigureError> {
        let metric = self.printed_metric()?;
        let of_year = |&year: &i32| {
            let mut session = self.for_background();
            session.look_at(metric, year);
            session.map_figures()
        };
        Ok(years.iter().map(of_year).collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// The whole in every year, each followed by its change from the year before.
    fn growth_figures(&self) -> Vec<TableRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let shown = if self.is_comparing() {
            self.compared_growth()
        } else {
            self.whole().map(|whole| (whole, self.growth_rows())).into_iter().collect()
        };
        let growth = Derivation::Growth { a: metric };
        let changes = (0..self.atlas().metrics.len() as u32)
            .map(MetricId)
            .find(|&id| self.atlas().metric(id).derivation == growth);
        let of_year = |region: RegionId, row: GrowthRow| {
            let shown = std::iter::once(metric).chain(changes);
            shown.filter_map(move |id| {
                let record = self.atlas().record(region, id, row.year)?;
                Some(self.figure_row(region, id, &record))
            })
        };
        let of_region = |(region, rows): (RegionId, Vec<GrowthRow>)| {
            rows.into_iter().flat_map(move |row| of_year(region, row))
        };
        shown.into_iter().flat_map(of_region).collect()
    }

    /// Regions in the order of the ranking.
    fn ranking_figures(&self) -> Vec<TableRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let (told, _) = self.ranking_rows().told(self.atlas().metric(metric).centre());
        let row = |place: &RankingPlace| {
            self.ranked(place.cell.rank, self.figure_row(place.cell.region, metric, &place.record))
        };
        told.iter().map(row).collect()
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

    /// The whole that the map names, its regions, and the bans that are drawn over them.
    fn map_figures(&self) -> Result<Vec<TableRow>, FigureError> {
        let Some(metric) = self.metric() else { return Ok(Vec::new()) };
        let (atlas, year) = (self.atlas(), self.document().year);
        let regions = self.mapped_regions()?;
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
        Ok(of_metric.chain(of_bans).collect())
    }

    fn acts_sheet(&self, spec: &FigureSpec, words: &Words) -> Result<Sheet, FigureError> {
        let urls = |ids: &[std::sync::Arc<str>]| -> Vec<String> {
            let known = ids.iter().filter_map(|id| self.atlas().sources.get(id));
            known.map(|source| source.url.clone()).filter(|url| !url.is_empty()).collect()
        };
        let rows = self.drawn_rows(spec, &self.timeline_rows(words))?.into_iter().map(|row| {
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
        Ok(Sheet { columns: ACT_COLUMNS.map(str::to_owned).into(), rows: rows.collect() })
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
    let making = text.making.iter().filter(|note| !text.notes.contains(note));
    rows.extend(making.map(|note| ("making", note.clone())));
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

    /// Short names of regions among the lines of a page, from top to bottom.
    fn names_on(page: &crate::figure::Page, session: &Session) -> Vec<String> {
        let atlas = session.atlas();
        let is_name = |text: &str| {
            let short = |id: RegionId| &atlas.region(id).short.en;
            atlas.region_ids().any(|id| short(id) == text)
        };
        let mut lines: Vec<(f64, String)> =
            page.texts().filter(|run| is_name(&run.text)).map(|run| (run.y, run.text.clone())).collect();
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
        lines.into_iter().map(|(_, text)| text).collect()
    }

    fn regions_in(session: &Session, spec: &FigureSpec) -> Vec<String> {
        let lines = csv_line::read(&session.figure_csv(spec).expect("it has data"));
        let mut codes: Vec<String> = lines.iter().map(|line| line["region"].clone()).collect();
        codes.dedup();
        let short = |code: &String| {
            let id = session.atlas().region_id(code).expect("known");
            session.atlas().region(id).short.en.clone()
        };
        codes.iter().map(short).collect()
    }

    #[test]
    fn the_rows_of_a_table_are_those_of_the_picture() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let tariffs = Some("household_tariff".to_owned());
        let balance = Some("energy_balance".to_owned());
        for (kind, metric) in [
            (FigureKind::Ranking, None),
            // 83 regions, of which a page for the web has no room.
            (FigureKind::Ranking, tariffs),
            (FigureKind::Diverging, balance),
        ] {
            let spec = FigureSpec { metric, ..FigureSpec::of_kind(kind) };
            let page = session.printed(&spec).expect("a page");
            assert_eq!(names_on(&page, &session), regions_in(&session, &spec), "{kind:?}");
        }
    }

    #[test]
    fn a_chart_of_points_has_a_row_for_each() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        for (kind, rows_of_a_mark) in [(FigureKind::Scatter, 2), (FigureKind::Balance, 3)] {
            let spec = FigureSpec::of_kind(kind);
            let page = session.printed(&spec).expect("a page");
            let lines = csv(kind);
            assert_eq!(lines.len(), rows_of_a_mark * page.drawn.len(), "{kind:?}");
        }
        // A scatter plot has no mark for a range.
        assert!(csv(FigureKind::Scatter).iter().all(|line| !line["value"].is_empty()));
    }

    #[test]
    fn a_slope_has_the_figures_of_its_lines() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let lines = csv(FigureKind::Slope);
        let told: Vec<[&str; 2]> =
            lines.iter().map(|line| ["region", "period"].map(|name| &*line[name])).collect();
        // Irkutsk beside the whole; for 2023 of Irkutsk only a range is known.
        let expected =
            [["RU", "2023"], ["RU", "2024"], ["RU", "2025"], ["RU-IRK", "2023"], ["RU-IRK", "2024"]];
        assert_eq!(told[..5], expected, "{told:?}");
        assert_eq!(told.len(), 6);
        let chosen = FigureSpec {
            regions: ["RU-BA", "RU-IRK"].map(str::to_owned).into(),
            ..FigureSpec::of_kind(FigureKind::Slope)
        };
        assert_eq!(regions_in(&session, &chosen).len(), 2);
    }

    #[test]
    fn small_multiples_have_the_rows_of_each_map() {
        let lines = csv(FigureKind::SmallMultiples);
        let of = |period: &str| {
            let of_year = lines.iter().filter(|line| line["metric"] == "farms");
            of_year.filter(|line| line["period"] == period).count()
        };
        assert_eq!(of("2025"), 84);
        assert!(of("2023") > 0 && of("2024") > 0);
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
