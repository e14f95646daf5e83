//! What is mostly nothing: in events, of which there are many, it takes room only where it is something.
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// Something that is mostly empty. It reads and is kept like what is in it.
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

/// What can be empty.
pub trait Empty: Sized + 'static {
    /// It.
    const EMPTY: &'static Self;

    /// Is it that?
    fn is_empty(&self) -> bool;
}

impl<T: 'static> Empty for Vec<T> {
    const EMPTY: &'static Self = &Vec::new();

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<K: 'static, V: 'static> Empty for BTreeMap<K, V> {
    const EMPTY: &'static Self = &BTreeMap::new();

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Empty + Default> Rare<T> {
    /// What is in it.
    pub fn open(self) -> T {
        self.0.map_or_else(T::default, |it| *it)
    }
}

impl<T: Empty> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::EMPTY)
    }
}

impl<T: Empty> From<T> for Rare<T> {
    fn from(it: T) -> Self {
        Rare((!it.is_empty()).then(|| Box::new(it)))
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Rare(None)
    }
}

impl<T: Empty + PartialEq> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Empty + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Empty + Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Empty + Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Rare::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_and_is_kept_like_what_is_in_it() {
        for list in [vec![], vec![1, 2]] {
            let rare = Rare::from(list.clone());
            assert_eq!((&*rare, rare.0.is_none()), (&list, list.is_empty()));
            let kept = serde_json::to_string(&rare).unwrap();
            assert_eq!(kept, serde_json::to_string(&list).unwrap());
            assert_eq!(serde_json::from_str::<Rare<Vec<i32>>>(&kept).unwrap(), rare);
            assert_eq!(rare.open(), list);
        }
        assert_eq!(size_of::<Rare<Vec<u8>>>(), size_of::<usize>());
    }
}
