//! Reads the tokens of a text before the library's parser sees it.
//!
//! The library neither limits nesting nor says where an error is. One pass over the tokens gives both: an upper
//! bound of the depth of the syntax tree, the words that may be variables, and a place to point at.

use std::collections::BTreeSet;

use super::error::{Position, SyntaxError};
use super::limits::{ITEMS_MAX, NAME_RUN_MAX, SCAN_DEPTH_MAX, WORDS_MAX};

/// What a token is, as far as the order of tokens goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, number or literal.
    Operand,
    /// A reserved word such as `if` or `and`.
    Keyword,
    /// An operator between two operands.
    Operator,
    /// `-`, which may also stand before an operand.
    Minus,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `,` or `:`.
    Separator,
    /// `@`, which needs a string behind it.
    At,
    /// A character FEEL does not know.
    Unknown,
}

/// One token: what it is and where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Words that end a name. `not` is a function, `null`, `true`, `false` are operands.
const KEYWORDS: [&str; 16] = [
    "and",
    "between",
    "else",
    "every",
    "external",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "of",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
];

/// The tokens of `text`, or the first thing that cannot be read.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, ch)) = rest.next() {
        if ch.is_whitespace() || matches!(ch, '\u{200B}' | '\u{FEFF}' | '\u{180E}') {
            continue;
        }
        let next = text[start + ch.len_utf8()..].chars().next();
        let (kind, end) = match (ch, next) {
            ('/', Some('/')) => {
                skip_to(&mut rest, text[start..].find('\n').map_or(text.len(), |at| start + at));
                continue;
            }
            ('/', Some('*')) => {
                skip_to(&mut rest, text[start..].find("*/").map_or(text.len(), |at| start + at + 2));
                continue;
            }
            ('"', _) => (Kind::Operand, string_end(text, start)?),
            _ if is_word_start(ch) => word(text, start),
            _ if ch.is_ascii_digit() => (Kind::Operand, end_of(text, start, |c| c.is_ascii_alphanumeric())),
            ('.', Some('.')) | ('*', Some('*')) | ('!' | '<' | '>', Some('=')) | ('-', Some('>')) => {
                (Kind::Operator, start + 2)
            }
            ('(' | '[' | '{', _) => (Kind::Open, start + 1),
            (')' | ']' | '}', _) => (Kind::Close, start + 1),
            (',' | ':', _) => (Kind::Separator, start + 1),
            ('-', _) => (Kind::Minus, start + 1),
            ('@', _) => (Kind::At, start + 1),
            ('+' | '*' | '/' | '=' | '<' | '>' | '.' | '\'', _) => (Kind::Operator, start + 1),
            _ => (Kind::Unknown, start + ch.len_utf8()),
        };
        skip_to(&mut rest, end);
        tokens.push(Token { kind, start, end });
    }
    Ok(tokens)
}

/// Refuses what would take the library's parser too long or too deep.
pub(super) fn check(text: &str, tokens: &[Token]) -> Result<(), SyntaxError> {
    let commas = tokens.iter().filter(|t| t.kind == Kind::Separator).count();
    if commas > ITEMS_MAX {
        return Err(SyntaxError::TooLong { what: "items", found: commas, max: ITEMS_MAX });
    }
    let words = words(text, tokens).len();
    if words > WORDS_MAX {
        return Err(SyntaxError::TooLong { what: "distinct names", found: words, max: WORDS_MAX });
    }
    let run = longest_name_run(text);
    if run > NAME_RUN_MAX {
        return Err(SyntaxError::TooLong {
            what: "characters in a row that may be one name",
            found: run,
            max: NAME_RUN_MAX,
        });
    }
    // `a == b` would compare `a` with the test `= b`, which is never what was meant.
    if tokens.windows(2).any(|two| two[0].end == two[1].start && &text[two[0].start..two[1].end] == "==") {
        return Err(SyntaxError::Unsupported { what: "`==` is not FEEL; it compares with one `=`".to_owned() });
    }
    depth(text, tokens)
}

