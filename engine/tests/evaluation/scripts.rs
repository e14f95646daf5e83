//! Scripts in JavaScript: what they see, what they give, and where they stop.
use super::{code, patient};
use serde_json::{Value, json};
use weir_core::decision::DecisionRequest;
use weir_core::instance::Answer;
use weir_core::script::{Facts, Purpose, ScriptRequest, TASK_WORDS, TaskChange, TaskSeen};
use weir_core::{Parameters, Timestamp};
use weir_engine::evaluation::{ChildPool, EvaluationHost, TOO_COSTLY, Work};

pub(super) fn request(purpose: Purpose, script: &str) -> ScriptRequest {
    let variables = json!({"amount": 7, "name": "Wang", "order": {"lines": [1, 2]}, "JSON": "hidden", "own": 1});
    ScriptRequest {
        script: script.to_owned(),
        purpose,
        gives: false,
        variables: variables.as_object().unwrap().clone(),
        own: vec!["own".to_owned()],
        facts: Facts {
            process_instance_id: Some(json!("i-1")),
            process_business_key: Some(json!("B-7")),
            current_activity_id: Some(json!("decide")),
            ..Facts::default()
        },
        task: None,
        now: Timestamp(1_700_000_000_000),
    }
}

pub(super) async fn ask(request: ScriptRequest) -> Answer {
    patient().evaluate(Work::Script(Box::new(request))).await
}

pub(super) async fn value(script: &str) -> Answer {
    ask(request(Purpose::Value, script)).await
}

pub(super) async fn outcome(purpose: Purpose, script: &str) -> Value {
    match ask(request(purpose, script)).await {
        Answer::Value(value) => value,
        failed @ Answer::Failed { .. } => panic!("{script}: {failed:?}"),
    }
}

pub(super) async fn failure(script: &str) -> (String, String) {
    match ask(request(Purpose::Program, script)).await {
        Answer::Failed { code, message, .. } => (code, message),
        Answer::Value(value) => panic!("{script}: {value}"),
    }
}

/// What it says in parts.
async fn told(script: &str) -> String {
    match ask(request(Purpose::Program, script)).await {
        Answer::Failed { sentence: Some(told), .. } => {
            told.parts.iter().fold(told.name.clone(), |all, (name, is)| format!("{all} {name}={is}"))
        }
        other => panic!("{script}: {other:?}"),
    }
}

