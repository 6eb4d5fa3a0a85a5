//! How often somebody may ask for what is dear.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// The most askers that are remembered.
const MOST: usize = 10_000;

/// A bucket for every asker: `burst` at once, then one every `seconds`.
pub(crate) struct Limiter {
    burst: f64,
    seconds: f64,
    /// What is left, and when that was so.
    left: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Limiter {
    pub(crate) fn new(burst: u32, seconds: f64) -> Self {
        Self { burst: burst.into(), seconds, left: Mutex::default() }
    }

    /// Takes one for `who`, or tells in how many seconds there is one again.
    pub(crate) fn take(&self, who: &str) -> Result<(), u64> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let refilled = |(had, then): (f64, Instant)| {
            (had + now.duration_since(then).as_secs_f64() / self.seconds).min(self.burst)
        };
        if left.len() >= MOST {
            left.retain(|_, bucket| refilled(*bucket) < self.burst);
        }
        let has = left.get(who).map_or(self.burst, |bucket| refilled(*bucket));
        if has < 1.0 {
            return Err(((1.0 - has) * self.seconds).ceil().max(1.0) as u64);
        }
        // Somebody new while thousands are being held back has to wait as well.
        if left.len() >= MOST && !left.contains_key(who) {
            return Err(self.seconds.ceil() as u64);
        }
        left.insert(who.to_owned(), (has - 1.0, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_burst_is_free_and_then_it_takes_time() {
        let limiter = Limiter::new(2, 60.0);
        assert_eq!(limiter.take("ada"), Ok(()));
        assert_eq!(limiter.take("ada"), Ok(()));
        assert_eq!(limiter.take("ada"), Err(60));
        assert_eq!(limiter.take("bob"), Ok(()));
    }
}
