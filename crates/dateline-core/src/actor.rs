//! Who acts, speaks and is acted upon.

use crate::named_enum::named_enum;
use crate::{ActorId, Country, Quote, Sector};
use serde::{Deserialize, Serialize};

named_enum! {
    /// What sort of thing an actor is.
    ActorKind {
        /// One named human being.
        Person = "person",
        /// A named body: ministry, company, armed group, alliance.
        Organisation = "organisation",
        /// A state, also where its capital or seat of government stands for it.
        Country = "country",
        /// Several without a name: protesters, analysts, gunmen.
        Group = "group",
        /// A text that speaks: a memo, a survey, a ruling.
        Document = "document",
        /// Somebody the report does not name: "an official".
        Unnamed = "unnamed",
    }
}

named_enum! {
    /// How a mention refers.
    Form {
        /// By name.
        Name = "name",
        /// By a noun: "the expert".
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
}

/// One place where an actor is named or referred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Mention<S = Quote> {
    /// The words.
    #[serde(flatten)]
    pub span: S,
    /// How it refers.
    pub form: Form,
}

/// Whom mentions resolve to, within one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Actor<S = Quote> {
    /// Identifier within the reading.
    pub id: ActorId,
    /// The row of `knowledge/` it is, such as `person.vladimir-putin`: the same
    /// in every report. None if no table holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Its item of Wikidata, such as `Q7747`, where the table has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// The fullest name or wording the report uses.
    pub name: String,
    /// What sort of thing it is.
    pub kind: ActorKind,
    /// State, or PLOVER's code for what is none.
    pub country: Option<Country>,
    /// PLOVER sectors, most telling first.
    pub sectors: Vec<Sector>,
    /// Office, profession, affiliation as the report words it.
    pub title: Option<String>,
    /// How sure we are of kind, country and sectors: 0 to 1.
    pub confidence: f32,
    /// Every mention, in text order.
    pub mentions: Vec<Mention<S>>,
    /// The knowledge row or rule that gave kind, country and sectors.
    pub by: String,
}

impl<S> Actor<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Actor<T> {
        Actor {
            id: self.id,
            entity: self.entity,
            wikidata: self.wikidata,
            name: self.name,
            kind: self.kind,
            country: self.country,
            sectors: self.sectors,
            title: self.title,
            confidence: self.confidence,
            mentions: self
                .mentions
                .into_iter()
                .map(|m| Mention { span: f(m.span), form: m.form })
                .collect(),
            by: self.by,
        }
    }
}
