//! Suggestions on a running engine: found in its history with evidence that can be counted again, dismissed or accepted for
//! good, drafted, deployed, and measured afterwards on simulated time.
//!
//! This file is long because each test goes the whole way from a history to what has come of it.
use crate::engine_support::{Lab, by, model, once, resource, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_core::organisation::{Change, Entry};
use weir_engine::api::{
    AcceptSuggestion, AuditJobState, ChangeOrganisation, CompleteUserTask, DutyRuleSpec, FindSuggestions, Suggestion,
    SuggestionRun, SuggestionSettings, SuggestionState,
};
use weir_mining::ledger::Handle;
use weir_mining::suggest::{Confidence, DECIDED_AFTER_MS, Edit, Missing, Rule, Verdict};

const HOUR: i64 = 3_600_000;

/// Two checks one after the other that need nothing of one another.
fn checks(second_reads: &str) -> String {
    let task = |id: &str, reads: &str| {
        format!(
            "<userTask id='{id}'><extensionElements><weir:input source='={reads}' target='given'/>\
             <weir:output source='=ok' target='{id}Ok'/></extensionElements></userTask>"
        )
    };
    let elements = format!(
        "<startEvent id='start'/>{}{}<endEvent id='end'/>",
        task("legal", "amount"),
        task("budget", second_reads)
    );
    model("claim", "start legal budget end", &elements, "")
}

/// So many instances; each check waits for as long as is said and is done by its own person.
async fn run(lab: &Lab, instances: usize, wait: i64) {
    for number in 0..instances {
        lab.start("claim", vars(json!({ "amount": number % 7 }))).await;
        while let [task, ..] = lab.tasks().await.as_slice() {
            let person = if task.element.as_str() == "legal" { "lea" } else { "bob" };
            lab.pass(wait).await;
            lab.engine.claim_user_task(by(person), task.id).await.unwrap();
            lab.pass(HOUR / 4).await;
            let answer = CompleteUserTask { variables: vars(json!({ "ok": true })), ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by(person), task.id, answer).await.unwrap();
        }
    }
}

async fn search(lab: &Lab, process: &str) -> SuggestionRun {
    let mut run = lab.engine.find_suggestions(&by("pia"), process, FindSuggestions::default()).await.unwrap();
    while run.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        run = lab.engine.suggestion_run(process, &run.id).unwrap();
    }
    run
}

fn of_rule(lab: &Lab, rule: Rule) -> Vec<Suggestion> {
    let all = lab.engine.suggestions("claim").unwrap();
    all.into_iter().filter(|one| one.found.rule == rule).collect()
}

