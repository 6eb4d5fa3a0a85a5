//! PLOVER 2.0's codes for what an event is about.

use crate::named_enum::named_enum;

named_enum! {
    /// PLOVER's contexts: what an event is about.
    Context {
        /// Armed forces, weapons, defence.
        Military = "military",
        /// Espionage.
        Intelligence = "intelligence",
        /// Heads of state and government, cabinets.
        Executive = "executive",
        /// Parliaments.
        Legislative = "legislative",
        /// Elections.
        Election = "election",
        /// Constitutions, institutions.
        PoliticalInstitutions = "political_institutions",
        /// For democracy.
        ProDemocracy = "pro_democracy",
        /// For autocracy.
        ProAutocracy = "pro_autocracy",
        /// Trade, money, business.
        Economic = "economic",
        /// Courts, law.
        Legal = "legal",
        /// Reparations, truth commissions.
        Reparations = "reparations",
        /// Human rights.
        HumanRights = "human_rights",
        /// Civil rights and freedoms.
        RightsFreedoms = "rights_freedoms",
        /// Repression.
        Repression = "repression",
        /// Food, water, shelter.
        HumanSecurity = "human_security",
        /// Women, gender.
        Gender = "gender",
        /// Sexual orientation.
        Lgbt = "lgbt",
        /// Religion, ethnic groups.
        ReligionEthnicity = "religion_ethnicity",
        /// Inequality.
        Inequality = "inequality",
        /// Relations between states.
        Diplomatic = "diplomatic",
        /// Borders, sovereignty.
        Territory = "territory",
        /// Peacekeeping.
        Peacekeeping = "peacekeeping",
        /// Health.
        Health = "health",
        /// Asylum, refugees.
        Asylum = "asylum",
        /// Migration.
        Migration = "migration",
        /// Disasters.
        Disasters = "disasters",
        /// Oil, gas, water, minerals.
        NaturalResource = "natural_resource",
        /// Climate, pollution.
        Environment = "environment",
        /// Technology.
        Technology = "technology",
        /// Terrorism.
        Terrorism = "terrorism",
        /// Chemical, biological, radiological, nuclear.
        Cbrn = "cbrn",
        /// Computers and networks.
        Cyber = "cyber",
        /// False information.
        Misinformation = "misinformation",
        /// Crime.
        Crime = "crime",
        /// Corruption.
        Corruption = "corruption",
        /// Drugs.
        IllegalDrugs = "illegal_drugs",
        /// Trafficking.
        Trafficking = "trafficking",
    }
}
