//! One item of a list: what must, or must not, be read in the example.

use super::{Party, PartyList, TrackPattern, When};
use dateline_core::{
    Certainty, Context, EventType, Manner, Mode, NoticeCode, Polarity, SpeakerKind, Stance, Status,
};
use std::fmt::Display;
use std::str::FromStr;

/// An item as it is written, and what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// As on the page, without the dash.
    pub written: String,
    /// What it asks for.
    pub expect: Expect,
}

/// What an item asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Expect {
    /// Such an event is among those read.
    Event(EventPattern),
    /// No event is read.
    NoEvent,
    /// No event of this type is read.
    Not(EventType),
    /// Such a claim is among those read.
    Claim(Box<ClaimPattern>),
    /// No claim is read.
    NoClaim,
    /// No claim has this cue.
    NotClaim(String),
    /// These words mean such an actor.
    Actor(String, Party),
    /// These words mean nobody who acts.
    NotActor(String),
    /// Such a ladder is among those read.
    Track(Box<TrackPattern>),
    /// No agreement is read.
    NoAgreement,
    /// No delivery is read.
    NoDelivery,
    /// A notice with this code is left.
    Notice(NoticeCode),
    /// When or where events were.
    When(When),
}

/// What is asked of an event. What is left open is not asked.
#[derive(Debug, Clone, PartialEq)]
pub struct EventPattern {
    /// Its type.
    pub event_type: EventType,
    /// Modes among its own.
    pub modes: Vec<Mode>,
    /// Exactly these act.
    pub actors: PartyList,
    /// Exactly these are acted upon.
    pub recipients: PartyList,
    /// Whether it happened.
    pub status: Status,
    /// It must be background.
    pub historical: bool,
    /// Contexts among its own.
    pub contexts: Vec<Context>,
    /// Its CAMEO code.
    pub cameo: Option<String>,
    /// It must stand in no claim.
    pub own_voice: bool,
    /// Who speaks in the claim it stands in.
    pub said_by: Option<String>,
    /// The type of the event it is part of.
    pub within: Option<EventType>,
}

/// What is asked of a claim. What is left open is not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClaimPattern {
    /// The words that name the speaker, piece by piece; none where nobody is named.
    pub source: Vec<String>,
    /// The words that attribute.
    pub cue: Vec<String>,
    /// What is said.
    pub content: Vec<String>,
    /// What the speaker does with it.
    pub stance: Option<Stance>,
    /// How sure the speaker is.
    pub certainty: Option<Certainty>,
    /// Affirmed or negated.
    pub polarity: Option<Polarity>,
    /// How it is rendered.
    pub manner: Option<Manner>,
    /// Who the speaker is to the reader.
    pub kind: Option<SpeakerKind>,
    /// Whom the source means.
    pub speaker: Option<String>,
    /// The cue of the claim it is part of.
    pub within: Option<String>,
}

/// The words that items begin with.
const KEYS: [&str; 21] = [
    "agreement",
    "no agreement",
    "delivery",
    "no delivery",
    "notice",
    "published",
    "date",
    "no date",
    "undated",
    "time",
    "place",
    "no place",
    "event",
    "no event",
    "not",
    "claim",
    "no claim",
    "not claim",
    "actor",
    "not actor",
    "known failure",
];

/// Whether a line of a list means to be an item, well formed or not.
pub(super) fn is_item(written: &str) -> bool {
    KEYS.contains(&written.split(':').next().unwrap_or_default().trim())
}

