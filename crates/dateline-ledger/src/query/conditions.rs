//! The one place where a filter becomes SQL.
//!
//! A question is asked over readings `g` and the rows of one kind: events `e`,
//! claims `c` or actors `a`. Which of them is gone through first, `drive`
//! decides; readings, and reports `r`, are joined only where they are needed.

use super::drive::Driver;
use super::filter::{Filter, Kind, number};
use super::names::{self, search};
use crate::db::Value;
use crate::db::{Connection, Result};
use crate::supersede::seq_at;

/// What stands between FROM and ORDER BY, and the values of its marks.
#[derive(Debug, Default)]
pub(crate) struct Question {
    pub(crate) from: String,
    /// The number of the reading and the day of the report, as what is gone
    /// through has them.
    pub(crate) seq: &'static str,
    pub(crate) day: &'static str,
    conditions: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Question {
    /// The mark for a value: `?7`.
    pub(crate) fn mark(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// One more condition.
    pub(crate) fn and(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    /// One more condition, if there is a value for it; `?` is its mark.
    fn given(&mut self, condition: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            let mark = self.mark(value);
            self.and(condition.replace('?', &mark));
        }
    }

    /// The report's number.
    pub(crate) fn report(&self) -> String {
        match self.seq {
            "g.seq" => "g.report".to_owned(),
            seq => format!("(SELECT report FROM reading WHERE seq = {seq})"),
        }
    }

    /// Joins the reading `g` and its report `r`, for those who show of them.
    pub(crate) fn join_report(&mut self) {
        if self.seq != "g.seq" {
            self.from += &format!(" CROSS JOIN reading g ON g.seq = {}", self.seq);
        }
        self.from += " CROSS JOIN report r ON r.seq = g.report";
    }

    /// All conditions, for WHERE.
    pub(crate) fn conditions(&self) -> String {
        if self.conditions.is_empty() { "TRUE".to_owned() } else { self.conditions.join(" AND ") }
    }
}

/// What was known: everything, or what was entered up to a moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// Up to this reading.
    pub(crate) seq: Option<i64>,
    /// Up to this moment.
    pub(crate) moment: String,
}

impl Known {
    pub(crate) fn of(db: &Connection, as_of: Option<&str>) -> Result<Self> {
        let moment = moment(as_of);
        let seq = as_of.map(|_| seq_at(db, &moment)).transpose()?;
        Ok(Self { seq, moment })
    }

    /// Whether the reading of this number counts.
    pub(crate) fn counts(&self, number: &str) -> String {
        match self.seq {
            None => format!("NOT EXISTS (SELECT 1 FROM superseded WHERE reading = {number})"),
            Some(seq) => format!(
                "{number} <= {seq} AND NOT EXISTS
                 (SELECT 1 FROM superseded WHERE reading = {number} AND since <= {seq})"
            ),
        }
    }
}

/// The last moment that `as_of` includes.
pub(crate) fn moment(as_of: Option<&str>) -> String {
    match as_of {
        None => "9999".to_owned(),
        Some(day) if day.len() == 10 => format!("{day}T23:59:59.999Z"),
        Some(moment) => moment.to_owned(),
    }
}

/// The question that `filter` asks of `kind`, which is not one of those that
/// stand over all reports.
pub(crate) fn question(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    driver: &Driver,
) -> Result<Question> {
    let known = Known::of(db, filter.as_of.as_deref())?;
    let mut q = Question::default();
    driver.start(&mut q, kind);
    q.and(known.counts(q.seq));
    of_reports(&mut q, filter, &known, driver);
    match kind {
        Kind::Events => {
            of_events(&mut q, db, filter, driver)?;
            of_origins(&mut q, filter, &known, "e.id");
        }
        Kind::Claims => {
            of_claims(&mut q, db, filter)?;
            of_origins(&mut q, filter, &known, "c.id");
        }
        Kind::Actors => of_actors(&mut q, db, filter, "a")?,
        Kind::Agreements => of_tracks(&mut q, db, filter, &known, 'g')?,
        Kind::Deliveries => of_tracks(&mut q, db, filter, &known, 'd')?,
        _ => within_reports(&mut q, db, filter)?,
    }
    Ok(q)
}

/// What is asked of the report, whatever the kind.
pub(crate) fn of_reports(q: &mut Question, filter: &Filter, known: &Known, driver: &Driver) {
    let (published, report) = (q.day, q.report());
    let of_outlet = format!("{report} IN (SELECT seq FROM report WHERE outlet = ?)");
    q.given(&of_outlet, filter.outlet.clone());
    q.given(&format!("{published} >= ?"), filter.from.as_deref().map(day));
    q.given(&format!("{published} <= ?"), filter.to.as_deref().map(day));
    if !matches!(driver, Driver::Text { .. }) {
        // Of one report at a time: a list of all that have a common word is long.
        let sql = format!(
            "EXISTS (SELECT 1 FROM report_words WHERE report_words MATCH ? AND rowid = {report})"
        );
        q.given(&sql, filter.text.as_deref().map(search));
    }
    if let Some(story) = filter.story.as_deref().and_then(|story| number('s', story)) {
        let (story, moment) = (q.mark(story), q.mark(known.moment.clone()));
        q.and(format!(
            "{report} IN (SELECT m.report FROM story_member m WHERE m.story = {story} AND m.turn =
                       (SELECT max(turn) FROM story_member
                        WHERE report = m.report AND recorded_at <= {moment}))"
        ));
    }
}

