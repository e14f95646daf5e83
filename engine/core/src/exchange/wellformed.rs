//! Bytes that are no XML become XML, where only one reading is possible: the encoding that the file names, characters
//! that XML forbids, `&` and `<` that were never escaped, an attribute written twice with one value or without a space before
//! it. What stands in `<?…?>` and `<!--…-->` has a file of its own.
use super::Repair;
use super::edit::Edit;
use super::marked;
use crate::id::ElementId;
use crate::problem::Place;
use crate::xml::is_character;
use std::collections::BTreeSet;
use std::ops::Range;

/// Longest name of a character; what is longer is no name.
const NAME_BYTES_MAX: usize = 32;
/// Longest XML declaration; what is longer names no encoding.
const DECLARATION_BYTES_MAX: usize = 200;

/// The text of a file in the encoding that it names, with what had to be changed; none when its bytes do not fit.
pub fn decode(bytes: &[u8]) -> Option<(String, Option<Repair>)> {
    let marked = encoding_rs::Encoding::for_bom(bytes);
    if let Some((encoding, length)) = marked.filter(|(e, _)| *e != encoding_rs::UTF_8) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..])?;
        return Some(named_utf8(text.into_owned(), encoding.name()));
    }
    // Without a mark the first sign of a file tells which half of it is empty (XML 1.0, appendix F).
    let unmarked = match bytes {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = unmarked {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        return Some(named_utf8(text.into_owned(), encoding.name()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let label = label(bytes);
    let utf8 = std::str::from_utf8(bytes);
    if let Ok(text) = utf8
        && (text.is_ascii() || matches!(label.as_deref(), None | Some("utf-8" | "utf8")))
    {
        return Some((text.to_owned(), None));
    }
    // What names an encoding in single bytes is in none of double ones.
    let encoding = encoding_rs::Encoding::for_label(label?.as_bytes());
    let encoding = encoding.filter(|e| e.is_ascii_compatible() && *e != encoding_rs::UTF_8);
    match (encoding, utf8) {
        (Some(encoding), _) => encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| named_utf8(text.into_owned(), encoding.name())),
        // The label is unknown or wrong, and the bytes are UTF-8: `named_otherwise` says so.
        (None, Ok(text)) => Some((text.to_owned(), None)),
        (None, Err(_)) => None,
    }
}

/// The encoding that the XML declaration names, in lower case.
fn label(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(DECLARATION_BYTES_MAX).map(|b| char::from(*b)).collect();
    declared(&head).map(|range| head[range].to_ascii_lowercase())
}

/// Where the XML declaration, if it is one, names the encoding.
fn declared(text: &str) -> Option<Range<usize>> {
    let declaration = &text[..text.find("?>").filter(|_| text.starts_with("<?xml"))?];
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let length = value[1..].find(quote)?;
    let from = declaration.len() - value.len() + 1;
    Some(from..from + length)
}

fn named_utf8(mut text: String, encoding: &str) -> (String, Option<Repair>) {
    let message = format!("the file is written in {encoding}; it is kept as UTF-8");
    let repair = Repair::new("repair-encoding", None, Place { line: 1, column: 1 }, message);
    if let Some(range) = declared(&text) {
        text.replace_range(range, "UTF-8");
    }
    (text, Some(repair))
}

/// What stands in a file, told apart by its marks alone.
#[derive(Clone, Copy, PartialEq)]
enum In {
    Text,
    /// A start or end tag, outside quotes.
    Tag,
    /// An attribute value, ended by this quote.
    Value(char),
    /// Comment, CDATA section, processing instruction or DOCTYPE: ended by this.
    Opaque(&'static str),
}

/// One change with the place and the words for it.
pub struct Fix {
    pub edit: Edit,
    pub code: &'static str,
    pub message: String,
    pub element: Option<ElementId>,
}

impl Fix {
    /// A change of the bare text, before there are elements.
    pub fn of_text(edit: Edit, code: &'static str, message: String) -> Self {
        Fix { edit, code, message, element: None }
    }
}

/// What keeps a text from being well-formed and can be said otherwise without loss.
pub fn fixes(text: &str) -> Vec<Fix> {
    let (mut found, mut place, mut tag) = (vec![], In::Text, 0);
    let mut skip = 0;
    for (at, character) in text.char_indices() {
        let rest = &text[at..];
        if !is_character(character) {
            let message = format!("the character U+{:04X} is forbidden in XML; it is taken out", character as u32);
            let edit = Edit::remove(at..at + character.len_utf8());
            found.push(Fix::of_text(edit, "repair-character", message));
            continue;
        }
        if at < skip {
            continue;
        }
        place = match place {
            In::Text if rest.starts_with("<!--") => {
                found.extend(marked::comment(rest, at));
                skip = at + 4;
                In::Opaque("-->")
            }
            In::Text if rest.starts_with("<![CDATA[") => In::Opaque("]]>"),
            In::Text if rest.starts_with("<?") => {
                found.extend(marked::instruction(text, at));
                In::Opaque("?>")
            }
            In::Text if rest.starts_with("]]>") => {
                found.push(escape(at + 2..at + 3, "&gt;", "`>` behind `]]` in a text"));
                In::Text
            }
            In::Text if rest.starts_with("<!") => In::Opaque(">"),
            In::Text if character == '<' && begins_tag(rest) => {
                tag = at;
                In::Tag
            }
            In::Text if character == '<' => {
                found.push(escape(at..at + 1, "&lt;", "`<` that begins no tag"));
                In::Text
            }
            In::Tag if character == '>' => {
                found.extend(doubled(text, tag..at));
                In::Text
            }
            In::Tag if matches!(character, '"' | '\'') => In::Value(character),
            In::Value(quote) if character == quote => {
                found.extend(begins_attribute(&rest[1..]).then(|| {
                    let message = "a space is missing before an attribute; it is written".to_owned();
                    Fix::of_text(Edit::insert(at + 1, " "), "repair-attribute-space", message)
                }));
                In::Tag
            }
            In::Value(_) if character == '<' => {
                found.push(escape(at..at + 1, "&lt;", "`<` in an attribute value"));
                place
            }
            In::Opaque(end) if rest.starts_with(end) => {
                skip = at + end.len();
                In::Text
            }
            In::Text | In::Value(_) if character == '&' => {
                found.extend(reference(rest, at));
                place
            }
            other => other,
        };
    }
    if found.is_empty() {
        found.extend(named_otherwise(text));
    }
    found
}

/// A text that names another encoding than its own: that comes to light once what hid the name is taken out.
fn named_otherwise(text: &str) -> Option<Fix> {
    let range = declared(text).filter(|_| !text.is_ascii())?;
    let name = &text[range.clone()];
    let message = format!("the file says that it is written in {name}; it is kept as UTF-8");
    let fix = Fix::of_text(Edit::replace(range, "UTF-8"), "repair-encoding", message);
    (!matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8")).then_some(fix)
}

/// A name and `=` right behind the end of a value.
fn begins_attribute(rest: &str) -> bool {
    let name = rest.split('=').next().unwrap_or_default();
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.len() < rest.len()
        && name.len() <= NAME_BYTES_MAX
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(sign)
}

fn begins_tag(rest: &str) -> bool {
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn escape(range: Range<usize>, text: &str, what: &str) -> Fix {
    let message = format!("{what} is not escaped; it is written as `{text}`");
    Fix::of_text(Edit::replace(range, text), "repair-escape", message)
}

/// `&` must begin one of the five names or a number of a character.
fn reference(rest: &str, at: usize) -> Option<Fix> {
    let mut near = rest[1..].char_indices().take_while(|(at, _)| *at <= NAME_BYTES_MAX);
    let name = near.find(|(_, character)| *character == ';').map_or("", |(at, _)| &rest[1..=at]);
    let whole = at..at + name.len() + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return match code.map(|code| char::from_u32(code).filter(|c| is_character(*c))) {
            Some(Some(_)) => None,
            Some(None) => {
                let message = format!("`&{name};` is a character that XML forbids; it is taken out");
                Some(Fix::of_text(Edit::remove(whole), "repair-character", message))
            }
            None => Some(escape(at..at + 1, "&amp;", "`&`")),
        };
    }
    match name {
        "lt" | "gt" | "amp" | "quot" | "apos" => None,
        "nbsp" => {
            let message = "`&nbsp;` is known to HTML alone; it is written as `&#160;`".into();
            Some(Fix::of_text(Edit::replace(whole, "&#160;"), "repair-escape", message))
        }
        _ => Some(escape(at..at + 1, "&amp;", "`&`")),
    }
}

/// An attribute that stands twice in a tag with the same value is taken out once.
fn doubled(text: &str, tag: Range<usize>) -> Vec<Fix> {
    let mut seen = BTreeSet::new();
    let (mut fixes, mut at) = (vec![], tag.start);
    while let Some(equals) = text[at..tag.end].find('=') {
        let name_end = at + text[at..at + equals].trim_end().len();
        let behind = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let name_start = name_end - text[at..name_end].rsplit(behind).next().map_or(0, str::len);
        let value = text[at + equals + 1..tag.end].trim_start();
        let from = tag.end - value.len();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some(length) = value[1..].find(quote) else { break };
        let (name, value) = (&text[name_start..name_end], &value[1..=length]);
        if !seen.insert((name, value)) {
            let message = format!("`{name}` stands twice with the same value; once is enough");
            let edit = Edit::remove(name_start..from + length + 2);
            fixes.push(Fix::of_text(edit, "repair-attribute-twice", message));
        }
        at = from + length + 2;
    }
    fixes
}
