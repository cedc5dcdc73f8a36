//! Feeds bytes to the readers of boundaries, under the name that the first byte chooses: some formats
//! are known by their ending only.

#![no_main]

use boundaries::{Source, open};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 9] =
    ["a.geojson", "a.shp", "a.zip", "a.fgb", "a.topojson", "a.kml", "a.csv", "a.parquet", "a.gpkg"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let _ = open(Source::new(name, rest.to_vec()), None);
});
