//! What was filled in for a task, checked in the turn that takes it: by its form, with the variables as they are then.
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::facade::attachment_fault;
use crate::projection::{FormFilled, Record};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use weir_core::access::{Access, UserKind};
use weir_core::act::{Act, Held};
use weir_core::command::Start;
use weir_core::form::{Extent, FilesTaken, Filled, StartForm, Submission, entered, strangers};
use weir_core::instance::Variables;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{Command, InstanceId, Key, Moment, Process, Rejection};

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
        let deployed = match &form.reference {
            Some(named) => self.shell.form_of(named, &start.definition, self.now)?.map(|found| (named, found)),
            None => None,
        };
        let Some((named, (entered, release))) = deployed else { return self.fill_in_described_start(form, start) };
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
        start.business_key = start.business_key.take().or_else(|| form.business_key_in(&start.variables));
        for file in files.into_inner().into_values() {
            self.take_start_file(id, file);
        }
        Ok(())
    }

    /// The same for a start form that the model describes itself, field by field.
    fn fill_in_described_start(&self, form: &StartForm, start: &mut Start) -> Result<(), Halt> {
        if form.form.is_none() || !self.fills_in() {
            return Ok(());
        }
        let mut wrong = strangers(form.form.as_ref(), &start.variables);
        let (set, others) = match form.submitted(start.variables.clone(), self.shell.at(self.now)) {
            Ok(set) => (set, vec![]),
            Err(others) => (Variables::new(), others),
        };
        wrong.extend(others);
        if !wrong.is_empty() {
            return Err(Error::invalid("form-invalid", wrong.join("; ")).into());
        }
        start.variables = set;
        start.business_key = start.business_key.take().or_else(|| form.business_key_in(&start.variables));
        Ok(())
    }

    /// Does somebody ask by themselves? They fill in what the form shows them. A program, and whoever speaks for somebody,
    /// may say more than a form that the model describes, as programs of other engines do.
    fn fills_in(&self) -> bool {
        let is_person = |access: &Access| {
            access.accounts.get(&self.actor.id).is_some_and(|account| account.user.kind == UserKind::Person)
        };
        self.actor.through.is_none() && self.shell.access.look(is_person)
    }

    /// Puts what becomes of the variables in the place of what was entered; refuses what does not fit the form.
    ///
    /// What somebody prepares for another may lack what is required, and so may a rejection and an abstention. Whoever may
    /// not do the task at all is refused by the step, and learns nothing of its form here.
    pub(super) fn fill_in(&mut self, id: InstanceId, command: &mut Command) -> Result<(), Halt> {
        let decides = matches!(command, Command::CompleteUserTask { .. });
        let (key, wait, by, act, outcome) = match command {
            Command::CompleteUserTask { key, wait, by, outcome, .. } => {
                (*key, *wait, by.id.clone(), Act::Complete, outcome.clone())
            }
            Command::ResolveUserTask { key, wait, by, .. } => (*key, *wait, by.id.clone(), Act::Resolve, None),
            _ => return Ok(()),
        };
        let looked = self.look(id)?;
        let Some(open) = looked.wait(key, wait) else { return Ok(()) };
        let (WaitFor::UserTask(task), opened) = (&open.on, open.opened) else { return Ok(()) };
        // Asked of the same rule as the step: whoever gets through there is held against the form.
        if Held::from(&**task).permits(act, &by).is_err() {
            return Ok(());
        }
        let extent = if decides { Extent::of(task.seat.is_some(), outcome.as_deref()) } else { Extent::Part };
        let described = task.form.clone();
        let (definition, element) = (looked.header.definition.clone(), looked.elements[&key].element.clone());
        let process = self.shell.catalogue.process(&definition)?;
        let Kind::UserTask(task) = &process.element(&element).kind else { return Ok(()) };
        let deployed = match task.form_reference.as_deref() {
            Some(named) => self.shell.form_of(named, &definition, opened)?.map(|found| (named, found)),
            None => None,
        };
        let (Command::CompleteUserTask { variables, .. } | Command::ResolveUserTask { variables, .. }) = command else {
            return Ok(());
        };
        let Some((named, (form, release))) = deployed else {
            return described
                .map_or(Ok(()), |described| self.fill_in_described((id, key), &described, variables, extent));
        };
        let known = self.look(id)?.visible(key);
        let parameters = self.shell.parameters.at(self.now);
        let staff = self.shell.staff_of(&definition);
        let (now, zone) = (self.now, &self.shell.zone);
        let (organisation, tenant) = (staff.workplace(), staff.tenant());
        let moment = Moment { now, parameters: &parameters, organisation, zone, tenant };
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

    /// The form that the model describes itself takes nothing beside its fields from somebody who fills it in. Its fields are
    /// looked at by the step; where something else is wrong too, all of it is told at once.
    fn fill_in_described(
        &mut self,
        (id, key): (InstanceId, Key),
        form: &Value,
        given: &Variables,
        extent: Extent,
    ) -> Result<(), Halt> {
        let mut wrong = if self.fills_in() { strangers(Some(form), given) } else { vec![] };
        if wrong.is_empty() {
            return Ok(());
        }
        let known = self.look(id)?.visible(key);
        wrong.extend(entered(form, given, |name| known.get(name).cloned(), self.shell.at(self.now), extent));
        Err(Rejection::FormInvalid { wrong }.into())
    }
}
