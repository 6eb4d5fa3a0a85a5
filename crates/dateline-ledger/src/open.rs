//! A ledger by its name: the path of a file, or the address of a database.

use crate::db::Connection;
use crate::error::Result;
use crate::lately::Lately;
use crate::postgres::PostgresLedger;
use crate::sqlite::SqliteLedger;
use crate::store::Store;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A ledger, whatever it lies in.
#[derive(Debug)]
pub enum AnyLedger {
    /// In a file.
    Sqlite(SqliteLedger),
    /// In a database of a PostgreSQL server.
    Postgres(PostgresLedger),
}

/// Whether this names a database of a PostgreSQL server:
/// `postgres://user@host/database`.
pub fn is_postgres(name: &Path) -> bool {
    let scheme = |scheme| name.to_str().is_some_and(|name| name.starts_with(scheme));
    scheme("postgres://") || scheme("postgresql://")
}

/// Opens the ledger of that name for writing; makes it if it is not there.
pub fn open(name: &Path) -> Result<AnyLedger> {
    match name.to_str() {
        Some(address) if is_postgres(name) => {
            PostgresLedger::open(address).map(AnyLedger::Postgres)
        }
        _ => SqliteLedger::open(name).map(AnyLedger::Sqlite),
    }
}

/// Opens the ledger of that name, which must be there, for asking.
pub fn open_to_read(name: &Path) -> Result<AnyLedger> {
    match name.to_str() {
        Some(address) if is_postgres(name) => {
            PostgresLedger::open_to_read(address).map(AnyLedger::Postgres)
        }
        _ => SqliteLedger::open_to_read(name).map(AnyLedger::Sqlite),
    }
}

impl Store for AnyLedger {
    fn db(&self) -> &Connection {
        match self {
            Self::Sqlite(ledger) => ledger.db(),
            Self::Postgres(ledger) => ledger.db(),
        }
    }

    fn entering(&mut self) -> (&Connection, &mut Lately) {
        match self {
            Self::Sqlite(ledger) => ledger.entering(),
            Self::Postgres(ledger) => ledger.entering(),
        }
    }

    fn place(&self) -> &Path {
        match self {
            Self::Sqlite(ledger) => Store::place(ledger),
            Self::Postgres(ledger) => Store::place(ledger),
        }
    }

    fn tries(&self) -> u32 {
        match self {
            Self::Sqlite(ledger) => ledger.tries(),
            Self::Postgres(ledger) => ledger.tries(),
        }
    }

    fn changes(&self) -> rusqlite::Result<i64> {
        match self {
            Self::Sqlite(ledger) => Store::changes(ledger),
            Self::Postgres(ledger) => Store::changes(ledger),
        }
    }

    fn stop_when(&self, gone: Arc<AtomicBool>) {
        match self {
            Self::Sqlite(ledger) => Store::stop_when(ledger, gone),
            Self::Postgres(ledger) => Store::stop_when(ledger, gone),
        }
    }

    fn backup(&self, to: &Path) -> Result<()> {
        match self {
            Self::Sqlite(ledger) => Store::backup(ledger, to),
            Self::Postgres(ledger) => Store::backup(ledger, to),
        }
    }
}
