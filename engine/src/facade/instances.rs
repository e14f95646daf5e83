//! Instances: start, look, change, cancel.
use super::Engine;
use crate::api::{
    ElementAddress, ElementState, Incident, InstanceAction, InstanceDetail, InstanceFilter, InstanceSummary, Page,
    Paging, SetVariables, StartInstance, StartedInstance, TraceEvent, VariableEntry,
};
use crate::idempotency::{answer_of, once};
use crate::keys::{Bytes, Reader, space};
use crate::paging::{Rows, place};
use crate::partition::{By, Reply, Task, Want};
use crate::projection::{header, headers_range, load, variable};
use crate::store::Table;
use crate::{Context, Error, PAGE_LIMIT, PAGE_LIMIT_MAX, checks, history};
use futures_util::future::Either;
use serde_json::Value;
use weir_core::command::Start;
use weir_core::history::{ActivityInstance, activities};
use weir_core::instance::{Header, State};
use weir_core::step::revocable;
use weir_core::{Command, ElementId, InstanceId, Key};

impl Engine {
    /// Starts an instance; the answer comes when its first step is on disk.
    pub async fn start_instance(&self, by: Context, start: StartInstance) -> Result<StartedInstance, Error> {
        checks::variables(&start.variables)?;
        checks::key("the business key", start.business_key.as_deref())?;
        // What was started before stays started, whatever may be started now.
        if let Some(Reply::Started(started)) = answer_of(self.shell(), &by)? {
            return Ok(started);
        }
        let release = match (&start.process, &start.definition) {
            (Some(process), None) => {
                self.shell().catalogue.latest(process).ok_or_else(|| Error::not_found("process", process))?
            }
            (None, Some(id)) => self.shell().catalogue.find(id).ok_or_else(|| Error::not_found("definition", id))?,
            _ => return Err(Error::invalid("what-to-start", "either `process` or `definition` says what to start")),
        };
        crate::catalogue::startable(&release)?;
        let definition = release.definition.id.clone();
        let process = self.shell().catalogue.process(&definition)?;
        // What is entered at the event of the form is what somebody filled in, whichever way it comes.
        let form = process.start_form.as_ref().map(|form| &form.event);
        let by_form = form.is_some_and(|event| start.start_event.as_deref().is_none_or(|at| at == event.as_str()));
        let instance = self.shell().new_instance();
        let start = Start {
            definition,
            business_key: start.business_key,
            parent: None,
            root: None,
            depth: 0,
            at: start.start_event.map(ElementId::from),
            came: None,
            variables: start.variables,
            initiator: None,
            conversation: None,
            hops: 0,
        };
        let task = Task::Start { instance, process, start: Box::new(start), message: None, by_form };
        match self.ask_once(by.into(), instance, task).await? {
            Reply::Started(started) => Ok(started),
            other => unreachable!("a start is answered by what was started, not {other:?}"),
        }
    }

