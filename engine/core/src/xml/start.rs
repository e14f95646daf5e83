//! A start tag: its attributes, namespaces and name.
use super::limits::{ATTRIBUTES_MAX, NAMESPACES_MAX, VALUE_MAX};
use super::parse::{Fault, fault, is_character};
use super::scope::Scopes;
use super::tree::{Attribute, Name};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An attribute as written: offset of its name in the file, name, value with entities resolved.
type Raw<'a> = (usize, &'a str, String);

/// The attributes of a tag as written. The offsets come from where the names lie in `text`.
pub fn attributes<'a>(text: &str, tag: &'a BytesStart<'_>) -> Result<Vec<Raw<'a>>, (usize, Fault)> {
    let mut list = Vec::new();
    let start = offset(text, tag);
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| (start, fault("xml-malformed", error.to_string())))?;
        let at = offset(text, attribute.key.0);
        if list.len() == ATTRIBUTES_MAX {
            return Err((at, fault("xml-too-many-attributes", format!("more than {ATTRIBUTES_MAX} attributes"))));
        }
        if attribute.value.len() > VALUE_MAX {
            return Err((at, fault("xml-too-large", format!("an attribute value of more than {VALUE_MAX} bytes"))));
        }
        if !text[..at].ends_with(|before: char| before.is_ascii_whitespace()) {
            return Err((at, fault("xml-malformed", format!("a space is missing before `{}`", attribute.key.0))));
        }
        if attribute.value.contains('<') {
            return Err((at, fault("xml-malformed", "`<` in an attribute value; write `&lt;`")));
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| (at, fault("xml-entity", error.to_string())))?;
        if !value.chars().all(is_character) {
            return Err((at, fault("xml-character", "a character that XML does not allow")));
        }
        list.push((at, attribute.key.0, value.into_owned()));
    }
    Ok(list)
}

/// Takes the namespace declarations out of the attributes and opens their scope.
pub fn declare(scopes: &mut Scopes, outer: usize, raw: &[Raw<'_>]) -> Result<usize, (usize, Fault)> {
    let mut bindings: Vec<(Arc<str>, Arc<str>)> = Vec::new();
    for (at, name, value) in raw {
        let Some(prefix) = declared(name) else { continue };
        let reserved = prefix == "xmlns" || (prefix == "xml") != (value == super::XML);
        if reserved || (!prefix.is_empty() && value.is_empty()) {
            return Err((*at, fault("xml-namespace", format!("`{name}` cannot be bound to `{value}`"))));
        }
        if bindings.iter().any(|(bound, _)| &**bound == prefix) {
            return Err((*at, fault("xml-duplicate-attribute", format!("`{name}` stands here twice"))));
        }
        bindings.push((prefix.into(), value.as_str().into()));
    }
    let at = raw.first().map_or(0, |(at, ..)| *at);
    let message = || format!("more than {NAMESPACES_MAX} namespace declarations in force");
    scopes.push(outer, bindings).ok_or_else(|| (at, fault("xml-too-many-namespaces", message())))
}

/// The attributes that are not namespace declarations, with their namespaces; no two may have the same name.
pub fn resolve(
    scopes: &Scopes,
    scope: usize,
    raw: Vec<Raw<'_>>,
    mut place: impl FnMut(usize) -> crate::Place,
) -> Result<Vec<Attribute>, (usize, Fault)> {
    let mut list = Vec::with_capacity(raw.len());
    let mut seen = BTreeSet::new();
    for (at, written, value) in raw {
        if declared(written).is_some() {
            continue;
        }
        let name = name(scopes, scope, written, false).map_err(|fault| (at, fault))?;
        if !seen.insert((name.namespace.clone(), name.local.clone())) {
            return Err((at, fault("xml-duplicate-attribute", format!("attribute `{written}` stands here twice"))));
        }
        list.push(Attribute { name, value, place: place(at) });
    }
    Ok(list)
}

/// A written name with its namespace. The default namespace holds for elements, not for attributes.
pub fn name(scopes: &Scopes, scope: usize, written: &str, element: bool) -> Result<Name, Fault> {
    let (prefix, local) = written.split_once(':').unwrap_or(("", written));
    if !is_name(local) || (written.contains(':') && !is_name(prefix)) {
        return Err(fault("xml-malformed", format!("`{written}` is not a name")));
    }
    let namespace =
        if prefix.is_empty() && !element { Some(scopes.none()) } else { scopes.find(scope, prefix).cloned() };
    let namespace =
        namespace.ok_or_else(|| fault("xml-namespace", format!("prefix `{prefix}` of `{written}` is not declared")))?;
    Ok(Name { namespace, prefix: prefix.into(), local: local.to_owned() })
}

/// May something be called this? What is not ASCII is not looked at more closely.
fn is_name(part: &str) -> bool {
    let begins = |letter: char| letter == '_' || letter.is_ascii_alphabetic() || !letter.is_ascii();
    part.starts_with(begins) && part.chars().all(|c| begins(c) || c.is_ascii_digit() || matches!(c, '-' | '.'))
}

/// The prefix that an attribute declares: empty for `xmlns`, `a` for `xmlns:a`.
fn declared(name: &str) -> Option<&str> {
    if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") }
}

/// Where a part of `text` begins in it: the tag and its names are slices of the file, never copies.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}
