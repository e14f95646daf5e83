//! What an accepted suggestion has brought is held against what was in use before it, and against nothing else: not against
//! what was searched, nor what is searched later, nor what another change has brought.
use crate::engine_support::{Lab, by, model, resource, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_engine::api::{
    AcceptSuggestion, AuditJobState, CompleteUserTask, FindSuggestions, Suggestion, SuggestionAcceptance,
    SuggestionState,
};
use weir_mining::suggest::{DECIDED_AFTER_MS, Rule, Verdict};

const HOUR: i64 = 3_600_000;

/// Steps one after the other that need nothing of one another.
fn claim(steps: &[&str]) -> String {
    let task = |id: &&str| {
        format!(
            "<userTask id='{id}'><extensionElements><weir:input source='=amount' target='given'/>\
             <weir:output source='=ok' target='{id}Ok'/></extensionElements></userTask>"
        )
    };
    let tasks: String = steps.iter().map(task).collect();
    let elements = format!("<startEvent id='start'/>{tasks}<endEvent id='end'/>");
    model("claim", &format!("start {} end", steps.join(" ")), &elements, "")
}

/// So many instances one after the other: whatever can be done has waited for an hour and takes a quarter of one. Each step is
/// done by its own person.
async fn run(lab: &Lab, instances: usize) {
    for _ in 0..instances {
        lab.start("claim", vars(json!({ "amount": 3 }))).await;
        loop {
            let tasks = lab.tasks().await;
            if tasks.is_empty() {
                break;
            }
            let person = |step: &str| format!("who does {step}");
            lab.pass(HOUR).await;
            for task in &tasks {
                lab.engine.claim_user_task(by(&person(task.element.as_str())), task.id).await.unwrap();
            }
            lab.pass(HOUR / 4).await;
            for task in &tasks {
                let answer = CompleteUserTask { variables: vars(json!({ "ok": true })), ..CompleteUserTask::default() };
                lab.engine.complete_user_task(by(&person(task.element.as_str())), task.id, answer).await.unwrap();
            }
        }
    }
}

async fn search(lab: &Lab, from: Option<Timestamp>) -> Suggestion {
    let asked = FindSuggestions { from, until: None };
    let mut run = lab.engine.find_suggestions(&by("pia"), "claim", asked).await.unwrap();
    while run.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        run = lab.engine.suggestion_run("claim", &run.id).unwrap();
    }
    let all = lab.engine.suggestions("claim").unwrap().into_iter();
    let sides = ["legal", "budget"].map(str::to_owned);
    let found = all.filter(|one| one.found.rule == Rule::R1 && one.found.places == sides).collect::<Vec<_>>();
    let [found] = found.try_into().unwrap();
    found
}

async fn accept(lab: &Lab, id: &str) -> SuggestionAcceptance {
    let asked = AcceptSuggestion { reason: Some("both are short".to_owned()), ..AcceptSuggestion::default() };
    let accepted = lab.engine.accept_suggestion(by("pia"), "claim", id, asked).await.unwrap();
    let SuggestionState::Accepted(acceptance) = accepted.state else { panic!("{accepted:?}") };
    *acceptance
}

async fn deploy_draft(lab: &Lab, acceptance: &SuggestionAcceptance) {
    let (_, text) = lab.engine.model_text(&acceptance.drafts[0], None).await.unwrap();
    lab.engine.deploy(by("ada"), vec![resource("model.bpmn", &text)], false).await.unwrap();
}

