//! What is wrong with a file that was read.
use crate::log::{Log, TooLarge};
use std::collections::BTreeMap;

/// So many faults are told one by one; all are counted.
pub const FAULTS_MAX: usize = 1_000;

/// A kind of fault, each with a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// An event has no name: it is left out.
    EventWithoutName,
    /// An event has no time: its case keeps the order of the file.
    EventWithoutTime,
    /// A time cannot be read: it counts as missing.
    TimeNotReadable,
    /// An event has the time of another one of its case: their order is that of the file.
    SameTime,
    /// Work ends before it begins: its start counts as missing.
    EndBeforeStart,
    /// Work begins and never ends: its case has no end either, and is in no figure of finished ones.
    StartWithoutEnd,
    /// An attribute stands twice in one event or case: the first counts.
    AttributeRepeated,
    /// A value is not of the type that the file says: it is kept as text.
    ValueOfOtherType,
    /// A case has no id: it gets its number in the file.
    CaseWithoutId,
    /// Two cases have one id: both are kept, apart.
    CaseRepeated,
    /// An event stands outside every case: it is left out.
    EventOutsideCase,
    /// A line has more or fewer fields than the table has columns: what it has is read.
    LineOfOtherLength,
}

impl FaultKind {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            FaultKind::EventWithoutName => "event-without-name",
            FaultKind::EventWithoutTime => "event-without-time",
            FaultKind::TimeNotReadable => "time-not-readable",
            FaultKind::SameTime => "same-time",
            FaultKind::EndBeforeStart => "end-before-start",
            FaultKind::StartWithoutEnd => "start-without-end",
            FaultKind::AttributeRepeated => "attribute-repeated",
            FaultKind::ValueOfOtherType => "value-of-other-type",
            FaultKind::CaseWithoutId => "case-without-id",
            FaultKind::CaseRepeated => "case-repeated",
            FaultKind::EventOutsideCase => "event-outside-case",
            FaultKind::LineOfOtherLength => "line-of-other-length",
        }
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// The number of the case in the file, from 1; 0 outside.
    pub case: usize,
    /// The number of the event in its case, from 1; 0 where the case is meant.
    pub event: usize,
    /// What was found, shortened.
    pub found: String,
}

/// Faults, the first of them one by one, all of them counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first ones.
    pub told: Vec<Fault>,
    /// How many of each kind.
    pub counts: BTreeMap<FaultKind, usize>,
}

impl Faults {
    /// One more.
    pub fn add(&mut self, kind: FaultKind, case: usize, event: usize, found: &str) {
        *self.counts.entry(kind).or_default() += 1;
        if self.told.len() < FAULTS_MAX {
            let found = found.chars().take(80).collect();
            self.told.push(Fault { kind, case, event, found });
        }
    }

    /// How many of a kind.
    pub fn count(&self, kind: FaultKind) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What is in it.
    pub log: Log,
    /// How many events the file has, those included that were left out.
    pub events_read: usize,
    /// What was not as it should be.
    pub faults: Faults,
}

/// Why a file is no log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is longer than we read.
    #[error("the file has more than {most} bytes when unpacked; take a shorter period")]
    Bytes {
        /// The limit.
        most: u64,
    },
    /// It is not UTF-8.
    #[error("the file is not UTF-8 (byte {at}); write it in UTF-8")]
    Encoding {
        /// Where.
        at: usize,
    },
    /// The compression is damaged.
    #[error("the file cannot be unpacked: {why}")]
    Packed {
        /// Why not.
        why: String,
    },
    /// It is not well-formed.
    #[error("byte {at}: {why}")]
    Syntax {
        /// Where.
        at: u64,
        /// What is wrong.
        why: String,
    },
    /// It is another kind of file.
    #[error("no {wanted} was found: {why}")]
    Kind {
        /// What was looked for.
        wanted: &'static str,
        /// What is missing.
        why: String,
    },
    /// Attributes stand in one another beyond the limit.
    #[error("byte {at}: attributes stand more than {most} deep in one another")]
    Depth {
        /// Where.
        at: u64,
        /// The limit.
        most: usize,
    },
    /// Too many events or attributes.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

impl Refused {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Bytes { .. } => "file-bytes",
            Refused::Encoding { .. } => "file-encoding",
            Refused::Packed { .. } => "file-packed",
            Refused::Syntax { .. } => "file-syntax",
            Refused::Kind { .. } => "file-kind",
            Refused::Depth { .. } => "attribute-depth",
            Refused::TooLarge(large) => large.code(),
        }
    }
}
