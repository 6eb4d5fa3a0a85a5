//! Title, outlet, section and address of a page.

use super::clean::fold;
use super::dom::one_line;
use super::facts::Facts;
use dateline_knowledge::{MastheadWord, Mastheads};
use url::Url;

/// What parts a title from the name of the site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "];

/// Who publishes the page at `url`.
pub(super) fn outlet(facts: &Facts, url: Option<&Url>, mastheads: &Mastheads) -> Option<String> {
    let site = facts.meta_of(&["og:site_name"]).map(str::to_owned);
    let publisher = facts.article.publisher.clone();
    let other = facts.meta_of(&[
        "application-name",
        "dc.publisher",
        "publisher",
        "apple-mobile-web-app-title",
    ]);
    let named = site.or(publisher).or(other.map(str::to_owned));
    let named =
        named.map(|name| name.trim_start_matches('@').to_owned()).filter(|name| is_name(name));
    named.or_else(|| masthead(facts, url, mastheads)).or_else(|| host(url))
}

/// A name, not a motto or an address.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 80 && !name.contains("://")
}

/// The last part of the title element, if it reads like the name of an outlet or
/// like the host.
fn masthead(facts: &Facts, url: Option<&Url>, mastheads: &Mastheads) -> Option<String> {
    let title = facts.title.as_deref()?;
    let (_, last) = split(title)?;
    let words: Vec<&str> = last.split_whitespace().collect();
    let letters = fold(last);
    let of_host = url
        .and_then(Url::host_str)
        .is_some_and(|host| letters.len() >= 3 && fold(host).contains(&letters));
    let named = words.last().is_some_and(|word| mastheads.is(MastheadWord::Outlet, word))
        || words.first().is_some_and(|word| mastheads.is(MastheadWord::Opening, word));
    (words.len() <= 5 && (of_host || named)).then(|| last.to_owned())
}

fn host(url: Option<&Url>) -> Option<String> {
    let host = url?.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The title before its last separator, and what follows.
fn split(title: &str) -> Option<(&str, &str)> {
    let found = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len())));
    let (at, len) = found.max()?;
    Some((title[..at].trim(), title[at + len..].trim()))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
}

/// The headline. That on the page is believed if another source begins alike.
pub(super) fn title(facts: &Facts, outlet: Option<&str>, found: Option<&str>) -> Option<String> {
    let stripped = |title: &str| without_outlet(title, outlet);
    let shared = facts.meta_of(&["og:title", "twitter:title", "dc.title", "title"]).map(stripped);
    let element = facts.title.as_deref().map(stripped);
    let described = facts.article.title.as_deref().map(stripped);
    let alike = |headline: &&String| {
        let headline = fold(headline);
        let other = [&described, &shared, &element];
        headline.len() > 8
            && other.into_iter().flatten().any(|other| {
                let other = fold(other);
                other.starts_with(&headline) || other.len() > 8 && headline.starts_with(&other)
            })
    };
    let on_page = facts.headlines.iter().find(alike).cloned();
    let only = || Some(facts.headlines.first()?.clone()).filter(|_| facts.headlines.len() == 1);
    let title = on_page
        .or(described)
        .or(shared)
        .or_else(only)
        .or(element)
        .or_else(|| found.map(stripped))?;
    Some(one_line(&title)).filter(|title| !title.is_empty() && Some(title.as_str()) != outlet)
}

/// "Port opens" of "Port opens | World | Harbour Gazette".
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet.map(fold).filter(|outlet| !outlet.is_empty()) else {
        return title.to_owned();
    };
    let mut title = title;
    while let Some((before, last)) = split(title) {
        let last = fold(last);
        let same = last == outlet
            || last.len() >= 4
                && (outlet.contains(&last) || last.contains(&outlet) && outlet.len() >= 4);
        if !same {
            break;
        }
        title = before;
    }
    // What is left may still end with the section.
    title.to_owned()
}

