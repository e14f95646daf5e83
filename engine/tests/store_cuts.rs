//! Promise P9: what a start makes of a damaged log. Every byte of every segment is harmed in turn, by another bit and by an
//! early end. A torn append goes, and nothing else: what was appended before it stays, and all other damage is named with
//! its place and never served.

use crate::store_support::original::{Harm, Original, Part};
use crate::store_support::project;
use std::collections::BTreeSet;
use weir_engine::store::{Error, Mutant};

const VIEW_KEPT_OR_LOST: [bool; 2] = [false, true];

#[test]
fn whatever_is_flipped_is_named_and_what_stands_before_it_stays() {
    holds(Harm::Flip);
}

#[test]
fn wherever_it_is_cut_what_stands_before_the_cut_stays() {
    holds(Harm::Cut);
}

fn holds(harm: Harm) {
    let original = Original::new(5 << 10, 150);
    for segment in 0..original.files.len() {
        for lose_view in VIEW_KEPT_OR_LOST {
            let (wrong, breach) = original.harmed(segment, harm, lose_view, Mutant::None);
            assert!(wrong.is_empty(), "segment {segment}, view lost: {lose_view}: {breach:?}");
        }
    }
}

/// Where the judge finds this fault, with the view or without it.
fn found(original: &Original, segment: usize, harm: Harm, mutant: Mutant) -> BTreeSet<Part> {
    let judged = VIEW_KEPT_OR_LOST.map(|lose_view| original.harmed(segment, harm, lose_view, mutant).0);
    judged.into_iter().flatten().collect()
}

#[test]
fn a_store_that_does_not_check_checksums_is_found_in_every_segment() {
    let original = Original::new(3 << 10, 40);
    for segment in 0..original.files.len() {
        let wrong = found(&original, segment, Harm::Flip, Mutant::NoCrcCheck);
        assert!(wrong.is_superset(&BTreeSet::from([Part::FrameHeader, Part::Payload])), "segment {segment}: {wrong:?}");
    }
}

#[test]
fn a_start_that_takes_damage_for_the_end_of_the_log_is_found_at_every_part_of_a_segment() {
    let original = Original::new(3 << 10, 40);
    let last = original.files.len() - 1;
    for segment in 0..=last {
        let flipped = found(&original, segment, Harm::Flip, Mutant::DamageIsTheEnd);
        assert_eq!(flipped, Part::all(), "segment {segment}, flipped");
        let cut = found(&original, segment, Harm::Cut, Mutant::DamageIsTheEnd);
        // The last segment may well end early: that is what a torn append looks like.
        let expected = if segment == last { BTreeSet::new() } else { Part::all() };
        assert_eq!(cut, expected, "segment {segment}, cut");
    }
}

#[test]
fn a_recovery_that_gives_up_more_than_the_torn_append_is_found() {
    let original = Original::new(3 << 10, 40);
    let last = original.files.len() - 1;
    assert_eq!(found(&original, last, Harm::Cut, Mutant::CutTooMuch), Part::all());
    assert_eq!(found(&original, last, Harm::Flip, Mutant::CutTooMuch), Part::all());
}

#[test]
fn damage_before_the_last_group_is_named_with_its_place() {
    let original = Original::new(5 << 10, 150);
    let (name, bytes) = original.files.last().unwrap();
    let mut flipped = bytes.clone();
    flipped[70] ^= 1;
    original.simulation.lose_view();
    let refused = original.with_content(name, &flipped, || original.simulation.open(&project).err().unwrap());
    let Error::Damaged { segment, offset, reason } = &refused else { panic!("{refused}") };
    assert_eq!(
        (segment, *offset, reason.as_str()),
        (name, 40, "the checksum of the frame is wrong (partition 0, frame 9)")
    );
}
