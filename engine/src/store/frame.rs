//! How one commit stands in the log.
//!
//! ```text
//! "WFRM" | format u16 | partition u16 | payload length u32 | CRC32C u32 | following u32 | sequence u64 | previous hash 32 | payload
//! ```
//! Little endian. The checksum covers the id of the log and the frame's position too, which are not stored: a frame
//! that was copied from another place or another log does not pass. `following` counts the frames that the same group
//! holds after this one, so that a reader who starts at any frame knows where the group ends.
//!
//! The hash chain of a partition is `h(n) = SHA-256(h(n-1) | format | partition | length | sequence | payload)`; a
//! frame stores `h(n-1)`. Position and group are not part of it: a copied or exported log has the same chain.

use sha2::{Digest, Sha256};

use super::PAYLOAD_BYTES_MAX;

/// The format that this version writes.
pub(super) const FORMAT: u16 = 1;
/// Everything before the payload.
pub(super) const FRAME_HEADER_BYTES: usize = 60;
const MAGIC: &[u8; 4] = b"WFRM";
const CRC: std::ops::Range<usize> = 12..16;

/// How far the chain of a partition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The last sequence number; 0 if there is no frame yet.
    pub sequence: u64,
    /// The hash of the last frame; zeros if there is none.
    pub hash: [u8; 32],
}

/// What a frame says of itself, its payload aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameHeader {
    pub(super) partition: u16,
    pub(super) payload_bytes: u32,
    pub(super) crc: u32,
    pub(super) following: u32,
    pub(super) sequence: u64,
    pub(super) previous: [u8; 32],
}

impl FrameHeader {
    /// Reads a header; the reason if these bytes are none. The checksum is not verified yet.
    pub(super) fn decode(bytes: &[u8; FRAME_HEADER_BYTES]) -> Result<FrameHeader, &'static str> {
        if &bytes[..4] != MAGIC {
            return Err("no frame begins here");
        }
        if u16_at(bytes, 4) != FORMAT {
            return Err("the frame has an unknown format");
        }
        let header = FrameHeader {
            partition: u16_at(bytes, 6),
            payload_bytes: u32_at(bytes, 8),
            crc: u32_at(bytes, CRC.start),
            following: u32_at(bytes, 16),
            sequence: u64_at(bytes, 20),
            previous: bytes[28..60].try_into().expect("32 bytes"),
        };
        if header.payload_bytes as usize > PAYLOAD_BYTES_MAX {
            return Err("the frame is longer than any frame may be");
        }
        Ok(header)
    }

    /// The partition's head after this frame.
    pub(super) fn head(&self, payload: &[u8]) -> Head {
        let mut hash = Sha256::new();
        hash.update(self.previous);
        hash.update(FORMAT.to_le_bytes());
        hash.update(self.partition.to_le_bytes());
        hash.update(self.payload_bytes.to_le_bytes());
        hash.update(self.sequence.to_le_bytes());
        hash.update(payload);
        Head { sequence: self.sequence, hash: hash.finalize().into() }
    }

    /// Whether this frame is the one that comes after the head.
    pub(super) fn continues(&self, head: &Head) -> Result<(), String> {
        if self.sequence != head.sequence + 1 {
            let (found, expected) = (self.sequence, head.sequence + 1);
            return Err(format!("partition {} has frame {found} where {expected} must be", self.partition));
        }
        if self.previous != head.hash {
            return Err(format!("partition {}, frame {}: the hash chain is broken", self.partition, self.sequence));
        }
        Ok(())
    }
}

/// Appends a frame to the bytes of a group and returns the partition's new head.
pub(super) fn encode(
    bytes: &mut Vec<u8>,
    log_id: &[u8; 16],
    position: u64,
    head: &Head,
    partition: u16,
    following: u32,
    payload: &[u8],
) -> Head {
    let start = bytes.len();
    let mut header = FrameHeader {
        partition,
        payload_bytes: payload.len() as u32,
        crc: 0,
        following,
        sequence: head.sequence + 1,
        previous: head.hash,
    };
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&header.partition.to_le_bytes());
    bytes.extend_from_slice(&header.payload_bytes.to_le_bytes());
    bytes.extend_from_slice(&header.crc.to_le_bytes());
    bytes.extend_from_slice(&header.following.to_le_bytes());
    bytes.extend_from_slice(&header.sequence.to_le_bytes());
    bytes.extend_from_slice(&header.previous);
    header.crc = checksum(log_id, position, &bytes[start..], CRC, payload);
    bytes[start + CRC.start..start + CRC.end].copy_from_slice(&header.crc.to_le_bytes());
    bytes.extend_from_slice(payload);
    header.head(payload)
}

/// A header as it must be behind this head; its lengths and checksum stay as they are.
pub(super) fn right_header(found: &[u8; FRAME_HEADER_BYTES], partition: u16, head: &Head) -> [u8; FRAME_HEADER_BYTES] {
    let mut right = *found;
    right[..4].copy_from_slice(MAGIC);
    right[4..6].copy_from_slice(&FORMAT.to_le_bytes());
    right[6..8].copy_from_slice(&partition.to_le_bytes());
    right[20..28].copy_from_slice(&(head.sequence + 1).to_le_bytes());
    right[28..60].copy_from_slice(&head.hash);
    right
}

/// Whether header and payload are what was written at this position of this log.
pub(super) fn intact(
    log_id: &[u8; 16],
    position: u64,
    header_bytes: &[u8; FRAME_HEADER_BYTES],
    crc: u32,
    payload: &[u8],
) -> bool {
    checksum(log_id, position, header_bytes, CRC, payload) == crc
}

/// The CRC32C of a record: where it stands, its header without the checksum itself, its payload.
pub(super) fn checksum(
    log_id: &[u8; 16],
    position: u64,
    header: &[u8],
    crc: std::ops::Range<usize>,
    payload: &[u8],
) -> u32 {
    let mut sum = crc32c::crc32c(log_id);
    sum = crc32c::crc32c_append(sum, &position.to_le_bytes());
    sum = crc32c::crc32c_append(sum, &header[..crc.start]);
    sum = crc32c::crc32c_append(sum, &header[crc.end..]);
    crc32c::crc32c_append(sum, payload)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().expect("2 bytes"))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("4 bytes"))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("8 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_reads_back_and_passes_only_at_its_own_place() {
        let mut bytes = Vec::new();
        let head = encode(&mut bytes, &[7; 16], 4096, &Head::default(), 3, 2, b"approved");
        let header_bytes: &[u8; FRAME_HEADER_BYTES] = bytes[..FRAME_HEADER_BYTES].try_into().unwrap();
        let header = FrameHeader::decode(header_bytes).unwrap();
        assert_eq!((header.partition, header.following, header.sequence), (3, 2, 1));
        assert_eq!(header.head(b"approved"), head);
        assert!(intact(&[7; 16], 4096, header_bytes, header.crc, b"approved"));
        assert!(!intact(&[7; 16], 4097, header_bytes, header.crc, b"approved"), "another place");
        assert!(!intact(&[8; 16], 4096, header_bytes, header.crc, b"approved"), "another log");
        assert!(!intact(&[7; 16], 4096, header_bytes, header.crc, b"Approved"), "another payload");
    }
}
