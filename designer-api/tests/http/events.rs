//! The one stream of a page: what happens in processes comes in order, nothing is lost over a new connection, and nobody hears
//! of what they may not see.
use crate::model::{ORDER, SHIPPING};
use crate::notices::Events;
use crate::office::Browser;
use crate::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeMap;

struct Page(Events);

impl Page {
    fn open(server: &Server, topics: &str, last: Option<&str>) -> Page {
        Page::of(server, &server.token, topics, last)
    }

    fn of(server: &Server, token: &str, topics: &str, last: Option<&str>) -> Page {
        let shown = format!("Authorization: Bearer {token}");
        let mut events = Events::open(server, &format!("events?topics={topics}"), last, &shown);
        if last.is_none() {
            let (id, kind, _) = events.next();
            assert!(kind == "reset" && !id.is_empty(), "from here on everything is told");
        }
        Page(events)
    }

    /// Everything up to an event of this kind of this process: the kinds with what they say.
    fn until(&mut self, kind: &str, process: &str) -> Heard {
        self.until_enough(|all| all.iter().any(|(heard, said)| heard == kind && said["process"] == process))
    }

    /// Everything until that is enough.
    fn until_enough(&mut self, enough: impl Fn(&[(String, Value)]) -> bool) -> Heard {
        let mut all = vec![];
        loop {
            let (id, heard, said) = self.0.next();
            all.push((heard, said));
            // Those that come together end with one that has an id.
            if enough(&all) && !id.is_empty() {
                return Heard { all, id };
            }
        }
    }

    /// Everything until so many are told of as `what` of a kind of event that belongs to something.
    fn until_sum(&mut self, kind: &str, (field, of): (&str, &str), what: &str, wanted: u64) -> Heard {
        let sum = |all: &[(String, Value)]| {
            let those = all.iter().filter(|(heard, said)| heard == kind && said[field] == of);
            those.map(|(_, said)| said[what].as_u64().expect("a number")).sum::<u64>()
        };
        let heard = self.until_enough(|all| sum(all) >= wanted);
        assert_eq!(sum(&heard.all), wanted, "{:?}", heard.all);
        heard
    }
}

struct Heard {
    all: Vec<(String, Value)>,
    id: String,
}

