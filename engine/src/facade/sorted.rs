//! Lists of tasks in another order than that of their age: by when they are due, or by how urgent they are.
//!
//! What concerns one person is not much, so all of it is read by the indexes of the person and put in order. Where it is more
//! than can be put in order at once, that is said, and nothing is left out silently.
use super::Engine;
use super::tasks::fits;
use crate::api::{Page, Paging, TaskOrder, UserTask, UserTaskFilter};
use crate::keys::{Bytes, space};
use crate::paging::{from_hex, limit, to_hex};
use crate::{Error, PAGE_LIMIT_MAX};
use std::collections::BTreeMap;
use weir_core::Timestamp;

/// How many tasks are put in order at once.
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

    fn in_order(
        &self,
        prefixes: &[Bytes],
        order: TaskOrder,
        page: &Paging,
        fits: &dyn Fn(&UserTask) -> bool,
    ) -> Result<Page<UserTask>, Error> {
        let behind = page.cursor.as_deref().map(|cursor| {
            // One of another order would be somewhere else in this one.
            let place = from_hex(cursor).filter(|place| place.first() == Some(&mark(order)));
            place.ok_or_else(|| Error::invalid("bad-cursor", "the cursor is not one of this list"))
        });
        let behind = behind.transpose()?;
        let mut all = BTreeMap::new();
        let mut from = None;
        loop {
            let some = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: from.take() };
            let Page { items, next } = self.of_indexes(prefixes.to_vec(), &some, fits)?;
            all.extend(items.into_iter().map(|task| (place_in(order, &task), task)));
            if all.len() > SORTED_MAX {
                let message =
                    format!("more than {SORTED_MAX} tasks cannot be put in order: ask for them without `sort`");
                return Err(Error::invalid("too-many-to-sort", message));
            }
            match next {
                Some(next) => from = Some(next),
                None => break,
            }
        }
        let limit = limit(page);
        let mut rest = all.into_iter().filter(|(place, _)| behind.as_ref().is_none_or(|behind| place > behind));
        let found: Vec<(Vec<u8>, UserTask)> = rest.by_ref().take(limit).collect();
        let next = found.last().filter(|_| rest.next().is_some()).map(|(place, _)| to_hex(place));
        Ok(Page { items: found.into_iter().map(|(_, task)| task).collect(), next })
    }
}

/// What a place in this order begins with.
fn mark(order: TaskOrder) -> u8 {
    match order {
        TaskOrder::Due => b'd',
        TaskOrder::Priority => b'p',
        TaskOrder::Newest => b'n',
    }
}

/// What has no due date comes last; of two alike the older one comes first.
fn place_in(order: TaskOrder, task: &UserTask) -> Vec<u8> {
    let key = Bytes::new().byte(mark(order));
    let key = match order {
        TaskOrder::Due => key.time(task.due.unwrap_or(Timestamp(i64::MAX))),
        TaskOrder::Priority => key.urgency(i32::from(task.priority)),
        TaskOrder::Newest => key.time(Timestamp(task.created.0.saturating_neg())),
    };
    key.place(task.id.instance, task.id.key, task.id.wait).done()
}
