//! Stepping in by hand: modify, migrate, suspend, resume, restart. With `dryRun` each only tells what it would change.
use super::access::Guard;
use super::ask::{Ask, Id};
use super::instances::process_of;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_core::changes::Changes;
use weir_core::migration::MigrationPlan;
use weir_core::modification::{EmptyScopes, Entering, Instruction, Modification, Target, Which};
use weir_core::{ElementId, InstanceId};
use weir_engine::{Context, api};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(modify))
        .routes(routes!(migrate))
        .routes(routes!(suspend))
        .routes(routes!(resume))
        .routes(routes!(restart))
        .routes(routes!(suspend_definition))
        .routes(routes!(activate_definition))
}

/// Instructions for one instance, carried out in their order, all or none.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Modify {
    /// What is to be done.
    instructions: Vec<ModifyStep>,
    /// What becomes of scopes that a cancellation has left without a token.
    #[serde(default)]
    empty_scopes: ModifyScopes,
    /// Why.
    reason: Option<String>,
    /// Only tell what would change.
    #[serde(default)]
    pub(super) dry_run: bool,
}

/// What becomes of empty scopes: `cancel` ends them too and so on outwards; `continue` lets them go on.
#[derive(Deserialize, ToSchema, Default, Clone, Copy)]
#[serde(rename_all = "camelCase")]
enum ModifyScopes {
    #[default]
    Cancel,
    Continue,
}

/// One thing to do.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum ModifyStep {
    /// A new token.
    Start(ModifyBegin),
    /// End element instances.
    Cancel(ModifyWhich),
    /// End element instances and begin elsewhere, once for each.
    Move {
        /// What is ended.
        from: ModifyWhich,
        /// Where it goes on.
        to: ModifyBegin,
    },
}

/// Element instances: one of `key` and `element`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ModifyWhich {
    /// This one.
    key: Option<u64>,
    /// All of this element.
    element: Option<String>,
}

/// Where a token begins: one of `before`, `after` and `flow`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ModifyBegin {
    /// This element is entered.
    before: Option<String>,
    /// This element is left undone, by its own flows.
    after: Option<String>,
    /// This sequence flow is taken.
    flow: Option<String>,
    /// The element instance around it, when there are several.
    scope: Option<u64>,
    /// Variables that are set.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// Are they the process's, or local to what begins?
    #[serde(default)]
    global: bool,
}

/// Puts tokens elsewhere by hand.
#[utoipa::path(post, path = "/instances/{id}/modify", tag = "interventions", params(("id" = uuid::Uuid, Path)),
    request_body = Modify, responses((status = 200, description = "what changed", body = schema::Changes)))]
async fn modify(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<Modify>,
) -> Result<Json<Changes>, Refusal> {
    let dry_run = input.dry_run;
    Ok(Json(app.engine().modify_instance(by, id, input.read()?, dry_run).await?))
}

/// How an instance goes to another definition: by a `plan`, or to a `target` by the plan that suggests itself.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Migrate {
    /// The plan.
    #[schema(value_type = Option<schema::MigrationPlan>)]
    plan: Option<MigrationPlan>,
    /// Or the definition, `process:version`, or a process for its latest version.
    target: Option<String>,
    /// Why.
    reason: Option<String>,
    /// Only tell what would change.
    #[serde(default)]
    dry_run: bool,
}

/// Moves an instance to another definition, or tells everything that stands against it.
#[utoipa::path(post, path = "/instances/{id}/migrate", tag = "interventions", params(("id" = uuid::Uuid, Path)),
    request_body = Migrate, responses((status = 200, description = "what changed", body = schema::Changes)))]
async fn migrate(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<Migrate>,
) -> Result<Json<Changes>, Refusal> {
    let plan = match (input.plan, input.target) {
        (Some(plan), None) => plan,
        (None, Some(target)) => {
            let source = app.engine().instance(id).await?.summary.definition;
            app.engine().propose_migration(&source, &target).await?.plan
        }
        _ => return Err(Refusal::bad("what-to-migrate-to", "either `plan` or `target` says where the instance goes")),
    };
    guard.process(Action::Operate, process_of(&plan.target)).await?;
    Ok(Json(app.engine().migrate_instance(by, id, plan, input.reason, input.dry_run).await?))
}

/// Why, and whether to do it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StandStill {
    /// Why.
    reason: Option<String>,
    /// Only tell what would change.
    #[serde(default)]
    dry_run: bool,
}

/// Lets an instance and everything it has called stand still.
#[utoipa::path(post, path = "/instances/{id}/suspend", tag = "interventions", params(("id" = uuid::Uuid, Path)),
    request_body = Option<StandStill>, responses((status = 200, description = "what changed", body = schema::Changes)))]
async fn suspend(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<StandStill>,
) -> Result<Json<Changes>, Refusal> {
    Ok(Json(app.engine().suspend_instance(by, id, input.reason, input.dry_run).await?))
}

/// Lets it go on. Timers that came due meanwhile fire once.
#[utoipa::path(post, path = "/instances/{id}/resume", tag = "interventions", params(("id" = uuid::Uuid, Path)),
    request_body = Option<StandStill>, responses((status = 200, description = "what changed", body = schema::Changes)))]
async fn resume(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<StandStill>,
) -> Result<Json<Changes>, Refusal> {
    Ok(Json(app.engine().resume_instance(by, id, input.reason, input.dry_run).await?))
}

