//! The policy of an approval task: who has to agree, and what is done where nobody can.
use super::decide::Verdict;
use serde::{Deserialize, Serialize};

/// How many have to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// One of those who may claim the task decides for all.
    One,
    /// 或签: everybody is asked; the first approval passes, and it is rejected when all have rejected.
    Any,
    /// 会签: everybody has to approve.
    All,
    /// 票签: so many percent of those asked have to approve, 1 to 100.
    Ratio(u8),
    /// Approvals must weigh at least so much together.
    Weight(u32),
    /// 依次: everybody has to approve, and is asked when the one before has.
    Sequential,
}

/// What is done when nobody is found who could approve.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EmptyPolicy {
    /// An incident: somebody has to mend the organisation or the model.
    #[default]
    Incident,
    /// Passed.
    Approve,
    /// Rejected.
    Reject,
    /// These people are asked instead.
    Instead(Vec<String>),
}

/// What is done when the initiator would approve their own request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SelfPolicy {
    /// They may.
    #[default]
    Allow,
    /// They are taken to have approved.
    Skip,
    /// Their superior is asked instead.
    Superior,
    /// They are left out.
    Exclude,
}

/// What is done when somebody is asked who has approved this instance before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DuplicatePolicy {
    /// They are asked again.
    #[default]
    Ask,
    /// They are taken to have approved when they approved the approval task just before.
    Consecutive,
    /// They are taken to have approved when they approved any before.
    Any,
}

/// The whole policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// How many have to agree.
    pub mode: Mode,
    /// 一票否决: one rejection settles the matter in every mode.
    #[serde(default)]
    pub veto: bool,
    /// Nobody to ask.
    #[serde(default)]
    pub empty: EmptyPolicy,
    /// The initiator would be asked.
    #[serde(default)]
    pub own: SelfPolicy,
    /// Somebody would be asked again.
    #[serde(default)]
    pub duplicate: DuplicatePolicy,
}

/// Why the text of a policy is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {what}: {wanted}")]
pub struct PolicyError {
    /// What was given.
    pub text: String,
    /// What it was meant to be.
    pub what: &'static str,
    /// What is taken.
    pub wanted: &'static str,
}

impl Policy {
    /// A mode with everything else as it is when nothing is said.
    pub fn of(mode: Mode) -> Self {
        let (empty, own, duplicate) = (EmptyPolicy::Incident, SelfPolicy::Allow, DuplicatePolicy::Ask);
        Policy { mode, veto: false, empty, own, duplicate }
    }

    /// What it means that nobody is there to be asked; none where that is an incident, or others are asked.
    pub fn verdict_without_anybody(&self) -> Option<Verdict> {
        match self.empty {
            EmptyPolicy::Approve => Some(Verdict::Pass),
            EmptyPolicy::Reject => Some(Verdict::Reject),
            EmptyPolicy::Incident | EmptyPolicy::Instead(_) => None,
        }
    }
}

impl Mode {
    /// `one`, `any`, `all`, `ratio(60)`, `weight(3)`, `sequential`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wanted = "one, any, all, sequential, ratio(1 to 100) or weight(1 and more)";
        let refused = || PolicyError { text: text.into(), what: "approval mode", wanted };
        let text = text.trim();
        let argument = |word: &str| text.strip_prefix(word)?.trim().strip_prefix('(')?.strip_suffix(')').map(str::trim);
        match text {
            "one" => Ok(Mode::One),
            "any" => Ok(Mode::Any),
            "all" => Ok(Mode::All),
            "sequential" => Ok(Mode::Sequential),
            _ => match (argument("ratio"), argument("weight")) {
                (Some(percent), _) => {
                    let percent = percent.trim_end_matches('%').trim_end().parse();
                    percent.ok().filter(|p| (1..=100).contains(p)).map(Mode::Ratio).ok_or_else(refused)
                }
                (_, Some(weight)) => weight.parse().ok().filter(|w| *w > 0).map(Mode::Weight).ok_or_else(refused),
                (None, None) => Err(refused()),
            },
        }
    }
}

impl EmptyPolicy {
    /// `incident`, `approve`, `reject`, or who is asked instead: `users(ann, ben)`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wanted = "incident, approve, reject or users(…)";
        let refused = || PolicyError { text: text.into(), what: "policy for nobody to ask", wanted };
        match text.trim() {
            "incident" => Ok(EmptyPolicy::Incident),
            "approve" => Ok(EmptyPolicy::Approve),
            "reject" => Ok(EmptyPolicy::Reject),
            other => {
                let inner = other.strip_prefix("users").map(str::trim);
                let inner = inner.and_then(|i| i.strip_prefix('(')?.strip_suffix(')')).ok_or_else(refused)?;
                let names = inner.split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned);
                let names: Vec<String> = names.collect();
                if names.is_empty() { Err(refused()) } else { Ok(EmptyPolicy::Instead(names)) }
            }
        }
    }
}

impl SelfPolicy {
    /// `allow`, `skip`, `superior`, `exclude`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        match text.trim() {
            "allow" => Ok(SelfPolicy::Allow),
            "skip" => Ok(SelfPolicy::Skip),
            "superior" => Ok(SelfPolicy::Superior),
            "exclude" => Ok(SelfPolicy::Exclude),
            _ => Err(PolicyError {
                text: text.into(),
                what: "policy for an initiator's own request",
                wanted: "allow, skip, superior or exclude",
            }),
        }
    }
}

impl SelfPolicy {
    /// Does an initiator decide on their own request?
    pub fn lets_them_decide(self) -> bool {
        self == SelfPolicy::Allow
    }
}

impl DuplicatePolicy {
    /// `ask`, `consecutive`, `any`.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        match text.trim() {
            "ask" => Ok(DuplicatePolicy::Ask),
            "consecutive" => Ok(DuplicatePolicy::Consecutive),
            "any" => Ok(DuplicatePolicy::Any),
            _ => Err(PolicyError {
                text: text.into(),
                what: "policy for somebody who has approved before",
                wanted: "ask, consecutive or any",
            }),
        }
    }
}
