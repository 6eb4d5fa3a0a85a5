//! What a page says about itself in JSON-LD.

use super::dom::{one_line, unescape};
use serde_json::Value;

/// The article that a page's JSON-LD describes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Article {
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) url: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
    /// False if only subscribers may read all of it.
    pub(super) free: Option<bool>,
}

/// Objects nest no deeper in a sound page.
const DEPTH: usize = 8;
/// Nor are there so many of them.
const OBJECTS: usize = 500;

impl Article {
    /// The article that `scripts` describe: of several the one with most to say.
    pub(super) fn of(scripts: &[String]) -> Self {
        let mut best = (0, Article::default());
        let mut site = None;
        for script in scripts {
            let Some(value) = parse(script) else { continue };
            let mut objects = Vec::new();
            collect(&value, 0, &mut objects);
            for object in objects {
                if is_type(object, &["Organization", "NewsMediaOrganization", "WebSite"]) {
                    site = site.or_else(|| text(object, "name"));
                }
                let rank = rank(object);
                if rank > best.0 {
                    best = (rank, Article::read(object, &value));
                }
            }
        }
        let mut article = best.1;
        article.publisher = article.publisher.or(site);
        article
    }

    fn read(object: &Value, graph: &Value) -> Self {
        let free = match object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => Some(*free),
            Some(Value::String(free)) => Some(!free.eq_ignore_ascii_case("false")),
            _ => None,
        };
        let main = object.get("mainEntityOfPage");
        let page = main.and_then(|m| m.as_str().or_else(|| m.get("@id")?.as_str()));
        Article {
            title: text(object, "headline").or_else(|| text(object, "name")),
            published: text(object, "datePublished").or_else(|| text(object, "dateCreated")),
            modified: text(object, "dateModified"),
            authors: names(object, "author", graph),
            publisher: names(object, "publisher", graph).into_iter().next(),
            section: text(object, "articleSection"),
            url: text(object, "url").or_else(|| page.map(str::to_owned)),
            body: object.get("articleBody").and_then(Value::as_str).map(str::to_owned),
            language: text(object, "inLanguage"),
            free,
        }
    }
}

/// The value of a script, even if it is wrapped in comments or holds line
/// breaks in its strings.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.replace("/*<![CDATA[*/", "").replace("/*]]>*/", "");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&flat).ok()
    })
}

/// Every object that may be an article.
fn collect<'v>(value: &'v Value, depth: usize, out: &mut Vec<&'v Value>) {
    if depth > DEPTH || out.len() > OBJECTS {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, out)),
        Value::Object(fields) => {
            if fields.contains_key("@type") {
                out.push(value);
            }
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"] {
                if let Some(inner) = fields.get(name) {
                    collect(inner, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

fn is_type(object: &Value, types: &[&str]) -> bool {
    let known = |name: &str| types.contains(&name.rsplit('/').next().unwrap_or(name));
    match object.get("@type") {
        Some(Value::String(name)) => known(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(known),
        _ => false,
    }
}

/// How likely an object is to be the page's article.
fn rank(object: &Value) -> usize {
    let news =
        ["NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"];
    let other = ["Article", "BlogPosting", "LiveBlogPosting", "OpinionNewsArticle", "Report"];
    let any = ["WebPage", "ItemPage", "VideoObject", "Event", "CreativeWork", "SocialMediaPosting"];
    let base = match object {
        _ if is_type(object, &news) => 40,
        _ if is_type(object, &other) => 30,
        _ if is_type(object, &any) => 10,
        _ => return 0,
    };
    let fields = ["headline", "datePublished", "author", "publisher", "articleBody"];
    base + fields.iter().filter(|field| object.get(**field).is_some()).count()
}

/// A string field in one line; of a list the first.
fn text(object: &Value, field: &str) -> Option<String> {
    let value = match object.get(field)? {
        Value::Array(items) => items.first()?,
        value => value,
    };
    let text = one_line(&unescape(value.as_str()?));
    (!text.is_empty()).then_some(text)
}

/// Names of persons or organisations: strings, objects, lists of either, or
/// references to another object of the same script.
fn names(object: &Value, field: &str, graph: &Value) -> Vec<String> {
    let Some(value) = object.get(field) else { return Vec::new() };
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    };
    items
        .into_iter()
        .filter_map(|item| match item {
            Value::String(name) => Some(one_line(&unescape(name))),
            Value::Object(_) => text(item, "name").or_else(|| referred(item, graph)),
            _ => None,
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn referred(item: &Value, graph: &Value) -> Option<String> {
    let id = item.get("@id")?.as_str()?;
    let list = graph.get("@graph").and_then(Value::as_array)?;
    let is_it = |o: &&Value| o.get("@id").and_then(Value::as_str) == Some(id);
    text(list.iter().find(is_it)?, "name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph() {
        let script = r##"{"@context": "https://schema.org", "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "Harbour Gazette"},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {"@type": ["NewsArticle"], "headline": "Port &amp; ferry open", "author": [{"@id": "#jane"},
             {"name": "John Roe"}], "publisher": {"@id": "#org"}, "isAccessibleForFree": "False",
             "datePublished": "2024-05-01T10:00:00Z", "mainEntityOfPage": {"@id": "https://h.example/1"}}]}"##;
        let article = Article::of(&[script.to_owned()]);
        assert_eq!(article.title.as_deref(), Some("Port & ferry open"));
        assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(article.publisher.as_deref(), Some("Harbour Gazette"));
        assert_eq!(
            (article.free, article.url.as_deref()),
            (Some(false), Some("https://h.example/1"))
        );
    }

    #[test]
    fn broken_scripts_are_mended_or_left() {
        let broken = "<!-- {\"@type\": \"Article\", \"headline\": \"Port\nopen\"}; -->";
        let found = Article::of(&["{".to_owned(), broken.replace(';', "")]);
        assert_eq!(found.title.as_deref(), Some("Port open"));
        assert_eq!(Article::of(&["[".repeat(100_000)]), Article::default());
        assert_eq!(Article::of(&["[1, null, {\"@type\": 3}]".to_owned()]), Article::default());
    }
}
