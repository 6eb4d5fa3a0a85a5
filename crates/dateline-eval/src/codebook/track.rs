//! What an item asks of an agreement or a delivery, and whether a reading has it.

use super::check::{fits_list, speaks};
use super::item::named;
use super::{PartyList, show};
use dateline_core::{
    ActorId, Agreement, AgreementStage, ClaimId, Context, Delivery, DeliveryStage, Reading, Status,
    Step,
};
use std::fmt::Display;
use std::str::FromStr;

/// What is asked of a ladder and one of its steps. What is left open is not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrackPattern {
    /// What is asked of it as an agreement or as a delivery.
    pub kind: TrackKind,
    /// Whether the step happened.
    pub status: Option<Status>,
    /// Who took the step.
    pub by: Option<PartyList>,
    /// The step stands in no claim.
    pub own_voice: bool,
    /// Who speaks in the claim the step stands in.
    pub said_by: Option<String>,
    /// No other ladder of the kind is read.
    pub alone: bool,
}

/// An agreement or a delivery.
#[derive(Debug, Clone, PartialEq)]
pub enum TrackKind {
    /// An agreement.
    Agreement {
        /// Exactly these are its parties.
        parties: PartyList,
        /// The step's rung.
        stage: Option<AgreementStage>,
        /// Subjects among its own.
        subjects: Vec<Context>,
        /// Its name.
        name: Option<String>,
    },
    /// A delivery.
    Delivery {
        /// From whom.
        supplier: PartyList,
        /// To whom.
        recipient: PartyList,
        /// The item's words or usual name.
        item: String,
        /// The step's rung.
        stage: Option<DeliveryStage>,
        /// How much.
        quantity: Option<String>,
        /// What sort of thing.
        category: Option<String>,
    },
}

impl Default for TrackKind {
    fn default() -> Self {
        Self::Agreement {
            parties: PartyList::default(),
            stage: None,
            subjects: Vec::new(),
            name: None,
        }
    }
}

impl TrackPattern {
    /// `PARTIES; STAGE; STATUS[; more]`
    pub(super) fn agreement(written: &str) -> Result<Self, String> {
        let mut parts = written.split(';').map(str::trim);
        let parties = PartyList::parse(parts.next().unwrap_or_default())?;
        let stage = open(parts.next().ok_or("an agreement needs `; STAGE; STATUS`")?)?;
        let (mut subjects, mut name) = (Vec::new(), None);
        let status = open(parts.next().ok_or("an agreement needs `; STATUS`")?)?;
        let mut track = Self { status, ..Self::default() };
        for more in parts {
            match more.split_once(' ') {
                Some(("context", context)) => subjects.push(named(context)?),
                Some(("name", words)) => name = Some(words.to_owned()),
                _ => track.take(more)?,
            }
        }
        track.kind = TrackKind::Agreement { parties, stage, subjects, name };
        Ok(track)
    }

    /// `SUPPLIER -> RECIPIENT; ITEM; STAGE; STATUS[; more]`
    pub(super) fn delivery(written: &str) -> Result<Self, String> {
        let mut parts = written.split(';').map(str::trim);
        let sides = parts.next().unwrap_or_default();
        let (supplier, recipient) =
            sides.split_once("->").ok_or("a delivery needs `SUPPLIER -> RECIPIENT`")?;
        let (supplier, recipient) = (PartyList::parse(supplier)?, PartyList::parse(recipient)?);
        let item = parts.next().ok_or("a delivery needs `; ITEM; STAGE; STATUS`")?.to_owned();
        let stage = open(parts.next().ok_or("a delivery needs `; STAGE; STATUS`")?)?;
        let (mut quantity, mut category) = (None, None);
        let status = open(parts.next().ok_or("a delivery needs `; STATUS`")?)?;
        let mut track = Self { status, ..Self::default() };
        for more in parts {
            match more.split_once(' ') {
                Some(("quantity", words)) => quantity = Some(words.to_owned()),
                Some(("category", words)) => category = Some(words.to_owned()),
                _ => track.take(more)?,
            }
        }
        track.kind = TrackKind::Delivery { supplier, recipient, item, stage, quantity, category };
        Ok(track)
    }

