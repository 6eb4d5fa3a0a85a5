//! Has the model analyse what the gold holds.

use crate::gold::{GoldFile, conllu, names as gold_names, treebank};
use crate::run::{Clock, Run};
use crate::score::entities::{Scorer as EntityScorer, Typed};
use crate::score::parse::{Scorer as ParseScorer, gold_nodes, our_nodes};
use crate::score::{tally::Scores, tokens as token_scores};
use crate::{EvalError, outcome::Case};
use dateline_annotate::model::{Analysis, MentionForm, Model};
use dateline_annotate::{annotate, split, tokenize};
use dateline_core::Report;
use dateline_knowledge::ArmsKind;
use dateline_read::{Reader, items};
use std::collections::HashMap;
use std::ops::Range;

/// Scores tags, lemmas and trees: of the gold's own words, or of ours.
pub(crate) fn parse(file: &GoldFile, model: &Model, raw: bool) -> Result<Run, EvalError> {
    let sentences = treebank::read(file)?;
    let mut clock = Clock::default();
    let mut scorer = ParseScorer::default();
    let mut scores = Scores::default();
    if raw {
        let mut tokens = token_scores::Scorer::default();
        let mut rest = sentences.as_slice();
        for document in conllu::read(file)? {
            let (gold, later) = rest.split_at(document.sentences.len().min(rest.len()));
            rest = later;
            let text = &document.text;
            let (words, ranges) = clock.measure(|| {
                let words = tokenize(text);
                let ranges = split(text, &words);
                (words, ranges)
            });
            let forms: Vec<&str> = words.iter().map(|span| span.of(text)).collect();
            let cut: Vec<&[&str]> = ranges.iter().map(|range| &forms[range.clone()]).collect();
            let analyses = clock.measure(|| model.analyse_all(&cut));
            clock.words += forms.len();
            tokens.add(&document, &words, &ranges);
            let places: HashMap<_, _> =
                document.words.iter().enumerate().map(|(i, &span)| (span, i)).collect();
            let partner: Vec<_> = words.iter().map(|span| places.get(span).copied()).collect();
            scorer.add(&gold_nodes(gold), &our_nodes(&forms, &analyses), &partner);
        }
        scores = tokens.scores();
    } else {
        for sentence in &sentences {
            let forms = forms_of(sentence);
            let analysis = [clock.measure(|| model.analyse(&forms))];
            clock.words += forms.len();
            let partner: Vec<_> = (0..forms.len()).map(Some).collect();
            let gold = gold_nodes(std::slice::from_ref(sentence));
            scorer.add(&gold, &our_nodes(&forms, &analysis), &partner);
        }
    }
    scores.extend(scorer.scores());
    Ok(Run { items: sentences.len(), scores, clock, cases: scorer.cases })
}

fn forms_of(sentence: &treebank::Sentence) -> Vec<&str> {
    sentence.words.iter().map(|word| word.form.as_str()).collect()
}

/// Scores mentions and names against GUM's CoNLL-U, IOB2, or JSON lines.
pub(crate) fn entities(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let model = reader.model();
    let first = file.text.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    match first {
        Some(line) if line.starts_with(['{', '[']) => texts(file, reader),
        Some(line) if line.split('\t').count() == 10 => treebank_entities(file, model),
        _ => iob2(file, model),
    }
}

/// GUM: names and noun phrases count together, pronouns apart.
fn treebank_entities(file: &GoldFile, model: &Model) -> Result<Run, EvalError> {
    let sentences = treebank::read(file)?;
    let mut clock = Clock::default();
    let [mut mentions, mut named, mut all]: [EntityScorer; 3] = Default::default();
    for sentence in &sentences {
        let forms = forms_of(sentence);
        let analysis = clock.measure(|| model.analyse(&forms));
        clock.words += forms.len();
        let show = |words: Range<usize>| forms[words].join(" ");
        let gold = |wanted: &dyn Fn(&str) -> bool| -> Vec<Typed> {
            let of = sentence.entities.iter().filter(|entity| wanted(sentence.tag(entity)));
            of.map(|entity| (entity.words.clone(), entity.kind.as_str())).collect()
        };
        let ours = |wanted: &dyn Fn(MentionForm) -> bool| -> Vec<Typed> {
            let of = analysis.mentions.iter().filter(|mention| wanted(mention.form));
            of.map(|mention| (mention.words.clone(), mention.kind)).collect()
        };
        let pronoun = |tag: &str| matches!(tag, "PRON" | "DET");
        mentions.add(&gold(&|tag| !pronoun(tag)), &ours(&|f| f != MentionForm::Pronoun), show);
        named.add(&gold(&|tag| tag == "PROPN"), &ours(&|f| f == MentionForm::Name), show);
        all.add(&gold(&|_| true), &ours(&|_| true), show);
    }
    let mut scores = Scores::default();
    mentions.write("mentions", &mut scores);
    named.write("names", &mut scores);
    all.write("with_pronouns", &mut scores);
    Ok(Run { items: sentences.len(), scores, clock, cases: mentions.cases })
}

