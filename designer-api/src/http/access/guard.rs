//! What a route knows of its caller, and what it asks when it finds or is told something that the path does not name.
use super::super::{App, Refusal};
use super::authenticate::{Identity, unauthorized};
use super::authorise::{NotAllowed, denied, why_not};
use super::object::{Facts, Found, find};
use super::table::About;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use weir_core::access::{Action, Caller, Denied, Grant, Object, Reach, may};
use weir_core::{Actor, InstanceId};
use weir_engine::api::UserTask;
use weir_engine::{Error, TaskRights};

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Who asks, and through what.
#[derive(Clone)]
pub struct Guard {
    /// The caller.
    pub caller: Arc<Caller>,
    /// How they have shown who they are.
    pub identity: Arc<Identity>,
    from: Option<IpAddr>,
    app: App,
    /// Has this very request been answered? Then it is not carried out, and nothing of it is decided again.
    repeats: bool,
    /// What the person belongs to, once it was asked: the same for all that one request finds.
    theirs: Arc<OnceLock<BTreeSet<String>>>,
}

impl Guard {
    /// Of somebody who was let in.
    pub fn new(app: &App, caller: Caller, identity: Identity, from: Option<IpAddr>) -> Self {
        let (caller, identity) = (Arc::new(caller), Arc::new(identity));
        Guard { caller, identity, from, app: app.clone(), repeats: false, theirs: Arc::default() }
    }

    /// Of a request that only gets the answer it got before.
    #[must_use]
    pub fn repeating(self) -> Self {
        Guard { repeats: true, ..self }
    }

    /// Does this very request only get the answer it got before?
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// The ids of all that the person belongs to whose request this is.
    pub fn theirs(&self) -> &BTreeSet<String> {
        self.theirs.get_or_init(|| self.app.engine().belongs_to(&self.caller.person))
    }

    /// Is their token, if they have one, for this process? What is of no process is for no token that is for some.
    pub fn is_through_for(&self, process: Option<&str>) -> bool {
        let bounds = &self.caller.processes;
        bounds.is_empty() || process.is_some_and(|process| bounds.iter().any(|bound| bound == process))
    }

    /// Is it for all of these processes? None stands for every process.
    pub fn is_through_for_all(&self, processes: &[String]) -> bool {
        self.caller.processes.is_empty()
            || (!processes.is_empty() && processes.iter().all(|process| self.is_through_for(Some(process))))
    }

    /// The same of an instance, by its process.
    pub fn is_through_for_instance(&self, id: InstanceId) -> Result<bool, Error> {
        if self.caller.processes.is_empty() {
            return Ok(true);
        }
        let known = self.app.engine().instance_facts(id)?;
        Ok(self.is_through_for(known.as_ref().map(|facts| facts.process.as_str())))
    }

