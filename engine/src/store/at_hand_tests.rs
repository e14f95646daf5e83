//! The view in sled with blocks at hand, held against a map: what a batch changes is read at once, however blocks grow, are
//! split, joined and emptied meanwhile.

use super::random::Random;
use super::sled_home::SledHome;
use super::sled_view::SledView;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Change, Options, Table, overlay::Generation};
use std::collections::BTreeMap;
use std::sync::Arc;

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

const TABLE: Table = Table::UserTask;

fn read(view: &dyn View, (start, end): (&[u8], &[u8]), descending: bool, limit: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut found = vec![];
    let range = Range { table: TABLE, start, end, descending };
    let mut show = |key: &[u8], value: &[u8]| {
        found.push((key.to_vec(), value.to_vec()));
        found.len() < limit
    };
    view.visit(&range, &mut show).unwrap();
    found
}

fn apply(view: &dyn View, map: &mut Map, changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>) {
    let mut generation = Generation::default();
    for (key, value) in changes {
        if let Some(value) = value {
            map.insert(key.clone(), value.clone());
            generation.insert(Change::put(TABLE, key, value));
        } else {
            map.remove(&key);
            generation.insert(Change::delete(TABLE, key));
        }
    }
    view.apply(&generation, &Reflected::nothing([7; 16])).unwrap();
}

#[test]
fn whoever_asks_for_the_beginnings_of_many_indexes_sends_nothing_else_away() {
    let directory = tempfile::tempdir().unwrap();
    let tree = sled::Config::new().temporary(true).open().unwrap();
    // Room for about a hundred blocks of the six hundred that there are.
    let view = SledView::new(tree, directory.path().to_owned(), 0, 60_000).unwrap();
    let key = |number: usize| format!("k{number:04}").into_bytes();
    let all = (0..600).map(|number| (key(number), Some(vec![7; 1_400]))).collect();
    apply(&view, &mut Map::new(), all);
    let indexes = || (0..600).step_by(30);
    let at_hand = || {
        let full = |number| [&[TABLE.number()][..], &key(number)].concat();
        indexes().filter(|number| view.at_hand.find(&full(*number)).is_some()).count()
    };
    view.at_hand.clear();
    for number in indexes() {
        assert_eq!(read(&view, (&key(number), &key(9999)), false, 1).len(), 1);
    }
    assert_eq!(at_hand(), indexes().count(), "each index is at hand when it is asked for again");
    // So does a batch that changes one row of each.
    view.at_hand.clear();
    apply(&view, &mut Map::new(), indexes().map(|number| (key(number), Some(vec![8; 1_400]))).collect());
    assert_eq!(at_hand(), indexes().count());
}

#[test]
fn the_view_says_what_a_map_says_after_each_batch() {
    // With room for a few blocks, for some, and for all of them.
    for (seed, cache_bytes) in [(1, 1 << 13), (2, 1 << 15), (3, 1 << 22)] {
        let directory = tempfile::tempdir().unwrap();
        let options = Options { view_cache_bytes: cache_bytes, ..Options::default() };
        let home = SledHome::new(directory.path(), &options);
        let mut view: Arc<dyn View> = home.open().unwrap();
        let (mut map, mut random) = (Map::new(), Random::new(seed));
        for round in 0..200 {
            let mut number = |most: u64| random.below(most);
            let key = |number: u64| format!("k{number:04}").into_bytes();
            let mut changes = BTreeMap::new();
            for _ in 0..number(12) {
                let (at, length) = (number(400), number(300) as usize);
                changes.insert(key(at), (number(3) > 0).then(|| vec![round as u8; length]));
            }
            if number(4) == 0 {
                // Whole blocks are emptied, now and then to the last one, which is gone then.
                let (from, count) = (number(400), if number(3) == 0 { 400 } else { number(60) });
                changes.extend((from..from + count).map(|at| (key(at), None)));
            }
            apply(&*view, &mut map, changes);
            // What is read comes to hand as it is: a fault of the batches before must not be mended by that.
            let looks = number(3) == 0;
            for at in (0..400).filter(|_| looks) {
                let key = key(at);
                assert_eq!(view.get(TABLE, &key).unwrap(), map.get(&key).cloned(), "{seed}: {round}, {at}");
            }
            let (mut one, mut other) = (key(number(400)), key(number(400)));
            if one > other {
                std::mem::swap(&mut one, &mut other);
            }
            let limit = if looks { 1 + number(200) as usize } else { 1 };
            let pairs = || map.range(one.clone()..other.clone()).map(|(key, value)| (key.clone(), value.clone()));
            let up: Vec<_> = pairs().take(limit).collect();
            let down: Vec<_> = pairs().rev().take(limit).collect();
            assert_eq!(read(&*view, (&one, &other), false, limit), up, "{seed}: {round}");
            assert_eq!(read(&*view, (&one, &other), true, limit), down, "{seed}: {round}");
            if round % 80 == 79 {
                // Opened again, it is verified against its digests.
                view.sync().unwrap();
                drop(view);
                view = home.open().unwrap();
            }
        }
    }
}
