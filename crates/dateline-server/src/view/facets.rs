//! Numbers beside a table: how many rows there are of each sort, as links that
//! ask for these.

use super::globe;
use super::text::{first_words, grouped};
use crate::routes::{Facet, FacetValue, has_facets};
use crate::visitor::Visitor;
use dateline_ledger::Kind;
use maud::{Markup, html};

/// Where the numbers will stand. They are counted when it is opened, since on
/// large ledgers counting takes longer than all the rest of the page.
pub(crate) fn folded(visitor: &Visitor, kind: Kind) -> Markup {
    let query = visitor.here.split_once('?').map_or("", |(_, query)| query);
    let address = format!("/facets?of={}&{query}", kind.as_str());
    html! {
        @if has_facets(kind) {
            details.facets hx-get=(address) hx-trigger="toggle once" hx-target="find .numbers" {
                summary { "Numbers" }
                div.numbers { p { a href=(address) { "How many there are of each sort" } } }
            }
        }
    }
}

/// The numbers themselves.
pub(crate) fn numbers(facets: &[Facet]) -> Markup {
    html! {
        @for facet in facets {
            section.facet {
                h3 { (facet.name) }
                @match &facet.values {
                    None => { p.faint { "too many to count here" } }
                    Some(values) if values.is_empty() => { p.faint { "none" } }
                    Some(values) => { ul { @for value in values { li { (one(facet, value)) } } } }
                }
                @if facet.more { p { a href=(facet.all) { "all of them" } } }
            }
        }
    }
}

fn one(facet: &Facet, value: &FacetValue) -> Markup {
    let name = match &value.value {
        Some(code) if facet.by == "country" => first_words(globe::name(code), 40),
        Some(value) => first_words(value, 40),
        None => "not told".into(),
    };
    html! {
        @match &value.address {
            Some(address) if value.chosen => { a href=(address) aria-current="true" title="take this filter away" { (name) " ✕" } }
            Some(address) => { a href=(address) { (name) } }
            None => { span.faint { (name) } }
        }
        span.n { (grouped(value.records)) }
    }
}
