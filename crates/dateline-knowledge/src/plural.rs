//! Plurals of the nouns in tables, which hold the singular.

/// The plural of a noun or phrase, at its end or before its "of".
pub(crate) fn plurals(phrase: &str) -> Vec<String> {
    let (head, rest) = match phrase.find(" of ").or_else(|| phrase.find("-in-")) {
        Some(at) => phrase.split_at(at),
        None => (phrase, ""),
    };
    let regular = match head.as_bytes() {
        _ if head.ends_with("man") => format!("{}men", &head[..head.len() - 3]),
        _ if head.ends_with("person") => format!("{}people", &head[..head.len() - 6]),
        _ if head.ends_with("child") => format!("{head}ren"),
        _ if head.ends_with("ife") => format!("{}ves", &head[..head.len() - 2]),
        [.., before, b'y'] if !b"aeiou".contains(before) => {
            format!("{}ies", &head[..head.len() - 1])
        }
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| head.ends_with(end)) => {
            format!("{head}es")
        }
        _ => format!("{head}s"),
    };
    let mut all = vec![format!("{regular}{rest}")];
    // "attorneys general"
    if rest.is_empty()
        && let Some((noun, general)) = head.rsplit_once([' ', '-'])
        && matches!(general, "general" | "elect")
    {
        all.push(format!("{noun}s {general}"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_stand_where_english_puts_them() {
        for (one, many) in [
            ("gunman", "gunmen"),
            ("deputy", "deputies"),
            ("member of parliament", "members of parliament"),
            ("spokesperson", "spokespeople"),
            ("attorney general", "attorneys general"),
            ("coach", "coaches"),
            ("knife", "knives"),
            ("F-16", "F-16s"),
        ] {
            assert!(plurals(one).contains(&many.to_owned()), "{one}");
        }
    }
}
