//! What a variable was before: kept whole when small, else known again by size and checksum.
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Old values up to this size are kept whole in the event.
pub const OLD_VALUE_BYTES_MAX: usize = 512;

/// The value a variable had before, kept whole when small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Old {
    /// There was none.
    None,
    /// The value.
    Value(Value),
    /// Its size as JSON, in bytes, and a checksum of it: the value itself stands in the event that set it.
    Large {
        /// Bytes of its JSON.
        bytes: u64,
        /// FNV-1a of its JSON.
        hash: u64,
    },
}

impl Old {
    /// What to say of a value that is being replaced.
    pub fn of(value: Option<&Value>) -> Self {
        let Some(value) = value else { return Old::None };
        if matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) {
            return Old::Value(value.clone());
        }
        let json = value.to_string();
        if json.len() <= OLD_VALUE_BYTES_MAX {
            return Old::Value(value.clone());
        }
        let hash =
            json.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        Old::Large { bytes: json.len() as u64, hash }
    }
}
