//! How much of what roles and people may do they do not do: by what was done in 180 days, whoever of several was the last.
use crate::engine_support::{Lab, by, model, vars};
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::organisation::{Change, Entry};
use weir_engine::api::{
    AuditJobState, Breadth, ChangeOrganisation, CompleteUserTask, FindSuggestions, RoleBreadth, UnusedStep,
};
use weir_mining::aggregate::DAY_MS;
use weir_mining::ledger::Limits;
use weir_mining::suggest::{Edit, Rule};

async fn employ(lab: &Lab, new_from: Timestamp) {
    let role = |id: &str, name: &str| json!({ "role": { "id": id, "name": name } });
    let person = |id: &str, roles: Vec<Value>| json!({ "person": { "id": id, "name": id, "memberships": roles } });
    let of = |id: &str| json!({ "kind": "role", "id": id });
    let newly = json!({ "kind": "role", "id": "clerk", "valid": { "from": new_from.to_string() } });
    let entries = [
        role("clerk", "文员"),
        role("chief", "主管"),
        role("aide", "助理"),
        person("ann", vec![of("clerk")]),
        person("ben", vec![of("clerk")]),
        person("cy", vec![of("chief")]),
        person("eve", vec![of("aide")]),
        person("new", vec![newly]),
    ];
    let changes = entries.map(|entry| Change::Put(serde_json::from_value::<Entry>(entry).unwrap())).into();
    lab.engine
        .change_organisation(by("ada"), ChangeOrganisation { changes, ..ChangeOrganisation::default() })
        .await
        .unwrap();
}

fn claim() -> String {
    let seats = "weir:approvers='role(chief), role(clerk)' weir:approvalMode='all'";
    let elements = format!(
        "<startEvent id='start'/><userTask id='order' weir:candidateGroups='chief,aide'/><userTask id='agree' {seats}/>\
         <userTask id='sign' {seats}/><userTask id='pay' weir:candidateGroups='clerk,aide'/>\
         <userTask id='file' name='归档' weir:candidateGroups='clerk,aide' weir:candidateUsers='zoe'/><endEvent id='end'/>"
    );
    model("claim", "start order agree sign pay file end", &elements, "")
}

/// cy gives the first opinion, ben the last; eve files.
async fn run(lab: &Lab, instances: usize) {
    for _ in 0..instances {
        lab.start("claim", vars(json!({}))).await;
        loop {
            let mut tasks = lab.tasks().await;
            let place = |assignee: &str| ["cy", "ann", "ben"].iter().position(|one| *one == assignee);
            tasks.sort_by_key(|task| task.assignee.as_deref().and_then(place));
            let Some(task) = tasks.first() else { break };
            let person = match task.element.as_str() {
                "order" => "cy",
                "pay" => "ann",
                "file" => "eve",
                _ => task.assignee.as_deref().unwrap(),
            };
            lab.pass(60_000).await;
            let outcome = matches!(task.element.as_str(), "agree" | "sign").then(|| "approve".to_owned());
            let answer = CompleteUserTask { outcome, ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by(person), task.id, answer).await.unwrap();
        }
    }
}

async fn told(lab: &Lab) -> RoleBreadth {
    lab.engine.analytics_digest().await;
    lab.engine.role_breadth().await.unwrap().answer
}

/// Id, granted, recent, used, and what was not done in percent.
type Figures<'a> = (&'a str, u64, u64, Option<u64>, Option<f64>);

fn figures(list: &[Breadth]) -> Vec<Figures<'_>> {
    let percent = |share: f64| (share * 100.0).round();
    list.iter().map(|of| (of.id.as_str(), of.granted, of.recent, of.used, of.breadth.map(percent))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_done_for_half_a_year_is_told_of_each_role_and_person() {
    let mut lab = Lab::new();
    let begun = lab.engine.now();
    let day = |days: i64| Timestamp(begun.0 + days * DAY_MS);
    employ(&lab, day(150)).await;
    lab.deploy(&claim()).await;
    run(&lab, 3).await;

    // Nobody had anything half a year ago: nothing is held against anybody.
    let early = told(&lab).await;
    let all = [("chief", 0, 3, Some(0), None), ("aide", 0, 3, Some(0), None), ("clerk", 0, 4, Some(0), None)];
    let mut roles = figures(&early.roles);
    roles.sort_by_key(|of| all.iter().position(|one| one.0 == of.0));
    assert_eq!((roles.as_slice(), early.missing), (all.as_slice(), None));

    lab.jump(day(100)).await;
    let extra = "<startEvent id='s'/><userTask id='extra' weir:candidateGroups='clerk'/><endEvent id='e'/>";
    lab.deploy(&model("rare", "s extra e", extra, "")).await;
    lab.jump(day(190)).await;
    run(&lab, 3).await;
    let now = told(&lab).await;
    assert_eq!(
        figures(&now.roles),
        [
            ("aide", 3, 0, Some(1), Some(67.0)),
            ("clerk", 4, 1, Some(3), Some(25.0)),
            ("chief", 3, 0, Some(3), Some(0.0))
        ]
    );
    assert_eq!(now.roles.iter().map(|of| of.members).collect::<Vec<_>>(), [Some(1), Some(2), Some(1)]);
    assert_eq!(now.roles[1].name.as_deref(), Some("文员"));
    let file =
        UnusedStep { process: "claim".into(), process_name: None, step: "file".into(), name: Some("归档".into()) };
    assert_eq!(now.roles[1].unused, [file]);
    assert_eq!(
        figures(&now.people),
        [
            ("zoe", 1, 0, Some(0), Some(100.0)),
            ("eve", 3, 0, Some(1), Some(67.0)),
            ("ben", 4, 1, Some(2), Some(50.0)),
            ("ann", 4, 1, Some(3), Some(25.0)),
            ("cy", 3, 0, Some(3), Some(0.0)),
            ("new", 0, 5, Some(0), None),
        ]
    );

    // The suggestion says the same: a chief who always speaks first has used what chiefs may do.
    let mut search = lab.engine.find_suggestions(&by("pia"), "claim", FindSuggestions::default()).await.unwrap();
    while search.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        search = lab.engine.suggestion_run("claim", &search.id).unwrap();
    }
    let found = lab.engine.suggestions("claim").unwrap().into_iter().filter(|one| one.found.rule == Rule::R12);
    let edits: Vec<Edit> = found.map(|one| one.found.edit).collect();
    assert_eq!(edits, [Edit::NarrowRole { role: "aide".into(), revoke: vec!["order".into(), "pay".into()] }]);

    // Read anew from the log it is the same; and what was done longer ago was not done.
    lab.rebuild().await;
    assert_eq!(told(&lab).await, now);
    lab.jump(day(400)).await;
    let later = told(&lab).await;
    assert!(later.roles.iter().all(|of| of.breadth == Some(1.0) && of.used == Some(0)), "{:?}", later.roles);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_history_is_held_as_sums_nothing_is_said_of_what_was_used() {
    let lab = Lab::with(|options| options.analytics = Limits { rows: 20, ..Limits::default() });
    let begun = lab.engine.now();
    employ(&lab, begun).await;
    lab.deploy(&claim()).await;
    lab.jump(Timestamp(begun.0 + 190 * DAY_MS)).await;
    run(&lab, 10).await;
    let told = told(&lab).await;
    assert_eq!(told.missing, Some("held-as-sums"));
    let clerk = told.roles.iter().find(|of| of.id == "clerk").unwrap();
    assert_eq!((clerk.granted, clerk.used, clerk.breadth, clerk.unused.len()), (4, None, None, 0));
}
