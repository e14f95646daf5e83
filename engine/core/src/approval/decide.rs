//! What a set of votes means under a policy. The order of votes plays no part, so nobody has more power for being last.
use super::policy::{Mode, Policy};
use serde::{Deserialize, Serialize};

/// One opinion, from the worst for the matter to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Vote {
    /// Against.
    Reject,
    /// Seen, and neither for nor against. It counts as given, and helps no quorum.
    Abstain,
    /// For.
    Approve,
}

impl Vote {
    /// The vote that an outcome of a task means, if it means one.
    pub fn of(outcome: &str) -> Option<Vote> {
        match outcome {
            "approve" | "approved" => Some(Vote::Approve),
            "reject" | "rejected" => Some(Vote::Reject),
            "abstain" => Some(Vote::Abstain),
            _ => None,
        }
    }
}

/// One vote that is asked for, given or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How much it counts where votes are weighed; elsewhere each counts the same.
    pub weight: u32,
    /// Does a rejection by this one settle the matter?
    pub veto: bool,
    /// 并加签: was it added beside the others, and not asked by the model?
    pub added: bool,
    /// What was voted; none while it is open.
    pub vote: Option<Vote>,
}

/// What the votes so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Rejected, whatever the open votes will be.
    Reject,
    /// The open votes can still change it.
    Pending,
    /// Passed, whatever the open votes will be.
    Pass,
}

/// Decides as early as no open vote can change it, and never earlier.
///
/// Two laws hold, and are tested: a better vote never gives a worse verdict (monotone), and a verdict once reached stays,
/// whatever the open votes become (final). A veto that is still open therefore holds back a pass.
///
/// ```
/// use weir_core::approval::{Mode, Policy, Share, Verdict, Vote, decide};
/// let two_of_three = Policy::of(Mode::Ratio(60));
/// let share = |vote| Share { weight: 1, veto: false, added: false, vote };
/// let yes = share(Some(Vote::Approve));
/// assert_eq!(decide(&[yes, share(None), share(None)], &two_of_three), Verdict::Pending);
/// assert_eq!(decide(&[yes, yes, share(None)], &two_of_three), Verdict::Pass);
/// ```
pub fn decide(shares: &[Share], policy: &Policy) -> Verdict {
    let vetoes = |share: &&Share| policy.veto || share.veto;
    if shares.iter().filter(vetoes).any(|share| share.vote == Some(Vote::Reject)) {
        return Verdict::Reject;
    }
    let verdict = match policy.mode {
        Mode::One => one(shares),
        Mode::Any => quorum(shares, 1, |_| 1),
        Mode::All | Mode::Sequential => everyone(shares),
        Mode::Ratio(percent) => {
            let seats = shares.len() as u64;
            // Rounded up: 60 % of 4 are 3.
            quorum(shares, (seats * u64::from(percent)).div_ceil(100).max(1), |_| 1)
        }
        Mode::Weight(needed) => quorum(shares, u64::from(needed).max(1), |share| u64::from(share.weight)),
    };
    let could_veto = shares.iter().filter(vetoes).any(|share| share.vote.is_none());
    if verdict == Verdict::Pass && could_veto { Verdict::Pending } else { verdict }
}

/// So much approval is needed; rejected as soon as the open votes cannot bring it any more.
fn quorum(shares: &[Share], needed: u64, counts: impl Fn(&Share) -> u64) -> Verdict {
    let sum = |vote: Option<Vote>| shares.iter().filter(|s| s.vote == vote).map(&counts).sum::<u64>();
    let (approved, open) = (sum(Some(Vote::Approve)), sum(None));
    if approved >= needed {
        Verdict::Pass
    } else if approved + open < needed {
        Verdict::Reject
    } else {
        Verdict::Pending
    }
}

/// Whoever the model asks decides; but whoever was added beside them is heard first. So with added signers it is as if all
/// were asked: somebody who was asked for an opinion is not passed over by the first vote.
fn one(shares: &[Share]) -> Verdict {
    let (added, asked): (Vec<Share>, Vec<Share>) = shares.iter().partition(|share| share.added);
    if asked.is_empty() {
        return everyone(&added);
    }
    let heard = if added.iter().any(|share| share.vote == Some(Vote::Reject)) {
        Verdict::Reject
    } else if added.iter().any(|share| share.vote.is_none()) {
        Verdict::Pending
    } else {
        Verdict::Pass
    };
    quorum(&asked, 1, |_| 1).min(heard)
}

/// Nobody against, and somebody for.
fn everyone(shares: &[Share]) -> Verdict {
    let any = |vote: Option<Vote>| shares.iter().any(|share| share.vote == vote);
    if any(Some(Vote::Reject)) {
        Verdict::Reject
    } else if any(None) {
        Verdict::Pending
    } else if any(Some(Vote::Approve)) {
        Verdict::Pass
    } else {
        Verdict::Reject
    }
}
