//! Decisions and rule parameters: deployed in versions, asked, changed now and later, tried out.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

const PARAMETER: &str = "/api/v1/parameters/board_limit";

/// Who approves, by amount: so much is for the team, more than the rule parameter for the board. The file as `version`.
fn approver(team: &str, tag: &str) -> String {
    format!(
        r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:weir="urn:weir:bpmn:1" name="rules" namespace="urn:rules">
  <inputData id="amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="approver" name="Approver" weir:versionTag="{tag}"><variable name="Approver" typeRef="string"/>
    <informationRequirement><requiredInput href="#amount"/></informationRequirement>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
      <output name="approver" typeRef="string"/>
      <rule id="low"><inputEntry><text>&lt;= {team}</text></inputEntry><outputEntry><text>"team"</text></outputEntry></rule>
      <rule id="high"><inputEntry><text>&gt; params.board_limit</text></inputEntry><outputEntry><text>"board"</text></outputEntry></rule>
    </decisionTable></decision></definitions>"##
    )
}

/// Asks for the approver after somebody has looked.
const ORDER: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='test'>\
    <process id='order' isExecutable='true'><startEvent id='start'/><userTask id='look'/>\
    <businessRuleTask id='rule' weir:decision='approver' weir:resultVariable='who'/><userTask id='approve'/>\
    <sequenceFlow id='f1' sourceRef='start' targetRef='look'/><sequenceFlow id='f2' sourceRef='look' targetRef='rule'/>\
    <sequenceFlow id='f3' sourceRef='rule' targetRef='approve'/></process></definitions>";

fn deploy(server: &Server, files: &[(&str, &str)]) -> Answer {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    server.ask("POST", "/api/v1/deployments").files(&files).send()
}

fn set(server: &Server, body: &Value) -> Answer {
    let ask = server.ask("POST", &format!("{PARAMETER}/values")).header("x-weir-actor", "ada");
    ask.json(body).send()
}

/// A server where the board decides above 1000.
fn declared() -> Server {
    let server = Server::start();
    let first = json!({"value": 1000, "reason": "as before", "kind": "number", "unit": "CNY", "minimum": 0,
        "maximum": 10_000, "description": "what the board decides"});
    set(&server, &first).expect(200);
    server
}

fn ask(server: &Server, decision: &str, body: &Value) -> Answer {
    server.post(&format!("/api/v1/decisions/{decision}/evaluate"), body)
}

fn amount(amount: impl Into<Value>) -> Value {
    json!({"variables": {"amount": amount.into()}})
}

#[test]
fn a_decision_is_deployed_asked_and_tells_which_rules_matched() {
    let server = declared();
    let file = approver("100", "first");
    let deployed = deploy(&server, &[("rules.dmn", &file)]).expect(200).json;
    let told = &deployed["decisions"][0];
    assert_eq!((&told["id"], &told["unchanged"]), (&json!("approver:1"), &json!(false)));
    assert_eq!((&told["inputs"], &told["parameters"]), (&json!(["amount"]), &json!(["board_limit"])));
    assert_eq!(server.get("/api/v1/decisions/approver:1/xml").expect(200).text, file, "byte for byte");

    let before = server.written();
    let answer = ask(&server, "approver", &amount(2500)).expect(200).json;
    assert_eq!((&answer["decision"], &answer["result"]), (&json!("approver:1"), &json!("board")));
    assert_eq!(
        answer["tables"],
        json!([{"decision": "approver", "table": "table", "inputs": [{"expression": "amount", "value": 2500}],
            "rules": [2], "ruleIds": ["high"]}])
    );
    assert_eq!(answer["parameters"], json!([{"name": "board_limit", "version": 1}]));
    assert_eq!(answer["problems"], json!([]));
    assert_eq!(ask(&server, "approver:1", &amount(100)).expect(200).json["result"], "team");
    assert_eq!(server.written(), before, "asking changes nothing");
}

