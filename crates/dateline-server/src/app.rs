//! What all requests share.

use crate::access::{Access, Role, User};
use crate::kept::Kept;
use crate::limit::Limiter;
use crate::metrics::Metrics;
use crate::pool::Pool;
use crate::serve::ServeError;
use crate::session::Sessions;
use dateline_ingest::{Options, Web, WebOptions};
use dateline_read::Reader;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How to serve a ledger.
#[derive(Debug)]
pub struct Settings {
    /// The ledger; made if it is not there.
    pub ledger: PathBuf,
    /// Who may come in; without it, everybody who can reach the address.
    pub access: Option<Access>,
    /// The pages of the codebook, path and text.
    pub codebook: &'static [(&'static str, &'static str)],
    /// What the program scores, as Markdown.
    pub benchmarks: &'static str,
    /// Whether addresses of this machine and its network may be read.
    pub allow_private: bool,
    /// The longest that a request may take.
    pub patience: Duration,
}

/// What all requests share.
pub struct App {
    pub(crate) pool: Pool,
    pub(crate) access: Option<Access>,
    /// Who everybody is when nobody has to sign in.
    pub(crate) local: User,
    pub(crate) sessions: Sessions,
    /// Another one with each start of the program.
    pub(crate) started: [u8; 16],
    pub(crate) metrics: Metrics,
    pub(crate) kept: Mutex<Kept>,
    pub(crate) reader: Reader,
    pub(crate) options: Options,
    pub(crate) codebook: &'static [(&'static str, &'static str)],
    pub(crate) benchmarks: &'static str,
    pub(crate) patience: Duration,
    /// How often somebody may have something read.
    pub(crate) reads: Limiter,
    /// How often they may try a password.
    pub(crate) sign_ins: Limiter,
    /// Numbers beside tables are counted one table at a time.
    pub(crate) counting: Semaphore,
    /// How many texts are read at once.
    pub(crate) reading: Arc<Semaphore>,
    /// How many passwords are checked at once: each takes 19 MiB.
    pub(crate) hashing: Semaphore,
}

impl App {
    /// Opens the ledger.
    pub fn open(settings: Settings) -> Result<Arc<Self>, ServeError> {
        let web = WebOptions {
            allow_private: settings.allow_private,
            timeout: Duration::from_secs(15),
            pause: Duration::from_secs(1),
            patience: Duration::ZERO,
            max_packed: 4 << 20,
            max_unpacked: 16 << 20,
            ..WebOptions::default()
        };
        let random = |error: getrandom::Error| ServeError::Random(error.to_string());
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Arc::new(Self {
            pool: Pool::open(&settings.ledger)?,
            access: settings.access,
            local: User { name: local_name(), role: Role::Editor },
            sessions: Sessions::new().map_err(random)?,
            started: crate::access::random().map_err(random)?,
            metrics: Metrics::default(),
            kept: Mutex::default(),
            reader: Reader::default(),
            options: Options { web: Arc::new(Web::new(web)), ..Options::default() },
            codebook: settings.codebook,
            benchmarks: settings.benchmarks,
            patience: settings.patience,
            reads: Limiter::new(10, 3.0),
            sign_ins: Limiter::new(5, 12.0),
            counting: Semaphore::new(1),
            reading: Arc::new(Semaphore::new(cores)),
            hashing: Semaphore::new(2),
        }))
    }
}

/// What corrections are signed with on a machine of one's own.
fn local_name() -> String {
    let named = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "local".to_owned())
}
