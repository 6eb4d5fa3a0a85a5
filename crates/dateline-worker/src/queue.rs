//! The streams of the queue: work, and what could not be done.

use crate::bodies::{Bodies, LARGE};
use crate::error::{Result, WorkerError, failed};
use crate::item::{Item, Source};
use async_nats::jetstream::consumer::pull::Config as PullConfig;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer};
use async_nats::jetstream::context::PublishAckFuture;
use async_nats::jetstream::kv::Store;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, Stream};
use async_nats::jetstream::{self, Context};
use async_nats::{ConnectOptions, HeaderMap};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The same item that is submitted within this time is taken in once.
const WINDOW: Duration = Duration::from_secs(600);
/// So many items may wait; whoever submits more waits too.
const MOST_ITEMS: i64 = 5_000_000;
/// The one consumer, which all workers share.
const CONSUMER: &str = "workers";
/// Why an item is among the dead letters, and how often it was tried.
const REASON: &str = "Dateline-Reason";
const TRIES: &str = "Dateline-Tries";

/// A queue of work.
#[derive(Clone)]
pub struct Queue {
    pub(crate) js: Context,
    name: String,
    work: Stream,
    dead: Stream,
    pub(crate) bodies: Bodies,
}

/// How full a queue is.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Status {
    /// Items that no worker has taken.
    pub waiting: u64,
    /// Items that workers have in hand.
    pub in_hand: u64,
    /// Of these, items that were taken before.
    pub again: u64,
    /// Seconds since the oldest item that is not done was submitted.
    pub oldest_seconds: Option<u64>,
    /// Items that could not be read.
    pub dead: u64,
}

/// An item that could not be read.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Dead {
    /// Its number among the dead letters.
    pub number: u64,
    /// What was to be read.
    pub item: String,
    /// Why it could not be.
    pub reason: String,
    /// How often it was tried.
    pub tries: u64,
    /// The item itself.
    #[serde(skip)]
    pub(crate) payload: Vec<u8>,
}

impl Queue {
    /// The queue `name` at `server`, made if it is not there.
    ///
    /// # Errors
    /// If the server does not answer, or has no JetStream.
    pub async fn open(server: &str, name: &str) -> Result<Self> {
        let unreachable =
            |problem: String| WorkerError::Unreachable { server: server.to_owned(), problem };
        let options =
            ConnectOptions::new().name("dateline").connection_timeout(Duration::from_secs(5));
        let client =
            options.connect(server).await.map_err(|error| unreachable(error.to_string()))?;
        let js = jetstream::new(client);
        let stream = |kind: &str, retention, max_messages| Config {
            name: format!("{name}-{kind}"),
            subjects: vec![format!("{name}.{kind}")],
            retention,
            max_messages,
            discard: DiscardPolicy::New,
            duplicate_window: WINDOW,
            num_replicas: 1,
            ..Config::default()
        };
        let work = js.get_or_create_stream(stream("work", RetentionPolicy::WorkQueue, MOST_ITEMS));
        let work = work.await.map_err(|error| unreachable(error.to_string()))?;
        let dead = js.get_or_create_stream(stream("dead", RetentionPolicy::Limits, -1));
        let dead = dead.await.map_err(failed)?;
        let bodies = Bodies::open(&js, name).await?;
        Ok(Self { js, name: name.to_owned(), work, dead, bodies })
    }

    /// A bucket of this queue, made if it is not there; what stands in it goes after
    /// `lasts`, if that is not zero.
    ///
    /// It is made as the stream that it is: `create_key_value` first asks the server
    /// for what Debian's, 2.9, does not tell in the form that the client expects.
    pub(crate) async fn bucket(&self, what: &str, lasts: Duration) -> Result<Store> {
        let bucket = format!("{}-{what}", self.name);
        let config = Config {
            name: format!("KV_{bucket}"),
            subjects: vec![format!("$KV.{bucket}.>")],
            max_messages_per_subject: 1,
            max_age: lasts,
            duplicate_window: lasts,
            discard: DiscardPolicy::New,
            allow_rollup: true,
            allow_direct: true,
            deny_delete: true,
            num_replicas: 1,
            ..Config::default()
        };
        self.js.get_or_create_stream(config).await.map_err(failed)?;
        self.js.get_key_value(&bucket).await.map_err(failed)
    }

    /// Sends an item; it is in the queue once what is returned says so.
    pub(crate) async fn send(&self, item: &Item) -> Result<PublishAckFuture> {
        let mut json = item.json();
        let id = Item::id(&json);
        if json.len() > LARGE && matches!(item.source, Source::Report { .. }) {
            self.bodies.put(&id, &json).await?;
            json = Item { source: Source::Body { key: id.clone() }, ..item.clone() }.json();
        }
        self.send_json(json, &id).await
    }

    async fn send_json(&self, json: Vec<u8>, id: &str) -> Result<PublishAckFuture> {
        let message = PublishMessage::build().message_id(id).payload(json.into());
        let subject = format!("{}.work", self.name);
        self.js.send_publish(subject, message).await.map_err(failed)
    }

    /// The consumer of all workers. An item goes to another one if nothing was
    /// heard of it for `patience`.
    pub(crate) async fn consumer(&self, patience: Duration) -> Result<PullConsumer> {
        let config = PullConfig {
            durable_name: Some(CONSUMER.to_owned()),
            ack_policy: AckPolicy::Explicit,
            ack_wait: patience,
            // Tries are counted by workers, who know why one failed.
            max_deliver: -1,
            max_ack_pending: 10_000,
            ..PullConfig::default()
        };
        self.work.create_consumer(config).await.map_err(failed)
    }

