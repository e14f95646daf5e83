//! Closed forms: what must be so, by mathematics. They bound what a measure or a simulation may say.
use super::quantile::quantile;

/// A queue in the long run. Times in the unit of the rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    /// The probability of having to wait.
    pub waits: f64,
    /// The mean wait.
    pub wait: f64,
    /// The mean time in the system.
    pub time: f64,
    /// The mean number that wait.
    pub waiting: f64,
    /// The mean number in the system.
    pub inside: f64,
    /// The share of time in which a server works.
    pub utilisation: f64,
}

/// M/M/c: Poisson arrivals at rate λ, c servers of rate μ, first come first served (Erlang's C formula). None where work
/// comes faster than it can be done.
pub fn erlang_c(lambda: f64, mu: f64, servers: u32) -> Option<Queue> {
    let load = lambda / mu;
    let utilisation = load / f64::from(servers);
    if !(utilisation < 1.0 && lambda > 0.0 && mu > 0.0) {
        return None;
    }
    // Erlang's B by its recursion, which does not overflow, then C from B.
    let blocked = (1..=servers).fold(1.0, |b, c| load * b / (f64::from(c) + load * b));
    let waits = blocked / (1.0 - utilisation * (1.0 - blocked));
    let wait = waits / (f64::from(servers) * mu - lambda);
    let time = wait + 1.0 / mu;
    Some(Queue { waits, wait, time, waiting: lambda * wait, inside: lambda * time, utilisation })
}

/// M/G/1: Poisson arrivals, one server, service times with this mean and coefficient of variation (Pollaczek and
/// Khinchine): wait, time in the system, number in the system. None where work comes faster than it can be done.
pub fn pollaczek_khinchine(lambda: f64, mean: f64, variation: f64) -> Option<(f64, f64, f64)> {
    let load = lambda * mean;
    if load.is_nan() || load >= 1.0 {
        return None;
    }
    let wait = load * mean * (1.0 + variation * variation) / (2.0 * (1.0 - load));
    Some((wait, wait + mean, lambda * (wait + mean)))
}

/// The mean of the longer of two independent exponential times: 1/μ₁ + 1/μ₂ − 1/(μ₁ + μ₂).
pub fn mean_of_longer(first: f64, second: f64) -> f64 {
    first + second - 1.0 / (1.0 / first + 1.0 / second)
}

/// The mean wait for a batch of k to be full, with arrivals at rate λ: (k − 1)/(2λ).
pub fn batch_wait(size: u32, lambda: f64) -> f64 {
    f64::from(size.saturating_sub(1)) / (2.0 * lambda)
}

/// How often a step is done that is repeated with this probability each time: 1/(1 − p).
pub fn executions_of_loop(repeat: f64) -> f64 {
    1.0 / (1.0 - repeat)
}

/// Independent checks of which the first rejection ends the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Knockout {
    /// The order with the least expected effort: by rejections for each unit of effort, the most first.
    pub best: Vec<usize>,
    /// Its expected effort.
    pub best_cost: f64,
    /// That of the opposite order, the worst.
    pub worst_cost: f64,
    /// That of the order given.
    pub cost: f64,
    /// Rejections for each unit of effort.
    pub ratios: Vec<f64>,
}

/// The best order of checks with these efforts and probabilities of rejection: Σ Tᵢ·Π_{j<i}(1 − rⱼ) is least where rᵢ/Tᵢ falls.
pub fn knockout(effort: &[f64], reject: &[f64]) -> Knockout {
    let ratios: Vec<f64> = effort.iter().zip(reject).map(|(t, r)| r / t).collect();
    let mut best: Vec<usize> = (0..effort.len()).collect();
    let as_is = best.clone();
    best.sort_by(|a, b| ratios[*b].total_cmp(&ratios[*a]));
    let cost = |order: &mut dyn Iterator<Item = &usize>| {
        let mut passes = 1.0;
        let mut sum = 0.0;
        for index in order {
            sum += passes * effort[*index];
            passes *= 1.0 - reject[*index];
        }
        sum
    };
    let (best_cost, worst_cost) = (cost(&mut best.iter()), cost(&mut best.iter().rev()));
    Knockout { best_cost, worst_cost, cost: cost(&mut as_is.iter()), best, ratios }
}

/// The slope of points (x, y) by Theil and Sen: the median of the slopes of all pairs. None for fewer than two points that are
/// not above one another.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let mut slopes = vec![];
    for (index, a) in points.iter().enumerate() {
        let others = points[index + 1..].iter().filter(|b| b.0.total_cmp(&a.0).is_ne());
        slopes.extend(others.map(|b| (b.1 - a.1) / (b.0 - a.0)));
    }
    quantile(&mut slopes, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_that_never_settle_have_no_wait() {
        assert_eq!(erlang_c(2.0, 1.0, 2), None);
        assert_eq!(pollaczek_khinchine(1.0, 1.0, 0.5), None);
        // M/M/1 is both: wq = ρ/(μ − λ).
        let (one, other) = (erlang_c(0.8, 1.0, 1).unwrap(), pollaczek_khinchine(0.8, 1.0, 1.0).unwrap());
        assert!((one.wait - 4.0).abs() < 1e-12 && (other.0 - 4.0).abs() < 1e-12);
        // Erlang's formula with very many servers does not overflow.
        assert!(erlang_c(900.0, 1.0, 1_000).unwrap().waits < 0.01);
    }

    #[test]
    fn one_wild_value_does_not_turn_the_slope() {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, 100.0), (4.0, 5.0), (5.0, 6.0)];
        assert_eq!(theil_sen(&points), Some(1.0));
        // Where some are missing the others stand where they stood.
        assert_eq!(theil_sen(&[points[0], points[2], points[5]]), Some(1.0));
        assert_eq!((theil_sen(&points[..1]), theil_sen(&[points[0], points[0]])), (None, None));
    }
}
