//! Which of a sentence's times is an event's: the one that hangs nearest to its
//! words, in its own clause, and fits its tense.

use super::{TimeExpression, TimeSort, calendar, reference, times};
use dateline_annotate::{Document, Tree};
use dateline_core::{Report, Span, Status};
use dateline_knowledge::{Knowledge, Upos, VerbForm};

/// No time is further from an event's words, in steps of the tree.
const REACH: usize = 3;

/// A report's sentences with their times.
pub(crate) struct Times<'t> {
    pub document: &'t Document,
    pub tree: Tree<'t>,
    /// In the order of the text.
    pub found: Vec<TimeExpression>,
    /// The day from which relative times are counted.
    pub today: Option<i32>,
}

/// An event or a step as far as its time hangs on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    /// The words that tell it.
    pub trigger: Span,
    /// The sentence they stand in.
    pub sentence: usize,
    /// Whether it happened.
    pub status: Status,
}

impl<'t> Times<'t> {
    /// The times of a report.
    pub fn new(document: &'t Document, report: &Report, knowledge: &Knowledge) -> Self {
        let today = reference::today(report, &knowledge.times);
        let found = times(&document.text, today.as_deref(), &knowledge.times);
        let today = today.as_deref().and_then(calendar::parse);
        Self { document, tree: Tree::new(document), found, today }
    }
}

