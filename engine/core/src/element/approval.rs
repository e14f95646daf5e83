//! Approval tasks: who is asked, by the rules of the model and the organisation of the moment.
use super::View;
use super::activity::{had, new_task};
use super::value::{evaluate, gives, list_of_names, text};
use crate::approval::{
    Approvers, DuplicatePolicy, EmptyPolicy, Mode, Plan, SEATS_MAX, Seat, SeatState, SelfPolicy, Stand, Timeout, Vote,
};
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::{Done, ElementInstance, Variables};
use crate::organisation::{Approver, Asked, headless, resolve, stands_in_but, unknown};
use crate::sentence::Sentence;
use crate::time::Timestamp;
use crate::timer;
use crate::wait::UserTask;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An approval as it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The seats; some may be answered by a policy already.
    pub seats: Vec<Seat>,
    /// Who is told at once.
    pub copies: Vec<String>,
}

/// Who is asked, with what the policies make of it.
pub fn opening(view: View, e: &ElementInstance, plan: &Plan) -> Result<Opening, Stop> {
    let people = asked(view, e, plan)?;
    if people.len() > SEATS_MAX {
        return Err(Stop::Failed(Failure::TooManySigners { total: people.len(), max: SEATS_MAX }));
    }
    let weights = Weights::of(view, e, plan, &people)?;
    let mut seats: Vec<Seat> = vec![];
    let vetoers: BTreeSet<String> = named(view, e, &plan.vetoers).into_iter().collect();
    for person in people {
        let weight = weights.weight(&person);
        let veto = vetoers.contains(&person);
        let answered = answered(view, e, plan, &person);
        let (person, stands_for) = stand_in(view, plan, person);
        let state = answered.map_or(SeatState::Waiting, SeatState::Voted);
        let id = seats.len() as u32;
        seats.push(Seat { id, person, stands_for, weight, veto, added: None, state });
    }
    if plan.policy.mode == Mode::One {
        seats = one(seats, had(view, e));
    }
    if seats.is_empty() && plan.policy.verdict_without_anybody().is_none() {
        let message = "nobody was found who could approve: mend the organisation, or say what is done then with \
                       `weir:approvalEmpty`";
        return Err(nobody(message.to_owned(), Sentence::new("nobody")));
    }
    let copies = if plan.copy_when == crate::approval::CopyWhen::Before { named(view, e, &plan.copy) } else { vec![] };
    Ok(Opening { seats, copies })
}

/// The task that the person of a seat gets, or that several may claim.
pub fn seat_task(view: View, e: &ElementInstance, seat: &Seat, candidates: &[String]) -> Result<UserTask, Stop> {
    let crate::process::Kind::UserTask(model) = &view.element(e).kind else {
        unreachable!("only a user task has a ballot")
    };
    let template = new_task(view, e, model)?;
    Ok(UserTask {
        assignee: (!seat.person.is_empty()).then(|| seat.person.clone()),
        candidate_users: candidates.to_vec(),
        candidate_groups: vec![],
        seat: Some(seat.id),
        ..template
    })
}

/// When an approval has taken too long, counted from now.
pub fn overdue(view: View, e: &ElementInstance, timeout: &Timeout) -> Result<Timestamp, Stop> {
    let Some(after) = text(view, e.key, &timeout.after)? else {
        return Err(Stop::Failed(Failure::NotTime { text: String::new() }));
    };
    match &timeout.calendar {
        None => timer::duration(&after, view.at())
            .map(|schedule| schedule.due)
            .ok_or(Stop::Failed(Failure::NotTime { text: after })),
        Some(id) => {
            let Some(calendar) = view.organisation.whole().calendars.get(id) else {
                return Err(super::activity::no_calendar(id));
            };
            calendar.after(view.now, &after).ok_or(Stop::Failed(Failure::NotTime { text: after }))
        }
    }
}

/// The people that rules name.
pub fn named(view: View, e: &ElementInstance, rules: &[Approver]) -> Vec<String> {
    with_asked(view, e, |asked| resolve(view.organisation, rules, asked))
}

/// What rules may refer to. Whom the initiator chose stands in a variable that nobody else who does a task may set; whom
/// others chose, in the header, by the task they did.
fn with_asked<T>(view: View, e: &ElementInstance, then: impl FnOnce(Asked) -> T) -> T {
    let visible: Variables = view.instance.visible(e.key);
    let header = &view.instance.header;
    let chosen = match visible.get(crate::approval::CHOSEN) {
        None | Some(Value::Null) => vec![],
        Some(Value::Object(all)) => all.get(e.element.as_str()).map(crate::approval::people_in).unwrap_or_default(),
        // Nobody knows for which task it was meant.
        Some(other) => vec![format!("{other} (no choice by task)")],
    };
    let previous = done_before(view, e).next();
    let before = previous.and_then(|done| {
        let kept = || header.choices.get(&done.element)?.get(&e.element);
        done.chosen.get(&e.element).or_else(kept)
    });
    then(Asked {
        now: view.now,
        initiator: header.initiator.as_deref(),
        previous: previous.map(|done| done.by.as_str()),
        variables: &visible,
        chosen: &chosen,
        chosen_before: before.map_or(&[], Vec::as_slice),
    })
}

