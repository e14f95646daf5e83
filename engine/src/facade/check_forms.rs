//! The forms of a deployment, checked: each by itself, and those that its models name.
use super::check_decisions::unknown_parameter;
use crate::api::{FormDefinition, Resource, ResourceProblem};
use crate::paging::to_hex;
use crate::partition::NewForm;
use crate::shell::Shell;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::form::{Form, FormReference, read};
use weir_core::process::Kind;
use weir_core::wait::Bound;
use weir_core::{ElementId, Place, Problem, Process, Timestamp};

/// Is it a form, by its name?
pub fn is_form(file: &Resource) -> bool {
    file.name.to_ascii_lowercase().ends_with(".form")
}

/// The forms of these files, and what is doubtful about them. `declared` are the rule parameters there are.
pub fn forms(
    files: &[&Resource],
    declared: &dyn Fn(&str) -> bool,
    problems: &mut Vec<ResourceProblem>,
) -> Vec<(NewForm, Arc<Form>)> {
    let (mut forms, mut owners) = (vec![], BTreeMap::<String, String>::new());
    for file in files {
        let (form, mut found) = read(&file.bytes);
        if let Some(form) = form {
            let id = ElementId::from(form.id.as_str());
            let unknown = form.parameters.iter().filter(|(name, _)| !declared(name));
            found.extend(unknown.map(|(name, place)| unknown_parameter(&id, *place, name)));
            if let Some(other) = owners.insert(form.id.clone(), file.name.clone()) {
                let message = format!("form `{}` is also in `{other}`", form.id);
                found.push(Problem::error("form-twice", Some(&id), Place { line: 1, column: 1 }, message));
            }
            forms.push((described(&form, file), Arc::new(form)));
        }
        problems.extend(found.into_iter().map(|problem| ResourceProblem { resource: file.name.clone(), problem }));
    }
    forms
}

fn described(form: &Form, file: &Resource) -> NewForm {
    NewForm {
        definition: FormDefinition {
            id: String::new(),
            form: form.id.clone(),
            version: 0,
            version_tag: form.version_tag.clone(),
            resource: file.name.clone(),
            checksum: to_hex(&Sha256::digest(&file.bytes)),
            deployment: String::new(),
            deployed: Timestamp(0),
            deployed_by: String::new(),
            latest: true,
            tenant: None,
            name: form.name.clone(),
        },
    }
}

/// What is doubtful about the forms that a process names: whether they are there, and have the fields that it speaks of.
pub fn named(process: &Process, asked: &Deployable) -> Vec<Problem> {
    references(process).flat_map(|(element, named)| judged(element, named, asked)).collect()
}

/// The variables that the forms of a process fill in.
pub fn fields(process: &Process, asked: &Deployable) -> BTreeSet<String> {
    let forms = references(process).filter_map(|(_, named)| asked.found(named));
    let variable = |path: String| path.split('.').next().unwrap_or_default().to_owned();
    forms.flat_map(|form| form.paths()).map(variable).collect()
}

/// The forms that its tasks and its start name, each with its element.
fn references(process: &Process) -> impl Iterator<Item = (&ElementId, &FormReference)> {
    let of_tasks = process.graph.node_weights().filter_map(|element| match &element.kind {
        Kind::UserTask(task) => task.form_reference.as_deref().map(|named| (&element.id, named)),
        _ => None,
    });
    let of_start = process.start_form.as_ref().and_then(|form| Some((&form.event, form.reference.as_ref()?)));
    of_tasks.chain(of_start)
}

/// The forms that processes of a tenant find: those that are deployed with them, and before them. Those of another tenant are
/// not there, when a process is deployed as when its form is filled in.
pub struct Deployable<'a> {
    /// What is deployed.
    pub shell: &'a Shell,
    /// Of which tenant the processes are.
    pub tenant: Option<&'a str>,
    /// What is about to be.
    pub new: &'a [(NewForm, Arc<Form>)],
}

impl Deployable<'_> {
    /// The form that would be filled in if it was asked for now.
    pub fn found(&self, named: &FormReference) -> Option<Arc<Form>> {
        let fresh = self.new.iter().find(|(_, form)| form.id == named.id && fits(named, form));
        if let Some((_, form)) = fresh {
            return Some(form.clone());
        }
        // That of a deployment is the newest there is before it.
        let latest =
            (named.bound == Bound::Deployment).then(|| FormReference { bound: Bound::Latest, ..named.clone() });
        let (forms, named) = (&self.shell.forms, latest.as_ref().unwrap_or(named));
        let kept = forms.bound(named, self.tenant, None, Timestamp(i64::MAX)).ok().flatten()?;
        forms.form(&kept).ok()
    }
}

fn judged(element: &ElementId, named: &FormReference, asked: &Deployable) -> Vec<Problem> {
    let Some(form) = asked.found(named) else {
        if !named.needed {
            return vec![];
        }
        let message = format!("form `{}` is not deployed as it is named here: deploy it too, or first", named.id);
        let never = named.bound == Bound::Deployment;
        let problem = if never { Problem::error } else { Problem::warning };
        return vec![problem("form-not-deployed", Some(element), named.place, message)];
    };
    let paths = form.paths();
    let unknown = named.permissions.fields().filter(|field| {
        let around = format!("{field}.");
        !paths.iter().any(|path| path == field || path.starts_with(&around))
    });
    let told = |field: &str| {
        let message = format!("`weir:fieldPermissions` speaks of `{field}`, which form `{}` does not have", form.id);
        Problem::error("form-field-unknown", Some(element), named.place, message)
    };
    unknown.map(told).collect()
}

/// May the new version of the form be the one that is named?
fn fits(named: &FormReference, form: &Form) -> bool {
    match &named.bound {
        Bound::Latest | Bound::Deployment => true,
        Bound::VersionTag(tag) => form.version_tag.as_ref() == Some(tag),
        Bound::Version(_) => false,
    }
}