impl Times<'_> {
    /// The time of an event.
    pub fn nearest(&self, event: &Told) -> Option<&TimeExpression> {
        let sentence = &self.document.sentences[event.sentence];
        let trigger = event.trigger;
        let node = self.token_at(trigger.start);
        let from = self.found.partition_point(|one| one.span.start < sentence.span.start);
        let upto = self.found.partition_point(|one| one.span.start < sentence.span.end);
        let own: Vec<usize> = std::iter::once(node).chain(self.tree.above(node)).collect();
        let may = |one: &&TimeExpression| match one.sort {
            TimeSort::Days => !one.point.0.vague,
            // "at 6 p.m." is no day.
            TimeSort::Clock => one.start.is_some() || one.point.0.relative,
            TimeSort::Duration | TimeSort::Set => false,
        };
        let candidates = self.found.get(from..upto)?.iter().filter(may);
        let ranked = candidates.filter_map(|one| {
            let steps = self.steps(&own, one, event)?;
            let fits = self.fits_tense(one, event, node);
            fits.then_some((steps, one.span.start.abs_diff(trigger.start), one))
        });
        let best = ranked.min_by_key(|(steps, distance, _)| (*steps, *distance));
        best.map(|(.., one)| one).or_else(|| self.beside(event, node, &self.found[from..upto]))
    }

    /// The time after the event's words with no other verb between, where the
    /// tree has it hang on some noun: "attacked a post near the border on Tuesday".
    fn beside<'s>(
        &self,
        event: &Told,
        node: usize,
        found: &'s [TimeExpression],
    ) -> Option<&'s TimeExpression> {
        let tokens = &self.document.tokens;
        let after = found.iter().find(|one| one.span.start > tokens[node].span.end)?;
        let first = self.token_at(after.span.start);
        let verb = |t: &dateline_annotate::Token| {
            matches!(t.upos, Upos::Verb | Upos::Aux | Upos::Sconj) || t.norm == ":"
        };
        let told = matches!(tokens[first - 1].norm.as_str(), "on" | "in" | "during")
            || after.point.0.relative && tokens[first].relation() != "compound";
        (tokens[node].upos == Upos::Verb
            && told
            && after.sort == TimeSort::Days
            && after.start.is_some()
            && !after.point.0.vague
            && !tokens[node + 1..first].iter().any(verb)
            && self.fits_tense(after, event, node))
        .then_some(after)
    }

    /// The token at or after a byte.
    pub fn token_at(&self, byte: usize) -> usize {
        let tokens = &self.document.tokens;
        tokens.partition_point(|t| t.span.end <= byte).min(tokens.len().saturating_sub(1))
    }

    /// How far the expression hangs from the event's words, if nothing that has
    /// a time of its own stands between.
    fn steps(&self, own: &[usize], one: &TimeExpression, event: &Told) -> Option<usize> {
        let tokens = &self.document.tokens;
        let inside = self.token_at(one.span.start)..self.token_at(one.span.end - 1) + 1;
        // The head of the expression hangs on a word outside it.
        let edge =
            inside.clone().find(|&t| tokens[t].head.is_some_and(|h| !inside.contains(&h)))?;
        let outside = tokens[edge].head?;
        let up: Vec<usize> = std::iter::once(outside).chain(self.tree.above(outside)).collect();
        let (a, b) = own
            .iter()
            .enumerate()
            .find_map(|(a, t)| up.iter().position(|u| u == t).map(|b| (a, b)))?;
        let rises = own[..a].iter().all(|&t| self.may_rise(t, one, event));
        let sinks = up[..b].iter().all(|&t| self.may_sink(t, one));
        // "ratified the 2019 treaty" tells when the treaty was made.
        let case = self.tree.one(edge, "case");
        let names = one.point.0.related.is_none()
            && outside != own[0]
            && tokens[outside].upos != Upos::Verb
            && case.map_or(edge < outside, |c| tokens[c].norm == "of");
        (a + b <= REACH && rises && sinks && !names).then_some(a + b)
    }

    /// Whether what hangs on the head of `t` may tell the time of `t`.
    fn may_rise(&self, t: usize, one: &TimeExpression, event: &Told) -> bool {
        let token = &self.document.tokens[t];
        let marked = self.tree.one(t, "mark").map(|m| self.document.tokens[m].norm.as_str());
        let done = matches!(event.status, Status::Occurred | Status::Ongoing);
        match token.deprel.as_str() {
            "acl:relcl" | "ccomp" | "csubj" | "parataxis" => false,
            "advcl" => match marked {
                // "killing three", where the attack was
                None => token.verb_form == Some(VerbForm::Ing),
                Some(mark) => matches!(mark, "while" | "as" | "when"),
            },
            // "agreed on Monday to send troops" tells when it was agreed.
            "xcomp" => done,
            "acl" => false,
            // "On Monday Iran attacked and Iraq answered"
            "conj" if token.upos == Upos::Verb => {
                let first = token.head.and_then(|h| self.tree.one(h, "nsubj").or(Some(h)));
                self.tree.one(t, "nsubj").is_none() || done && one.span.start < self.first_of(first)
            }
            _ => true,
        }
    }

    /// Whether a time below `t` may tell the time of what `t` hangs on.
    fn may_sink(&self, t: usize, one: &TimeExpression) -> bool {
        let token = &self.document.tokens[t];
        match token.relation() {
            "ccomp" | "advcl" | "acl" | "parataxis" | "csubj" => false,
            "conj" => token.upos != Upos::Verb || self.tree.one(t, "nsubj").is_none(),
            // "promised to open it within three weeks" tells nothing of the promise.
            "xcomp" => {
                one.other.is_none()
                    && self.today.is_none_or(|today| one.point.0.end.is_none_or(|end| end <= today))
            }
            _ => true,
        }
    }

    fn first_of(&self, t: Option<usize>) -> usize {
        t.map_or(usize::MAX, |t| self.document.tokens[t].span.start)
    }

    /// What has happened was not in the future, what is planned is not past.
    fn fits_tense(&self, one: &TimeExpression, event: &Told, node: usize) -> bool {
        let Some(today) = self.today.filter(|_| one.point.0.related.is_none()) else {
            return true;
        };
        let (start, end) = self.days(one, event, node);
        let day = |d: &Option<String>| d.as_deref().and_then(calendar::parse);
        match event.status {
            Status::Occurred => day(&start).is_none_or(|start| start <= today),
            Status::Planned => day(&end).is_none_or(|end| end >= today),
            _ => true,
        }
    }

    /// First and last day, by the event's tense where the words leave it open;
    /// what is open at one end reaches to the report: "since 2014", "by June".
    pub fn days(
        &self,
        one: &TimeExpression,
        event: &Told,
        node: usize,
    ) -> (Option<String>, Option<String>) {
        match &one.other {
            Some((start, end)) if self.is_ahead(event, node) => {
                (Some(start.clone()), Some(end.clone()))
            }
            _ => {
                let point = &one.point.0;
                let today = self.today.filter(|_| !point.loose);
                let until = |start: i32| today.map(|today| start.max(today));
                let from = |end: i32| today.filter(|today| *today <= end);
                let start = point.start.or_else(|| point.end.and_then(from));
                let end = point.end.or_else(|| point.start.and_then(until));
                (start.map(calendar::iso), end.map(calendar::iso))
            }
        }
    }

    /// Whether the event lies ahead of the report.
    fn is_ahead(&self, event: &Told, node: usize) -> bool {
        let token = &self.document.tokens[node];
        let aux = |norms: &[&str]| {
            self.tree.all(node, "aux").any(|a| norms.contains(&&*self.document.tokens[a].norm))
        };
        match event.status {
            Status::Planned => true,
            // "may have attacked on Friday"
            Status::Possible => {
                let past = token.verb_form == Some(VerbForm::Past) && token.upos == Upos::Verb;
                !(past || aux(&["have", "has", "had", "having", "was", "were"]))
            }
            Status::Negated => aux(&["will", "wo", "shall", "would"]),
            Status::Occurred | Status::Ongoing => false,
        }
    }
}
