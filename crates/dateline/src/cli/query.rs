//! The command line of questions to the ledger.

use anyhow::Result;
use clap::{Args, ValueEnum};
use dateline_ledger::{Filter, Kind, Sort};
use std::path::PathBuf;

/// QueryWhat can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryWhat {
    /// QueryWhat was published
    Reports,
    /// Who did what to whom
    Events,
    /// Who says what
    Claims,
    /// Who acts, speaks and is acted upon
    Actors,
    /// Agreements of the whole ledger and how far they came
    Agreements,
    /// Deliveries of the whole ledger and how far they came
    Deliveries,
    /// Reports about the same happening
    Stories,
}

impl QueryWhat {
    /// The same for the library.
    pub fn kind(self) -> Kind {
        match self {
            QueryWhat::Reports => Kind::Reports,
            QueryWhat::Events => Kind::Events,
            QueryWhat::Claims => Kind::Claims,
            QueryWhat::Actors => Kind::Actors,
            QueryWhat::Agreements => Kind::Agreements,
            QueryWhat::Deliveries => Kind::Deliveries,
            QueryWhat::Stories => Kind::Stories,
        }
    }
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// Columns to read; long cells are cut
    Table,
    /// Every column, for spreadsheets
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// In which order rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Latest published first
    Published,
    /// First published first
    Oldest,
    /// Events: latest happened first
    Happened,
    /// Events and claims: those read most surely first
    Confidence,
    /// Entered last first
    Entered,
}

/// QueryWhat to ask.
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// QueryWhat to ask for
    pub what: QueryWhat,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    /// How to print the rows
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub format: RowFormat,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// In which order
    #[arg(long, value_name = "ORDER", default_value = "published")]
    pub sort: SortArg,

    /// At most so many rows; a table has 50 without it
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,

    /// The page after the one that ended with this
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
}

/// Which rows are meant; the same for query, count, export and watch.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// In reports with all these words; "in quotes" a phrase, word* a beginning
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// In reports of this outlet
    #[arg(long)]
    pub outlet: Option<String>,

    /// In reports published on this day or later
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,

    /// In reports published on this day or earlier
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,

    /// Events that began in this time, told or else by their report; of anything
    /// else, published in it
    #[arg(long, value_name = "DAY|FROM..TO")]
    pub date: Option<String>,

    /// In reports of this story, such as s12
    #[arg(long, value_name = "STORY")]
    pub story: Option<String>,

    /// A name, or part of one: who acts in an event, is party to an agreement,
    /// supplies, or stands in a report
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,

    /// A name, or part of one: who is acted upon, or receives
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,

    /// The country code of anybody in it; of a claim, of the speaker
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,

    /// The PLOVER sector of anybody in it, such as GOV; of a claim, of the speaker
    #[arg(long, value_name = "SECTOR")]
    pub sector: Option<String>,

    /// Actors: person, organisation, country, group, document or unnamed
    #[arg(long)]
    pub kind: Option<String>,

    /// Events: the PLOVER type, such as AGREE
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,

    /// Events: the PLOVER mode, such as visit
    #[arg(long)]
    pub mode: Option<String>,

    /// Events and agreements: what they are about, such as military
    #[arg(long)]
    pub context: Option<String>,

    /// Events, or a step of agreements and deliveries: occurred, ongoing, planned,
    /// possible or negated
    #[arg(long)]
    pub status: Option<String>,

    /// Agreements and deliveries: a step they took, such as ratified or shipped
    #[arg(long)]
    pub stage: Option<String>,

    /// Claims, and events in them: certain, probable, possible or unstated
    #[arg(long)]
    pub certainty: Option<String>,

    /// Claims, and events in them: asserts, denies, doubts, asks or predicts
    #[arg(long)]
    pub stance: Option<String>,

    /// Claims, and events in them: a name, or part of one, of the speaker
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Events: part of the name of where, or the country code of where
    #[arg(long)]
    pub place: Option<String>,

    /// Events, claims and stories: told by so many origins at least
    #[arg(long, value_name = "N")]
    pub min_origins: Option<u32>,

    /// QueryWhat was known on this day, or at this moment (UTC)
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
}

impl FilterArgs {
    /// The same for the library.
    pub fn filter(&self, kind: Kind) -> Result<Filter> {
        let mut filter = Filter {
            text: self.text.clone(),
            outlet: self.outlet.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            story: self.story.clone(),
            actor: self.actor.clone(),
            recipient: self.recipient.clone(),
            country: self.country.clone(),
            sector: self.sector.clone(),
            kind: self.kind.clone(),
            event_type: self.event_type.clone(),
            mode: self.mode.clone(),
            context: self.context.clone(),
            status: self.status.clone(),
            stage: self.stage.clone(),
            certainty: self.certainty.clone(),
            stance: self.stance.clone(),
            speaker: self.speaker.clone(),
            place: self.place.clone(),
            min_origins: self.min_origins,
            as_of: self.as_of.clone(),
            ..Filter::default()
        };
        if let Some(date) = &self.date {
            let (first, last) = date.split_once("..").unwrap_or((date, date));
            let day = |day: &str| (!day.is_empty()).then(|| day.to_owned());
            let (from, to) = match kind {
                Kind::Events => (&mut filter.since, &mut filter.until),
                _ => (&mut filter.from, &mut filter.to),
            };
            *from = day(first).or(from.take());
            *to = day(last).or(to.take());
        }
        filter.check(kind)?;
        Ok(filter)
    }
}

impl QueryArgs {
    /// The question for the library.
    pub fn filter(&self) -> Result<Filter> {
        let sort = match self.sort {
            SortArg::Published => Sort::Published,
            SortArg::Oldest => Sort::Oldest,
            SortArg::Happened => Sort::Happened,
            SortArg::Confidence => Sort::Confidence,
            SortArg::Entered => Sort::Entered,
        };
        let limit = self.limit.or((self.format == RowFormat::Table).then_some(50));
        let after = self.after.clone();
        let filter = Filter { sort, limit, after, ..self.filter.filter(self.what.kind())? };
        filter.check(self.what.kind())?;
        Ok(filter)
    }
}

/// What to count.
#[derive(Debug, Args)]
pub struct CountArgs {
    /// By what, several by comma: dyad, actor, recipient, type, cameo, day, month,
    /// year, country, sector, status, place, speaker, certainty, stance, outlet
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub by: Vec<String>,

    /// What to count: events, claims, actors or reports
    #[arg(long, value_name = "ROWS", default_value = "events")]
    pub what: QueryWhat,

    /// Only the number of reports
    #[arg(long)]
    pub reports: bool,

    /// Only the number of texts: reprints of one count once
    #[arg(long)]
    pub texts: bool,

    /// Only the number of origins: who says it, else whose text it is
    #[arg(long)]
    pub origins: bool,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    /// How to print the cells
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub format: RowFormat,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// At most so many cells
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
}

/// What to compare.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The report, by its id
    pub report: String,

    /// The older version; without it, the one before
    #[arg(long, value_name = "N")]
    pub from: Option<u32>,

    /// The newer version; without it, the newest
    #[arg(long, value_name = "N")]
    pub to: Option<u32>,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    /// How to print the differences
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub format: DiffFormat,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Words that went in [-…-], words that came in {+…+}
    Text,
    /// One JSON object
    Json,
}
