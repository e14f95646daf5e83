//! How long the deployment of a large model takes: read, checked, judged for soundness, compiled and durable.
use super::report::{Report, ms};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;
use weir_core::Actor;
use weir_engine::api::Resource;
use weir_engine::{Context, Engine, Options};

/// Deployments that are timed; the figure is their median.
const RUNS: usize = 11;
/// Blocks of ten elements one behind the other.
const BLOCKS: usize = 50;

/// Times it.
pub async fn run(directory: &Path, report: &mut Report) {
    let engine = Engine::open(&directory.join("deployment"), Options::default()).await.expect("an engine");
    let mut took = vec![];
    for run in 0..RUNS {
        let file = Resource { name: "large.bpmn".into(), bytes: large(run).into_bytes() };
        let begin = Instant::now();
        engine.deploy(Context::of(Actor::named("bench")), vec![file], false).await.expect("the model deploys");
        took.push(begin.elapsed());
    }
    took.sort();
    report.below("deploy 1000 elements", ms(took[RUNS / 2]), "ms", 200.0);
    engine.shutdown().await.expect("an orderly end");
}

/// 500 flow nodes and their flows, more than 1 000 elements: choices, parallel branches, sub-processes and deadlines.
fn large(run: usize) -> String {
    let mut body = String::from("<startEvent id='s0'/>");
    let mut before = String::from("s0");
    let mut flows = String::new();
    let mut flow = |from: &str, to: &str| {
        let _ = write!(flows, "<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    };
    for at in 0..BLOCKS {
        let gateway = if at % 2 == 0 { "parallelGateway" } else { "inclusiveGateway" };
        let _ = write!(
            body,
            "<{gateway} id='x{at}'/><{gateway} id='y{at}'/><userTask id='a{at}' name='run {run}'/><task id='b{at}'/><task id='c{at}'/><task id='d{at}'/><subProcess id='p{at}'><startEvent id='i{at}'/><task id='t{at}'/><endEvent id='j{at}'/><sequenceFlow id='i{at}-t{at}' sourceRef='i{at}' targetRef='t{at}'/><sequenceFlow id='t{at}-j{at}' sourceRef='t{at}' targetRef='j{at}'/></subProcess><boundaryEvent id='z{at}' attachedToRef='p{at}'><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id='k{at}'/>"
        );
        let ways = [("x", "a"), ("x", "c"), ("a", "b"), ("b", "y"), ("c", "d"), ("d", "y"), ("y", "p"), ("z", "k")];
        flow(&before, &format!("x{at}"));
        for (from, to) in ways {
            flow(&format!("{from}{at}"), &format!("{to}{at}"));
        }
        before = format!("p{at}");
    }
    flow(&before, "e");
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='bench'><process id='large' isExecutable='true'>{body}<endEvent id='e'/>{flows}</process></definitions>"
    )
}
