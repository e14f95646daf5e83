//! The ranking of what goes with an anomaly, with the guards that keep it from saying what is trivial, chance, or only mixed
//! up with something else.
use super::contrast::{Finding, Z95, contrast_by, table};
use super::item::Item;
use crate::statistics::interval::newcombe;
use crate::statistics::test::{Table, mantel_haenszel, mantel_haenszel_corrected};
use roaring::RoaringBitmap;

/// The least number of flagged cases.
pub const FLAGGED_MIN: u64 = 20;
/// The least number of cases.
pub const CASES_MIN: u64 = 100;
/// An item holds in at least so many cases.
pub const SUPPORT_MIN: u64 = 10;
/// The false discovery rate that is allowed.
pub const Q_MAX: f64 = 0.05;
/// An item of more than this share of all cases is implied by getting there at all.
pub const PRESENCE_MAX: f64 = 0.98;
/// How many combinations are followed at each depth.
pub const BEAM: usize = 20;
/// How many items a combination has at most.
pub const DEPTH_MAX: usize = 3;
/// A combination must be worth so much more than its best part.
pub const GAIN_MIN: f64 = 1.1;

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// q ≤ 0.05: a hint (提示).
    Hint,
    /// q ≤ 0.01, and it was so in the later part too: strong (强).
    Strong,
}

/// Something that the flag is associated with.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Its items; several are a combination.
    pub items: Vec<usize>,
    /// Its cases, the evidence.
    pub cases: RoaringBitmap,
    /// Its table.
    pub table: Table,
    /// The false discovery rate; of a combination that of its best part.
    pub q: f64,
    /// The risk difference with its 95 % interval.
    pub risk_difference: (f64, f64, f64),
    /// Cases that would not be flagged if its cases were like the rest.
    pub excess: f64,
    /// How sure it is.
    pub label: Label,
    /// What of what is measured would not be, were its cases like the rest; none where nothing is measured.
    pub impact: Option<Impact>,
}

/// How much lies in a driver: its excess cases, each with what a flagged case of it has beyond one that is not flagged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// That, in what is measured.
    pub loss: f64,
    /// Its share of what all flagged cases have beyond those that are not.
    pub share: f64,
}

/// What a ranking says.
#[derive(Debug, Clone, PartialEq)]
pub enum Ranking {
    /// Too few cases; nothing is guessed.
    TooFew {
        /// How many are flagged.
        flagged: u64,
        /// How many there are.
        cases: u64,
    },
    /// Nothing goes with the flag.
    None {
        /// How many items were tested.
        tests: usize,
    },
    /// These do, the one with the most excess first.
    Drivers {
        /// How many items were tested.
        tests: usize,
        /// The drivers.
        drivers: Vec<Driver>,
    },
}

/// What is ranked.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// All cases that are compared: of one version family and window, all finished or all cut at the same node.
    pub cases: &'a RoaringBitmap,
    /// Those of them that are flagged.
    pub flagged: &'a RoaringBitmap,
    /// What may be said of them, known before the anomaly.
    pub items: &'a [Item],
    /// Classes of cases that went alike; an association must hold within them.
    pub strata: &'a [RoaringBitmap],
    /// Cases of the older part, on which drivers are looked for; the rest verifies them.
    pub older: &'a RoaringBitmap,
}

/// Ranks items: found on the older part by Fisher's test with false discovery rate, kept where the odds ratio holds within
/// strata and beside every better one, combined up to three, and verified on the newer part.
pub fn rank(asked: &Asked<'_>) -> Ranking {
    rank_by(asked, &[])
}

/// The same where what is flagged is a time, or something else that is measured: `measured` has it by the number of the case.
pub fn rank_by(asked: &Asked<'_>, measured: &[f64]) -> Ranking {
    let (cases, flagged) = (asked.cases.len(), asked.cases.intersection_len(asked.flagged));
    if flagged < FLAGGED_MIN || cases < CASES_MIN {
        return Ranking::TooFew { flagged, cases };
    }
    let usable: Vec<usize> = (0..asked.items.len())
        .filter(|i| {
            let share = asked.cases.intersection_len(&asked.items[*i].cases) as f64 / cases as f64;
            share <= PRESENCE_MAX && share > 0.0
        })
        .collect();
    let items: Vec<Item> = usable.iter().map(|i| asked.items[*i].clone()).collect();
    let older = asked.cases & asked.older;
    let found = contrast_by((&older, asked.flagged), &items, SUPPORT_MIN, Q_MAX, measured);
    let mut kept: Vec<Finding> = vec![];
    for finding in found.findings {
        let item = &items[finding.item].cases;
        let holds = |strata: &[RoaringBitmap]| holds_within(asked, item, strata);
        let beside_better = kept.iter().all(|better| {
            let with = &items[better.item].cases;
            // An item that is the same set of cases as a better one is the same driver by another name.
            with != item && holds(&[asked.cases & with, asked.cases - with])
        });
        if beside_better && holds_on_its_way(asked, item) {
            kept.push(finding);
        }
    }
    let mut drivers: Vec<Driver> =
        kept.iter().map(|f| driver(asked, vec![usable[f.item]], items[f.item].cases.clone(), f.q)).collect();
    drivers.extend(combinations(asked, &drivers));
    for driver in &mut drivers {
        driver.impact = impact(asked, driver, measured);
    }
    drivers.sort_by(|x, y| y.excess.total_cmp(&x.excess));
    if drivers.is_empty() {
        Ranking::None { tests: found.tests }
    } else {
        Ranking::Drivers { tests: found.tests, drivers }
    }
}

