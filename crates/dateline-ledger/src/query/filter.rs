//! What to ask for, and whether it makes sense.

use crate::error::{LedgerError, Result};
use dateline_core::{
    ActorKind, AgreementStage, Certainty, Context, DeliveryStage, EventType, Mode, Sector, Stance,
    Status,
};
use serde::{Deserialize, Serialize};

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What was published.
    Reports,
    /// Who did what to whom.
    Events,
    /// Who says what.
    Claims,
    /// Who acts, speaks and is acted upon.
    Actors,
    /// Agreements of the whole ledger and how far they came.
    Agreements,
    /// Deliveries of the whole ledger and how far they came.
    Deliveries,
    /// Reports about the same happening.
    Stories,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 7] = [Reports, Events, Claims, Actors, Agreements, Deliveries, Stories];

    /// The one of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// As it is asked for.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Reports => "reports",
            Kind::Events => "events",
            Kind::Claims => "claims",
            Kind::Actors => "actors",
            Kind::Agreements => "agreements",
            Kind::Deliveries => "deliveries",
            Kind::Stories => "stories",
        }
    }
}

/// In which order rows come; the newest first, and of equals the one that was
/// entered last.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Latest published first.
    #[default]
    Published,
    /// First published first.
    Oldest,
    /// Events: latest happened first.
    Happened,
    /// Events and claims: those we are surest of first.
    Confidence,
    /// Entered last first.
    Entered,
}

/// What to ask for; what is not given is not asked. Which filter goes with
/// which kind, [`Filter::check`] tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Filter {
    /// Words of the report, all of them; in quotes, as a phrase; `word*` as a
    /// beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The outlet, exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Published on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Published on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// A story, `s12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// A name, or part of one, of who acts: of events, parties to agreements,
    /// suppliers; of reports and actors, of anybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// A name, or part of one, of who is acted upon or receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The country of anybody in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The sector of anybody in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Actors: person, organisation...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Events: the PLOVER type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Events: a PLOVER mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Events and agreements: what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// Events, agreements, deliveries: whether it, or a step, happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Agreements and deliveries: a step that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Claims, and events that stand in one: the certainty stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// Claims, and events that stand in one: what the speaker does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<String>,
    /// Claims, and events that stand in one: a name, or part of one, of the
    /// speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Events: where; part of the place's name, or a country's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Events: happened on this day or later. Where no day is told, that of
    /// the report is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Events: happened on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Events, claims, stories: told by so many origins at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_origins: Option<u32>,
    /// What was known at this moment: UTC, `2026-11-25T08:00:00.000Z`, or a
    /// day, meant to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The order of rows.
    pub sort: Sort,
    /// At most so many rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Rows after this one: the `cursor` of the last row of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

use Kind::{Actors, Agreements, Claims, Deliveries, Events, Reports, Stories};

impl Filter {
    /// Every filter by its name, its value if it is given, and the kinds it
    /// goes with.
    fn each(&self) -> [(&'static str, Option<&str>, &'static [Kind]); 21] {
        const ALL: &[Kind] = &Kind::ALL;
        const TRACKS: &[Kind] = &[Agreements, Deliveries];
        const SAID: &[Kind] = &[Claims, Events];
        [
            ("text", self.text.as_deref(), ALL),
            ("outlet", self.outlet.as_deref(), ALL),
            ("from", self.from.as_deref(), ALL),
            ("to", self.to.as_deref(), ALL),
            ("story", self.story.as_deref(), ALL),
            ("actor", self.actor.as_deref(), &[Reports, Events, Actors, Agreements, Deliveries]),
            ("recipient", self.recipient.as_deref(), &[Events, Deliveries]),
            (
                "country",
                self.country.as_deref(),
                &[Reports, Events, Claims, Actors, Agreements, Deliveries],
            ),
            ("sector", self.sector.as_deref(), &[Reports, Events, Claims, Actors]),
            ("kind", self.kind.as_deref(), &[Actors]),
            ("type", self.event_type.as_deref(), &[Events]),
            ("mode", self.mode.as_deref(), &[Events]),
            ("context", self.context.as_deref(), &[Events, Agreements]),
            ("status", self.status.as_deref(), &[Events, Agreements, Deliveries]),
            ("stage", self.stage.as_deref(), TRACKS),
            ("certainty", self.certainty.as_deref(), SAID),
            ("stance", self.stance.as_deref(), SAID),
            ("speaker", self.speaker.as_deref(), SAID),
            ("place", self.place.as_deref(), &[Events]),
            ("since", self.since.as_deref(), &[Events]),
            ("until", self.until.as_deref(), &[Events]),
        ]
    }

