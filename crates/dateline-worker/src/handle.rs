//! What is done for one item: its reports are read and entered.

use crate::bodies::Bodies;
use crate::item::{Item, Source};
use crate::keeper::{Answer, Keeper};
use crate::metrics::{Metrics, count};
use crate::outcome::{Outcome, is_passing};
use dateline_ingest::{Details, Input, Loaded, Options, Position, records};
use dateline_read::{Reader, read};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Instant;
use tokio::runtime::Handle;

/// So many readings of an item may be on their way into the ledger.
const AHEAD: usize = 32;

/// What reading an item takes.
pub(crate) struct Tools {
    pub(crate) reader: Reader,
    pub(crate) options: Options,
    pub(crate) keeper: Keeper,
    pub(crate) bodies: Bodies,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) stop: Arc<AtomicBool>,
}

impl Tools {
    /// Reads and enters all of an item. Blocks.
    pub(crate) fn handle(&self, json: &[u8]) -> Outcome {
        let item = match Item::parse(json) {
            Ok(item) => item,
            Err(problem) => return Outcome::Dead(problem),
        };
        let input = match &item.source {
            Source::Report { .. } => return self.report(item),
            Source::Body { key } => {
                let body = Handle::current().block_on(self.bodies.get(key));
                return match body.map_err(|error| error.to_string()).map(|body| Item::parse(&body))
                {
                    Ok(Ok(item @ Item { source: Source::Report { .. }, .. })) => self.report(item),
                    Ok(Ok(_)) => Outcome::Dead("its body is no report".to_owned()),
                    Ok(Err(problem)) => Outcome::Dead(problem),
                    Err(problem) => Outcome::Later(format!("its body cannot be had: {problem}")),
                };
            }
            Source::Url { url } => Input::Url(url.clone()),
            Source::File { path, .. } => Input::File(path.into()),
        };
        self.input(&item, &input)
    }

    /// The report that an item carries with it.
    fn report(&self, item: Item) -> Outcome {
        let Source::Report { report, notices } = item.source else {
            return Outcome::Dead("it holds no report".to_owned());
        };
        let at = Position { input: String::new(), record: 1, start: None };
        let loaded = Loaded { report: *report, notices, at, details: Details::default() };
        match answered(&self.enter(loaded)) {
            Ok(()) => Outcome::Done(Vec::new()),
            Err(outcome) => outcome,
        }
    }

    /// Every report of an input, or of the part of it that the item names. An
    /// item that is read again enters nothing twice: the ledger knows the reports.
    fn input(&self, item: &Item, input: &Input) -> Outcome {
        let mut options = self.options.clone();
        options.follow = item.follow;
        // Looked at when the item was parsed.
        options.columns = item.map.parse().unwrap_or_default();
        let (after, most) = match &item.source {
            Source::File { after, records, .. } => (after.clone(), *records),
            _ => (None, None),
        };
        let first = after.as_ref().map_or(0, |at| at.record);
        options.after = after;
        let most = usize::try_from(most.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let (mut bad, mut waiting) = (Vec::new(), VecDeque::<Answer>::new());
        let mut records = records(input, &options).take(most);
        let mut number = first;
        loop {
            let start = Instant::now();
            let Some(record) = records.next() else { break };
            // A part of a file is finished; a whole one may take hours.
            if self.stop.load(Relaxed) && most == usize::MAX {
                return Outcome::Later("the worker was told to stop".to_owned());
            }
            number += 1;
            let loaded = record.and_then(|r| r.load(self.reader.knowledge(), &options));
            self.metrics.load.took(start.elapsed());
            match loaded {
                Ok(loaded) => waiting.push_back(self.enter(loaded)),
                Err(error) if error.is_skip() => count(&self.metrics.skipped),
                Err(error) if is_passing(&error) => return Outcome::Later(error.to_string()),
                Err(error) => bad.push((number, error)),
            }
            if waiting.len() > AHEAD
                && let Some(oldest) = waiting.pop_front()
                && let Err(outcome) = answered(&oldest)
            {
                return outcome;
            }
        }
        for answer in waiting {
            if let Err(outcome) = answered(&answer) {
                return outcome;
            }
        }
        let all_bad = number == first + 1;
        match (item, bad) {
            // The item is but what cannot be read.
            (_, mut bad) if all_bad && bad.len() == 1 => Outcome::Dead(bad.remove(0).1.to_string()),
            (item, bad) => Outcome::Done(
                bad.into_iter().map(|(n, error)| (one(item, n), error.to_string())).collect(),
            ),
        }
    }

    fn enter(&self, loaded: Loaded) -> Answer {
        let start = Instant::now();
        let mut reading = read(&loaded.report, &self.reader);
        reading.notices.splice(0..0, loaded.notices);
        self.metrics.read.took(start.elapsed());
        self.keeper.enter(reading)
    }
}

/// Waits until a reading is safely stored.
fn answered(answer: &Answer) -> Result<(), Outcome> {
    match answer.recv() {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(refused)) => Err(Outcome::Dead(format!("the ledger refuses it: {refused}"))),
        Err(_) => Err(Outcome::Later("the worker stopped".to_owned())),
    }
}

/// The item of record `number` alone.
fn one(item: &Item, number: u64) -> Item {
    let source = match &item.source {
        Source::File { path, .. } => {
            let at = Position { input: path.clone(), record: number - 1, start: None };
            let after = (number > 1).then_some(at);
            Source::File { path: path.clone(), after, records: Some(1) }
        }
        other => other.clone(),
    };
    Item { source, ..item.clone() }
}
