//! The variables of an instance for somebody who takes part in it and sees no more: what a form of the process hides from
//! whoever does a task is not to be read beside the form either.
use super::{Engine, check_forms};
use crate::Error;
use crate::api::VariableEntry;
use crate::projection::header;
use serde_json::Value;
use std::collections::BTreeSet;
use weir_core::form::Access;
use weir_core::process::Kind;
use weir_core::{InstanceId, Key, Process};

impl Engine {
    /// The variables without what a form of one of its tasks hides; to whoever started it, what they have filled in then is
    /// shown all the same.
    pub async fn variables_for(
        &self,
        person: &str,
        id: InstanceId,
        seen_from: Option<Key>,
    ) -> Result<Vec<VariableEntry>, Error> {
        let mut all = self.variables(id, seen_from).await?;
        let header = header(&self.shell().view(), id)?.ok_or_else(|| Error::not_found("instance", id))?;
        let process = self.shell().catalogue.process(&header.definition)?;
        let own =
            if header.initiator.as_deref() == Some(person) { self.of_start_form(&process) } else { BTreeSet::new() };
        let hidden: Vec<String> =
            self.hidden_in_forms(&process).into_iter().filter(|path| !own.contains(path)).collect();
        all.retain_mut(|entry| hidden.iter().all(|path| !conceals(path, entry)));
        Ok(all)
    }

    /// The fields that the start form has.
    fn of_start_form(&self, process: &Process) -> BTreeSet<String> {
        let named = process.start_form.as_ref().and_then(|form| form.reference.as_ref());
        let form = named.and_then(|named| check_forms::found(named, self.shell(), &[]));
        form.iter().flat_map(|form| form.paths()).collect()
    }

    /// The fields that the forms of its tasks hide from whoever does them.
    fn hidden_in_forms(&self, process: &Process) -> BTreeSet<String> {
        let mut hidden = BTreeSet::new();
        for element in process.graph.node_weights() {
            let Kind::UserTask(task) = &element.kind else { continue };
            let Some(named) = task.form_reference.as_deref() else { continue };
            let fields = check_forms::found(named, self.shell(), &[]);
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
