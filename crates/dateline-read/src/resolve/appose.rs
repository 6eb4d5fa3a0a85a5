//! Names and the titles beside them: "Ana Ruiz, an analyst at the bank,",
//! "the finance minister, Ana Ruiz,".

use super::compose::Composer;
use super::sketch::{Sketch, Who, extend};
use dateline_annotate::Document;
use dateline_core::ActorKind;
use std::ops::Range;

/// The longest title taken, in tokens.
const LONGEST: usize = 40;

/// Ties names to titles: the name takes country, sectors and title over. For
/// each mention that is such a title, the mention of the name.
pub(super) fn appose(composer: &Composer, sketches: &mut [Sketch]) -> Vec<Option<usize>> {
    let document = composer.document;
    let mut name_of = vec![None; sketches.len()];
    for i in 0..sketches.len() {
        let Some(n) = after_comma(document, sketches, i) else { continue };
        if is_name(&sketches[i]) && is_office(&sketches[n]) {
            let title = title_from(document, sketches[n].tokens.start);
            give(sketches, i, n, document.words(document.span(title)));
            for (office, name) in name_of.iter_mut().enumerate().take(n + 1).skip(i + 1) {
                // Not the possessor in "Chile's finance minister".
                if sketches[office].tokens.start == sketches[n].tokens.start && office == n {
                    *name = Some(i);
                }
            }
        } else if is_office(&sketches[i]) && is_name(&sketches[n]) {
            let next = document.tokens.get(sketches[n].tokens.end).map_or("", |t| t.norm.as_str());
            if matches!(next, "," | "." | ")" | "") {
                let title = composer.bare_text(sketches[i].tokens.clone());
                give(sketches, n, i, &title);
                name_of[i] = Some(n);
            }
        }
    }
    name_of
}

fn is_name(sketch: &Sketch) -> bool {
    sketch.kind == ActorKind::Person
}

fn is_office(sketch: &Sketch) -> bool {
    sketch.kind == ActorKind::Unnamed && sketch.noun.is_some()
}

/// The longest mention that begins after the comma behind mention `i`.
fn after_comma(document: &Document, sketches: &[Sketch], i: usize) -> Option<usize> {
    let comma = end_of(&sketches[i], document);
    if document.tokens.get(comma)?.norm != "," {
        return None;
    }
    (i + 1..sketches.len())
        .take_while(|&n| sketches[n].tokens.start <= comma + 1)
        .filter(|&n| sketches[n].tokens.start == comma + 1)
        .last()
}

/// Where the phrase ends with what belongs to its head: "an official of the
/// ministry".
fn end_of(sketch: &Sketch, document: &Document) -> usize {
    if !is_office(sketch) {
        return sketch.tokens.end;
    }
    let tokens = sketch.tokens.end..document.tokens.len().min(sketch.tokens.end + LONGEST);
    let ends = |t: &usize| {
        let norm = document.tokens[*t].norm.as_str();
        matches!(norm, "," | "." | ";" | ":" | "(" | ")" | "who")
            || document.tokens[*t].verb_form.is_some()
    };
    let start = tokens.end;
    tokens.into_iter().find(ends).unwrap_or(start)
}

/// The title that begins at `start`: up to the comma, or whatever ends it.
fn title_from(document: &Document, start: usize) -> Range<usize> {
    let sentence = &document.sentences[document.sentence_of(start)];
    let limit = sentence.tokens.end.min(start + LONGEST);
    let ends = |t: &usize| {
        matches!(
            document.tokens[*t].norm.as_str(),
            "," | "." | ";" | ":" | "(" | ")" | "who" | "\"" | "“" | "”" | "—" | "–"
        )
    };
    start..(start..limit).find(ends).unwrap_or(limit)
}

fn give(sketches: &mut [Sketch], name: usize, office: usize, title: &str) {
    let given = sketches[office].clone();
    let named = &mut sketches[name];
    named.title = Some(title.to_owned());
    named.noun = named.noun.take().or(given.noun);
    named.female = named.female.or(given.female);
    if !matches!(named.who, Who::Person(_)) {
        if let Who::Surname(name) = &named.who {
            named.who = Who::Name(name.clone());
        }
        named.country = named.country.or(given.country);
        extend(&mut named.sectors, &given.sectors);
        named.confidence = named.confidence.max(0.85);
        named.by = format!("apposition, {}", given.by);
    }
}