pub async fn give_values_and_outcomes() {
    assert_eq!(value("amount > 5 && name == 'Wang'").await, Answer::Value(json!(true)));
    assert_eq!(value("order.lines.map(function (n) { return n * amount })").await, Answer::Value(json!([7, 14])));
    let shared = "execution.getVariable('order') === order";
    assert_eq!(value(shared).await, Answer::Value(json!(true)));
    let facts = "[execution.getProcessInstanceId(), execution.processBusinessKey, execution.currentActivityId, \
                 execution.getVariable('JSON'), execution.getVariable('missing'), execution.hasVariableLocal('own')]";
    assert_eq!(value(facts).await, Answer::Value(json!(["i-1", "B-7", "decide", "hidden", null, true])));

    // As in other engines, what is only assigned is the script's own; what is changed inside is set.
    let set = outcome(
        Purpose::Program,
        "var amount = 1; sum = 5; order.lines.push(3); execution.setVariable('total', amount * 6); \
         execution.setVariableLocal('note', {a: 1}); total = 9; 'done'",
    )
    .await;
    assert_eq!(set["set"], json!({"total": 6, "order": {"lines": [1, 2, 3]}}), "{set}");
    assert_eq!((&set["local"], &set["value"]), (&json!({"note": {"a": 1}}), &json!("done")));
    let stored = outcome(Purpose::StoringProgram, "amount = amount + 1; fresh = 'x'; function helper() {}").await;
    assert_eq!(stored["set"], json!({"amount": 8, "fresh": "x"}), "{stored}");
    assert_eq!(stored["value"], json!("x"));

    for error in ["BpmnError", "org.camunda.bpm.engine.delegate.BpmnError"] {
        let script = format!("execution.setVariable('a', 1); throw new {error}('late', 'sorry')");
        let thrown = outcome(Purpose::Program, &script).await;
        assert_eq!(thrown["thrown"], json!({"code": "late", "message": "sorry"}));
        assert_eq!(thrown["set"], json!({"a": 1}));
    }

    let known = TaskChange {
        assignee: Some("kermit".to_owned()),
        candidate_groups: Some(vec!["a".to_owned()]),
        ..TaskChange::default()
    };
    let script = "if (task.getAssignee() == 'kermit') { task.setAssignee('piggy'); task.addCandidateGroup('b'); task.setPriority(80) } task.assignee";
    let mut listening = request(Purpose::Program, script);
    listening.task = Some(TaskSeen { known, open: true, id: Some("i-1.4.2".to_owned()) });
    let Answer::Value(changed) = ask(listening.clone()).await else { panic!("it runs") };
    assert_eq!(changed["value"], json!("piggy"));
    let change: TaskChange = serde_json::from_value(changed["task"].clone()).unwrap();
    let groups = Some(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(
        (change.assignee.as_deref(), change.candidate_groups, change.priority),
        (Some("piggy"), groups, Some(80))
    );
    listening.facts.current_activity_name = Some(json!("Pay"));
    let saying = |script: &str| ScriptRequest { script: script.to_owned(), ..listening.clone() };
    let naming = saying("task.setName(task.getName() + '!'); task.setDescription(null); task.getId()");
    let Answer::Value(named) = ask(naming).await else { panic!("it runs") };
    assert_eq!((&named["value"], &named["task"]["name"]), (&json!("i-1.4.2"), &json!("Pay!")));
    assert_eq!(named["task"]["description"], json!(""));
    let Answer::Value(words) = ask(saying("Object.getOwnPropertyNames(task).sort()")).await else { panic!("it runs") };
    assert_eq!(words["value"], json!(TASK_WORDS), "what deployment knows of is what there is");
    let Answer::Failed { message, .. } = ask(saying("\ntask.complete()")).await else { panic!("it is not there") };
    assert_eq!(message, "TypeError: there is no task.complete() here (line 2 of the script)");
    let mut early = saying("task.getId()");
    early.task.as_mut().unwrap().id = None;
    let Answer::Failed { message, .. } = ask(early).await else { panic!("it has none yet") };
    assert!(message.contains("has no id before it is made"), "{message}");
    listening.task.as_mut().unwrap().open = false;
    assert_eq!(code(&ask(listening).await), "script-failed", "a task that is done is not changed");
}

pub async fn cannot_reach_the_host_nor_lie_about_the_day() {
    for name in [
        "require",
        "process",
        "std",
        "os",
        "fetch",
        "XMLHttpRequest",
        "setTimeout",
        "WebAssembly",
        "Worker",
        "scriptArgs",
    ] {
        assert_eq!(value(&format!("typeof {name}")).await, Answer::Value(json!("undefined")), "{name}");
    }
    assert_eq!(failure("import('fs').then(function () {}); require('fs')").await.0, "script-failed");
    let day = "[Date.now(), new Date().getTime(), new Date() instanceof Date, new Date(0).toISOString()]";
    let expected = json!([1_700_000_000_000_i64, 1_700_000_000_000_i64, true, "1970-01-01T00:00:00.000Z"]);
    assert_eq!(value(day).await, Answer::Value(expected));
    // Nothing is left from one script to the next, even in the same child.
    let pool = patient();
    let leave = request(Purpose::Program, "globalThis.left = 1; Object.prototype.left = 2; 1");
    assert_eq!(code(&pool.evaluate(Work::Script(Box::new(leave))).await), "value");
    let look = request(Purpose::Value, "typeof left + ({}).left");
    assert_eq!(pool.evaluate(Work::Script(Box::new(look))).await, Answer::Value(json!("undefinedundefined")));
}

pub async fn that_fail_say_why_and_where() {
    let (code, message) = failure("var a = 1;\n\na.b.c();").await;
    assert_eq!(code, "script-failed");
    assert!(message.starts_with("TypeError: ") && message.ends_with("(line 3 of the script)"), "{message}");
    let (code, message) = failure("var a = 1;\nif (a {").await;
    assert_eq!(code, "script-syntax");
    assert!(message.contains("(line 2 of the script)"), "{message}");
    assert_eq!(failure("throw 'words'").await.1, "words");
    assert_eq!(told("var a = 1;\n\na.b.c();").await, "script-null entry=c line=3");
    assert_eq!(told("missing + 1").await, "script-no-variable line=1 name=missing");
    assert_eq!(told("throw new Error('no stock')").await, "script-threw line=1 reason=Error: no stock");
    assert_eq!(told("throw 'words'").await, "script-broke reason=words");
    assert!(failure("missing + 1").await.1.contains("missing"));
    assert!(failure("execution.setVariable('f', function () {})").await.1.contains("cannot hold a function"));
    assert!(failure("execution.setVariable('n', 0 / 0)").await.1.contains("cannot hold NaN"));
    // What JSON would make something else of is refused, wherever it stands.
    for (value, kind) in [
        ("new Map([[1, 2]])", "Map"),
        ("{a: [new Set([1])]}", "Set"),
        ("(async function () { return 1 })()", "Promise"),
        ("new Uint8Array(2)", "Uint8Array"),
        ("/a/", "RegExp"),
        ("new Error('x')", "Error"),
    ] {
        let message = failure(&format!("execution.setVariable('v', {value})")).await.1;
        assert!(message.contains(&format!("cannot hold a {kind}")), "{value}: {message}");
    }
    assert!(failure("async function main() { return 1 }; main()").await.1.contains("cannot hold a Promise"));
    assert!(failure("execution.setVariable('__proto__', 1)").await.1.contains("cannot be called"));
    let Answer::Failed { message, .. } = value("(function () {})").await else { panic!("a function is no value") };
    assert!(message.contains("cannot hold a function"), "{message}");
    let given = ScriptRequest { gives: true, ..request(Purpose::Program, "(function () {})") };
    let Answer::Failed { message, .. } = ask(given).await else { panic!("nor where its value is kept") };
    assert!(message.contains("cannot hold a function"), "{message}");
    let kept =
        "[new Date(0), Object.create(null), new String('a'), new (class Order { constructor() { this.n = 1 } })()]";
    assert_eq!(value(kept).await, Answer::Value(json!(["1970-01-01T00:00:00.000Z", {}, "a", {"n": 1}])));
    assert!(
        failure("execution.getProcessInstance()").await.1.contains("there is no execution.getProcessInstance() here")
    );
    assert!(failure("var a = {}; a.a = a; execution.setVariable('a', a)").await.1.contains("circular"));
    assert!(
        failure("var d = {}; for (var i = 0; i < 90; i++) d = {d: d}; execution.setVariable('d', d)")
            .await
            .1
            .contains("refused")
    );
    let Answer::Failed { message, .. } = value("execution.setVariable('a', 1)").await else {
        panic!("it only gives a value")
    };
    assert!(message.contains("only gives a value"), "{message}");
    assert_eq!(code_of_value("throw new BpmnError('x')").await, "script-failed", "a condition throws no BPMN error");
}

async fn code_of_value(script: &str) -> String {
    code(&value(script).await).to_owned()
}

pub async fn that_are_bombs_stop_at_their_limits() {
    let pool = ChildPool::default();
    let endless = [
        "while (true) {}",
        "try { while (true) {} } catch (e) { } while (true) {}",
        "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
        "var a = []; while (true) a.push(new Array(1000).fill(a.length))",
        "new Array(1e8).fill(0).sort(function (a, b) { return Math.random() - 0.5 })",
        "var all = []; try { while (true) all.push(new ArrayBuffer(1 << 20)) } finally { all.length }",
    ];
    for script in endless {
        let answer = pool.evaluate(Work::Script(Box::new(request(Purpose::Program, script)))).await;
        assert_eq!(code(&answer), TOO_COSTLY, "{script}: {answer:?}");
    }
    let deep = [
        "function f() { return f() + 1 } f()",
        "var s = 'x'; while (true) s += s",
        "var d = []; for (var i = 0; i < 100000; i++) d = [d]; execution.setVariable('d', d)",
    ];
    for script in deep {
        let answer = pool.evaluate(Work::Script(Box::new(request(Purpose::Program, script)))).await;
        // Whichever of its limits it meets first: on a busy machine that of time.
        assert!(["script-failed", TOO_COSTLY].contains(&code(&answer)), "{script}: {answer:?}");
    }
    let nested = format!("{}1{}", "(".repeat(30_000), ")".repeat(30_000));
    let answer = pool.evaluate(Work::Script(Box::new(request(Purpose::Program, &nested)))).await;
    assert_ne!(code(&answer), "value", "{answer:?}");
    let next = pool.evaluate(Work::Script(Box::new(request(Purpose::Value, "1 + 1")))).await;
    assert_eq!(next, Answer::Value(json!(2)), "the next one is answered again");
}

/// A decision whose cells are scripts, as Camunda 7 has them.
pub async fn decide_in_tables() {
    let file = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' namespace='urn:own' name='n'>\
        <decision id='d' name='d'><decisionTable><input><inputExpression expressionLanguage='javascript'>\
        <text>order.lines.length</text></inputExpression></input><output name='rate'/><rule>\
        <inputEntry expressionLanguage='javascript'><text>cellInput &gt; limit</text></inputEntry>\
        <outputEntry expressionLanguage='javascript'><text>limit * 10</text></outputEntry></rule></decisionTable></decision>\
        </definitions>";
    let request = |inputs: Value| DecisionRequest {
        files: vec![file.to_owned()],
        decision: "d".to_owned(),
        inputs: inputs.as_object().unwrap().clone(),
        now: Timestamp(0),
        parameters: Parameters::default(),
        zone: None,
    };
    let pool = patient();
    let good = request(json!({"order": {"lines": [1, 2]}, "limit": 1}));
    let Answer::Value(answer) = pool.evaluate(Work::Decision(Box::new(good))).await else { panic!("it is decided") };
    assert_eq!((&answer["value"], &answer["tables"][0]["rules"]), (&json!(10), &json!([1])), "{answer}");
    let bad = request(json!({"order": null, "limit": 1}));
    let Answer::Value(answer) = pool.evaluate(Work::Decision(Box::new(bad))).await else { panic!("it is decided") };
    assert!(answer["faults"][0].as_str().is_some_and(|fault| fault.contains("TypeError")), "{answer}");
}

pub async fn are_parsed_and_not_run() {
    let pool = ChildPool::default();
    let scripts = ["while (true) {}", "if (a {", "order.lines.map(n => n * 2)"].map(str::to_owned).to_vec();
    let Answer::Value(found) = pool.evaluate(Work::Parse(scripts)).await else { panic!("it ends") };
    assert_eq!((&found[0], &found[2]), (&Value::Null, &Value::Null), "{found}");
    assert_eq!(found[1]["within"], json!({"line": 1, "column": 7}), "{found}");
    let Answer::Value(found) = pool.evaluate(Work::Parse(vec!["[".repeat(1 << 18)])).await else { panic!("it ends") };
    assert!(found[0].is_object(), "what is too deep for the parser is refused by it");
}
