//! Visits feeds and sitemaps in turn and submits what is new in them.

use crate::error::{Result, WorkerError, failed};
use crate::item::{Item, Source};
use crate::lease::Lease;
use crate::queue::Queue;
use crate::submit::{Submitted, taken_in};
use async_nats::jetstream::kv::Store;
use dateline_ingest::{IngestError, Listing, Options, Validators, list};
use dateline_knowledge::Knowledge;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// So many entries of a feed are remembered: those of the largest sitemap.
const REMEMBERED: usize = 50_000;
/// How long to sleep when nothing is due, or somebody else polls.
const NAP: Duration = Duration::from_secs(2);

/// The feeds of a file:
///
/// ```toml
/// [[feed]]
/// url = "https://example.org/feed.xml"
/// every = 15        # minutes
/// follow = true     # read the pages that it points to
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeds {
    feed: Vec<Feed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feed {
    url: String,
    #[serde(default = "quarter")]
    every: u64,
    #[serde(default = "yes")]
    follow: bool,
}

fn quarter() -> u64 {
    15
}

fn yes() -> bool {
    true
}

/// What is remembered of a feed.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Memory {
    validators: Validators,
    /// When it was visited last, in seconds since 1970.
    visited: u64,
    /// What was in it, newest last.
    seen: Vec<String>,
}

impl Feeds {
    /// The feeds that the file at `path` names.
    ///
    /// # Errors
    /// If it cannot be read, or names none.
    pub fn load(path: &Path) -> Result<Self> {
        let problem =
            |problem: String| WorkerError::Feeds { path: path.display().to_string(), problem };
        let text = std::fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
        let feeds: Self =
            toml::from_str(&text).map_err(|error| problem(error.message().to_owned()))?;
        if let Some(feed) = feeds.feed.iter().find(|feed| !feed.url.starts_with("http")) {
            return Err(problem(format!("{} is no web address", feed.url)));
        }
        Ok(feeds)
    }
}

/// Polls until `stopped`, or each feed once. Several may run: one acts, the others
/// wait for it to go.
///
/// # Errors
/// If the queue fails for long.
pub async fn poll(
    queue: &Queue,
    feeds: &Feeds,
    knowledge: Arc<Knowledge>,
    options: &Options,
    once: bool,
    stopped: impl Future<Output = ()>,
) -> Result<Submitted> {
    let mut submitted = Submitted::default();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let lease = match Lease::take(queue).await {
            Ok(lease) => lease,
            Err(error) if once => return Err(error),
            Err(_) => None,
        };
        if let Some(lease) = lease {
            tracing::info!("polling");
            let polling = rounds(queue, feeds, &knowledge, options, once, &lease, &mut submitted);
            let ended = tokio::select! {
                ended = polling => Some(ended),
                () = &mut stopped => None,
            };
            lease.give_back().await;
            match ended {
                Some(Err(error)) if !once => tracing::warn!(%error, "polling was interrupted"),
                Some(Err(error)) => return Err(error),
                Some(Ok(())) if !once => {}
                _ => return Ok(submitted),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(NAP) => {}
            () = &mut stopped => return Ok(submitted),
        }
    }
}

/// Visits what is due as long as the lease is held.
async fn rounds(
    queue: &Queue,
    feeds: &Feeds,
    knowledge: &Arc<Knowledge>,
    options: &Options,
    once: bool,
    lease: &Lease,
    submitted: &mut Submitted,
) -> Result<()> {
    let store = queue.bucket("feeds", Duration::ZERO).await?;
    loop {
        for feed in &feeds.feed {
            if !lease.is_held() {
                return Ok(());
            }
            visit(queue, &store, feed, knowledge, options, once, submitted).await?;
        }
        if once {
            return Ok(());
        }
        tokio::time::sleep(NAP).await;
    }
}

