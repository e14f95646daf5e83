//! What a variable was before: kept whole when small, else known again by size and hash.
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Old values up to this size are kept whole in the event.
pub const OLD_VALUE_BYTES_MAX: usize = 512;

/// So much of the SHA-256 is kept: nobody finds two values with the same 128 bits.
pub const OLD_HASH_BYTES: usize = 16;

/// The value a variable had before, kept whole when small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Old {
    /// There was none.
    None,
    /// The value.
    Value(Box<Value>),
    /// Its size as JSON, in bytes, and a hash of it: the value itself stands in the event that set it.
    Large {
        /// Bytes of its JSON.
        bytes: u64,
        /// What events had before [`sha256`](Old::Large::sha256): FNV-1a of its JSON, which tells accidents apart but
        /// no forgeries. 0 where the hash is there.
        hash: u64,
        /// SHA-256 of its JSON, the first [`OLD_HASH_BYTES`] bytes in hexadecimal; empty in older events.
        #[serde(default)]
        sha256: String,
    },
}

impl Old {
    /// What to say of a value that is being replaced.
    pub fn of(value: Option<&Value>) -> Self {
        let Some(value) = value else { return Old::None };
        if matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) {
            return Old::Value(Box::new(value.clone()));
        }
        let json = value.to_string();
        if json.len() <= OLD_VALUE_BYTES_MAX {
            return Old::Value(Box::new(value.clone()));
        }
        Old::Large { bytes: json.len() as u64, hash: 0, sha256: hashed(&json) }
    }
}

fn hashed(json: &str) -> String {
    let mut text = String::with_capacity(2 * OLD_HASH_BYTES);
    for byte in &Sha256::digest(json.as_bytes())[..OLD_HASH_BYTES] {
        write!(text, "{byte:02x}").expect("text takes everything");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_large_value_is_known_again_by_its_hash() {
        let text = "x".repeat(OLD_VALUE_BYTES_MAX);
        let Old::Large { bytes, hash, sha256 } = Old::of(Some(&json!(text))) else { panic!("it is large") };
        assert_eq!((bytes, hash, sha256.len()), (514, 0, 2 * OLD_HASH_BYTES));
        assert_eq!(hashed("abc"), "ba7816bf8f01cfea414140de5dae2223");
        assert_eq!(Old::of(Some(&json!("x"))), Old::Value(Box::new(json!("x"))));
        assert_eq!(Old::of(None), Old::None);
    }

    #[test]
    fn events_from_before_the_hash_are_read() {
        let old = r#"{"Large":{"bytes":600,"hash":7}}"#;
        assert_eq!(
            serde_json::from_str::<Old>(old).unwrap(),
            Old::Large { bytes: 600, hash: 7, sha256: String::new() }
        );
    }
}
