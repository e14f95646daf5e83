//! A contrast set: each item's 2×2 table with the flag, tested, and corrected for the number of tests.
use super::item::Item;
use crate::statistics::interval::newcombe;
use crate::statistics::ranked::Ranked;
use crate::statistics::test::{Table, false_discovery};
use roaring::RoaringBitmap;

/// The 97.5 % quantile of the normal distribution.
pub(super) const Z95: f64 = 1.959_963_984_540_054;

/// An item that goes with the flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which of the items.
    pub item: usize,
    /// Its table.
    pub table: Table,
    /// Fisher's p, two-sided; of what is measured that of Mann and Whitney where it is surer.
    pub p: f64,
    /// The false discovery rate at which it is just kept.
    pub q: f64,
    /// The share of flagged with the item minus the share without, and its 95 % interval.
    pub risk_difference: (f64, f64, f64),
}

/// All tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// How many items had enough cases to be tested.
    pub tests: usize,
    /// Those that are kept: q small enough, and the flag more frequent with the item; the most excess cases first.
    pub findings: Vec<Finding>,
}

/// Tests every item that holds in at least `support` cases and is missing in as many: Fisher's exact test, two-sided,
/// corrected over all tests (Benjamini and Hochberg); kept are those with q ≤ `q_max` and a risk difference whose interval
/// lies above 0.
pub fn contrast(cases: &RoaringBitmap, flagged: &RoaringBitmap, items: &[Item], support: u64, q_max: f64) -> Contrast {
    contrast_by((cases, flagged), items, support, q_max, &[])
}

/// The same where what is flagged is a time, or something else that is measured: `measured` has it by the number of the case.
/// Then it is also tested whether it tends to be greater with the item (Mann and Whitney), and the correction is over both
/// tests of all items; one of the two is enough.
pub(super) fn contrast_by(
    (cases, flagged): (&RoaringBitmap, &RoaringBitmap),
    items: &[Item],
    support: u64,
    q_max: f64,
    measured: &[f64],
) -> Contrast {
    let tables: Vec<(usize, Table)> = items
        .iter()
        .enumerate()
        .map(|(index, item)| (index, table(cases, flagged, &item.cases)))
        .filter(|(_, t)| t.a + t.b >= support && t.c + t.d >= support)
        .collect();
    let mut p: Vec<f64> = tables.iter().map(|(_, table)| table.fisher()).collect();
    if !measured.is_empty() {
        let ranked = Ranked::of(cases.iter().filter_map(|case| Some((case, *measured.get(case as usize)?))));
        // Whoever is faster with it is no driver of being slow.
        let greater = |item: usize| {
            ranked.is_greater(items[item].cases.iter()).map_or(1.0, |(p, above)| if above { p } else { 1.0 })
        };
        p.extend(tables.iter().map(|(item, _)| greater(*item)).collect::<Vec<_>>());
    }
    let q = false_discovery(&p);
    // The surer of the two tests of an item; there may be one only.
    let of = |at: usize| {
        let both = [Some(at), Some(at + tables.len())].into_iter().flatten().filter(|at| *at < p.len());
        both.map(|at| (p[at], q[at])).min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((1.0, 1.0))
    };
    let mut findings: Vec<Finding> = tables
        .iter()
        .enumerate()
        .map(|(at, (item, table))| (item, table, of(at)))
        .map(|(item, table, (p, q))| Finding {
            item: *item,
            table: *table,
            p,
            q,
            risk_difference: newcombe((table.a, table.a + table.b), (table.c, table.c + table.d), Z95),
        })
        .filter(|finding| finding.q <= q_max && finding.risk_difference.1 > 0.0)
        .collect();
    findings.sort_by(|x, y| y.table.excess().total_cmp(&x.table.excess()));
    Contrast { tests: p.len(), findings }
}

/// The table of an item and the flag among some cases.
pub(super) fn table(cases: &RoaringBitmap, flagged: &RoaringBitmap, item: &RoaringBitmap) -> Table {
    let with = cases & item;
    let flagged = cases & flagged;
    let a = with.intersection_len(&flagged);
    let b = with.len() - a;
    let c = flagged.len() - a;
    Table { a, b, c, d: cases.len() - a - b - c }
}
