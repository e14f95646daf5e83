//! Approval tasks: who is asked, by the rules of the model and the organisation of the moment.
use super::View;
use super::activity::new_task;
use super::value::{evaluate, list_of_names, text};
use crate::approval::{
    Approvers, DuplicatePolicy, EmptyPolicy, Mode, Plan, SEATS_MAX, Seat, SeatState, SelfPolicy, Stand, Timeout, Vote,
};
use crate::failure::{Failure, Stop};
use crate::instance::{Done, ElementInstance, Variables};
use crate::organisation::{Approver, Asked, resolve, stands_in};
use crate::time::Timestamp;
use crate::timer;
use crate::wait::UserTask;
use serde_json::Value;
use std::collections::BTreeSet;

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
        return Err(Stop::Failed(Failure::LoopTooLarge { total: people.len(), max: SEATS_MAX }));
    }
    let mut seats: Vec<Seat> = vec![];
    let weights = match &plan.weights {
        Some(weights) => evaluate(view, e.key, weights)?,
        None => Value::Null,
    };
    let vetoers: BTreeSet<String> = named(view, e, &plan.vetoers).into_iter().collect();
    for person in people {
        let weight = weights.get(&person).and_then(Value::as_u64).and_then(|w| u32::try_from(w).ok()).unwrap_or(1);
        let process = view.process.id().as_str();
        let substitute = stands_in(view.organisation, &person, process, view.now).map(|p| p.id.clone());
        let veto = vetoers.contains(&person);
        let answered = answered(view, e, plan, &person);
        let (person, stands_for) = match substitute {
            Some(substitute) => (substitute, Some(person)),
            None => (person, None),
        };
        let state = answered.map_or(SeatState::Waiting, SeatState::Voted);
        let id = seats.len() as u32;
        seats.push(Seat { id, person, stands_for, weight, veto, added: None, state });
    }
    if plan.policy.mode == Mode::One {
        seats = one(seats);
    }
    if seats.is_empty() && plan.policy.verdict_without_anybody().is_none() {
        let message = "nobody was found who could approve: mend the organisation, or say what is done then with \
                       `weir:approvalEmpty`";
        return Err(Stop::Failed(Failure::Refused { code: "nobody-to-approve".into(), message: message.into() }));
    }
    let copies = if plan.copy_when == crate::approval::CopyWhen::Before { named(view, e, &plan.copy) } else { vec![] };
    Ok(Opening { seats, copies })
}

/// The task that the person of a seat gets.
pub fn seat_task(view: View, e: &ElementInstance, seat: &Seat, candidates: &[String]) -> Result<UserTask, Stop> {
    let crate::process::Kind::UserTask(model) = &view.element(e).kind else {
        unreachable!("only a user task has a ballot")
    };
    let template = new_task(view, e, model)?;
    let one = seat.person.is_empty();
    Ok(UserTask {
        assignee: (!one).then(|| seat.person.clone()),
        candidate_users: if one { candidates.to_vec() } else { vec![] },
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
                let message = format!("there is no work calendar `{id}`: load it, or name another one");
                return Err(Stop::Failed(Failure::Refused { code: "no-such-calendar".into(), message }));
            };
            calendar.after(view.now, &after).ok_or(Stop::Failed(Failure::NotTime { text: after }))
        }
    }
}

/// The people that rules name.
pub fn named(view: View, e: &ElementInstance, rules: &[Approver]) -> Vec<String> {
    let visible: Variables = view.instance.visible(e.key);
    let header = &view.instance.header;
    let chosen = visible.get(crate::approval::CHOSEN).and_then(|all| all.get(e.element.as_str()));
    let chosen: Vec<String> = match chosen {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => vec![],
    };
    let asked = Asked {
        now: view.now,
        initiator: header.initiator.as_deref(),
        previous: header.done.iter().rev().find(|done| done.element != e.element).map(|done| done.by.as_str()),
        variables: &visible,
        chosen: &chosen,
    };
    resolve(view.organisation, rules, asked)
}

/// The people to ask, once those who must not be asked are out and others are in their place.
fn asked(view: View, e: &ElementInstance, plan: &Plan) -> Result<Vec<String>, Stop> {
    let (organisation, now) = (view.organisation, view.now);
    let found = match &plan.approvers {
        Approvers::Rules(rules) => named(view, e, rules),
        Approvers::Expression(value) => {
            let ids = list_of_names(view, e.key, Some(value))?;
            ids.into_iter().filter(|id| organisation.person(id, now).is_some()).collect()
        }
    };
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
    if people.is_empty()
        && let EmptyPolicy::Instead(others) = &plan.policy.empty
    {
        people = others.iter().filter(|id| organisation.person(id, now).is_some()).cloned().collect();
        if people.is_empty() {
            let message = format!("nobody was found who could approve, nor one of {}", others.join(", "));
            return Err(Stop::Failed(Failure::Refused { code: "nobody-to-approve".into(), message }));
        }
    }
    Ok(people)
}

/// The answer that a policy gives for somebody.
fn answered(view: View, e: &ElementInstance, plan: &Plan, person: &str) -> Option<Stand> {
    let header = &view.instance.header;
    let why = if plan.policy.own == SelfPolicy::Skip && header.initiator.as_deref() == Some(person) {
        "approvalSelf: skip"
    } else {
        let approved = |done: &&Done| done.approved.iter().any(|by| by == person);
        let before = header.done.iter().rev().filter(|done| done.element != e.element && !done.approved.is_empty());
        match plan.policy.duplicate {
            DuplicatePolicy::Ask => return None,
            DuplicatePolicy::Consecutive => before.take(1).find(approved).map(|_| "approvalDuplicate: consecutive")?,
            DuplicatePolicy::Any => before.into_iter().find(approved).map(|_| "approvalDuplicate: any")?,
        }
    };
    Some(Stand { vote: Vote::Approve, by: "engine".into(), at: view.now, comment: Some(why.into()) })
}

/// Where one decides for all there is one seat, for whoever claims it.
fn one(seats: Vec<Seat>) -> Vec<Seat> {
    if let Some(answered) = seats.iter().find(|seat| seat.vote().is_some()) {
        return vec![Seat { id: 0, ..answered.clone() }];
    }
    match seats.as_slice() {
        [] | [_] => seats,
        [first, ..] => vec![Seat { person: String::new(), stands_for: None, ..first.clone() }],
    }
}

/// Those who may claim the one seat of an approval that one decides for all.
pub fn candidates(view: View, e: &ElementInstance, plan: &Plan) -> Result<Vec<String>, Stop> {
    let process = view.process.id().as_str();
    let people = asked(view, e, plan)?;
    let instead = |id: String| stands_in(view.organisation, &id, process, view.now).map_or(id, |p| p.id.clone());
    Ok(people.into_iter().map(instead).collect())
}
