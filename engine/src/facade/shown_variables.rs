//! The variables of an instance for somebody who takes part in it and sees no more: what a form of the process hides from
//! whoever does a task is not to be read beside the form either.
use super::Engine;
use super::check_forms::Deployable;
use crate::Error;
use crate::api::VariableEntry;
use crate::keys::{Bytes, Reader};
use crate::projection::header;
use crate::store::Table;
use serde_json::Value;
use std::collections::BTreeSet;
use weir_core::form::Access;
use weir_core::instance::Header;
use weir_core::process::{Call, Element, Kind, Mapping, Value as Said};
use weir_core::{InstanceId, Key, Process};

/// So many called instances are looked at.
const CALLED_MAX: usize = 500;

impl Engine {
    /// The variables without what a form of one of its tasks hides, or one of a task of those that called it; to whoever
    /// started it, what they have filled in then is shown all the same.
    pub async fn variables_for(
        &self,
        person: &str,
        id: InstanceId,
        seen_from: Option<Key>,
    ) -> Result<Vec<VariableEntry>, Error> {
        let mut all = self.variables(id, seen_from).await?;
        conceal(&self.hidden_from(person, id)?, &mut all);
        Ok(all)
    }

    /// The paths in the variables of an instance that somebody does not see who only takes part in it. What one that called it
    /// hides is hidden in it too, and so is what one that it has called hides and gives back, under the names that they have
    /// here.
    pub(super) fn hidden_from(&self, person: &str, id: InstanceId) -> Result<BTreeSet<String>, Error> {
        let view = self.shell().view();
        let found = header(&view, id)?.ok_or_else(|| Error::not_found("instance", id))?;
        let mut line = vec![found];
        // Calls lie only so deep, and none calls what called it.
        while let Some(parent) = line[line.len() - 1].parent.as_ref().map(|parent| parent.instance) {
            let Some(above) = header(&view, parent)? else { break };
            line.push(above);
        }
        let (mut hidden, mut caller) = (BTreeSet::new(), None::<std::sync::Arc<Process>>);
        for header in line.iter().rev() {
            let process = self.shell().catalogue.process(&header.definition)?;
            if let Some(caller) = &caller {
                hidden = carried(caller, process.id().as_str(), &hidden);
            }
            hidden.extend(self.hidden_in_forms(header, &process));
            hidden.extend(self.hidden_below(header.id, &process, &mut { CALLED_MAX })?);
            // Whoever is called fills in no form: what stands in it came from somebody else.
            if header.initiator.as_deref() == Some(person) && header.parent.is_none() && !hidden.is_empty() {
                let own = self.filled_in_at_start(header, &process);
                hidden.retain(|path| !own.contains(path));
            }
            caller = Some(process);
        }
        Ok(hidden)
    }

    /// What comes back from called instances and is hidden in them; what an instance calls again and again is of few definitions,
    /// so that not all of them need be looked at.
    fn hidden_below(&self, id: InstanceId, process: &Process, left: &mut usize) -> Result<BTreeSet<String>, Error> {
        let mut hidden = BTreeSet::new();
        if !process.graph.node_weights().any(|element| matches!(element.kind, Kind::CallActivity(_))) {
            return Ok(hidden);
        }
        let (start, end) = Bytes::new().instance(id).prefix();
        let mut known = BTreeSet::new();
        for (key, _) in self.shell().store.scan(Table::Child, &start, &end, *left)? {
            *left = left.saturating_sub(1);
            let Some(child) = Reader(&key[start.len()..]).instance() else { continue };
            let Some(called) = header(&self.shell().view(), child)? else { continue };
            if !known.insert(called.definition.clone()) {
                continue;
            }
            let process_called = self.shell().catalogue.process(&called.definition)?;
            let mut theirs = self.hidden_in_forms(&called, &process_called);
            theirs.extend(self.hidden_below(child, &process_called, left)?);
            hidden.extend(given_back(process, process_called.id().as_str(), &theirs));
        }
        Ok(hidden)
    }

    /// The fields that whoever started it has filled in then.
    fn filled_in_at_start(&self, header: &Header, process: &Process) -> BTreeSet<String> {
        let release = self.shell().catalogue.find(&header.definition);
        let tenant = release.as_ref().and_then(|release| release.definition.tenant.as_deref());
        let forms = Deployable { shell: self.shell(), tenant, new: &[] };
        let named = process.start_form.as_ref().and_then(|form| form.reference.as_ref());
        named.and_then(|named| forms.found(named)).iter().flat_map(|form| form.paths()).collect()
    }

