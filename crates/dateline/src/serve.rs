//! `dateline serve`: the ledger as pages and as an API.

use crate::cli::{LogFormat, ServeArgs};
use crate::{codebook, ledger, output, read, samples};
use anyhow::{Context, Result};
use dateline_ledger::{Ledger, SqliteLedger};
use dateline_read::Reader;
use dateline_server::{Access, Settings, serve};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tracing_subscriber::filter::LevelFilter;

/// Serves the ledger until it is told to stop.
pub fn run(args: &ServeArgs) -> Result<()> {
    // Refused before a ledger is made for it.
    let access = args.access.as_deref().map(Access::load).transpose()?;
    if !args.listen.ip().is_loopback() && access.is_none() {
        anyhow::bail!(dateline_server::ServeError::Open(args.listen));
    }
    start_log(args.log);
    let demo = if args.demo { Some(Demo::new()?) } else { None };
    let path = match &demo {
        Some(demo) => demo.path.clone(),
        None => ledger::path(args.ledger.as_deref())?,
    };
    if demo.is_none() && args.ledger.is_none() {
        // Makes the usual folder.
        drop(ledger::open(None)?);
    }
    let settings = Settings {
        ledger: path,
        access,
        codebook: codebook::FILES,
        benchmarks: include_str!("../../../BENCHMARKS.md"),
        allow_private: args.allow_private,
        patience: Duration::from_secs(30),
    };
    let ready = |address| {
        output::note(&format!("open http://{address} (stop with Ctrl-C)"));
    };
    let threads = tokio::runtime::Runtime::new().context("the server cannot be started")?;
    threads.block_on(serve(settings, args.listen, ready, stopped()))?;
    Ok(())
}

/// A ledger of the sample reports that goes with the program.
struct Demo {
    path: PathBuf,
}

impl Demo {
    fn new() -> Result<Self> {
        let name = format!("dateline-demo-{}.db", std::process::id());
        let demo = Self { path: std::env::temp_dir().join(name) };
        demo.remove();
        let reader = Reader::default();
        let mut ledger = SqliteLedger::open(&demo.path)?;
        for loaded in samples::load(&reader) {
            ledger.enter(&read::read(loaded?, &reader))?;
        }
        Ok(demo)
    }

    fn remove(&self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(Path::new(&format!("{}{ending}", self.path.display())));
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Waits for Ctrl-C or the system's word to end.
pub async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let ended = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let ended = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = ended => {}
    }
}

/// Starts the log in that format.
pub fn start_log(format: LogFormat) {
    let log =
        tracing_subscriber::fmt().with_max_level(LevelFilter::INFO).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_target(false).with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_target(false).init(),
        LogFormat::None => {}
    }
}
