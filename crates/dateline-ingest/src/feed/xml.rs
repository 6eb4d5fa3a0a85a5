//! RSS (0.9 to 2.0), Atom and sitemaps, an item at a time.
//!
//! Entities that the document defines are not expanded and nothing external is
//! loaded, so neither can do harm.

use super::Item;
use super::stream::{Budget, MAX_ITEM, Utf8, is_over};
use crate::IngestError;
use crate::html::unescape;
use crate::place::Place;
use crate::record::Raw;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{self, BufRead, BufReader};

/// Elements that hold an item.
const ITEMS: [&str; 4] = ["item", "entry", "url", "sitemap"];
/// Roots we know.
const ROOTS: [&str; 5] = ["rss", "rdf", "feed", "urlset", "sitemapindex"];

/// The items of a feed or sitemap, read as they are asked for.
pub(crate) struct Items<R: BufRead> {
    reader: Reader<BufReader<Utf8<R>>>,
    budget: Budget,
    place: Place,
    buffer: Vec<u8>,
    /// Items so far.
    count: u64,
    root: bool,
    done: bool,
    outlet: Option<String>,
    language: Option<String>,
    item: Option<Item>,
    field: Option<Field>,
    /// Elements of the channel that are open, and hold a title of their own.
    apart: usize,
}

/// An element that is being read.
struct Field {
    /// Its name without prefix.
    name: String,
    /// How many elements are open within it.
    depth: usize,
    /// Of these, the one that was opened last.
    inner: String,
    text: String,
}

impl<R: BufRead> Items<R> {
    pub(crate) fn new(inner: R, place: Place) -> Self {
        let budget = Budget::new();
        let mut reader = Reader::from_reader(BufReader::new(Utf8::new(inner, budget.clone())));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            budget,
            place,
            buffer: Vec::new(),
            count: 0,
            root: false,
            done: false,
            outlet: None,
            language: None,
            item: None,
            field: None,
            apart: 0,
        }
    }

    fn fail(&mut self, problem: String) -> Option<<Self as Iterator>::Item> {
        self.done = true;
        let place = self.place.part("item", self.count + 1).to_string();
        Some(Err(IngestError::Xml { place, problem }))
    }

    /// What an error of the parser, or of the bytes behind it, is to a user.
    fn broken(&mut self, error: quick_xml::Error) -> Option<<Self as Iterator>::Item> {
        let quick_xml::Error::Io(error) = error else { return self.fail(error.to_string()) };
        self.done = true;
        let place = self.place.part("item", self.count + 1);
        if is_over(&error) {
            return Some(Err(IngestError::larger_than(&place, MAX_ITEM)));
        }
        // The parser shares its error; ours has the same kind and words.
        let again = io::Error::new(error.kind(), error.to_string());
        Some(Err(IngestError::at(&place, again)))
    }

    fn open(&mut self, tag: &BytesStart) {
        let (prefix, name) = names(tag);
        if let Some(field) = &mut self.field {
            field.depth += 1;
            // Text that is markup itself: XHTML in Atom.
            if matches!(&*field.name, "content" | "summary") {
                field.text += &format!("<{name}>");
            }
            field.inner = name;
            return;
        }
        let Some(item) = &mut self.item else {
            if self.apart == 0 && ITEMS.contains(&&*name) && prefix.is_empty() {
                self.budget.renew();
                self.item = Some(Item::default());
            } else if matches!(&*name, "image" | "textinput") {
                self.apart += 1;
            } else if self.apart == 0 && matches!(&*name, "title" | "language") && prefix.is_empty()
            {
                self.field = Some(Field::new(name));
            }
            return;
        };
        match &*name {
            "link" if item.url.is_none() => {
                let rel = attribute(tag, "rel");
                if rel.is_none_or(|rel| rel == "alternate") {
                    item.url = attribute(tag, "href");
                }
            }
            "category" if item.section.is_none() => item.section = attribute(tag, "term"),
            _ => {}
        }
        let known = matches!(&*prefix, "" | "dc" | "dcterms" | "content" | "news" | "atom");
        // "news:publication" holds the name and language of the outlet.
        let is_field = name != "news" && name != "publication";
        if known && is_field {
            self.field = Some(Field::new(name));
        }
    }

    /// Ends an element; hands back the item that ends with it.
    fn close(&mut self, name: &str) -> Option<Item> {
        if let Some(field) = &mut self.field {
            if field.depth > 0 {
                field.depth -= 1;
                field.inner.clear();
                if matches!(&*field.name, "content" | "summary") {
                    field.text += &format!("</{name}>");
                }
                return None;
            }
            let field = self.field.take()?;
            match &mut self.item {
                Some(item) => fill(item, field),
                None if field.name == "title" && self.outlet.is_none() => {
                    self.outlet = some(field.text);
                }
                None if field.name == "language" => self.language = some(field.text),
                None => {}
            }
            return None;
        }
        if matches!(name, "image" | "textinput") {
            self.apart = self.apart.saturating_sub(1);
        }
        if !ITEMS.contains(&name) {
            return None;
        }
        self.budget.renew();
        let item = self.item.take()?;
        Some(Item {
            sitemap: name == "sitemap",
            outlet: item.outlet.or_else(|| self.outlet.clone()),
            language: item.language.or_else(|| self.language.clone()),
            ..item
        })
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            let other = field.name == "author" && matches!(&*field.inner, "email" | "uri");
            if !other {
                field.text.push_str(text);
            }
        }
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = Result<(Place, Raw), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.buffer.clear();
            let mut buffer = std::mem::take(&mut self.buffer);
            let event = self.reader.read_event_into(&mut buffer).map(Event::into_owned);
            self.buffer = buffer;
            let item = match event {
                Ok(Event::Start(tag)) => {
                    if !std::mem::replace(&mut self.root, true) {
                        let (_, name) = names(&tag);
                        if !ROOTS.contains(&&*name) {
                            return self.fail(format!("it begins with the element `{name}`"));
                        }
                        continue;
                    }
                    self.open(&tag);
                    None
                }
                Ok(Event::Empty(tag)) => {
                    self.open(&tag);
                    self.close(&names(&tag).1)
                }
                Ok(Event::End(tag)) => {
                    let name = tag.local_name();
                    self.close(&name.as_ref().to_ascii_lowercase())
                }
                Ok(Event::Text(text)) => {
                    self.text(&text.xml10_content());
                    None
                }
                Ok(Event::CData(text)) => {
                    self.text(&text.into_inner());
                    None
                }
                Ok(Event::GeneralRef(reference)) => {
                    self.text(&resolve(&reference));
                    None
                }
                Ok(Event::Eof) if self.item.is_some() => {
                    return self.fail("it ends within an item".to_owned());
                }
                Ok(Event::Eof) => return None,
                Ok(_) => None,
                Err(error) => return self.broken(error),
            };
            if let Some(item) = item {
                self.count += 1;
                let place = self.place.part("item", self.count);
                return Some(Ok((place, Raw::Item(Box::new(item)))));
            }
        }
        None
    }
}

