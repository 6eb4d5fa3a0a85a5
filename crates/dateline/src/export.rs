//! `dateline export`: rows of the ledger as files for other programs.

use crate::cli::{ExportArgs, ExportFormat};
use crate::{ledger, output};
use anyhow::{Context, Result};
use dateline_ledger::{AnyLedger, Export, Filter, Ledger, LedgerError, Manifest};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes the file, and its manifest beside it.
pub fn run(args: &ExportArgs) -> Result<()> {
    let kind = args.what.kind();
    let format = args.format.or_else(|| ExportFormat::of_name(&args.file)).ok_or_else(|| {
        output::Usage(
            "the name of the file does not tell its format: end it in .csv, .tsv, .jsonl or \
             .parquet, or write --format"
                .to_owned(),
        )
    })?;
    let export = Export {
        layout: args.layout.layout(),
        format: format.format(),
        kind,
        filter: Filter { limit: args.limit, ..args.filter.filter(kind)? },
        header: !args.no_header,
    };
    let ledger = dateline_ledger::open_to_read(&ledger::path(args.ledger.as_deref())?)?;
    if args.file == "-" {
        let mut out = BufWriter::new(io::stdout());
        let manifest = ledger.export(&export, &mut out)?;
        out.flush()?;
        output::note(&serde_json::to_string(&manifest)?);
        return Ok(());
    }
    let manifest = to_file(&ledger, &export, &args.file, args.force)?;
    let beside = format!("{}.manifest.json", args.file);
    fs::write(&beside, serde_json::to_string_pretty(&manifest)? + "\n")
        .with_context(|| format!("{beside} cannot be written"))?;
    let (rows, records, reports) = (manifest.rows, manifest.records, manifest.reports);
    output::print(&format!(
        "{}: {rows} rows of {records} {} from {reports} reports; {beside} says what they are\n",
        args.file,
        kind.as_str()
    ))
}

/// Writes to a file beside, which takes the name when it is whole.
fn to_file(ledger: &AnyLedger, export: &Export, name: &str, force: bool) -> Result<Manifest> {
    if !force && Path::new(name).exists() {
        anyhow::bail!(LedgerError::Exists(name.to_owned()));
    }
    let partial = format!("{name}.partial");
    let write = || {
        let file = File::create(&partial).map_err(LedgerError::Output)?;
        let mut out = BufWriter::new(file);
        let manifest = ledger.export(export, &mut out)?;
        out.into_inner().map_err(|e| LedgerError::Output(e.into_error()))?.sync_all()?;
        fs::rename(&partial, name)?;
        anyhow::Ok(manifest)
    };
    write().inspect_err(|_| {
        // Half a file is nothing to anybody; if it cannot go, the error tells enough.
        let _ = fs::remove_file(&partial);
    })
}
