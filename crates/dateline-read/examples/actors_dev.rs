//! dev
use dateline_core::Report;
use dateline_knowledge::Knowledge;
use std::io::Read;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut input = String::new();
    let t = std::time::Instant::now();
    let k = Knowledge::embedded();
    eprintln!("load {:?}", t.elapsed());
    std::io::stdin().read_to_string(&mut input).unwrap();
    if args[1] == "describe" {
        for line in input.lines() {
            let (p, d) = line.split_once('\t').unwrap();
            let (c, s) = dateline_read::describe(p, Some(d), &k);
            println!(
                "{}\t{}",
                c.map(|c| c.to_string()).unwrap_or_default(),
                s.iter().map(|s| s.to_string()).collect::<Vec<_>>().join("|")
            );
        }
        return;
    }
    for part in input.split("\x01") {
        let mut lines = part.splitn(2, '\x02');
        let head = lines.next().unwrap();
        let Some(text) = lines.next() else { continue };
        let (date, title) = head.split_once('\x03').unwrap();
        let mut r = Report::of_text(format!("{title}\n\n{text}"));
        r.title = Some(title.to_string());
        if !date.is_empty() {
            r.published_at = Some(date.to_string());
        }
        let t = std::time::Instant::now();
        let out = dateline_read::read(&r, &dateline_read::Reader::default());
        eprintln!("{:?} {} bytes", t.elapsed(), r.text.len());
        println!("=== {date} {title}");
        if args[1] == "text" {
            println!("{}", r.text);
        }
        for a in &out.actors {
            println!(
                "{} [{}] {} {:?} {:?} {:.2} ({}) : {}",
                a.name,
                a.kind,
                a.country.map(|c| c.to_string()).unwrap_or_default(),
                a.sectors,
                a.title,
                a.confidence,
                a.by,
                a.mentions
                    .iter()
                    .map(|m| m.span.text.replace('\n', " "))
                    .collect::<Vec<_>>()
                    .join(" | ")
            );
        }
    }
}
