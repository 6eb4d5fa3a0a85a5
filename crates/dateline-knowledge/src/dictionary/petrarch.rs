//! The format of PETRARCH's and TABARI's actor and agent dictionaries.
//!
//! An entry is a name in capitals, words joined by `_`, then codes in square
//! brackets on its line or on lines of their own; `+` begins a synonym. A code
//! may have dates of two- or four-digit years: `[NERGOV 110407-210402]`,
//! `[NERELI >210402]`, `[NERMIL <110407]`. `#` and `;` begin comments. Agents
//! may give an irregular plural, `CHILD {CHILDREN} [~CVL]`, or say that there is
//! none, `{}`; `!MEMBER! = MAN, WOMAN` is a set that stands for its words.

use crate::plural::plurals;

/// A name, all its synonyms, and what they are, when.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where it begins, from 1.
    pub line: u64,
    /// In small letters with capitals as names have; the first is the usual one.
    pub names: Vec<Name>,
    pub codes: Vec<Dated>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub text: String,
    pub plural: Plural,
}

impl Entry {
    /// Its line, and why it says nothing.
    pub fn unknown(&self) -> (u64, String) {
        let problem = match self.codes.first() {
            Some(Dated { code, .. }) => {
                format!("{code} is no country or role that knowledge/cameo_codes.tsv has")
            }
            None => "the name has no code".to_owned(),
        };
        (self.line, problem)
    }
}

impl Name {
    pub fn plurals(&self) -> Vec<String> {
        match &self.plural {
            Plural::Regular => plurals(&self.text),
            Plural::None => Vec::new(),
            Plural::Is(plural) => vec![plural.clone()],
        }
    }
}

/// How an agent's plural is made.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plural {
    Regular,
    None,
    Is(String),
}

/// A code and when it holds; ISO 8601 dates, empty for an open end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub code: String,
    pub from: String,
    pub until: String,
}

/// The entries of a dictionary in file order, and the lines that could not be
/// used, with the reason: the dictionaries in use have slips.
pub(super) fn parse(text: &str) -> (Vec<Entry>, Vec<(u64, String)>) {
    let mut dictionary = Dictionary::default();
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let content = line.split(['#', ';']).next().unwrap_or_default().trim();
        if let Err(problem) = dictionary.add(number, content) {
            problems.push((number, problem));
        }
    }
    dictionary.entries.retain(|entry| !entry.names.is_empty());
    (dictionary.entries, problems)
}

#[derive(Default)]
struct Dictionary {
    entries: Vec<Entry>,
    sets: Vec<(String, Vec<String>)>,
}

impl Dictionary {
    /// Takes in a line without its comment.
    fn add(&mut self, line: u64, content: &str) -> Result<(), String> {
        if content.is_empty() {
            return Ok(());
        }
        if let Some((set, words)) = content.split_once('=').filter(|_| content.starts_with('!')) {
            let words = words.split(',').map(|word| word.trim().to_owned());
            self.sets.push((set.trim().to_owned(), words.collect()));
            return Ok(());
        }
        let (words, codes) = content.split_at(content.find('[').unwrap_or(content.len()));
        let (is_synonym, words) = match words.strip_prefix('+') {
            Some(rest) => (true, rest.trim()),
            None => (false, words.trim()),
        };
        if !words.is_empty() && !is_synonym {
            self.entries.push(Entry { line, ..Entry::default() });
        }
        let entry =
            self.entries.last_mut().ok_or("a name must stand before its synonyms and codes")?;
        entry.names.extend(names(words, &self.sets)?);
        for code in brackets(codes)? {
            entry.codes.extend(dated(code)?);
        }
        Ok(())
    }
}

/// The names a line gives: one, or one for each word of a set.
fn names(words: &str, sets: &[(String, Vec<String>)]) -> Result<Vec<Name>, String> {
    let (text, plural) = match words.split_once('{') {
        None => (words, Plural::Regular),
        Some((text, rest)) => {
            let plural = rest.split_once('}').map(|(inside, _)| inside);
            match plural.ok_or("`{` has no `}`: an irregular plural stands between them")?.trim() {
                "" => (text, Plural::None),
                inside => (text, Plural::Is(cased(inside))),
            }
        }
    };
    if let Some((set, members)) = sets.iter().find(|(set, _)| text.contains(set.as_str())) {
        let each = members.iter().map(|member| text.replace(set.as_str(), member));
        return Ok(each.map(|text| Name { text: cased(&text), plural: Plural::Regular }).collect());
    }
    if let Some(at) = text.find('!') {
        let set = text[at..].split([' ', '_']).next().unwrap_or_default();
        return Err(format!(
            "`{set}` is no set: a line `!NAME! = WORD, WORD` must define it above"
        ));
    }
    let text = cased(text);
    Ok(if text.is_empty() { Vec::new() } else { vec![Name { text, plural }] })
}

