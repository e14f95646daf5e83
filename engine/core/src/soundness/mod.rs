//! Soundness: can every process that begins also end, and end cleanly?
//!
//! Flow nodes become a net of places and transitions ([`build`]); what surely behaves well is taken out of it
//! ([`reduce`]); the rest is played through state by state ([`space`]) and judged ([`judge`]). Data are not looked at:
//! any condition may hold or not, any event may happen or not. So a finding says what *can* happen as drawn, and never
//! refuses a model: data may rule it out, and an operator may move a token. Processes that send each other messages in one
//! file are judged together; a message that nobody in the file sends may come at any time.
mod build;
mod game;
mod judge;
mod net;
mod reduce;
mod regions;
mod report;
mod space;
mod steps;
use crate::id::ElementId;
use crate::model::Model;
use crate::problem::{Place, Problem};
pub use game::{Game, Marking};
pub use report::CODES;
pub use space::{STATES_MAX, TOKENS_MAX, WORK_MAX};

/// What is true of all processes of a file together. None is: not decided within [`STATES_MAX`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// No sequence flow ever holds two tokens at once, but where quantities of tokens say that it may.
    pub safe: Option<bool>,
    /// Every process that begins can end: no token stays, no end event is reached twice, no message is left over.
    pub sound: Option<bool>,
    /// The same, and messages may be left over.
    pub message_relaxed_sound: Option<bool>,
    /// From wherever it comes to, every process can still end.
    pub option_to_complete: Option<bool>,
    /// No end event is reached twice in one run.
    pub proper_completion: Option<bool>,
    /// Every activity can be reached by a token.
    pub no_dead_activities: Option<bool>,
    /// End events that can be reached twice in one run.
    pub ended_twice: Vec<ElementId>,
    /// Activities that no token reaches.
    pub dead: Vec<ElementId>,
    /// What is wrong, each with the way to it.
    pub faults: Vec<Fault>,
    /// Where the search ended before everything was seen.
    pub undecided: Vec<Undecided>,
}

/// Processes of which not everything that can happen was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// The first process of those that belong together.
    pub process: ElementId,
    /// Where it stands.
    pub place: Place,
    /// How many states were looked at.
    pub states: usize,
    /// Elements and flows with tokens where the search ended, the first of them: behind these nobody has looked.
    pub at: Vec<ElementId>,
    /// What ended the search.
    pub why: Why,
}

/// What ends a search.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// An element that is not analysed, or not exactly.
    Element(ElementId),
    /// There are more states, or more work, than the bound.
    States,
    /// More tokens may gather in one place than the bound.
    Tokens,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// The element or flow it is about.
    pub element: ElementId,
    /// Where it stands.
    pub place: Place,
    /// Elements and flows passed on the way to it, as the tokens went.
    pub path: Vec<ElementId>,
}

/// The ways to be unsound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Tokens wait for something that never comes.
    Deadlock,
    /// A flow holds two tokens at once: what should have been joined was not.
    LackOfSynchronisation,
    /// An activity that no token reaches, although flows lead to it.
    DeadActivity,
    /// An end event is reached twice in one run.
    ImproperCompletion,
    /// Tokens move for ever and no way leads to the end.
    NoOptionToComplete,
}

/// Judges all processes of a file. It need not be executable: what is only drawn is judged as drawn.
///
/// ```
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">
///   <startEvent id="s"/><parallelGateway id="split"/><exclusiveGateway id="merge"/><endEvent id="e"/>
///   <sequenceFlow id="f1" sourceRef="s" targetRef="split"/><sequenceFlow id="f2" sourceRef="split" targetRef="merge"/>
///   <sequenceFlow id="f3" sourceRef="split" targetRef="merge"/><sequenceFlow id="f4" sourceRef="merge" targetRef="e"/>
/// </process></definitions>"#;
/// let verdict = weir_core::soundness::analyse(&weir_core::read::read(file).model);
/// assert_eq!((verdict.safe, verdict.option_to_complete), (Some(false), Some(true)));
/// ```
pub fn analyse(model: &Model) -> Verdict {
    analyse_by(model, false)
}

/// The same; `further` also makes the reductions that only nets with too many states need. They change no verdict.
#[doc(hidden)]
pub fn analyse_by(model: &Model, further: bool) -> Verdict {
    let mut verdict = Verdict::nothing();
    for group in build::groups(model) {
        let built = build::build(model, &group);
        verdict.add(judge::judge(built, further));
    }
    verdict
}

/// What analysis finds, as problems for the deployment report.
pub fn check(model: &Model) -> Vec<Problem> {
    report::problems(model, &analyse(model))
}

impl Verdict {
    fn nothing() -> Self {
        let yes = Some(true);
        Verdict {
            safe: yes,
            sound: yes,
            message_relaxed_sound: yes,
            option_to_complete: yes,
            proper_completion: yes,
            no_dead_activities: yes,
            ..Verdict::default()
        }
    }

    fn add(&mut self, mut other: Verdict) {
        for (mine, its) in [
            (&mut self.safe, other.safe),
            (&mut self.sound, other.sound),
            (&mut self.message_relaxed_sound, other.message_relaxed_sound),
            (&mut self.option_to_complete, other.option_to_complete),
            (&mut self.proper_completion, other.proper_completion),
            (&mut self.no_dead_activities, other.no_dead_activities),
        ] {
            *mine = both(*mine, its);
        }
        self.ended_twice.append(&mut other.ended_twice);
        self.dead.append(&mut other.dead);
        self.faults.append(&mut other.faults);
        self.undecided.append(&mut other.undecided);
    }
}

/// One false makes it false; else one undecided makes it undecided.
fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
