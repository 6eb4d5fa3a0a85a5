//! Weapons, platforms, aid and goods in the words of a text, by the tables.

use crate::resolve::fold;
use dateline_annotate::Document;
use dateline_knowledge::{ArmsKind, ItemKind, Knowledge, Upos};
use std::ops::Range;

/// An item that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundItem<'k> {
    /// The words that the tables know: "Tomahawk cruise missiles".
    pub tokens: Range<usize>,
    /// The same with what stands before them: "the old Tomahawk cruise missiles".
    pub phrase: Range<usize>,
    /// The last of the words that says enough alone, with the first's name.
    pub item: &'k ItemKind,
    /// Its usual name, from whichever of its words has one.
    pub name: Option<&'k str>,
    /// Whether the words say enough: "Patriot" alone does not.
    pub sure: bool,
    /// The noun the item only describes: "missile test".
    pub describes: Option<usize>,
}

/// The items among some tokens of one sentence, in order.
pub fn items<'k>(
    document: &Document,
    tokens: Range<usize>,
    knowledge: &'k Knowledge,
) -> Vec<FoundItem<'k>> {
    let mut found: Vec<FoundItem> = Vec::new();
    for (words, item) in hits(document, tokens.clone(), knowledge) {
        match found.last_mut() {
            Some(before) if is_joined(document, before.tokens.end, words.start) => {
                before.tokens.end = words.end;
                before.name = before.name.or(item.name.as_deref());
                // A name makes sure what it stands with, and is made sure by it.
                before.sure |= item.alone || before.name.is_some();
                if item.alone || !before.item.alone {
                    before.item = item;
                }
            }
            _ => found.push(FoundItem {
                phrase: words.clone(),
                tokens: words,
                item,
                name: item.name.as_deref(),
                sure: item.alone,
                describes: None,
            }),
        }
    }
    for item in &mut found {
        let next = item.tokens.end;
        item.phrase.end = next;
        let noun = |t: usize| matches!(document.tokens[t].upos, Upos::Noun | Upos::Propn);
        item.describes = (next < tokens.end && noun(next)).then_some(next);
    }
    describe_together(document, &mut found);
    for item in &mut found {
        // What stands before "missile test" goes with the test.
        if item.describes.is_none() {
            item.phrase.start = start(document, tokens.start, item.tokens.start);
        }
    }
    assure(document, &mut found);
    found
}

/// "machine gun and grenade fire": both describe the fire.
fn describe_together(document: &Document, found: &mut [FoundItem]) {
    for i in (1..found.len()).rev() {
        let [before, item] = &mut found[i - 1..=i] else { continue };
        let between = &document.tokens[before.tokens.end..item.tokens.start];
        let joined = matches!(between, [word] if matches!(&*word.norm, "and" | "or"));
        let plural = document.tokens[before.tokens.end - 1].plural;
        if joined && !plural && before.describes.is_none() {
            before.describes = item.describes;
        }
    }
}

/// In a list of platforms every plural means platforms: "fighters, bombers and
/// tanker aircraft".
fn assure(document: &Document, found: &mut [FoundItem]) {
    let listed = |a: &FoundItem, b: &FoundItem| {
        let between = &document.tokens[a.tokens.end..b.phrase.start.max(a.tokens.end)];
        let links = |norm: &str| matches!(norm, "," | "and" | "or");
        a.item.kind == ArmsKind::Platform
            && b.item.kind == ArmsKind::Platform
            && !between.is_empty()
            && between.iter().all(|token| links(&token.norm))
    };
    let many = |item: &FoundItem| document.tokens[item.tokens.end - 1].norm.ends_with('s');
    for i in 1..found.len() {
        let [before, item] = &found[i - 1..=i] else { continue };
        let sure = before.sure && many(item) && listed(before, item);
        found[i].sure |= sure;
    }
    for i in (1..found.len()).rev() {
        let [before, item] = &found[i - 1..=i] else { continue };
        let sure = item.sure && many(before) && listed(before, item);
        found[i - 1].sure |= sure;
    }
}

/// The longest entries of the tables, left to right, none overlapping another.
fn hits<'k>(
    document: &Document,
    tokens: Range<usize>,
    knowledge: &'k Knowledge,
) -> Vec<(Range<usize>, &'k ItemKind)> {
    let (text, token_of) = fold(document, tokens);
    let mut hits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let first = token_of[at];
        let ends_token = |len: usize| token_of.get(at + len) != Some(&token_of[at + len - 1]);
        let known = knowledge.items.longest(&text[at..], ends_token).map(|(len, item)| {
            let last = token_of[at + len - 1];
            (first..last + 1, item)
        });
        let mut last = first;
        if let Some((words, item)) = known.filter(|(words, _)| is_item(document, words)) {
            last = words.end - 1;
            hits.push((words, item));
        }
        // On to the first piece of the next token.
        while at < text.len() && token_of[at] <= last {
            at += 1;
        }
    }
    hits
}