/// The people to ask, once those who must not be asked are out and others are in their place.
fn asked(view: View, e: &ElementInstance, plan: &Plan) -> Result<Vec<String>, Stop> {
    let (organisation, now) = (view.organisation, view.now);
    let (found, strangers) = match &plan.approvers {
        Approvers::Rules(rules) => {
            let found = named(view, e, rules);
            gone(view, e, plan, rules, &found)?;
            (found, with_asked(view, e, |asked| unknown(organisation, rules, asked)))
        }
        Approvers::Expression(value) => {
            let ids = list_of_names(view, e.key, Some(value))?;
            ids.into_iter().partition(|id| organisation.person(id, now).is_some())
        }
    };
    if !strangers.is_empty() {
        return Err(strange("the data name", &strangers, "the data"));
    }
    let mut people = by_policy(view, plan, found);
    if people.is_empty()
        && let EmptyPolicy::Instead(others) = &plan.policy.empty
    {
        let known = others.iter().filter(|id| organisation.person(id, now).is_some()).cloned();
        people = by_policy(view, plan, known.collect());
        if people.is_empty() {
            let message = format!("nobody was found who could approve, nor one of {}", others.join(", "));
            return Err(nobody(message, Sentence::new("nobody-instead").with("people", others.join(", "))));
        }
    }
    Ok(people)
}

/// Whom the model names by name and who has left, or heads of departments that have none, where all or several must agree:
/// the others do not decide for them without a word. Where nobody is left the model says itself what is done then.
fn gone(view: View, e: &ElementInstance, plan: &Plan, rules: &[Approver], found: &[String]) -> Result<(), Stop> {
    if found.is_empty() || matches!(plan.policy.mode, Mode::Any | Mode::One) {
        return Ok(());
    }
    let stranger = |id: &&String| view.organisation.person(id, view.now).is_none();
    let named = rules.iter().filter_map(|rule| if let Approver::Person(id) = rule { Some(id) } else { None });
    let headless = with_asked(view, e, |asked| headless(view.organisation, rules, asked));
    let gone: Vec<String> = named.filter(stranger).cloned().chain(headless).collect();
    if gone.is_empty() { Ok(()) } else { Err(strange("the model names", &gone, "the model")) }
}

fn strange(who: &str, people: &[String], what: &str) -> Stop {
    let message = format!(
        "{who} people who do not work here: {}; without them fewer would decide than are meant: correct {what}, or the \
         organisation",
        people.join(", ")
    );
    let sentence = Sentence::new("strangers").with("people", people.join(", ")).with("of", what).kept();
    Stop::Failed(Failure::Refused { code: "approver-unknown".into(), message, sentence })
}

fn nobody(message: String, told: Sentence) -> Stop {
    Stop::Failed(Failure::Refused { code: "nobody-to-approve".into(), message, sentence: told.kept() })
}

/// The people whom rules name, once those who must not decide here are out and others are in their place: whoever gets a
/// seat does so by this, also when the approval took too long.
pub fn named_for(view: View, e: &ElementInstance, plan: &Plan, rules: &[Approver]) -> Vec<String> {
    by_policy(view, plan, named(view, e, rules))
}

/// Each once, with what `approvalSelf` makes of the initiator.
fn by_policy(view: View, plan: &Plan, found: Vec<String>) -> Vec<String> {
    let (organisation, now) = (view.organisation, view.now);
    let initiator = view.instance.header.initiator.as_deref();
    let mut seen = BTreeSet::new();
    let mut people = vec![];
    for id in found {
        let own = Some(id.as_str()) == initiator;
        let next = match plan.policy.own {
            SelfPolicy::Exclude if own => None,
            SelfPolicy::Superior if own => {
                let superior = organisation.person(&id, now).and_then(|person| organisation.superior(person, now));
                superior.map(|person| person.id.clone())
            }
            _ => Some(id),
        };
        people.extend(next.filter(|id| seen.insert(id.clone())));
    }
    people
}

/// Who does somebody's work now, and for whom they stand in. An initiator who must not decide does not do so in the name of
/// somebody else either: the seat stays where it is.
pub fn stand_in(view: View, plan: &Plan, person: String) -> (String, Option<String>) {
    let initiator = view.instance.header.initiator.as_deref();
    let but = initiator.filter(|_| !plan.policy.own.lets_them_decide());
    let process = view.process.id().as_str();
    match stands_in_but(view.organisation, &person, process, view.now, but) {
        Some(substitute) => (substitute.id.clone(), Some(person)),
        None => (person, None),
    }
}

/// How much each counts.
struct Weights(BTreeMap<String, u32>);

