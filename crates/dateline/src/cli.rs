//! The command line as clap sees it. What a person reads under `--help` stands
//! here and in `help`.

mod export;
mod ledger;
mod query;
mod queue;
mod serve;
mod watch;

pub use export::{ExportArgs, ExportFormat};
pub use ledger::{AddArgs, LedgerCommand};
pub use query::{CountArgs, DiffArgs, DiffFormat, QueryArgs, QueryWhat, RowFormat};
pub use queue::{PollArgs, QueueArgs, QueueCommand, SubmitArgs, WhichArgs, WorkerArgs};
pub use serve::{AccessArgs, AccessRole, LogFormat, ServeArgs};
pub use watch::{WatchAddArgs, WatchAlertsArgs, WatchCommand};

use crate::help;
use crate::page::Part;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use dateline_eval::What;
use dateline_ingest::{Columns, Options, Web, WebOptions};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Reads news reports and tells who did what to whom, who says so, and how sure
/// they are.
///
/// Dateline reads the text of a report and writes down its claims (who is
/// reported to have said what, with which certainty), its events (who did what
/// to whom, coded in PLOVER with the CAMEO code beside it, and whether it
/// happened, is planned, merely possible, or denied), and the agreements and
/// deliveries it tells of. Every record carries the words that it rests on.
/// `dateline add` keeps them in a ledger, `dateline query` asks it. Nothing leaves
/// your machine, and nothing is fetched but the addresses you name.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_long_help = help::MAIN)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// When to colour the output; auto colours on a terminal, and minds NO_COLOR
    /// and CLICOLOR_FORCE
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    // Without a line of help each: they would be listed under every command.
    Auto,
    Always,
    Never,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the sample reports that come with the program: the place to begin
    ///
    /// Reads the sample reports that are built into the program (fiction, with
    /// invented persons), shows in short what each says, one of them in full,
    /// and what they add up to.
    #[command(after_long_help = help::DEMO)]
    Demo,

    /// Read reports and print what they say
    ///
    /// Reads every report named and prints its reading. Nothing is stored. What
    /// cannot be read is told in one sentence on standard error, the rest is
    /// still read, and the exit status is then 1.
    #[command(after_long_help = help::READ)]
    Read(ReadArgs),

    /// Read reports and enter them into the ledger
    ///
    /// Reads every report named and stores its text and what it says. A line is
    /// printed for each once it is safely stored: id, version, what happened (new,
    /// new version, new reading, known) and headline. Adding the same again changes
    /// nothing. An add that was interrupted is simply run again: it goes on behind
    /// the last record of each file that it entered.
    #[command(after_long_help = help::ADD)]
    Add(AddArgs),

    /// Ask the ledger: who did what, who says what, what was published
    ///
    /// Prints the rows that answer. Each has the id of its record (report, version,
    /// record), which `dateline explain` opens. Below a page stands how to go on.
    #[command(after_long_help = help::QUERY)]
    Query(Box<QueryArgs>),

    /// Count what the ledger holds, by reports, texts and origins
    ///
    /// Prints how many events (or claims, actors, reports) there are of each kind,
    /// and how many reports, texts and origins tell them: reprints of one text are
    /// one text, and ten outlets that quote one expert are one origin. Each number
    /// has an id, which `dateline explain` opens to its sentences.
    #[command(after_long_help = help::COUNT)]
    Count(Box<CountArgs>),

    /// Write events, claims, actors or reports to a file for other programs
    ///
    /// Writes CSV, TSV, JSON lines or Parquet in our own columns or those of POLECAT,
    /// ICEWS, GDELT, CAMEO dyads or PLOVER. Beside the file goes a manifest that says
    /// what was asked of which ledger, how many rows there are, and their hash, so
    /// that the data set can be cited and made again. Layouts that have no status
    /// hold what occurred or is ongoing, unless --status asks for something else.
    #[command(after_long_help = help::EXPORT)]
    Export(Box<ExportArgs>),

    /// Show what changed between two versions of a report
    ///
    /// Prints the words that went and came, and what that did to claims and events:
    /// a status that changed, a speaker that was put before a statement.
    #[command(after_long_help = help::DIFF)]
    Diff(DiffArgs),

    /// Save questions that raise an alert when something new answers them
    ///
    /// A watch is asked of every report that `dateline add` enters. What answers it
    /// and was not told before raises an alert: once for what several reports tell,
    /// and never for a copy of a known text. Alerts stay in the ledger, and go to a
    /// feed or a webhook.
    #[command(subcommand, after_long_help = help::WATCH)]
    Watch(WatchCommand),

    /// Check a ledger, back it up, or correct it by hand
    #[command(subcommand, after_long_help = help::LEDGER)]
    Ledger(LedgerCommand),

    /// Open the ledger in a browser, and to programs
    ///
    /// Serves pages to read, check, correct and watch, each of them also as JSON and
    /// CSV, until it is stopped. Nothing is asked of any other host. On this machine
    /// nobody has to sign in; for any other address a file of users is needed.
    #[command(after_long_help = help::SERVE)]
    Serve(ServeArgs),

    /// Make a line for the file of users who may open the page
    ///
    /// Prints the user's line with a hash of the password, and tells the password on
    /// standard error, once. It is also the token that programs send.
    #[command(after_long_help = help::ACCESS)]
    Access(AccessArgs),

    /// Put reports into a queue, for workers on any machine to read
    ///
    /// Reports travel through the queue, so that workers need to see no files; with
    /// --shared it is told only where they lie. What is submitted twice is read
    /// once. The queue is a stream of NATS JetStream.
    #[command(after_long_help = help::SUBMIT)]
    Submit(SubmitArgs),

    /// Take work from a queue, read it, and enter it into the ledger
    ///
    /// Runs until it is stopped, and then first finishes what is in hand. Work is
    /// acknowledged once it is safely in the ledger; a worker that dies loses nothing.
    /// What cannot be read goes to the dead letters, with the reason.
    #[command(after_long_help = help::WORKER)]
    Worker(WorkerArgs),

    /// Look at a queue, and at what could not be read
    #[command(subcommand, after_long_help = help::QUEUE)]
    Queue(QueueCommand),

    /// Visit feeds and sitemaps in turn, and submit what is new
    ///
    /// Honours robots.txt and asks only for what has changed. Several may run: one
    /// polls, the others wait until it is gone.
    #[command(after_long_help = help::POLL)]
    Poll(PollArgs),

    /// Score the reader against gold data, yours or a published set
    ///
    /// Reads the texts of a gold file, compares what was found with what the
    /// file expects, and prints precision, recall and F1. Files may be gzipped.
    #[command(after_long_help = help::EVAL)]
    Eval(EvalArgs),

    /// Tell how events came about: words, rule, actors, type, status, code
    ///
    /// Prints for an event of a report, or for all of them, the sentence and the
    /// words it rests on, the frame that made it, where the frame looked for actors
    /// and recipients and whom it found, and what gave type, modes, status and code.
    /// A row of the ledger is opened to the words it rests on.
    #[command(after_long_help = help::EXPLAIN)]
    Explain(ExplainArgs),

    /// Print words, tags and trees as CoNLL-U
    ///
    /// Prints what the language model makes of every report named, for those who
    /// want the analysis itself: words, lemmas, parts of speech, features and a
    /// dependency tree for each sentence (Universal Dependencies), with names and
    /// mentions in comments.
    #[command(after_long_help = help::PARSE)]
    Parse(ParseArgs),

    /// Print what a code means, with example sentences
    ///
    /// Prints a page of the codebook: what a code is, how it differs from its
    /// neighbours, and sentences with the records that should be read in them.
    /// Without a name, the pages are listed.
    #[command(after_long_help = help::CODEBOOK)]
    Codebook {
        /// The page: an event type of PLOVER, or another name of the list, in
        /// whatever case
        #[arg(value_name = "TYPE")]
        page: Option<String>,
    },

    /// Print the JSON Schema of a reading
    ///
    /// Prints the JSON Schema (draft 2020-12) that every reading printed by
    /// `dateline read --format json` or `jsonl` obeys.
    #[command(after_long_help = help::SCHEMA)]
    Schema,

    /// Print the completion script of a shell
    #[command(after_long_help = help::COMPLETIONS)]
    Completions {
        /// The shell to complete in
        shell: clap_complete::Shell,
    },

    /// Print the manual page, or write all of them to a folder
    #[command(after_long_help = help::MAN)]
    Man {
        /// Where to write dateline.1, dateline-read.1 and so on; without it,
        /// dateline.1 is printed
        dir: Option<PathBuf>,
    },
}

