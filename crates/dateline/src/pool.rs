//! Work by all cores, results in the order of the jobs, memory bounded.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Runs `work` on the jobs of `source` and hands the results to `sink` in the
/// order of the jobs. `source` is called and run through in a thread of its
/// own; it waits while a few jobs a core are under way or unclaimed. If `sink`
/// fails, no further jobs are taken and its error is returned.
pub fn in_order<I, R, E>(
    source: impl FnOnce() -> I + Send,
    work: impl Fn(I::Item) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator,
    I::Item: Send,
    R: Send,
{
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    // Each job travels with the way back for its result; the ways back queue
    // up in order, and the length of that queue is the bound.
    let (to_workers, jobs) = sync_channel::<(I::Item, SyncSender<R>)>(workers);
    let (to_sink, results) = sync_channel(4 * workers);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        scope.spawn(move || {
            for job in source() {
                let (way_back, result) = sync_channel(1);
                if to_sink.send(result).is_err() || to_workers.send((job, way_back)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..workers {
            scope.spawn(|| {
                let next = || jobs.lock().ok()?.recv().ok();
                while let Some((job, way_back)) = next() {
                    // The sink may have gone; then nobody wants the result.
                    let _ = way_back.send(work(job));
                }
            });
        }
        // The queue moves into the loop, so that it closes when the sink fails
        // and the source stops.
        for result in results {
            match result.recv() {
                Ok(result) => sink(result)?,
                // A worker panicked: the scope passes the panic on.
                Err(_) => break,
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order() {
        let mut seen = Vec::new();
        let work = |n: u64| {
            thread::sleep(std::time::Duration::from_micros(1000 - n * 2));
            n
        };
        let sink = |n| {
            seen.push(n);
            Ok::<(), ()>(())
        };
        in_order(|| 0..400, work, sink).unwrap();
        assert_eq!(seen, (0..400).collect::<Vec<_>>());
    }

    #[test]
    fn a_failing_sink_stops_the_source() {
        let drawn = AtomicUsize::new(0);
        let source = || (0..).inspect(|_| _ = drawn.fetch_add(1, Ordering::Relaxed));
        let sink = |n: usize| if n == 3 { Err("full") } else { Ok(()) };
        assert_eq!(in_order(source, |n| n, sink), Err("full"));
        assert!(drawn.load(Ordering::Relaxed) < 10_000);
    }

    #[test]
    fn a_slow_job_holds_the_rest_back() {
        let drawn = AtomicUsize::new(0);
        let source = || (0..10_000).inspect(|_| _ = drawn.fetch_add(1, Ordering::Relaxed));
        let work = |n: usize| {
            if n == 0 {
                thread::sleep(std::time::Duration::from_millis(50));
                assert!(drawn.load(Ordering::Relaxed) < 1_000, "the window is bounded");
            }
        };
        in_order(source, work, |()| Ok::<(), ()>(())).unwrap();
    }
}
