//! `dateline codebook`: the pages that say what each code means.

use crate::output;
use anyhow::Result;
use std::fmt::Write as _;

/// Path and text of every file of the codebook, in order of name.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Prints the page of a code, or the list of pages.
pub fn run(wanted: Option<&str>) -> Result<()> {
    let Some(wanted) = wanted else { return output::print(&list()) };
    match find(wanted) {
        Some(text) => output::print(text),
        None => {
            let known: Vec<&str> = pages().map(|page| page.name).collect();
            let known = known.join(", ");
            Err(output::Usage(format!("the codebook has no page {wanted}; it has {known}")).into())
        }
    }
}

struct Page {
    /// Its path in the codebook, without the ending.
    path: &'static str,
    /// What it is asked for by: the last part of the path.
    name: &'static str,
    text: &'static str,
}

/// The pages. The `README.md` explains how they are written and is none.
fn pages() -> impl Iterator<Item = Page> {
    FILES.iter().filter_map(|(path, text)| {
        let path = path.strip_prefix("codebook/")?.strip_suffix(".md")?;
        let name = path.rsplit('/').next().unwrap_or(path);
        (name != "README").then_some(Page { path, name, text })
    })
}

/// The text of a page by its name or its path, in whatever case.
fn find(wanted: &str) -> Option<&'static str> {
    let wanted = wanted.trim().trim_end_matches(".md");
    let is = |page: &Page| {
        page.name.eq_ignore_ascii_case(wanted) || page.path.eq_ignore_ascii_case(wanted)
    };
    pages().find(is).map(|page| page.text)
}

fn list() -> String {
    let longest = pages().map(|page| page.name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for page in pages() {
        let title = page.text.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        let _ = writeln!(list, "{:longest$}  {title}", page.name);
    }
    list
}