    /// The first item that stands in the stream though the consumer has nothing to
    /// give and nothing in hand. A server that is killed may have written that an
    /// item is acknowledged, and not that it is gone (seen with nats-server 2.9).
    pub(crate) async fn left_behind(&self) -> Result<Option<u64>> {
        let work = self.work.get_info().await.map_err(failed)?.state;
        let consumer = self.work.consumer_info(CONSUMER).await.map_err(failed)?;
        let idle = consumer.num_pending == 0 && consumer.num_ack_pending == 0;
        Ok((work.messages > 0 && idle).then_some(work.first_sequence))
    }

    /// Forgets what the consumer knows: every item that still stands in the stream is
    /// given out once more. What is in the ledger already is known there.
    pub(crate) async fn begin_again(&self) -> Result<()> {
        self.work.delete_consumer(CONSUMER).await.map(|_| ()).map_err(failed)
    }

    /// Puts an item among the dead letters. It is told twice as one: a worker may
    /// be killed before it has acknowledged the item.
    pub(crate) async fn bury(
        &self,
        json: Vec<u8>,
        reason: &str,
        tries: u64,
        id: &str,
    ) -> Result<()> {
        let mut headers = HeaderMap::new();
        headers.insert(REASON, reason.replace(['\r', '\n'], " ").as_str());
        headers.insert(TRIES, tries.to_string().as_str());
        let message = PublishMessage::build().headers(headers).message_id(id).payload(json.into());
        let subject = format!("{}.dead", self.name);
        let sent = self.js.send_publish(subject, message).await.map_err(failed)?;
        sent.await.map(|_| ()).map_err(failed)
    }

    /// How full the queue is now.
    ///
    /// # Errors
    /// If the server does not tell.
    pub async fn status(&self) -> Result<Status> {
        let work = self.work.get_info().await.map_err(failed)?.state;
        let dead = self.dead.get_info().await.map_err(failed)?.state;
        let consumer = self.work.consumer_info(CONSUMER).await.ok();
        let (in_hand, again) =
            consumer.map_or((0, 0), |c| (c.num_ack_pending as u64, c.num_redelivered as u64));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let since = u64::try_from(work.first_timestamp.unix_timestamp()).unwrap_or(now);
        Ok(Status {
            waiting: work.messages.saturating_sub(in_hand),
            in_hand,
            again,
            oldest_seconds: (work.messages > 0).then(|| now.saturating_sub(since)),
            dead: dead.messages,
        })
    }

    /// The first `most` dead letters, oldest first.
    ///
    /// # Errors
    /// If the server does not tell.
    pub async fn dead(&self, most: usize) -> Result<Vec<Dead>> {
        let state = self.dead.get_info().await.map_err(failed)?.state;
        let mut letters = Vec::new();
        let mut number = state.first_sequence;
        while letters.len() < most
            && letters.len() < state.messages as usize
            && number <= state.last_sequence
        {
            // What was dropped meanwhile leaves gaps.
            if let Ok(letter) = self.letter(number).await {
                letters.push(letter);
            }
            number += 1;
        }
        Ok(letters)
    }

    async fn letter(&self, number: u64) -> Result<Dead> {
        let message = self.dead.get_raw_message(number).await.map_err(failed)?;
        let header = |name: &str| message.headers.get(name).map(|value| value.as_str().to_owned());
        let item = match Item::parse(&message.payload) {
            Ok(item) => item.to_string(),
            Err(_) => String::from_utf8_lossy(&message.payload).chars().take(80).collect(),
        };
        Ok(Dead {
            number,
            item,
            reason: header(REASON).unwrap_or_default(),
            tries: header(TRIES).and_then(|tries| tries.parse().ok()).unwrap_or_default(),
            payload: message.payload.to_vec(),
        })
    }

    /// Submits dead letters once more; all of them without a number. Returns how
    /// many.
    ///
    /// # Errors
    /// If there is no such letter, or the server fails.
    pub async fn retry(&self, number: Option<u64>) -> Result<u64> {
        let mut done = 0;
        for letter in self.chosen(number).await? {
            // An id of its own: it was submitted before, and is to be again.
            let id = format!("retry-{}-{}", letter.number, Item::id(&letter.payload));
            let sent = self.send_json(letter.payload, &id).await?;
            sent.await.map_err(failed)?;
            self.dead.delete_message(letter.number).await.map_err(failed)?;
            done += 1;
        }
        Ok(done)
    }

    /// Forgets dead letters; all of them without a number. Returns how many.
    ///
    /// # Errors
    /// If there is no such letter, or the server fails.
    pub async fn drop_dead(&self, number: Option<u64>) -> Result<u64> {
        let mut done = 0;
        for letter in self.chosen(number).await? {
            if let Ok(Item { source: Source::Body { key }, .. }) = Item::parse(&letter.payload) {
                self.bodies.remove(&key).await;
            }
            self.dead.delete_message(letter.number).await.map_err(failed)?;
            done += 1;
        }
        Ok(done)
    }

    async fn chosen(&self, number: Option<u64>) -> Result<Vec<Dead>> {
        match number {
            None => self.dead(usize::MAX).await,
            Some(number) => match self.letter(number).await {
                Ok(letter) => Ok(vec![letter]),
                Err(_) => Err(WorkerError::NoLetter(number)),
            },
        }
    }
}
