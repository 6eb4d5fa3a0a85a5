//! Alerts to webhooks: signed, tried again, and not into the user's own network.

use crate::output;
use anyhow::Result;
use dateline_ingest::{Web, WebOptions};
use dateline_ledger::{AnyLedger, Due, Ledger};
use hmac::{Hmac, Mac};
use serde_json::json;
use sha2::Sha256;
use std::thread;
use std::time::Duration;

/// Tried so often in one run, with pauses that double.
const AT_ONCE: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// What sending did.
#[derive(Debug, Default)]
pub struct Sent {
    /// Alerts that came through.
    pub sent: usize,
    /// Alerts that did not; they are tried again by the next run.
    pub failed: usize,
}

/// Sends every alert that is due. What does not come through is told, and noted
/// in the ledger.
pub fn send(ledger: &mut AnyLedger, allow_private: bool) -> Result<Sent> {
    let due = ledger.due()?;
    let mut done = Sent::default();
    if due.is_empty() {
        return Ok(done);
    }
    let options =
        WebOptions { allow_private, timeout: Duration::from_secs(10), ..WebOptions::default() };
    let web = Web::new(options);
    for one in due {
        match post(&web, &one) {
            Ok(()) => {
                ledger.sent(one.alert.seq, None)?;
                done.sent += 1;
            }
            Err(problem) => {
                ledger.sent(one.alert.seq, Some(&problem))?;
                output::complain(&format!(
                    "alert {} of `{}` was not sent to {}: {problem}",
                    one.alert.seq, one.alert.watch, one.webhook
                ));
                done.failed += 1;
            }
        }
    }
    Ok(done)
}

fn post(web: &Web, due: &Due) -> Result<(), String> {
    let alert = &due.alert;
    let body = json!({ "schema": "dateline/alert/1", "id": alert.seq, "watch": alert.watch,
                       "record": alert.record, "sentence": alert.sentence,
                       "recorded_at": alert.recorded_at })
    .to_string();
    let (signature, id) = (sign(&due.secret, &body), alert.seq.to_string());
    let headers = [
        ("Content-Type", "application/json"),
        ("X-Dateline-Signature", signature.as_str()),
        // The same whenever it is tried: a receiver can tell what it had before.
        ("X-Dateline-Alert", id.as_str()),
    ];
    let mut pause = FIRST_PAUSE;
    for again in 1..=AT_ONCE {
        match web.post(&due.webhook, &headers, body.as_bytes()) {
            Ok(_) => return Ok(()),
            // Another try would end the same.
            Err(problem) if again == AT_ONCE || !may_pass(problem.name()) => {
                return Err(problem.to_string());
            }
            Err(_) => thread::sleep(pause),
        }
        pause *= 2;
    }
    Ok(())
}

/// Whether a problem may be gone by the next try.
fn may_pass(problem: &str) -> bool {
    matches!(problem, "connection" | "timeout" | "status" | "retry-later")
}

/// `sha256=` and HMAC-SHA256 of the body in hexadecimal.
fn sign(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(body.as_bytes());
    let hex = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect::<String>();
    format!("sha256={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_one_of_rfc_4231() {
        // Test case 2.
        assert_eq!(
            sign("Jefe", "what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