#[test]
fn without_a_matching_rule_the_answer_says_what_was_asked() {
    let server = declared();
    deploy(&server, &[("rules.dmn", &approver("100", "first")), ("order.bpmn", ORDER)]).expect(200);
    let answer = ask(&server, "approver", &amount(500)).expect(200).json;
    assert_eq!((&answer["result"], &answer["tables"][0]["rules"]), (&Value::Null, &json!([])));
    assert_eq!(answer["problems"], json!(["no rule of decision `approver` matches amount = 500"]));
    let missing = ask(&server, "approver", &json!({})).expect(200).json;
    assert_eq!(missing["result"], Value::Null);
    assert!(missing["problems"].to_string().contains("amount = null"), "{missing}");
    let wrong = ask(&server, "approver", &amount("much")).expect(200).json;
    assert_eq!(wrong["result"], Value::Null);
    assert!(wrong["problems"].to_string().contains("amount"), "{wrong}");

    server.instance_of("order", &json!({"amount": 500}));
    let task = server.first("/api/v1/user-tasks");
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    let incidents = server.get("/api/v1/incidents").expect(200);
    let incident = &incidents.items()[0];
    assert_eq!((&incident["element"], &incident["code"]), (&json!("rule"), &json!("decision-no-match")));
    assert_eq!(incident["message"], "no rule of decision `approver` matches amount = 500");
    let told = &incident["sentence"];
    assert_eq!((&told["name"], &told["parts"]["name"]), (&json!("no-match"), &json!("approver")));
    assert_eq!(told["values"], json!([{"name": "amount", "value": "500"}]));

    // What the decision met on its way is told in parts too.
    let instance = server.instance_of("order", &json!({"amount": "much"}));
    let task = server.first("/api/v1/user-tasks");
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    let incidents = server.get("/api/v1/incidents").expect(200);
    let failed = incidents.items().iter().find(|incident| incident["instance"] == instance.as_str()).expect("one");
    assert_eq!(failed["code"], "decision-failed", "{failed}");
    assert_eq!(failed["message"], "`amount` does not take \"much\"");
    assert_eq!(
        (&failed["sentence"]["name"], &failed["sentence"]["parts"]["part"]),
        (&json!("not-taken"), &json!("amount"))
    );
}

#[test]
fn versions_are_listed_and_asked_by_number_and_by_tag() {
    let server = declared();
    let (first, second) = (approver("100", "old"), approver("500", "new"));
    for file in [&first, &second] {
        deploy(&server, &[("rules.dmn", file)]).expect(200);
    }
    let again = deploy(&server, &[("rules.dmn", &second)]).expect(200).json;
    assert_eq!((&again["decisions"][0]["unchanged"], &again["deployment"]), (&json!(true), &Value::Null));
    let list = |query: &str| {
        let page = server.get(&format!("/api/v1/decisions?{query}")).expect(200);
        page.items().iter().map(|d| (d["id"].clone(), d["latest"].clone())).collect::<Vec<_>>()
    };
    let (old, new) = ((json!("approver:1"), json!(false)), (json!("approver:2"), json!(true)));
    assert_eq!(list("decision=approver"), [old.clone(), new.clone()]);
    assert_eq!(list("latest=true"), [new]);
    assert_eq!(list("decision=nobody"), []);
    let page = server.get("/api/v1/decisions?limit=1").expect(200).json;
    let next = page["next"].as_str().expect("more");
    assert_eq!(list(&format!("limit=1&cursor={next}")).len(), 1);
    server.get("/api/v1/decisions?cursor=zz").refused(400, "bad-cursor");

    assert_eq!(server.get("/api/v1/decisions/approver").expect(200).json["versionTag"], "new");
    for (decision, which, result) in [
        ("approver", json!({}), json!("team")),
        ("approver", json!({"version": 1}), Value::Null),
        ("approver:1", json!({}), Value::Null),
        ("approver", json!({"versionTag": "old"}), Value::Null),
        ("approver", json!({"version": 2}), json!("team")),
    ] {
        let mut body = amount(300);
        body.as_object_mut().unwrap().extend(which.as_object().unwrap().clone());
        assert_eq!(ask(&server, decision, &body).expect(200).json["result"], result, "{decision} {which}");
    }
    ask(&server, "approver", &json!({"version": 1, "versionTag": "old"})).refused(400, "bad-decision");
}