fn because(reason: &str) -> AcceptSuggestion {
    AcceptSuggestion { reason: Some(reason.to_owned()), ..AcceptSuggestion::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_history_to_the_draft_its_deployment_and_what_it_has_brought() {
    let mut lab = Lab::new();
    lab.deploy(&checks("amount")).await;
    run(&lab, 60, HOUR).await;
    let told = search(&lab, "claim").await;
    assert_eq!((told.state, told.cases, told.error), (AuditJobState::Done, 60, None));
    let report = lab.engine.suggestion_report("claim").unwrap().unwrap();
    assert_eq!((report.versions.clone(), report.cases), (vec![1], 60));

    // The evidence of the search is counted again, row by row.
    let handle = Handle::read(&report.evidence[0].handle).unwrap();
    let counted = lab.engine.analytics_evidence(handle, 0, 10, false).await.unwrap().answer;
    assert_eq!((counted.n, report.evidence[0].n), (60, 60));

    let [found] = of_rule(&lab, Rule::R1).try_into().unwrap();
    assert_eq!(found.found.edit, Edit::Parallelise { first: "legal".into(), second: "budget".into() });
    assert_eq!((found.found.n, found.found.confidence), (60, Confidence::Firm));
    let gain = found.found.gain.per_case;
    assert!(gain.low <= 1.25 * HOUR as f64 && 1.25 * HOUR as f64 <= gain.high, "{gain:?}");
    assert_eq!(found.found.evidence.instances.len(), 60);

    // Nothing was simulated: whoever accepts says why. The same request again is the same acceptance.
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, AcceptSuggestion::default()).await;
    assert_eq!(refused.unwrap_err().code(), "suggestion-unverified");
    let unknown = AcceptSuggestion { simulation: Some("s-1".into()), ..because("it was simulated") };
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, unknown).await;
    assert_eq!(refused.unwrap_err().code(), "no-such-simulation");
    let accept = || lab.engine.accept_suggestion(once("pia", "k1", 1), "claim", &found.id, because("both are short"));
    let accepted = accept().await.unwrap();
    assert_eq!(accept().await.unwrap(), accepted);
    let again = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("again")).await;
    assert_eq!(again.unwrap_err().code(), "suggestion-decided");
    let SuggestionState::Accepted(acceptance) = &accepted.state else { panic!("{accepted:?}") };
    assert_eq!(
        (acceptance.base.as_str(), acceptance.by_hand.clone(), acceptance.by.as_str()),
        ("claim:1", None, "pia")
    );

    // The draft is the next version of the model, and says where it comes from.
    let (draft, text) = lab.engine.model_text(&acceptance.drafts[0], None).await.unwrap();
    let origin = draft.suggestion.unwrap();
    assert_eq!((origin.id, origin.base.as_str()), (found.id.clone(), "claim:1"));
    assert_eq!(origin.evidence, [report.evidence[0].handle.clone()]);
    let before = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    assert_eq!((before.versions, before.measured), (vec![], None));

    lab.engine.deploy(by("ada"), vec![resource("model.bpmn", &text)], false).await.unwrap();
    assert_eq!(lab.engine.definition("claim").await.unwrap().suggestions, std::slice::from_ref(&found.id));
    let gain = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    assert_eq!((gain.versions, gain.measured.unwrap().verdict), (vec![2], Verdict::TooEarly));

    // Side by side both waits go by at once.
    for _ in 0..40 {
        lab.start("claim", vars(json!({ "amount": 3 }))).await;
        lab.pass(HOUR).await;
        for task in lab.tasks().await {
            let person = if task.element.as_str() == "legal" { "lea" } else { "bob" };
            lab.engine.claim_user_task(by(person), task.id).await.unwrap();
        }
        lab.pass(HOUR / 4).await;
        for task in lab.tasks().await {
            let person = if task.element.as_str() == "legal" { "lea" } else { "bob" };
            let answer = CompleteUserTask { variables: vars(json!({ "ok": true })), ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by(person), task.id, answer).await.unwrap();
        }
    }
    lab.pass(3 * HOUR).await;
    let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    let measured = told.measured.unwrap();
    assert_eq!((measured.verdict, measured.n_before, measured.n_after), (Verdict::Better, 60, 40));
    // So it seems after two days; nothing is decided by that, and the next suggestions are not believed for it.
    assert_eq!(told.decided, None);
    assert!(lab.engine.suggestion_records("claim").unwrap().values().all(|record| record.measured == 0));
    lab.pass(DECIDED_AFTER_MS).await;
    let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    let hours = measured.gain.unwrap().value / HOUR as f64;
    assert!((hours - 1.25).abs() < 0.01, "{hours}");
    assert!((told.promised.value / HOUR as f64 - 1.25).abs() < 0.01);

    // The first measurement that decides is kept with its figures; what is measured goes on.
    let kept = told.decided.clone().unwrap();
    assert_eq!((kept.measured, kept.versions.clone(), kept.at), (measured, vec![2], lab.engine.now()));
    let weeks = |since: Timestamp| Timestamp(since.0 + DECIDED_AFTER_MS);
    assert_eq!((Some(kept.since), Some(kept.counted_until)), (told.since, told.since.map(weeks)));
    // The next suggestions of the rule are believed for it.
    let records = lab.engine.suggestion_records("claim").unwrap();
    let of_rule = records[&found.found.rule];
    assert_eq!((records.len(), of_rule.measured), (1, 1));
    assert!((of_rule.weight - 1.0).abs() < 0.01, "it brought what it promised: {of_rule:?}");
    for _ in 0..120 {
        lab.start("claim", vars(json!({ "amount": 3 }))).await;
        lab.pass(9 * HOUR).await;
        for task in lab.tasks().await {
            let answer = CompleteUserTask { variables: vars(json!({ "ok": true })), ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by("lea"), task.id, answer).await.unwrap();
        }
    }
    lab.pass(20 * HOUR).await;
    let running = lab.engine.suggestion_gain("claim", &found.id).await.unwrap();
    let now = running.measured.unwrap();
    assert_eq!((now.verdict, now.n_after), (Verdict::Worse, 160));
    assert_eq!(running.decided.as_ref(), Some(&kept), "what was decided first stays");

    // All of it is in the log.
    let stands = lab.engine.suggestion("claim", &found.id).unwrap();
    let SuggestionState::Accepted(standing) = &stands.state else { panic!("{stands:?}") };
    assert_eq!(standing.decided.as_ref(), Some(&kept));
    lab.restart().await;
    assert_eq!(lab.engine.suggestion("claim", &found.id).unwrap(), stands);
    lab.rebuild().await;
    assert_eq!(lab.engine.suggestion("claim", &found.id).unwrap(), stands);
    assert_eq!(lab.engine.suggestion_gain("claim", &found.id).await.unwrap().decided, Some(kept));
}

