//! Feeds bytes to the readers of head-ends' formats and of described tables.

#![no_main]

use headend::{Format, Options, Row, read, table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut each = |row: Row<'_>| assert!(row.wh.is_finite(), "energy is a number");
    if let Some(format) = Format::detect(bytes) {
        let _ = read(format, bytes, &Options::default(), &mut each);
    } else if let Some(mut description) = table::guess(bytes) {
        description.zone.get_or_insert_with(|| "Asia/Irkutsk".to_owned());
        let _ = table::read(bytes, &description, &mut each);
    }
});
