//! The loop over the file: tags open and close, text is collected, limits are watched.
use super::cursor::Cursor;
use super::declaration;
use super::limits::{BYTES_MAX, DEPTH_MAX, ELEMENTS_MAX, TEXT_MAX};
use super::start;
use super::tree::{Child, Element, Tree};
use crate::problem::{Place, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What reading gave: everything up to the first fault, and the fault.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The document as far as it could be read.
    pub tree: Tree,
    /// Why it could not be read to the end; empty for a well-formed file.
    pub problems: Vec<Problem>,
}

/// Why reading stopped.
pub struct Fault {
    code: &'static str,
    message: String,
}

/// Reads a file.
///
/// ```
/// let read = weir_core::xml::parse(b"<a b='1&lt;2'>x</a>");
/// assert!(read.problems.is_empty());
/// assert_eq!(read.tree.root().unwrap().get("b"), Some("1<2"));
/// assert_eq!(read.tree.text(0), "x");
/// ```
pub fn parse(bytes: &[u8]) -> Parsed {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err((place, fault)) => {
            let problems = vec![Problem::error(fault.code, None, place, fault.message)];
            return Parsed { tree: Tree::default(), problems };
        }
    };
    let mut state = State { text, cursor: Cursor::new(text), tree: Tree::default(), open: Vec::new() };
    let problems = match state.read() {
        Ok(()) => Vec::new(),
        Err((offset, fault)) => {
            vec![Problem::error(fault.code, None, state.cursor.place(offset), fault.message)]
        }
    };
    Parsed { tree: state.tree, problems }
}

struct State<'a> {
    text: &'a str,
    cursor: Cursor<'a>,
    tree: Tree,
    /// The open elements and how many bytes of text each has.
    open: Vec<(usize, usize)>,
}

type Step = Result<(), (usize, Fault)>;

