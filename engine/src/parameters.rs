//! The rule parameters, with all the values they ever had, in memory.
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::projection::unpack;
use crate::store::{Store, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::Notify;
use weir_core::parameter::{InForce, Parameter, ParameterValue, in_force};
use weir_core::{Parameters, Timestamp};

/// Declaration and values of one parameter, oldest first.
pub type Kept = (Parameter, Vec<ParameterValue>);

/// All rule parameters.
#[derive(Debug, Default)]
pub struct ParameterBook {
    all: RwLock<BTreeMap<String, Kept>>,
    /// Those in force, from when, and until when that is true.
    now: Mutex<Option<(Timestamp, Timestamp, Arc<Parameters>)>>,
    looks: Mutex<Looks>,
    changed: Notify,
}

/// How far conditions that read parameters have been looked at again.
#[derive(Debug, Default)]
struct Looks {
    /// With which version all conditions were looked at last.
    with: BTreeMap<String, u64>,
    /// Some were looked at with another one meanwhile.
    again: BTreeSet<String>,
}

impl ParameterBook {
    /// Reads all of them.
    pub fn open(store: &dyn Store) -> Result<Self, Error> {
        let book = ParameterBook::default();
        let mut all = BTreeMap::new();
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        for (_, value) in store.scan(Table::Parameter, &start, &end, usize::MAX)? {
            let parameter: Parameter = unpack(&value)?;
            let (start, end) = Bytes::new().byte(space::PARTS).text(&parameter.name).prefix();
            let rows = store.scan(Table::Parameter, &start, &end, usize::MAX)?;
            let values: Result<Vec<ParameterValue>, _> = rows.iter().map(|(_, value)| unpack(value)).collect();
            all.insert(parameter.name.clone(), (parameter, values?));
        }
        *book.all.write().unwrap_or_else(PoisonError::into_inner) = all;
        Ok(book)
    }

    /// New values.
    pub fn add(&self, values: Vec<(Parameter, ParameterValue)>) {
        if values.is_empty() {
            return;
        }
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        for (parameter, value) in values {
            let kept = all.entry(parameter.name.clone()).or_insert_with(|| (parameter.clone(), vec![]));
            kept.0 = parameter;
            kept.1.push(value);
        }
        drop(all);
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.changed.notify_one();
    }

    /// Those of which another version is in force than conditions were looked at with, and that version.
    pub fn unlooked(&self, now: Timestamp) -> Vec<(String, u64)> {
        let in_force = self.at(now);
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let Looks { with, again } = &mut *looks;
        for name in std::mem::take(again) {
            with.remove(&name);
        }
        let versions = in_force.iter().map(|(name, value)| (name.clone(), value.version));
        versions.filter(|(name, version)| with.get(name) != Some(version)).collect()
    }

    /// All conditions that read this one were looked at with this version.
    pub fn looked(&self, name: String, version: u64) {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner).with.insert(name, version);
    }

    /// Conditions were looked at with these versions. Where that is not what is in force by now, they have to look again.
    pub fn looked_with(&self, versions: &[(String, u64)], now: Timestamp) {
        if versions.is_empty() {
            return;
        }
        let in_force = self.at(now);
        let version = |name: &str| in_force.get(name).map_or(0, |value| value.version);
        let old = versions.iter().filter(|(name, with)| version(name) != *with);
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let before = looks.again.len();
        looks.again.extend(old.map(|(name, _)| name.clone()));
        if looks.again.len() > before {
            self.changed.notify_one();
        }
    }

    /// When the next value comes into force.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.values().flat_map(|(_, values)| values).map(|value| value.from).filter(|from| *from > now).min()
    }

    /// There is a new value, or something to look at again.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<Kept> {
        self.all.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Is it declared?
    pub fn knows(&self, name: &str) -> bool {
        self.all.read().unwrap_or_else(PoisonError::into_inner).contains_key(name)
    }

    /// All of them, by name.
    pub fn all(&self) -> Vec<Kept> {
        self.all.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Those in force at a time. Between two changes they are the same.
    pub fn at(&self, now: Timestamp) -> Arc<Parameters> {
        let mut kept = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((from, until, parameters)) = &*kept
            && (*from..*until).contains(&now)
        {
            return parameters.clone();
        }
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let (mut parameters, mut from, mut until) = (Parameters::default(), i64::MIN, i64::MAX);
        for (name, (parameter, values)) in &*all {
            for value in values {
                if value.from <= now { from = from.max(value.from.0) } else { until = until.min(value.from.0) }
            }
            if let Some(value) = in_force(values, now) {
                let kind = parameter.kind;
                parameters.set(name.clone(), InForce { kind, version: value.version, value: value.value.clone() });
            }
        }
        let parameters = Arc::new(parameters);
        *kept = Some((Timestamp(from), Timestamp(until), parameters.clone()));
        parameters
    }
}
