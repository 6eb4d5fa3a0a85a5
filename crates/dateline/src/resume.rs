//! Where an interrupted `add` goes on: bookmarks of inputs, which the ledger
//! keeps with what was entered.
//!
//! A file's bookmark holds only while the file is as it was: its size, its time
//! and how it begins. It goes once `add` has come to its end, so that the next
//! run reads everything again, as a newer reader may read it otherwise. Standard
//! input and the web have none.

use dateline_ingest::{Input, Options, Position};
use dateline_ledger::Bookmark;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// So much of a file's beginning is compared.
const HEAD: u64 = 64 << 10;
/// The place of an input that is through.
const END: &str = "end";

/// The bookmarks that an earlier run left.
pub struct Bookmarks {
    left: HashMap<String, Bookmark>,
    /// What else the number of a record hangs on.
    how: String,
}

/// Where to begin with an input.
pub struct Begin {
    /// The bookmark of the input, which moves as records are entered; None if it
    /// can have none.
    pub mark: Option<Mark>,
    /// Where an earlier run was stopped.
    pub from: From,
}

/// What an earlier run left of an input.
#[derive(Debug, PartialEq)]
pub enum From {
    /// Nothing.
    Start,
    /// It stands behind this record.
    Behind(Position),
    /// It had read all of it.
    End,
    /// A bookmark of another file, or of another way to read it.
    Changed,
}

/// The bookmark of an input, still without a place.
#[derive(Debug, Clone)]
pub struct Mark {
    input: String,
    state: String,
}

impl Bookmarks {
    /// Those of `left` count for reading by `options`.
    pub fn new(left: Vec<Bookmark>, options: &Options) -> Self {
        let how = format!("{:?} {}", options.columns, options.follow);
        let left = left.into_iter().map(|mark| (mark.input.clone(), mark));
        Self { left: left.collect(), how }
    }

    /// Where to begin with `input`. A file that cannot be looked at has no
    /// bookmark; what is wrong with it shows when it is read.
    pub fn begin(&self, input: &Input) -> Begin {
        let Input::File(path) = input else { return Begin { mark: None, from: From::Start } };
        let Ok(mark) = self.mark(path) else { return Begin { mark: None, from: From::Start } };
        let from = match self.left.get(&mark.input) {
            None => From::Start,
            Some(left) if left.state != mark.state => From::Changed,
            Some(left) if left.place == END => From::End,
            Some(left) => serde_json::from_str(&left.place).map_or(From::Changed, From::Behind),
        };
        Begin { mark: Some(mark), from }
    }

    fn mark(&self, path: &Path) -> io::Result<Mark> {
        let input = path.canonicalize()?.to_string_lossy().into_owned();
        let file = File::open(path)?;
        let about = file.metadata()?;
        let time = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head)?;
        let mut hash = Sha256::new();
        hash.update(&head);
        hash.update(&self.how);
        let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Mark { input, state: format!("{} {} {hash}", about.len(), time.as_nanos()) })
    }
}

impl Mark {
    /// The input that it is of.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// Behind the record at `at`.
    pub fn behind(&self, at: &Position) -> serde_json::Result<Bookmark> {
        Ok(self.at(serde_json::to_string(at)?))
    }

    /// At the end of the input.
    pub fn end(&self) -> Bookmark {
        self.at(END.to_owned())
    }

    fn at(&self, place: String) -> Bookmark {
        Bookmark { input: self.input.clone(), state: self.state.clone(), place }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs;

    #[test]
    fn a_bookmark_holds_for_the_file_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        fs::write(&path, "{\"text\": \"One.\"}\n").unwrap();
        let input = Input::File(path.clone());
        let (options, at) =
            (Options::default(), Position { input: String::new(), record: 3, start: None });
        let fresh = Bookmarks::new(Vec::new(), &options);
        let begin = fresh.begin(&input);
        assert_eq!(begin.from, From::Start);
        let mark = begin.mark.unwrap();
        let left = |mark| Bookmarks::new(vec![mark], &options);
        let behind = mark.behind(&at).unwrap();
        assert_eq!(left(behind.clone()).begin(&input).from, From::Behind(at));
        assert_eq!(left(mark.end()).begin(&input).from, From::End);
        // Read in another way, garbled, or changed.
        let follow = Options { follow: true, ..Options::default() };
        assert_eq!(Bookmarks::new(vec![mark.end()], &follow).begin(&input).from, From::Changed);
        let garbled = Bookmark { place: "{".to_owned(), ..behind.clone() };
        assert_eq!(left(garbled).begin(&input).from, From::Changed);
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "{\"text\": \"Two.\"}\n").unwrap();
        File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(left(behind).begin(&input).from, From::Changed);
        assert!(fresh.begin(&Input::Stdin).mark.is_none());
        assert!(fresh.begin(&Input::File(dir.path().join("none"))).mark.is_none());
    }
}
