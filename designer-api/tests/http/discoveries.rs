//! Logs of processes that ran elsewhere: read, told of what is wrong in them, and drafted as models.
use crate::server::{Answer, Server};
use serde_json::{Value, json};

/// `a`, then `b` or `c`, then `d`: three cases, one event of which has no name, one no time that can be read, and one the time
/// of the one before it.
const TABLE: &str = "case,step,at,amount\n\
    1,order,2026-01-02T09:00:00Z,5\n1,pack,2026-01-02T10:00:00Z,5\n1,send,2026-01-02T11:00:00Z,5\n\
    2,order,2026-01-03 09:00,7\n2,collect,2026-01-03 10:00,7\n2,send,2026-01-03 10:00,7\n2,,2026-01-03 12:00,7\n\
    3,order,2026-01-04,9\n3,pack,soon,9\n3,send,2026-01-05,9\n";

const COLUMNS: &str = "format=csv&case=case&activity=step&time=at";

fn send(server: &Server, query: &str, body: &[u8]) -> Answer {
    let path = format!("/api/v1/discoveries?name=Parcels&process=parcels&file=parcels.csv&{query}");
    server.ask("POST", &path).body("application/octet-stream", body).send()
}

fn fault<'a>(found: &'a Value, code: &str) -> &'a Value {
    let faults = found["log"]["faults"].as_array().unwrap();
    faults.iter().find(|fault| fault["code"] == code).unwrap_or_else(|| panic!("{found}"))
}

#[test]
fn a_log_becomes_a_draft_that_says_where_it_comes_from() {
    let server = Server::start();
    let seen = send(&server, COLUMNS, TABLE.as_bytes()).expect(200).json;
    assert_eq!(seen["tree"], "->( 'order', X( 'collect', 'pack' ), 'send' )");
    assert_eq!((&seen["model"], &seen["fitness"], &seen["aligned"]), (&Value::Null, &json!(1.0), &json!(3)));
    let log = &seen["log"];
    assert_eq!(
        (&log["cases"], &log["events"], &log["leftOut"], &log["activities"], &log["variants"]),
        (&json!(3), &json!(9), &json!(1), &json!(4), &json!(2))
    );
    assert_eq!((&log["from"], &log["until"]), (&json!("2026-01-02T09:00:00.000Z"), &json!("2026-01-05T00:00:00.000Z")));
    assert_eq!(
        (&fault(&seen, "event-without-name")["count"], &fault(&seen, "same-time")["count"]),
        (&json!(1), &json!(1))
    );
    let time = fault(&seen, "time-not-readable");
    assert_eq!((&time["case"], &time["event"], &time["found"]), (&json!(3), &json!(2), &json!("soon")));
    assert_eq!(server.get("/api/v1/models").expect(200).items().len(), 0, "it was only looked at");

    let path = format!(
        "/api/v1/discoveries?name=Parcels&process=parcels&file=parcels.csv&{COLUMNS}&keep=true&comment=from%20the%20old%20system"
    );
    let keep = || {
        let ask = server.ask("POST", &path).header("idempotency-key", "k");
        ask.body("application/octet-stream", TABLE.as_bytes()).send().expect(200).json
    };
    let model = keep()["model"].clone();
    assert_eq!(keep()["model"]["id"], model["id"], "asked again it is the same draft");
    assert_eq!((&model["name"], &model["processes"]), (&json!("Parcels"), &json!(["parcels"])));
    let from = &model["discovered"];
    assert_eq!((&from["file"], &from["cases"], &from["events"]), (&json!("parcels.csv"), &json!(3), &json!(9)));
    assert_eq!((&from["noisePercent"], &from["fitnessPercent"]), (&json!(0), &json!(100)));
    assert_eq!(from["hash"].as_str().unwrap().len(), 64);
    let id = model["id"].as_str().unwrap();
    let text = server.get(&format!("/api/v1/models/{id}/xml")).expect(200).text;
    assert!(text.contains("BPMNShape") && text.contains("name=\"collect\""), "it has a diagram: {text}");
    let kept = server.get(&format!("/api/v1/models/{id}")).expect(200).json;
    assert_eq!(kept["discovered"], model["discovered"]);
    let versions = server.get(&format!("/api/v1/models/{id}/versions")).expect(200);
    assert_eq!(
        (&versions.items()[0]["comment"], &versions.items()[0]["kept"]),
        (&json!("from the old system"), &json!(true))
    );
}

