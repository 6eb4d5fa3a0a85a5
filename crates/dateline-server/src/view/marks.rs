//! The text of a report with its records marked.
//!
//! Claims, cues, sources, the words of events and names overlap as they like.
//! A sentence is cut wherever one of them begins or ends; each piece then
//! stands within all the marks that cover it.

use super::names::{Voice, glyph};
use super::text::safe;
use dateline_core::{Form, Offsets, Quote, Reading};
use maud::{Markup, html};
use std::ops::Range;

/// What covers a piece of text. Order is nesting, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// What somebody says; deeper claims within.
    Content,
    /// The words that name the speaker.
    Source,
    /// A name.
    Name,
    /// The words that mark the attribution.
    Cue,
    /// The words of an event.
    Event,
}

/// A mark over a stretch of one sentence.
#[derive(Debug, Clone)]
struct Mark {
    kind: Kind,
    /// Length of the whole content: longer ones lie outside.
    size: usize,
    range: Range<usize>,
    record: usize,
    /// Whether the record's words end here.
    last: bool,
}

/// The marked text of a reading, sentence by sentence.
pub(crate) struct Marked<'r> {
    reading: &'r Reading,
    voices: &'r [Voice],
    of_claim: &'r [usize],
    offsets: Offsets<'r>,
    /// The marks of each sentence.
    marks: Vec<Vec<Mark>>,
    /// How often claims stand in claims, by claim.
    depths: Vec<usize>,
}

impl<'r> Marked<'r> {
    pub(crate) fn new(reading: &'r Reading, voices: &'r [Voice], of_claim: &'r [usize]) -> Self {
        let mut marked = Self {
            reading,
            voices,
            of_claim,
            offsets: Offsets::new(&reading.report.text),
            marks: vec![Vec::new(); reading.sentences.len()],
            depths: depths(reading),
        };
        for (i, claim) in reading.claims.iter().enumerate() {
            marked.add(Kind::Content, i, &claim.content);
            marked.add(Kind::Source, i, &claim.source);
            marked.add(Kind::Cue, i, &claim.cue);
        }
        for (i, event) in reading.events.iter().enumerate() {
            marked.add(Kind::Event, i, &event.evidence.spans);
        }
        for (i, actor) in reading.actors.iter().enumerate() {
            for mention in actor.mentions.iter().filter(|m| m.form == Form::Name) {
                marked.add(Kind::Name, i, std::slice::from_ref(&mention.span));
            }
        }
        for marks in &mut marked.marks {
            marks.sort_by(|a, b| (a.kind, b.size).cmp(&(b.kind, a.size)));
        }
        marked
    }

    /// Adds a mark to every sentence that `quotes` touch.
    fn add(&mut self, kind: Kind, record: usize, quotes: &[Quote]) {
        let size = quotes.iter().map(|q| q.end.saturating_sub(q.start)).sum();
        let end = quotes.iter().map(|q| q.end).max().unwrap_or(0);
        for quote in quotes.iter().filter(|q| q.start < q.end) {
            let first = self.reading.sentences.partition_point(|s| s.end <= quote.start);
            let touched = self.reading.sentences.iter().enumerate().skip(first);
            for (at, sentence) in touched.take_while(|(_, s)| s.start < quote.end) {
                let range = quote.start.max(sentence.start)..quote.end.min(sentence.end);
                let last = quote.end == end && range.end == quote.end;
                self.marks[at].push(Mark { kind, size, range, record, last });
            }
        }
    }

