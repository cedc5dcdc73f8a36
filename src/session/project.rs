//! Owns opening and saving a project: what its files are to the session, which of them moved, changed or are
//! gone, and where a moved one lies now. The form of the file is that of [`register::Project`].

use super::{Document, Sources, faults};
use crate::io::{self, EntryKind, IoError};
use register::{Project, Role, Standing, hash_of};
use std::path::{Path, PathBuf};

/// How a file of a project stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputStanding {
    /// As it was.
    Same,
    /// There, but other than it was.
    Changed,
    /// Elsewhere in the folder of the project, under its name and with its content.
    Moved,
    /// Not there.
    Gone,
}

impl InputStanding {
    /// Its word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Gone => "gone",
        }
    }
}

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectInput {
    /// What it is to the project.
    pub role: Role,
    /// Where the project says that it lies.
    pub path: PathBuf,
    /// How it stands.
    pub standing: InputStanding,
    /// Where it lies now; nothing where it is gone.
    pub now: Option<PathBuf>,
}

/// A project that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedProject {
    /// Its file.
    pub file: PathBuf,
    /// Its files, by role.
    pub inputs: Vec<ProjectInput>,
    /// Local time minus UTC at the meters, where a description of their readings said so.
    pub utc_offset_s: Option<i32>,
    /// What was looked at.
    pub view: Option<Document>,
}

/// Whether a file is a project, by its name.
#[must_use]
pub fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == Project::ENDING)
}

fn read_project(file: &Path) -> Result<Project, IoError> {
    Project::from_json(&io::read_file(file)?)
        .map_err(|cause| IoError::unusable(file, None, "expected-project", faults::project(&cause)))
}

impl OpenedProject {
    /// Reads a project and looks for its files.
    ///
    /// # Errors
    /// It cannot be read or is no project.
    pub fn open(file: &Path) -> Result<Self, IoError> {
        let project = read_project(file)?;
        let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let standings = project.standings(file, hash_at);
        let inputs = standings.into_iter().map(|(role, path, standing)| {
            let hash = project.inputs.get(&role).and_then(|input| input.sha256.as_deref());
            let moved = || hash.and_then(|hash| found_in(folder, &path, hash, DEEPEST));
            let (standing, now) = match standing {
                Standing::Same => (InputStanding::Same, Some(path.clone())),
                Standing::Changed => (InputStanding::Changed, Some(path.clone())),
                // Reviews come with the first one.
                Standing::Gone if role == Role::Reviews => (InputStanding::Same, Some(path.clone())),
                Standing::Gone => match moved() {
                    Some(now) => (InputStanding::Moved, Some(now)),
                    None => (InputStanding::Gone, None),
                },
            };
            ProjectInput { role, path, standing, now }
        });
        let inputs = inputs.collect();
        // A view of another version is no reason to open nothing.
        let view = serde_json::from_value(project.view).ok();
        Ok(Self { file: file.to_owned(), inputs, utc_offset_s: project.utc_offset_s, view })
    }

    /// Where the file of a role lies now.
    #[must_use]
    pub fn at(&self, role: Role) -> Option<PathBuf> {
        self.inputs.iter().find(|input| input.role == role)?.now.clone()
    }

    /// What it opens.
    #[must_use]
    pub fn sources(&self) -> Sources {
        Sources {
            atlas: self.at(Role::Atlas),
            boundaries: self.at(Role::Boundaries),
            detections: self.at(Role::Detections),
            readings: self.at(Role::Readings),
            reviews: self.at(Role::Reviews),
            register: self.at(Role::Register),
            traffic: self.at(Role::Traffic),
            project: Some(self.file.clone()),
            utc_offset_s: self.utc_offset_s,
            wants_shapes: true,
            ..Sources::default()
        }
    }

    /// The same with its files as they are now. What is gone stays in it as it was known, to be found when it comes
    /// back.
    ///
    /// # Errors
    /// Its file cannot be read any more.
    pub fn accepted(&self) -> Result<Project, IoError> {
        let there = self.inputs.iter().filter_map(|input| Some((input.role, input.now.clone()?)));
        let mut project = project_of(&self.file, there, self.view.as_ref());
        project.utc_offset_s = self.utc_offset_s;
        let known = read_project(&self.file)?.inputs;
        let is_gone = |role: &Role| self.gone().any(|input| input.role == *role);
        project.inputs.extend(known.into_iter().filter(|(role, _)| is_gone(role)));
        Ok(project)
    }

    /// Its files that are not there any more.
    pub fn gone(&self) -> impl Iterator<Item = &ProjectInput> {
        self.inputs.iter().filter(|input| input.standing == InputStanding::Gone)
    }
}

impl Sources {
    /// Files of a project that this is.
    fn by_role(&self) -> impl Iterator<Item = (Role, PathBuf)> {
        let all = [
            (Role::Atlas, &self.atlas),
            (Role::Boundaries, &self.boundaries),
            (Role::Readings, &self.readings),
            (Role::Detections, &self.detections),
            (Role::Register, &self.register),
            (Role::Traffic, &self.traffic),
            (Role::Reviews, &self.reviews),
        ];
        all.into_iter().filter_map(|(role, path)| Some((role, path.clone()?)))
    }

