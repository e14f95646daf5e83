//! What an approval task keeps while it is open: one seat for each opinion that is asked for.
//!
//! A seat may have others beside it: signers who were added before it (it waits for their approval) or after it (they are
//! asked when it has approved). Together they are one share of the vote: against as soon as one of them is, open while one
//! of them is, and else what the seat itself said. So adding signers never makes one vote into several.
use super::decide::{Share, Verdict, Vote, decide};
use super::policy::{Mode, Policy};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a seat within its ballot.
pub type SeatId = u32;

/// How many seats a ballot may have.
pub const SEATS_MAX: usize = 1_000;

/// One opinion that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    /// Its number.
    pub id: SeatId,
    /// Who is asked.
    pub person: String,
    /// 代理: whom that person stands in for.
    #[serde(default)]
    pub stands_for: Option<String>,
    /// How much the share counts where votes are weighed.
    pub weight: u32,
    /// Does a rejection settle the matter?
    #[serde(default)]
    pub veto: bool,
    /// 加签: how it came to be here, when the model did not put it here.
    #[serde(default)]
    pub added: Option<Added>,
    /// How far it is.
    pub state: SeatState,
}

/// A signer who was added while the ballot was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// By whom.
    pub by: String,
    /// Beside which seat; none is a share of its own.
    pub beside: Option<(SeatId, Beside)>,
    /// In which words they were asked.
    #[serde(default)]
    pub comment: Option<String>,
}

/// Where an added signer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Beside {
    /// 前加签: is asked first.
    Before,
    /// 后加签: is asked afterwards.
    After,
}

/// How far a seat is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SeatState {
    /// Its turn has not come.
    Waiting,
    /// It is asked.
    Open,
    /// It has been answered.
    Voted(Stand),
    /// 减签: it is asked no more.
    Removed {
        /// By whom.
        by: String,
    },
}

/// An opinion that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stand {
    /// What.
    pub vote: Vote,
    /// By whom; `engine` where a policy said so.
    pub by: String,
    /// When.
    #[serde(with = "crate::time::told")]
    pub at: Timestamp,
    /// In which words; or the policy that gave it.
    pub comment: Option<String>,
}

/// The seats of an approval task, and what their votes mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The policy.
    pub policy: Policy,
    /// The seats, in the order in which they are asked where one is asked after the other.
    pub seats: Vec<Seat>,
    /// What was decided, and by whom: it stays so when the matter cannot go on from there at once.
    #[serde(default)]
    pub decided: Option<Decided>,
    /// Have people changed who is asked: added, removed, or given a seat to somebody else?
    #[serde(default)]
    pub changed: bool,
}

/// What the engine says where it answers for whoever took too long.
pub const TIMEOUT: &str = "timeout";

/// An approval that is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How.
    pub verdict: Verdict,
    /// Who gave the vote that decided it; `engine` where a policy did.
    pub by: String,
}

impl Ballot {
    /// A ballot with nobody in it yet.
    pub fn new(policy: Policy) -> Self {
        Ballot { policy, seats: vec![], decided: None, changed: false }
    }

    /// The seat of that number.
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// Puts a seat in, or in the place of the one of its number. A new one stands behind the one it was added beside,
    /// and behind all others where there is none.
    pub fn put(&mut self, seat: Seat) {
        if let Some(old) = self.seats.iter_mut().find(|old| old.id == seat.id) {
            self.changed |= !seat.counts() || (old.person != seat.person && !old.person.is_empty());
            *old = seat;
            return;
        }
        self.changed |= seat.added.is_some();
        let beside = seat.added.as_ref().and_then(|added| added.beside);
        let at = beside.and_then(|(main, _)| self.seats.iter().rposition(|s| s.id == main || s.is_beside(main)));
        self.seats.insert(at.map_or(self.seats.len(), |at| at + 1), seat);
    }

    /// Who is asked when it begins anew after a return or a withdrawal: the same as now, where people have changed it; none
    /// where the model says. What its policies answered stays answered.
    pub fn again(&self) -> Vec<Seat> {
        if !self.changed {
            return vec![];
        }
        let by_policy = |stand: &Stand| stand.by == "engine" && !stand.is_timeout();
        let anew = |seat: &Seat| match &seat.state {
            SeatState::Voted(stand) if by_policy(stand) => seat.clone(),
            _ => Seat { state: SeatState::Waiting, ..seat.clone() },
        };
        self.seats.iter().filter(|seat| seat.counts()).map(anew).collect()
    }

    /// The number that the next seat gets.
    pub fn next_seat(&self) -> SeatId {
        self.seats.iter().map(|seat| seat.id + 1).max().unwrap_or(0)
    }

    /// What was decided, or what the votes so far mean.
    pub fn verdict(&self) -> Verdict {
        if let Some(decided) = &self.decided {
            return decided.verdict;
        }
        let shares: Vec<Share> = self.shares().map(|seat| self.share(seat)).collect();
        decide(&shares, &self.policy)
    }

