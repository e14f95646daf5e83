//! Tokens of JUEL.
use super::error::Refusal;
use crate::expression::Position;
use std::ops::Range;

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub kind: Kind,
    pub span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Integer(i64),
    Float(f64),
    Text(String),
    Word(String),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", ".", ",",
];

/// The tokens from `start` to the closing brace, and where that stands.
pub fn tokens(text: &str, start: usize) -> Result<(Vec<Token>, usize), Refusal> {
    let mut tokens = vec![];
    let mut at = start;
    loop {
        let rest = &text[at..];
        let Some(ch) = rest.chars().next() else {
            return Err(syntax(text, start, "the closing `}` is missing"));
        };
        if ch.is_whitespace() {
            at += ch.len_utf8();
            continue;
        }
        let (kind, length) = match ch {
            '}' => return Ok((tokens, at)),
            '\'' | '"' => string(text, at, ch)?,
            '0'..='9' => number(text, at)?,
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(text, at)?,
            _ if is_word(ch) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                (Kind::Word(rest[..length].to_owned()), length)
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Kind::Sign(sign), sign.len()),
                None => return Err(syntax(text, at, &format!("`{ch}` cannot stand here"))),
            },
        };
        tokens.push(Token { kind, span: at..at + length });
        at += length;
    }
}

/// A refusal of what stands at `at`.
pub fn syntax(text: &str, at: usize, detail: &str) -> Refusal {
    Refusal::Syntax { at: Position::of(text, at.min(text.len())), detail: detail.to_owned() }
}

fn is_word(ch: char) -> bool {
    ch == '_' || ch == '$' || ch.is_alphanumeric()
}

/// In quotes of either kind; a backslash stands before a quote or a backslash.
fn string(text: &str, start: usize, quote: char) -> Result<(Kind, usize), Refusal> {
    let mut found = String::new();
    let mut rest = text[start + 1..].char_indices();
    while let Some((at, ch)) = rest.next() {
        match ch {
            '\\' => match rest.next() {
                Some((_, next @ ('\\' | '\'' | '"'))) => found.push(next),
                Some((_, next)) => return Err(syntax(text, start + 1 + at, &format!("`\\{next}` means nothing"))),
                None => break,
            },
            _ if ch == quote => return Ok((Kind::Text(found), at + 2)),
            _ => found.push(ch),
        }
    }
    Err(syntax(text, start, "the text has no closing quote"))
}

fn number(text: &str, start: usize) -> Result<(Kind, usize), Refusal> {
    let rest = &text[start..];
    let bytes = rest.as_bytes();
    let digits = |from: usize| from + rest[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - from);
    let mut end = digits(0);
    let mut float = false;
    if bytes.get(end) == Some(&b'.') {
        float = true;
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let power = digits(end + 1 + sign);
        if power > end + 1 + sign {
            float = true;
            end = power;
        }
    }
    let written = &rest[..end];
    let kind = if float {
        written.parse().ok().filter(|n: &f64| n.is_finite()).map(Kind::Float)
    } else {
        written.parse().ok().map(Kind::Integer)
    };
    kind.map(|kind| (kind, end)).ok_or_else(|| syntax(text, start, "the number is too large"))
}
