//! Pages are fetched as a polite guest does: robots.txt is honoured, a host is
//! asked for one page at a time with a pause between two, and what has not
//! changed is not fetched again.
//!
//! No cookies are kept and no scripts are run. Every redirect is a new visit
//! with all of its checks.

mod guard;
mod problem;
mod robots;

pub use problem::Problem;

use crate::body::{self, Unpacked};
use crate::html::Page;
use crate::{IngestError, Skip, stamps};
use dateline_core::{Notice, NoticeCode};
use guard::{Guard, Refused};
use robots::Robots;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// By what name sites may address us in robots.txt.
const TOKEN: &str = "dateline";

/// How pages are fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct WebOptions {
    /// Fetch from this machine and its network as well.
    pub allow_private: bool,
    /// What we say who we are.
    pub user_agent: String,
    /// The longest that one page may take, from first to last byte.
    pub timeout: Duration,
    /// The least time between two visits to a host; its robots.txt may ask for
    /// more.
    pub pause: Duration,
    /// The longest to wait when a server asks us to come back later.
    pub patience: Duration,
    /// The most bytes that are taken from the network for one page.
    pub max_packed: u64,
    /// The most bytes that they may unpack to.
    pub max_unpacked: u64,
    /// How often an address may lead on to another.
    pub redirects: u32,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self {
            allow_private: false,
            user_agent: format!(
                "Dateline/{} (reads news; honours robots.txt)",
                env!("CARGO_PKG_VERSION")
            ),
            timeout: Duration::from_secs(30),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(60),
            max_packed: 16 << 20,
            max_unpacked: 64 << 20,
            redirects: 5,
        }
    }
}

/// What a server wants to hear when it is asked for a page again.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// Fetches pages, and remembers what hosts ask of us.
#[derive(Default)]
pub struct Web {
    options: WebOptions,
    agent: OnceLock<Agent>,
    hosts: Mutex<HashMap<String, Arc<Mutex<Host>>>>,
}

impl fmt::Debug for Web {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Web").field("options", &self.options).finish_non_exhaustive()
    }
}

/// A host as we know it. Whoever holds it visits it; others wait.
#[derive(Default)]
struct Host {
    robots: Option<Robots>,
    /// Not to be visited before.
    next: Option<Instant>,
}

/// What a server sent.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) body: Vec<u8>,
    pub(crate) media_type: Option<String>,
    /// Where it was, after all redirects.
    url: Url,
    validators: Validators,
    /// The connection broke off within the body.
    cut: bool,
}

impl Fetched {
    pub(crate) fn validators(&self) -> &Validators {
        &self.validators
    }

    pub(crate) fn into_page(self) -> Page {
        let notice = self.cut.then(|| {
            Notice::new(
                NoticeCode::Damaged,
                "The server broke off: a part of the page may be missing.",
            )
        });
        Page {
            bytes: self.body,
            media_type: self.media_type,
            url: Some(self.url.into()),
            fetched: Some(stamps::today()),
            notices: notice.into_iter().collect(),
            validators: Some(self.validators).filter(|v| *v != Validators::default()),
        }
    }
}

/// What one visit brought.
enum Visit {
    Page(Box<Fetched>),
    Moved(Url),
}