impl Heard {
    /// The kinds of a process in the order in which they came first, without counts.
    fn kinds(&self, process: &str) -> Vec<&str> {
        let of = self.all.iter().filter(|(kind, said)| said["process"] == process && kind != "overlay.delta");
        let mut kinds: Vec<&str> = vec![];
        for (kind, _) in of {
            if !kinds.contains(&kind.as_str()) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// What the counts of a definition come to by that.
    fn sum(&self, definition: &str, what: &str) -> i64 {
        let of = self.all.iter().filter(|(kind, said)| kind == "overlay.delta" && said["definition"] == definition);
        of.map(|(_, said)| said.pointer(what).and_then(Value::as_i64).unwrap_or(0)).sum()
    }
}

/// The worker gives up.
fn fail(server: &Server) {
    let job = server.fetch();
    let id = job["id"].as_str().expect("an id");
    let failed = json!({ "token": job["token"], "message": "no van", "retries": 0 });
    server.post(&format!("/api/v1/jobs/{id}/fail"), &failed).expect(204);
}

#[test]
fn what_happens_comes_in_order_and_who_was_cut_off_misses_nothing() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let mut page = Page::open(&server, "process:order,processes", None);
    let first = server.instance_of("order", &json!({}));
    let began = page.until("instance.started", "order");
    assert_eq!(began.kinds("order"), ["instance.started"]);
    let counted = ["/running", "/incidents", "/elements/approve/active", "/elements/start/completed"];
    assert_eq!(counted.map(|what| began.sum("order:1", what)), [1, 0, 1, 1]);

    let task = server.first("/api/v1/user-tasks");
    server.post(&format!("/api/v1/user-tasks/{task}/complete"), &json!({})).expect(204);
    let moved = page.until("instance.moved", "order");
    let counted = ["/running", "/elements/approve/active", "/elements/approve/completed", "/elements/ship/active"];
    assert_eq!(counted.map(|what| moved.sum("order:1", what)), [0, -1, 1, 1]);
    drop(page);

    // Meanwhile nobody listens.
    fail(&server);
    server.instance_of("shipping", &json!({}));
    let mut again = Page::open(&server, &format!("process:order,processes,instance:{first}"), Some(&moved.id));
    server.post(&format!("/api/v1/instances/{first}/cancel"), &json!({})).expect(204);
    let rest = again.until("instance.cancelled", "order");
    assert_eq!(rest.kinds("shipping"), ["instance.started"]);
    let kinds = rest.kinds("order");
    let place =
        |kind: &str| kinds.iter().position(|heard| *heard == kind).unwrap_or_else(|| panic!("{kind}: {kinds:?}"));
    assert!(place("incident.raised") < place("incident.resolved"), "it is gone with its instance");
    let counted = ["/running", "/incidents", "/elements/ship/active", "/elements/ship/incidents"];
    assert_eq!(counted.map(|what| rest.sum("order:1", what)), [-1, 0, -1, 0]);
    let (_, stuck) = rest.all.iter().find(|(kind, _)| kind == "incident.raised").expect("one");
    let named = &stuck["incidents"][0];
    assert_eq!((&named["instance"], &named["element"]), (&json!(first), &json!("ship")));
    assert!(named["code"].is_string());
    let of_it: Vec<&str> =
        rest.all.iter().filter(|(_, said)| said["instance"] == json!(first)).map(|(kind, _)| kind.as_str()).collect();
    assert!(of_it.contains(&"instance.moved") && of_it.contains(&"instance.cancelled"), "{of_it:?}");
    // What an overlay has counted is not counted again.
    let position = server.get("/api/v1/definitions/order:1/overlay").expect(200).json["position"].as_u64();
    let told = rest.all.iter().filter_map(|(_, said)| said["to"].as_u64()).max();
    assert!(position >= told, "{position:?} {told:?}");

    let mut lost = Page::open(&server, "processes", Some("000000000000@18446744073709551615"));
    assert_eq!(lost.0.next().1, "reset", "a position of another log");
    let wrong = |query: &str| server.get(&format!("/api/v1/events?{query}"));
    wrong("after=x@y").refused(400, "invalid-event-id");
    wrong("after=x@1").refused(400, "invalid-event-id");
    wrong("topics=everything").refused(400, "invalid-query");
    wrong("topics=instance:first").refused(400, "invalid-query");
}

#[test]
fn a_page_goes_on_from_what_it_has_read() {
    let server = Server::start();
    server.deploy(SHIPPING);
    // Somebody listens, so that everything is noted; what they have heard is in no event with what comes later.
    let mut other = Page::open(&server, "processes", None);
    let (first, second) = (server.instance_of("shipping", &json!({})), server.instance_of("shipping", &json!({})));
    let mut started = 0;
    while started < 2 {
        let heard = other.until("instance.started", "shipping");
        let counts = heard.all.iter().filter(|(kind, _)| kind == "instance.started");
        started += counts.filter_map(|(_, said)| said["count"].as_u64()).sum::<u64>();
    }
    let read = server.get(&format!("/api/v1/instances/{second}")).expect(200);
    let position = read.headers["x-weir-position"].to_str().expect("a number").to_owned();
    server.post(&format!("/api/v1/instances/{first}/cancel"), &json!({})).expect(204);
    let topics = format!("instance:{first},instance:{second}");
    let mut page = Page::open(&server, &topics, Some(&format!("@{position}")));
    let told = page.until("instance.cancelled", "shipping");
    assert!(told.all.iter().all(|(_, said)| said["instance"] == json!(first)), "{:?}", told.all);
    let known: u64 = position.parse().expect("a number");
    assert!(told.all.iter().all(|(_, said)| said["to"].as_u64() > Some(known)), "{known}: {:?}", told.all);
}

#[test]
fn a_storm_is_told_in_a_few_events() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let mut page = Page::open(&server, "process:shipping", None);
    let each = 40;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..each).for_each(|_| _ = server.instance_of("shipping", &json!({}))));
        }
    });
    let (mut started, mut events, mut spans) = (0, 0, vec![]);
    while started < 4 * each {
        let (_, kind, said) = page.0.next();
        events += 1;
        if kind == "instance.started" {
            started += said["count"].as_u64().expect("a number");
            spans.push((said["from"].as_u64(), said["to"].as_u64()));
        }
    }
    assert_eq!(started, 4 * each, "each is told once");
    assert!(events < each, "{events} events for {started} instances");
    assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
}

