//! The things a Dateline ledger keeps, as plain types.
//!
//! A [`Report`] is what was published; a [`Reading`] is what it says: its
//! [`Actor`]s, [`Claim`]s, [`Event`]s, [`Agreement`]s and [`Delivery`]s, each
//! with its evidence. Nothing here does any reading or any I/O.
//!
//! Records are generic over how they point into the text: while a report is
//! read they hold [`Span`]s (UTF-8 bytes), and once it is published they hold
//! [`Quote`]s (Unicode code points, with the words themselves).
//! [`Reading::publish`] turns the one into the other.

mod actor;
mod claim;
mod context;
mod country;
mod event;
mod evidence;
mod ids;
mod named_enum;
mod notice;
mod plover;
mod reading;
mod report;
mod sector;
mod span;
mod tracks;

pub use actor::{Actor, ActorKind, Form, Mention};
pub use claim::{Certainty, Claim, Manner, Polarity, SpeakerKind, Stance};
pub use context::Context;
pub use country::{Country, UnknownCountry};
pub use event::{Event, EventDate, Place, Precision, Status, Undated, UndatedReason};
pub use evidence::Evidence;
pub use ids::{ActorId, AgreementId, BadId, ClaimId, DeliveryId, EventId};
pub use named_enum::UnknownName;
pub use notice::{Notice, NoticeCode};
pub use plover::{EventType, Mode, Quad};
pub use reading::{Reading, SCHEMA, json_schema};
pub use report::{PublishedFrom, Report};
pub use sector::Sector;
pub use span::{Offsets, Quote, Span};
pub use tracks::{Agreement, AgreementStage, Delivery, DeliveryStage, Item, Step};