impl Web {
    /// Fetches by these rules.
    pub fn new(options: WebOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// What is at `url`. With the `validators` of an earlier visit, a page that
    /// has not changed is an error that is a skip.
    pub(crate) fn get(
        &self,
        url: &str,
        validators: Option<&Validators>,
    ) -> Result<Fetched, IngestError> {
        let place = url;
        let failed = |problem| IngestError::Fetch { place: place.to_owned(), problem };
        let skipped = |why| IngestError::Skipped { place: place.to_owned(), why };
        let mut url = Url::parse(url).map_err(|_| failed(Problem::Address))?;
        for _ in 0..=self.options.redirects {
            let is_web = matches!(url.scheme(), "http" | "https");
            if !is_web || url.host().is_none() || !url.username().is_empty() {
                return Err(failed(Problem::Address));
            }
            url.set_fragment(None);
            match self.visit(&url, validators).map_err(|stop| match stop {
                Stop::Problem(problem) => failed(problem),
                Stop::Skip(why) => skipped(why),
            })? {
                Visit::Page(fetched) => return Ok(*fetched),
                Visit::Moved(to) => url = to,
            }
        }
        Err(failed(Problem::Redirects(self.options.redirects)))
    }

    /// Sends `body` to `url` and gives back the status of the answer. No redirect
    /// is followed: what is sent is for one receiver.
    pub fn post(&self, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<u16, Problem> {
        let url = Url::parse(url).map_err(|_| Problem::Address)?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(Problem::Address);
        }
        let mut request = self.agent().post(url.as_str());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let status = request.send(body).map_err(|error| self.problem(error))?.status().as_u16();
        if (200..300).contains(&status) { Ok(status) } else { Err(Problem::Status(status)) }
    }

    fn agent(&self) -> &Agent {
        self.agent.get_or_init(|| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                // A proxy would resolve names for us, past the guard.
                .proxy(None)
                .user_agent(&self.options.user_agent)
                .accept("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")
                .accept_encoding("gzip, br")
                .timeout_global(Some(self.options.timeout))
                .timeout_connect(Some(self.options.timeout.min(Duration::from_secs(10))))
                .max_idle_connections_per_host(1)
                .build();
            let guard = Guard::new(self.options.allow_private);
            Agent::with_parts(config, DefaultConnector::default(), guard)
        })
    }

