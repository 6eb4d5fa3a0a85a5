//! What a reader brings to a report.

use dateline_knowledge::Knowledge;
use std::sync::Arc;

/// The knowledge a report is read with. Cheap to clone, shared by threads.
#[derive(Debug, Clone)]
pub struct Reader {
    knowledge: Arc<Knowledge>,
}

impl Reader {
    /// A reader with other tables than the embedded ones.
    pub fn with_knowledge(knowledge: Knowledge) -> Self {
        Self { knowledge: Arc::new(knowledge) }
    }

    /// The tables.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }
}

impl Default for Reader {
    /// A reader with the embedded tables.
    fn default() -> Self {
        Self { knowledge: Knowledge::embedded() }
    }
}
