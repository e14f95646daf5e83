//! A history with a story, told through the engine's own commands on a clock that is moved by hand.
//!
//! Eight weeks of material orders. What costs more than a limit needs a written offer of the supplier. Four weeks ago the limit
//! was lowered from 50 000 to 20 000 yuan. Since then nearly every order of one supplier, 北方物资, needs such an offer, and it
//! answers after days where the others take hours. Who looks finds a red indicator, and its cause behind it.
//!
//! Three things could be better, and are found in it: two checks that need nothing of each other come one after the other, an
//! approval is given whatever was checked, and a way for imports is never taken. So what it is to look for suggestions, to
//! simulate one and to make a draft of it can be tried at once.
//!
//! The same end gives the same history, but for the ids of its instances.
mod plan;

use plan::{Order, orders};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use weir_core::indicator::Indicator;
use weir_core::instance::Variables;
use weir_core::landscape::{Change, Expected, Link, LinkKind, Party, seed};
use weir_core::parameter::{Parameter, ParameterType};
use weir_core::{Actor, InstanceId, Timestamp};
use weir_engine::api::{
    ChangeIndicator, ChangeLandscape, ChangeOrganisation, CompleteUserTask, Paging, Resource, SetParameter,
    StartInstance, UserTask, UserTaskFilter,
};
use weir_engine::{Context, Engine, Error, ManualClock};

/// The process of the story.
pub const PROCESS: &str = "materialOrder";
/// The indicator that is red at its end.
pub const INDICATOR: &str = "supplier-answer";
/// How many weeks it has.
pub const WEEKS: i64 = 8;
/// For how many days everything was there before the first order: a way that nobody takes must be there for 90 days in all.
const BEFORE: i64 = 40;
/// The limit above which a written offer is needed.
const LIMIT: &str = "written_offer_above";
const MODEL: &str = include_str!("material-order.bpmn");
const ORGANISATION: &str = include_str!("organisation.json");
const INDICATORS: &str = include_str!("indicators.json");
const DAY_MS: i64 = 86_400_000;
/// The node of the landscape that the process is linked to.
const NODE: &str = "purchase-approval";

/// What is done next with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    /// The limit is lowered.
    Rule,
    /// It is asked for.
    Ask,
    /// The task that it waits at is begun.
    Begin,
    /// It is done.
    Do,
}

/// When something is due: the moment, its number so that the order is always the same, what, and with which order.
type Due = Reverse<(i64, u64, Act, usize)>;

/// Tells the story; the last thing in it happens before `until`. The engine must be new, and its clock this one. The answer is
/// how many orders there are.
pub async fn tell(engine: &Engine, clock: &ManualClock, until: Timestamp) -> Result<usize, Error> {
    // Days are those of China: eight in the morning there is midnight in Greenwich.
    let begin = (until.0.div_euclid(DAY_MS) - WEEKS * 7) * DAY_MS;
    clock.set(Timestamp(begin - BEFORE * DAY_MS));
    set_up(engine).await?;
    let all = orders(begin);
    let mut queue: BinaryHeap<Due> = BinaryHeap::new();
    let mut number = 0;
    let mut put = |queue: &mut BinaryHeap<Due>, at: i64, act: Act, order: usize| {
        number += 1;
        queue.push(Reverse((at, number, act, order)));
    };
    put(&mut queue, begin + WEEKS / 2 * 7 * DAY_MS, Act::Rule, 0);
    for (index, order) in all.iter().enumerate() {
        put(&mut queue, order.at, Act::Ask, index);
    }
    let mut instances: BTreeMap<usize, InstanceId> = BTreeMap::new();
    while let Some(Reverse((at, _, act, index))) = queue.pop() {
        if at >= until.0 {
            continue;
        }
        pass(engine, clock, Timestamp(at)).await?;
        let order = &all[index];
        match act {
            Act::Rule => set_limit(engine, 20_000, "内控检查：两万元以上须书面报价").await?,
            Act::Ask => {
                instances.insert(index, ask(engine, order).await?);
            }
            Act::Begin => {
                if let Some(task) = task_of(engine, instances[&index]).await? {
                    let by = who(order, &task);
                    if task.assignee.is_none() {
                        engine.claim_user_task(by.clone(), task.id).await?;
                    }
                    engine.start_user_task(by, task.id).await?;
                }
            }
            Act::Do => {
                if let Some(task) = task_of(engine, instances[&index]).await? {
                    let variables = variables(order.gives(task.element.as_str()));
                    let done = CompleteUserTask { variables, ..CompleteUserTask::default() };
                    engine.complete_user_task(who(order, &task), task.id, done).await?;
                }
            }
        }
        if matches!(act, Act::Ask | Act::Do)
            && let Some(task) = task_of(engine, instances[&index]).await?
        {
            let (takes, work) = order.takes(task.element.as_str(), at >= begin + WEEKS / 2 * 7 * DAY_MS);
            put(&mut queue, at + takes - work, Act::Begin, index);
            put(&mut queue, at + takes, Act::Do, index);
        }
    }
    pass(engine, clock, until).await?;
    Ok(all.len())
}