/// Visits a feed, if it is due, and submits what was not in it before. That is
/// remembered only once it is in the queue.
async fn visit(
    queue: &Queue,
    store: &Store,
    feed: &Feed,
    knowledge: &Arc<Knowledge>,
    options: &Options,
    once: bool,
    submitted: &mut Submitted,
) -> Result<()> {
    let key = hash(&feed.url);
    let known = store.get(&key).await.map_err(failed)?;
    let mut memory: Memory =
        known.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if !once && now < memory.visited + feed.every.max(1) * 60 {
        return Ok(());
    }
    let seen: HashSet<String> = memory.seen.iter().cloned().collect();
    let (url, follow, knowledge) = (feed.url.clone(), feed.follow, knowledge.clone());
    let validators = Some(memory.validators.clone()).filter(|v| *v != Validators::default());
    let options = Options { validators, ..options.clone() };
    // Fetching waits its turn with each host, on a thread of its own.
    let listed =
        tokio::task::spawn_blocking(move || look(&url, follow, &seen, &knowledge, &options));
    memory.visited = now;
    match listed.await.map_err(|error| WorkerError::System(error.into()))? {
        Ok(listed) => {
            let before = submitted.items;
            for item in listed.items {
                let ack = queue.send(&item).await.ok();
                taken_in(queue, &item, ack, submitted).await?;
            }
            submitted.failed += listed.failed;
            tracing::info!(feed = feed.url, new = submitted.items - before, "visited");
            memory.validators = listed.validators;
            memory.seen.extend(listed.seen);
            let old = memory.seen.len().saturating_sub(REMEMBERED);
            memory.seen.drain(..old);
        }
        // Nothing new.
        Err(error) if error.is_skip() => {}
        Err(error) => {
            submitted.failed += 1;
            tracing::warn!(feed = feed.url, %error, "a feed cannot be read");
        }
    }
    let json = serde_json::to_vec(&memory).map_err(failed)?;
    store.put(&key, json.into()).await.map(|_| ()).map_err(failed)
}

/// What is new in a feed.
struct Listed {
    items: Vec<Item>,
    seen: Vec<String>,
    validators: Validators,
    failed: u64,
}

fn look(
    url: &str,
    follow: bool,
    seen: &HashSet<String>,
    knowledge: &Knowledge,
    options: &Options,
) -> std::result::Result<Listed, IngestError> {
    // Sitemaps of an index are opened; pages are left to workers.
    let opened = Options { follow: true, ..options.clone() };
    let Listing { records, validators } = list(url, &opened)?;
    let mut listed = Listed { items: Vec::new(), seen: Vec::new(), validators, failed: 0 };
    let given = Options { follow: false, ..options.clone() };
    for record in records {
        let found = record.and_then(|record| match record.link().map(str::to_owned) {
            Some(link) if follow => {
                let item = Item::of(Source::Url { url: link.clone() });
                Ok((hash(&link), item))
            }
            _ => {
                let loaded = record.load(knowledge, &given)?;
                let key = hash(&format!("{} {}", loaded.report.id, loaded.report.text));
                let (report, notices) = (Box::new(loaded.report), loaded.notices);
                Ok((key, Item::of(Source::Report { report, notices })))
            }
        });
        match found {
            Ok((key, item)) if !seen.contains(&key) => {
                listed.seen.push(key);
                listed.items.push(item);
            }
            Ok(_) => {}
            Err(error) => {
                listed.failed += u64::from(!error.is_skip());
                tracing::warn!(%error, "an entry cannot be read");
            }
        }
    }
    Ok(listed)
}

/// Short enough that fifty thousand go into a message.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn feeds_are_named_in_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("feeds.toml");
        let load = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Feeds::load(&path).map_err(|error| error.to_string())
        };
        let feeds = load(
            "[[feed]]\nurl = 'https://h.example/feed'\n\n[[feed]]\nurl = 'https://h.example/map'\nevery = 60\nfollow = false\n",
        );
        let feeds = feeds.unwrap().feed;
        assert_eq!((feeds[0].every, feeds[0].follow), (15, true));
        assert_eq!((feeds[1].every, feeds[1].follow), (60, false));
        for wrong in [
            "",
            "[[feed]]\nurl = 'h.example'",
            "[[feed]]\nevery = 1",
            "[[feed]]\nurl = 'https://h.example'\nevry = 1",
        ] {
            assert!(load(wrong).unwrap_err().contains("is no list of feeds"), "{wrong}");
        }
    }
}
