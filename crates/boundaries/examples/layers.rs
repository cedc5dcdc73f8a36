//! Says of each file what its first layer holds, or why it cannot be read:
//! `cargo run --example layers -- FILE…`
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "an example reads files and prints")]

use boundaries::{Opened, Source, open};
use std::{fmt::Write, path::Path, time::Instant};

fn main() {
    for path in std::env::args().skip(1) {
        let start = Instant::now();
        let said = said(Path::new(&path));
        println!("{path}: {said} ({:.0} ms)", start.elapsed().as_secs_f64() * 1e3);
    }
}

fn said(path: &Path) -> String {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) => return cause.to_string(),
    };
    let beside = |ending: &str| {
        let endings = [ending.to_owned(), ending.to_ascii_uppercase()];
        endings.iter().find_map(|ending| std::fs::read(path.with_extension(ending)).ok())
    };
    match open(Source::new(path.to_string_lossy(), bytes).with_beside(beside), None) {
        Ok(Opened::Layer(reading)) => {
            let layer = &reading.layer;
            let mut said = format!(
                "{} {:?}: {} features, {} rings, {} lines, {} points, {} vertices",
                reading.format.name(),
                layer.name,
                layer.features.len(),
                layer.polygons.path_count(),
                layer.lines.path_count(),
                layer.points.len(),
                layer.polygons.points().len() + layer.lines.points().len(),
            );
            for remark in &layer.report.remarks {
                let first = remark.feature.map(|number| format!(" (first: {number})")).unwrap_or_default();
                let _ = write!(said, "; {} × {}{first}: {}", remark.count, remark.cause.id(), remark.found);
            }
            if std::env::var_os("FEATURES").is_some() {
                for feature in layer.features.iter().take(3) {
                    let _ = write!(said, "\n    {feature:?}");
                }
                let _ = write!(said, "\n    {:?}", layer.polygons.points().first());
            }
            said
        }
        Ok(Opened::GeoJson(name, text)) => format!("GeoJSON {name}, {} bytes", text.len()),
        Ok(Opened::Other(_)) => "OTHER".to_owned(),
        Err(fault) => format!("ERROR {}: {fault}", fault.cause.id()),
    }
}
