//! Logs of processes that ran elsewhere, looked at by the views of our own histories; each number is worked out by hand.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

/// Ten hours of order, then pack, twice for the second; the third is collected, and packed by nobody. Minutes of work and of
/// waiting are whole hours, so that sums can be seen.
const TABLE: &str = "case,step,begun,at,who\n\
    a,order,2026-01-02T09:00:00Z,2026-01-02T10:00:00Z,ann\n\
    a,pack,2026-01-02T12:00:00Z,2026-01-02T13:00:00Z,bob\n\
    a,send,2026-01-02T13:00:00Z,2026-01-02T14:00:00Z,bob\n\
    b,order,2026-01-03T09:00:00Z,2026-01-03T10:00:00Z,ann\n\
    b,pack,2026-01-03T10:00:00Z,2026-01-03T11:00:00Z,bob\n\
    b,order,2026-01-03T11:00:00Z,2026-01-03T12:00:00Z,ann\n\
    b,pack,2026-01-03T12:00:00Z,2026-01-03T13:00:00Z,bob\n\
    b,send,2026-01-03T17:00:00Z,2026-01-03T18:00:00Z,bob\n\
    c,order,2026-01-04T09:00:00Z,2026-01-04T10:00:00Z,ann\n\
    c,collect,2026-01-04T10:00:00Z,2026-01-04T11:00:00Z,cid\n\
    c,send,2026-01-04T11:00:00Z,2026-01-04T12:00:00Z,bob\n";

const COLUMNS: &str = "format=csv&case=case&activity=step&time=at&start=begun&person=who";

fn send(server: &Server, query: &str, body: &[u8]) -> Answer {
    server.ask("POST", &format!("/api/v1/log-views?{query}")).body("application/octet-stream", body).send()
}

const HOUR: f64 = 3_600_000.0;

fn flow<'a>(views: &'a Value, from: &str, to: &str) -> &'a Value {
    let flows = views["map"]["flows"].as_array().unwrap();
    flows.iter().find(|flow| flow["from"] == from && flow["to"] == to).unwrap_or_else(|| panic!("{flows:?}"))
}

