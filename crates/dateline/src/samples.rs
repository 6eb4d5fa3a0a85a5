//! The sample reports, built into the program.

use dateline_ingest::{IngestError, Loaded, load_bytes};
use dateline_read::Reader;

/// Path and content of every file of `examples/reports`, in order of name.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// One of them as its outlet changed it later, under the same address.
const LATER: (&str, &[u8]) = (
    "examples/reports/07-leak-patrol-boats.txt",
    include_bytes!("../../../examples/versions/07-leak-patrol-boats.txt"),
);

/// The later version of one of the samples.
pub fn later(reader: &Reader) -> Option<Result<Loaded, IngestError>> {
    load_bytes(LATER.0, LATER.1, reader.knowledge()).next()
}

/// The sample reports, file by file.
pub fn load(reader: &Reader) -> impl Iterator<Item = Result<Loaded, IngestError>> {
    SAMPLES.iter().flat_map(|(path, bytes)| load_bytes(path, bytes, reader.knowledge()))
}
