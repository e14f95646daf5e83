//! Files with one thing changed: an attribute or element taken away, or a value replaced. What is taken away leaves
//! blanks, so that everything else stays in its place.
use std::ops::Range;
use weir_core::Severity;
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
pub struct Behaviour {
    text: String,
    refused: bool,
}

impl Behaviour {
    /// Deploys the file.
    pub fn of(file: &str) -> Self {
        let prepared = prepare(file.as_bytes());
        let refused = prepared.problems.iter().any(|problem| problem.severity == Severity::Error);
        // What is only remarked on is not heeded: a note is no answer to whoever asks for something.
        let loud = prepared.problems.iter().filter(|problem| problem.severity != Severity::Note);
        let said = loud.filter(|problem| !QUIET.contains(&problem.code.as_str()));
        let said: Vec<String> = said.map(|p| format!("{:?} {} {:?}", p.severity, p.code, p.element)).collect();
        let text = format!("{} {said:?}", placeless(&format!("{:?}", prepared.processes)));
        Behaviour { text, refused }
    }

    /// Whether a changed file does something else; a refusal counts.
    pub fn counts(&self, changed: &str) -> bool {
        Behaviour::of(changed).text != self.text
    }

    /// Whether a changed file is accepted and does something else. That it is refused would show only that the value is
    /// looked at, not that it is heeded.
    pub fn heeded(&self, changed: &str) -> bool {
        let changed = Behaviour::of(changed);
        !changed.refused && changed.text != self.text
    }
}

/// Whether the change of a file counts.
pub fn counts(file: &str, changed: &str) -> bool {
    Behaviour::of(file).counts(changed)
}

/// The valid values that mean something else than this one.
pub fn others<'a>(values: &[&'a str], value: &str) -> Vec<&'a str> {
    let meaning = |value: &str| match value.trim() {
        "1" => "true".to_owned(),
        "0" => "false".to_owned(),
        other => other.to_owned(),
    };
    values.iter().copied().filter(|other| meaning(other) != meaning(value)).collect()
}

/// Values that may be as right as this one: another number, another element of the same kind, another language, another
/// name.
pub fn alike(tags: &[Tag], text: &str, attribute: &Attribute) -> Vec<String> {
    let value = &text[attribute.value.clone()];
    let mut found = vec![];
    if let Some(at) = value.rfind(|c: char| c.is_ascii_digit()) {
        let other = if &value[at..=at] == "1" { "2" } else { "1" };
        found.push([&value[..at], other, &value[at + 1..]].concat());
    }
    let id = |tag: &Tag| tag.attributes.iter().find(|a| a.local == "id").map(|a| text[a.value.clone()].to_owned());
    let referred = tags.iter().find(|tag| attribute.local != "id" && id(tag).as_deref() == Some(value));
    let kin = tags.iter().filter(|tag| referred.is_some_and(|referred| referred.local == tag.local));
    found.extend(kin.filter_map(id).filter(|id| id != value));
    if attribute.local.to_lowercase().ends_with("language") {
        found.extend(["juel", "javascript"].map(str::to_owned));
    }
    found.push("zz".to_owned());
    found
}

/// Places move with any change.
fn placeless(text: &str) -> String {
    let mut parts = text.split("Place {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
}
