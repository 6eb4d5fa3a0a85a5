//! The grammar's leaves: numbers, days, years, written dates.

use super::calendar::Day;
use super::lex::Word;
use super::point::Point;
use dateline_knowledge::TimeKind;

/// What a rule found, and the word after it.
pub type Found = Option<(Point, usize)>;

/// Reads time expressions at given words.
pub struct Parser<'a> {
    pub words: &'a [Word],
    /// The day the report was published.
    pub anchor: Option<Day>,
    /// The table, for holidays of several words.
    pub holidays: &'a dateline_knowledge::Times,
}

impl Parser<'_> {
    pub fn text(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| &w.text)
    }

    pub fn is(&self, i: usize, any: &[&str]) -> bool {
        any.contains(&self.text(i))
    }

    pub fn glued(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.glued)
    }

    pub fn says(&self, i: usize, kind: TimeKind) -> Option<i32> {
        let (k, value) = self.words.get(i)?.says?;
        (k == kind).then_some(value)
    }

    /// "the" before what is no less exact without it: "the next week".
    pub fn is_idle_article(&self, i: usize) -> bool {
        let next = self.words.get(i + 1).and_then(|w| w.says).map(|(kind, _)| kind);
        self.text(i) == "the"
            && !self.is_decades(i + 1)
            && (matches!(next, Some(TimeKind::Shift | TimeKind::Part))
                || self.is(i + 1, &["calendar", "cy"])
                || self.is(i + 1, &["year", "week"])
                    && self.words.get(i + 2).is_some_and(|w| w.digits.is_some()))
            && !(self.text(i + 1) == "last"
                && (self.text(i + 3) == "of" || self.text(i + 4) == "of"))
    }

    /// "the next decade", "the last two centuries".
    fn is_decades(&self, i: usize) -> bool {
        let unit = |i: usize| matches!(self.says(i, TimeKind::Unit), Some(6 | 7));
        unit(i + 1) || unit(i + 2)
    }

    /// Whether the word stands within a number or a code: "410c74a8-1687".
    pub fn is_inside_code(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i).filter(|w| w.glued && i > 0) else { return false };
        let before = &self.words[i - 1];
        let sign = matches!(before.text.as_str(), "-" | "/" | "." | "," | "_" | "=" | "&" | "~");
        let own = word.digits.is_some() || word.text.len() == 8;
        let joined = sign && before.glued && own;
        let letters = before.text.chars().all(char::is_alphanumeric);
        own && letters && before.says.is_none() || joined
    }

    /// Whether what ends before the word goes on as a number or a code: "8/1.5".
    pub fn is_part_of_code(&self, end: usize) -> bool {
        let digits = |i: usize| self.words.get(i).is_some_and(|w| w.digits.is_some());
        self.glued(end)
            && self.glued(end + 1)
            && end > 0
            && digits(end - 1)
            && digits(end + 1)
            && self.is(end, &["-", "/", "."])
    }

    /// The word after optional ones.
    pub fn skip(&self, i: usize, any: &[&str]) -> usize {
        if self.is(i, any) { i + 1 } else { i }
    }

    /// A month's name, with the full stop of an abbreviation.
    pub fn month(&self, i: usize) -> Option<(i32, usize)> {
        let m = self.says(i, TimeKind::Month)?;
        if i > 0 && self.glued(i) && self.is(i - 1, &["$", "#", "@"]) {
            return None;
        }
        let short = self.text(i).len() <= 4 && self.text(i) != "may";
        let stop = short && self.text(i + 1) == "." && self.glued(i + 1);
        Some((m, i + 1 + usize::from(stop)))
    }

    pub fn weekday(&self, i: usize) -> Option<(i32, usize)> {
        let d = self.says(i, TimeKind::Weekday)?;
        // "sun", "sat" and "wed" are other words too.
        let short = self.text(i).len() <= 4;
        (!short || self.words[i].capital || self.says(i.wrapping_sub(1), TimeKind::Unit).is_some())
            .then_some((d, i + 1 + usize::from(short && self.text(i + 1) == ".")))
    }

    /// A number in digits or words; whether it is an ordinal.
    pub fn number(&self, i: usize) -> Option<(i32, bool, usize)> {
        if let Some(n) = self.words.get(i)?.digits {
            let ordinal = self.glued(i + 1) && self.is(i + 1, &["st", "nd", "rd", "th"]);
            return Some((n, ordinal, i + 1 + usize::from(ordinal)));
        }
        if let Some(n) = self.says(i, TimeKind::Ordinal) {
            return Some((n, true, i + 1));
        }
        let n = self.says(i, TimeKind::Number)?;
        if n >= 20 {
            let j = self.skip(i + 1, &["-"]);
            if let Some(o) = self.says(j, TimeKind::Ordinal).filter(|o| *o < 10) {
                return Some((n + o, true, j + 1));
            }
            let one = self.says(j, TimeKind::Number).filter(|o| *o < 10 && self.text(j) != "a");
            if let Some(o) = one {
                return Some((n + o, false, j + 1));
            }
        }
        Some((n, false, i + 1))
    }

    /// A day of the month.
    pub fn day(&self, i: usize) -> Option<(i32, usize)> {
        let i = self.skip(i, &["the"]);
        let (n, _, end) = self.number(i)?;
        let long = self.words[i].digits.is_some() && self.text(i).len() > 2;
        let other = self.is(i, &["a", "an", "couple"]);
        let after = i > 0 && self.glued(i);
        let priced = after && self.is(i - 1, &["$", "€", "£", "."])
            || after && self.text(i - 1) == ":" && i > 1 && self.words[i - 2].digits.is_some();
        let decimal = priced || self.is(end, &[":"]) && self.glued(end);
        ((1..=31).contains(&n) && !long && !other && !decimal).then_some((n, end))
    }

    /// A year of four digits.
    pub fn year(&self, i: usize) -> Option<(i32, usize)> {
        let mut i = self.skip(i, &["the"]);
        i = self.skip(i, &["calendar"]);
        i = self.skip(i, &["year", "cy"]);
        if let Some(found) = self.spelled_year(i) {
            return Some(found);
        }
        let n = self.words.get(i)?.digits.filter(|_| self.text(i).len() == 4)?;
        let amount = self.glued(i + 1)
            && (self.is(i + 1, &[",", ".", "%", ":"])
                && self.words.get(i + 2).is_some_and(|w| w.glued && w.digits.is_some())
                || self.text(i + 1) == "%");
        let priced = i > 0 && self.is(i - 1, &["$", "€", "£", "."]) && self.glued(i);
        ((1000..2200).contains(&n) && !amount && !priced).then_some((n, i + 1))
    }

    /// "nineteen ninety-six", "two thousand and fifteen".
    fn spelled_year(&self, i: usize) -> Option<(i32, usize)> {
        let n = self.says(i, TimeKind::Number)?;
        if n == 2 && self.text(i + 1) == "thousand" {
            let j = self.skip(i + 2, &["and"]);
            let rest = self.number(j).filter(|r| r.0 < 100 && !r.1 && self.text(j) != "a");
            return Some(rest.map_or((2000, i + 2), |(r, _, end)| (2000 + r, end)));
        }
        if !(17..=20).contains(&n) {
            return None;
        }
        let j = self.skip(i + 1, &["hundred"]);
        self.says(j, TimeKind::Number)?;
        let (rest, ordinal, end) = self.number(j)?;
        ((10..100).contains(&rest) && !ordinal).then_some((n * 100 + rest, end))
    }

    /// A year that stands after a date: ", 2016", "of 2016", "next year".
    fn tail_year(&self, i: usize) -> (Option<i32>, usize) {
        let j = self.skip(i, &["of"]);
        if let (Some(by), Some(anchor)) = (self.says(j, TimeKind::Shift), self.anchor)
            && self.text(j + 1) == "year"
        {
            return (Some(super::calendar::date(anchor).0 + by), j + 2);
        }
        for j in [i, i + 1] {
            let parted = j == i || self.is(i, &[",", "of", "in", "-", "/"]);
            if let (true, Some((y, end))) = (parted, self.year(j)) {
                return (Some(y), end);
            }
        }
        // "April of 87", "May '68"
        let quoted = self.is(i, &["'", "’", "‘"]);
        let two = self.words.get(i + 1).filter(|w| w.text.len() == 2).and_then(|w| w.digits);
        match two.filter(|n| quoted && self.glued(i + 1) || self.text(i) == "of" && *n > 31) {
            Some(n) => (Some(century(n)), i + 2),
            None => (None, i),
        }
    }

    /// "3 May 2016", "May 3rd, 2016", "May 2016", "2016-05-03", "5/3/2016".
    pub fn written(&self, i: usize) -> Found {
        self.numeric(i).or_else(|| self.day_month(i)).or_else(|| self.month_day(i))
    }

    fn point(&self, y: Option<i32>, m: i32, d: Option<i32>, end: usize) -> Found {
        Some((Point::month(y, m, d, self.anchor)?, end))
    }

    fn day_month(&self, i: usize) -> Found {
        let (d, j) = self.day(i)?;
        let j = self.skip(j, &["of", "-", "/"]);
        let (m, month) = (self.month(j)?, j);
        // "one may ask"
        if self.text(month) == "may" && self.words[i].digits.is_none() && !self.words[month].capital
        {
            return None;
        }
        let (m, j) = m;
        let (y, j) = self.tail_year(j);
        self.point(y, m, Some(d), j)
    }

    fn month_day(&self, i: usize) -> Found {
        if let Some((y, j)) = self.year(i)
            && let Some((m, j)) = self.month(self.skip(j, &["-", ",", "/"]))
        {
            return match self.day(self.skip(j, &["-", "/"])) {
                Some((d, end)) if self.is(j, &["-", "/"]) => self.point(Some(y), m, Some(d), end),
                _ => self.point(Some(y), m, None, j),
            };
        }
        let (m, j) = self.month(i)?;
        let at = self.skip(j, &["-", "/", ","]);
        if let Some((y, end)) = self.spelled_year(at) {
            return self.point(Some(y), m, None, end);
        }
        if let Some((d, end)) = self.day(at)
            && !(self.says(end, TimeKind::Month).is_some() && at != j)
            && !(at != j && self.text(j) == "," && self.says(end, TimeKind::Unit).is_some())
        {
            let (y, end) = self.tail_year(end);
            return self.point(y, m, Some(d), end);
        }
        let (y, end) = self.tail_year(j);
        if y.is_none() && !self.is_month_alone(i) {
            return None;
        }
        self.point(y, m, None, if y.is_some() { end } else { j })
    }

    /// "may" and "march" are verbs, and "mar" and "dec" little by themselves.
    fn is_month_alone(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map_or("", |b| self.text(b));
        let told = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "from"
                | "to"
                | "through"
                | "during"
                | "between"
                | "before"
                | "after"
                | "last"
                | "next"
                | "this"
                | "early"
                | "mid"
                | "late"
                | "-"
                | "and"
        );
        let ranged = self.is(i + 1, &["to", "-", "through"]) && self.month(i + 2).is_some();
        match self.text(i) {
            "may" | "march" | "mar" => ranged || told && self.words[i].capital || before == "in",
            text => self.words[i].capital || text.len() > 3 || told,
        }
    }

    fn numeric(&self, i: usize) -> Found {
        let part = |i: usize| Some((self.words.get(i)?.digits?, self.text(i).len()));
        if let Some(run) = self.run_of_digits(i) {
            return Some(run);
        }
        let (a, la) = part(i)?;
        let sep = self.text(i + 1);
        if !matches!(sep, "/" | "-" | ".") || !self.glued(i + 1) || !self.glued(i + 2) {
            return None;
        }
        let before = i.checked_sub(1).map_or("", |b| self.text(b));
        if matches!(before, "$" | "€" | "£") || self.glued(i) && matches!(before, "." | "," | "/")
        {
            return None;
        }
        let (b, lb) = part(i + 2)?;
        let third = (self.text(i + 3) == sep && self.glued(i + 3) && self.glued(i + 4))
            .then(|| part(i + 4))
            .flatten();
        if let Some((c, lc)) = third.filter(|(_, lc)| la == 4 || *lc == 4 || *lc == 2) {
            let (y, m, d) = match (la, lc) {
                (4, _) => (a, b, c),
                (_, 4) if a > 12 || sep == "." => (c, b, a),
                (1..=2, 4) => (c, a, b),
                (1..=2, 2) if sep != "." && a > 12 => (century(c), b, a),
                (1..=2, 2) if sep != "." => (century(c), a, b),
                _ => return None,
            };
            return self.point(Some(y), m, Some(d), i + 5);
        }
        let named = i > 0 && self.says(i - 1, TimeKind::Weekday).is_some();
        match (la, lb) {
            (4, 1..=2) if sep != "." => self.point(Some(a), b, None, i + 3),
            (1..=2, 4) if sep != "." => self.point(Some(b), a, None, i + 3),
            (1..=2, 1..=2) if sep == "/" || named => {
                let (m, d) = if a > 12 { (b, a) } else { (a, b) };
                let end = i + 3;
                match self.tail_year(end) {
                    (Some(y), end) => self.point(Some(y), m, Some(d), end),
                    _ => self.point(None, m, Some(d), end),
                }
            }
            _ => None,
        }
    }

    /// "20161016", "2016 10 16".
    fn run_of_digits(&self, i: usize) -> Found {
        let text = self.text(i);
        if text.len() == 8 {
            let n: i32 = text.parse().ok()?;
            let y = Some(n / 10_000).filter(|y| (1900..2100).contains(y));
            return self.point(Some(y?), n / 100 % 100, Some(n % 100), i + 1);
        }
        let part = |j: usize, length: usize| {
            self.words.get(j)?.digits.filter(|_| !self.glued(j) && self.text(j).len() == length)
        };
        let (y, m, d) = (part(i, 4)?, part(i + 1, 2)?, part(i + 2, 2)?);
        self.point(Some(y), m, Some(d), i + 3)
    }
}

/// A year of two digits, by the centuries we may mean.
fn century(n: i32) -> i32 {
    if n < 50 { 2000 + n } else { 1900 + n }
}
