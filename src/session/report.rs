//! Owns what the report shows and in which order: headline, cautions, map, charts, timeline,
//! tables (see `report_tables`), sources. Does not gather figures (see `report_data`), lay out
//! pictures or write files.

use super::{
    ChartKind, Command, FigureError, GrowthRow, Session, TimelineRow, map::MapError, report_tables::topic,
};
use crate::{
    atlas::{BanClass, Geography, MetricId},
    figure::{
        FigureKind, FigureSpec, Fill, MapFeature, MapFigure, PageSize, Paper, Preset, ReportAct, ReportBan,
        ReportData, ReportHeadline, ReportPage, ReportPart, ReportShape, ReportSource, ThemeName,
        map_outlines, map_places, pdf_file, report_html, report_map, report_pages,
    },
    io::IoError,
    lang::{Lang, Words},
    units,
};
use std::{collections::BTreeMap, sync::Arc};

/// Where the report is written unless told otherwise.
pub const REPORT_FILE: &str = "hashatlas-report/index.html";

/// Width of the canvas of the page's map; it scales with the page.
const MAP_WIDTH: f64 = 1200.0;
/// Signs of bans nearer than this, on that canvas, are one.
const SIGNS_APART: f64 = 10.0;

impl Session {
    /// The report as one HTML page.
    ///
    /// # Errors
    /// The map cannot be drawn.
    pub fn report_html(&self) -> Result<String, MapError> {
        let words = self.words();
        let geography = self.geography()?;
        let figure = self.map_figure(geography, Paper::light((1200, 675)), &words)?;
        let mut data = self.report_data(&words)?;
        data.bans = self.report_bans(&data, &figure);
        // Those who run a script get these drawn anew for what they choose.
        let charts = [ChartKind::Growth, ChartKind::Ranking, ChartKind::Balance];
        let charts = charts.into_iter().filter_map(|kind| self.chart_svg(kind, kind.default_size()).ok());
        let page = ReportPage {
            map: self.report_map(&data, &figure),
            charts: charts.collect(),
            timeline: self.report_timeline(self.timeline_rows(&words), &words),
            timeline_notes: self.undated_notes(&self.ban_groups(), &words),
            map_text: self.map_words(&words),
            data,
            ..self.report_texts(&words)
        };
        Ok(report_html(&page, &words))
    }

    /// The report on paper, as PDF: title page, figures, tables, sources.
    ///
    /// # Errors
    /// The map cannot be drawn.
    pub fn report_pdf(&self) -> Result<Vec<u8>, FigureError> {
        let words = self.words();
        // What stands on the first page need not stand on each.
        let said = self.report_texts(&words).cautions;
        let figure = |kind: FigureKind| {
            // Long lists upright, all else across.
            let (short, long) = Preset::A4.size();
            let (width, height) = if kind == FigureKind::Ranking { (short, long) } else { (long, short) };
            let size = PageSize::Pixels { width, height };
            let spec = FigureSpec { size, theme: ThemeName::Light, ..self.figure_spec(kind)? };
            self.printed(&FigureSpec { said: said.clone(), ..spec })
        };
        let mut figures = vec![(words.get("report-map"), figure(FigureKind::Choropleth)?)];
        let charts = [FigureKind::Growth, FigureKind::Ranking, FigureKind::Balance, FigureKind::Timeline];
        // An atlas may have nothing to make one of them of.
        let named = |kind: FigureKind| Some((words.get(&format!("tab-{}", kind.id())), figure(kind).ok()?));
        figures.extend(charts.into_iter().filter_map(named));
        let facts = self.facts_of_report()?;
        Ok(pdf_file(&report_pages(&self.report_texts(&words), figures, &facts, &words)))
    }

    fn facts_of_report(&self) -> Result<Vec<(&'static str, String)>, IoError> {
        Ok(vec![
            ("atlas", self.atlas().name.en.clone()),
            ("data-sha256", self.data_hash()?),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
        ])
    }

    /// What the report says in words and tables.
    fn report_texts(&self, words: &Words) -> ReportPage {
        let lang = words.lang();
        let atlas = self.atlas();
        let cautions = [&atlas.caution, &atlas.map.disputed_note, &atlas.map.boundary_note];
        let growth = self.growth_rows();
        let mut parts = self.report_tables(words);
        parts.push(ReportPart::Heading("sources".to_owned(), words.get("report-sources")));
        parts.push(ReportPart::Sources(self.report_sources()));
        ReportPage {
            title: words.with("report-title", &[("place", atlas.name.get(lang))]),
            lede: self.chart_text(ChartKind::Growth, words).map(|text| text.title).unwrap_or_default(),
            headline: growth.iter().map(|row| self.headline_of_year(row, words)).collect(),
            cautions: cautions.map(|note| note.get(lang).to_owned()).into(),
            parts,
            ..ReportPage::default()
        }
    }

