//! `dateline watch`: saved questions and their alerts.

use crate::cli::{WatchAddArgs, WatchAlertsArgs, WatchCommand};
use crate::page::clean;
use crate::{ledger, output, webhook};
use anyhow::Result;
use dateline_ledger::{AnyLedger, Kind, Ledger, Watch, WatchQuestion, atom};
use serde_json::json;
use std::path::Path;

/// Does what is asked.
pub fn run(command: &WatchCommand) -> Result<()> {
    match command {
        WatchCommand::Add(args) => add(args),
        WatchCommand::List { ledger } => list(ledger.as_deref()),
        WatchCommand::Remove { name, ledger } => {
            dateline_ledger::open(&ledger::path(ledger.as_deref())?)?.unwatch(name)?;
            output::print(&format!("forgot {}\n", clean::line(name)))
        }
        WatchCommand::Alerts(args) => {
            let ledger = to_read(args.ledger.as_deref())?;
            let alerts = ledger.alerts(args.name.as_deref(), args.after, args.limit)?;
            let lines = alerts.iter().map(|alert| Ok(serde_json::to_string(alert)? + "\n"));
            output::print(&clean::json(lines.collect::<Result<String>>()?))
        }
        WatchCommand::Feed(args) => feed(args),
        WatchCommand::Send { ledger, allow_private } => {
            let mut ledger = dateline_ledger::open(&ledger::path(ledger.as_deref())?)?;
            let sent = webhook::send(&mut ledger, *allow_private)?;
            output::print(&format!("{} sent, {} failed\n", sent.sent, sent.failed))?;
            if sent.failed > 0 { anyhow::bail!(output::Told) } else { Ok(()) }
        }
    }
}

fn to_read(named: Option<&Path>) -> Result<AnyLedger> {
    Ok(dateline_ledger::open_to_read(&ledger::path(named)?)?)
}

fn add(args: &WatchAddArgs) -> Result<()> {
    let step = match (&args.step[..], &args.delivery_step[..]) {
        ([name, stage], _) => Some((Kind::Agreements, name, stage)),
        (_, [name, stage]) => Some((Kind::Deliveries, name, stage)),
        _ => None,
    };
    let kind = match step {
        Some((kind, ..)) => kind,
        None if args.claims => Kind::Claims,
        None if args.reports => Kind::Reports,
        None => Kind::Events,
    };
    let mut filter = args.filter.filter(kind)?;
    if let Some((_, _, stage)) = step {
        filter.stage = Some(stage.clone());
        // Unless something else is asked for, a step is one that was taken.
        filter.status.get_or_insert_with(|| "occurred".to_owned());
    }
    let named = step.map(|(_, name, _)| name.clone());
    let watch = Watch {
        name: args.name.clone(),
        question: WatchQuestion { kind, filter, named, differs: args.differs },
        webhook: args.webhook.clone(),
        secret: None,
    };
    watch.check()?;
    let mut ledger = ledger::open(args.ledger.as_deref())?;
    ledger.watch(&watch)?;
    output::print(&format!("watching {}\n", clean::line(&args.name)))?;
    let kept = ledger.watches()?.into_iter().find(|kept| kept.name == args.name);
    if let Some(secret) = kept.and_then(|kept| kept.secret) {
        output::print(&format!("alerts are signed with {secret}\n"))?;
    }
    Ok(())
}

fn list(named: Option<&Path>) -> Result<()> {
    let lines = to_read(named)?.watches()?.into_iter().map(|watch| {
        let row = json!({ "name": watch.name, "question": watch.question,
                          "webhook": watch.webhook });
        row.to_string() + "\n"
    });
    output::print(&clean::json(lines.collect()))
}

fn feed(args: &WatchAlertsArgs) -> Result<()> {
    let ledger = to_read(args.ledger.as_deref())?;
    let mut alerts = ledger.alerts(args.name.as_deref(), args.after, u32::MAX)?;
    // The newest stand first, and old ones are left out.
    alerts.reverse();
    alerts.truncate(args.limit as usize);
    output::print(&atom(&alerts, None))
}
