//! What people accept and reject comes back as gold data that `dateline eval`
//! scores.

#![allow(clippy::unwrap_used)]

mod support;

use dateline_eval::{Options, What, evaluate};
use support::{Server, reader, server};

async fn judge(server: &Server, record: &str, action: &str, amend: serde_json::Value) {
    let wish = serde_json::json!({ "record": record, "action": action, "amend": amend });
    let json = [("content-type", "application/json"), ("accept", "application/json")];
    let answer = server.post("/api/correct", &json, &wish.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn score(server: &Server, what: What, gold: &str) -> dateline_eval::Outcome {
    let path = server.dir.path().join("gold.jsonl");
    std::fs::write(&path, gold).unwrap();
    evaluate(what, &path, reader(), &Options::default()).unwrap()
}

#[tokio::test]
async fn judged_claims_are_scored() {
    let server = server();
    let report = format!("{}/1", server.report);
    let reading = server.get(&format!("/reports/{report}.json")).await.json();
    let claims = reading["claims"].as_array().unwrap();
    assert!(claims.len() > 2, "{claims:?}");
    // Nothing is told of sentences that nobody has judged.
    assert_eq!(server.get("/corrections/gold?of=claims").await.body, "");
    for (i, claim) in claims.iter().enumerate() {
        let action = if i == 0 { "reject" } else { "accept" };
        let record = format!("{report}/{}", claim["id"].as_str().unwrap());
        judge(&server, &record, action, serde_json::json!({})).await;
    }
    let gold = server.get("/corrections/gold?of=claims").await.body;
    let lines: Vec<serde_json::Value> =
        gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |line: &serde_json::Value| line["attributions"].as_array().unwrap().len();
    assert!(lines.len() > 1 && lines.iter().map(told).sum::<usize>() < claims.len(), "{gold}");
    // Places are those of the sentence, not of the report.
    for line in &lines {
        let letters: Vec<char> = line["text"].as_str().unwrap().chars().collect();
        for part in line["attributions"].as_array().unwrap() {
            let cue = &part["cue"][0];
            let (start, end) =
                (cue[0].as_u64().unwrap() as usize, cue[1].as_u64().unwrap() as usize);
            let cue: String = letters[start..end].iter().collect();
            assert!(
                ["said", "denied", "promised", "sign"].iter().any(|w| cue.contains(w)),
                "{cue}"
            );
        }
    }
    let outcome = score(&server, What::Claims, &gold);
    assert_eq!(outcome.items, lines.len());
    // The reader finds again what it found and somebody accepted; what was
    // rejected counts against it.
    let recalls = outcome.scores.iter().filter(|(name, _)| name.ends_with(".recall"));
    assert!(recalls.clone().count() > 0, "{:?}", outcome.scores);
    for (name, recall) in recalls {
        assert!(*recall > 0.5, "{name} {recall}: {gold}");
    }
}

#[tokio::test]
async fn a_speaker_that_was_amended_is_marked_where_it_stands() {
    let server = server();
    let report = format!("{}/1", server.report);
    let reading = server.get(&format!("/reports/{report}.json")).await.json();
    let said = |claim: &&serde_json::Value| {
        claim["source"][0]["text"].as_str().is_some_and(|source| source.contains("Paredes"))
    };
    let claim = reading["claims"].as_array().unwrap().iter().find(said).unwrap();
    let record = format!("{report}/{}", claim["id"].as_str().unwrap());
    judge(&server, &record, "amend", serde_json::json!({ "speaker": "Luis Paredes" })).await;
    let gold = server.get("/corrections/gold?of=claims").await.body;
    let line: serde_json::Value = serde_json::from_str(gold.lines().next().unwrap()).unwrap();
    let at = line["text"].as_str().unwrap().find("Luis Paredes").unwrap();
    assert_eq!(line["attributions"][0]["source"], serde_json::json!([[at, at + 12]]));
    // A name that does not stand there cannot be marked.
    judge(&server, &record, "amend", serde_json::json!({ "speaker": "Nobody There" })).await;
    assert_eq!(server.get("/corrections/gold?of=claims").await.body, "");
}

#[tokio::test]
async fn judged_events_are_scored() {
    let server = server();
    let report = format!("{}/1", server.report);
    let reading = server.get(&format!("/reports/{report}.json")).await.json();
    for event in reading["events"].as_array().unwrap() {
        let record = format!("{report}/{}", event["id"].as_str().unwrap());
        judge(&server, &record, "accept", serde_json::json!({})).await;
    }
    let gold = server.get("/corrections/gold?of=events").await.body;
    let outcome = score(&server, What::Events, &gold);
    assert!(outcome.items > 0 && !outcome.scores.is_empty());
    assert_eq!(server.get("/corrections/gold?of=weather").await.status, 400);
}