/// In the season in which everything waits twice as long a change that saves much seems to save little, unless it is held against a
/// process that was not changed.
#[tokio::test(flavor = "multi_thread")]
async fn what_happens_to_all_processes_is_neither_gain_nor_loss() {
    let lab = Lab::new();
    lab.deploy(&checks("amount")).await;
    lab.deploy(&model(
        "calm",
        "start sign end",
        "<startEvent id='start'/><userTask id='sign'/><endEvent id='end'/>",
        "",
    ))
    .await;
    let calm = async |instances: usize, wait: i64| {
        for _ in 0..instances {
            lab.start("calm", vars(json!({}))).await;
            lab.pass(wait).await;
            let [task] = lab.tasks().await.try_into().unwrap();
            lab.engine.complete_user_task(by("sue"), task.id, CompleteUserTask::default()).await.unwrap();
        }
    };
    run(&lab, 60, HOUR).await;
    calm(40, HOUR).await;
    search(&lab, "claim").await;
    let [found] = of_rule(&lab, Rule::R1).try_into().unwrap();
    let accepted =
        lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("both are short")).await.unwrap();
    let SuggestionState::Accepted(acceptance) = &accepted.state else { panic!("{accepted:?}") };
    let (_, text) = lab.engine.model_text(&acceptance.drafts[0], None).await.unwrap();
    lab.engine.deploy(by("ada"), vec![resource("model.bpmn", &text)], false).await.unwrap();
    for _ in 0..40 {
        lab.start("claim", vars(json!({ "amount": 3 }))).await;
        lab.pass(2 * HOUR).await;
        for task in lab.tasks().await {
            let answer = CompleteUserTask { variables: vars(json!({ "ok": true })), ..CompleteUserTask::default() };
            lab.engine.complete_user_task(by("lea"), task.id, answer).await.unwrap();
        }
    }
    calm(40, 2 * HOUR).await;
    lab.pass(9 * HOUR).await;
    let hours = async || {
        let told = lab.engine.suggestion_gain("claim", &found.id).await.unwrap().measured.unwrap();
        (told, (told.gain.unwrap().value / HOUR as f64 * 100.0).round() / 100.0)
    };
    // From two and a half hours to two; all other work has come to take twice as long.
    let (alone, gain) = hours().await;
    assert_eq!((alone.control, gain.to_string()), (None, "0.5".to_owned()));
    let set = async |control: &str| {
        let settings = SuggestionSettings { control: Some(control.to_owned()), ..SuggestionSettings::default() };
        lab.engine.set_suggestion_settings(by("pia"), "claim", settings).await
    };
    for none in ["claim", "ghost"] {
        assert_eq!(set(none).await.unwrap_err().code(), "suggestion-settings-control");
    }
    set("calm").await.unwrap();
    let (beside, gain) = hours().await;
    assert_eq!((beside.verdict, gain.to_string()), (Verdict::Better, "3".to_owned()), "five hours would have come");
    let control = beside.control.unwrap();
    assert_eq!((control.n_before, control.n_after), (40, 40));
    assert_eq!((control.before, control.after), (Some(HOUR as f64), Some(2.0 * HOUR as f64)));
}