impl<'a> State<'a> {
    fn read(&mut self) -> Step {
        let text: &'a str = self.text;
        let mut reader = Reader::from_str(text);
        reader.config_mut().trim_markup_names_in_closing_tags = true;
        reader.config_mut().check_comments = true;
        loop {
            let at = reader.buffer_position() as usize;
            let event = reader
                .read_event()
                .map_err(|error| (reader.error_position() as usize, fault("xml-malformed", error.to_string())))?;
            match event {
                Event::Start(tag) => self.start(at, &tag)?,
                Event::Empty(tag) => {
                    self.start(at, &tag)?;
                    self.open.pop();
                }
                Event::End(_) => {
                    self.open.pop();
                }
                Event::Text(text) if text.contains("]]>") => {
                    return Err((at, fault("xml-malformed", "`]]>` in a text; write `]]&gt;`")));
                }
                Event::Text(text) => self.text(at, &text.xml10_content())?,
                Event::CData(text) => self.text(at, &text.xml10_content())?,
                Event::GeneralRef(name) => {
                    let character = entity(&name).ok_or_else(|| (at, unknown_entity(&name)))?;
                    self.text(at, character.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => {
                    return Err((at, fault("xml-dtd", "a DOCTYPE is refused: it can pull in other files; remove it")));
                }
                Event::Decl(_) if at > 0 => {
                    return Err((at, fault("xml-malformed", "an XML declaration stands at the very beginning, once")));
                }
                Event::Decl(found) if !declaration::is_right(&found) => {
                    return Err((
                        at,
                        fault("xml-malformed", "the XML declaration is none; write `<?xml version=\"1.0\"?>`"),
                    ));
                }
                Event::PI(found) if declaration::is_reserved(&found) => {
                    return Err((at, fault("xml-malformed", "a processing instruction cannot be called `xml`")));
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => return self.end(at),
            }
        }
    }

    fn start(&mut self, at: usize, tag: &BytesStart<'_>) -> Step {
        if self.open.len() == DEPTH_MAX {
            return Err((at, fault("xml-too-deep", format!("more than {DEPTH_MAX} elements nested in each other"))));
        }
        if self.tree.elements.len() == ELEMENTS_MAX {
            return Err((at, fault("xml-too-many-elements", format!("more than {ELEMENTS_MAX} elements"))));
        }
        let parent = self.open.last().map(|(number, _)| *number);
        if parent.is_none() && !self.tree.elements.is_empty() {
            return Err((at, fault("xml-malformed", "a second root element")));
        }
        let place = self.cursor.place(at);
        let outer = parent.map_or(0, |parent| self.tree.elements[parent].scope);
        let raw = start::attributes(self.text, tag)?;
        let scope = start::declare(&mut self.tree.scopes, outer, &raw)?;
        let name = start::name(&self.tree.scopes, scope, tag.name().0, true).map_err(|fault| (at, fault))?;
        let attributes = start::resolve(&self.tree.scopes, scope, raw, |offset| self.cursor.place(offset))?;
        let number = self.tree.elements.len();
        self.tree.elements.push(Element { name, parent, attributes, children: Vec::new(), place, scope });
        if let Some(parent) = parent {
            self.tree.elements[parent].children.push(Child::Element(number));
        }
        self.open.push((number, 0));
        Ok(())
    }

    fn text(&mut self, at: usize, text: &str) -> Step {
        let Some((number, length)) = self.open.last_mut() else {
            let blank = text.trim().is_empty();
            return if blank { Ok(()) } else { Err((at, fault("xml-malformed", "text outside the root element"))) };
        };
        *length += text.len();
        if *length > TEXT_MAX {
            return Err((at, fault("xml-too-large", format!("more than {TEXT_MAX} bytes of text in one element"))));
        }
        let children = &mut self.tree.elements[*number].children;
        if let Some(Child::Text(before)) = children.last_mut() {
            before.push_str(text);
        } else {
            children.push(Child::Text(text.to_owned()));
        }
        Ok(())
    }

    fn end(&self, at: usize) -> Step {
        if let Some((number, _)) = self.open.last() {
            let name = &self.tree.elements[*number].name;
            return Err((at, fault("xml-malformed", format!("the file ends inside `{name}`"))));
        }
        if self.tree.elements.is_empty() {
            return Err((at, fault("xml-malformed", "no element at all")));
        }
        Ok(())
    }
}

/// Bytes to text: UTF-8 only, with or without mark; another declared encoding is fine as long as all is ASCII.
fn decode(bytes: &[u8]) -> Result<&str, (Place, Fault)> {
    let start = Place { line: 1, column: 1 };
    if bytes.len() > BYTES_MAX {
        let message = format!("the file has {} bytes; at most {BYTES_MAX} are read", bytes.len());
        return Err((start, fault("xml-too-large", message)));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((start, fault("xml-utf8", "the file is UTF-16; save it as UTF-8")));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        (Cursor::new(&good).place(good.len()), fault("xml-utf8", "a byte that is not UTF-8; save the file as UTF-8"))
    })?;
    if let Some((at, _)) = text.char_indices().find(|(_, character)| !is_character(*character)) {
        return Err((Cursor::new(text).place(at), fault("xml-character", "a character that XML does not allow")));
    }
    let encoding = encoding(text).unwrap_or("utf-8").to_ascii_lowercase();
    if !matches!(encoding.as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii") && !text.is_ascii() {
        return Err((start, fault("xml-utf8", format!("the file says it is {encoding}; save it as UTF-8"))));
    }
    Ok(text)
}

/// The encoding that the XML declaration names.
fn encoding(text: &str) -> Option<&str> {
    let declaration = text.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// XML 1.0: tab, line ends and everything from the space on, without surrogates and the last two of the first plane.
pub fn is_character(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The five predefined entities and character references; nothing else is ever resolved.
fn entity(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten().filter(|character| is_character(*character));
    }
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn unknown_entity(name: &str) -> Fault {
    fault("xml-entity", format!("`&{name};` is not defined; only lt, gt, amp, quot, apos and characters are"))
}

pub fn fault(code: &'static str, message: impl Into<String>) -> Fault {
    Fault { code, message: message.into() }
}
