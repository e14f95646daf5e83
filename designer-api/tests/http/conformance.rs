//! A history held against norms: each deviation leads to its instances, and a norm that says nothing is refused with its reason.
use crate::mining::{World, of};
use crate::server::Server;
use serde_json::{Value, json};

/// Nobody mends, and in the end it is signed: `Approve` has another id, and is known by its name.
const NORM: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="norm" isExecutable="false">
    <startEvent id="s"/><task id="check" name="Check"/><task id="release" name=" approve "/><task id="sign" name="Sign"/><endEvent id="e"/>
    <sequenceFlow id="n1" sourceRef="s" targetRef="check"/><sequenceFlow id="n2" sourceRef="check" targetRef="release"/>
    <sequenceFlow id="n3" sourceRef="release" targetRef="sign"/><sequenceFlow id="n4" sourceRef="sign" targetRef="e"/>
  </process></definitions>"#;

/// Begins to hold the history against a norm, and waits for its end.
fn run(world: &World, token: &str, body: &Value) -> Value {
    let path = "/api/v1/analytics/processes/permit/conformance";
    let begun = world.server.ask_with(token, "POST", path).json(body).send().expect(202).json;
    let path = format!("{path}/{}", begun["id"].as_str().unwrap());
    let mut found = begun;
    Server::until(|| {
        found = world.server.ask_with(token, "GET", &path).send().expect(200).json;
        found["state"] != "running"
    });
    found
}

#[test]
fn a_history_is_held_against_a_norm_and_each_deviation_leads_to_its_instances() {
    let (world, ids) = World::planted();
    let server = &world.server;
    let question = json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z" });
    let draft = server.post("/api/v1/models", &json!({ "name": "Norm", "xml": NORM })).expect(201).json;
    let body = json!({ "question": question, "norm": { "model": draft["id"] } });
    let found = run(&world, &server.token, &body);
    assert_eq!(
        (&found["state"], &found["cases"], &found["done"], &found["of"]),
        (&json!("done"), &json!(4), &json!(2), &json!(2))
    );
    assert_eq!((&found["normProcess"], &found["revision"]), (&json!("norm"), &json!(1)));
    let told = &found["found"];
    // Nobody signs, which is one for each; a mend and a check too much are two more for the one.
    assert_eq!(
        (&told["cases"], &told["fitting"], &told["deviations"], &told["givenUp"]),
        (&json!(4), &json!(0), &json!(6), &json!(0))
    );
    // Three times 2 + 3 and once 4 + 3 could be wrong.
    assert!((told["fitness"].as_f64().unwrap() - (1.0 - 6.0 / 22.0)).abs() < 1e-12);
    let task = |id: &str| {
        let of = of(&told["tasks"], "element", id);
        (of["activity"].clone(), of["done"].clone(), of["skipped"].clone(), of["cases"].clone())
    };
    assert_eq!(task("check"), (json!("check"), json!(4), json!(0), json!(0)));
    assert_eq!(task("release"), (json!("approve"), json!(4), json!(0), json!(0)), "it is known by its name");
    assert_eq!(task("sign"), (Value::Null, json!(0), json!(4), json!(4)));
    assert_eq!(told["unmatched"], json!(["sign"]));
    let inserted = told["inserted"].as_array().unwrap();
    let times: u64 = inserted.iter().map(|of| of["times"].as_u64().unwrap()).sum();
    assert_eq!(times, 2);
    let mend = of(&told["inserted"], "activity", "mend");
    assert_eq!((&mend["name"], &mend["cases"]), (&json!("Mend"), &json!(1)));

    let path = format!("/api/v1/analytics/processes/permit/conformance/{}/cases", found["id"].as_str().unwrap());
    let behind = |query: &str| server.get(&format!("{path}?{query}")).expect(200).json;
    let deviating = behind("found=deviating");
    assert_eq!((&deviating["n"], &deviating["cases"][0]["instance"]), (&json!(4), &json!(ids[3])));
    assert_eq!((&deviating["cases"][0]["deviations"], &deviating["cases"][1]["deviations"]), (&json!(3), &json!(1)));
    assert_eq!(
        (behind("found=fitting")["n"].clone(), behind("found=skipped&element=sign&limit=3")["next"].clone()),
        (json!(0), json!(3))
    );
    let after = mend["after"].as_str().map_or_else(String::new, |after| format!("&after={after}"));
    assert_eq!(behind(&format!("found=inserted&element=mend{after}"))["cases"][0]["instance"], json!(ids[3]));
    server.get(&format!("{path}?found=skipped")).refused(400, "mined-item");
    server.get(&format!("{path}?found=skipped&element=nobody")).refused(404, "no-such-mined-item");

    // The same question of the same history is the run that there is; another revision of the norm is another one.
    assert_eq!(run(&world, &server.token, &body)["id"], found["id"]);
    let own = run(&world, &server.token, &json!({ "question": question, "norm": { "definition": "permit:1" } }));
    assert_eq!(
        (&own["found"]["fitness"], &own["found"]["fitting"], &own["found"]["deviations"]),
        (&json!(1.0), &json!(4), &json!(0))
    );
    let cancel = format!("/api/v1/analytics/processes/permit/conformance/{}/cancel", own["id"].as_str().unwrap());
    assert_eq!(server.post(&cancel, &json!({})).expect(200).json["state"], "done", "what is over stays so");
    world.straight();
    let later = run(&world, &server.token, &body);
    assert_eq!((later["id"] == found["id"], &later["found"]["cases"]), (false, &json!(5)));
}

