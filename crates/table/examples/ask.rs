//! Answers a statement about one table, which it calls `t`:
//! `cargo run --release -p table --example ask -- farms.xlsx "SELECT COUNT(*) FROM t"`.
#![allow(clippy::print_stderr, reason = "an example talks to whoever runs it")]

use std::{error::Error, path::Path};
use table::{Database, Options, OutputFormat, Table};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, statement] = arguments.as_slice() else {
        return Err("give a file and a statement about the table t".into());
    };
    let table = Table::open(Path::new(path), &Options::default())?;
    for note in table.notes() {
        eprintln!("{path}: {note}");
    }
    for problem in table.problems() {
        eprintln!("{path}, {problem}");
    }
    let mut database = Database::default();
    database.add("t", table);
    database.query(statement)?.write(OutputFormat::Csv, &mut std::io::stdout().lock())?;
    Ok(())
}
