//! Forms while somebody fills them in: what their expressions say of what was entered so far. Nothing is kept by it.
use super::Engine;
use crate::api::WaitAddress;
use crate::shell::Shell;
use crate::{Error, checks};
use weir_core::Moment;
use weir_core::form::{Extent, FilesTaken, Form, FormReference, Live, Submission};
use weir_core::instance::Variables;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;

impl Engine {
    /// What holds in the form of an open task for these values; nothing for a form that is not deployed.
    pub async fn live_task_form(&self, id: WaitAddress, given: &Variables) -> Result<Live, Error> {
        checks::variables(given)?;
        let missing = || Error::not_found("user-task", id);
        let instance = self.loaded(id.instance)?;
        let open = instance.wait(id.key, id.wait).ok_or_else(missing)?;
        if !matches!(open.on, WaitFor::UserTask(_)) {
            return Err(missing());
        }
        let definition = &instance.header.definition;
        let process = self.shell().catalogue.process(definition)?;
        let Kind::UserTask(task) = &process.element(&instance.elements[&id.key].element).kind else {
            return Err(missing());
        };
        let Some(named) = task.form_reference.as_deref() else { return Ok(Live::default()) };
        let Some((form, _)) = self.shell().form_of(named, definition, open.opened)? else { return Ok(Live::default()) };
        Ok(self.shell().live(definition, (&form, named), &instance.visible(id.key), given))
    }

    /// What holds in the start form of a definition for these values; nothing for a form that is not deployed.
    pub async fn live_start_form(&self, id: &str, given: &Variables) -> Result<Live, Error> {
        checks::variables(given)?;
        let definition = self.release(id)?.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        let named = process.start_form.as_ref().and_then(|form| form.reference.as_ref());
        let Some(named) = named else { return Ok(Live::default()) };
        let now = self.shell().now();
        let Some((form, _)) = self.shell().form_of(named, &definition, now)? else { return Ok(Live::default()) };
        Ok(self.shell().live(&definition, (&form, named), &Variables::new(), given))
    }
}

impl Shell {
    fn live(
        &self,
        definition: &str,
        (form, named): (&Form, &FormReference),
        known: &Variables,
        given: &Variables,
    ) -> Live {
        let now = self.now();
        let (parameters, staff) = (self.parameters.at(now), self.staff_of(definition));
        let (organisation, tenant) = (staff.workplace(), staff.tenant());
        let moment = Moment { now, parameters: &parameters, organisation, zone: &self.zone, tenant };
        let attachment = &|_: &str, _: &FilesTaken| None;
        let permissions = &named.permissions;
        Submission { form, permissions, known, given, moment, extent: Extent::Part, attachment }.live()
    }
}
