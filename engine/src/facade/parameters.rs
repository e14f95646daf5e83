//! Rule parameters: what they are, what they were, what they are to be, and what that would change.
use super::Engine;
use crate::api::{Impact, Page, Paging, ParameterEntry, ParameterState, SetParameter};
use crate::idempotency::once;
use crate::keys::{Bytes, Reader};
use crate::loops::START_TIMERS;
use crate::paging::{Rows, counted, counting, limit};
use crate::partition::{self, By, Reply, Task, checked, entry};
use crate::projection::load;
use crate::store::Table;
use crate::{Context, Error, TEXT_BYTES_MAX, checks};
use serde_json::Value;
use std::sync::Arc;
use weir_core::impact::{Around, differences};
use weir_core::instance::Variables;
use weir_core::parameter::{InForce, Parameter, in_force};
use weir_core::wait::Bound;
use weir_core::{Moment, Parameters, Process, Timestamp};

/// How many instances one page of an impact preview looks at.
const LOOKED_AT_MAX: usize = 1_000;

impl Engine {
    /// All rule parameters, by name.
    pub async fn parameters(&self, page: &Paging) -> Result<Page<ParameterState>, Error> {
        let all = self.shell().parameters.all();
        paged(page, all.iter().map(|kept| self.state(kept)).collect())
    }

    /// One of them.
    pub async fn parameter(&self, name: &str) -> Result<ParameterState, Error> {
        let kept = self.shell().parameters.get(name).ok_or_else(|| Error::not_found("parameter", name))?;
        Ok(self.state(&kept))
    }

    /// All values it ever had or is to have, newest first.
    pub async fn parameter_history(&self, name: &str, page: &Paging) -> Result<Page<ParameterEntry>, Error> {
        let (_, values) = self.shell().parameters.get(name).ok_or_else(|| Error::not_found("parameter", name))?;
        paged(page, values.into_iter().rev().map(entry).collect())
    }

    /// Gives it a new value, now or later. The first value comes with the declaration.
    pub async fn set_parameter(&self, by: Context, name: &str, set: SetParameter) -> Result<ParameterEntry, Error> {
        match self.ask_parameter(by, name, set, false).await? {
            Reply::Parameter(entry) => Ok(*entry),
            other => unreachable!("a parameter is answered by its entry, not {other:?}"),
        }
    }

    /// Declares it where there is none of its name; one that is there stays as it is, and then there is no entry.
    pub async fn declare_parameter(
        &self,
        by: Context,
        declaration: Parameter,
        value: Value,
        reason: String,
    ) -> Result<Option<ParameterEntry>, Error> {
        let name = declaration.name.clone();
        let set = SetParameter { declaration: Some(declaration), value, from: None, reason };
        match self.ask_parameter(by, &name, set, true).await? {
            Reply::Parameter(entry) => Ok(Some(*entry)),
            Reply::Done => Ok(None),
            other => unreachable!("a parameter is answered by its entry, not {other:?}"),
        }
    }

    async fn ask_parameter(&self, by: Context, name: &str, set: SetParameter, new: bool) -> Result<Reply, Error> {
        checks::name("a rule parameter", name)?;
        if set.reason.len() > TEXT_BYTES_MAX || set.value.to_string().len() > TEXT_BYTES_MAX {
            let message = format!("value and reason take at most {TEXT_BYTES_MAX} bytes each");
            return Err(Error::invalid("parameter-too-long", message));
        }
        let shell = self.shell().clone();
        let task = Task::SetParameter(Box::new(partition::SetParameter { name: name.to_owned(), asked: set, new }));
        // Parameters have one partition, so that their versions have no gaps.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        once(self.shell(), By::from(by), run).await
    }

