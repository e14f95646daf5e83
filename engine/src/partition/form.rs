//! What was filled in for a task, checked in the turn that takes it: by its form, with the variables as they are then.
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::facade::attachment_fault;
use crate::projection::{FormFilled, Record};
use std::cell::RefCell;
use std::collections::BTreeMap;
use weir_core::command::Start;
use weir_core::form::{Extent, FilesTaken, Filled, Submission};
use weir_core::instance::Variables;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Command, InstanceId, Moment, Process};

impl Turn<'_> {
    /// The same for a start form: what becomes of the variables, the business key that a field names, and the files that
    /// were added before there was an instance. They are the instance's in the same commit.
    pub(super) fn fill_in_start(
        &mut self,
        id: InstanceId,
        process: &Process,
        by_form: bool,
        start: &mut Start,
    ) -> Result<(), Halt> {
        let Some(form) = process.start_form.as_ref().filter(|_| by_form) else { return Ok(()) };
        let Some(named) = &form.reference else { return Ok(()) };
        let Some((entered, release)) = self.shell.form_of(named, &start.definition, self.now)? else { return Ok(()) };
        let parameters = self.shell.parameters.at(self.now);
        let staff = self.shell.staff_of(&start.definition);
        let (now, zone) = (self.now, &self.shell.zone);
        let (organisation, tenant) = (staff.workplace(), staff.tenant());
        let files = RefCell::new(BTreeMap::new());
        let (person, name) = (self.actor.id.clone(), process.id());
        let fault = |file: &str, taken: &FilesTaken| match self.shell.start_file(&person, name.as_str(), file, now) {
            Ok(Some(found)) => {
                let fault = attachment_fault((&found.name, &found.media_type, found.size), taken);
                files.borrow_mut().insert(found.id.clone(), found);
                fault
            }
            Ok(None) => Some(format!("you have added no file `{file}` for this process: add it first")),
            Err(error) => Some(error.to_string()),
        };
        let submission = Submission {
            form: &entered,
            permissions: &named.permissions,
            known: &Variables::new(),
            given: &start.variables,
            moment: Moment { now, parameters: &parameters, organisation, zone, tenant },
            extent: Extent::Whole,
            attachment: &fault,
        };
        let set = submission.check();
        start.variables = set.map_err(|fields| Error::InvalidForm { form: release.id.clone(), fields })?;
        if start.business_key.is_none() {
            let value = form.business_key.as_ref().and_then(|field| start.variables.get(field));
            start.business_key = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        for file in files.into_inner().into_values() {
            self.take_start_file(id, file);
        }
        Ok(())
    }

    /// Puts what becomes of the variables in the place of what was entered; refuses what does not fit the form.
    ///
    /// What somebody prepares for another may lack what is required, and so may a rejection and an abstention. Whoever may
    /// not do the task at all is refused by the step, and learns nothing of its form here.
    pub(super) fn fill_in(&mut self, id: InstanceId, command: &mut Command) -> Result<(), Halt> {
        let decides = matches!(command, Command::CompleteUserTask { .. });
        let (key, wait, by, extent) = match command {
            Command::CompleteUserTask { key, wait, by, outcome, .. } => {
                let part = matches!(outcome.as_deref(), Some("reject" | "abstain"));
                (*key, *wait, by.id.clone(), if part { Extent::Part } else { Extent::Whole })
            }
            Command::ResolveUserTask { key, wait, by, .. } => (*key, *wait, by.id.clone(), Extent::Part),
            _ => return Ok(()),
        };
        let looked = self.look(id)?;
        let Some(open) = looked.wait(key, wait) else { return Ok(()) };
        let (WaitFor::UserTask(task), opened) = (&open.on, open.opened) else { return Ok(()) };
        if task.assignee.as_ref().is_some_and(|assignee| *assignee != by) {
            return Ok(());
        }
        let (definition, element) = (looked.header.definition.clone(), looked.elements[&key].element.clone());
        let process = self.shell.catalogue.process(&definition)?;
        let Kind::UserTask(task) = &process.element(&element).kind else { return Ok(()) };
        let Some(named) = &task.form_reference else { return Ok(()) };
        let Some((form, release)) = self.shell.form_of(named, &definition, opened)? else { return Ok(()) };
        let known = self.look(id)?.visible(key);
        let parameters = self.shell.parameters.at(self.now);
        let staff = self.shell.staff_of(&definition);
        let (now, zone) = (self.now, &self.shell.zone);
        let (organisation, tenant) = (staff.workplace(), staff.tenant());
        let moment = Moment { now, parameters: &parameters, organisation, zone, tenant };
        let (Command::CompleteUserTask { variables, .. } | Command::ResolveUserTask { variables, .. }) = command else {
            return Ok(());
        };
        let submission = Submission {
            form: &form,
            permissions: &named.permissions,
            known: &known,
            given: variables,
            moment,
            extent,
            attachment: &|attachment, taken| self.shell.attachment_fault(id, attachment, taken),
        };
        let set = submission.counted();
        let (set, filled) = set.map_err(|fields| Error::InvalidForm { form: release.id.clone(), fields })?;
        *variables = set;
        if decides && filled.required > 0 {
            let Filled { required, filled } = filled;
            // It is in the same frame as the step; where that is refused nothing of the turn is kept.
            self.records.push(Record::FormFilled(FormFilled { instance: id, key, required, filled }));
        }
        Ok(())
    }
}
