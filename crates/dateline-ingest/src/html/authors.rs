//! Who signed a page.

use super::facts::Facts;
use super::marks;
use crate::text::byline;

/// Names that sign for nobody.
const NOBODY: [&str; 12] = [
    "admin",
    "administrator",
    "staff",
    "editor",
    "editors",
    "newsroom",
    "webmaster",
    "guest",
    "author",
    "unknown",
    "redaktion",
    "redacción",
];

/// The names of those who signed, from the most to the least trusted source;
/// `found` is what the extractor found.
pub(super) fn authors(
    facts: &Facts,
    outlet: Option<&str>,
    found: Option<&str>,
    is_role: impl Fn(&str) -> bool + Copy,
) -> Vec<String> {
    let metas = [
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "byl",
        "citation_author",
        "article:author_name",
        "og:author",
        "twitter:creator:name",
        "cxenseparse:author",
    ];
    let described = facts.article.authors.iter().map(String::as_str).collect::<Vec<_>>();
    let said: Vec<&str> = facts
        .metas
        .iter()
        .filter(|(name, said)| metas.contains(&&**name) && !said.contains("://"))
        .map(|(_, content)| content.as_str())
        .collect();
    let marked = facts.bylines.iter().map(String::as_str).collect();
    let found = found.into_iter().collect();
    for source in [described, said, marked, found] {
        let mut names: Vec<String> = Vec::new();
        for name in source.iter().flat_map(|text| names_of(text, is_role)) {
            let known = names.iter().any(|n| n.eq_ignore_ascii_case(&name));
            if !known && outlet.is_none_or(|outlet| !outlet.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            names.truncate(12);
            return names;
        }
    }
    Vec::new()
}

/// The names in "By Jane Doe, Staff Writer | 3 May 2024".
fn names_of(text: &str, is_role: impl Fn(&str) -> bool) -> Vec<String> {
    let text = text.split(['|', '•', '·']).next().unwrap_or_default().trim();
    let low = text.to_lowercase();
    let start = ["written by ", "reported by ", "by ", "von ", "par ", "por "];
    let cut = start.iter().find(|start| low.starts_with(**start)).map_or(0, |start| start.len());
    let text = text.get(cut..).unwrap_or(text);
    if let Some(names) = byline::parse(&format!("By {text}"), &is_role) {
        return names.into_iter().filter(|name| is_person(name)).collect();
    }
    byline::names(text).into_iter().filter(|name| is_person(name)).collect()
}

/// A name of a person or a desk: no address, handle, agency or date.
fn is_person(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let low = name.to_lowercase();
    (1..=6).contains(&words)
        && name.len() <= 60
        && !name.contains(['@', '/', ':', '<', '(', '_', '='])
        && !name.chars().any(|c| c.is_ascii_digit())
        && name.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&&*low)
        && !low.contains("www.")
        && marks::agency_named(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(authors: &[&str], metas: &[(&str, &str)], bylines: &[&str]) -> Vec<String> {
        let mut facts = Facts::default();
        facts.article.authors = authors.iter().map(|a| (*a).to_owned()).collect();
        facts.metas = metas.iter().map(|(n, c)| ((*n).to_owned(), (*c).to_owned())).collect();
        facts.bylines = bylines.iter().map(|b| (*b).to_owned()).collect();
        super::authors(&facts, Some("Harbour Gazette"), None, |word| word == "Correspondent")
    }

    #[test]
    fn names_come_from_the_best_source_that_has_any() {
        assert_eq!(of(&["Jane Doe"], &[("author", "John Roe")], &[]), ["Jane Doe"]);
        assert_eq!(of(&["Harbour Gazette"], &[("author", "John Roe")], &[]), ["John Roe"]);
        let metas = [("article:author", "https://social.example/jane"), ("author", "admin")];
        assert_eq!(
            of(&[], &metas, &["By Jane Doe and Ann Poe | 3 May 2024"]),
            ["Jane Doe", "Ann Poe"]
        );
        assert_eq!(of(&["Reuters"], &[], &[]), Vec::<String>::new());
        assert_eq!(of(&["محمد علي"], &[], &[]), ["محمد علي"]);
    }
}
