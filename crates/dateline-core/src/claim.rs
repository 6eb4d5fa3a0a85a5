//! Who says so, and how sure.

use crate::named_enum::named_enum;
use crate::{ActorId, ClaimId, Quote};
use serde::{Deserialize, Serialize};

named_enum! {
    /// Who the speaker is to the reader.
    SpeakerKind {
        /// A named person or body.
        Named = "named",
        /// Somebody left without a name: "two officials".
        Unnamed = "unnamed",
        /// Many at once: "analysts", "the West".
        Collective = "collective",
        /// A text: "a leaked memo".
        Document = "document",
    }
}

named_enum! {
    /// How the words are rendered.
    Manner {
        /// Quoted in full.
        Direct = "direct",
        /// Paraphrased.
        Indirect = "indirect",
        /// Paraphrased with quoted parts.
        Mixed = "mixed",
    }
}

named_enum! {
    /// What the speaker does with the content.
    Stance {
        /// Holds it to be so.
        Asserts = "asserts",
        /// Holds it not to be so.
        Denies = "denies",
        /// Leaves open whether it is so.
        Doubts = "doubts",
        /// Wants to know whether it is so.
        Asks = "asks",
        /// Holds that it will be so.
        Predicts = "predicts",
    }
}

named_enum! {
    /// The certainty the speaker states. Never mixed with our own confidence.
    Certainty {
        /// Said without reserve.
        Certain = "certain",
        /// "likely", "probably", "is expected to".
        Probable = "probable",
        /// "may", "could", "potential", "if".
        Possible = "possible",
        /// The words do not tell.
        Unstated = "unstated",
    }
}

named_enum! {
    /// Whether the content is affirmed or negated, apart from certainty.
    Polarity {
        /// It is so.
        Positive = "positive",
        /// It is not so.
        Negative = "negative",
    }
}

/// An attribution: somebody is reported to have said something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Claim<S = Quote> {
    /// Identifier within the reading.
    pub id: ClaimId,
    /// Who says so; none where the text names no source ("reportedly").
    pub speaker: Option<ActorId>,
    /// Who the speaker is to the reader.
    pub speaker_kind: SpeakerKind,
    /// The words that name the speaker; several pieces if discontinuous.
    pub source: Vec<S>,
    /// The words that mark the attribution.
    pub cue: Vec<S>,
    /// What is said.
    pub content: Vec<S>,
    /// How it is rendered.
    pub manner: Manner,
    /// What the speaker does with it.
    pub stance: Stance,
    /// The certainty the speaker states.
    pub certainty: Certainty,
    /// Whether the content is affirmed or negated.
    pub polarity: Polarity,
    /// The claim in whose content this one stands.
    pub within: Option<ClaimId>,
    /// How sure we are of our reading: 0 to 1.
    pub confidence: f32,
    /// The rule or model that found it.
    pub by: String,
}

impl<S> Claim<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Claim<T> {
        let each = |spans: Vec<S>| spans.into_iter().map(f).collect();
        Claim {
            id: self.id,
            speaker: self.speaker,
            speaker_kind: self.speaker_kind,
            source: each(self.source),
            cue: each(self.cue),
            content: each(self.content),
            manner: self.manner,
            stance: self.stance,
            certainty: self.certainty,
            polarity: self.polarity,
            within: self.within,
            confidence: self.confidence,
            by: self.by,
        }
    }
}