/// People, the landscape, the model, the limit and the indicators, as if they had been there before.
async fn set_up(engine: &Engine) -> Result<(), Error> {
    let by = || Context::of(Actor::named("qian.jin"));
    let reason = "示例数据".to_owned();
    let changes = serde_json::from_str(ORGANISATION).expect("the file of the demo is one");
    engine
        .change_organisation(
            by(),
            ChangeOrganisation { changes, reason: Some(reason.clone()), ..ChangeOrganisation::default() },
        )
        .await?;
    set_limit(engine, 50_000, "沿用原采购制度").await?;
    let file = Resource { name: "material-order.bpmn".to_owned(), bytes: MODEL.as_bytes().to_vec() };
    engine.deploy(by(), vec![file], false).await?;
    let begin = ChangeLandscape { changes: seed(), version: None, reason: reason.clone() };
    engine.change_landscape(by(), begin).await?;
    let (_, landscape) = engine.landscape(None);
    if let Some(node) = landscape.nodes.get(NODE) {
        let mut node = weir_core::landscape::Node::clone(node);
        node.owner = Some(Party::Person("qian.jin".to_owned()));
        node.links.push(Link { kind: LinkKind::Process, id: PROCESS.to_owned() });
        let changes = vec![Change::PutNode(Box::new(node), Expected::Anything)];
        engine.change_landscape(by(), ChangeLandscape { changes, version: None, reason: reason.clone() }).await?;
    }
    let indicators: Vec<Indicator> = serde_json::from_str(INDICATORS).expect("the file of the demo is one");
    for indicator in indicators {
        engine.change_indicator(by(), ChangeIndicator::Define(indicator), &reason).await?;
    }
    Ok(())
}

async fn set_limit(engine: &Engine, yuan: i64, reason: &str) -> Result<(), Error> {
    let declaration = Parameter {
        name: LIMIT.to_owned(),
        kind: ParameterType::Number,
        unit: Some("CNY".to_owned()),
        minimum: Some(0.into()),
        maximum: Some(1_000_000.into()),
        description: Some("超过此金额需供应商书面报价".to_owned()),
    };
    let set =
        SetParameter { declaration: Some(declaration), value: yuan.into(), from: None, reason: reason.to_owned() };
    engine.set_parameter(Context::of(Actor::named("qian.jin")), LIMIT, set).await?;
    Ok(())
}

async fn ask(engine: &Engine, order: &Order) -> Result<InstanceId, Error> {
    let start = StartInstance {
        process: Some(PROCESS.to_owned()),
        business_key: Some(order.key.clone()),
        variables: variables(order.variables()),
        ..StartInstance::default()
    };
    Ok(engine.start_instance(Context::of(Actor::named(order.buyer)), start).await?.id)
}

async fn task_of(engine: &Engine, instance: InstanceId) -> Result<Option<UserTask>, Error> {
    let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
    Ok(engine.user_tasks(&filter, &Paging::default()).await?.items.into_iter().next())
}

/// Whoever has a task, or takes it.
fn who(order: &Order, task: &UserTask) -> Context {
    Context::of(Actor::named(task.assignee.as_deref().unwrap_or_else(|| order.taker(task.element.as_str()))))
}

fn variables(plain: serde_json::Value) -> Variables {
    serde_json::from_value(plain).expect("they are plain data")
}

/// Lets time pass, in which each timer fires at its own time.
async fn pass(engine: &Engine, clock: &ManualClock, until: Timestamp) -> Result<(), Error> {
    use weir_engine::Clock;
    while let Some(due) = engine.next_due()?.filter(|due| *due > clock.now() && *due <= until) {
        clock.set(due);
        engine.idle().await;
    }
    clock.set(until);
    Ok(())
}

/// A clock for [`tell`], and an engine's options with it.
pub fn clock(until: Timestamp) -> Arc<ManualClock> {
    Arc::new(ManualClock::new(Timestamp(until.0 - WEEKS * 14 * DAY_MS)))
}
