//! The page of a report: its text with what it says marked, and a margin that
//! lists what each sentence yields.

use super::layout;
use super::marks::{Marked, Paragraph, paragraphs};
use super::names::{self, Voice, voices};
use super::standing::{Standings, acts};
use super::text::{count, date_words, first_words, link_out, safe, when};
use super::{ladder, trace};
use crate::routes::{address, amendable};
use crate::visitor::Visitor;
use dateline_core::{Reading, Report};
use dateline_ledger::Moment;
use maud::{Markup, html};

/// Sentences on one page; longer texts have several.
const SENTENCES: usize = 300;

/// The page of a reading.
pub(crate) struct Page<'r> {
    reading: &'r Reading,
    voices: Vec<Voice>,
    of_claim: Vec<usize>,
    paragraphs: Vec<Paragraph>,
    standings: Standings,
    /// The story it is of.
    story: Option<i64>,
    /// Which part is shown, from 1, and how many there are.
    part: usize,
    parts: usize,
}

/// The headline, or what stands for it.
pub(crate) fn title(reading: &Reading) -> &str {
    reading.report.title.as_deref().unwrap_or("A report without a headline")
}

impl<'r> Page<'r> {
    /// The page of part `part`; None if there is no such part.
    pub(crate) fn new(
        reading: &'r Reading,
        standings: Standings,
        story: Option<i64>,
        part: usize,
    ) -> Option<Self> {
        let (voices, of_claim) = voices(reading);
        let mut paragraphs = paragraphs(reading);
        let parts = reading.sentences.len().div_ceil(SENTENCES).max(1);
        let first = (part - 1) * SENTENCES;
        paragraphs.retain(|p| (first..first + SENTENCES).contains(&p.sentences.start));
        (part <= parts).then_some(Self {
            reading,
            voices,
            of_claim,
            paragraphs,
            standings,
            story,
            part,
            parts,
        })
    }

    pub(crate) fn write(&self, visitor: &Visitor) -> Markup {
        let reading = self.reading;
        let marked = Marked::new(reading, &self.voices, &self.of_claim);
        html! {
            (self.head())
            @if !reading.sentences.is_empty() { (self.legend()) }
            div.report {
                @for paragraph in &self.paragraphs { (self.paragraph(&marked, paragraph, visitor)) }
            }
            @if reading.sentences.is_empty() {
                div.report { pre.published { (first_words(&reading.report.text, 100_000)) } }
            }
            (self.parts())
            @if !reading.agreements.is_empty() { section { h2 { "Agreements" } (ladder::agreements(reading)) } }
            @if !reading.deliveries.is_empty() { section { h2 { "Deliveries" } (ladder::deliveries(reading)) } }
            @if !reading.actors.is_empty() { (self.actors()) }
            @if !reading.notices.is_empty() {
                section.notices {
                    h2 { "Notices" }
                    ul { @for notice in &reading.notices { li { (safe(&notice.message)) } } }
                }
            }
        }
    }

    /// Who published it, when, where: above the text.
    fn head(&self) -> Markup {
        let report = &self.reading.report;
        html! {
            header.masthead {
                p.outlet {
                    (safe(report.outlet.as_deref().unwrap_or("Outlet unknown")))
                    @if let Some(section) = &report.section { span.faint { " · " (safe(section)) } }
                }
                p.meta {
                    (published(report))
                    @if !report.byline.is_empty() { " · by " (safe(&report.byline.join(", "))) }
                    @if let Some(place) = &report.dateline { " · " (safe(place)) }
                    " · " a href=(format!("/reports/{}/{}", report.id, report.version)) { "version " (report.version) }
                    @if report.version > 1 {
                        " (" a href=(format!("/reports/{}/diff?from={}&to={}", report.id, report.version - 1, report.version)) { "what changed since version " (report.version - 1) } ")"
                    }
                    @if let Some(story) = self.story { " · " a href=(format!("/stories/s{story}")) { "its story" } }
                    @if let Some(url) = &report.url { " · " (link_out(url)) }
                }
            }
        }
    }