#[test]
fn only_what_is_done_counts_in_a_log_that_knows_transitions() {
    let server = Server::start();
    let event = |name: &str, transition: &str, at: &str| {
        format!(
            "<event><string key=\"concept:name\" value=\"{name}\"/><string key=\"lifecycle:transition\" value=\"{transition}\"/>\
             <date key=\"time:timestamp\" value=\"2026-01-02T{at}:00:00Z\"/></event>"
        )
    };
    let events = [event("a", "start", "09"), event("a", "complete", "10"), event("b", "complete", "11")].concat();
    let file = format!("<log><trace><string key=\"concept:name\" value=\"7\"/>{events}</trace></log>");
    let seen = send(&server, "format=xes", file.as_bytes()).expect(200).json;
    assert_eq!((&seen["tree"], &seen["log"]["leftOut"]), (&json!("->( 'a', 'b' )"), &json!(1)));
    let begun = file.replace("complete", "start");
    send(&server, "format=xes", begun.as_bytes()).refused(400, "discovery-empty");
}

#[test]
fn noise_is_overlooked_as_far_as_somebody_says() {
    let server = Server::start();
    let row = |case: usize, steps: &str| -> String {
        let line = |(hour, step): (usize, char)| format!("{case},{step},2026-01-02T{:02}:00:00Z\n", hour + 8);
        steps.chars().enumerate().map(line).collect()
    };
    let mut file = "case,step,at\n".to_owned();
    (0..20).for_each(|case| file.push_str(&row(case, "abc")));
    file.push_str(&row(20, "acb"));
    let exact = send(&server, COLUMNS, file.as_bytes()).expect(200).json;
    assert_eq!((&exact["tree"], &exact["fitness"]), (&json!("->( 'a', +( 'b', 'c' ) )"), &json!(1.0)));
    let coarse = send(&server, &format!("{COLUMNS}&noise=20"), file.as_bytes()).expect(200).json;
    assert_eq!(coarse["log"], exact["log"], "the log is the same");
    send(&server, &format!("{COLUMNS}&noise=51"), file.as_bytes()).refused(400, "discovery-noise");
}

#[test]
fn what_is_no_log_is_refused_with_what_is_wrong() {
    let server = Server::start();
    let refused = |query: &str, body: &[u8], code: &str| drop(send(&server, query, body).refused(400, code));
    refused("format=csv&case=case&activity=step", TABLE.as_bytes(), "discovery-columns");
    refused("format=xes&case=case", TABLE.as_bytes(), "discovery-columns");
    refused("format=csv&case=case&activity=step&time=when", TABLE.as_bytes(), "file-kind");
    refused(&format!("{COLUMNS}&delimiter=%E2%82%AC"), TABLE.as_bytes(), "discovery-delimiter");
    refused(COLUMNS, b"case,step,at\n", "discovery-empty");
    refused(COLUMNS, b"case,step,at\n1,a,soon\n1,b,later\n", "discovery-no-times");
    refused(COLUMNS, b"case,step,at\n1,\xff,2026-01-02\n", "file-encoding");
    // A line that is too short has no time; an open quotation mark leaves nothing that could be read.
    refused(COLUMNS, b"case,step,at\n1,a\n", "discovery-no-times");
    refused(COLUMNS, b"case,step,at\n1,\"a,2026-01-02\n", "file-syntax");
    refused("format=xes", b"<log><trace></log>", "file-syntax");
    refused("format=xes", b"<html/>", "file-kind");
    refused("format=xes", b"\x1f\x8bnonsense", "file-packed");
    let many = (0..151).map(|n| format!("1,step {n},2026-01-02\n")).collect::<Vec<_>>().concat();
    refused(COLUMNS, format!("case,step,at\n{many}").as_bytes(), "discovery-activities");
    let path = format!("/api/v1/discoveries?name=Parcels&file=parcels.csv&{COLUMNS}");
    let other = |more: &str| {
        server.ask("POST", &format!("{path}{more}")).body("application/octet-stream", TABLE.as_bytes()).send()
    };
    other("&process=1%20a").refused(400, "discovery-process");
    other("").refused(400, "invalid-query");
    other("&process=a&colour=red").refused(400, "invalid-query");
    let owner = server.somebody("ann", "user");
    let path = format!("{path}&process=a");
    let ask = server.ask_with(&owner, "POST", &path).body("application/octet-stream", TABLE.as_bytes());
    ask.send().refused(403, "forbidden");
}