#[test]
fn a_norm_that_says_nothing_about_the_work_is_refused_with_its_reason() {
    let (world, _) = World::planted();
    let server = &world.server;
    let begin = |body: &Value| server.post("/api/v1/analytics/processes/permit/conformance", body);
    begin(&json!({ "norm": { "model": "none" } })).refused(404, "no-such-model");
    begin(&json!({ "norm": { "definition": "permit:9" } })).refused(404, "no-such-definition");
    begin(&json!({ "norm": { "definition": "permit:1" }, "normProcess": "none" }))
        .refused(400, "conformance-no-process");
    begin(&json!({ "norm": { "file": "none" } })).refused(400, "invalid-body");
    let draft = |text: &str| {
        server.post("/api/v1/models", &json!({ "name": "Other", "xml": text })).expect(201).json["id"].clone()
    };
    begin(&json!({ "norm": { "model": draft("<a/>") } })).refused(400, "conformance-no-process");
    let other = NORM.replace("\"check\"", "\"bake\"").replace("Check", "Bake").replace(" approve ", "Eat");
    let failed = run(&world, &server.token, &json!({ "norm": { "model": draft(&other) } }));
    assert_eq!(
        (&failed["state"], &failed["error"]["code"]),
        (&json!("failed"), &json!("conformance-nothing-in-common"))
    );
    let path = format!(
        "/api/v1/analytics/processes/permit/conformance/{}/cases?found=fitting",
        failed["id"].as_str().unwrap()
    );
    server.get(&path).refused(409, "conformance-not-done");
    // A loop without a way out never comes to its end.
    let endless = NORM.replace("sourceRef=\"sign\" targetRef=\"e\"", "sourceRef=\"sign\" targetRef=\"check\"");
    let failed = run(&world, &server.token, &json!({ "norm": { "model": draft(&endless) } }));
    assert_eq!((&failed["state"], &failed["error"]["code"]), (&json!("failed"), &json!("alignment-no-end")));
    server.get("/api/v1/analytics/processes/permit/conformance/none").refused(404, "no-such-conformance-run");

    // Whoever may not read the norm does not see what is said about it.
    let owner = server.somebody("olga", "processOwner");
    server.grant("olga", "processOwner", &json!({ "processes": ["permit"] }));
    let seen = run(&world, &owner, &json!({ "norm": { "definition": "permit:1" } }));
    assert_eq!(seen["state"], "done");
    let user = server.somebody("ann", "user");
    let path = "/api/v1/analytics/processes/permit/conformance";
    let body = json!({ "norm": { "definition": "permit:1" } });
    server.ask_with(&user, "POST", path).json(&body).send().refused(403, "forbidden");
}

