//! Cues: the words that mark an attribution, with their auxiliaries, negation
//! and adverbs.

use super::page::Page;
use dateline_knowledge::{Complement, ReportingCue, Upos, VerbForm};
use std::ops::Range;

/// How a cue is built, which decides where source and content stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// "has argued"
    Finite,
    /// ", adding that"
    Gerund,
    /// "is said to"
    Raised,
    /// "was told that", "it is believed that": the speaker is left out.
    Passive,
    /// "the claim that"
    Noun,
    /// "reportedly"
    Adverb,
    /// "according to"
    Phrase,
    /// "Minister: ...", in a headline
    Colon,
}

/// A cue in the text.
#[derive(Debug, Clone)]
pub(crate) struct Cue<'k> {
    pub(crate) row: &'k ReportingCue,
    pub(crate) tokens: Range<usize>,
    /// The verb or noun itself.
    pub(crate) head: usize,
    pub(crate) build: Build,
}

/// The cues of a sentence, in order.
pub(crate) fn find<'a>(page: &Page<'a>, sentence: Range<usize>) -> Vec<Cue<'a>> {
    let mut cues: Vec<Cue> = Vec::new();
    for t in sentence.clone() {
        if cues.last().is_some_and(|cue| t < cue.tokens.end) {
            continue;
        }
        let cue = phrase(page, &sentence, t)
            .or_else(|| verb(page, &sentence, t))
            .or_else(|| noun(page, &sentence, t));
        cues.extend(cue);
    }
    cues
}

/// "according to", "reportedly".
fn phrase<'a>(page: &Page<'a>, sentence: &Range<usize>, t: usize) -> Option<Cue<'a>> {
    let row = page
        .knowledge
        .reporting
        .phrases(page.norm(t))
        .iter()
        .find(|row| follows(page, row, t + 1, sentence.end).is_some())?;
    let end = follows(page, row, t + 1, sentence.end)?;
    let build = match page.norm(t) {
        ":" if sentence.start == 0 || is_title(page, t) || introduces(page, sentence, t) => {
            Build::Colon
        }
        ":" => return None,
        _ if end == t + 1 => Build::Adverb,
        _ => Build::Phrase,
    };
    Some(Cue { row, tokens: t..end, head: t, build })
}

/// "Ana Ruiz, a nurse: “We have no beds.”"
fn introduces(page: &Page, sentence: &Range<usize>, colon: usize) -> bool {
    page.quotations.opening_at(colon + 1).is_some()
        && !(sentence.start..colon).any(|t| page.is_finite(t))
}

fn is_title(page: &Page, t: usize) -> bool {
    page.document.sentences.get(page.document.sentence_of(t)).is_some_and(|s| s.title)
}

/// Where a cue ends whose words after the first stand at `from`.
fn follows(page: &Page, row: &ReportingCue, from: usize, end: usize) -> Option<usize> {
    let mut t = from;
    for word in row.particle() {
        if t >= end || page.norm(t) != word {
            return None;
        }
        t += 1;
    }
    Some(t)
}