    /// Whether the question makes sense for `kind`: a filter that it does not
    /// know must not pass for one that holds, nor a misspelt value for one
    /// that nothing has.
    pub fn check(&self, kind: Kind) -> Result<()> {
        let wrong = |sentence: String| Err(LedgerError::Question(sentence));
        for (name, value, kinds) in self.each() {
            let Some(value) = value else { continue };
            if !kinds.contains(&kind) {
                let kinds: Vec<_> = kinds.iter().map(|k| k.as_str()).collect();
                return wrong(format!(
                    "{name} does not filter {}: it goes with {}",
                    kind.as_str(),
                    kinds.join(", ")
                ));
            }
            if let Some(known) = known(name, kind)
                && !known.contains(&value)
            {
                let known = known.join(", ");
                return wrong(format!("`{value}` is no {name}: write one of {known}"));
            }
            let days = ["from", "to", "since", "until"];
            if days.contains(&name) && !is_day(value) {
                return wrong(format!("`{value}` is no day: write one like 2026-03-30"));
            }
        }
        if let Some(code) = &self.country
            && (code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return wrong(format!("`{code}` is no country: write a code of three letters, ESP"));
        }
        if self.story.as_ref().is_some_and(|story| number('s', story).is_none()) {
            return wrong(
                "a story is written as `query stories` prints it, such as s12".to_owned(),
            );
        }
        if self.min_origins.is_some() && ![Events, Claims, Stories].contains(&kind) {
            let kind = kind.as_str();
            return wrong(format!(
                "min-origins does not filter {kind}: it goes with events, claims, stories"
            ));
        }
        if self.as_of.as_ref().is_some_and(|moment| !is_moment(moment)) {
            return wrong("write a day, or a moment like 2026-03-30T12:00:00.000Z".to_owned());
        }
        match self.sort {
            Sort::Happened if kind != Events => {
                wrong("only events are sorted by happened".to_owned())
            }
            Sort::Confidence if ![Events, Claims].contains(&kind) => {
                wrong("only events and claims are sorted by confidence".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// The values that filter `name` may have, where they are known.
fn known(name: &str, kind: Kind) -> Option<Vec<&'static str>> {
    let names = match name {
        "sector" => Sector::ALL.iter().map(|v| v.as_str()).collect(),
        "kind" => ActorKind::ALL.iter().map(|v| v.as_str()).collect(),
        "type" => EventType::ALL.iter().map(|v| v.as_str()).collect(),
        "mode" => Mode::ALL.iter().map(|v| v.as_str()).collect(),
        "context" => Context::ALL.iter().map(|v| v.as_str()).collect(),
        "status" => Status::ALL.iter().map(|v| v.as_str()).collect(),
        "certainty" => Certainty::ALL.iter().map(|v| v.as_str()).collect(),
        "stance" => Stance::ALL.iter().map(|v| v.as_str()).collect(),
        "stage" if kind == Deliveries => DeliveryStage::ALL.iter().map(|v| v.as_str()).collect(),
        "stage" => AgreementStage::ALL.iter().map(|v| v.as_str()).collect(),
        _ => return None,
    };
    Some(names)
}

/// The number of `s12`.
pub(crate) fn number(letter: char, text: &str) -> Option<i64> {
    text.strip_prefix(letter)?.parse().ok()
}

fn is_day(text: &str) -> bool {
    shaped(text, b"0000-00-00")
}

fn is_moment(text: &str) -> bool {
    is_day(text) || shaped(text, b"0000-00-00T00:00:00.000Z")
}

fn shaped(text: &str, shape: &[u8]) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(b, shape)| match shape {
            b'0' => b.is_ascii_digit(),
            _ => b == *shape,
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn problem(filter: Filter, kind: Kind) -> String {
        filter.check(kind).unwrap_err().to_string()
    }

    #[test]
    fn wrong_questions_are_told_with_what_is_allowed() {
        let some = |value: &str| Some(value.to_owned());
        let none = Filter::default;
        let typed = Filter { event_type: some("agree"), ..none() };
        assert!(problem(typed, Events).contains("`agree` is no type: write one of AGREE, CONSULT"));
        let stage = Filter { stage: some("signed"), ..none() };
        stage.check(Agreements).unwrap();
        assert!(problem(stage.clone(), Deliveries).contains("write one of requested"));
        assert!(problem(stage, Events).contains("does not filter events"));
        assert!(problem(Filter { from: some("2026-3-1"), ..none() }, Reports).contains("no day"));
        assert!(problem(Filter { as_of: some("now"), ..none() }, Reports).contains("moment"));
        assert!(problem(Filter { country: some("Spain"), ..none() }, Events).contains("ESP"));
        assert!(problem(Filter { story: some("12"), ..none() }, Events).contains("s12"));
        assert!(
            problem(Filter { min_origins: Some(2), ..none() }, Reports).contains("min-origins")
        );
        assert!(problem(Filter { sort: Sort::Happened, ..none() }, Claims).contains("only events"));
    }

    #[test]
    fn a_filter_is_kept_as_json_and_comes_back() {
        let filter = Filter { event_type: Some("AGREE".to_owned()), ..Filter::default() };
        let json = serde_json::to_string(&filter).unwrap();
        assert_eq!(json, r#"{"type":"AGREE","sort":"published"}"#);
        assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
    }
}