/// Between the search and the acceptance a step came to be that takes as long as the others. What is saved is saved of that
/// version: held against the one that was searched, nothing would have been saved at all.
#[tokio::test(flavor = "multi_thread")]
async fn the_gain_is_that_over_what_was_in_use_before_the_acceptance() {
    let lab = Lab::new();
    lab.deploy(&claim(&["legal", "budget"])).await;
    run(&lab, 60).await;
    let found = search(&lab, None).await;
    lab.deploy(&claim(&["legal", "budget", "sign"])).await;
    run(&lab, 40).await;
    let acceptance = accept(&lab, &found.id).await;
    assert_eq!(acceptance.base, "claim:2");
    deploy_draft(&lab, &acceptance).await;
    run(&lab, 35).await;
    lab.pass(DECIDED_AFTER_MS).await;
    let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    assert_eq!((&told.before, &told.between, &told.versions, told.changed_in), (&vec![2], &vec![], &vec![3], None));
    let measured = told.measured.unwrap();
    assert_eq!((measured.verdict, measured.n_before, measured.n_after), (Verdict::Better, 40, 35));
    assert_eq!((measured.before, measured.after), (Some(3.75 * HOUR as f64), Some(2.5 * HOUR as f64)));
    let gain = measured.gain.unwrap();
    assert!(gain.low <= 1.25 * HOUR as f64 && 1.25 * HOUR as f64 <= gain.high && gain.low > 0.0, "{gain:?}");
    assert_eq!(told.decided.unwrap().before, [2]);
}

/// It is looked for again after it was accepted, in the newest history alone, and after it was deployed beside other versions:
/// what it is held against stays what it was.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_again_is_held_against_what_was_there_when_it_was_accepted() {
    let mut lab = Lab::new();
    lab.deploy(&claim(&["legal", "budget"])).await;
    run(&lab, 60).await;
    let found = search(&lab, None).await;
    let acceptance = accept(&lab, &found.id).await;
    let later = lab.engine.now();
    run(&lab, 55).await;
    let again = search(&lab, Some(later)).await;
    assert!(again.last > found.last, "it was found again");
    assert_eq!((again.from, again.cases, &again.found), (found.from, 60, &found.found));
    assert_eq!(again.state, SuggestionState::Accepted(Box::new(acceptance.clone())), "who, when and what was promised");

    deploy_draft(&lab, &acceptance).await;
    run(&lab, 35).await;
    // Somebody puts it back: the same is found once more, in a version that came after it.
    lab.deploy(&claim(&["legal", "budget"])).await;
    run(&lab, 55).await;
    let once_more = search(&lab, None).await;
    assert!(once_more.last > again.last && once_more.versions == found.versions);
    lab.pass(DECIDED_AFTER_MS).await;
    let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    let measured = told.measured.unwrap();
    assert_eq!((measured.verdict, measured.n_before, measured.n_after), (Verdict::Better, 115, 35));
    assert_eq!((&told.before, &told.versions, told.changed_in), (&vec![1], &vec![2], Some(3)));
    lab.rebuild().await;
    let kept = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    assert_eq!((kept.measured, kept.decided), (Some(measured), told.decided));
}

/// After it another change came to be that makes everything longer; and before it one was deployed that it was not accepted for.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_change_brings_is_no_gain_and_no_loss_of_this_one() {
    let lab = Lab::new();
    lab.deploy(&claim(&["legal", "budget"])).await;
    run(&lab, 60).await;
    let found = search(&lab, None).await;
    let acceptance = accept(&lab, &found.id).await;
    lab.deploy(&claim(&["legal", "sign", "budget"])).await;
    run(&lab, 31).await;
    deploy_draft(&lab, &acceptance).await;
    run(&lab, 33).await;
    let longer = claim(&["legal", "budget", "sign"]);
    let marked = longer.replacen("<process ", &format!("<process weir:suggestions='{}' ", found.id), 1);
    assert_ne!(marked, longer);
    lab.deploy(&marked).await;
    run(&lab, 40).await;
    lab.pass(DECIDED_AFTER_MS).await;
    let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    assert_eq!((&told.before, &told.between, &told.versions, told.changed_in), (&vec![1], &vec![2], &vec![3], Some(4)));
    let measured = told.measured.unwrap();
    assert_eq!((measured.verdict, measured.n_before, measured.n_after), (Verdict::Better, 60, 33));
}