#[test]
fn rules_of_the_process_are_declared_and_lead_to_who_broke_them() {
    const SETTINGS: &str = "/api/v1/analytics/index-settings";
    const WINDOW: &str = "from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z";
    let (world, ids) = World::planted();
    let server = &world.server;
    let rule = |id: &str, norm: Value| json!({ "id": id, "name": { "zh-CN": "规则", "en": "Rule" }, "norm": norm });
    let once = rule("once", json!({ "absence": { "activity": "check", "times": 2 } }));
    let first = rule("check-first", json!({ "precedence": { "first": "check", "then": "approve" } }));
    let body = |process: Option<&str>, rules: Value| json!({ "process": process, "settings": { "least": 1, "rules": rules }, "reason": "agreed" });
    let put = |body: &Value| server.ask("PUT", SETTINGS).json(body).send();
    put(&body(None, json!([once]))).refused(400, "index-settings");
    let unknown = rule("odd", json!({ "existence": { "activity": "bake", "times": 1 } }));
    put(&body(Some("permit"), json!([unknown]))).refused(404, "no-such-node");
    put(&body(Some("permit"), json!([once, once]))).refused(400, "index-settings");
    put(&body(Some("permit"), json!([once, first]))).expect(200);

    let get = |path: &str| server.get(&format!("/api/v1/analytics/processes/permit/{path}")).expect(200).json;
    let found = get(&format!("rules?{WINDOW}"));
    assert_eq!((&found["n"], &found["leftOut"], &found["keeping"]["value"]), (&json!(4), &json!(0), &json!(0.75)));
    let kept = |id: &str| found["rules"].as_array().unwrap().iter().find(|of| of["rule"]["id"] == id).unwrap();
    assert_eq!((&kept("once")["concerned"], &kept("once")["broken"]), (&json!(4), &json!(1)));
    assert_eq!((&kept("check-first")["concerned"], &kept("check-first")["broken"]), (&json!(4), &json!(0)));
    // The number, the cohort and the component of the index are of the same instances.
    let handle = kept("once")["evidence"].as_str().unwrap();
    let evidence = server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json;
    assert_eq!((&evidence["n"], &evidence["members"][0]["instance"]), (&json!(1), &json!(ids[3])));
    let cohort = get(&format!("cases?{WINDOW}&breaks=once"));
    assert_eq!((&cohort["n"], &cohort["cases"][0]["instance"]), (&json!(1), &json!(ids[3])));
    let indices = get(&format!("indices?{WINDOW}"));
    let mut parts = indices["items"].as_array().unwrap().iter().flat_map(|index| index["components"].as_array().unwrap());
    let conformance = parts.find(|part| part["code"] == "rule-conformance").unwrap();
    assert_eq!(conformance["value"]["value"], 0.75);
    // A handle says the rule itself: it holds after the rule is gone, and the rule by its id does not.
    let aside = json!({ "process": "permit", "reason": "as all" });
    server.ask("DELETE", SETTINGS).header("if-match", "\"1\"").json(&aside).send().expect(200);
    assert_eq!(server.get(&format!("/api/v1/analytics/evidence/{handle}")).expect(200).json["n"], 1);
    let gone = format!("/api/v1/analytics/processes/permit/cases?{WINDOW}&breaks=once");
    server.get(&gone).refused(404, "no-such-norm-rule");
}

#[test]
fn every_view_takes_the_whole_question() {
    let (world, ids) = World::planted();
    let get = |path: &str| world.server.get(&format!("/api/v1/analytics/processes/permit/{path}")).expect(200).json;
    let window = "from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z";
    // One came back by this flow; it began while nothing else ran, on a Monday.
    for asked in ["flow=back", "ranges=%7B%22%24sojourn%22%3A%7B%22from%22%3A300000%7D%7D"] {
        assert_eq!(get(&format!("map?{window}&{asked}"))["cases"], 1, "{asked}");
        let cases = get(&format!("mined-cases?{window}&behind=all&{asked}"));
        assert_eq!(cases["cases"][0]["instance"], json!(ids[3]), "{asked}");
        assert_eq!(get(&format!("cases?{window}&{asked}"))["n"], 1, "{asked}");
    }
    let except = "except=%7B%22flow%22%3A%22back%22%7D";
    assert_eq!(get(&format!("variants?{window}&{except}"))["cases"], 3);
    let monday = "ranges=%7B%22%24weekday%22%3A%7B%22from%22%3A1%2C%22until%22%3A1%7D%7D";
    assert_eq!(get(&format!("cases?{window}&{monday}"))["n"], 4);
    let queue = "ranges=%7B%22%24queueLength%22%3A%7B%22from%22%3A1%7D%7D";
    let path = format!("/api/v1/analytics/processes/permit/cases?{window}&{queue}");
    world.server.get(&path).refused(400, "analytics-fact");
    assert_eq!(get(&format!("cases?{window}&{queue}&node=check"))["n"], 0, "nobody waited beside another");
    let body = json!({ "question": { "from": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z" }, "groupBy": "weekday" });
    let groups = world.server.post("/api/v1/analytics/processes/permit/query", &body).expect(200).json;
    assert_eq!((&groups["groups"][0]["key"], &groups["groups"][0]["n"]), (&json!("1"), &json!(4)));
}