/// Whether a date is kept is known of each visit, however the model comes to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_due_date_that_is_always_kept_is_told_and_its_draft_has_another_one() {
    for (due, is_drafted) in [("P30D", true), ("= now() + duration(&quot;P30D&quot;)", false)] {
        let lab = Lab::new();
        let task = format!("<startEvent id='start'/><userTask id='legal' weir:dueDate='{due}'/><endEvent id='end'/>");
        lab.deploy(&model("claim", "start legal end", &task, "")).await;
        for number in 0..310 {
            lab.start("claim", vars(json!({}))).await;
            let [task] = lab.tasks().await.try_into().unwrap();
            assert!(task.due.is_some());
            lab.pass(HOUR + number * HOUR / 100).await;
            lab.engine.complete_user_task(by("lea"), task.id, CompleteUserTask::default()).await.unwrap();
        }
        search(&lab, "claim").await;
        let [found] = of_rule(&lab, Rule::R7).try_into().unwrap();
        let Edit::SetDueDate { due, .. } = found.found.edit else { panic!("{found:?}") };
        assert!((3 * HOUR..5 * HOUR).contains(&due), "{due}");
        let accepted = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("it says nothing")).await;
        let SuggestionState::Accepted(acceptance) = accepted.unwrap().state else { panic!("it is accepted") };
        assert_eq!(acceptance.by_hand.is_none(), is_drafted, "{:?}", acceptance.by_hand);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_little_history_and_data_that_hangs_together_are_no_suggestion_and_say_so() {
    let lab = Lab::new();
    lab.deploy(&checks("amount")).await;
    run(&lab, 12, HOUR).await;
    search(&lab, "claim").await;
    assert_eq!(of_rule(&lab, Rule::R1), []);
    let report = lab.engine.suggestion_report("claim").unwrap().unwrap();
    let few = Missing::Cases { needed: 50, found: 12 };
    assert!(report.not_judged.iter().any(|of| of.rule == Rule::R1 && of.missing == few), "{:?}", report.not_judged);

    // Another version with the same steps is the same family, and it reads what the first check writes.
    lab.deploy(&checks("legalOk")).await;
    run(&lab, 50, HOUR).await;
    search(&lab, "claim").await;
    let report = lab.engine.suggestion_report("claim").unwrap().unwrap();
    assert_eq!((report.versions, report.cases), (vec![1, 2], 62));
    assert_eq!(of_rule(&lab, Rule::R1), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_dismissed_stays_so_when_it_is_found_again_and_may_be_opened() {
    let lab = Lab::new();
    lab.deploy(&checks("amount")).await;
    run(&lab, 60, HOUR).await;
    search(&lab, "claim").await;
    let [found] = of_rule(&lab, Rule::R1).try_into().unwrap();
    let refused = lab.engine.dismiss_suggestion(by("pia"), "claim", &found.id, " ").await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-without-reason");
    let dismissed = lab.engine.dismiss_suggestion(by("pia"), "claim", &found.id, "one room").await.unwrap();
    let SuggestionState::Dismissed { by: who, reason, .. } = &dismissed.state else { panic!("{dismissed:?}") };
    assert_eq!((who.as_str(), reason.as_str()), ("pia", "one room"));
    run(&lab, 1, HOUR).await;
    search(&lab, "claim").await;
    let [again] = of_rule(&lab, Rule::R1).try_into().unwrap();
    assert_eq!((again.state, again.id, again.first), (dismissed.state, found.id.clone(), found.first));
    assert_eq!(again.found.n, 61);
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("after all")).await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-decided");
    let opened = lab.engine.reopen_suggestion(by("pia"), "claim", &found.id, None).await.unwrap();
    assert_eq!(opened.state, SuggestionState::Open);
    let refused = lab.engine.suggestion_gain("claim", &found.id).await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-not-accepted");

    // An order that must stay is no suggestion any more, and one that nobody has decided on goes with it.
    let settings = SuggestionSettings { pinned: vec!["legal_budget".into()], ..SuggestionSettings::default() };
    lab.engine.set_suggestion_settings(by("pia"), "claim", settings.clone()).await.unwrap();
    assert_eq!(lab.engine.suggestion_settings("claim").unwrap(), settings);
    search(&lab, "claim").await;
    assert_eq!(of_rule(&lab, Rule::R1), []);
    assert_eq!(lab.engine.suggestion("claim", &found.id).unwrap_err().code(), "no-such-suggestion");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_name_nothing_and_processes_that_are_not_there_are_refused() {
    let lab = Lab::new();
    lab.deploy(&checks("amount")).await;
    let set = async |settings: SuggestionSettings| {
        lab.engine.set_suggestion_settings(by("pia"), "claim", settings).await.unwrap_err().code()
    };
    let none = SuggestionSettings::default;
    assert_eq!(
        set(SuggestionSettings { statutory: vec!["nobody".into()], ..none() }).await,
        "suggestion-settings-step"
    );
    assert_eq!(set(SuggestionSettings { pinned: vec!["none".into()], ..none() }).await, "suggestion-settings-step");
    assert_eq!(set(SuggestionSettings { calendar: Some("c".into()), ..none() }).await, "suggestion-settings-calendar");
    assert_eq!(set(SuggestionSettings { batch: Some(-1.0), ..none() }).await, "suggestion-settings-number");
    let many = (0..201).map(|_| "legal".to_owned()).collect();
    assert_eq!(set(SuggestionSettings { statutory: many, ..none() }).await, "suggestion-settings-too-many");
    let refused = lab.engine.find_suggestions(&by("pia"), "other", FindSuggestions::default()).await.unwrap_err();
    assert_eq!(refused.code(), "no-such-process");
    let window = FindSuggestions { from: Some(weir_core::Timestamp(5)), until: Some(weir_core::Timestamp(5)) };
    let refused = lab.engine.find_suggestions(&by("pia"), "claim", window).await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-window");
    assert_eq!(lab.engine.suggestion_run("claim", "0").unwrap_err().code(), "no-such-suggestion-run");
    assert_eq!(lab.engine.suggestion_report("claim").unwrap(), None);
    assert_eq!(search(&lab, "claim").await.cases, 0, "a process without history is looked at, and says what it lacks");
}

/// Two steps of one desk, each always done by somebody else: what is handed over waits.
#[tokio::test(flavor = "multi_thread")]
async fn steps_that_a_rule_of_duties_keeps_apart_are_not_brought_together() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='legal' weir:candidateGroups='desk'/>\
        <userTask id='budget' weir:candidateGroups='desk'/><endEvent id='end'/>";
    lab.deploy(&model("claim", "start legal budget end", elements, "")).await;
    run(&lab, 110, HOUR).await;
    search(&lab, "claim").await;
    let [found] = of_rule(&lab, Rule::R8).try_into().unwrap();
    assert_eq!(found.found.edit, Edit::MergeTasks { tasks: vec!["legal".into(), "budget".into()] });

    // A rule that is made after the search counts when somebody accepts, in either order of its steps.
    let spec = DutyRuleSpec {
        name: Words { zh: "审核分离".to_owned(), en: "Checks apart".to_owned() },
        process: Some("claim".to_owned()),
        first: "budget".to_owned(),
        second: "legal".to_owned(),
    };
    lab.engine.set_duty_rule(by("ada"), "apart", spec, None, "the law").await.unwrap();
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("one of them")).await;
    assert_eq!(refused.unwrap_err().code(), "suggestion-against-duty");
    assert_eq!(lab.engine.suggestion("claim", &found.id).unwrap().state, SuggestionState::Open);
    search(&lab, "claim").await;
    assert_eq!(of_rule(&lab, Rule::R8), []);

    // Without it they are one desk's again, but for what the owner of the process says.
    lab.engine.remove_duty_rule(by("ada"), "apart", 1, "it is gone").await.unwrap();
    // What may be again is found again.
    search(&lab, "claim").await;
    search(&lab, "claim").await;
    let [again] = of_rule(&lab, Rule::R8).try_into().unwrap();
    let four_eyes = vec![("legal".to_owned(), "budget".to_owned())];
    let settings = SuggestionSettings { four_eyes, ..SuggestionSettings::default() };
    lab.engine.set_suggestion_settings(by("pia"), "claim", settings).await.unwrap();
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &again.id, because("one of them")).await;
    assert_eq!(refused.unwrap_err().code(), "suggestion-against-duty");
    lab.engine.set_suggestion_settings(by("pia"), "claim", SuggestionSettings::default()).await.unwrap();
    lab.engine.accept_suggestion(by("pia"), "claim", &again.id, because("one of them")).await.unwrap();
}

