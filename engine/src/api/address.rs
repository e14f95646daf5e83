//! How jobs, user tasks, subscriptions and incidents are named: by where they are.
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;
use weir_core::{InstanceId, Key, WaitId};

/// An element instance: `<instance>.<key>`. The id of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementAddress {
    /// The instance.
    pub instance: InstanceId,
    /// The element instance.
    pub key: Key,
}

/// An open wait: `<instance>.<key>.<wait>`. The id of a job, a user task, a subscription.
///
/// ```
/// use weir_engine::api::WaitAddress;
/// let text = "00000000-0000-8000-8000-000000000007.3.1";
/// let address: WaitAddress = text.parse().unwrap();
/// assert_eq!((address.key, address.wait), (3, 1));
/// assert_eq!(address.to_string(), text);
/// assert!("7.3".parse::<WaitAddress>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WaitAddress {
    /// The instance.
    pub instance: InstanceId,
    /// The element instance.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
}

/// The text names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: `<instance>.<key>` or `<instance>.<key>.<wait>` is")]
pub struct NoAddress;

impl WaitAddress {
    /// The element instance that waits.
    pub fn element(&self) -> ElementAddress {
        ElementAddress { instance: self.instance, key: self.key }
    }
}

impl fmt::Display for ElementAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.instance, self.key)
    }
}

impl fmt::Display for WaitAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.instance, self.key, self.wait)
    }
}

impl FromStr for ElementAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (instance, key) = text.split_once('.').ok_or(NoAddress)?;
        Ok(ElementAddress { instance: instance_id(instance)?, key: number(key)? })
    }
}

impl FromStr for WaitAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (element, wait) = text.rsplit_once('.').ok_or(NoAddress)?;
        let ElementAddress { instance, key } = element.parse()?;
        Ok(WaitAddress { instance, key, wait: number(wait)? })
    }
}

/// As it is written: one thing has one address.
fn number<T: FromStr>(text: &str) -> Result<T, NoAddress> {
    let otherwise = text.starts_with('+') || (text.len() > 1 && text.starts_with('0'));
    text.parse().ok().filter(|_| !otherwise).ok_or(NoAddress)
}

fn instance_id(text: &str) -> Result<InstanceId, NoAddress> {
    text.parse().map(InstanceId).map_err(|_| NoAddress)
}

impl Serialize for ElementAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for WaitAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ElementAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for WaitAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
