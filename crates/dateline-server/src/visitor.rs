//! Who asks, and whether they may: the first thing every request meets.

use crate::App;
use crate::access::{Role, User};
use crate::problem::Problem;
use crate::session::{self, cookie};
use crate::wanted::Wanted;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// Addresses that are open to those who have not signed in.
const OPEN: &[&str] = &["/login", "/healthz"];

/// The other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whoever sent a request.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// None on the page where they sign in.
    pub(crate) user: Option<User>,
    /// What their forms must carry.
    pub(crate) form_token: String,
    /// Path and query they asked for.
    pub(crate) here: String,
    /// In which form they want it.
    pub(crate) wanted: Wanted,
    /// Whether people have to sign in at all.
    pub(crate) signs_in: bool,
    /// Whether the ledger can be written.
    pub(crate) may_write: bool,
    /// Whether htmx asks for a part of a page.
    pub(crate) part: bool,
    /// The number of their session.
    pub(crate) session: String,
    /// Whether they come by a proxy that speaks TLS.
    pub(crate) secure: bool,
    /// What what is dear is counted by.
    pub(crate) counted_as: String,
}

impl Visitor {
    /// Whether they may correct and enter.
    pub(crate) fn edits(&self) -> bool {
        self.may_write && self.user.as_ref().is_some_and(|user| user.role == Role::Editor)
    }

    /// Their name, if they may correct and enter.
    pub(crate) fn editor(&self) -> Result<&str, Problem> {
        match &self.user {
            _ if !self.may_write => {
                Err(Problem::Forbidden("this ledger may only be read".to_owned()))
            }
            Some(user) if user.role == Role::Editor => Ok(&user.name),
            _ => Err(Problem::Forbidden(
                "only an editor may do this: ask the operator for the role".to_owned(),
            )),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| Problem::broken("a route that nobody watches"))
    }
}

/// Finds out who asks, and turns away who may not.
pub(crate) async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let (visitor, is_new) = match visit(&app, &head).await {
        Ok(found) => found,
        Err(problem) => return problem.into_response(),
    };
    let mut request = Request::from_parts(head, body);
    let path = request.uri().path();
    let open = OPEN.contains(&path) || path.starts_with("/assets/");
    let mut response = if visitor.user.is_none() && !open {
        Problem::SignIn.into_response()
    } else {
        request.extensions_mut().insert(visitor.clone());
        next.run(request).await
    };
    if is_new && response_is_page(&response) {
        let value = cookie(&visitor.session, visitor.secure);
        if let (Ok(value), false) = (value.parse(), sets_cookie(&response)) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response.extensions_mut().insert(visitor);
    response
}

fn sets_cookie(response: &Response) -> bool {
    response.headers().contains_key(header::SET_COOKIE)
}

fn response_is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// The visitor, and whether their session's number is new.
async fn visit(app: &Arc<App>, head: &Parts) -> Result<(Visitor, bool), Problem> {
    let headers = &head.headers;
    check_origin(app, head)?;
    let peer = head.extensions.get::<Peer>().map_or_else(String::new, |p| p.0.to_string());
    let known = session::id_of(headers);
    let user = match &app.access {
        None => Some(app.local.clone()),
        Some(_) => match bearer(headers) {
            Some(token) => Some(by_token(app, token, &peer).await?),
            None => known.as_deref().and_then(|id| app.sessions.user(id)),
        },
    };
    let is_new = known.is_none();
    let session = match known {
        Some(id) => id,
        None => session::new_id().map_err(Problem::broken)?,
    };
    let uri = &head.uri;
    let proto = headers.get("x-forwarded-proto").map(HeaderValue::as_bytes);
    let counted_as = match &user {
        Some(user) if app.access.is_some() => user.name.clone(),
        _ => peer,
    };
    let visitor = Visitor {
        user,
        form_token: app.sessions.form_token(&session),
        here: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        wanted: head.extensions.get().copied().unwrap_or(Wanted::Html),
        signs_in: app.access.is_some(),
        may_write: app.pool.may_write(),
        part: headers.contains_key("hx-request"),
        session,
        secure: proto == Some(b"https"),
        counted_as,
    };
    Ok((visitor, is_new))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The user of a token. Wrong ones are counted, since each costs us a hash.
async fn by_token(app: &Arc<App>, token: &str, peer: &str) -> Result<User, Problem> {
    let wrong = || Problem::SignIn;
    let access = app.access.as_ref().ok_or_else(wrong)?;
    if let Some(user) = access.remembered(token) {
        return Ok(user);
    }
    app.sign_ins.take(peer).map_err(Problem::TooOften)?;
    let _turn = app.hashing.acquire().await.map_err(Problem::broken)?;
    let (all, token) = (Arc::clone(app), token.to_owned());
    let found = tokio::task::spawn_blocking(move || {
        all.access.as_ref().and_then(|access| access.check_token(&token))
    });
    found.await.map_err(Problem::broken)?.ok_or_else(wrong)
}

/// Without passwords the machine's own users are trusted, and so no page of
/// another site may speak through their browser: neither under a name of its
/// own that leads here, nor by sending a form.
fn check_origin(app: &App, head: &Parts) -> Result<(), Problem> {
    let text = |name| head.headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if app.access.is_none() && !is_loopback_name(host) {
        let told = "this ledger answers on this machine only: open it as http://127.0.0.1";
        return Err(Problem::Forbidden(told.to_owned()));
    }
    let safe = matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if let (false, Some(origin)) = (safe, text(header::ORIGIN)) {
        let from = origin.split_once("://").map_or(origin, |(_, host)| host);
        if from != host {
            return Err(Problem::Forbidden("this was sent from another site".to_owned()));
        }
    }
    Ok(())
}

fn is_loopback_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for yes in ["localhost:8080", "127.0.0.1", "127.1.2.3:80", "[::1]:80", "LOCALHOST"] {
            assert!(is_loopback_name(yes), "{yes}");
        }
        for no in
            ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil", "[::2]", "10.0.0.1"]
        {
            assert!(!is_loopback_name(no), "{no}");
        }
    }
}
