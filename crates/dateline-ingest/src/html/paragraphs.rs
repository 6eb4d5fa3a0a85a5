//! The paragraphs of a piece of HTML.

use super::dom::one_line;
use super::tame::tame;
use trafilatura::dom::{Document, NodeId};

/// No walk goes deeper: what is handed in was flattened.
const DEPTH: usize = 400;

/// The paragraphs, headlines, items and rows of `html`, each in one line.
pub(crate) fn paragraphs(html: &str) -> Vec<String> {
    let tamed = tame(html);
    let doc = Document::parse(&tamed);
    let mut walk = Walk { doc: &doc, line: String::new(), out: Vec::new() };
    if let Some(body) = doc.body() {
        walk.enter(body, 0);
    }
    walk.end();
    walk.out
}

struct Walk<'d> {
    doc: &'d Document,
    line: String,
    out: Vec<String>,
}

impl Walk<'_> {
    fn enter(&mut self, id: NodeId, depth: usize) {
        if depth > DEPTH {
            return;
        }
        if self.doc.is_text(id) {
            self.line.push_str(&self.doc.outer_html(id));
            return;
        }
        if !self.doc.is_element(id) {
            return;
        }
        let tag = self.doc.tag_name(id);
        match tag {
            "script" | "style" | "noscript" | "iframe" | "svg" | "form" | "button" | "template"
            | "figure" | "head" => return,
            "br" | "lb" => {
                // A break within a paragraph; two of them part paragraphs.
                if self.line.ends_with('\n') {
                    self.end()
                } else {
                    self.line.push('\n')
                }
                return;
            }
            _ => {}
        }
        let block = is_block(tag);
        if block {
            self.end();
        }
        for child in self.doc.child_nodes(id) {
            self.enter(child, depth + 1);
        }
        match tag {
            "td" | "th" => self.line.push_str(" | "),
            _ if block => self.end(),
            _ => {}
        }
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let line = one_line(&self.line);
        let line = line.trim_matches(['|', ' ']);
        if line.chars().any(char::is_alphanumeric) {
            self.out.push(line.to_owned());
        }
        self.line.clear();
    }
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "section"
            | "article"
            | "main"
            | "hr"
            | "header"
            | "footer"
            | "figcaption"
            | "body"
            | "aside"
            | "details"
            | "summary"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs() {
        let html = "<h2>Port</h2><p>It <b>opened</b>\n on\u{a0}Monday.<br>At noon.<br><br>And then.</p>\
                    <ul><li>One<li>Two</ul><table><tr><td>A</td><td>B</td></tr></table>5 &lt; 6 &amp; x";
        assert_eq!(
            paragraphs(html),
            [
                "Port",
                "It opened on Monday. At noon.",
                "And then.",
                "One",
                "Two",
                "A | B",
                "5 < 6 & x"
            ]
        );
        assert!(paragraphs("").is_empty());
    }
}
