//! Of what people are told: a function of the step and of the instance as it is afterwards, so that a rebuild tells the
//! same under the same ids.
use super::{pack, unpack};
use crate::api::{Comment, Notice, NoticeKind, WaitAddress};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table, Value};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::approval::Verdict;
use weir_core::event::{UserTaskAssigned, UserTaskDelegated};
use weir_core::wait::{UserTask, Wait, WaitFor};
use weir_core::{ElementId, Event, Instance, InstanceId, Key, Step, WaitId};

/// What a step tells, as rows.
pub fn changes_of_notices(instance: &Instance, step: &Step, changes: &mut Vec<Change>) {
    let given = Given::of(step);
    for (index, event) in step.events.iter().enumerate() {
        let mut tell = |told: (&str, NoticeKind), key, task| {
            changes.push(row(&notice(instance, step, index, told, key, task)));
        };
        match event {
            Event::WaitOpened { key, wait } if matches!(wait.on, WaitFor::UserTask(_)) => {
                assigned(instance, step, index, (*key, wait.id), &given, changes);
            }
            Event::UserTaskAssigned(UserTaskAssigned { key, wait, .. })
            | Event::UserTaskDelegated(UserTaskDelegated { key, wait, .. }) => {
                assigned(instance, step, index, (*key, *wait), &given, changes);
            }
            // Who is reminded in the same breath is told that. To whom one is offered that nobody has is told by its offer.
            Event::UserTaskOverdue { key, wait } if !reminds(step, *key) => {
                for (_, person) in holders(instance, *key).filter(|(id, _)| id == wait) {
                    tell((person, NoticeKind::Overdue), Some(*key), Some((*key, *wait)));
                }
            }
            Event::Reminded { key, .. } => {
                // Whoever urges the others, and has a task there too, is not told by themselves. Of one that nobody has, those
                // to whom it is offered are told by its offer.
                for (wait, person) in holders(instance, *key).filter(|(_, person)| **person != step.actor.id) {
                    tell((person, NoticeKind::Reminded), Some(*key), Some((*key, wait)));
                }
            }
            Event::Copied { key, people } => {
                for person in people {
                    tell((person, NoticeKind::Copied), Some(*key), None);
                }
            }
            Event::BallotDecided { key, verdict, .. } => decided(instance, step, index, (*key, *verdict), changes),
            _ => {}
        }
    }
    // What was sent back out of a called instance is not over: they hear where it goes on.
    let over = instance.is_ended() && instance.header.sent_back.is_none();
    if let Some(initiator) = instance.header.initiator.as_ref().filter(|_| over)
        && *initiator != step.actor.id
    {
        changes.push(row(&notice(instance, step, step.events.len(), (initiator, NoticeKind::Ended), None, None)));
    }
}

/// Does a step remind whoever has a task there?
pub fn reminds(step: &Step, of: Key) -> bool {
    step.events.iter().any(|event| matches!(event, Event::Reminded { key, .. } if *key == of))
}

/// Whose open tasks a step takes back without their doing is told so, unless they have another one of the instance by now.
/// `held` says of an element, and of a task of it, what they were and who had it before the step.
pub fn changes_of_gone(
    instance: &Instance,
    step: &Step,
    held: impl Fn(Key, WaitId) -> Option<(String, Option<ElementId>)>,
    changes: &mut Vec<Change>,
) {
    // What ends otherwise is done, decided or late, as the model says.
    let taken_back = |event: &Event| {
        let by_hand = matches!(event, Event::ElementTerminated { intervention: Some(_), .. });
        by_hand || matches!(event, Event::Returned { .. } | Event::Intervened { .. })
    };
    if !step.events.iter().any(taken_back) {
        return;
    }
    let has = |person: &String| instance.elements.keys().any(|key| holders(instance, *key).any(|(_, p)| p == person));
    let mut told = BTreeSet::new();
    for (index, event) in step.events.iter().enumerate() {
        let Event::WaitCancelled { key, wait, .. } = event else { continue };
        let Some((person, element)) = held(*key, *wait).filter(|(person, _)| *person != step.actor.id) else {
            continue;
        };
        if !has(&person) && told.insert(person.clone()) {
            let gone = notice(instance, step, index, (&person, NoticeKind::Gone), None, None);
            changes.push(row(&Notice { element, ..gone }));
        }
    }
}

/// What a step says of who has which task, found in one pass: a step may open thousands of them.
#[derive(Default)]
struct Given<'a> {
    /// Where it last gives a task to somebody.
    last: BTreeMap<(Key, WaitId), usize>,
    /// Where something first comes back to an element.
    back: BTreeMap<&'a ElementId, usize>,
}