impl Expect {
    /// Reads an item as it is written.
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        let (key, rest) = match written.split_once(':') {
            Some((key, rest)) => (key.trim(), rest.trim()),
            None => (written, ""),
        };
        if let Some(when) = When::parse(key, rest) {
            return Ok(Self::When(when));
        }
        match (key, rest.is_empty()) {
            ("no event", true) => Ok(Self::NoEvent),
            ("no claim", true) => Ok(Self::NoClaim),
            ("no agreement", true) => Ok(Self::NoAgreement),
            ("no delivery", true) => Ok(Self::NoDelivery),
            ("notice", false) => named(rest).map(Self::Notice),
            ("agreement", false) => TrackPattern::agreement(rest).map(|t| Self::Track(Box::new(t))),
            ("delivery", false) => TrackPattern::delivery(rest).map(|t| Self::Track(Box::new(t))),
            ("event", false) => EventPattern::parse(rest).map(Self::Event),
            ("not", false) => named(rest).map(Self::Not),
            ("claim", false) => ClaimPattern::parse(rest).map(|c| Self::Claim(Box::new(c))),
            ("not claim", false) => Ok(Self::NotClaim(rest.to_owned())),
            ("not actor", false) => Ok(Self::NotActor(rest.to_owned())),
            ("actor", false) => {
                let (words, party) = rest.rsplit_once(';').ok_or("an actor needs `; COUNTRY`")?;
                Ok(Self::Actor(words.trim().to_owned(), Party::parse(party)?))
            }
            _ => Err(format!("`{written}` is no item of an example")),
        }
    }

    /// The words it names, which must stand in the example.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let (mut one, mut claim) = (None, None);
        match self {
            Self::NotClaim(words) | Self::Actor(words, _) | Self::NotActor(words) => {
                one = Some(words);
            }
            Self::Event(event) => one = event.said_by.as_ref(),
            Self::Claim(pattern) => claim = Some(pattern),
            Self::Track(track) => one = track.said_by.as_ref(),
            Self::NoEvent
            | Self::NoClaim
            | Self::Not(_)
            | Self::NoAgreement
            | Self::NoDelivery
            | Self::Notice(_)
            | Self::When(_) => {}
        }
        let claimed = claim.into_iter().flat_map(|c| {
            let parts = c.source.iter().chain(&c.cue).chain(&c.content);
            parts.chain(&c.speaker).chain(&c.within)
        });
        one.into_iter().chain(claimed).map(String::as_str)
    }
}

impl EventPattern {
    fn parse(written: &str) -> Result<Self, String> {
        let mut parts = written.split(';').map(str::trim);
        let (kind, modes) = match parts.next().unwrap_or_default().split_once('/') {
            Some((kind, modes)) => (kind, modes.split(',').map(named).collect::<Result<_, _>>()?),
            None => (written.split(';').next().unwrap_or_default(), Vec::<Mode>::new()),
        };
        let event_type: EventType = named(kind)?;
        if let Some(mode) = modes.iter().find(|mode| !event_type.modes().contains(mode)) {
            return Err(format!("{event_type} has no mode `{mode}`"));
        }
        let who = parts.next().ok_or("an event needs `; WHO; STATUS` after its type")?;
        let (actors, recipients) = match who.split_once("->") {
            Some((who, whom)) => (PartyList::parse(who)?, PartyList::parse(whom)?),
            None => (PartyList::parse(who)?, PartyList::default()),
        };
        let status = named(parts.next().ok_or("an event needs `; STATUS` after its actors")?)?;
        let mut event = Self {
            event_type,
            modes,
            actors,
            recipients,
            status,
            historical: false,
            contexts: Vec::new(),
            cameo: None,
            own_voice: false,
            said_by: None,
            within: None,
        };
        for more in parts {
            match more.split_once(' ') {
                None if more == "historical" => event.historical = true,
                Some(("own", "voice")) => event.own_voice = true,
                Some(("context", name)) => event.contexts.push(named(name)?),
                Some(("cameo", code)) => event.cameo = Some(code.trim().to_owned()),
                Some(("within", name)) => event.within = Some(named(name)?),
                Some(("said", by)) if by.starts_with("by ") => {
                    event.said_by = Some(by[3..].trim().to_owned());
                }
                _ => return Err(format!("`{more}` says nothing about an event")),
            }
        }
        Ok(event)
    }
}

impl ClaimPattern {
    fn parse(written: &str) -> Result<Self, String> {
        let parts: Vec<&str> = written.split('|').collect();
        let [source, cue, said] = parts[..] else {
            return Err("a claim is written SOURCE | CUE | CONTENT".to_owned());
        };
        let mut claim = Self { source: pieces(source), cue: pieces(cue), ..Self::default() };
        // What is said may hold semicolons of its own.
        let mut content = said;
        while let Some((before, more)) = content.rsplit_once(';') {
            if !claim.take(more.trim()) {
                break;
            }
            content = before;
        }
        claim.content = pieces(content);
        if claim.cue.is_empty() || claim.content.is_empty() {
            return Err("a claim needs a cue and a content".to_owned());
        }
        Ok(claim)
    }

    /// Whether `more` says something about the claim; it is then noted.
    fn take(&mut self, more: &str) -> bool {
        fn put<T: FromStr>(place: &mut Option<T>, name: &str) -> bool {
            name.parse().map(|value| *place = Some(value)).is_ok()
        }
        if let Some(name) = more.strip_prefix("speaker ") {
            self.speaker = Some(name.trim().to_owned());
        } else if let Some(cue) = more.strip_prefix("within ") {
            self.within = Some(cue.trim().to_owned());
        } else {
            return put(&mut self.stance, more)
                || put(&mut self.certainty, more)
                || put(&mut self.polarity, more)
                || put(&mut self.manner, more)
                || put(&mut self.kind, more);
        }
        true
    }
}

