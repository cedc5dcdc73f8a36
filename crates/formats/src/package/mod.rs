//! Owns atlas folders: a Frictionless Data Package (<https://datapackage.org>) on disk or
//! embedded in the program, read into an [`Atlas`] and its shapes. Does not decide which
//! figure answers.

mod constraints;
mod descriptor;
mod estimates;
mod folder;
mod geography;
mod laws;
mod made;
mod places;
mod tables;

pub use estimates::estimates_csv;
pub use folder::AtlasFolder;
pub(crate) use geography::geography_of;
pub use geography::{ShapeFiles, join_shapes, read_places, read_shapes};
pub use made::{MadeAtlas, MadeFigure, MadeMetric, write_atlas};
pub use places::{RowPlace, statement_places};

use super::problem::{IoError, Problem, Problems, Severity};
use crate::atlas::{Atlas, EstimateSettings, MapSettings, MetricGroup, MetricId, Prior};
use crate::lang::Message;
use descriptor::Descriptor;
use std::path::Path;

/// Reads all tables of an atlas folder; its geometry is read by [`read_shapes`], because
/// tables and charts do without.
///
/// # Errors
/// There is no descriptor, a table that it names is missing, or a table lacks a column.
pub fn read_atlas(folder: &AtlasFolder) -> Result<(Atlas, Problems), IoError> {
    let descriptor = Descriptor::read(folder)?;
    let mut problems = Problems::default();
    let mut atlas = settings(&descriptor);
    let each =
        |name: &str, read: Reader, atlas: &mut Atlas, problems: &mut Problems| -> Result<(), IoError> {
            let Some(file) = descriptor.table(name) else {
                return Ok(());
            };
            let bytes = folder.read(file)?;
            read(&folder.path_of(file), &bytes, atlas, problems)
        };
    // In the order in which they refer to each other.
    let before_settings: [(&str, Reader); 6] = [
        ("sources", tables::read_sources),
        ("conflicts", laws::read_conflicts),
        ("regions", tables::read_regions),
        ("names", tables::read_names),
        ("metrics", tables::read_metrics),
        ("observations", tables::read_observations),
    ];
    for (name, read) in before_settings {
        each(name, read, &mut atlas, &mut problems)?;
    }
    name_metrics(folder, &descriptor, &mut atlas, &mut problems);
    let after_settings: [(&str, Reader); 5] = [
        ("constraints", constraints::read_constraints),
        ("estimates", estimates::read_estimates),
        ("bans", laws::read_bans),
        ("timeline", laws::read_events),
        ("statements", laws::read_statements),
    ];
    for (name, read) in after_settings {
        each(name, read, &mut atlas, &mut problems)?;
    }
    if atlas.map_regions(true).next().is_none() {
        problems.add(descriptor_problem(folder, "regions", "expected-region-rows", "found-none"));
    }
    atlas.settle_decimals();
    Ok((atlas, problems))
}

/// Settings that name metrics: the one shown first, the one estimated and what its priors are
/// made of.
fn name_metrics(folder: &AtlasFolder, descriptor: &Descriptor, atlas: &mut Atlas, problems: &mut Problems) {
    let mut metric = |column: &str, wanted: &str| -> Option<MetricId> {
        let metric = atlas.metric_id(wanted);
        if metric.is_none() {
            problems.add(descriptor_problem(folder, column, "expected-metric-id", wanted.to_owned()));
        }
        metric
    };
    let settings = &descriptor.settings;
    let default_metric =
        settings.default_metric.as_deref().and_then(|id| metric("hashatlas.default_metric", id));
    let mut named = |ids: &[String]| -> Vec<MetricId> {
        ids.iter().filter_map(|id| metric("hashatlas.groups", id)).collect()
    };
    let groups = settings.groups.iter();
    let groups =
        groups.map(|group| MetricGroup { name: group.name(), metrics: named(&group.metrics) }).collect();
    let leading = settings.leading.iter().filter_map(|id| metric("hashatlas.leading", id)).collect();
    let estimate = &settings.estimate;
    let estimated = estimate.metric.as_deref().and_then(|id| metric("hashatlas.estimate.metric", id));
    let share = estimate.share_of_region.as_deref();
    let share_of_region = share.and_then(|id| metric("hashatlas.estimate.share_of_region", id));
    let mut factors = |ids: &[String]| -> Option<Vec<MetricId>> {
        ids.iter().map(|id| metric("hashatlas.estimate.priors", id)).collect()
    };
    // A prior of which a part is not known would be another one.
    let priors = estimate.priors.iter().filter_map(|prior| {
        let (times, over) = (factors(&prior.times)?, factors(&prior.over)?);
        Some(Prior { id: prior.id.as_str().into(), name: prior.name(), times, over })
    });
    atlas.estimation = EstimateSettings {
        priors: priors.collect(),
        metric: estimated,
        share_of_region,
        not_known_factor: estimate.not_known_factor.unwrap_or(f64::INFINITY),
        shows_points: false,
    };
    atlas.default_metric = default_metric;
    atlas.groups = groups;
    atlas.leading = leading;
}

/// Tables that the program reads, by the names of their resources.
const TABLES: [&str; 12] = [
    "sources",
    "conflicts",
    "regions",
    "names",
    "metrics",
    "observations",
    "constraints",
    "estimates",
    "bans",
    "timeline",
    "statements",
    "places",
];

/// Names of all files of an atlas that the program reads: descriptor, tables, shapes.
///
/// # Errors
/// There is no descriptor.
pub(crate) fn data_files(folder: &AtlasFolder) -> Result<Vec<String>, IoError> {
    let descriptor = Descriptor::read(folder)?;
    let tables = TABLES.iter().filter_map(|name| descriptor.table(name));
    let settings = &descriptor.settings;
    let shapes = settings.boundaries.path.iter().chain(settings.layers.values()).map(String::as_str);
    Ok(std::iter::once(Descriptor::FILE).chain(tables).chain(shapes).map(str::to_owned).collect())
}

type Reader = fn(&Path, &[u8], &mut Atlas, &mut Problems) -> Result<(), IoError>;

fn settings(descriptor: &Descriptor) -> Atlas {
    let settings = &descriptor.settings;
    let mut atlas = Atlas::named(descriptor.atlas_name());
    atlas.locative = settings.locative();
    atlas.caution = settings.caution();
    atlas.default_year = settings.default_year;
    atlas.household_limit_kwh_month = settings.household_limit_kwh_month;
    atlas.map = MapSettings {
        projection: settings.projection.clone(),
        is_schematic: settings.boundaries.schematic,
        boundary_note: settings.boundary_note(),
        disputed_note: settings.disputed_note(),
        credit: settings.credit(),
        ..MapSettings::default()
    };
    atlas
}

fn descriptor_problem(
    folder: &AtlasFolder,
    column: &str,
    expected: &'static str,
    found: impl Into<Message>,
) -> Problem {
    let path = folder.path_of(Descriptor::FILE);
    Problem::of_file(&path, Some(column), expected, found, Severity::Error)
}
