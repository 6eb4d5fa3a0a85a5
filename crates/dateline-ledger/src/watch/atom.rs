//! Alerts as an Atom feed.

use super::Alert;
use std::fmt::Write;

/// The feed, newest first as they come. With the address of a page that shows
/// records (`https://news.example.org`), entries lead to theirs.
pub fn atom(alerts: &[Alert], home: Option<&str>) -> String {
    let updated = alerts.first().map_or("1970-01-01T00:00:00Z", |alert| &alert.recorded_at);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>urn:dateline:alerts</id>\n<title>Dateline alerts</title>\n\
         <updated>{updated}</updated>\n<author><name>dateline</name></author>\n"
    );
    if let Some(home) = home {
        let home = text(home);
        let _ = write!(
            out,
            "<link rel=\"self\" href=\"{home}/alerts.atom\"/>\n\
             <link rel=\"alternate\" href=\"{home}/watches\"/>\n"
        );
    }
    for alert in alerts {
        let _ = write!(
            out,
            "<entry>\n<id>urn:dateline:alert:{}</id>\n<title>{}</title>\n\
             <updated>{}</updated>\n<category term=\"{}\"/>\n\
             {}\n\
             <content type=\"text\">{}</content>\n</entry>\n",
            alert.seq,
            text(&format!("{}: {}", alert.watch, short(&alert.sentence))),
            text(&alert.recorded_at),
            text(&alert.watch),
            link(alert, home),
            text(&format!("{} ({})", alert.sentence, alert.record)),
        );
    }
    out + "</feed>\n"
}

/// Where the record is: on its report's page, or by name only.
fn link(alert: &Alert, home: Option<&str>) -> String {
    let (report, id) = alert.record.rsplit_once('/').unwrap_or((&alert.record, ""));
    match home {
        // A watch of reports names report and version only.
        Some(home) if id.bytes().all(|b| b.is_ascii_digit()) => {
            format!("<link rel=\"alternate\" href=\"{}/reports/{report}/{id}\"/>", text(home))
        }
        Some(home) => {
            format!("<link rel=\"alternate\" href=\"{}/reports/{report}#{id}\"/>", text(home))
        }
        None => {
            format!("<link rel=\"related\" href=\"urn:dateline:record:{}\"/>", text(&alert.record))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_lead_to_their_records_and_hold_no_marks() {
        let alert = |record: &str| Alert {
            seq: 7,
            watch: "a <b>".to_owned(),
            record: record.to_owned(),
            sentence: "Spain & \u{1}Morocco".to_owned(),
            recorded_at: "2026-03-30T12:00:00.000Z".to_owned(),
        };
        let told = atom(&[alert("00a1/1/e3"), alert("00a1/1")], Some("http://x"));
        for part in [
            "href=\"http://x/alerts.atom\"",
            "href=\"http://x/reports/00a1/1#e3\"",
            "href=\"http://x/reports/00a1/1\"",
            "a &lt;b&gt;: Spain &amp; \u{FFFD}Morocco",
            "<updated>2026-03-30T12:00:00.000Z</updated>",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(atom(&[alert("00a1/1/e3")], None).contains("urn:dateline:record:00a1/1/e3"));
        assert!(atom(&[], None).contains("<updated>1970"));
    }
}