    /// Which running instances would decide differently with this value. A page looks at so many instances; ask on
    /// while there is a cursor.
    pub async fn parameter_impact(&self, name: &str, value: Value, page: &Paging) -> Result<Page<Impact>, Error> {
        let shell = self.shell().clone();
        let (old, values) = shell.parameters.get(name).ok_or_else(|| Error::not_found("parameter", name))?;
        let asked =
            SetParameter { declaration: None, value: value.clone(), from: None, reason: "a preview".to_owned() };
        let parameter = checked(name, Some(old), &asked)?;
        let now = shell.now();
        let before = shell.parameters.at(now);
        let mut after = Parameters::clone(&before);
        let version = values.last().map_or(0, |value| value.version) + 1;
        after.set(name, InForce { kind: parameter.kind, version, value });
        let (name, page) = (name.to_owned(), page.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let around = Deployed { shell: &shell, name: &name, now };
            impact(&shell, &name, [&before, &after], &around, &page)
        });
        looked.await.map_err(|_| Error::invalid("preview-failed", "the preview broke down"))?
    }

    fn state(&self, (parameter, values): &crate::parameters::Kept) -> ParameterState {
        let now = self.shell().now();
        let current = in_force(values, now);
        ParameterState {
            parameter: parameter.clone(),
            value: current.map(|value| value.value.clone()),
            version: current.map(|value| value.version),
            upcoming: values.iter().filter(|value| value.from > now).count() as u64,
        }
    }
}

/// Looks ahead of the tokens of running instances, with what is in force and with what is to be.
pub(super) fn impact(
    shell: &crate::shell::Shell,
    name: &str,
    [before, after]: [&Parameters; 2],
    around: &dyn Around,
    page: &Paging,
) -> Result<Page<Impact>, Error> {
    let now = shell.now();
    let page = Paging { limit: Some(page.limit.unwrap_or(LOOKED_AT_MAX).min(LOOKED_AT_MAX)), ..page.clone() };
    let range = Bytes::new().prefix();
    let rows = Rows { store: &*shell.store, table: Table::ActiveInstance, range, descending: false };
    let found = rows.page(&page, |key, _| {
        let id = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
        let Some(loaded) = id.map(|id| load(&shell.view(), id)).transpose()?.flatten() else { return Ok(None) };
        let instance = loaded.instance;
        let process = shell.catalogue.process(&instance.header.definition)?;
        let told = differences(&process, &instance, shell.at(now), name, [before, after], around);
        let impacts = told.into_iter().map(|difference| Impact {
            instance: instance.header.id,
            business_key: instance.header.business_key.clone(),
            definition: instance.header.definition.clone(),
            at: difference.at,
            called_definition: difference.called,
            element: difference.element,
            before: difference.before,
            after: difference.after,
            problem: difference.problem,
        });
        Ok(Some(impacts.collect::<Vec<_>>()))
    })?;
    Ok(Page { items: found.items.into_iter().flatten().collect(), next: found.next })
}

/// The decisions and processes that are deployed.
struct Deployed<'a> {
    shell: &'a crate::shell::Shell,
    name: &'a str,
    now: Timestamp,
}

impl Around for Deployed<'_> {
    fn decide(
        &self,
        decision: &str,
        bound: &Bound,
        asker: &str,
        variables: &Variables,
        parameters: &Parameters,
    ) -> Result<Option<Value>, String> {
        let release = self.shell.bound_decision(decision, bound, asker).map_err(|error| error.to_string())?;
        if !release.definition.parameters.iter().any(|used| used == self.name) {
            return Ok(None);
        }
        let compiled = self.shell.decisions.compiled(&release).map_err(|error| error.to_string())?;
        let moment = Moment { parameters, ..Moment::from(self.shell.at(self.now)) };
        let answer = compiled.evaluate(decision, variables, moment).map_err(|error| error.to_string())?;
        // FEEL makes null of what fails: that is no answer.
        answer.faults.first().map_or(Ok(Some(answer.value.clone())), |fault| Err(fault.clone()))
    }

    fn called(&self, process: &str, bound: &Bound, caller: &str) -> Result<(String, Arc<Process>), String> {
        let release = self.shell.catalogue.bound(process, bound, caller).map_err(|error| error.to_string())?;
        let definition = release.definition.id.clone();
        let process = self.shell.catalogue.process(&definition).map_err(|error| error.to_string())?;
        Ok((definition, process))
    }
}

fn paged<T>(page: &Paging, all: Vec<T>) -> Result<Page<T>, Error> {
    let from = counted(b"parameters", page)?;
    let count = all.len();
    let items: Vec<T> = all.into_iter().skip(from).take(limit(page)).collect();
    let end = from + items.len();
    Ok(Page { items, next: (end < count).then(|| counting(b"parameters", end)) })
}
