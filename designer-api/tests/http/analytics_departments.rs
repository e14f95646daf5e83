//! Cohorts by department: to which whoever did something, or started it, belonged then, wherever they are now.
use crate::analytics::{WINDOW, World, world};
use crate::server::Server;
use serde_json::{Value, json};
use weir_designer_api::config::Config;

fn department(id: &str, parent: Option<&str>) -> Value {
    json!({ "put": { "department": { "id": id, "name": id, "parent": parent } } })
}

fn person(id: &str, department: &str) -> Value {
    json!({ "put": { "person": { "id": id, "name": id, "memberships": [{ "kind": "department", "id": department }] } } })
}

fn change(world: &World, changes: &[Value]) {
    world.server.post("/api/v1/organisation/changes", &json!({ "changes": changes })).expect(200);
}

/// Five people of law, one of sales, both within the firm. Ann of law does six orders, moves to sales and does four more there,
/// which the administrator of sales starts like all others.
fn moved() -> World {
    let mut world = world();
    let mut all = vec![department("firm", None), department("law", Some("firm")), department("sales", Some("firm"))];
    all.extend(["ann", "bea", "cleo", "dora", "eva"].map(|id| person(id, "law")));
    all.extend([person("bob", "sales"), department("empty", None)]);
    change(&world, &all);
    (0..6).for_each(|_| drop(world.order("north", 60, "ann")));
    change(&world, &[person("ann", "sales")]);
    (0..4).for_each(|_| drop(world.order("south", 60, "ann")));
    world
}

fn n(world: &World, of: &str) -> Value {
    world.get(&format!("processes/order/cases?{WINDOW}&{of}"))["n"].clone()
}

#[test]
fn what_somebody_did_counts_for_the_department_in_which_they_were_then() {
    let mut world = moved();
    for (of, wanted) in [
        ("department=law", 6),
        ("department=sales", 4),
        ("department=firm", 10),
        ("department=empty", 0),
        ("department=law&node=approve", 6),
        ("department=sales&node=approve", 4),
        // It has been there, and somebody of law has done something in it; a visit itself is another question.
        ("department=law&node=ship", 6),
        ("department=sales&variables=%7B%22supplier%22:%22south%22%7D", 4),
        ("initiatorDepartment=law", 0),
    ] {
        assert_eq!(n(&world, of), wanted, "{of}");
    }
    // Each number leads to its rows, which are counted again, also after more has happened and after a restart.
    let cohort = world.get(&format!("processes/order/cases?{WINDOW}&department=law"));
    let handle = cohort["evidence"].as_str().expect("a handle").to_owned();
    let node = world.get(&format!("processes/order/nodes/approve?{WINDOW}&department=sales"));
    assert_eq!(node["visits"], 4, "{node}");
    let node = world.get(&format!("processes/order/nodes/ship?{WINDOW}&department=law"));
    assert_eq!(node["visits"], 0, "nobody of law ships: {node}");
    change(&world, &[person("ann", "law")]);
    world.order("north", 60, "ann");
    assert_eq!((n(&world, "department=law"), n(&world, "department=sales")), (json!(7), json!(4)));
    let again = |world: &World| world.get(&format!("evidence/{handle}"))["n"].clone();
    assert_eq!(again(&world), 6);
    world.server = world.server.restart(Config::default(), world.clock.clone());
    Server::until(|| world.get(&format!("processes/order?{WINDOW}"))["asOf"]["caughtUp"] == true);
    assert_eq!((again(&world), n(&world, "department=law")), (json!(6), json!(7)));
    let unknown = format!("/api/v1/analytics/processes/order/cases?{WINDOW}&department=none");
    world.server.get(&unknown).refused(400, "analytics-department");
}

#[test]
fn whoever_starts_something_belongs_to_a_department_too() {
    let world = world();
    let (server, own) = (&world.server, |id: &str| person(id, "law"));
    let mut all = vec![department("law", None)];
    all.extend(["ann", "bea", "cleo", "dora", "eva"].map(own));
    change(&world, &all);
    let begin = |who: &str| {
        let body = json!({ "process": "order", "variables": { "supplier": who } });
        let id =
            server.ask("POST", "/api/v1/instances").header("x-weir-actor", who).json(&body).send().expect(201).json;
        server.post(&format!("/api/v1/instances/{}/cancel", id["id"].as_str().unwrap()), &json!({})).expect(204);
    };
    ["ann", "ann", "bea", "zoe"].into_iter().for_each(begin);
    assert_eq!((n(&world, "initiatorDepartment=law"), n(&world, "department=law")), (json!(3), json!(0)));
    // In groups: whoever belongs to none is a group without a name.
    let cut = json!({ "groupBy": "department", "question": { "from": "2026-03-02T00:00:00Z", "until": "2026-03-09T00:00:00Z" } });
    let told = world.server.post("/api/v1/analytics/processes/order/query", &cut).expect(200).json;
    let groups = told["groups"].as_array().expect("groups").iter().map(|of| (of["key"].clone(), of["n"].clone()));
    assert_eq!(groups.collect::<Vec<_>>(), [(json!("law"), json!(3)), (json!(""), json!(1))]);
}

#[test]
fn what_few_people_did_is_for_auditors() {
    let mut world = moved();
    let owner = world.server.somebody("olga", "processOwner");
    let of = |what: &str| {
        let path = format!("/api/v1/analytics/processes/order/cases?{WINDOW}&{what}");
        world.server.ask_with(&owner, "GET", &path).send()
    };
    assert_eq!(of("department=law").expect(200).json["n"], 6, "five people");
    of("department=sales").refused(403, "analytics-person");
    of("initiatorDepartment=sales").refused(403, "analytics-person");
    of("department=none").refused(400, "analytics-department");
    let cut = json!({ "groupBy": "department", "question":
        { "node": "approve", "from": "2026-03-02T00:00:00Z", "until": "2026-03-09T00:00:00Z" } });
    let keys = |world: &World, token: Option<&str>| {
        let path = "/api/v1/analytics/processes/order/query";
        let asked = match token {
            Some(token) => world.server.ask_with(token, "POST", path),
            None => world.server.ask("POST", path),
        };
        let told = asked.json(&cut).send().expect(200).json;
        let groups = told["groups"].as_array().expect("groups").iter();
        groups.map(|of| (of["key"].as_str().unwrap().to_owned(), of["n"].as_u64().unwrap())).collect::<Vec<_>>()
    };
    // Only ann did anything, so each of both groups is hers alone.
    assert_eq!(keys(&world, Some(&owner)), [("…other".to_owned(), 10)]);
    assert_eq!(keys(&world, None), [("law".to_owned(), 6), ("sales".to_owned(), 4)]);
    // Others of law too: what is left when law is taken away from the whole would still be hers alone.
    for who in ["bea", "cleo", "dora", "eva", "fay"] {
        change(&world, &[person(who, "law")]);
        world.order("north", 60, who);
    }
    assert_eq!(keys(&world, Some(&owner)), [("…other".to_owned(), 15)]);
    // Five of sales, and whoever belongs to no department, are told beside them as soon as they are enough.
    for who in ["gus", "hal", "ida", "jon"] {
        change(&world, &[person(who, "sales")]);
        world.order("south", 60, who);
    }
    assert_eq!(keys(&world, Some(&owner)), [("law".to_owned(), 11), ("sales".to_owned(), 8)]);
    world.order("north", 60, "zoe");
    assert_eq!(keys(&world, Some(&owner)), [("law".to_owned(), 11), ("…other".to_owned(), 9)]);
}
