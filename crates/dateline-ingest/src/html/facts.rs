//! What a page says about itself, gathered in one pass over its elements.

use super::dom::{attribute, line, one_line, unescape};
use super::json_ld;
use trafilatura::dom::{Document, NodeId};

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Name or property in lowercase, and content.
    pub(super) metas: Vec<(String, String)>,
    /// Of `link rel=canonical`.
    pub(super) canonical: Option<String>,
    /// Of the title element.
    pub(super) title: Option<String>,
    /// First-level headlines, those within the article first.
    pub(super) headlines: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) article: json_ld::Article,
    /// Data that scripts are to make the page of.
    pub(super) data: Vec<String>,
    pub(super) times: Vec<Time>,
    /// What stands in elements that are marked as the author.
    pub(super) bylines: Vec<String>,
    /// What stands in elements that are marked as a date.
    pub(super) dated: Vec<String>,
    /// An element is marked as a barrier to readers.
    pub(super) barrier: bool,
}

/// A `time` element, or one that is marked alike.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) machine: Option<String>,
    pub(super) text: String,
    /// It says that it is the date of publication.
    pub(super) published: bool,
    /// It says that it is that of a change.
    pub(super) modified: bool,
    /// It stands within `article` or `main`.
    pub(super) within: bool,
}

/// No element that names an author or a date holds more.
const SHORT: usize = 160;
/// More data than that belongs to an application.
const DATA: usize = 4 << 20;

impl Facts {
    pub(super) fn of(doc: &Document) -> Self {
        let mut facts = Facts::default();
        let mut scripts = Vec::new();
        let mut outside = Vec::new();
        for id in doc.iter(doc.root(), &[]) {
            match doc.tag_name(id) {
                "html" => facts.language = attribute(doc, id, "lang"),
                "meta" => facts.meta(doc, id),
                "link" => facts.link(doc, id),
                "title" if facts.title.is_none() => {
                    facts.title = Some(line(doc, id)).filter(|t| !t.is_empty());
                }
                "script" => match attribute(doc, id, "type").unwrap_or_default().as_str() {
                    kind if kind.eq_ignore_ascii_case("application/ld+json") => {
                        scripts.push(doc.text_content(id));
                    }
                    "application/json" => {
                        facts.data.push(doc.text_content(id));
                    }
                    _ => {}
                },
                "h1" => {
                    let text = line(doc, id);
                    if text.is_empty() {
                    } else if around(doc, id) == Around::Article {
                        facts.headlines.push(text);
                    } else {
                        outside.push(text);
                    }
                }
                "svg" | "path" | "img" | "br" | "style" | "noscript" | "option" => {}
                tag => facts.marked(doc, id, tag),
            }
        }
        facts.headlines.append(&mut outside);
        facts.data.retain(|data| data.len() < DATA);
        facts.article = json_ld::Article::of(&scripts);
        facts
    }

    /// The first content of the metas of these names, in order of the names.
    pub(super) fn meta_of(&self, names: &[&str]) -> Option<&str> {
        let content = |name: &&str| self.metas.iter().find(|(n, _)| n == name).map(|(_, c)| &**c);
        names.iter().find_map(content)
    }

    fn meta(&mut self, doc: &Document, id: NodeId) {
        let name = ["property", "name", "itemprop"].iter().find_map(|n| attribute(doc, id, n));
        if let (Some(name), Some(content)) = (name, attribute(doc, id, "content")) {
            let content = one_line(&unescape(&content));
            if !content.is_empty() {
                self.metas.push((name.to_ascii_lowercase(), content));
            }
        }
    }

    fn link(&mut self, doc: &Document, id: NodeId) {
        let rel = attribute(doc, id, "rel").unwrap_or_default();
        if rel.eq_ignore_ascii_case("canonical") && self.canonical.is_none() {
            self.canonical = attribute(doc, id, "href");
        }
    }

    /// Elements whose attributes tell what they hold.
    fn marked(&mut self, doc: &Document, id: NodeId, tag: &str) {
        let property = attribute(doc, id, "itemprop").unwrap_or_default().to_ascii_lowercase();
        let class = attribute(doc, id, "class").unwrap_or_default().to_ascii_lowercase();
        let name = attribute(doc, id, "id").unwrap_or_default().to_ascii_lowercase();
        let rel = attribute(doc, id, "rel").unwrap_or_default();
        let is_time =
            tag == "time" || property.starts_with("date") || tag == "abbr" && class == "published";
        let says = |words: &[&str]| words.iter().any(|w| class.contains(w) || name.contains(w));
        if is_time {
            let at = around(doc, id);
            let text = line(doc, id);
            let machine =
                ["datetime", "content", "title"].iter().find_map(|n| attribute(doc, id, n));
            if at != Around::Margin && (machine.is_some() || !text.is_empty()) {
                self.times.push(Time {
                    machine,
                    text: if text.len() > SHORT { String::new() } else { text },
                    published: property == "datepublished"
                        || doc.get_attribute(id, "pubdate").is_some()
                        || says(&["publish", "entry-date", "posted"]),
                    modified: property == "datemodified" || says(&["modif", "update"]),
                    within: at == Around::Article,
                });
            }
            return;
        }
        if !self.barrier && says(&["paywall", "subscriber-only", "premium-gate", "regwall"]) {
            self.barrier = true;
        }
        let author = rel.eq_ignore_ascii_case("author")
            || property == "author"
            || says(&["byline", "author"])
                && !says(&["avatar", "bio", "social", "about", "twitter", "image"]);
        let date = says(&["date", "publish", "timestamp", "posted"]) && !says(&["update", "modif"]);
        if !author && !date || around(doc, id) == Around::Margin {
            return;
        }
        let text = line(doc, id);
        if text.is_empty() || text.len() > SHORT {
        } else if author {
            self.bylines.push(text);
        } else {
            self.dated.push(text);
        }
    }
}

/// Where an element stands.
#[derive(Debug, PartialEq)]
enum Around {
    Article,
    Page,
    /// Beside, below or in front of what the page is about.
    Margin,
}

fn around(doc: &Document, id: NodeId) -> Around {
    let mut found = Around::Page;
    let mut at = doc.parent(id);
    while let Some(id) = at {
        let tag = doc.tag_name(id);
        if matches!(tag, "aside" | "footer" | "nav") {
            return Around::Margin;
        }
        if matches!(tag, "article" | "main") {
            found = Around::Article;
        }
        if matches!(tag, "div" | "section" | "ul" | "li" | "article") {
            let class = doc.class_name(id).to_ascii_lowercase();
            let margin = [
                "related",
                "sidebar",
                "comment",
                "recommend",
                "most-read",
                "teaser",
                "ticker",
                "footer",
            ];
            if margin.iter().any(|word| class.contains(word)) {
                return Around::Margin;
            }
        }
        at = doc.parent(id);
    }
    found
}
