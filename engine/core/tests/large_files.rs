//! Large files, made to cost much: read, checked and repaired soon all the same.
use std::fmt::Write as _;
use std::time::Duration;
use weir_core::{compile, exchange, xml};

/// Generous: without optimisation. What grows with the square of a file takes far longer.
const SOON: Duration = Duration::from_secs(15);

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p" isExecutable="true">"#;
const TAIL: &str = "</process></definitions>";

/// As many copies as fit into a file.
fn full(part: impl Fn(usize) -> String) -> String {
    let mut text = HEAD.to_owned();
    for number in 0.. {
        let next = part(number);
        if text.len() + next.len() + TAIL.len() > xml::limits::BYTES_MAX || number >= ELEMENTS {
            break;
        }
        text += &next;
    }
    text + TAIL
}

/// So many that whatever looks at each of them for each of them is found out, and no more: a test is no bench.
const ELEMENTS: usize = xml::limits::ELEMENTS_MAX / 16;

fn check(name: &str, text: &str) {
    let start = worked();
    let prepared = compile::prepare(text.as_bytes());
    let read = worked().saturating_sub(start);
    let repaired = exchange::repair(text.as_bytes()).expect("it is text");
    let taken = worked().saturating_sub(start);
    let (problems, repairs) = (prepared.problems.len(), repaired.repairs.len());
    println!("{name}: {} bytes, {problems} problems in {read:?}, {repairs} repairs, all in {taken:?}", text.len());
    assert!(taken < SOON, "{name} took {taken:?}");
}

/// How long this thread has kept a processor busy: the machine may have other things to do.
fn worked() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split_whitespace().next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

#[test]
fn signs_that_were_never_escaped() {
    check("&", &format!("{HEAD}{}{TAIL}", "&".repeat(2_000_000)));
    check("nul", &format!("{HEAD}{}{TAIL}", "\0".repeat(2_000_000)));
    check("<", &format!("{HEAD}{}{TAIL}", "<".repeat(2_000_000)));
}

#[test]
fn attributes_that_stand_twice() {
    let mut tag = "<task ".to_owned();
    for number in 0..100_000 {
        write!(tag, "a{number}='x' a{number}='x' ").expect("text");
    }
    check("attributes", &format!("{HEAD}{tag}/>{TAIL}"));
}

#[test]
fn elements_without_or_with_one_id() {
    check("no ids", &full(|_| "<task/>".to_owned()));
    check("one id", &full(|_| "<task id='a'/>".to_owned()));
}

#[test]
fn references_to_nothing() {
    check("flows", &full(|n| format!("<sequenceFlow id='f{n}' sourceRef='x{n}' targetRef='y{n}'/>")));
    check(
        "events",
        &full(|n| {
            format!(
                "<intermediateThrowEvent id='e{n}'><messageEventDefinition messageRef='m{n}'/></intermediateThrowEvent>"
            )
        }),
    );
    check(
        "boundaries",
        &full(|n| format!("<boundaryEvent id='b{n}' attachedToRef='x{n}'><errorEventDefinition/></boundaryEvent>")),
    );
    check("lists", &full(|n| format!("<task id='t{n}'><incoming>f{n}</incoming><outgoing>f{n}</outgoing></task>")));
}

#[test]
fn links() {
    check(
        "links",
        &full(|n| {
            format!(
                "<intermediateThrowEvent id='a{n}'><linkEventDefinition name='{n}'/></intermediateThrowEvent>\
                 <intermediateCatchEvent id='c{n}'><linkEventDefinition name='{n}'/></intermediateCatchEvent>"
            )
        }),
    );
}

#[test]
fn graphs() {
    check(
        "chain",
        &full(|n| format!("<task id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='t{}'/>", n + 1)),
    );
    check("star", &full(|n| format!("<task id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t0' targetRef='t{n}'/>")));
    check("back", &full(|n| format!("<task id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='t0'/>")));
    check(
        "gateways",
        &full(|n| {
            format!(
                "<parallelGateway id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='t{}'/><sequenceFlow id='g{n}' sourceRef='t{n}' targetRef='t{}'/>",
                n + 1,
                n / 2
            )
        }),
    );
    check(
        "conditions",
        &full(|n| {
            format!(
                "<exclusiveGateway id='t{n}'/><sequenceFlow id='f{n}' sourceRef='t{n}' targetRef='t{}'><conditionExpression>= v{n} &gt; {n}</conditionExpression></sequenceFlow>",
                n + 1
            )
        }),
    );
    check(
        "data",
        &full(|n| {
            format!(
                "<dataObject id='d{n}' name='x{n}'/><scriptTask id='t{n}' scriptFormat='feel'><script>= x{}</script></scriptTask>",
                n + 1
            )
        }),
    );
}
