//! The same table for tenants: what each role of a tenant, and each of another one, is answered about what the tenant has.
use crate::access_matrix::{Subject, World, compared, expected, names_something, tabled};
use crate::model::ORDER;
use crate::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::access::Role;
use weir_designer_api::config::Config;
use weir_designer_api::http::ROUTES;
use weir_engine::ManualClock;

/// Where the table is kept.
const TABLE: &str = "tests/http/access_matrix_tenants.txt";
/// A decision to look at.
const RULES: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="r" namespace="urn:r">
  <decision id="limit" name="Limit"><variable name="Limit" typeRef="number"/><literalExpression><text>7</text></literalExpression></decision></definitions>"#;

/// A user of a tenant with a role in it, and their token.
fn somebody(server: &Server, id: &str, role: Role, tenant: &str) -> String {
    server.user(id, Some(tenant));
    server.grant(id, role.name(), &json!({ "tenant": tenant }));
    server.token_of(id, &json!({}))
}

/// Everything that paths name belongs to the tenant red, and to ann of it.
fn world() -> World {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    for tenant in ["red", "blue"] {
        server.ask("PUT", &format!("/api/v1/tenants/{tenant}")).json(&json!({})).send().expect(200);
    }
    let people = json!([{ "group": { "id": "managers", "name": "Managers" } },
        { "person": { "id": "ann", "name": "Ann", "memberships": [{ "kind": "group", "id": "managers" }] } }]);
    server.post("/api/v1/organisation/import", &people).expect(200);
    let red = somebody(&server, "red-administrator", Role::Administrator, "red");
    let own = somebody(&server, "ann", Role::User, "red");
    let note =
        json!({ "type": "default", "id": "note", "components": [{ "type": "textfield", "key": "note" }] }).to_string();
    let files = [("model.bpmn", ORDER.as_bytes()), ("rules.dmn", RULES.as_bytes()), ("note.form", note.as_bytes())];
    server.ask_with(&red, "POST", "/api/v1/deployments").files(&files).send().expect(200);

    let id = |found: &Value| found["id"].as_str().expect("an id").to_owned();
    let ask = |token: &str, path: &str, body: &Value| server.ask_with(token, "POST", path).json(body).send();
    let start = json!({ "process": "order" });
    let instance = id(&ask(&own, "/api/v1/instances", &start).expect(201).json);
    let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
    ask(&own, &format!("/api/v1/user-tasks/{task}/claim"), &json!({})).expect(204);
    // Another instance of hers is where a job waits.
    let second = id(&ask(&own, "/api/v1/instances", &start).expect(201).json);
    let other = server.first(&format!("/api/v1/user-tasks?instance={second}"));
    ask(&own, &format!("/api/v1/user-tasks/{other}/claim"), &json!({})).expect(204);
    ask(&own, &format!("/api/v1/user-tasks/{other}/complete"), &json!({})).expect(204);
    let job = server.first("/api/v1/jobs");
    let wait = server.first(&format!("/api/v1/waits?instance={instance}"));
    let element = wait.rsplit_once('.').expect("a wait").0.to_owned();
    let model = id(&ask(&red, "/api/v1/models", &json!({ "name": "m" })).expect(201).json);
    let token = own.split('_').nth(1).expect("an id").to_owned();

    let mut subjects = vec![];
    for tenant in ["red", "blue"] {
        for role in Role::ALL {
            let name = format!("{} of {tenant}", role.name());
            let user = format!("the-{}-of-{tenant}", role.name().to_lowercase());
            let made = somebody(&server, &user, role, tenant);
            subjects.push(Subject { name, token: Some(made), role: Some((role, false)) });
        }
    }
    let own = Subject { name: "user of red, theirs".to_owned(), token: Some(own), role: Some((Role::User, true)) };
    subjects.push(own);
    clock.advance(3_600_000);
    let ids = BTreeMap::from([
        ("task", task),
        ("job", job),
        ("instance", instance),
        ("wait", wait),
        ("model", model),
        ("element", element),
        ("token", token),
    ]);
    World { server, subjects, ids }
}

#[test]
fn whoever_asks_for_what_a_tenant_has_is_answered_as_the_table_says() {
    let world = world();
    let mut table = String::from(
        "# What roles of two tenants are answered about what one of them, red, has. Made by access_matrix_tenants.rs; a change\n\
         # here is a change of rights. yes: the route was reached. 403: forbidden. 404: hidden, as if it were not there.\n",
    );
    let mut wrong = vec![];
    tabled(&world, &mut table, |rule, subject, got| {
        let Some((role, theirs)) = subject.role.filter(|_| names_something(rule) && rule.action.is_some()) else {
            return;
        };
        let foreign = subject.name.ends_with("of blue");
        let right = if foreign { got != "yes" } else { got == expected(rule, role, theirs) };
        if !right {
            wrong.push(format!("{}: {} {} is {got}", subject.name, rule.method, rule.path));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(table.lines().count() > ROUTES.len());
    compared(TABLE, &table);
}