fn verb<'a>(page: &Page<'a>, sentence: &Range<usize>, t: usize) -> Option<Cue<'a>> {
    if t > sentence.start && is_determiner(page.norm(t - 1)) || page.is_attributive(t) {
        return None;
    }
    let (lemma, form) = match page.token(t) {
        token if token.upos == Upos::Verb => (token.lemma.as_str(), token.verb_form),
        _ => closing(page, sentence, t).or_else(|| plural(page, sentence, t))?,
    };
    let rows = page.knowledge.reporting.verbs(lemma);
    let mut row = rows.iter().find(|row| follows(page, row, t + 1, sentence.end).is_some())?;
    let mut end = follows(page, row, t + 1, sentence.end)?;
    let mut start = group_start(page, sentence.start, t);
    let group = start..t;
    let is_passive = group.clone().any(|g| is_be(page.norm(g)));
    let build = match form {
        Some(VerbForm::Ing) if is_passive => Build::Finite,
        // "quoted the envoy as saying"
        Some(VerbForm::Ing) if start > sentence.start && page.norm(start - 1) == "as" => {
            start -= 1;
            Build::Finite
        }
        Some(VerbForm::Ing) => gerund(page, sentence.start, start)?,
        Some(VerbForm::Participle | VerbForm::Past) if is_passive => {
            let next = if end < sentence.end { page.norm(end) } else { "" };
            match next {
                // "was quoted as saying": the saying counts.
                "as" if page.is(end + 1, sentence.end, &["saying", "telling", "warning"]) => {
                    let said = page.knowledge.verbs.readings(page.norm(end + 1)).first()?;
                    row = page.knowledge.reporting.verbs(&said.lemma).last()?;
                    end += 2;
                    Build::Finite
                }
                "to" if row.takes(Complement::Passive) => Build::Raised,
                "that" if row.takes(Complement::That) => Build::Passive,
                "whether" | "if" | "how" | "why" | "what" if row.takes(Complement::Wh) => {
                    Build::Passive
                }
                _ => return None,
            }
        }
        // "Asked whether", "when asked about"
        Some(VerbForm::Participle | VerbForm::Past)
            if (start == sentence.start || page.is(start - 1, t, &["when", "if", "while"]))
                && page.is(
                    end,
                    sentence.end,
                    &["whether", "if", "about", "how", "why", "what"],
                ) =>
        {
            Build::Passive
        }
        _ if start > sentence.start && page.norm(start - 1) == "to" => {
            start = carrier(page, sentence.start, start - 1)?;
            Build::Finite
        }
        _ => Build::Finite,
    };
    Some(Cue { row, tokens: start..end, head: t, build })
}

/// "..., the paper reports.": a verb of saying that closes its sentence after a
/// comma or quotation, where a tag can miss it.
fn closing<'a>(
    page: &Page<'a>,
    sentence: &Range<usize>,
    t: usize,
) -> Option<(&'a str, Option<VerbForm>)> {
    /// How long the source may be.
    const REACH: usize = 6;
    let ends = t + 1 == sentence.end || page.is(t + 1, sentence.end, &[".", ",", "!", "?"]);
    // "which engineers say will fail"
    let parts = t + 1 < sentence.end && page.upos(t + 1) == Upos::Aux;
    if !ends && !parts {
        return None;
    }
    let readings = page.knowledge.verbs.readings(page.norm(t));
    let reading = readings.iter().find(|r| {
        matches!(r.form, VerbForm::Third | VerbForm::Past | VerbForm::Base)
            && page.knowledge.reporting.verbs(&r.lemma).iter().any(|c| c.takes(Complement::Quote))
    })?;
    let from = sentence.start.max(t.saturating_sub(REACH));
    let mark = (from..t).rev().find(|&u| match parts {
        true => page.is(u, t, &["which", "what", "who"]),
        false => page.is_comma(u) || page.quotations.closing_at(u).is_some(),
    })?;
    let named = mark + 1 < t && (mark + 1..t).all(|u| page.upos(u) != Upos::Verb);
    named.then_some((reading.lemma.as_str(), Some(reading.form)))
}

/// "aides say the road": after a plural a verb of saying that is no noun of
/// saying as well.
fn plural<'a>(
    page: &Page<'a>,
    sentence: &Range<usize>,
    t: usize,
) -> Option<(&'a str, Option<VerbForm>)> {
    let subject = t.checked_sub(1).filter(|&s| s >= sentence.start)?;
    let many = match page.upos(subject) {
        Upos::Noun => page.token(subject).lemma != page.token(subject).norm,
        Upos::Num => true,
        _ => false,
    };
    let readings = page.knowledge.verbs.readings(page.norm(t));
    let reading = readings.iter().find(|r| {
        let rows = page.knowledge.reporting.verbs(&r.lemma);
        r.form == VerbForm::Base
            && page.knowledge.reporting.noun(&r.lemma).is_none()
            && rows.iter().any(|row| row.takes(Complement::That))
    })?;
    (many && page.opens_phrase(t + 1, sentence.end))
        .then_some((reading.lemma.as_str(), Some(VerbForm::Base)))
}

