//! Made reports, and what a reader would say of them: for measuring a ledger
//! with as many as are wanted. The same seed makes the same.
//!
//! A story is a happening between two states with some facts about it; its
//! reports tell those facts in sentences of their own, among others that tell
//! nothing. How long reports are, how many sentences quote somebody, how
//! stories and actors repeat, follows the readings of our sample reports and
//! Zipf's law; see `fill.rs`.
#![allow(dead_code, unused_imports, missing_docs, clippy::unwrap_used)]

pub mod compose;
pub mod read;
pub mod rng;
pub mod stream;
pub mod vocabulary;

pub use compose::{Made, Story, compose, outlet};
pub use read::reading;
pub use rng::Rng;
pub use stream::Stream;
