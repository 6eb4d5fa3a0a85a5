//! What may reach a terminal: text from reports may not steer it.

use std::borrow::Cow;

/// Whether `c` could move the cursor, recolour, retitle or reorder what a
/// terminal shows. Line breaks and tabs are not among them.
pub fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Line and paragraph separators; marks that turn the writing direction
        // for what follows; interlinear and tag characters, which hide text.
        '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    }
}

/// A picture of `c` in its place if it is unsafe, else `c` itself. One
/// character stays one character, so offsets hold.
pub fn safe(c: char) -> char {
    match c {
        '\u{7F}' => '␡',
        '\0'..='\u{1F}' if is_unsafe(c) => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        c if is_unsafe(c) => '\u{FFFD}',
        c => c,
    }
}

/// `text` with pictures in place of what is unsafe, on one line.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.contains(|c| is_unsafe(c) || c.is_whitespace() && c != ' ') {
        let one = |c: char| if c.is_whitespace() { ' ' } else { safe(c) };
        return text.chars().map(one).collect::<String>().into();
    }
    text.into()
}

/// JSON with the unsafe characters that JSON allows raw written as escapes.
/// In JSON they can stand in strings only, so the meaning stays the same.
pub fn json(json: String) -> String {
    if !json.contains(is_unsafe) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let hostile = "a\x1b[2Jb\u{9b}31mc\u{202e}d\x07e\u{7f}f\0g\rh\u{e0041}";
        let cleaned = line(hostile);
        assert!(!cleaned.contains(is_unsafe), "{cleaned:?}");
        assert_eq!(cleaned.chars().count(), hostile.chars().count());
        assert_eq!(line("plain"), "plain");
        assert_eq!(line("two\nlines"), "two lines");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!("a\x1b\u{9b}\u{202e}\u{7f}\u{e0041}é");
        let text = json(value.to_string());
        assert!(!text.contains(is_unsafe));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
