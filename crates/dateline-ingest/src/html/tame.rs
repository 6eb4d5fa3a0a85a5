//! Pages whose elements nest without end are flattened before they are parsed:
//! parsers take time and stack by depth.

use std::borrow::Cow;

/// No sound page nests deeper. Browsers give up at 512.
const DEPTH: usize = 200;

/// Elements that hold nothing, or that their like or their parent closes: left
/// open they do not nest.
const FLAT: [&str; 31] = [
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option",
    "thead", "tbody", "tfoot", "html", "head", "body", "a",
];

/// `html` without the tags that would nest deeper than [`DEPTH`]; their text
/// stays. Takes linear time.
pub(super) fn tame(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    let (mut depth, mut kept, mut at) = (0usize, 0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_at = start + 1 + usize::from(closing);
        let name = name(&html[name_at..]);
        if name.is_empty() {
            at = start + 1;
            continue;
        }
        let end = html[name_at..].find('>').map_or(html.len(), |end| name_at + end + 1);
        at = end;
        let low = name.to_ascii_lowercase();
        if matches!(&*low, "script" | "style" | "textarea" | "title") && !closing {
            at = end_of_raw(html, end, &low);
            continue;
        }
        if FLAT.contains(&&*low) || html[..end].ends_with("/>") && !closing {
            continue;
        }
        let drop = if closing {
            let deep = depth > DEPTH;
            depth = depth.saturating_sub(1);
            deep
        } else {
            depth += 1;
            depth > DEPTH
        };
        if drop {
            out.push_str(&html[kept..start]);
            out.push(' ');
            kept = end;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// The name of an element that `tag` begins with.
pub(super) fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    // No element has a longer name.
    tag.get(..end.min(32))
        .filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or("")
}

/// Where the text of `script` and the like, which holds no tags, ends.
pub(super) fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found + 2;
        if html.as_bytes()[start..].len() >= name.len()
            && html.as_bytes()[start..start + name.len()].eq_ignore_ascii_case(name.as_bytes())
        {
            return at + found;
        }
        at = start;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_pages_stay_as_they_are() {
        let page = "<div><p>One<p>Two<script>if (a<b) '<div>'</script><br></div>".repeat(500);
        assert!(matches!(tame(&page), Cow::Borrowed(_)));
        let list = format!("<ul>{}</ul>", "<li>one".repeat(1000));
        assert!(matches!(tame(&list), Cow::Borrowed(_)));
    }

    #[test]
    fn what_nests_without_end_is_flattened() {
        let page = format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tamed = tame(&page);
        assert!(tamed.contains("deep") && tamed.ends_with("after"));
        assert_eq!(tamed.matches("<div>").count(), DEPTH);
        assert_eq!(tamed.matches("</div>").count(), DEPTH);
    }

    #[test]
    fn broken_tags_end_somewhere() {
        for page in ["<", "<div", "</", "<!--", "<script>", "<é>", "a < b", "<script></scripté"] {
            tame(page);
        }
    }
}