    /// Leaves of what is a person's own what their token is for.
    pub fn keep_through<T>(&self, items: &mut Vec<T>, of: impl Fn(&T) -> InstanceId) -> Result<(), Error> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items.drain(..) {
            if self.is_through_for_instance(of(&item))? {
                kept.push(item);
            }
        }
        *items = kept;
        Ok(())
    }

    /// From which address.
    pub fn place(&self) -> Option<IpAddr> {
        self.from
    }

    /// The tenant of the caller; none is the installation itself.
    pub fn tenant(&self) -> Option<&str> {
        self.caller.tenant.as_deref()
    }

    /// From which address, in words; nothing where that is not known.
    pub fn address(&self) -> String {
        self.from.map(|from| from.to_string()).unwrap_or_default()
    }

    /// The actor of whatever follows; who really asks stands beside whom they speak for.
    pub fn actor(&self, role: Option<String>, group: Option<String>) -> Actor {
        let Caller { user, person, .. } = &*self.caller;
        Actor { id: person.clone(), role, group, through: (user != person).then(|| user.clone()) }
    }

    /// Is everything that there is theirs with this action?
    pub fn has_everything(&self, action: Action) -> bool {
        self.caller.is_unbounded(action)
    }

    /// Do they reach no more with it than what they have to do with?
    pub fn has_only_their_own(&self, action: Action) -> bool {
        self.caller.reach(action) == Reach::Related
    }

    /// May they do it with this?
    pub fn allows(&self, action: Action, facts: &Facts) -> Result<(), Denied> {
        may(&self.caller, action, &facts.object())
    }

    /// May they do it with this process? Refused as if it were not there when they may not see it.
    pub async fn process(&self, action: Action, process: &str) -> Result<(), Refusal> {
        if self.repeats || self.has_everything(action) {
            return Ok(());
        }
        let known = self.app.engine().has_process(process);
        let mut facts = Facts::of_process(&self.app, process);
        if !known {
            // One that is to be made is made in their own tenant.
            facts.tenant.clone_from(&self.caller.tenant);
        }
        let missing = || Error::NotFound { what: "process", id: process.to_owned() };
        // Whoever deploys what is not theirs is told the same whether it is there or not.
        let see = (action != Action::Deploy).then_some(Action::SeeDefinitions);
        self.decide(action, see, &facts, missing).await
    }

    /// May they do it with this instance?
    pub async fn instance(&self, action: Action, id: InstanceId) -> Result<(), Refusal> {
        if self.repeats || self.has_everything(action) {
            return Ok(());
        }
        let missing = || Error::NotFound { what: "instance", id: id.to_string() };
        let facts = Facts::of_instance(&self.app, &self.caller, action, id)?.ok_or_else(missing)?;
        self.decide(action, Some(Action::SeeInstances), &facts, missing).await
    }

    /// May they steer this instance? Whoever was only told of it, or meant in a comment, looks on.
    pub async fn steers(&self, action: Action, id: InstanceId) -> Result<(), Refusal> {
        if self.repeats || self.has_everything(action) {
            return Ok(());
        }
        let missing = || Error::NotFound { what: "instance", id: id.to_string() };
        let facts = Facts::of_instance(&self.app, &self.caller, action, id)?.ok_or_else(missing)?;
        let facts = Facts { related: self.app.engine().acts_in(&self.caller.person, id)?, ..facts };
        if let Err(why) = self.allows(action, &facts) {
            denied(&self.app, self, action, &facts, why).await;
            return Err(super::authorise::forbidden(action));
        }
        Ok(())
    }

    /// Does a grant of theirs give the action for all processes and departments of a tenant?
    pub fn is_of_all_processes(&self, action: Action, tenant: Option<&str>) -> bool {
        let whole = |grant: &Grant| grant.processes.is_empty() && grant.departments.is_empty();
        let there = |grant: &Grant| grant.tenant.is_none() || grant.tenant.as_deref() == tenant;
        let gives = |grant: &Grant| grant.role.reach(action) == Reach::Everything;
        let grants = &self.caller.grants;
        self.caller.processes.is_empty() && grants.iter().any(|grant| whole(grant) && there(grant) && gives(grant))
    }

    /// May they do it with what the id in the path names?
    pub async fn path(&self, action: Action, about: About, id: &str) -> Result<(), Refusal> {
        if self.repeats || self.has_everything(action) {
            return Ok(());
        }
        match find(&self.app, &self.caller, action, about, id).await? {
            Found::It(facts) => self.decide(action, None, &facts, || unreachable!("it was seen already")).await,
            Found::Nothing(what, id) => Err(Error::NotFound { what, id }.into()),
            Found::NoId => Err(Refusal::bad("invalid-id", "the id in the path is not one")),
        }
    }

    /// May they do it with the installation as a whole?
    pub async fn installation(&self, action: Action) -> Result<(), Refusal> {
        let facts = Facts::default();
        if !self.is_of_all_processes(action, None) {
            denied(&self.app, self, action, &facts, Denied::OutsideGrant).await;
            return Err(super::authorise::forbidden(action));
        }
        self.decide(action, None, &facts, || unreachable!("nothing is named")).await
    }

    /// May they do it in their tenant, whichever process it comes to?
    pub async fn at_large(&self, action: Action) -> Result<(), Refusal> {
        if self.has_everything(action) {
            return Ok(());
        }
        let facts = Facts { tenant: self.caller.tenant.clone(), each: true, ..Facts::default() };
        if !self.is_of_all_processes(action, self.caller.tenant.as_deref()) {
            denied(&self.app, self, action, &facts, Denied::OutsideGrant).await;
            return Err(super::authorise::forbidden(action));
        }
        self.decide(action, None, &facts, || unreachable!("nothing is named")).await
    }

    /// What may not be seen is not there; what may be seen and not done is forbidden.
    pub async fn decide(
        &self,
        action: Action,
        see: Option<Action>,
        facts: &Facts,
        missing: impl FnOnce() -> Error + Send,
    ) -> Result<(), Refusal> {
        if self.repeats {
            return Ok(());
        }
        let Err(why) = self.allows(action, facts) else { return Ok(()) };
        denied(&self.app, self, action, facts, why).await;
        Err(match why_not(self, action, see, facts) {
            NotAllowed::Forbidden => super::authorise::forbidden(action),
            NotAllowed::NotThere => missing().into(),
        })
    }

    /// Leaves of a list what they may see: by process, and by instance where somebody's grant asks who started it or they
    /// see only what they take part in.
    pub fn keep<T>(
        &self,
        action: Action,
        items: &mut Vec<T>,
        of: impl Fn(&T) -> (String, Option<InstanceId>),
    ) -> Result<(), Refusal> {
        if self.has_everything(action) {
            return Ok(());
        }
        let mut failed = None;
        items.retain(|item| {
            let (process, instance) = of(item);
            match self.sees(action, &process, instance) {
                Ok(sees) => sees,
                Err(error) => {
                    failed = Some(error);
                    false
                }
            }
        });
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Is nothing of the lists of persons kept from them: no tenant, no process, no department?
    pub fn sees_whole_lists(&self) -> bool {
        let gives = |grant: &Grant| grant.role.reach(Action::SeeLists) > Reach::Nothing;
        self.caller.tenant.is_none()
            && self.caller.processes.is_empty()
            && self.caller.grants.iter().filter(|grant| gives(grant)).all(|grant| grant.is_unbounded())
    }

    /// Leaves of open tasks what they may see: of what they have to do with, what is theirs to do, to claim or to get back.
    pub fn keep_tasks(&self, action: Action, tasks: &mut Vec<UserTask>) -> Result<(), Refusal> {
        if self.has_everything(action) {
            return Ok(());
        }
        let sees = |task: &UserTask| {
            let facts = Facts::of_open_task(&self.app, &self.caller, self.theirs(), task)?;
            Ok::<_, Error>(self.allows(action, &facts).is_ok())
        };
        let mut kept = Vec::with_capacity(tasks.len());
        for task in tasks.drain(..) {
            if sees(&task)? {
                kept.push(task);
            }
        }
        *tasks = kept;
        Ok(())
    }

    /// Leaves of the list of a person what its reader may see. What is the reader's own is theirs as far as their grants go.
    pub fn keep_listed<T>(
        &self,
        person: &str,
        items: &mut Vec<T>,
        of: impl Fn(&T) -> (String, InstanceId),
    ) -> Result<(), Refusal> {
        if person == self.caller.person && self.caller.relates(Action::SeeLists) {
            items.retain(|item| {
                let (process, instance) = of(item);
                self.concerns(Action::SeeLists, &process, instance)
            });
            return Ok(());
        }
        self.keep(Action::SeeLists, items, |item| {
            let (process, instance) = of(item);
            (process, Some(instance))
        })
    }

    /// The same for what says no more than its instance.
    pub fn keep_of_instances<T>(
        &self,
        action: Action,
        items: &mut Vec<T>,
        of: impl Fn(&T) -> InstanceId,
    ) -> Result<(), Refusal> {
        let process = |id| self.app.engine().instance_facts(id).ok().flatten().map(|facts| facts.process);
        self.keep(action, items, |item| (process(of(item)).unwrap_or_default(), Some(of(item))))
    }

    /// May they do it with something of this process and instance?
    pub fn sees(&self, action: Action, process: &str, instance: Option<InstanceId>) -> Result<bool, Error> {
        // One grant more must not hide what another one gives.
        let deep = self.caller.asks_for_departments() || self.caller.relates(action);
        let facts = match instance.filter(|_| deep) {
            Some(id) => Facts::of_instance(&self.app, &self.caller, action, id)?.unwrap_or_default(),
            None => Facts::of_process(&self.app, process),
        };
        Ok(self.allows(action, &facts).is_ok())
    }

    /// May they do it with this instance also where they have nothing to do with it?
    pub fn sees_as_a_stranger(&self, action: Action, id: InstanceId) -> Result<bool, Error> {
        if self.has_everything(action) {
            return Ok(true);
        }
        let Some(facts) = Facts::of_instance(&self.app, &self.caller, action, id)? else { return Ok(false) };
        Ok(self.allows(action, &Facts { related: false, ..facts }).is_ok())
    }

    /// Says of an open task what they may do with it, and what they may do with tasks like it.
    pub fn offer(&self, task: &mut UserTask) -> Result<TaskRights, Error> {
        let facts = Facts::of_open_task(&self.app, &self.caller, self.theirs(), task)?;
        let allows = |action| self.allows(action, &facts).is_ok();
        let process = facts.process.clone().unwrap_or_default();
        // Whom a task concerns takes part in its instance.
        let recalls =
            allows(Action::Recall) || (!facts.related && self.sees(Action::Recall, &process, Some(task.instance))?);
        let rights = TaskRights { works: allows(Action::WorkOnTasks), recalls, forces: allows(Action::ForceTasks) };
        self.app.engine().allow(&self.caller.person, rights, task)?;
        Ok(rights)
    }

    /// May they know that there is such a person? Those of other tenants are nobody to them.
    pub fn sees_person(&self, id: &str) -> bool {
        self.has_everything(Action::SeePeople)
            || self.allows(Action::SeePeople, &Facts::of_person(&self.app, &self.caller, id)).is_ok()
    }

    /// May somebody be named to them by what they see? Everybody may but those of other tenants.
    pub fn hears_of_person(&self, id: &str) -> bool {
        self.sees_person(id) || Facts::of_person(&self.app, &self.caller, id).tenant.is_none()
    }

    /// Is what has to do with them theirs in this process, as far as its bounds go that need no look at the instance?
    pub fn concerns(&self, action: Action, process: &str, instance: InstanceId) -> bool {
        if self.caller.asks_for_departments() {
            return self.sees(action, process, Some(instance)).unwrap_or(false);
        }
        let tenant = self.app.engine().tenant_of(process);
        let object = Object { tenant: tenant.as_deref(), process: Some(process), related: true, ..Object::default() };
        may(&self.caller, action, &object).is_ok()
    }
}

impl FromRequestParts<App> for Guard {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Refusal> {
        parts.extensions.get::<Guard>().cloned().ok_or_else(unauthorized)
    }
}
