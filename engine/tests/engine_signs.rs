//! What a suggestion promises, a simulation of it confirms: an opportunity is planted in a history that the engine makes, found
//! in it, simulated as it stands, and what it is to make less becomes less beyond doubt. It is long because each rule has a
//! history of its own.
use crate::engine_support::{Lab, MONDAY, by, model, vars};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weir_core::organisation::{Change, Entry};
use weir_core::{InstanceId, Timestamp};
use weir_engine::Context;
use weir_engine::api::{
    AuditJobState, ChangeOrganisation, CompleteUserTask, FindSuggestions, Paging, SimulationState, SuggestionRun,
    SuggestionSettings, UserTask, UserTaskFilter,
};
use weir_mining::statistics::chance::Stream;
use weir_mining::suggest::Rule;

const HOUR: i64 = 3_600_000;

/// What somebody does: how long it waits, how long it takes, who does it, and what they say.
type Deed = (i64, i64, &'static str, Value);

/// A case: when it begins, with what, and what is done at each of its steps.
struct Case {
    at: i64,
    with: Value,
    does: BTreeMap<&'static str, Deed>,
}

enum What {
    Begin,
    Take(UserTask),
    Done(UserTask),
}

/// A step of people that reads and writes this, with more attributes.
fn task(id: &str, reads: &str, writes: &str, more: &str) -> String {
    format!(
        "<userTask id='{id}' {more}><extensionElements><weir:input source='={reads}' target='{reads}'/>\
         <weir:output source='={writes}' target='{writes}'/></extensionElements></userTask>"
    )
}

/// A gateway that goes on by default, and to the side where somebody said no.
fn gateway(id: &str, on: &str, side: &str, variable: &str) -> String {
    format!(
        "<exclusiveGateway id='{id}' default='{id}_{on}'/><sequenceFlow id='{id}_{side}' sourceRef='{id}' \
         targetRef='{side}'><conditionExpression>= {variable} = \"reject\"</conditionExpression></sequenceFlow>"
    )
}

/// Carries cases out, everything at its time.
async fn run(lab: &Lab, cases: &[Case]) {
    let mut due: BTreeMap<(i64, usize), (usize, What)> = BTreeMap::new();
    let mut ids: BTreeMap<usize, InstanceId> = BTreeMap::new();
    let mut number = 0;
    let mut put = |due: &mut BTreeMap<(i64, usize), (usize, What)>, at: i64, case: usize, what: What| {
        number += 1;
        due.insert((at, number), (case, what));
    };
    for (case, of) in cases.iter().enumerate() {
        put(&mut due, MONDAY.0 + of.at, case, What::Begin);
    }
    while let Some(((at, _), (case, what))) = due.pop_first() {
        lab.jump(Timestamp(at)).await;
        match what {
            What::Begin => {
                ids.insert(case, lab.start("p", vars(cases[case].with.clone())).await);
            }
            What::Take(task) => {
                let (_, takes, who, _) = &cases[case].does[task.element.as_str()];
                lab.engine.claim_user_task(by(who), task.id).await.unwrap();
                lab.engine.start_user_task(by(who), task.id).await.unwrap();
                put(&mut due, at + takes, case, What::Done(task));
                continue;
            }
            What::Done(task) => {
                let (_, _, who, says) = &cases[case].does[task.element.as_str()];
                let answer = CompleteUserTask { variables: vars(says.clone()), ..CompleteUserTask::default() };
                lab.engine.complete_user_task(by(who), task.id, answer).await.unwrap();
            }
        }
        let of = UserTaskFilter { instance: ids.get(&case).copied(), ..UserTaskFilter::default() };
        for task in lab.engine.user_tasks(&of, &Paging::default()).await.unwrap().items {
            let wait = cases[case].does[task.element.as_str()].0;
            put(&mut due, at + wait, case, What::Take(task));
        }
    }
}

/// Searches, simulates the one suggestion of a rule, and says by how much a figure becomes other, and whether beyond doubt.
async fn confirmed(lab: &Lab, rule: Rule, figure: &str) -> (f64, bool) {
    let variant = judged(lab, rule).await;
    let of = &variant["differences"][figure];
    let percent = of["percent"].as_f64().unwrap_or_else(|| panic!("{of}"));
    (percent, of["difference"]["high"].as_f64().is_some_and(|high| high < 0.0))
}

/// What there is to gain is a risk that goes: the simulation says that nothing is worse for it, and is reason enough.
async fn harmless(lab: &Lab, rule: Rule) {
    let variant = judged(lab, rule).await;
    for figure in ["time", "timeP90", "waiting", "work", "unfinished"] {
        let worse = &variant["differences"][figure]["difference"]["mean"];
        assert!(worse.as_f64().is_some_and(|worse| worse.abs() < 1e-6), "{figure}: {variant}");
    }
    assert_eq!(variant["acceptReady"], true, "{variant}");
}

/// What the simulation of the one suggestion of a rule says.
async fn judged(lab: &Lab, rule: Rule) -> Value {
    judged_by(lab, rule, 60).await
}

async fn search(lab: &Lab) -> SuggestionRun {
    let pia: Context = by("pia");
    let mut run = lab.engine.find_suggestions(&pia, "p", FindSuggestions::default()).await.unwrap();
    while run.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        run = lab.engine.suggestion_run("p", &run.id).unwrap();
    }
    run
}

