//! Text as XML has it, for every format that is XML or carries some.

/// Text as the content of an element or the value of an attribute. Characters that XML 1.0 cannot hold become blanks, so
/// that what is counted by letters stays in step.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(escaped("a<b & \"c\"\u{1}>\n東"), "a&lt;b &amp; &quot;c&quot; &gt;\n東");
    }
}
