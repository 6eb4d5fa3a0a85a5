//! What SQL of the ledger may call of this program.

use crate::pack;
use dateline_core::Reading;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::{Connection, Error, Result};
use std::sync::{Mutex, PoisonError};

/// Teaches `db` the functions that the schema and the questions use.
pub(crate) fn add(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    let with = |name: &str, takes, call: fn(&Context) -> Result<Vec<u8>>| {
        db.create_scalar_function(name, takes, flags, call)
    };
    with("packed_text", 1, |c| pack::text(&c.get::<String>(0)?).map_err(failed))?;
    with("packed_body", 2, |c| Ok(packed(c)?.body))?;
    with("body_sha256", 2, |c| Ok(packed(c)?.sha256.to_vec()))?;
    db.create_scalar_function("unpacked_text", 1, flags, text)?;
    // Words of one text are mostly asked for one after another.
    let last = Mutex::new((Vec::new(), String::new()));
    db.create_scalar_function("words", 2, flags, move |c| {
        let packed = c.get_raw(0).as_blob().map_err(failed)?;
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != packed {
            *last = (packed.to_vec(), text(c)?);
        }
        Ok(pack::cut(&last.1, &c.get::<String>(1)?))
    })?;
    db.create_scalar_function("day_of", 1, flags, |c| {
        Ok(day_of(c.get::<Option<String>>(0)?.as_deref()))
    })
}

fn text(context: &Context) -> Result<String> {
    let packed = context.get_raw(0).as_blob().map_err(failed)?;
    pack::unpack_text(packed).map_err(failed)
}

/// Of a body as version 1 stored it, and its text.
fn packed(context: &Context) -> Result<pack::Packed> {
    let mut reading: Reading = serde_json::from_str(&context.get::<String>(0)?).map_err(failed)?;
    reading.report.text = context.get(1)?;
    let version = reading.report.version;
    pack::reading(&reading, version).map_err(failed)
}

/// Something stored or to be stored is not as it should be.
pub(crate) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::UserFunctionError(Box::new(error))
}

/// A day as a number, 20260330, of a date or time; 0 without one.
pub(crate) fn day_of(date: Option<&str>) -> i64 {
    let day = || {
        let date = date?.get(..10)?;
        let digits: String = date.split('-').collect();
        if digits.len() == 8 { digits.parse().ok() } else { None }
    };
    day().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbers() {
        assert_eq!(day_of(Some("2026-03-30T12:00:00+02:00")), 20_260_330);
        assert_eq!(day_of(Some("2026-03")), 0);
        assert_eq!(day_of(Some("März 2026")), 0);
        assert_eq!(day_of(None), 0);
    }
}
