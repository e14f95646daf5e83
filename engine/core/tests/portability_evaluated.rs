//! Models of other engines: what is evaluated there and not only read, and what is said twice.
use crate::common::foreign::{process, task};
use crate::common::run::Run;
use weir_core::command::LeasedJob;
use weir_core::compile::prepare;
use weir_core::read::Became;
use weir_core::wait::{Job, Wait, WaitFor};
use weir_core::{Command, Process, Severity, Timestamp};

fn file(inside: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' xmlns:weir='urn:weir:bpmn:1' \
         xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><message id='m' name='paid'/><message id='n' name='lost'/>\
         <error id='x' errorCode='E'/><error id='y' errorCode='E'/><error id='o' errorCode='O'/>\
         <process id='p' isExecutable='true'>{inside}</process></definitions>"
    )
}

/// One activity between a start and an end.
fn one(activity: &str) -> String {
    file(&format!(
        "<startEvent id='s'/>{activity}<endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         <sequenceFlow id='g' sourceRef='a' targetRef='e'/>"
    ))
}

/// `Severity code element` of each finding that is no note.
fn told(file: &str) -> Vec<String> {
    let problems = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity != Severity::Note);
    let line = |p: weir_core::Problem| {
        format!("{:?} {} {}", p.severity, p.code, p.element.map(|id| id.to_string()).unwrap_or_default())
    };
    problems.map(line).collect()
}

fn job(run: &Run) -> (u64, u32, Job) {
    let of = |(key, wait): (u64, &Wait)| match &wait.on {
        WaitFor::Job(job) => Some((key, wait.id, (**job).clone())),
        _ => None,
    };
    run.instance.waits().find_map(of).expect("a job")
}

#[test]
fn the_name_and_the_form_key_of_a_user_task_are_found_when_it_is_made() {
    let model = one("<userTask id='a' name='Approve ${amount}' camunda:formKey='embedded:app:${form}.html'/>");
    assert_eq!(told(&model), [] as [&str; 0]);
    let process = process(&model);
    let mut run = Run::new(&process);
    run.command("start {\"amount\": 150, \"form\": \"order\"}");
    let made = task(&run);
    assert_eq!(made.name.as_deref(), Some("Approve 150"));
    assert_eq!(made.form_key.as_deref(), Some("embedded:app:order.html"));
    // Of a model of our own the name is a name.
    let own = process_of_our_own("<userTask id='a' name='Costs in ${currency}'/>");
    let mut run = Run::new(&own);
    run.command("start");
    assert_eq!(task(&run).name, None);
}

fn process_of_our_own(activity: &str) -> Process {
    process(&one(activity).replace("xmlns:camunda='http://camunda.org/schema/1.0/bpmn'", ""))
}