fn iob2(file: &GoldFile, model: &Model) -> Result<Run, EvalError> {
    let sentences = gold_names::iob2(file)?;
    let labels = sentences.iter().flat_map(|s| &s.names).map(|(_, label)| label.as_str());
    let kinds = kinds(labels);
    let mut clock = Clock::default();
    let mut scorer = EntityScorer::default();
    for sentence in &sentences {
        let forms: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        let analysis = clock.measure(|| model.analyse(&forms));
        clock.words += forms.len();
        let gold: Vec<Typed> = sentence.names.iter().filter_map(typed).collect();
        let ours = names(&analysis, &kinds);
        scorer.add(&gold, &ours, |words| forms[words].join(" "));
    }
    Ok(names_run(sentences.len(), scorer, clock))
}

/// Texts: names by the model, and weapons and platforms by the tables.
fn texts(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let model = reader.model();
    let texts: Vec<(usize, gold_names::Text)> = file.records()?;
    let labels = texts.iter().flat_map(|(_, t)| &t.entities).map(|(_, _, label)| label.as_str());
    let armed = labels.clone().any(|label| gold_names::arms(label).is_some());
    let kinds = kinds(labels);
    let mut clock = Clock::default();
    let [mut scorer, mut weapons]: [EntityScorer; 2] = Default::default();
    for (line, gold) in &texts {
        let text = &gold.text;
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let place = |at: usize| {
            let known = bytes.get(at).copied();
            known.ok_or_else(|| file.problem(*line, "an entity ends behind the text"))
        };
        let (mut wanted, mut armed_gold): (Vec<Typed>, Vec<Typed>) = Default::default();
        for (from, to, label) in &gold.entities {
            let range = place(*from)?..place(*to)?;
            wanted.extend(gold_names::kind(label).map(|kind| (range.clone(), kind)));
            armed_gold.extend(gold_names::arms(label).map(|kind| (range, kind)));
        }
        let mut ours: Vec<Typed> = Vec::new();
        let (spans, ranges) = clock.measure(|| {
            let spans = tokenize(text);
            let ranges = split(text, &spans);
            (spans, ranges)
        });
        let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        let cut: Vec<&[&str]> = ranges.iter().map(|range| &forms[range.clone()]).collect();
        let analyses = clock.measure(|| model.analyse_all(&cut));
        clock.words += forms.len();
        for (range, analysis) in ranges.iter().zip(&analyses) {
            for (words, kind) in names(analysis, &kinds) {
                let from = spans[range.start + words.start].start;
                ours.push((from..spans[range.start + words.end - 1].end, kind));
            }
        }
        let show = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        scorer.add(&wanted, &ours, show);
        if armed {
            weapons.add(&armed_gold, &clock.measure(|| arms(text, reader)), show);
        }
    }
    scorer.cases.append(&mut weapons.cases);
    let mut run = names_run(texts.len(), scorer, clock);
    weapons.write_as("weapons", "weapons", &mut run.scores);
    Ok(run)
}

/// Weapons and platforms of a text, by its bytes. A general word that only
/// describes persons or things ("mortar teams") is none, but in use it is one
/// ("mortar fire").
fn arms(text: &str, reader: &Reader) -> Vec<Typed<'static>> {
    let knowledge = reader.knowledge();
    let document = annotate(&Report::of_text(text), knowledge, reader.model());
    let sentences = document.sentences.iter().map(|sentence| sentence.tokens.clone());
    let found = sentences.flat_map(|tokens| items(&document, tokens, knowledge));
    let in_use = |noun: usize| knowledge.classes.has("weapon_use", &document.tokens[noun].lemma);
    found
        .filter(|item| item.sure)
        .filter(|item| item.name.is_some() || item.describes.is_none_or(in_use))
        .filter_map(|item| {
            let kind = match item.item.kind {
                ArmsKind::Weapon => "weapon",
                ArmsKind::Platform => "platform",
                ArmsKind::Other => return None,
            };
            let span = document.span(item.phrase);
            Some((span.start..span.end, kind))
        })
        .collect()
}

fn names_run(items: usize, scorer: EntityScorer, clock: Clock) -> Run {
    let mut scores = Scores::default();
    scorer.write("names", &mut scores);
    let cases: Vec<Case> = scorer.cases;
    Run { items, scores, clock, cases }
}

/// Our kinds that a gold knows; names of others are not held against us.
fn kinds<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let mut kinds: Vec<_> = labels.filter_map(gold_names::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn typed((words, label): &(Range<usize>, String)) -> Option<Typed<'static>> {
    Some((words.clone(), gold_names::kind(label)?))
}

fn names<'m>(analysis: &Analysis<'m>, kinds: &[&str]) -> Vec<Typed<'m>> {
    let known = analysis.names.iter().filter(|name| kinds.contains(&name.kind));
    known.map(|name| (name.words.clone(), name.kind)).collect()
}
