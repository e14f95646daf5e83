//! Lists of a person in another order than their own: tasks by when they are due or how urgent they are, instances by when
//! they began or something happened in them.
//!
//! What concerns one person is not much, so all of it is read by the indexes of the person and put in order. Where it is more
//! than can be put in order at once, that is said, and nothing is left out silently.
use super::Engine;
use super::tasks::fits;
use crate::api::{InstanceOrder, InstanceSummary, Page, Paging, TaskOrder, UserTask, UserTaskFilter};
use crate::keys::{Bytes, space};
use crate::paging::{bad_cursor, cursor, limit};
use crate::{Error, PAGE_LIMIT_MAX};
use std::collections::BTreeMap;
use weir_core::Timestamp;

/// How many entries are put in order at once.
const SORTED_MAX: usize = 10_000;

impl Engine {
    /// 待办 that fit, in some order.
    pub async fn tasks_of_sorted(
        &self,
        person: &str,
        filter: &UserTaskFilter,
        order: TaskOrder,
        page: &Paging,
    ) -> Result<Page<UserTask>, Error> {
        let prefixes = [Bytes::new().byte(space::BY_ASSIGNEE).text(person)];
        self.in_order(&prefixes, order, page, &|task| fits(filter, task))
    }

    /// 待认领 that fit, in some order.
    pub async fn claimable_by_sorted(
        &self,
        person: &str,
        filter: &UserTaskFilter,
        order: TaskOrder,
        page: &Paging,
    ) -> Result<Page<UserTask>, Error> {
        let free = |task: &UserTask| task.assignee.is_none() && fits(filter, task);
        self.in_order(&self.claimable_prefixes(person), order, page, &free)
    }

    /// The instances of a person that fit, in some order: `more` is the list without one.
    pub(super) fn instances_in_order(
        order: InstanceOrder,
        page: &Paging,
        more: impl FnMut(&Paging) -> Result<Page<InstanceSummary>, Error>,
    ) -> Result<Page<InstanceSummary>, Error> {
        let begin = match order {
            InstanceOrder::Newest => b'N',
            InstanceOrder::Oldest => b'O',
            InstanceOrder::Activity => b'A',
        };
        let backwards = |time: Timestamp| Timestamp(time.0.saturating_neg());
        let place = |found: &InstanceSummary| {
            let time = match order {
                InstanceOrder::Newest => backwards(found.started),
                InstanceOrder::Oldest => found.started,
                InstanceOrder::Activity => backwards(found.last_activity),
            };
            Bytes::new().byte(begin).time(time).instance(found.id).done()
        };
        put_in_order(begin, page, more, place)
    }

    fn in_order(
        &self,
        prefixes: &[Bytes],
        order: TaskOrder,
        page: &Paging,
        fits: &dyn Fn(&UserTask) -> bool,
    ) -> Result<Page<UserTask>, Error> {
        let more = |some: &Paging| self.of_indexes(prefixes.to_vec(), some, fits);
        put_in_order(mark(order), page, more, |task| place_in(order, task))
    }
}

/// A page of all that `more` has, by the places that its items have in an order; they begin with what is of that order alone.
fn put_in_order<T>(
    begin: u8,
    page: &Paging,
    mut more: impl FnMut(&Paging) -> Result<Page<T>, Error>,
    place: impl Fn(&T) -> Vec<u8>,
) -> Result<Page<T>, Error> {
    let behind = page.cursor.as_deref().map(|cursor| {
        // One of another order would be somewhere else in this one.
        Some(crate::paging::place(b"sorted", cursor)?)
            .filter(|place| place.first() == Some(&begin))
            .ok_or_else(bad_cursor)
    });
    let behind = behind.transpose()?;
    let mut all = BTreeMap::new();
    let mut from = None;
    loop {
        let some = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: from.take() };
        let Page { items, next } = more(&some)?;
        all.extend(items.into_iter().map(|item| (place(&item), item)));
        if all.len() > SORTED_MAX {
            let message = format!("more than {SORTED_MAX} cannot be put in order: ask for them without `sort`");
            return Err(Error::invalid("too-many-to-sort", message));
        }
        match next {
            Some(next) => from = Some(next),
            None => break,
        }
    }
    let limit = limit(page);
    let mut rest = all.into_iter().filter(|(place, _)| behind.as_ref().is_none_or(|behind| place > behind));
    let found: Vec<(Vec<u8>, T)> = rest.by_ref().take(limit).collect();
    let next = found.last().filter(|_| rest.next().is_some()).map(|(place, _)| cursor(b"sorted", place));
    Ok(Page { items: found.into_iter().map(|(_, item)| item).collect(), next })
}

/// What a place in this order begins with.
fn mark(order: TaskOrder) -> u8 {
    match order {
        TaskOrder::Due => b'd',
        TaskOrder::Priority => b'p',
        TaskOrder::Newest => b'n',
        TaskOrder::FollowUp => b'f',
    }
}

/// What has no such date comes last; of two alike the older one comes first.
fn place_in(order: TaskOrder, task: &UserTask) -> Vec<u8> {
    let key = Bytes::new().byte(mark(order));
    let key = match order {
        TaskOrder::Due => key.time(task.due.unwrap_or(Timestamp(i64::MAX))),
        TaskOrder::Priority => key.urgency(i32::from(task.priority)),
        TaskOrder::FollowUp => key.time(task.follow_up.unwrap_or(Timestamp(i64::MAX))),
        TaskOrder::Newest => key.time(Timestamp(task.created.0.saturating_neg())),
    };
    key.place(task.id.instance, task.id.key, task.id.wait).done()
}