/// The first auxiliary, negation or adverb of the verb group that ends in `t`.
fn group_start(page: &Page, from: usize, t: usize) -> usize {
    let mut start = t;
    while start > from {
        let belongs = match page.upos(start - 1) {
            Upos::Aux => true,
            // A capital makes it a name: "Kelly", "Molly".
            Upos::Adv => {
                !page.is(start - 1, t, &["where", "when", "here", "there", "home"])
                    && !page.token(start - 1).is_capitalised(&page.document.text)
            }
            Upos::Part => page.norm(start - 1).starts_with('n'),
            _ => false,
        };
        if !belongs {
            break;
        }
        start -= 1;
    }
    start
}

/// "went on to say", "continued to insist": the start of the whole.
fn carrier(page: &Page, from: usize, to: usize) -> Option<usize> {
    let verb = match to.checked_sub(1)? {
        on if page.norm(on) == "on" => on.checked_sub(1)?,
        verb => verb,
    };
    let carries = matches!(page.token(verb).lemma.as_str(), "go" | "continue" | "begin");
    (carries && verb >= from).then(|| group_start(page, from, verb))
}

/// A gerund attributes after a comma or conjunction, or right after its
/// subject ("with officials warning that").
fn gerund(page: &Page, from: usize, start: usize) -> Option<Build> {
    if start == from {
        return Some(Build::Gerund);
    }
    match page.upos(start - 1) {
        Upos::Noun | Upos::Propn => Some(Build::Finite),
        Upos::Punct | Upos::Cconj => Some(Build::Gerund),
        _ => {
            page.is(start - 1, start, &["while", "by", "before", "after"]).then_some(Build::Gerund)
        }
    }
}

/// "the claim that", "a warning from the ministry that".
fn noun<'a>(page: &Page<'a>, sentence: &Range<usize>, t: usize) -> Option<Cue<'a>> {
    let token = page.token(t);
    if token.upos != Upos::Noun {
        return None;
    }
    let row = page.knowledge.reporting.noun(&token.lemma)?;
    if row.takes(Complement::To) && page.is(t + 1, sentence.end, &["to"]) {
        return Some(Cue { row, tokens: t..t + 1, head: t, build: Build::Noun });
    }
    let content = noun_content(page, t + 1, sentence.end)?;
    // "the report that he wrote" names no content: a clause has its own subject.
    let after = content + 1;
    let subject = page.opens_phrase(after, sentence.end)
        || after + 1 < sentence.end && page.upos(after + 1) == Upos::Aux;
    subject.then(|| Cue { row, tokens: t..t + 1, head: t, build: Build::Noun })
}

/// Where "that" stands after a noun and, perhaps, "by somebody".
pub(crate) fn noun_content(page: &Page, from: usize, end: usize) -> Option<usize> {
    /// How long the speaker's phrase may be.
    const REACH: usize = 12;
    if page.is(from, end, &["that"]) {
        return Some(from);
    }
    if !page.is(from, end, &["by", "from", "of"]) {
        return None;
    }
    let stop = end.min(from + REACH);
    let that = (from + 1..stop)
        .take_while(|&t| page.upos(t) != Upos::Verb && page.upos(t) != Upos::Aux)
        .find(|&t| page.norm(t) == "that")?;
    Some(that)
}

fn is_be(norm: &str) -> bool {
    matches!(
        norm,
        "be" | "am" | "is" | "are" | "was" | "were" | "been" | "being" | "'s" | "'re" | "'m"
    )
}

/// After these a word is a noun, whatever its tag: "its promises".
fn is_determiner(norm: &str) -> bool {
    matches!(norm, "my" | "our" | "your" | "his" | "her" | "its" | "their" | "the" | "a" | "an")
}
