//! What roles may do, and what somebody may do: the same pure decision that every request is put to, asked without doing
//! anything (以某人身份查看).
use super::access::{Facts, Guard};
use super::ask::{Nothing, Query};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::{Action, Caller, Denied, Grant, Reach, Role, may};
use weir_engine::Error;
use weir_engine::api::{DefinitionFilter, Paging};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(roles)).routes(routes!(decisions))
}

/// How far a role or a person reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
enum Reached {
    Nothing,
    Related,
    Bounded,
    Everything,
}

impl From<Reach> for Reached {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Nothing => Reached::Nothing,
            Reach::Related => Reached::Related,
            Reach::Everything => Reached::Everything,
        }
    }
}

/// A role and how far it reaches.
#[derive(Serialize)]
struct RoleReach {
    role: Role,
    actions: Vec<ActionReach>,
}

/// One of its actions.
#[derive(Serialize)]
struct ActionReach {
    action: Action,
    reach: Reached,
}

/// The permission matrix: every role with every action.
#[utoipa::path(get, path = "/access/roles", tag = "access",
    responses((status = 200, description = "the matrix", body = Vec<schema::RoleReach>)))]
async fn roles(_guard: Guard, _query: Query<Nothing>) -> Json<Vec<RoleReach>> {
    let of = |role: Role| {
        let actions = Action::ALL.map(|action| ActionReach { action, reach: role.reach(action).into() });
        RoleReach { role, actions: actions.into() }
    };
    Json(Role::ALL.map(of).into())
}

/// Of whom, and about what.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The user whose requests are decided.
    r#as: String,
    /// About this process and its instances; without it about all of the installation.
    process: Option<String>,
    /// About instances that this person started.
    started_by: Option<String>,
}

/// What was decided of one action.
#[derive(Serialize)]
struct Decided {
    action: Action,
    reach: Reached,
    denied: Option<&'static str>,
    grants: Vec<String>,
}

/// What they may do with one process.
#[derive(Serialize)]
struct OfProcess {
    process: String,
    name: Option<String>,
    start: Reached,
    see: Reached,
    operate: Reached,
    deploy: Reached,
}

/// Everything that was decided.
#[derive(Serialize)]
struct Decisions {
    user: String,
    tenant: Option<String>,
    admitted: bool,
    grants: Vec<Value>,
    actions: Vec<Decided>,
    processes: Vec<OfProcess>,
}

/// What a user may do, and why: every action decided as it would be for a request of theirs. Nothing is done in their name.
#[utoipa::path(get, path = "/access/decisions", tag = "access", params(Asked),
    responses((status = 200, description = "what was decided", body = schema::AccessDecisions)))]
async fn decisions(State(app): State<App>, guard: Guard, Query(q): Query<Asked>) -> Result<Json<Decisions>, Refusal> {
    let user = q.r#as;
    let missing = || Error::NotFound { what: "user", id: user.clone() };
    let tenant = app.engine().access(|access| access.accounts.get(&user).map(|account| account.user.tenant.clone()));
    let tenant = tenant.ok_or_else(missing)?;
    // Whoever manages one tenant looks through the eyes of its people alone.
    let facts = Facts { tenant: tenant.clone(), name: user.clone(), ..Facts::default() };
    guard.decide(Action::ManageAccess, Some(Action::ManageAccess), &facts, missing).await?;
    let caller = app.engine().caller(&user);
    let admitted = caller.is_some();
    let caller = caller.unwrap_or_else(|| Caller { user: user.clone(), tenant: tenant.clone(), ..Caller::default() });
    let mut about = match &q.process {
        Some(process) => Facts::of_process(&app, process),
        None => Facts { tenant: tenant.clone(), ..Facts::default() },
    };
    if let Some(starter) = &q.started_by {
        about.departments = app.engine().departments_of(starter);
        about.related = *starter == caller.person;
    }
    let actions = Action::ALL.into_iter().map(|action| decided(&caller, action, &about)).collect();
    let grants = caller.grants.iter().map(|grant| serde_json::to_value(&**grant).expect("it is plain data")).collect();
    let processes = of_processes(&app, &guard, &caller).await?;
    Ok(Json(Decisions { user, tenant, admitted, grants, actions, processes }))
}

fn decided(caller: &Caller, action: Action, about: &Facts) -> Decided {
    let reach = reached(caller, action, about);
    let denied =
        if reach == Reached::Nothing { may(caller, action, &about.object()).err().map(Denied::code) } else { None };
    let gives = |grant: &&Arc<Grant>| {
        let alone = Caller { grants: vec![(*grant).clone()], ..caller.clone() };
        reached(&alone, action, about) != Reached::Nothing
    };
    let grants = caller.grants.iter().filter(gives).map(|grant| grant.id.clone()).collect();
    Decided { action, reach, denied, grants }
}

/// Everything of what is asked about, a part of it that their grants bound, or only what they have to do with.
fn reached(caller: &Caller, action: Action, about: &Facts) -> Reached {
    if may(caller, action, &about.object()).is_ok() {
        return Reached::Everything;
    }
    // Without its bounds a grant would give it: so it gives a part.
    let unbounded = |grant: &Arc<Grant>| {
        let processes = if about.process.is_some() { grant.processes.clone() } else { vec![] };
        Arc::new(Grant { processes, departments: vec![], ..(**grant).clone() })
    };
    let wide = Caller { grants: caller.grants.iter().map(unbounded).collect(), ..caller.clone() };
    let related = Facts { related: true, ..about.clone() };
    if may(&wide, action, &about.object()).is_ok() {
        Reached::Bounded
    } else if may(caller, action, &related.object()).is_ok() {
        Reached::Related
    } else {
        Reached::Nothing
    }
}

/// With each process that the asker sees: the latest versions that there are.
async fn of_processes(app: &App, guard: &Guard, caller: &Caller) -> Result<Vec<OfProcess>, Error> {
    let filter = DefinitionFilter { latest: true, ..DefinitionFilter::default() };
    let (mut all, mut page) = (vec![], Paging { limit: Some(1000), cursor: None });
    loop {
        let found = app.engine().definitions(&filter, &page).await?;
        for definition in found.items {
            let about = Facts::of_process(app, &definition.process);
            if guard.allows(Action::SeeDefinitions, &about).is_err() {
                continue;
            }
            let reach = |action| reached(caller, action, &about);
            all.push(OfProcess {
                start: reach(Action::StartInstances),
                see: reach(Action::SeeInstances),
                operate: reach(Action::Operate),
                deploy: reach(Action::Deploy),
                process: definition.process,
                name: definition.name,
            });
        }
        let Some(next) = found.next else { return Ok(all) };
        page.cursor = Some(next);
    }
}
