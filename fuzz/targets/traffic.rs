//! Feeds bytes to the readers of traffic logs and captures.

#![no_main]

use libfuzzer_sys::fuzz_target;
use traffic::{Options, Subscribers, read, read_sessions};

fuzz_target!(|bytes: &[u8]| {
    let options = Options { zone: Some("+08:00".to_owned()), ..Options::default() };
    let _ = read(bytes, &options, &mut |_| {});
    let _ = Subscribers::read(bytes);
    let _ = read_sessions(bytes);
});
