//! A session with a PostgreSQL server.
//!
//! Whatever adds one row and is not asked for its number is not sent at once but
//! with what is asked next, so that entering a reading goes to the server and
//! back a few dozen times and not hundreds.

mod dialect;
mod value;
pub(super) mod words;

pub(super) use value::{get, get_ref};

use super::Params;
use rusqlite::{Error, Result};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row};
use value::Given;

/// Statements that stay prepared; then all are forgotten.
const KEPT: usize = 512;
/// Rows that wait to be sent together.
const WAITING: usize = 256;
/// How long to wait for a server, and for one that has gone silent.
const CONNECT: Duration = Duration::from_secs(10);
const SILENT: Duration = Duration::from_secs(30);
/// Whoever enters, migrates or corrects holds this advisory lock: "DtLn".
const LOCK: i64 = 0x4474_4C6E;

/// A server and what is known of it. It is connected to when it is asked for
/// something; when the connection was lost, once more.
pub(crate) struct Session {
    config: Config,
    name: String,
    read_only: bool,
    patience: Duration,
    // Last, so that it is there when the client goes.
    live: RefCell<Option<Live>>,
    open: Cell<bool>,
    last: Cell<i64>,
    runtime: Option<Runtime>,
}

struct Live {
    client: Client,
    kept: HashMap<String, Prepared>,
    waiting: Vec<(Prepared, Vec<Given>)>,
}

/// A statement that the server knows.
#[derive(Clone)]
pub(crate) struct Prepared {
    statement: tokio_postgres::Statement,
    does: Does,
}

/// What a statement does, as far as it matters when it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    /// Adds exactly one row, nobody asks for its number.
    Add,
    /// Adds a row that gets a number.
    Number,
    /// Anything else.
    Other,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("name", &self.name).finish_non_exhaustive()
    }
}

/// An error of this module as the rest of the crate hands it on.
pub(super) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::UserFunctionError(Box::new(error))
}

/// Why there is no talking to the server.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The address cannot be understood. It may hold a password, so it is not told.
    #[error("the address of the ledger cannot be understood: write postgres://USER@HOST/DATABASE")]
    Address,
    /// TLS is asked for.
    #[error(
        "{0} asks for TLS, which this program does not speak: leave out sslmode, and reach the server by its socket, on this machine, or through a tunnel"
    )]
    Tls(String),
    /// The connection went away in the middle of something.
    #[error("the connection was lost")]
    Lost,
}