    /// Instances, newest first, ended ones included.
    pub async fn instances(&self, filter: &InstanceFilter, page: &Paging) -> Result<Page<InstanceSummary>, Error> {
        if let Some(element) = &filter.element {
            return self.instances_at(element, filter, page);
        }
        let (table, range) = match filter {
            InstanceFilter { business_key: Some(key), .. } => (Table::BusinessKey, Bytes::new().text(key).prefix()),
            InstanceFilter { parent: Some(parent), .. } => (Table::Child, Bytes::new().instance(*parent).prefix()),
            InstanceFilter { process: Some(process), state: Some(State::Running), .. } => {
                (Table::ActiveInstance, Bytes::new().text(process).prefix())
            }
            _ => (Table::Instance, headers_range()),
        };
        let rows = Rows { store: &*self.shell().store, table, range, descending: true };
        rows.page(page, |key, _| {
            // All these keys end with the instance.
            let Some(id) = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance()) else {
                return Ok(None);
            };
            let header = header(&self.shell().view(), id)?;
            self.listed(filter, header)
        })
    }

    /// What lists show of an instance, if it fits: its variables are looked at last, each by itself.
    fn listed(&self, filter: &InstanceFilter, header: Option<Header>) -> Result<Option<InstanceSummary>, Error> {
        let Some(header) = header.filter(|header| fits(filter, header)) else { return Ok(None) };
        if !filter.variables.is_empty() && header.ended.is_some() {
            return Ok(None);
        }
        for test in &filter.variables {
            if !test.holds(variable(&self.shell().view(), header.id, &test.name)?.as_ref()) {
                return Ok(None);
            }
        }
        Ok(Some(summary(&header)))
    }

    /// Those of these that fit, in the order in which they are named: lists that know ids ask what people know them by.
    pub async fn instances_named(
        &self,
        ids: &[InstanceId],
        filter: &InstanceFilter,
    ) -> Result<Vec<InstanceSummary>, Error> {
        let mut found = vec![];
        for id in ids {
            let Some(summary) = self.listed(filter, header(&self.shell().view(), *id)?)? else { continue };
            let rests = |element: &str| -> Result<bool, Error> {
                Ok(self.loaded(*id)?.elements.values().any(|live| live.element.as_str() == element))
            };
            if filter.element.as_deref().map_or(Ok(true), rests)? {
                found.push(summary);
            }
        }
        Ok(found)
    }

    /// Those that have a live element instance of an element, by its rows alone.
    fn instances_at(
        &self,
        element: &str,
        filter: &InstanceFilter,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        let Some(definition) = &filter.definition else {
            return Err(Error::invalid("element-without-definition", "say of which definition the element is"));
        };
        let prefix = Bytes::new().byte(space::RESTING).text(definition).text(element);
        let length = prefix.clone().done().len();
        let range = prefix.prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Resting, range, descending: true };
        let before = page.cursor.as_deref().map(|cursor| place(&[Table::Resting as u8], cursor)).transpose()?;
        let mut last = before.and_then(|key| Reader(key.get(length..)?).instance());
        rows.page(page, |key, _| {
            let Some(id) = Reader(&key[length..]).instance() else { return Ok(None) };
            // Several tokens of one instance are one instance.
            if last.replace(id) == Some(id) {
                return Ok(None);
            }
            let header = header(&self.shell().view(), id)?;
            self.listed(filter, header)
        })
    }

    /// One instance with its live element instances.
    pub async fn instance(&self, id: InstanceId) -> Result<InstanceDetail, Error> {
        self.instance_seen_by(id, None).await
    }

    /// The same, with what somebody may do with it.
    pub async fn instance_seen_by(&self, id: InstanceId, person: Option<&str>) -> Result<InstanceDetail, Error> {
        let instance = self.loaded(id)?;
        let allowed_actions = match person {
            None => vec![],
            Some(person) => self.allowed_with(&instance, person)?,
        };
        let process =
            if instance.is_ended() { None } else { Some(self.shell().catalogue.process(&instance.header.definition)?) };
        let elements = instance.elements.values().map(|e| ElementState {
            key: e.key,
            element: e.element.clone(),
            name: process.as_ref().and_then(|p| p.graph[p.find(&e.element)?].name.clone()),
            scope: e.scope,
            phase: e.phase,
            waits: e.waits.iter().map(|w| super::waits::told(&instance, e, w)).collect(),
            incident: e.incident.as_ref().map(|incident| Incident {
                id: ElementAddress { instance: id, key: e.key },
                instance: id,
                definition: instance.header.definition.clone(),
                element: e.element.clone(),
                code: incident.code.clone(),
                message: incident.message.clone(),
                raised: incident.raised,
                sentence: incident.sentence.as_deref().cloned(),
            }),
        });
        let elements = elements.collect();
        let header = &instance.header;
        Ok(InstanceDetail { summary: summary(header), events: header.seq, allowed_actions, elements })
    }

    /// Its variables: all, or those that one element instance sees. Of an ended instance, as they were at its end.
    pub async fn variables(&self, id: InstanceId, seen_from: Option<Key>) -> Result<Vec<VariableEntry>, Error> {
        let instance = self.loaded(id)?;
        if instance.is_ended() {
            return history::last_variables(self.shell(), id);
        }
        let Some(key) = seen_from else {
            return Ok(instance.elements.values().flat_map(|e| history::entries(e)).collect());
        };
        if !instance.elements.contains_key(&key) {
            return Err(Error::not_found("element-instance", ElementAddress { instance: id, key }));
        }
        let seen = instance.visible(key);
        let entry = |(name, value): (String, Value)| VariableEntry {
            scope: instance.seen_at(key, &name).unwrap_or(0),
            name,
            value,
        };
        Ok(seen.into_iter().map(entry).collect())
    }

    /// Changes variables by hand.
    pub async fn set_variables(&self, by: Context, id: InstanceId, change: SetVariables) -> Result<(), Error> {
        checks::variables(&change.variables)?;
        let SetVariables { scope, variables, local, reason } = change;
        let reason = checks::reason(reason)?;
        self.command(by.into(), id, Command::SetVariables { scope, variables, local, reason }).await
    }

    /// Ends an instance and what it called.
    pub async fn cancel_instance(&self, by: Context, id: InstanceId, reason: Option<String>) -> Result<(), Error> {
        let reason = checks::reason(reason)?;
        self.command(by.into(), id, Command::Cancel { reason }).await
    }

    /// 撤销: whoever started an instance takes it back, while it waits for an approval or for them.
    pub async fn revoke_instance(&self, by: Context, id: InstanceId, reason: Option<String>) -> Result<(), Error> {
        let reason = checks::reason(reason)?;
        let below = self.is_with_people_below(&self.loaded(id)?, &by.actor.id)?;
        let command = Command::Revoke { by: by.actor.clone(), reason, below };
        self.command(by.into(), id, command).await
    }

    /// What happened to an instance, from the event with number `from` on.
    pub async fn trace(
        &self,
        id: InstanceId,
        from: u64,
        limit: Option<usize>,
    ) -> Result<(Vec<TraceEvent>, Option<u64>), Error> {
        if header(&self.shell().view(), id)?.is_none() {
            return Err(Error::not_found("instance", id));
        }
        history::trace(self.shell(), id, from, limit.unwrap_or(PAGE_LIMIT).clamp(1, PAGE_LIMIT_MAX))
    }

    /// Its activity instances, folded from all that happened: one row for each visit of an element.
    pub async fn activities(&self, id: InstanceId) -> Result<Vec<ActivityInstance>, Error> {
        if header(&self.shell().view(), id)?.is_none() {
            return Err(Error::not_found("instance", id));
        }
        let mut steps = vec![];
        history::steps(self.shell(), id, 0, |_, step| {
            steps.push(step);
            true
        })?;
        Ok(activities(&steps))
    }

    /// What somebody may do with an instance that they take part in.
    fn allowed_with(&self, instance: &weir_core::Instance, person: &str) -> Result<Vec<InstanceAction>, Error> {
        if self.shell().organisation.now().is_gone(person, false, self.shell().now()) {
            return Ok(vec![]);
        }
        let remind = self.has_others_to_remind(instance, person)?.then_some(InstanceAction::Remind);
        let below = self.is_with_people_below(instance, person)?;
        let revoke = revocable(instance, person, below).is_ok().then_some(InstanceAction::Revoke);
        Ok(remind.into_iter().chain(revoke).chain(self.takes_back(instance, person)?).collect())
    }

    pub(super) fn loaded(&self, id: InstanceId) -> Result<weir_core::Instance, Error> {
        let loaded = load(&self.shell().view(), id)?.ok_or_else(|| Error::not_found("instance", id))?;
        Ok(loaded.instance)
    }

    /// A command whose answer is that it was done.
    pub(super) async fn command(&self, by: By, instance: InstanceId, command: Command) -> Result<(), Error> {
        let task = Task::Command { instance, command, want: Want::Nothing };
        self.ask_once(by, instance, task).await.map(drop)
    }

    /// Asks the partition of an instance, once for each name that the request has.
    pub(super) fn ask_once(
        &self,
        by: By,
        instance: InstanceId,
        task: Task,
    ) -> impl Future<Output = Result<Reply, Error>> + Send {
        let shell = self.shell();
        if by.names.is_empty() {
            return Either::Left(shell.ask(instance.partition(), by, task));
        }
        // Few requests have a name, and their future is large.
        let asks = shell.clone();
        let asked = once(shell, by, move |by| async move { asks.ask(instance.partition(), by, task).await });
        Either::Right(Box::pin(asked))
    }
}

