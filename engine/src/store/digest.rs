//! A digest of all pairs of the view, to find out at a start whether pairs are missing or changed.

/// A sum over all pairs that a change can be added to and taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digest {
    pub(super) pairs: u64,
    sum: u64,
}

impl Digest {
    /// A pair comes.
    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) {
        self.pairs = self.pairs.wrapping_add(1);
        self.sum = self.sum.wrapping_add(Digest::of(key, value));
    }

    /// A pair goes.
    pub(super) fn take(&mut self, key: &[u8], value: &[u8]) {
        self.pairs = self.pairs.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(Digest::of(key, value));
    }

    /// Chance is the adversary here, so a checksum does; the length keeps key and value apart.
    fn of(key: &[u8], value: &[u8]) -> u64 {
        let crc = crc32c::crc32c_append(crc32c::crc32c(key), value);
        (u64::from(crc) << 32 | key.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// For keeping it in the view.
    pub(super) fn to_bytes(self) -> [u8; 16] {
        (u128::from(self.pairs) << 64 | u128::from(self.sum)).to_le_bytes()
    }

    /// The inverse.
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Digest {
        let both = u128::from_le_bytes(bytes);
        Digest { pairs: (both >> 64) as u64, sum: both as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_depends_on_the_pairs_and_not_on_their_order() {
        let mut one = Digest::default();
        one.add(b"a", b"1");
        one.add(b"b", b"2");
        let mut other = Digest::default();
        other.add(b"b", b"2");
        other.add(b"gone", b"3");
        other.add(b"a", b"1");
        assert_ne!(one, other);
        other.take(b"gone", b"3");
        assert_eq!(one, other);
        assert_eq!(Digest::from_bytes(one.to_bytes()), one);
        let mut shifted = Digest::default();
        shifted.add(b"a1", b"");
        shifted.add(b"b", b"2");
        assert_ne!(one, shifted);
    }
}