impl<'a> Given<'a> {
    fn of(step: &'a Step) -> Self {
        let mut given = Given::default();
        for (index, event) in step.events.iter().enumerate() {
            match event {
                Event::UserTaskAssigned(UserTaskAssigned { key, wait, .. })
                | Event::UserTaskDelegated(UserTaskDelegated { key, wait, .. }) => {
                    given.last.insert((*key, *wait), index);
                }
                Event::Returned { to, .. } => {
                    given.back.entry(to).or_insert(index);
                }
                _ => {}
            }
        }
        given
    }
}

/// Whoever has a task when the step is over is told, unless they took it themselves. What came back by a return is told
/// as that.
fn assigned(
    instance: &Instance,
    step: &Step,
    index: usize,
    (key, wait): (Key, WaitId),
    given: &Given<'_>,
    changes: &mut Vec<Change>,
) {
    let told_later = given.last.get(&(key, wait)).is_some_and(|last| *last > index);
    let holder = holders(instance, key).find(|(id, _)| *id == wait).map(|(_, person)| person);
    if let Some(person) = holder.filter(|person| **person != step.actor.id && !told_later) {
        let element = instance.elements.get(&key).map(|element| &element.element);
        let back = element.and_then(|element| given.back.get(element)).is_some_and(|first| *first < index);
        let told = (person.as_str(), if back { NoticeKind::Returned } else { NoticeKind::Assigned });
        changes.push(row(&notice(instance, step, index, told, Some(key), Some((key, wait)))));
    }
}

/// Whoever started it is told how an approval was decided, unless they decided it.
fn decided(instance: &Instance, step: &Step, index: usize, (key, verdict): (Key, Verdict), changes: &mut Vec<Change>) {
    let outcome = match verdict {
        Verdict::Pass => "pass",
        Verdict::Reject => "reject",
        Verdict::Pending => return,
    };
    let Some(initiator) = instance.header.initiator.as_ref().filter(|person| **person != step.actor.id) else { return };
    let told = notice(instance, step, index, (initiator, NoticeKind::Decided), Some(key), None);
    // The approval may be gone with this step, but it is the last that was done in it.
    let done = instance.header.done.iter().rev().find(|done| done.at == step.at).map(|done| done.element.clone());
    // A rejection that sends the matter back is done no more.
    let voted = || instance.header.handled.get(&step.actor.id).filter(|handled| handled.at == step.at);
    let element = told.element.or(done).or_else(|| voted().map(|handled| handled.element.clone()));
    changes.push(row(&Notice { element, outcome: Some(outcome.to_owned()), ..told }));
}

/// The open tasks of an element that somebody has.
fn holders(instance: &Instance, key: Key) -> impl Iterator<Item = (WaitId, &String)> {
    let waits = instance.elements.get(&key).into_iter().flat_map(|element| &element.waits);
    waits.filter_map(|wait| match &wait.on {
        WaitFor::UserTask(task) => Some((wait.id, task.assignee.as_ref()?)),
        _ => None,
    })
}

fn notice(
    instance: &Instance,
    step: &Step,
    index: usize,
    (person, kind): (&str, NoticeKind),
    key: Option<Key>,
    task: Option<(Key, WaitId)>,
) -> Notice {
    let header = &instance.header;
    let element: Option<ElementId> = key.and_then(|key| Some(instance.elements.get(&key)?.element.clone()));
    Notice {
        id: format!("{:012x}-{}-{:x}", step.at.0.max(0), header.id, step.seq + index as u64),
        person: person.to_owned(),
        kind,
        at: step.at,
        by: step.actor.id.clone(),
        instance: header.id,
        definition: Some(header.definition.clone()),
        business_key: header.business_key.clone(),
        element,
        task: task.map(|(key, wait)| WaitAddress { instance: header.id, key, wait }),
        text: None,
        outcome: None,
        alert: None,
        left_out: None,
    }
}

/// What a comment tells those who are meant in it.
pub fn mentions_in(comment: &Comment) -> impl Iterator<Item = Notice> {
    let told = comment.mentions.iter().filter(|person| **person != comment.by && comment.text.is_some());
    told.map(|person| Notice {
        id: format!("{:012x}-{}-c{}", comment.at.0.max(0), comment.instance, comment.id),
        person: person.clone(),
        kind: NoticeKind::Mentioned,
        at: comment.at,
        by: comment.by.clone(),
        instance: comment.instance,
        definition: None,
        business_key: None,
        element: comment.element.clone(),
        task: comment.task,
        text: comment.text.clone(),
        outcome: None,
        alert: None,
        left_out: None,
    })
}

/// The same as rows.
pub fn changes_of_mentions(comment: &Comment, changes: &mut Vec<Change>) {
    changes.extend(mentions_in(comment).map(|notice| row(&notice)));
}

