//! What keeps a page from being fetched.

use std::net::IpAddr;

/// Why an address could not be fetched, said so that it can be mended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No address.
    #[error("it is not a web address: write it like https://example.org/page")]
    Address,
    /// A machine that pages have no business to lead to.
    #[error(
        "{0} is an address of this machine or network, not of the web; --allow-private allows it"
    )]
    Private(IpAddr),
    /// No such name.
    #[error("there is no such host: check the spelling and the connection")]
    Host,
    /// Nobody answers.
    #[error("no connection ({0}): try again later")]
    Connection(String),
    /// The certificate or the encryption fails.
    #[error("the connection cannot be trusted ({0}): the site must mend its certificate")]
    Tls(String),
    /// Too slow.
    #[error("it took longer than {0} seconds: try again later or raise --timeout")]
    Timeout(u64),
    /// The server says no.
    #[error("the server answered {0}")]
    Status(u16),
    /// The server asks to come back later than we wait.
    #[error("the server asks to come back in {0} seconds: try again then")]
    Later(u64),
    /// It leads on and on.
    #[error("it leads on to another address more than {0} times")]
    Redirects(u32),
    /// More than is fetched.
    #[error("it is larger than {0} MB")]
    TooLarge(u64),
    /// Packed in a way unknown to us.
    #[error("it is packed as `{0}`, which is not known")]
    Packing(String),
}

impl Problem {
    /// A name for it, the same for all of its kind, to count by.
    pub fn name(&self) -> &'static str {
        match self {
            Problem::Address => "no-address",
            Problem::Private(_) => "private-address",
            Problem::Host => "no-host",
            Problem::Connection(_) => "connection",
            Problem::Tls(_) => "tls",
            Problem::Timeout(_) => "timeout",
            Problem::Status(_) => "status",
            Problem::Later(_) => "retry-later",
            Problem::Redirects(_) => "redirects",
            Problem::TooLarge(_) => "too-large",
            Problem::Packing(_) => "packing",
        }
    }
}
