//! Owns figures as Vega-Lite: which figures and words go into the document. Does not lay it out.

use super::{
    ChartError, FigureError, MapError, Session,
    charts::{Diverging, Scatter, Slope},
};
use crate::{
    atlas::MetricId,
    figure::{
        DivergingRow, FigureKind, FigureSpec, MapKey, Paper, ScatterPoint, SlopeLine, VegaBalance, VegaEvent,
        VegaLine, VegaMark, VegaPage, VegaPoint, VegaYear, balance_vega, diverging_vega, growth_panels_vega,
        growth_vega, map_vega, ranking_vega, scatter_axes, scatter_vega, slope_is_log, slope_vega,
        timeline_vega,
    },
    lang::{Message, Words},
    provenance::Observation,
    session::{BalanceRow, GrowthRow, RankingPlace, TimelineRow, report_data::classes_of},
    units,
};
use std::sync::Arc;

impl Session {
    /// The figure that a spec describes as a Vega-Lite document, with its data inline.
    ///
    /// # Errors
    /// The spec names what there is not, Vega-Lite has no form for its kind, or no source stands
    /// behind it.
    pub fn figure_vega(&self, spec: &FigureSpec) -> Result<String, FigureError> {
        let session = self.prepared(spec)?;
        let words = session.words();
        let no_form = || {
            let why = Message::new("error-no-vega").text("kind", spec.kind.id());
            FigureError::from(ChartError::Nothing(why))
        };
        if matches!(
            spec.kind,
            FigureKind::Symbols
                | FigureKind::SmallMultiples
                | FigureKind::Bivariate
                | FigureKind::RegionSheet
        ) {
            return Err(no_form());
        }
        let text = Self::dressed(&session.described(spec, &words)?, spec)?;
        let facts = session.facts(spec)?;
        let page = VegaPage { text: &text, facts: &facts, words: &words };
        Ok(match spec.kind {
            FigureKind::Growth if session.is_comparing() => {
                let panel = |(region, rows)| {
                    let name = session.atlas().region(region).short.get(words.lang()).to_owned();
                    (name, session.vega_years(rows, &words))
                };
                let panels: Vec<(String, Vec<VegaYear>)> =
                    session.compared_growth().into_iter().map(panel).collect();
                growth_panels_vega(&panels, &page)
            }
            FigureKind::Growth => growth_vega(&session.vega_years(session.growth_rows(), &words), &page),
            FigureKind::Ranking => ranking_vega(&session.vega_ranking(&words), &page),
            FigureKind::Diverging => {
                let Diverging { rows, centre, .. } = session.diverging(&words)?;
                let mark = |row: DivergingRow| session.vega_mark(row.label, row.observation, &words);
                diverging_vega(&rows.into_iter().map(mark).collect::<Vec<_>>(), centre, &page)
            }
            FigureKind::Slope => {
                let Slope { periods, lines, .. } = session.slope(spec, &words)?;
                let is_log = slope_is_log(&lines);
                let line = |line: SlopeLine| session.vega_line(line, &periods, &words);
                slope_vega(&periods, &lines.into_iter().map(line).collect::<Vec<_>>(), is_log, &page)
            }
            FigureKind::Scatter => {
                let Scatter { points, names, metrics, .. } = session.scatter(spec, &words)?;
                let axes = scatter_axes(&points);
                let point = |point: ScatterPoint| session.vega_point(point, metrics, &words);
                scatter_vega(&points.into_iter().map(point).collect::<Vec<_>>(), &axes, &names, &page)
            }
            FigureKind::Timeline => {
                let event = |row: TimelineRow| VegaEvent {
                    sources: session.names_of(&row.sources, &words),
                    event: row.event,
                    text: row.text,
                };
                timeline_vega(
                    &session.timeline_rows(&words).into_iter().map(event).collect::<Vec<_>>(),
                    &page,
                )
            }
            FigureKind::Balance => {
                let rows = session.balance_rows()?;
                let regions: Vec<VegaBalance> =
                    rows.iter().map(|row| session.vega_balance(row, &words)).collect();
                let farms =
                    session.farms_metric().map(|id| session.atlas().metric(id).name.get(words.lang()));
                balance_vega(&regions, farms.unwrap_or_default(), &page)
            }
            _ => {
                let geography = session.map_geography().map_err(MapError::from)?;
                let paper = Paper { size: spec.size.pixels(), theme: spec.theme };
                let figure = session.map_figure(geography, paper, &words)?;
                let MapKey::Colours(legend) = &figure.key else { return Err(no_form()) };
                map_vega(&figure, &classes_of(legend, &words), &page).ok_or_else(no_form)?
            }
        })
    }

    fn vega_years(&self, rows: Vec<GrowthRow>, words: &Words) -> Vec<VegaYear> {
        let lang = words.lang();
        let change = |o: &Observation| {
            let bounds = o.interval.map(|i| format!(" ({})", units::interval(i.low(), i.high(), 1, lang)));
            let status = words.get(&format!("status-{}", o.status.id()));
            let percent = units::signed_percent(o.value?, 0, lang);
            Some(format!("{percent}{}, {status}", bounds.unwrap_or_default()))
        };
        let year = |row: GrowthRow| VegaYear {
            change: row.change_percent.as_ref().and_then(change).unwrap_or_default(),
            mark: self.vega_mark(row.year.to_string(), row.observation, words),
        };
        rows.into_iter().map(year).collect()
    }

