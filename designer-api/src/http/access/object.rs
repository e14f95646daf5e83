//! What a request is about, as far as the decision needs it.
use super::super::App;
use super::table::About;
use std::collections::BTreeSet;
use weir_core::InstanceId;
use weir_core::access::{Action, Caller, Object};
use weir_engine::Error;
use weir_engine::api::{ElementAddress, Model, UserTask, WaitAddress};

/// What is known of an object.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Of which tenant.
    pub tenant: Option<String>,
    /// Of which process.
    pub process: Option<String>,
    /// The departments of whoever started the instance.
    pub departments: Vec<String>,
    /// Is it a list, of which whatever is found is decided one by one?
    pub each: bool,
    /// Has the person to do with it?
    pub related: bool,
    /// Its name, for the audit.
    pub name: String,
}

/// What was found under an id.
pub enum Found {
    /// The object.
    It(Facts),
    /// There is none: the kind and the id.
    Nothing(&'static str, String),
    /// The id is none: the route itself says so, and does nothing.
    NoId,
}

impl Facts {
    /// As the core takes it.
    pub fn object(&self) -> Object<'_> {
        Object {
            tenant: self.tenant.as_deref(),
            process: self.process.as_deref(),
            departments: &self.departments,
            each: self.each,
            related: self.related,
        }
    }

    /// Of a process.
    pub fn of_process(app: &App, process: &str) -> Self {
        let (tenant, name) = (app.engine().tenant_of(process), process.to_owned());
        Facts { tenant, process: Some(process.to_owned()), name, ..Facts::default() }
    }

    /// Of an instance; whether the person takes part is looked up only when it counts.
    pub fn of_instance(app: &App, caller: &Caller, action: Action, id: InstanceId) -> Result<Option<Self>, Error> {
        let engine = app.engine();
        let Some(known) = engine.instance_facts(id)? else { return Ok(None) };
        let departments = departments(app, caller, known.initiator.as_deref());
        let asked = caller.relates(action) || caller.relates(Action::SeeInstances);
        let related = asked && engine.takes_part(&caller.person, id)?;
        let name = id.to_string();
        Ok(Some(Facts { tenant: known.tenant, process: Some(known.process), departments, related, name, each: false }))
    }

    /// Of a draft: whose grants are for some processes works on their own drafts, for a draft is of no process yet.
    pub fn of_model(model: &Model, caller: &Caller) -> Self {
        let related = model.created_by == caller.person;
        Facts { tenant: model.tenant.clone(), related, name: model.id.clone(), ..Facts::default() }
    }

    /// Of a task: whether it is the person's to do, to claim or to get back.
    async fn of_task(app: &App, caller: &Caller, place: WaitAddress) -> Result<Option<Self>, Error> {
        let engine = app.engine();
        let task = match engine.user_task(place).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            found => found?,
        };
        let facts = Self::of_open_task(app, caller, &engine.belongs_to(&caller.person), &task)?;
        Ok(Some(Facts { name: task.id.to_string(), ..facts }))
    }

    /// Of an open task that was found already, for somebody who belongs to these.
    pub fn of_open_task(app: &App, caller: &Caller, theirs: &BTreeSet<String>, task: &UserTask) -> Result<Self, Error> {
        let engine = app.engine();
        let initiator = if caller.asks_for_departments() {
            engine.instance_facts(task.instance)?.and_then(|known| known.initiator)
        } else {
            None
        };
        let departments = departments(app, caller, initiator.as_deref());
        let related = task.concerns(&caller.person, theirs);
        let process = task.definition.rsplit_once(':').map_or(task.definition.as_str(), |(process, _)| process);
        Ok(Facts { departments, related, ..Facts::of_process(app, process) })
    }

    /// Of a person, known or not: whoever is nobody yet is of the caller's own tenant, as a user that is to be made is.
    /// Somebody of the organisation without an account belongs to the installation itself, and is nobody's to take.
    pub fn of_newcomer(app: &App, caller: &Caller, id: &str) -> Self {
        let engine = app.engine();
        let known = engine.access(|access| access.accounts.contains_key(id)) || engine.has_person(id);
        let facts = Self::of_person(app, caller, id);
        if known { facts } else { Facts { tenant: caller.tenant.clone(), ..facts } }
    }

    /// Of a person: the tenant of their account, if they have one.
    pub fn of_person(app: &App, caller: &Caller, id: &str) -> Self {
        let tenant = app.engine().access(|access| access.accounts.get(id)?.user.tenant.clone());
        Facts { tenant, related: caller.person == id, name: id.to_owned(), ..Facts::default() }
    }
}

