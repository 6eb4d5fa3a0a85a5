//! How many rows of a table there are of each sort, the other filters kept.

use super::count::kind;
use crate::answer;
use crate::app::App;
use crate::asked::{FacetsAsked, filter_with};
use crate::problem::Problem;
use crate::view::{facets, layout};
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use dateline_ledger::{By, Filter, Kind, Ledger, Measures};
use maud::html;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use url::form_urlencoded::{Serializer, parse};

/// How long one of them may be counted: they are an aside.
const PATIENCE: Duration = Duration::from_secs(4);
/// Values that are shown of each.
const SHOWN: usize = 8;

/// One sort of sorts.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Facet {
    /// By what rows are counted: type, status, country.
    pub(crate) by: &'static str,
    /// The same for people.
    #[serde(skip)]
    pub(crate) name: &'static str,
    /// The most frequent values; none if counting took too long.
    pub(crate) values: Option<Vec<FacetValue>>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// Where all of them are counted.
    pub(crate) all: String,
}

/// One value, and how many rows have it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct FacetValue {
    /// None where it is not told.
    pub(crate) value: Option<String>,
    pub(crate) records: u64,
    /// Whether these alone are asked for now.
    pub(crate) chosen: bool,
    /// The table with these alone; if they are chosen, with all.
    pub(crate) address: Option<String>,
}

/// By what the rows of a kind are counted: the name, and how it is asked.
fn sorts(kind: Kind) -> &'static [(&'static str, By)] {
    match kind {
        Kind::Events => &[
            ("Type", By::Type),
            ("Status", By::Status),
            ("Certainty", By::Certainty),
            ("Country involved", By::Country),
            ("Outlet", By::Outlet),
        ],
        Kind::Claims => &[
            ("Certainty", By::Certainty),
            ("Stance", By::Stance),
            ("Speaker’s country", By::Country),
            ("Outlet", By::Outlet),
        ],
        Kind::Reports => &[("Outlet", By::Outlet), ("Year", By::Year)],
        Kind::Actors => &[("Country", By::Country), ("Outlet", By::Outlet)],
        _ => &[],
    }
}

/// Whether rows of this kind are counted by sort.
pub(crate) fn has_facets(kind: Kind) -> bool {
    !sorts(kind).is_empty()
}

/// How many events, claims, reports or actors there are of each sort; each with the address that asks for them.
#[utoipa::path(get, path = "/facets", tag = "ledger", params(FacetsAsked), responses(
    (status = 200, description = "The most frequent values of each", content(
        (ref("#/components/schemas/Facets") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let kind = kind(&uri)?;
    let (filter, _) = filter_with(&uri, kind, &["of"])?;
    let query = uri.query().unwrap_or_default();
    // One at a time: rows are not to wait for numbers.
    let _turn = app.counting.acquire().await.map_err(Problem::broken)?;
    let mut facets = Vec::new();
    for (name, by) in sorts(kind) {
        facets.push(facet(&app, kind, &filter, query, name, *by).await?);
    }
    if visitor.part && visitor.wanted == Wanted::Html {
        return Ok(facets::numbers(&facets).into_response());
    }
    answer::one(&visitor, &facets, || {
        let title = format!("Numbers of {}", kind.as_str());
        layout::page(&visitor, &title, html! { div.numbers { (facets::numbers(&facets)) } })
    })
}

async fn facet(
    app: &App,
    kind: Kind,
    filter: &Filter,
    query: &str,
    name: &'static str,
    by: By,
) -> Result<Facet, Problem> {
    let asked = without(filter, by);
    let counted = app.pool.ask(move |ledger| {
        let most = Filter { limit: Some(SHOWN as u32 + 1), ..asked };
        ledger.count(&most, kind, &[by], Measures::default())
    });
    let cells = match timeout(PATIENCE, counted).await {
        Ok(cells) => Some(cells?),
        Err(_) => None,
    };
    let more = cells.as_ref().is_some_and(|cells| cells.len() > SHOWN);
    let values = cells.map(|cells| {
        let value = |cell: dateline_ledger::Cell| {
            let value = cell.by.into_iter().next().flatten();
            let chosen = value.is_some() && chosen(filter, by) == value;
            let address = value.as_deref().map(|value| {
                let wanted = if chosen { Vec::new() } else { fields(by, value) };
                format!("/{}?{}", kind.as_str(), with(query, by, wanted))
            });
            FacetValue { value, records: cell.records, chosen, address }
        };
        cells.into_iter().take(SHOWN).map(value).collect()
    });
    let all =
        with(query, by, vec![("of", kind.as_str().to_owned()), ("by", by.as_str().to_owned())]);
    Ok(Facet { by: by.as_str(), name, values, more, all: format!("/count?{all}") })
}

/// The filter without what it asks of this sort, so that others are counted too.
fn without(filter: &Filter, by: By) -> Filter {
    let mut filter = Filter { after: None, sort: Default::default(), ..filter.clone() };
    match by {
        By::Type => filter.event_type = None,
        By::Status => filter.status = None,
        By::Certainty => filter.certainty = None,
        By::Stance => filter.stance = None,
        By::Country => filter.country = None,
        By::Outlet => filter.outlet = None,
        By::Year => (filter.from, filter.to) = (None, None),
        _ => {}
    }
    filter
}

/// What is asked of this sort now.
fn chosen(filter: &Filter, by: By) -> Option<String> {
    match by {
        By::Type => filter.event_type.clone(),
        By::Status => filter.status.clone(),
        By::Certainty => filter.certainty.clone(),
        By::Stance => filter.stance.clone(),
        By::Country => filter.country.clone(),
        By::Outlet => filter.outlet.clone(),
        By::Year => {
            let (from, to) = (filter.from.as_deref()?, filter.to.as_deref()?);
            let year = from.strip_suffix("-01-01")?;
            (to.strip_suffix("-12-31") == Some(year)).then(|| year.to_owned())
        }
        _ => None,
    }
}

/// The fields that ask for a value.
fn fields(by: By, value: &str) -> Vec<(&'static str, String)> {
    match by {
        By::Year => vec![("from", format!("{value}-01-01")), ("to", format!("{value}-12-31"))],
        by => vec![(by.as_str(), value.to_owned())],
    }
}

/// The query with these fields instead of those of this sort.
fn with(query: &str, by: By, wanted: Vec<(&'static str, String)>) -> String {
    let own: &[&str] = if by == By::Year { &["from", "to"] } else { &[by.as_str()] };
    let aside = ["of", "by", "then", "after", "limit"];
    let mut pairs = Serializer::new(String::new());
    let kept = parse(query.as_bytes()).filter(|(name, value)| {
        !value.is_empty() && !own.contains(&&**name) && !aside.contains(&&**name)
    });
    pairs.extend_pairs(kept);
    pairs.extend_pairs(wanted);
    pairs.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_asked_for_beside_the_other_filters() {
        let asks = |query: &str, by, value| with(query, by, fields(by, value));
        assert_eq!(
            asks("status=occurred&type=AID", By::Type, "AGREE"),
            "status=occurred&type=AGREE"
        );
        assert_eq!(asks("of=events&after=x&outlet=", By::Outlet, "A & B"), "outlet=A+%26+B");
        assert_eq!(
            asks("from=2025-01-01&to=2025-12-31&text=x", By::Year, "2026"),
            "text=x&from=2026-01-01&to=2026-12-31"
        );
        assert_eq!(with("type=AID&status=planned", By::Type, Vec::new()), "status=planned");
    }
}
