use super::*;
use dateline_knowledge::Knowledge;
use proptest::prelude::*;
use std::path::PathBuf;

const BODY: &str =
    "The two ministers met on Monday and signed the fuel accord, the port office said.";

fn read(text: &str, markdown: bool) -> Loaded {
    let place = Place::new(&crate::Input::File(PathBuf::from("a.txt")));
    load(text, markdown, &place, &Knowledge::embedded().mastheads)
}

/// Expected fields; what is left out is expected to be empty.
#[derive(Default)]
struct Fields {
    outlet: &'static str,
    section: &'static str,
    title: &'static str,
    byline: &'static str,
    date: &'static str,
    dateline: &'static str,
}

fn check(head: &str, expected: Fields) {
    let report = read(&format!("{head}\n\n{BODY}\n\nIt will be read in May.\n"), false).report;
    let or_empty = |field: &Option<String>| field.clone().unwrap_or_default();
    assert_eq!(or_empty(&report.outlet), expected.outlet, "outlet of {head}");
    assert_eq!(or_empty(&report.section), expected.section, "section of {head}");
    assert_eq!(or_empty(&report.title), expected.title, "title of {head}");
    assert_eq!(report.byline.join("; "), expected.byline, "byline of {head}");
    assert_eq!(or_empty(&report.published_at), expected.date, "date of {head}");
    assert_eq!(or_empty(&report.dateline), expected.dateline, "dateline of {head}");
    assert!(report.text.starts_with(expected.title) && report.text.ends_with("read in May."));
}

#[test]
fn heads_are_told_from_the_body() {
    let title = "Albania and Malta Sign Fuel Accord After Months of Talks";
    let f = Fields::default;
    check(title, Fields { title, ..f() });
    check(
        &format!("Tirana News, KTIR\nWorld News\n\n{title}"),
        Fields { outlet: "Tirana News, KTIR", section: "World News", title, ..f() },
    );
    check(
        &format!(
            "The Harbour Gazette\n\n{title}\n\nBy Jane Doe and John Roe, Meridian Press\n3 May 2024"
        ),
        Fields {
            outlet: "The Harbour Gazette",
            title,
            byline: "Jane Doe; John Roe; Meridian Press",
            date: "2024-05-03",
            ..f()
        },
    );
    check(
        &format!("{title}\nBy Jane Doe | Friday, January 4, 2019"),
        Fields { title, byline: "Jane Doe", date: "2019-01-04", ..f() },
    );
    check(
        &format!("{title}\n\nUpdated 4 May 2024\nPublished: 2024-05-01 10:00 UTC"),
        Fields { title, date: "2024-05-01T10:00Z", ..f() },
    );
    check(
        &format!("{title}\nharbourgazette.example\nLast updated: 4 May 2024"),
        Fields { title, outlet: "harbourgazette.example", date: "2024-05-04", ..f() },
    );
    check(
        &format!("Corriere Verde\nPolitics\n\n{title}"),
        Fields { outlet: "Corriere Verde", section: "Politics", title, ..f() },
    );
    check(&format!("WORLD | EUROPE\n{title}"), Fields { section: "WORLD | EUROPE", title, ..f() });
    check(
        &format!("Radio Meridian • World\n{title}"),
        Fields { outlet: "Radio Meridian", section: "World", title, ..f() },
    );
    check(
        "Albania and Malta sign fuel accord with the\nhelp of the U.S.",
        Fields { title: "Albania and Malta sign fuel accord with the help of the U.S.", ..f() },
    );
    check(
        "Who Will Pay for the Pipeline to Valletta?",
        Fields { title: "Who Will Pay for the Pipeline to Valletta?", ..f() },
    );
    check("Minister: 'We will not sign'", Fields { title: "Minister: 'We will not sign'", ..f() });
    check(
        "“No deal by Friday”: ministers leave Tirana without accord",
        Fields { title: "“No deal by Friday”: ministers leave Tirana without accord", ..f() },
    );
    check(
        &format!(
            "Outlet: Harbour Gazette\nTitle: {title}\nBy: Jane Doe\nDate: 2024-05-01\nURL: https://harbour.example/1"
        ),
        Fields { outlet: "Harbour Gazette", title, byline: "Jane Doe", date: "2024-05-01", ..f() },
    );
    check(
        &format!(
            "---\ntitle: \"{title}\"\ntags:\n  - fuel\ndate: 2024-05-01T10:00:00Z\ndraft: false\n---\n"
        ),
        Fields { title, date: "2024-05-01T10:00:00Z", ..f() },
    );
    check("Ministers Meet the Press", Fields { title: "Ministers Meet the Press", ..f() });
    check("Harbour Gazette", Fields { title: "Harbour Gazette", ..f() });
}