/// Is the association there within strata too (Mantel and Haenszel, interval above 1)?
fn holds_within(asked: &Asked<'_>, item: &RoaringBitmap, strata: &[RoaringBitmap]) -> bool {
    let tables: Vec<Table> =
        strata.iter().map(|stratum| table(&(asked.cases & stratum), asked.flagged, item)).collect();
    // Strata in which everything or nothing is flagged tell nothing; then the association cannot be told from them.
    holds_in(&tables)
}

/// Is the common odds ratio of the tables surely above 1, also where nothing at all speaks against it?
fn holds_in(tables: &[Table]) -> bool {
    mantel_haenszel(tables).or_else(|| mantel_haenszel_corrected(tables)).is_some_and(|(_, low, _)| low > 1.0)
}

/// Does the association hold within the classes of cases that went alike? Only classes in which some cases have the item and some
/// do not can say so; where there is none, the item and the way are the same thing by two names.
fn holds_on_its_way(asked: &Asked<'_>, item: &RoaringBitmap) -> bool {
    let varies = |stratum: &&RoaringBitmap| {
        let (with, all) = (item.intersection_len(stratum), asked.cases.intersection_len(stratum));
        with > 0 && with < all
    };
    // Where all went the same way there is nothing to tell apart.
    let telling: Vec<Table> = asked
        .strata
        .iter()
        .filter(|_| asked.strata.len() > 1)
        .filter(varies)
        .map(|stratum| table(&(asked.cases & stratum), asked.flagged, item))
        .collect();
    telling.is_empty() || holds_in(&telling)
}

fn impact(asked: &Asked<'_>, driver: &Driver, measured: &[f64]) -> Option<Impact> {
    let mean = |cases: &RoaringBitmap| {
        let values = cases.iter().filter_map(|case| measured.get(case as usize)).filter(|value| value.is_finite());
        let (sum, n) = values.fold((0.0, 0_u64), |(sum, n), value| (sum + value, n + 1));
        (n > 0).then(|| sum / n as f64)
    };
    let flagged = asked.cases & asked.flagged;
    let usual = mean(&(asked.cases - asked.flagged))?;
    let loss = driver.excess * (mean(&(&flagged & &driver.cases))? - usual);
    let whole = flagged.len() as f64 * (mean(&flagged)? - usual);
    (whole > 0.0).then(|| Impact { loss, share: loss / whole })
}

fn driver(asked: &Asked<'_>, items: Vec<usize>, cases: RoaringBitmap, q: f64) -> Driver {
    let all = table(asked.cases, asked.flagged, &cases);
    let later = table(&(asked.cases - asked.older), asked.flagged, &cases);
    let difference = |t: &Table| newcombe((t.a, t.a + t.b), (t.c, t.c + t.d), Z95);
    let verified = later.a + later.b > 0 && difference(&later).1 > 0.0;
    Driver {
        items,
        q,
        risk_difference: difference(&all),
        excess: all.excess(),
        label: if q <= 0.01 && verified { Label::Strong } else { Label::Hint },
        table: all,
        cases: asked.cases & cases,
        impact: None,
    }
}

/// Combinations of drivers that are worth more than their best part: beam search by weighted relative accuracy.
fn combinations(asked: &Asked<'_>, single: &[Driver]) -> Vec<Driver> {
    let mut beam: Vec<Driver> = single.to_vec();
    let mut out: Vec<Driver> = vec![];
    for _ in 1..DEPTH_MAX {
        let mut next: Vec<Driver> = vec![];
        for part in &beam {
            for other in single.iter().filter(|other| other.items[0] > *part.items.last().expect("one at least")) {
                let cases = &part.cases & &other.cases;
                if cases.len() < SUPPORT_MIN || cases == part.cases || cases == other.cases {
                    continue;
                }
                let items = [part.items.as_slice(), &other.items].concat();
                next.push(driver(asked, items, cases, part.q.min(other.q)));
            }
        }
        next.sort_by(|x, y| accuracy(&y.table).total_cmp(&accuracy(&x.table)));
        next.truncate(BEAM);
        let best_part = |combined: &Driver| {
            let parts = single.iter().filter(|one| combined.items.contains(&one.items[0]));
            parts.map(|one| one.excess).fold(0.0, f64::max)
        };
        out.extend(next.iter().filter(|c| c.excess >= GAIN_MIN * best_part(c)).cloned());
        beam = next;
    }
    out
}

/// Weighted relative accuracy: share of cases × (share flagged among them − share flagged among all).
fn accuracy(table: &Table) -> f64 {
    let (n, with) = (table.n().max(1) as f64, (table.a + table.b) as f64);
    if with == 0.0 { 0.0 } else { with / n * (table.a as f64 / with - (table.a + table.c) as f64 / n) }
}
