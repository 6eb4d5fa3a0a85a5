//! Alerts as an Atom feed.

use dateline_ledger::Alert;
use std::fmt::Write;

/// The feed, newest first as they come.
pub fn feed(alerts: &[Alert]) -> String {
    let updated = alerts.first().map_or("1970-01-01T00:00:00Z", |alert| &alert.recorded_at);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>urn:dateline:alerts</id>\n<title>Dateline alerts</title>\n\
         <updated>{updated}</updated>\n<author><name>dateline</name></author>\n"
    );
    for alert in alerts {
        let _ = write!(
            out,
            "<entry>\n<id>urn:dateline:alert:{}</id>\n<title>{}</title>\n\
             <updated>{}</updated>\n<category term=\"{}\"/>\n\
             <link rel=\"related\" href=\"urn:dateline:record:{}\"/>\n\
             <content type=\"text\">{}</content>\n</entry>\n",
            alert.seq,
            text(&format!("{}: {}", alert.watch, short(&alert.sentence))),
            text(&alert.recorded_at),
            text(&alert.watch),
            text(&alert.record),
            text(&format!("{} ({})", alert.sentence, alert.record)),
        );
    }
    out + "</feed>\n"
}

fn short(sentence: &str) -> String {
    const MOST: usize = 100;
    if sentence.chars().count() <= MOST {
        return sentence.to_owned();
    }
    sentence.chars().take(MOST - 1).chain(['…']).collect()
}

/// As XML may hold it: marks escaped, and no characters that XML has not.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
