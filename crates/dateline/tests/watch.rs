//! Watches as users call them: alerts on standard error, as lines, as a feed,
//! and to a webhook that is signed, tried again and guarded.

#![allow(clippy::unwrap_used)]

mod support;

use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;
use support::{dateline, output, samples};

fn sample(number: &str) -> String {
    let found = samples().into_iter().find(|p| p.to_str().unwrap().contains(number));
    found.unwrap().to_str().unwrap().to_owned()
}

/// Answers with these statuses, one a visit, and gives back what was sent.
fn receiver(statuses: &'static [u16]) -> (String, JoinHandle<Vec<(String, String)>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let visits = std::thread::spawn(move || {
        let mut seen = Vec::new();
        for status in statuses {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                let line = line.to_ascii_lowercase();
                if let Some(n) = line.strip_prefix("content-length:") {
                    length = n.trim().parse().unwrap();
                }
                head += &line;
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer =
                format!("HTTP/1.1 {status} OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
            seen.push((head, String::from_utf8(body).unwrap()));
        }
        seen
    });
    (url, visits)
}

#[test]
fn alerts_are_told_listed_and_fed() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (ledger, feed) = (path("l.db"), path("alerts.xml"));
    let watch = |args: &[&str]| output(&[&["watch"], args, &["--ledger", &ledger]].concat(), "");
    watch(&["add", "boats", "--events", "--country", "GHA", "--actor", "norway"]);
    watch(&["add", "accord", "--step", "fuel", "signed"]);
    watch(&["add", "nothing", "--claims", "--text", "zeppelins"]);
    assert_eq!(watch(&["list"]).lines().count(), 3);
    let added = dateline().args(["add", &sample("07-"), "--ledger", &ledger]).output().unwrap();
    let told = String::from_utf8(added.stderr).unwrap();
    assert!(told.contains("alert boats:") && !told.contains("nothing"), "{told}");
    // The wire text, and its reprints under other headlines.
    for number in ["01-", "02-", "03-"] {
        output(&["add", &sample(number), "--ledger", &ledger], "");
    }
    let alerts = |name: &str| -> Vec<serde_json::Value> {
        watch(&["alerts", name]).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    };
    let signed = alerts("accord");
    assert!(!signed.is_empty());
    let first = signed[0]["record"].as_str().unwrap().split('/').next().unwrap();
    let of_others = signed.iter().filter(|a| !a["record"].as_str().unwrap().starts_with(first));
    assert_eq!(of_others.count(), 0, "no alert for a copy");
    assert!(signed[0]["sentence"].as_str().unwrap().contains("signed (occurred)"));
    assert_eq!(alerts("nothing").len(), 0);
    // The feed is one that a feed reader, ours, can read.
    std::fs::write(&feed, watch(&["feed"])).unwrap();
    let read = output(&["read", &feed, "-f", "jsonl"], "");
    let all = watch(&["alerts"]).lines().count();
    assert_eq!(read.lines().count(), all, "{read}");
    watch(&["remove", "boats"]);
    assert_eq!(watch(&["list"]).lines().count(), 2);
    dateline().args(["watch", "remove", "boats", "--ledger", &ledger]).assert().code(2);
    dateline()
        .args(["watch", "add", "x", "--step", "fuel", "shipped", "--ledger", &ledger])
        .assert()
        .code(2);
}

#[test]
fn a_webhook_gets_each_alert_once_signed_and_after_a_failure() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = dir.path().join("l.db").to_str().unwrap().to_owned();
    let (url, visits) = receiver(&[500, 204]);
    let add = ["watch", "add", "paper", "--reports", "--webhook", &url, "--ledger", &ledger];
    let told = output(&add, "");
    let secret = told.lines().last().unwrap().rsplit(' ').next().unwrap().to_owned();
    // Not into the user's own network, unless that is allowed.
    let refused = dateline().args(["add", &sample("15-"), "--ledger", &ledger]).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.success() && told.contains("--allow-private"), "{told}");
    let send = ["watch", "send", "--allow-private", "--ledger", &ledger];
    assert_eq!(output(&send, ""), "1 sent, 0 failed\n");
    assert_eq!(output(&send, ""), "0 sent, 0 failed\n");
    let visits = visits.join().unwrap();
    assert_eq!(visits.len(), 2, "tried again after a failure");
    assert_eq!(visits[0].1, visits[1].1);
    let (head, body) = &visits[1];
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
    assert!(head.contains(&format!("x-dateline-signature: sha256={hex}")), "{head}");
    assert!(head.contains("x-dateline-alert: 1"), "{head}");
    let alert: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (alert["schema"].as_str(), alert["watch"].as_str()),
        (Some("dateline/alert/1"), Some("paper"))
    );
}