/// What to read, and how to print it.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Files, patterns ("news/*.txt"), folders (read through), addresses of
    /// pages, feeds or sitemaps, or - for standard input
    #[arg(required = true, value_name = "FILE|GLOB|FOLDER|URL|-")]
    pub inputs: Vec<String>,

    /// How inputs are read
    #[command(flatten)]
    pub from: FromArgs,

    /// Write what was read, passed over and failed, and why, to this file as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// How to print the readings
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub format: ReadFormat,

    /// Parts of the page to show, by comma; all of them without it. For text only
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub only: Vec<Part>,

    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// What to explain.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A report, - for standard input, a reading that `dateline read --format
    /// json` printed, in a file that ends in .json, or a row of the ledger as
    /// `dateline query` prints it (REPORT/VERSION/RECORD)
    #[arg(value_name = "REPORT|READING.json|ROW")]
    pub input: String,

    /// The event, such as e2; all of them without it
    #[arg(value_name = "ID")]
    pub id: Option<String>,

    /// The ledger that holds the row; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// What to read with.
#[derive(Debug, Args)]
pub struct ReaderArgs {
    /// Read with the tables of this folder, laid out like knowledge/, instead
    /// of the embedded ones; files that it lacks are the embedded ones
    #[arg(long, value_name = "FOLDER")]
    pub knowledge: Option<PathBuf>,

