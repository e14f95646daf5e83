//! Files with one thing changed: an attribute or element taken away, or a value replaced. What is taken away leaves
//! blanks, so that everything else stays in its place.
use std::ops::Range;
use weir_core::compile::prepare;

/// An element of a file.
pub struct Tag {
    pub prefix: String,
    pub local: String,
    pub whole: Range<usize>,
    /// What is in it.
    pub content: Range<usize>,
    pub attributes: Vec<Attribute>,
    pub parent: Option<usize>,
}

/// An attribute, with its blank before it.
pub struct Attribute {
    pub prefix: String,
    pub local: String,
    pub whole: Range<usize>,
    pub value: Range<usize>,
}

/// The elements of a file that is well formed and has neither comments nor character data.
pub fn tags(text: &str) -> Vec<Tag> {
    let (mut found, mut open, mut at): (Vec<Tag>, Vec<usize>, usize) = (vec![], vec![], 0);
    while let Some(start) = text[at..].find('<').map(|next| at + next) {
        let end = start + text[start..].find('>').expect("an end");
        if text[start..].starts_with("</") {
            let tag = open.pop().expect("a beginning");
            found[tag].content.end = start;
            found[tag].whole.end = end + 1;
        } else {
            let empty = text[..end].ends_with('/');
            let inside = start + 1..end - usize::from(empty);
            let name =
                inside.start..inside.start + text[inside.clone()].find(char::is_whitespace).unwrap_or(inside.len());
            let (prefix, local) = split(&text[name.clone()]);
            let attributes = attributes(text, name.end..inside.end);
            let parent = open.last().copied();
            found.push(Tag { prefix, local, whole: start..end + 1, content: end + 1..end + 1, attributes, parent });
            if !empty {
                open.push(found.len() - 1);
            }
        }
        at = end + 1;
    }
    found
}

fn attributes(text: &str, range: Range<usize>) -> Vec<Attribute> {
    let (mut found, mut at) = (vec![], range.start);
    while let Some(equals) = text[at..range.end].find('=').map(|next| at + next) {
        let (prefix, local) = split(text[at..equals].trim());
        let quote = &text[equals + 1..equals + 2];
        let value = equals + 2..equals + 2 + text[equals + 2..].find(quote).expect("a quote");
        found.push(Attribute { prefix, local, whole: at..value.end + 1, value: value.clone() });
        at = value.end + 1;
    }
    found
}

fn split(name: &str) -> (String, String) {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    (prefix.to_owned(), local.to_owned())
}

/// The file with blanks instead of a part.
pub fn without(text: &str, part: &Range<usize>) -> String {
    [&text[..part.start], &" ".repeat(part.len()), &text[part.end..]].concat()
}

/// The file with another value.
pub fn with(text: &str, part: &Range<usize>, value: &str) -> String {
    [&text[..part.start], value, &text[part.end..]].concat()
}

/// Findings that every incomplete example gives, whatever it is about.
const QUIET: [&str; 4] = ["missing-id", "missing-attribute", "missing-element", "dangling-reference"];

/// What a file does when it is deployed: the processes that it becomes, and what is said about it.
pub fn behaviour(file: &str) -> String {
    let prepared = prepare(file.as_bytes());
    let said = prepared.problems.iter().filter(|problem| !QUIET.contains(&problem.code.as_str()));
    let said: Vec<String> = said.map(|p| format!("{:?} {} {:?}", p.severity, p.code, p.element)).collect();
    format!("{} {said:?}", placeless(&format!("{:?}", prepared.processes)))
}

/// Whether every change of the part changes what the file does.
pub fn counts(file: &str, changed: &str) -> bool {
    behaviour(file) != behaviour(changed)
}

/// Places move with any change.
fn placeless(text: &str) -> String {
    let mut parts = text.split("Place {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
}
