//! The page: the ledger for people and programs, over HTTP.
//!
//! [`serve`] opens a ledger and answers until it is told to stop. Every address
//! gives a page, JSON or CSV, by its ending or by `Accept`. Pages are written
//! here, on the server, and can be read without JavaScript; text of reports is
//! hostile and is escaped wherever it stands.

mod access;
mod answer;
mod app;
mod asked;
mod assets;
mod gold;
mod guard;
mod kept;
mod limit;
mod metrics;
mod openapi;
mod pack;
mod pool;
mod problem;
mod routes;
mod serve;
mod session;
mod view;
mod visitor;
mod wanted;

pub use access::{Access, AccessError, Role, User, line, new_secret};
pub use app::{App, Settings};
pub use routes::router;
pub use serve::{ServeError, serve};
