//! Rows as CSV, TSV and JSON lines.

use super::table::{Cell, Column};
use super::{Export, Format, parquet};
use crate::error::Result;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Takes rows one after another.
pub(super) trait RowWriter {
    /// One row, a cell for each column.
    fn row(&mut self, row: Vec<Cell>) -> io::Result<()>;
    /// No more rows.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// The writer of a format.
pub(super) fn writer<'o>(
    export: &Export,
    columns: &[Column],
    out: &'o mut (impl Write + Send),
) -> Result<Box<dyn RowWriter + 'o>> {
    Ok(match export.format {
        Format::Csv => Box::new(Separated::new(b',', export.header, columns, out)?),
        Format::Tsv => Box::new(Separated::new(b'\t', export.header, columns, out)?),
        Format::Jsonl => Box::new(Lines { out, columns: columns.to_vec() }),
        Format::Parquet => Box::new(parquet::Parquet::new(columns, out)?),
    })
}

struct Separated<W: Write>(csv::Writer<W>);

impl<W: Write> Separated<W> {
    fn new(by: u8, header: bool, columns: &[Column], out: W) -> Result<Self> {
        let mut out = csv::WriterBuilder::new().delimiter(by).from_writer(out);
        if header {
            out.write_record(columns.iter().map(|column| column.name))
                .map_err(|e| crate::LedgerError::Output(e.into()))?;
        }
        Ok(Self(out))
    }
}

impl<W: Write> RowWriter for Separated<W> {
    fn row(&mut self, row: Vec<Cell>) -> io::Result<()> {
        self.0.write_record(row.iter().map(Cell::to_text)).map_err(io::Error::from)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

struct Lines<W> {
    out: W,
    columns: Vec<Column>,
}

impl<W: Write> RowWriter for Lines<W> {
    fn row(&mut self, row: Vec<Cell>) -> io::Result<()> {
        let cells = self.columns.iter().zip(row);
        let object: Map<String, Value> =
            cells.map(|(column, cell)| (column.name.to_owned(), cell.into_json())).collect();
        writeln!(self.out, "{}", Value::Object(object))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
