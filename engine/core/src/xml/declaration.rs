//! The XML declaration, and what only it may be called.
use quick_xml::events::{BytesDecl, BytesStart};

/// Does it say a version, then perhaps an encoding, then perhaps whether it stands alone, and nothing else?
pub fn is_right(declaration: &BytesDecl<'_>) -> bool {
    let tag = BytesStart::from_content(&**declaration, "xml".len());
    let mut left: &[&str] = &["version", "encoding", "standalone"];
    for attribute in tag.attributes() {
        let Some((key, value)) = attribute.ok().map(|attribute| (attribute.key.0, attribute.value)) else {
            return false;
        };
        let Some(at) = left.iter().position(|name| *name == key) else { return false };
        let fits = match key {
            "version" => value.strip_prefix("1.").is_some_and(|rest| !rest.is_empty() && is_digits(rest)),
            "standalone" => matches!(&*value, "yes" | "no"),
            _ => value.starts_with(|first: char| first.is_ascii_alphabetic()),
        };
        // The version must be there, and stands first.
        if !fits || (at > 0 && left.len() == 3) {
            return false;
        }
        left = &left[at + 1..];
    }
    left.len() < 3
}

/// Is what stands between `<?` and `?>` an XML declaration as it should be?
pub fn is_declaration(inside: &str) -> bool {
    let named = inside.strip_prefix("xml").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
    named && is_right(&BytesDecl::from_start(BytesStart::from_content(inside, "xml".len())))
}

/// Is a processing instruction called like the declaration?
pub fn is_reserved(instruction: &str) -> bool {
    instruction.split_ascii_whitespace().next().is_some_and(|target| target.eq_ignore_ascii_case("xml"))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
