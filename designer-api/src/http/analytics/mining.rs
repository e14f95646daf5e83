//! What analysts see of a history: the map, variants, rework, where time goes, who works with whom, batches, two sets of
//! instances side by side; and the instances behind each number.
use super::super::access::{Guard, note_evidence};
use super::super::ask::{Ask as Body, Id, Query};
use super::super::page::Limit;
use super::super::{App, Refusal, schema};
use super::asked::{Asked, Outcome, Question};
use super::{of_persons, sees_persons};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_engine::api::{
    Analysed, MapSliders, MinedBatches, MinedBottlenecks, MinedCases, MinedComparison, MinedItem, MinedMap,
    MinedNetworks, MinedRework, MinedVariants,
};
use weir_mining::ledger::Ask;

/// The gap within a batch when nobody says: a quarter of an hour.
const GAP_MS: i64 = 900_000;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(map))
        .routes(routes!(variants))
        .routes(routes!(rework))
        .routes(routes!(bottlenecks))
        .routes(routes!(networks))
        .routes(routes!(batches))
        .routes(routes!(cases))
        .routes(routes!(comparison))
}

/// Which instances a view looks at, and how.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Viewed {
    /// From here on, rounded down to the hour; 30 days before its end when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// Until before here, rounded up to the hour; now when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<String>,
    /// Only this version.
    version: Option<u32>,
    /// Only instances that went through this node.
    node: Option<String>,
    /// Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`.
    variables: Option<String>,
    /// Only instances in which this person did something; for auditors.
    actor: Option<String>,
    /// Only instances that were left so.
    outcome: Option<Outcome>,
    /// Only what took at least so many ms.
    longer: Option<i64>,
    /// Only what took at most so many ms.
    shorter: Option<i64>,
    /// Only instances in which work was done again, or was not.
    rework: Option<bool>,
    /// Only instances that were stuck, or were not.
    incidents: Option<bool>,
    /// Only instances in which this flow was taken.
    flow: Option<String>,
    /// Only instances whose numbers lie in these ranges, as everywhere: `{"amount":{"from":100,"below":500}}`.
    ranges: Option<String>,
    /// Without instances of which all of this is so, as everywhere: `{"variables":{"supplier":"north"},"flow":"to-pay"}`.
    except: Option<String>,
    /// Only instances that broke the rule of their process with this id.
    breaks: Option<String>,
    /// Only instances in which somebody did something who belonged to this department then, or to one below it.
    department: Option<String>,
    /// Only instances that were started by somebody who belonged to this department then, or to one below it.
    initiator_department: Option<String>,
    /// Of a map: which share of activities is shown, 0 to 1, the most frequent first; all when it is not said.
    activities: Option<f64>,
    /// Of a map: which share of what follows what is shown, 0 to 1; all when it is not said.
    paths: Option<f64>,
    /// Of batches: the longest gap within one, ms; a quarter of an hour when it is not said.
    gap: Option<i64>,
    /// Of networks: single people in place of groups; for auditors.
    #[serde(default)]
    people: bool,
    /// Of the instances behind a number: which view it stands in.
    #[param(inline)]
    behind: Option<Behind>,
    /// The activity, group or instance that it is of; of a flow none is the beginning.
    of: Option<String>,
    /// The other one, where it is of two; of a flow none is the end.
    to: Option<String>,
    /// Entries of a page, where there are pages, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    skip: Option<usize>,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Behind {
    /// All instances.
    All,
    /// Those in which the activity `of` was done.
    Activity,
    /// Those in which `to` followed `of`, on the map at these sliders.
    Flow,
    /// Those that went as the instance `of` did.
    Variant,
    /// Those that went otherwise.
    OtherVariants,
    /// Those in which anything was done again.
    Rework,
    /// Those in which `of` was done again.
    Again,
    /// Those in which `of` was done again, coming back from `to`.
    Loop,
    /// Those that went to and fro between `of` and `to`.
    ToAndFro,
    /// Those on whose critical path `of` lies.
    Critical,
    /// Those in which work went from `of` to `to`.
    Handover,
    /// Those on which `of` and `to` have worked.
    Together,
    /// Those on which `of` has worked.
    Worked,
    /// Those with work on `of` in a batch.
    Batched,
}

