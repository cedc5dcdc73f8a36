//! Owns writing an atlas of the user's own counts: a data package with the regions and shapes of another
//! one. Does not count.

use super::{AtlasFolder, descriptor::Descriptor};
use crate::{IoError, csv_of, exists, lang::Localized, read_file, units::tidy, write_file};
use serde_json::{Map, Value, json};
use std::path::Path;

/// What an atlas is made of.
#[derive(Clone, Debug, Default)]
pub struct MadeAtlas {
    /// What it is called.
    pub name: Localized,
    /// What must be said with its figures.
    pub caution: Localized,
    /// What can be shown, the first of them at first.
    pub metrics: Vec<MadeMetric>,
    /// Year shown first.
    pub year: i32,
    /// Figures.
    pub figures: Vec<MadeFigure>,
    /// Id and name of each source.
    pub sources: Vec<(&'static str, String)>,
    /// A further table: header and rows. It is not read again by the program.
    pub growth: Vec<Vec<String>>,
}

/// A metric of counts.
#[derive(Clone, Debug)]
pub struct MadeMetric {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: Localized,
    /// How it is made.
    pub description: Localized,
}

/// One count.
#[derive(Clone, Debug)]
pub struct MadeFigure {
    /// Code of the region.
    pub region: String,
    /// Id of the metric.
    pub metric: &'static str,
    /// By the end of this year.
    pub year: i32,
    /// The count, where one is known.
    pub value: Option<f64>,
    /// Bounds, unless it is exact.
    pub bounds: Option<(f64, f64)>,
    /// Word of its status.
    pub status: &'static str,
    /// Ids of its sources.
    pub sources: Vec<&'static str>,
    /// Method, and what is missing.
    pub note: Localized,
}

/// Marks a package that was made here, which alone may be made anew.
const MADE_BY: &str = "hashatlas aggregate";
/// Tables and shapes that are taken over as they are.
const TAKEN: [&str; 2] = ["regions", "names"];
const LICENCES: &str = "LICENSES.md";
const EMBEDDED_LICENCES: &[u8] = include_bytes!("../../../../data/atlas/russia/LICENSES.md");

/// Writes the atlas into a folder, its descriptor last: where it is, all is.
///
/// # Errors
/// The folder holds another atlas; the source of regions cannot be read; the system refuses.
pub fn write_atlas(directory: &Path, of: &AtlasFolder, atlas: &MadeAtlas) -> Result<(), IoError> {
    let at_descriptor = directory.join(Descriptor::FILE);
    if exists(&at_descriptor) {
        let before: Value = serde_json::from_slice(&read_file(&at_descriptor)?).unwrap_or_default();
        if before["hashatlas"]["made_by"] != MADE_BY {
            return Err(IoError::unusable(&at_descriptor, None, "expected-made-atlas", "found-other-atlas"));
        }
    }
    let source: Value = serde_json::from_slice(&of.read(Descriptor::FILE)?).unwrap_or_default();
    let schemas: Value =
        serde_json::from_slice(&AtlasFolder::Embedded.read(Descriptor::FILE)?).unwrap_or_default();
    let settings = &source["hashatlas"];
    let shapes = settings["boundaries"]["path"].as_str().into_iter();
    let layers = settings["layers"].as_object().into_iter().flat_map(Map::values).filter_map(Value::as_str);
    let shapes: Vec<&str> = shapes.chain(layers).collect();
    let resources = |of: &Value| of["resources"].as_array().cloned().unwrap_or_default();
    let is_taken = |resource: &Value| {
        let path = resource["path"].as_str().unwrap_or_default();
        TAKEN.iter().any(|name| resource["name"] == *name) || shapes.contains(&path)
    };
    let mut listed: Vec<Value> = resources(&source).into_iter().filter(is_taken).collect();
    for resource in &listed {
        if let Some(path) = resource["path"].as_str() {
            write_file(&directory.join(path), &of.read(path)?)?;
        }
    }
    // Shapes need not be resources.
    for shape in shapes.iter().filter(|shape| !listed.iter().any(|resource| resource["path"] == **shape)) {
        write_file(&directory.join(shape), &of.read(shape)?)?;
    }
    for (name, text) in [
        ("sources", sources_csv(atlas)),
        ("metrics", metrics_csv(atlas)),
        ("observations", figures_csv(atlas)),
    ] {
        let known = resources(&schemas).into_iter().find(|resource| resource["name"] == name);
        let path = format!("{name}.csv");
        let mut resource = known.unwrap_or_else(|| json!({ "name": name }));
        resource["path"] = path.clone().into();
        write_file(&directory.join(path), text.as_bytes())?;
        listed.push(resource);
    }
    if let Some((header, rows)) = atlas.growth.split_first() {
        write_file(&directory.join("growth.csv"), csv_of(header, rows).as_bytes())?;
        let fields: Vec<Value> =
            header.iter().map(|name| json!({ "name": name, "type": "string" })).collect();
        listed.push(json!({
            "name": "growth", "type": "table", "path": "growth.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
            "schema": { "fields": fields, "missingValues": [""] },
        }));
    }
    let licences = match of {
        AtlasFolder::Embedded => Some(EMBEDDED_LICENCES.to_vec()),
        AtlasFolder::Directory(_) => of.read(LICENCES).ok().map(std::borrow::Cow::into_owned),
    };
    if let Some(licences) = licences {
        write_file(&directory.join(LICENCES), &licences)?;
    }
    let ids: Vec<&str> = atlas.metrics.iter().map(|metric| metric.id).collect();
    let mut own = json!({
        "format": super::descriptor::FORMAT,
        "made_by": MADE_BY,
        "name": { "en": atlas.name.en, "ru": atlas.name.ru },
        "caution_en": atlas.caution.en,
        "caution_ru": atlas.caution.ru,
        "default_metric": ids.first(),
        "default_year": atlas.year,
        "leading": ids,
    });
    for member in ["projection", "boundaries", "layers", "locative", "disputed_note_en", "disputed_note_ru"] {
        if !settings[member].is_null() {
            own[member] = settings[member].clone();
        }
    }
    let descriptor = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "hashatlas-detected",
        "title": atlas.name.en,
        "description": atlas.caution.en,
        "hashatlas": own,
        "resources": listed,
    });
    let text = serde_json::to_string_pretty(&descriptor).unwrap_or_default();
    write_file(&at_descriptor, text.as_bytes())
}

