//! 访问控制, beside what the core decides: secrets and passwords, the first administrator, guesses, refusals to note.
pub mod denials;
pub mod guesses;
pub mod password;
pub mod secret;
pub mod setup;

pub use setup::SetupLink;

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}