impl Viewed {
    fn sliders(&self) -> MapSliders {
        MapSliders { activities: self.activities.unwrap_or(1.0), paths: self.paths.unwrap_or(1.0) }
    }

    fn gap(&self) -> i64 {
        self.gap.unwrap_or(GAP_MS)
    }

    /// What is asked for, where all parts that it needs are said, and no others.
    fn item(&self) -> Result<MinedItem, Refusal> {
        let wrong = || Refusal::bad("mined-item", "say `behind` what, with `of` and `to` as it needs them");
        let alone = || self.of.clone().filter(|_| self.to.is_none()).ok_or_else(wrong);
        let both = || Ok::<_, Refusal>((self.of.clone().ok_or_else(wrong)?, self.to.clone().ok_or_else(wrong)?));
        let none = || if self.of.is_none() && self.to.is_none() { Ok(()) } else { Err(wrong()) };
        Ok(match self.behind.ok_or_else(wrong)? {
            Behind::All => none().map(|()| MinedItem::All)?,
            Behind::Rework => none().map(|()| MinedItem::Rework)?,
            Behind::Activity => MinedItem::Activity(alone()?),
            Behind::Flow => MinedItem::Flow(self.of.clone(), self.to.clone(), self.sliders()),
            Behind::Variant => MinedItem::Variant(InstanceId(alone()?.parse().map_err(|_| wrong())?)),
            Behind::OtherVariants => MinedItem::OtherVariants(InstanceId(alone()?.parse().map_err(|_| wrong())?)),
            Behind::Again => MinedItem::Again(alone()?),
            Behind::Loop => both().map(|(of, from)| MinedItem::Loop(of, from))?,
            Behind::ToAndFro => both().map(|(one, other)| MinedItem::ToAndFro(one, other))?,
            Behind::Critical => MinedItem::Critical(alone()?),
            Behind::Handover => both().map(|(from, to)| MinedItem::Handover(from, to))?,
            Behind::Together => both().map(|(one, other)| MinedItem::Together(one, other))?,
            Behind::Worked => MinedItem::Worked(alone()?),
            Behind::Batched => MinedItem::Batched(alone()?, self.gap()),
        })
    }

    fn page(&self) -> (usize, usize) {
        (self.skip.unwrap_or(0), Limit::entries(self.limit).unwrap_or(weir_engine::PAGE_LIMIT))
    }

    /// As the ledger takes it, for somebody who may ask it.
    async fn ask(self, app: &App, guard: &Guard, id: &str) -> Result<Ask, Refusal> {
        let asked = Asked {
            from: self.from,
            until: self.until,
            version: self.version,
            node: self.node,
            variables: self.variables,
            actor: self.actor,
            outcome: self.outcome,
            longer: self.longer,
            shorter: self.shorter,
            rework: self.rework,
            incidents: self.incidents,
            flow: self.flow,
            ranges: self.ranges,
            except: self.except,
            breaks: self.breaks,
            department: self.department,
            initiator_department: self.initiator_department,
            ..Asked::default()
        };
        let (ask, _) = asked.ask(app, id)?;
        of_persons(app, guard, &ask).await?;
        Ok(ask)
    }
}

/// Single people are for auditors, and whoever looks at them is noted.
async fn named(app: &App, guard: &Guard, people: bool, id: &str) -> Result<bool, Refusal> {
    if !people {
        return Ok(false);
    }
    if !sees_persons(guard) {
        let detail = "figures of single people are for auditors; ask for groups";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "analytics-person", detail));
    }
    note_evidence(app, guard, super::process_of(id)).await?;
    Ok(true)
}

