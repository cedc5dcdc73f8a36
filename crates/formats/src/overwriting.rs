//! Owns telling whether what is to be written would take the place of what is read. Does neither.

use super::{Contract, describe_table};
use std::path::{Path, PathBuf};

/// The place that a path names, links followed, whether or not something is there yet.
#[must_use]
pub fn place_of(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            let here = Path::new(".");
            place_of(if folder.as_os_str().is_empty() { here } else { folder }).join(name)
        }
        _ => path.to_owned(),
    }
}

/// Whether `output` is the file `input`, or one in the folder `input` that is read with it: a result
/// of an earlier run there is none.
#[must_use]
pub fn is_read_of(input: &Path, output: &Path) -> bool {
    let (input, output) = (place_of(input), place_of(output));
    if input == output {
        return true;
    }
    if !input.is_dir() || !output.starts_with(&input) || !output.is_file() {
        return false;
    }
    let ending = output.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_atlas = input.join(super::folder::PACKAGE).is_file();
    match ending.as_str() {
        "csv" | "parquet" | "pq" => {
            let contract = describe_table(&output).ok().and_then(|table| table.contract);
            contract.map_or(is_atlas, |contract| !contract.is_result())
        }
        "json" | "geojson" => is_atlas,
        _ => false,
    }
}

impl Contract {
    /// Whether such tables are written by this program and read by none of its runs over a folder.
    pub(super) const fn is_result(self) -> bool {
        matches!(self, Self::Detections | Self::Scores | Self::Measures)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make their files")]

    use super::*;

    #[test]
    fn inputs_are_known_by_their_place_and_results_beside_them_are_none() {
        let folder = tempfile::tempdir().expect("tempdir");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("months")).expect("made");
        for (name, header) in [
            ("r.csv", "meter_id,ts,wh"),
            ("months/may.csv", "meter_id,ts,wh"),
            ("found.csv", "region,kind,score"),
            ("m.csv", "meter_id,mean_kw"),
        ] {
            std::fs::write(at(name), format!("{header}\n")).expect("written");
        }
        assert!(is_read_of(&at("r.csv"), &at("months/../r.csv")));
        assert!(is_read_of(folder.path(), &at("months/may.csv")));
        for result in ["found.csv", "m.csv", "new.csv", "model.json"] {
            assert!(!is_read_of(folder.path(), &at(result)), "{result}");
        }
        assert!(!is_read_of(&at("r.csv"), &at("months/may.csv")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("r.csv"), at("link.csv")).expect("linked");
            assert!(is_read_of(&at("r.csv"), &at("link.csv")));
        }
        assert_eq!(place_of(&at("not/there.csv")), place_of(folder.path()).join("not/there.csv"));
    }
}
