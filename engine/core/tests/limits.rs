//! What a model says in names, numbers and times is within limits: what is written is refused where it stands, what is
//! computed is an incident, and nothing is bent silently.
use crate::common::Run;
use weir_core::compile::prepare;
use weir_core::problem::Severity;
use weir_core::wait::WaitFor;

/// A process with roots beside it and these elements between its start, `s`, and its end; the line of the elements is 2.
fn file(roots: &str, elements: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         {roots}<process id='p' isExecutable='true'><startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\n\
         {elements}<sequenceFlow id='g' sourceRef='a' targetRef='e'/><endEvent id='e'/></process></definitions>"
    )
}

/// The errors of a file: code, element, line and what is said.
fn errors(file: &str) -> Vec<(String, String, u32, String)> {
    let errors = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    let told = |id: Option<weir_core::ElementId>| id.map_or_else(String::new, |id| id.to_string());
    errors.map(|problem| (problem.code, told(problem.element), problem.place.line, problem.message)).collect()
}

fn refused(file: &str, code: &str, part: &str) {
    let found = errors(file);
    let [(found_code, element, line, message)] = found.as_slice() else { panic!("{file}: {found:?}") };
    assert_eq!((found_code.as_str(), element.as_str(), *line), (code, "a", 2), "{message}");
    assert!(message.contains(part), "{message}");
}

/// The incident that the element `a` comes to, with these variables; else the job that it makes.
fn incident(file: &str, variables: &str) -> Result<(i32, u32), (String, String)> {
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.first().unwrap_or_else(|| panic!("{:?}", prepared.problems));
    let mut run = Run::new(process);
    run.command(&format!("start {variables}"));
    let incident = run.instance.elements.values().find_map(|e| e.incident.clone());
    if let Some(incident) = incident {
        return Err((incident.code, incident.message));
    }
    let job = run.instance.waits().find_map(|(_, wait)| match &wait.on {
        WaitFor::Job(job) => Some((job.priority, job.retries)),
        _ => None,
    });
    Ok(job.unwrap_or_default())
}

#[test]
fn a_name_that_nobody_could_ask_for_is_refused_where_it_stands() {
    let long = "n".repeat(257);
    let most = "n".repeat(256);
    let cases = |name: &str| {
        let task = |more: &str| file("", &format!("<serviceTask id='a' {more}</serviceTask>"));
        let event = |root: &str, definition: &str| {
            let catch = format!("<intermediateCatchEvent id='a'>{definition}</intermediateCatchEvent>");
            file(root, &catch)
        };
        let boundary = "<serviceTask id='w' weir:type='w'/><boundaryEvent id='a' attachedToRef='w'><errorEventDefinition \
             errorRef='r'/></boundaryEvent><sequenceFlow id='h' sourceRef='w' targetRef='e'/>";
        let boundary = file(&format!("<error id='r' name='r' errorCode='{name}'/>"), boundary)
            .replace("sourceRef='s' targetRef='a'", "sourceRef='s' targetRef='w'");
        [
            ("the job type", task(&format!("weir:type='{name}'>"))),
            (
                "the variable",
                task(&format!(
                    "weir:type='w'><extensionElements><weir:output source='=1' target='{name}'/></extensionElements>"
                )),
            ),
            (
                "the message name",
                event(&format!("<message id='m' name='{name}'/>"), "<messageEventDefinition messageRef='m'/>"),
            ),
            (
                "the signal name",
                event(&format!("<signal id='m' name='{name}'/>"), "<signalEventDefinition signalRef='m'/>"),
            ),
            ("the error code", boundary),
        ]
    };
    for (what, file) in cases(&long) {
        refused(&file, "name-too-long", what);
    }
    for (what, file) in cases(&most) {
        assert_eq!(errors(&file), [], "{what}: 256 bytes can be asked for");
    }
}

#[test]
fn a_name_or_key_that_is_computed_too_long_is_an_incident() {
    let long = format!("{{\"n\": \"{}\"}}", "n".repeat(257));
    let task = file("", "<serviceTask id='a' weir:type='= n'/>");
    let (code, message) = incident(&task, &long).expect_err("it is too long");
    assert_eq!(code, "name-too-long");
    assert!(message.starts_with("the job type has 257 bytes, and 256 at most"), "{message}");
    assert!(incident(&task, "{\"n\": \"n\"}").is_ok());
    let catch = file(
        "<message id='m' name='m' weir:correlationKey='= n + n'/>",
        "<intermediateCatchEvent id='a'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>",
    );
    assert_eq!(incident(&catch, &long).expect_err("it is too long").0, "key-too-long");
}

