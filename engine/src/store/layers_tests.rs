//! Overlay and view against a plain map, whatever is in memory, on its way, or in the view.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;

use super::layers::Layers;
use super::memory_view::MemoryHome;
use super::overlay::Generation;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Change, Counts, Error, Pairs, Table, ViewRead};

/// A view that takes no writes now and then, so that a generation stays on its way while others come.
struct Reluctant {
    inner: Arc<dyn View>,
    refuses: AtomicBool,
}

impl View for Reluctant {
    fn reflected(&self) -> Result<Option<Reflected>, Error> {
        self.inner.reflected()
    }

    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error> {
        if self.refuses.load(Ordering::Relaxed) {
            return Err(Error::StorageFull { reason: "not now".to_owned() });
        }
        self.inner.apply(changes, reflected)
    }

    fn counts(&self) -> Counts {
        self.inner.counts()
    }

    fn verify_some(&self) -> Result<bool, Error> {
        self.inner.verify_some()
    }

    fn sync(&self) -> Result<(), Error> {
        self.inner.sync()
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.inner.get(table, key)
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        self.inner.visit(range, visitor)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Put(u8, u8),
    Delete(u8),
    /// Sets a generation apart that does not reach the view.
    BeginWrite,
    Write,
    Scan {
        start: u8,
        end: u8,
        limit: usize,
        reverse: bool,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..16_u8, any::<u8>()).prop_map(|(key, value)| Step::Put(key, value)),
        3 => (0..16_u8).prop_map(Step::Delete),
        1 => Just(Step::BeginWrite),
        1 => Just(Step::Write),
        4 => (0..17_u8, 0..17_u8, 0..9_usize, any::<bool>())
            .prop_map(|(start, end, limit, reverse)| Step::Scan { start, end, limit, reverse }),
    ];
    prop::collection::vec(step, 1..120)
}

proptest! {
    #[test]
    fn memory_over_the_view_is_one_map(steps in steps()) {
        let home = Arc::new(MemoryHome::new(0));
        let view = Arc::new(Reluctant { inner: home.open().unwrap(), refuses: AtomicBool::new(false) });
        let layers = Layers::new(view.clone(), home, Reflected::nothing([0; 16]));
        let mut model = BTreeMap::new();
        for step in steps {
            match step {
                Step::Put(key, value) => {
                    model.insert(vec![key], vec![value]);
                    let change = Change::put(Table::Job, vec![key], vec![value]);
                    layers.insert(std::iter::once(change), |reflected| reflected.end += 1);
                }
                Step::Delete(key) => {
                    model.remove(&vec![key]);
                    let change = Change::delete(Table::Job, vec![key]);
                    layers.insert(std::iter::once(change), |reflected| reflected.end += 1);
                }
                Step::BeginWrite => {
                    view.refuses.store(true, Ordering::Relaxed);
                    let _refused = layers.write(0);
                    view.refuses.store(false, Ordering::Relaxed);
                }
                Step::Write => {
                    layers.write(0).unwrap();
                    prop_assert_eq!(layers.bytes(), 0);
                }
                Step::Scan { start, end, limit, reverse } => {
                    let (start, end) = ([start], [end]);
                    let scan = if reverse { Layers::scan_reverse } else { ViewRead::scan };
                    let found = scan(&layers, Table::Job, &start, &end, limit).unwrap();
                    prop_assert_eq!(found, expected(&model, &start, &end, limit, reverse));
                }
            }
        }
        for key in 0..16_u8 {
            prop_assert_eq!(layers.get(Table::Job, &[key]).unwrap(), model.get(&vec![key]).cloned());
        }
    }
}

fn expected(model: &BTreeMap<Vec<u8>, Vec<u8>>, start: &[u8], end: &[u8], limit: usize, reverse: bool) -> Pairs {
    let inside = model.iter().filter(|(key, _)| start <= key.as_slice() && key.as_slice() < end);
    let mut pairs: Pairs = inside.map(|(key, value)| (key.clone(), value.clone())).collect();
    if reverse {
        pairs.reverse();
    }
    pairs.truncate(limit);
    pairs
}