    /// Saves them as a project, with what is looked at: where they were opened from, else beside the detections.
    /// Gives the file, or nothing where there is nothing of the user's own to save.
    ///
    /// # Errors
    /// The system refuses.
    pub fn save_project(&self, view: &Document) -> Result<Option<PathBuf>, IoError> {
        let beside = || Some(self.detections.as_deref()?.parent()?.join(PROJECT_FILE));
        let Some(file) = self.project.clone().or_else(beside) else { return Ok(None) };
        let reviews = file.with_file_name(super::REVIEWS_FILE);
        let sources = Self { reviews: self.reviews.clone().or(Some(reviews)), ..self.clone() };
        let mut project = project_of(&file, sources.by_role(), Some(view));
        project.utc_offset_s = self.utc_offset_s;
        io::write_file(&file, project.to_json().as_bytes())?;
        Ok(Some(file))
    }
}

/// What a project says was looked at; nothing where it says nothing that this program knows.
#[must_use]
pub fn project_view(file: &Path) -> Option<Document> {
    let project = Project::from_json(&io::read_file(file).ok()?).ok()?;
    serde_json::from_value(project.view).ok()
}

/// Name of the file in the folder of a project.
pub const PROJECT_FILE: &str = "project.hashatlas";

/// A project of files as they are now.
pub fn project_of(
    file: &Path,
    inputs: impl Iterator<Item = (Role, PathBuf)>,
    view: Option<&Document>,
) -> Project {
    let folder =
        io::place_of(file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")));
    let mut project = Project::blank();
    for (role, path) in inputs {
        // Reviews grow.
        let hash = if role == Role::Reviews { None } else { hash_at(&path).flatten() };
        project.set(role, &folder, &io::place_of(&path), hash);
    }
    project.view = view.and_then(|view| serde_json::to_value(view).ok()).unwrap_or_default();
    project
}

/// What lies at a path: nothing where it is gone, no hash of a folder but that of its descriptor.
#[expect(clippy::option_option, reason = "gone and without a hash are two things")]
fn hash_at(path: &Path) -> Option<Option<String>> {
    if !io::exists(path) {
        return None;
    }
    let file = if path.is_dir() { path.join("datapackage.json") } else { path.to_owned() };
    if !io::exists(&file) {
        return Some(None);
    }
    Some(io::open_file(&file).ok().and_then(|file| hash_of(file).ok()))
}

/// Folders within folders are looked into so many times.
const DEEPEST: usize = 3;

/// A file of this name and content in a folder, or in those in it.
fn found_in(folder: &Path, path: &Path, hash: &str, depth: usize) -> Option<PathBuf> {
    let entries = io::list_folder(folder).ok()?;
    let is_it = |entry: &&io::FolderEntry| {
        entry.path.file_name() == path.file_name() && hash_at(&entry.path).flatten().as_deref() == Some(hash)
    };
    if let Some(entry) = entries.iter().find(is_it) {
        return Some(entry.path.clone());
    }
    let folders = entries.iter().filter(|entry| depth > 0 && entry.kind == EntryKind::Folder);
    folders.into_iter().find_map(|entry| found_in(&entry.path, path, hash, depth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moved_is_found_again_and_what_changed_is_named() {
        let folder = tempfile::tempdir().expect("tempdir");
        let at = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| io::write_file(&at(name), text.as_bytes()).expect("written");
        for (name, text) in [("d.csv", "a"), ("r.csv", "b"), ("t.csv", "c")] {
            write(name, text);
        }
        let file = at(PROJECT_FILE);
        let sources = Sources {
            detections: Some(at("d.csv")),
            register: Some(at("r.csv")),
            traffic: Some(at("t.csv")),
            utc_offset_s: Some(8 * 3600),
            ..Sources::default()
        };
        let session = super::super::Session::open(&Sources::default()).expect("opens");
        let view = Document { year: 2024, ..session.document().clone() };
        assert_eq!(sources.save_project(&view).expect("saved"), Some(file.clone()));
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(opened.view.as_ref().map(|view| view.year), Some(2024));
        assert_eq!(opened.sources().utc_offset_s, Some(8 * 3600), "the zone that was described");
        let accepted = opened.accepted().expect("readable");
        assert_eq!(accepted.utc_offset_s, Some(8 * 3600));
        assert!(opened.inputs.iter().all(|input| input.standing == InputStanding::Same), "{opened:?}");
        write("d.csv", "other");
        let project = opened.accepted().expect("readable");
        assert_eq!(project.inputs.len(), 4);
        let standing = |opened: &OpenedProject, role: Role| {
            opened.inputs.iter().find(|input| input.role == role).map(|input| input.standing)
        };
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(standing(&opened, Role::Detections), Some(InputStanding::Changed));
        io::write_file(&file, opened.accepted().expect("readable").to_json().as_bytes()).expect("written");
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(standing(&opened, Role::Detections), Some(InputStanding::Same));
        // What is gone stays, and is known again when it comes back.
        let register = io::read_file(&at("r.csv")).expect("there");
        io::remove_file(&at("r.csv")).expect("removed");
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(opened.gone().map(|input| input.role).collect::<Vec<_>>(), [Role::Register]);
        io::write_file(&file, opened.accepted().expect("readable").to_json().as_bytes()).expect("written");
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(standing(&opened, Role::Register), Some(InputStanding::Gone));
        io::write_file(&at("r.csv"), &register).expect("written");
        let opened = OpenedProject::open(&file).expect("opens");
        assert_eq!(standing(&opened, Role::Register), Some(InputStanding::Same));
        io::write_file(&file, b"{\"hashatlas\": 9}").expect("written");
        assert!(OpenedProject::open(&file).expect_err("newer").to_string().contains("version 9"));
    }
}
