//! A history held against a norm, beside everything else: one run at a time, with progress, and an end when it is told to.
use super::read::Mined;
use super::told::cases;
use crate::CONFORMANCE_STATES_MAX;
use crate::api::{
    Conformance, ConformanceInserted, ConformanceRun, ConformanceTask, Deviation, MinedCase, NormOf, Work,
};
use crate::audit::{Jobs, Told};
use crate::error::Error;
use crate::works::Works;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use weir_core::model::{Model, Process};
use weir_core::{ElementId, InstanceId};
use weir_mining::conformance::{Norm, Pace, Painted, paint_at};
use weir_mining::ledger::Ask;
use weir_mining::view::only;

/// The runs.
pub struct Norms {
    /// Those that wait, run, or are over.
    pub runs: Jobs<Kept>,
    /// One is carried out at a time.
    pub turn: tokio::sync::Mutex<()>,
}

/// A run with the cases behind what it found.
#[derive(Clone)]
pub struct Kept {
    /// How it stands.
    pub told: ConformanceRun,
    /// What was asked.
    pub ask: Ask,
    /// What was there to be asked about: how many instances, and which ended last. What has ended stays as it is.
    pub history: (usize, Option<InstanceId>),
    /// The cases.
    pub evidence: Arc<Evidence>,
}

/// The cases behind a finding.
#[derive(Default)]
pub struct Evidence {
    all: BTreeMap<u32, MinedCase>,
    skipped: BTreeMap<String, Vec<u32>>,
    inserted: BTreeMap<(String, Option<String>), Vec<u32>>,
    too_hard: Vec<u32>,
}

impl Norms {
    /// None yet.
    pub fn new(works: Arc<Works>) -> Self {
        Norms { runs: Jobs::new(works), turn: tokio::sync::Mutex::default() }
    }
}

impl Told for Kept {
    fn work(&self) -> Work {
        self.told.work()
    }
}

impl Kept {
    /// Is it the same question? The log may have gone on.
    pub fn asks(&self, ask: &Ask, norm: &NormOf, revision: Option<u64>) -> bool {
        self.ask == *ask && self.told.norm == *norm && self.told.revision == revision
    }
}

impl Evidence {
    /// The cases of a finding, the ones with most deviations first; none where nothing like it was found.
    pub fn cases(&self, of: &Deviation) -> Option<Vec<MinedCase>> {
        let deviates = |case: &&MinedCase, wanted: bool| case.deviations.is_some_and(|n| (n > 0) == wanted);
        let mut found: Vec<MinedCase> = match of {
            Deviation::Fitting => self.all.values().filter(|case| deviates(case, false)).cloned().collect(),
            Deviation::Deviating => self.all.values().filter(|case| deviates(case, true)).cloned().collect(),
            Deviation::GivenUp => self.these(&self.too_hard),
            Deviation::Skipped(element) => self.these(self.skipped.get(element)?),
            Deviation::Inserted(activity, after) => self.these(self.inserted.get(&(activity.clone(), after.clone()))?),
        };
        found.sort_by_key(|case| (std::cmp::Reverse(case.deviations), std::cmp::Reverse(case.sojourn), case.instance));
        Some(found)
    }

    fn these(&self, numbers: &[u32]) -> Vec<MinedCase> {
        numbers.iter().filter_map(|number| self.all.get(number).cloned()).collect()
    }
}

/// The process of a norm: of its file the one that is asked for, else the one whose history it is, else the first.
pub fn norm_model(bytes: &[u8], wanted: Option<&str>, process: &str) -> Result<(Model, ElementId), Error> {
    let model = weir_core::read::read(bytes).model;
    let has_steps = |of: &&Process| !of.nodes.is_empty();
    let named = |id: &str| model.processes.iter().filter(has_steps).find(|of| of.id.as_str() == id);
    let found = match wanted {
        Some(id) => named(id),
        None => named(process).or_else(|| model.processes.iter().find(has_steps)),
    };
    let id = found.map(|of| of.id.clone()).ok_or_else(|| {
        Error::invalid("conformance-no-process", "the norm has no such process with steps in it: choose another model")
    })?;
    Ok((model, id))
}

