//! An event while its sentence is read.

use super::compose::Complement;
use super::predicates::Trigger;
use super::status::Verdict;
use dateline_core::{ActorId, EventType, Mode, Status};

/// An event that is not yet numbered.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub trigger: Trigger,
    /// Place of the frame that made it.
    pub frame: usize,
    pub event_type: EventType,
    pub modes: Vec<Mode>,
    pub actors: Vec<ActorId>,
    pub recipients: Vec<ActorId>,
    pub verdict: Verdict,
    pub status: Status,
    pub historical: bool,
    /// Place of the draft it is part of.
    pub within: Option<usize>,
    /// Where what it tells as promised, demanded or denied hangs.
    pub complement: Complement,
    /// What its verb acts on.
    pub object: Vec<usize>,
    /// The verb that lends its subject to a noun of event.
    pub light: Option<usize>,
    /// The type of the act that it speaks of as future or refused.
    pub about: Option<EventType>,
    pub confidence: f32,
}
