//! The two ladders: agreements and deliveries.

use crate::named_enum::named_enum;
use crate::{
    ActorId, AgreementId, ClaimId, Context, Country, DeliveryId, EventDate, EventId, Evidence,
    Quote, Status, Undated,
};
use serde::{Deserialize, Serialize};

named_enum! {
    /// How far an agreement has come, for whoever took the step. One
    /// parliament's ratification is a step by that party only.
    AgreementStage {
        /// Somebody suggested it.
        Proposed = "proposed",
        /// It is being talked over.
        Negotiating = "negotiating",
        /// Its text was initialled.
        Initialled = "initialled",
        /// It was signed.
        Signed = "signed",
        /// A government or other body approved it.
        Approved = "approved",
        /// A party ratified it.
        Ratified = "ratified",
        /// The text says that it is in force.
        InForce = "in force",
        /// It was suspended.
        Suspended = "suspended",
        /// It ended, lapsed or was left.
        Ended = "ended",
        /// A party turned it down.
        Rejected = "rejected",
    }
}

named_enum! {
    /// How far a delivery has come.
    DeliveryStage {
        /// The recipient asked for it.
        Requested = "requested",
        /// The supplier weighs it.
        Considered = "considered",
        /// The supplier threatens with it.
        Threatened = "threatened",
        /// The supplier offers it.
        Offered = "offered",
        /// The supplier promised it.
        Pledged = "pledged",
        /// The supplier's authorities approved it.
        Approved = "approved",
        /// It was ordered or bought.
        Ordered = "ordered",
        /// It is under way.
        Shipped = "shipped",
        /// It was handed over.
        Delivered = "delivered",
        /// It stands where it is to be used.
        Deployed = "deployed",
        /// The recipient confirms that it came.
        Received = "received",
        /// The supplier refused it.
        Refused = "refused",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// One step on a ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Step<G, S = Quote> {
    /// How far.
    pub stage: G,
    /// Who took the step.
    pub by: Option<ActorId>,
    /// Whether it happened.
    pub status: Status,
    /// When.
    pub date: Option<EventDate>,
    /// Why there is no date; none where there is one.
    pub undated: Option<Undated>,
    /// The claim it stands in; none in the outlet's own voice.
    pub claim: Option<ClaimId>,
    /// The event that is this step.
    pub event: Option<EventId>,
    /// The words it rests on.
    pub evidence: Evidence<S>,
    /// How sure we are of our reading: 0 to 1.
    pub confidence: f32,
}

impl<G, S> Step<G, S> {
    fn map<T>(self, f: &impl Fn(S) -> T) -> Step<G, T> {
        Step {
            stage: self.stage,
            by: self.by,
            status: self.status,
            date: self.date,
            undated: self.undated,
            claim: self.claim,
            event: self.event,
            evidence: self.evidence.map(f),
            confidence: self.confidence,
        }
    }
}

/// A treaty, pact, accord, deal or ceasefire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Agreement<S = Quote> {
    /// Identifier within the reading.
    pub id: AgreementId,
    /// As the report words it.
    pub name: String,
    /// Between whom.
    pub parties: Vec<ActorId>,
    /// What it is about.
    pub subjects: Vec<Context>,
    /// The steps told, in text order.
    pub steps: Vec<Step<AgreementStage, S>>,
}

impl<S> Agreement<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Agreement<T> {
        Agreement {
            id: self.id,
            name: self.name,
            parties: self.parties,
            subjects: self.subjects,
            steps: self.steps.into_iter().map(|s| s.map(f)).collect(),
        }
    }
}

/// What is delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Item {
    /// The words.
    pub text: String,
    /// The item's usual name, where known.
    pub name: Option<String>,
    /// What sort of thing it is: "cruise missile", "food aid".
    pub category: Option<String>,
    /// The class under which arms registers count it: "missiles", "ships".
    pub class: Option<String>,
    /// Where it was designed, if it is a system that the tables know.
    pub maker: Option<Country>,
}

/// Weapons, aid or goods on their way from one actor to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Delivery<S = Quote> {
    /// Identifier within the reading.
    pub id: DeliveryId,
    /// From whom.
    pub supplier: Option<ActorId>,
    /// To whom.
    pub recipient: Option<ActorId>,
    /// What.
    pub item: Item,
    /// How much, as the report words it.
    pub quantity: Option<String>,
    /// The steps told, in text order.
    pub steps: Vec<Step<DeliveryStage, S>>,
}

impl<S> Delivery<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Delivery<T> {
        Delivery {
            id: self.id,
            supplier: self.supplier,
            recipient: self.recipient,
            item: self.item,
            quantity: self.quantity,
            steps: self.steps.into_iter().map(|s| s.map(f)).collect(),
        }
    }
}
