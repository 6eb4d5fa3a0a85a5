//! What a user typed, as inputs.

use crate::IngestError;
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where reports come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Input {
    /// Standard input, `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A page, feed or file on the web.
    Url(String),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.pad("standard input"),
            Input::File(path) => f.pad(&path.to_string_lossy()),
            Input::Url(url) => f.pad(url),
        }
    }
}

/// How the name of a report in a folder ends. A file that the user names may
/// be called anything.
pub(crate) const EXTENSIONS: [&str; 14] = [
    "txt", "md", "json", "jsonl", "ndjson", "csv", "tsv", "html", "htm", "xhtml", "xml", "rss",
    "atom", "warc",
];

/// The same for people.
pub(crate) const EXTENSIONS_TOLD: &str = ".txt, .md, .html, .json, .jsonl, .csv, .tsv, .xml, .rss, .atom or .warc, packed as .gz or .zst or not";

/// The inputs that `patterns` name: files, globs that the shell left alone,
/// folders (read through in order of name, without hidden files, READMEs and
/// symbolic links to folders), `-`. What is named twice is read once.
///
/// # Errors
/// At the first pattern that names nothing that can be read.
pub fn find(patterns: &[String]) -> Result<Vec<Input>, IngestError> {
    let mut found = Vec::new();
    for pattern in patterns {
        let path = Path::new(pattern);
        if pattern == "-" {
            found.push(Input::Stdin);
        } else if path.symlink_metadata().is_ok() {
            enter(path, &mut found)?;
        } else if pattern.starts_with("http://") || pattern.starts_with("https://") {
            found.push(Input::Url(pattern.clone()));
        } else if pattern.contains(['*', '?', '[']) {
            expand(pattern, &mut found)?;
        } else {
            return Err(IngestError::Missing { place: pattern.clone() });
        }
    }
    let mut seen = HashSet::new();
    found.retain(|input| seen.insert(input.clone()));
    Ok(found)
}

/// What the user named: a folder is read through, anything else is a file.
fn enter(path: &Path, found: &mut Vec<Input>) -> Result<(), IngestError> {
    if !path.is_dir() {
        found.push(Input::File(path.to_owned()));
        return Ok(());
    }
    let before = found.len();
    walk(path, found)?;
    if found.len() == before {
        return Err(IngestError::NoReports { place: path.display().to_string() });
    }
    Ok(())
}

fn expand(pattern: &str, found: &mut Vec<Input>) -> Result<(), IngestError> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
    let paths = glob::glob_with(pattern, options).map_err(|error| IngestError::Pattern {
        place: pattern.to_owned(),
        problem: error.msg.to_owned(),
    })?;
    let before = found.len();
    for path in paths {
        let path = path.map_err(|error| IngestError::Unreadable {
            place: error.path().display().to_string(),
            error: error.into(),
        })?;
        if path.is_dir() { walk(&path, found)? } else { found.push(Input::File(path)) }
    }
    if found.len() == before {
        return Err(IngestError::NoMatch { place: pattern.to_owned() });
    }
    Ok(())
}

fn walk(folder: &Path, found: &mut Vec<Input>) -> Result<(), IngestError> {
    let unreadable = |error| IngestError::Unreadable { place: folder.display().to_string(), error };
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let plain = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        let is_report = !name.starts_with("readme.")
            && extension(Path::new(plain)).is_some_and(|e| EXTENSIONS.contains(&&*e));
        // Links to folders are not followed: they may lead in a ring.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name.starts_with('.') {
            continue;
        } else if is_folder {
            walk(&path, found)?;
        } else if is_report && path.is_file() {
            found.push(Input::File(path));
        }
    }
    Ok(())
}

/// The extension in lowercase.
pub(crate) fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "The ferry ran on time.").unwrap();
        }
        dir
    }

    fn names(dir: &tempfile::TempDir, pattern: &str) -> Result<Vec<String>, String> {
        let pattern = dir.path().join(pattern).to_string_lossy().into_owned();
        let found = find(&[pattern]).map_err(|e| e.to_string())?;
        let root = dir.path().to_string_lossy().into_owned() + "/";
        Ok(found.iter().map(|i| i.to_string().replace(&root, "")).collect())
    }

    #[test]
    fn a_folder_is_read_through_in_order_of_name() {
        let dir =
            folder(&["b.txt", "a/z.md", "a/.git/x.txt", ".h.txt", "c.JSONL", "p.png", "README.md"]);
        assert_eq!(names(&dir, "").unwrap(), ["a/z.md", "b.txt", "c.JSONL"]);
    }

    #[test]
    fn a_glob_finds_files_and_folders_and_a_file_may_have_any_name() {
        let dir = folder(&["one.txt", "two.txt", ".three.txt", "four.wire", "sub/five.txt"]);
        assert_eq!(names(&dir, "*.txt").unwrap(), ["one.txt", "two.txt"]);
        assert_eq!(names(&dir, "s?b").unwrap(), ["sub/five.txt"]);
        assert_eq!(names(&dir, "four.wire").unwrap(), ["four.wire"]);
    }

    #[test]
    fn a_name_with_glob_characters_is_a_name_first() {
        let dir = folder(&["draft [1].txt", "draft 1.txt"]);
        assert_eq!(names(&dir, "draft [1].txt").unwrap(), ["draft [1].txt"]);
    }

    #[test]
    fn what_is_named_twice_is_read_once() {
        let dash = "-".to_owned();
        assert_eq!(find(&[dash.clone(), dash]).unwrap(), [Input::Stdin]);
        assert!(find(&[]).unwrap().is_empty());
    }

    #[test]
    fn errors_are_one_sentence_that_says_how_to_mend() {
        let dir = folder(&["picture.png"]);
        for (pattern, says) in [
            ("", "holds no report: reports end in .txt"),
            ("none.txt", "there is no file or folder"),
            ("*.doc", "no file matches"),
            ("[", "is not a pattern of file names"),
        ] {
            let error = names(&dir, pattern).unwrap_err();
            assert!(error.contains(says), "{error}");
            assert!(!error.contains('\n'));
        }
    }

    #[test]
    fn addresses_are_inputs_and_packed_files_are_found() {
        let url = "https://harbour.example/a";
        assert_eq!(find(&[url.to_owned()]).unwrap(), [Input::Url(url.to_owned())]);
        let dir = folder(&["a.jsonl.gz", "b.warc.zst", "c.tar.gz", "d.gz"]);
        assert_eq!(names(&dir, "").unwrap(), ["a.jsonl.gz", "b.warc.zst"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_ring_end() {
        let dir = folder(&["a/one.txt"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
        assert_eq!(names(&dir, "").unwrap(), ["a/one.txt"]);
    }
}
