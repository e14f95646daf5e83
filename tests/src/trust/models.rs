//! Small processes that the tests share.
use std::fmt::Write;

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
                    targetNamespace='t'>";

/// A file with one process. `ways` are chains of element ids: `start task end; task other`.
pub fn model(id: &str, ways: &str, elements: &str, roots: &str) -> String {
    let mut flows = String::new();
    for way in ways.split(';') {
        let ids: Vec<&str> = way.split_whitespace().collect();
        for pair in ids.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let _ = write!(flows, "<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'/>");
        }
    }
    format!("{HEAD}{roots}<process id='{id}' isExecutable='true'>{elements}{flows}</process></definitions>")
}

/// start → a person → end.
pub fn approval() -> String {
    let elements = "<startEvent id='start'/><userTask id='approve' weir:candidateGroups='boss'/><endEvent id='end'/>";
    model("approval", "start approve end", elements, "")
}

/// start → a worker → end.
pub fn payment() -> String {
    let elements = "<startEvent id='start'/><serviceTask id='pay' weir:type='pay'/><endEvent id='end'/>";
    model("payment", "start pay end", elements, "")
}

/// start → some time, given by the variable `delay` → end.
pub fn waiting() -> String {
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><timerEventDefinition>\
                    <timeDuration>= delay</timeDuration></timerEventDefinition></intermediateCatchEvent>\
                    <endEvent id='end'/>";
    model("waiting", "start wait end", elements, "")
}

/// start → a person → some time, given by the variable `delay` → end.
pub fn waiting_after_a_task() -> String {
    let elements = "<startEvent id='start'/><userTask id='work'/><intermediateCatchEvent id='wait'><timerEventDefinition>\
                    <timeDuration>= delay</timeDuration></timerEventDefinition></intermediateCatchEvent>\
                    <endEvent id='end'/>";
    model("waiting-after-a-task", "start work wait end", elements, "")
}

/// start → a person approves → a worker ships → the message `paid` → end.
pub fn order() -> String {
    let elements = "<startEvent id='start'/><userTask id='approve' weir:candidateGroups='boss'/>\
                    <serviceTask id='ship' weir:type='ship' weir:retries='1000'/>\
                    <receiveTask id='paid' messageRef='paidMessage'/><endEvent id='end'/>";
    let roots = "<message id='paidMessage' name='paid' weir:correlationKey='= order'/>";
    model("order", "start approve ship paid end", elements, roots)
}
