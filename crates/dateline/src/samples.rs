//! The sample reports, built into the program.

use dateline_core::Report;
use dateline_ingest::{IngestError, Loaded};
use dateline_read::Reader;

/// File name and content of every file of `examples/reports`, by name.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The sample reports, in order of their file names.
pub fn load(_reader: &Reader) -> impl Iterator<Item = Result<Loaded, IngestError>> {
    SAMPLES.iter().map(|(_, bytes)| {
        let report = Report::of_text(String::from_utf8_lossy(bytes));
        Ok(Loaded { report, notices: Vec::new() })
    })
}