/// Upper bound of the tree's depth: on the way to any leaf lie the operators and keywords of every open bracket.
/// A comma starts a new branch of its bracket, unless a loop stands there: its contexts hang below it.
/// A closed bracket was one step (a call, a filter).
fn depth(text: &str, tokens: &[Token]) -> Result<(), SyntaxError> {
    let mut levels = vec![Level::default()];
    let mut sum = 0;
    for token in tokens {
        let word = &text[token.start..token.end];
        let last = levels.len() - 1;
        match token.kind {
            Kind::Open => levels.push(Level::default()),
            Kind::Close if last > 0 => sum -= levels.pop().unwrap_or_default().steps,
            Kind::Separator if last > 0 && word == "," && !levels[last].loops => {
                sum -= levels[last].steps;
                levels[last].steps = 0;
            }
            _ => {}
        }
        if !matches!(token.kind, Kind::Operand | Kind::Separator | Kind::Unknown) {
            let level = levels.last_mut().expect("the outermost level stays");
            level.steps += 1;
            level.loops |= matches!(word, "for" | "some" | "every");
            sum += 1;
        }
        if sum > SCAN_DEPTH_MAX {
            return Err(SyntaxError::TooDeep { max: SCAN_DEPTH_MAX, at: Some(Position::of(text, token.start)) });
        }
    }
    Ok(())
}

/// What stands in one open bracket so far.
#[derive(Default)]
struct Level {
    steps: usize,
    loops: bool,
}

/// The words of `text` that may be names of variables: no keywords, no words inside strings or comments.
pub(super) fn words<'t>(text: &'t str, tokens: &[Token]) -> BTreeSet<&'t str> {
    let operands = tokens.iter().filter(|t| t.kind == Kind::Operand).map(|t| &text[t.start..t.end]);
    operands
        .filter(|w| w.chars().next().is_some_and(is_word_start) && !matches!(*w, "null" | "true" | "false"))
        .collect()
}

/// The first place where the order of tokens cannot be right; best effort, for error messages only.
pub(super) fn suspect(text: &str, tokens: &[Token]) -> Position {
    let mut complete = false; // does an operand stand just before?
    let mut open = Vec::new();
    for token in tokens {
        let wrong = match token.kind {
            Kind::Unknown => true,
            Kind::Operand => complete,
            Kind::Close => {
                let bracket = &text[token.start..token.end];
                !complete && bracket != "]" && !text[..token.start].trim_end().ends_with(['(', '[', '{'])
                    || open.pop().is_none() && bracket == "}"
            }
            Kind::Operator if &text[token.start..token.end] == "'" => true,
            Kind::Operator => !complete && matches!(&text[token.start..token.end], "+" | "*" | "/" | "." | "**"),
            Kind::Separator => !complete,
            Kind::Open => {
                open.push(token.start);
                complete && &text[token.start..token.end] == "{"
            }
            Kind::Keyword | Kind::Minus | Kind::At => false,
        };
        if wrong {
            return Position::of(text, token.start);
        }
        complete = matches!(token.kind, Kind::Operand | Kind::Close);
    }
    let end = text.trim_end().len();
    Position::of(text, open.last().copied().filter(|_| complete).unwrap_or(end))
}

fn word(text: &str, start: usize) -> (Kind, usize) {
    let end = end_of(text, start, is_word_part);
    (if KEYWORDS.contains(&&text[start..end]) { Kind::Keyword } else { Kind::Operand }, end)
}

fn string_end(text: &str, start: usize) -> Result<usize, SyntaxError> {
    let mut escaped = false;
    for (at, ch) in text[start + 1..].char_indices() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(start + 1 + at + 1),
            _ => {}
        }
    }
    Err(SyntaxError::UnclosedString { at: Position::of(text, start) })
}

fn end_of(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[start..].find(|c| !belongs(c)).map_or(text.len(), |at| start + at)
}

fn skip_to(rest: &mut std::iter::Peekable<std::str::CharIndices>, end: usize) {
    while rest.next_if(|(at, _)| *at < end).is_some() {}
}

fn longest_name_run(text: &str) -> usize {
    let in_name = |c: char| is_word_part(c) || c.is_whitespace() || matches!(c, '.' | '/' | '-' | '\'' | '+' | '*');
    text.split(|c| !in_name(c)).map(str::len).max().unwrap_or(0)
}

/// A character with which a FEEL name may begin (DMN 1.5, grammar rule 28, a little wider).
pub(super) fn is_word_start(ch: char) -> bool {
    ch == '_'
        || ch == '?'
        || ch.is_alphabetic()
        || (ch as u32 >= 0x1_0000 && !ch.is_whitespace())
        || is_wide_name_char(ch)
}

/// A character with which a FEEL name may go on.
pub(super) fn is_word_part(ch: char) -> bool {
    is_word_start(ch) || ch.is_ascii_digit() || matches!(ch, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The grammar lets whole blocks through that hold more than letters.
fn is_wide_name_char(ch: char) -> bool {
    !ch.is_whitespace()
        && matches!(ch, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{167F}' | '\u{1681}'..='\u{180D}' | '\u{180F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}')
}
