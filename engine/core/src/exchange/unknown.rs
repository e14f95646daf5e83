//! Names that BPMN does not know: almost right ones are put right, all others are taken out, for they cannot be executed
//! and must not be ignored in silence.
use super::File;
use super::edit::Edit;
use super::wellformed::Fix;
use crate::catalogue::nearest::nearest;
use crate::catalogue::{BPMN, Content, Entry, Family, entries, find};
use std::collections::BTreeSet;

/// Unknown elements and attributes of BPMN.
pub fn look(file: &File<'_>) -> Vec<Fix> {
    let mut gone = BTreeSet::new();
    let mut fixes = vec![];
    for number in 0..file.spans.len() {
        let parent = file.document.element(number).parent;
        if parent.is_some_and(|parent| gone.contains(&parent)) {
            gone.insert(number);
            continue;
        }
        if let Some(entry) = file.document.entry(number) {
            fixes.extend(attributes(file, number, entry));
        } else if let Some(around) = parent.and_then(|parent| file.document.entry(parent))
            && around.family != Family::Extension
            && around.content != Content::Text
            && let Some((edits, code, message)) = element(file, number)
        {
            if code == "repair-unknown-element" {
                gone.insert(number);
            }
            fixes.extend(edits.into_iter().map(|edit| file.fix(number, code, edit, message.clone())));
        }
    }
    fixes
}

fn attributes(file: &File<'_>, number: usize, entry: &Entry) -> Vec<Fix> {
    let mut fixes = vec![];
    for attribute in &file.document.element(number).attributes {
        let name = &attribute.name.local;
        let foreign = !attribute.name.namespace.is_empty() && &*attribute.name.namespace != BPMN;
        let written = attribute.name.to_string();
        if foreign || (entry.attribute(name).is_some() && attribute.name.namespace.is_empty()) {
            continue;
        }
        let Some(span) = file.spans[number].attribute(&written) else { continue };
        let known = entry.attributes.iter().copied().flatten().map(|a| a.name);
        let meant = entry.attribute(name).map(|a| a.name).or_else(|| nearest(name, known));
        let meant = meant.filter(|meant| file.document.element(number).get(meant).is_none());
        let (edit, code, message) = match meant {
            Some(meant) => (
                Edit::replace(span.range.start..span.range.start + written.len(), meant),
                "repair-unknown-name",
                format!("`{}` has no attribute `{written}`; it is read as `{meant}`", entry.tag),
            ),
            None => (
                file.unset(number, &written).expect("the attribute is there"),
                "repair-unknown-attribute",
                format!("`{}` has no attribute `{written}`; it is taken out", entry.tag),
            ),
        };
        fixes.push(file.fix(number, code, edit, message));
    }
    fixes
}

/// An element that is not of BPMN where only such may stand.
fn element(file: &File<'_>, number: usize) -> Option<(Vec<Edit>, &'static str, String)> {
    let name = &file.document.element(number).name;
    let (bpmn, none) = (&*name.namespace == BPMN, name.namespace.is_empty());
    if !bpmn && !none {
        return None;
    }
    let known = find(&name.local).map(|e| e.tag);
    let meant = known.or_else(|| entries().map(|e| e.tag).find(|tag| tag.eq_ignore_ascii_case(&name.local)));
    let Some(meant) = meant else {
        let message = format!("BPMN has no element `{name}`; it is taken out with everything in it");
        return Some((vec![file.remove(number)], "repair-unknown-element", message));
    };
    let right = format!("{}{meant}", file.prefix());
    let span = &file.spans[number];
    let mut edits = vec![Edit::replace(span.name.clone(), &right)];
    if let Some(close) = &span.close {
        edits.push(Edit::replace(close.clone(), format!("</{right}>")));
    }
    let message = format!("`{name}` is no element of BPMN; it is read as `{right}`");
    Some((edits, "repair-unknown-name", message))
}
