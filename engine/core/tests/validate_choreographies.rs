//! What may stand in a choreography: each rule on one that breaks it, beside one that keeps them all.
use std::collections::BTreeSet;
use weir_core::Severity;
use weir_core::validate::check;

/// A choreography with more in it, and more flows.
fn codes(more: &str, flows: &[(&str, &str)]) -> BTreeSet<String> {
    let flow =
        |(from, to): &(&str, &str)| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    let flows: String = [("s", "t"), ("t", "e")].iter().chain(flows).map(flow).collect();
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><message id='m' name='m'/>\
         <dataStore id='ds' capacity='5' isUnlimited='false'/><choreography id='c'><participant id='P'/><participant id='Q'/>\
         <messageFlow id='f' sourceRef='P' targetRef='Q' messageRef='m'/><startEvent id='s'/>\
         <choreographyTask id='t' name='t' initiatingParticipantRef='P'><participantRef>P</participantRef>\
         <participantRef>Q</participantRef><messageFlowRef>f</messageFlowRef></choreographyTask><endEvent id='e'/>{more}{flows}\
         </choreography></definitions>"
    );
    let problems = check(file.as_bytes()).problems.into_iter();
    problems.filter(|problem| problem.severity != Severity::Note).map(|problem| problem.code).collect()
}

#[test]
fn a_choreography_keeps_the_rules_of_flows_and_has_nobodys_tasks_and_data() {
    assert_eq!(codes("", &[]), BTreeSet::new());
    for (more, flows, code) in [
        ("<userTask id='u'/>", &[("t", "u"), ("u", "e")][..], "misplaced-element"),
        ("<dataObject id='d'/>", &[], "misplaced-element"),
        ("", &[("t", "s")], "start-incoming"),
        ("", &[("e", "t")], "end-outgoing"),
        ("<exclusiveGateway id='g'/>", &[("t", "g"), ("g", "e")], "gateway-pointless"),
        (
            "<intermediateThrowEvent id='i'><messageEventDefinition messageRef='m'/></intermediateThrowEvent>",
            &[("t", "i"), ("i", "e")],
            "choreography-event",
        ),
    ] {
        assert_eq!(codes(more, flows), BTreeSet::from([code.to_owned()]), "{more}");
    }
}
