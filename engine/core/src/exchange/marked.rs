//! What stands between `<?` and `?>` or `<!--` and `-->` and is not as XML has it. None of it is part of a model, so that it
//! may be said otherwise or taken out.
use super::edit::Edit;
use super::wellformed::Fix;
use crate::xml::{is_character, is_declaration, is_reserved};

/// What stands at the beginning of a file that says nothing else about itself.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A processing instruction that begins at `at`: the XML declaration stands at the very beginning, once, and nothing else is
/// called like it.
pub fn instruction(text: &str, at: usize) -> Option<Fix> {
    let inside = &text[at + 2..];
    let inside = &inside[..inside.find("?>")?];
    // What is forbidden in it is taken out first: then it shows what it says.
    if !is_reserved(inside) || !inside.chars().all(is_character) {
        return None;
    }
    let whole = at..at + 2 + inside.len() + 2;
    let first = text[..at].trim().is_empty();
    let fix = |edit, message: &str| Some(Fix::of_text(edit, "repair-declaration", message.to_owned()));
    match (first, at, is_declaration(inside)) {
        (true, 0, true) => None,
        (true, _, true) => fix(Edit::remove(0..at), "white space stands before the XML declaration; it is taken out"),
        (true, _, false) => {
            let message = format!("the XML declaration is none; it is written as `{DECLARATION}`");
            fix(Edit::replace(0..whole.end, DECLARATION), &message)
        }
        (false, ..) => {
            fix(Edit::remove(whole), "an XML declaration stands at the very beginning, once; this one is taken out")
        }
    }
}

/// A comment, from its `<!--` on: two hyphens in it are written apart.
pub fn comment(rest: &str, at: usize) -> Vec<Fix> {
    let inside = rest[4..].find("-->").map_or("", |length| &rest[4..4 + length]);
    // The last of it stands before the hyphens that end it.
    let next = inside.bytes().skip(1).chain([b'-']);
    let twice = inside.bytes().zip(next).enumerate().filter(|(_, both)| *both == (b'-', b'-'));
    let apart = twice.map(|(hyphen, _)| {
        let message = "two hyphens stand in a comment; they are written apart".to_owned();
        Fix::of_text(Edit::insert(at + 4 + hyphen + 1, " "), "repair-comment", message)
    });
    apart.collect()
}
