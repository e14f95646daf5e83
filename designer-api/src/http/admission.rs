//! How much may go on at once, and what is never turned away.
use super::Refusal;
use axum::http::StatusCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a request needs of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Health, metrics: answered under any load.
    Watch,
    /// A worker waits for jobs: many, idle.
    Poll,
    /// A page listens for notices: many, idle, and none of them takes the place of a worker.
    Listen,
    /// Work that was done is reported: never shed, since refusing it makes more work.
    Finish,
    /// Everything else.
    Work,
}

/// The gates, and a count of those who were turned away.
pub struct Admission {
    work: Arc<Semaphore>,
    polls: Arc<Semaphore>,
    streams: Arc<Semaphore>,
    widths: (usize, usize),
    refused_work: AtomicU64,
    refused_polls: AtomicU64,
    refused_streams: AtomicU64,
}

impl Lane {
    /// The lane of a path.
    pub fn of(path: &str) -> Lane {
        let Some(noun) = path.strip_prefix("/api/v1/") else { return Lane::Watch };
        match noun.rsplit('/').next().unwrap_or_default() {
            "health" => Lane::Watch,
            "fetch" => Lane::Poll,
            "complete" | "fail" | "error" | "extend" => Lane::Finish,
            _ => Lane::Work,
        }
    }
}

impl Admission {
    /// Gates of these widths; that of pages which listen is as wide as that of workers who wait.
    pub fn new(requests_max: usize, polls_max: usize) -> Self {
        Admission {
            work: Arc::new(Semaphore::new(requests_max)),
            polls: Arc::new(Semaphore::new(polls_max)),
            streams: Arc::new(Semaphore::new(polls_max)),
            widths: (requests_max, polls_max),
            refused_work: AtomicU64::new(0),
            refused_polls: AtomicU64::new(0),
            refused_streams: AtomicU64::new(0),
        }
    }

    /// Lets a request in for as long as the permit lives, or turns it away at once.
    pub fn enter(&self, lane: Lane) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let (gate, refused, status) = match lane {
            Lane::Watch | Lane::Finish => return Ok(None),
            Lane::Poll => (&self.polls, &self.refused_polls, StatusCode::TOO_MANY_REQUESTS),
            Lane::Listen => (&self.streams, &self.refused_streams, StatusCode::TOO_MANY_REQUESTS),
            Lane::Work => (&self.work, &self.refused_work, StatusCode::SERVICE_UNAVAILABLE),
        };
        gate.clone().try_acquire_owned().map(Some).map_err(|_| {
            refused.fetch_add(1, Ordering::Relaxed);
            Refusal::new(status, "overloaded", "too many requests at once; try again a little later")
                .retry_after_ms(1000)
        })
    }

    /// Prometheus lines about the gates.
    pub fn metrics(&self) -> String {
        let inside = |gate: &Semaphore, width: usize| width.saturating_sub(gate.available_permits());
        format!(
            "# HELP weir_http_requests_inside Requests being answered, polls that wait for jobs, pages that listen.\n\
             # TYPE weir_http_requests_inside gauge\n\
             weir_http_requests_inside{{lane=\"work\"}} {}\n\
             weir_http_requests_inside{{lane=\"poll\"}} {}\n\
             weir_http_requests_inside{{lane=\"listen\"}} {}\n\
             # HELP weir_http_requests_refused_total Requests turned away at the edge.\n\
             # TYPE weir_http_requests_refused_total counter\n\
             weir_http_requests_refused_total{{lane=\"work\"}} {}\n\
             weir_http_requests_refused_total{{lane=\"poll\"}} {}\n\
             weir_http_requests_refused_total{{lane=\"listen\"}} {}\n",
            inside(&self.work, self.widths.0),
            inside(&self.polls, self.widths.1),
            inside(&self.streams, self.widths.1),
            self.refused_work.load(Ordering::Relaxed),
            self.refused_polls.load(Ordering::Relaxed),
            self.refused_streams.load(Ordering::Relaxed),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completions_are_let_in_when_everything_else_is_turned_away() {
        let gates = Admission::new(1, 1);
        let _held = gates.enter(Lane::of("/api/v1/instances")).unwrap();
        assert!(gates.enter(Lane::of("/api/v1/instances")).is_err());
        assert!(gates.enter(Lane::of("/api/v1/user-tasks/1/complete")).is_ok());
        assert!(gates.enter(Lane::of("/readyz")).is_ok());
        assert!(gates.metrics().contains("refused_total{lane=\"work\"} 1\n"));
        assert!(gates.metrics().contains("inside{lane=\"work\"} 1\n"));
        assert!(gates.metrics().contains("inside{lane=\"poll\"} 0\n"));
    }

    #[test]
    fn pages_that_listen_take_no_place_of_workers() {
        let gates = Admission::new(1, 1);
        let _page = gates.enter(Lane::Listen).unwrap();
        assert!(gates.enter(Lane::Listen).is_err());
        assert!(gates.enter(Lane::of("/api/v1/jobs/fetch")).is_ok());
        assert!(gates.metrics().contains("inside{lane=\"listen\"} 1\n"));
        assert!(gates.metrics().contains("refused_total{lane=\"listen\"} 1\n"));
    }
}
