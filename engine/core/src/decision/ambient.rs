//! What an evaluation spends and what it meets on its way. Bodies of functions are called by the FEEL library, which
//! hands on nothing but a scope: so this stands beside the call stack, one for each evaluation on its thread.
use super::limits::{CALL_LEVELS_MAX, STEPS_MAX};
use crate::expression::{ChildResponse, EXPLAIN_PARTS_MAX, Most, Size, hidden_name, measure_feel};
use crate::script::ScriptRequest;
use crate::time::{TimeZone, Timestamp};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelScope, Name};
use std::cell::RefCell;
use std::sync::LazyLock;

/// What one evaluation spends and meets.
#[derive(Default)]
pub(super) struct Ambient {
    /// In the killable child nothing is counted.
    pub unlimited: bool,
    steps: u64,
    levels: usize,
    /// The most that functions may give to the text that is being evaluated; none is any.
    allowed: Option<Most>,
    /// The most that they have given to it.
    given: Size,
    /// Steps that the search for what is to blame has taken: they are counted apart.
    searched: u64,
    /// A limit was passed: what comes out is of no use.
    pub too_costly: bool,
    /// Tables in the order in which they were asked.
    pub tables: Vec<Asked>,
    /// What went wrong, first things first.
    pub faults: Vec<String>,
    /// Parts are evaluated again, to find out which of them is to blame.
    explaining: bool,
    /// What every scope has at its bottom: clock, parameters, types.
    root: FeelContext,
    /// The time and the zone of times that name none, for what is not FEEL.
    clock: Option<(Timestamp, TimeZone)>,
    /// What runs scripts, where they may run.
    scripts: Option<RunScript>,
}

impl Ambient {
    /// The elementary steps it took, those of the search for what is to blame among them.
    pub fn steps(&self) -> u64 {
        self.steps.saturating_add(self.searched)
    }
}

/// What runs a script: only the killable process has it.
pub type RunScript = fn(&ScriptRequest) -> ChildResponse;

/// What an evaluation goes by.
pub(super) struct World {
    /// In the killable child nothing is counted.
    pub unlimited: bool,
    pub root: FeelContext,
    pub clock: (Timestamp, TimeZone),
    pub scripts: Option<RunScript>,
}

/// A table that was asked.
pub(super) struct Asked {
    pub owner: String,
    pub table: String,
    pub inputs: Vec<(String, Feel)>,
    pub rules: Vec<u32>,
    pub ids: Vec<Option<String>>,
}

/// What a call takes, beside what its body does.
const CALL_STEPS: u64 = 4;
/// A search through fewer parts finds nothing.
const PARTS_MIN: u64 = 4;
/// Faults and tables beyond this many are not kept.
const KEPT_MAX: usize = 1_000;

thread_local! {
    static AMBIENT: RefCell<Option<Ambient>> = const { RefCell::new(None) };
}

/// By which what all have is known.
static ROOT: LazyLock<Name> = LazyLock::new(|| hidden_name("root"));

/// Runs an evaluation; gives what it spent and met.
pub(super) fn run<T>(world: World, work: impl FnOnce() -> T) -> (T, Ambient) {
    let World { unlimited, mut root, clock, scripts } = world;
    root.set_entry(&ROOT, Feel::Null(None));
    let outer = AMBIENT.replace(Some(Ambient { unlimited, root, clock: Some(clock), scripts, ..Ambient::default() }));
    let value = work();
    let ambient = AMBIENT.replace(outer).unwrap_or_default();
    (value, ambient)
}

fn with<T: Default>(work: impl FnOnce(&mut Ambient) -> T) -> T {
    AMBIENT.with_borrow_mut(|ambient| ambient.as_mut().map(work)).unwrap_or_default()
}

/// A scope that has nothing but what all have.
pub(super) fn scope() -> FeelScope {
    root().into()
}

/// Is what all have in sight there? `sort` and `list replace` call a function where only its arguments are.
pub(super) fn is_in_sight(scope: &FeelScope) -> bool {
    scope.get_value(&ROOT).is_some()
}

/// What all have.
pub(super) fn root() -> FeelContext {
    with(|ambient| ambient.root.clone())
}

/// The time, and the zone of times that name none.
pub(super) fn clock() -> (Timestamp, TimeZone) {
    with(|ambient| ambient.clock.clone()).unwrap_or((Timestamp(0), TimeZone::UTC))
}

/// What runs scripts, where they may run.
pub(super) fn scripts() -> Option<RunScript> {
    with(|ambient| ambient.scripts)
}

