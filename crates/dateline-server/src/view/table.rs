//! Tables that can be read on a phone, and what stands where there are none.

use super::found::Found;
use super::standing::{Standings, class};
use crate::answer::Rows;
use dateline_ledger::{Ledger, LedgerError};
use maud::{Markup, html};

/// What stands beside rows: what people said of them, and the words that were
/// looked for.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) standings: Standings,
    pub(crate) found: Found,
}

impl Beside {
    /// What people said of these records.
    pub(crate) fn of<'r>(
        ledger: &(impl Ledger + ?Sized),
        records: impl IntoIterator<Item = &'r str>,
    ) -> Result<Self, LedgerError> {
        let standings = Standings::of_records(ledger, records)?;
        Ok(Self { standings, found: Found::default() })
    }

    /// With the words that were looked for.
    pub(crate) fn lighting(self, search: &Option<String>) -> Self {
        Self { found: Found::of(search), ..self }
    }

    /// What is said of a record's row: `rejected`, `accepted` or nothing.
    pub(crate) fn class(&self, record: &str) -> &'static str {
        class(self.standings.of_record(record))
    }
}

/// A table. Each cell knows the name of its column, for narrow screens.
pub(crate) fn table(name: &str, heads: &[&str], rows: Vec<Vec<Markup>>) -> Markup {
    marked(name, heads, rows.into_iter().map(|cells| ("", cells)))
}

/// A table whose rows have a class each.
pub(crate) fn marked<'c>(
    name: &str,
    heads: &[&str],
    rows: impl IntoIterator<Item = (&'c str, Vec<Markup>)>,
) -> Markup {
    html! {
        table.rows {
            caption.hidden { (name) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for (class, cells) in rows {
                    tr class=[Some(class).filter(|class| !class.is_empty())] data-row {
                        @for (head, cell) in heads.iter().zip(cells) { td data-label=(head) { (cell) } }
                    }
                }
            }
        }
    }
}

/// The way to the next page.
pub(crate) fn more<T>(rows: &Rows<T>) -> Markup {
    html! {
        @if let Some(next) = &rows.next {
            p.more { a.button href=(next) rel="next" { "More" } }
        }
    }
}

/// What to do where there is nothing.
pub(crate) fn empty(what: &str, hint: Markup) -> Markup {
    html! { div.empty { p.lead { (what) } (hint) } }
}

/// The same where a filter lets nothing through.
pub(crate) fn nothing_fits(path: &str) -> Markup {
    empty(
        "Nothing in the ledger fits.",
        html! {
            p { "Take a filter away, or " a href=(path) { "see all" } "." }
        },
    )
}

/// How reports come in.
pub(crate) fn how_to_add() -> Markup {
    html! {
        p { "Reports come in by the command line:" }
        pre { code { "dateline add news/ --ledger FILE" } }
        p { "or one at a time: " a href="/read" { "read a text or an address" } ", look at what it says, and keep it." }
    }
}
