//! Regular expressions in texts, as Java's texts have them. What Java alone knows of them (looking around, references to groups)
//! is no pattern here.
use super::limits::TEXT_BYTES_MAX;
use super::methods::Unfit;
use crate::expression::is_small_pattern;
use regex::{Captures, Regex};
use serde_json::Value;

/// Methods whose first argument is a pattern.
pub fn takes_pattern(method: &str) -> bool {
    matches!(method, "matches" | "replaceAll" | "replaceFirst" | "split")
}

/// Can it be used here?
pub fn is_pattern(text: &str) -> bool {
    compiled(text).is_ok()
}

fn compiled(text: &str) -> Result<Regex, Unfit> {
    let found = is_small_pattern(text).then(|| Regex::new(text).ok()).flatten();
    found.ok_or_else(|| Unfit::Argument(format!("`{text}` is no regular expression that can be used here")))
}

/// Java looks at the whole text.
pub fn matches(on: &str, pattern: &str) -> Result<Value, Unfit> {
    compiled(pattern)?;
    Ok(Regex::new(&format!(r"\A(?:{pattern})\z")).is_ok_and(|whole| whole.is_match(on)).into())
}

/// Java has no empty part before what it finds of no width at the beginning, and none at the end, unless a limit asks for them.
pub fn split(on: &str, by: &str, limit: i64) -> Result<Value, Unfit> {
    let pattern = compiled(by)?;
    let (mut parts, mut last) = (vec![], 0);
    for found in pattern.find_iter(on) {
        if limit > 0 && parts.len() + 1 >= usize::try_from(limit).unwrap_or(usize::MAX) {
            break;
        }
        if found.end() == 0 || (found.is_empty() && found.start() == on.len()) {
            continue;
        }
        parts.push(&on[last..found.start()]);
        last = found.end();
    }
    parts.push(&on[last..]);
    // Without anything that was found the text is the only part, whatever it is.
    while limit == 0 && last > 0 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    Ok(parts.into())
}

/// `$1` is what the first group found, and behind a backslash every character is itself.
pub fn replace(on: &str, pattern: &str, by: &str, all: bool) -> Result<Value, Unfit> {
    let pattern = compiled(pattern)?;
    let by = pieces(by, pattern.captures_len())?;
    let (mut made, mut last) = (String::new(), 0);
    for found in pattern.captures_iter(on).take(if all { usize::MAX } else { 1 }) {
        let Some(whole) = found.get(0) else { break };
        made.push_str(&on[last..whole.start()]);
        for piece in &by {
            piece.put(&found, &mut made);
        }
        last = whole.end();
        if made.len() > TEXT_BYTES_MAX {
            return Err(Unfit::TooLarge);
        }
    }
    made.push_str(&on[last..]);
    Ok(made.into())
}

/// A piece of what is put instead.
enum Piece {
    Text(char),
    Group(usize),
}

impl Piece {
    fn put(&self, found: &Captures<'_>, made: &mut String) {
        match self {
            Piece::Text(one) => made.push(*one),
            Piece::Group(number) => made.push_str(found.get(*number).map_or("", |group| group.as_str())),
        }
    }
}

fn pieces(by: &str, groups: usize) -> Result<Vec<Piece>, Unfit> {
    let wrong = || Unfit::Argument(format!("`{by}` cannot be put instead"));
    let (mut pieces, mut rest) = (vec![], by.chars().peekable());
    while let Some(one) = rest.next() {
        pieces.push(match one {
            '\\' => Piece::Text(rest.next().ok_or_else(wrong)?),
            '$' => {
                let digit = rest.next().and_then(|next| next.to_digit(10)).ok_or_else(wrong)?;
                let mut group = digit as usize;
                while let Some(digit) = rest.peek().and_then(|next| next.to_digit(10))
                    && group * 10 + (digit as usize) < groups
                {
                    group = group * 10 + digit as usize;
                    rest.next();
                }
                if group >= groups {
                    return Err(wrong());
                }
                Piece::Group(group)
            }
            other => Piece::Text(other),
        });
    }
    Ok(pieces)
}
