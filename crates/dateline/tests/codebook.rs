//! Every example of the codebook is read as its page says.

#![allow(clippy::unwrap_used)]

use dateline_eval::codebook::{Page, check, pages};
use dateline_read::{Reader, read};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

fn codebook() -> Vec<Page> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../codebook");
    pages(Path::new(folder)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_example_is_read_as_its_page_says() {
    let reader = Reader::default();
    let mut wrong = String::new();
    let mut count = 0;
    for page in codebook() {
        for example in &page.examples {
            let place = format!("{}:{}", page.name, example.line);
            let misses = check(example, &read(&example.report(), &reader));
            match &example.known_failure {
                Some(_) if misses.is_empty() => {
                    count += 1;
                    writeln!(wrong, "{place} passes now: take its mark off").unwrap();
                }
                Some(_) => {}
                None => {
                    count += usize::from(!misses.is_empty());
                    for miss in misses {
                        let (expected, read) = (miss.expected, miss.read);
                        writeln!(wrong, "{place}\n  expected {expected}\n  read     {read}")
                            .unwrap();
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{count} examples are not as they should be:\n{wrong}");
}

#[test]
fn known_failures_are_few_in_every_folder() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for page in codebook() {
        let (known, all) = counts.entry(page.folder().to_owned()).or_default();
        *all += page.examples.len();
        *known += page.examples.iter().filter(|e| e.known_failure.is_some()).count();
    }
    for (folder, (known, all)) in counts {
        assert!(known * 20 <= all, "{folder}: {known} of {all} are known failures, above 5%");
    }
}

#[test]
fn every_page_is_well_formed() {
    for page in codebook() {
        assert!(!page.examples.is_empty(), "{} has no example", page.name);
    }
}
