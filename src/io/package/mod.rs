//! Owns atlas folders: a Frictionless Data Package (<https://datapackage.org>) on disk or
//! embedded in the program, read into an [`Atlas`] and its shapes. Does not decide which
//! figure answers.

mod descriptor;
mod folder;
mod geography;
mod laws;
mod tables;

pub use folder::AtlasFolder;
pub(in crate::io) use geography::geography_of;
pub use geography::{ShapeFiles, join_shapes, read_places, read_shapes};

use super::problem::{IoError, Problem, Problems, Severity};
use crate::atlas::{Atlas, MapSettings, MetricGroup};
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
    let mut each = |name: &str, read: Reader| -> Result<(), IoError> {
        let Some(file) = descriptor.table(name) else {
            return Ok(());
        };
        let bytes = folder.read(file)?;
        read(&folder.path_of(file), &bytes, &mut atlas, &mut problems)
    };
    // In the order in which they refer to each other.
    each("sources", tables::read_sources)?;
    each("conflicts", laws::read_conflicts)?;
    each("regions", tables::read_regions)?;
    each("metrics", tables::read_metrics)?;
    each("observations", tables::read_observations)?;
    each("bans", laws::read_bans)?;
    each("timeline", laws::read_events)?;
    each("statements", laws::read_statements)?;
    for group in &descriptor.settings.groups {
        let (known, unknown): (Vec<&String>, Vec<&String>) =
            group.metrics.iter().partition(|id| atlas.metric_id(id).is_some());
        for id in unknown {
            problems.add(descriptor_problem(folder, "hashatlas.groups", "the id of a metric", id));
        }
        let metrics = known.into_iter().filter_map(|id| atlas.metric_id(id)).collect();
        atlas.groups.push(MetricGroup { name: group.name(), metrics });
    }
    if let Some(wanted) = descriptor.settings.default_metric.as_deref() {
        atlas.default_metric = atlas.metric_id(wanted);
        if atlas.default_metric.is_none() {
            problems.add(descriptor_problem(
                folder,
                "hashatlas.default_metric",
                "the id of a metric",
                wanted,
            ));
        }
    }
    if atlas.map_regions(true).next().is_none() {
        problems.add(descriptor_problem(folder, "regions", "rows of level region", "none"));
    }
    Ok((atlas, problems))
}

type Reader = fn(&Path, &[u8], &mut Atlas, &mut Problems) -> Result<(), IoError>;

fn settings(descriptor: &Descriptor) -> Atlas {
    let settings = &descriptor.settings;
    let mut atlas = Atlas::named(descriptor.atlas_name());
    atlas.locative = settings.locative();
    atlas.caution = settings.caution();
    atlas.default_year = settings.default_year;
    atlas.map = MapSettings {
        projection: settings.projection.clone(),
        is_schematic: settings.boundaries.schematic,
        boundary_note: settings.boundary_note(),
        disputed_note: settings.disputed_note(),
        credit: settings.credit(),
    };
    atlas
}

fn descriptor_problem(folder: &AtlasFolder, column: &str, expected: &str, found: &str) -> Problem {
    let path = folder.path_of(Descriptor::FILE);
    Problem::of_file(&path, Some(column), expected, found.to_owned(), Severity::Error)
}
