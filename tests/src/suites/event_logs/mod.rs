//! Public logs against what plain counting over their XML says: `facts.json` beside the logs and their nets.
//!
//! Each log gives a case for each thing that is told of it. A folder with other logs in the same format runs the same way.
mod facts;

use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded};
use facts::Read;
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;
use weir_mining::conformance::read_pnml;
use weir_mining::exchange::{Keys, read_xes};

#[derive(Deserialize)]
struct Facts {
    logs: Vec<Value>,
}

/// A thing that is told of a log: its name, and where ours is other.
type Fact = (&'static str, fn(&Value, &Read) -> Vec<String>);

const FACTS: [Fact; 7] = [
    ("counts", facts::counts),
    ("activities", facts::activities),
    ("variants", facts::variants),
    ("directly-follows", facts::directly_follows),
    ("times", facts::times),
    ("resources", facts::resources),
    ("attributes", facts::attributes),
];

/// Runs the logs of a folder.
pub fn run(path: &Path, _: NewBackend) -> Result<Run, String> {
    let told: Facts = super::json(&path.join("facts.json"))?;
    let logs = path.join("logs");
    let cases = told.logs.iter().flat_map(|log| of_log(&logs, log)).collect();
    Ok(Run { suite: "event-logs".to_owned(), cases, figures: vec![], stricter: vec![] })
}

fn of_log(folder: &Path, told: &Value) -> Vec<Case> {
    let file = told["file"].as_str().unwrap_or_default();
    let read = read(&folder.join(file));
    let case = |construct: &str, judged: &dyn Fn(&Read) -> Result<Vec<String>, String>| Case {
        id: format!("{file}/{construct}"),
        construct: construct.to_owned(),
        outcome: guarded(|| match read.as_ref().map_err(String::clone).and_then(judged) {
            Ok(differences) => Outcome::of(&differences),
            Err(why) => Outcome::Failed(why),
        }),
    };
    let mut cases: Vec<Case> =
        FACTS.iter().map(|(construct, judge)| case(construct, &|read| Ok(judge(told, read)))).collect();
    if let Some(model) = told["conformance"]["model"].as_str() {
        cases.push(case("conformance", &|read| {
            let path = folder.join(model);
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let net = read_pnml(&text).map_err(|e| e.to_string())?;
            facts::conformance(&told["conformance"], read, &net)
        }));
    }
    cases
}

fn read(path: &Path) -> Result<Read, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    read_xes(&bytes, &Keys::default()).map_err(|e| e.to_string())
}
