//! Views of a table that are worth a click, and the means to keep this one.
//! All of them are links: what a table shows stands in its address.

use crate::visitor::Visitor;
use dateline_ledger::Kind;
use maud::{Markup, html};

/// Name and query of the views of a kind.
fn ready(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Events => &[
            ("What happened", "status=occurred"),
            ("Only possible", "status=possible"),
            ("Denied or not done", "status=negated"),
            ("Told by two origins", "min_origins=2"),
            ("Surest reading first", "sort=confidence"),
        ],
        Kind::Claims => &[
            ("Stated as certain", "certainty=certain"),
            ("Only possible", "certainty=possible"),
            ("Denials", "stance=denies"),
            ("Predictions", "stance=predicts"),
            ("Told by two origins", "min_origins=2"),
        ],
        Kind::Reports => &[("Entered last", "sort=entered"), ("Oldest first", "sort=oldest")],
        Kind::Actors => &[
            ("Persons", "kind=person"),
            ("Organisations", "kind=organisation"),
            ("Unnamed", "kind=unnamed"),
        ],
        Kind::Stories => &[("Two origins or more", "min_origins=2")],
        Kind::Agreements => &[
            ("Signed", "stage=signed&status=occurred"),
            ("Ratified", "stage=ratified&status=occurred"),
            ("In force", "stage=in+force&status=occurred"),
        ],
        Kind::Deliveries => &[
            ("Delivered", "stage=delivered&status=occurred"),
            ("Only possible", "status=possible"),
        ],
    }
}

/// The views of a kind, and what can be done with the one that is shown. The
/// script adds those that the browser keeps.
pub(crate) fn views(visitor: &Visitor, kind: Kind) -> Markup {
    let (path, query) = visitor.here.split_once('?').unwrap_or((&visitor.here, ""));
    let is_watched = !matches!(kind, Kind::Actors | Kind::Stories);
    html! {
        nav.views aria-label="Views of this table" {
            ul.chips data-views=(path) {
                li { a href=(path) aria-current=[query.is_empty().then_some("true")] { "All" } }
                @for (name, asks) in ready(kind) {
                    li { a href=(format!("{path}?{asks}")) aria-current=[(query == *asks).then_some("true")] { (name) } }
                }
                @if !query.is_empty() {
                    li.own { a href=(visitor.here) { "Link to this view" } }
                    li.own hidden { button.plain type="button" data-keep { "Keep this view" } }
                    @if is_watched && visitor.edits() {
                        li.own { a href=(format!("/watches?of={}&{query}#new", kind.as_str())) { "Watch this" } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A view that a filter refuses would be a link to an error.
    #[test]
    fn every_view_can_be_asked() {
        for kind in Kind::ALL {
            for (name, query) in ready(kind) {
                let uri = format!("/{}?{query}", kind.as_str()).parse().unwrap();
                assert!(crate::asked::filter(&uri, kind).is_ok(), "{name}");
            }
        }
    }
}