impl Session {
    /// For the server at `address`, `postgres://user@host/database`.
    pub(crate) fn new(address: &str, read_only: bool, patience: Duration) -> Result<Self> {
        let mut config: Config = address.parse().map_err(|_| failed(Trouble::Address))?;
        let name = name(&config);
        if config.get_ssl_mode() == SslMode::Require {
            return Err(failed(Trouble::Tls(name)));
        }
        if config.get_hosts().is_empty() {
            config.host("localhost");
        }
        if let (None, Ok(password)) = (config.get_password(), std::env::var("PGPASSWORD")) {
            config.password(password);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        config.application_name("dateline").tcp_user_timeout(SILENT).keepalives_idle(SILENT);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        Ok(Self {
            config,
            name,
            read_only,
            patience,
            live: RefCell::new(None),
            open: Cell::new(false),
            last: Cell::new(0),
            runtime: Some(runtime),
        })
    }

    /// Where it is, without the password.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        match &self.runtime {
            Some(runtime) => runtime.block_on(work),
            // It goes in `drop` only.
            None => unreachable!("a session that is being dropped is asked for nothing"),
        }
    }

    /// Does `work` with a connection that stands.
    fn with<T>(&self, work: impl FnOnce(&mut Live) -> Result<T>) -> Result<T> {
        let mut live = self.live.borrow_mut();
        if live.as_ref().is_some_and(|live| live.client.is_closed()) {
            *live = None;
        }
        let live = match &mut *live {
            Some(live) => live,
            // What was done before in the same transaction is gone with it.
            None if self.open.get() => return Err(failed(Trouble::Lost)),
            none => none.insert(self.connect()?),
        };
        work(live)
    }

    fn connect(&self) -> Result<Live> {
        let read_only = if self.read_only { "on" } else { "off" };
        let set = format!(
            "SET search_path = dateline, public; SET client_min_messages = warning;
             SET jit = off; SET default_transaction_read_only = {read_only}"
        );
        let client = self.wait(async {
            let (client, connection) = self.config.connect(NoTls).await?;
            tokio::spawn(async move {
                // What goes wrong with it, the next who asks is told.
                let _ = connection.await;
            });
            client.batch_execute(&set).await?;
            Ok(client)
        });
        let client = client.map_err(|e: tokio_postgres::Error| failed(e))?;
        Ok(Live { client, kept: HashMap::new(), waiting: Vec::new() })
    }

    /// A statement; `keep` says whether it will be asked for again.
    pub(super) fn prepare(&self, sql: &str, keep: bool) -> Result<Prepared> {
        self.with(|live| {
            if let Some(known) = live.kept.get(sql) {
                return Ok(known.clone());
            }
            let (told, does) = dialect::told(sql);
            let statement = self.wait(live.client.prepare(&told)).map_err(failed)?;
            let prepared = Prepared { statement, does };
            if keep {
                if live.kept.len() >= KEPT {
                    live.kept.clear();
                }
                live.kept.insert(sql.to_owned(), prepared.clone());
            }
            Ok(prepared)
        })
    }

    /// The rows that answer.
    pub(super) fn query<P: Params>(&self, asked: &Prepared, params: P) -> Result<Vec<Row>> {
        Ok(self.query_each(asked, [params])?.pop().unwrap_or_default())
    }

    /// The same for each of several values, which are sent together.
    pub(super) fn query_each<P: Params>(
        &self,
        asked: &Prepared,
        each: impl IntoIterator<Item = P>,
    ) -> Result<Vec<Vec<Row>>> {
        let each: Vec<Vec<Given>> = each.into_iter().map(given).collect::<Result<_>>()?;
        self.with(|live| {
            let waiting = std::mem::take(&mut live.waiting);
            self.wait(async {
                let sent = send(&live.client, &waiting).await;
                let mut asking = Vec::with_capacity(each.len());
                for values in &each {
                    let mut answer: Pin<Box<dyn Future<Output = _> + '_>> = Box::pin(async {
                        let values: Vec<_> =
                            values.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
                        live.client.query(&asked.statement, &values).await
                    });
                    let early = first_look(&mut answer).await;
                    asking.push((answer, early));
                }
                for one in sent {
                    one.done().await?;
                }
                let mut answers = Vec::with_capacity(asking.len());
                for (answer, early) in asking {
                    answers.push(match early {
                        Poll::Ready(rows) => rows?,
                        Poll::Pending => answer.await?,
                    });
                }
                Ok(answers)
            })
            .map_err(|e: tokio_postgres::Error| failed(e))
        })
    }

    /// Does it; gives to how many rows.
    pub(super) fn execute<P: Params>(&self, asked: &Prepared, params: P) -> Result<usize> {
        if asked.does == Does::Number {
            let rows = self.query(asked, params)?;
            if let Some(row) = rows.first() {
                self.last.set(row.try_get(0).map_err(failed)?);
            }
            return Ok(rows.len());
        }
        if asked.does == Does::Add && self.open.get() {
            return self.send_later(asked, params).map(|()| 1);
        }
        self.put(asked, params)?;
        self.flush()
    }

    /// Has it done, in a transaction with what is asked next.
    pub(super) fn send_later<P: Params>(&self, asked: &Prepared, params: P) -> Result<()> {
        let waiting = self.put(asked, params)?;
        if waiting < WAITING && self.open.get() { Ok(()) } else { self.flush().map(drop) }
    }

    fn put<P: Params>(&self, asked: &Prepared, params: P) -> Result<usize> {
        let values = given(params)?;
        self.with(|live| {
            live.waiting.push((asked.clone(), values));
            Ok(live.waiting.len())
        })
    }

    /// Sends what waits; gives to how many rows the last of it was done.
    fn flush(&self) -> Result<usize> {
        self.with(|live| {
            let waiting = std::mem::take(&mut live.waiting);
            if waiting.is_empty() {
                return Ok(0);
            }
            self.wait(async {
                let mut last = 0;
                for one in send(&live.client, &waiting).await {
                    last = one.done().await?;
                }
                Ok(last as usize)
            })
            .map_err(|e: tokio_postgres::Error| failed(e))
        })
    }

    /// Several things, told without values.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        self.flush()?;
        self.with(|live| self.wait(live.client.batch_execute(sql)).map_err(failed))
    }

    /// The number that the last numbered row got.
    pub(super) fn last(&self) -> i64 {
        self.last.get()
    }

    /// Begins a change; waits for others who make one.
    pub(super) fn change(&self) -> Result<()> {
        // What entering asks for is always found by an index; a plan that is made
        // while tables are small must do so as well.
        self.begin(&format!(
            "BEGIN; SET LOCAL lock_timeout = {}; SET LOCAL enable_seqscan = off;
             SELECT pg_advisory_xact_lock({LOCK})",
            self.patience.as_millis().max(1)
        ))
    }

    /// Begins a look at everything as it is now.
    pub(super) fn view(&self) -> Result<()> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin(&self, sql: &str) -> Result<()> {
        let begun = self.batch(sql);
        match &begun {
            Ok(()) => self.open.set(true),
            Err(_) => self.roll_back(),
        }
        begun
    }

    pub(super) fn commit(&self) -> Result<()> {
        let done = self.batch("COMMIT");
        if done.is_ok() {
            self.open.set(false);
        }
        done
    }

    /// Forgets what was begun.
    pub(super) fn roll_back(&self) {
        if let Ok(mut live) = self.live.try_borrow_mut()
            && let Some(living) = &mut *live
        {
            living.waiting.clear();
            if self.wait(living.client.batch_execute("ROLLBACK")).is_err() {
                // Whatever state it is in: the next one begins anew.
                *live = None;
            }
        }
        self.open.set(false);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.live.borrow_mut().take();
        if let Some(runtime) = self.runtime.take() {
            // Waits for nothing, so that it may be dropped where nobody may wait.
            runtime.shutdown_background();
        }
    }
}

