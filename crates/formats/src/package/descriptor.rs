//! Owns `datapackage.json`: which tables a folder holds, and the settings of the atlas under
//! its `hashatlas` member. Does not read the tables.

use super::folder::AtlasFolder;
use crate::{
    lang::{Localized, Message, json_told},
    problem::IoError,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The descriptor of a data package, as far as the program uses it.
#[derive(Debug, Deserialize)]
pub(super) struct Descriptor {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    resources: Vec<Resource>,
    #[serde(default, rename = "hashatlas")]
    pub(super) settings: Settings,
}

#[derive(Debug, Deserialize)]
struct Resource {
    name: String,
    #[serde(default)]
    path: Option<String>,
}

/// The member `hashatlas` of the descriptor.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    format: Option<u32>,
    name: BTreeMap<String, String>,
    locative: BTreeMap<String, String>,
    pub(super) projection: Option<String>,
    pub(super) boundaries: Boundaries,
    pub(super) layers: BTreeMap<String, String>,
    disputed_note_en: String,
    disputed_note_ru: String,
    caution_en: String,
    caution_ru: String,
    pub(super) groups: Vec<Group>,
    pub(super) leading: Vec<String>,
    pub(super) default_metric: Option<String>,
    pub(super) default_year: Option<i32>,
    pub(super) household_limit_kwh_month: Option<f32>,
    pub(super) estimate: Estimation,
}

/// What is estimated, and from what first guesses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Estimation {
    pub(super) metric: Option<String>,
    pub(super) share_of_region: Option<String>,
    pub(super) not_known_factor: Option<f64>,
    pub(super) priors: Vec<NamedPrior>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NamedPrior {
    pub(super) id: String,
    name_en: String,
    name_ru: String,
    /// Ids of metrics.
    pub(super) times: Vec<String>,
    pub(super) over: Vec<String>,
}

impl NamedPrior {
    pub(super) fn name(&self) -> Localized {
        localized(Some(&self.name_en), Some(&self.name_ru))
    }
}

/// Metrics that belong together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Group {
    name_en: String,
    name_ru: String,
    pub(super) metrics: Vec<String>,
}

impl Group {
    pub(super) fn name(&self) -> Localized {
        localized(Some(&self.name_en), Some(&self.name_ru))
    }
}

/// Where the boundaries are and what to say of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Boundaries {
    pub(super) path: Option<String>,
    pub(super) code_property: Option<String>,
    pub(super) schematic: bool,
    note_en: String,
    note_ru: String,
    credit_en: String,
    credit_ru: String,
}

/// Version of the atlas format that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

impl Descriptor {
    /// File name that the standard asks for.
    pub(super) const FILE: &'static str = "datapackage.json";

    pub(super) fn read(folder: &AtlasFolder) -> Result<Self, IoError> {
        let path = folder.path_of(Self::FILE);
        let bytes = folder.read(Self::FILE)?;
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let descriptor: Self = serde_json::from_slice(text).map_err(|cause| {
            let line = u64::try_from(cause.line()).ok();
            IoError::unusable(&path, line, "expected-descriptor", json_told(&cause.to_string()))
        })?;
        match descriptor.settings.format {
            Some(newer) if newer > FORMAT => {
                let found = Message::new("found-newer-format").text("format", newer.to_string());
                Err(IoError::unusable(
                    &path,
                    None,
                    Message::new("expected-format").text("format", FORMAT.to_string()),
                    found,
                ))
            }
            _ if descriptor.table("regions").is_none() => {
                let names: Vec<&str> =
                    descriptor.resources.iter().map(|resource| resource.name.as_str()).collect();
                let found = Message::new("found-resources").text("names", names.join(", "));
                Err(IoError::unusable(&path, None, "expected-regions-table", found))
            }
            _ => Ok(descriptor),
        }
    }

    /// File of the resource with this name.
    pub(super) fn table(&self, name: &str) -> Option<&str> {
        self.resources.iter().find(|resource| resource.name == name)?.path.as_deref()
    }

    pub(super) fn atlas_name(&self) -> Localized {
        let named = localized(self.settings.name.get("en"), self.settings.name.get("ru"));
        if named.is_empty() {
            Localized::same(if self.title.is_empty() { &self.name } else { &self.title })
        } else {
            named
        }
    }
}

impl Settings {
    pub(super) fn locative(&self) -> Localized {
        localized(self.locative.get("en"), self.locative.get("ru"))
    }

    pub(super) fn boundary_note(&self) -> Localized {
        localized(Some(&self.boundaries.note_en), Some(&self.boundaries.note_ru))
    }

    pub(super) fn credit(&self) -> Localized {
        localized(Some(&self.boundaries.credit_en), Some(&self.boundaries.credit_ru))
    }

    pub(super) fn disputed_note(&self) -> Localized {
        localized(Some(&self.disputed_note_en), Some(&self.disputed_note_ru))
    }

    pub(super) fn caution(&self) -> Localized {
        localized(Some(&self.caution_en), Some(&self.caution_ru))
    }
}

fn localized(en: Option<&String>, ru: Option<&String>) -> Localized {
    Localized { en: en.cloned().unwrap_or_default(), ru: ru.cloned().unwrap_or_default() }
}