/// The notices among changes of the view.
pub fn notices_in(changes: &[Change]) -> impl Iterator<Item = Notice> {
    let rows = changes.iter().filter(|change| change.table == Table::Notice);
    rows.filter_map(|change| match &change.value {
        Value::Bytes(bytes) => unpack(bytes).ok(),
        _ => None,
    })
}

/// To whom an open task is offered: somebody by name, or all who belong to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offered<'a> {
    /// Somebody.
    To(&'a str),
    /// A group, role, post or department.
    ToAllOf(&'a str),
}

/// To whom a task is offered as it is. An offer is a row as long as it holds: when somebody takes the task, nobody else is
/// told of it any more.
pub fn offers(task: &UserTask) -> impl Iterator<Item = Offered<'_>> {
    let free = task.assignee.is_none();
    let users = task.candidate_users.iter().map(|user| Offered::To(user));
    let groups = task.candidate_groups.iter().map(|group| Offered::ToAllOf(group));
    users.chain(groups).filter(move |_| free)
}

/// The rows of what is offered, by the ids of the notices.
pub fn offer_rows(offered: Offered<'_>) -> Bytes {
    let (kind, name) = match offered {
        Offered::To(person) => (0, person),
        Offered::ToAllOf(unit) => (1, unit),
    };
    Bytes::new().byte(space::OFFERED).byte(kind).text(name)
}

/// What an open task tells as long as it is as it is; the end of the id says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody may claim it.
    Offer,
    /// Somebody may claim it, and its due date is past.
    LateOffer,
    /// 催办: somebody may claim it, and was reminded.
    UrgedOffer,
    /// Whoever has it wanted to look at it again at a time.
    FollowUp,
}

impl Standing {
    const ALL: [Standing; 4] = [Standing::Offer, Standing::LateOffer, Standing::UrgedOffer, Standing::FollowUp];

    /// The ids of other notices end with a number, or with the id of a comment.
    fn mark(self) -> char {
        match self {
            Standing::Offer => 't',
            Standing::LateOffer => 'o',
            Standing::UrgedOffer => 'u',
            Standing::FollowUp => 'f',
        }
    }

    /// Which the id is of. It may hold no more, so that there is no row.
    pub fn of(id: &str) -> Option<Self> {
        let end = id.rsplit_once('-')?.1;
        Standing::ALL.into_iter().find(|standing| {
            let wait = end.strip_prefix(standing.mark());
            wait.is_some_and(|wait| WaitId::from_str_radix(wait, 16).is_ok())
        })
    }

    /// The id, the same for all who are told, and again when the task was put back.
    pub fn id(self, instance: InstanceId, wait: &Wait, task: &UserTask) -> String {
        let at = match self {
            Standing::Offer => Some(wait.opened),
            Standing::LateOffer => task.due,
            Standing::UrgedOffer => task.urged,
            Standing::FollowUp => task.follow_up,
        };
        let at = at.unwrap_or(wait.opened).0.max(0);
        format!("{at:012x}-{instance}-{}{:x}", self.mark(), wait.id)
    }
}

/// What an open task tells as it is, and whom: rows as long as it holds, without the place of the task, which follows.
pub fn standing<'a>(instance: InstanceId, wait: &'a Wait, task: &'a UserTask) -> impl Iterator<Item = Bytes> + use<'a> {
    let late = offers(task).filter(move |_| task.overdue).map(|to| (to, Standing::LateOffer));
    let urged = offers(task).filter(move |_| task.urged.is_some()).map(|to| (to, Standing::UrgedOffer));
    let again = task.assignee.as_deref().filter(|_| task.follow_up.is_some());
    let again = again.map(|person| (Offered::To(person), Standing::FollowUp));
    let all = offers(task).map(|to| (to, Standing::Offer)).chain(late).chain(urged).chain(again);
    all.map(move |(to, standing)| offer_rows(to).text(&standing.id(instance, wait, task)))
}

/// A notice as a row.
pub fn row(notice: &Notice) -> Change {
    Change::put(Table::Notice, notice_key(&notice.person, &notice.id), pack(notice))
}

/// The row of a notice: those of a person in the order of their ids.
pub fn notice_key(person: &str, id: &str) -> Vec<u8> {
    notice_rows(person).text(id).done()
}

/// The rows of the notices of a person.
pub fn notice_rows(person: &str) -> Bytes {
    Bytes::new().byte(space::MAIN).text(person)
}

/// The row that says up to which notice somebody has read.
pub fn read_key(person: &str) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(person).done()
}

/// The row that says up to which notice of one process somebody has read.
pub fn read_of_key(person: &str, process: &str) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).text(person).text(process).done()
}