fn of_events(q: &mut Question, db: &Connection, filter: &Filter, driver: &Driver) -> Result<()> {
    q.given("e.type = ?", filter.event_type.clone());
    q.given("e.status = ?", filter.status.clone());
    q.given(&among("e.modes"), filter.mode.clone());
    q.given(&among("e.contexts"), filter.context.clone());
    q.given("e.happened >= ?", filter.since.as_deref().map(day));
    q.given("e.happened <= ?", filter.until.as_deref().map(day));
    if let Some(place) = &filter.place {
        let (part, code) = (q.mark(names::like(place)), q.mark(place.clone()));
        q.and(format!("(e.place LIKE {part} ESCAPE '\\' OR e.country = {code})"));
    }
    let party = |condition: &str| {
        format!(
            "EXISTS (SELECT 1 FROM event_party p JOIN actor a ON a.reading = p.reading
                     AND a.id = p.actor
                     WHERE p.reading = e.reading AND p.event = e.id AND {condition})"
        )
    };
    for (side, name) in [("actor", &filter.actor), ("recipient", &filter.recipient)] {
        let driven = matches!(driver, Driver::Party { side: driven, .. } if *driven == side);
        if let (Some(name), false) = (name, driven) {
            let named = format!("p.side = '{side}' AND {}", named("p.name", q, db, name)?);
            q.and(party(&named));
        }
    }
    if !matches!(driver, Driver::Country(_)) {
        q.given(&party("p.country = ?"), filter.country.clone());
    }
    q.given(&party(&among("a.sectors")), filter.sector.clone());
    let claim = |condition: &str| {
        format!(
            "EXISTS (SELECT 1 FROM claim c
                     WHERE c.reading = e.reading AND c.id = e.claim AND {condition})"
        )
    };
    q.given(&claim("c.certainty = ?"), filter.certainty.clone());
    q.given(&claim("c.stance = ?"), filter.stance.clone());
    if let Some(name) = &filter.speaker {
        let named = named("c.speaker_name", q, db, name)?;
        q.and(claim(&named));
    }
    Ok(())
}

fn of_claims(q: &mut Question, db: &Connection, filter: &Filter) -> Result<()> {
    q.given("c.certainty = ?", filter.certainty.clone());
    q.given("c.stance = ?", filter.stance.clone());
    if let Some(name) = &filter.speaker {
        let named = named("c.speaker_name", q, db, name)?;
        q.and(named);
    }
    let speaker = |condition: &str| {
        format!(
            "EXISTS (SELECT 1 FROM actor a
                     WHERE a.reading = c.reading AND a.id = c.speaker AND {condition})"
        )
    };
    q.given(&speaker("a.country = ?"), filter.country.clone());
    q.given(&speaker(&among("a.sectors")), filter.sector.clone());
    Ok(())
}

fn of_actors(q: &mut Question, db: &Connection, filter: &Filter, a: &str) -> Result<()> {
    if let Some(name) = &filter.actor {
        let named = named(&format!("{a}.name"), q, db, name)?;
        q.and(named);
    }
    q.given(&format!("{a}.country = ?"), filter.country.clone());
    q.given(&among(&format!("{a}.sectors")), filter.sector.clone());
    q.given(&format!("{a}.kind = ?"), filter.kind.clone());
    Ok(())
}

