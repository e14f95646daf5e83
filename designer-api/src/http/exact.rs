//! What JSON says and nobody could keep: a key twice in an object, of which one would be lost, and a number that no double
//! has, of which another would be stored. Both are refused at the door, with the path to them.
use super::Refusal;
use std::borrow::Cow;
use weir_core::exact::is_exact;

/// How many objects and arrays an answer names on the way to what is wrong; deeper ones are left out.
const PATH_MAX: usize = 16;

/// An object or array that is being read.
enum Open<'a> {
    Object(Vec<Cow<'a, str>>),
    Array(usize),
}

/// Looks through text that a parser has accepted: so its brackets fit, its strings end, and it is not nested too deep.
pub fn check(text: &[u8]) -> Result<(), Refusal> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let (mut at, mut key_comes) = (0, false);
    while let Some(byte) = text.get(at) {
        match byte {
            b'{' => {
                open.push(Open::Object(Vec::new()));
                key_comes = true;
            }
            b'[' => {
                open.push(Open::Array(0));
                key_comes = false;
            }
            b'}' => {
                if let Some(Open::Object(keys)) = open.pop() {
                    each_once(keys, &open)?;
                }
            }
            b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Open::Array(index)) => *index += 1,
                _ => key_comes = true,
            },
            b'"' => {
                let end = string_end(text, at);
                if let (true, Some(Open::Object(keys))) = (key_comes, open.last_mut()) {
                    keys.push(unescaped(&text[at..end]));
                    key_comes = false;
                }
                at = end;
                continue;
            }
            b'-' | b'0'..=b'9' => {
                let number = number(&text[at..]);
                if !is_exact(number) {
                    let path = path(&open);
                    let detail = format!("`{path}`: {number} would be stored as another number: send it as text");
                    return Err(Refusal::bad("number-not-exact", detail));
                }
                at += number.len();
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// Behind the closing quote.
fn string_end(text: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn unescaped(quoted: &[u8]) -> Cow<'_, str> {
    let inner = &quoted[1..quoted.len() - 1];
    if inner.contains(&b'\\') {
        return serde_json::from_slice::<String>(quoted).unwrap_or_default().into();
    }
    String::from_utf8_lossy(inner)
}

fn number(text: &[u8]) -> &str {
    let end = text.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    std::str::from_utf8(&text[..end.unwrap_or(text.len())]).unwrap_or_default()
}

fn each_once(mut keys: Vec<Cow<'_, str>>, around: &[Open<'_>]) -> Result<(), Refusal> {
    keys.sort_unstable();
    let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) else { return Ok(()) };
    let path = [path(around), pair[0].to_string()].into_iter().filter(|part| !part.is_empty());
    let path = path.collect::<Vec<_>>().join(".");
    Err(Refusal::bad("duplicate-key", format!("`{path}` stands twice in its object: only one could be kept")))
}

/// Where the innermost value stands: `variables.order.items[2]`.
fn path(open: &[Open<'_>]) -> String {
    let mut path = String::new();
    for part in open.iter().take(PATH_MAX) {
        match part {
            Open::Object(keys) => {
                let dot = if path.is_empty() { "" } else { "." };
                path = path + dot + keys.last().map_or("", |key| key);
            }
            Open::Array(index) => path = format!("{path}[{index}]"),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<(String, String)> {
        serde_json::from_str::<serde_json::Value>(text).expect("a parser has accepted it");
        let mut refusal = check(text.as_bytes()).err()?;
        let document = refusal.document();
        Some((document.code.to_string(), document.detail.clone()))
    }

    #[test]
    fn a_key_stands_once_in_its_object() {
        for right in [
            r#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "c": "{\"a\": 1, \"a\": 2}"}"#,
            "{}",
            r#"{"variables": {"x": "a", "y": "a", "a\"": 1, "a": 2}}"#,
        ] {
            assert_eq!(refused(right), None, "{right}");
        }
        for (wrong, path) in [
            (r#"{"a": 1, "a": 2}"#, "`a`"),
            (r#"{"a": 1, "b": [], "\u0061": 2}"#, "`a`"),
            (r#"{"variables": {"order": [0, {"n": 1, "m": {}, "n": 1}]}}"#, "`variables.order[1].n`"),
        ] {
            let (code, detail) = refused(wrong).unwrap_or_else(|| panic!("{wrong}"));
            assert!(code == "duplicate-key" && detail.starts_with(path), "{detail}");
        }
    }

    #[test]
    fn a_number_is_stored_as_it_was_written() {
        for right in [
            "0",
            "-0",
            "0.1",
            "1.10",
            "1e3",
            "-1E+2",
            "0.30000000000000004",
            "9223372036854775807",
            "18446744073709551615",
            "0.10000000000000001",
            "1e22",
            "100000000000000000000000",
            "5e-324",
            "1.7976931348623157e308",
            "0.000",
        ] {
            assert_eq!(refused(&format!("[{right}]")), None, "{right}");
        }
        for wrong in [
            "123456789012345678901234567890",
            "18446744073709551617",
            "-9223372036854775809",
            "1234567890123456.7",
            "0.1234567890123456789",
            "1e-400",
            "1234567890123456789.5",
        ] {
            let (code, detail) =
                refused(&format!(r#"{{"a": [1, {{"b": {wrong}}}]}}"#)).unwrap_or_else(|| panic!("{wrong}"));
            assert!(code == "number-not-exact" && detail.starts_with("`a[1].b`: "), "{detail}");
        }
    }
}