/// How an ended instance begins again.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Restart {
    /// With the variables it ended with, and not those it began with.
    #[serde(default)]
    last_variables: bool,
    /// Variables that are other than then.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// On the latest version of its process, and not on its own.
    #[serde(default)]
    latest: bool,
    /// The elements before which tokens begin; none is where the process begins.
    #[serde(default)]
    before: Vec<String>,
    /// Why.
    reason: Option<String>,
    /// Only tell what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// Begins again, as a new instance, what has ended.
#[utoipa::path(post, path = "/instances/{id}/restart", tag = "interventions", params(("id" = uuid::Uuid, Path)),
    request_body = Option<Restart>,
    responses((status = 200, description = "the new instance", body = schema::RestartReport)))]
async fn restart(
    State(app): State<App>,
    Id(id): Id<InstanceId>,
    Ask { by, input }: Ask<Restart>,
) -> Result<Json<api::RestartReport>, Refusal> {
    let Restart { last_variables, variables, latest, before, reason, dry_run } = input;
    let before = before.into_iter().map(ElementId::from).collect();
    let wanted = api::RestartInstance { last_variables, variables, latest, before, reason };
    Ok(Json(app.engine().restart_instance(by, id, wanted, dry_run).await?))
}

/// With its instances, and why.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StandStillDefinition {
    /// The instances that run too.
    #[serde(default)]
    instances: bool,
    /// Why.
    reason: Option<String>,
    /// Only tell what would change.
    #[serde(default)]
    dry_run: bool,
    /// For a dry run: how many instances are tried, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The definition, and the batch for its instances.
#[derive(Serialize)]
struct DefinitionState {
    definition: api::Definition,
    batch: Option<api::BatchSummary>,
    trial: Option<api::DefinitionTrial>,
}

impl StandStillDefinition {
    async fn change(self, app: &App, by: Context, id: &str, suspended: bool) -> Result<DefinitionState, Refusal> {
        let engine = app.engine();
        if self.dry_run {
            let page = page(self.limit, self.cursor);
            let trial = engine.try_suspension(by, id, suspended, self.instances, &page).await?;
            let definition = engine.definition(&trial.definition.id).await?;
            return Ok(DefinitionState { definition, batch: None, trial: Some(trial) });
        }
        let (definition, batch) = if suspended {
            engine.suspend_definition(by, id, self.instances, self.reason).await?
        } else {
            engine.activate_definition(by, id, self.instances, self.reason).await?
        };
        Ok(DefinitionState { definition, batch, trial: None })
    }
}

/// From now on nothing starts an instance of the definition.
#[utoipa::path(post, path = "/definitions/{id}/suspend", tag = "interventions",
    params(("id" = String, Path, description = "`process:version`, or a process for its latest version")),
    request_body = Option<StandStillDefinition>,
    responses((status = 200, description = "it", body = schema::DefinitionState)))]
async fn suspend_definition(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<StandStillDefinition>,
) -> Result<Json<DefinitionState>, Refusal> {
    Ok(Json(input.change(&app, by, &id, true).await?))
}

/// It starts instances again.
#[utoipa::path(post, path = "/definitions/{id}/activate", tag = "interventions",
    params(("id" = String, Path, description = "`process:version`, or a process for its latest version")),
    request_body = Option<StandStillDefinition>,
    responses((status = 200, description = "it", body = schema::DefinitionState)))]
async fn activate_definition(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<StandStillDefinition>,
) -> Result<Json<DefinitionState>, Refusal> {
    Ok(Json(input.change(&app, by, &id, false).await?))
}

impl Modify {
    /// In the words of the core.
    pub(super) fn read(self) -> Result<Modification, Refusal> {
        let instructions = self.instructions.into_iter().map(ModifyStep::read).collect::<Result<_, _>>()?;
        let empty_scopes = match self.empty_scopes {
            ModifyScopes::Cancel => EmptyScopes::Cancel,
            ModifyScopes::Continue => EmptyScopes::Continue,
        };
        Ok(Modification { instructions, empty_scopes, reason: self.reason })
    }
}

impl ModifyStep {
    fn read(self) -> Result<Instruction, Refusal> {
        Ok(match self {
            ModifyStep::Start(begin) => Instruction::Start(begin.read()?),
            ModifyStep::Cancel(which) => Instruction::Cancel(which.read()?),
            ModifyStep::Move { from, to } => Instruction::Move { from: from.read()?, to: to.read()? },
        })
    }
}

impl ModifyWhich {
    fn read(self) -> Result<Which, Refusal> {
        match (self.key, self.element) {
            (Some(key), None) => Ok(Which::Instance(key)),
            (None, Some(element)) => Ok(Which::All(element.into())),
            _ => Err(Refusal::bad("which-instances", "either `key` or `element` says which element instances")),
        }
    }
}

impl ModifyBegin {
    fn read(self) -> Result<Entering, Refusal> {
        let target = match (self.before, self.after, self.flow) {
            (Some(element), None, None) => Target::Before(element.into()),
            (None, Some(element), None) => Target::After(element.into()),
            (None, None, Some(flow)) => Target::Flow(flow.into()),
            _ => return Err(Refusal::bad("where-to-start", "one of `before`, `after` and `flow` says where")),
        };
        Ok(Entering { target, scope: self.scope, variables: self.variables, global: self.global })
    }
}
