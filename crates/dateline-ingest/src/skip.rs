//! Why a record was passed over.

use std::fmt;

/// Why there was nothing to read where nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// A record of an archive that is no page, with its media type.
    NotAPage(String),
    /// A page that the server did not give, with the status.
    Status(u16),
    /// The same page with the same content stood in the input before.
    Duplicate,
    /// The archive says that the page has not changed since an earlier visit.
    Revisit,
    /// The site's robots.txt asks not to fetch it.
    Robots,
    /// The server says that it has not changed since it was fetched.
    Unchanged,
    /// A feed or sitemap gives but the address.
    LinkOnly,
}

impl Skip {
    /// A name for it, the same for all of its kind, to count by.
    pub fn name(&self) -> &'static str {
        match self {
            Skip::NotAPage(_) => "not-a-page",
            Skip::Status(_) => "status",
            Skip::Duplicate => "duplicate",
            Skip::Revisit => "revisit",
            Skip::Robots => "robots",
            Skip::Unchanged => "unchanged",
            Skip::LinkOnly => "link-only",
        }
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::NotAPage(media) => write!(f, "it is no page but {media}"),
            Skip::Status(status) => write!(f, "the server answered {status}"),
            Skip::Duplicate => f.write_str("the same page stood in the input before"),
            Skip::Revisit => f.write_str("the archive kept only that it had not changed"),
            Skip::Robots => f.write_str("the site's robots.txt asks not to fetch it"),
            Skip::Unchanged => f.write_str("it has not changed since it was last fetched"),
            Skip::LinkOnly => f.write_str("only its address is given; --follow fetches the page"),
        }
    }
}