    /// Know the actors of this file too: a PETRARCH or TABARI dictionary, or a
    /// table with the columns of knowledge/organisations.tsv or people.tsv. Its
    /// names outrank ours. May be given several times
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,

    /// Know the agents of this file too (nouns such as "lawmaker"): a PETRARCH
    /// or TABARI dictionary, or a table with the columns of knowledge/agents.tsv
    #[arg(long, value_name = "FILE")]
    pub agents: Vec<PathBuf>,

    /// Use the language model in this file instead of the embedded one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// How inputs are read.
#[derive(Debug, Args)]
pub struct FromArgs {
    /// Which columns of CSV or fields of JSON hold what, as FIELD=COLUMN by comma
    #[arg(long, value_name = "MAP", default_value = "", hide_default_value = true)]
    pub map: Columns,

    /// Fetch the pages that feeds and sitemaps point to
    #[arg(long)]
    pub follow: bool,

    /// Fetch from this machine and its network too, not from the public web only
    #[arg(long)]
    pub allow_private: bool,

    /// How long fetching one page may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
}

impl FromArgs {
    /// The same for the library.
    pub fn options(&self) -> Options {
        let web = WebOptions {
            allow_private: self.allow_private,
            timeout: Duration::from_secs(self.timeout.max(1)),
            ..WebOptions::default()
        };
        Options {
            columns: self.map.clone(),
            follow: self.follow,
            web: Arc::new(Web::new(web)),
            ..Options::default()
        }
    }
}

/// How a reading is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// A page to read: the text marked, who says what, what happened
    Text,
    /// One JSON object for one report, an array of them for several
    Json,
    /// One JSON object a line, whatever their number
    Jsonl,
}

/// What to parse.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Files, patterns ("news/*.txt"), folders (read through), or - for
    /// standard input
    #[arg(required = true, value_name = "FILE|GLOB|FOLDER|-")]
    pub inputs: Vec<String>,

    /// Use the language model in this file instead of the embedded one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// What to score.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The part of the reading to score
    #[arg(value_parser = PossibleValuesParser::new(What::ALL.iter().map(|w| w.as_str()))
        .try_map(|w| w.parse::<What>()))]
    pub what: What,

    /// The gold file; for codebook, a page or the folder of them; for extract,
    /// the folder of the pages and then the gold
    #[arg(required = true, num_args = 1..=2, value_name = "[FOLDER] GOLD")]
    pub gold: Vec<PathBuf>,

    /// How to print the scores
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub format: EvalFormat,

    /// Show the N worst cases with text, gold and ours; with json they go to
    /// standard error
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub errors: usize,

    /// With parse: score trees on the raw text, with our own words and sentences
    #[arg(long)]
    pub raw: bool,

    /// Keep events without an actor too, and those without a recipient where
    /// PLOVER demands one
    #[arg(long)]
    pub unfiltered: bool,

    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// How scores are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// A table
    Text,
    /// One JSON object
    Json,
}