    /// Shows a metric of the atlas in a year.
    pub(super) fn look_at(&mut self, metric: MetricId, year: i32) {
        let id = self.atlas().metric(metric).id.clone();
        // Both exist: the metric is one of the atlas's, and any year can be shown.
        let _ = self.apply(Command::ShowMetric(id));
        let _ = self.apply(Command::ShowYear(year));
    }

    fn headline_of_year(&self, row: &GrowthRow, words: &Words) -> ReportHeadline {
        let lang = words.lang();
        let change = row.change_percent.as_ref().and_then(|change| change.value);
        let figure = self.metric_shown().map(|metric| Self::short_figure(metric, &row.observation, words));
        ReportHeadline {
            year: row.year.to_string(),
            figure: row
                .observation
                .value
                .map_or_else(|| figure.unwrap_or_default(), |v| units::compact(v, lang)),
            change: change.map(|percent| units::signed_percent(percent, 0, lang)).unwrap_or_default(),
            status: row.observation.status.id().to_owned(),
            sentence: self.growth_row_text(row, words).sentence,
            status_word: words.get(&format!("status-{}", row.observation.status.id())),
            interval: self
                .metric_shown()
                .map(|metric| Self::interval_text(metric, &row.observation, words))
                .unwrap_or_default(),
            sources: self.named_sources(&row.observation.sources, lang),
        }
    }

    /// Bans that are drawn, year by year, with the places of their signs.
    fn report_bans(&self, data: &ReportData, figure: &MapFigure<'_>) -> BTreeMap<i32, Vec<ReportBan>> {
        let atlas = self.atlas();
        let (mut bans, mut places) = (Vec::new(), Vec::new());
        for (number, region) in data.regions.iter().enumerate().filter(|(_, region)| region.on_map) {
            let Some(id) = atlas.region_id(&region.code) else { continue };
            let Some(feature) = figure.geography.features_of(id).next() else { continue };
            for &year in &data.years {
                let class = atlas.ban_class(id, year);
                if !(class.holds() || class == BanClass::Planned) {
                    continue;
                }
                places.push((feature, self.ban_places(id, class, year)));
                bans.push((year, class, number));
            }
        }
        let tenths = |of: f64| (of * 10.0).round() / 10.0;
        let mut by_year: BTreeMap<i32, Vec<ReportBan>> = BTreeMap::new();
        for ((year, class, region), at) in bans.into_iter().zip(map_places(figure, MAP_WIDTH, &places)) {
            let mut signs: Vec<[f64; 2]> = Vec::new();
            for [x, y] in at.into_iter().filter(|_| class != BanClass::Whole) {
                // Towns close together share a sign.
                if signs.iter().all(|[a, b]| (a - x).hypot(b - y) > SIGNS_APART) {
                    signs.push([tenths(x), tenths(y)]);
                }
            }
            by_year.entry(year).or_default().push(ReportBan { region, class: class.id().to_owned(), signs });
        }
        by_year
    }

    fn report_map(&self, data: &ReportData, figure: &MapFigure<'_>) -> String {
        let geography = figure.geography;
        let Some(outlines) = map_outlines(figure, MAP_WIDTH) else { return String::new() };
        let sheet = data.metrics.first().and_then(|metric| data.sheets.get(*metric.sheets.get(&data.year)?));
        let shapes: Vec<ReportShape> = figure
            .features
            .iter()
            .enumerate()
            .map(|(number, feature)| self.report_shape(data, geography, number, feature))
            .collect();
        let colours: Vec<String> =
            sheet.iter().flat_map(|sheet| &sheet.classes).map(|class| class.colour.clone()).collect();
        let is_by_colour = figure.features.iter().any(|feature| matches!(feature.fill, Fill::Ban(_)));
        let bans = data.bans.get(&data.year).filter(|_| !is_by_colour).map(Vec::as_slice);
        report_map(&outlines, &shapes, bans.unwrap_or_default(), &colours, &figure.text.alt)
    }

