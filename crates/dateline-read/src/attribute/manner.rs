//! Whether words are quoted or paraphrased.

use super::draft::Draft;
use super::page::Page;
use dateline_core::Manner;
use dateline_knowledge::Upos;

/// Direct if the whole content stands between quotation marks, mixed if a part
/// does. A quotation that holds the cue as well is somebody else's.
pub(crate) fn of(page: &Page, draft: &Draft) -> Manner {
    let (mut quoted, mut plain) = (false, false);
    for t in draft.content.iter().cloned().flatten() {
        if page.upos(t) == Upos::Punct {
            continue;
        }
        match page.quotations.of(t) {
            Some(q) if !q.contains(&draft.cue.head) => quoted = true,
            _ => plain = true,
        }
    }
    match (quoted, plain) {
        (true, false) => Manner::Direct,
        (true, true) => Manner::Mixed,
        (false, _) => Manner::Indirect,
    }
}
