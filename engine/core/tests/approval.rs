//! Approvals: what votes mean, and whose turn it is.
use proptest::prelude::*;
use weir_core::Timestamp;
use weir_core::approval::{
    Added, Ballot, Beside, DuplicatePolicy, EmptyPolicy, Mode, Policy, Seat, SeatState, SelfPolicy, Share, Stand,
    Verdict, Vote, decide,
};
use weir_core::form::Extent;

fn share(vote: Option<Vote>) -> Share {
    Share { weight: 1, veto: false, added: false, vote }
}

#[test]
fn each_mode_decides_as_early_as_it_can() {
    let (yes, no, seen, open) =
        (share(Some(Vote::Approve)), share(Some(Vote::Reject)), share(Some(Vote::Abstain)), share(None));
    let cases: [(Mode, &[Share], Verdict); 22] = [
        (Mode::Any, &[open, open], Verdict::Pending),
        (Mode::Any, &[yes, open], Verdict::Pass),
        (Mode::Any, &[no, open], Verdict::Pending),
        (Mode::Any, &[no, no], Verdict::Reject),
        (Mode::Any, &[no, seen], Verdict::Reject),
        (Mode::All, &[yes, open], Verdict::Pending),
        (Mode::All, &[yes, yes], Verdict::Pass),
        (Mode::All, &[no, open], Verdict::Reject),
        (Mode::All, &[yes, seen], Verdict::Pass),
        (Mode::All, &[seen, seen], Verdict::Reject),
        (Mode::Sequential, &[yes, open], Verdict::Pending),
        (Mode::Sequential, &[yes, no], Verdict::Reject),
        (Mode::Ratio(60), &[yes, yes, open], Verdict::Pass),
        (Mode::Ratio(60), &[yes, no, open], Verdict::Pending),
        (Mode::Ratio(60), &[no, no, open], Verdict::Reject),
        (Mode::Ratio(67), &[yes, yes, open], Verdict::Pending),
        (Mode::Ratio(100), &[yes, yes, no], Verdict::Reject),
        (Mode::Ratio(1), &[no, no, yes], Verdict::Pass),
        (Mode::One, &[yes], Verdict::Pass),
        (Mode::One, &[no], Verdict::Reject),
        (Mode::All, &[], Verdict::Reject),
        (Mode::Any, &[], Verdict::Reject),
    ];
    for (mode, votes, verdict) in cases {
        assert_eq!(decide(votes, &Policy::of(mode)), verdict, "{mode:?} {votes:?}");
    }
    let heavy = Share { weight: 3, ..yes };
    assert_eq!(decide(&[heavy, open, open], &Policy::of(Mode::Weight(3))), Verdict::Pass);
    assert_eq!(
        decide(&[Share { vote: Some(Vote::Reject), ..heavy }, open], &Policy::of(Mode::Weight(3))),
        Verdict::Reject
    );
}

#[test]
fn whoever_was_added_where_one_decides_is_heard() {
    let added = |vote| Share { added: true, ..share(vote) };
    let (yes, no, open) = (share(Some(Vote::Approve)), share(Some(Vote::Reject)), share(None));
    let cases: [(&[Share], Verdict); 9] = [
        (&[yes, added(None)], Verdict::Pending),
        (&[yes, added(Some(Vote::Approve))], Verdict::Pass),
        (&[yes, added(Some(Vote::Abstain))], Verdict::Pass),
        (&[yes, added(Some(Vote::Reject))], Verdict::Reject),
        (&[open, added(Some(Vote::Approve))], Verdict::Pending),
        (&[open, added(Some(Vote::Reject))], Verdict::Reject),
        (&[no, added(None)], Verdict::Reject),
        (&[yes, added(Some(Vote::Approve)), added(None)], Verdict::Pending),
        (&[added(Some(Vote::Approve)), added(None)], Verdict::Pending),
    ];
    for (votes, verdict) in cases {
        assert_eq!(decide(votes, &Policy::of(Mode::One)), verdict, "{votes:?}");
    }
    // Where the first approval is enough by the model, it is so for those who were added too.
    assert_eq!(decide(&[yes, added(None)], &Policy::of(Mode::Any)), Verdict::Pass);
}

