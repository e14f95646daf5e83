//! Why the visits of a node waited, and when.
use serde::Serialize;
use utoipa::ToSchema;

/// Why the visits of a node waited, and when.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeWaits {
    /// Visits that ended in the window.
    visits: u64,
    /// Of how many of them, the newest, it is known who did them and when they were begun, and so why they waited.
    n: u64,
    /// How long all of these waited from being enabled until they were begun, ms.
    wait: i64,
    /// The causes in the order in which they are taken from the wait; they add up to it.
    causes: Vec<CauseOfWait>,
    /// What of the rest lay between taken and begun, ms.
    claimed: i64,
    /// The hours of the week in which visits could begin, as far as there were any.
    hours: Vec<HourOfWeek>,
    /// The zone that hours and days are counted in, by its IANA name; null where it has none.
    zone: Option<String>,
}

/// A cause of waiting.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CauseOfWait {
    /// `batching`, `contention`, `prioritisation`, `unavailable`, `extraneous`.
    cause: String,
    /// How long, ms; null where it cannot be known, because there is not exactly one work calendar.
    ms: Option<i64>,
    /// Its share of the wait; null where nothing waited.
    share: Option<f64>,
    /// Service / (service + wait) of these visits if it were not there.
    efficiency: Option<f64>,
}

/// An hour of the week.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HourOfWeek {
    /// The day, Monday is 1.
    weekday: u8,
    /// The hour, 0 to 23.
    hour: u8,
    /// How many visits could begin in it.
    n: u64,
    /// Those of which it is known when they were begun.
    begun: u64,
    /// Their mean wait, ms; null where there are none.
    wait: Option<f64>,
    /// The mean sojourn of all, ms.
    sojourn: Option<f64>,
}
