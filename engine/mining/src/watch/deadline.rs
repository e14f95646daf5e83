//! Deadlines: what is late, and what will probably be.
use super::predict::Survival;

/// From this probability on a case is said to be at risk.
pub const WARN: f64 = 0.5;
/// From this one on it is critical.
pub const CRITICAL: f64 = 0.8;

/// How a running case stands to its deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Deadline {
    /// It is past it by so many ms.
    Late {
        /// By how much, ms.
        by: i64,
    },
    /// It will be late with this probability.
    AtRisk {
        /// The probability.
        probability: f64,
        /// Is it critical?
        critical: bool,
    },
    /// It will probably be in time.
    InTime {
        /// The probability of being late.
        probability: f64,
    },
    /// Too few cases were like it; nothing is guessed.
    Unknown,
}

impl Deadline {
    /// Stable: clients and translations depend on it. None where there is nothing to say.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Deadline::Late { .. } => Some("SLA"),
            Deadline::AtRisk { .. } => Some("SLA_RISK"),
            Deadline::InTime { .. } | Deadline::Unknown => None,
        }
    }
}

/// How a case stands that has done these steps, the last of them at `last`, and is due at `due`; all in ms.
pub fn deadline(survival: &Survival, trace: &[u32], last: i64, due: i64, now: i64) -> Deadline {
    if now > due {
        return Deadline::Late { by: now - due };
    }
    of_probability(survival.breach(trace, now - last, due - now))
}

/// The same of one that is not late, and will be so with this probability; none is not known.
pub(super) fn of_probability(probability: Option<f64>) -> Deadline {
    match probability {
        None => Deadline::Unknown,
        Some(probability) if probability >= WARN => Deadline::AtRisk { probability, critical: probability >= CRITICAL },
        Some(probability) => Deadline::InTime { probability },
    }
}
