//! Where a part of an expression stands in its text.
//!
//! The library's tree does not know places, so the part as it is shown is looked for among the tokens of the text.
//! Brackets do not count, because a part may be shown with more of them than were written.

use super::error::Position;
use super::scan::{Token, scan};

/// Where the first such part begins, if the text has it.
///
/// ```
/// use weir_core::expression::place_of;
/// let at = place_of("ok and\n  amount+name > 3", "amount + name").unwrap();
/// assert_eq!(at.to_string(), "line 2, column 3");
/// ```
pub fn place_of(text: &str, part: &str) -> Option<Position> {
    let (whole, wanted) = (words(text)?, words(part.trim_end_matches('…'))?);
    let wanted: Vec<&str> = wanted.into_iter().map(|(word, _)| word).collect();
    // What was cut off may have ended within a word.
    let kept = wanted.len().saturating_sub(usize::from(part.ends_with('…')));
    let wanted = wanted.get(..kept).filter(|wanted| !wanted.is_empty())?;
    let found = whole.windows(wanted.len()).find(|here| here.iter().map(|(word, _)| word).eq(wanted.iter()))?;
    Some(Position::of(text, found[0].1))
}

/// The tokens with the places where they begin, without round brackets.
fn words(text: &str) -> Option<Vec<(&str, usize)>> {
    let word = |token: &Token| (&text[token.start..token.end], token.start);
    let all = scan(text).ok()?;
    Some(all.iter().map(word).filter(|(word, _)| !matches!(*word, "(" | ")")).collect())
}

#[cfg(test)]
mod tests {
    use super::place_of;

    fn place(text: &str, part: &str) -> Option<String> {
        place_of(text, part).map(|at| at.to_string())
    }

    #[test]
    fn a_part_is_found_however_it_was_written() {
        assert_eq!(place("(a+b) * c", "(a + b) * c").as_deref(), Some("line 1, column 2"));
        assert_eq!(place("x > 1 and count( list ) > y", "count(list) > y").as_deref(), Some("line 1, column 11"));
        assert_eq!(place("名 = 1 and 价 > \"x\"", "价 > \"x\"").as_deref(), Some("line 1, column 11"));
        assert_eq!(place("a +\n\n  limit", "limit").as_deref(), Some("line 3, column 3"));
        assert_eq!(place("1 + abc + def", "1 + abc + d…").as_deref(), Some("line 1, column 1"));
        assert_eq!(place("limits > 1", "limit"), None);
        assert_eq!(place("a", ""), None);
    }
}
