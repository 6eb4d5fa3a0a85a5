//! Bodies of answers: tagged, packed where that is taken, and left out where
//! they are known already.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// Smaller bodies are sent as they are.
const WORTH_PACKING: usize = 1_000;

/// Whether whoever sent these headers takes gzip.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    let takes = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    takes.flat_map(|v| v.split(',')).any(|v| {
        let mut pieces = v.split(';').map(str::trim);
        pieces.next() == Some("gzip") && !pieces.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00"))
    })
}

/// Tags the answer by its body if it has no tag, and packs it if it is not.
pub(crate) async fn pack(response: Response, may_tag: bool, takes_gzip: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if may_tag && parts.status == StatusCode::OK && !parts.headers.contains_key(header::ETAG) {
        parts.headers.insert(header::ETAG, tag(&[&body]));
    }
    let is_packed = parts.headers.contains_key(header::CONTENT_ENCODING);
    if takes_gzip
        && !is_packed
        && body.len() >= WORTH_PACKING
        && is_text(&parts.headers)
        && let Some(packed) = gzip(&body)
    {
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return Response::from_parts(parts, Body::from(packed));
    }
    Response::from_parts(parts, Body::from(body))
}

/// A tag for what is made of these. It is a weak one: the same answer may be
/// packed or not.
pub(crate) fn tag(of: &[&[u8]]) -> HeaderValue {
    let mut hash = Sha256::new();
    for part in of {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let tag = format!("W/\"{}\"", crate::access::hex(&hash.finalize()[..12]));
    HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"0\""))
}

/// Whether who asks has what has this tag.
pub(crate) fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(tag) = tag.to_str().map(bare) else { return false };
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    known.flat_map(|v| v.split(',')).any(|known| bare(known) == tag)
}

/// The answer, without its body if that is known.
pub(crate) fn unless_known(mut response: Response, asked: &HeaderMap) -> Response {
    let is_known = response.headers().get(header::ETAG).is_some_and(|tag| is_known(asked, tag));
    if is_known && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
            response.headers_mut().remove(name);
        }
    }
    response
}

fn is_text(headers: &HeaderMap) -> bool {
    ["text/", "application/json", "application/x-ndjson", "application/atom", "image/svg"]
        .iter()
        .any(|kind| is_kind(headers, kind))
}

/// Whether the content is of this type.
pub(crate) fn is_kind(headers: &HeaderMap, kind: &str) -> bool {
    let told = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    told.is_some_and(|told| told.starts_with(kind))
}

fn gzip(body: &Bytes) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::new(4));
    packer.write_all(body).ok()?;
    packer.finish().ok()
}
