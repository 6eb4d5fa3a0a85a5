//! Any bytes are a feed, a sitemap, a table, records, or are refused: no panic,
//! and reading comes to an end.
#![no_main]

use dateline_ingest::load_bytes;
use dateline_knowledge::Knowledge;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(Knowledge::embedded);

fuzz_target!(|data: &[u8]| {
    let [kind, data @ ..] = data else { return };
    let names = ["a.xml", "a.json", "a.csv", "a.jsonl", "a"];
    let name = names[usize::from(*kind) % names.len()];
    // A record takes at least a byte.
    assert!(load_bytes(name, data, &KNOWLEDGE).count() <= data.len() + 1);
});