/// Which activity of the history is taken for which task of the norm: the one of its id, else the only one of its name.
fn matched(mined: &Mined, norm: &Process) -> BTreeMap<ElementId, String> {
    let mut out: BTreeMap<ElementId, String> = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for node in &norm.nodes {
        if let Some(same) = mined.tasks.get(node.id.as_str()) {
            out.insert(node.id.clone(), same.clone());
            taken.insert(same);
        }
    }
    let wanted = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for task in mined.tasks.iter().filter(|task| !taken.contains(task.as_str())) {
        if let Some(name) = mined.names.get(task) {
            by_name.entry(wanted(name)).or_default().push(task);
        }
    }
    let mut norm_names: BTreeMap<String, Vec<&ElementId>> = BTreeMap::new();
    for node in norm.nodes.iter().filter(|node| !out.contains_key(&node.id)) {
        if let Some(name) = &node.name {
            norm_names.entry(wanted(name)).or_default().push(&node.id);
        }
    }
    let pairs: Vec<(ElementId, String)> = norm_names
        .into_iter()
        .filter_map(|(name, nodes)| match (nodes.as_slice(), by_name.get(&name).map(Vec::as_slice)) {
            ([node], Some([task])) => Some(((*node).clone(), (*task).to_owned())),
            _ => None,
        })
        .collect();
    out.extend(pairs);
    out
}

/// Aligns a history with a norm; none where it was ended. `tell` hears how many variants are done, of how many.
pub fn aligned(
    mined: &Mined,
    (model, process): (&Model, &ElementId),
    tell: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<(Conformance, Painted)>, Error> {
    let missing = || Error::invalid("conformance-no-process", "the norm has no such process");
    let of = model.processes.iter().find(|of| of.id == *process).ok_or_else(missing)?;
    let matched = matched(mined, of);
    let norm = Norm::of(model, process, |id| matched.get(id).cloned()).ok_or_else(missing)?;
    if !norm.tasks().any(|(_, task)| matched.contains_key(task)) {
        let message = "no task of the norm has the id or the name of an activity of the history: choose a norm of the \
                       same work";
        return Err(Error::invalid("conformance-nothing-in-common", message));
    }
    let log = only(&mined.log, |activity| mined.tasks.contains(activity));
    let pace = &mut Pace { states_max: CONFORMANCE_STATES_MAX, tell };
    let painted = paint_at(&log, &norm, pace).map_err(|hard| Error::invalid(hard.code(), hard.to_string()))?;
    let Some(painted) = painted else { return Ok(None) };
    let told = told(mined, of, &matched, &norm, &painted);
    Ok(Some((told, painted)))
}

/// The same with the instances behind each deviation.
pub fn conform(
    mined: &Mined,
    norm: (&Model, &ElementId),
    tell: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<(Conformance, Evidence)>, Error> {
    let Some((told, painted)) = aligned(mined, norm, tell)? else { return Ok(None) };
    let numbers: Vec<u32> = (0..mined.log.case_count() as u32).collect();
    let one = |number: &u32| Some((*number, cases(&mined.log, &[*number], &painted.by_case).pop()?));
    let evidence = Evidence {
        all: numbers.iter().filter_map(one).collect(),
        skipped: painted.tasks.into_iter().map(|(task, of)| (task.to_string(), of.evidence)).collect(),
        inserted: painted
            .inserted
            .into_iter()
            .map(|((activity, after), of)| ((activity, after.map(|after| after.to_string())), of.evidence))
            .collect(),
        too_hard: painted.too_hard,
    };
    Ok(Some((told, evidence)))
}

fn told(
    mined: &Mined,
    of: &Process,
    matched: &BTreeMap<ElementId, String>,
    norm: &Norm,
    painted: &Painted,
) -> Conformance {
    let name = |id: &ElementId| of.nodes.iter().find(|node| node.id == *id).and_then(|node| node.name.clone());
    let tasks = painted.tasks.iter().map(|(task, of)| ConformanceTask {
        element: task.to_string(),
        name: name(task),
        activity: matched.get(task).cloned(),
        done: of.done,
        skipped: of.skipped,
        cases: of.cases,
    });
    let mut inserted: Vec<ConformanceInserted> = painted
        .inserted
        .iter()
        .map(|((activity, after), of)| ConformanceInserted {
            activity: activity.clone(),
            name: mined.names.get(activity).cloned(),
            after: after.as_ref().map(ToString::to_string),
            times: of.times,
            cases: of.evidence.len() as u64,
        })
        .collect();
    inserted.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| (&a.activity, &a.after).cmp(&(&b.activity, &b.after))));
    Conformance {
        cases: painted.cases,
        fitting: painted.fitting,
        given_up: painted.given_up,
        deviations: painted.deviations,
        fitness: painted.fitness,
        tasks: tasks.collect(),
        inserted,
        unmatched: norm
            .tasks()
            .filter(|(_, task)| !matched.contains_key(*task))
            .map(|(_, task)| task.to_string())
            .collect(),
        inexact: norm.inexact().iter().map(ToString::to_string).collect(),
    }
}
