//! Tables that can be read on a phone, and what stands where there are none.

use crate::answer::Rows;
use maud::{Markup, html};

/// A table. Each cell knows the name of its column, for narrow screens.
pub(crate) fn table(name: &str, heads: &[&str], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        table.rows {
            caption.hidden { (name) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for row in rows {
                    tr data-row {
                        @for (head, cell) in heads.iter().zip(row) { td data-label=(head) { (cell) } }
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