#[test]
fn nobody_hears_of_what_they_may_not_see() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let all = "notices,processes,process:order,process:shipping";
    let person = json!({"put": {"person": {"id": "olga", "name": "Olga"}}});
    server.post("/api/v1/organisation/changes", &json!({"changes": [person]})).expect(200);
    let olga = server.somebody("olga", "user");
    server.grant("olga", "operator", &json!({"processes": ["shipping"]}));
    let seen = server.instance_of("order", &json!({}));
    let mut hers = Page::of(&server, &olga, &format!("{all},instance:{seen}"), None);
    let nobody = server.somebody("ben", "user");
    let mut his = Page::of(&server, &nobody, &format!("{all},instance:{seen}"), None);
    let mut admin = Page::open(&server, all, None);

    server.instance_of("order", &json!({}));
    server.post(&format!("/api/v1/instances/{seen}/cancel"), &json!({})).expect(204);
    admin.until("instance.cancelled", "order");
    server.instance_of("shipping", &json!({}));
    let heard = hers.until("instance.started", "shipping");
    assert!(heard.all.iter().all(|(_, said)| said["process"] == "shipping"), "{:?}", heard.all);
    assert!(!heard.kinds("shipping").is_empty());
    admin.until("instance.started", "shipping");

    // He hears of what he is given to see.
    server.grant("ben", "operator", &json!({"processes": ["order"]}));
    server.instance_of("order", &json!({}));
    let heard = his.until("instance.started", "order");
    assert!(heard.all.iter().all(|(_, said)| said["process"] == "order"), "{:?}", heard.all);

    server.ask("DELETE", "/api/v1/grants/olga-operator").send().expect(204);
    server.instance_of("shipping", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    let told = json!({"people": ["olga"]});
    let key = task.rsplit_once('.').expect("a wait of an element").0;
    server.post(&format!("/api/v1/approvals/{key}/copies"), &told).expect(204);
    let (_, kind, told) = hers.0.next();
    assert_eq!((kind.as_str(), &told["person"]), ("copied", &json!("olga")), "what she is told of still comes");
}

#[test]
fn batches_and_jobs_go_on_before_the_eyes_of_those_who_may_see_them() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let of_shipping = server.somebody("olga", "user");
    server.grant("olga", "operator", &json!({"processes": ["shipping"]}));
    let all = "jobs,batches,indicators";
    let mut page = Page::open(&server, all, None);
    let mut hers = Page::of(&server, &of_shipping, all, None);
    let ids: Vec<String> = (0..5).map(|_| server.instance_of("order", &json!({}))).collect();
    let begin = |operation: &str| {
        let asked = json!({ "instances": ids, "operation": { operation: {} } });
        server.post("/api/v1/batches", &asked).expect(202).json["id"].as_str().expect("an id").to_owned()
    };
    let batch = begin("suspend");
    let heard = page.until_sum("batch.progress", ("batch", &*batch), "done", 5);
    assert!(
        heard.all.iter().any(|(kind, said)| kind == "kpi.tick" && said["processes"] == json!(["order"])),
        "{:?}",
        heard.all
    );
    // What has ended cannot stand still.
    server.post(&format!("/api/v1/instances/{}/cancel", ids[0]), &json!({})).expect(204);
    let again = begin("suspend");
    page.until_sum("batch.progress", ("batch", &*again), "failed", 1);

    // Whoever was cut off hears of theirs, and of no other.
    let resumed = begin("resume");
    let mut one = Page::open(&server, &format!("batch:{resumed}"), Some(&heard.id));
    let heard = one.until_sum("batch.progress", ("batch", &*resumed), "done", 4);
    assert!(
        heard.all.iter().all(|(kind, said)| kind == "batch.progress" && said["batch"] == resumed),
        "{:?}",
        heard.all
    );

    // She sees the operations of one process, and no batch, which may be about any.
    for _ in 0..2 {
        server.instance_of("shipping", &json!({}));
    }
    let job = server.fetch();
    let id = job["id"].as_str().expect("an id");
    server.post(&format!("/api/v1/jobs/{id}/complete"), &json!({ "token": job["token"] })).expect(204);
    fail(&server);
    for (page, is_hers) in [(&mut hers, true), (&mut page, false)] {
        let Heard { all, .. } = page.until_sum("job.failed", ("process", "shipping"), "count", 1);
        let of = |kind: &str| -> u64 {
            all.iter()
                .filter(|(heard, _)| heard == kind)
                .map(|(_, said)| said["count"].as_u64().expect("a number"))
                .sum()
        };
        assert_eq!([of("job.created"), of("job.locked"), of("job.completed")], [2, 2, 1], "{all:?}");
        assert!(all.iter().any(|(kind, _)| kind == "kpi.tick"), "{all:?}");
        let of_shipping = |said: &Value| said["process"] == "shipping" || said["processes"] == json!(["shipping"]);
        assert!(!is_hers || all.iter().all(|(_, said)| of_shipping(said)), "{all:?}");
    }
}

