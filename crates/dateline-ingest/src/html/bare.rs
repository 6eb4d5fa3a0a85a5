//! Text that stands in a block by itself, beside other blocks, is given a
//! paragraph: extractors pass it over, and in news it is often the lead.

use std::borrow::Cow;

/// Elements beside or within which a text is a paragraph.
const BLOCKS: [&str; 16] = [
    "article",
    "aside",
    "blockquote",
    "div",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];
/// Shorter texts are labels.
const LEAST: usize = 25;

/// `html` with `<p>` in front of texts that follow a block's tag. The parser ends
/// a paragraph where the next block begins. Takes linear time.
pub(super) fn wrap(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let closing = rest.starts_with("</");
        let name_at = start + 1 + usize::from(closing);
        let name = super::tame::name(&html[name_at..]).to_ascii_lowercase();
        if name.is_empty() {
            at = start + 1;
            continue;
        }
        at = html[name_at..].find('>').map_or(html.len(), |end| name_at + end + 1);
        if matches!(&*name, "script" | "style" | "textarea" | "title") && !closing {
            at = super::tame::end_of_raw(html, at, &name);
            continue;
        }
        // Only what begins a text of its own: <p> and headings hold theirs.
        let holds = matches!(&*name, "p" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol" | "table");
        if !BLOCKS.contains(&&*name) || holds && !closing {
            continue;
        }
        let end = html[at..].find('<').map_or(html.len(), |end| at + end);
        if html[at..end].trim().len() >= LEAST {
            out.push_str(&html[kept..at]);
            out.push_str("<p>");
            kept = at;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_beside_other_blocks_becomes_a_paragraph() {
        let page = "<div class=entry>\n The port of Almera opened on Monday. <br><br>More.<ul><li>a \
                    list of things that are long</ul>And so did the one of Port Harbour.</div>";
        let wrapped = wrap(page);
        assert!(wrapped.contains("entry><p>\n The port") && wrapped.contains("</ul><p>And so"));
        assert_eq!(wrapped.matches("<p>").count(), 2);
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for page in [
            "<p>The port of Almera opened on Monday.</p><h1>The port of Almera opened today</h1>",
            "<div>Share</div><div><a>The port of Almera opened on Monday.</a></div>",
            "<div><!-- The port of Almera opened on Monday. --><script>if ('<div>The port of Almera \
             opened on Monday') x</script></div>",
            "<",
            "<div",
            "</div>",
            "<é>",
            "<div><",
            "",
        ] {
            assert!(matches!(wrap(page), Cow::Borrowed(_)), "{page}");
        }
    }
}