#[test]
fn text_is_not_taken_for_a_head() {
    for head in [
        "The ministers met.",
        "“We will sign on Monday.”",
        "\"We will sign on Monday\"",
        "Dear Editor,",
        "Dear Sir",
        "Q: Will you sign",
        "The statement reads:",
        "- Fuel for the islands",
        "* Fuel for the islands",
        "1. Fuel for the islands",
        "the ministers met in Tirana",
        "He left early. She stayed for the talks",
        "They met; they talked; and then …",
        "The ministers of the two countries and their many aides met in the old town hall of the port for three days and talked about fuel",
        "---",
        "12 300 450",
        "The ministers, who had not met since May, agreed on\na price for the fuel, on its quality and on the port\nit is to be shipped from, as well as on the date when",
    ] {
        let text = format!("{head}\n\n{BODY}");
        let report = read(&text, false).report;
        assert_eq!((report.title, report.outlet, report.section), (None, None, None), "{head}");
        assert_eq!(report.text, text, "{head}");
    }
}

#[test]
fn one_paragraph_is_all_body() {
    let wrapped =
        "Albania and Malta agreed on Monday\nto sign the accord. It was\ndrawn up in May.";
    for text in [BODY, "Albania and Malta sign accord", wrapped, "By Jane Doe", "World News"] {
        let report = read(text, false).report;
        assert_eq!((report.text.as_str(), report.title), (text, None));
    }
    // Nor is a list of headlines a head without a body.
    let list = "Accord signed\n\nFerry late\n\nSun in Valletta";
    assert_eq!(read(list, false).report.text, list);
}

#[test]
fn a_text_may_have_a_paragraph_a_line() {
    let text = format!(
        "Tirana News, KTIR\nWorld News\nFuel Accord Signed\n{BODY}\nIt will be read in May."
    );
    let report = read(&text, false).report;
    assert_eq!(report.outlet.as_deref(), Some("Tirana News, KTIR"));
    assert_eq!(report.section.as_deref(), Some("World News"));
    assert_eq!(report.title.as_deref(), Some("Fuel Accord Signed"));
    assert_eq!(report.text, format!("Fuel Accord Signed\n\n{BODY}\nIt will be read in May."));
}

#[test]
fn a_dateline_stays_in_the_text() {
    let text =
        "Fuel Accord Signed\nTIRANA, May 3, 2024 (MPA) - The accord was signed.\n\nIt took hours.";
    let report = read(text, false).report;
    assert_eq!(report.title.as_deref(), Some("Fuel Accord Signed"));
    assert_eq!(report.dateline.as_deref(), Some("TIRANA"));
    assert_eq!(report.published_at.as_deref(), Some("2024-05-03"));
    assert_eq!(report.published_from, PublishedFrom::Text);
    assert!(report.text.contains("\n\nTIRANA, May 3, 2024 (MPA) - The accord"));
    // What stands above a dateline is a headline even with a full stop.
    let report =
        read("Accord signed.\n\nTIRANA (MPA) - It took hours.\n\nAll slept.", false).report;
    assert_eq!(report.title.as_deref(), Some("Accord signed."));
    assert_eq!(report.dateline.as_deref(), Some("TIRANA"));
}

#[test]
fn lines_under_the_title_are_kept_with_the_text() {
    let text =
        format!("Fuel Accord Signed\n\nMinisters speak of a long night\n\nBy Jane Doe\n\n{BODY}");
    let report = read(&text, false).report;
    assert_eq!(
        report.text,
        format!("Fuel Accord Signed\n\nMinisters speak of a long night\n\n{BODY}")
    );
    assert_eq!(report.byline, ["Jane Doe"]);
}

