//! Any bytes are a web archive or damage: no panic, and reading comes to an end.
#![no_main]

use dateline_ingest::load_bytes;
use dateline_knowledge::Knowledge;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(Knowledge::embedded);

fuzz_target!(|data: &[u8]| {
    assert!(load_bytes("a.warc", data, &KNOWLEDGE).count() <= data.len() + 1);
});