    /// The fields that the forms of its tasks hide from whoever does them.
    fn hidden_in_forms(&self, header: &Header, process: &Process) -> BTreeSet<String> {
        let release = self.shell().catalogue.find(&header.definition);
        let tenant = release.as_ref().and_then(|release| release.definition.tenant.as_deref());
        let forms = Deployable { shell: self.shell(), tenant, new: &[] };
        let mut hidden = BTreeSet::new();
        for element in process.graph.node_weights() {
            let Kind::UserTask(task) = &element.kind else { continue };
            let Some(named) = task.form_reference.as_deref() else { continue };
            let fields = forms.found(named);
            let fields =
                fields.iter().flat_map(|form| form.paths()).chain(named.permissions.fields().map(str::to_owned));
            hidden.extend(fields.filter(|field| {
                let path: Vec<&str> = field.split('.').collect();
                named.permissions.access(&path) == Access::Hidden
            }));
        }
        hidden
    }
}

/// What of the variables of one that is called is hidden, as it is called where it comes back.
fn given_back(caller: &Process, key: &str, hidden: &BTreeSet<String>) -> BTreeSet<String> {
    let mut back = BTreeSet::new();
    if hidden.is_empty() {
        return back;
    }
    for Element { kind, outputs, .. } in caller.graph.node_weights() {
        let Kind::CallActivity(call) = kind else { continue };
        if matches!(&call.process, Said::Fixed(id) if id != key) {
            continue;
        }
        if call.return_all {
            back.extend(hidden.iter().cloned());
        }
        back.extend(mapped(outputs, hidden));
    }
    // What each of several gives is collected under another name.
    for element in caller.graph.node_weights() {
        let Kind::MultiInstance(looped) = &element.kind else { continue };
        let (Some(collection), Some(each)) = (&looped.output_collection, &looped.output_element) else { continue };
        let mut roots = hidden.iter().chain(&back).map(|path| path.split('.').next().unwrap_or(path));
        if roots.any(|root| each.variables().contains(root)) {
            back.insert(collection.clone());
        }
    }
    back
}

/// The names that mappings give to what is hidden. Of a table that goes over as it is, what was hidden of it; whatever is made
/// of it otherwise is hidden whole.
fn mapped<'a>(mappings: &'a [Mapping], hidden: &'a BTreeSet<String>) -> impl Iterator<Item = String> + 'a {
    mappings.iter().flat_map(move |Mapping { source, target, .. }| {
        hidden.iter().filter_map(move |path| {
            let (root, inside) = path.split_once('.').map_or((path.as_str(), None), |(r, i)| (r, Some(i)));
            if !source.variables().contains(root) {
                return None;
            }
            Some(match inside.filter(|_| source.text().trim_start_matches('=').trim() == root) {
                Some(inside) => format!("{target}.{inside}"),
                None => target.clone(),
            })
        })
    })
}

/// What of the variables of one that calls is hidden, as it is called in the one that it calls.
fn carried(caller: &Process, key: &str, hidden: &BTreeSet<String>) -> BTreeSet<String> {
    let mut carried = BTreeSet::new();
    if hidden.is_empty() {
        return carried;
    }
    let may_be = |call: &Call| !matches!(&call.process, Said::Fixed(id) if id != key);
    for Element { kind, inputs, .. } in caller.graph.node_weights() {
        let Kind::CallActivity(call) = kind else { continue };
        if !may_be(call) {
            continue;
        }
        if call.pass_all {
            carried.extend(hidden.iter().cloned());
        }
        carried.extend(mapped(inputs, hidden));
    }
    carried
}

/// Takes what is hidden out of variables.
pub(super) fn conceal(hidden: &BTreeSet<String>, all: &mut Vec<VariableEntry>) {
    all.retain_mut(|entry| !hidden.iter().any(|path| conceals(path, entry)));
}

/// Takes what stands at this path out of a variable; true where that is all of it.
fn conceals(path: &str, entry: &mut VariableEntry) -> bool {
    match path.split_once('.') {
        None => path == entry.name,
        Some((name, rest)) => {
            if name == entry.name {
                take_out(&mut entry.value, rest);
            }
            false
        }
    }
}

/// The rows of a table have no part in the path.
fn take_out(value: &mut Value, path: &str) {
    match value {
        Value::Array(rows) => rows.iter_mut().for_each(|row| take_out(row, path)),
        Value::Object(fields) => match path.split_once('.') {
            None => drop(fields.remove(path)),
            Some((name, rest)) => {
                if let Some(inner) = fields.get_mut(name) {
                    take_out(inner, rest);
                }
            }
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_hidden_is_taken_out_of_tables_and_groups_too() {
        let entry = |name: &str, value| VariableEntry { scope: 0, name: name.to_owned(), value };
        assert!(conceals("salary", &mut entry("salary", json!(7))));
        assert!(!conceals("salary", &mut entry("salaryBand", json!(7))));
        let mut items =
            entry("items", json!([{"price": 1, "what": "pen"}, {"price": 2, "note": {"inner": 3, "x": 4}}]));
        assert!(!conceals("items.price", &mut items) && !conceals("items.note.inner", &mut items));
        assert_eq!(items.value, json!([{"what": "pen"}, {"note": {"x": 4}}]));
    }
}
