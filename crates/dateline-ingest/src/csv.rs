//! CSV and TSV with a header: a report a row.
//!
//! A row becomes the JSON record with the same fields, so that both are read
//! alike.

use crate::place::Place;
use crate::record::Raw;
use crate::{IngestError, MAX_BYTES};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::Read;

/// The rows of a table, read as they are asked for.
pub(crate) struct Rows<R> {
    reader: Reader<R>,
    place: Place,
    header: Option<Vec<String>>,
    row: u64,
    done: bool,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(reader: R, delimiter: u8, place: Place) -> Self {
        let mut builder = ReaderBuilder::new();
        // Ragged rows are told one by one, by us.
        builder.delimiter(delimiter).flexible(true).has_headers(false);
        Self { reader: builder.from_reader(reader), place, header: None, row: 0, done: false }
    }

    fn next_row(&mut self) -> Option<Result<ByteRecord, IngestError>> {
        let mut row = ByteRecord::new();
        let place = self.place.part("row", self.row);
        match self.reader.read_byte_record(&mut row) {
            Ok(true) if row.as_slice().len() as u64 > MAX_BYTES => {
                Some(Err(IngestError::too_large(&place)))
            }
            Ok(true) => Some(Ok(row)),
            Ok(false) => None,
            Err(error) => {
                self.done = true;
                Some(Err(match error.into_kind() {
                    ErrorKind::Io(error) => IngestError::at(&place, error),
                    other => {
                        IngestError::Row { place: place.to_string(), problem: format!("{other:?}") }
                    }
                }))
            }
        }
    }

    fn record(&self, header: &[String], row: &ByteRecord) -> Result<(Place, Raw), IngestError> {
        let place = self.place.part("row", self.row);
        if row.len() != header.len() {
            let problem = format!("{} columns instead of {}", row.len(), header.len());
            return Err(IngestError::Row { place: place.to_string(), problem });
        }
        let fields = header.iter().zip(row).filter(|(_, value)| !value.is_empty());
        let fields = fields
            .map(|(name, value)| (name.clone(), String::from_utf8_lossy(value).into_owned().into()))
            .collect::<serde_json::Map<String, serde_json::Value>>();
        Ok((place, Raw::Json(serde_json::Value::from(fields).to_string().into_bytes())))
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<(Place, Raw), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let header = match self.header.take() {
            Some(header) => header,
            None => match self.next_row()? {
                Ok(row) => row.iter().map(name).collect(),
                Err(error) => return Some(Err(error)),
            },
        };
        self.row += 1;
        let record = self.next_row()?.and_then(|row| self.record(&header, &row));
        self.header = Some(header);
        Some(record)
    }
}

/// The name of a column, without a byte order mark.
fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{FEFF}').trim().to_owned()
}
