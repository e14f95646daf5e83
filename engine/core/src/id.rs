//! Names of things: what is persisted is always one of these, never an index into a graph.
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use uuid::Uuid;

/// The id of a BPMN element or sequence flow, as written in the file. Cheap to clone.
#[derive(Clone)]
pub struct ElementId {
    text: Arc<str>,
    /// Where a compiled process has it, as far as this is an id out of it: to be found without a search. Says nothing of what
    /// the id is: equal are those of equal text.
    place: u32,
}

/// The place of an id that comes out of no process.
const NOWHERE: u32 = u32::MAX;

/// The number of an element instance within its process instance; the process itself is 0.
pub type Key = u64;

/// Element instances, mostly one or two.
pub type Keys = SmallVec<[Key; 2]>;

/// Flows, mostly one.
pub type FlowIds = SmallVec<[ElementId; 1]>;

/// The number of a wait within its process instance.
pub type WaitId = u32;

/// The id of a process instance: a version 8 UUID that carries its time of birth and its partition.
///
/// Bits: 48 Unix milliseconds, 4 version, 12 random, 2 variant, 8 partition, 54 random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct InstanceId(pub Uuid);

impl ElementId {
    /// The text as written in the file.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same id, of the node or edge of a process.
    pub(crate) fn placed(self, place: usize) -> Self {
        ElementId { place: u32::try_from(place).unwrap_or(NOWHERE), ..self }
    }

    /// The index of its node or edge in the process that it comes out of, if it comes out of one.
    pub fn place(&self) -> Option<usize> {
        (self.place != NOWHERE).then_some(self.place as usize)
    }

    /// Is it this very id, and not only one of equal text?
    pub fn is(&self, other: &ElementId) -> bool {
        Arc::ptr_eq(&self.text, &other.text)
    }
}

impl PartialEq for ElementId {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl Eq for ElementId {}
impl PartialOrd for ElementId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for ElementId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
impl Hash for ElementId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl Serialize for ElementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de> Deserialize<'de> for ElementId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Arc::<str>::deserialize(deserializer).map(ElementId::from)
    }
}

impl InstanceId {
    /// Composes an id. `random` fills the free bits; two ids of one millisecond differ only there.
    ///
    /// ```
    /// let id = weir_core::InstanceId::compose(1_700_000_000_000, 7, 42);
    /// assert_eq!(id.partition(), 7);
    /// assert_eq!(id.born_ms(), 1_700_000_000_000);
    /// ```
    pub fn compose(born_ms: u64, partition: u8, random: u128) -> Self {
        let low = (u64::from(partition) << 54) | (random as u64 & ((1 << 54) - 1));
        let bits = (u128::from(born_ms) << 80) | (((random >> 64) & 0xfff) << 64) | u128::from(low);
        InstanceId(uuid::Builder::from_custom_bytes(bits.to_be_bytes()).into_uuid())
    }

    /// The id of the instance that a call activity's wait starts: fixed by the two, so that asking twice starts one. It
    /// lives in its caller's partition.
    pub fn child(parent: InstanceId, wait: WaitId, now: crate::time::Timestamp) -> Self {
        let mixed = |salt: u64| {
            let bits = parent.0.as_u128();
            let mut x = (bits as u64) ^ ((bits >> 64) as u64).rotate_left(32) ^ (u64::from(wait) << 20) ^ salt;
            // The finalizer of SplitMix64: every bit in changes half of the bits out.
            x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^ (x >> 31)
        };
        let random = (u128::from(mixed(0x9e37_79b9_7f4a_7c15)) << 64) | u128::from(mixed(0));
        InstanceId::compose(now.0.max(0) as u64, parent.partition(), random)
    }

    /// The partition that alone writes this instance.
    pub fn partition(self) -> u8 {
        ((self.0.as_u128() >> 54) & 0xff) as u8
    }

    /// When the instance was created, Unix milliseconds.
    pub fn born_ms(self) -> u64 {
        (self.0.as_u128() >> 80) as u64
    }
}

impl From<Arc<str>> for ElementId {
    fn from(text: Arc<str>) -> Self {
        ElementId { text, place: NOWHERE }
    }
}
impl From<&str> for ElementId {
    fn from(text: &str) -> Self {
        Arc::<str>::from(text).into()
    }
}
impl From<String> for ElementId {
    fn from(text: String) -> Self {
        Arc::<str>::from(text).into()
    }
}
impl std::borrow::Borrow<str> for ElementId {
    fn borrow(&self) -> &str {
        &self.text
    }
}
impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl fmt::Debug for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}
impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl fmt::Debug for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