/// `JOHN_Q._PUBLIC_` as reports write it. A single word of up to three letters
/// is an acronym and stays; the dictionary does not tell.
fn cased(words: &str) -> String {
    let words: Vec<&str> = words.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    let is_acronym = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if let [word] = words[..]
        && is_acronym(word)
    {
        return word.to_owned();
    }
    let cased = words.iter().map(|word| {
        let mut begins = true;
        let letter = |c: char| {
            let was_first = std::mem::replace(&mut begins, !c.is_alphanumeric() && c != '\'');
            if was_first {
                c.to_uppercase().collect::<String>()
            } else {
                c.to_lowercase().collect()
            }
        };
        word.chars().map(letter).collect::<String>()
    });
    cased.collect::<Vec<_>>().join(" ")
}

/// What stands between square brackets.
fn brackets(text: &str) -> Result<Vec<&str>, String> {
    let mut inside = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('[') {
        let (code, behind) =
            after.split_once(']').ok_or("`[` has no `]`: a code stands between them")?;
        inside.push(code.trim());
        rest = behind;
    }
    Ok(inside)
}

/// A code and its dates; nothing for the null code `---`.
fn dated(inside: &str) -> Result<Option<Dated>, String> {
    let (code, dates) = match inside.find([' ', '\t', '<', '>']) {
        Some(at) => (&inside[..at], inside[at..].trim()),
        None => (inside, ""),
    };
    if code.starts_with('-') || code.is_empty() {
        return Ok(None);
    }
    let (from, until) = match (dates.strip_prefix('>'), dates.strip_prefix('<')) {
        _ if dates.is_empty() => (String::new(), String::new()),
        (Some(from), _) => (date(from)?, String::new()),
        (_, Some(until)) => (String::new(), date(until)?),
        _ => {
            let (from, until) = dates.split_once('-').ok_or_else(|| {
                format!("`{dates}` is no time: write 990131-020630, >990131 or <020630")
            })?;
            (date(from)?, date(until)?)
        }
    };
    Ok(Some(Dated { code: code.to_owned(), from, until }))
}

/// `yymmdd` or `yyyymmdd` as ISO 8601; years from 30 on are the last century's.
fn date(digits: &str) -> Result<String, String> {
    let digits = digits.trim();
    let is_date = digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 6 | 8);
    if !is_date {
        return Err(format!("`{digits}` is no date: write it as yymmdd or yyyymmdd"));
    }
    let (year, day) = digits.split_at(digits.len() - 4);
    let century = match year {
        _ if year.len() == 4 => "",
        _ if year < "30" => "20",
        _ => "19",
    };
    Ok(format!("{century}{year}-{}-{}", &day[..2], &day[2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<Entry> {
        let (entries, problems) = parse(text);
        assert_eq!(problems, []);
        entries
    }

    #[test]
    fn names_synonyms_and_dated_codes() {
        let found = entries(
            "; a comment\nMARA_D'ESTE-LOW_ # minister\n+M._LOW_\n\t[NERELI <110407]\n\t[NERGOV \
             110407-20210402] [---]\nQRF_ [NERMIL >990101]\n",
        );
        let names: Vec<&str> = found[0].names.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(names, ["Mara D'este-Low", "M. Low"]);
        let codes: Vec<_> =
            found[0].codes.iter().map(|d| (&*d.code, &*d.from, &*d.until)).collect();
        assert_eq!(codes, [("NERELI", "", "2011-04-07"), ("NERGOV", "2011-04-07", "2021-04-02")]);
        assert_eq!((found[1].line, &*found[1].names[0].text), (6, "QRF"));
        assert_eq!(found[1].codes[0].from, "1999-01-01");
    }

    #[test]
    fn sets_and_plurals_of_agents() {
        let found = entries(
            "!WHO! = MAN, WOMAN\nFERRY!WHO! [~LAB]\nOX {OXEN} [~AGR]\nSHEEP {} [~AGR]\nCARTER [~LAB]",
        );
        let names: Vec<&str> = found[0].names.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(names, ["Ferryman", "Ferrywoman"]);
        assert_eq!(found[1].names[0].plural, Plural::Is("Oxen".to_owned()));
        assert_eq!(found[2].names[0].plural, Plural::None);
        assert_eq!(found[3].names[0].plural, Plural::Regular);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("A_B [USA", (1, "`[` has no `]`")),
            ("\n[USAGOV]\nA_B [USA]", (2, "a name must stand before")),
            ("A_B\n[USAGOV 9901-02]", (2, "`9901` is no date")),
            ("A_B [USAGOV soon]", (1, "`soon` is no time")),
            ("OX {OXEN [~AGR]", (1, "`{` has no `}`")),
            ("FERRY!WHO! [~LAB]", (1, "`!WHO!` is no set")),
        ] {
            let (_, problems) = parse(text);
            let [(line, problem)] = &problems[..] else { panic!("{problems:?}") };
            assert!(*line == told.0 && problem.starts_with(told.1), "{line} {problem}");
        }
    }
}
