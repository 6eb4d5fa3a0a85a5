//! What each figure means. One module a subject; its head defines the scores.

pub(crate) mod actors;
mod bootstrap;
pub(crate) mod certainty;
pub(crate) mod claims;
pub(crate) mod codebook;
pub(crate) mod entities;
pub(crate) mod events;
pub(crate) mod extract;
mod pairing;
pub(crate) mod parse;
mod reliability;
pub(crate) mod tally;
pub(crate) mod time;
pub(crate) mod tokens;
