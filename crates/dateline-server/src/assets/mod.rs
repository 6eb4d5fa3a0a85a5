//! Files that pages load. All are in the program; nothing is asked of another
//! host.

use crate::access::hex;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// Name, content type and content.
const FILES: &[(&str, &str, &str)] = &[
    ("page.css", CSS, include_str!("../../assets/page.css")),
    ("report.css", CSS, include_str!("../../assets/report.css")),
    ("page.js", JS, include_str!("../../assets/page.js")),
    ("theme.js", JS, include_str!("../../assets/theme.js")),
    ("htmx.min.js", JS, include_str!("../../assets/htmx.min.js")),
    ("htmx.LICENSE", "text/plain; charset=utf-8", include_str!("../../assets/htmx.LICENSE")),
    ("icon.svg", "image/svg+xml", include_str!("../../assets/icon.svg")),
];

/// The address of each file; it changes with the content, so that browsers may
/// keep what they have.
static ADDRESSES: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let address = |name: &str, content: &str| {
        format!("/assets/{}/{name}", hex(&Sha256::digest(content)[..6]))
    };
    FILES.iter().map(|(name, _, content)| (*name, address(name, content))).collect()
});

/// The address of the file `name`.
pub(crate) fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("/assets/", String::as_str)
}

/// Gives out a file.
pub(crate) async fn get(Path((_, name)): Path<(String, String)>) -> Response {
    match FILES.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, content)) => {
            let headers = [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, *content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_an_address_of_its_own() {
        assert!(address("page.css").ends_with("/page.css"));
        assert_eq!(ADDRESSES.len(), FILES.len());
    }
}