fn sources_csv(atlas: &MadeAtlas) -> String {
    let header = [
        "id",
        "title_en",
        "title_ru",
        "publisher_en",
        "publisher_ru",
        "date",
        "url",
        "licence",
        "note_en",
        "note_ru",
    ];
    let row = |(id, name): &(&str, String)| -> Vec<String> {
        let mut row = vec![(*id).to_owned(), name.clone(), name.clone(), name.clone(), name.clone()];
        row.resize(header.len(), String::new());
        row
    };
    csv_of(&header, atlas.sources.iter().map(row))
}

fn metrics_csv(atlas: &MadeAtlas) -> String {
    let header = [
        "id",
        "name_en",
        "name_ru",
        "unit",
        "kind",
        "centre",
        "decimals",
        "time",
        "derive",
        "of_a",
        "of_b",
        "factor",
        "factor_low",
        "factor_high",
        "palette",
        "description_en",
        "description_ru",
        "sources",
    ];
    let row = |metric: &MadeMetric| -> Vec<String> {
        let none = String::new;
        vec![
            metric.id.to_owned(),
            metric.name.en.clone(),
            metric.name.ru.clone(),
            "count".to_owned(),
            "sequential".to_owned(),
            none(),
            "0".to_owned(),
            "yearly".to_owned(),
            none(),
            none(),
            none(),
            none(),
            none(),
            none(),
            "YlOrRd".to_owned(),
            metric.description.en.clone(),
            metric.description.ru.clone(),
            none(),
        ]
    };
    csv_of(&header, atlas.metrics.iter().map(row))
}

fn figures_csv(atlas: &MadeAtlas) -> String {
    /// Counts need no more.
    const DECIMALS: f64 = 10.0;
    let header = [
        "region", "metric", "period", "value", "low", "high", "status", "sources", "note_en", "note_ru",
        "conflict", "accuracy",
    ];
    let number = |value: f64| tidy((value * DECIMALS).round() / DECIMALS).to_string();
    let row = |figure: &MadeFigure| -> Vec<String> {
        let (low, high) = figure.bounds.unzip();
        let number = |value: Option<f64>| value.map(number).unwrap_or_default();
        vec![
            figure.region.clone(),
            figure.metric.to_owned(),
            figure.year.to_string(),
            number(figure.value),
            number(low),
            number(high),
            figure.status.to_owned(),
            figure.sources.join(" "),
            figure.note.en.clone(),
            figure.note.ru.clone(),
            String::new(),
            String::new(),
        ]
    };
    csv_of(&header, atlas.figures.iter().map(row))
}
