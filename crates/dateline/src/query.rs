//! `dateline query`: questions to the ledger.

use crate::cli::{QueryArgs, QueryWhat, RowFormat};
use crate::{ledger, output, table};
use anyhow::Result;
use dateline_ledger::{AnyLedger, Filter, Kind, Ledger, Page};
use serde_json::Value;

/// So many rows are fetched at a time.
const AT_A_TIME: u32 = 10_000;

/// Prints the rows that answer.
pub fn run(args: &QueryArgs) -> Result<()> {
    let mut filter = args.filter()?;
    let ledger = dateline_ledger::open_to_read(&ledger::path(args.ledger.as_deref())?)?;
    let mut left = filter.limit;
    let mut first = true;
    loop {
        filter.limit = Some(left.unwrap_or(u32::MAX).min(AT_A_TIME));
        let page = rows(&ledger, args.what, &filter)?;
        output::print(&match args.format {
            RowFormat::Jsonl => table::jsonl(&page.rows),
            RowFormat::Csv => table::csv(&page.rows, first)?,
            RowFormat::Table => table::table(columns(args.what), &page.rows),
        })?;
        first = false;
        filter.after = page.next;
        left = left.map(|left| left.saturating_sub(page.rows.len() as u32));
        match (&filter.after, left) {
            (None, _) => return Ok(()),
            (Some(next), Some(0)) => {
                output::note(&format!("more with --after {next}"));
                return Ok(());
            }
            _ => {}
        }
    }
}

/// The rows of one page, as JSON objects.
fn rows(ledger: &AnyLedger, what: QueryWhat, filter: &Filter) -> Result<Page<Value>> {
    Ok(match what {
        QueryWhat::Reports => json(ledger.reports(filter)?)?,
        QueryWhat::Events => json(ledger.events(filter)?)?,
        QueryWhat::Claims => json(ledger.claims(filter)?)?,
        QueryWhat::Actors => json(ledger.actors(filter)?)?,
        QueryWhat::Agreements => json(ledger.tracks(filter, Kind::Agreements)?)?,
        QueryWhat::Deliveries => json(ledger.tracks(filter, Kind::Deliveries)?)?,
        QueryWhat::Stories => json(ledger.stories(filter)?)?,
    })
}

fn json<T: serde::Serialize>(page: Page<T>) -> Result<Page<Value>> {
    let rows = page.rows.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Page { rows, next: page.next })
}

/// QueryWhat a table shows of a row; CSV and JSON have all.
fn columns(what: QueryWhat) -> &'static [&'static str] {
    match what {
        QueryWhat::Reports => {
            &["id", "version", "published_at", "outlet", "title", "claims", "events", "found"]
        }
        QueryWhat::Events => {
            &["record", "published_at", "type", "status", "actors", "recipients", "sentence"]
        }
        QueryWhat::Claims => {
            &["record", "published_at", "speaker", "stance", "certainty", "polarity", "content"]
        }
        QueryWhat::Actors => {
            &["record", "published_at", "name", "kind", "country", "sectors", "outlet"]
        }
        QueryWhat::Agreements => &["id", "name", "parties", "reports", "origins", "steps"],
        QueryWhat::Deliveries => &["id", "name", "parties", "reports", "origins", "steps"],
        QueryWhat::Stories => &["id", "title", "reports", "texts", "origins", "first", "last"],
    }
}
