//! What a reader of world news knows, as tables a person can read and edit.
//!
//! The files lie in `knowledge/` at the root of the project and are embedded
//! in the binary; [`Knowledge::from_dir`] reads edited copies instead. One
//! module a table: it says what the columns mean and how rows are looked up.

mod agents;
mod cameo;
mod certainty;
mod classes;
mod contexts;
mod countries;
mod dictionary;
mod factuality;
mod fold;
mod frames;
mod idioms;
mod items;
mod makers;
mod mastheads;
mod names;
mod organisations;
mod people;
mod phrase;
mod places;
mod plural;
mod registers;
mod reporting;
mod source;
mod status;
mod steps;
mod table;
mod times;
mod verbs;
mod words;

pub use agents::{Agent, AgentKind};
pub use cameo::Cameo;
pub use certainty::{CertaintyWords, Scope};
pub use classes::Classes;
pub use contexts::Contexts;
pub use countries::State;
pub use dictionary::Added;
pub use factuality::{Effect, Factuality, Signature};
pub use fold::{Piece, pieces};
pub use frames::{Entry, Frame, Frames, Predicate, Slot, TypeRules};
pub use idioms::Idioms;
pub use items::{ArmsKind, ItemKind, Items};
pub use makers::Makers;
pub use mastheads::{MastheadWord, Mastheads};
pub use names::{Meaning, Names};
pub use organisations::Organisation;
pub use people::{Office, Person};
pub use places::{KnownPlace, PlaceKind, Places};
pub use registers::Registers;
pub use reporting::{Act, Complement, Reporting, ReportingCue};
pub use source::{KnowledgeError, Source};
pub use status::{CueKind, StatusCues};
pub use steps::{Rung, StepWord, Steps};
pub use times::{TimeKind, Times};
pub use verbs::{VerbForm, VerbReading, Verbs};
pub use words::{Upos, Words};

use std::path::Path;
use std::sync::{Arc, LazyLock};

/// Every table.
#[derive(Debug)]
pub struct Knowledge {
    /// Words by which the lines above a body are known.
    pub mastheads: Mastheads,
    /// Closed-class words and their tags.
    pub words: Words,
    /// Verbs and their forms.
    pub verbs: Verbs,
    /// Words that attribute.
    pub reporting: Reporting,
    /// Words that tell how sure a speaker is.
    pub certainty: CertaintyWords,
    /// Classes of nouns that frames ask for.
    pub classes: Classes,
    /// Predicates and the events they make.
    pub frames: Frames,
    /// Set phrases that are no events.
    pub idioms: Idioms,
    /// Words that tell whether an event happened.
    pub status: StatusCues,
    /// Places but countries.
    pub places: Places,
    /// Words of time expressions.
    pub times: Times,
    /// What follows from words that govern others, by sorts of meaning.
    pub factuality: Factuality,
    /// Words that tell what an event is about.
    pub contexts: Contexts,
    /// From PLOVER back to CAMEO.
    pub cameo: Cameo,
    /// Weapons, platforms, aid and goods.
    pub items: Items,
    /// Who makes which system.
    pub makers: Makers,
    /// The classes of arms registers.
    pub registers: Registers,
    /// Words that tell the steps of agreements and deliveries.
    pub steps: Steps,
    /// States and breakaway entities.
    pub countries: Vec<State>,
    /// Organisations with names of their own.
    pub organisations: Vec<Organisation>,
    /// Persons and their offices.
    pub people: Vec<Person>,
    /// Nouns for those who act and speak.
    pub agents: Vec<Agent>,
    /// The names of the four tables above.
    pub names: Names,
}

impl Knowledge {
    /// The tables embedded in the program, parsed once.
    pub fn embedded() -> Arc<Knowledge> {
        static EMBEDDED: LazyLock<Arc<Knowledge>> =
            LazyLock::new(|| Arc::new(Knowledge::to_extend()));
        EMBEDDED.clone()
    }

    /// A copy of the embedded tables, to add dictionaries to.
    pub fn to_extend() -> Knowledge {
        // Cannot fail: the files are part of the program, and a test reads them.
        #[allow(clippy::expect_used)]
        Knowledge::load(&Source::Embedded).expect("embedded tables are well formed")
    }