fn given<P: Params>(params: P) -> Result<Vec<Given>> {
    params.give(|values| values.iter().map(|value| Given::of(*value)).collect())
}

type Answer<'c> = Pin<Box<dyn Future<Output = Result<u64, tokio_postgres::Error>> + 'c>>;

/// Something that was sent.
struct Sent<'c> {
    answer: Answer<'c>,
    early: Poll<Result<u64, tokio_postgres::Error>>,
}

impl Sent<'_> {
    async fn done(self) -> Result<u64, tokio_postgres::Error> {
        match self.early {
            Poll::Ready(done) => done,
            Poll::Pending => self.answer.await,
        }
    }
}

/// Sends all of it in order, without waiting for answers in between: the server
/// does one after another.
async fn send<'c>(client: &'c Client, waiting: &'c [(Prepared, Vec<Given>)]) -> Vec<Sent<'c>> {
    let mut sent = Vec::with_capacity(waiting.len());
    for (prepared, values) in waiting {
        let mut answer: Answer = Box::pin(client.execute_raw(&prepared.statement, values));
        let early = first_look(&mut answer).await;
        sent.push(Sent { answer, early });
    }
    sent
}

/// A future begins when it is looked at first: what it has to send goes out.
async fn first_look<F: Future + ?Sized>(future: &mut Pin<Box<F>>) -> Poll<F::Output> {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

/// `postgres://user@host:port/database`, without the password.
fn name(config: &Config) -> String {
    let user = config.get_user().map_or(String::new(), |user| format!("{user}@"));
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().map_or(String::new(), |port| format!(":{port}"));
    format!("postgres://{user}{host}{port}/{}", config.get_dbname().unwrap_or_default())
}
