//! Owns what is asked about statements over tables. Does not act on it.

use crate::session::named_file;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const QUERY: &str = "\
Examples:
  hashatlas query                                        what there is to ask about
  hashatlas query \"SELECT region, value, low, high, status FROM figures WHERE metric = 'farms' AND is_shown = 'yes' AND year = 2025\"
  hashatlas query --detections farms.xlsx \"SELECT region, EXTRACT(YEAR FROM first_seen) AS year, COUNT(*) AS n \\
      FROM detections GROUP BY region, year ORDER BY n DESC\" -o counts.csv
  hashatlas query --table grid=meters.parquet \"SELECT COUNT(*) FROM grid\" --format json

Tables of the atlas: figures, bans, places, regions. Text in any usual encoding, with any separator, titles \
and sums around it; XLSX, XLSB, XLS, ODS; NDJSON, Arrow, Parquet; gzip and Zstandard. The statement is one \
SELECT as polars has it. Nothing is written where it fails.";

/// What to ask.
#[derive(Args, Debug)]
pub(in crate::cli) struct QueryArguments {
    /// One SELECT statement; without it, the tables and their columns are listed
    #[arg(value_name = "SQL")]
    pub(in crate::cli) statement: Option<String>,
    /// A further table; may be given again
    #[arg(long = "table", value_name = "NAME=FILE", value_parser = table)]
    pub(in crate::cli) tables: Vec<(String, PathBuf)>,
    /// Name or number of the sheet of workbooks
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// Cells of the sheet, such as B4:F200
    #[arg(long, value_name = "CELLS")]
    pub(in crate::cli) range: Option<String>,
    /// Encoding of texts, such as windows-1251, where it is not told by their letters
    #[arg(long, value_name = "LABEL")]
    pub(in crate::cli) encoding: Option<String>,
    /// Form of the answer [default: by the name of the file, else text]
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<AnswerFormat>,
    /// File to write; stdout if none
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AnswerFormat {
    /// Columns one below the other
    Text,
    /// Comma-separated values with a header
    Csv,
    /// An array of objects
    Json,
    /// A table of Markdown
    Markdown,
    /// Apache Parquet
    Parquet,
}

fn table(text: &str) -> Result<(String, PathBuf), String> {
    named_file(text)
        .ok_or_else(|| "give a name of letters, digits and _, and a file: mine=table.csv".to_owned())
}
