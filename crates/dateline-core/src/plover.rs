//! PLOVER 2.0's codes for what happens: types, modes, quad classes.
//!
//! Source: the PLOVER manual, "DRAFT Version 2.0" (openeventdata/PLOVER).

use crate::named_enum::named_enum;

named_enum! {
    /// PLOVER's 16 event types. Each has a page in `codebook/plover/`.
    EventType {
        /// Commit, promise, offer, declare willingness.
        Agree = "AGREE",
        /// Meet, visit, talk.
        Consult = "CONSULT",
        /// Praise, endorse, recognise; sign or ratify an agreement.
        Support = "SUPPORT",
        /// Yield in words.
        Concede = "CONCEDE",
        /// Mutual material exchange.
        Cooperate = "COOPERATE",
        /// One-way material benefit.
        Aid = "AID",
        /// Withdraw, release, disarm, resign.
        Retreat = "RETREAT",
        /// Ask, demand, order.
        Request = "REQUEST",
        /// Disapprove, accuse, sue, investigate.
        Accuse = "ACCUSE",
        /// Refuse, veto, cancel a meeting.
        Reject = "REJECT",
        /// Threaten, warn forcefully.
        Threaten = "THREATEN",
        /// Dissent in numbers with bodies.
        Protest = "PROTEST",
        /// Reduce relations; convict.
        Sanction = "SANCTION",
        /// Armed moves short of force.
        Mobilize = "MOBILIZE",
        /// Repress or coerce short of violence.
        Coerce = "COERCE",
        /// Deliberate acts that can seriously hurt.
        Assault = "ASSAULT",
    }
}

named_enum! {
    /// PLOVER's four classes of event.
    Quad {
        /// Cooperation in words.
        VerbalCooperation = "verbal-cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material-cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal-conflict",
        /// Conflict in deeds.
        MaterialConflict = "material-conflict",
    }
}

impl Quad {
    /// CAMEO's number of the class, 1 to 4.
    pub fn number(self) -> u8 {
        match self {
            Quad::VerbalCooperation => 1,
            Quad::MaterialCooperation => 2,
            Quad::VerbalConflict => 3,
            Quad::MaterialConflict => 4,
        }
    }
}

impl EventType {
    /// The class a type belongs to.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }

    /// Whether PLOVER demands a recipient.
    pub fn requires_recipient(self) -> bool {
        matches!(self, EventType::Cooperate | EventType::Aid | EventType::Sanction)
    }

    /// The type's score, -10 to 10. The manual prints ACCUSE as +3, plainly a
    /// slip of sign: its modes are all negative.
    pub fn intensity(self) -> f32 {
        use EventType::*;
        match self {
            Agree | Consult => 2.5,
            Support => 5.0,
            Concede => 4.5,
            Cooperate => 9.5,
            Aid => 10.0,
            Retreat => 6.5,
            Request => 0.0,
            Accuse | Threaten => -3.5,
            Reject => -2.0,
            Protest => -5.0,
            Sanction => -6.0,
            Mobilize => -5.5,
            Coerce => -7.0,
            Assault => -9.0,
        }
    }
}