#[test]
fn a_veto_settles_the_matter_and_an_open_one_holds_back_a_pass() {
    let chair = |vote| Share { veto: true, ..share(vote) };
    let yes = share(Some(Vote::Approve));
    let policy = Policy::of(Mode::Ratio(50));
    assert_eq!(decide(&[yes, yes, chair(None)], &policy), Verdict::Pending);
    assert_eq!(decide(&[yes, yes, chair(Some(Vote::Reject))], &policy), Verdict::Reject);
    assert_eq!(decide(&[yes, yes, chair(Some(Vote::Abstain))], &policy), Verdict::Pass);
    let everybody = Policy { veto: true, ..Policy::of(Mode::Any) };
    assert_eq!(decide(&[yes, share(None)], &everybody), Verdict::Pending);
    assert_eq!(decide(&[yes, share(Some(Vote::Reject))], &everybody), Verdict::Reject);
}

fn shares() -> impl Strategy<Value = Vec<Share>> {
    let votes = prop_oneof![Just(None), Just(Some(Vote::Reject)), Just(Some(Vote::Abstain)), Just(Some(Vote::Approve))];
    let one = (0u32..5, prop::bool::weighted(0.2), prop::bool::weighted(0.3), votes);
    prop::collection::vec(one.prop_map(|(weight, veto, added, vote)| Share { weight, veto, added, vote }), 0..8)
}

fn policies() -> impl Strategy<Value = Policy> {
    let modes = prop_oneof![
        Just(Mode::One),
        Just(Mode::Any),
        Just(Mode::All),
        Just(Mode::Sequential),
        (1u8..=100).prop_map(Mode::Ratio),
        (1u32..20).prop_map(Mode::Weight),
    ];
    (modes, any::<bool>()).prop_map(|(mode, veto)| Policy { veto, ..Policy::of(mode) })
}

const VOTES: [Vote; 3] = [Vote::Reject, Vote::Abstain, Vote::Approve];

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_better_vote_never_gives_a_worse_verdict(shares in shares(), policy in policies()) {
        for index in 0..shares.len() {
            let Some(vote) = shares[index].vote else { continue };
            for better in VOTES.into_iter().filter(|better| *better > vote) {
                let mut raised = shares.clone();
                raised[index].vote = Some(better);
                prop_assert!(decide(&raised, &policy) >= decide(&shares, &policy), "{shares:?} {policy:?}");
            }
        }
    }

    #[test]
    fn a_verdict_stays_whatever_the_open_votes_become(shares in shares(), policy in policies()) {
        let verdict = decide(&shares, &policy);
        for index in (0..shares.len()).filter(|index| shares[*index].vote.is_none()) {
            for vote in VOTES {
                let mut filled = shares.clone();
                filled[index].vote = Some(vote);
                let later = decide(&filled, &policy);
                prop_assert!(verdict == Verdict::Pending || later == verdict, "{shares:?} {policy:?} {vote:?}");
            }
        }
    }

    #[test]
    fn it_is_decided_as_soon_as_no_open_vote_can_change_it(shares in shares(), policy in policies()) {
        let open: Vec<usize> = (0..shares.len()).filter(|index| shares[*index].vote.is_none()).collect();
        let filled = |vote: Vote| {
            let mut filled = shares.clone();
            for index in &open {
                filled[*index].vote = Some(vote);
            }
            decide(&filled, &policy)
        };
        let (worst, best) = (filled(Vote::Reject), filled(Vote::Approve));
        prop_assert_eq!(decide(&shares, &policy) == Verdict::Pending, worst != best, "{:?} {:?}", shares, policy);
    }

    #[test]
    fn the_order_of_votes_plays_no_part(mut shares in shares(), policy in policies(), turn in 0usize..8) {
        let verdict = decide(&shares, &policy);
        let turn = turn.min(shares.len());
        shares.rotate_left(turn);
        prop_assert_eq!(decide(&shares, &policy), verdict);
    }
}

