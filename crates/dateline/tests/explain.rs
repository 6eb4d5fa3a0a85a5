//! `dateline explain` tells how an event came about.

#![allow(clippy::unwrap_used)]

mod support;

use support::{dateline, output};

const REPORT: &str = "Peru arrested two Chilean soldiers on Monday.";

#[test]
fn an_event_is_traced_to_words_frame_and_actors() {
    let page = output(&["explain", "-", "e1"], REPORT);
    for told in ["e1 COERCE", "arrested", "frame coerce.arrest", "[PER", "[CHL", "occurred"] {
        assert!(page.contains(told), "{told} is missing in:\n{page}");
    }
}

#[test]
fn a_printed_reading_is_explained_as_its_report_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("reading.json");
    std::fs::write(&path, output(&["read", "-", "--format", "json"], REPORT)).unwrap();
    let by_reading = output(&["explain", path.to_str().unwrap()], "");
    assert_eq!(by_reading, output(&["explain", "-"], REPORT));
}

#[test]
fn a_wrong_id_is_told_in_one_sentence() {
    let output = dateline().args(["explain", "-", "e99"]).write_stdin(REPORT).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains("no event e99"), "{stderr}");
}
