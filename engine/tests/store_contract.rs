//! The contract of every store. One file, run on each implementation.

use crate::store_support::{
    Model, RealRig, Rig, TABLES, apply, changes_of, commit, content, expected_scan, random_commit, simulation,
};
use weir_engine::store::sim::Random;
use weir_engine::store::{Change, Commit, GROUP_BYTES_MAX, PAYLOAD_BYTES_MAX, Position, Store, Table};

/// Runs one law on all stores.
fn check(law: fn(&dyn Rig)) {
    law(&simulation(1));
    law(&RealRig::new());
}

fn put(key: &str, value: &str) -> Change {
    Change::put(Table::Instance, key.into(), value.into())
}

fn delete(key: &str) -> Change {
    Change::delete(Table::Instance, key.into())
}

/// The keys of a scan as text.
fn keys(store: &dyn Store, start: &str, end: &str, limit: usize) -> String {
    let text = |pairs: Vec<(Vec<u8>, Vec<u8>)>| {
        let keys: Vec<_> = pairs.into_iter().map(|(key, _)| String::from_utf8(key).unwrap()).collect();
        keys.join("")
    };
    let forward = store.scan(Table::Instance, start.as_bytes(), end.as_bytes(), limit).unwrap();
    let backward = store.scan_reverse(Table::Instance, start.as_bytes(), end.as_bytes(), limit).unwrap();
    format!("{} {}", text(forward), text(backward))
}

#[test]
fn a_commit_is_read_at_once_and_after_a_restart() {
    check(|rig| {
        let store = rig.open();
        store.commit(vec![commit(3, vec![put("a", "1"), put("b", "2")])]).unwrap();
        store.commit(vec![commit(3, vec![delete("a"), put("b", "3")])]).unwrap();
        let show =
            |store: &dyn Store| (store.get(Table::Instance, b"a").unwrap(), store.get(Table::Instance, b"b").unwrap());
        assert_eq!(show(&*store), (None, Some(b"3".to_vec())));
        drop(store);
        assert_eq!(show(&*rig.open()), (None, Some(b"3".to_vec())));
    });
}

#[test]
fn of_two_changes_to_one_key_the_later_one_wins() {
    check(|rig| {
        let store = rig.open();
        store.commit(vec![commit(0, vec![put("a", "1"), put("a", "2")]), commit(1, vec![put("a", "3")])]).unwrap();
        assert_eq!(store.get(Table::Instance, b"a").unwrap(), Some(b"3".to_vec()));
    });
}

#[test]
fn scans_merge_what_is_in_memory_with_what_is_in_the_view() {
    check(|rig| {
        let store = rig.open();
        let all = ["a", "b", "c", "d", "e", "f"].map(|key| put(key, "view")).to_vec();
        store.commit(vec![commit(0, all)]).unwrap();
        store.checkpoint().unwrap();
        store.commit(vec![commit(0, vec![delete("a"), delete("c"), put("d", "memory"), put("dd", "new")])]).unwrap();
        store.commit(vec![commit(0, vec![delete("f"), put("g", "new"), delete("g")])]).unwrap();
        assert_eq!(keys(&*store, "", "z", 10), "bddde eddd".to_owned() + "b");
        assert_eq!(keys(&*store, "b", "e", 10), "bddd dddb");
        assert_eq!(keys(&*store, "", "z", 2), "bd edd");
        assert_eq!(keys(&*store, "c", "d", 10), " ");
        assert_eq!(keys(&*store, "d", "c", 10), " ", "an empty range");
        assert_eq!(keys(&*store, "", "z", 0), " ");
        assert_eq!(store.get(Table::Instance, b"d").unwrap(), Some(b"memory".to_vec()));
    });
}

#[test]
fn tables_do_not_see_each_other() {
    check(|rig| {
        let store = rig.open();
        let changes = Table::ALL.map(|table| Change::put(table, b"key".to_vec(), vec![table.number()])).to_vec();
        store.commit(vec![commit(0, changes)]).unwrap();
        for flushed in [false, true] {
            for table in Table::ALL {
                let found = store.scan(table, &[], &[0xff], 10).unwrap();
                assert_eq!(found, [(b"key".to_vec(), vec![table.number()])], "{table:?}, in the view: {flushed}");
            }
            store.checkpoint().unwrap();
        }
    });
}

