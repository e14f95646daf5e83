//! What a page says of the cases of a question, found in one walk over them: each case and each of its visits is looked at once,
//! in however many figures it counts.
use super::ask::Ask;
use super::durations::Durations;
use super::row::Row;
use super::select::Test;
use super::tally::Tally;
use super::{CaseRow, Ledger, Nature};
use crate::aggregate::{Place, PlaceId};
use crate::log::{NO_TIME, Outcome};
use std::collections::BTreeMap;
use std::ops::Range;

/// The nodes and flows of a process by name, with numbers from 0: versions share them.
pub(super) struct Spots<'a> {
    /// The nodes, and what they are.
    pub nodes: BTreeMap<&'a str, (usize, Nature)>,
    /// The flows.
    pub flows: BTreeMap<&'a str, usize>,
    /// By place: its number, and the version that it is of.
    of_places: Vec<Option<(usize, u32)>>,
}

/// What is looked for beside the cases.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub spots: &'a Spots<'a>,
    /// Visits of nodes too, and not only what of them lay on critical paths?
    pub visits: bool,
}

/// Visits of a node.
#[derive(Debug, Clone, Default)]
pub(super) struct OfNode {
    pub n: u64,
    pub terminated: u64,
    /// Those that were stuck.
    pub incidents: u64,
    pub queue: Durations,
    pub claimed: Durations,
    pub service: Durations,
    pub sojourn: Durations,
}

/// What of a node lay on critical paths.
#[derive(Debug, Clone, Copy)]
pub(super) enum Critical {
    /// Sums tell it, of all cases.
    Summed,
    /// So much in the cases that a question filters, ms.
    Held(i64),
    /// Not all of it is held any more.
    Forgotten,
}

/// See the [module](self).
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// All cases.
    pub whole: Tally,
    /// Version by version.
    pub versions: BTreeMap<u32, Tally>,
    /// By the number of a node.
    pub visits: Vec<OfNode>,
    /// How often flows were taken, by their number.
    pub taken: Vec<u64>,
    critical: Vec<i64>,
    forgotten: bool,
}

impl OfNode {
    pub(super) fn add(&mut self, row: &Row) {
        let times = row.times();
        let parts = [times.queue, times.claimed, times.service, times.sojourn];
        let all = [&mut self.queue, &mut self.claimed, &mut self.service, &mut self.sojourn];
        for (of, time) in all.into_iter().zip(parts) {
            if let Some(time) = time {
                of.add(time);
            }
        }
        self.n += 1;
        self.terminated += u64::from(row.outcome == Outcome::Terminated);
        self.incidents += u64::from(row.incidents > 0);
    }
}

impl Walk {
    /// What of a node lay on the critical paths of the cases.
    pub(super) fn critical(&self, node: usize) -> Critical {
        if self.forgotten { Critical::Forgotten } else { Critical::Held(self.critical[node]) }
    }
}

impl Ledger {
    /// The nodes and flows of the process, and version, that a question names.
    pub(super) fn spots(&self, ask: &Ask) -> Spots<'_> {
        let places = self.aggregates.places();
        let of_process = || places.iter().filter(|(_, name)| name.process == ask.process);
        let (mut nodes, mut flows) = (BTreeMap::new(), BTreeMap::new());
        let is_asked = |version: u32| ask.version.is_none_or(|asked| asked == version);
        for (id, name) in of_process().filter(|(_, name)| is_asked(name.version)) {
            let numbers = (nodes.len(), flows.len());
            match &name.place {
                Place::Node(node) => {
                    nodes.entry(node.as_str()).or_insert((numbers.0, Nature::default())).1 = self.nature(id);
                }
                Place::Flow(flow) => {
                    flows.entry(flow.as_str()).or_insert(numbers.1);
                }
                Place::Process => {}
            }
        }
        let mut of_places = vec![None; places.len()];
        for (id, name) in of_process() {
            let number = match &name.place {
                Place::Node(node) => nodes.get(node.as_str()).map(|(number, _)| *number),
                Place::Flow(flow) => flows.get(flow.as_str()).copied(),
                Place::Process => None,
            };
            of_places[id.0 as usize] = number.map(|number| (number, name.version));
        }
        Spots { nodes, flows, of_places }
    }

    /// One walk over the cases of a question, all of which are held.
    pub(super) fn walk(&self, ask: &Ask, figures: Option<Figures<'_>>) -> Walk {
        let mut out = Walk::default();
        if let Some(Figures { spots, .. }) = figures {
            out.visits.resize(spots.nodes.len(), OfNode::default());
            out.critical.resize(spots.nodes.len(), 0);
            out.taken.resize(spots.flows.len(), 0);
        }
        let Some(test) = Test::of(self, ask) else { return out };
        let asked = self.places_of(ask, &Place::Process);
        // A case may have gone on in another version since it visited a node in this one.
        let all = if figures.is_some() {
            self.places_of(&Ask { version: None, ..ask.clone() }, &Place::Process)
        } else {
            asked.clone()
        };
        let window = ask.from..ask.until;
        let step = Step { ledger: self, ask, test: &test, figures, own: figures.and_then(|of| of.own(ask)), window };
        for place in all {
            let (version, is_asked) = (self.aggregates.places().name(place).version, asked.contains(&place));
            // A version is asked for the nodes that are its own.
            let of_version = Ask { version: Some(version), ..ask.clone() };
            let apart = (is_asked && test.names_nodes()).then(|| Test::of(self, &of_version));
            let (mut tally, mut own) = (Tally::default(), Tally::default());
            for case in self.touched(place, &step.window) {
                let fits = is_asked && test.open_case(self, case);
                step.case(case, fits, &mut tally, &mut out);
                if let Some(Some(test)) = &apart {
                    step.count(case, test.open_case(self, case), &mut own);
                }
            }
            if is_asked {
                out.whole.merge(&tally);
                out.versions.insert(version, if apart.is_some() { own } else { tally });
            }
        }
        step.strays(&mut out);
        step.orphans(&mut out);
        out
    }
}