/// Whether words of the tables are meant so here: no verb ("arms the rebels"),
/// and no part of a longer word ("counter-drone", "weapons-grade").
fn is_item(document: &Document, words: &Range<usize>) -> bool {
    let token = &document.tokens[words.start];
    let single = words.len() == 1;
    let nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X);
    let hyphen = |t: Option<usize>| t.is_some_and(|t| is_hyphen(document, t));
    let bound = hyphen(words.start.checked_sub(1)) || hyphen(Some(words.end));
    (!single || nominal) && !bound
}

/// Whether a token is a hyphen with no blank around it.
fn is_hyphen(document: &Document, t: usize) -> bool {
    let spans = |t: usize| document.tokens.get(t).map(|token| token.span);
    let (Some(own), Some(next)) = (spans(t), spans(t + 1)) else { return false };
    let before = t.checked_sub(1).and_then(spans);
    matches!(document.words(own), "-" | "‐" | "‑")
        && own.end == next.start
        && before.is_some_and(|before| before.end == own.start)
}

/// Whether the words that end and begin here are one name.
fn is_joined(document: &Document, end: usize, start: usize) -> bool {
    end == start || (end + 1 == start && is_hyphen(document, end))
}

/// Where the phrase begins whose words of the tables begin at `from`: adjectives,
/// nouns and participles before them, and the article before those; not numbers.
fn start(document: &Document, least: usize, from: usize) -> usize {
    let upos = |t: usize| document.tokens[t].upos;
    let nominal = |t: usize| matches!(upos(t), Upos::Noun | Upos::Propn);
    let describes = |t: usize| {
        let before = t.checked_sub(1).filter(|&before| before >= least);
        match upos(t) {
            // "crews dropping bombs": after a noun it is what that noun does.
            Upos::Noun | Upos::Adj if document.tokens[t].norm.ends_with("ing") => {
                !before.is_some_and(nominal)
            }
            Upos::Adj | Upos::Noun | Upos::Propn => true,
            // "U.S.-led", "the captured tanks", not "has captured tanks".
            Upos::Verb => before.is_some_and(|before| {
                is_hyphen(document, before) || matches!(upos(before), Upos::Det | Upos::Num)
            }),
            _ => is_hyphen(document, t),
        }
    };
    let mut start = from;
    while start > least && describes(start - 1) {
        start -= 1;
    }
    let article =
        |t: usize| matches!(&*document.tokens[t].norm, "a" | "an" | "the" | "such" | "other");
    if start > least && article(start - 1) { start - 1 } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_annotate::annotate;
    use dateline_core::Report;

    fn phrases(text: &str) -> Vec<String> {
        let knowledge = Knowledge::embedded();
        let document = annotate(
            &Report::of_text(text),
            &knowledge,
            &dateline_annotate::model::Model::embedded(),
        );
        let found = items(&document, 0..document.tokens.len(), &knowledge);
        let sure = found.into_iter().filter(|item| item.sure);
        sure.map(|item| document.words(document.span(item.phrase)).to_owned()).collect()
    }

    #[test]
    fn a_phrase_holds_what_describes_the_item_but_no_number() {
        assert_eq!(
            phrases("Peru sent 24 old Leopard tanks, the F-16s and a heavy machine gun."),
            ["old Leopard tanks", "the F-16s", "a heavy machine gun"]
        );
    }

    #[test]
    fn what_only_describes_a_use_takes_no_adjectives_of_it() {
        assert_eq!(
            phrases("They came under sustained machine gun and grenade fire."),
            ["machine gun", "grenade"]
        );
    }

    #[test]
    fn words_of_other_meanings_need_a_word_beside_them() {
        assert!(phrases("The Patriot Act angered fighters.").is_empty());
        assert_eq!(phrases("Spain sent Patriot batteries."), ["Patriot batteries"]);
        assert_eq!(
            phrases("It lost fighters, bombers and helicopters."),
            ["fighters", "bombers", "helicopters"]
        );
    }

    #[test]
    fn parts_of_longer_words_are_no_items() {
        assert!(phrases("Weapons-grade uranium; counter-drone training.").is_empty());
    }
}
