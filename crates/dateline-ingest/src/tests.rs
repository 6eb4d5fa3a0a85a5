use super::*;
use dateline_core::{NoticeCode, PublishedFrom};
use proptest::prelude::*;
use std::path::Path;

fn load_file(path: &Path) -> Vec<Result<Loaded, String>> {
    let knowledge = Knowledge::embedded();
    let input = Input::File(path.to_owned());
    load(&input, &knowledge).map(|r| r.map_err(|e| e.to_string())).collect()
}

/// What a file of this name and content yields.
fn loaded(name: &str, content: impl AsRef<[u8]>) -> Vec<Result<Loaded, String>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, content).unwrap();
    load_file(&path)
}

fn one(name: &str, content: impl AsRef<[u8]>) -> Loaded {
    let mut all = loaded(name, content);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).unwrap()
}

fn error(name: &str, content: impl AsRef<[u8]>) -> String {
    let mut all = loaded(name, content);
    assert_eq!(all.len(), 1, "{all:?}");
    let error = all.remove(0).unwrap_err();
    assert!(!error.contains('\n') && error.contains(name), "{error}");
    error
}

#[test]
fn damaged_text_is_read_with_a_notice() {
    let loaded = one("a.txt", b"\xEF\xBB\xBFThe caf\xE9 opened.\r\nIt closed.\r\n");
    assert_eq!(loaded.report.text, "The caf\u{FFFD} opened.\nIt closed.");
    assert_eq!(loaded.notices[0].code, NoticeCode::BadEncoding);
    let wide: Vec<u8> =
        "\u{FEFF}The café opened.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.txt", wide).report.text, "The café opened.");
    assert_eq!(one("a.txt", "").report.text, "");
    assert_eq!(one("a.md", "\n \n").report.text, "");
}

#[test]
fn what_is_no_text_is_refused_in_a_sentence() {
    assert!(error("a.txt", [0u8; 100]).contains("binary"));
    assert!(error("a.jsonl.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x02").contains("damaged"));
    assert!(error("a.html", "<!doctype html><p>The port").contains("no article"));
    assert!(
        error("a.zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\x01\x02\x05\0\0\0").contains("binary")
    );
}

#[test]
fn a_file_that_vanished_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.txt");
    std::fs::write(&path, "The port opened.").unwrap();
    let inputs = find(&[path.display().to_string()]).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(inputs, [Input::File(path.clone())]);
    assert!(load_file(&path)[0].as_ref().unwrap_err().contains("there is no file"));
    assert!(load_file(dir.path())[0].as_ref().unwrap_err().contains("cannot read"));
}

#[test]
fn fifty_megabytes_of_one_character_are_read() {
    let report = one("a.txt", vec![b'"'; 50_000_000]).report;
    assert_eq!((report.text.len(), report.title), (50_000_000, None));
    assert_eq!(one("a.txt", vec![b'\n'; 50_000_000]).report.text, "");
}

#[test]
fn what_is_too_large_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.txt");
    // A sparse file: nothing is written. Its head is text.
    std::fs::write(&path, "The port opened. ".repeat(1000)).unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
    assert!(load_file(&path)[0].as_ref().unwrap_err().contains("larger than 256 MB"));
    // As JSON lines only the line is.
    let lines = dir.path().join("a.jsonl");
    std::fs::rename(&path, &lines).unwrap();
    let mut file = std::fs::File::options().append(true).open(&lines).unwrap();
    std::io::Write::write_all(&mut file, b"\n{\"text\": \"The port opened.\"}\n").unwrap();
    let all = load_file(&lines);
    assert!(all[0].as_ref().unwrap_err().contains("line 1, is larger"), "{:?}", all[0]);
    assert_eq!(all[1].as_ref().unwrap().report.text, "The port opened.");
}

#[test]
fn a_record_of_json_fills_the_report() {
    let json = r#"{"text": " LIMA - The port opened.\r\n", "title": "Port open", "outlet": "Harbour Gazette",
        "url": "https://harbour.example/1", "date": "2024-05-01 10:00 UTC", "authors": ["Jane Doe"],
        "language": "en-GB", "section": null, "views": [1, {"a": "\ud800"}]}"#;
    let Loaded { report, notices, .. } = one("a.json", json);
    assert_eq!(report.text, "Port open\n\n LIMA - The port opened.\r\n");
    assert_eq!(report.title_len(), 9);
    assert_eq!(report.outlet.as_deref(), Some("Harbour Gazette"));
    assert_eq!(report.published_at.as_deref(), Some("2024-05-01T10:00Z"));
    assert_eq!(
        (report.published_from, report.byline),
        (PublishedFrom::Given, vec!["Jane Doe".to_owned()])
    );
    assert_eq!((report.language.as_str(), report.section), ("en", None));
    assert_eq!(report.dateline.as_deref(), Some("LIMA"));
    assert_eq!((report.id.len(), report.version), (16, 1));
    assert!(notices.is_empty());
}

