//! P15 over HTTP: a disk that takes no writes is a 503 with its true reason and a time to try again, from the first answer
//! on; reads go on, and writes resume by themselves.
use crate::model::ORDER;
use crate::server::{Answer, Server};
use serde_json::json;
use weir_engine::store::sim::{Fault, Operation, Simulation};

fn server() -> (Server, Simulation) {
    let simulation = Simulation::new(15);
    let server = Server::start_on(simulation.clone());
    server.deploy(ORDER);
    (server, simulation)
}

fn start(server: &Server) -> Answer {
    server.post("/api/v1/instances", &json!({ "process": "order" }))
}

#[track_caller]
fn is_refused(answer: Answer, code: &str) {
    let answer = answer.refused(503, code);
    let after = answer.headers.get("retry-after").unwrap_or_else(|| panic!("no time to try again: {}", answer.text));
    assert!(after.to_str().unwrap().parse::<u64>().unwrap() >= 1);
}

/// Lets the disk take no writes, or take them again.
type Turn = fn(&Simulation, bool);

#[test]
fn a_disk_that_takes_no_writes_is_told_from_the_first_answer_on() {
    let (server, simulation) = server();
    let id = server.instance_of("order", &json!({}));
    let ways: [(&str, &str, Turn); 2] = [
        ("storage-unwritable", "storageUnwritable", |simulation, bad| simulation.disk.set_read_only(bad)),
        ("storage-full", "storageFull", |simulation, bad| simulation.disk.set_capacity(bad.then_some(1))),
    ];
    for (code, condition, turn) in ways {
        turn(&simulation, true);
        for _ in 0..3 {
            is_refused(start(&server), code);
            is_refused(server.ask("POST", &format!("/api/v1/instances/{id}/cancel")).send(), code);
        }
        assert_eq!(server.get("/api/v1/health").expect(200).json["condition"], condition);
        server.get("/readyz").refused(503, code);
        assert_eq!(server.get(&format!("/api/v1/instances/{id}")).expect(200).json["state"], "running");
        turn(&simulation, false);
        start(&server).expect(201);
        server.get("/readyz").expect(200);
    }
}

#[test]
fn an_append_that_fails_is_told_by_its_first_answer_and_happened_not_at_all() {
    let (server, simulation) = server();
    for count in 1..=3 {
        simulation.disk.fail(Operation::Write, 1, Fault::Io);
        is_refused(start(&server), "storage-unwritable");
        start(&server).expect(201);
        assert_eq!(server.get("/api/v1/instances").expect(200).items().len(), count);
    }
}
