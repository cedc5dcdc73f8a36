//! Feeds bytes to the readers of registers of miners and of tables of reviews.

#![no_main]

use libfuzzer_sys::fuzz_target;
use register::Register;
use review::read_table;

fuzz_target!(|bytes: &[u8]| {
    for separator in *b",;" {
        let _ = Register::read("register.csv", bytes, separator);
    }
    let _ = read_table(bytes);
});
