//! Work for many machines. What is to be read stands as items in a stream of NATS
//! JetStream; workers take one after the other, read it, enter it into the ledger,
//! and acknowledge it only then. A worker that dies loses nothing: its items go
//! to others, and the ledger knows what it has.
//!
//! [`Queue`] is the stream, [`Item`] what stands in it, [`submit()`] puts items
//! there, [`work`] takes them out, [`poll()`] submits what is new in feeds. An item
//! that cannot be read goes to a second stream, with the reason ([`Dead`]).

mod bodies;
mod error;
mod handle;
mod item;
mod keeper;
mod lease;
mod metrics;
mod outcome;
mod poll;
mod queue;
mod submit;
mod work;

pub use error::{Result, WorkerError};
pub use item::{Item, Source};
pub use keeper::OpenLedger;
pub use metrics::Metrics;
pub use poll::{Feeds, poll};
pub use queue::{Dead, Queue, Status};
pub use submit::{SubmitOptions, Submitted, submit};
pub use work::{WorkOptions, work};