#[test]
fn the_names_in_a_map_are_found_too() {
    let process = process(&one(
        "<userTask id='a'><extensionElements><camunda:inputOutput><camunda:inputParameter name='all'><camunda:map>\
         <camunda:entry key='X-${id}'>${id + 1}</camunda:entry><camunda:entry key='y'>z</camunda:entry></camunda:map>\
         </camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>",
    ));
    let mut run = Run::new(&process);
    run.command("start {\"id\": 7}");
    let all = run.instance.elements.values().find_map(|e| e.variables.get("all")).expect("a map");
    assert_eq!(all.to_string(), r#"{"X-7":8,"y":"z"}"#);
}

#[test]
fn how_often_and_when_a_job_is_tried_again_may_be_found_by_one_expression() {
    let process = process(&one("<serviceTask id='a' camunda:type='external' camunda:topic='t'><extensionElements>\
         <camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>"));
    for (cycle, times, waits) in [("R2/PT1S", 2, [1_000, 1_000]), ("PT1M,PT5M", 3, [60_000, 300_000]), ("4", 4, [0, 0])]
    {
        let mut run = Run::new(&process);
        run.command(&format!("start {{\"cycle\": \"{cycle}\"}}"));
        assert_eq!(job(&run).2.retries, times, "{cycle}");
        for after in waits.into_iter().take(times as usize - 1) {
            let (key, wait, _) = job(&run);
            run.send(Command::LockJob { key, wait, worker: "w".into(), until: Timestamp(i64::MAX) });
            let token = job(&run).2.lease.expect("a lease").token;
            let leased = LeasedJob { key, wait, token };
            let (available, message) = (run.now, "no answer".into());
            run.send(Command::FailJob { job: leased, retries: None, available, message });
            assert_eq!(job(&run).2.available, Timestamp(run.now.0 + after), "{cycle}");
            run.now = job(&run).2.available;
        }
    }
    for wrong in ["R2/soon", "R/PT1S", "often"] {
        let mut run = Run::new(&process);
        run.command(&format!("start {{\"cycle\": \"{wrong}\"}}"));
        assert!(run.instance.elements.values().any(|e| e.incident.is_some()), "{wrong}: {}", run.trace);
    }
}

#[test]
fn candidates_of_an_attribute_and_of_a_resource_role_are_asked_together() {
    let role = |kind: &str, who: &str| {
        format!(
            "<{kind}><resourceAssignmentExpression><formalExpression>{who}</formalExpression></resourceAssignmentExpression></{kind}>"
        )
    };
    let asked = |attributes: &str, roles: &str| one(&format!("<userTask id='a' {attributes}>{roles}</userTask>"));
    let both = asked("camunda:candidateGroups='sales'", &role("potentialOwner", "group(board), user(ann)"));
    assert_eq!(told(&both), [] as [&str; 0]);
    let process = process(&both);
    let mut run = Run::new(&process);
    run.command("start");
    let made = task(&run);
    assert_eq!((made.candidate_groups.join(","), made.candidate_users.join(",")), ("sales,board".into(), "ann".into()));
    for (attributes, roles) in [
        ("camunda:assignee='ann'", role("humanPerformer", "ben")),
        ("camunda:candidateGroups='${groups}'", role("potentialOwner", "board")),
        ("camunda:candidateGroups='sales'", role("potentialOwner", "=groups")),
    ] {
        assert_eq!(told(&asked(attributes, &roles)), ["Error people-said-twice a"], "{attributes} {roles}");
    }
    let same = asked("camunda:assignee='ann'", &role("humanPerformer", "ann"));
    assert_eq!(told(&same), [] as [&str; 0]);
}

#[test]
fn a_number_beside_a_collection_is_told_to_have_no_effect() {
    let model = one(
        "<userTask id='a'><multiInstanceLoopCharacteristics camunda:collection='${all}' camunda:elementVariable='x'>\
         <loopCardinality>${5}</loopCardinality></multiInstanceLoopCharacteristics></userTask>",
    );
    assert!(told(&model).contains(&"Warning loop-said-twice a".to_owned()), "{:?}", told(&model));
}

#[test]
fn two_that_catch_the_same_in_one_place_are_told() {
    let boundary = |id: &str, definition: &str| {
        format!(
            "<boundaryEvent id='{id}' attachedToRef='a'>{definition}</boundaryEvent><endEvent id='e{id}'/>\
             <sequenceFlow id='f{id}' sourceRef='{id}' targetRef='e{id}'/>"
        )
    };
    let error = |id: &str| format!("<errorEventDefinition errorRef='{id}'/>");
    let message = |id: &str| format!("<messageEventDefinition messageRef='{id}'/>");
    let timer = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>".to_owned();
    let any = "<errorEventDefinition/>".to_owned();
    for (first, second, twice) in [
        (error("x"), error("x"), true),
        (error("x"), error("y"), true),
        (error("x"), error("o"), false),
        (error("x"), any.clone(), false),
        (any.clone(), any.clone(), true),
        (message("m"), message("m"), true),
        (message("m"), message("n"), false),
        (timer.clone(), timer.clone(), false),
    ] {
        let model = one(&format!("<serviceTask id='a'/>{}{}", boundary("b", &first), boundary("c", &second)));
        let found = told(&model).iter().any(|line| line == "Warning event-caught-twice c");
        assert_eq!(found, twice, "{first} {second}: {:?}", told(&model));
    }
    let start = |id: &str, message: &str| {
        format!("<startEvent id='{id}'>{message}</startEvent><sequenceFlow id='f{id}' sourceRef='{id}' targetRef='a'/>")
    };
    let tail = "<userTask id='a'/><endEvent id='e'/><sequenceFlow id='g' sourceRef='a' targetRef='e'/>";
    let starts = |one: &str, other: &str| {
        told(&file(&format!("{}{}{tail}", start("s", &message(one)), start("t", &message(other)))))
    };
    assert_eq!(starts("m", "m"), ["Warning event-caught-twice t"]);
    assert_eq!(starts("m", "n"), [] as [&str; 0]);
}

#[test]
fn an_end_event_that_a_worker_does_is_an_end() {
    let model = file(
        "<startEvent id='s'/><endEvent id='e'><messageEventDefinition camunda:type='external' camunda:topic='send'/></endEvent>\
         <sequenceFlow id='f' sourceRef='s' targetRef='e'/>",
    );
    assert_eq!(told(&model), [] as [&str; 0]);
}

/// A user task whose script of a listener for this event is this.
fn scripted(event: &str, script: &str) -> String {
    one(&format!(
        "<userTask id='a' name='Pay'><documentation>Pay ${{amount}}</documentation><extensionElements>\
         <camunda:taskListener event='{event}'><camunda:script scriptFormat='javascript'>{script}</camunda:script>\
         </camunda:taskListener></extensionElements></userTask>"
    ))
}

#[test]
fn a_listener_names_and_describes_its_task() {
    let model = scripted("create", "task.setName('Pay ' + task.getName()); task.setDescription('now')");
    assert_eq!(told(&model), [] as [&str; 0]);
    let process = process(&model);
    let mut run = Run::new(&process);
    run.command("start {\"amount\": 7}");
    run.command("answer a {\"task\":{\"name\":\"Pay Pay\"}}");
    let made = task(&run);
    assert_eq!((made.name.as_deref(), made.description.as_deref()), (Some("Pay Pay"), Some("Pay 7")));
    let mut run = Run::new(&process);
    run.command("start {\"amount\": 7}");
    run.command("answer a {\"task\":{\"description\":\"now\"}}");
    let made = task(&run);
    assert_eq!((made.name, made.description.as_deref()), (None, Some("now")));
}

#[test]
fn a_listener_in_an_expression_names_its_task_too() {
    let process = process(&one(
        "<userTask id='a'><extensionElements><camunda:taskListener event='create' expression='${task.setName(title)}'/>\
         </extensionElements></userTask>",
    ));
    let mut run = Run::new(&process);
    run.command("start {\"title\": \"Pay\"}");
    assert!(run.trace.contains("task.setName(title)"), "it is asked as a script: {}", run.trace);
    run.command("answer a {\"task\":{\"name\":\"Pay\"}}");
    assert_eq!(task(&run).name.as_deref(), Some("Pay"));
}

#[test]
fn what_a_script_asks_of_its_task_and_is_not_there_is_told_when_it_is_deployed() {
    for (event, script, there) in [
        ("create", "task.complete()", false),
        ("create", "var id = task.getId()", false),
        ("complete", "var id = task.getId()", true),
        ("complete", "task.setOwner('ann')", false),
        ("assignment", "task.setName('b')", true),
        ("create", "var all = ['a.b'].map(function (task) { return task.title })", true),
    ] {
        let expected = if there { vec![] } else { vec!["Warning script-as-job a".to_owned()] };
        assert_eq!(told(&scripted(event, script)), expected, "{script}");
    }
}

#[test]
fn two_engines_that_say_different_things_of_one_element_are_told_and_the_row_says_which_counts() {
    let both = |attributes: &str| {
        one(&format!("<userTask id='a' {attributes}/>"))
            .replace("xmlns:weir", "xmlns:flowable='http://flowable.org/bpmn' xmlns:weir")
    };
    let differ = both("camunda:assignee='ann' flowable:assignee='ben'");
    assert_eq!(told(&differ), ["Warning extension-said-twice a"]);
    let prepared = prepare(differ.as_bytes());
    let row = |part: &str| prepared.dispositions.iter().find(|row| row.part == part).expect("a row");
    assert_eq!(row("@camunda:assignee").became, Became::Mapped("weir:assignee".to_owned()));
    assert_eq!(row("@flowable:assignee").became, Became::Documentation);
    assert!(row("@flowable:assignee").reason.as_ref().is_some_and(|why| why.contains("camunda:assignee")));
    for alike in ["camunda:assignee='ann' flowable:assignee='ann'", "camunda:assignee='ann' flowable:priority='9'"] {
        assert_eq!(told(&both(alike)), [] as [&str; 0], "{alike}");
    }
    let work = differ.replace(
        "<userTask id='a' camunda:assignee='ann' flowable:assignee='ben'/>",
        "<serviceTask id='a' \
         flowable:class='B' camunda:class='A'/>",
    );
    assert!(told(&work).contains(&"Warning extension-said-twice a".to_owned()), "{:?}", told(&work));
    // Ours counts before that of any other.
    assert_eq!(told(&both("camunda:assignee='ann' weir:assignee='eve'")), ["Warning extension-said-twice a"]);
}

#[test]
fn what_is_not_to_be_offered_to_who_starts_something_says_so() {
    let offered = |says: &str| {
        let named = format!("<process id='p' camunda:isStartableInTasklist='{says}'");
        process(&one("<userTask id='a'/>").replace("<process id='p'", &named)).unlisted
    };
    assert!(offered("false") && !offered("true") && !process(&one("<userTask id='a'/>")).unlisted);
}

/// What says no language is JUEL in Camunda 7 and its kin. Where it is not, what becomes of it is told as it is.
#[test]
fn a_script_without_a_language_is_juel_or_is_for_a_worker() {
    let script = |text: &str| {
        one(&format!("<scriptTask id='a' camunda:resultVariable='r'><script>{text}</script></scriptTask>"))
    };
    let juel = script("${x + 1}");
    assert_eq!(told(&juel), [""; 0]);
    let process = process(&juel);
    let mut run = Run::new(&process);
    run.command("start {\"x\": 3}");
    assert!(run.trace.contains("r = 4"), "{}", run.trace);
    // What calls Java went to a worker before, and what is deployed must be read as long as it runs.
    let java = "${execution.setVariable('y', 1)}";
    let own = script("${x + 1}").replace("<scriptTask ", "<scriptTask weir:type='adder' ");
    for file in [script(java), own] {
        let found = prepare(file.as_bytes());
        assert!(found.problems.iter().all(|problem| problem.severity != Severity::Error), "{:?}", found.problems);
        assert_eq!(found.processes.len(), 1);
    }
    let round = |text: &str| script(text).replace("sourceRef='a' targetRef='e'", "sourceRef='a' targetRef='a'");
    let endless =
        |text: &str| prepare(round(text).as_bytes()).problems.iter().any(|problem| problem.code == "endless-cycle");
    assert!(endless("${x + 1}") && endless("=x + 1") && !endless("x + 1") && !endless(java));
    for (text, becomes) in [
        ("x + 1", "a worker gets it"),
        (java, "a worker gets it"),
        ("=x + 1", "it is read as FEEL"),
        ("=\"${\" + x", "it is read as FEEL"),
    ] {
        let found = prepare(script(text).as_bytes()).problems;
        let told = found.iter().find(|problem| problem.code == "script-format-missing").expect("a warning");
        assert!(told.message.contains(becomes), "{told:?}");
    }
}