pub(super) fn fits(filter: &InstanceFilter, header: &Header) -> bool {
    let process = header.definition.rsplit_once(':').map_or("", |(process, _)| process);
    filter.process.as_deref().is_none_or(|p| p == process)
        && filter.definition.as_ref().is_none_or(|d| *d == header.definition)
        && filter.business_key.as_ref().is_none_or(|k| header.business_key.as_ref() == Some(k))
        && filter.state.is_none_or(|s| s == header.state)
        && filter.parent.is_none_or(|p| header.parent.as_ref().is_some_and(|h| h.instance == p))
        && filter.incidents.is_none_or(|some| some == (header.incidents > 0))
        && filter.suspended.is_none_or(|suspended| suspended == header.suspended.is_some())
        && filter.active_since.is_none_or(|moment| header.clock >= moment)
        && filter.quiet_since.is_none_or(|moment| header.clock < moment)
}

/// What lists show of an instance.
pub(super) fn summary(header: &Header) -> InstanceSummary {
    let (process, version) = crate::catalogue::split(&header.definition).unwrap_or((&header.definition, 0));
    InstanceSummary {
        id: header.id,
        definition: header.definition.clone(),
        process: process.to_owned(),
        version,
        business_key: header.business_key.clone(),
        state: header.state,
        started: header.started,
        ended: header.ended,
        incidents: header.incidents,
        parent: header.parent.as_ref().map(|p| p.instance),
        root: header.root,
        suspended: header.suspended,
        restart_of: header.restart_of,
        last_activity: header.clock,
        initiator: header.initiator.clone(),
    }
}
