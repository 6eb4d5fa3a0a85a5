//! Pages in trafilatura's evaluation format: a JSON object by address, or a list
//! whose items have a `url`, each with the `file` of the page, strings that its
//! text should hold (`with`) and should not (`without`), and where known its
//! `title`, `author` and `date`.

use crate::EvalError;
use crate::gold::GoldFile;
use serde::Deserialize;
use serde_json::Value;

/// A page and what it should give.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    pub url: String,
    pub file: String,
    #[serde(default)]
    pub with: Vec<String>,
    #[serde(default)]
    pub without: Vec<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "names")]
    pub author: Vec<String>,
    #[serde(default)]
    pub date: Option<String>,
}

/// The pages of a gold file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<Page>, EvalError> {
    if file.text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let problem = |problem: String| file.problem(1, problem);
    let value: Value = serde_json::from_str(&file.text).map_err(|e| problem(e.to_string()))?;
    let pages: Vec<(Option<String>, Value)> = match value {
        Value::Object(pages) => pages.into_iter().map(|(url, page)| (Some(url), page)).collect(),
        Value::Array(pages) => pages.into_iter().map(|page| (None, page)).collect(),
        _ => return Err(problem("it is neither an object of pages nor a list of them".to_owned())),
    };
    let page = |(url, value): (Option<String>, Value)| {
        let mut page: Page = serde_json::from_value(value).map_err(|e| problem(e.to_string()))?;
        page.url = url.unwrap_or(page.url);
        page.title = page.title.filter(|title| !title.is_empty());
        page.date = page.date.filter(|date| !date.is_empty());
        Ok(page)
    };
    pages.into_iter().map(page).collect()
}

/// A name, several parted by semicolons, a list of names, or nothing.
fn names<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let split = |text: &str| -> Vec<String> {
        text.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
    };
    Ok(match Value::deserialize(deserializer)? {
        Value::String(names) => split(&names),
        Value::Array(names) => names.iter().filter_map(Value::as_str).flat_map(split).collect(),
        _ => Vec::new(),
    })
}
