//! Leaves out of a reading whom nothing is told of.

use dateline_core::{ActorId, Form, Reading};

/// Drops actors without a name that take part in nothing ("military
/// alliances"), and numbers the others anew.
pub(crate) fn prune<S>(reading: &mut Reading<S>) {
    let mut kept: Vec<bool> = reading
        .actors
        .iter()
        .map(|a| a.country.is_some() || a.mentions.iter().any(|m| m.form == Form::Name))
        .collect();
    each_reference(reading, &mut |id| kept[id.index()] = true);
    let mut next = 0..;
    let renamed: Vec<Option<ActorId>> =
        kept.iter().map(|&k| if k { next.next().map(ActorId::at) } else { None }).collect();
    reading.actors.retain(|a| kept[a.id.index()]);
    // A reference keeps its actor, so every one of them has a new number.
    let rename = &mut |id: &mut ActorId| *id = renamed[id.index()].unwrap_or(*id);
    reading.actors.iter_mut().for_each(|a| rename(&mut a.id));
    each_reference(reading, rename);
}

/// Shows every reference to an actor to `f`.
fn each_reference<S>(reading: &mut Reading<S>, f: &mut impl FnMut(&mut ActorId)) {
    let claims = reading.claims.iter_mut().flat_map(|c| &mut c.speaker);
    claims.for_each(&mut *f);
    for event in &mut reading.events {
        event.actors.iter_mut().chain(&mut event.recipients).for_each(&mut *f);
    }
    for agreement in &mut reading.agreements {
        agreement.parties.iter_mut().for_each(&mut *f);
        agreement.steps.iter_mut().flat_map(|s| &mut s.by).for_each(&mut *f);
    }
    for delivery in &mut reading.deliveries {
        delivery.supplier.iter_mut().chain(&mut delivery.recipient).for_each(&mut *f);
        delivery.steps.iter_mut().flat_map(|s| &mut s.by).for_each(&mut *f);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Reader, read};
    use dateline_core::Report;

    #[test]
    fn whom_nothing_is_told_of_is_left_out() {
        let text = "Old alliances matter. Analysts say that Norway may sign the accord.";
        let reading = read(&Report::of_text(text), &Reader::default());
        let names: Vec<_> = reading.actors.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["Analysts", "Norway"]);
        assert_eq!(reading.claims[0].speaker, Some(reading.actors[0].id));
        assert!(reading.actors.iter().enumerate().all(|(i, a)| a.id.index() == i));
    }
}
