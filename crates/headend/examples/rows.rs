//! Prints the rows of a file of readings as CSV, and below them what was left out:
//! `cargo run -p headend --example rows -- FILE [ZONE]`.

#![expect(clippy::disallowed_methods, reason = "an example that opens its own file")]

use headend::{Format, Options, Row, read, table};
use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Read, Write},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give a file")?;
    let zone = arguments.next();
    let mut head = Vec::new();
    File::open(&path)?.take(1 << 20).read_to_end(&mut head)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "meter,start_s,seconds,wh,quality,direction")?;
    let mut failed = None;
    let mut print = |row: Row<'_>| {
        let Row { meter, start_s, seconds, wh, quality, direction } = row;
        if let Err(cause) = writeln!(out, "{meter},{start_s},{seconds},{wh},{quality:?},{direction:?}") {
            failed = Some(cause);
        }
    };
    let file = File::open(&path)?;
    let report = if let Some(format) = Format::detect(&head) {
        let options = Options { zone: zone.map(|zone| zone.parse()).transpose()? };
        read(format, file, &options, &mut print)?
    } else {
        let mut description = table::guess(&head).ok_or("no readings that this crate knows")?;
        description.zone = zone.or(description.zone);
        table::read(file, &description, &mut print)?
    };
    if let Some(cause) = failed {
        return Err(cause.into());
    }
    for problem in &report.problems {
        writeln!(
            out,
            "# line {}: {}, found {} ({} in all)",
            problem.line, problem.cause, problem.found, problem.count
        )?;
    }
    out.flush()?;
    Ok(())
}
