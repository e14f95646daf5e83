//! The forms that tasks and starts name: which version, and what may be done with the fields.
use super::Compiler;
use crate::form::{FormReference, Permissions};
use crate::id::ElementId;
use crate::model::{FormUse, Text};
use crate::problem::Problem;
use crate::wait::Bound;

impl Compiler<'_> {
    /// The form; none where none is named, or not in a way that can be read.
    pub(super) fn form_reference(&mut self, element: &ElementId, said: &FormUse) -> Option<FormReference> {
        let named = match (&said.id, &said.key) {
            (Some(id), Some(key)) if id.text != key.text => {
                let message = format!("it names two forms, `{}` and `{}`: leave one of them out", id.text, key.text);
                self.problems.push(Problem::error("form-said-twice", Some(element), id.place, message));
                return None;
            }
            (Some(id), _) => (id, true),
            (None, Some(key)) => (key, false),
            (None, None) => {
                let message = "it says how a form is used, but names none: add `weir:formId`";
                for text in [&said.version, &said.version_tag, &said.permissions].into_iter().flatten() {
                    self.problems.push(Problem::error("form-missing", Some(element), text.place, message));
                }
                // Tools of other engines write this on every task.
                if let Some(text) = &said.binding {
                    self.problems.push(Problem::warning("form-missing", Some(element), text.place, message));
                }
                return None;
            }
        };
        let bound = self.form_bound(element, said)?;
        let permissions = match &said.permissions {
            None => Permissions::default(),
            Some(text) => match Permissions::parse(&text.text) {
                Ok(permissions) => permissions,
                Err(message) => {
                    self.problems.push(Problem::error("form-permissions-invalid", Some(element), text.place, message));
                    return None;
                }
            },
        };
        let (Text { text, place, .. }, by_id) = named;
        // Whoever says what may be done with the fields, or which version it is, means a form that is kept here.
        let needed = by_id || said.permissions.is_some() || said.version.is_some() || said.version_tag.is_some();
        Some(FormReference { id: text.clone(), bound, needed, permissions, place: *place })
    }

    fn form_bound(&mut self, element: &ElementId, said: &FormUse) -> Option<Bound> {
        let binding = said.binding.as_ref().map(|text| (text.text.as_str(), text.place));
        let wrong = |message: String, place| Problem::error("binding-invalid", Some(element), place, message);
        let number = |version: &Text| version.text.trim().parse::<u32>().ok().filter(|number| *number > 0);
        let bound = match (binding, &said.version, &said.version_tag) {
            (None | Some(("latest", _)), None, None) => Ok(Bound::Latest),
            (Some(("deployment", _)), None, None) => Ok(Bound::Deployment),
            (None | Some(("version", _)), Some(version), None) => number(version)
                .map(Bound::Version)
                .ok_or_else(|| wrong(format!("`{}` is no number of a version", version.text), version.place)),
            (None | Some(("versionTag", _)), None, Some(tag)) => Ok(Bound::VersionTag(tag.text.clone())),
            (Some((named @ ("version" | "versionTag"), place)), None, None) => {
                let what = if named == "version" { "formVersion" } else { "formVersionTag" };
                Err(wrong(format!("the form is bound by `{named}`: set `weir:{what}` too"), place))
            }
            (Some((named, place)), ..) if !["latest", "deployment", "version", "versionTag"].contains(&named) => {
                let message = format!("there is no binding `{named}`; use latest, deployment, version or versionTag");
                Err(wrong(message, place))
            }
            (_, version, tag) => {
                let place = version.as_ref().or(tag.as_ref()).map(|text| text.place).unwrap_or_default();
                Err(wrong("a version or its tag is said, and the binding means another: leave one out".into(), place))
            }
        };
        bound.map_err(|problem| self.problems.push(problem)).ok()
    }
}
