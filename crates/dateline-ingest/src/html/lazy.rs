//! Pages whose text stands in data for scripts, not in elements.

use super::dom::one_line;
use super::paragraphs::paragraphs;
use serde_json::Value;

/// Fields that texts stand in.
const FIELDS: [&str; 11] = [
    "articlebody",
    "body",
    "content",
    "text",
    "html",
    "paragraph",
    "value",
    "bodyhtml",
    "rendered",
    "bodytext",
    "children",
];
/// A sentence of a text is longer.
const SENTENCE: usize = 60;
const DEPTH: usize = 40;

/// The paragraphs of the longest text in `data`.
pub(super) fn text(data: &[String]) -> Vec<String> {
    let all = data.iter().filter_map(|script| serde_json::from_str::<Value>(script).ok());
    let texts = all.map(|value| {
        let mut found = Vec::new();
        collect(&value, false, 0, &mut found);
        found
    });
    texts.max_by_key(|found| found.iter().map(String::len).sum::<usize>()).unwrap_or_default()
}

fn collect(value: &Value, named: bool, depth: usize, out: &mut Vec<String>) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::String(text) if named && text.len() > SENTENCE && is_prose(text) => {
            let found = if text.contains("</") { paragraphs(text) } else { lines(text) };
            for paragraph in found {
                if !out.contains(&paragraph) {
                    out.push(paragraph);
                }
            }
        }
        // A list of texts stands under the name of the list.
        Value::Array(items) => items.iter().for_each(|item| collect(item, named, depth + 1, out)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let named = FIELDS.contains(&&*name.to_ascii_lowercase());
                collect(value, named, depth + 1, out);
            }
        }
        _ => {}
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect()
}

/// Words, with the end of a sentence: no address, style or script.
fn is_prose(text: &str) -> bool {
    let blanks = text.chars().filter(|c| *c == ' ').count();
    let odd = text.chars().filter(|c| "{};=\\".contains(*c)).count();
    let open = text.trim_start().starts_with("http");
    !open
        && blanks * 12 > text.len()
        && odd * 40 < text.len()
        && text.contains(['.', '。', '؟', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_found_in_data() {
        let data = r#"{"props": {"style": "a { color: red; }", "story": {"title": "Port open",
            "body": ["<p>The port opened on Monday, the harbour office said, after a delay.</p>",
            "<p>The ferry will run again from Tuesday, the minister told the town's council.</p>"]}}}"#;
        let found = text(&["nonsense".to_owned(), data.to_owned()]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("The port opened"));
        assert!(text(&["{\"url\": \"https://harbour.example/\"}".to_owned()]).is_empty());
    }
}