#[test]
fn whoever_is_let_in_again_goes_on_behind_what_they_know() {
    let server = Server::start();
    server.deploy(SHIPPING);
    server.somebody("ann", "operator");
    server.password("ann", "a long walk in the rain");
    let log_in = || Browser::of(&server, &server.log_in("ann", "a long walk in the rain").expect(200));
    let listen = |browser: &Browser<'_>, last: Option<&str>| {
        Events::open(&server, "events?topics=notices,processes", last, &format!("Cookie: {}", browser.cookie))
    };
    let browser = log_in();
    let mut events = listen(&browser, None);
    let (known, kind, _) = events.next();
    assert_eq!(kind, "reset");
    browser.send("DELETE", "/api/v1/session", &json!({})).expect(204);
    let rest = events.rest_of_it();
    assert!(rest.contains("event: session.expired\ndata: {}\n"), "{rest}");
    assert!(!rest.contains("id:"), "{rest}");

    let missed = server.instance_of("shipping", &json!({}));
    let mut again = listen(&log_in(), Some(&known));
    let (_, said) = again.next_of("instance.started");
    assert_eq!((&said["process"], &said["count"]), (&json!("shipping"), &json!(1)), "{missed}");
}

#[test]
fn work_that_takes_a_while_is_followed_to_its_end_by_those_who_may_look_at_it() {
    let server = Server::start();
    server.deploy(ORDER);
    server.deploy(SHIPPING);
    let of_shipping = server.somebody("olga", "user");
    server.grant("olga", "operator", &json!({"processes": ["shipping"]}));
    for _ in 0..3 {
        server.instance_of("shipping", &json!({}));
    }
    let mut page = Page::open(&server, "work", None);
    let mut hers = Page::of(&server, &of_shipping, "work", None);
    let begin = |path: &str, asked: &Value| {
        server.post(&format!("/api/v1/{path}"), asked).expect(202).json["id"].as_str().expect("an id").to_owned()
    };
    let export = begin("audit/exports", &json!({ "format": "jsonl", "reason": "of the year" }));
    let verification = begin("audit/verifications", &json!({}));
    let simulated = |process: &str| json!({ "name": process, "process": process, "scenarios": [] });
    let (orders, shipping) = (begin("simulations", &simulated("order")), begin("simulations", &simulated("shipping")));
    let mut over = BTreeMap::new();
    while over.len() < 4 {
        let (id, event, said) = page.0.next();
        assert_eq!(id, "", "it is in no log");
        assert_eq!(event == "job.progress", said["state"] == "running", "{said}");
        assert!(!over.contains_key(&said["id"].to_string()), "nothing comes after its end: {said}");
        if event == "job.done" {
            over.insert(said["id"].to_string(), said);
        }
    }
    let told = |id: &str| {
        let said = &over[&json!(id).to_string()];
        ["kind", "process", "state"].map(|what| said[what].as_str().unwrap_or("none").to_owned())
    };
    assert_eq!(told(&export), ["export", "none", "done"]);
    assert_eq!(told(&verification), ["verification", "none", "done"]);
    let read = &over[&json!(verification).to_string()];
    assert!(read["done"].as_u64() > Some(0) && read["done"].as_u64() <= read["of"].as_u64(), "{read}");
    // Nothing has ended yet that could be learned from.
    assert_eq!(told(&orders), ["simulation", "order", "refused"]);

    // She hears of one process, and of nothing that is about all; so does whoever comes when it is over.
    for page in [&mut hers, &mut Page::of(&server, &of_shipping, "work", None)] {
        loop {
            let (_, event, said) = page.0.next();
            assert_eq!((&said["kind"], &said["id"]), (&json!("simulation"), &json!(shipping)), "{said}");
            if event == "job.done" {
                assert_eq!(said["state"], "refused");
                break;
            }
        }
    }
}
