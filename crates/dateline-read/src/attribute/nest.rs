//! Nesting: in whose words an attribution itself stands.

use super::draft::Draft;

/// For every draft, the index of the one in whose content its cue stands; of
/// several the shortest. One sweep over the text.
pub(crate) fn nest(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        pieces.extend(draft.content.iter().map(|p| (p.start, p.end, i)));
    }
    pieces.sort_unstable();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&i| drafts[i].cue.head);

    let mut within = vec![None; drafts.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut coming = pieces.into_iter().peekable();
    for i in order {
        let at = drafts[i].cue.head;
        while let Some((_, end, of)) = coming.next_if(|&(start, _, _)| start <= at) {
            open.retain(|&(end, _)| end > at);
            open.push((end, of));
        }
        // A longer whole around a shorter part: so no circle can arise.
        let size = |i: usize| (extent(&drafts[i]), i);
        within[i] = open
            .iter()
            .filter(|&&(end, of)| end > at && size(of) > size(i))
            .map(|&(_, of)| of)
            .min_by_key(|&of| extent(&drafts[of]));
    }
    within
}

/// The number of tokens from the first to the last of the content.
fn extent(draft: &Draft) -> usize {
    match (draft.content.first(), draft.content.last()) {
        (Some(first), Some(last)) => last.end.saturating_sub(first.start),
        _ => 0,
    }
}
