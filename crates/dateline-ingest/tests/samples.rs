//! The sample reports come apart as they were written.

use dateline_core::Report;
use dateline_ingest::{find, load};
use dateline_knowledge::Knowledge;

/// Number, outlet, section, how many signed, dateline, date.
const EXPECTED: &str = "\
01 | Meridian Press Agency | | 2 | VALLETTA | 2026-03-03
02 | Southport Courier | World | 0 | VALLETTA | 2026-03-03
03 | Radio Littoral | | 0 | VALLETTA | 2026-03-04T06:15Z
04 | Gozo Weekly Mirror | Local News | 1 | | 2026-03-05
05 | Harbour Ledger | | 0 | | 2026-03-06T14:20Z
06 | Meridian Press Agency | | 1 | VALLETTA | 2026-05-12
07 | Accra Morning Ledger | National News | 1 | | 2026-04-08T05:30Z
08 | Channel Seven Coastal News | Africa | 0 | | 2026-04-08T11:00Z
09 | Fjordlys Nyhetsbyrå | | 1 | OSLO | 2026-04-09
10 | The River Quarterly | Environment | 1 | | 2026-04-17
11 | Office of the Joint Secretariat, Mombasa | | 0 | MOMBASA | 2026-02-20
12 | Diario de la Caleta | | 1 | CHIMBOTE, Peru | 2026-06-15
13 | Altiplano Wire Service | | 0 | LA PAZ | 2026-05-27
14 | North Atlantic Dispatch | Business News | 1 | REYKJAVIK | 2026-01-23
15 | Lusophone News Network | | 1 | BEIRA, Mozambique | 2026-02-11
16 | Sahel Observer | World | Africa | 2 | LIBREVILLE | 2026-03-30
17 | Tagus Courier | | 1 | | 2026-07-02
18 | Kalahari Evening Post | | 1 | GABORONE | 2026-08-04
";

#[test]
fn heads_and_datelines_of_the_samples() {
    let knowledge = Knowledge::embedded();
    let inputs = find(&["../../examples/reports".to_owned()]).unwrap();
    let reports = inputs.iter().map(|input| {
        let mut all: Vec<_> = load(input, &knowledge).map(Result::unwrap).collect();
        assert_eq!((all.len(), all[0].notices.len()), (1, 0), "{input}");
        (input.to_string(), all.remove(0).report)
    });
    let mut found = String::new();
    for (path, report) in reports {
        let name = path.rsplit('/').next().unwrap();
        let empty = String::new();
        let Report { outlet, section, byline, dateline, published_at, title, text, .. } = &report;
        let fields = [
            outlet.as_ref().unwrap_or(&empty),
            section.as_ref().unwrap_or(&empty),
            &byline.len().to_string(),
            dateline.as_ref().unwrap_or(&empty),
            published_at.as_ref().unwrap_or(&empty),
        ];
        found += &format!("{} | {}\n", &name[..2], fields.map(String::as_str).join(" | "));
        // The headline, a blank line, and a body that begins with a sentence.
        let (first, body) = text.split_once("\n\n").unwrap();
        assert_eq!(Some(first), title.as_deref(), "{name}");
        assert!(body.lines().next().unwrap().ends_with(['.', '”']), "{name}");
    }
    assert_eq!(found.replace("|  |", "| |"), EXPECTED);
}
