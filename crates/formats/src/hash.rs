//! Owns the hash of an atlas's data, by which a figure says what it was made of.

use super::{
    package::{AtlasFolder, data_files},
    problem::IoError,
};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// SHA-256 over descriptor, tables and shapes, each with its name and length before it; in hexadecimal.
///
/// # Errors
/// One of the files cannot be read.
pub fn data_hash(folder: &AtlasFolder) -> Result<String, IoError> {
    let mut hasher = Sha256::new();
    for file in data_files(folder)? {
        let bytes = folder.read(&file)?;
        hasher.update(file.as_bytes());
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(&bytes);
    }
    Ok(hexadecimal(hasher.finalize().into()))
}

/// SHA-256 of some bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(Sha256::digest(bytes).into())
}

fn hexadecimal(digest: [u8; 32]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_follows_the_data() {
        let folder = tempfile::tempdir().expect("tempdir");
        let write = |name: &str, text: &str| {
            crate::write_file(&folder.path().join(name), text.as_bytes()).expect("written");
        };
        write(
            "datapackage.json",
            r#"{"name": "x", "resources": [{"name": "regions", "path": "regions.csv"}]}"#,
        );
        write("regions.csv", "code,level,name_en\nA,region,A\n");
        let own = AtlasFolder::Directory(folder.path().to_owned());
        let first = data_hash(&own).expect("read");
        assert_eq!(first.len(), 64);
        assert_eq!(first, data_hash(&own).expect("read"));
        write("regions.csv", "code,level,name_en\nB,region,A\n");
        assert_ne!(first, data_hash(&own).expect("read"));
    }
}
