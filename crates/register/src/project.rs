//! Owns the project file: which files belong to one piece of work, as they were when it was saved. Does not
//! open them.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::Read,
    path::{Component, Path, PathBuf},
};

/// What a file is to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An atlas folder; its descriptor is hashed.
    Atlas,
    /// Boundaries of one's own.
    Boundaries,
    /// Readings, a file or a folder; folders are not hashed.
    Readings,
    /// Detections.
    Detections,
    /// A register of legal miners.
    Register,
    /// Sessions that `hashatlas traffic` found.
    Traffic,
    /// Reviews; they grow and are not hashed.
    Reviews,
}

/// A file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Where it lies, from the folder of the project, with slashes.
    pub path: String,
    /// SHA-256 of what lay there, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Version of the form.
    pub hashatlas: u64,
    /// Its files.
    #[serde(default)]
    pub inputs: BTreeMap<Role, Input>,
    /// Local time minus UTC at the meters, in seconds, where a description of their readings said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_offset_s: Option<i32>,
    /// What was looked at, as the window keeps it.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub view: serde_json::Value,
}

/// How an input stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it was.
    Same,
    /// There, but other than it was.
    Changed,
    /// Not there.
    Gone,
}

/// Why a text is no project.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// Not the JSON of a project; the message names line and column.
    #[error("no project: {0}")]
    Form(#[from] serde_json::Error),
    /// Of a newer program.
    #[error("the project has version {found}; this program knows {}", Project::VERSION)]
    Newer {
        /// Its version.
        found: u64,
    },
    /// A path that leads nowhere a project may point: absolute, or none.
    #[error("{path:?}: paths of a project are relative to it")]
    Path {
        /// The path.
        path: String,
    },
}

impl Project {
    /// Version of the form that this program reads and writes.
    pub const VERSION: u64 = 1;
    /// Ending of its file's name.
    pub const ENDING: &'static str = "hashatlas";

    /// A project without files.
    #[must_use]
    pub fn blank() -> Self {
        Self { hashatlas: Self::VERSION, ..Self::default() }
    }

    /// Reads a project.
    ///
    /// # Errors
    /// See [`ProjectError`].
    pub fn from_json(text: &[u8]) -> Result<Self, ProjectError> {
        /// A later version may have any other fields: it is told apart before they are read.
        #[derive(Deserialize)]
        struct Versioned {
            hashatlas: u64,
        }
        let found = serde_json::from_slice::<Versioned>(text)?.hashatlas;
        if found > Self::VERSION {
            return Err(ProjectError::Newer { found });
        }
        let project: Self = serde_json::from_slice(text)?;
        for input in project.inputs.values() {
            let path = Path::new(&input.path);
            let is_relative = !input.path.is_empty()
                && path.components().all(|part| {
                    matches!(part, Component::Normal(_) | Component::ParentDir | Component::CurDir)
                });
            if !is_relative {
                return Err(ProjectError::Path { path: input.path.clone() });
            }
        }
        Ok(project)
    }

    /// The project as JSON, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data: nothing in it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Where an input lies, seen from where the project file lies.
    #[must_use]
    pub fn path_of(&self, role: Role, project_file: &Path) -> Option<PathBuf> {
        let folder = project_file.parent().unwrap_or(Path::new("."));
        Some(folder.join(&self.inputs.get(&role)?.path))
    }

    /// Takes a file in; `path` must lie where a relative path leads to from `folder`.
    pub fn set(&mut self, role: Role, folder: &Path, path: &Path, sha256: Option<String>) {
        let path = relative(folder, path);
        self.inputs.insert(role, Input { path, sha256 });
    }

    /// How each input stands, where `hash` says what lies at a path now: nothing where it is gone, no hash
    /// where it is a folder.
    pub fn standings(
        &self,
        project_file: &Path,
        mut hash: impl FnMut(&Path) -> Option<Option<String>>,
    ) -> Vec<(Role, PathBuf, Standing)> {
        let each = self.inputs.iter().filter_map(|(role, input)| {
            let path = self.path_of(*role, project_file)?;
            let standing = match (hash(&path), &input.sha256) {
                (None, _) => Standing::Gone,
                (Some(Some(now)), Some(before)) if now != *before => Standing::Changed,
                _ => Standing::Same,
            };
            Some((*role, path, standing))
        });
        each.collect()
    }
}

/// A path seen from a folder, both of the same root, with slashes.
fn relative(folder: &Path, path: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), path.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// SHA-256 of all that a reader gives, in hexadecimal.
///
/// # Errors
/// Those of the reader.
pub fn hash_of(mut from: impl Read) -> std::io::Result<String> {
    const BUFFER: usize = 1 << 16;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; BUFFER]);
    loop {
        match from.read(&mut buffer)? {
            0 => break,
            count => hash.update(&buffer[..count]),
        }
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_comes_back_and_names_what_moved_or_changed() {
        let mut project = Project::blank();
        let folder = Path::new("/work/case");
        project.set(Role::Detections, folder, Path::new("/work/case/d.parquet"), Some("aa".into()));
        project.set(Role::Readings, folder, Path::new("/work/grid"), None);
        project.set(Role::Register, folder, Path::new("/work/case/in/r.csv"), Some("bb".into()));
        assert_eq!(project.inputs[&Role::Readings].path, "../grid");
        let back = Project::from_json(project.to_json().as_bytes()).expect("a project");
        assert_eq!(back, project);
        // The whole folder was carried elsewhere.
        let file = Path::new("/home/olga/case/p.hashatlas");
        let standings = back.standings(file, |path| match path.to_string_lossy().as_ref() {
            "/home/olga/case/d.parquet" => Some(Some("aa".into())),
            "/home/olga/case/in/r.csv" => Some(Some("cc".into())),
            _ => None,
        });
        let standings: Vec<_> = standings.into_iter().map(|(role, _, standing)| (role, standing)).collect();
        assert_eq!(
            standings,
            [
                (Role::Readings, Standing::Gone),
                (Role::Detections, Standing::Same),
                (Role::Register, Standing::Changed)
            ]
        );
    }

    #[test]
    fn what_is_no_project_is_refused() {
        let said = |text: &str| Project::from_json(text.as_bytes()).expect_err("no project").to_string();
        assert!(said("{\"hashatlas\": 2, \"more\": 1}").contains("version 2"));
        assert!(
            said("{\"hashatlas\": 1, \"inputs\": {\"detections\": {\"path\": \"/etc/passwd\"}}}")
                .contains("relative")
        );
        assert!(
            said("{\"hashatlas\": 1, \"inputs\": {\"detections\": {\"path\": \"\"}}}").contains("relative")
        );
        assert!(said("{\"hashatlas\": 1, \"input\": {}}").contains("unknown field"));
        assert!(said("hello").contains("line 1"));
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        let hash = hash_of(&b"abc"[..]).expect("read");
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
