//! Reports as they come in, day after day.
//!
//! A third are reprints of others of the last days; the rest tell stories, old
//! ones the more often the more recent they are, a quarter of them new ones.
//! Lengths run from 80 to 1,450 words, 470 on average. A day has 1,400 reports,
//! the first is 2024-01-01.

use super::compose::{Made, Story, compose, outlet};
use super::read::reading;
use super::rng::Rng;
use dateline_core::Reading;
use std::collections::VecDeque;

const PER_DAY: usize = 1400;
const REPRINTED: f64 = 0.33;
const NEW_STORY: f64 = 0.25;
/// Stories and reports that may be taken up again.
const RECENT: usize = 3000;

pub struct Stream {
    rng: Rng,
    n: usize,
    stories: VecDeque<Story>,
    made: VecDeque<Made>,
}

impl Stream {
    pub fn new(seed: u64) -> Self {
        let (stories, made) = (VecDeque::new(), VecDeque::new());
        Self { rng: Rng::new(seed), n: 0, stories, made }
    }

    /// The next report: its story and its reading.
    pub fn next(&mut self) -> (u64, Reading) {
        let rng = &mut self.rng;
        let day = self.n / PER_DAY;
        self.n += 1;
        if rng.chance(NEW_STORY) || self.stories.is_empty() {
            self.stories.push_front(Story::new(rng, day));
            self.stories.truncate(RECENT);
        }
        let made = if rng.chance(REPRINTED) && !self.made.is_empty() {
            let mut made = self.made[rng.zipf(self.made.len())].clone();
            made.outlet = outlet(rng);
            made.day = made.day.max(day.saturating_sub(1));
            if rng.chance(0.4) {
                let kept = made.paragraphs.len() * rng.between(5, 9) / 10;
                made.paragraphs.truncate(kept.max(1));
            }
            made
        } else {
            let story = self.stories[rng.zipf(self.stories.len())].clone();
            let words = (80.0 * (rng.share() * 2.9).exp()) as usize;
            compose(rng, &story, words, day - story.day)
        };
        let text = format!("{}\n\n{}", made.title, made.body());
        let id = format!("{:016x}", rng.next());
        let reading = reading(&made, &text, id, rng);
        let story = made.story.id;
        self.made.push_front(made);
        self.made.truncate(RECENT);
        (story, reading)
    }
}