#[test]
fn what_is_not_there_is_named() {
    let server = declared();
    let before = server.written();
    ask(&server, "nobody", &amount(1)).refused(404, "no-such-decision");
    server.get("/api/v1/decisions/nobody").refused(404, "no-such-decision");
    server.get("/api/v1/decisions/nobody:1/xml").refused(404, "no-such-decision");
    server.get("/api/v1/parameters/nothing").refused(404, "no-such-parameter");
    server.get("/api/v1/parameters/nothing/values").refused(404, "no-such-parameter");
    server.post("/api/v1/parameters/nothing/impact", &json!({"value": 1})).refused(404, "no-such-parameter");
    let unknown = approver("100", "x").replace("board_limit", "nothing");
    let refused = deploy(&server, &[("rules.dmn", &unknown)]).refused(422, "invalid-model").json;
    let problem = &refused["problems"][0];
    assert_eq!((&problem["code"], &problem["element"]), (&json!("parameter-unknown"), &json!("approver")));
    assert_eq!(server.written(), before);
    deploy(&server, &[("rules.dmn", &approver("100", "x"))]).expect(200);
    ask(&server, "approver:2", &amount(1)).refused(404, "no-such-decision");
    ask(&server, "approver", &json!({"version": 2})).refused(400, "decision-not-deployed");
    ask(&server, "approver", &json!({"versionTag": "y"})).refused(400, "decision-not-deployed");
    ask(&server, "approver", &json!({"amount": 1})).refused(400, "invalid-body");
}

#[test]
fn a_parameter_has_a_history_and_its_new_value_decides() {
    let server = declared();
    deploy(&server, &[("rules.dmn", &approver("100", "first")), ("order.bpmn", ORDER)]).expect(200);
    let instance = server.instance_of("order", &json!({"amount": 800}));
    let kept = set(&server, &json!({"value": 600, "reason": "the board wants to see more"})).expect(200).json;
    assert_eq!((&kept["version"], &kept["actor"]), (&json!(2), &json!("ada")));
    let now = server.get(PARAMETER).expect(200).json;
    assert_eq!((&now["value"], &now["unit"], &now["upcoming"]), (&json!(600), &json!("CNY"), &json!(0)));
    assert_eq!(server.get("/api/v1/parameters").expect(200).items(), &[now]);
    let history = server.get(&format!("{PARAMETER}/values")).expect(200);
    let told: Vec<_> = history.items().iter().map(|e| (&e["version"], &e["value"], &e["reason"])).collect();
    let (newer, older) = (json!("the board wants to see more"), json!("as before"));
    assert_eq!(told, [(&json!(2), &json!(600), &newer), (&json!(1), &json!(1000), &older)]);

    assert_eq!(ask(&server, "approver", &amount(800)).expect(200).json["result"], "board");
    let task = server.first("/api/v1/user-tasks");
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    let trace = server.get(&format!("/api/v1/instances/{instance}/events")).expect(200);
    let decided = trace.items().iter().find(|e| e["type"] == "decisionEvaluated").expect("it is in the history");
    assert_eq!(
        (&decided["data"]["rules"], &decided["data"]["parameters"]),
        (&json!([2]), &json!([["board_limit", 2]]))
    );
}

#[test]
fn a_value_that_is_to_come_changes_nothing_yet() {
    let server = declared();
    deploy(&server, &[("rules.dmn", &approver("100", "first"))]).expect(200);
    let from = "2999-01-01T00:00:00.000Z";
    let kept = set(&server, &json!({"value": 5, "reason": "one day", "from": from})).expect(200).json;
    assert_eq!((&kept["version"], &kept["from"]), (&json!(2), &json!(from)));
    let now = server.get(PARAMETER).expect(200).json;
    assert_eq!((&now["value"], &now["version"], &now["upcoming"]), (&json!(1000), &json!(1), &json!(1)));
    let answer = ask(&server, "approver", &amount(800)).expect(200).json;
    assert_eq!((&answer["result"], &answer["parameters"][0]["version"]), (&Value::Null, &json!(1)));

    let later = json!({"value": 1, "kind": "number", "reason": "one day", "from": from});
    server.post("/api/v1/parameters/later/values", &later).expect(200);
    let state = server.get("/api/v1/parameters/later").expect(200).json;
    assert_eq!((&state["value"], &state["version"], &state["upcoming"]), (&Value::Null, &Value::Null, &json!(1)));
    let file = approver("100", "second").replace("board_limit", "later");
    deploy(&server, &[("rules.dmn", &file)]).expect(200);
    let refused = ask(&server, "approver", &amount(800)).refused(422, "parameter-without-value");
    assert!(refused.text.contains("`later`") && refused.text.contains("`approver`"), "{}", refused.text);
}

