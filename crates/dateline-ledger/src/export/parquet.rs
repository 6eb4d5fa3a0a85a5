//! Rows as Apache Parquet, a few thousand at a time.

use super::table::{Cell, Column, Type};
use super::write::RowWriter;
use crate::error::LedgerError;
use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows in a group; so many are held in memory.
const GROUP: usize = 10_000;

pub(super) struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    /// Column by column.
    held: Vec<Vec<Cell>>,
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn new(columns: &[Column], out: W) -> crate::Result<Self> {
        let open = || {
            let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
            let schema = types::Type::group_type_builder("dateline").with_fields(fields).build()?;
            let compression = Compression::GZIP(GzipLevel::default());
            let properties = WriterProperties::builder().set_compression(compression).build();
            SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
        };
        let file = open().map_err(|e| LedgerError::Output(io::Error::other(e)))?;
        Ok(Self { file, columns: columns.to_vec(), held: vec![Vec::new(); columns.len()] })
    }

    fn write_group(&mut self) -> Result<()> {
        if self.held.first().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for (column, cells) in self.columns.iter().zip(&mut self.held) {
            let Some(mut writer) = group.next_column()? else { break };
            let told: Vec<i16> = cells.iter().map(|c| i16::from(*c != Cell::Empty)).collect();
            let cells = std::mem::take(cells);
            match writer.untyped() {
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    let texts: Vec<ByteArray> = cells
                        .iter()
                        .filter(|cell| **cell != Cell::Empty)
                        .map(|cell| ByteArray::from(cell.to_text().into_bytes()))
                        .collect();
                    writer.write_batch(&texts, Some(&told), None)?;
                }
                ColumnWriter::Int64ColumnWriter(writer) => {
                    let of =
                        |cell: &Cell| if let Cell::Integer(n) = cell { Some(*n) } else { None };
                    let numbers: Vec<i64> = cells.iter().filter_map(of).collect();
                    writer.write_batch(&numbers, Some(&told), None)?;
                }
                ColumnWriter::DoubleColumnWriter(writer) => {
                    let of = |cell: &Cell| if let Cell::Real(n) = cell { Some(*n) } else { None };
                    let numbers: Vec<f64> = cells.iter().filter_map(of).collect();
                    writer.write_batch(&numbers, Some(&told), None)?;
                }
                ColumnWriter::BoolColumnWriter(writer) => {
                    let of =
                        |cell: &Cell| if let Cell::Flag(yes) = cell { Some(*yes) } else { None };
                    let flags: Vec<bool> = cells.iter().filter_map(of).collect();
                    writer.write_batch(&flags, Some(&told), None)?;
                }
                _ => return Err(ParquetError::General(format!("column {}", column.name))),
            }
            writer.close()?;
        }
        group.close().map(drop)
    }
}

fn field(column: &Column) -> Result<Arc<types::Type>> {
    let (physical, logical) = match column.of {
        Type::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Type::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        Type::Integer => (Physical::INT64, None),
        Type::Real => (Physical::DOUBLE, None),
        Type::Flag => (Physical::BOOLEAN, None),
    };
    let field = types::Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

impl<W: Write + Send> RowWriter for Parquet<W> {
    fn row(&mut self, row: Vec<Cell>) -> io::Result<()> {
        for (held, cell) in self.held.iter_mut().zip(row) {
            held.push(cell);
        }
        if self.held.first().is_some_and(|column| column.len() >= GROUP) {
            self.write_group().map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.write_group().map_err(io::Error::other)?;
        self.file.close().map(drop).map_err(io::Error::other)
    }
}
