//! Who may come in: names, roles and hashed secrets in a file of the operator.
//!
//! A line of it is name, role and Argon2 hash, by tabs. The same secret is the
//! password of the page and the bearer token of programs.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Look at everything, have texts read.
    Reader,
    /// Also correct records and enter reports.
    Editor,
}

impl Role {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
        }
    }
}

/// Somebody who may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their name: corrections are signed with it.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// Why a file of users cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// It cannot be read.
    #[error("the file {0} cannot be read: {1}")]
    Unread(String, std::io::Error),
    /// A line is not one.
    #[error(
        "{0}, line {1}: {2}; a line is name, role and hash by tabs, as `dateline access` prints it"
    )]
    Line(String, usize, String),
    /// Nobody is in it.
    #[error("{0} names nobody: add a line with `dateline access NAME >> {0}`")]
    Nobody(String),
    /// The name would not stand in a line.
    #[error("a name has 1 to 64 letters, digits, dots, hyphens or underscores")]
    Name,
    /// The secret is too weak, or too long to be one.
    #[error("a password has 12 to 256 characters")]
    Secret,
    /// The operating system gives no randomness.
    #[error("no secret can be made: {0}")]
    Random(String),
}

/// The most secrets whose check is remembered.
const REMEMBERED: usize = 1_000;

/// Everybody who may come in.
#[derive(Debug)]
pub struct Access {
    users: Vec<(User, String)>,
    /// Bearer tokens that were right, by their hash: Argon2 takes its time, and
    /// programs send the token with every request.
    known: Mutex<HashMap<[u8; 32], User>>,
}

impl Access {
    /// Reads the file of users at `path`.
    pub fn load(path: &Path) -> Result<Self, AccessError> {
        let place = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|e| AccessError::Unread(place.clone(), e))?;
        Self::parse(&text, &place)
    }

    /// Reads lines of users.
    pub fn parse(text: &str, place: &str) -> Result<Self, AccessError> {
        let mut users = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |what: &str| AccessError::Line(place.to_owned(), at + 1, what.to_owned());
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [name, role, hash] = cells[..] else { return Err(bad("it has not three cells")) };
            let role = match role {
                "reader" => Role::Reader,
                "editor" => Role::Editor,
                _ => return Err(bad("the role is neither reader nor editor")),
            };
            if !is_name(name) {
                return Err(bad("the name is none"));
            }
            if PasswordHash::new(hash).is_err() {
                return Err(bad("the hash is none of Argon2"));
            }
            users.push((User { name: name.to_owned(), role }, hash.to_owned()));
        }
        if users.is_empty() {
            return Err(AccessError::Nobody(place.to_owned()));
        }
        Ok(Self { users, known: Mutex::default() })
    }

    /// The user with this name and password. Takes as long for a name that
    /// nobody has. Slow on purpose: not for an async thread.
    pub fn check(&self, name: &str, secret: &str) -> Option<User> {
        let found = self.users.iter().find(|(user, _)| user.name == name);
        let (_, hash) = found.or(self.users.first())?;
        let right = matches(secret, hash);
        found.filter(|_| right).map(|(user, _)| user.clone())
    }

    /// The user of this bearer token, tried against everybody unless it is
    /// remembered. Slow on purpose: not for an async thread.
    pub fn check_token(&self, token: &str) -> Option<User> {
        if let Some(user) = self.remembered(token) {
            return Some(user);
        }
        let (user, _) = self.users.iter().find(|(_, hash)| matches(token, hash))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            known.insert(Sha256::digest(token).into(), user.clone());
        }
        Some(user.clone())
    }

    /// The user of a token that was right before.
    pub fn remembered(&self, token: &str) -> Option<User> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned()
    }
}

fn matches(secret: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok())
}

fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (1..=64).contains(&name.chars().count()) && name.chars().all(letter)
}

/// The line that lets `name` in with `secret`.
pub fn line(name: &str, role: Role, secret: &str) -> Result<String, AccessError> {
    if !is_name(name) {
        return Err(AccessError::Name);
    }
    if !(12..=256).contains(&secret.chars().count()) {
        return Err(AccessError::Secret);
    }
    let hash = Argon2::default()
        .hash_password(secret.as_bytes())
        .map_err(|e| AccessError::Random(e.to_string()))?;
    Ok(format!("{name}\t{}\t{hash}\n", role.as_str()))
}

/// A new secret of 160 bits, in hexadecimal.
pub fn new_secret() -> Result<String, AccessError> {
    random::<20>().map(|bytes| hex(&bytes)).map_err(|e| AccessError::Random(e.to_string()))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_lets_in_its_user_and_nobody_else() {
        let secret = new_secret().unwrap();
        let line = line("ada", Role::Editor, &secret).unwrap();
        assert!(!line.contains(&secret));
        let access = Access::parse(&format!("# people\n\n{line}"), "f").unwrap();
        let ada = User { name: "ada".to_owned(), role: Role::Editor };
        assert_eq!(access.check("ada", &secret), Some(ada.clone()));
        assert_eq!(access.check("ada", "wrong"), None);
        assert_eq!(access.check("bob", &secret), None);
        assert_eq!(access.remembered(&secret), None);
        assert_eq!(access.check_token(&secret), Some(ada.clone()));
        assert_eq!(access.remembered(&secret), Some(ada));
        assert_eq!(access.check_token("wrong"), None);
    }

    #[test]
    fn bad_files_are_told_with_their_line() {
        for (text, told) in [
            ("", "names nobody"),
            ("ada\teditor", "line 1: it has not three cells"),
            ("# x\nada\tboss\t$argon2id$x", "line 2: the role"),
            ("ada\treader\tplain", "line 1: the hash"),
            ("a b\treader\tplain", "line 1: the name"),
        ] {
            let error = Access::parse(text, "f").unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
        assert!(line("a\tb", Role::Reader, "long enough for all").is_err());
        assert!(line("ada", Role::Reader, "short").is_err());
    }
}