/// The same with so many cases of a replication.
async fn judged_by(lab: &Lab, rule: Rule, cases: u64) -> Value {
    let run = search(lab).await;
    let all = lab.engine.suggestions("p").unwrap();
    let found = all.iter().find(|one| one.found.rule == rule).unwrap_or_else(|| panic!("{rule:?} in {all:?}: {run:?}"));
    let question = json!({ "name": "the sign", "process": "p", "cases": cases, "replications": 30,
        "scenarios": [{ "name": "as suggested", "suggestion": found.id }] });
    let begun = lab.engine.simulate(by("pia"), serde_json::from_value(question).unwrap()).await.unwrap();
    let done = loop {
        let found = lab.engine.simulation_result(&begun.id).unwrap();
        if found.view.simulation.state != SimulationState::Open {
            break found;
        }
        tokio::task::yield_now().await;
        std::thread::yield_now();
    };
    assert_eq!(done.view.simulation.state, SimulationState::Done, "{:?}", done.view.simulation.reasons);
    done.result.as_ref().unwrap()["verdict"]["variants"][0].clone()
}

fn deeds<const N: usize>(all: [(&'static str, Deed); N]) -> BTreeMap<&'static str, Deed> {
    all.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_side_by_side_take_less_time() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[1]));
    let elements =
        ["<startEvent id='s'/>", &task("a", "x", "aOk", ""), &task("b", "x", "bOk", ""), "<endEvent id='e'/>"].concat();
    lab.deploy(&model("p", "s a b e", &elements, "")).await;
    let mut take = |who, says: Value| (chance.exponential(HOUR as f64) as i64, HOUR / 4, who, says);
    let case = |index: i64| Case {
        at: index * 8 * HOUR,
        with: json!({ "x": 1 }),
        does: deeds([("a", take("ann", json!({ "aOk": true }))), ("b", take("bob", json!({ "bOk": true })))]),
    };
    run(&lab, &(0..60).map(case).collect::<Vec<Case>>()).await;
    let (percent, sure) = confirmed(&lab, Rule::R1, "time").await;
    assert!(percent < -10.0 && sure, "{percent} {sure}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_that_nobody_need_make_takes_none() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[2]));
    let elements = [
        "<startEvent id='s'/>",
        &task("approve", "x", "ok", ""),
        &gateway("g", "file", "no", "ok"),
        &task("file", "x", "filed", ""),
        "<endEvent id='e'/><endEvent id='no'/>",
    ]
    .concat();
    lab.deploy(&model("p", "s approve g file e", &elements, "")).await;
    let case = |index: i64| Case {
        at: index * 4 * HOUR,
        with: json!({ "x": 1 }),
        does: deeds([
            ("approve", (chance.exponential(HOUR as f64) as i64, HOUR / 4, "ann", json!({ "ok": "approve" }))),
            ("file", (0, HOUR / 4, "bob", json!({ "filed": true }))),
        ]),
    };
    run(&lab, &(0..310).map(case).collect::<Vec<Case>>()).await;
    let (percent, sure) = confirmed(&lab, Rule::R2, "time").await;
    assert!(percent < -50.0 && sure, "{percent} {sure}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_that_stops_most_for_least_work_goes_first() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[3]));
    let elements = [
        "<startEvent id='s'/>",
        &task("credit", "x", "creditOk", ""),
        &gateway("g1", "address", "no1", "creditOk"),
        &task("address", "y", "addressOk", ""),
        &gateway("g2", "ship", "no2", "addressOk"),
        &task("ship", "x", "shipped", ""),
        "<endEvent id='e'/><endEvent id='no1'/><endEvent id='no2'/>",
    ]
    .concat();
    lab.deploy(&model("p", "s credit g1 address g2 ship e", &elements, "")).await;
    let case = |index: i64| {
        let mut check = |share: f64, hours: f64| {
            let said = if chance.unit() < share { "reject" } else { "approve" };
            (said, chance.exponential(hours * HOUR as f64) as i64)
        };
        let ((credit, credit_takes), (address, address_takes)) = (check(0.1, 5.0), check(0.4, 1.0));
        Case {
            at: index * 24 * HOUR,
            with: json!({ "x": 1, "y": 1 }),
            does: deeds([
                ("credit", (HOUR, credit_takes, "ann", json!({ "creditOk": credit }))),
                ("address", (HOUR, address_takes, "bob", json!({ "addressOk": address }))),
                ("ship", (HOUR, HOUR, "cid", json!({ "shipped": true }))),
            ]),
        }
    };
    run(&lab, &(0..260).map(case).collect::<Vec<Case>>()).await;
    let (percent, sure) = confirmed(&lab, Rule::R3, "work").await;
    assert!(percent < -5.0 && sure, "{percent} {sure}");
}

/// A desk of three who work from eight to four on weekdays.
async fn desk(lab: &Lab) {
    let day = json!([{ "from": "08:00:00", "until": "16:00:00" }]);
    let week = json!([day, day, day, day, day, [], []]);
    let entry = |value: Value| Change::Put(serde_json::from_value::<Entry>(value).unwrap());
    let mut changes = vec![
        entry(json!({ "calendar": { "id": "office", "name": "Office", "timeZone": "UTC", "week": week, "days": {} } })),
        entry(json!({ "role": { "id": "desk", "name": "Desk" } })),
    ];
    for id in ["ann", "bob", "cid"] {
        let memberships = json!([{ "kind": "role", "id": "desk" }]);
        changes.push(entry(json!({ "person": { "id": id, "name": id, "memberships": memberships } })));
    }
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
}

/// A step of the desk, after which it is over.
async fn deploy_desk(lab: &Lab) {
    desk(lab).await;
    let handle = task("handle", "x", "done", "weir:candidateGroups='desk'");
    let elements = ["<startEvent id='s'/>", &handle, "<endEvent id='e'/>"].concat();
    lab.deploy(&model("p", "s handle e", &elements, "")).await;
}

/// A month of working days, each from eight on.
fn days() -> impl Iterator<Item = i64> {
    (0..31_i64).filter(|day| day % 7 < 5).map(|day| day * 24 * HOUR)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_people_at_a_busy_desk_leave_less_waiting() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[5]));
    deploy_desk(&lab).await;
    let (people, mut cases) = (["ann", "bob", "cid"], vec![]);
    // What came over night is as much as three can do in a day: they are busy for more than 85 % of their time.
    for opens in days() {
        let mut free = [opens; 3];
        for _ in 0..12 {
            let who = (0..3).min_by_key(|who| free[*who]).unwrap();
            let takes = ((1.2 + 1.4 * chance.unit()) * HOUR as f64) as i64;
            let takes = takes.min(opens + 8 * HOUR - 1 - free[who]);
            let does = deeds([("handle", (free[who] - opens, takes, people[who], json!({ "done": true })))]);
            free[who] += takes;
            cases.push(Case { at: opens, with: json!({ "x": 1 }), does });
        }
    }
    run(&lab, &cases).await;
    let (percent, sure) = confirmed(&lab, Rule::R5, "time").await;
    assert!(percent < -5.0 && sure, "{percent} {sure}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_queue_for_all_leaves_less_waiting() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[55]));
    deploy_desk(&lab).await;
    let (people, mut cases) = (["ann", "bob"], vec![]);
    // Four of five are given to ann, whatever she has in hand; bob has time.
    for opens in days() {
        let (mut free, mut at) = ([opens; 2], opens);
        loop {
            at += chance.exponential(0.7 * HOUR as f64) as i64;
            let who = usize::from(chance.unit() >= 0.8);
            let begins = free[who].max(at);
            let takes = 60_000 + chance.exponential(0.75 * HOUR as f64) as i64;
            // What would not be done today is not taken: so nothing is left over night.
            if at >= opens + 8 * HOUR {
                break;
            }
            if begins + takes >= opens + 8 * HOUR {
                continue;
            }
            free[who] = begins + takes;
            let does = deeds([("handle", (begins - at, takes, people[who], json!({ "done": true })))]);
            cases.push(Case { at, with: json!({ "x": 1 }), does });
        }
    }
    run(&lab, &cases).await;
    let (percent, sure) = confirmed(&lab, Rule::R5, "time").await;
    assert!(percent < -5.0 && sure, "{percent} {sure}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_that_nobody_takes_is_missed_by_nobody() {
    let lab = Lab::new();
    let elements = [
        "<startEvent id='s'/>",
        &task("look", "x", "kind", ""),
        &gateway("g", "usual", "rare", "kind"),
        &task("usual", "x", "usualDone", ""),
        &task("rare", "x", "rareDone", ""),
        "<endEvent id='e'/><endEvent id='e2'/>",
    ]
    .concat();
    lab.deploy(&model("p", "s look g usual e; rare e2", &elements, "")).await;
    let case = |index: i64| Case {
        at: index * 7 * HOUR,
        with: json!({ "x": 1 }),
        does: deeds([
            ("look", (HOUR, HOUR / 4, "ann", json!({ "kind": "usual" }))),
            ("usual", (0, HOUR / 4, "bob", json!({ "usualDone": true }))),
        ]),
    };
    run(&lab, &(0..320).map(case).collect::<Vec<Case>>()).await;
    harmless(&lab, Rule::R11).await;
    // Somebody is on that way now: it is one that is taken, though no case that has ended took it.
    lab.start("p", vars(json!({ "x": 1 }))).await;
    let task = lab.tasks().await.pop().expect("it is looked at");
    let rare = CompleteUserTask { variables: vars(json!({ "kind": "reject" })), ..CompleteUserTask::default() };
    lab.engine.complete_user_task(by("ann"), task.id, rare).await.unwrap();
    search(&lab).await;
    let all = lab.engine.suggestions("p").unwrap();
    assert!(all.iter().all(|one| one.found.rule != Rule::R11), "{all:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_that_nobody_uses_are_missed_by_nobody() {
    let lab = Lab::new();
    desk(&lab).await;
    let of_desk = |id: &str, writes: &str| task(id, "x", writes, "weir:candidateGroups='desk'");
    let elements = [
        "<startEvent id='s'/>",
        &of_desk("look", "kind"),
        &gateway("g", "usual", "check", "kind"),
        &of_desk("usual", "usualDone"),
        &of_desk("check", "checked"),
        &of_desk("sign", "signed"),
        &of_desk("file", "filed"),
        "<endEvent id='e'/><endEvent id='e2'/>",
    ]
    .concat();
    lab.deploy(&model("p", "s look g usual e; check sign file e2", &elements, "")).await;
    let case = |index: i64| Case {
        at: index * 120 * HOUR,
        with: json!({ "x": 1 }),
        does: deeds([
            ("look", (HOUR / 2, HOUR / 4, "ann", json!({ "kind": "usual" }))),
            ("usual", (0, HOUR / 4, "bob", json!({ "usualDone": true }))),
        ]),
    };
    run(&lab, &(0..40).map(case).collect::<Vec<Case>>()).await;
    harmless(&lab, Rule::R12).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_pair_of_eyes_costs_no_time_where_there_is_one() {
    let lab = Lab::new();
    let elements =
        ["<startEvent id='s'/>", &task("a", "x", "aOk", ""), &task("b", "x", "bOk", ""), "<endEvent id='e'/>"].concat();
    lab.deploy(&model("p", "s a b e", &elements, "")).await;
    let four_eyes = vec![("a".to_owned(), "b".to_owned())];
    let settings = SuggestionSettings { four_eyes, ..SuggestionSettings::default() };
    lab.engine.set_suggestion_settings(by("pia"), "p", settings).await.unwrap();
    // Of ten in four whoever did the one does the other too.
    let case = |index: i64| {
        let who = ["ann", "bob"];
        let (first, then) = ((index % 2) as usize, ((index + i64::from(index % 10 < 6)) % 2) as usize);
        Case {
            at: index * 8 * HOUR,
            with: json!({ "x": 1 }),
            does: deeds([
                ("a", (0, HOUR / 4, who[first], json!({ "aOk": true }))),
                ("b", (0, HOUR / 4, who[then], json!({ "bOk": true }))),
            ]),
        }
    };
    run(&lab, &(0..40).map(case).collect::<Vec<Case>>()).await;
    harmless(&lab, Rule::R12).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn smaller_batches_wait_less() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[6]));
    let elements = ["<startEvent id='s'/>", &task("sign", "x", "signed", ""), "<endEvent id='e'/>"].concat();
    lab.deploy(&model("p", "s sign e", &elements, "")).await;
    let (mut cases, mut waiting, mut at, mut free) = (vec![], vec![], 0, 0);
    for _ in 0..300 {
        at += chance.exponential(HOUR as f64) as i64;
        waiting.push(at);
        if waiting.len() < 5 {
            continue;
        }
        for enabled in waiting.drain(..) {
            let begins = at.max(free);
            let takes = 60_000 + chance.exponential(0.05 * HOUR as f64) as i64;
            free = begins + takes;
            let does = deeds([("sign", (begins - enabled, takes, "ann", json!({ "signed": true })))]);
            cases.push(Case { at: enabled, with: json!({ "x": 1 }), does });
        }
    }
    run(&lab, &cases).await;
    let (percent, sure) = confirmed(&lab, Rule::R6, "time").await;
    assert!(percent < -10.0 && sure, "{percent} {sure}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_goes_on_with_it_waits_for_nobody() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[8]));
    desk(&lab).await;
    let group = "weir:candidateGroups='desk'";
    let elements = [
        "<startEvent id='s'/>",
        &task("enter", "x", "entered", group),
        &task("price", "entered", "priced", group),
        "<endEvent id='e'/>",
    ]
    .concat();
    lab.deploy(&model("p", "s enter price e", &elements, "")).await;
    let case = |index: i64| {
        let other = chance.unit() < 0.6;
        let wait = if other { chance.exponential(HOUR as f64) as i64 } else { 1 };
        Case {
            at: index * 4 * HOUR,
            with: json!({ "x": 1 }),
            does: deeds([
                ("enter", (HOUR / 2, HOUR / 2, "ann", json!({ "entered": true }))),
                ("price", (wait, HOUR / 2, if other { "bob" } else { "ann" }, json!({ "priced": true }))),
            ]),
        }
    };
    run(&lab, &(0..160).map(case).collect::<Vec<Case>>()).await;
    let (percent, sure) = confirmed(&lab, Rule::R8, "time").await;
    assert!(percent < -10.0 && sure, "{percent} {sure}");
}

/// Whoever is free takes what comes, so small cases wait behind two large ones: with a queue of their own they do not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_kinds_of_cases_apart_wait_less() {
    let (lab, mut chance) = (Lab::new(), Stream::keyed(&[10]));
    let elements = ["<startEvent id='s'/>", &task("price", "kind", "priced", ""), "<endEvent id='e'/>"].concat();
    lab.deploy(&model("p", "s price e", &elements, "")).await;
    let (mut cases, mut at, mut free) = (vec![], 0, [0, 0]);
    // Half a year, so that both were seen at work at every hour of the week.
    for number in 0..1500 {
        at += chance.exponential(8.0 * HOUR as f64 / 3.0) as i64;
        let (kind, hours) = if number % 20 == 0 { ("large", 32.0) } else { ("small", 1.6) };
        let takes = ((0.5 + chance.unit()) * hours * HOUR as f64) as i64;
        let who = usize::from(free[1] < free[0]);
        let begins = at.max(free[who]);
        free[who] = begins + takes;
        let does = deeds([("price", (begins - at, takes, ["ann", "bob"][who], json!({ "priced": true })))]);
        cases.push(Case { at, with: json!({ "kind": kind }), does });
    }
    run(&lab, &cases).await;
    let variant = judged_by(&lab, Rule::R10, 400).await;
    let of = &variant["differences"]["time"];
    assert!(of["difference"]["high"].as_f64().is_some_and(|high| high < 0.0), "{variant}");
    assert!(of["percent"].as_f64().is_some_and(|percent| percent < -10.0), "{of}");
}
