//! Scripts that cannot be parsed are refused before anything of their file runs, by the check and by a server.
use super::{Served, run};
use std::fs;

fn model(script: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\n<process id='p' \
         isExecutable='true'>\n<startEvent id='s'/>\n<scriptTask id='count' scriptFormat='javascript'>\n  \
         <script><![CDATA[\n    {script}\n  ]]></script></scriptTask>\n<sequenceFlow id='f' sourceRef='s' \
         targetRef='count'/>\n</process></definitions>"
    )
}

#[test]
fn a_script_that_cannot_be_parsed_is_refused_with_its_element_and_its_place_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let write = |script: &str| fs::write(here.join("p.bpmn"), model(script)).unwrap();
    write("var total = (1 + ;");
    let (code, out, _) = run(here, &["check", "p.bpmn"]);
    assert!(code == 1 && out.contains("error[script-syntax]") && out.contains("p.bpmn:6:22"), "{out}");
    assert!(out.contains("element `count`") && out.contains("SyntaxError"), "{out}");
    let server = Served::start(here);
    let (code, out, err) = server.ask(here, &["deploy", "p.bpmn"]);
    assert!(code == 1 && err.contains("script-syntax") && err.contains("p.bpmn:6:22"), "{out}{err}");
    write("while (true) { total = 1 }");
    let (code, out, err) = server.ask(here, &["deploy", "p.bpmn"]);
    assert_eq!(code, 0, "it is parsed and not run: {out}{err}");
    assert_eq!(server.stop(), 0);
}
