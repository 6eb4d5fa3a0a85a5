//! Outlets and agencies by name: which names are the same one.

use super::identity::words;
use std::sync::LazyLock;

/// Names and what else the same agency is called, and words that tell nothing.
const TABLE: &str = include_str!("../../../../knowledge/agencies.tsv");
/// Words that end the name of one that publishes.
const MASTHEADS: &str = include_str!("../../../../knowledge/mastheads.tsv");

struct Table {
    /// Words that a name may have or leave out.
    loose: Vec<&'static str>,
    /// Each with the short name it stands for.
    aliases: Vec<(String, String)>,
}

static AGENCIES: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { loose: Vec::new(), aliases: Vec::new() };
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["loose", "", list] => table.loose = list.split(' ').collect(),
            ["agency", name, aliases] => {
                let short = words(name).collect::<Vec<_>>().join(" ");
                let all = aliases.split('|').filter(|alias| !alias.is_empty()).chain([name]);
                table.aliases.extend(
                    all.map(|alias| (words(alias).collect::<Vec<_>>().join(" "), short.clone())),
                );
            }
            // The test below reads every row.
            _ => {}
        }
    }
    table
});

/// What an outlet's name is joined by: its words without those that may be left
/// out ("Meridian Press Agency" is "Meridian"), or the agency it is known as.
pub(crate) fn short_name(name: &str) -> String {
    let all: Vec<String> = words(name).collect();
    let whole = all.join(" ");
    if let Some(short) = known(&whole) {
        return short.to_owned();
    }
    let kept: Vec<&str> =
        all.iter().map(String::as_str).filter(|w| !AGENCIES.loose.contains(w)).collect();
    let short = if kept.is_empty() { whole } else { kept.join(" ") };
    known(&short).map_or(short.clone(), str::to_owned)
}

/// Whether this is the name of an agency that others reprint.
pub(crate) fn is_agency(name: &str) -> bool {
    known(&words(name).collect::<Vec<_>>().join(" ")).is_some()
}

/// Whether the last word is one that names of outlets end with.
pub(crate) fn ends_like_outlet(name: &str) -> bool {
    let endings = MASTHEADS.lines().find_map(|line| line.strip_prefix("outlet\t")).unwrap_or("");
    words(name).last().is_some_and(|last| endings.split(' ').any(|ending| ending == last))
}

fn known(name: &str) -> Option<&'static str> {
    AGENCIES.aliases.iter().find(|(alias, _)| alias == name).map(|(_, short)| short.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_agency_are_one() {
        for (one, other) in [
            ("Meridian Press Agency", "Meridian"),
            ("AP", "The Associated Press"),
            ("Fjordlys Nyhetsbyrå", "Fjordlys"),
            ("Agence France-Presse", "AFP"),
        ] {
            assert_eq!(short_name(one), short_name(other));
        }
        assert_ne!(short_name("Harbour Ledger"), short_name("Harbour Times"));
        assert_eq!(short_name("The Press"), "press");
        assert!(is_agency("Reuters") && !is_agency("Harbour Times"));
    }

    #[test]
    fn every_row_is_read() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        let names =
            AGENCIES.aliases.iter().map(|(_, s)| s).collect::<std::collections::HashSet<_>>();
        assert_eq!(names.len() + 1, rows);
        assert!(!AGENCIES.loose.is_empty());
        assert!(ends_like_outlet("the Accra Morning Ledger") && !ends_like_outlet("the Spokesman"));
    }
}
