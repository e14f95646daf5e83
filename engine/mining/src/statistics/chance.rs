//! Numbers that look like chance and are the same each time: a stream for each key, so that what one use draws never shifts
//! what another one draws.
//!
//! A stream is the mixing function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a counter; its key is the same
//! function over the words that name the stream: a seed, a case, a purpose.

/// A stream of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    key: u64,
    at: u64,
}

impl Stream {
    /// The stream that these words name.
    pub fn keyed(words: &[u64]) -> Self {
        let key = words.iter().fold(0x6a09_e667_f3bc_c909, |key, word| mix(key ^ mix(word.wrapping_add(GOLDEN))));
        Stream { key, at: 0 }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.at += 1;
        mix(self.key.wrapping_add(self.at.wrapping_mul(GOLDEN)))
    }

    /// A number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `n`, which is at least 1.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// An exponential time with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A value of the standard normal distribution (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// 2⁶⁴ over the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_the_same_each_time_and_apart() {
        let draw = |words: &[u64]| {
            let mut stream = Stream::keyed(words);
            (0..100).map(|_| stream.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(&[1, 2]), draw(&[1, 2]));
        assert_ne!(draw(&[1, 2]), draw(&[2, 1]));
        assert!(draw(&[3]).iter().all(|value| *value < 1_000));
    }

    #[test]
    fn means_are_what_they_should_be() {
        let mut stream = Stream::keyed(&[7]);
        let n = 100_000;
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / f64::from(n);
        let unit = mean((0..n).map(|_| stream.unit()).collect());
        let exponential = mean((0..n).map(|_| stream.exponential(3.0)).collect());
        let square = mean((0..n).map(|_| stream.normal().powi(2)).collect());
        assert!((unit - 0.5).abs() < 0.005 && (exponential - 3.0).abs() < 0.05 && (square - 1.0).abs() < 0.03);
    }
}