/// Agreements (`g`) or deliveries (`d`) of readings, `t`, which are part of a
/// ladder.
fn of_tracks(
    q: &mut Question,
    db: &Connection,
    filter: &Filter,
    known: &Known,
    letter: char,
) -> Result<()> {
    q.from += " CROSS JOIN ladder_member t ON t.reading = g.seq";
    let moment = q.mark(known.moment.clone());
    q.and(format!(
        "t.record LIKE '{letter}%' AND t.turn =
             (SELECT max(turn) FROM ladder_member
              WHERE reading = t.reading AND record = t.record AND recorded_at <= {moment})"
    ));
    q.given(&among("t.subjects"), filter.context.clone());
    let party = |condition: &str| {
        format!(
            "EXISTS (SELECT 1 FROM track_party p JOIN actor a ON a.reading = p.reading
                     AND a.id = p.actor
                     WHERE p.reading = t.reading AND p.record = t.record AND {condition})"
        )
    };
    for (sides, name) in
        [("'party', 'supplier'", &filter.actor), ("'recipient'", &filter.recipient)]
    {
        if let Some(name) = name {
            let named = format!("p.side IN ({sides}) AND {}", named("a.name", q, db, name)?);
            q.and(party(&named));
        }
    }
    q.given(&party("a.country = ?"), filter.country.clone());
    if filter.stage.is_some() || filter.status.is_some() {
        let mut step = "s.reading = t.reading AND s.record = t.record".to_owned();
        for (column, value) in [("stage", &filter.stage), ("status", &filter.status)] {
            if let Some(value) = value {
                step += &format!(" AND s.{column} = {}", q.mark(value.clone()));
            }
        }
        q.and(format!("EXISTS (SELECT 1 FROM ladder_step s WHERE {step})"));
    }
    Ok(())
}

/// Records that so many origins tell, together with those that tell the same.
fn of_origins(q: &mut Question, filter: &Filter, known: &Known, record: &str) {
    let Some(least @ 2..) = filter.min_origins else { return };
    let moment = q.mark(known.moment.clone());
    let counts = known.counts("g.seq");
    q.and(format!(
        "{least} <= (SELECT count(DISTINCT {ORIGIN})
             FROM same x CROSS JOIN same y ON y.same = x.same
             CROSS JOIN reading g ON g.seq = y.reading
             CROSS JOIN copy_member m ON m.report = g.report AND m.turn =
                 (SELECT max(turn) FROM copy_member
                  WHERE report = g.report AND recorded_at <= {moment})
             WHERE x.reading = {reading} AND x.record = {record}
               AND x.recorded_at <= {moment} AND y.recorded_at <= {moment} AND {counts})",
        reading = record.replace(".id", ".reading"),
    ));
}

/// Whom a record `y` comes from: the speaker of its claim, else whoever its
/// text, of copy group `m`, is from, else the text itself.
const ORIGIN: &str = "coalesce(
    (SELECT o.origin FROM claim o WHERE o.reading = y.reading AND o.id = coalesce(
        (SELECT i.claim FROM event i WHERE i.reading = y.reading AND i.id = y.record), y.record)),
    (SELECT f.origin FROM copy_first f WHERE f.copy_group = m.copy_group
     ORDER BY f.turn DESC LIMIT 1),
    -m.copy_group)";

/// Reports in which somebody stands who is as asked.
fn within_reports(q: &mut Question, db: &Connection, filter: &Filter) -> Result<()> {
    if filter.actor.is_none() && filter.country.is_none() && filter.sector.is_none() {
        return Ok(());
    }
    let mut somebody = Question { values: std::mem::take(&mut q.values), ..Question::default() };
    of_actors(&mut somebody, db, filter, "a")?;
    let conditions = somebody.conditions();
    q.values = somebody.values;
    q.and(format!("EXISTS (SELECT 1 FROM actor a WHERE a.reading = g.seq AND {conditions})"));
    Ok(())
}

/// `column` is a name that has this part.
fn named(column: &str, q: &mut Question, db: &Connection, part: &str) -> Result<String> {
    let mark = q.mark(names::list(&names::ids(db, part)?));
    Ok(format!("{column} IN (SELECT value FROM json_each({mark}))"))
}

/// One of the words of `column` is the value.
pub(crate) fn among(column: &str) -> String {
    format!("' ' || {column} || ' ' LIKE '% ' || ? || ' %'")
}

/// A day, 2026-03-30, as a number.
pub(crate) fn day(text: &str) -> i64 {
    crate::functions::day_of(Some(text))
}
