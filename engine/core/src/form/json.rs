//! JSON with places: what stands where in the file, so that a finding can point at it.
//!
//! The library reads and judges the text; the walk here only finds out where its values begin, and may take for granted
//! that the text is JSON.
use crate::problem::{Place, Problem};
use serde_json::Value;

/// How deep a form may be nested.
const DEPTH_MAX: usize = 64;

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where.
    pub place: Place,
    /// What.
    pub value: Inner,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Inner {
    /// Neither object nor list.
    Plain(Value),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order of the file.
    Object(Vec<(String, Node)>),
}

/// Reads a file. One that is no JSON, or that says something twice, is refused with the place.
pub fn read(bytes: &[u8]) -> Result<Node, Problem> {
    let wrong = |line: usize, column: usize, message: String| {
        let place = Place { line: line as u32, column: column as u32 };
        Problem::error("form-not-json", None, place, message)
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = serde_json::from_slice::<Value>(bytes) {
        return Err(wrong(error.line(), error.column(), format!("the file is no JSON: {error}")));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| wrong(1, 1, "the file is not UTF-8".to_owned()))?;
    let mut walk = Walk { rest: text, line: 1, column: 1, twice: None };
    let node = walk.node(0).ok_or_else(|| wrong(1, 1, format!("the file is nested deeper than {DEPTH_MAX}")))?;
    match walk.twice {
        None => Ok(node),
        Some((name, place)) => {
            let message = format!("`{name}` stands twice in one object: only one of them could count");
            Err(Problem::error("form-property-twice", None, place, message))
        }
    }
}

struct Walk<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
    twice: Option<(String, Place)>,
}

impl Walk<'_> {
    /// The next value; none when it is nested too deeply.
    fn node(&mut self, depth: usize) -> Option<Node> {
        self.blanks();
        let place = self.place();
        let value = match self.rest.chars().next()? {
            _ if depth > DEPTH_MAX => return None,
            '{' => Inner::Object(self.object(depth)?),
            '[' => {
                let mut items = vec![];
                self.step(1);
                while !self.closes(']') {
                    items.push(self.node(depth + 1)?);
                }
                Inner::List(items)
            }
            '"' => Inner::Plain(self.string().into()),
            _ => {
                let end = self.rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(self.rest.len());
                Inner::Plain(serde_json::from_str(self.step(end)).ok()?)
            }
        };
        Some(Node { place, value })
    }

    fn object(&mut self, depth: usize) -> Option<Vec<(String, Node)>> {
        let mut entries: Vec<(String, Node)> = vec![];
        self.step(1);
        while !self.closes('}') {
            let place = self.place();
            let name = self.string();
            self.blanks();
            self.step(1); // the colon
            if entries.iter().any(|(other, _)| *other == name) {
                self.twice.get_or_insert((name.clone(), place));
            }
            entries.push((name, self.node(depth + 1)?));
        }
        Some(entries)
    }

    /// Is this the end of a list or an object? Commas between its parts are passed.
    fn closes(&mut self, end: char) -> bool {
        self.blanks();
        if self.rest.starts_with(',') {
            self.step(1);
            self.blanks();
        }
        let closed = self.rest.starts_with(end) || self.rest.is_empty();
        if closed && !self.rest.is_empty() {
            self.step(1);
        }
        closed
    }

    fn string(&mut self) -> String {
        let bytes = self.rest.as_bytes();
        let mut end = 1;
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        serde_json::from_str(self.step((end + 1).min(bytes.len()))).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let blank = self.rest.len() - self.rest.trim_start_matches([' ', '\n', '\r', '\t']).len();
        self.step(blank);
    }

    fn step(&mut self, bytes: usize) -> &str {
        let (passed, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        match passed.rfind('\n') {
            Some(at) => {
                self.line += passed.matches('\n').count() as u32;
                self.column = 1 + passed[at + 1..].chars().count() as u32;
            }
            None => self.column += passed.chars().count() as u32,
        }
        passed
    }

    fn place(&self) -> Place {
        Place { line: self.line, column: self.column }
    }
}

impl Node {
    /// The entry of that name, when this is an object.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries().iter().find(|(other, _)| other == name).map(|(_, node)| node)
    }

    /// The entries of an object; of anything else none.
    pub fn entries(&self) -> &[(String, Node)] {
        if let Inner::Object(entries) = &self.value { entries } else { &[] }
    }

    /// The text that it is.
    pub fn text(&self) -> Option<&str> {
        if let Inner::Plain(Value::String(text)) = &self.value { Some(text) } else { None }
    }

    /// True or false.
    pub fn truth(&self) -> Option<bool> {
        if let Inner::Plain(Value::Bool(truth)) = &self.value { Some(*truth) } else { None }
    }

    /// As a value without places.
    pub fn to_json(&self) -> Value {
        match &self.value {
            Inner::Plain(value) => value.clone(),
            Inner::List(items) => items.iter().map(Node::to_json).collect(),
            Inner::Object(entries) => {
                Value::Object(entries.iter().map(|(name, node)| (name.clone(), node.to_json())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_back_and_know_where_they_stand() {
        let text = "{\n  \"a\": [1, true, \"\\u4e2d\\\"x\" , {}],\n  \"b\": {\"c\":-1.5e3}}";
        let node = read(text.as_bytes()).unwrap();
        assert_eq!(node.to_json(), json!({"a": [1, true, "中\"x", {}], "b": {"c": -1500.0}}));
        assert_eq!(node.get("b").unwrap().get("c").unwrap().place, Place { line: 3, column: 13 });
    }

    #[test]
    fn what_is_no_json_or_stands_twice_is_told_with_its_place() {
        let told = |text: &str| read(text.as_bytes()).map_err(|p| (p.code, p.place.line, p.place.column)).unwrap_err();
        assert_eq!(told("{\n\"a\": }"), ("form-not-json".into(), 2, 6));
        assert_eq!(told("{\"a\": 1,\n \"a\": 2}"), ("form-property-twice".into(), 2, 2));
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(told(&deep).0, "form-not-json");
    }
}