fn seat(id: u32, person: &str) -> Seat {
    let (stands_for, added) = (None, None);
    Seat { id, person: person.into(), stands_for, weight: 1, veto: false, added, state: SeatState::Waiting }
}

fn beside(id: u32, person: &str, main: u32, place: Beside) -> Seat {
    Seat { added: Some(Added { by: "ann".into(), beside: Some((main, place)), comment: None }), ..seat(id, person) }
}

fn ballot(mode: Mode, people: &[&str]) -> Ballot {
    let mut ballot = Ballot::new(Policy::of(mode));
    for (id, person) in people.iter().enumerate() {
        ballot.put(seat(id as u32, person));
    }
    open(&mut ballot);
    ballot
}

/// Opens whoever has the turn, and holds those who have lost it.
fn open(ballot: &mut Ballot) {
    let set = |ballot: &mut Ballot, ids: Vec<u32>, state: SeatState| {
        for id in ids {
            let seat = ballot.seat(id).unwrap().clone();
            ballot.put(Seat { state: state.clone(), ..seat });
        }
    };
    let held = ballot.held().map(|seat| seat.id).collect();
    set(ballot, held, SeatState::Waiting);
    let due = ballot.due().map(|seat| seat.id).collect();
    set(ballot, due, SeatState::Open);
}

fn vote(ballot: &mut Ballot, id: u32, vote: Vote) {
    let seat = ballot.seat(id).unwrap().clone();
    assert_eq!(seat.state, SeatState::Open, "only who is asked votes");
    let stand = Stand { vote, by: seat.person.clone(), at: Timestamp(0), comment: None };
    ballot.put(Seat { state: SeatState::Voted(stand), ..seat });
    open(ballot);
}

fn asked(ballot: &Ballot) -> Vec<&str> {
    ballot.seats.iter().filter(|seat| seat.state == SeatState::Open).map(|seat| seat.person.as_str()).collect()
}

#[test]
fn in_sequence_one_is_asked_when_the_one_before_has_approved() {
    let mut ballot = ballot(Mode::Sequential, &["ann", "ben", "cem"]);
    assert_eq!(asked(&ballot), ["ann"]);
    vote(&mut ballot, 0, Vote::Approve);
    assert_eq!((asked(&ballot), ballot.verdict()), (vec!["ben"], Verdict::Pending));
    vote(&mut ballot, 1, Vote::Reject);
    assert_eq!((asked(&ballot), ballot.verdict()), (vec![], Verdict::Reject));
}

#[test]
fn who_is_added_before_is_asked_first_and_who_is_added_after_afterwards() {
    let mut ballot = ballot(Mode::All, &["ann", "ben"]);
    ballot.put(beside(2, "dan", 0, Beside::Before));
    ballot.put(beside(3, "eva", 0, Beside::After));
    open(&mut ballot);
    assert_eq!(sorted(asked(&ballot)), ["ben", "dan"], "ann waits for dan");
    vote(&mut ballot, 2, Vote::Approve);
    assert_eq!(asked(&ballot), ["ann", "ben"]);
    vote(&mut ballot, 0, Vote::Approve);
    vote(&mut ballot, 1, Vote::Approve);
    assert_eq!((asked(&ballot), ballot.verdict()), (vec!["eva"], Verdict::Pending), "ann's share waits for eva");
    vote(&mut ballot, 3, Vote::Approve);
    assert_eq!(ballot.verdict(), Verdict::Pass);
}

