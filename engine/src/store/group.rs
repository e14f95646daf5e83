//! The header before the frames of one append, and what it says about everything before it.
//!
//! ```text
//! "WGRP" | format u16 | 0 u16 | body length u32 | CRC32C u32 | position u64 | log id 16
//! ```
//!
//! **Torn tail or damage?** After a power cut the last append may stand in the log in any mixture of old and new
//! sectors: its end may have survived and its beginning not. Nothing of it was acknowledged, so it must go, while the
//! same holes in acknowledged data must be reported. The two are told apart by this rule:
//!
//! > If a bad place is followed by a valid group header, the bad place is damage. If not, it is the torn tail.
//!
//! Why it holds: a group is appended only after everything before it was confirmed by fdatasync, its own file and the
//! files before it, and a recovery syncs what it keeps before the first new append. So a valid header at position p
//! proves that all bytes before p were durable, and if they are bad now, something changed them later. And a torn
//! append cannot show a valid header behind its first bad byte: there is one append in flight at a time, it has one
//! header, at its very beginning. What an abandoned append left behind (the disk was full, the file was cut back)
//! began at the same position as the append that followed it, and has no header inside either. A payload cannot carry
//! one: a header must name its own position and the log's id, which is random and which no client sees.
//!
//! What the rule cannot see is damage inside the very last group: it looks like a torn append. Then the view helps:
//! it never reflects more than was confirmed, so if it knows of data behind the bad place, that is damage as well.

use super::frame::{FORMAT, checksum, u16_at, u32_at, u64_at};

/// Everything before the first frame.
pub(super) const GROUP_HEADER_BYTES: usize = 40;
/// How a group begins.
pub(super) const MAGIC: &[u8; 4] = b"WGRP";
const CRC: std::ops::Range<usize> = 12..16;

/// Writes the header of the group that the bytes hold; its place was left free at their beginning.
pub(super) fn seal(bytes: &mut [u8], log_id: &[u8; 16], position: u64) {
    let body_bytes = (bytes.len() - GROUP_HEADER_BYTES) as u32;
    bytes[..4].copy_from_slice(MAGIC);
    bytes[4..6].copy_from_slice(&FORMAT.to_le_bytes());
    bytes[6..8].fill(0);
    bytes[8..12].copy_from_slice(&body_bytes.to_le_bytes());
    bytes[16..24].copy_from_slice(&position.to_le_bytes());
    bytes[24..40].copy_from_slice(log_id);
    let crc = checksum(log_id, position, &bytes[..GROUP_HEADER_BYTES], CRC, &[]);
    bytes[CRC].copy_from_slice(&crc.to_le_bytes());
}

/// The length of the frames behind this header; the reason if these bytes are no header of this place.
pub(super) fn body_bytes(
    bytes: &[u8; GROUP_HEADER_BYTES],
    log_id: &[u8; 16],
    position: u64,
) -> Result<u32, &'static str> {
    if &bytes[..4] != MAGIC {
        return Err("no group begins here");
    }
    if checksum(log_id, position, bytes, CRC, &[]) != u32_at(bytes, CRC.start) {
        return Err("the checksum of the group header is wrong");
    }
    if u16_at(bytes, 4) != FORMAT || u16_at(bytes, 6) != 0 {
        return Err("the group has an unknown format");
    }
    if u64_at(bytes, 16) != position || &bytes[24..40] != log_id {
        return Err("the group belongs to another place");
    }
    Ok(u32_at(bytes, 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_valid_at_its_own_place_only() {
        let mut bytes = [0; GROUP_HEADER_BYTES + 5];
        seal(&mut bytes, &[1; 16], 99);
        let header: [u8; GROUP_HEADER_BYTES] = bytes[..GROUP_HEADER_BYTES].try_into().unwrap();
        assert_eq!(body_bytes(&header, &[1; 16], 99), Ok(5));
        assert!(body_bytes(&header, &[1; 16], 100).is_err());
        assert!(body_bytes(&header, &[2; 16], 99).is_err());
        for at in 0..GROUP_HEADER_BYTES {
            let mut flipped = header;
            flipped[at] ^= 1;
            assert!(body_bytes(&flipped, &[1; 16], 99).is_err(), "byte {at}");
        }
    }
}
