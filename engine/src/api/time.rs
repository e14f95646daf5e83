//! Times as RFC 3339, for `#[serde(with = "crate::api::time")]`.
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use weir_core::Timestamp;

/// Writes a time.
pub fn serialize<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

/// Reads a time.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    Timestamp::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not an RFC 3339 time")))
}

/// The same for a time that may be missing.
pub mod option {
    use super::{Deserialize, Deserializer, Error, Serializer, Timestamp};

    /// Writes a time or null.
    #[allow(clippy::ref_option)] // the signature is serde's
    pub fn serialize<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => serializer.collect_str(time),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a time or null.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        Timestamp::parse(&text).map(Some).ok_or_else(|| D::Error::custom(format!("`{text}` is not an RFC 3339 time")))
    }
}
