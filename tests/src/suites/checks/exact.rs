//! Two files element by element: what of the one is not in the other as it was, or stands elsewhere.
//!
//! What means nothing is left out, and nothing else: prefixes (names are compared with their namespaces), the order of
//! attributes, declarations of namespaces, comments and processing instructions, white space between elements and at the
//! ends of texts, and how a character is written (`&quot;`, CDATA).
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::BTreeMap;

/// An element with everything in it.
#[derive(Debug, Default)]
pub struct Tree {
    /// Its namespace and name.
    pub name: (String, String),
    /// Its attributes, by namespace and name.
    pub attributes: BTreeMap<(String, String), String>,
    /// The text in it.
    pub text: String,
    /// The elements in it, in order.
    pub inside: Vec<Tree>,
    /// The line on which it begins, and on which its tag ends.
    pub lines: (u32, u32),
}

/// Something that is not as it was.
#[derive(Debug)]
pub struct Difference {
    /// What, for people.
    pub what: String,
    /// The id of the element.
    pub id: String,
    /// The lines of its tag in the first file.
    pub lines: (u32, u32),
    /// The values of its attributes, and its text: what it may refer to.
    pub names: Vec<String>,
}

/// Reads a file; none when it is no XML.
pub fn tree(text: &str) -> Option<Tree> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = NsReader::from_str(text);
    let (mut open, mut line, mut counted) = (vec![Tree::default()], 1, 0);
    let mut position = |to: usize| {
        line += text.get(counted..to).map_or(0, |passed| passed.matches('\n').count() as u32);
        counted = counted.max(to);
        line
    };
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let to = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if text[..to].ends_with('>') => {
                let lines = (position(from), position(to));
                let element = element(&reader, &tag, lines)?;
                if text[..to].ends_with("/>") {
                    open.last_mut()?.inside.push(element);
                } else {
                    open.push(element);
                }
            }
            Event::End(_) => {
                let done = open.pop()?;
                open.last_mut()?.inside.push(done);
            }
            Event::Text(part) => open.last_mut()?.text.push_str(&part.xml10_content()),
            Event::CData(part) => open.last_mut()?.text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => {
                let resolved = quick_xml::escape::unescape(&format!("&{};", &*name)).ok()?.into_owned();
                open.last_mut()?.text.push_str(&resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (open.len() == 1).then(|| open.remove(0).inside.into_iter().next()).flatten()
}

fn element(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>, lines: (u32, u32)) -> Option<Tree> {
    let named = |resolved: ResolveResult<'_>, local: &str| {
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => namespace.0.to_owned(),
            // Without a declaration the prefix stands for itself.
            ResolveResult::Unknown(prefix) => format!("?{prefix}"),
            ResolveResult::Unbound => String::new(),
        };
        (namespace, local.to_owned())
    };
    let (resolved, local) = reader.resolver().resolve_element(tag.name());
    let mut element = Tree { name: named(resolved, local.as_ref()), lines, ..Tree::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned();
        let (resolved, local) = reader.resolver().resolve_attribute(attribute.key);
        element.attributes.insert(named(resolved, local.as_ref()), value);
    }
    Some(element)
}

/// Everything that is not in `after` as it is in `before`, and everything that `after` has beside and that is not `new`.
pub fn differences(before: &Tree, after: &Tree, new: fn(&Tree) -> bool) -> Vec<Difference> {
    let mut found = vec![];
    compare(before, after, new, &mut found);
    found
}

