//! How an engine is set up.
use crate::clock::{Clock, SystemClock};
use crate::evaluation::{ChildPool, EvaluationHost};
use std::sync::Arc;
use weir_core::InstanceId;
use weir_core::compile::{Prepared, prepare};
use weir_core::time::TimeZone;

/// How an engine is set up. Start from `Options::default()`.
#[derive(Debug, Clone)]
pub struct Options {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// How the store of [`Engine::open`](crate::Engine::open) behaves.
    pub store: crate::store::Options,
    /// How much all partitions together keep of their instances in memory, in bytes, estimated. Each partition has an equal
    /// share, and keeps one instance however large it is.
    pub cache_bytes: usize,
    /// How many requests may wait for each partition; more are refused, except completions of work.
    pub queued_requests: usize,
    /// How many commits may be decided before they are flushed.
    pub commits_ahead: usize,
    /// How many turns that are much work are carried out at a time: they leave the other cores to everybody else.
    pub heavy_turns: usize,
    /// How often something goes round by itself before it is an incident.
    pub rounds_max: u32,
    /// The zone of times that name none, of days and of cron lines.
    pub time_zone: TimeZone,
    /// Where attachments are kept; none keeps none, except for [`Engine::open`](crate::Engine::open), which keeps them
    /// beside its log.
    pub attachments: Option<std::path::PathBuf>,
    /// Where signed checkpoints of the log, their key and exports are kept; none makes none, except for
    /// [`Engine::open`](crate::Engine::open), which keeps them beside its log.
    pub audit: Option<std::path::PathBuf>,
    /// How often a checkpoint is made, if the log has grown.
    pub checkpoint_every: std::time::Duration,
    /// Which ways out of the engine are open.
    pub outgoing: Outgoing,
    /// How much analytics hold row by row.
    pub analytics: weir_mining::ledger::Limits,
    /// Is the history followed? Where it is not, monitoring and alert rules say so. It is there to measure what following costs.
    pub followed: bool,
    /// Who evaluates expressions that are not provably bounded.
    pub evaluation: Arc<dyn EvaluationHost>,
    /// How files become processes. Only tests replace it.
    #[doc(hidden)]
    pub prepare: fn(&[u8]) -> Prepared,
    /// What goes wrong with an instance, by panicking. Only tests replace it.
    #[doc(hidden)]
    pub sabotage: fn(Stage, InstanceId),
    /// For tests of the tests only: a deliberate fault that the reliability tests must find.
    #[doc(hidden)]
    pub mutant: Mutant,
}

/// Which ways out of the engine are open: what happens while one is not is never sent that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outgoing {
    /// E-mail.
    pub mail: bool,
    /// Webhooks.
    pub webhooks: bool,
    /// So many of those to whom a task is offered are told of it by them at once.
    pub offered_max: usize,
}

impl Default for Outgoing {
    fn default() -> Self {
        Outgoing { mail: false, webhooks: false, offered_max: crate::OFFERED_TOLD_MAX }
    }
}

/// Where an instance can break outside of the core.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// When it is read.
    Load,
    /// When its rows are made.
    Rows,
    /// When its step is written down.
    Encode,
}

/// A deliberate fault. Every reliability test has one that must make it fail; never set it elsewhere.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mutant {
    /// No fault.
    #[default]
    None,
    /// A job is completed whatever its token.
    IgnoreToken,
    /// The answer of an idempotency key is stored in a commit of its own, after the effect.
    AnswerAfterCommit,
    /// Every event is applied twice when the view is rebuilt.
    ApplyTwice,
    /// A panic over one instance takes its partition with it.
    NoCatchUnwind,
    /// Timers that were armed before the start are not looked for.
    ForgetTimers,
    /// What a worker has reported is not kept, so that its repetition is a report of its own.
    ForgetReports,
    /// Turns that are much work are carried out where everybody else is served.
    HeavyTurnsAmongOthers,
    /// Rounds of a cycle that goes from step to step are not counted.
    CountNoRounds,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            clock: Arc::new(SystemClock),
            store: crate::store::Options::default(),
            cache_bytes: 64 << 20,
            queued_requests: 256,
            commits_ahead: 8192,
            rounds_max: crate::ROUNDS_MAX,
            heavy_turns: std::thread::available_parallelism().map_or(1, |cores| cores.get() / 2).max(1),
            time_zone: TimeZone::UTC,
            attachments: None,
            audit: None,
            checkpoint_every: std::time::Duration::from_hours(1),
            outgoing: Outgoing::default(),
            analytics: weir_mining::ledger::Limits::default(),
            followed: true,
            evaluation: Arc::new(ChildPool::default()),
            prepare,
            sabotage: |_, _| {},
            mutant: Mutant::None,
        }
    }
}
