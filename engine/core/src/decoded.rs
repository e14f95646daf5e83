//! Text in the encodings in which offices save their tables.
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;

/// The text of a file: UTF-8, or what its byte order mark says, else GB18030, in which Chinese spreadsheets write (GBK and
/// GB 2312 are parts of it). None where it is none of these.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let told = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    told.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes).filter(|_| mark == 0))
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
}