#[test]
fn values_that_do_not_fit_are_refused_and_not_kept() {
    let server = declared();
    let before = server.written();
    for (wrong, code) in [
        (json!({"value": "1000"}), "parameter-type"),
        (json!({"value": "1000 CNY"}), "parameter-type"),
        (json!({"value": true}), "parameter-type"),
        (json!({"value": null}), "parameter-type"),
        (json!({"value": [1000]}), "parameter-type"),
        (json!({"value": -1}), "parameter-out-of-range"),
        (json!({"value": 10_000.01}), "parameter-out-of-range"),
        (json!({"value": 1, "unit": "EUR"}), "parameter-kind"),
        (json!({"value": 1, "minimum": 0}), "parameter-kind"),
        (json!({"value": "x", "kind": "text"}), "parameter-kind"),
        (json!({"value": 1, "kind": "money"}), "invalid-body"),
        (json!({"value": 1, "kind": "number", "unit": 7}), "invalid-body"),
        (json!({"value": 1, "kind": "number", "minimum": 2, "maximum": 1}), "parameter-range"),
        (json!({"value": 1, "kind": "number", "minimum": "low"}), "parameter-type"),
        (json!({"value": 1, "reason": " "}), "parameter-without-reason"),
        (json!({"value": 1, "reason": null}), "invalid-body"),
        (json!({"value": 1, "from": "soon"}), "bad-time"),
        (json!({"value": 1, "from": "2001-01-01T00:00:00Z"}), "parameter-in-the-past"),
        (json!({"value": 1, "colour": "red"}), "invalid-body"),
    ] {
        let mut body = json!({"reason": "a test"});
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        let answer = set(&server, &body);
        assert_eq!((answer.status, answer.code()), (400, code), "{wrong}: {}", answer.text);
    }
    let first = |name: &str, body: &Value| server.post(&format!("/api/v1/parameters/{name}/values"), body);
    first("new", &json!({"value": 1, "reason": "a test"})).refused(400, "parameter-unknown");
    first("two%20words", &json!({"value": 1, "kind": "number", "reason": "a test"})).refused(400, "parameter-name");
    for (kind, good, wrong) in [
        ("date", "2026-01-31", "31 January"),
        ("time", "17:30:00", "half past five"),
        ("dateTime", "2026-01-31T17:30:00Z", "2026-01-31"),
        ("duration", "P2D", "two days"),
    ] {
        let refused = first("new", &json!({"value": wrong, "kind": kind, "reason": "a test"}));
        assert!(refused.refused(400, "parameter-type").text.contains("ISO 8601"), "{kind}");
        first("new", &json!({"value": good, "kind": kind, "minimum": wrong, "reason": "a test"}))
            .refused(400, "parameter-type");
    }
    server.post(&format!("{PARAMETER}/impact"), &json!({"value": "1000"})).refused(400, "parameter-type");
    server.post(&format!("{PARAMETER}/impact"), &json!({"value": -1})).refused(400, "parameter-out-of-range");
    assert_eq!(server.written(), before);
    assert_eq!(server.get(&format!("{PARAMETER}/values")).expect(200).items().len(), 1);
}

#[test]
fn a_preview_names_the_instances_that_would_decide_differently() {
    let server = declared();
    deploy(&server, &[("rules.dmn", &approver("100", "first")), ("order.bpmn", ORDER)]).expect(200);
    let ids: Vec<String> =
        [50, 800, 2000].map(|amount| server.instance_of("order", &json!({ "amount": amount }))).into();
    let before = server.written();
    let preview = |body: &Value| server.post(&format!("{PARAMETER}/impact"), body).expect(200).json;
    let page = preview(&json!({"value": 600}));
    assert_eq!((page["items"].as_array().map(Vec::len), &page["next"]), (Some(1), &Value::Null));
    let found = &page["items"][0];
    assert_eq!((&found["instance"], &found["definition"]), (&json!(ids[1]), &json!("order:1")));
    assert_eq!((&found["at"], &found["element"]), (&json!("look"), &json!("rule")));
    assert_eq!((&found["before"], &found["after"]), (&Value::Null, &json!("board")));
    assert_eq!(preview(&json!({"value": 1000}))["items"], json!([]), "the same value changes nothing");
    let mut found = vec![];
    let mut cursor = Value::Null;
    for looked in 1.. {
        let page = preview(&json!({"value": 3000, "limit": 1, "cursor": cursor}));
        found.extend(page["items"].as_array().unwrap().iter().map(|i| i["instance"].clone()));
        cursor = page["next"].clone();
        if cursor.is_null() {
            assert_eq!(looked, ids.len(), "each page looks at one");
            break;
        }
    }
    assert_eq!(found, [json!(ids[2])]);
    assert_eq!(server.written(), before, "nothing is changed");
    assert_eq!(server.get(PARAMETER).expect(200).json["value"], 1000);
}