    fn take(&mut self, more: &str) -> Result<(), String> {
        match more.split_once(' ') {
            None if more == "alone" => self.alone = true,
            Some(("own", "voice")) => self.own_voice = true,
            Some(("by", who)) => self.by = Some(PartyList::parse(who)?),
            Some(("said", by)) if by.starts_with("by ") => {
                self.said_by = Some(by[3..].trim().to_owned());
            }
            _ => return Err(format!("`{more}` says nothing about a ladder")),
        }
        Ok(())
    }

    /// What was read instead; none if the reading has it.
    pub(super) fn missing(&self, reading: &Reading) -> Option<String> {
        let (met, count, shown): (bool, usize, Vec<String>) = match &self.kind {
            TrackKind::Agreement { .. } => (
                reading.agreements.iter().any(|a| self.fits_agreement(a, reading)),
                reading.agreements.len(),
                reading.agreements.iter().map(|a| show::agreement(a, reading)).collect(),
            ),
            TrackKind::Delivery { .. } => (
                reading.deliveries.iter().any(|d| self.fits_delivery(d, reading)),
                reading.deliveries.len(),
                reading.deliveries.iter().map(|d| show::delivery(d, reading)).collect(),
            ),
        };
        let read = if shown.is_empty() { "nothing".to_owned() } else { shown.join(" + ") };
        (!met || self.alone && count != 1).then_some(read)
    }

    fn fits_agreement(&self, agreement: &Agreement, reading: &Reading) -> bool {
        let TrackKind::Agreement { parties, stage, subjects, name } = &self.kind else {
            return false;
        };
        fits_list(parties, &agreement.parties, reading)
            && subjects.iter().all(|s| agreement.subjects.contains(s))
            && name.as_ref().is_none_or(|name| *name == agreement.name)
            && agreement
                .steps
                .iter()
                .any(|s| stage.is_none_or(|stage| s.stage == stage) && self.fits_step(s, reading))
    }

    fn fits_delivery(&self, delivery: &Delivery, reading: &Reading) -> bool {
        let TrackKind::Delivery { supplier, recipient, item, stage, quantity, category } =
            &self.kind
        else {
            return false;
        };
        let side = |id: Option<ActorId>| id.into_iter().collect::<Vec<_>>();
        let own = &delivery.item;
        fits_list(supplier, &side(delivery.supplier), reading)
            && fits_list(recipient, &side(delivery.recipient), reading)
            && (own.text == *item || own.name.as_ref() == Some(item))
            && (quantity.is_none() || delivery.quantity == *quantity)
            && (category.is_none() || own.category == *category)
            && delivery
                .steps
                .iter()
                .any(|s| stage.is_none_or(|stage| s.stage == stage) && self.fits_step(s, reading))
    }

    fn fits_step<G>(&self, step: &Step<G>, reading: &Reading) -> bool {
        let claim = step.claim.and_then(|id: ClaimId| reading.claims.get(id.index()));
        let by: Vec<ActorId> = step.by.into_iter().collect();
        self.status.is_none_or(|status| status == step.status)
            && self.by.as_ref().is_none_or(|who| fits_list(who, &by, reading))
            && (step.claim.is_none() || !self.own_voice)
            && self
                .said_by
                .as_ref()
                .is_none_or(|name| claim.is_some_and(|c| speaks(name, c, reading)))
    }
}

/// A value by its name; `*` leaves it open.
fn open<T: FromStr<Err: Display>>(name: &str) -> Result<Option<T>, String> {
    if name == "*" { Ok(None) } else { named(name).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ladders_with_everything() {
        let track = TrackPattern::agreement(
            "RUS + CUB; in force; possible; by CUB LEG; context military; name the pact; alone",
        )
        .unwrap();
        assert_eq!(track.status, Some(Status::Possible));
        assert!(track.alone && track.by.is_some());
        let track =
            TrackPattern::delivery("- -> UKR; tanks; *; *; quantity 24; said by Ana Ruiz").unwrap();
        assert_eq!((track.status, track.said_by.as_deref()), (None, Some("Ana Ruiz")));
        for (written, problem) in [
            ("RUS", "needs `; STAGE; STATUS`"),
            ("RUS; danced; occurred", "danced"),
            ("RUS; signed; occurred; soon", "says nothing about a ladder"),
        ] {
            assert!(TrackPattern::agreement(written).unwrap_err().contains(problem), "{written}");
        }
        assert!(TrackPattern::delivery("UKR; tanks; *; *").unwrap_err().contains("->"));
    }
}