    /// The seats that wait and whose turn has come.
    pub fn due(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.state == SeatState::Waiting && self.has_turn(seat) && self.is_free(seat))
    }

    /// The seats that are asked and must wait again: somebody was added before them, or took a vote back.
    pub fn held(&self) -> impl Iterator<Item = &Seat> {
        let asked = self.seats.iter().filter(|seat| seat.state == SeatState::Open);
        asked.filter(|seat| !(self.has_turn(seat) && self.is_free(seat)))
    }

    /// May this vote be taken back? Not when somebody has voted who was asked only because of it.
    pub fn may_withdraw(&self, id: SeatId) -> bool {
        let Some(seat) = self.seat(id).filter(|seat| seat.vote().is_some()) else { return false };
        let mut without = self.clone();
        without.put(Seat { state: SeatState::Waiting, ..seat.clone() });
        let gone_on = |other: &&Seat| other.id != id && other.vote().is_some() && other.by() != Some("engine");
        !self.seats.iter().filter(gone_on).any(|other| !(without.has_turn(other) && without.is_free(other)))
    }

    /// What somebody said last that they may take back still; else what they said last.
    pub fn last_of(&self, by: &str) -> Option<&Seat> {
        let at = |seat: &&Seat| match &seat.state {
            SeatState::Voted(stand) => Some(stand.at),
            _ => None,
        };
        let theirs = || self.seats.iter().filter(|seat| seat.by() == Some(by));
        theirs().filter(|seat| self.may_withdraw(seat.id)).max_by_key(at).or_else(|| theirs().max_by_key(at))
    }

    /// Would nobody be left to decide without this seat and those beside it?
    pub fn is_last(&self, id: SeatId) -> bool {
        !self.shares().any(|seat| seat.id != id)
    }

    /// Can those who are left without this seat, and those beside it, still weigh what is needed? If not: what they weigh,
    /// and what is needed.
    pub fn reaches_without(&self, id: SeatId) -> Result<(), (u64, u32)> {
        let Mode::Weight(needed) = self.policy.mode else { return Ok(()) };
        let sum = self.shares().filter(|seat| seat.id != id).map(|seat| u64::from(seat.weight)).sum();
        if sum < u64::from(needed) { Err((sum, needed)) } else { Ok(()) }
    }

    /// A seat and all that stand beside it, directly or not.
    pub fn with_beside(&self, id: SeatId) -> Vec<SeatId> {
        let mut found = vec![id];
        let mut index = 0;
        while let Some(main) = found.get(index).copied() {
            found.extend(self.seats.iter().filter(|seat| seat.is_beside(main)).map(|seat| seat.id));
            index += 1;
        }
        found
    }

    /// Those who are each a share of their own.
    fn shares(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.counts() && seat.main().is_none())
    }

    fn share(&self, seat: &Seat) -> Share {
        Share { weight: seat.weight, veto: seat.veto, added: seat.added.is_some(), vote: self.opinion(seat) }
    }

    /// What a seat and those beside it say together.
    fn opinion(&self, seat: &Seat) -> Option<Vote> {
        let own = seat.vote();
        let mut open = own.is_none();
        let against = own == Some(Vote::Reject);
        for beside in self.beside(seat.id) {
            match self.opinion(beside) {
                Some(Vote::Reject) => return Some(Vote::Reject),
                None => open = true,
                Some(_) => {}
            }
        }
        if against { own } else { own.filter(|_| !open) }
    }

    fn beside(&self, main: SeatId) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(move |seat| seat.counts() && seat.is_beside(main))
    }

    /// Has the turn of the seat come, whoever was added before it?
    fn has_turn(&self, seat: &Seat) -> bool {
        match seat.added.as_ref().and_then(|added| added.beside) {
            None if self.policy.mode == Mode::Sequential => {
                let earlier = self.shares().take_while(|other| other.id != seat.id);
                earlier.map(|other| self.opinion(other)).all(approves)
            }
            None => true,
            Some((main, place)) => {
                let Some(main) = self.seat(main) else { return false };
                let asked = self.has_turn(main);
                match place {
                    Beside::Before => asked,
                    Beside::After => asked && approves(main.vote()),
                }
            }
        }
    }

    /// Have all approved who were added before it?
    fn is_free(&self, seat: &Seat) -> bool {
        let before = self.beside(seat.id).filter(|other| other.stands(Beside::Before));
        before.map(|other| self.opinion(other)).all(approves)
    }
}

fn approves(opinion: Option<Vote>) -> bool {
    matches!(opinion, Some(Vote::Approve | Vote::Abstain))
}

impl Stand {
    /// Was it taken to be so because somebody had taken too long? They have said nothing.
    pub fn is_timeout(&self) -> bool {
        self.by == "engine" && self.comment.as_deref() == Some(TIMEOUT)
    }
}

impl Seat {
    /// What it said.
    pub fn vote(&self) -> Option<Vote> {
        match &self.state {
            SeatState::Voted(stand) => Some(stand.vote),
            _ => None,
        }
    }

    /// Whose opinion it is.
    pub fn speaks_for(&self) -> String {
        self.stands_for.clone().unwrap_or_else(|| self.person.clone())
    }

    /// Who gave its opinion.
    pub fn by(&self) -> Option<&str> {
        match &self.state {
            SeatState::Voted(stand) => Some(&stand.by),
            _ => None,
        }
    }

    /// Is its opinion asked for, or given?
    pub fn counts(&self) -> bool {
        !matches!(self.state, SeatState::Removed { .. })
    }

    /// Is it this person who is asked?
    pub fn asks(&self, person: &str) -> bool {
        self.counts() && self.person == person
    }

    fn main(&self) -> Option<SeatId> {
        Some(self.added.as_ref()?.beside?.0)
    }

    fn is_beside(&self, main: SeatId) -> bool {
        self.main() == Some(main)
    }

    fn stands(&self, place: Beside) -> bool {
        self.added.as_ref().and_then(|added| added.beside).is_some_and(|(_, at)| at == place)
    }
}
