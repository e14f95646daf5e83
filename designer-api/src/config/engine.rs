//! The settings that are the engine's, and their bounds.
use super::Config;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;
use weir_core::time::TimeZone;
use weir_engine::evaluation::ChildPool;
use weir_engine::{Options, Outgoing, store};

/// What each of them may be.
const BOUNDS: [(&str, RangeInclusive<u64>); 23] = [
    ("requests_max", 1..=1 << 20),
    ("polls_max", 1..=1 << 20),
    ("connections_max", 1..=1 << 20),
    ("header_timeout_seconds", 1..=3600),
    ("body_timeout_seconds", 1..=3600),
    ("shutdown_seconds", 0..=3600),
    ("cache_bytes", 0..=1 << 40),
    ("partition_queue_max", 1..=1 << 20),
    ("view_cache_bytes", 1 << 20..=1 << 40),
    ("view_batch_bytes", 64 << 10..=1 << 30),
    ("evaluation_children", 1..=256),
    ("evaluation_deadline_ms", 1..=600_000),
    ("session_idle_minutes", 1..=10_080),
    ("session_hours_max", 1..=720),
    ("mails_per_minute", 1..=100_000),
    ("mails_per_person_hour", 1..=10_000),
    ("delivery_timeout_seconds", 1..=120),
    ("delivery_retry_ms", 1..=3_600_000),
    ("delivery_tries_max", 1..=1000),
    ("offer_notices_max", 0..=10_000),
    ("history_rows_max", 1000..=1 << 28),
    ("history_instances_max", 1000..=1 << 26),
    ("history_visits_max", 1000..=1 << 28),
];

