//! Text in the encodings in which offices save their tables.
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;
use std::fmt;

/// The text of a file: UTF-8, or what its byte order mark says, else GB18030, in which Chinese spreadsheets write (GBK and
/// GB 2312 are parts of it). None where it is none of these.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let told = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    told.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes).filter(|_| mark == 0))
}

/// A quote in a table of CSV that nothing closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenQuote {
    /// On which line, from 1.
    pub line: u64,
    /// Behind so many bytes.
    pub byte: usize,
}

impl fmt::Display for OpenQuote {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a cell begins with a quotation mark that is not closed, and would take in all that follows")
    }
}

/// The quote in a table of CSV (RFC 4180) that nothing closes, if there is one: a reader takes all behind it for the text of
/// one cell.
#[must_use]
pub fn open_quote(table: &str, delimiter: u8) -> Option<OpenQuote> {
    #[derive(PartialEq)]
    enum At {
        Start,
        Plain,
        Quoted,
        Quote,
    }
    let (mut at, mut line, mut opened) = (At::Start, 1, OpenQuote { line: 1, byte: 0 });
    for (place, byte) in table.bytes().enumerate() {
        at = match (at, byte) {
            (At::Start, b'"') => {
                opened = OpenQuote { line, byte: place };
                At::Quoted
            }
            (At::Quoted, b'"') => At::Quote,
            // Two are one that is meant.
            (At::Quoted, _) | (At::Quote, b'"') => At::Quoted,
            (_, b'\n' | b'\r') => At::Start,
            (_, other) if other == delimiter => At::Start,
            _ => At::Plain,
        };
        line += u64::from(byte == b'\n');
    }
    (at == At::Quoted).then_some(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        let text = "kind,id,name\nperson,张三,张三（销售部）\n";
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        let marked = ["\u{feff}", text].concat();
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &gbk, &utf16, marked.as_bytes()] {
            assert_eq!(decoded(bytes).as_deref(), Some(text));
        }
        assert_eq!(decoded(b"name\n\xff\xff\n"), None);
        assert_eq!(decoded(b"\xef\xbb\xbfname\n\xb0\xa1\n"), None, "its mark says that it is UTF-8");
    }

    #[test]
    fn a_quote_that_nothing_closes_is_found_by_its_line() {
        let told = |table: &str| open_quote(table, b',').map(|open| open.line);
        for sound in
            ["", "a,b\n", "\"a\"", "\"a\"\"b\",c\n", "\"a\nb\"\n\"\"", "a\"b,c\n", "a,\"b\"x\"y\n", "\"\"\"\"\n"]
        {
            assert_eq!(told(sound), None, "{sound}");
        }
        assert_eq!(told("\"a"), Some(1));
        assert_eq!(told("a,b\r\nc,\"d\r\ne,f\r\n"), Some(2));
        assert_eq!(told("\"a\nb\",c\nd,\"\"\"e\n"), Some(3), "the second of its quotes is meant");
        assert_eq!(open_quote("a\nb;\"c", b';'), Some(OpenQuote { line: 2, byte: 4 }));
        assert_eq!(told("a\nb;\"c"), None, "not at the start of a cell");
    }
}
