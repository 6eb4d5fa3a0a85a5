//! The pages that are a table of one kind: filters that are links, numbers
//! beside them, rows, and the way to the next ones.

use crate::answer::Rows;
use crate::app::App;
use crate::asked::filter;
use crate::problem::Problem;
use crate::view::table::{self, Beside};
use crate::view::{facets, form, layout, views};
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{AnyLedger, Filter, Kind, LedgerError, Page};
use maud::{Markup, html};
use serde::Serialize;

/// One of these pages.
pub(crate) struct Listed<T> {
    pub(crate) kind: Kind,
    /// Of CSV.
    pub(crate) columns: &'static [&'static str],
    pub(crate) ask: fn(&AnyLedger, &Filter) -> Result<Page<T>, LedgerError>,
    /// The name by which a row is corrected, if it can be.
    pub(crate) record: fn(&T) -> Option<&str>,
    /// The fields of the form.
    pub(crate) fields: fn(&Filter) -> Markup,
    pub(crate) list: fn(&[T], &Beside) -> Markup,
}

impl<T: Serialize + Send + 'static> Listed<T> {
    /// Answers a request for the table.
    pub(crate) async fn answer(
        &self,
        app: &App,
        visitor: &Visitor,
        uri: &Uri,
    ) -> Result<Response, Problem> {
        let filter = filter(uri, self.kind)?;
        let (query, ask, record) = (filter.clone(), self.ask, self.record);
        let is_page = visitor.wanted == Wanted::Html;
        let (rows, beside) = app
            .pool
            .ask(move |ledger| {
                let rows = ask(ledger, &query)?;
                if !is_page {
                    return Ok((rows, Beside::default()));
                }
                let beside = Beside::of(ledger, rows.rows.iter().filter_map(record))?;
                Ok((rows, beside.lighting(&query.text)))
            })
            .await?;
        let rows = Rows::of(rows, visitor);
        rows.answer(visitor, self.columns, |rows| self.page(visitor, &filter, rows, &beside))
    }

    fn page(&self, visitor: &Visitor, asked: &Filter, rows: &Rows<T>, beside: &Beside) -> Markup {
        let kind = self.kind.as_str();
        let path = format!("/{kind}");
        let is_set = visitor.here.contains('?');
        layout::page(
            visitor,
            &capital(kind),
            html! {
                (form::filters(&path, is_set, (self.fields)(asked)))
                (views::views(visitor, self.kind))
                div.with-facets {
                    (facets::folded(visitor, self.kind))
                    div.listed {
                        @if rows.rows.is_empty() && is_set { (table::nothing_fits(&path)) }
                        @else if rows.rows.is_empty() {
                            (table::empty(&format!("No {kind} are in the ledger yet."), table::how_to_add()))
                        } @else { ((self.list)(&rows.rows, beside)) (table::more(rows)) }
                    }
                }
            },
        )
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}
