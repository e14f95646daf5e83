//! Ad-hoc sub-processes in suites that know no people: each activity is chosen once, then it is enough.
use crate::suites::backend::{Backend, WaitView};
use std::collections::BTreeSet;
use weir_core::Key;

/// Chooses for suites in which nobody does.
#[derive(Debug, Default)]
pub struct Chooser {
    chosen: BTreeSet<(String, Key, String)>,
    told: BTreeSet<(String, Key)>,
}

impl Chooser {
    /// Chooses an activity that was not chosen yet; false when there is none.
    pub fn choose(&mut self, backend: &mut dyn Backend) -> bool {
        let next = open(backend).into_iter().find(|w| self.chosen.insert(place(w)));
        next.is_some_and(|wait| backend.activate(&wait.id).is_ok())
    }

    /// Says of a sub-process of which everything was chosen that it is enough; false when there is none.
    pub fn finish(&mut self, backend: &mut dyn Backend) -> bool {
        let next = open(backend).into_iter().find(|w| self.told.insert((w.instance.clone(), w.key)));
        next.is_some_and(|wait| backend.complete_ad_hoc(&wait.instance, wait.key).is_ok())
    }
}

fn open(backend: &mut dyn Backend) -> Vec<WaitView> {
    backend.waits().into_iter().filter(|w| w.kind == "activation").collect()
}

fn place(wait: &WaitView) -> (String, Key, String) {
    (wait.instance.clone(), wait.key, wait.name.clone().unwrap_or_default())
}