#[test]
fn a_heading_of_markdown_is_the_title() {
    let text = format!("# Accord signed.\n*By Jane Doe*\n\n{BODY}\n\n## What next\n\nNothing yet.");
    let report = read(&text, true).report;
    assert_eq!(report.title.as_deref(), Some("Accord signed."));
    assert_eq!(report.byline, ["Jane Doe"]);
    assert!(report.text.ends_with("## What next\n\nNothing yet."));
    assert_eq!(read(&text, false).report.title, None);
}

#[test]
fn a_date_given_that_is_none_gets_a_notice() {
    let loaded = read(&format!("Date: some day\n\n{BODY}"), false);
    assert_eq!(loaded.report.published_at, None);
    assert!(loaded.notices[0].message.contains("some day"));
}

#[test]
fn it_shows_where_the_date_was_found() {
    for (head, from) in [
        ("Published: 2024-05-01 10:00 UTC", PublishedFrom::Text),
        ("3 May 2024", PublishedFrom::Text),
        ("Date: 2024-05-01", PublishedFrom::Given),
        ("Title: Accord signed\nPublished: 2024-05-01", PublishedFrom::Given),
        ("Accord signed", PublishedFrom::Unknown),
    ] {
        let report = read(&format!("{head}\n\n{BODY}"), false).report;
        assert_eq!(
            (report.published_from, report.published_at.is_some()),
            (from, from != PublishedFrom::Unknown),
            "{head}"
        );
    }
}

#[test]
fn the_url_names_the_report_and_a_path_does_not() {
    let with = read(&format!("URL: https://harbour.example/1\n\n{BODY}"), false).report;
    assert_eq!(with.url.as_deref(), Some("https://harbour.example/1"));
    let changed = read("URL: https://harbour.example/1\n\nIt was not signed.", false).report;
    assert_eq!(with.id, changed.id);
    assert_eq!(read(BODY, false).report.url.as_deref(), Some("a.txt"));
}

/// The lines of `text` that are in no field of the report nor in its text.
fn lost(text: &str) -> Vec<String> {
    let Loaded { report, notices, .. } = read(text, false);
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept = squeeze(&report.text);
    for field in [report.title, report.outlet, report.section, report.dateline, report.url]
        .into_iter()
        .flatten()
    {
        kept = kept + "\n" + &squeeze(&field);
    }
    kept = kept
        + "\n"
        + &report.byline.join("\n")
        + &notices.iter().map(|n| n.message.as_str()).collect::<String>();
    let known = &Knowledge::embedded().mastheads;
    let is_kept = |line: &str| {
        let value = line.split_once(':').map_or(line, |(_, value)| value);
        kept.contains(&squeeze(line))
            || kept.contains(squeeze(value).trim_matches(['"', '\'']))
            || line::parts(line, known)
                .iter()
                .all(|(part, kind)| kind.is_furniture() || kept.contains(part))
            || dates::parse(value).is_some()
    };
    text.lines().filter(|l| !l.trim().is_empty() && !is_kept(l)).map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read(&text, false);
        read(&text, true);
    }

    #[test]
    fn no_line_is_lost(lines in prop::collection::vec(line(), 0..12)) {
        let text = lines.join("\n");
        prop_assert_eq!(lost(&text), Vec::<String>::new(), "{}", text);
    }
}

/// Lines as they stand above a body, and a body's.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        1 => Just("World News".to_owned()),
        1 => Just("Harbour Gazette".to_owned()),
        1 => Just("By Jane Doe | 3 May 2024".to_owned()),
        1 => Just("Updated: 4 May 2024, 10:00 UTC".to_owned()),
        1 => Just("Title: Fuel accord".to_owned()),
        1 => Just("LIMA, May 3 (MPA) - The port opened.".to_owned()),
        1 => Just(BODY.to_owned()),
        2 => "[A-Z][a-z]{2,8}( [A-Za-z]{2,8}){0,6}[.?]?",
        1 => "[ -~]{0,30}",
    ]
}