/// Two steps of two roles, and whoever does both is quicker at the second one.
#[tokio::test(flavor = "multi_thread")]
async fn steps_of_roles_that_nobody_may_have_both_are_not_brought_together() {
    let lab = Lab::new();
    let role = |id: &str| {
        let entry = json!({ "role": { "id": id, "name": id } });
        Change::Put(serde_json::from_value::<Entry>(entry).unwrap())
    };
    let changes = ["buyer", "payer", "clerk"].map(role).into();
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    let elements = "<startEvent id='start'/><userTask id='order' weir:candidateGroups='buyer'/>\
        <userTask id='pay' weir:candidateGroups='payer'/><userTask id='file' weir:candidateGroups='clerk,payer'/>\
        <endEvent id='end'/>";
    lab.deploy(&model("claim", "start order pay file end", elements, "")).await;
    for number in 0..240_usize {
        lab.start("claim", vars(json!({}))).await;
        let (first, then) = (["ann", "ben"][number % 2], ["ann", "ben"][number / 2 % 2]);
        let minutes = if first == then { 10 } else { 40 } + (number % 7) as i64;
        for (who, takes) in [(first, 15), (then, minutes), ("eve", 5)] {
            let task = lab.tasks().await.remove(0);
            lab.engine.claim_user_task(by(who), task.id).await.unwrap();
            lab.engine.start_user_task(by(who), task.id).await.unwrap();
            lab.pass(takes * HOUR / 60).await;
            lab.engine.complete_user_task(by(who), task.id, CompleteUserTask::default()).await.unwrap();
        }
    }
    search(&lab, "claim").await;
    let [found] = of_rule(&lab, Rule::R9).try_into().unwrap();
    assert_eq!(found.found.edit, Edit::SamePerson { first: "order".into(), then: "pay".into() });

    let roles = |first: &str, second: &str| DutyRuleSpec {
        name: Words { zh: "职责分离".to_owned(), en: "Duties apart".to_owned() },
        process: None,
        first: first.to_owned(),
        second: second.to_owned(),
    };
    // A rule about other roles keeps nothing here apart; one about these two does, in either order.
    lab.engine.set_duty_rule(by("ada"), "other", roles("buyer", "clerk"), None, "the law").await.unwrap();
    search(&lab, "claim").await;
    assert_eq!(of_rule(&lab, Rule::R9).len(), 1);
    lab.engine.set_duty_rule(by("ada"), "apart", roles("payer", "buyer"), None, "the law").await.unwrap();
    let refused = lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("it is quicker")).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "suggestion-against-duty");
    assert!(refused.to_string().contains("`order` and `pay`"), "{refused}");
    search(&lab, "claim").await;
    assert_eq!(of_rule(&lab, Rule::R9), []);
    lab.engine.remove_duty_rule(by("ada"), "apart", 1, "it is gone").await.unwrap();
    // What may be again is found again.
    search(&lab, "claim").await;
    lab.engine.accept_suggestion(by("pia"), "claim", &found.id, because("it is quicker")).await.unwrap();
}
