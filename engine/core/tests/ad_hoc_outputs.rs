//! What the activities of an ad-hoc sub-process give to a list. Update with `UPDATE_EXPECT=1`.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use weir_core::compile::{Prepared, prepare};

/// Two tools, and one that needs a second step; what of each is gathered.
fn file(ad_hoc: &str) -> Prepared {
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><process id='p' isExecutable='true'><startEvent id='s'/>\
         <adHocSubProcess id='tools'><extensionElements><zeebe:adHoc {ad_hoc}/></extensionElements><userTask id='look'/>\
         <userTask id='ask'/><userTask id='wait'/><sequenceFlow id='h' sourceRef='ask' targetRef='wait'/></adHocSubProcess>\
         <userTask id='after'/><sequenceFlow id='f' sourceRef='s' targetRef='tools'/><sequenceFlow id='g' sourceRef='tools' \
         targetRef='after'/></process></definitions>"
    );
    prepare(text.as_bytes())
}

fn run(ad_hoc: &str, commands: &str, expected: &Expect) {
    let prepared = file(ad_hoc);
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    commands.split(';').for_each(|command| run.command(command.trim()));
    expected.assert_eq(&run.trace);
}

#[test]
fn each_path_gives_what_its_last_activity_has() {
    let gathered = "activeElementsCollection='=[&quot;look&quot;, &quot;ask&quot;]' outputCollection='results' \
        outputElement='={ found: found }'";
    let commands = r#"start; complete ask {"found": 0}; complete wait {"found": 1}; complete look {"found": 2}"#;
    run(
        gathered,
        commands,
        &expect![[r#"
        > start
          enter s
          s completed: f
          enter tools
          tools.results = []
          tools waits for a choice of look
          tools waits for a choice of ask
          enter look
          look waits for user task
          enter ask
          ask waits for user task
        > complete ask {"found": 0}
          p.found = 0
          ask completed: h
          enter wait
          wait waits for user task
        > complete wait {"found": 1}
          p.found = 1
          tools.results = [{"found":1}]
          wait completed
        > complete look {"found": 2}
          p.found = 2
          tools.results = [{"found":1},{"found":2}]
          look completed
          p.results = [{"found":1},{"found":2}]
          tools no longer waits for a choice of look
          tools no longer waits for a choice of ask
          tools completed: g
          enter after
          after waits for user task
    "#]],
    );
}

#[test]
fn an_activity_without_what_it_should_give_is_an_incident_and_gives_it_once() {
    let gathered =
        "activeElementsCollection='=[&quot;look&quot;]' outputCollection='results' outputElement='=found.name'";
    let commands = r#"start; complete look; set {"found": {"name": "A"}}; resolve look"#;
    run(
        gathered,
        commands,
        &expect![[r#"
        > start
          enter s
          s completed: f
          enter tools
          tools.results = []
          tools waits for a choice of look
          tools waits for a choice of ask
          enter look
          look waits for user task
        > complete look
          look incident feel-missing-variable: variable `found` is missing, in `found.name`, line 1, column 1
        > set {"found": {"name": "A"}}
          p.found = {"name":"A"}
        > resolve look
          look incident resolved
          tools.results = ["A"]
          look completed
          p.results = ["A"]
          tools no longer waits for a choice of look
          tools no longer waits for a choice of ask
          tools completed: g
          enter after
          after waits for user task
    "#]],
    );
}

#[test]
fn nothing_is_gathered_where_nothing_was_chosen_and_half_of_it_is_refused() {
    run(
        "activeElementsCollection='=[]' outputCollection='results' outputElement='=1'",
        "start",
        &expect![[r"
        > start
          enter s
          s completed: f
          enter tools
          tools.results = []
          p.results = []
          tools completed: g
          enter after
          after waits for user task
    "]],
    );
    for half in ["outputCollection='results'", "outputElement='=1'"] {
        let found = file(half).problems;
        assert!(found.iter().any(|p| p.code == "ad-hoc-output-incomplete"), "{found:#?}");
    }
}
