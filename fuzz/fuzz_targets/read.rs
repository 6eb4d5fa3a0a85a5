//! Any text can be read: no panic, and every span published is what it says.
#![no_main]

use dateline_core::{Offsets, Quote, Report};
use dateline_read::{Reader, read};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::default);

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut report = Report::of_text(text.as_ref());
    // Half of the inputs have a title: their first line.
    if data.len() % 2 == 1 {
        report.title = text.lines().next().filter(|t| !t.is_empty()).map(str::to_owned);
    }
    let reading = read(&report, &READER);
    let offsets = Offsets::new(&report.text);
    let check = |quote: &Quote| {
        let span = offsets.span(quote.start, quote.end).expect("a span lies in the text");
        assert_eq!(span.of(&report.text), quote.text);
    };
    reading.sentences.iter().for_each(check);
    for actor in &reading.actors {
        actor.mentions.iter().for_each(|m| check(&m.span));
    }
    for claim in &reading.claims {
        claim.source.iter().chain(&claim.cue).chain(&claim.content).for_each(check);
        assert!(claim.within.is_none_or(|c| c.index() < reading.claims.len()));
    }
    for event in &reading.events {
        event.evidence.spans.iter().for_each(check);
        assert!(event.evidence.sentence < reading.sentences.len());
        assert!(event.actors.iter().all(|a| a.index() < reading.actors.len()));
    }
});
