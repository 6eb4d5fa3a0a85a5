//! A look at the report before it is read: what a person should know about it.

use dateline_core::{Notice, NoticeCode, Report, Span};
use std::borrow::Cow;

/// Notices about the report as a whole.
pub(crate) fn inspect(report: &Report) -> Vec<Notice<Span>> {
    let mut notices = Vec::new();
    if report.text.trim().is_empty() {
        notices.push(Notice::new(NoticeCode::Empty, "The report holds no text."));
    }
    if !reads(&report.language) {
        let message = format!(
            "The report is in the language `{}`; only English is read so far.",
            report.language
        );
        notices.push(Notice::new(NoticeCode::Language, message));
    }
    let control = report.text.char_indices().find(|(_, c)| is_control(*c));
    if let Some((at, c)) = control {
        notices.push(Notice {
            code: NoticeCode::ControlCharacters,
            message: "The text holds control characters, the first of them here.".to_owned(),
            span: Some(Span::new(at, at + c.len_utf8())),
        });
    }
    notices
}

/// The report as it can be read: one in another language is kept, but not
/// read as if it were English.
pub(crate) fn readable(report: &Report) -> Cow<'_, Report> {
    if reads(&report.language) {
        return Cow::Borrowed(report);
    }
    Cow::Owned(Report { text: String::new(), title: None, ..report.clone() })
}

fn reads(language: &str) -> bool {
    language == "en" || language.starts_with("en-")
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}
