//! A small XML tree that can be changed and written again: models are put right while loading, never in their files.
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write;

/// One element, names as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Its name, with its prefix.
    pub name: String,
    /// Its attributes, namespace declarations included.
    pub attributes: Vec<(String, String)>,
    /// What stands inside.
    pub children: Vec<Node>,
}

/// What stands inside an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, entities resolved.
    Text(String),
}

/// Reads a document; comments and processing instructions are dropped.
pub fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => open.push(element(&tag)?),
            Event::Empty(tag) => {
                let empty = element(&tag)?;
                open.last_mut().expect("the outermost stays").children.push(Node::Element(empty));
            }
            Event::End(_) => {
                let done = open.pop().expect("the reader matches the tags");
                open.last_mut().ok_or("an end without a start")?.children.push(Node::Element(done));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let resolved =
                    quick_xml::escape::unescape(&format!("&{};", &*name)).map_err(|e| e.to_string())?.into_owned();
                push_text(&mut open, &resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let outermost = open.pop().expect("the outermost stays");
    outermost.children.into_iter().find_map(Node::into_element).ok_or_else(|| "no element".into())
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: tag.name().0.to_owned(), ..Element::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn push_text(open: &mut [Element], text: &str) {
    open.last_mut().expect("the outermost stays").children.push(Node::Text(text.to_owned()));
}

impl Node {
    fn into_element(self) -> Option<Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

impl Element {
    /// Its name without prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// Gives it another name, with the same prefix.
    pub fn rename(&mut self, local: &str) {
        self.name = self.sibling(local).name;
    }

    /// A new element with the same prefix.
    #[must_use]
    pub fn sibling(&self, local: &str) -> Element {
        let name = self.name.rsplit_once(':').map_or(local.to_owned(), |(prefix, _)| format!("{prefix}:{local}"));
        Element { name, ..Element::default() }
    }

    /// The value of an attribute.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }

    /// Its id, empty where it has none.
    pub fn id(&self) -> &str {
        self.get("id").unwrap_or_default()
    }

    /// Sets an attribute.
    pub fn set(&mut self, attribute: &str, value: &str) {
        self.remove(attribute);
        self.attributes.push((attribute.to_owned(), value.to_owned()));
    }

    /// Removes an attribute.
    pub fn remove(&mut self, attribute: &str) {
        self.attributes.retain(|(name, _)| name != attribute);
    }

    /// The same element with an attribute.
    #[must_use]
    pub fn with(mut self, attribute: &str, value: &str) -> Element {
        self.set(attribute, value);
        self
    }

    /// The same element with an element inside.
    #[must_use]
    pub fn holding(mut self, child: Element) -> Element {
        self.children.push(Node::Element(child));
        self
    }

    /// The same element with text inside.
    #[must_use]
    pub fn saying(mut self, text: &str) -> Element {
        self.children = vec![Node::Text(text.to_owned())];
        self
    }

    /// Its text, trimmed.
    pub fn text(&self) -> String {
        let parts = self.children.iter().filter_map(|child| match child {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        parts.collect::<String>().trim().to_owned()
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements directly inside, to change them.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly inside.
    pub fn child(&self, local: &str) -> Option<&Element> {
        self.elements().find(|e| e.local() == local)
    }

    /// Keeps only those elements directly inside.
    pub fn retain(&mut self, keep: impl Fn(&Element) -> bool) {
        self.children.retain(|child| match child {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
    }

    /// All elements, itself first, in the order of the document.
    pub fn all(&self) -> Vec<&Element> {
        let mut list = vec![self];
        for child in self.elements() {
            list.extend(child.all());
        }
        list
    }

    /// Does something to every element, itself first.
    pub fn each(&mut self, change: &mut dyn FnMut(&mut Element)) {
        change(self);
        for child in self.elements_mut() {
            child.each(change);
        }
    }

    /// The element with an id.
    pub fn find(&self, id: &str) -> Option<&Element> {
        self.all().into_iter().find(|e| e.get("id") == Some(id))
    }

    /// As a document.
    pub fn document(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        let _ = write!(out, "<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape(value.as_str()));
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(&escape(text.as_str())),
            }
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let text = "<b:a x=\"1&lt;2\"><b:c/>t &amp; u<b:d>v</b:d></b:a>";
        let read = parse(text).expect("well-formed");
        assert_eq!(read.document().lines().nth(1), Some(text));
        assert_eq!((read.local(), read.get("x")), ("a", Some("1<2")));
    }
}
