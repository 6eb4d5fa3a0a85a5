//! The pages of ours come apart as their gold says.

#![allow(clippy::unwrap_used)]

use dateline_eval::{Options, What, evaluate};
use dateline_read::Reader;
use std::path::Path;

#[test]
fn pages_of_ours() {
    let pages = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../dateline-ingest/tests/pages"));
    let gold = pages.join("gold.json");
    let options = Options { errors: 50, ..Options::default() };
    let outcome = evaluate(What::Extract, &gold, &Reader::default(), &options).unwrap();
    for case in &outcome.errors {
        eprintln!("{}\n  gold {}\n  ours {}", case.text, case.gold, case.ours);
    }
    eprintln!("{:?}", outcome.scores);
    assert_eq!(outcome.items, 46);
    for (name, least) in
        [("text.f1", 0.98), ("title.accuracy", 0.95), ("author.f1", 0.95), ("date.accuracy", 0.95)]
    {
        assert!(outcome.scores[name] >= least, "{name} {}", outcome.scores[name]);
    }
}