impl Field {
    fn new(name: String) -> Self {
        Self { name, depth: 0, inner: String::new(), text: String::new() }
    }
}

/// Prefix and name of an element, in lowercase.
fn names(tag: &BytesStart) -> (String, String) {
    let name = tag.name();
    let prefix = name.prefix().map(|p| p.as_ref().to_ascii_lowercase()).unwrap_or_default();
    let prefix = if prefix == "rdf" || prefix == "rss" { String::new() } else { prefix };
    (prefix, name.local_name().as_ref().to_ascii_lowercase())
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    some(unescape(&attribute.value))
}

fn some(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The character that a reference stands for; what the document itself defines
/// stays as it is written.
fn resolve(reference: &BytesRef) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => unescape(&format!("&{};", &**reference)),
    }
}

/// Puts what an element holds where it belongs.
fn fill(item: &mut Item, field: Field) {
    let Some(text) = some(field.text) else { return };
    match &*field.name {
        "title" if item.title.is_none() => item.title = Some(text),
        "link" | "loc" if item.url.is_none() => item.url = Some(text),
        "guid" if item.url.is_none() && text.starts_with("http") => item.url = Some(text),
        "encoded" => item.text = Some(text),
        "content" if item.text.is_none() => item.text = Some(text),
        "description" | "summary" if item.summary.is_none() => item.summary = Some(text),
        // What RSS and Atom call the first publication; "updated" is none.
        "pubdate" | "published" | "publication_date" | "issued" => item.published = Some(text),
        "date" | "created" if item.published.is_none() => item.published = Some(text),
        "creator" | "author" => item.authors.push(text),
        "category" | "subject" if item.section.is_none() => item.section = Some(text),
        "language" if item.language.is_none() => item.language = Some(text),
        "name" if item.outlet.is_none() => item.outlet = Some(text),
        _ => {}
    }
}
