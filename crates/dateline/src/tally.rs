//! Counts by name, and how they are told.

/// Counts of names, in the order in which these came up.
#[derive(Debug, Default)]
pub struct Tally {
    counts: Vec<(String, usize)>,
}

impl Tally {
    /// The counts of `names`.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut tally = Self::default();
        names.for_each(|name| tally.add(name.to_owned()));
        tally
    }

    /// Counts `name` once more.
    pub fn add(&mut self, name: String) {
        match self.counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((name, 1)),
        }
    }

    /// "5 claims: Ada Okoro 3, an official 2", naming at most `most` names,
    /// the frequent ones first.
    pub fn told(&self, noun: &str, most: usize) -> String {
        let total: usize = self.counts.iter().map(|(_, count)| count).sum();
        if total == 0 {
            return format!("no {noun}s");
        }
        let mut counts = self.counts.clone();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut named: Vec<_> =
            counts.iter().take(most).map(|(name, count)| format!("{name} {count}")).collect();
        if counts.len() > most {
            named.push("others".to_owned());
        }
        let plural = if total == 1 { "" } else { "s" };
        format!("{total} {noun}{plural}: {}", named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frequent_come_first_and_the_rest_are_others() {
        let tally = Tally::of(["b", "a", "a", "c"].into_iter());
        assert_eq!(tally.told("claim", 2), "4 claims: a 2, b 1, others");
        assert_eq!(Tally::of(["a"].into_iter()).told("event", 2), "1 event: a 1");
        assert_eq!(Tally::default().told("event", 2), "no events");
    }
}
