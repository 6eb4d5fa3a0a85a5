//! The identifier of a report.

use dateline_core::Report;
use sha2::{Digest, Sha256};

/// The first 16 hex digits of the SHA-256 of the canonical URL or, without
/// one, of outlet, title and text. `report.url` may be a mere path, which is
/// no part of what was published, so the canonical URL is handed in.
pub(crate) fn id(report: &Report, canonical_url: Option<&str>) -> String {
    let mut hash = Sha256::new();
    let mut part = |text: Option<&str>| {
        hash.update(text.unwrap_or_default());
        // No field of ours holds this byte, so that parts cannot run together.
        hash.update([0xFF]);
    };
    match canonical_url {
        Some(url) => part(Some(url)),
        None => {
            part(report.outlet.as_deref());
            part(report.title.as_deref());
            part(Some(&report.text));
        }
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outlet: &str, text: &str) -> Report {
        Report { outlet: Some(outlet.to_owned()), ..Report::of_text(text) }
    }

    #[test]
    fn it_follows_the_url_or_what_was_published() {
        let (a, b) = (report("Harbour", "Times are hard."), report("Harbour Times", " are hard."));
        assert_eq!(id(&a, None).len(), 16);
        assert_eq!(id(&a, None), id(&a.clone(), None));
        assert_ne!(id(&a, None), id(&b, None), "parts do not run together");
        let url = Some("https://harbour.example/1");
        assert_eq!(id(&a, url), id(&b, url));
        // The path a file was read from is no part of what it says.
        assert_eq!(id(&a, None), id(&Report { url: Some("a.txt".into()), ..a.clone() }, None));
        // Fixed: ledgers hold such identifiers.
        assert_eq!(id(&a, url), "900940b843a472da");
    }
}
