use super::*;
use dateline_knowledge::Knowledge;

/// Words, first and last day of the first expression on a Wednesday.
fn first(text: &str) -> (String, String, String) {
    let found = times(text, Some("2026-11-25"), &Knowledge::embedded().times);
    let one = found.first().unwrap_or_else(|| panic!("{text}: nothing"));
    let day = |d: &Option<String>| d.clone().unwrap_or_else(|| "..".to_owned());
    (one.span.of(text).to_owned(), day(&one.start), day(&one.end))
}

#[test]
fn dates_and_periods_are_resolved() {
    for (text, words, start, end) in [
        ("It ended on Monday.", "Monday", "2026-11-23", "2026-11-23"),
        ("It ended on 3 May 2016.", "3 May 2016", "2016-05-03", "2016-05-03"),
        ("It ended last month.", "last month", "2026-10-01", "2026-10-31"),
        ("It rose in Q3 2025.", "Q3 2025", "2025-07-01", "2025-09-30"),
        ("In the 1990s it rose.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It began two weeks ago.", "two weeks ago", "2026-11-11", "2026-11-11"),
        ("It held since 2014.", "since 2014", "2014-01-01", ".."),
        ("It held from 2014 to 2018.", "from 2014 to 2018", "2014-01-01", "2018-12-31"),
        ("It may be signed yesterday", "yesterday", "2026-11-24", "2026-11-24"),
    ] {
        assert_eq!(first(text), (words.to_owned(), start.to_owned(), end.to_owned()), "{text}");
    }
}

/// TIMEX3 value of the first expression.
fn value(text: &str) -> (String, String, TimeSort) {
    let found = times(text, Some("2026-11-25"), &Knowledge::embedded().times);
    let one = found.first().unwrap_or_else(|| panic!("{text}: nothing"));
    (one.span.of(text).to_owned(), one.timex.clone(), one.sort)
}

#[test]
fn hours_lengths_and_sets_have_values() {
    use TimeSort::{Clock, Days, Duration, Set};
    for (text, words, timex, sort) in [
        ("It began at 5 p.m. on Friday.", "5 p.m. on Friday", "2026-11-20T17", Clock),
        ("It fell last night.", "last night", "2026-11-24TNI", Clock),
        ("It lasted two weeks and three days.", "two weeks and three days", "P2W3D", Duration),
        ("It lasted several hours.", "several hours", "PTXH", Duration),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5", Set),
        ("They meet twice a year.", "twice a year", "P1Y", Set),
        ("It ended in the nineties.", "the nineties", "199", Days),
        ("It ended more than two weeks ago.", "more than two weeks ago", "P2W", Days),
    ] {
        assert_eq!(value(text), (words.to_owned(), timex.to_owned(), sort), "{text}");
    }
}

#[test]
fn codes_and_prices_are_no_dates() {
    for text in ["See 410c74a8-1687-4ea7.", "Call 138-2010-2015.", "It cost $2019.", "One may ask."]
    {
        let found = times(text, Some("2026-11-25"), &Knowledge::embedded().times);
        assert!(found.iter().all(|one| one.sort != TimeSort::Days), "{text} {found:?}");
    }
}

#[test]
fn long_chains_take_no_longer() {
    // Rules that call each other must not branch at every word.
    let words = &Knowledge::embedded().times;
    for chain in ["a week from ", "the week of ", "Monday two weeks from ", "the first 2 weeks of "]
    {
        let text = chain.repeat(4_000);
        assert!(times(&text, Some("2026-11-25"), words).len() <= 16_000);
        assert!(times(&text, None, words).len() <= 16_000);
    }
}

#[test]
fn an_undated_report_has_no_relative_days() {
    let text = "On Friday, yesterday, last month, in two weeks, this summer, next year, on 3 May, \
                by June, since August, two years ago, the 18th, on Christmas, the week of the 5th, \
                earlier this year, within three days, from Monday to Friday, early May, Q3, week 10.";
    let found = times(text, None, &Knowledge::embedded().times);
    assert!(found.len() > 12);
    for one in found {
        assert_eq!((one.start, one.end, one.other), (None, None, None), "{}", one.span.of(text));
    }
}

#[test]
fn the_dateline_is_the_day_to_count_from() {
    let day = |text: &str| {
        let mut report = dateline_core::Report::of_text(text);
        report.dateline = Some("HAVANA".to_owned());
        reference::today(&report, &Knowledge::embedded().times)
    };
    let dated = day("A title\n\nHAVANA, Oct. 9, 2025 (Reuters) - Cuba said on 3 May 2016");
    assert_eq!(dated.as_deref(), Some("2025-10-09"));
    // A year is never added.
    assert_eq!(day("HAVANA, Oct. 9 (Reuters) - Cuba said on 3 May 2016"), None);
    assert_eq!(day("HAVANA on 3 May 2016 was quiet"), None);
}

#[test]
fn any_characters_can_be_read() {
    for text in [
        "",
        "’",
        "the the the 99",
        "in 1/1/1/1/1",
        "last last of the",
        "from – to –",
        "31 31 31",
        "Feb 30",
    ] {
        times(text, Some("2026-11-25"), &Knowledge::embedded().times);
        times(text, None, &Knowledge::embedded().times);
    }
}