#[test]
fn an_added_signer_gives_no_second_vote_but_may_turn_the_share() {
    let mut any = ballot(Mode::Any, &["ann", "ben"]);
    any.put(beside(2, "dan", 0, Beside::Before));
    open(&mut any);
    vote(&mut any, 2, Vote::Approve);
    assert_eq!(any.verdict(), Verdict::Pending, "dan's approval alone is nobody's vote");
    vote(&mut any, 0, Vote::Approve);
    assert_eq!(any.verdict(), Verdict::Pass);

    let mut all = ballot(Mode::All, &["ann", "ben"]);
    all.put(beside(2, "dan", 0, Beside::Before));
    open(&mut all);
    vote(&mut all, 2, Vote::Reject);
    assert_eq!(all.verdict(), Verdict::Reject);
}

#[test]
fn a_removed_signer_counts_no_more_and_the_last_one_is_known() {
    let mut ballot = ballot(Mode::All, &["ann", "ben"]);
    vote(&mut ballot, 0, Vote::Approve);
    assert!(!ballot.is_last(1));
    let ben = ballot.seat(1).unwrap().clone();
    ballot.put(Seat { state: SeatState::Removed { by: "ann".into() }, ..ben });
    assert_eq!(ballot.verdict(), Verdict::Pass);
    assert!(ballot.is_last(0));
    assert_eq!(ballot.next_seat(), 2);
}

#[test]
fn signers_beside_signers_go_with_them() {
    let mut ballot = ballot(Mode::All, &["ann", "ben"]);
    ballot.put(beside(2, "dan", 0, Beside::Before));
    ballot.put(beside(3, "eva", 2, Beside::After));
    open(&mut ballot);
    assert_eq!(ballot.with_beside(0), [0, 2, 3]);
    assert_eq!(sorted(asked(&ballot)), ["ben", "dan"]);
    vote(&mut ballot, 2, Vote::Approve);
    assert_eq!(sorted(asked(&ballot)), ["ben", "eva"], "ann waits for eva, who stands after dan");
    vote(&mut ballot, 3, Vote::Approve);
    assert_eq!(sorted(asked(&ballot)), ["ann", "ben"]);
}

fn sorted(mut people: Vec<&str>) -> Vec<&str> {
    people.sort_unstable();
    people
}

#[test]
fn policies_are_read_as_they_are_written_and_nothing_else() {
    assert_eq!(Mode::parse(" ratio( 60 % ) "), Ok(Mode::Ratio(60)));
    assert_eq!(Mode::parse("weight(3)"), Ok(Mode::Weight(3)));
    for wrong in ["", "ratio", "ratio()", "ratio(0)", "ratio(101)", "weight(0)", "ALL", "some"] {
        assert!(Mode::parse(wrong).is_err(), "{wrong}");
    }
    assert_eq!(EmptyPolicy::parse("users(ann, ben)"), Ok(EmptyPolicy::Instead(vec!["ann".into(), "ben".into()])));
    assert!(EmptyPolicy::parse("users()").is_err() && EmptyPolicy::parse("nobody").is_err());
    assert_eq!(SelfPolicy::parse("superior"), Ok(SelfPolicy::Superior));
    assert_eq!(DuplicatePolicy::parse("consecutive"), Ok(DuplicatePolicy::Consecutive));
    let error = DuplicatePolicy::parse("never").unwrap_err().to_string();
    assert!(error.contains("ask, consecutive or any"), "{error}");
}

#[test]
fn a_rejection_asks_for_no_more_in_whichever_word_it_is_said_and_elsewhere_there_is_none() {
    let said = ["reject", "rejected", "abstain", "approve", "approved", "done"];
    let votes = said.map(|said| Extent::of(true, Some(said)));
    assert_eq!(votes[..3], [Extent::Part; 3]);
    assert_eq!(votes[3..], [Extent::Whole; 3]);
    assert_eq!(said.map(|said| Extent::of(false, Some(said))), [Extent::Whole; 6]);
    assert_eq!(["approved", "rejected", "maybe"].map(Vote::of), [Some(Vote::Approve), Some(Vote::Reject), None]);
}