#[test]
fn a_log_of_another_system_is_seen_by_all_views() {
    let server = Server::start();
    let seen = send(&server, COLUMNS, TABLE.as_bytes()).expect(200).json;
    assert_eq!((&seen["log"]["cases"], &seen["log"]["events"], &seen["finished"]), (&json!(3), &json!(11), &json!(3)));
    // 5, 9 and 3 hours.
    let durations = &seen["durations"];
    assert!((durations["mean"].as_f64().unwrap() / HOUR - 17.0 / 3.0).abs() < 1e-9, "{durations}");
    // Of three cases nothing is told of what is usual.
    assert_eq!(
        (&durations["median"], &durations["p90"], &durations["least"]),
        (&Value::Null, &Value::Null, &json!(20))
    );
    let order = flow(&seen, "order", "pack");
    assert_eq!((&order["count"], &order["cases"], &order["mean"]), (&json!(3), &json!(2), &json!(2.0 * HOUR / 3.0)));
    assert_eq!(flow(&seen, "pack", "order")["count"], json!(1));
    assert_eq!((&seen["map"]["activities"], &seen["map"]["rowsShown"]), (&json!(4), &json!(1.0)));
    let variants = &seen["variants"];
    assert_eq!(
        (&variants["variants"], &variants["cover"], &variants["singletons"]),
        (&json!(3), &json!(3), &json!(1.0))
    );
    assert!(
        variants["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|of| of["case"] == "c" && of["trace"] == json!(["order", "collect", "send"]))
    );
    let rework = &seen["rework"];
    assert_eq!((&rework["again"], &rework["toAndFro"][0]["changes"]), (&json!(1), &json!(3)));
    assert!((rework["ratio"].as_f64().unwrap() - 2.0 / 11.0).abs() < 1e-9, "{rework}");
    assert!((rework["firstPass"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9, "{rework}");
    // Where the time went is all of it: 11 hours of work, 2 before packing, 4 before sending.
    let bottlenecks = &seen["bottlenecks"];
    let items = bottlenecks["items"].as_array().unwrap();
    let sum = |part: &str| items.iter().map(|of| of[part].as_f64().unwrap()).sum::<f64>() * 3.0 / HOUR;
    assert!((sum("service") - 11.0).abs() < 1e-9 && (sum("before") - 6.0).abs() < 1e-9, "{bottlenecks}");
    assert_eq!(items[0]["activity"], "send", "what waits longest stands first");
    assert_eq!(seen["conformance"], Value::Null);
    // A thinned map stays whole.
    let thin = send(&server, &format!("{COLUMNS}&activities=0.5&paths=0"), TABLE.as_bytes()).expect(200).json;
    assert_eq!(thin["map"]["nodes"].as_array().unwrap().len(), 2);
    assert!(thin["map"]["rowsShown"].as_f64().unwrap() < 1.0);
    assert_eq!(server.get("/api/v1/models").expect(200).items().len(), 0, "nothing is kept");
}

/// So many cases of one step each, the first of an hour, each an hour longer than the one before.
fn longer_and_longer(cases: i64) -> String {
    let rows = (1..=cases)
        .map(|n| format!("c{n},order,2026-01-01T00:00:00Z,2026-01-0{}T{:02}:00:00Z,ann\n", 1 + n / 24, n % 24));
    format!("case,step,begun,at,who\n{}", rows.collect::<String>())
}

#[test]
fn of_how_long_cases_usually_take_nothing_is_told_from_too_few_of_them() {
    let server = Server::start();
    let told = |cases: i64| {
        let seen = send(&server, COLUMNS, longer_and_longer(cases).as_bytes()).expect(200).json;
        assert_eq!((&seen["finished"], &seen["map"]["least"]), (&json!(cases), &json!(20)));
        let durations = &seen["durations"];
        assert_eq!(
            durations["mean"].as_f64(),
            Some((cases + 1) as f64 / 2.0 * HOUR),
            "a mean says on how many it rests"
        );
        let all = [
            &durations["median"],
            &durations["p90"],
            &seen["variants"]["items"][0]["median"],
            &seen["map"]["nodes"][0]["median"],
        ];
        all.map(|of| of.as_f64().map(|ms| (ms / HOUR * 10.0).round() / 10.0))
    };
    assert_eq!(told(1), [None; 4]);
    assert_eq!(told(19), [None; 4]);
    // Between the tenth and the eleventh; and a tenth of the way from the eighteenth to the nineteenth.
    assert_eq!(told(20), [Some(10.5), Some(18.1), Some(10.5), Some(10.5)]);
}

#[test]
fn transitions_of_a_log_become_work_with_a_beginning() {
    let server = Server::start();
    let event = |name: &str, transition: &str, at: &str| {
        format!(
            "<event><string key=\"concept:name\" value=\"{name}\"/><string key=\"lifecycle:transition\" value=\"{transition}\"/>\
             <date key=\"time:timestamp\" value=\"2026-01-02T{at}:00:00Z\"/></event>"
        )
    };
    let case = |id: &str, events: &[String]| {
        format!("<trace><string key=\"concept:name\" value=\"{id}\"/>{}</trace>", events.concat())
    };
    let whole = case(
        "7",
        &[
            event("a", "start", "09"),
            event("a", "complete", "10"),
            event("b", "start", "11"),
            event("b", "complete", "14"),
        ],
    );
    let open = case("8", &[event("a", "start", "09"), event("a", "complete", "10"), event("b", "start", "11")]);
    let seen = send(&server, "format=xes", format!("<log>{whole}{open}</log>").as_bytes()).expect(200).json;
    assert_eq!(
        (&seen["log"]["cases"], &seen["finished"]),
        (&json!(2), &json!(1)),
        "what was begun and not done is open"
    );
    let told = json!([{ "code": "start-without-end", "count": 1, "case": 2, "event": 0, "found": "b" }]);
    assert_eq!(seen["log"]["faults"], told, "and said to be in no view");
    assert_eq!((&seen["map"]["cases"], &seen["variants"]["variants"]), (&json!(1), &json!(1)));
    assert_eq!(seen["bottlenecks"]["mean"].as_f64(), Some(5.0 * HOUR));
    let b = seen["bottlenecks"]["items"].as_array().unwrap().iter().find(|of| of["activity"] == "b").unwrap().clone();
    assert_eq!((b["before"].as_f64(), b["service"].as_f64()), (Some(HOUR), Some(3.0 * HOUR)));
}

#[test]
fn a_log_is_held_against_a_definition_and_a_template_of_the_library() {
    let server = Server::start();
    let columns = "format=csv&case=case&activity=step&time=at";
    let norm = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
        <process id='parcel' isExecutable='true'><startEvent id='s'/><userTask id='t1' name='order'/><userTask id='t2' name='pack'/>\
        <userTask id='t3' name='send'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='t1'/>\
        <sequenceFlow id='f2' sourceRef='t1' targetRef='t2'/><sequenceFlow id='f3' sourceRef='t2' targetRef='t3'/>\
        <sequenceFlow id='f4' sourceRef='t3' targetRef='e'/></process></definitions>";
    server.ask("POST", "/api/v1/deployments").files(&[("parcel.bpmn", norm.as_bytes())]).send().expect(200);
    let seen = send(&server, &format!("{COLUMNS}&normDefinition=parcel:1"), TABLE.as_bytes()).expect(200).json;
    let conformance = &seen["conformance"];
    let found = &conformance["found"];
    // a fits; b does order and pack once more; c passes packing over, and is collected besides.
    assert_eq!(
        (&found["cases"], &found["fitting"], &found["deviations"]),
        (&json!(3), &json!(1), &json!(4)),
        "{conformance}"
    );
    assert_eq!((&conformance["process"], &conformance["aligned"]), (&json!("parcel"), &json!(3)));
    assert_eq!(conformance["deviating"], json!([{"case": "b", "deviations": 2}, {"case": "c", "deviations": 2}]));
    // 1 − 4/(11 events + 3 × the shortest way of 3).
    assert!((found["fitness"].as_f64().unwrap() - (1.0 - 4.0 / 20.0)).abs() < 1e-9, "{found}");

    // By the names that a typical process of the library has.
    let steps = ["计算请假天数", "检查假期余额", "确定审批层级", "逐级审批", "登记假期"];
    let rows = steps.iter().enumerate().map(|(hour, step)| format!("1,{step},2026-02-02T{:02}:00:00Z\n", 8 + hour));
    let table = format!("case,step,at\n{}", rows.collect::<String>());
    let held = send(&server, &format!("{columns}&normTemplate=leave-request"), table.as_bytes()).expect(200).json;
    let found = &held["conformance"]["found"];
    assert_eq!((&found["cases"], &found["givenUp"]), (&json!(1), &json!(0)), "{found}");
    let tasks = found["tasks"].as_array().unwrap();
    let approval = tasks.iter().find(|of| of["element"] == "approveLeave").expect("it is a task of the norm");
    assert_eq!((&approval["activity"], &approval["done"]), (&json!("逐级审批"), &json!(1)));

    let refused = |query: &str, code: &str, status: u16| {
        let answer = send(&server, &format!("{COLUMNS}&{query}"), TABLE.as_bytes()).expect(status);
        assert_eq!(answer.json["code"], code, "{query}");
    };
    refused("normTemplate=nothing", "no-such-template", 404);
    refused("normDefinition=nothing:1", "no-such-definition", 404);
    refused("normTemplate=leave-request&normDefinition=parcel:1", "log-views-norm", 400);
    refused("normProcess=parcel", "log-views-norm", 400);
    refused("normDefinition=parcel:1&normProcess=other", "conformance-no-process", 400);
    refused("paths=2", "mining-sliders", 400);
    assert_eq!(send(&server, "format=csv", TABLE.as_bytes()).expect(400).json["code"], "discovery-columns");
    assert_eq!(send(&server, "format=xes&start=begun", TABLE.as_bytes()).expect(400).json["code"], "discovery-columns");
    assert_eq!(send(&server, "format=xes", b"no log").expect(400).json["code"], "file-kind");
}
