//! In which form an answer is wanted: a page, JSON or CSV.

use axum::extract::Request;
use axum::http::{Uri, header};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Wanted {
    Html,
    Json,
    Csv,
}

/// Addresses whose ending belongs to their name.
const WHOLE: &[&str] = &["/openapi.json"];

/// Writes down what is wanted and takes the ending off: `/events.csv` is
/// `/events` wanted as CSV.
pub(crate) fn note(mut request: Request) -> Request {
    let path = request.uri().path();
    let by_ending = [(".json", Wanted::Json), (".csv", Wanted::Csv)]
        .into_iter()
        .find_map(|(ending, wanted)| Some((path.strip_suffix(ending)?.to_owned(), wanted)))
        .filter(|_| !WHOLE.contains(&path) && !path.starts_with("/assets/"));
    let wanted = match by_ending {
        Some((short, wanted)) => {
            let short = if short.is_empty() || short == "/index" { "/" } else { short.as_str() };
            let query = request.uri().query().map_or_else(String::new, |q| format!("?{q}"));
            if let Ok(uri) = format!("{short}{query}").parse::<Uri>() {
                *request.uri_mut() = uri;
            }
            wanted
        }
        None => {
            let values = request.headers().get_all(header::ACCEPT);
            let accept: Vec<_> = values.iter().filter_map(|v| v.to_str().ok()).collect();
            by_accept(&accept.join(","))
        }
    };
    request.extensions_mut().insert(wanted);
    request
}

/// The form that is liked best; a page where it makes no difference.
fn by_accept(accept: &str) -> Wanted {
    let mut best = (0.0, Wanted::Html);
    for part in accept.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let wanted = match pieces.next().unwrap_or_default() {
            "application/json" => Wanted::Json,
            "text/csv" => Wanted::Csv,
            "text/html" | "application/xhtml+xml" | "*/*" | "text/*" => Wanted::Html,
            _ => continue,
        };
        let quality = pieces.find_map(|p| p.strip_prefix("q=")?.parse::<f64>().ok());
        let quality = quality.unwrap_or(1.0);
        if quality > best.0 {
            best = (quality, wanted);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn the_form_is_told_by_ending_or_accept() {
        for (uri, accept, path, wanted) in [
            ("/events.json?type=AID", "text/html", "/events?type=AID", Wanted::Json),
            ("/events.csv", "", "/events", Wanted::Csv),
            ("/.json", "", "/", Wanted::Json),
            ("/index.json", "", "/", Wanted::Json),
            ("/openapi.json", "", "/openapi.json", Wanted::Html),
            ("/events", "application/json", "/events", Wanted::Json),
            ("/events", "text/csv;q=0.5, application/json;q=0.9", "/events", Wanted::Json),
            ("/events", "text/html,*/*;q=0.8", "/events", Wanted::Html),
            ("/events", "image/png", "/events", Wanted::Html),
            ("/events", "", "/events", Wanted::Html),
        ] {
            let request = Request::builder().uri(uri).header(header::ACCEPT, accept);
            let noted = note(request.body(Body::empty()).unwrap());
            assert_eq!(noted.uri().to_string(), path);
            assert_eq!(noted.extensions().get(), Some(&wanted), "{uri} {accept}");
        }
    }
}
