//! Owns reading a register of legal miners from whatever table it came in. Does not match it.

use crate::io::IoError;
use register::{Register, RowProblem};
use std::path::Path;

/// Reads a register: CSV of any dialect and encoding, or a workbook.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn read_register(path: &Path) -> Result<(Register, Vec<RowProblem>), IoError> {
    let plain = table::Plain::open(path, &table::Options::default()).map_err(|cause| match cause {
        table::Error::System { path, cause } => IoError::system("open", &path, cause),
        other => IoError::unusable(path, None, "expected-table-file", other.to_string()),
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = crate::io::open_file(plain.text_path())?;
    Ok(Register::read(&name, text, plain.separator()))
}
