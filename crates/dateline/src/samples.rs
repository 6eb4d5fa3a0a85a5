//! The sample reports, built into the program.

use dateline_ingest::{IngestError, Loaded, load_bytes};
use dateline_read::Reader;

/// Path and content of every file of `examples/reports`, in order of name.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The sample reports, file by file.
pub fn load(reader: &Reader) -> impl Iterator<Item = Result<Loaded, IngestError>> {
    SAMPLES.iter().flat_map(|(path, bytes)| load_bytes(path, bytes, reader.knowledge()))
}
