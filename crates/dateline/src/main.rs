//! `dateline`: reads news reports and keeps the ledger of what they say.

mod access;
mod add;
mod cli;
mod codebook;
mod count;
mod demo;
mod diff;
mod eval;
mod explain;
mod export;
mod help;
mod ledger;
mod man;
mod output;
mod page;
mod parse;
mod pool;
mod progress;
mod query;
mod queue;
mod read;
mod record;
mod resume;
mod samples;
mod schema;
mod serve;
mod summary;
mod table;
mod tally;
mod together;
mod watch;
mod webhook;

use clap::{CommandFactory, Parser};
use cli::{Cli, Color, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let color = match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    color.write_global();
    let done = match &cli.command {
        Command::Demo => demo::run(),
        Command::Read(args) => read::run(args),
        Command::Add(args) => add::run(args),
        Command::Query(args) => query::run(args),
        Command::Count(args) => count::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Export(args) => export::run(args),
        Command::Watch(command) => watch::run(command),
        Command::Ledger(command) => ledger::run(command),
        Command::Serve(args) => serve::run(args),
        Command::Access(args) => access::run(args),
        Command::Submit(args) => queue::submit(args),
        Command::Worker(args) => queue::work(args),
        Command::Queue(command) => queue::queue(command),
        Command::Poll(args) => queue::poll(args),
        Command::Eval(args) => eval::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Parse(args) => parse::run(args),
        Command::Codebook { page } => codebook::run(page.as_deref()),
        Command::Schema => schema::run(),
        Command::Completions { shell } => man::completions(*shell, Cli::command()),
        Command::Man { dir } => man::run(dir.as_deref(), Cli::command()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read us has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is::<output::Told>() {
                output::complain(&format!("{error:#}"));
            }
            if output::is_usage(&error) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
