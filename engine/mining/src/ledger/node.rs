//! One node, closer.
use super::answer::{Bucket, NodeDetail};
use super::ask::{Ask, AskError};
use super::process::Whole;
use super::walk::{Critical, Figures};
use super::{Ledger, Nature};
use crate::aggregate::{DAY_MS, HOUR_MS, Part, Place};
use crate::log::NO_NAME;
use crate::statistics::Sketch;
use std::collections::BTreeSet;

/// Fewer people than this are not told apart.
pub const PERSONS_MIN: u64 = 5;
/// How many ranges a distribution has at most.
const BUCKETS_MAX: usize = 40;

impl Ledger {
    /// The node that a question names; none where nothing is known of it.
    pub fn node(&self, ask: &Ask, compare: Option<&Ask>) -> Result<Option<NodeDetail>, AskError> {
        let Some(name) = &ask.node else { return Ok(None) };
        let place = Place::Node(name.clone());
        let places = self.places_of(ask, &place);
        let Some(nature) = places.iter().map(|place| self.nature(*place)).max() else { return Ok(None) };
        let whole = Ask { node: None, ..ask.clone() };
        let part_of = if whole.is_filtered() {
            self.expect_held(&whole)?;
            let spots = self.spots(&whole);
            let walk = self.walk(&whole, Some(Figures { spots: &spots, visits: false }));
            let number = spots.nodes.get(name.as_str()).map(|(number, _)| *number);
            Whole { ended: walk.whole.n, critical: number.map_or(Critical::Held(0), |number| walk.critical(number)) }
        } else {
            Whole { ended: self.aggregates.sum(&whole.window(Place::Process)).ended, critical: Critical::Summed }
        };
        let node = self.node_answer(ask, compare, name, nature, &part_of)?;
        let window = ask.window(place);
        let series_ms = if ask.until - ask.from <= 7 * DAY_MS { HOUR_MS } else { DAY_MS };
        let (sketch, people) = if self.holds(ask) {
            let rows = self.rows(ask, self.extent());
            let rows = || rows.iter().filter_map(|row| self.row(*row));
            let mut sketch = Sketch::default();
            rows().filter_map(|row| row.times().sojourn).for_each(|time| sketch.add(time));
            let people: BTreeSet<u32> = rows().map(|row| row.actor).filter(|actor| *actor != NO_NAME).collect();
            (sketch, Some(people.len() as u64))
        } else {
            (self.aggregates.sketch(&window, Part::Sojourn), None)
        };
        let people = people.filter(|people| *people >= PERSONS_MIN && nature == Nature::Human);
        Ok(Some(NodeDetail {
            node,
            distribution: ranges(&sketch),
            series: if ask.asks_of_cases() { self.points_of(ask, series_ms) } else { self.points(&window, series_ms) },
            series_ms,
            people,
        }))
    }
}

/// Neighbouring buckets together, so that there are not more than can be drawn.
fn ranges(sketch: &Sketch) -> Vec<Bucket> {
    let all: Vec<_> = sketch.histogram().collect();
    let together = all.len().div_ceil(BUCKETS_MAX).max(1);
    let range = |some: &[(i64, i64, u64)]| {
        let (first, last) = (some.first()?, some.last()?);
        Some(Bucket { from: first.0, until: last.1, n: some.iter().map(|(_, _, n)| n).sum() })
    };
    all.chunks(together).filter_map(range).collect()
}
