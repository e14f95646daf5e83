//! Files in and out, and what is said of those that are not as they should be.
use crate::common::history;
use proptest::prelude::*;
use std::io::Write;
use weir_mining::exchange::{
    Columns, FaultKind, Keys, Refused, read_csv, read_xes, unpack, write_csv, write_ocel, write_xes,
};
use weir_mining::log::{ActivityInstance, Value};

const HEAD: &str = r#"<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">"#;

fn event(name: &str, time: &str) -> String {
    format!(r#"<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{time}"/></event>"#)
}

#[test]
fn every_fault_is_named_and_counted() {
    let file = format!(
        r#"{HEAD}<trace><string key="concept:name" value="1"/>{}{}{}
        <event><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace>
        <trace><string key="concept:name" value="1"/>{}
        <event><string key="concept:name" value="d"/><string key="concept:name" value="e"/></event></trace>
        <trace/>
        {}</log>"#,
        event("a", "2026-01-01T00:00:01Z"),
        event("b", "2026-01-01T00:00:01Z"),
        event("c", "soon"),
        event("c", "2026-01-01T00:00:00Z"),
        event("outside", "2026-01-01T00:00:00Z"),
    );
    let read = read_xes(file.as_bytes(), &Keys::default()).unwrap();
    let counts: Vec<(&str, usize)> = read.faults.counts.iter().map(|(kind, n)| (kind.code(), *n)).collect();
    assert_eq!(
        counts,
        [
            ("event-without-name", 1),
            ("event-without-time", 2),
            ("time-not-readable", 1),
            ("same-time", 1),
            ("attribute-repeated", 1),
            ("case-without-id", 1),
            ("case-repeated", 1),
            ("event-outside-case", 1),
        ]
    );
    assert_eq!((read.events_read, read.log.row_count(), read.log.case_count()), (7, 5, 3));
    // A case of which a time is missing keeps the order of the file.
    assert_eq!(read.log.names_of(read.log.case(0)), ["a", "b", "c"]);
    assert_eq!(read.log.names_of(read.log.case(1)), ["c", "d"]);
}

/// Of whatever kind the file is, the same is said of the same times: how often, and of the first one where it stands.
#[test]
fn times_that_are_missing_or_come_twice_are_told_with_their_place() {
    // The third has no name, the fourth no time, the fifth none that can be read; the last has the time of the first.
    let rows = [
        ("a", "2026-01-02T09:00:00Z"),
        ("b", "2026-01-02T10:00:00Z"),
        ("", "2026-01-02T11:00:00Z"),
        ("c", ""),
        ("d", "soon"),
        ("e", "2026-01-02T09:00:00Z"),
    ];
    let of_xes = |(name, time): &(&str, &str)| {
        let name = if name.is_empty() { String::new() } else { format!("<string key='concept:name' value='{name}'/>") };
        let time = if time.is_empty() { String::new() } else { format!("<date key='time:timestamp' value='{time}'/>") };
        format!("<event>{name}{time}</event>")
    };
    let other = "<trace><string key='concept:name' value='0'/></trace>";
    let events: String = rows.iter().map(of_xes).collect();
    let xes = format!("<log>{other}<trace><string key='concept:name' value='1'/>{events}</trace></log>");
    let lines: Vec<String> = rows.iter().map(|(name, time)| format!("1,{name},{time}")).collect();
    let lines = lines.join("\n");
    let csv = format!("case,step,at\n0,z,2026-01-01\n{lines}");
    let columns = Columns { case: "case".into(), activity: "step".into(), ended: "at".into(), ..Columns::default() };
    for read in [read_xes(xes.as_bytes(), &Keys::default()).unwrap(), read_csv(csv.as_bytes(), &columns).unwrap()] {
        let told: Vec<(&str, usize, usize, &str)> =
            read.faults.told.iter().map(|of| (of.kind.code(), of.case, of.event, of.found.as_str())).collect();
        assert_eq!(
            told,
            [
                ("event-without-name", 2, 3, ""),
                ("time-not-readable", 2, 5, "soon"),
                ("event-without-time", 2, 4, "c"),
                ("event-without-time", 2, 5, "d"),
                ("same-time", 2, 6, "e"),
            ]
        );
        let log = &read.log;
        assert_eq!(log.names_of(log.case(1)), ["a", "b", "c", "d", "e"], "nobody can say where c and d belong");
        assert!(!log.is_finished(1), "so it is in no mean of finished cases");
    }
    // Work of which the beginnings differ is in order, also where it ends at the same time.
    let work = "<log><trace><string key='concept:name' value='1'/>\
        <event><string key='concept:name' value='b'/><date key='start_timestamp' value='2026-01-02T08:00:00Z'/>\
        <date key='time:timestamp' value='2026-01-02T09:00:00Z'/></event>\
        <event><string key='concept:name' value='a'/><date key='start_timestamp' value='2026-01-02T07:00:00Z'/>\
        <date key='time:timestamp' value='2026-01-02T09:00:00Z'/></event></trace></log>";
    let read = read_xes(work.as_bytes(), &Keys::default()).unwrap();
    assert_eq!((read.faults.count(FaultKind::SameTime), read.log.names_of(read.log.case(0))), (0, vec!["a", "b"]));
}

/// What was begun and never ended counts as running: whoever looks at the views is told of what is in none of them.
#[test]
fn work_that_begins_and_never_ends_is_told() {
    let columns = Columns { case: "case".into(), activity: "step".into(), ended: "at".into(), ..Columns::default() };
    let csv = "case,step,start_timestamp,at\n1,a,2026-01-01,2026-01-02\n2,a,2026-01-01,\n2,b,,2026-01-03\n";
    let xes = "<log><trace><string key='concept:name' value='2'/><event><string key='concept:name' value='a'/>\
        <date key='start_timestamp' value='2026-01-01T08:00:00Z'/></event></trace></log>";
    for (read, place) in [
        (read_csv(csv.as_bytes(), &columns).unwrap(), (2, 1)),
        (read_xes(xes.as_bytes(), &Keys::default()).unwrap(), (1, 1)),
    ] {
        let told: Vec<_> =
            read.faults.told.iter().map(|of| (of.kind.code(), (of.case, of.event), &*of.found)).collect();
        assert_eq!(told, [("start-without-end", place, "a")]);
        assert!(!read.log.is_finished(place.0 - 1));
    }
}

#[test]
fn nested_attributes_are_kept_under_the_way_to_them() {
    let file = format!(
        r#"{HEAD}<trace><event><string key="concept:name" value="a"/>
        <float key="cost" value="2.5"><string key="currency" value="CNY"/></float>
        <list key="signed"><values><string key="by" value="Li"/></values></list>
        <boolean key="urgent" value="true"/><int key="items" value="many"/></event></trace></log>"#
    );
    let read = read_xes(file.as_bytes(), &Keys::default()).unwrap();
    let of = |name| read.log.attributes.value(name, 0);
    assert_eq!(of("cost"), Some(Value::Real(2.5)));
    assert_eq!(of("cost/currency"), Some(Value::Text("CNY".to_owned())));
    assert_eq!(of("signed/by"), Some(Value::Text("Li".to_owned())));
    assert_eq!(of("urgent"), Some(Value::Flag(true)));
    assert_eq!(of("items"), Some(Value::Text("many".to_owned())));
    assert_eq!(read.faults.count(FaultKind::ValueOfOtherType), 1);
}

#[test]
fn what_is_no_log_is_refused() {
    let code = |bytes: &[u8]| read_xes(bytes, &Keys::default()).unwrap_err().code();
    assert_eq!(code(b"<html/>"), "file-kind");
    assert_eq!(code(b"<log><trace></log>"), "file-syntax");
    assert_eq!(code(b"<log><trace>"), "file-kind");
    assert_eq!(code(b"<log>\xff</log>"), "file-encoding");
    assert_eq!(code(&[0x1f, 0x8b, 0, 0]), "file-packed");
    let deep = format!("<log><trace>{}", r#"<string key="a" value="">"#.repeat(40));
    assert_eq!(code(deep.as_bytes()), "attribute-depth");
    assert_eq!(read_csv(b"a,b\n1,2\n", &Columns::default()).unwrap_err().code(), "file-kind");
}

#[test]
fn a_small_file_that_is_large_inside_is_refused() {
    let mut packer = flate2::write::GzEncoder::new(vec![], flate2::Compression::best());
    packer.write_all(&vec![b' '; 1 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 4_096);
    assert_eq!(unpack(&bomb, 1 << 16), Err(Refused::Bytes { most: 1 << 16 }));
    assert_eq!(unpack(&bomb, 1 << 20).unwrap().len(), 1 << 20);
}

#[test]
fn tables_tell_of_their_lines() {
    let file = "case:concept:name,concept:name,time:timestamp,org:resource,case:channel,code\n\
                1,a,2026/1/2 9:05,Li,web,007\n\
                ,b,2026/1/2 9:05,Li,web,7\n\
                1,,2026/1/2 9:05,Li,web,7\n\
                1,c,?,,web,1.5\n";
    let read = read_csv(file.as_bytes(), &Columns::default()).unwrap();
    assert_eq!(read.faults.count(FaultKind::EventOutsideCase), 1);
    assert_eq!(read.faults.count(FaultKind::EventWithoutName), 1);
    assert_eq!(read.faults.count(FaultKind::TimeNotReadable), 1);
    assert_eq!(read.log.case_attributes.text("channel", 0), Some("web"));
    assert_eq!(read.log.attributes.value("code", 0), Some(Value::Text("007".to_owned())), "a leading zero is kept");
    assert_eq!(read.log.attributes.value("code", 1), Some(Value::Real(1.5)));
}

#[test]
fn a_line_that_is_too_short_is_read_and_an_open_quotation_is_not() {
    let columns = Columns { case: "case".into(), activity: "step".into(), ended: "at".into(), ..Columns::default() };
    let file = "case, step ,at,note\n1,a,2026-01-02\n1,b,2026-01-03,x,y\n1,c,2026-01-04,z\n";
    let read = read_csv(file.as_bytes(), &columns).unwrap();
    assert_eq!(read.log.names_of(read.log.case(0)), ["a", "b", "c"]);
    assert_eq!(read.faults.count(FaultKind::LineOfOtherLength), 2);
    let open = "case,step,at\n1,a,2026-01-02\n\"1,b,2026-01-03\n1,c,2026-01-04\n";
    assert_eq!(read_csv(open.as_bytes(), &columns).unwrap_err().code(), "file-syntax");
    // Nor is the last field taken for all that follows, where it has as many fields as it should.
    let last = "case,step,at,note\n1,a,2026-01-02,x\n1,b,2026-01-03,\"y\n1,c,2026-01-04,z\n";
    let told = read_csv(last.as_bytes(), &columns).unwrap_err();
    assert!(told.code() == "file-syntax" && told.to_string().contains("line 3"), "{told}");
}

#[test]
fn transitions_tell_when_work_waited_and_stood_still() {
    let of = |name: &str, hour: u32, transition: &str| {
        format!(
            "<event><string key='concept:name' value='{name}'/><date key='time:timestamp' value='2026-01-02T{hour:02}:00:00Z'/>\
             <string key='lifecycle:transition' value='{transition}'/></event>"
        )
    };
    let events = [(1, "schedule"), (2, "assign"), (4, "start"), (5, "suspend"), (7, "resume"), (10, "complete")];
    let events: String = events.iter().map(|(hour, transition)| of("a", *hour, transition)).collect();
    let file =
        format!("<log><trace><string key='concept:name' value='1'/>{events}{}</trace></log>", of("7", 11, "complete"));
    let log = weir_mining::log::paired(&read_xes(file.as_bytes(), &Keys::default()).unwrap().log);
    let times = weir_mining::measure::service::row_times(&log, 0);
    let hours = |time: Option<i64>| time.map(|time| time / 3_600_000);
    let told = [times.queue, times.claimed, times.service, times.sojourn].map(hours);
    assert_eq!(told, [Some(1), Some(2), Some(4), Some(9)]);
    assert_eq!((log.row_count(), log.suspended[0]), (2, 2 * 3_600_000));
}

#[test]
fn a_name_may_be_a_number_and_beginnings_have_a_name_of_our_own() {
    let file = "<log><trace><event><int key='concept:name' value='7'/><date key='time:timestamp' \
                value='2026-01-02T09:00:00Z'/></event></trace></log>";
    let read = read_xes(file.as_bytes(), &Keys::default()).unwrap();
    assert_eq!(read.log.names_of(read.log.case(0)), ["7"]);
    // Events and gateways begin at no time: whoever sorts by `start_timestamp` would put them at the end of their case.
    let log = crate::common::letters(&["ab"]);
    assert!(!write_xes(&log).contains("start_timestamp") && !write_csv(&log).contains("start_timestamp"));
}

#[test]
fn a_long_case_is_looked_at_in_the_time_of_its_length() {
    // Hundreds of thousands of rows of nobody: to walk along all of them at each of them would take hours.
    let row = |at: i64| ActivityInstance::at(if at % 900 == 0 { "b" } else { "a" }, at);
    let rows = (0..300_000).map(|at| ActivityInstance { key: at as u64, ..row(at) }).collect();
    let mut log = weir_mining::log::LogBuilder::default();
    log.case(weir_mining::log::Case { id: "1".to_owned(), rows, ..Default::default() }).unwrap();
    let log = log.build();
    assert!(weir_mining::measure::rework::ping_pong_of_actors(&log, 3).is_empty());
    assert!(!weir_mining::view::loops(&log).is_empty());
}

#[test]
fn a_table_holds_no_formulas() {
    let log = crate::common::letters(&["="]);
    assert!(write_csv(&log).contains(",'=,"), "{}", write_csv(&log));
}

#[test]
fn object_centric_files_have_a_time_for_every_event() {
    let (file, left_out) = write_ocel(&crate::common::letters(&["ab"]));
    assert_eq!(left_out, 0);
    assert_eq!(file["events"].as_array().unwrap().len(), 2);
    assert_eq!(file["events"][1]["time"], "1970-01-01T00:00:01.000Z");
    assert_eq!(file["objects"][0]["type"], "case");
    let back = weir_mining::exchange::ocel::read(file.to_string().as_bytes()).unwrap();
    let counts = weir_mining::exchange::ocel::counts(&back);
    assert_eq!((counts.events, counts.objects, counts.event_to_object, counts.dangling), (2, 1, 2, 0));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(log in history()) {
        let xes = read_xes(write_xes(&log).as_bytes(), &Keys::default()).unwrap();
        let csv = read_csv(write_csv(&log).as_bytes(), &Columns::default()).unwrap();
        for read in [&xes.log, &csv.log] {
            prop_assert_eq!(read.case_count(), log.case_count());
            for case in 0..log.case_count() {
                prop_assert_eq!(read.names_of(read.case(case)), log.names_of(log.case(case)));
            }
            prop_assert_eq!(&read.started, &log.started);
            prop_assert_eq!(&read.ended, &log.ended);
        }
    }

    #[test]
    fn no_bytes_break_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_xes(&bytes, &Keys::default());
        let _ = read_csv(&bytes, &Columns::default());
        let _ = weir_mining::exchange::ocel::read(&bytes);
    }
}