#[test]
fn numbers_of_a_job_are_whole_and_within_their_limits() {
    let job = |more: &str| file("", &format!("<serviceTask id='a' weir:type='w' {more}/>"));
    for wrong in ["0", "-1", "65536", "2.5", "NaN", "many"] {
        refused(&job(&format!("weir:retries='{wrong}'")), "retries-invalid", "write 1 to 65535");
    }
    for wrong in ["1001", "-1001", "0.5", "NaN", "high"] {
        refused(&job(&format!("weir:priority='{wrong}'")), "priority-invalid", "write -1000 to 1000");
    }
    let listener = "<serviceTask id='a' weir:type='w'><extensionElements>\
                    <weir:listener event='start' type='w' retries='0'/></extensionElements></serviceTask>";
    refused(&file("", listener), "retries-invalid", "write 1 to 65535");
    assert_eq!(incident(&job("weir:priority='-1000' weir:retries='1'"), "{}"), Ok((-1000, 1)));
    for (attribute, values) in
        [("retries", ["0", "-3", "65536", "1.5", "1e30"]), ("priority", ["1001", "-1e9", "0.5", "7.25", "1e30"])]
    {
        for value in values {
            let found = incident(&job(&format!("weir:{attribute}='= n'")), &format!("{{\"n\": {value}}}"));
            let (code, message) = found.expect_err(value);
            assert_eq!(code, "number-out-of-range", "{attribute} {value}");
            assert!(message.contains("is to be a whole number from"), "{message}");
        }
        let found = incident(&job(&format!("weir:{attribute}='= n'")), "{\"n\": \"NaN\"}");
        assert_eq!(found.expect_err("no number").0, "not-a-number");
    }
    assert_eq!(incident(&job("weir:retries='= n' weir:priority='= n'"), "{\"n\": 5.0}"), Ok((5, 5)));
}

#[test]
fn a_number_is_one_key_however_it_was_written() {
    let catch = file(
        "<message id='m' name='m' weir:correlationKey='= n'/>",
        "<intermediateCatchEvent id='a'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>",
    );
    let prepared = prepare(catch.as_bytes());
    for (sent, key) in [
        ("5", "5"),
        ("5.0", "5"),
        ("1e2", "100"),
        ("1e20", "100000000000000000000"),
        ("-0.0", "0"),
        ("0.5", "0.5"),
        ("9007199254740993", "9007199254740993"),
    ] {
        let mut run = Run::new(&prepared.processes[0]);
        run.command(&format!("start {{\"n\": {sent}}}"));
        let found = run.instance.waits().find_map(|(_, wait)| match &wait.on {
            WaitFor::Message { key, .. } => key.clone(),
            _ => None,
        });
        assert_eq!(found.as_deref(), Some(key), "{sent}");
    }
}

#[test]
fn a_time_that_cannot_be_kept_is_refused_with_the_reason() {
    let timer = |kind: &str, text: &str| {
        let definition = format!("<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>");
        file("", &format!("<intermediateCatchEvent id='a'>{definition}</intermediateCatchEvent>"))
    };
    for (kind, text, why) in [
        ("timeDate", "9999-12-31", "is later than can be kept"),
        ("timeDate", "9999-12-31T23:59:59Z", "is later than can be kept"),
        ("timeDuration", "P9000Y", "is later than can be kept"),
        ("timeDate", "tomorrow", ""),
        ("timeDate", "2026-02-30", "is no time of this kind"),
    ] {
        if why.is_empty() {
            assert!(errors(&timer(kind, text)).iter().all(|(code, ..)| code != "timer-invalid"), "a variable");
            let (code, message) = incident(&timer(kind, text), "{\"tomorrow\": \"9999-12-31\"}").expect_err(text);
            assert_eq!(code, "not-a-time");
            assert!(message.starts_with("`9999-12-31` is later than can be kept"), "{message}");
        } else {
            refused(&timer(kind, text), "timer-invalid", why);
        }
    }
    for text in ["9999-12-30", "9999-12-30T21:59:59Z"] {
        assert_eq!(errors(&timer("timeDate", text)), [], "{text}");
        assert_eq!(incident(&timer("timeDate", text), "{}"), Ok((0, 0)), "{text}");
    }
    let boundary = |text: &str| {
        let timer = format!("<timerEventDefinition><timeCycle>{text}</timeCycle></timerEventDefinition>");
        let nodes = "<userTask id='w'/><sequenceFlow id='h' sourceRef='w' targetRef='e'/>";
        file(
            "",
            &format!("{nodes}<boundaryEvent id='a' attachedToRef='w' cancelActivity='false'>{timer}</boundaryEvent>"),
        )
        .replace("sourceRef='s' targetRef='a'", "sourceRef='s' targetRef='w'")
    };
    for text in ["R3/PT0.5S", "PT0.5S", "R/PT0S"] {
        refused(&boundary(text), "timer-invalid", "repeats too often: repetitions lie at least 1 s apart");
    }
    assert_eq!(errors(&boundary("R3/PT1S")), []);
}

#[test]
fn a_process_that_is_to_run_has_an_id() {
    let without = file("", "<task id='a'/>").replace("<process id='p'", "<process");
    let found = errors(&without);
    let [(code, _, 1, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(code, "missing-id");
    assert!(message.contains("it is started by its id"), "{message}");
    assert!(prepare(without.as_bytes()).processes.is_empty());
    let drawn = without.replace("isExecutable='true'", "isExecutable='false'");
    assert!(errors(&drawn).iter().all(|(code, ..)| code != "missing-id"), "{:?}", errors(&drawn));
}
