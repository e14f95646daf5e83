//! How much of the landscape is modelled, automated and monitored.
//!
//! What is counted are processes (L3), and where a process has sub-processes (L4) with links of their own, those too are
//! counted on their level. A node is *planned* because it is there; *modelled* when it or a node below it is linked to a
//! draft or to a deployed process that exists; *automated* when it or one below it is linked to a deployed process, and
//! its share of automation is that of the steps that no person does; *monitored* when it has an indicator with a target
//! that somebody took over. A step (L5) is modelled with the process that it is a part of.
use super::{Landscape, Link, LinkKind, Node};
use crate::kind::Kind;
use crate::library::LEVELS_MAX;
use crate::process::Process;
use std::collections::{BTreeMap, BTreeSet};

/// Steps of a process, and how many of them need nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps {
    /// Tasks and calls, of every depth.
    pub all: u32,
    /// Those that no person does: jobs, scripts, decisions, messages, calls.
    pub automatic: u32,
}

/// Counts of one level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelCoverage {
    /// 1 to 5.
    pub level: u8,
    /// Nodes.
    pub planned: u32,
    /// Those with a model.
    pub modelled: u32,
    /// Those with a deployed process.
    pub automated: u32,
    /// Those with an indicator.
    pub monitored: u32,
    /// The steps of the deployed processes.
    pub steps: Steps,
}

/// How far one node is covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Processes (L3) in it, or 1 where it lies in one.
    pub processes: u32,
    /// Those with a model.
    pub modelled: u32,
    /// Those with a deployed process.
    pub automated: u32,
    /// Those with an indicator.
    pub monitored: u32,
    /// The steps of all deployed processes in it.
    pub steps: Steps,
}

/// How far all is covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By level, from L1 to L5.
    pub levels: Vec<LevelCoverage>,
    /// By node.
    pub nodes: BTreeMap<String, Share>,
}

/// The steps of a compiled process: what people do, and what they need not.
pub fn steps(process: &Process) -> Steps {
    let mut found = Steps::default();
    for element in process.graph.node_weights() {
        let automatic = match element.kind {
            Kind::UserTask(_) | Kind::NoneTask => false,
            Kind::JobTask(_) | Kind::ScriptTask { .. } | Kind::RuleTask(_) | Kind::CallActivity(_) => true,
            _ => continue,
        };
        found.all += 1;
        found.automatic += u32::from(automatic);
    }
    found
}

/// What a node has, or something below it.
#[derive(Debug, Clone, Default)]
struct Has {
    modelled: bool,
    monitored: bool,
    deployed: BTreeSet<String>,
}

/// How far all is covered, given the deployed processes with their steps, and the drafts that exist.
pub fn coverage(all: &Landscape, deployed: &BTreeMap<String, Steps>, drafts: &BTreeSet<String>) -> Coverage {
    let own = |node: &Node| Has {
        modelled: node.links.iter().any(|Link { kind, id }| match kind {
            LinkKind::Draft => drafts.contains(id),
            LinkKind::Process => deployed.contains_key(id),
            LinkKind::Decision | LinkKind::Form => false,
        }),
        monitored: node.indicators.iter().any(|indicator| !indicator.proposed),
        deployed: links(node).filter(|id| deployed.contains_key(*id)).map(str::to_owned).collect(),
    };
    let walked = all.walk();
    let mut has: BTreeMap<&str, Has> = walked.iter().map(|node| (node.id.as_str(), own(node))).collect();
    for node in walked.iter().rev() {
        let Some(parent) = node.parent.as_deref() else { continue };
        let Some(inside) = has.get(node.id.as_str()).cloned() else { continue };
        if let Some(above) = has.get_mut(parent) {
            above.modelled |= inside.modelled;
            above.monitored |= inside.monitored;
            above.deployed.extend(inside.deployed);
        }
    }
    // A step has no model of its own: it stands in that of its process.
    for node in walked.iter().filter(|node| node.level == LEVELS_MAX) {
        let above = node.parent.as_deref().and_then(|parent| has.get(parent)).cloned().unwrap_or_default();
        if let Some(step) = has.get_mut(node.id.as_str()) {
            step.modelled |= above.modelled;
            if step.deployed.is_empty() {
                step.deployed = above.deployed;
            }
        }
    }
    Coverage { levels: levels(&walked, &has, deployed), nodes: shares(all, &has, deployed) }
}

fn links(node: &Node) -> impl Iterator<Item = &str> {
    node.links.iter().filter(|link| link.kind == LinkKind::Process).map(|link| link.id.as_str())
}

fn levels(
    walked: &[&std::sync::Arc<Node>],
    has: &BTreeMap<&str, Has>,
    deployed: &BTreeMap<String, Steps>,
) -> Vec<LevelCoverage> {
    let level = |level: u8| {
        let mut found = LevelCoverage { level, ..LevelCoverage::default() };
        let mut running = BTreeSet::new();
        for node in walked.iter().filter(|node| node.level == level) {
            let Some(has) = has.get(node.id.as_str()) else { continue };
            found.planned += 1;
            found.modelled += u32::from(has.modelled);
            found.automated += u32::from(!has.deployed.is_empty());
            found.monitored += u32::from(has.monitored);
            running.extend(has.deployed.iter());
        }
        found.steps = sum(running.into_iter(), deployed);
        found
    };
    (1..=LEVELS_MAX).map(level).collect()
}

fn shares(all: &Landscape, has: &BTreeMap<&str, Has>, deployed: &BTreeMap<String, Steps>) -> BTreeMap<String, Share> {
    let mut found: BTreeMap<String, Share> = BTreeMap::new();
    for node in all.walk() {
        let Some(has) = has.get(node.id.as_str()) else { continue };
        let one = Share {
            processes: 1,
            modelled: u32::from(has.modelled),
            automated: u32::from(!has.deployed.is_empty()),
            monitored: u32::from(has.monitored),
            steps: Steps::default(),
        };
        if node.level == 3 {
            let way = all.way(&node.id);
            for above in way.iter().filter(|above| above.level < 3) {
                let share = found.entry(above.id.clone()).or_default();
                share.processes += one.processes;
                share.modelled += one.modelled;
                share.automated += one.automated;
                share.monitored += one.monitored;
            }
        }
        let share = found.entry(node.id.clone()).or_default();
        if node.level >= 3 {
            *share = one;
        }
        share.steps = sum(has.deployed.iter(), deployed);
    }
    found
}

fn sum<'a>(ids: impl Iterator<Item = &'a String>, deployed: &BTreeMap<String, Steps>) -> Steps {
    ids.filter_map(|id| deployed.get(id)).fold(Steps::default(), |sum, steps| Steps {
        all: sum.all + steps.all,
        automatic: sum.automatic + steps.automatic,
    })
}