/// The section it stands in.
pub(super) fn section(facts: &Facts, url: Option<&Url>, mastheads: &Mastheads) -> Option<String> {
    let names = [
        "article:section",
        "og:article:section",
        "parsely-section",
        "section",
        "articlesection",
        "cxenseparse:section",
    ];
    let said = facts.meta_of(&names).map(str::to_owned).or_else(|| facts.article.section.clone());
    said.filter(|said| said.len() <= 60).or_else(|| {
        let first = url?.path_segments()?.next()?.to_owned();
        mastheads.is(MastheadWord::Section, &first).then(|| {
            let mut letters = first.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        })
    })
}

/// The address that the page wants to be known by, or that it was had from.
pub(super) fn canonical(facts: &Facts, url: Option<&str>) -> Option<Url> {
    let base = url.and_then(|url| Url::parse(url).ok());
    let resolve = |href: &str| match &base {
        Some(base) => base.join(href).ok(),
        None => Url::parse(href).ok(),
    };
    let is_front = |url: &Url| url.path().len() <= 1 && url.query().is_none();
    let sound = |found: &Url| {
        let web = matches!(found.scheme(), "http" | "https") && found.host().is_some();
        // Every page of some sites points to the front page.
        web && (!is_front(found) || base.as_ref().is_some_and(is_front))
    };
    let said =
        [facts.canonical.as_deref(), facts.meta_of(&["og:url"]), facts.article.url.as_deref()];
    let found = said.into_iter().flatten().filter_map(resolve).find(sound);
    let mut found = found.or_else(|| base.clone())?;
    found.set_fragment(None);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;

    fn facts(title: &str, headline: &str) -> Facts {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Facts {
            title: some(title),
            headlines: some(headline).into_iter().collect(),
            ..Facts::default()
        }
    }

    #[test]
    fn titles_lose_the_outlet() {
        for (element, headline, outlet, title) in [
            (
                "Port opens | World | Harbour Gazette",
                "",
                Some("Harbour Gazette"),
                "Port opens | World",
            ),
            ("Port opens - and closes", "", Some("Harbour Gazette"), "Port opens - and closes"),
            (
                "Port opens to ships – Gazette",
                "Port opens to ships after a delay",
                Some("The Gazette"),
                "Port opens to ships after a delay",
            ),
            ("Port opens to ships", "The Gazette", None, "The Gazette"),
        ] {
            assert_eq!(
                super::title(&facts(element, headline), outlet, None).as_deref(),
                Some(title)
            );
        }
    }

    #[test]
    fn outlets_come_from_metas_mastheads_and_hosts() {
        let mastheads = &Knowledge::embedded().mastheads;
        let url = Url::parse("https://www.harbour.example/world/1").unwrap();
        let of = |facts: &Facts| outlet(facts, Some(&url), mastheads).unwrap();
        let mut named = facts("Port opens - Harbour Gazette", "");
        assert_eq!(of(&named), "Harbour Gazette");
        named.metas.push(("og:site_name".into(), "HG Online".into()));
        assert_eq!(of(&named), "HG Online");
        assert_eq!(of(&facts("Port opens - and how", "")), "harbour.example");
        assert_eq!(section(&named, Some(&url), mastheads).as_deref(), Some("World"));
    }

    #[test]
    fn addresses_are_resolved_and_front_pages_refused() {
        let mut page = facts("", "");
        let of =
            |page: &Facts| canonical(page, Some("https://h.example/a?x=1#c")).unwrap().to_string();
        assert_eq!(of(&page), "https://h.example/a?x=1");
        page.canonical = Some("/b".into());
        assert_eq!(of(&page), "https://h.example/b");
        page.canonical = Some("https://h.example/".into());
        assert_eq!(of(&page), "https://h.example/a?x=1");
        page.canonical = Some("javascript:alert(1)".into());
        assert_eq!(of(&page), "https://h.example/a?x=1");
    }
}
