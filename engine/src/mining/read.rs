//! The history of a question as a log, with what its models say about the activities in it.
use crate::MINED_INSTANCES_MAX;
use crate::error::Error;
use crate::shell::Shell;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::model::{Model, NodeKind};
use weir_mining::ledger::{Ask, AskError, Ledger};
use weir_mining::log::Log;
use weir_mining::view::only;

/// How many versions are looked into for what their elements are.
const VERSIONS_MAX: usize = 100;

/// The history that a view looks at.
pub struct Mined {
    /// All of it: where time goes is told on this.
    pub log: Log,
    /// Activities and the events that are waited for: what people look at.
    pub shown: Log,
    /// What people call the activities.
    pub names: BTreeMap<String, String>,
    /// The activities that are tasks: what is held against a norm.
    pub tasks: BTreeSet<String>,
    /// Those of them that people do.
    pub human: BTreeSet<String>,
}

/// The ended instances of some questions out of the ledger. Only here the ledger is held.
pub fn history(ledger: &Ledger, asks: &[Ask]) -> Result<Result<Log, Error>, AskError> {
    let mut instances = 0;
    for ask in asks {
        instances += ledger.instances(ask)?.len();
    }
    if instances > MINED_INSTANCES_MAX {
        let message = format!(
            "the question is about {instances} instances, and at most {MINED_INSTANCES_MAX} are looked at: choose a \
             shorter window, or filter"
        );
        return Ok(Err(Error::invalid("mining-too-many", message)));
    }
    Ok(Ok(ledger.history(asks, &BTreeMap::new())))
}

/// The log with what its models say.
pub fn read(shell: &Shell, log: Log) -> Mined {
    let definitions: BTreeSet<(String, u32)> = log.definitions.iter().cloned().collect();
    let (mut names, mut tasks, mut waits) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    let mut human = BTreeSet::new();
    // The latest version names what several have.
    for (process, version) in definitions.into_iter().rev().take(VERSIONS_MAX) {
        let Some(model) = model_of(shell, &process, version) else { continue };
        let nodes = model.processes.iter().filter(|of| of.id.as_str() == process).flat_map(|of| &of.nodes);
        for node in nodes {
            let id = node.id.to_string();
            if let Some(name) = node.name.as_ref().filter(|name| !name.trim().is_empty()) {
                names.entry(id.clone()).or_insert_with(|| name.clone());
            }
            if matches!(node.kind, NodeKind::UserTask(_)) {
                human.insert(id.clone());
            }
            match &node.kind {
                NodeKind::CatchEvent { .. } => drop(waits.insert(id)),
                kind if is_task(kind) => drop(tasks.insert(id)),
                _ => {}
            }
        }
    }
    let shown = only(&log, |activity| tasks.contains(activity) || waits.contains(activity));
    Mined { log, shown, names, tasks, human }
}

fn model_of(shell: &Shell, process: &str, version: u32) -> Option<Model> {
    let release = shell.catalogue.find(&format!("{process}:{version}"))?;
    Some(weir_core::read::read(&shell.catalogue.file(&release).ok()?).model)
}

/// Is it work, and not what holds work?
fn is_task(kind: &NodeKind) -> bool {
    !matches!(
        kind,
        NodeKind::Gateway(_)
            | NodeKind::ComplexGateway { .. }
            | NodeKind::StartEvent { .. }
            | NodeKind::CatchEvent { .. }
            | NodeKind::BoundaryEvent { .. }
            | NodeKind::ThrowEvent { .. }
            | NodeKind::EndEvent { .. }
            | NodeKind::SubProcess { .. }
            | NodeKind::Transaction
            | NodeKind::AdHocSubProcess(_)
    )
}
