//! Which page of a list.
use super::Refusal;
use serde::Deserialize;
use std::ops::Bound;
use utoipa::{IntoParams, ToSchema};
use weir_engine::api::{Page, Paging};
use weir_engine::{PAGE_LIMIT, PAGE_LIMIT_MAX, bad_cursor, cursor_of, place_of};

/// How many entries a page may have: 1 to 1000.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(try_from = "usize")]
#[schema(value_type = usize, minimum = 1, maximum = 1000)]
pub struct Limit(usize);

impl TryFrom<usize> for Limit {
    type Error = String;

    fn try_from(limit: usize) -> Result<Self, String> {
        if (1..=PAGE_LIMIT_MAX).contains(&limit) {
            Ok(Limit(limit))
        } else {
            Err(format!("limit must be 1 to {PAGE_LIMIT_MAX}"))
        }
    }
}

impl Limit {
    /// As the engine takes it.
    pub fn entries(limit: Option<Limit>) -> Option<usize> {
        limit.map(|Limit(entries)| entries)
    }
}

/// A query that asks for nothing but a page.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paged {
    /// Entries of a page, 1 to 1000.
    pub limit: Option<Limit>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

/// The page that a query asks for.
pub fn page(limit: Option<Limit>, cursor: Option<String>) -> Paging {
    Paging { limit: Limit::entries(limit), cursor }
}

/// A page of a list that is in the order of its ids.
pub struct ById {
    list: &'static str,
    size: usize,
    behind: Option<String>,
}

impl ById {
    /// The page that a query asks for.
    pub fn of(list: &'static str, limit: Option<Limit>, cursor: Option<&str>) -> Result<Self, Refusal> {
        let behind = cursor.map(|cursor| {
            let place = place_of(list.as_bytes(), cursor)?;
            String::from_utf8(place).map_err(|_| bad_cursor())
        });
        Ok(ById { list, size: Limit::entries(limit).unwrap_or(PAGE_LIMIT), behind: behind.transpose()? })
    }

    /// The ids that may be on it.
    pub fn ids(&self) -> (Bound<&str>, Bound<&str>) {
        (self.behind.as_deref().map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded)
    }

    /// Does an entry come behind the page before?
    pub fn has(&self, id: &str) -> bool {
        self.behind.as_deref().is_none_or(|behind| id > behind)
    }

    /// So many entries are needed to know whether another page follows.
    pub fn wanted(&self) -> usize {
        self.size + 1
    }

    /// The page, of what was found in the order of ids.
    pub fn page<T>(&self, mut found: Vec<T>, id: impl Fn(&T) -> &str) -> Page<T> {
        let more = found.len() > self.size;
        found.truncate(self.size);
        let last = found.last().filter(|_| more);
        let next = last.map(|entry| cursor_of(self.list.as_bytes(), id(entry).as_bytes()));
        Page { items: found, next }
    }
}
