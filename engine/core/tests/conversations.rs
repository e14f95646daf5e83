//! Who talks with whom over message flows, and where nobody can tell which instance is meant.
use std::fmt::Write;
use weir_core::compile::{Prepared, prepare};
use weir_core::conversation::Talk;
use weir_core::process::{Kind, Throw, Trigger};

/// Two pools or three: flows as `from to`, nodes as XML.
fn file(flows: &str, pools: &[(&str, &str)]) -> Prepared {
    let mut parts = (String::new(), String::new());
    for (id, nodes) in pools {
        write!(parts.0, "<participant id='p_{id}' processRef='{id}'/>").unwrap();
        write!(parts.1, "<process id='{id}' isExecutable='true'>{nodes}</process>").unwrap();
    }
    for (n, flow) in flows.split(';').enumerate() {
        let (from, to) = flow.trim().split_once(' ').expect("from to");
        write!(parts.0, "<messageFlow id='m{n}' sourceRef='{from}' targetRef='{to}'/>").unwrap();
    }
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='t'><collaboration id='c'>{}</collaboration>{}</definitions>",
        parts.0, parts.1
    );
    prepare(text.as_bytes())
}

fn flows(ways: &str) -> String {
    let mut all = String::new();
    for way in ways.split(';') {
        let ids: Vec<&str> = way.split_whitespace().collect();
        for pair in ids.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            write!(all, "<sequenceFlow id='f_{from}_{to}' sourceRef='{from}' targetRef='{to}'/>").unwrap();
        }
    }
    all
}

fn node(kind: &str, id: &str) -> String {
    match kind {
        "send" => format!("<intermediateThrowEvent id='{id}'><messageEventDefinition/></intermediateThrowEvent>"),
        "get" => format!("<intermediateCatchEvent id='{id}'><messageEventDefinition/></intermediateCatchEvent>"),
        "begin" => format!("<startEvent id='{id}'><messageEventDefinition/></startEvent>"),
        "keyed" => format!(
            "<intermediateCatchEvent id='{id}'><messageEventDefinition weir:correlationKey='= order'/></intermediateCatchEvent>"
        ),
        "many" => format!(
            "<sendTask id='{id}'><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>\
             </multiInstanceLoopCharacteristics></sendTask>"
        ),
        _ => format!("<startEvent id='{id}'/>"),
    }
}

fn pool(nodes: &str, ways: &str) -> String {
    let all: String =
        nodes.split(',').map(|n| n.trim().split_once(' ').map(|(kind, id)| node(kind, id)).unwrap()).collect();
    [all, flows(ways)].concat()
}

fn talk(prepared: &Prepared, process: &str, id: &str) -> Option<Talk> {
    let process = prepared.processes.iter().find(|p| p.id().as_str() == process).expect("it compiles");
    match &process.element(&id.into()).kind {
        Kind::Throw(Throw::Message(source))
        | Kind::Catch(Trigger::Message(source))
        | Kind::Start { trigger: Trigger::Message(source), .. } => source.talk.clone(),
        other => panic!("{other:?} has a message"),
    }
}

fn ambiguous(prepared: &Prepared) -> Vec<String> {
    let found = prepared.problems.iter().filter(|p| p.code == "conversation-ambiguous");
    found.map(|p| p.element.as_ref().expect("of an element").to_string()).collect()
}

#[test]
fn pools_that_begin_because_of_one_instance_share_its_conversation() {
    let customer = pool("start s, send ask, get answer, get parcel", "s ask answer parcel");
    let shop = pool("begin b, send reply, send order", "b reply order");
    let carrier = pool("begin called, send bring", "called bring");
    let pools = [("customer", &*customer), ("shop", &shop), ("carrier", &carrier)];
    let found = file("ask b; reply answer; order called; bring parcel", &pools);
    for (process, id) in
        [("customer", "ask"), ("customer", "answer"), ("shop", "reply"), ("carrier", "bring"), ("customer", "parcel")]
    {
        assert_eq!(talk(&found, process, id), Some(Talk::Shared), "{id}");
    }
    assert_eq!(ambiguous(&found), [""; 0]);
}

#[test]
fn pools_that_begin_by_themselves_know_each_other_once_one_has_spoken() {
    let left = pool("start s, send ask, get answer", "s ask answer");
    let right = pool("start t, get asked, send reply", "t asked reply");
    let found = file("ask asked; reply answer", &[("left", &left), ("right", &right)]);
    assert_eq!(talk(&found, "left", "answer"), Some(Talk::With("right".into())));
    assert_eq!(talk(&found, "right", "reply"), Some(Talk::With("left".into())));
    assert_eq!(ambiguous(&found), ["asked"], "whoever waits first is asked; the answer finds its way");
}

#[test]
fn a_key_at_either_end_is_gone_by_alone() {
    let customer = pool("start s, send ask, keyed answer", "s ask answer");
    let shop = pool("begin b, send reply", "b reply");
    let found = file("ask b; reply answer", &[("customer", &customer), ("shop", &shop)]);
    assert_eq!((talk(&found, "shop", "reply"), talk(&found, "customer", "answer")), (None, None));
    assert_eq!(talk(&found, "customer", "ask"), Some(Talk::Shared), "the other flow has none");
    assert_eq!(ambiguous(&found), [""; 0]);
}

#[test]
fn whoever_starts_several_and_speaks_to_one_of_them_is_warned() {
    let shop = pool("begin b, get more", "b more");
    let once = pool("start s, send ask, send again", "s ask again");
    let found = file("ask b; again more", &[("customer", &once), ("shop", &shop)]);
    assert_eq!(ambiguous(&found), [""; 0]);
    let cycle = pool("start s, send ask, send again", "s ask again ask");
    let found = file("ask b; again more", &[("customer", &cycle), ("shop", &shop)]);
    assert_eq!(ambiguous(&found), ["ask"]);
    let many = pool("start s, many ask, send again", "s ask again");
    let found = file("ask b; again more", &[("customer", &many), ("shop", &shop)]);
    assert_eq!(ambiguous(&found), ["ask"]);
}