#[test]
fn a_title_that_begins_the_text_is_not_repeated() {
    let report =
        one("a.json", r#"{"title": "Port open", "body": "Port open\n\nIt opened."}"#).report;
    assert_eq!(report.text, "Port open\n\nIt opened.");
    let report = one("a.json", r#"{"title": "Port", "text": "Ports opened."}"#).report;
    assert_eq!(report.text, "Port\n\nPorts opened.");
    let report = one("a.json", r#"{"text": "Port open\n\nIt opened.", "id": 17}"#).report;
    assert_eq!(
        (report.text.as_str(), report.title, report.id.as_str()),
        ("Port open\n\nIt opened.", None, "17")
    );
}

#[test]
fn lone_surrogates_are_replaced_with_a_notice() {
    let Loaded { report, notices, .. } =
        one("a.json", r#"{"text": "\ud83d\ude80 a\ud83d b\udead"}"#);
    assert_eq!(report.text, "🚀 a\u{FFFD} b\u{FFFD}");
    assert!(notices[0].message.contains("2 places"), "{notices:?}");
}

#[test]
fn a_broken_record_does_not_hurt_the_others() {
    let lines = "\u{FEFF}{\"text\": \"One.\"}\r\n\r\n{\"text\": \n[1]\n{\"title\": \"Three\"}\n{\"text\": {}}\n{\"text\": \"Six.\"}";
    let all = loaded("a.jsonl", lines);
    let texts: Vec<_> = all.iter().map(|r| r.as_ref().map(|l| l.report.text.as_str())).collect();
    assert_eq!((texts.len(), texts[0], texts[5]), (6, Ok("One."), Ok("Six.")));
    for (i, says) in [
        (1, "line 3, is not"),
        (2, "line 4, has no `text`"),
        (3, "line 5, has no"),
        (4, "line 6, `text` should"),
    ] {
        assert!(texts[i].unwrap_err().contains(says), "{:?}", texts[i]);
    }
    assert!(all[5].as_ref().unwrap().report.url.as_ref().unwrap().ends_with("a.jsonl#7"));
    let all = loaded("a.json", r#"[{"text": "One."}, 2, {"text": "Three."}]"#);
    assert!(all[1].as_ref().unwrap_err().contains("item 2, has no `text`"));
    assert_eq!(all[2].as_ref().unwrap().report.text, "Three.");
}

#[test]
fn malformed_json_is_one_sentence() {
    for json in ["", "{", "[{\"text\": \"a\"},", "nonsense", "{\"text\": \"a\"} {\"text\": \"b\"}"]
    {
        assert!(error("a.json", json).contains("is not a JSON record"));
    }
    assert!(error("a.json", "3").contains("has no `text`"));
    assert!(error("a.json", "[".repeat(100_000)).contains("JSON"));
    assert!(error("a.json", r#"{"text": "a", "authors": [1]}"#).contains("`authors` should be"));
    let undated = one("a.json", r#"{"text": "a", "date": "soon"}"#);
    assert_eq!(undated.notices[0].code, NoticeCode::Undated);
}

#[test]
fn what_is_read_from_memory_has_no_other_address() {
    let knowledge = Knowledge::embedded();
    let reports: Vec<_> = load_bytes("a.txt", b"The port opened.", &knowledge).collect();
    assert_eq!(reports[0].as_ref().unwrap().report.url.as_deref(), Some("a.txt"));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), name in 0usize..4) {
        let name = ["a.txt", "a.md", "a.json", "a.jsonl"][name];
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        load_file(&path);
    }

    #[test]
    fn any_string_comes_through_json(text in any::<String>()) {
        let place = place::Place::new(&Input::Stdin);
        let json = serde_json::json!({ "text": text }).to_string();
        let mastheads = &Knowledge::embedded().mastheads;
        let loaded = json::record(json.as_bytes(), &place, &Columns::default(), mastheads);
        prop_assert_eq!(loaded.unwrap().report.text, text);
    }
}
