//! What is told to whom, and what keeps it back.
use super::super::alert::State;
use crate::measure::calendar::WorkingTime;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many alarms are looked at in one step; more are an alarm of their own, and a fault of the rules.
pub const ALERTS_MAX: usize = 10_000;
/// No silence is longer, ms: 90 days.
pub const SILENCE_MS_MAX: i64 = 90 * crate::aggregate::DAY_MS;

/// Where an alarm is: labels such as `process`, `version`, `node`. Fewer labels are a more general place.
pub type Scope = BTreeMap<String, String>;

/// An alarm as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Its rule.
    pub rule: String,
    /// Where it is.
    pub scope: Scope,
    /// Its state.
    pub state: State,
    /// Rules that say it already, where they ring at the same place or a more general one.
    pub inhibited_by: BTreeSet<String>,
    /// Does it say that the data themselves are wrong? Then it keeps back all others of its place.
    pub of_data: bool,
}

impl Alert {
    /// Does it ring?
    pub fn is_firing(&self) -> bool {
        matches!(self.state, State::Warning | State::Critical | State::Recovering)
    }

    /// Is it kept back by another one?
    pub fn is_inhibited_by(&self, other: &Alert) -> bool {
        let named = self.inhibited_by.contains(&other.rule) || (other.of_data && !self.of_data);
        let is_itself = other.rule == self.rule && other.scope == self.scope;
        named && !is_itself && other.is_firing() && holds(&other.scope, &self.scope)
    }
}

/// Does a place lie within another one: has it all of its labels?
pub(super) fn holds(general: &Scope, scope: &Scope) -> bool {
    general.iter().all(|(name, value)| scope.get(name) == Some(value))
}

/// Somebody has asked for quiet, for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Who.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// The rule; none: every rule.
    pub rule: Option<String>,
    /// The place and all within it.
    pub scope: Scope,
    /// From when on, ms.
    pub from: i64,
    /// Until when, ms.
    pub until: i64,
}

impl Silence {
    /// Is it one? Nobody is silenced without a name, or for ever.
    pub fn check(&self) -> Result<(), PolicyError> {
        if self.owner.trim().is_empty() {
            return Err(PolicyError::SilenceOwner);
        }
        if self.until <= self.from || self.until - self.from > SILENCE_MS_MAX {
            return Err(PolicyError::SilenceExpiry);
        }
        Ok(())
    }

    pub(super) fn covers(&self, rule: &str, scope: &Scope, now: i64) -> bool {
        (self.from..self.until).contains(&now)
            && self.rule.as_ref().is_none_or(|of| of == rule)
            && holds(&self.scope, scope)
    }
}

/// At most so many messages in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// How many.
    pub most: usize,
    /// In how long, ms.
    pub within: i64,
}

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who: a role, with a channel.
    pub id: String,
    /// When they can be told; none: always. The calendar knows its time zone and holidays.
    pub open: Option<WorkingTime>,
    /// Does what is critical break their quiet?
    pub critical_always: bool,
    /// How many messages they get at most.
    pub rate: Option<Rate>,
    /// With what else it is one message; none: each group of a policy is a message of its own.
    pub together: Option<Together>,
}

/// Groups of several policies are one message to whoever is told of all of them: what they have in common tells one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// What they have in common.
    pub cause: String,
    /// After a message about it others of its cause wait for so long, so that they come as one, ms; what is critical does not.
    pub interval: i64,
}

impl Recipient {
    pub(super) fn is_open(&self, now: i64) -> bool {
        self.open.as_ref().is_none_or(|open| open.covers(now))
    }
}

/// What one group of recipients is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub id: String,
    /// The rules it is about; empty: all.
    pub rules: BTreeSet<String>,
    /// The place and all within it.
    pub scope: Scope,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// Alarms with the same values of these labels are one message.
    pub group_by: Vec<String>,
    /// How long a new group waits for more of its kind, ms.
    pub wait: i64,
    /// How long until a change of a group is told, ms. What gets worse is told at once.
    pub interval: i64,
    /// After how long an alarm that still rings is told again, ms; none: never.
    pub repeat: Option<i64>,
}

impl Policy {
    /// Is it one?
    pub fn check(&self) -> Result<(), PolicyError> {
        if self.wait < 0 || self.interval < 0 || self.repeat.is_some_and(|repeat| repeat < self.interval.max(60_000)) {
            return Err(PolicyError::Times);
        }
        let rates = self.recipients.iter().filter_map(|recipient| recipient.rate);
        if rates.into_iter().any(|rate| rate.most == 0 || rate.within <= 0) {
            return Err(PolicyError::Rate);
        }
        Ok(())
    }

    pub(super) fn is_about(&self, alert: &Alert) -> bool {
        (self.rules.is_empty() || self.rules.contains(&alert.rule)) && holds(&self.scope, &alert.scope)
    }

    /// The values that make alarms one message.
    pub(super) fn group(&self, alert: &Alert) -> Scope {
        let value = |name: &String| Some((name.clone(), alert.scope.get(name)?.clone()));
        self.group_by.iter().filter_map(value).collect()
    }
}

/// Why a policy or a silence is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Nobody owns the silence.
    #[error("a silence has an owner, who answers for it")]
    SilenceOwner,
    /// It does not end, or too late.
    #[error("a silence ends after it begins, at most 90 days later; renew it if it is still needed")]
    SilenceExpiry,
    /// Times are below 0, or an alarm would be repeated sooner than its changes are told.
    #[error("waits are not below 0, and an alarm is repeated after a minute and after the interval at the earliest")]
    Times,
    /// A rate lets nothing through.
    #[error("a rate lets at least one message through, in more than no time")]
    Rate,
}

impl PolicyError {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            PolicyError::SilenceOwner => "silence-owner",
            PolicyError::SilenceExpiry => "silence-expiry",
            PolicyError::Times => "policy-times",
            PolicyError::Rate => "policy-rate",
        }
    }
}
