//! Who is asking: sessions in a cookie, tokens against forged forms.

use crate::access::{User, hex, random};
use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a session lasts without a visit.
const LASTS: Duration = Duration::from_secs(12 * 60 * 60);
/// The most sessions at a time; the one that was idle longest gives way.
const MOST: usize = 10_000;
const COOKIE: &str = "dateline";

/// Those who have signed in, and what forms must carry.
pub(crate) struct Sessions {
    /// By the hash of the cookie.
    open: Mutex<HashMap<[u8; 32], (User, Instant)>>,
    secret: [u8; 32],
}

impl Sessions {
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { open: Mutex::default(), secret: random()? })
    }

    /// Signs `user` in; returns the new cookie's value. A session never keeps
    /// the number it had before.
    pub(crate) fn begin(&self, user: User) -> Result<String, getrandom::Error> {
        let id = hex(&random::<32>()?);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, (_, seen)| seen.elapsed() < LASTS);
        if open.len() >= MOST {
            let oldest = open.iter().min_by_key(|(_, (_, seen))| *seen).map(|(key, _)| *key);
            oldest.map(|key| open.remove(&key));
        }
        open.insert(key(&id), (user, Instant::now()));
        Ok(id)
    }

    /// Who signed in with this cookie.
    pub(crate) fn user(&self, id: &str) -> Option<User> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (user, seen) = open.get_mut(&key(id))?;
        if seen.elapsed() >= LASTS {
            return None;
        }
        *seen = Instant::now();
        Some(user.clone())
    }

    pub(crate) fn end(&self, id: &str) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(id));
    }

    /// What a form sent with this cookie must carry. Nobody else's page can
    /// know it.
    pub(crate) fn form_token(&self, id: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(key(id));
        hex(&hash.finalize())
    }

    /// Whether `token` is it. What is compared are hashes, so that the time it
    /// takes tells nothing.
    pub(crate) fn is_form_token(&self, id: &str, token: &str) -> bool {
        Sha256::digest(self.form_token(id)) == Sha256::digest(token)
    }
}

fn key(id: &str) -> [u8; 32] {
    Sha256::digest(id).into()
}

/// A number for somebody who has none yet.
pub(crate) fn new_id() -> Result<String, getrandom::Error> {
    Ok(hex(&random::<32>()?))
}

/// The session's number in the cookies of a request.
pub(crate) fn id_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let id = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)?
        .1;
    let shape = id.len() == 64 && id.bytes().all(|b| b.is_ascii_hexdigit());
    shape.then(|| id.to_owned())
}

/// The cookie that carries `id`; an empty one is taken back.
pub(crate) fn cookie(id: &str, secure: bool) -> String {
    let age = if id.is_empty() { 0 } else { LASTS.as_secs() };
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;

    #[test]
    fn a_session_begins_and_ends() {
        let sessions = Sessions::new().unwrap();
        let ada = User { name: "ada".to_owned(), role: Role::Reader };
        let id = sessions.begin(ada.clone()).unwrap();
        assert_eq!(sessions.user(&id), Some(ada));
        let token = sessions.form_token(&id);
        assert!(sessions.is_form_token(&id, &token));
        assert!(!sessions.is_form_token(&new_id().unwrap(), &token));
        sessions.end(&id);
        assert_eq!(sessions.user(&id), None);
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let id = "0f".repeat(32);
        let headers = |value: String| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, value.parse().unwrap());
            headers
        };
        assert_eq!(id_of(&headers(format!("a=b; dateline={id}; c"))), Some(id));
        assert_eq!(id_of(&headers("dateline=short".to_owned())), None);
        assert_eq!(id_of(&HeaderMap::new()), None);
    }
}
