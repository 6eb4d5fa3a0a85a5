use super::*;
use crate::{Source, pieces};
use std::io::Write;

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn knowledge() -> Knowledge {
    Knowledge::load(&Source::Embedded).unwrap()
}

fn meanings(knowledge: &Knowledge, name: &str) -> Vec<Meaning> {
    let text: Vec<_> = pieces(name).collect();
    let (length, meanings) = knowledge.names.longest(&text, |_| true);
    if length == text.len() { meanings } else { Vec::new() }
}

#[test]
fn actors_of_a_petrarch_dictionary_become_states_bodies_and_persons() {
    let mut all = knowledge();
    let added = all
        .add_actors(
            file(
                "TESTONIA_ [PER]\n+LIMA_\nQUARRY_FRONT_ [PERREB]\nILSE_VARGA_\n+MINISTER_VARGA\n\
                 \t[PERGOV 010203-040506]\n\t[PERELI >040507]\nNOBODY_KNOWN [QQQ]\n",
            )
            .path(),
        )
        .unwrap();
    assert_eq!(added.entries, 3);
    let [(8, problem)] = &added.left_out[..] else { panic!("{added:?}") };
    assert!(problem.starts_with("QQQ is no country or role"), "{problem}");
    let peru = all.countries.iter().position(|s| s.code.as_str() == "PER").unwrap();
    assert_eq!(meanings(&all, "Testonia"), [Meaning::Country(peru)]);
    // The capital stays the capital, which is a place as well.
    assert!(meanings(&all, "Lima").contains(&Meaning::Capital(peru)));
    let [Meaning::Organisation(front)] = meanings(&all, "Quarry Front")[..] else { panic!() };
    assert_eq!(all.organisations[front].sectors, [Sector::Reb]);
    let [Meaning::Person(varga)] = meanings(&all, "Minister Varga")[..] else { panic!() };
    let person = &all.people[varga];
    assert_eq!((person.name.as_str(), person.surname.as_str()), ("Ilse Varga", "Varga"));
    assert_eq!(person.office(Some("2003-01-01")).0.sectors, [Sector::Gov]);
    assert_eq!(person.office(Some("2010-01-01")).0.sectors, [Sector::Eli]);
    assert!(meanings(&all, "Varga").contains(&Meaning::Surname(varga)));
}

#[test]
fn the_users_names_outrank_ours() {
    let mut all = knowledge();
    assert!(matches!(meanings(&all, "Hamas")[..], [Meaning::Organisation(_)]));
    all.add_actors(file("name\taliases\tcountry\tsectors\nHamas\t\tFJI\tLAB\n").path()).unwrap();
    let [Meaning::Organisation(mine)] = meanings(&all, "Hamas")[..] else { panic!() };
    assert_eq!(all.organisations[mine].sectors, [Sector::Lab]);

    all.add_agents(
        file("!WHO! = MAN, MEN\nLAWMAKER [~CRM]\nQUOXER {QUOXEN} [~AGR]\nKELP!WHO! [~LAB]\n")
            .path(),
    )
    .unwrap();
    for (word, sector) in
        [("lawmakers", Sector::Crm), ("quoxen", Sector::Agr), ("kelpmen", Sector::Lab)]
    {
        let [Meaning::Agents(agent)] = meanings(&all, word)[..] else { panic!("{word}") };
        assert_eq!(all.agents[agent].sectors, [sector]);
    }
    assert!(meanings(&all, "quoxers").is_empty());
}

#[test]
fn what_is_wrong_with_a_dictionary_is_told() {
    let mut all = knowledge();
    let told = all.add_actors(Path::new("/nowhere/actors.txt")).unwrap_err().to_string();
    assert!(told.contains("cannot read /nowhere/actors.txt"), "{told}");
    let wrong = file("A_B [USAGOV 12-13]\n");
    let told = all.add_actors(wrong.path()).unwrap_err().to_string();
    assert!(told.contains("line 1: `12` is no date"), "{told}");
    let wrong = file("name\taliases\tcountry\tsectors\nX\t\tatlantis\t\n");
    let told = all.add_actors(wrong.path()).unwrap_err().to_string();
    assert!(told.contains("line 2") && told.contains("atlantis"), "{told}");
    // Not text at all.
    let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let mut wrong = tempfile::NamedTempFile::new().unwrap();
    wrong.write_all(&noise).unwrap();
    let _ = all.add_actors(wrong.path());
    let _ = all.add_agents(wrong.path());
}