impl Config {
    /// The engine of this server.
    pub fn engine(&self) -> Options {
        let defaults = Options::default().store;
        let store = store::Options {
            view_cache_bytes: self.view_cache_bytes,
            overlay_write_bytes: self.view_batch_bytes,
            // Commits wait for the view only when it is several batches behind.
            overlay_bytes_max: defaults.overlay_bytes_max.max(self.view_batch_bytes.saturating_mul(4)),
            ..defaults
        };
        let deadline = Duration::from_millis(self.evaluation_deadline_ms);
        Options {
            cache_bytes: self.cache_bytes,
            queued_requests: self.partition_queue_max,
            evaluation: Arc::new(
                ChildPool::default().with(self.evaluation_children, deadline).in_zone(&self.time_zone),
            ),
            time_zone: TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC),
            store,
            outgoing: self.outgoing(),
            analytics: self.history(),
            ..Options::default()
        }
    }

    /// How much monitoring holds one by one.
    fn history(&self) -> weir_mining::ledger::Limits {
        weir_mining::ledger::Limits {
            rows: self.history_rows_max,
            cases: self.history_instances_max,
            visits: self.history_visits_max,
            ..weir_mining::ledger::Limits::default()
        }
    }

    /// Which ways out of the engine are open.
    pub fn outgoing(&self) -> Outgoing {
        Outgoing {
            mail: !self.smtp_host.is_empty(),
            webhooks: !self.webhook_allow.is_empty(),
            offered_max: usize::try_from(self.offer_notices_max).unwrap_or(usize::MAX),
        }
    }

    /// The first of them that is out of its bounds, with what it may be.
    pub fn out_of_bounds(&self) -> Option<(&'static str, RangeInclusive<u64>)> {
        let value = |key: &str| match key {
            "requests_max" => self.requests_max as u64,
            "polls_max" => self.polls_max as u64,
            "connections_max" => self.connections_max as u64,
            "header_timeout_seconds" => self.header_timeout_seconds,
            "body_timeout_seconds" => self.body_timeout_seconds,
            "shutdown_seconds" => self.shutdown_seconds,
            "cache_bytes" => self.cache_bytes as u64,
            "partition_queue_max" => self.partition_queue_max as u64,
            "view_cache_bytes" => self.view_cache_bytes,
            "view_batch_bytes" => self.view_batch_bytes as u64,
            "session_idle_minutes" => self.session_idle_minutes,
            "session_hours_max" => self.session_hours_max,
            "evaluation_children" => self.evaluation_children as u64,
            "mails_per_minute" => self.mails_per_minute,
            "mails_per_person_hour" => self.mails_per_person_hour,
            "delivery_timeout_seconds" => self.delivery_timeout_seconds,
            "delivery_retry_ms" => self.delivery_retry_ms,
            "delivery_tries_max" => self.delivery_tries_max,
            "offer_notices_max" => self.offer_notices_max,
            "history_rows_max" => self.history_rows_max as u64,
            "history_instances_max" => self.history_instances_max as u64,
            "history_visits_max" => self.history_visits_max as u64,
            _ => self.evaluation_deadline_ms,
        };
        BOUNDS.into_iter().find(|(key, bounds)| !bounds.contains(&value(key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_engine_and_within_their_bounds() {
        let (config, options) = (Config::default(), Options::default());
        assert_eq!(config.out_of_bounds(), None);
        let engine = config.engine();
        assert_eq!((engine.cache_bytes, engine.queued_requests), (options.cache_bytes, options.queued_requests));
        assert_eq!(engine.store, options.store);
        assert_eq!(engine.analytics, options.analytics);
    }

    #[test]
    fn what_is_set_reaches_the_engine() {
        let config = Config { cache_bytes: 7, partition_queue_max: 9, view_batch_bytes: 1 << 28, ..Config::default() };
        let engine = config.engine();
        assert_eq!((engine.cache_bytes, engine.queued_requests), (7, 9));
        assert_eq!(engine.store.overlay_write_bytes, 1 << 28);
        assert!(engine.store.overlay_bytes_max > 1 << 28, "commits must not wait for a batch that is never full");
        let config = Config {
            history_rows_max: 5000,
            history_instances_max: 2000,
            history_visits_max: 3000,
            ..Config::default()
        };
        let history = config.engine().analytics;
        assert_eq!((history.rows, history.cases, history.visits), (5000, 2000, 3000));
        let none = Config { history_instances_max: 0, ..Config::default() };
        assert_eq!(none.out_of_bounds().map(|(key, _)| key), Some("history_instances_max"));
        let none = Config { evaluation_children: 0, ..Config::default() };
        assert_eq!(none.out_of_bounds().map(|(key, _)| key), Some("evaluation_children"));
    }

    #[test]
    fn what_nobody_could_serve_with_is_out_of_bounds() {
        let default = Config::default;
        for (key, config) in [
            ("requests_max", Config { requests_max: 0, ..default() }),
            ("requests_max", Config { requests_max: usize::MAX, ..default() }),
            ("polls_max", Config { polls_max: 0, ..default() }),
            ("polls_max", Config { polls_max: usize::MAX, ..default() }),
            ("connections_max", Config { connections_max: 0, ..default() }),
            ("connections_max", Config { connections_max: usize::MAX, ..default() }),
            ("header_timeout_seconds", Config { header_timeout_seconds: 0, ..default() }),
            ("header_timeout_seconds", Config { header_timeout_seconds: u64::MAX, ..default() }),
            ("body_timeout_seconds", Config { body_timeout_seconds: u64::MAX, ..default() }),
            ("shutdown_seconds", Config { shutdown_seconds: u64::MAX, ..default() }),
        ] {
            assert_eq!(config.out_of_bounds().map(|(key, _)| key), Some(key));
        }
    }

    #[test]
    fn every_bound_is_of_the_setting_that_it_names() {
        let value = serde_json::to_value(Config::default()).unwrap();
        for (key, bounds) in BOUNDS {
            let default = value[key].as_u64().unwrap_or_else(|| panic!("`{key}` is a number"));
            assert!(bounds.contains(&default), "{key}");
        }
    }
}