#[test]
fn random_commits_and_scans_agree_with_a_map() {
    check(|rig| {
        let mut random = Random::new(7);
        let mut model = Model::new();
        let mut store = rig.open();
        for _ in 0..150 {
            let commits: Vec<Commit> = (0..=random.below(5)).map(|_| random_commit(&mut random)).collect();
            for commit in &commits {
                apply(&mut model, &commit.changes);
            }
            store.commit(commits).unwrap();
            match random.below(20) {
                0 => store.checkpoint().unwrap(),
                1 => {
                    drop(store);
                    store = rig.open();
                }
                _ => {}
            }
            let table = TABLES[random.below(3) as usize];
            let (start, end) = ([b'k', random.below(40) as u8], [b'k', random.below(41) as u8]);
            let limit = random.below(12) as usize;
            let scan = store.scan(table, &start, &end, limit).unwrap();
            assert_eq!(scan, expected_scan(&model, table, &start, &end, limit, false));
            let scan = store.scan_reverse(table, &start, &end, limit).unwrap();
            assert_eq!(scan, expected_scan(&model, table, &start, &end, limit, true));
        }
        assert_eq!(content(&*store).unwrap(), model);
    });
}

/// So many that a view which keeps neighbours together has to part and to join them again and again.
#[test]
fn thousands_of_pairs_come_and_go_and_agree_with_a_map() {
    check(|rig| {
        let mut random = Random::new(11);
        let mut model = Model::new();
        let mut store = rig.open();
        for round in 0..40 {
            let mut changes = vec![];
            for _ in 0..300 {
                let key = format!("{:05}", random.below(3000)).into_bytes();
                let table = TABLES[random.below(3) as usize];
                // In turn mostly more and mostly fewer.
                let goes = random.below(10) < if round / 10 % 2 == 0 { 2 } else { 8 };
                let length = random.below(90) as usize;
                changes.push(if goes { Change::delete(table, key) } else { Change::put(table, key, vec![7; length]) });
            }
            apply(&mut model, &changes);
            store.commit(vec![commit(0, changes)]).unwrap();
            store.checkpoint().unwrap();
            if round % 10 == 9 {
                drop(store);
                store = rig.open();
            }
            let table = TABLES[random.below(3) as usize];
            let mut bounds = [random.below(3000), random.below(3001)].map(|bound| format!("{bound:05}").into_bytes());
            bounds.sort();
            let [start, end] = bounds;
            let limit = random.below(500) as usize;
            let scan = store.scan(table, &start, &end, limit).unwrap();
            assert_eq!(scan, expected_scan(&model, table, &start, &end, limit, false));
            let scan = store.scan_reverse(table, &start, &end, limit).unwrap();
            assert_eq!(scan, expected_scan(&model, table, &start, &end, limit, true));
            assert_eq!(store.get(table, &start).unwrap(), model.get(&(table, start.clone())).cloned());
        }
        assert_eq!(content(&*store).unwrap(), model);
    });
}

#[test]
fn the_log_has_every_frame_in_order_with_gapless_sequences() {
    check(|rig| {
        let mut random = Random::new(9);
        let mut written = Vec::new();
        for _ in 0..3 {
            let store = rig.open();
            for _ in 0..20 {
                let commits: Vec<Commit> = (0..=random.below(4)).map(|_| random_commit(&mut random)).collect();
                let known: Vec<_> = commits.iter().map(|commit| (commit.partition, commit.payload.clone())).collect();
                let positions = store.commit(commits).unwrap();
                written.extend(positions.into_iter().zip(known));
            }
        }
        let store = rig.open();
        let frames: Vec<_> = store.log(None).map(Result::unwrap).collect();
        assert_eq!(frames.len(), written.len());
        let mut sequences = [0; 5];
        for (index, (frame, (position, (partition, payload)))) in frames.iter().zip(&written).enumerate() {
            assert_eq!((frame.position, frame.partition, &frame.payload), (*position, *partition, payload));
            sequences[usize::from(*partition)] += 1;
            assert_eq!(frame.sequence, sequences[usize::from(*partition)]);
            assert_eq!(store.read(*position).as_ref(), Ok(frame));
            let rest = store.log(Some(*position)).take(3).map(Result::unwrap);
            assert!(rest.eq(frames[index + 1..].iter().take(3).cloned()), "the walk goes on behind any frame");
        }
        assert!(frames.windows(2).all(|pair| pair[0].position < pair[1].position));
        let beyond = Position(store.health().log_bytes);
        assert_eq!(store.read(beyond).unwrap_err().code(), "no-such-position");
    });
}