/// The departments of whoever started an instance, where a grant of the caller asks for them.
fn departments(app: &App, caller: &Caller, initiator: Option<&str>) -> Vec<String> {
    let asked = initiator.filter(|_| caller.asks_for_departments());
    asked.map(|initiator| app.engine().departments_of(initiator)).unwrap_or_default()
}

/// What the id in a path names.
pub async fn find(app: &App, caller: &Caller, action: Action, about: About, id: &str) -> Result<Found, Error> {
    let nothing = |what| Found::Nothing(what, id.to_owned());
    let or_nothing = |facts: Option<Facts>, what| facts.map_or_else(|| nothing(what), Found::It);
    let engine = app.engine();
    Ok(match about {
        About::Each | About::Caller => Found::It(Facts {
            tenant: caller.tenant.clone(),
            name: id.to_owned(),
            each: true,
            related: true,
            ..Facts::default()
        }),
        About::Tenant => {
            let (tenant, name) = (caller.tenant.clone(), id.to_owned());
            Found::It(Facts { tenant, name, each: true, ..Facts::default() })
        }
        About::Installation => Found::It(Facts { name: id.to_owned(), ..Facts::default() }),
        About::Task => {
            let Ok(place) = id.parse::<WaitAddress>() else { return Ok(Found::NoId) };
            or_nothing(Facts::of_task(app, caller, place).await?, "user-task")
        }
        About::Job => {
            let Ok(place) = id.parse::<WaitAddress>() else { return Ok(Found::NoId) };
            or_nothing(Facts::of_instance(app, caller, action, place.instance)?, "job")
        }
        About::Instance => {
            let Ok(uuid) = id.parse() else { return Ok(Found::NoId) };
            or_nothing(Facts::of_instance(app, caller, action, InstanceId(uuid))?, "instance")
        }
        About::Element => {
            let wait = id.parse::<WaitAddress>().map(|place| place.instance);
            let Ok(instance) = wait.or_else(|_| id.parse::<ElementAddress>().map(|place| place.instance)) else {
                return Ok(Found::NoId);
            };
            or_nothing(Facts::of_instance(app, caller, action, instance)?, "element-instance")
        }
        About::Definition => {
            let versioned = id.rsplit_once(':').filter(|(_, version)| version.parse::<u32>().is_ok());
            let process = versioned.map_or(id, |(process, _)| process);
            if engine.has_process(process) { Found::It(Facts::of_process(app, process)) } else { nothing("definition") }
        }
        About::Decision => {
            let versioned = id.rsplit_once(':').filter(|(_, version)| version.parse::<u32>().is_ok());
            let tenant = engine.tenant_of_decision(versioned.map_or(id, |(decision, _)| decision));
            Found::It(Facts { tenant, name: id.to_owned(), ..Facts::default() })
        }
        About::Form => {
            let versioned = id.rsplit_once(':').filter(|(_, version)| version.parse::<u32>().is_ok());
            let tenant = engine.tenant_of_form(versioned.map_or(id, |(form, _)| form));
            Found::It(Facts { tenant, name: id.to_owned(), ..Facts::default() })
        }
        About::Model => match engine.model(id).await {
            Err(Error::NotFound { .. }) => nothing("model"),
            found => Found::It(Facts::of_model(&found?, caller)),
        },
        About::Person => Found::It(Facts::of_person(app, caller, id)),
        About::User => {
            let mut facts = Facts::of_newcomer(app, caller, id);
            facts.related = caller.user == id && caller.person == id;
            Found::It(facts)
        }
        About::Token => {
            let owner = engine.access(|access| access.tokens.get(id).map(|token| token.owner.clone()));
            let Some(owner) = owner else { return Ok(nothing("token")) };
            let mut facts = Facts::of_person(app, caller, &owner);
            facts.related = caller.user == owner && caller.person == owner;
            id.clone_into(&mut facts.name);
            Found::It(facts)
        }
        About::Granted => {
            let tenant = engine.access(|access| access.grant(id).map(|grant| grant.tenant.clone()));
            let tenant = tenant.unwrap_or_else(|| caller.tenant.clone());
            Found::It(Facts { tenant, name: id.to_owned(), ..Facts::default() })
        }
    })
}
