//! Work for many machines, with a NATS server that the test starts. Skipped loudly
//! where there is none.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/nats.rs"]
mod nats;
mod support;

use nats::Nats;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::output;

const STATES: [&str; 8] = ["Spain", "Italy", "Chad", "Peru", "Kenya", "India", "Japan", "Malta"];

/// A report of its own.
fn line(n: usize) -> String {
    let (a, b) = (STATES[n % 8], STATES[(n / 8 + n + 1) % 8]);
    let text = format!(
        "{a} signed the agreement number {n} with {b} on Monday. The minister of {b} said that \
         {n} boats might be delivered within {} weeks.",
        n % 50 + 2
    );
    let title = format!("Agreement number {n}");
    serde_json::json!({ "title": title, "text": text, "date": "2026-03-30" }).to_string() + "\n"
}

fn start(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a ledger holds, without numbers that hang on the order of entering: a line
/// an event, of every report.
fn content(ledger: &str) -> BTreeMap<String, Vec<String>> {
    let mut reports = BTreeMap::<String, Vec<String>>::new();
    for what in ["reports", "events", "claims"] {
        let rows = output(&["export", "-", "--what", what, "-f", "jsonl", "--ledger", ledger], "");
        for row in rows.lines() {
            let mut row: serde_json::Value = serde_json::from_str(row).unwrap();
            let fields = row.as_object_mut().unwrap();
            fields.retain(|name, _| name != "recorded_at" && name != "story");
            let id = ["id", "report", "record"].iter().find_map(|name| fields.get(*name)?.as_str());
            let id = id.unwrap().split('/').next().unwrap().to_owned();
            reports.entry(id).or_default().push(row.to_string());
        }
    }
    reports
}

fn status(nats: &str) -> serde_json::Value {
    let json = output(&["queue", "status", "--json", "--dead", "1000", "--nats", nats], "");
    serde_json::from_str(&json).unwrap()
}

/// Waits until nothing is left to do.
fn until_done(nats: &str, patience: Duration) {
    let until = Instant::now() + patience;
    loop {
        let status = status(nats);
        if status["waiting"] == 0 && status["in_hand"] == 0 {
            return;
        }
        assert!(Instant::now() < until, "{status}");
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn named(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// A small generator of numbers: the same run each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// DATELINE_QUEUE_REPORTS=20000 for the long run.
#[test]
fn nothing_is_lost_and_nothing_entered_twice() {
    let dir = tempfile::tempdir().unwrap();
    let Some(mut nats) = Nats::start(dir.path().join("nats")) else { return };
    let n: usize =
        std::env::var("DATELINE_QUEUE_REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(240);
    let file = |name: &str| named(dir.path(), name);
    let at = nats.address();
    // A third travels through the queue, a third lies in a table, a third in a
    // packed file; some of the records are broken.
    let third = n / 3;
    fs::write(file("sent.jsonl"), (0..third).map(line).collect::<String>()).unwrap();
    let broken = |n: usize| if n % 40 == 7 { "{\"title\": \"no text\"}\n" } else { "" };
    let shared: String = (third..n).map(|n| line(n) + broken(n)).collect();
    let poison = (third..n).filter(|n| n % 40 == 7).count();
    fs::write(file("shared.jsonl"), shared).unwrap();
    fs::write(file("page.html"), "<html><p>x").unwrap();
    let quiet = file("quiet.db");
    let args = ["add", &file("sent.jsonl"), &file("shared.jsonl"), "--ledger", &quiet];
    support::dateline().args(args).assert().code(1);

    let told = output(&["submit", &file("sent.jsonl"), "--nats", &at], "");
    assert_eq!(told, format!("{third} submitted\n"));
    let again = output(&["submit", &file("sent.jsonl"), "--nats", &at], "");
    assert!(again.contains(&format!("{third} of them were there already")), "{again}");
    output(&["submit", &file("shared.jsonl"), "--shared", "--records", "20", "--nats", &at], "");
    // Poison: a page without a text, a file that goes, and what is no work at all.
    fs::write(file("gone.txt"), "Spain left.").unwrap();
    output(&["submit", &file("page.html"), &file("gone.txt"), "--shared", "--nats", &at], "");
    fs::remove_file(file("gone.txt")).unwrap();
    publish(&at, "dateline.work", "no work at all");

    let ledger = file("many.db");
    let work = [
        "worker",
        "--ledger",
        &ledger,
        "--nats",
        &at,
        "--threads",
        "1",
        "--patience",
        "4",
        "--tries",
        "50",
        "--log",
        "none",
    ];
    let mut workers: Vec<Child> = (0..3).map(|_| start(&work)).collect();
    let (mut chance, mut kills, mut restarts) = (Chance(n as u64), 0, 0);
    loop {
        std::thread::sleep(Duration::from_millis(700 + chance.below(1500)));
        let left = status(&at);
        let left = left["waiting"].as_u64().unwrap() + left["in_hand"].as_u64().unwrap();
        if left == 0 && kills > 3 && restarts > 0 {
            break;
        }
        if chance.below(6) == 0 || (kills > 3 && restarts == 0) {
            nats.kill();
            std::thread::sleep(Duration::from_millis(chance.below(1000)));
            nats.up();
            restarts += 1;
        } else {
            let one = chance.below(3) as usize;
            workers[one].kill().unwrap();
            workers[one].wait().unwrap();
            workers[one] = start(&work);
            kills += 1;
        }
    }
    until_done(&at, Duration::from_secs(120));
    eprintln!("{n} reports, {kills} workers killed, {restarts} restarts of the queue");
    // Told to stop, workers end well.
    for mut worker in workers {
        Command::new("kill").args(["-TERM", &worker.id().to_string()]).status().unwrap();
        assert!(worker.wait().unwrap().success());
    }
    let check = output(&["ledger", "check", "--ledger", &ledger], "");
    assert_eq!(check, format!("{n} reports, {n} versions, {n} readings\nall is well\n"));
    assert!(
        content(&ledger) == content(&quiet),
        "the ledger holds something else than a quiet one"
    );
    let dead = status(&at);
    let letters = dead["dead_letters"].as_array().unwrap();
    let reasons = |says: &str| {
        letters.iter().filter(|letter| letter["reason"].as_str().unwrap().contains(says)).count()
    };
    assert_eq!((reasons("has no `text`"), reasons("holds no article")), (poison, 1), "{dead}");
    assert_eq!((reasons("there is no file"), reasons("no item of work")), (1, 1), "{dead}");
    assert_eq!(letters.len(), poison + 3, "{dead}");
    assert!(letters.iter().any(|l| l["item"].as_str().unwrap().contains("shared.jsonl, record ")));
    // What can be mended is submitted once more, the rest is forgotten.
    fs::write(file("gone.txt"), "Spain left the treaty on Monday.").unwrap();
    let gone = letters.iter().find(|l| l["item"].as_str().unwrap().ends_with("gone.txt")).unwrap();
    output(&["queue", "retry", &gone["number"].to_string(), "--nats", &at], "");
    output(&["worker", "--ledger", &ledger, "--nats", &at, "--once", "--log", "none"], "");
    let told = output(&["queue", "drop", "--all", "--nats", &at], "");
    assert_eq!(told, format!("{} forgotten\n", poison + 2));
    assert_eq!(status(&at)["dead"], 0);
    assert!(
        output(&["ledger", "check", "--ledger", &ledger], "")
            .starts_with(&format!("{} reports", n + 1))
    );
}

/// Publishes a message by hand: what stands there was not written by us.
fn publish(nats: &str, subject: &str, payload: &str) {
    let mut stream = TcpStream::connect(nats.trim_start_matches("nats://")).unwrap();
    let mut info = [0; 4096];
    let _ = stream.read(&mut info).unwrap();
    let message = format!(
        "CONNECT {{\"verbose\":false}}\r\nPUB {subject} {}\r\n{payload}\r\nPING\r\n",
        payload.len()
    );
    stream.write_all(message.as_bytes()).unwrap();
    let n = stream.read(&mut info).unwrap();
    assert!(String::from_utf8_lossy(&info[..n]).contains("PONG"));
}

#[test]
fn a_large_report_lies_in_the_store_of_bodies() {
    let dir = tempfile::tempdir().unwrap();
    let Some(nats) = Nats::start(dir.path().join("nats")) else { return };
    let (at, ledger) = (nats.address(), named(dir.path(), "l.db"));
    // One long word, which takes no time to read.
    let long = format!("The port opened on Monday, the office said.\n\n{}", "x".repeat(300_000));
    let told = output(&["submit", "-", "--nats", &at], long);
    assert_eq!(told, "1 submitted\n");
    assert_eq!(status(&at)["waiting"], 1);
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut worker = start(&[
        "worker",
        "--ledger",
        &ledger,
        "--nats",
        &at,
        "--log",
        "none",
        "--metrics",
        &metrics,
    ]);
    until_done(&at, Duration::from_secs(300));
    let text = ureq::get(format!("http://{metrics}/metrics")).call().unwrap();
    let text = text.into_body().read_to_string().unwrap();
    assert!(text.contains("dateline_reports_total{entered=\"new\"} 1\n"), "{text}");
    assert!(text.contains("dateline_queue_items{state=\"waiting\"} 0\n"), "{text}");
    Command::new("kill").args(["-TERM", &worker.id().to_string()]).status().unwrap();
    assert!(worker.wait().unwrap().success());
    let rows = output(&["query", "reports", "--ledger", &ledger, "--text", "port opened"], "");
    assert!(rows.contains("[port] [opened]"), "{rows}");
}

/// A feed and its pages on this machine.
fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let home = at.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let n = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..n]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            let items: String = (1..4)
                .map(|n| format!("<item><title>Ferry {n}</title><link>{home}/{n}</link></item>"))
                .collect();
            let (status, kind, body) = match path.as_str() {
                "/feed.xml" if request.to_lowercase().contains("if-none-match: \"1\"") => {
                    ("304 Not Modified", "text/plain", String::new())
                }
                "/feed.xml" => (
                    "200 OK",
                    "application/rss+xml",
                    format!("<rss><channel>{items}</channel></rss>"),
                ),
                "/1" | "/2" => ("200 OK", "text/html", page(&path)),
                _ => ("404 Not Found", "text/plain", String::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nETag: \"1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all((head + &body).as_bytes());
        }
    });
    at
}

fn page(n: &str) -> String {
    format!(
        "<html lang=en><head><title>Ferry {n} runs</title></head><body><article><h1>Ferry {n} runs</h1>\
         <p>The ferry number {n} runs again from Tuesday after a long delay, the harbour office said \
         in a statement that it sent to the town's council.</p><p>The minister told reporters that \
         the ships would be back on time, and that nobody would pay more.</p></article></body></html>"
    )
}

#[test]
fn feeds_are_polled_once_and_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let Some(nats) = Nats::start(dir.path().join("nats")) else { return };
    let (at, ledger, feeds) =
        (nats.address(), named(dir.path(), "l.db"), named(dir.path(), "feeds.toml"));
    let site = site();
    fs::write(&feeds, format!("[[feed]]\nurl = \"{site}/feed.xml\"\n")).unwrap();
    let poll = ["poll", &feeds, "--once", "--allow-private", "--nats", &at, "--log", "none"];
    assert_eq!(output(&poll, ""), "3 submitted\n");
    assert_eq!(output(&poll, ""), "0 submitted\n", "nothing is new");
    // Two that stay: only one has the lease, and the other takes over when it goes.
    let stay = ["poll", &feeds, "--allow-private", "--nats", &at, "--log", "none"];
    let (mut one, mut two) = (start(&stay), start(&stay));
    std::thread::sleep(Duration::from_secs(3));
    for poller in [&one, &two] {
        Command::new("kill").args(["-TERM", &poller.id().to_string()]).status().unwrap();
    }
    assert!(one.wait().unwrap().success() && two.wait().unwrap().success());
    let work = [
        "worker",
        "--ledger",
        &ledger,
        "--nats",
        &at,
        "--allow-private",
        "--once",
        "--log",
        "none",
    ];
    output(&work, "");
    let rows = output(&["query", "reports", "--ledger", &ledger, "-f", "jsonl"], "");
    assert_eq!(rows.lines().count(), 2, "{rows}");
    let dead = status(&at);
    assert!(dead["dead_letters"][0]["reason"].as_str().unwrap().contains("404"), "{dead}");
}

#[test]
fn what_goes_wrong_is_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let none =
        format!("nats://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let feeds = named(dir.path(), "feeds.toml");
    fs::write(&feeds, "feed = 3").unwrap();
    for (args, code, says) in [
        (&["queue", "status", "--nats", &none][..], 1, "cannot be reached"),
        (&["submit", "-", "--nats", &none], 1, "start `nats-server -js`"),
        (&["poll", &feeds, "--nats", &none], 1, "is no list of feeds"),
        (&["queue", "status", "--queue", "a.b"], 2, "letters, digits"),
        (&["queue", "drop", "--nats", &none], 2, "required"),
    ] {
        let told = support::dateline().args(args).write_stdin("Spain agreed.").output().unwrap();
        let stderr = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(says), "{stderr}");
    }
}