/// The parts of a wording that are apart; none of `-`.
fn pieces(written: &str) -> Vec<String> {
    let parts = written.split("...").map(str::trim);
    parts.filter(|part| !part.is_empty() && *part != "-").map(str::to_owned).collect()
}

/// A value by its name.
pub(super) fn named<T: FromStr<Err: Display>>(name: &str) -> Result<T, String> {
    name.trim().parse().map_err(|error: T::Err| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::Sector;

    fn event(written: &str) -> EventPattern {
        match Expect::parse(written) {
            Ok(Expect::Event(event)) => event,
            other => panic!("{written}: {other:?}"),
        }
    }

    fn claim(written: &str) -> ClaimPattern {
        match Expect::parse(written) {
            Ok(Expect::Claim(claim)) => *claim,
            other => panic!("{written}: {other:?}"),
        }
    }

    fn known(country: &str, sectors: &[Sector]) -> Party {
        let country = if country.is_empty() { None } else { Some(country.parse().ok()) };
        Party::Known { country, sectors: sectors.to_vec() }
    }

    #[test]
    fn an_event_with_everything() {
        let event = event(
            "event: RETREAT/withdraw,disarm; RUS GOV + REB -> *; possible; historical; context military; context territory; cameo 0874; said by Ana Ruiz; within THREATEN",
        );
        assert_eq!(event.event_type, EventType::Retreat);
        assert_eq!(event.modes, [Mode::Withdraw, Mode::Disarm]);
        let actors = [known("RUS", &[Sector::Gov]), known("", &[Sector::Reb])];
        assert_eq!(event.actors.0, actors);
        assert_eq!(event.recipients.0, [Party::Anybody]);
        assert_eq!(event.status, Status::Possible);
        assert!(event.historical && !event.own_voice);
        assert_eq!(event.contexts, [Context::Military, Context::Territory]);
        assert_eq!(event.cameo.as_deref(), Some("0874"));
        assert_eq!(event.said_by.as_deref(), Some("Ana Ruiz"));
        assert_eq!(event.within, Some(EventType::Threaten));
    }

    #[test]
    fn nobody_and_somebody_unknown_differ() {
        let event = event("event: AID; -; negated; own voice");
        assert_eq!(event.actors.0, [Party::Unknown]);
        assert_eq!(event.recipients.0, []);
        assert!(event.own_voice);
        assert_eq!(
            Expect::parse("actor: a man; - UAF"),
            Ok(Expect::Actor("a man".to_owned(), known("-", &[Sector::Uaf])))
        );
    }

    #[test]
    fn a_claim_with_everything() {
        let claim = claim(
            "claim: - | is said ... to | he ... rest; be gone; doubts; possible; negative; mixed; document; speaker the Times; within had told",
        );
        assert!(claim.source.is_empty());
        assert_eq!(claim.cue, ["is said", "to"]);
        assert_eq!(claim.content, ["he", "rest; be gone"]);
        assert_eq!(claim.stance, Some(Stance::Doubts));
        assert_eq!(claim.certainty, Some(Certainty::Possible));
        assert_eq!(claim.polarity, Some(Polarity::Negative));
        assert_eq!(claim.manner, Some(Manner::Mixed));
        assert_eq!(claim.kind, Some(SpeakerKind::Document));
        assert_eq!(claim.speaker.as_deref(), Some("the Times"));
        assert_eq!(claim.within.as_deref(), Some("had told"));
    }

    #[test]
    fn what_is_malformed_is_told() {
        for (written, problem) in [
            ("event: DANCE; IRN; occurred", "`DANCE` is not a EventType"),
            ("event: AID/visit; IRN; occurred", "AID has no mode `visit`"),
            ("event: AID", "needs `; WHO; STATUS`"),
            ("event: AID; IRN", "needs `; STATUS`"),
            ("event: AID; IRN; done", "`done` is not a Status"),
            ("event: AID; Iran; occurred", "`Iran` is not a country code"),
            ("event: AID; IRN + ; occurred", "somebody is missing"),
            ("event: AID; IRN ABC; occurred", "`ABC` is not a Sector"),
            ("event: AID; IRN; occurred; soon", "`soon` says nothing"),
            ("claim: she | said", "SOURCE | CUE | CONTENT"),
            ("claim: she | - | it", "needs a cue"),
            ("actor: she", "needs `; COUNTRY`"),
            ("no event: AID", "is no item"),
            ("not claim:", "is no item"),
        ] {
            let error = Expect::parse(written).unwrap_err();
            assert!(error.contains(problem), "{written}: {error}");
        }
    }
}