named_enum! {
    /// PLOVER's modes. Which belong to which type is in [`EventType::modes`].
    Mode {
        /// CONSULT: one visits the other.
        Visit = "visit",
        /// CONSULT: a third party mediates.
        ThirdParty = "third-party",
        /// CONSULT: three or more.
        Multilateral = "multilateral",
        /// CONSULT: by telephone or the like.
        Phone = "phone",
        /// RETREAT, SANCTION: forces or observers leave.
        Withdraw = "withdraw",
        /// RETREAT: people or property are set free.
        Release = "release",
        /// RETREAT: weapons are given up.
        Disarm = "disarm",
        /// RETREAT: a ceasefire is kept.
        Ceasefire = "ceasefire",
        /// RETREAT: observers or aid are let in.
        Access = "access",
        /// RETREAT: an office is given up.
        Resign = "resign",
        /// REQUEST, REJECT: aid or cooperation.
        Assist = "assist",
        /// REQUEST, REJECT: a change of policy or rule.
        Change = "change",
        /// REQUEST, REJECT: that somebody yield.
        Yield = "yield",
        /// REQUEST, REJECT: a meeting.
        Meet = "meet",
        /// ACCUSE: disapproval.
        Disapprove = "disapprove",
        /// ACCUSE: an inquiry.
        Investigate = "investigate",
        /// ACCUSE: an allegation or charge.
        Allege = "allege",
        /// THREATEN, COERCE: restrictions.
        Restrict = "restrict",
        /// THREATEN, COERCE: arrest.
        Arrest = "arrest",
        /// THREATEN: relations are to suffer.
        Relations = "relations",
        /// THREATEN, SANCTION: expulsion.
        Expel = "expel",
        /// THREATEN: territory.
        Territory = "territory",
        /// THREATEN: force.
        Violence = "violence",
        /// PROTEST: demonstration.
        Demo = "demo",
        /// PROTEST: riot.
        Riot = "riot",
        /// PROTEST: strike.
        Strike = "strike",
        /// PROTEST: hunger strike.
        Hunger = "hunger",
        /// PROTEST: boycott.
        Boycott = "boycott",
        /// PROTEST: ways are blocked.
        Obstruct = "obstruct",
        /// PROTEST: property is damaged.
        Vandalize = "vandalize",
        /// SANCTION: a court convicts.
        Convict = "convict",
        /// SANCTION: aid or ties are cut.
        Discontinue = "discontinue",
        /// MOBILIZE: troops.
        Troops = "troops",
        /// MOBILIZE: weapons.
        Weapons = "weapons",
        /// MOBILIZE: police.
        Police = "police",
        /// MOBILIZE: militia.
        Militia = "militia",
        /// COERCE: property is taken.
        Seize = "seize",
        /// COERCE: speech is suppressed.
        Censor = "censor",
        /// COERCE: a curfew.
        Curfew = "curfew",
        /// COERCE: martial law.
        MartialLaw = "martial-law",
        /// COERCE: people are sent out of the country.
        Deport = "deport",
        /// COERCE: goods or services are held back.
        Withhold = "withhold",
        /// COERCE: false information is spread.
        Misinformation = "misinformation",
        /// COERCE: an attack on computers.
        Cyber = "cyber",
        /// ASSAULT: abduction.
        Abduct = "abduct",
        /// ASSAULT: beating.
        Beat = "beat",
        /// ASSAULT: torture.
        Torture = "torture",
        /// ASSAULT: sexual violence.
        Sexual = "sexual",
        /// ASSAULT: a chosen person is killed.
        Targeted = "targeted",
        /// ASSAULT: property is destroyed.
        Destroy = "destroy",
        /// ASSAULT: knives, stones, fire.
        Primitive = "primitive",
        /// ASSAULT: small arms.
        Firearms = "firearms",
        /// ASSAULT: bombs, mines.
        Explosives = "explosives",
        /// ASSAULT: the attacker dies.
        SuicideAttack = "suicide-attack",
        /// ASSAULT: from the air.
        Aerial = "aerial",
        /// ASSAULT: by drone.
        Drone = "drone",
        /// ASSAULT: artillery, tanks, missiles.
        HeavyWeapons = "heavy-weapons",
        /// ASSAULT: tear gas, water cannon, batons.
        CrowdControl = "crowd-control",
        /// ASSAULT: chemical, biological, radiological, nuclear.
        Unconventional = "unconventional",
    }
}

impl EventType {
    /// The modes PLOVER knows for a type.
    pub fn modes(self) -> &'static [Mode] {
        use Mode::*;
        match self {
            EventType::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            EventType::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            EventType::Request | EventType::Reject => &[Assist, Change, Yield, Meet],
            EventType::Accuse => &[Disapprove, Investigate, Allege],
            EventType::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            EventType::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            EventType::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            EventType::Mobilize => &[Troops, Weapons, Police, Militia],
            EventType::Coerce => &[
                Seize,
                Restrict,
                Censor,
                Curfew,
                MartialLaw,
                Arrest,
                Deport,
                Withhold,
                Misinformation,
                Cyber,
            ],
            EventType::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
            _ => &[],
        }
    }
}
