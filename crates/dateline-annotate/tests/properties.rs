//! What must hold for any text whatever.

use dateline_annotate::split::split;
use dateline_annotate::tokenize::tokenize;
use proptest::prelude::*;

fn holds(text: &str) {
    let tokens = tokenize(text);
    let mut at = 0;
    for span in &tokens {
        assert!(span.start < span.end && span.start >= at, "{span:?} in {text:?}");
        assert!(text[at..span.start].chars().all(char::is_whitespace), "gap in {text:?}");
        assert!(!text[span.start..span.end].contains(char::is_whitespace), "blank in {text:?}");
        at = span.end;
    }
    assert!(text[at..].chars().all(char::is_whitespace), "rest of {text:?}");
    let mut next = 0;
    for range in split(text, &tokens) {
        assert!(range.start == next && range.end > range.start);
        next = range.end;
    }
    assert_eq!(next, tokens.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text);
    }

    /// Pieces that the rules look for, in any order.
    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        holds(&pieces.concat());
    }
}

const PIECES: &[&str] = &[
    "a",
    "I",
    "Gen",
    "no",
    "U",
    "S",
    "é",
    "e\u{301}",
    "ß",
    "th",
    "co",
    "can",
    "dont",
    "gonna",
    "n't",
    "'",
    "’",
    "‘",
    "`",
    "\"",
    "“",
    "”",
    "«",
    ".",
    "..",
    "…",
    "!",
    "?",
    ",",
    ":",
    ";",
    "-",
    "–",
    "—",
    "--",
    "(",
    ")",
    "[",
    "]",
    "[...]",
    "/",
    "\\",
    "&",
    "@",
    "#",
    "$",
    "US$",
    "€",
    "%",
    "1",
    "12",
    "1,000",
    "3.5",
    "10:30",
    "2001",
    "555-1234",
    "'90s",
    "th",
    "km",
    "m",
    "www.",
    "http://",
    "x.com",
    ".doc",
    "a@b.co",
    ":-)",
    ":)",
    "<3",
    "\u{1f600}",
    "\u{200d}",
    "\u{fe0f}",
    "🇨🇺",
    "\u{fffd}",
    "\0",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u{a0}",
    "\u{2029}",
    "\u{feff}",
    "_",
    "*",
    "•",
    "=",
    "+",
    "^_^",
    "中文",
    "ʼ",
    "²",
    "º",
    "'tis",
    "c'mon",
    "dunno",
    "Ph.D.",
    "a.m.",
    "etc.",
    "w/o",
];

/// Long runs of what trips tokenizers. How the time grows is shown by
/// `benches/flat.sh`, not asserted here.
#[test]
fn long_runs_of_anything_hold() {
    let units = [
        "a",
        "\"",
        "'",
        "’",
        ".",
        "-",
        "a-",
        "a.",
        "ab.",
        "a'",
        "a@",
        "@",
        "#",
        "#a",
        "1,",
        "1-",
        "1/",
        "1.",
        "(",
        ")",
        "[",
        "😀",
        "\u{200d}",
        "\u{fffd}",
        "\0",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "a ",
        "A. ",
        "\" ",
        ". ",
        ":)",
        ":-",
        "a*",
        "a&",
        "a_",
        "a/",
        "www.",
        "http://a",
        "http://a) ",
        "a.b@",
        ".5",
        "+1",
        "e\u{301}",
        "a\n",
        "A\n",
        "- a\n",
        ") ",
        "co-",
        "'s",
        "n't",
        "U.S. ",
        "don't",
        "x.com/",
        "<",
        "> ",
        "a.com",
    ];
    for unit in units {
        holds(&unit.repeat(60_000 / unit.len()));
    }
}
