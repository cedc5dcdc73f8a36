//! Owns reading how many meters were watched in which year, by which detector, and what is known of its
//! errors. Does not count.

use super::{IoError, Problem, Problems, readings::read_cells, table::Row};
use review::counts::Trial;
use std::path::Path;

/// A row of the table of coverage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Region as the table names it; empty for all together.
    pub region: String,
    /// Year.
    pub year: i32,
    /// Meters watched.
    pub watched: Option<u64>,
    /// Version of the detector; empty where it is always the same.
    pub detector: String,
    /// Meters known to mine, and how many of them it told.
    pub sensitivity: Option<Trial>,
    /// Meters known not to mine, and how many of them it left alone.
    pub specificity: Option<Trial>,
}

/// Reads a table of coverage: `year`, and any of `region`, `watched`, `detector`, `positives` with `found`,
/// `normal` with `quiet`.
///
/// # Errors
/// The file cannot be read or has no `year`.
pub fn read_coverage(path: &Path) -> Result<(Vec<Coverage>, Problems), IoError> {
    let (mut rows, mut problems) = (Vec::new(), Problems::default());
    read_cells(path, &["year"], &mut problems, |row, _| {
        rows.push(coverage(row)?);
        Ok(())
    })?;
    Ok((rows, problems))
}

fn coverage(row: &Row<'_>) -> Result<Coverage, Problem> {
    let count = |column: &str| match row.number(column)? {
        Some(count) if count >= 0.0 && count.fract() == 0.0 => Ok(Some(count as u64)),
        Some(_) => Err(row.wrong(column, "expected-count")),
        None => Ok(None),
    };
    let trial = |part: &str, whole: &str| match (count(part)?, count(whole)?) {
        (Some(found), Some(of)) if found <= of => Ok(Some(Trial { found, of })),
        (None, None) => Ok(None),
        _ => Err(row.wrong(part, "expected-part-of-whole")),
    };
    let year = count("year")?.and_then(|year| i32::try_from(year).ok());
    Ok(Coverage {
        region: row.text("region").to_owned(),
        year: year.ok_or_else(|| row.wrong("year", "expected-year"))?,
        watched: count("watched")?,
        detector: row.text("detector").to_owned(),
        sensitivity: trial("found", "positives")?,
        specificity: trial("quiet", "normal")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_cannot_be_are_left_out() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("coverage.csv");
        let text = "region,year,watched,detector,positives,found,normal,quiet\n\
            RU-IRK,2025,1000,2,50,40,900,899\n,2025,,,,,,\nRU-IRK,2025,1000,2,50,60,,\nRU-IRK,soon,1,,,,,\n";
        crate::write_file(&path, text.as_bytes()).expect("written");
        let (rows, problems) = read_coverage(&path).expect("read");
        assert_eq!((rows.len(), problems.errors), (2, 2));
        assert_eq!(rows[0].sensitivity, Some(Trial { found: 40, of: 50 }));
        assert_eq!((rows[1].watched, rows[1].region.as_str()), (None, ""));
    }
}