    fn vega_ranking(&self, words: &Words) -> Vec<VegaMark> {
        let mark = |place: RankingPlace| {
            let name = self.atlas().region(place.cell.region).short.get(words.lang());
            self.vega_mark(name.to_owned(), place.record.observation, words)
        };
        self.ranking_rows().rows.into_iter().map(mark).collect()
    }

    fn vega_line(&self, line: SlopeLine, periods: &[String], words: &Words) -> VegaLine {
        let SlopeLine { label, figures, is_named } = line;
        let mark = |(period, o): (&String, Option<Observation>)| {
            o.map(|observation| self.vega_mark(period.clone(), observation, words))
        };
        VegaLine { name: label, is_named, marks: periods.iter().zip(figures).map(mark).collect() }
    }

    fn vega_point(&self, point: ScatterPoint, metrics: [MetricId; 2], words: &Words) -> VegaPoint {
        let ScatterPoint { label, figures: [across, up], is_wanted } = point;
        let mark = |metric: MetricId, observation: Observation| VegaMark {
            name: label.clone(),
            text: Self::figure_text(self.atlas().metric(metric), &observation, words),
            sources: self.names_of(&observation.sources, words),
            observation,
        };
        VegaPoint { marks: [mark(metrics[0], across), mark(metrics[1], up)], is_wanted }
    }

    fn vega_mark(&self, name: String, observation: Observation, words: &Words) -> VegaMark {
        let text = self.metric_shown().map(|metric| Self::figure_text(metric, &observation, words));
        let sources = self.names_of(&observation.sources, words);
        VegaMark { name, observation, text: text.unwrap_or_default(), sources }
    }

    fn vega_balance(&self, row: &BalanceRow, words: &Words) -> VegaBalance {
        let records = [Some(&row.generation), Some(&row.consumption), row.farms.as_ref()];
        let mut ids: Vec<Arc<str>> =
            records.into_iter().flatten().flat_map(|record| record.observation.sources.clone()).collect();
        ids.sort();
        ids.dedup();
        VegaBalance {
            name: self.atlas().region(row.region).short.get(words.lang()).to_owned(),
            used: row.consumption.observation.clone(),
            made: row.generation.observation.clone(),
            farms: row.farms.as_ref().map(|record| record.observation.clone()),
            text: self.balance_row_text(row, words).value,
            sources: self.names_of(&ids, words),
        }
    }

    fn names_of(&self, ids: &[Arc<str>], words: &Words) -> String {
        ids.iter().map(|id| self.source_name(id, words.lang())).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        session::{Command, Sources},
    };

    fn document(kind: FigureKind, lang: Lang) -> serde_json::Value {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        session.apply(Command::Speak(lang)).expect("spoken");
        let spec = FigureSpec { language: lang.into(), ..FigureSpec::of_kind(kind) };
        let text = session.figure_vega(&spec).expect("it has a form");
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn every_document_has_its_sources_and_says_of_which_data_it_is() {
        for kind in [
            FigureKind::Growth,
            FigureKind::Ranking,
            FigureKind::Slope,
            FigureKind::Scatter,
            FigureKind::Timeline,
            FigureKind::Balance,
            FigureKind::Choropleth,
        ] {
            for lang in Lang::ALL {
                let document = document(kind, lang);
                assert_eq!(document["usermeta"]["data-sha256"].as_str().map(str::len), Some(64));
                let foot = document["vconcat"][1]["mark"]["text"].as_array().expect("lines");
                let starts = if lang == Lang::En { "Sources: " } else { "Источники: " };
                assert!(
                    foot.iter().any(|line| line.as_str().is_some_and(|l| l.starts_with(starts))),
                    "{foot:?}"
                );
                assert!(document["description"].as_str().is_some_and(|alt| alt.len() > 40));
            }
        }
    }

    #[test]
    fn values_are_numbers_and_what_is_not_known_is_null() {
        let growth = document(FigureKind::Growth, Lang::En);
        let values = growth["vconcat"][0]["data"]["values"].as_array().expect("rows");
        let of_2025 = values.iter().find(|row| row["name"] == "2025").expect("the year");
        assert!(of_2025["value"] == 196_907.0 && of_2025["low"].is_null(), "{of_2025}");
        assert!(values.iter().all(|row| row["status"].is_string() && row["sources"] != ""));
        let map = document(FigureKind::Choropleth, Lang::En);
        let features = &map["vconcat"][0]["data"]["values"]["features"];
        assert!(features.as_array().is_some_and(|features| features.len() > 80));
    }

    #[test]
    fn growth_of_several_regions_is_a_panel_for_each_on_the_axis_of_print() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let regions = vec!["RU-IRK".to_owned(), "RU-NVS".to_owned()];
        let spec = FigureSpec { regions, ..FigureSpec::of_kind(FigureKind::Growth) };
        let text = session.figure_vega(&spec).expect("it has a form");
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let view = &document["vconcat"][0];
        assert_eq!(view["facet"]["sort"], serde_json::json!(["Irkutsk", "Novosibirsk"]));
        let values = view["data"]["values"].as_array().expect("rows");
        assert!(values.iter().all(|row| row["region"].is_string() && row["sources"] != ""), "{values:?}");
        // 0–117,362 would press the figures together.
        let domain = &view["spec"]["layer"][0]["encoding"]["y"]["scale"];
        assert_eq!((&domain["domain"][1], &domain["clamp"]), (&serde_json::json!(20_000.0), &true.into()));
    }

    #[test]
    fn a_kind_without_a_form_is_named() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let error = session.figure_vega(&FigureSpec::of_kind(FigureKind::Symbols)).expect_err("none");
        assert!(error.to_string().contains("symbols") && error.to_string().contains("timeline"), "{error}");
    }
}