/// The process map: what follows what by causes, thinned by two sliders and never torn apart.
#[utoipa::path(get, path = "/analytics/processes/{id}/map", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "it", body = schema::Analysed<schema::MinedMap>)))]
async fn map(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedMap>>, Refusal> {
    let sliders = viewed.sliders();
    let ask = viewed.ask(&app, &guard, &id).await?;
    Ok(Json(app.engine().mined_map(ask, sliders).await?))
}

/// The variants by causes: branches side by side are one way, whichever was quicker.
#[utoipa::path(get, path = "/analytics/processes/{id}/variants", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "them", body = schema::Analysed<schema::MinedVariants>)))]
async fn variants(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedVariants>>, Refusal> {
    let ask = viewed.ask(&app, &guard, &id).await?;
    Ok(Json(app.engine().mined_variants(ask).await?))
}

/// What was done again, what that cost, and what went to and fro.
#[utoipa::path(get, path = "/analytics/processes/{id}/rework", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "it", body = schema::Analysed<schema::MinedRework>)))]
async fn rework(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedRework>>, Refusal> {
    let ask = viewed.ask(&app, &guard, &id).await?;
    Ok(Json(app.engine().mined_rework(ask).await?))
}

/// Where the time goes: what each activity adds to the mean duration on the critical path, queue, claim and service apart.
#[utoipa::path(get, path = "/analytics/processes/{id}/bottlenecks", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "it", body = schema::Analysed<schema::MinedBottlenecks>)))]
async fn bottlenecks(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedBottlenecks>>, Refusal> {
    let ask = viewed.ask(&app, &guard, &id).await?;
    Ok(Json(app.engine().mined_bottlenecks(ask).await?))
}

/// Who hands over to whom, who works on the same instances, and who does how much: groups of at least five people; for
/// auditors single people, which is noted.
#[utoipa::path(get, path = "/analytics/processes/{id}/networks", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "them", body = schema::Analysed<schema::MinedNetworks>)))]
async fn networks(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedNetworks>>, Refusal> {
    let people = viewed.people;
    let ask = viewed.ask(&app, &guard, &id).await?;
    let named = named(&app, &guard, people, &id).await?;
    Ok(Json(app.engine().mined_networks(ask, named).await?))
}

/// What is collected and then done in one go by one person, and what that costs and saves.
#[utoipa::path(get, path = "/analytics/processes/{id}/batches", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "them", body = schema::Analysed<schema::MinedBatches>)))]
async fn batches(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedBatches>>, Refusal> {
    let gap = viewed.gap();
    let ask = viewed.ask(&app, &guard, &id).await?;
    Ok(Json(app.engine().mined_batches(ask, gap).await?))
}

/// The instances behind a number of a view, the longest first: the view is made once more of the same question, so their
/// number is the one that was told as long as nothing has ended since.
#[utoipa::path(get, path = "/analytics/processes/{id}/mined-cases", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`"), Viewed),
    responses((status = 200, description = "a page", body = schema::Analysed<schema::MinedCases>)))]
async fn cases(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(viewed): Query<Viewed>,
) -> Result<Json<Analysed<MinedCases>>, Refusal> {
    let (item, page, people) = (viewed.item()?, viewed.page(), viewed.people);
    let ask = viewed.ask(&app, &guard, &id).await?;
    let named = named(&app, &guard, people, &id).await?;
    Ok(Json(app.engine().mined_cases(ask, item, page, named).await?))
}

/// Two sets of instances.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sets {
    /// The one.
    one: Question,
    /// The other; none is the rest of the one's window, and of one way those of the same question that went others.
    other: Option<Question>,
    /// Of the one only those that went as this instance did.
    one_way: Option<Uuid>,
    /// Of the other only those that went as this one did.
    other_way: Option<Uuid>,
}

/// Two sets of instances held against each other: how long they take, which activities and variants they have more or less
/// often, beyond chance.
#[utoipa::path(post, path = "/analytics/processes/{id}/comparison", tag = "analytics",
    params(("id" = String, Path, description = "the process, or `process:version`")), request_body = Sets,
    responses((status = 200, description = "it", body = schema::Analysed<schema::MinedComparison>)))]
async fn comparison(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Body { input, .. }: Body<Sets>,
) -> Result<Json<Analysed<MinedComparison>>, Refusal> {
    let one = input.one.ask(&app, &id)?;
    let other = input.other.map(|other| other.ask(&app, &id)).transpose()?;
    for ask in [Some(&one), other.as_ref()].into_iter().flatten() {
        of_persons(&app, &guard, ask).await?;
    }
    let ways = [input.one_way, input.other_way].map(|way| way.map(InstanceId));
    Ok(Json(app.engine().mined_comparison(one, other, ways).await?))
}