#[test]
fn a_lost_view_is_rebuilt_equal() {
    check(|rig| {
        let mut random = Random::new(11);
        let store = rig.open();
        for _ in 0..100 {
            store.commit(vec![random_commit(&mut random), random_commit(&mut random)]).unwrap();
        }
        store.checkpoint().unwrap();
        let before = content(&*store).unwrap();
        drop(store);
        rig.lose_view();
        let store = rig.open();
        assert_eq!(content(&*store).unwrap(), before);
        let mut replayed = Model::new();
        store.log(None).for_each(|frame| apply(&mut replayed, &changes_of(&frame.unwrap().payload)));
        assert_eq!(replayed, before);
    });
}

#[test]
fn a_refused_group_leaves_nothing_behind() {
    check(|rig| {
        let store = rig.open();
        store.commit(vec![commit(0, vec![put("kept", "1")])]).unwrap();
        let before = store.health().log_bytes;
        let good = || commit(0, vec![put("lost", "1")]);
        let refused = store.commit(vec![good(), Commit { partition: 256, ..good() }]).unwrap_err();
        assert_eq!(refused.code(), "no-such-partition");
        let large = Commit { payload: vec![0; PAYLOAD_BYTES_MAX + 1], ..Commit::default() };
        assert_eq!(store.commit(vec![good(), large]).unwrap_err().code(), "commit-too-large");
        assert_eq!(store.health().log_bytes, before);
        assert_eq!(store.get(Table::Instance, b"lost").unwrap(), None);
        assert_eq!(store.commit(vec![]), Ok(vec![]));
        store.commit(vec![good()]).unwrap();
        assert_eq!(store.log(None).count(), 2);
    });
    const { assert!(GROUP_BYTES_MAX < u32::MAX as usize) };
}

#[test]
fn payloads_of_every_size_read_back() {
    check(|rig| {
        let store = rig.open();
        for bytes in [0, 1, 511, 8 << 10, 300 << 10, 3 << 20] {
            let payload = vec![7; bytes];
            let commit = Commit { partition: 9, payload: payload.clone(), changes: vec![] };
            // This rig replays payloads on opening, so they must not be read as changes: no reopening here.
            let positions = store.commit(vec![commit]).unwrap();
            assert_eq!(store.read(positions[0]).unwrap().payload, payload);
        }
        assert_eq!(store.log(None).flatten().count(), 6);
    });
}

#[test]
fn a_scan_never_shows_half_a_commit_while_others_write() {
    let rig = RealRig::new();
    let store = rig.open();
    let keys: Vec<Vec<u8>> = (0..60_u8).map(|number| vec![b'k', number]).collect();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for round in 0..150_u8 {
                let changes = keys.iter().map(|key| Change::put(Table::Instance, key.clone(), vec![round]));
                store.commit(vec![commit(0, changes.collect())]).unwrap();
            }
        });
        let mut last = 0;
        while !writing.is_finished() {
            let pairs = store.scan(Table::Instance, &[], &[0xff], 100).unwrap();
            let Some((_, first)) = pairs.first() else { continue };
            assert!(pairs.len() == keys.len() && pairs.iter().all(|(_, value)| value == first), "one picture");
            assert!(first[0] >= last, "never backwards");
            last = first[0];
        }
    });
}
