//! The processes of the workloads.

/// One file with all of them.
pub fn file() -> String {
    let processes = [
        process("w1", "<task id='a'/><task id='b'/><task id='c'/>", &["s>a", "a>b", "b>c", "c>e"]),
        process("w2", "<userTask id='review' weir:candidateGroups='clerks'/>", &["s>review", "review>e"]),
        process(
            "w3",
            "<parallelGateway id='f'/><task id='a'/><task id='b'/><task id='c'/><parallelGateway id='j'/>",
            &["s>f", "f>a", "f>b", "f>c", "a>j", "b>j", "c>j", "j>e"],
        ),
        process("w4", "<serviceTask id='work' weir:type='w4'/>", &["s>work", "work>e"]),
        process(
            "w5",
            "<intermediateCatchEvent id='t'><timerEventDefinition><timeDuration>PT1H</timeDuration>\
             </timerEventDefinition></intermediateCatchEvent>",
            &["s>t", "t>e"],
        ),
        process(
            "w6",
            "<intermediateCatchEvent id='m'><messageEventDefinition messageRef='answer'/></intermediateCatchEvent>",
            &["s>m", "m>e"],
        ),
    ];
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='urn:bench'><message id='answer' name='answer' weir:correlationKey='= order'/>{}</definitions>",
        processes.concat()
    )
}

fn process(id: &str, nodes: &str, flows: &[&str]) -> String {
    let name = |node: &str| format!("{id}_{node}");
    let nodes = nodes.replace("id='", &format!("id='{id}_"));
    let flow = |flow: &&str| {
        let (from, to) = flow.split_once('>').expect("from>to");
        let (from, to) = (name(from), name(to));
        format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>")
    };
    let flows: String = flows.iter().map(flow).collect();
    let (start, end) = (name("s"), name("e"));
    format!(
        "<process id='{id}' isExecutable='true'><startEvent id='{start}'/>{nodes}<endEvent id='{end}'/>{flows}</process>"
    )
}
