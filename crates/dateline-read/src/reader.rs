//! What a reader brings to a report.

use dateline_annotate::model::Model;
use dateline_knowledge::Knowledge;
use std::sync::Arc;

/// The knowledge and the model a report is read with. Cheap to clone, shared
/// by threads.
#[derive(Clone)]
pub struct Reader {
    knowledge: Arc<Knowledge>,
    model: Arc<Model>,
    unfiltered: bool,
}

impl Reader {
    /// A reader with other tables than the embedded ones.
    pub fn with_knowledge(knowledge: Knowledge) -> Self {
        Self { knowledge: Arc::new(knowledge), ..Self::default() }
    }

    /// The same reader with another model than the embedded one.
    pub fn with_model(self, model: Model) -> Self {
        Self { model: Arc::new(model), ..self }
    }

    /// The same reader, which keeps events without an actor, and those without a
    /// recipient where PLOVER demands one: what its filter leaves out can be seen.
    pub fn unfiltered(self) -> Self {
        Self { unfiltered: true, ..self }
    }

    /// Whether such events are kept.
    pub(crate) fn is_unfiltered(&self) -> bool {
        self.unfiltered
    }

    /// The tables.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The language model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Default for Reader {
    /// A reader with the embedded tables and model.
    fn default() -> Self {
        Self { knowledge: Knowledge::embedded(), model: Model::embedded(), unfiltered: false }
    }
}
