//! Owns running the real binary in a folder of its own, and small views of what it wrote.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How a run ended and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A temporary folder in which the program runs; removed at the end.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of the user's.
    pub(crate) fn put(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, contents).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Names of what lies in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program with these arguments, separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_with(arguments, &[])
    }

    /// The same with further arguments, which may have spaces.
    pub(crate) fn run_with(&self, arguments: &str, further: &[&str]) -> Run {
        let output = self.command(arguments).args(further).output().expect("the binary starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            status: output.status.code().expect("it was not killed"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// The same, not yet started.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashatlas"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            // Help is as wide as the terminal, if there is one.
            .stdin(Stdio::null())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("COLUMNS", "100");
        command
    }

    /// A copy of the atlas of Russia that the user may break.
    pub(crate) fn copy_atlas(&self, name: &str) {
        for entry in std::fs::read_dir(russia()).expect("the atlas is there") {
            let path = entry.expect("entry").path();
            let file = path.file_name().expect("a name").to_string_lossy().into_owned();
            self.put(&format!("{name}/{file}"), std::fs::read(&path).expect("read"));
        }
    }

    /// Replaces the first `old` in a file, which must be there.
    pub(crate) fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old:?}");
        self.put(name, text.replacen(old, new, 1));
    }

    /// Adds a line at the end of a file and gives its number.
    pub(crate) fn append(&self, name: &str, line: &str) -> usize {
        let text = self.read(name);
        self.put(name, format!("{text}{line}\n"));
        text.lines().count() + 1
    }
}

/// The folder of the embedded atlas.
pub(crate) fn russia() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/atlas/russia")
}

impl Run {
    /// Asserts the exit status, showing what was said if it is another.
    #[track_caller]
    pub(crate) fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// Asserts that a message on stderr or a line on stdout has all of these words.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word) || self.out.contains(word), "no {word:?} in {self:#?}");
        }
        self
    }
}

/// The rows of a CSV text, as columns by name.
pub(crate) fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}
