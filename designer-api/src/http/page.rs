//! Which page of a list.
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use weir_engine::PAGE_LIMIT_MAX;
use weir_engine::api::Paging;

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
