//! What can go wrong with a request, each in one sentence for a person.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_ledger::LedgerError;

/// Why a request is not answered. `guard::finish` writes it in the form that
/// was asked for.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Problem {
    /// The request makes no sense.
    #[error("{0}")]
    Bad(String),
    /// Nobody has said who they are.
    #[error("this ledger is for people who have signed in")]
    SignIn,
    /// They may not.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing.
    #[error("{0}")]
    Missing(String),
    /// What was sent is in the wrong form.
    #[error("{0}")]
    Form(String),
    /// More than we take.
    #[error("{0}")]
    TooLarge(String),
    /// What was sent is understood, and cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// Too often.
    #[error("that was too often: try again in {0} seconds")]
    TooOften(u64),
    /// It took too long, or others are before them.
    #[error("{0}")]
    Busy(String),
    /// Our fault. What happened stands in the log, not on the page.
    #[error("something went wrong here; it has been logged")]
    Broken,
}

impl Problem {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Missing(_) => StatusCode::NOT_FOUND,
            Self::Form(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Something that must not happen; `what` goes to the log.
    pub(crate) fn broken(what: impl std::fmt::Display) -> Self {
        tracing::error!(%what, "a request failed");
        Self::Broken
    }

    /// The problem that a bare answer of the router stands for.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::NOT_FOUND => Self::Missing("there is no such page".to_owned()),
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge(
                "that is more than one request may bring: send less, or add it with `dateline add`"
                    .to_owned(),
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Self::Form("the content type is not the one this address takes".to_owned())
            }
            status if status.is_client_error() => {
                Self::Bad("the request cannot be understood".to_owned())
            }
            status if status.is_server_error() => Self::Broken,
            _ => return None,
        })
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Busy(_) => Self::Busy(
                "another program is writing to the ledger: try again in a moment".to_owned(),
            ),
            LedgerError::GivenUp => Self::Busy(error.to_string()),
            LedgerError::Question(told) | LedgerError::Correction(told) => Self::Bad(told),
            // Paths of the machine are nobody's business.
            LedgerError::ReadOnly(_) => Self::Forbidden("this ledger may only be read".to_owned()),
            other => Self::broken(other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), self.to_string()).into_response();
        if let Self::TooOften(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
