//! Both stores, for tests of what holds of either.
#![allow(missing_docs, dead_code, clippy::unwrap_used)]

pub mod server;

use dateline_ledger::AnyLedger;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// Where a ledger can be made.
pub struct Place {
    _dir: TempDir,
    /// A file, or the address of a database.
    pub name: PathBuf,
}

/// A file that is not there yet.
pub fn sqlite() -> Place {
    let dir = tempdir().unwrap();
    let name = dir.path().join("l.db");
    Place { _dir: dir, name }
}

/// An empty database of PostgreSQL. None, told loudly, where there is no server
/// to start; with DATELINE_REQUIRE_SERVICES=1 that is a failure.
pub fn postgres() -> Option<Place> {
    let name = server::database()?.into();
    Some(Place { _dir: tempdir().unwrap(), name })
}

impl Place {
    pub fn open(&self) -> AnyLedger {
        dateline_ledger::open(&self.name).unwrap()
    }

    pub fn open_to_read(&self) -> AnyLedger {
        dateline_ledger::open_to_read(&self.name).unwrap()
    }

    pub fn is_postgres(&self) -> bool {
        dateline_ledger::is_postgres(&self.name)
    }

    /// Has the database itself do something; gives what it answers, or says.
    pub fn sql(&self, sql: &str) -> Result<String, String> {
        if let (true, Some(address)) = (self.is_postgres(), self.name.to_str()) {
            return server::psql(address, &format!("SET search_path = dateline, public; {sql}"));
        }
        let db = rusqlite::Connection::open(&self.name).unwrap();
        let Ok(mut asked) = db.prepare(sql) else {
            return db.execute_batch(sql).map(|()| String::new()).map_err(|e| e.to_string());
        };
        if asked.column_count() == 0 {
            drop(asked);
            return db.execute_batch(sql).map(|()| String::new()).map_err(|e| e.to_string());
        }
        let answer = asked.query_row([], |row| row.get::<_, rusqlite::types::Value>(0));
        match answer.map_err(|e| e.to_string())? {
            rusqlite::types::Value::Integer(number) => Ok(number.to_string()),
            rusqlite::types::Value::Text(text) => Ok(text),
            other => Err(format!("{other:?}")),
        }
    }

    /// Lets rows of a table be changed and deleted, as somebody with ill will
    /// or a broken disk does.
    pub fn unlock(&self, table: &str) {
        let sql = if self.is_postgres() {
            format!("ALTER TABLE {table} DISABLE TRIGGER ALL")
        } else {
            format!("DROP TRIGGER {table}_stays; DROP TRIGGER {table}_is_kept")
        };
        self.sql(&sql).unwrap();
    }

    /// A file beside the ledger's.
    pub fn beside(&self, name: &str) -> PathBuf {
        self._dir.path().join(name)
    }

    pub fn path(&self) -> &Path {
        &self.name
    }
}

/// Makes a test for either store of each function, which takes a [`Place`].
#[macro_export]
macro_rules! on_both_stores {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(&super::support::sqlite());
            })*
        }
        mod postgres {
            $(#[test]
            fn $name() {
                if let Some(place) = super::support::postgres() {
                    super::$name(&place);
                }
            })*
        }
    };
}
