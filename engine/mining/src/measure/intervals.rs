//! Sets of points in time as intervals [from, until), sorted and apart.

/// An interval, ms.
pub type Interval = (i64, i64);

/// The union, as intervals that are sorted and apart; empty ones vanish. O(n log n).
pub fn union(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|(from, until)| from < until);
    intervals.sort_unstable();
    let mut out: Vec<Interval> = vec![];
    for (from, until) in intervals {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => out.push((from, until)),
        }
    }
    out
}

/// The length of intervals that are apart.
pub fn length(intervals: &[Interval]) -> i64 {
    intervals.iter().map(|(from, until)| until - from).sum()
}

/// What is in both of two unions.
pub fn intersection(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let (mut i, mut j, mut out) = (0, 0, vec![]);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        let (from, until) = (a.0.max(b.0), a.1.min(b.1));
        if from < until {
            out.push((from, until));
        }
        if a.1 <= b.1 { i += 1 } else { j += 1 }
    }
    out
}

/// What is in the first of two unions and not in the second.
pub fn difference(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let (mut j, mut out) = (0, vec![]);
    for (mut from, until) in left.iter().copied() {
        while right.get(j).is_some_and(|hole| hole.1 <= from) {
            j += 1;
        }
        let mut k = j;
        while let Some(hole) = right.get(k).filter(|hole| hole.0 < until) {
            if from < hole.0 {
                out.push((from, hole.0));
            }
            from = from.max(hole.1);
            k += 1;
        }
        if from < until {
            out.push((from, until));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(intervals: &[Interval]) -> Vec<i64> {
        (0..100).filter(|at| intervals.iter().any(|(from, until)| (from..until).contains(&at))).collect()
    }

    fn some() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec(
            (0_i64..100, 0_i64..20).prop_map(|(from, length)| (from, (from + length).min(100))),
            0..12,
        )
    }

    proptest! {
        #[test]
        fn sets_of_points(left in some(), right in some()) {
            let (a, b) = (union(left.clone()), union(right.clone()));
            prop_assert_eq!(points(&a), points(&left));
            prop_assert!(a.windows(2).all(|pair| pair[0].1 < pair[1].0));
            prop_assert_eq!(length(&a) as usize, points(&left).len());
            let (in_a, in_b) = (points(&a), points(&b));
            let both: Vec<i64> = in_a.iter().filter(|at| in_b.contains(at)).copied().collect();
            let only: Vec<i64> = in_a.iter().filter(|at| !in_b.contains(at)).copied().collect();
            prop_assert_eq!(points(&intersection(&a, &b)), both);
            prop_assert_eq!(points(&difference(&a, &b)), only);
        }
    }
}
