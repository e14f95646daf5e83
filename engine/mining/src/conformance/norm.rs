//! Cases against a BPMN model: aligned on the token game of the engine's core, and painted on the model: what was done as it
//! should be, what was passed over, what was done besides.
use super::align::{Aligner, Alignment, Move, TooHard};
use super::space::Space;
use crate::log::Log;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use weir_core::ElementId;
use weir_core::model::Model;
use weir_core::soundness::{Game, Marking};

/// A model that cases are held against.
#[derive(Debug)]
pub struct Norm {
    game: Game,
    /// For each move the activity it shows as: what the log calls the task.
    labels: Vec<Option<String>>,
    /// The task of an activity of the log.
    tasks: BTreeMap<String, ElementId>,
}

impl Norm {
    /// The norm of a process of a file. `named` says what the log calls a task; its id where it says nothing. None where the
    /// file has no such process.
    pub fn of(model: &Model, process: &ElementId, named: impl Fn(&ElementId) -> Option<String>) -> Option<Norm> {
        let game = Game::of(model, process)?;
        let name = |id: &ElementId| named(id).unwrap_or_else(|| id.to_string());
        let labels = (0..game.move_count()).map(|number| game.begins(number).next().map(name)).collect();
        let tasks = game.tasks().iter().map(|id| (name(id), id.clone())).collect();
        Some(Norm { game, labels, tasks })
    }

    /// Its tasks, each with what the log calls it.
    pub fn tasks(&self) -> impl Iterator<Item = (&str, &ElementId)> {
        self.tasks.iter().map(|(name, task)| (name.as_str(), task))
    }

    /// Elements that are not played exactly; what is said about them is doubtful.
    pub fn inexact(&self) -> &[ElementId] {
        self.game.inexact()
    }

    /// Is an activity of a log held against the norm? Events and gateways of the model are not: their moves are not seen.
    fn is_held(&self, activity: &str) -> bool {
        self.tasks.contains_key(activity) || !self.game.nodes().contains(&ElementId::from(activity))
    }
}

impl Space for Norm {
    type State = Marking;

    fn first(&self) -> Marking {
        self.game.first()
    }

    fn is_last(&self, state: &Marking) -> bool {
        self.game.has_ended(state)
    }

    fn moves(&self, state: &Marking) -> Vec<(usize, Marking)> {
        self.game.moves(state)
    }

    fn transitions(&self) -> usize {
        self.labels.len()
    }

    fn label(&self, transition: usize) -> Option<&str> {
        self.labels[transition].as_deref()
    }
}

/// What became of a task of the norm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Task {
    /// How often it was done where it should be.
    pub done: u64,
    /// How often it was passed over.
    pub skipped: u64,
    /// In how many cases it was passed over.
    pub cases: u64,
    /// They, the evidence.
    pub evidence: Vec<u32>,
}

/// What was done besides, at one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inserted {
    /// How often.
    pub times: u64,
    /// The cases, the evidence.
    pub evidence: Vec<u32>,
}

/// Cases painted on the norm.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Painted {
    /// The tasks of the norm.
    pub tasks: BTreeMap<ElementId, Task>,
    /// What was done besides: the activity, and the task of the norm that was done last before it (none at the beginning).
    pub inserted: BTreeMap<(String, Option<ElementId>), Inserted>,
    /// Cases without a deviation.
    pub fitting: u64,
    /// Cases that were aligned.
    pub cases: u64,
    /// Cases that were too hard to align; nothing is said of them.
    pub given_up: u64,
    /// They, the evidence.
    pub too_hard: Vec<u32>,
    /// All deviations.
    pub deviations: u64,
    /// 1 − deviations over the most that there could be: all of the log beside the shortest way through the norm.
    pub fitness: Option<f64>,
    /// The deviations of each case, by its number.
    pub by_case: BTreeMap<u32, u32>,
}

/// How long one search goes on, and who hears how far all of them are.
pub struct Pace<'a> {
    /// A search gives up after so many states.
    pub states_max: usize,
    /// Hears how many variants are done, of how many, and may end it.
    pub tell: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

