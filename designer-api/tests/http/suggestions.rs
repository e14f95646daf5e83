//! Suggestions over HTTP: looked for by whoever answers for the process, accepted once, and followed to what they brought.
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::{Clock, ManualClock};

/// 2026-03-02, 08:00 UTC.
const MORNING: i64 = 1_772_438_400_000;

/// Two checks one after the other that declare what they read and write.
const CLAIM: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="claim" name="Claim" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="legal" name="Legal check"><extensionElements><weir:input source="=amount" target="given"/>
      <weir:output source="=ok" target="legalOk"/></extensionElements></userTask>
    <userTask id="budget" name="Budget check"><extensionElements><weir:input source="=amount" target="given"/>
      <weir:output source="=ok" target="budgetOk"/></extensionElements></userTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="legal"/>
    <sequenceFlow id="f2" sourceRef="legal" targetRef="budget"/>
    <sequenceFlow id="f3" sourceRef="budget" targetRef="end"/>
  </process></definitions>"#;

fn world(instances: usize) -> (Server, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(CLAIM);
    for number in 0..instances {
        let id = server.instance_of("claim", &json!({ "amount": number % 5 }));
        for person in ["lea", "bob"] {
            let task = server.first(&format!("/api/v1/user-tasks?instance={id}"));
            clock.advance(3_600_000);
            let path = format!("/api/v1/user-tasks/{task}/claim");
            server.ask("POST", &path).header("x-weir-actor", person).json(&json!({})).send().expect(204);
            clock.advance(600_000);
            let done = json!({ "variables": { "ok": true } });
            let path = format!("/api/v1/user-tasks/{task}/complete");
            server.ask("POST", &path).header("x-weir-actor", person).json(&done).send().expect(204);
        }
    }
    (server, clock)
}

fn search(server: &Server, token: &str) -> Value {
    let begun = server.ask_with(token, "POST", "/api/v1/suggestions/claim/runs").json(&json!({})).send().expect(202);
    let path = format!("/api/v1/suggestions/claim/runs/{}", begun.json["id"].as_str().unwrap());
    let mut run = begun.json;
    Server::until(|| {
        run = server.ask_with(token, "GET", &path).send().expect(200).json;
        run["state"] != "running"
    });
    run
}

