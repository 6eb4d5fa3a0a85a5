//! Counts of what was answered, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the buckets of answering times, in seconds.
const BOUNDS: [f64; 8] = [0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 30.0];

#[derive(Debug, Clone, Copy, Default)]
struct Route {
    /// Answers within each bound and the one before it.
    within: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

/// What was counted since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Answers by route, method and status.
    answers: Mutex<BTreeMap<(String, String, u16), u64>>,
    times: Mutex<BTreeMap<String, Route>>,
}

impl Metrics {
    /// Counts an answer; `route` is empty where no route took the request.
    pub(crate) fn count(&self, route: &str, method: &str, status: u16, took: Duration) {
        // A method is whatever the other side wrote: only known ones are kept.
        let known = ["GET", "HEAD", "POST", "OPTIONS"];
        let method = known.into_iter().find(|m| *m == method).unwrap_or("other");
        let key = (route.to_owned(), method.to_owned(), status);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        *answers.entry(key).or_default() += 1;
        drop(answers);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let time = times.entry(route.to_owned()).or_default();
        let seconds = took.as_secs_f64();
        time.count += 1;
        time.seconds += seconds;
        if let Some(at) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            time.within[at] += 1;
        }
    }

    /// The text that Prometheus reads.
    pub(crate) fn told(&self) -> String {
        let mut out = String::from(
            "# HELP dateline_answers_total Answers by route, method and status.\n\
             # TYPE dateline_answers_total counter\n",
        );
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, method, status), count) in answers.iter() {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            let _ = writeln!(out, "dateline_answers_total{{{labels}}} {count}");
        }
        drop(answers);
        out.push_str(
            "# HELP dateline_answer_seconds How long answers took.\n\
             # TYPE dateline_answer_seconds histogram\n",
        );
        let times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        for (route, time) in times.iter() {
            let mut sum = 0;
            for (bound, count) in BOUNDS.iter().zip(time.within) {
                sum += count;
                let labels = format!("route=\"{route}\",le=\"{bound}\"");
                let _ = writeln!(out, "dateline_answer_seconds_bucket{{{labels}}} {sum}");
            }
            let (count, seconds) = (time.count, time.seconds);
            let _ = writeln!(
                out,
                "dateline_answer_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}\n\
                 dateline_answer_seconds_sum{{route=\"{route}\"}} {seconds}\n\
                 dateline_answer_seconds_count{{route=\"{route}\"}} {count}"
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let metrics = Metrics::default();
        metrics.count("/events", "GET", 200, Duration::from_millis(3));
        metrics.count("/events", "BREW", 405, Duration::from_secs(60));
        let told = metrics.told();
        for line in [
            r#"dateline_answers_total{route="/events",method="GET",status="200"} 1"#,
            r#"dateline_answers_total{route="/events",method="other",status="405"} 1"#,
            r#"dateline_answer_seconds_bucket{route="/events",le="0.001"} 0"#,
            r#"dateline_answer_seconds_bucket{route="/events",le="30"} 1"#,
            r#"dateline_answer_seconds_bucket{route="/events",le="+Inf"} 2"#,
        ] {
            assert!(told.contains(line), "{told}");
        }
    }
}