impl Weights {
    /// Whole numbers from 0, by person; 1 for whom they do not name. Where votes are weighed, all together can reach what
    /// is needed: else nothing that anybody says would change anything.
    fn of(view: View, e: &ElementInstance, plan: &Plan, people: &[String]) -> Result<Self, Stop> {
        let refused = |code: &str, message, told: Sentence| {
            Stop::Failed(Failure::Refused { code: code.into(), message, sentence: told.kept() })
        };
        let mut weights = Weights(BTreeMap::new());
        if let Some(expression) = &plan.weights {
            let said = evaluate(view, e.key, expression)?;
            let Value::Object(said) = said else {
                let message = "`weir:approvalWeights` gives no context of numbers, such as `={ann: 2}`".to_owned();
                let told = gives(expression.text(), "a context of numbers", &said);
                return Err(refused("weight-invalid", message, told));
            };
            for (person, weight) in people.iter().filter_map(|person| Some((person, said.get(person)?))) {
                let Some(weight) = whole(weight) else {
                    let message = format!("the vote of `{person}` weighs {weight}, which is no whole number from 0");
                    let told = Sentence::new("invalid-weight").with("name", person).with("part", weight);
                    return Err(refused("weight-invalid", message, told));
                };
                weights.0.insert(person.clone(), weight);
            }
        }
        let sum: u64 = people.iter().map(|person| u64::from(weights.weight(person))).sum();
        match plan.policy.mode {
            Mode::Weight(needed) if !people.is_empty() && sum < u64::from(needed) => {
                let message = format!(
                    "those who are asked weigh {sum} together, and {needed} are needed: it could only be rejected; correct \
                     `weir:approvalWeights`, `weir:approvalMode` or who is asked"
                );
                let told = Sentence::new("weights").with("total", sum).with("most", needed);
                Err(refused("weight-out-of-reach", message, told))
            }
            _ => Ok(weights),
        }
    }

    fn weight(&self, person: &str) -> u32 {
        self.0.get(person).copied().unwrap_or(1)
    }
}

/// A whole number, also where it is written with a fraction of nothing.
fn whole(value: &Value) -> Option<u32> {
    let text = value.as_number()?.to_string();
    let (digits, fraction) = text.split_once('.').unwrap_or((&text, ""));
    digits.parse().ok().filter(|_| fraction.bytes().all(|digit| digit == b'0'))
}

/// What was done before, the last first; not in another instance of a repeated activity around it, where it is not the
/// same that is decided.
fn done_before<'a>(view: View<'a>, e: &ElementInstance) -> impl Iterator<Item = &'a Done> {
    let (instance, own) = (view.instance, e.element.clone());
    let line: Vec<Key> = std::iter::successors(Some(e.key), |key| instance.live(*key)?.scope).collect();
    let elsewhere = move |done: &Done| {
        let met = done.within.iter().find(|scope| line.contains(scope));
        met.and_then(|scope| instance.live(*scope)).is_some_and(|scope| scope.looped.is_some())
    };
    instance.header.done.iter().rev().filter(move |done| done.element != own && !elsewhere(done))
}

/// The answer that a policy gives for somebody.
fn answered(view: View, e: &ElementInstance, plan: &Plan, person: &str) -> Option<Stand> {
    let header = &view.instance.header;
    let why = if plan.policy.own == SelfPolicy::Skip && header.initiator.as_deref() == Some(person) {
        "approvalSelf: skip"
    } else {
        let approved = |done: &&Done| done.approved.iter().any(|by| by == person);
        let before = done_before(view, e).filter(|done| !done.approved.is_empty());
        match plan.policy.duplicate {
            DuplicatePolicy::Ask => return None,
            DuplicatePolicy::Consecutive => before.take(1).find(approved).map(|_| "approvalDuplicate: consecutive")?,
            DuplicatePolicy::Any => before.into_iter().find(approved).map(|_| "approvalDuplicate: any")?,
        }
    };
    Some(Stand { vote: Vote::Approve, by: "engine".into(), at: view.now, comment: Some(why.into()) })
}

/// Where one decides for all there is one seat, for whoever claims it; theirs again who had it before the matter went back.
fn one(seats: Vec<Seat>, had: Option<&str>) -> Vec<Seat> {
    if let Some(answered) = seats.iter().find(|seat| seat.vote().is_some()) {
        return vec![Seat { id: 0, ..answered.clone() }];
    }
    let theirs = seats.iter().find(|seat| had == Some(seat.person.as_str()));
    match seats.as_slice() {
        [] | [_] => seats,
        [_, ..] if theirs.is_some() => theirs.map(|seat| Seat { id: 0, ..seat.clone() }).into_iter().collect(),
        [first, ..] => vec![Seat { person: String::new(), stands_for: None, ..first.clone() }],
    }
}

/// Those who may claim the one seat of an approval that one decides for all.
pub fn candidates(view: View, e: &ElementInstance, plan: &Plan) -> Result<Vec<String>, Stop> {
    let people = asked(view, e, plan)?;
    Ok(people.into_iter().map(|id| stand_in(view, plan, id).0).collect())
}