    fn report_shape(
        &self,
        data: &ReportData,
        geography: &Geography,
        number: usize,
        feature: &MapFeature,
    ) -> ReportShape {
        let region = geography.region_of_feature.get(number).copied().flatten();
        let code = region.map(|region| self.atlas().region(region).code.as_str());
        let known =
            data.regions.iter().position(|region| region.on_map && Some(region.code.as_str()) == code);
        let sheet = data.metrics.first().and_then(|metric| data.sheets.get(*metric.sheets.get(&data.year)?));
        let cell = known.and_then(|at| sheet?.cells.iter().find(|cell| cell.region == at));
        let is_whole = |ban: &ReportBan, at| ban.region == at && ban.class == BanClass::Whole.id();
        ReportShape {
            region: known,
            is_disputed: feature.is_disputed,
            is_shown: feature.fill != Fill::Context,
            class: cell.map_or(-1, |cell| cell.class),
            is_unsure: cell.is_some_and(|cell| cell.is_unsure),
            is_banned: feature.ban == BanClass::Whole,
            may_be_banned: known.is_some_and(|at| data.bans.values().flatten().any(|ban| is_whole(ban, at))),
            description: feature.description.clone(),
        }
    }

    fn report_timeline(&self, mut rows: Vec<TimelineRow>, words: &Words) -> Vec<ReportAct> {
        rows.sort_by_key(|row| row.event.period.first);
        let act = |row: TimelineRow| ReportAct {
            when: row.event.period.label(words),
            date: row.event.period.first.period().to_string(),
            topic: topic(&row.event.topic, words),
            is_ban: !row.regions.is_empty(),
            title: row.event.title,
            text: row.text,
            status: row.event.status.id().to_owned(),
            status_word: words.get(&format!("act-{}", row.event.status.id())),
            sources: self.named_sources(&row.sources, words.lang()),
        };
        rows.into_iter().map(act).collect()
    }

    /// Ids and names of sources.
    pub(super) fn named_sources(&self, ids: &[Arc<str>], lang: Lang) -> Vec<[String; 2]> {
        ids.iter().map(|id| [id.to_string(), self.source_name(id, lang)]).collect()
    }

    /// All sources of the atlas: pictures cite more than the table does.
    fn report_sources(&self) -> Vec<ReportSource> {
        let lang = self.document().lang;
        let mut sources: Vec<_> = self.atlas().sources.values().collect();
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        let source = |source: &&crate::provenance::Source| {
            let details = [source.publisher.get(lang), &source.date, &source.licence, source.note.get(lang)];
            ReportSource {
                id: source.id.to_string(),
                title: source.title.get(lang).to_owned(),
                details: details.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
                url: source.url.clone(),
            }
        };
        sources.iter().map(source).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Command, Session, Sources};

    fn report(commands: impl IntoIterator<Item = Command>) -> String {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        commands.into_iter().for_each(|command| session.apply(command).expect("known"));
        session.report_html().expect("drawn")
    }

    #[test]
    fn all_that_the_atlas_says_in_words_is_in_the_report() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let html = report([]);
        let has = |text: &str| {
            let mut escaped = String::new();
            crate::figure::escape_into(&mut escaped, text);
            assert!(html.contains(&escaped), "the report lacks {text:?}");
        };
        let atlas = session.atlas();
        atlas.statements.iter().for_each(|statement| has(&statement.text.en));
        atlas.events.iter().for_each(|event| has(&event.text.en));
        atlas.bans.iter().filter(|ban| session.counts(ban.region)).for_each(|ban| has(&ban.coverage.en));
        atlas.region_ids().filter(|&id| session.counts(id)).for_each(|id| has(&atlas.region(id).note.en));
    }

    #[test]
    fn the_report_on_paper_is_the_same_each_time_and_says_of_which_data_it_is() {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        session.apply(Command::Speak(crate::lang::Lang::Ru)).expect("spoken");
        let pdf = session.report_pdf().expect("drawn");
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() < 3_000_000, "{}", pdf.len());
        assert!(pdf == session.report_pdf().expect("drawn"));
        let hash = session.data_hash().expect("read");
        assert!(pdf.windows(hash.len()).any(|part| part == hash.as_bytes()), "the hash is in the keywords");
    }

    #[test]
    fn every_link_inside_the_page_has_its_target() {
        let html = report([]);
        let targets = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        let missing: Vec<&str> = targets.filter(|id| !html.contains(&format!(" id=\"{id}\""))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(html.contains("href=\"#conflict-detection-vs-register\""));
        assert!(html.contains("href=\"#source-"));
    }

    #[test]
    fn the_table_of_bans_lists_categories() {
        let html = report([Command::ShowMetric("ban".to_owned())]);
        let start = html.find("<h2 id=\"report-table\">").expect("the table is there");
        let table = html[start..].split("</table>").next().expect("ends");
        assert!(table.contains("ban in the whole region, all year") && table.contains("no ban recorded"));
        assert!(!table.contains("no data"), "{table}");
    }
}
