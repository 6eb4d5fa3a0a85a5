//! What a worker has done, for Prometheus.

use crate::queue::{Queue, Status};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Counts since the worker was started.
#[derive(Debug, Default)]
pub struct Metrics {
    pub(crate) done: AtomicU64,
    pub(crate) later: AtomicU64,
    pub(crate) dead: AtomicU64,
    pub(crate) new: AtomicU64,
    pub(crate) known: AtomicU64,
    pub(crate) skipped: AtomicU64,
    pub(crate) alerts: AtomicU64,
    pub(crate) load: Stage,
    pub(crate) read: Stage,
    pub(crate) enter: Stage,
}

/// How often a stage was gone through, and how long that took in all.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    times: AtomicU64,
    micros: AtomicU64,
}

impl Stage {
    pub(crate) fn took(&self, time: Duration) {
        self.times.fetch_add(1, Relaxed);
        self.micros.fetch_add(u64::try_from(time.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}

/// Adds one.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

impl Metrics {
    /// How many items were done, and how many ended among the dead letters.
    pub fn items(&self) -> (u64, u64) {
        (self.done.load(Relaxed), self.dead.load(Relaxed))
    }

    /// Everything in the text format of Prometheus.
    pub fn text(&self, queue: Option<&Status>) -> String {
        let mut out = String::new();
        let mut family = |name: &str, kind: &str, help: &str, rows: &[(&str, f64)]| {
            let _ = writeln!(out, "# HELP dateline_{name} {help}\n# TYPE dateline_{name} {kind}");
            for (labels, value) in rows {
                let _ = writeln!(out, "dateline_{name}{labels} {value}");
            }
        };
        let n = |counter: &AtomicU64| counter.load(Relaxed) as f64;
        family(
            "items_total",
            "counter",
            "Items of work, by what became of them.",
            &[
                ("{result=\"done\"}", n(&self.done)),
                ("{result=\"later\"}", n(&self.later)),
                ("{result=\"dead\"}", n(&self.dead)),
            ],
        );
        family(
            "reports_total",
            "counter",
            "Reports, by what entering them did.",
            &[
                ("{entered=\"new\"}", n(&self.new)),
                ("{entered=\"known\"}", n(&self.known)),
                ("{entered=\"skipped\"}", n(&self.skipped)),
            ],
        );
        family("alerts_total", "counter", "Alerts of watches.", &[("", n(&self.alerts))]);
        let stages = [("load", &self.load), ("read", &self.read), ("enter", &self.enter)];
        let labels = stages.map(|(name, _)| format!("{{stage=\"{name}\"}}"));
        let rows = |value: &dyn Fn(&Stage) -> f64| -> Vec<(&str, f64)> {
            labels.iter().zip(&stages).map(|(l, (_, stage))| (l.as_str(), value(stage))).collect()
        };
        family(
            "stage_seconds_sum",
            "counter",
            "Seconds spent in a stage.",
            &rows(&|s| n(&s.micros) / 1e6),
        );
        family(
            "stage_seconds_count",
            "counter",
            "Reports that went through a stage.",
            &rows(&|s| n(&s.times)),
        );
        let Some(queue) = queue else { return out };
        family(
            "queue_items",
            "gauge",
            "Items that are not done.",
            &[
                ("{state=\"waiting\"}", queue.waiting as f64),
                ("{state=\"in-hand\"}", queue.in_hand as f64),
            ],
        );
        let oldest = queue.oldest_seconds.unwrap_or(0) as f64;
        family(
            "queue_oldest_seconds",
            "gauge",
            "Age of the oldest item that is not done.",
            &[("", oldest)],
        );
        family(
            "dead_letters",
            "gauge",
            "Items that could not be read.",
            &[("", queue.dead as f64)],
        );
        out
    }
}

/// Answers every request at `listener` with the metrics. It ends with the program.
pub(crate) async fn serve(listener: TcpListener, metrics: std::sync::Arc<Metrics>, queue: Queue) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        // One after the other: a scrape every few seconds is all that comes.
        let answered =
            tokio::time::timeout(Duration::from_secs(5), answer(stream, &metrics, &queue));
        if !matches!(answered.await, Ok(Ok(()))) {
            tracing::debug!("a request for metrics was not answered");
        }
    }
}

/// Where metrics are to be had.
pub(crate) async fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await
}

async fn answer(mut stream: TcpStream, metrics: &Metrics, queue: &Queue) -> std::io::Result<()> {
    // Whatever is asked for, as far as its first packet goes, gets the same.
    let mut request = [0; 2048];
    let _ = stream.read(&mut request).await?;
    let body = metrics.text(queue.status().await.ok().as_ref());
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        count(&metrics.new);
        metrics.read.took(Duration::from_millis(1500));
        let queue = Status { waiting: 7, in_hand: 2, again: 0, oldest_seconds: Some(9), dead: 1 };
        let text = metrics.text(Some(&queue));
        for line in [
            "dateline_reports_total{entered=\"new\"} 1",
            "dateline_stage_seconds_sum{stage=\"read\"} 1.5",
            "dateline_stage_seconds_count{stage=\"read\"} 1",
            "dateline_queue_items{state=\"waiting\"} 7",
            "dateline_queue_oldest_seconds 9",
            "dateline_dead_letters 1",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in {text}");
        }
        // Every row has its family before it.
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap_or_default();
            assert!(text.contains(&format!("# TYPE {name} ")), "{line}");
        }
        assert!(!metrics.text(None).contains("queue"));
    }
}