impl Figures<'_> {
    /// The number of the node that a question names.
    fn own(&self, ask: &Ask) -> Option<usize> {
        self.spots.nodes.get(ask.node.as_deref()?).map(|(number, _)| *number)
    }
}

/// What does not change from case to case.
struct Step<'a> {
    ledger: &'a Ledger,
    ask: &'a Ask,
    test: &'a Test<'a>,
    figures: Option<Figures<'a>>,
    own: Option<usize>,
    window: Range<i64>,
}

impl Step<'_> {
    /// Did it end in the window, and is it one of those that are asked for?
    fn ended(&self, case: &CaseRow, fits: bool) -> bool {
        fits && case.ended != NO_TIME && self.window.contains(&case.ended)
    }

    fn count(&self, case: &CaseRow, fits: bool, tally: &mut Tally) {
        tally.started += u64::from(fits && self.window.contains(&case.began));
        if self.ended(case, fits) {
            tally.add(case);
        }
    }

    fn case(&self, case: &CaseRow, fits: bool, tally: &mut Tally, out: &mut Walk) {
        self.count(case, fits, tally);
        let Some(figures) = self.figures else { return };
        let spots = figures.spots;
        let is_filtered = self.ask.is_filtered();
        if fits && is_filtered {
            for taken in case.flows.iter().filter(|taken| self.window.contains(&taken.at)) {
                if let Some((flow, _)) = spots.of(taken.flow) {
                    out.taken[flow] += 1;
                }
            }
        }
        let critical = is_filtered && self.ended(case, fits) && !out.forgotten;
        let visits = if figures.visits { self.test.visits(self.ledger, case) } else { (false, false) };
        if !critical && visits == (false, false) {
            return;
        }
        let (mut at, mut told) = (case.last_row, 0);
        while let Some(row) = self.ledger.row(at) {
            at = row.previous;
            let spot = spots.of(row.place);
            if critical {
                let time = row.critical.max(0);
                told += time;
                if let Some((node, _)) = spot {
                    out.critical[node] += time;
                }
            }
            self.visit(row, spot, visits, &mut out.visits);
        }
        out.forgotten |= critical && case.sojourn() != Some(told);
    }

    /// Counts a visit whose case fits: where the question names the node, and elsewhere.
    fn visit(&self, row: &Row, spot: Option<(usize, u32)>, (here, elsewhere): (bool, bool), to: &mut [OfNode]) {
        let Some((node, version)) = spot else { return };
        let fits = if self.own == Some(node) { here } else { elsewhere };
        let is_asked = self.ask.version.is_none_or(|asked| asked == version);
        if fits && is_asked && self.window.contains(&row.ended) && self.test.visit(row) {
            to[node].add(row);
        }
    }

    /// Visits of cases that have gone on in another process count in the one in which they were.
    fn strays(&self, out: &mut Walk) {
        let Some(Figures { visits: true, .. }) = self.figures else { return };
        let ledger = self.ledger;
        for number in ledger.strays.iter().filter(|number| ledger.spans.touch(*number, &self.window)) {
            let Some(case) = ledger.case(number) else { continue };
            // Those that are in this one have been looked at.
            if ledger.aggregates.places().name(case.place).process != self.ask.process {
                self.case(case, false, &mut Tally::default(), out);
            }
        }
    }

    /// Visits of cases that are held no more count where nothing is asked of their cases.
    fn orphans(&self, out: &mut Walk) {
        let Some(Figures { spots, visits: true }) = self.figures else { return };
        for row in self.ledger.orphans.iter().filter_map(|number| self.ledger.row(number)) {
            self.visit(row, spots.of(row.place), self.test.visits_of_anybody(), &mut out.visits);
        }
    }
}

impl Spots<'_> {
    fn of(&self, place: PlaceId) -> Option<(usize, u32)> {
        self.of_places.get(place.0 as usize).copied().flatten()
    }
}
