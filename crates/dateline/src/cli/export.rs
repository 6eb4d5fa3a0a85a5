//! The command line of exports.

use super::query::{FilterArgs, QueryWhat};
use clap::{Args, ValueEnum};
use dateline_ledger::{Format, Layout};
use std::path::PathBuf;

/// What to write, and how.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The file to make; - for standard output. Beside it goes FILE.manifest.json
    #[arg(value_name = "FILE|-")]
    pub file: String,

    /// How it is written; without it, as the file's name ends
    #[arg(long, short)]
    pub format: Option<ExportFormat>,

    /// Whose columns
    #[arg(long, default_value = "dateline")]
    pub layout: ExportLayout,

    /// Which rows: events, or in the layout dateline claims, actors or reports
    #[arg(long, value_name = "ROWS", default_value = "events")]
    pub what: QueryWhat,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    /// Leave out the names of the columns, as GDELT's own files do
    #[arg(long)]
    pub no_header: bool,

    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// At most so many records
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated
    Csv,
    /// Tab-separated, as POLECAT, ICEWS and GDELT come
    Tsv,
    /// One JSON object a line
    Jsonl,
    /// Apache Parquet
    Parquet,
}

/// Whose columns a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportLayout {
    /// Our own, as `query` prints them
    Dateline,
    /// POLECAT, the data set of PLOVER events
    Polecat,
    /// ICEWS coded event data
    Icews,
    /// The event table of GDELT 2.0
    Gdelt,
    /// The event table of GDELT 1.0
    Gdelt1,
    /// Dyads with CAMEO codes, as PETRARCH writes them
    Cameo,
    /// PLOVER's records, with status and speaker beside them
    Plover,
}

impl ExportFormat {
    /// The format that a file's name tells.
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" | "txt" => Some(Self::Tsv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// The same for the library.
    pub fn format(self) -> Format {
        match self {
            Self::Csv => Format::Csv,
            Self::Tsv => Format::Tsv,
            Self::Jsonl => Format::Jsonl,
            Self::Parquet => Format::Parquet,
        }
    }
}

impl ExportLayout {
    /// The same for the library.
    pub fn layout(self) -> Layout {
        match self {
            Self::Dateline => Layout::Dateline,
            Self::Polecat => Layout::Polecat,
            Self::Icews => Layout::Icews,
            Self::Gdelt => Layout::Gdelt,
            Self::Gdelt1 => Layout::Gdelt1,
            Self::Cameo => Layout::Cameo,
            Self::Plover => Layout::Plover,
        }
    }
}