    /// One visit, when the host is free and if it does not mind.
    fn visit(&self, url: &Url, validators: Option<&Validators>) -> Result<Visit, Stop> {
        let origin = url.origin().ascii_serialization();
        let host = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            hosts.entry(origin).or_default().clone()
        };
        let mut host = host.lock().unwrap_or_else(PoisonError::into_inner);
        if host.robots.is_none() {
            host.robots = Some(self.robots(url, &mut host)?);
        }
        let robots = host.robots.clone().unwrap_or_default();
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        if !robots.allow(path) {
            return Err(Stop::Skip(Skip::Robots));
        }
        for again in [true, false] {
            let response = self.ask(url, validators, &mut host)?;
            let status = response.status().as_u16();
            match status {
                200..=299 => return self.take(url, response).map(|f| Visit::Page(Box::new(f))),
                304 => return Err(Stop::Skip(Skip::Unchanged)),
                301 | 302 | 303 | 307 | 308 => {
                    let to = header(&response, "location").and_then(|to| url.join(&to).ok());
                    return to.map(Visit::Moved).ok_or(Stop::Problem(Problem::Status(status)));
                }
                429 | 503 => {
                    let asked = header(&response, "retry-after");
                    let wait = asked.and_then(|s| stamps::wait(&s, header(&response, "date")));
                    match wait {
                        Some(wait) if again && wait <= self.options.patience => {
                            host.next = Some(Instant::now() + wait);
                        }
                        Some(wait) => return Err(Stop::Problem(Problem::Later(wait.as_secs()))),
                        None => return Err(Stop::Problem(Problem::Status(status))),
                    }
                }
                _ => return Err(Stop::Problem(Problem::Status(status))),
            }
        }
        Err(Stop::Problem(Problem::Status(503)))
    }

    /// What the site asks of us; without an answer nothing is fetched.
    fn robots(&self, url: &Url, host: &mut Host) -> Result<Robots, Stop> {
        let mut at = url.join("/robots.txt").map_err(|_| Problem::Address)?;
        for _ in 0..=self.options.redirects {
            let response = self.ask(&at, None, host)?;
            match response.status().as_u16() {
                200..=299 => {
                    let mut file = Vec::new();
                    let reader = response.into_body().into_reader();
                    // Half a file is better than none.
                    let _ = reader.take(robots::MAX_BYTES as u64).read_to_end(&mut file);
                    let file = match body::unpack(file, "gzip", robots::MAX_BYTES as u64) {
                        Unpacked::Whole(file) | Unpacked::Part(file) => file,
                        Unpacked::TooLarge | Unpacked::Unknown(_) => Vec::new(),
                    };
                    return Ok(Robots::parse(&file, TOKEN));
                }
                300..=399 => match header(&response, "location").and_then(|to| at.join(&to).ok()) {
                    Some(to) => at = to,
                    None => return Ok(Robots::default()),
                },
                400..=499 => return Ok(Robots::default()),
                _ => return Ok(Robots::closed()),
            }
        }
        Ok(Robots::default())
    }

    /// Sends one request, after the pause that the host is due.
    fn ask(
        &self,
        url: &Url,
        validators: Option<&Validators>,
        host: &mut Host,
    ) -> Result<Response<ureq::Body>, Stop> {
        if let Some(wait) = host.next.and_then(|next| next.checked_duration_since(Instant::now())) {
            std::thread::sleep(wait);
        }
        let mut request = self.agent().get(url.as_str());
        if let Some(etag) = validators.and_then(|v| v.etag.as_deref()) {
            request = request.header("If-None-Match", etag);
        }
        if let Some(since) = validators.and_then(|v| v.last_modified.as_deref()) {
            request = request.header("If-Modified-Since", since);
        }
        let response = request.call();
        let pause = host.robots.as_ref().and_then(|r| r.delay).unwrap_or_default();
        host.next = Some(Instant::now() + self.options.pause.max(pause));
        Ok(response.map_err(|error| self.problem(error))?)
    }

    /// The body of an answer, unpacked.
    fn take(&self, url: &Url, response: Response<ureq::Body>) -> Result<Fetched, Stop> {
        let media_type = header(&response, "content-type");
        let encodings = header(&response, "content-encoding").unwrap_or_default();
        let validators = Validators {
            etag: header(&response, "etag"),
            last_modified: header(&response, "last-modified"),
        };
        let most = self.options.max_packed;
        let mut packed = Vec::new();
        let read = response.into_body().into_reader().take(most + 1).read_to_end(&mut packed);
        if packed.len() as u64 > most {
            return Err(Problem::TooLarge(most >> 20).into());
        }
        let mut cut = false;
        if let Err(error) = read {
            // A page that broke off may still hold its text; a slow one was
            // left on purpose.
            let problem = self.problem(ureq::Error::from(error));
            if packed.len() < 1024 || matches!(problem, Problem::Timeout(_)) {
                return Err(problem.into());
            }
            cut = true;
        }
        let body = match body::unpack(packed, &encodings, self.options.max_unpacked) {
            Unpacked::Whole(body) => body,
            Unpacked::Part(body) => {
                cut = true;
                body
            }
            Unpacked::TooLarge => {
                return Err(Problem::TooLarge(self.options.max_unpacked >> 20).into());
            }
            Unpacked::Unknown(name) => return Err(Problem::Packing(name).into()),
        };
        Ok(Fetched { body, media_type, url: url.clone(), validators, cut })
    }

    fn problem(&self, error: ureq::Error) -> Problem {
        match error {
            ureq::Error::Timeout(_) => Problem::Timeout(self.options.timeout.as_secs()),
            ureq::Error::HostNotFound => Problem::Host,
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Problem::Address,
            ureq::Error::Io(error) => {
                if let Some(refused) = error.get_ref().and_then(|e| e.downcast_ref::<Refused>()) {
                    return Problem::Private(refused.0);
                }
                let told = error.to_string();
                if told.contains("failed to lookup") {
                    return Problem::Host;
                }
                match error.kind() {
                    io::ErrorKind::TimedOut => Problem::Timeout(self.options.timeout.as_secs()),
                    // Rustls tells of bad certificates in this way.
                    io::ErrorKind::InvalidData => Problem::Tls(told),
                    _ => Problem::Connection(told),
                }
            }
            ureq::Error::Tls(told) => Problem::Tls(told.to_owned()),
            ureq::Error::Rustls(error) => Problem::Tls(error.to_string()),
            other => Problem::Connection(other.to_string()),
        }
    }
}

/// Why a visit brought nothing.
enum Stop {
    Problem(Problem),
    Skip(Skip),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Stop::Problem(problem)
    }
}

fn header(response: &Response<ureq::Body>, name: &str) -> Option<String> {
    Some(String::from_utf8_lossy(response.headers().get(name)?.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests;
