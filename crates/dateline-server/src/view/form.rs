//! Forms that ask: the filters of tables. What they ask stands in the address,
//! so that it can be kept as a link.

use dateline_ledger::Filter;
use maud::{Markup, html};

/// A field for words.
pub(crate) fn words(name: &str, label: &str, value: &Option<String>) -> Markup {
    html! {
        label.field {
            span { (label) }
            input type="text" name=(name) value=(value.as_deref().unwrap_or_default()) maxlength="500" autocomplete="off";
        }
    }
}

/// A field for a day.
pub(crate) fn day(name: &str, label: &str, value: &Option<String>) -> Markup {
    html! {
        label.field {
            span { (label) }
            input type="date" name=(name) value=(value.as_deref().unwrap_or_default());
        }
    }
}

/// One of several, or all.
pub(crate) fn choice<'o>(
    name: &str,
    label: &str,
    value: &Option<String>,
    options: impl IntoIterator<Item = &'o str>,
) -> Markup {
    let chosen = value.as_deref().unwrap_or_default();
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                option value="" { "any" }
                @for option in options {
                    option value=(option) selected[option == chosen] { (option) }
                }
            }
        }
    }
}

/// One of several, and no other.
pub(crate) fn must_choose<'o>(
    name: &str,
    label: &str,
    chosen: &str,
    options: impl IntoIterator<Item = &'o str>,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for option in options { option value=(option) selected[option == chosen] { (option) } }
            }
        }
    }
}

/// What can be asked of the report that a row is of, whatever the row is.
pub(crate) fn of_report(asked: &Filter) -> Markup {
    html! {
        (words("text", "Words of the report", &asked.text))
        (words("outlet", "Outlet", &asked.outlet))
        (day("from", "Published from", &asked.from))
        (day("to", "Published to", &asked.to))
    }
}

/// The form with its fields. Folded on phones, so that the rows come first.
pub(crate) fn filters(path: &str, is_set: bool, fields: Markup) -> Markup {
    html! {
        details.filters open[is_set] {
            summary { "Filters" }
            form method="get" action=(path) {
                (fields)
                div.go {
                    button type="submit" { "Show" }
                    @if is_set { a href=(path) { "Clear" } }
                }
            }
        }
    }
}
