//! What the samples say, record by record, and the page of one of them. After
//! a change that is meant to alter readings: `INSTA_UPDATE=always cargo test -p
//! dateline --test golden`, then look at the difference before it is committed.
#![allow(clippy::unwrap_used)]

mod support;

use dateline_core::{Actor, Claim, Event, EventDate, Quote, Reading, Step};
use std::fmt::{Display, Write};
use support::{output, samples};

#[test]
fn the_records_of_every_sample() {
    for path in samples() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let lines = output(&["read", "-f", "jsonl", path.to_str().unwrap()], "");
        let mut records = String::new();
        for line in lines.lines() {
            write(&mut records, &serde_json::from_str(line).unwrap());
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, records);
        });
    }
}

#[test]
fn the_page_of_a_sample() {
    let reports = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let path = "16-ceasefire-signed-not-ratified.txt";
    let mut command = support::dateline();
    let done = command.current_dir(reports).args(["read", path]).assert().success();
    insta::assert_snapshot!(String::from_utf8_lossy(&done.get_output().stdout));
}

fn write(out: &mut String, reading: &Reading) {
    let report = &reading.report;
    let head = [&report.outlet, &report.section, &report.title, &report.dateline];
    for part in head.into_iter().flatten() {
        writeln!(out, "{part}").unwrap();
    }
    let (date, from) = (or_dash(&report.published_at), report.published_from);
    writeln!(out, "{date} from {from}, by {:?}", report.byline).unwrap();
    let lists = [
        reading.actors.iter().map(actor).collect::<Vec<_>>(),
        reading.claims.iter().map(claim).collect(),
        reading.events.iter().map(event).collect(),
        reading
            .agreements
            .iter()
            .map(|a| {
                let head = format!(
                    "{} {} parties={} subjects={}",
                    a.id,
                    a.name,
                    list(&a.parties),
                    list(&a.subjects)
                );
                a.steps.iter().fold(head, |all, s| all + &step(s))
            })
            .collect(),
        reading
            .deliveries
            .iter()
            .map(|d| {
                let (item, from, to) = (&d.item, or_dash(&d.supplier), or_dash(&d.recipient));
                let (name, category) = (or_dash(&item.name), or_dash(&item.category));
                let quantity = or_dash(&d.quantity);
                let head = format!(
                    "{} {} name={name} category={category} quantity={quantity} {from} -> {to}",
                    d.id, item.text
                );
                d.steps.iter().fold(head, |all, s| all + &step(s))
            })
            .collect(),
        reading.notices.iter().map(|n| format!("{}: {}", n.code, n.message)).collect(),
    ];
    for records in lists.iter().filter(|l| !l.is_empty()) {
        writeln!(out, "\n{}", records.join("\n")).unwrap();
    }
}

fn actor(a: &Actor) -> String {
    let country = or_dash(&a.country);
    let title = or_dash(&a.title);
    let mentions: Vec<_> =
        a.mentions.iter().map(|m| format!("{}@{}", m.span.text, m.span.start)).collect();
    format!(
        "{} {} {} {country} {} title={title} [{}] {:.2} {}",
        a.id,
        a.kind,
        a.name,
        list(&a.sectors),
        mentions.join(" | "),
        a.confidence,
        a.by
    )
}

fn claim(c: &Claim) -> String {
    format!(
        "{} {} {} {} {} {} {} within={} {:.2} {}\n   source={}\n   cue={}\n   content={}",
        c.id,
        or_dash(&c.speaker),
        c.speaker_kind,
        c.manner,
        c.stance,
        c.certainty,
        c.polarity,
        or_dash(&c.within),
        c.confidence,
        c.by,
        words(&c.source),
        words(&c.cue),
        words(&c.content)
    )
}

fn event(e: &Event) -> String {
    let background = if e.historical { " historical" } else { "" };
    let place = e.place.as_ref().map(|p| format!("{} {}", p.name, or_dash(&p.country)));
    format!(
        "{} {} modes={} contexts={} cameo={} {} -> {} {}{background} claim={} within={} date={} \
         place={} {:.2} {}\n   {}",
        e.id,
        e.event_type,
        list(&e.modes),
        list(&e.contexts),
        or_dash(&e.cameo),
        list(&e.actors),
        list(&e.recipients),
        e.status,
        or_dash(&e.claim),
        or_dash(&e.within),
        date(&e.date),
        or_dash(&place),
        e.confidence,
        e.evidence.by,
        words(&e.evidence.spans)
    )
}

fn step<G: Display>(s: &Step<G>) -> String {
    format!(
        "\n   {} by={} {} claim={} event={} date={} {}",
        s.stage,
        or_dash(&s.by),
        s.status,
        or_dash(&s.claim),
        or_dash(&s.event),
        date(&s.date),
        words(&s.evidence.spans)
    )
}

fn date(date: &Option<EventDate>) -> String {
    date.as_ref().map_or("-".into(), |d| format!("{}..{} ({})", d.start, d.end, d.text))
}

fn words(spans: &[Quote]) -> String {
    let words = spans.iter().map(|s| format!("{}@{}", s.text.replace('\n', " "), s.start));
    words.collect::<Vec<_>>().join(" | ")
}

fn or_dash(value: &Option<impl Display>) -> String {
    value.as_ref().map_or("-".into(), |v| v.to_string())
}

fn list(values: &[impl Display]) -> String {
    if values.is_empty() {
        return "-".into();
    }
    values.iter().map(|v| v.to_string()).collect::<Vec<_>>().join(",")
}