#[test]
fn an_owner_looks_accepts_once_and_sees_what_it_has_brought() {
    let (server, clock) = world(55);
    let owner = server.somebody("pia", "processOwner");
    let designer = server.somebody("dan", "designer");
    let none = server.ask_with(&owner, "GET", "/api/v1/suggestions/claim").send().expect(200).json;
    assert_eq!((&none["report"], &none["items"]), (&Value::Null, &json!([])));
    assert_eq!(none["checklist"].as_array().unwrap().len(), 7);

    // Designers see suggestions; to look for them and to decide on them is for whoever answers for the process.
    let run = "/api/v1/suggestions/claim/runs";
    server.ask_with(&designer, "POST", run).json(&json!({})).send().refused(403, "forbidden");
    let wrong = json!({ "from": "soon" });
    server.ask_with(&owner, "POST", run).json(&wrong).send().refused(400, "bad-time");
    let wrong = json!({ "from": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z" });
    server.ask_with(&owner, "POST", run).json(&wrong).send().refused(400, "suggestion-window");
    let run = search(&server, &owner);
    assert_eq!(
        (&run["state"], &run["cases"], &run["done"], &run["of"]),
        (&json!("done"), &json!(55), &json!(17), &json!(17))
    );

    let found = server.ask_with(&designer, "GET", "/api/v1/suggestions/claim?state=open").send().expect(200).json;
    let is_wanted = |one: &&Value| one["found"]["rule"] == "parallelise";
    let one = found["items"].as_array().unwrap().iter().find(is_wanted).unwrap_or_else(|| panic!("{found}"));
    assert_eq!(one["found"]["edit"], json!({ "edit": "parallelise", "first": "legal", "second": "budget" }));
    assert_eq!((&one["found"]["n"], &one["found"]["least"]), (&json!(55), &json!(50)));
    assert_eq!(one["found"]["gain"]["perCase"]["value"], 4_200_000.0);
    assert_eq!(
        one["found"]["effects"],
        json!({ "time": "better", "cost": "worse", "quality": "same", "flexibility": "worse" })
    );
    assert_eq!(one["found"]["guards"][0]["code"], "simulate");
    let silent = found["report"]["notJudged"].as_array().unwrap();
    assert!(
        silent.iter().any(|of| of["rule"] == "automate" && of["missing"]["code"] == "no-outcomes"
            || of["missing"]["code"] == "too-few-cases"),
        "{silent:?}"
    );
    // The handle of the report leads to its rows.
    let handle = found["report"]["evidence"][0]["handle"].as_str().unwrap();
    let rows = server.get(&format!("/api/v1/analytics/evidence/{handle}?limit=1")).expect(200).json;
    assert_eq!((&rows["n"], &found["report"]["evidence"][0]["n"]), (&json!(55), &json!(55)));

    let path = format!("/api/v1/suggestions/claim/items/{}", one["id"].as_str().unwrap());
    let accepting = format!("{path}/accept");
    server.ask_with(&designer, "POST", &accepting).json(&json!({ "reason": "r" })).send().refused(403, "forbidden");
    server.ask_with(&owner, "POST", &accepting).json(&json!({})).send().refused(400, "suggestion-unverified");
    let unknown = json!({ "reason": "r", "simulation": "s1" });
    server.ask_with(&owner, "POST", &accepting).json(&unknown).send().refused(404, "no-such-simulation");
    // Whether a simulation fits what was is what the server knows, not what somebody says.
    let said = json!({ "reason": "r", "gate": "passed" });
    server.ask_with(&owner, "POST", &accepting).json(&said).send().refused(400, "invalid-body");
    server.ask_with(&owner, "GET", &format!("{path}/gain")).send().refused(400, "suggestion-not-accepted");
    let body = json!({ "reason": "both checks are short" });
    let ask = || {
        server.ask_with(&owner, "POST", &accepting).header("idempotency-key", "k").json(&body).send().expect(200).json
    };
    let accepted = ask();
    assert_eq!(ask(), accepted);
    server.ask_with(&owner, "POST", &accepting).json(&body).send().refused(409, "suggestion-decided");
    let standing = &accepted["state"];
    assert_eq!((&standing["state"], &standing["by"]), (&json!("accepted"), &json!("pia")));
    assert_eq!(standing["accepted"]["gate"], "notRun");

    // The draft says where it comes from, and what is other in it.
    let draft = standing["accepted"]["drafts"][0].as_str().unwrap();
    let model = server.get(&format!("/api/v1/models/{draft}")).expect(200).json;
    assert_eq!((&model["suggestion"]["id"], &model["suggestion"]["base"]), (&one["id"], &json!("claim:1")));
    let difference = server.get(&format!("/api/v1/models/{draft}/difference?before=claim:1")).expect(200).json;
    let added: Vec<&str> =
        difference["added"].as_array().unwrap().iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(added.iter().filter(|kind| **kind == "parallelGateway").count(), 2, "{difference}");

    let before = server.get(&format!("{path}/gain")).expect(200).json;
    assert_eq!((&before["versions"], &before["measured"]), (&json!([]), &Value::Null));
    let text = server.get(&format!("/api/v1/models/{draft}/xml")).expect(200).text;
    server.deploy(&text);
    let after = server.get(&format!("{path}/gain")).expect(200).json;
    assert_eq!((&after["versions"], &after["measured"]["verdict"]), (&json!([2]), &json!("tooEarly")));
    assert_eq!(after["promised"]["value"], 4_200_000.0);
    let definition = server.get("/api/v1/definitions/claim:2").expect(200).json;
    assert_eq!(definition["suggestions"], json!([one["id"]]));

    // Both checks go on at once: an hour and ten minutes where it was twice as long.
    for _ in 0..35 {
        let id = server.instance_of("claim", &json!({ "amount": 3 }));
        let open = server.get(&format!("/api/v1/user-tasks?instance={id}")).expect(200);
        let tasks: Vec<&str> = open.items().iter().filter_map(|task| task["id"].as_str()).collect();
        assert_eq!(tasks.len(), 2, "{open:?}");
        let act = |what: &str, body: &Value| {
            for (task, person) in tasks.iter().zip(["lea", "bob"]) {
                let path = format!("/api/v1/user-tasks/{task}/{what}");
                server.ask("POST", &path).header("x-weir-actor", person).json(body).send().expect(204);
            }
        };
        clock.advance(3_600_000);
        act("claim", &json!({}));
        clock.advance(600_000);
        act("complete", &json!({ "variables": { "ok": true } }));
    }
    // The last of them count when as much time has passed as nearly all of the old ones took.
    clock.advance(3 * 3_600_000);
    let brought = server.get(&format!("{path}/gain")).expect(200).json;
    let measured = &brought["measured"];
    assert_eq!(
        (&measured["verdict"], &measured["nBefore"], &measured["nAfter"], &measured["open"]),
        (&json!("better"), &json!(55), &json!(35), &json!(0))
    );
    assert_eq!((&measured["before"], &measured["after"]), (&json!(8_400_000.0), &json!(4_200_000.0)));
    assert_eq!(measured["gain"]["value"], 4_200_000.0);
}

#[test]
fn what_came_to_a_draft_that_was_removed_is_opened_again_and_that_it_was_accepted_stays() {
    let (server, _) = world(51);
    let owner = server.somebody("pia", "processOwner");
    search(&server, &owner);
    let found = server.ask_with(&owner, "GET", "/api/v1/suggestions/claim?state=open").send().expect(200).json;
    let is_wanted = |one: &&Value| one["found"]["rule"] == "parallelise";
    let one = found["items"].as_array().unwrap().iter().find(is_wanted).unwrap_or_else(|| panic!("{found}"));
    let path = format!("/api/v1/suggestions/claim/items/{}", one["id"].as_str().unwrap());
    let post = |what: &str, body: Value| server.ask_with(&owner, "POST", &format!("{path}/{what}")).json(&body).send();
    let accept = |reason: &str| post("accept", json!({ "reason": reason })).expect(200).json;
    let drafted = |told: &Value| told["state"]["accepted"]["drafts"][0].as_str().unwrap().to_owned();
    let remove = |draft: &str| {
        let etag = server.get(&format!("/api/v1/models/{draft}")).expect(200).header("etag").to_owned();
        server.ask("DELETE", &format!("/api/v1/models/{draft}")).header("if-match", &etag).send().expect(204);
    };

    let accepted = accept("both are short");
    assert_eq!(accepted["state"]["reopens"], false);
    post("reopen", json!({})).refused(409, "suggestion-decided");
    let draft = drafted(&accepted);
    let text = server.get(&format!("/api/v1/models/{draft}/xml")).expect(200).text;
    remove(&draft);
    assert_eq!(server.get(&path).expect(200).json["state"]["reopens"], true);
    post("accept", json!({ "reason": "again" })).refused(409, "suggestion-decided");
    post("dismiss", json!({ "reason": "again" })).refused(409, "suggestion-decided");

    let opened = post("reopen", json!({})).expect(200).json;
    assert_eq!((&opened["state"]["state"], &opened["state"]["accepted"]), (&json!("open"), &Value::Null));
    let was = &opened["earlier"][0];
    assert_eq!((&was["by"], &was["reason"]), (&json!("pia"), &json!("both are short")));
    assert_eq!((&was["at"], &was["drafts"]), (&accepted["state"]["at"], &json!([draft])));
    // Found again it still knows.
    search(&server, &owner);
    assert_eq!(server.get(&path).expect(200).json["earlier"], opened["earlier"]);

    let again = accept("once more");
    assert_eq!((&again["state"]["reason"], &again["earlier"]), (&json!("once more"), &opened["earlier"]));
    assert_ne!(drafted(&again), draft);
    // What was deployed of it goes on, whatever becomes of the draft.
    server.deploy(&text);
    remove(&drafted(&again));
    assert_eq!(server.get(&path).expect(200).json["state"]["reopens"], false);
    post("reopen", json!({})).refused(409, "suggestion-decided");
}

/// Aides may do all three steps, and file only.
const AIDES: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="claim" name="Claim" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="order" name="Order" weir:candidateGroups="aide" weir:candidateUsers="zoe"/>
    <userTask id="pay" name="Pay" weir:candidateGroups="aide" weir:candidateUsers="zoe"/>
    <userTask id="file" name="File" weir:candidateGroups="aide"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="order"/>
    <sequenceFlow id="f2" sourceRef="order" targetRef="pay"/>
    <sequenceFlow id="f3" sourceRef="pay" targetRef="file"/>
    <sequenceFlow id="f4" sourceRef="file" targetRef="end"/>
  </process></definitions>"#;

#[test]
fn what_comes_to_no_draft_is_taken_back_for_a_reason_and_who_did_so_stays_with_it() {
    let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    let of = json!([{ "kind": "role", "id": "aide" }]);
    let changes = json!([
        { "put": { "role": { "id": "aide", "name": "Aide" } } },
        { "put": { "person": { "id": "eve", "name": "Eve", "memberships": of } } },
    ]);
    server.post("/api/v1/organisation/changes", &json!({ "changes": changes })).expect(200);
    server.deploy(AIDES);
    let run = || {
        let id = server.instance_of("claim", &json!({}));
        for person in ["zoe", "zoe", "eve"] {
            let task = server.first(&format!("/api/v1/user-tasks?instance={id}"));
            clock.advance(600_000);
            let path = format!("/api/v1/user-tasks/{task}/complete");
            server.ask("POST", &path).header("x-weir-actor", person).json(&json!({})).send().expect(204);
        }
    };
    run();
    clock.advance(190 * 24 * 3_600_000);
    run();
    let owner = server.somebody("pia", "processOwner");
    let other = server.somebody("max", "processOwner");
    search(&server, &owner);
    let all = || server.ask_with(&owner, "GET", "/api/v1/suggestions/claim").send().expect(200).json;
    let narrow = || {
        let found = all();
        let is_wanted = |one: &&Value| one["found"]["rule"] == "narrow-role";
        found["items"].as_array().unwrap().iter().find(is_wanted).unwrap_or_else(|| panic!("{found}")).clone()
    };
    let one = narrow();
    let path = format!("/api/v1/suggestions/claim/items/{}", one["id"].as_str().unwrap());
    let post = |token: &str, what: &str, body: Value| {
        server.ask_with(token, "POST", &format!("{path}/{what}")).json(&body).send()
    };
    let accepted = post(&owner, "accept", json!({ "reason": "aides only file" })).expect(200).json;
    assert_eq!(accepted["state"]["accepted"]["drafts"], json!([]), "it is no matter of the model");
    assert_eq!((&narrow()["state"]["reopens"], &accepted["state"]["reopens"]), (&json!(true), &json!(true)));

    clock.advance(3_600_000);
    for body in [json!({}), json!({ "reason": " " })] {
        post(&other, "reopen", body).refused(400, "suggestion-without-reason");
    }
    assert_eq!(narrow()["state"], accepted["state"], "a refusal changes nothing");
    let opened = post(&other, "reopen", json!({ "reason": "a holiday" })).expect(200).json;
    assert_eq!((&opened["state"]["state"], &opened["state"]["reopens"]), (&json!("open"), &json!(false)));
    let was = &opened["earlier"][0];
    assert_eq!((&was["by"], &was["reason"], &was["drafts"]), (&json!("pia"), &json!("aides only file"), &json!([])));
    let ended = &was["ended"];
    assert_eq!((&ended["by"], &ended["reason"]), (&json!("max"), &json!("a holiday")));
    assert_eq!(ended["at"], Timestamp(clock.now().0).to_string());
    // Found again it still knows, and it is accepted anew with a gain of its own.
    search(&server, &owner);
    assert_eq!(narrow()["earlier"], opened["earlier"]);
    server.ask_with(&owner, "GET", &format!("{path}/gain")).send().refused(400, "suggestion-not-accepted");
    let again = post(&owner, "accept", json!({ "reason": "after all" })).expect(200).json;
    assert_eq!((&again["state"]["reason"], &again["earlier"]), (&json!("after all"), &opened["earlier"]));

    // An auditor reads who decided what, when and why.
    let trace = server.get("/api/v1/audit/events?areas=planning&process=claim&objectKind=suggestion").expect(200);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told: Vec<_> = trace
        .items()
        .iter()
        .map(|one| (text(&one["action"]), text(&one["actor"]["id"]), text(&one["reason"])))
        .collect();
    let expected = [
        ("suggestionAccepted", "pia", "after all"),
        ("suggestionsSearched", "pia", ""),
        ("suggestionTakenBack", "max", "a holiday"),
        ("suggestionAccepted", "pia", "aides only file"),
        ("suggestionsSearched", "pia", ""),
    ]
    .map(|(action, who, why)| (action.to_owned(), who.to_owned(), why.to_owned()));
    assert_eq!(told, expected, "{}", trace.text);
}

#[test]
fn what_is_dismissed_stays_so_and_settings_are_kept() {
    let (server, _) = world(51);
    let owner = server.somebody("pia", "processOwner");
    search(&server, &owner);
    let found = server.ask_with(&owner, "GET", "/api/v1/suggestions/claim").send().expect(200).json;
    let id = found["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/suggestions/claim/items/{id}");
    let post = |what: &str, body: Value| server.ask_with(&owner, "POST", &format!("{path}/{what}")).json(&body).send();
    post("dismiss", json!({ "reason": " " })).refused(400, "suggestion-without-reason");
    let dismissed = post("dismiss", json!({ "reason": "one room" })).expect(200).json;
    assert_eq!(
        (&dismissed["state"]["state"], &dismissed["state"]["reason"]),
        (&json!("dismissed"), &json!("one room"))
    );
    post("dismiss", json!({ "reason": "again" })).refused(409, "suggestion-decided");
    search(&server, &owner);
    let counts = || server.ask_with(&owner, "GET", "/api/v1/suggestions").send().expect(200).json;
    let all = found["items"].as_array().unwrap().len();
    let now = counts();
    assert_eq!(now.as_array().map(Vec::len), Some(1), "nobody has looked at any other: {now}");
    let told = ["process", "open", "accepted", "dismissed"].map(|what| &now[0][what]);
    assert_eq!(told, [&json!("claim"), &json!(all - 1), &json!(0), &json!(1)]);
    assert!(now[0]["searched"].is_string());
    let open = server.ask_with(&owner, "GET", "/api/v1/suggestions/claim?state=open").send().expect(200).json;
    assert!(open["items"].as_array().unwrap().iter().all(|one| one["id"] != id.as_str()), "{open}");
    assert_eq!(post("reopen", json!({})).expect(200).json["state"]["state"], "open");
    server.get("/api/v1/suggestions/claim/items/none").refused(404, "no-such-suggestion");
    server.get("/api/v1/suggestions/claim/runs/none").refused(404, "no-such-suggestion-run");
    server.get("/api/v1/suggestions/nothing").refused(404, "no-such-process");

    let settings = "/api/v1/suggestions/claim/settings";
    let put = |body: Value| server.ask_with(&owner, "PUT", settings).json(&body).send();
    put(json!({ "statutory": ["nobody"] })).refused(400, "suggestion-settings-step");
    put(json!({ "workHour": -1 })).refused(400, "suggestion-settings-number");
    let kept =
        put(json!({ "workHour": 80, "statutory": ["legal"], "waitTargets": { "boss": 60000 } })).expect(200).json;
    assert_eq!(server.get(settings).expect(200).json, kept);
    assert_eq!((&kept["workHour"], &kept["statutory"]), (&json!(80.0), &json!(["legal"])));
}

#[test]
fn a_suggestion_is_simulated_before_anybody_accepts_it() {
    let (server, _) = world(55);
    let owner = server.somebody("pia", "processOwner");
    search(&server, &owner);
    let found = server.ask_with(&owner, "GET", "/api/v1/suggestions/claim?state=open").send().expect(200).json;
    let is_wanted = |one: &&Value| one["found"]["rule"] == "parallelise";
    let id =
        found["items"].as_array().unwrap().iter().find(is_wanted).unwrap_or_else(|| panic!("{found}"))["id"].clone();
    let question = |scenario: Value| json!({ "name": "Side by side?", "process": "claim", "cases": 40, "replications": 30, "scenarios": [scenario] });
    let ask = |scenario: Value| server.ask_with(&owner, "POST", "/api/v1/simulations").json(&question(scenario)).send();
    let against = |scenario: Value| ask(scenario).refused(422, "simulation-refused").json["reasons"][0]["code"].clone();
    assert_eq!(against(json!({ "name": "x", "suggestion": "nobody" })), "no-such-suggestion");
    assert_eq!(against(json!({ "name": "x", "suggestion": id, "version": 1 })), "simulation-contradiction");

    let begun = ask(json!({ "name": "as suggested", "suggestion": id })).expect(202).json;
    let path = format!("/api/v1/simulations/{}", begun["id"].as_str().unwrap());
    let mut done = begun;
    Server::until(|| {
        done = server.get(&path).expect(200).json;
        done["state"] != "open"
    });
    assert_eq!(done["state"], "done", "{}", done["reasons"]);
    let quicker = &done["result"]["verdict"]["variants"][0]["differences"]["time"];
    assert!(quicker["percent"].as_f64().unwrap() < -10.0, "the two checks go on side by side: {quicker}");
    // Nothing has come of it: no draft, and the suggestion is as open as before.
    assert!(server.get("/api/v1/models").expect(200).items().is_empty());
    let one = format!("/api/v1/suggestions/claim/items/{}", id.as_str().unwrap());
    assert_eq!(server.get(&one).expect(200).json["state"]["state"], "open");
    // Accepted on it, it says so.
    let body = json!({ "reason": "see the simulation", "simulation": done["id"] });
    let accepted = server.ask_with(&owner, "POST", &format!("{one}/accept")).json(&body).send().expect(200).json;
    assert_eq!(accepted["state"]["accepted"]["simulation"], done["id"]);
}
