//! A piece of work: a report, or where reports lie.

use dateline_core::{Notice, Report};
use dateline_ingest::{Columns, Position};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// What stands in the queue, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What is to be read.
    #[serde(flatten)]
    pub source: Source,
    /// What its columns are called: `title=headline,text=story`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub map: String,
    /// Whether pages that a feed points to are read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub follow: bool,
}

/// Where the reports of an item are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Source {
    /// Here.
    Report {
        /// The report.
        report: Box<Report>,
        /// What was met on its way in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notices: Vec<Notice>,
    },
    /// In the queue's store of large bodies: an item of the kind above.
    Body {
        /// Under which name.
        key: String,
    },
    /// At an address of the web.
    Url {
        /// The address.
        url: String,
    },
    /// In a file that every worker sees under this path.
    File {
        /// The path.
        path: String,
        /// Behind which record; without it from the beginning.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Position>,
        /// How many records; without it all that follow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        records: Option<u64>,
    },
}

impl Item {
    /// An item without further words on how it is read.
    pub fn of(source: Source) -> Self {
        Self { source, map: String::new(), follow: false }
    }

    /// The item that `json` is.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, String> {
        let item: Self = serde_json::from_slice(json)
            .map_err(|error| format!("it is no item of work ({error})"))?;
        item.map.parse::<Columns>().map_err(|error| error.to_string())?;
        Ok(item)
    }

    /// The item as it stands in the queue.
    pub(crate) fn json(&self) -> Vec<u8> {
        // Strings, numbers and lists of them have a JSON form.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The same for the same work: the queue takes it in once within its window.
    pub(crate) fn id(json: &[u8]) -> String {
        Sha256::digest(json)[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Report { report, .. } => {
                write!(f, "report {}", report.url.as_deref().unwrap_or(&report.id))
            }
            Source::Body { key } => write!(f, "report in body {key}"),
            Source::Url { url } => f.write_str(url),
            Source::File { path, after, records } => {
                f.write_str(path)?;
                let first = after.as_ref().map_or(1, |at| at.record + 1);
                match records {
                    Some(1) => write!(f, ", record {first}"),
                    Some(n) => write!(f, ", records {first} to {}", first + n - 1),
                    None if after.is_some() => write!(f, ", from record {first}"),
                    None => Ok(()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn items_survive_the_way_and_the_same_have_one_id() {
        let file = |records| Item {
            map: "title=headline".to_owned(),
            ..Item::of(Source::File { path: "/n/a.csv".to_owned(), after: None, records })
        };
        let report = Report::of_text("Spain agreed.");
        for item in [
            file(Some(3)),
            Item::of(Source::Report { report: Box::new(report), notices: Vec::new() }),
            Item::of(Source::Url { url: "https://h.example/1".to_owned() }),
        ] {
            assert_eq!(Item::parse(&item.json()).unwrap(), item);
        }
        assert_eq!(Item::id(&file(None).json()), Item::id(&file(None).json()));
        assert_ne!(Item::id(&file(None).json()), Item::id(&file(Some(3)).json()));
        assert_eq!(file(Some(3)).to_string(), "/n/a.csv, records 1 to 3");
    }

    #[test]
    fn what_is_no_item_is_told() {
        for (json, says) in [
            (&b"\xFF"[..], "no item of work"),
            (b"{}", "no item of work"),
            (br#"{"what":"url"}"#, "missing field"),
            (br#"{"what":"url","url":"x","map":"shoe=9"}"#, "maps no field"),
        ] {
            assert!(Item::parse(json).unwrap_err().contains(says));
        }
    }
}