/// May this much more be done?
pub(super) fn spend(steps: u64) -> bool {
    with(|ambient| {
        if ambient.explaining {
            ambient.searched = ambient.searched.saturating_add(steps);
            return ambient.searched <= STEPS_MAX;
        }
        ambient.steps = ambient.steps.saturating_add(steps);
        ambient.too_costly |= !ambient.unlimited && ambient.steps > STEPS_MAX;
        !ambient.too_costly
    })
}

/// How much more may be done.
pub(super) fn room() -> u64 {
    with(|ambient| match (ambient.explaining, ambient.unlimited) {
        (true, _) => STEPS_MAX.saturating_sub(ambient.searched),
        (false, true) => u64::MAX,
        (false, false) => STEPS_MAX.saturating_sub(ambient.steps),
    })
}

/// Does the work of a text, to which functions may give what is `allowed`; tells what they have given at most.
pub(super) fn expecting<T>(allowed: Most, work: impl FnOnce() -> T) -> (T, Size) {
    let outer = with(|ambient| (ambient.allowed.replace(allowed), std::mem::take(&mut ambient.given)));
    let value = work();
    let given = with(|ambient| {
        ambient.allowed = outer.0;
        std::mem::replace(&mut ambient.given, outer.1)
    });
    (value, given)
}

/// Runs the body of a function, unless calls lie too deep. What it gives is paid for, and is not more than the text that
/// calls it was expected to be given: that text may go through it, over and over.
pub(super) fn call(levels: usize, body: impl FnOnce() -> Feel) -> Feel {
    let fits = with(|ambient| {
        ambient.levels += levels;
        ambient.too_costly |= !ambient.unlimited && ambient.levels > CALL_LEVELS_MAX;
        !ambient.too_costly
    });
    let value = if fits && spend(CALL_STEPS) {
        expecting(Most::ENDLESS, body).0
    } else {
        Feel::Null(Some("calls lie too deep, or are too many".to_owned()))
    };
    let given = measure_feel(&value);
    let fits = with(|ambient| {
        ambient.levels -= levels;
        ambient.given = ambient.given.max(given);
        let fits = ambient.unlimited || ambient.allowed.is_none_or(|allowed| allowed.holds(ambient.given));
        ambient.too_costly |= !fits && !ambient.explaining;
        fits
    });
    if fits && spend(given.total) { value } else { Feel::Null(Some("too costly".to_owned())) }
}

/// Something went wrong.
pub(super) fn fault(message: impl FnOnce() -> String) {
    with(|ambient| {
        if ambient.faults.len() < KEPT_MAX {
            ambient.faults.push(message());
        }
    });
}

/// How much has gone wrong so far.
pub(super) fn faults_met() -> usize {
    with(|ambient| ambient.faults.len())
}

/// What is found by evaluating parts once more, each of which takes so many steps; `search` is told how many. What that
/// meets has been met before. Inside of another search there is none, or calls that lie in each other would be searched
/// over and over; nor is there when searching has taken as much as all else may.
pub(super) fn explain<T>(steps: u64, search: impl FnOnce(u64) -> Option<T>) -> Option<T> {
    let before = AMBIENT.with_borrow_mut(|ambient| {
        let ambient = ambient.as_mut().filter(|ambient| !ambient.explaining)?;
        let parts = (STEPS_MAX.saturating_sub(ambient.searched) / steps.max(1)).min(EXPLAIN_PARTS_MAX);
        if parts < PARTS_MIN || ambient.too_costly {
            return None;
        }
        ambient.searched += parts * steps;
        ambient.explaining = true;
        Some((parts, ambient.tables.len(), ambient.faults.len()))
    });
    let (parts, tables, faults) = before?;
    let found = search(parts);
    let is_whole = with(|ambient| {
        ambient.explaining = false;
        ambient.tables.truncate(tables);
        ambient.faults.truncate(faults);
        ambient.searched <= STEPS_MAX
    });
    found.filter(|_| is_whole)
}

/// What went wrong aside counts.
pub(super) fn tell(faults: Vec<String>) {
    for message in faults {
        fault(|| message);
    }
}

/// What was evaluated to compare it only: its faults count for those who use it.
pub(super) fn aside<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let outer = with(|ambient| std::mem::take(&mut ambient.faults));
    let value = work();
    let faults = with(|ambient| std::mem::replace(&mut ambient.faults, outer));
    (value, faults)
}

/// A table was asked.
pub(super) fn asked(asked: Asked) {
    with(|ambient| {
        if ambient.tables.len() < KEPT_MAX {
            ambient.tables.push(asked);
        }
    });
}