fn compare(before: &Tree, after: &Tree, new: fn(&Tree) -> bool, found: &mut Vec<Difference>) {
    let id = before.id();
    let mut tell =
        |what: String| found.push(Difference { what, id: id.to_owned(), lines: before.lines, names: vec![] });
    if before.name != after.name {
        tell(format!("`{}` is `{}` of `{}` now", before.name.1, after.name.1, after.name.0));
    }
    for (name, value) in &before.attributes {
        match after.attributes.get(name) {
            None => tell(format!("`{}` of `{}` is gone", name.1, before.name.1)),
            Some(other) if other != value => {
                tell(format!("`{}` of `{}` was `{value}` and is `{other}`", name.1, before.name.1));
            }
            Some(_) => {}
        }
    }
    for (_, added) in after.attributes.keys().filter(|name| !before.attributes.contains_key(*name)) {
        tell(format!("`{added}` of `{}` is new", before.name.1));
    }
    if before.text.trim() != after.text.trim() {
        tell(format!("the text of `{}` was `{}` and is `{}`", before.name.1, before.text.trim(), after.text.trim()));
    }
    let mut rest = after.inside.as_slice();
    let added = |more: &[Tree], found: &mut Vec<Difference>| {
        for more in more.iter().filter(|more| !new(more)) {
            let what = format!("`{}` {} in `{}` is new", more.name.1, more.id(), before.name.1);
            found.push(Difference { what, id: more.id().to_owned(), lines: before.lines, names: more.names() });
        }
    };
    for child in &before.inside {
        if let Some(at) = rest.iter().position(|next| next.is_same(child)) {
            added(&rest[..at], found);
            compare(child, &rest[at], new, found);
            rest = &rest[at + 1..];
        } else {
            let what = format!("`{}` {} in `{}` is not in its place", child.name.1, child.id(), before.name.1);
            found.push(Difference { what, id: child.id().to_owned(), lines: child.lines, names: child.names() });
        }
    }
    added(rest, found);
}

impl Tree {
    fn id(&self) -> &str {
        self.attributes.get(&(String::new(), "id".to_owned())).map_or("", String::as_str)
    }

    fn names(&self) -> Vec<String> {
        self.attributes.values().cloned().chain([self.text.trim().to_owned()]).collect()
    }

    /// Is it the element that the other one was? One without an id is known by what it says.
    fn is_same(&self, other: &Tree) -> bool {
        let named = !self.id().is_empty() || !other.id().is_empty();
        let says = self.text.trim() == other.text.trim();
        self.name == other.name && if named { self.id() == other.id() || other.id().is_empty() } else { says }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let new = |tree: &Tree| tree.name.0 == "urn:new";
        let found = differences(&tree(before).unwrap(), &tree(after).unwrap(), new);
        found.into_iter().map(|difference| difference.what).collect()
    }

    #[test]
    fn what_means_nothing_makes_no_difference() {
        let before = "<a:x xmlns:a='urn:a' b='1' c='&lt;'>\n  <a:y/> <!-- c -->t&#10;<![CDATA[u]]></a:x>";
        let after = "<x xmlns='urn:a' xmlns:n='urn:new' c='<' b=\"1\"><y></y>t\nu<n:z/></x>".replace("'<'", "'&#60;'");
        assert_eq!(told(before, &after), [""; 0]);
    }

    #[test]
    fn whatever_is_lost_changed_moved_or_added_is_told() {
        let before = "<x><y id='1' a='v'/><y id='2'>text</y><e xmlns='urn:o'/></x>";
        assert_eq!(
            told(before, "<x><y id='2'>text</y><y id='1' a='v'/><e xmlns='urn:o'/></x>").len(),
            2,
            "order: one gone from its place, and new elsewhere"
        );
        assert_eq!(told(before, "<x><y id='1'/><y id='2'>text</y><e xmlns='urn:o'/></x>"), ["`a` of `y` is gone"]);
        assert_eq!(
            told(before, "<x><y id='1' a='w' b=''/><y id='2'>t</y><e xmlns='urn:o'/></x>"),
            ["`a` of `y` was `v` and is `w`", "`b` of `y` is new", "the text of `y` was `text` and is `t`"]
        );
        assert_eq!(told(before, "<x><y id='1' a='v'/><y id='2'>text</y></x>"), ["`e`  in `x` is not in its place"]);
        assert_eq!(told("<x/>", "<x><z/></x>"), ["`z`  in `x` is new"]);
    }
}
