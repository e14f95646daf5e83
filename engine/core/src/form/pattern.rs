//! Patterns of texts, and texts that are more than texts.
use crate::expression::Expression;
use regex::{Regex, RegexBuilder};
use std::collections::BTreeSet;

/// How large a pattern may become when it is compiled, in bytes.
const COMPILED_BYTES_MAX: usize = 1 << 20;

/// A pattern as the browser means it, in a library whose time grows with the text alone: what needs to go back and forth
/// is refused.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    let compiled = RegexBuilder::new(&as_browsers_mean(pattern)).size_limit(COMPILED_BYTES_MAX).build();
    compiled.map_err(|error| {
        let error = error.to_string();
        let last = error.lines().last().unwrap_or_default().trim().to_owned();
        format!("{last}; write a pattern without look-around and back references")
    })
}

/// In browsers `\d` and `\w` are ASCII alone.
fn as_browsers_mean(pattern: &str) -> String {
    let (mut text, mut inside) = (String::with_capacity(pattern.len() + 16), false);
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match (letters.next(), inside) {
                (Some('d'), true) => text.push_str("0-9"),
                (Some('d'), false) => text.push_str("[0-9]"),
                (Some('D'), false) => text.push_str("[^0-9]"),
                (Some('w'), true) => text.push_str("0-9A-Za-z_"),
                (Some('w'), false) => text.push_str("[0-9A-Za-z_]"),
                (Some('W'), false) => text.push_str("[^0-9A-Za-z_]"),
                (Some(other), _) => text.extend(['\\', other]),
                (None, _) => text.push('\\'),
            },
            '[' if inside => text.push_str("\\["),
            '[' => {
                inside = true;
                text.push('[');
            }
            ']' => {
                inside = false;
                text.push(']');
            }
            other => text.push(other),
        }
    }
    text
}

/// What the HTML standard takes for an e-mail address.
pub fn email() -> Regex {
    let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    let pattern = format!(r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{label}(?:\.{label})*$");
    Regex::new(&pattern).expect("it is a pattern")
}

/// E.164: a plus or two noughts, the country, at most fifteen digits.
pub fn phone() -> Regex {
    Regex::new(r"^(?:\+|00)[1-9][0-9]{1,14}$").expect("it is a pattern")
}

/// Does a text bring a script along? Said too often rather than too seldom: a form has no need for one.
pub fn has_script(text: &str) -> bool {
    let bare: String = text.to_lowercase().chars().filter(|c| !c.is_control() && *c != '\0').collect();
    let tag = ["<script", "<iframe", "<object", "<embed", "javascript:", "vbscript:", "data:text/html"];
    let handler = Regex::new(r#"<[^>]*[\s"'/]on[a-z]+\s*="#).expect("it is a pattern");
    tag.iter().any(|tag| bare.contains(tag)) || handler.is_match(&bare)
}

/// The names of variables in the `{{ … }}` of a text.
pub fn templated(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in text.split("{{").skip(1) {
        let Some((inside, _)) = part.split_once("}}") else { continue };
        let inside = inside.trim().trim_start_matches("#if").trim_start_matches("#loop").trim();
        if let Ok(expression) = Expression::compile(inside.trim_start_matches('=')) {
            names.extend(expression.variables().iter().cloned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_a_browser() {
        let fits = |pattern: &str, text: &str| compile(pattern).unwrap().is_match(text);
        assert!(fits(r"^\d{3}$", "123") && !fits(r"^\d{3}$", "١٢٣"));
        assert!(fits(r"^[\w-]+$", "a-b_1") && !fits(r"^[\w-]+$", "中"));
        assert!(fits("^[[a]$", "[") && fits(r"^\[$", "["));
        assert!(compile("(?=a)b").unwrap_err().contains("look-around"));
        assert!(compile("(a{1000}){1000}").is_err(), "bounded");
    }

    #[test]
    fn addresses_and_numbers() {
        assert!(email().is_match("ann@example.com") && !email().is_match("ann@") && !email().is_match("a b@c.d"));
        assert!(phone().is_match("+8613800138000") && !phone().is_match("13800138000"));
    }

    #[test]
    fn scripts_are_seen_however_they_are_written() {
        for text in ["<ScRiPt>", "<img src=x onerror =alert(1)>", "<a href='java\nscript:x'>", "<svg/onload=x>"] {
            assert!(has_script(text), "{text}");
        }
        assert!(!has_script("<p>on = 5, <b>bold</b></p>"));
    }

    #[test]
    fn names_in_templates() {
        let names = templated("Dear {{customer.name}}, {{#if amount > limit}}large{{/if}}");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["amount", "customer", "limit"]);
    }
}
