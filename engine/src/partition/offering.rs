//! Tasks that nobody has: who is told of them outside of the application, and what becomes known of those who are not.
use super::turn::Turn;
use crate::api::{LeftOut, Notice, NoticeKind, WaitAddress};
use crate::projection::{Offered, Outgoing, Standing, notice_rows, notices_in, offers, reminds, unpack};
use crate::store::{Change, Table};
use std::collections::BTreeSet;
use weir_core::organisation::UnitKind;
use weir_core::wait::{UserTask, WaitFor};
use weir_core::{ElementId, Event, Instance, Key, Step, WaitId};

/// So many administrators are told that people were left out.
const ADMINISTRATORS_TOLD_MAX: usize = 20;
/// Of one element they are told once in so long, in milliseconds.
const TELL_AGAIN_MS: i64 = 24 * 3_600_000;
/// Among so many of their latest notices it is looked for whether they were.
const LOOKED_AT_MAX: usize = 200;

impl Turn<'_> {
    /// What a step tells, for the ways out: its notices, and those of tasks that nobody has, when they are new, late or urged. Of what is offered to very
    /// many no more of them are told outside than the limit says; the others find it among their notices and in their lists,
    /// and administrators are told that it is so.
    pub(super) fn told_outside(&mut self, instance: &Instance, step: &Step, changes: &[Change]) -> Vec<Notice> {
        let mut told: Vec<Notice> = notices_in(changes).collect();
        for (key, id, standing) in step.events.iter().flat_map(|event| offered(instance, step, event)) {
            // As it is when the step is over: somebody may have it by then.
            let Some(wait) = instance.wait(key, id) else { continue };
            let WaitFor::UserTask(task) = &wait.on else { continue };
            let people = self.offered_to(instance, task);
            let element = instance.elements.get(&key).map(|element| element.element.clone());
            let header = &instance.header;
            let offer = Notice {
                id: standing.id(header.id, wait, task),
                person: String::new(),
                kind: match standing {
                    Standing::LateOffer => NoticeKind::Overdue,
                    Standing::UrgedOffer => NoticeKind::Reminded,
                    Standing::Offer | Standing::FollowUp => NoticeKind::Candidate,
                },
                at: step.at,
                by: step.actor.id.clone(),
                instance: header.id,
                definition: Some(header.definition.clone()),
                business_key: header.business_key.clone(),
                element,
                task: Some(WaitAddress { instance: header.id, key, wait: id }),
                text: None,
                outcome: None,
                alert: None,
                left_out: None,
            };
            let (chosen, left) = chosen(&offer.id, people, self.shell.outgoing.offered_max);
            if left > 0 {
                let left_out = LeftOut { told: chosen.len() as u64, left };
                told.extend(self.left_out(&offer, left_out));
            }
            let others = chosen.into_iter().filter(|person| *person != step.actor.id);
            told.extend(others.map(|person| Notice { person, ..offer.clone() }));
        }
        told
    }

    /// Each once to whom an open task is offered.
    fn offered_to(&self, instance: &Instance, task: &UserTask) -> BTreeSet<String> {
        let staff = self.shell.staff_of(&instance.header.definition);
        let here = staff.workplace();
        let mut people = BTreeSet::new();
        for offered in offers(task) {
            match offered {
                Offered::To(person) => people.extend((!here.is_elsewhere(person)).then(|| person.to_owned())),
                Offered::ToAllOf(unit) => {
                    let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
                    let members = kinds.into_iter().flat_map(|kind| here.members(kind, unit, self.now));
                    people.extend(members.map(|person| person.id.clone()));
                }
            }
        }
        people
    }

    /// Administrators are told that people were left out: in the log each time, among their notices once a day for an
    /// element. What they are told outside goes with the rest.
    fn left_out(&mut self, offer: &Notice, left_out: LeftOut) -> Vec<Notice> {
        let LeftOut { told, left } = left_out;
        let (instance, limit) = (offer.instance, self.shell.outgoing.offered_max);
        tracing::warn!(%instance, told, left, limit, "a task is offered to more people than are told outside of the application");
        let now = self.now;
        let administrators = self.shell.access.look(|access| {
            let all = access.administrators(now).take(ADMINISTRATORS_TOLD_MAX);
            all.map(str::to_owned).collect::<Vec<_>>()
        });
        let about = (offer.definition.as_deref(), offer.element.as_ref());
        let new = administrators.into_iter().filter(|person| !self.knows(person, about));
        let notice = |person| Notice {
            id: format!("{}-m", offer.id),
            person,
            kind: NoticeKind::LeftOut,
            left_out: Some(left_out),
            task: None,
            ..offer.clone()
        };
        let notices: Vec<Notice> = new.map(notice).collect();
        if !notices.is_empty() {
            self.effects.notices = true;
            self.leave(Outgoing::LeftOut(notices.clone()));
        }
        notices
    }

    /// Was somebody told lately that people are left out of what is offered there? What cannot be read was not.
    fn knows(&self, person: &str, (definition, element): (Option<&str>, Option<&ElementId>)) -> bool {
        let since = format!("{:012x}", self.now.0.saturating_sub(TELL_AGAIN_MS).max(0));
        let (start, end) = (notice_rows(person).text(&since).done(), notice_rows(person).prefix().1);
        let rows = self.shell.store.scan_reverse(Table::Notice, &start, &end, LOOKED_AT_MAX).unwrap_or_default();
        rows.iter().filter_map(|(_, bytes)| unpack::<Notice>(bytes).ok()).any(|notice| {
            notice.kind == NoticeKind::LeftOut
                && (notice.definition.as_deref(), notice.element.as_ref()) == (definition, element)
        })
    }
}

/// The tasks that an event tells of to those who may claim them, and as what.
fn offered(instance: &Instance, step: &Step, event: &Event) -> Vec<(Key, WaitId, Standing)> {
    match event {
        Event::WaitOpened { key, wait } => vec![(*key, wait.id, Standing::Offer)],
        Event::UserTaskOverdue { key, wait } if !reminds(step, *key) => vec![(*key, *wait, Standing::LateOffer)],
        Event::Reminded { key, .. } => {
            let waits = instance.elements.get(key).into_iter().flat_map(|element| &element.waits);
            waits.map(|wait| (*key, wait.id, Standing::UrgedOffer)).collect()
        }
        _ => vec![],
    }
}

/// So many of them, and how many are left. It begins at another one for each offer, so that over time all are told alike.
fn chosen(offer: &str, people: BTreeSet<String>, most: usize) -> (Vec<String>, u64) {
    let count = people.len();
    if count <= most {
        return (people.into_iter().collect(), 0);
    }
    let sum = offer.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    let mut chosen: Vec<String> = people.into_iter().collect();
    chosen.rotate_left(sum % count);
    chosen.truncate(most);
    (chosen, (count - most) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_each_is_told_now_and_then() {
        let people: BTreeSet<String> = (0..10).map(|number| format!("p{number}")).collect();
        assert_eq!(chosen("a", people.clone(), 10), (people.iter().cloned().collect(), 0));
        let mut told = BTreeSet::new();
        for offer in 0..60 {
            let (some, left) = chosen(&format!("offer-{offer}"), people.clone(), 3);
            assert_eq!((some.iter().collect::<BTreeSet<_>>().len(), left), (3, 7), "three different ones");
            told.extend(some);
        }
        assert_eq!(told, people);
    }
}
