//! In which capacity somebody worked on a task: what nobody says, the organisation does.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::organisation::{Change, Entry, Membership, Person, Unit, UnitKind, Validity};
use weir_engine::Context;
use weir_engine::api::{ChangeOrganisation, CompleteUserTask};

const ELEMENTS: &str = "<startEvent id='start'/><userTask id='look' camunda:candidateGroups='others,clerks'/>\
    <userTask id='sign' camunda:assignee='bob'/><endEvent id='end'/>";

/// Ann is of the clerks and an auditor, Bob is an auditor.
async fn office(lab: &Lab) {
    let unit = |id: &str| Unit { id: id.into(), name: id.into(), valid: Validity::default() };
    let person = |id: &str, of: &[(UnitKind, &str)]| {
        let member =
            |(kind, id): &(UnitKind, &str)| Membership { kind: *kind, id: (*id).into(), valid: Validity::default() };
        let memberships = of.iter().map(member).collect();
        Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), memberships, ..Person::default() }))
    };
    let changes = vec![
        Change::Put(Entry::Group(unit("clerks"))),
        Change::Put(Entry::Group(unit("others"))),
        Change::Put(Entry::Role(unit("auditor"))),
        person("ann", &[(UnitKind::Group, "clerks"), (UnitKind::Role, "auditor")]),
        person("bob", &[(UnitKind::Role, "auditor")]),
    ];
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
}

/// Runs it once; of each task: who did it, in which role, through which group.
async fn done(lab: &Lab, claims: bool, ann: Context) -> Vec<String> {
    let instance = lab.start("p", vars(json!({}))).await;
    if claims {
        lab.engine.claim_user_task(ann.clone(), lab.task().await.id).await.unwrap();
    }
    lab.engine.complete_user_task(ann, lab.task().await.id, CompleteUserTask::default()).await.unwrap();
    lab.engine.complete_user_task(by("bob"), lab.task().await.id, CompleteUserTask::default()).await.unwrap();
    let visits = lab.engine.activities(instance).await.unwrap();
    let told = |word: &Option<String>| word.clone().unwrap_or("-".to_owned());
    let of_people = visits.iter().filter(|visit| ["look", "sign"].contains(&visit.element.as_str()));
    of_people.map(|v| format!("{} {} {} {}", v.element, told(&v.actor), told(&v.role), told(&v.group))).collect()
}

#[tokio::test]
async fn a_task_is_done_through_the_candidate_group_and_in_the_role_of_who_does_it() {
    let lab = Lab::new();
    office(&lab).await;
    lab.deploy(&model("p", "start look sign end", ELEMENTS, "")).await;
    let known = ["look ann auditor clerks", "sign bob auditor -"];
    assert_eq!(done(&lab, true, by("ann")).await, known);
    assert_eq!(done(&lab, false, by("ann")).await, known);
    // What they say themselves counts.
    let mut said = by("ann");
    (said.actor.role, said.actor.group) = (Some("deputy".into()), Some("night shift".into()));
    assert_eq!(done(&lab, true, said).await[0], "look ann deputy night shift");
    // Of whom the organisation knows nothing, nothing is made up.
    assert_eq!(done(&lab, true, by("robot")).await[0], "look robot - -");
}
