//! PLOVER 2.0's codes for what an actor is.

use crate::named_enum::named_enum;

named_enum! {
    /// PLOVER's actor sectors.
    Sector {
        /// Farmers and farming.
        Agr = "AGR",
        /// Business.
        Bus = "BUS",
        /// Police.
        Cop = "COP",
        /// Crime.
        Crm = "CRM",
        /// Civilians and protesters.
        Cvl = "CVL",
        /// Schools and research.
        Edu = "EDU",
        /// Former officials and notables.
        Eli = "ELI",
        /// Executive.
        Gov = "GOV",
        /// Journalists and media.
        Jrn = "JRN",
        /// Judiciary.
        Jud = "JUD",
        /// Labour.
        Lab = "LAB",
        /// Legislature.
        Leg = "LEG",
        /// Health workers. (In CAMEO, MED meant media.)
        Med = "MED",
        /// Armed forces.
        Mil = "MIL",
        /// Opposition.
        Opp = "OPP",
        /// Unrecognised or partly recognised entities.
        Pre = "PRE",
        /// Pro-government militia.
        Prm = "PRM",
        /// Party.
        Pty = "PTY",
        /// Rebels.
        Reb = "REB",
        /// Refugees and displaced people.
        Ref = "REF",
        /// Religion.
        Rel = "REL",
        /// Social groups.
        Soc = "SOC",
        /// Intelligence services.
        Spy = "SPY",
        /// Armed, side unknown.
        Uaf = "UAF",
        /// Unknown.
        Unk = "UNK",
    }
}
