//! Where the elements of a file stand, in bytes: what a change of the text needs and the element tree does not keep.
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// One element, by the same number as in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// From `<` to behind `>` of the start tag.
    pub open: Range<usize>,
    /// From `<` to behind `>` of the end tag; none for `<a/>`.
    pub close: Option<Range<usize>>,
    /// The attributes as written, namespace declarations included.
    pub attributes: Vec<Written>,
    /// The bytes of the name in the start tag.
    pub name: Range<usize>,
}

/// An attribute as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its name with the prefix.
    pub name: String,
    /// From the first byte of the name to behind the closing quote.
    pub range: Range<usize>,
    /// The value between the quotes.
    pub value: Range<usize>,
}

/// The spans of a well-formed text.
pub fn spans(text: &str) -> Vec<Span> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().trim_markup_names_in_closing_tags = true;
    let (mut spans, mut open): (Vec<Span>, Vec<usize>) = (vec![], vec![]);
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event();
        let to = reader.buffer_position() as usize;
        match event {
            Ok(Event::Start(tag)) => {
                open.push(spans.len());
                spans.push(span(text, &tag, from..to));
            }
            Ok(Event::Empty(tag)) => spans.push(span(text, &tag, from..to)),
            Ok(Event::End(_)) => {
                if let Some(number) = open.pop() {
                    spans[number].close = Some(from..to);
                }
            }
            Ok(Event::Eof) | Err(_) => return spans,
            Ok(_) => {}
        }
    }
}

fn span(text: &str, tag: &BytesStart<'_>, open: Range<usize>) -> Span {
    let offset = |part: &str| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let mut attributes = vec![];
    for attribute in tag.attributes().with_checks(false).flatten() {
        let key = offset(attribute.key.0);
        let quoted = text[key + attribute.key.0.len()..open.end].find(['"', '\'']);
        let Some(quote) = quoted.map(|at| key + attribute.key.0.len() + at) else { continue };
        let mark = &text[quote..=quote];
        let Some(length) = text[quote + 1..open.end].find(mark) else { continue };
        let value = quote + 1..quote + 1 + length;
        attributes.push(Written { name: attribute.key.0.to_owned(), range: key..value.end + 1, value });
    }
    let name = open.start + 1..open.start + 1 + tag.name().0.len();
    Span { open, close: None, attributes, name }
}

impl Span {
    /// The whole element.
    pub fn whole(&self) -> Range<usize> {
        self.open.start..self.close.as_ref().map_or(self.open.end, |close| close.end)
    }

    /// Where the next attribute may stand: before `>` or `/>`.
    pub fn attribute_end(&self, text: &str) -> usize {
        let tag = &text[self.open.clone()];
        let end = if tag.ends_with("/>") { self.open.end - 2 } else { self.open.end - 1 };
        self.open.start + text[self.open.start..end].trim_end().len()
    }

    /// An attribute by its written name.
    pub fn attribute(&self, name: &str) -> Option<&Written> {
        self.attributes.iter().find(|a| a.name == name)
    }

    /// The whole element and the white space before it, so that no empty line stays behind.
    pub fn with_indent(&self, text: &str) -> Range<usize> {
        let whole = self.whole();
        let before = text[..whole.start].trim_end_matches([' ', '\t']);
        let line = before.strip_suffix('\n').map(|b| b.strip_suffix('\r').unwrap_or(b));
        let last = text[whole.end..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
        match line {
            Some(line) if last => line.len()..whole.end,
            _ => whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_those_of_the_text() {
        let text = "<?xml version='1.0'?>\n<a xmlns:x = 'u' y=\"1\" >\n  <x:b z='&gt;'/>\n</a >";
        let spans = spans(text);
        assert_eq!(&text[spans[0].open.clone()], "<a xmlns:x = 'u' y=\"1\" >");
        assert_eq!(&text[spans[0].close.clone().unwrap()], "</a >");
        assert_eq!(&text[spans[0].attributes[0].value.clone()], "u");
        assert_eq!(&text[spans[0].attributes[0].range.clone()], "xmlns:x = 'u'");
        assert_eq!(&text[spans[0].attribute_end(text)..], " >\n  <x:b z='&gt;'/>\n</a >");
        assert_eq!(&text[spans[1].whole()], "<x:b z='&gt;'/>");
        assert_eq!(&text[spans[1].with_indent(text)], "\n  <x:b z='&gt;'/>");
        assert_eq!(&text[spans[1].name.clone()], "x:b");
    }
}
