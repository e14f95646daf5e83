//! Forms: what is deployed, and the form of a task with what is in it.
use super::Engine;
use crate::Error;
use crate::api::{FormDefinition, FormFilter, Page, Paging, TaskForm, WaitAddress};
use crate::paging::{counted, counting, limit};
use crate::shell::Shell;
use serde_json::{Map, Value};
use std::sync::Arc;
use weir_core::form::{Form, FormReference, Permissions, ShownForm, shown};
use weir_core::instance::Variables;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Moment, Severity, Timestamp};

impl Engine {
    /// What forms are deployed, by form and version.
    pub async fn forms(&self, filter: &FormFilter, page: &Paging) -> Result<Page<FormDefinition>, Error> {
        let from = counted(b"forms", page)?;
        let all = self.shell().forms.all(filter.latest);
        let mut rest =
            all.iter().filter(|form| filter.form.as_ref().is_none_or(|wanted| *wanted == form.form)).skip(from);
        let items: Vec<_> = rest.by_ref().take(limit(page)).map(|form| self.described_form(form)).collect();
        let next = rest.next().map(|_| counting(b"forms", from + items.len()));
        Ok(Page { items, next })
    }

    /// One form: `form:version`, or `form` for the latest version.
    pub async fn form(&self, id: &str) -> Result<FormDefinition, Error> {
        Ok(self.described_form(&*self.form_definition(id)?))
    }

    /// Its file.
    pub async fn form_file(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.shell().forms.file(&*self.form_definition(id)?)
    }

    /// The form of an open task as whoever does it may see it, with the values that it has now.
    pub async fn task_form(&self, id: WaitAddress) -> Result<TaskForm, Error> {
        let missing = || Error::not_found("user-task", id);
        let instance = self.loaded(id.instance)?;
        let open = instance.wait(id.key, id.wait).ok_or_else(missing)?;
        let WaitFor::UserTask(task) = &open.on else { return Err(missing()) };
        let definition = &instance.header.definition;
        let process = self.shell().catalogue.process(definition)?;
        let known = instance.visible(id.key);
        let element = &instance.elements[&id.key].element;
        let named = match &process.element(element).kind {
            Kind::UserTask(task) => task.form_reference.as_deref(),
            _ => None,
        };
        let form_key = task.form_key.clone();
        if let Some(named) = named
            && let Some((form, release)) = self.shell().form_of(named, definition, open.opened)?
        {
            let ShownForm { schema, data, context, access } = self.shell().shown(definition, (&form, named), &known);
            return Ok(TaskForm {
                form: Some(release.id.clone()),
                form_key,
                schema: Some(schema),
                data,
                context,
                access,
            });
        }
        let data = task.form.as_ref().map(|schema| values(schema, &known)).unwrap_or_default();
        Ok(TaskForm { form_key, schema: task.form.clone(), data, ..TaskForm::default() })
    }

    fn form_definition(&self, id: &str) -> Result<Arc<FormDefinition>, Error> {
        let forms = &self.shell().forms;
        forms.find(id).or_else(|| forms.latest(id)).ok_or_else(|| Error::not_found("form", id))
    }

    fn described_form(&self, form: &FormDefinition) -> FormDefinition {
        let latest = self.shell().forms.latest(&form.form);
        FormDefinition { latest: latest.is_some_and(|latest| latest.version == form.version), ..form.clone() }
    }
}

/// A form and its version.
type Found = (Arc<Form>, Arc<FormDefinition>);

/// The values of the fields that the model describes itself.
fn values(schema: &Value, known: &Variables) -> Map<String, Value> {
    let keys = schema["components"].as_array().into_iter().flatten().filter_map(|field| field["key"].as_str());
    keys.filter_map(|key| Some((key.to_owned(), known.get(key)?.clone()))).collect()
}

impl Engine {
    /// A form that is worked on, as somebody with these permissions would see it: `salary: hidden, *: read`. Nothing is kept.
    pub fn form_preview(&self, file: &str, permissions: &str) -> Result<ShownForm, Error> {
        let permissions =
            Permissions::parse(permissions).map_err(|why| Error::invalid("permissions-unreadable", why))?;
        let (form, problems) = weir_core::form::read(file.as_bytes());
        let Some(form) = form else {
            let worst = problems.into_iter().find(|problem| problem.severity == Severity::Error);
            let why = worst.map_or_else(|| "the text is no form".to_owned(), |problem| problem.message);
            return Err(Error::invalid("form-unreadable", why));
        };
        let (now, known) = (self.shell().now(), Variables::new());
        // Nobody's tenant: what a preview shows of people is what everybody may see.
        let (parameters, staff) = (self.shell().parameters.at(now), self.shell().staff(None));
        let (organisation, zone) = (staff.workplace(), &self.shell().zone);
        let moment = Moment { now, parameters: &parameters, organisation, zone, tenant: None };
        Ok(shown(&form, &permissions, &known, moment))
    }
}

impl Shell {
    /// The form that something of a definition names that was opened then; none when somebody else keeps it.
    pub(crate) fn form_of(
        &self,
        named: &FormReference,
        definition: &str,
        opened: Timestamp,
    ) -> Result<Option<Found>, Error> {
        let known = self.catalogue.find(definition);
        let asker = known.as_ref().map(|release| (release.definition.deployment.as_str(), release.definition.deployed));
        let tenant = known.as_ref().and_then(|release| release.definition.tenant.as_deref());
        let Some(release) = self.forms.bound(named, tenant, asker, opened)? else { return Ok(None) };
        Ok(Some((self.forms.form(&release)?, release)))
    }

    /// A form of a definition as it is sent out now.
    pub(crate) fn shown(
        &self,
        definition: &str,
        (form, named): (&Form, &FormReference),
        known: &Variables,
    ) -> ShownForm {
        let now = self.now();
        let (parameters, staff) = (self.parameters.at(now), self.staff_of(definition));
        let (organisation, tenant) = (staff.workplace(), staff.tenant());
        let moment = Moment { now, parameters: &parameters, organisation, zone: &self.zone, tenant };
        shown(form, &named.permissions, known, moment)
    }
}