/// Aligns the cases of a log with a norm, once for each variant, and paints what was found.
pub fn paint(log: &Log, norm: &Norm) -> Result<Painted, TooHard> {
    let mut on = |_, _| ControlFlow::Continue(());
    let painted = paint_at(log, norm, &mut Pace { states_max: super::align::EXPANSIONS_MAX, tell: &mut on })?;
    Ok(painted.expect("nobody ends it"))
}

/// The same at somebody's pace; none where they ended it.
pub fn paint_at(log: &Log, norm: &Norm, pace: &mut Pace<'_>) -> Result<Option<Painted>, TooHard> {
    let mut aligner = Aligner::new(norm).within(pace.states_max);
    let shortest = u64::from(aligner.align::<&str>(&[])?.cost);
    let held: Vec<bool> = log.activities.iter().map(|activity| norm.is_held(activity)).collect();
    let mut variants: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for case in 0..log.case_count() {
        let trace = log.trace(case).iter().copied().filter(|activity| held[*activity as usize]).collect();
        variants.entry(trace).or_default().push(case as u32);
    }
    let mut out = Painted::default();
    out.tasks.extend(norm.tasks.values().map(|task| (task.clone(), Task::default())));
    let (mut worst, all) = (0, variants.len() as u64);
    for (done, (trace, cases)) in (0..).zip(variants) {
        if (pace.tell)(done, all).is_break() {
            return Ok(None);
        }
        let names: Vec<&str> = trace.iter().map(|activity| log.activities.name(*activity)).collect();
        let n = cases.len() as u64;
        let alignment = match aligner.align(&names) {
            Ok(alignment) => alignment,
            Err(TooHard::States) => {
                out.given_up += n;
                out.too_hard.extend(cases);
                continue;
            }
            Err(end @ TooHard::NoEnd) => return Err(end),
        };
        out.cases += n;
        out.fitting += if alignment.cost == 0 { n } else { 0 };
        out.deviations += u64::from(alignment.cost) * n;
        out.by_case.extend(cases.iter().map(|case| (*case, alignment.cost)));
        worst += (trace.len() as u64 + shortest) * n;
        out.add(norm, &names, &alignment, &cases);
    }
    out.fitness = (worst > 0).then(|| 1.0 - out.deviations as f64 / worst as f64);
    out.sorted();
    Ok(Some(out))
}

impl Painted {
    /// Evidence was gathered variant by variant, and is told in the order of cases.
    fn sorted(&mut self) {
        let skipped = self.tasks.values_mut().map(|task| &mut task.evidence);
        let inserted = self.inserted.values_mut().map(|inserted| &mut inserted.evidence);
        for evidence in skipped.chain(inserted).chain([&mut self.too_hard]) {
            evidence.sort_unstable();
            evidence.dedup();
        }
    }

    fn add(&mut self, norm: &Norm, names: &[&str], alignment: &Alignment, cases: &[u32]) {
        let n = cases.len() as u64;
        let (mut at, mut last): (usize, Option<ElementId>) = (0, None);
        let mut skipped: Vec<ElementId> = vec![];
        for step in &alignment.moves {
            match step {
                Move::Log => {
                    let of = self.inserted.entry((names[at].to_owned(), last.clone())).or_default();
                    of.times += n;
                    of.evidence.extend(cases);
                    at += 1;
                }
                Move::Both(transition) | Move::Model(transition) => {
                    let Some(task) = norm.game.begins(*transition).next() else { continue };
                    let of = self.tasks.entry(task.clone()).or_default();
                    if matches!(step, Move::Both(_)) {
                        of.done += n;
                        at += 1;
                        last = Some(task.clone());
                    } else {
                        of.skipped += n;
                        if !skipped.contains(task) {
                            of.cases += n;
                            of.evidence.extend(cases);
                            skipped.push(task.clone());
                        }
                    }
                }
            }
        }
    }
}