    /// The tables of a folder laid out like `knowledge/`. A file that the
    /// folder lacks is taken from the embedded ones.
    ///
    /// # Errors
    /// If the folder holds none of the files, a file cannot be read, or a row is
    /// malformed: the error names file and line.
    pub fn from_dir(dir: &Path) -> Result<Knowledge, KnowledgeError> {
        Source::check(dir)?;
        Knowledge::load(&Source::Dir(dir.to_owned()))
    }

    fn load(source: &Source) -> Result<Knowledge, KnowledgeError> {
        // Names are most of the work, and need nothing of the other tables.
        std::thread::scope(|scope| {
            let named = scope.spawn(|| {
                let mut names = Names::default();
                let countries = countries::load(source, &mut names)?;
                let organisations = organisations::load(source, &mut names)?;
                let people = people::load(source, &mut names)?;
                let agents = agents::load(source, &mut names)?;
                Ok((countries, organisations, people, agents, names))
            });
            let mut knowledge = Knowledge::unnamed(source)?;
            let named = named.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            (
                knowledge.countries,
                knowledge.organisations,
                knowledge.people,
                knowledge.agents,
                knowledge.names,
            ) = named;
            Ok(knowledge)
        })
    }

    /// Every table but those of names.
    fn unnamed(source: &Source) -> Result<Knowledge, KnowledgeError> {
        let classes = Classes::load(source)?;
        Ok(Knowledge {
            mastheads: Mastheads::load(source)?,
            words: Words::load(source)?,
            verbs: Verbs::load(source)?,
            reporting: Reporting::load(source)?,
            certainty: CertaintyWords::load(source)?,
            frames: Frames::load(source, &classes)?,
            classes,
            idioms: Idioms::load(source)?,
            status: StatusCues::load(source)?,
            places: Places::load(source)?,
            times: Times::load(source)?,
            factuality: Factuality::load(source)?,
            contexts: Contexts::load(source)?,
            cameo: Cameo::load(source)?,
            items: Items::load(source)?,
            makers: Makers::load(source)?,
            registers: Registers::load(source)?,
            steps: Steps::load(source)?,
            countries: Vec::new(),
            organisations: Vec::new(),
            people: Vec::new(),
            agents: Vec::new(),
            names: Names::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_folder_without_tables_is_an_error() {
        let error = Knowledge::from_dir(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(error.contains("countries.tsv"), "{error}");
    }

    #[test]
    fn the_embedded_tables_are_well_formed() {
        Knowledge::load(&Source::Embedded).unwrap();
    }

    #[test]
    fn every_country_code_is_a_state_or_plovers() {
        let all = Knowledge::embedded();
        let known = |code: &str| {
            matches!(code, "IGO" | "UNO" | "EUR" | "NGO" | "ISM" | "IMG" | "MNC")
                || all.countries.iter().any(|state| state.code.as_str() == code)
        };
        let bodies = all.organisations.iter().map(|o| (&o.name, o.country));
        let offices =
            all.people.iter().flat_map(|p| p.offices.iter().map(move |o| (&p.name, o.country)));
        for (name, code) in bodies.chain(offices) {
            assert!(known(code.as_str()), "{name}: {code}");
        }
    }

    #[test]
    fn identifiers_are_unique_and_well_formed() {
        let all = Knowledge::embedded();
        let states = all.countries.iter().map(|s| (&s.id, &s.wikidata, s.code.as_str()));
        let bodies = all.organisations.iter().map(|o| (&o.id, &o.wikidata, o.country.as_str()));
        let people = all.people.iter().map(|p| (&p.id, &p.wikidata, "person"));
        let (mut ids, mut items) = (HashSet::new(), HashSet::new());
        for (id, wikidata, prefix) in states.chain(bodies).chain(people) {
            let id = id.as_deref().unwrap_or_else(|| panic!("a row of {prefix} has no id"));
            let (own, rest) = id.split_once('.').unwrap_or((id, "state"));
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(own == prefix && !rest.is_empty() && rest.chars().all(plain), "{id}");
            assert!(ids.insert(id), "{id} stands twice");
            // Whether it is `Q` and a number was asked when the row was read.
            assert!(wikidata.as_ref().is_none_or(|item| items.insert(item)), "{wikidata:?} twice");
        }
    }

    #[test]
    fn organisations_have_one_row_each() {
        let all = Knowledge::embedded();
        let mut names: Vec<&str> = all.organisations.iter().map(|o| o.name.as_str()).collect();
        let rows = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rows);
    }
}
