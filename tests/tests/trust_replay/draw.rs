//! Random processes of the core's generator as files of an engine: in the notation of the core's tests, which the engine
//! reads by a hook, with the process that they call and the decisions that they ask.
use crate::common::generate::{block, labels, notation, opening, required};
use crate::common::model;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;
use std::collections::BTreeSet;
use weir_core::compile::{Prepared, compile};
use weir_core::instance::Variables;
use weir_engine::Error;
use weir_engine::api::{PublishMessage, SignalBroadcast, StartInstance};
use weir_tests::trust::lab::{Lab, by, vars};

/// Among so many are those chosen that together have everything that runs.
const LOOKED_AT: u64 = 20_000;
/// The notation names no process: this is the id that it gives.
const PROCESS: &str = "p";
/// The process that it calls.
const CALLED_FILE: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='other' \
     isExecutable='true'><startEvent id='start'/><userTask id='work'/><endEvent id='end'/>\
     <sequenceFlow id='a' sourceRef='start' targetRef='work'/><sequenceFlow id='b' sourceRef='work' targetRef='end'/>\
     </process></definitions>";

/// A process that was drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// By which number.
    pub seed: u64,
    /// In the notation.
    pub text: String,
}

/// So many processes, always the same ones. If there are enough of them, everything that runs by the catalogue is in one of
/// them at least: first come those that have what none before them has.
pub fn drawn(count: usize) -> Vec<Drawn> {
    let (mut chosen, mut others) = (vec![], vec![]);
    let mut missing = required();
    for seed in 0..LOOKED_AT {
        if missing.is_empty() && chosen.len() + others.len() >= count {
            break;
        }
        let one = Drawn { seed, text: draw(seed) };
        let has: BTreeSet<String> = labels(&model(&one.text)).intersection(&missing).cloned().collect();
        if !has.is_empty() && count > 100 {
            missing.retain(|label| !has.contains(label));
            chosen.push(one);
        } else if others.len() < count {
            others.push(one);
        }
        if count <= 100 && others.len() == count {
            return others;
        }
    }
    assert!(missing.is_empty(), "the catalogue says that these run, and no process has them: {missing:?}");
    assert!(chosen.len() < count, "{} processes are needed for everything that runs", chosen.len());
    println!("{} of {count} processes have everything that runs", chosen.len());
    let rest = count - chosen.len();
    chosen.extend(others.into_iter().take(rest));
    chosen
}

fn draw(seed: u64) -> String {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (opening, block) = (opening(), block()).new_tree(&mut runner).expect("it draws").current();
    notation(opening, &block)
}

/// How the engine of these tests reads files: BPMN as always, everything else as notation.
pub fn prepare(bytes: &[u8]) -> Prepared {
    if bytes.starts_with(b"<") {
        return weir_core::compile::prepare(bytes);
    }
    compile(&model(std::str::from_utf8(bytes).expect("notation is text")))
}

/// Values under which no expression of them fails.
pub fn right() -> Variables {
    let mut right: Variables = (0..200).map(|n| (format!("fails{n}"), json!(false))).collect();
    right.insert("late".to_owned(), json!("PT2M"));
    right.insert("again".to_owned(), json!(false));
    right
}

impl Drawn {
    /// Itself, what it calls and what it asks.
    pub fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let mut files = vec![("p.txt", self.text.clone().into_bytes()), ("other.bpmn", CALLED_FILE.into())];
        let asked: BTreeSet<&str> = self
            .text
            .split_whitespace()
            .zip(self.text.split_whitespace().skip(1))
            .filter_map(|(word, next)| (word == "decide").then_some(next))
            .collect();
        if !asked.is_empty() {
            files.push(("decisions.dmn", decisions(&asked).into_bytes()));
        }
        files
    }

    /// Starts it by whatever starts it: a request, or what its first event waits for.
    pub async fn start(&self, lab: &Lab) -> Result<(), Error> {
        let variables = vars(json!({ "counter": 0, "again": false, "limit": 5 }));
        let ways = [None, Some("open0".to_owned()), Some("open1".to_owned())];
        for start_event in ways {
            let start = StartInstance {
                process: Some(PROCESS.into()),
                variables: variables.clone(),
                start_event,
                ..StartInstance::default()
            };
            if lab.engine.start_instance(by("ada"), start).await.is_ok() {
                return Ok(());
            }
        }
        let message = PublishMessage { name: "open".into(), ttl_ms: Some(0), ..PublishMessage::default() };
        let _some_wait_for_something_else = lab.engine.publish_message(by("ada"), message).await;
        let signal = SignalBroadcast { name: "sig".into(), ..SignalBroadcast::default() };
        lab.engine.broadcast_signal(by("ada"), signal).await.map(drop)
    }
}

/// Each decides that it is so.
fn decisions(asked: &BTreeSet<&str>) -> String {
    let each = |id: &&str| {
        format!(
            "<decision id='{id}' name='{id}'><variable name='{id}' typeRef='boolean'/><literalExpression><text>true</text>\
             </literalExpression></decision>"
        )
    };
    format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='asked' namespace='urn:asked'>{}</definitions>",
        asked.iter().map(each).collect::<String>()
    )
}
