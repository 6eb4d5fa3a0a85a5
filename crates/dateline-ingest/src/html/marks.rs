//! Marks of a text: the agency it comes from, notes on corrections, barriers.

use super::facts::Facts;

/// Agencies, by the names they are credited under; the first is kept.
const AGENCIES: [&[&str]; 26] = [
    &["Reuters", "Thomson Reuters"],
    &["AP", "Associated Press", "The Associated Press"],
    &["AFP", "Agence France-Presse", "Agence France Presse"],
    &["dpa", "Deutsche Presse-Agentur", "dpa international"],
    &["EFE", "Agencia EFE"],
    &["ANSA"],
    &["Xinhua", "Xinhua News Agency"],
    &["TASS"],
    &["RIA Novosti", "RIA"],
    &["Interfax"],
    &["UPI", "United Press International"],
    &["Kyodo", "Kyodo News"],
    &["Jiji Press", "Jiji"],
    &["PTI", "Press Trust of India"],
    &["ANI"],
    &["IANS"],
    &["PA", "PA Media", "Press Association"],
    &["Yonhap", "Yonhap News Agency"],
    &["Anadolu", "Anadolu Agency", "AA"],
    &["APA", "Austria Presse Agentur"],
    &["NTB"],
    &["Ritzau"],
    &["Bernama"],
    &["Antara"],
    &["Prensa Latina"],
    &["Canadian Press", "The Canadian Press"],
];

/// The agency that `name` is a name of.
pub(super) fn agency_named(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_start_matches('©').trim();
    let is_it = |known: &&str| {
        // Short names are told from words by their capitals.
        if known.len() <= 4 { **known == *name } else { known.eq_ignore_ascii_case(name) }
    };
    AGENCIES.iter().find(|names| names.iter().any(is_it)).map(|names| names[0])
}

/// The agency that a text is credited to: in its dateline, by those who sign, or
/// in its last lines.
pub(super) fn agency(paragraphs: &[String], signed: &[String], facts: &Facts) -> Option<String> {
    let dateline = || paragraphs.iter().take(3).find_map(|line| in_dateline(line));
    let signers = || {
        let described = facts.article.authors.iter();
        signed.iter().chain(described).chain(&facts.bylines).find_map(|n| in_credit(n))
    };
    let meta = || {
        facts
            .meta_of(&[
                "article:source",
                "syndication-source",
                "original-source",
                "source",
                "dc.source",
            ])
            .and_then(agency_named)
    };
    let last = || paragraphs.iter().rev().take(4).find_map(|line| in_last_line(line));
    dateline().or_else(signers).or_else(meta).or_else(last).map(str::to_owned)
}

/// "HAVANA, Oct. 9 (Reuters) - Cuba said"
fn in_dateline(line: &str) -> Option<&'static str> {
    let head: String = line.chars().take(90).collect();
    let (before, rest) = head.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let dashed = after.trim_start().starts_with(['-', '–', '—']);
    (dashed && before.len() < 60).then(|| name.split('/').find_map(agency_named)).flatten()
}

/// "By Jane Doe, Associated Press"
fn in_credit(text: &str) -> Option<&'static str> {
    text.split([',', '|', '/', '(', ')', '•']).flat_map(|part| part.split(" and ")).find_map(
        |part| {
            let part = part.trim();
            let part = part.strip_prefix("By ").or(part.strip_prefix("by ")).unwrap_or(part);
            agency_named(part)
        },
    )
}

/// "(Reporting by Jane Doe; editing by John Roe)", "Source: AFP", "AP"
fn in_last_line(line: &str) -> Option<&'static str> {
    if line.len() > 300 {
        return None;
    }
    let line = line.trim_matches(['(', ')', '[', ']', '.', ' ', '-', '—', '–']);
    let low = line.to_lowercase();
    if low.starts_with("reporting by") && low.contains("editing by") {
        return Some("Reuters");
    }
    let labels = ["source:", "sources:", "credit:", "with inputs from", "via"];
    match labels.iter().find(|label| low.starts_with(**label)) {
        Some(label) => in_credit(line.get(label.len()..)?),
        None => agency_named(line),
    }
}

/// How notes begin that say what was changed.
const NOTES: [&str; 14] = [
    "correction:",
    "corrections:",
    "correction (",
    "corrected:",
    "clarification:",
    "update:",
    "updated:",
    "editor's note:",
    "editor’s note:",
    "editors' note:",
    "editors’ note:",
    "an earlier version of this",
    "a previous version of this",
    "this article was amended on",
];
/// And how they go on within.
const WITHIN: [&str; 6] = [
    "an earlier version of this",
    "a previous version of this",
    "this article was amended",
    "this story has been corrected",
    "this story has been updated",
    "this article has been corrected",
];

/// Notes on corrections and updates.
pub(super) fn corrections(paragraphs: &[String]) -> Vec<String> {
    let is_note = |text: &&String| {
        let low: String = text.chars().take(400).collect::<String>().to_lowercase();
        NOTES.iter().any(|start| low.starts_with(start))
            || text.len() < 600 && WITHIN.iter().any(|words| low.contains(words))
    };
    paragraphs.iter().filter(is_note).cloned().collect()
}

/// What barriers say.
const BARRIERS: [&str; 12] = [
    "subscribe to continue reading",
    "subscribe to read",
    "to continue reading",
    "this article is for subscribers",
    "this content is for subscribers",
    "already a subscriber?",
    "log in to continue",
    "sign in to continue",
    "register to read",
    "unlock this article",
    "become a member to read",
    "for subscribers only",
];

/// Whether only a part of the text is there: the page says so, or little text
/// ends at a barrier. Sentences of the barrier are taken out.
pub(super) fn paywalled(paragraphs: &mut Vec<String>, facts: &Facts) -> bool {
    let tier = facts.meta_of(&["article:content_tier", "og:article:content_tier"]);
    let said =
        facts.article.free == Some(false) || tier.is_some_and(|t| t == "locked" || t == "metered");
    let before = paragraphs.len();
    let is_barrier = |text: &String| {
        let low = text.to_lowercase();
        text.len() < 240 && BARRIERS.iter().any(|words| low.contains(words))
    };
    paragraphs.retain(|text| !is_barrier(text));
    let little = paragraphs.iter().map(String::len).sum::<usize>() < 1500;
    said || little && (facts.barrier || paragraphs.len() < before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn credits_of_agencies() {
        let none = Facts::default();
        for (text, signed, name) in [
            (&["HAVANA, Oct. 9 (Reuters) - Cuba said."][..], &[][..], Some("Reuters")),
            (&["Cuba said."], &["Jane Doe", "Associated Press"], Some("AP")),
            (&["Cuba said.", "(Reporting by Jane Doe; editing by John Roe)"], &[], Some("Reuters")),
            (&["Cuba said.", "Source: AFP"], &[], Some("AFP")),
            (&["Cuba (AP) is an island.", "The agency said pa."], &["Ann Poe"], None),
        ] {
            assert_eq!(agency(&lines(text), &lines(signed), &none).as_deref(), name, "{text:?}");
        }
    }

    #[test]
    fn notes_and_barriers() {
        let text = lines(&["The port opened.", "Correction: An earlier version misspelt Lima."]);
        assert_eq!(corrections(&text).len(), 1);
        let mut text = lines(&["The port opened.", "Already a subscriber? Log in"]);
        assert!(paywalled(&mut text, &Facts::default()));
        assert_eq!(text.len(), 1);
        assert!(!paywalled(&mut text, &Facts::default()));
    }
}
