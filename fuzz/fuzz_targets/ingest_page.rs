//! Any bytes are a page or are refused: no panic, and the title begins the text.
#![no_main]

use dateline_ingest::load_page;
use dateline_knowledge::Knowledge;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(Knowledge::embedded);

fuzz_target!(|data: &[u8]| {
    if let Ok(loaded) = load_page(data.to_vec(), Some("https://h.example/2024/05/01/a"), &KNOWLEDGE) {
        let report = loaded.report;
        assert!(report.title.is_none() || report.title_len() > 0);
        assert!(report.published_at.is_none_or(|at| at.is_char_boundary(10)));
    }
});
