//! Who signed it: "By Jane Doe and John Roe, Meridian Press".

/// Longest name, in words.
const NAME: usize = 6;

/// The names of a line that is a byline and nothing else. `is_role` knows the
/// words that end a role ("Staff Writer").
pub(crate) fn parse(line: &str, is_role: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let by = line.get(..3).filter(|by| by.eq_ignore_ascii_case("by "))?;
    let rest = line[by.len()..].trim();
    if rest.len() > 120 || ends_a_sentence(rest) {
        return None;
    }
    let names = names(rest);
    let names = names.iter().map(|name| without_role(name, &is_role)).filter(|n| !n.is_empty());
    let names: Vec<String> = names.collect();
    (!names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// The names of a list of names: "Jane Doe, John Roe and Ann Poe in Lima".
pub(crate) fn names(list: &str) -> Vec<String> {
    list.trim_start_matches("By ")
        .split([',', '&', ';', '/'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "))
        .map(|part| {
            let part = part.trim();
            let part = part.strip_prefix("and ").unwrap_or(part);
            // Where they wrote, and for whom, is no part of a name.
            let end = [" in ", " for "].iter().filter_map(|word| part.find(word)).min();
            part[..end.unwrap_or(part.len())].trim().to_owned()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// What follows the role in "Staff Writer Jane Doe"; nothing in "Staff Writer".
fn without_role(name: &str, is_role: impl Fn(&str) -> bool) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let role = words.iter().rposition(|word| is_role(word));
    words[role.map_or(0, |at| at + 1)..].join(" ")
}

/// Capitalised words, with particles between them.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(NAME + 1).collect();
    let capitalised = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let particle = |word: &str| {
        matches!(word, "de" | "da" | "del" | "della" | "di" | "du" | "la" | "le" | "van" | "von")
            || matches!(
                word,
                "der" | "den" | "dos" | "bin" | "ibn" | "al" | "el" | "ter" | "the" | "of"
            )
            || word.starts_with("al-")
            || word.starts_with("el-")
            || word.starts_with("d'")
    };
    words.len() <= NAME
        && words.first().is_some_and(|word| capitalised(word) || particle(word))
        && words.last().is_some_and(|word| capitalised(word) || word.starts_with("al-"))
        && words.iter().all(|word| capitalised(word) || particle(word))
        && !text.contains(|c: char| c.is_numeric() || matches!(c, '"' | '“' | '?' | '!' | ':'))
}

/// A full stop that is not that of "Jr." or an initial.
fn ends_a_sentence(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.ends_with('.') && last.chars().count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn byline(line: &str) -> Option<Vec<String>> {
        parse(line, |word| matches!(word.to_lowercase().as_str(), "writer" | "correspondent"))
    }

    #[test]
    fn names_are_told_apart() {
        for (line, names) in [
            ("By Jane Doe", &["Jane Doe"][..]),
            ("BY JANE DOE AND JOHN ROE", &["JANE DOE", "JOHN ROE"]),
            (
                "By Jane Doe and John Roe, Meridian Press",
                &["Jane Doe", "John Roe", "Meridian Press"],
            ),
            ("By A. N. van der Berg, Staff Writer", &["A. N. van der Berg"]),
            ("By Staff Writer Jane Doe", &["Jane Doe"]),
            ("by Ali al-Hadi in Muscat and Ann Poe", &["Ali al-Hadi", "Ann Poe"]),
            ("By Jane Doe, John Roe, and Sam Poe Jr.", &["Jane Doe", "John Roe", "Sam Poe Jr."]),
        ] {
            assert_eq!(
                byline(line).as_deref().map(<[String]>::to_vec),
                Some(names.iter().map(|n| n.to_string()).collect()),
                "{line}"
            );
        }
    }

    #[test]
    fn lines_that_only_begin_alike_are_none() {
        for line in [
            "By noon the square was empty",
            "By Monday the Ferry Had Left the Port of the Old Town for Good",
            "By train to Lima",
            "By Jane Doe wrote the letter.",
            "By 2030",
            "By ",
            "Bypass opens",
            "Bÿ Jane",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }
}
