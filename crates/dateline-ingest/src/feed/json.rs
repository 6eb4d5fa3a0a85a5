//! JSON Feed.

use super::Item;
use crate::IngestError;
use crate::place::Place;
use crate::record::{Raw, Raws};
use serde_json::Value;

/// The items of a JSON Feed.
pub(crate) fn items(text: &str, place: &Place) -> Raws<'static> {
    let place = place.clone();
    let mut feed: Value = match serde_json::from_str(text) {
        Ok(feed) => feed,
        Err(error) => {
            let problem = error.to_string();
            let error = IngestError::Json { place: place.to_string(), problem };
            return Box::new(std::iter::once(Err(error)));
        }
    };
    let outlet = string(&feed, "title");
    let language = string(&feed, "language");
    let items = match feed.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    Box::new((1..).zip(items).map(move |(n, item)| {
        let place = place.part("item", n);
        if !item.is_object() {
            let expected = "an object";
            let field = "items".to_owned();
            return Err(IngestError::Field { place: place.to_string(), field, expected });
        }
        let item = Item {
            sitemap: false,
            url: string(&item, "url").or_else(|| string(&item, "external_url")),
            title: string(&item, "title"),
            text: string(&item, "content_html").or_else(|| string(&item, "content_text")),
            summary: string(&item, "summary"),
            published: string(&item, "date_published"),
            authors: authors(&item),
            section: item.get("tags").and_then(|tags| Some(tags.get(0)?.as_str()?.to_owned())),
            language: string(&item, "language").or_else(|| language.clone()),
            outlet: outlet.clone(),
        };
        Ok((place, Raw::Item(Box::new(item))))
    }))
}

fn string(value: &Value, field: &str) -> Option<String> {
    value.get(field)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn authors(item: &Value) -> Vec<String> {
    let list = item.get("authors").and_then(Value::as_array);
    let one = item.get("author");
    list.into_iter().flatten().chain(one).filter_map(|author| string(author, "name")).collect()
}
