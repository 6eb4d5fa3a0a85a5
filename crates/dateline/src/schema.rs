//! `dateline schema`: the JSON Schema of a reading.

use crate::output;
use anyhow::Result;

/// Prints the schema.
pub fn run() -> Result<()> {
    let schema = serde_json::to_string_pretty(&dateline_core::json_schema())?;
    output::print(&format!("{schema}\n"))
}
