//! Values on their way to and from PostgreSQL. What a value is written as, the
//! type of its place tells: a number goes into a text as its digits.

use super::words;
use crate::pack;
use bytes::{BufMut, BytesMut};
use rusqlite::Result;
use rusqlite::types::{FromSql, ToSqlOutput, Value, ValueRef};
use std::cell::RefCell;
use std::error::Error;
use tokio_postgres::types::{FromSql as Read, IsNull, ToSql as Write, Type};

/// A value for a mark.
#[derive(Debug)]
pub(super) struct Given(Value);

impl Given {
    pub(super) fn of(value: &dyn rusqlite::ToSql) -> Result<Self> {
        Ok(Self(match value.to_sql()? {
            ToSqlOutput::Borrowed(value) => value.into(),
            ToSqlOutput::Owned(value) => value,
            _ => Value::Null,
        }))
    }
}

impl Write for Given {
    fn to_sql(
        &self,
        of: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (&self.0, of.name()) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Integer(number), "int8") => out.put_i64(*number),
            (Value::Integer(number), "int4") => out.put_i32(i32::try_from(*number)?),
            (Value::Integer(number), "float8") => out.put_f64(*number as f64),
            (Value::Integer(number), "bool") => out.put_u8(u8::from(*number != 0)),
            (Value::Integer(number), "text") => out.put_slice(number.to_string().as_bytes()),
            (Value::Real(number), "float8") => out.put_f64(*number),
            // What is no number is equal to none.
            (Value::Text(digits), "int8") => match digits.parse() {
                Ok(number) => out.put_i64(number),
                Err(_) => return Ok(IsNull::Yes),
            },
            (Value::Text(text), "tsvector") => words::vector(text, out),
            (Value::Text(search), "tsquery") => words::query(search, out),
            (Value::Text(name), "folded") => out.put_slice(words::folded(name).as_bytes()),
            (Value::Text(text), "text" | "varchar" | "json") => put_text(text, out),
            (Value::Blob(bytes), "bytea") => out.put_slice(bytes),
            (value, of) => return Err(format!("{:?} is no {of}", value.data_type()).into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// PostgreSQL holds no NUL in a text. The text of a report is stored in bytes
/// and loses nothing.
fn put_text(text: &str, out: &mut BytesMut) {
    if text.contains('\0') {
        out.put_slice(text.replace('\0', "\u{FFFD}").as_bytes());
    } else {
        out.put_slice(text.as_bytes());
    }
}

/// What stands in a column, as it came.
struct Raw<'r> {
    of: Type,
    bytes: Option<&'r [u8]>,
}

impl<'r> Read<'r> for Raw<'r> {
    fn from_sql(of: &Type, bytes: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self { of: of.clone(), bytes: Some(bytes) })
    }

    fn from_sql_null(of: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self { of: of.clone(), bytes: None })
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// What stands in column `at`.
pub(in crate::db) fn get<T: FromSql>(row: &tokio_postgres::Row, at: usize) -> Result<T> {
    let raw: Raw = row.try_get(at).map_err(super::failed)?;
    // Words and texts are cut and unpacked by this program: PostgreSQL sends what
    // is needed for it.
    let made = match (raw.of.name(), raw.bytes) {
        ("cut_text", Some(fields)) => match fields_of(fields)[..] {
            [Some(packed), Some(places)] => Some(cut(packed, places)?),
            _ => None,
        },
        ("packed_text", Some(fields)) => match fields_of(fields)[..] {
            [Some(packed)] => Some(pack::unpack_text(packed).map_err(super::failed)?),
            _ => None,
        },
        _ => {
            let value = value(&raw).map_err(|why| conversion(at, why))?;
            return T::column_result(value).map_err(|e| conversion(at, e.to_string()));
        }
    };
    let value = made.as_ref().map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes()));
    T::column_result(value).map_err(|e| conversion(at, e.to_string()))
}

/// The same without a copy of it.
pub(in crate::db) fn get_ref(row: &tokio_postgres::Row, at: usize) -> Result<ValueRef<'_>> {
    let raw: Raw = row.try_get(at).map_err(super::failed)?;
    value(&raw).map_err(|why| conversion(at, why))
}

fn conversion(at: usize, why: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Null, why.into())
}

fn value<'r>(raw: &Raw<'r>) -> Result<ValueRef<'r>, String> {
    let Some(bytes) = raw.bytes else { return Ok(ValueRef::Null) };
    let short = || format!("a {} of {} bytes", raw.of.name(), bytes.len());
    Ok(match raw.of.name() {
        "int8" => ValueRef::Integer(i64::from_be_bytes(bytes.try_into().map_err(|_| short())?)),
        "int4" => {
            let number = i32::from_be_bytes(bytes.try_into().map_err(|_| short())?);
            ValueRef::Integer(number.into())
        }
        "bool" => ValueRef::Integer((bytes == [1]).into()),
        "float8" => ValueRef::Real(f64::from_be_bytes(bytes.try_into().map_err(|_| short())?)),
        "bytea" => ValueRef::Blob(bytes),
        "text" | "varchar" | "name" | "json" | "unknown" | "folded" => ValueRef::Text(bytes),
        other => return Err(format!("{other} is none of the types a ledger has")),
    })
}

/// The fields of a row that is a value: how many, and of each its type, its
/// length (-1 for NULL) and itself.
fn fields_of(row: &[u8]) -> Vec<Option<&[u8]>> {
    let mut fields = Vec::new();
    let mut rest = row.get(4..).unwrap_or_default();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let len = i32::from_be_bytes([head[4], head[5], head[6], head[7]]);
        match usize::try_from(len).ok().and_then(|len| after.split_at_checked(len)) {
            Some((field, after)) => {
                fields.push(Some(field));
                rest = after;
            }
            None => {
                fields.push(None);
                rest = after;
            }
        }
    }
    fields
}

thread_local! {
    /// Words of one text are mostly asked for one after another.
    static LAST: RefCell<(Vec<u8>, String)> = RefCell::default();
}

fn cut(packed: &[u8], places: &[u8]) -> Result<String> {
    let places = std::str::from_utf8(places).map_err(super::failed)?;
    LAST.with_borrow_mut(|last| {
        if last.0 != packed {
            *last = (packed.to_vec(), pack::unpack_text(packed).map_err(super::failed)?);
        }
        Ok(pack::cut(&last.1, places))
    })
}
