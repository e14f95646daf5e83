//! Random numbers by what they are for: each question has a stream of its own, named by seed, case, element, visit and
//! purpose.
//!
//! So two scenarios with the same seed draw the same numbers wherever they ask the same question, however differently
//! they run: what differs between them is the scenario and not the luck (common random numbers).
use rand_core::TryRng;
use std::convert::Infallible;

/// What a number is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The time until the next case.
    Arrival = 1,
    /// The data of a case.
    Data,
    /// How long work takes.
    Duration,
    /// A wait that has no cause in the model.
    Wait,
    /// What work gives.
    Result,
    /// Which way a gateway takes.
    Branch,
    /// When something from outside comes, if it does.
    Trigger,
    /// Whose queue work goes to.
    Person,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): each bit that goes in changes half of those that
/// come out.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Stream {
    /// The stream of one question.
    pub fn of(seed: u64, case: u64, element: u64, visit: u64, purpose: Purpose) -> Self {
        let mut state = GOLDEN;
        for word in [seed, case, element, visit, purpose as u64] {
            state = mix(state.wrapping_add(GOLDEN) ^ mix(word.wrapping_add(GOLDEN)));
        }
        Stream(state)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// From 0 to below 1.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below this.
    pub fn below(&mut self, most: usize) -> usize {
        ((self.uniform() * most as f64) as usize).min(most.saturating_sub(1))
    }

    /// The position of one of some weights, in proportion to them; none where all are 0.
    pub fn choose(&mut self, weights: impl Iterator<Item = f64> + Clone) -> Option<usize> {
        let sum: f64 = weights.clone().sum();
        let mut left = self.uniform() * sum;
        let mut last = None;
        for (position, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            last = Some(position);
            if left < weight {
                break;
            }
            left -= weight;
        }
        last
    }
}

/// A number that stands for a name in a key: FNV-1a.
pub fn named(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Infallible> {
        for piece in into.chunks_mut(8) {
            let bytes = self.bits().to_le_bytes();
            piece.copy_from_slice(&bytes[..piece.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_always_gets_the_same_numbers_and_another_one_others() {
        let draw = |seed, case, purpose| Stream::of(seed, case, 3, 0, purpose).bits();
        assert_eq!(draw(1, 2, Purpose::Duration), draw(1, 2, Purpose::Duration));
        let others = [draw(2, 2, Purpose::Duration), draw(1, 3, Purpose::Duration), draw(1, 2, Purpose::Wait)];
        assert!(others.iter().all(|other| *other != draw(1, 2, Purpose::Duration)));
    }

    #[test]
    fn neighbouring_streams_are_uniform_together() {
        // χ² of 64 classes, 63 degrees of freedom: 103.4 is passed once in a thousand times.
        let mut classes = [0_f64; 64];
        for case in 0..64_000 {
            classes[(Stream::of(7, case, 1, 0, Purpose::Duration).uniform() * 64.0) as usize] += 1.0;
        }
        let chi: f64 = classes.iter().map(|n| (n - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi < 103.4, "{chi}");
    }

    #[test]
    fn weights_are_chosen_in_proportion() {
        let weights = [0.0, 1.0, 3.0, 0.0];
        let mut hits = [0; 4];
        for case in 0..10_000 {
            hits[Stream::of(1, case, 0, 0, Purpose::Branch).choose(weights.into_iter()).unwrap()] += 1;
        }
        assert_eq!((hits[0], hits[3]), (0, 0));
        assert!((f64::from(hits[1]) - 2500.0).abs() < 200.0, "{hits:?}");
        assert_eq!(Stream::of(1, 0, 0, 0, Purpose::Branch).choose([0.0].into_iter()), None);
    }
}
