//! Why a mean has changed between two periods: exactly so much because other steps were done, and so much because steps
//! took longer.

/// A step in one period.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Visits {
    /// How often for each case.
    pub frequency: f64,
    /// How long each time.
    pub time: f64,
}

/// What a step did to the mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Change {
    /// Because it was done more or less often.
    pub mix: f64,
    /// Because it took longer or shorter.
    pub rate: f64,
}

/// Decomposes m₁ − m₀ where m = Σ f·w: mix = (f₁ − f₀)(w₀ + w₁)/2, rate = (w₁ − w₀)(f₀ + f₁)/2. The sum of all is the whole
/// change. A step that one period does not have takes there the time it has in the other, so that all of it is mix.
pub fn decompose(steps: &[(Option<Visits>, Option<Visits>)]) -> Vec<Change> {
    steps
        .iter()
        .map(|(before, after)| {
            let absent = |other: &Option<Visits>| Visits { frequency: 0.0, time: other.map_or(0.0, |v| v.time) };
            let (v0, v1) = (before.unwrap_or_else(|| absent(after)), after.unwrap_or_else(|| absent(before)));
            Change {
                mix: (v1.frequency - v0.frequency) * f64::midpoint(v0.time, v1.time),
                rate: (v1.time - v0.time) * f64::midpoint(v0.frequency, v1.frequency),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn visits() -> impl Strategy<Value = Option<Visits>> {
        prop::option::of((0.0..5.0_f64, 0.0..1e6_f64).prop_map(|(frequency, time)| Visits { frequency, time }))
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole(steps in prop::collection::vec((visits(), visits()), 0..20)) {
            let mean = |periods: Vec<Option<Visits>>| -> f64 {
                periods.into_iter().flatten().map(|v| v.frequency * v.time).sum()
            };
            let (before, after): (Vec<_>, Vec<_>) = steps.iter().copied().unzip();
            let whole = mean(after) - mean(before);
            let parts: f64 = decompose(&steps).iter().map(|c| c.mix + c.rate).sum();
            prop_assert!((whole - parts).abs() < 1e-6, "{} {}", whole, parts);
        }
    }

    #[test]
    fn a_new_step_is_all_mix() {
        let change = decompose(&[(None, Some(Visits { frequency: 0.5, time: 100.0 }))]);
        assert_eq!(change, [Change { mix: 50.0, rate: 0.0 }]);
    }
}