    /// Who speaks, what the lines mean, and which layers are shown.
    fn legend(&self) -> Markup {
        let (own, all) = own_voice(self.reading);
        html! {
            aside.legend aria-label="Legend" {
                fieldset.layers {
                    legend { "Show" }
                    label { input #layer-claims type="checkbox" checked; " who says what" }
                    label { input #layer-events type="checkbox" checked; " events" }
                    label { input #layer-names type="checkbox"; " names" }
                    label { input #layer-own type="checkbox"; " the outlet’s own voice" }
                    label { input #layer-margin type="checkbox" checked; " margin" }
                }
                @if !self.voices.is_empty() {
                    ul.voices {
                        @for voice in self.voices.iter().take(24) {
                            li {
                                span class=(format!("tag v{}", voice.color)) { (voice.letter) } " "
                                a href=(format!("#c{}", voice.claims[0] + 1)) { (safe(&voice.name)) }
                                span.faint { " " (count(voice.claims.len() as u64, "claim")) }
                            }
                        }
                        @if self.voices.len() > 24 { li.faint { "and " (self.voices.len() - 24) " more" } }
                        li { span.faint { "the outlet’s own voice: " (own) " of " (all) " sentences" } }
                    }
                }
                p.lines {
                    span.c.v0.certain { "certain" } " "
                    span.c.v0.probable { "probable" } " "
                    span.c.v0.possible { "possible" } " "
                    span.c.v0.unstated { "not stated" }
                    " · events: ✓ occurred ▸ ongoing ○ planned ? possible ✗ negated"
                }
            }
        }
    }

    fn paragraph(&self, marked: &Marked, paragraph: &Paragraph, visitor: &Visitor) -> Markup {
        let report = &self.reading.report;
        let is_title = paragraph.start == 0 && report.title_len() > 0;
        // Each sentence with what lies before it.
        let mut at = paragraph.start;
        let mut pieces = Vec::new();
        for sentence in paragraph.sentences.clone() {
            let span = &self.reading.sentences[sentence];
            pieces.push((marked.between(at, span.start.max(at)), marked.sentence(sentence)));
            at = span.end.max(at);
        }
        let text = html! {
            @for (before, sentence) in &pieces { (before) (sentence) }
            (marked.between(at, paragraph.end.max(at)))
        };
        html! {
            div.para {
                @if is_title { h1.published { (text) } } @else { p.published { (text) } }
                div.margin {
                    @for sentence in paragraph.sentences.clone() {
                        (trace::yields(self.reading, &self.voices, &self.of_claim, sentence, visitor, &self.standings))
                    }
                }
            }
        }
    }

    fn parts(&self) -> Markup {
        let address = |part: usize| {
            let report = &self.reading.report;
            format!("/reports/{}/{}?part={part}", report.id, report.version)
        };
        html! {
            @if self.parts > 1 {
                nav.more aria-label="Parts of the text" {
                    @if self.part > 1 { a.button href=(address(self.part - 1)) rel="prev" { "Before" } " " }
                    "part " (self.part) " of " (self.parts)
                    @if self.part < self.parts { " " a.button href=(address(self.part + 1)) rel="next" { "After" } }
                }
            }
        }
    }

    fn actors(&self) -> Markup {
        html! {
            section {
                h2 { "Who is named" }
                table.rows {
                    thead { tr { th { "Name" } th { "Codes" } th { "Kind" } th { "Mentions" } th { "Known by" } } }
                    tbody {
                        @for actor in self.reading.actors.iter().take(200) {
                            tr id=(actor.id) {
                                td data-label="Name" {
                                    b { (safe(&actor.name)) }
                                    @if let Some(title) = &actor.title { div.faint { (safe(title)) } }
                                }
                                td data-label="Codes" { span.code { (names::codes(actor)) } }
                                td data-label="Kind" { (actor.kind) }
                                td data-label="Mentions" { (actor.mentions.len()) }
                                td data-label="Known by" { span.faint { (safe(&actor.by)) } }
                            }
                        }
                    }
                }
                @if self.reading.actors.len() > 200 { p.faint { "and " (self.reading.actors.len() - 200) " more in the JSON" } }
            }
        }
    }
}

fn published(report: &Report) -> Markup {
    html! {
        @match &report.published_at {
            Some(date) => { "published " (when(Some(date))) span.faint { " (" (found_in(report)) ")" } }
            None => { "undated" }
        }
    }
}

fn found_in(report: &Report) -> String {
    match report.published_from.as_str() {
        "given" => "as given".to_owned(),
        "url" => "from the address".to_owned(),
        "text" => "from the text".to_owned(),
        "meta" | "json-ld" => "from the page".to_owned(),
        other => date_words(other),
    }
}

/// How many sentences nobody is quoted for, and how many there are.
fn own_voice(reading: &Reading) -> (usize, usize) {
    // Claims stand in the text's order, but a content may begin before its cue.
    let mut contents: Vec<_> = reading.claims.iter().flat_map(|c| &c.content).collect();
    contents.sort_by_key(|content| content.start);
    let mut coming = contents.into_iter().peekable();
    let mut told = 0;
    let own = reading.sentences.iter().filter(|sentence| {
        while let Some(content) = coming.next_if(|content| content.start < sentence.end) {
            told = told.max(content.end);
        }
        told <= sentence.start
    });
    (own.count(), reading.sentences.len())
}

/// One record on a page of its own, with the means to amend it.
pub(crate) fn record_page(
    visitor: &Visitor,
    reading: &Reading,
    record: &str,
    standings: &Standings,
    life: &[Moment],
) -> Markup {
    let report = &reading.report;
    let whole = format!("{}/{}/{record}", report.id, report.version);
    let back = format!("/reports/{}/{}#{record}", report.id, report.version);
    layout::page(
        visitor,
        &format!("Record {record}"),
        html! {
            p.meta { "in " a href=(back) { (safe(title(reading))) } " · " (safe(report.outlet.as_deref().unwrap_or("outlet unknown"))) }
            (trace::whole(reading, record))
            @if life.len() > 1 {
            h2 { "Its life" }
            ol.journal { @for moment in life {
                li {
                    b class=(format!("did {}", moment.what)) { (moment.what) } " by " (safe(&moment.who)) span.faint { ", " (when(moment.when.as_deref())) }
                    " " a.quote href=(address(&moment.record)) { (first_words(&moment.text, 200)) }
                    div.faint { (first_words(&moment.reason, 200)) }
                }
            } }
        }
        h2 { "What people say of it" }
            (acts(visitor, &whole, standings.of_record(&whole)))
            @if visitor.edits() { (amend(visitor, &whole, record)) }
            p { a href=(format!("/corrections?of={whole}")) { "Its whole journal" } }
        },
    )
}

fn amend(visitor: &Visitor, whole: &str, record: &str) -> Markup {
    let fields = amendable(record);
    html! {
        @if !fields.is_empty() {
            h2 #amend { "Amend" }
            form.stack method="post" action="/correct" {
                (layout::token(visitor))
                input type="hidden" name="record" value=(whole);
                input type="hidden" name="action" value="amend";
                div.pair {
                    @for (name, known) in &fields {
                        label.field {
                            span { (name) }
                            @if known.is_empty() { input type="text" name=(format!("amend.{name}")) maxlength="200"; }
                            @else {
                                select name=(format!("amend.{name}")) {
                                    option value="" { "as it is" }
                                    @for value in known { option value=(value) { (value) } }
                                }
                            }
                        }
                    }
                }
                label.field.wide { span { "Why" } input type="text" name="note" maxlength="2000"; }
                button type="submit" { "Amend" }
            }
        }
    }
}
