//! Measures of public logs against values that other programs computed: `oracles.json` with its logs and nets.
//!
//! Each entry names a function; [`answer`] finds the measure that it means. A folder with other logs and parameters in the
//! same format runs through the same functions.
mod closed;
mod compare;
mod conformance;
mod flow;
mod heap;
mod reasons;
mod resources;
mod times;

use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded};
use serde::Deserialize;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use weir_mining::conformance::{Net, read_pnml};
use weir_mining::exchange::{Keys, read_xes};
use weir_mining::log::{self, Log};

#[derive(Deserialize)]
struct Oracles {
    logs: BTreeMap<String, LogFile>,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct LogFile {
    file: String,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    log: Option<String>,
    function: String,
    params: Value,
    value: Value,
    tol: compare::Tolerance,
}

/// The logs and nets of a folder, each read once.
struct Folder<'a> {
    path: &'a Path,
    files: BTreeMap<String, PathBuf>,
    logs: RefCell<BTreeMap<String, Rc<Log>>>,
}

/// Runs the entries of a folder.
pub fn run(path: &Path, _: NewBackend) -> Result<Run, String> {
    let oracles: Oracles = super::json(&path.join("oracles.json"))?;
    let files = oracles.logs.into_iter().map(|(name, log)| (name, path.join(log.file))).collect();
    let folder = Folder { path, files, logs: RefCell::default() };
    let cases = oracles.entries.iter().map(|entry| case(&folder, entry)).collect();
    Ok(Run { suite: "mining".to_owned(), cases, figures: vec![], stricter: vec![] })
}

fn case(folder: &Folder<'_>, entry: &Entry) -> Case {
    let outcome = guarded(|| match answer(folder, entry) {
        Ok(answer) => Outcome::of(&compare::differences(&expected(entry), &answer, &entry.tol)),
        Err(why) => Outcome::Failed(why),
    });
    Case { id: entry.id.clone(), construct: entry.function.clone(), outcome }
}

/// What is expected, in one way of writing it.
fn expected(entry: &Entry) -> Value {
    let tree = entry.value.as_str().filter(|_| entry.function == "discovery.inductive_tree");
    tree.and_then(conformance::canonical).map_or_else(|| entry.value.clone(), Value::from)
}

/// What we say to an entry.
fn answer(folder: &Folder<'_>, entry: &Entry) -> Result<Value, String> {
    let function = entry.function.as_str();
    let family = function.split('.').next().unwrap_or_default();
    if family == "closed" {
        return closed::answer(function, &entry.params);
    }
    let name = entry.log.as_deref().ok_or("the entry names no log")?;
    if family == "ocel" {
        return flow::objects(&folder.bytes(name)?);
    }
    let log = folder.log(name)?;
    let params = &entry.params;
    match family {
        "basic" | "variants" | "dfg" | "rework" | "order" | "declare" => flow::answer(&log, function),
        "time" | "anomaly" | "fit" => times::answer(&log, function, params),
        "resource" | "batch" => resources::answer(&log, function, params),
        "conformance" | "discovery" => conformance::answer(folder, &log, function, params),
        "rootcause" => reasons::answer(&log, params, &entry.value),
        _ => Err(format!("there is no measure for `{function}`")),
    }
}

impl Folder<'_> {
    fn bytes(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.files.get(name).ok_or_else(|| format!("there is no log `{name}`"))?;
        std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// A log by its name; `name[transition]` is the events of one transition alone.
    fn log(&self, name: &str) -> Result<Rc<Log>, String> {
        if let Some(log) = self.logs.borrow().get(name) {
            return Ok(log.clone());
        }
        let log = match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
            Some((whole, transition)) => {
                let whole = self.log(whole)?;
                log::only(&whole, transition)
            }
            None => read_xes(&self.bytes(name)?, &Keys::default()).map_err(|e| e.to_string())?.log,
        };
        let log = Rc::new(log);
        self.logs.borrow_mut().insert(name.to_owned(), log.clone());
        Ok(log)
    }

    fn net(&self, name: &str) -> Result<Net, String> {
        let path = self.path.join("models").join(name);
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        read_pnml(&text).map_err(|e| e.to_string())
    }
}

/// A parameter that is a number.
fn number(params: &Value, name: &str) -> Result<f64, String> {
    params[name].as_f64().ok_or_else(|| format!("the parameter `{name}` is no number"))
}

/// A parameter that is a text.
fn text<'a>(params: &'a Value, name: &str) -> Result<&'a str, String> {
    params[name].as_str().ok_or_else(|| format!("the parameter `{name}` is no text"))
}

/// Work as intervals: starts and completions are joined where a log has both; what was never completed is left out.
fn intervals(log: &Log) -> Log {
    let has_starts = (0..log.row_count())
        .any(|row| log.attributes.text(log::TRANSITION, row).is_some_and(|t| t.eq_ignore_ascii_case("start")));
    if has_starts { log::ended(&log::paired(log)) } else { log.clone() }
}
