//! Owns what figures of the user's own add to the atlas: a metric for each column of numbers of a table
//! by region, and of the features of boundaries. Does not read files.

use super::Session;
use crate::{
    atlas::{Atlas, Derivation, Metric, MetricId, MetricKind, Period, Record, TimeRule},
    io::{self, IoError, Problems, RegionColumn, SaidFigures},
    lang::{Lang, Localized, Words},
    provenance::{Observation, Source},
    units::Unit,
};
use std::{path::Path, sync::Arc};

/// What ids of sources that are files of the user's own begin with.
const OWN_SOURCE: &str = "file:";

impl Session {
    /// Reads a table of figures by region and adds them to the atlas; the first becomes what is shown.
    pub(super) fn add_figures(&mut self, path: &Path, said: &SaidFigures) -> Result<(), IoError> {
        let (columns, problems) = io::read_region_table(path, &self.atlas, said)?;
        self.problems.extend(problems);
        let metrics = add_columns(self.atlas_mut(), path, columns);
        if let Some(first) = metrics.first() {
            self.document.metric.clone_from(&self.atlas.metric(*first).id);
            let years = self.atlas.years(*first);
            self.document.year = years.last().copied().unwrap_or(self.document.year);
        }
        Ok(())
    }

    /// Whether a metric holds figures of the user's own.
    pub(super) fn is_own(&self, metric: MetricId) -> bool {
        let atlas = self.atlas();
        let is_own = |record: &Record| {
            let mut sources = record.observation.sources.iter();
            sources.next().is_some_and(|source| source.starts_with(OWN_SOURCE))
        };
        let mut first = atlas.region_ids().find_map(|region| atlas.records(region, metric).first().cloned());
        first.take().is_some_and(|record| is_own(&record))
    }

    /// What is to be said of a table of figures by region, and how many figures each column has.
    ///
    /// # Errors
    /// The file cannot be read, or has no column of regions or none of numbers.
    pub fn check_figures(&self, path: &Path) -> Result<(Vec<(String, usize)>, Problems), IoError> {
        let (columns, problems) = io::read_region_table(path, &self.atlas, &SaidFigures::default())?;
        let counted = columns.into_iter().map(|column| (column.name, column.figures.len()));
        Ok((counted.collect(), problems))
    }
}

/// Adds a metric for each column, with its figures.
pub(super) fn add_columns(atlas: &mut Atlas, path: &Path, columns: Vec<RegionColumn>) -> Vec<MetricId> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source: Arc<str> = format!("{OWN_SOURCE}{file}").into();
    let named = Localized::same(file.clone());
    if !columns.is_empty() {
        atlas.sources.insert(
            Arc::clone(&source),
            Source { id: Arc::clone(&source), title: named.clone(), publisher: named, ..Source::default() },
        );
    }
    let mut metrics = Vec::new();
    for column in columns {
        let Some(metric) = add_metric(atlas, &column, &file) else { continue };
        for figure in column.figures {
            let observation = Observation {
                value: figure.value,
                interval: figure.interval,
                status: figure.status,
                sources: vec![Arc::clone(&source)],
                note: Localized::default(),
                conflicts: Vec::new(),
            };
            atlas.add_record(figure.region, metric, Record { period: figure.period, observation });
        }
        metrics.push(metric);
    }
    atlas.settle_decimals();
    metrics
}

fn add_metric(atlas: &mut Atlas, column: &RegionColumn, file: &str) -> Option<MetricId> {
    /// A file with more columns of one name than this has no names.
    const MOST_OF_A_NAME: usize = 100;
    let values = || column.figures.iter().filter_map(|figure| figure.value);
    let has_both_signs = values().any(|value| value < 0.0) && values().any(|value| value > 0.0);
    let is_dated = column.figures.iter().any(|figure| figure.period != Period::UNDATED);
    let stem = ::table::key(&column.name).replace(' ', "_");
    let id = (1..=MOST_OF_A_NAME)
        .map(|number| if number == 1 { stem.clone() } else { format!("{stem}_{number}") })
        .find(|id| !id.is_empty() && atlas.metric_id(id).is_none())?;
    let description = |lang| Words::new(lang).with("metric-own-description", &[("file", file)]);
    atlas.add_metric(Metric {
        id,
        name: Localized::same(column.name.clone()),
        unit: Unit::new(""),
        kind: if has_both_signs { MetricKind::Diverging { centre: 0.0 } } else { MetricKind::Sequential },
        decimals: Metric::DECIMALS_OF_VALUES,
        time: if is_dated { TimeRule::Yearly } else { TimeRule::Vintage },
        derivation: Derivation::Stored,
        // As the embedded atlas has them.
        palette: if has_both_signs { "PuOr" } else { "YlOrRd" }.to_owned(),
        description: Localized { en: description(Lang::En), ru: description(Lang::Ru) },
        sources: Vec::new(),
    })
}