    /// The text from `start` up to `end`, in code points.
    fn words(&self, start: usize, end: usize) -> &'r str {
        let text = self.reading.report.text.as_str();
        self.offsets.span(start, end).map_or("", |span| &text[span.start..span.end])
    }

    /// Text that lies between sentences: space, and what is none.
    pub(crate) fn between(&self, start: usize, end: usize) -> Markup {
        const MOST: usize = 5_000;
        let shown = self.words(start, end.min(start + MOST));
        html! {
            (safe(shown))
            @if end > start + MOST { span.faint { " … " (end - start - MOST) " characters more, which hold no sentence" } }
        }
    }

    /// A sentence with its marks.
    pub(crate) fn sentence(&self, at: usize) -> Markup {
        let (sentence, marks) = (&self.reading.sentences[at], &self.marks[at]);
        let mut cuts: Vec<usize> =
            marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
        cuts.extend([sentence.start, sentence.end]);
        cuts.sort_unstable();
        cuts.dedup();
        html! {
            span.s id=(format!("s{at}")) {
                @for pair in cuts.windows(2) {
                    @let covering: Vec<&Mark> = marks.iter().filter(|m| m.range.start <= pair[0] && pair[1] <= m.range.end).collect();
                    (self.within(&covering, self.words(pair[0], pair[1])))
                    @for mark in covering.iter().rev().filter(|m| m.last && m.range.end == pair[1]) {
                        (self.end(mark))
                    }
                }
            }
        }
    }

    /// `words` within `marks`, outermost first. Only the innermost link is one:
    /// links do not nest.
    fn within(&self, marks: &[&Mark], words: &str) -> Markup {
        let Some((mark, inner)) = marks.split_first() else { return html! { (safe(words)) } };
        let linked = inner.iter().any(|m| matches!(m.kind, Kind::Cue | Kind::Event));
        let inside = self.within(inner, words);
        match mark.kind {
            Kind::Content => {
                html! { span class=(self.content_class(mark.record)) data-m=(claim_id(mark.record)) { (inside) } }
            }
            Kind::Source => {
                html! { span class=(format!("src v{}", self.color(mark.record))) { (inside) } }
            }
            Kind::Name => html! { span.name title=(self.told(mark.record)) { (inside) } },
            Kind::Cue if linked => {
                html! { span class=(format!("cue v{}", self.color(mark.record))) { (inside) } }
            }
            Kind::Cue => html! {
                a class=(format!("cue v{}", self.color(mark.record))) href=(format!("#{}", claim_id(mark.record))) { (inside) }
            },
            Kind::Event if linked => {
                html! { span class=(self.event_class(mark.record)) { (inside) } }
            }
            Kind::Event => html! {
                a class=(self.event_class(mark.record)) href=(format!("#{}", event_id(mark.record))) { (inside) }
            },
        }
    }

    /// The little link behind the last words of a claim or an event.
    fn end(&self, mark: &Mark) -> Markup {
        match mark.kind {
            Kind::Content => {
                let voice = &self.voices[self.of_claim[mark.record]];
                let id = claim_id(mark.record);
                html! { sup class=(format!("tag v{}", voice.color)) { a href=(format!("#{id}")) title=(voice.name) { (voice.letter) " " (id) } } }
            }
            Kind::Event => {
                let id = event_id(mark.record);
                let event = &self.reading.events[mark.record];
                html! { sup.tag.evtag { a href=(format!("#{id}")) title=(format!("{}, {}", event.event_type, event.status)) { (glyph(event.status)) (id) } } }
            }
            _ => html! {},
        }
    }

    fn color(&self, claim: usize) -> usize {
        self.voices[self.of_claim[claim]].color
    }

    fn content_class(&self, claim: usize) -> String {
        let (depth, color) = (self.depths[claim].min(3), self.color(claim));
        let claim = &self.reading.claims[claim];
        format!("c v{color} {} {} n{depth}", claim.certainty, claim.polarity)
    }

    fn event_class(&self, event: usize) -> String {
        format!("ev {}", self.reading.events[event].status)
    }

    fn told(&self, actor: usize) -> String {
        let actor = &self.reading.actors[actor];
        let codes = super::names::codes(actor);
        safe(&format!("{} {codes}", actor.name)).trim().to_owned()
    }
}

fn claim_id(index: usize) -> String {
    format!("c{}", index + 1)
}

fn event_id(index: usize) -> String {
    format!("e{}", index + 1)
}

/// How many claims each stands within. A ring, which no reading should hold,
/// is broken off.
fn depths(reading: &Reading) -> Vec<usize> {
    let outer = |at: usize| reading.claims.get(at).and_then(|claim| claim.within);
    let depth =
        |at: usize| std::iter::successors(outer(at), |id| outer(id.index())).take(8).count();
    (0..reading.claims.len()).map(depth).collect()
}

/// Sentences that stand in one paragraph, and the text they cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) sentences: Range<usize>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The paragraphs of a report: a line break between two sentences parts them,
/// and none is so long that it fills the page.
pub(crate) fn paragraphs(reading: &Reading) -> Vec<Paragraph> {
    const LONGEST: usize = 40;
    let offsets = Offsets::new(&reading.report.text);
    let all = offsets.code_point(reading.report.text.len());
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let begins = match paragraphs.last() {
            None => true,
            Some(last) if last.sentences.len() >= LONGEST => true,
            Some(_) => {
                let gap = offsets.span(reading.sentences[at - 1].end, sentence.start);
                gap.is_some_and(|gap| gap.of(&reading.report.text).contains('\n'))
            }
        };
        match paragraphs.last_mut() {
            Some(last) if !begins => last.sentences.end = at + 1,
            last => {
                if let Some(last) = last {
                    last.end = sentence.start;
                }
                let start = if at == 0 { 0 } else { sentence.start };
                paragraphs.push(Paragraph { sentences: at..at + 1, start, end: all });
            }
        }
    }
    paragraphs
}
