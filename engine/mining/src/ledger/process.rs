//! A process in a window: its summary, version by version, node by node, and what has changed.
use super::answer::{
    Delta, DeltaPart, FlowAnswer, NodeAnswer, Point, ProcessAnswer, Summary, SummaryEvidence, VersionAnswer,
};
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::measured::{Measure, Times, Unit};
use super::tally::{Day, Tally};
use super::walk::{Critical, Figures, OfNode, Walk};
use super::{Ledger, Nature};
use crate::aggregate::{DAY_MS, HOUR_MS, Hour, Part, Place, Window};
use crate::measure::difference::{Visits, decompose};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;

impl Ledger {
    /// The processes of which something is known.
    pub fn processes(&self) -> BTreeSet<&str> {
        let all = self.aggregates.places().iter();
        all.filter(|(_, name)| name.place == Place::Process).map(|(_, name)| name.process.as_str()).collect()
    }

    /// A process, or what a question leaves of it.
    pub fn summary(&self, ask: &Ask) -> Result<Summary, AskError> {
        if !self.holds(ask) {
            if ask.is_filtered() {
                self.expect_held(ask)?;
            }
            return Ok(self.summed(ask));
        }
        Ok(self.summary_of(ask, &mut self.walk(ask, None).whole))
    }

    /// The summary of cases that have been counted.
    fn summary_of(&self, ask: &Ask, cases: &mut Tally) -> Summary {
        let n = cases.n;
        let share = |part: u64| Measure::share(part, n);
        let point = |(at, day): (&i64, &Day)| Point {
            at: Timestamp(at * DAY_MS),
            n: day.n,
            mean: Some(day.time as f64 / day.n as f64),
            incidents: day.incidents,
        };
        let (human, system) = cases.work;
        // Of those that run it is not known how they will end: then it cannot be told how many began.
        let ends = ask.asks_of_ends();
        Summary {
            running: self.running(ask),
            started: if ends { Measure::unavailable(Unit::Count) } else { Measure::count(cases.started) },
            ended: Measure::count(n),
            throughput: Measure::rate(n, ask.until - ask.from),
            sojourn: cases.sojourn.told(),
            on_time: Measure::share(cases.due.1, cases.due.0),
            automation: Measure::share(system, system + human),
            rework: share(cases.rework),
            first_pass: share(cases.first_pass),
            incidents: share(cases.stuck),
            interventions: share(cases.interventions),
            terminated: share(cases.terminated),
            sent_back: Measure::share(cases.decided.1, cases.decided.0),
            efficiency: Measure::ratio(cases.busy, cases.sojourn.sum(), n),
            series: cases.days.iter().map(point).collect(),
            evidence: self.handle(EvidenceKind::Cases, ask),
            running_evidence: self.handle(EvidenceKind::Running, ask),
            evidence_of: self.evidence_of_summary(ask),
        }
    }

    /// The handles of what other numbers rest on than the ended cases.
    fn evidence_of_summary(&self, ask: &Ask) -> SummaryEvidence {
        SummaryEvidence {
            started: (!ask.asks_of_ends()).then(|| self.handle(EvidenceKind::Started, ask)),
            on_time: self.handle(EvidenceKind::Due, ask),
            automation: self.handle(EvidenceKind::Work, ask),
            sent_back: self.handle(EvidenceKind::Decisions, ask),
        }
    }

    /// Cases that run now; of those that a question filters the ones that fit, as far as an end need not tell it.
    fn running(&self, ask: &Ask) -> u64 {
        if !ask.is_filtered() {
            let places = self.places_of(ask, &Place::Process);
            return places.iter().map(|place| self.running[place.0 as usize].1).sum();
        }
        self.running_cases(ask, self.begun()).len() as u64
    }

    /// What the sums alone tell.
    fn summed(&self, ask: &Ask) -> Summary {
        let window = ask.window(Place::Process);
        let sum = self.aggregates.sum(&window);
        let unknown = Measure::unavailable(Unit::Share);
        let sojourn = sum.time(Part::Sojourn);
        Summary {
            running: self.running(ask),
            started: Measure::unavailable(Unit::Count),
            ended: Measure::count(sum.ended),
            throughput: Measure::rate(sum.ended, ask.until - ask.from),
            sojourn: self.times(&window, Part::Sojourn, &sum),
            on_time: unknown,
            automation: unknown,
            rework: unknown,
            first_pass: unknown,
            incidents: unknown,
            interventions: Measure::share(sum.interventions, sum.ended),
            terminated: Measure::share(sum.terminated, sum.ended),
            sent_back: unknown,
            efficiency: Measure::ratio(sum.time(Part::Service).sum, sojourn.sum, sojourn.n),
            series: self.points(&window, DAY_MS),
            evidence: self.handle(EvidenceKind::Cases, ask),
            running_evidence: self.handle(EvidenceKind::Running, ask),
            evidence_of: self.evidence_of_summary(ask),
        }
    }

    fn times(&self, window: &Window, part: Part, sum: &Hour) -> Times {
        let (totals, sketch) = (sum.time(part), self.aggregates.sketch(window, part));
        let mean = Measure::mean(totals.sum, totals.n);
        Times { mean, p50: Measure::about(&sketch, 0.5), p95: Measure::about(&sketch, 0.95) }
    }

    pub(super) fn points(&self, window: &Window, piece: i64) -> Vec<Point> {
        let mut pieces: BTreeMap<i64, Hour> = BTreeMap::new();
        for (hour, of) in self.aggregates.series(window) {
            pieces.entry((hour * HOUR_MS).div_euclid(piece)).or_default().merge(&of);
        }
        let point = |(at, hour): (i64, Hour)| {
            let Hour { ended: n, incidents, .. } = hour;
            (n > 0).then(|| Point { at: Timestamp(at * piece), n, mean: hour.time(Part::Sojourn).mean(), incidents })
        };
        pieces.into_iter().filter_map(point).collect()
    }

    /// The same of the visits that a question filters, all of which are held.
    pub(super) fn points_of(&self, ask: &Ask, piece: i64) -> Vec<Point> {
        let mut pieces: BTreeMap<i64, (u64, i64, u64)> = BTreeMap::new();
        for row in self.rows(ask, self.extent()).into_iter().filter_map(|number| self.row(number)) {
            let (n, time, incidents) = pieces.entry(row.ended.div_euclid(piece)).or_default();
            *n += 1;
            *time += row.ended - row.enabled;
            *incidents += u64::from(row.incidents);
        }
        let point = |(at, (n, time, incidents)): (i64, (u64, i64, u64))| Point {
            at: Timestamp(at * piece),
            n,
            mean: Some(time as f64 / n as f64),
            incidents,
        };
        pieces.into_iter().map(point).collect()
    }

    /// A process with its versions, nodes and flows; against another window where one is given.
    pub fn process(&self, ask: &Ask, compare: Option<&Ask>) -> Result<ProcessAnswer, AskError> {
        let versions = match ask.version {
            Some(version) => vec![version],
            None => self.aggregates.versions(&ask.process),
        };
        let spots = self.spots(ask);
        let figures = Some(Figures { spots: &spots, visits: ask.both.is_none() });
        let mut now = self.holds(ask).then(|| self.walk(ask, figures));
        let compared = |compare: &Ask| self.walk(compare, figures.filter(|_| compare.is_filtered()));
        let mut then = compare.filter(|compare| self.holds(compare)).map(compared);
        let of = |ask: &Ask, walk: Option<&mut Walk>| match walk {
            Some(walk) => Ok(self.summary_of(ask, &mut walk.whole)),
            None => self.summary(ask),
        };
        let summary = of(ask, now.as_mut())?;
        let compared = compare.map(|compare| of(compare, then.as_mut())).transpose()?;
        let of_version = |version| {
            let ask = Ask { version: Some(version), ..ask.clone() };
            let told = now.as_mut().map(|walk| walk.versions.remove(&version).unwrap_or_default());
            let summary = match told {
                Some(mut cases) => self.summary_of(&ask, &mut cases),
                None => self.summary(&ask)?,
            };
            Ok(VersionAnswer { version, summary })
        };
        let versions = versions.into_iter().map(of_version).collect::<Result<_, AskError>>()?;
        let mut nodes = vec![];
        for (node, (number, nature)) in &spots.nodes {
            let critical =
                now.as_ref().filter(|_| ask.is_filtered()).map_or(Critical::Summed, |walk| walk.critical(*number));
            let whole = Whole { ended: summary.ended.n, critical };
            let before = match (compare.map(|compare| of_node(compare, node)), &then) {
                (Some(compare), Some(walk)) if compare.asks_of_cases() && compare.both.is_none() => {
                    let visits = &walk.visits[*number];
                    Some((visits.n, visits.sojourn.sum()))
                }
                (Some(compare), _) => Some(self.compared(&compare, node)?),
                (None, _) => None,
            };
            let visits = now.as_mut().map(|walk| std::mem::take(&mut walk.visits[*number]));
            nodes.push(match visits.filter(|_| ask.both.is_none()) {
                Some(visits) => self.node_of(&of_node(ask, node), (node, *nature), &whole, before, Some(visits)),
                None => self.node_answer(ask, compare, node, *nature, &whole)?,
            });
        }
        let taken = |ask: &Ask, walk: &Option<Walk>, (flow, number): (&str, usize)| match walk {
            Some(walk) if ask.is_filtered() => walk.taken[number],
            _ => self.aggregates.sum(&ask.window(Place::Flow(flow.to_owned()))).ended,
        };
        let flow = |(flow, number): (&&str, &usize)| FlowAnswer {
            flow: (*flow).to_owned(),
            taken: taken(ask, &now, (flow, *number)),
            compared_taken: compare.map(|compare| taken(compare, &then, (flow, *number))),
            evidence: self.handle_of_flow(ask, flow),
        };
        Ok(ProcessAnswer {
            summary,
            compared,
            versions,
            nodes,
            flows: spots.flows.iter().map(flow).collect(),
            change: compare.map(|compare| self.change(ask, compare)),
            variables: self.variables.of(&ask.process).into_iter().map(|(_, name)| name.to_owned()).collect(),
        })
    }

    pub(super) fn node_answer(
        &self,
        ask: &Ask,
        compare: Option<&Ask>,
        node: &str,
        nature: Nature,
        whole: &Whole,
    ) -> Result<NodeAnswer, AskError> {
        let ask = of_node(ask, node);
        let before = compare.map(|compare| self.compared(&of_node(compare, node), node)).transpose()?;
        if ask.asks_of_cases() {
            self.expect_held(&ask)?;
        }
        // Each visit is looked at once: there may be millions.
        let visits = self.holds(&ask).then(|| {
            let mut visits = OfNode::default();
            let rows = self.rows(&ask, self.extent()).into_iter();
            rows.filter_map(|row| self.row(row)).for_each(|row| visits.add(row));
            visits
        });
        Ok(self.node_of(&ask, (node, nature), whole, before, visits))
    }

    /// A node by its visits; without them by what the sums tell.
    fn node_of(
        &self,
        ask: &Ask,
        (node, nature): (&str, Nature),
        whole: &Whole,
        before: Option<(u64, i64)>,
        mut visits: Option<OfNode>,
    ) -> NodeAnswer {
        let window = ask.window(Place::Node(node.to_owned()));
        let sum = self.aggregates.sum(&window);
        let contribution = match whole.critical {
            Critical::Summed => Measure::mean(sum.time(Part::Critical).sum, whole.ended),
            Critical::Held(time) => Measure::mean(time, whole.ended),
            Critical::Forgotten => Measure::unavailable(Unit::Ms),
        };
        let (n, ended_so, stuck) = match &visits {
            Some(of) => (of.n, of.terminated, Measure::share(of.incidents, of.n)),
            None => (sum.ended, sum.terminated, Measure::unavailable(Unit::Share)),
        };
        let mut times = |part: Part| match (&mut visits, part) {
            (Some(of), Part::Queue) => of.queue.told(),
            (Some(of), Part::Claimed) => of.claimed.told(),
            (Some(of), Part::Service) => of.service.told(),
            (Some(of), Part::Sojourn | Part::Critical) => of.sojourn.told(),
            (None, part) => self.times(&window, part, &sum),
        };
        NodeAnswer {
            node: node.to_owned(),
            name: None,
            nature,
            visits: n,
            queue: times(Part::Queue),
            claimed: times(Part::Claimed),
            service: times(Part::Service),
            sojourn: times(Part::Sojourn),
            terminated: Measure::share(ended_so, n),
            incidents: stuck,
            contribution,
            compared_visits: before.map(|(visits, _)| visits),
            compared_sojourn: before.map(|(visits, sum)| Measure::mean(sum, visits)),
            evidence: self.handle(EvidenceKind::Rows, ask),
        }
    }

    /// Visits of a node in the window that is compared with, and the sum of their sojourns, ms.
    fn compared(&self, ask: &Ask, node: &str) -> Result<(u64, i64), AskError> {
        if !ask.asks_of_cases() {
            let sum = self.aggregates.sum(&ask.window(Place::Node(node.to_owned())));
            return Ok((sum.ended, sum.time(Part::Sojourn).sum));
        }
        self.expect_held(ask)?;
        let rows = self.rows(ask, self.extent());
        let times = rows.iter().filter_map(|number| self.row(*number)).map(|row| row.ended - row.enabled);
        Ok((rows.len() as u64, times.sum()))
    }

    /// Why the mean sojourn of one window is another than that of an earlier one.
    fn change(&self, ask: &Ask, compare: &Ask) -> Delta {
        let mean = |ask: &Ask| {
            let sum = *self.aggregates.sum(&ask.window(Place::Process)).time(Part::Sojourn);
            (sum.n, Measure::mean(sum.sum, sum.n))
        };
        if ask.is_filtered() {
            // Parts are of all cases; of a cohort the sums do not tell them.
            let unknown = Measure::unavailable(Unit::Ms);
            return Delta { before: unknown, after: unknown, difference: None, parts: vec![] };
        }
        let ((n0, before), (n1, after)) = (mean(compare), mean(ask));
        let places = self.aggregates.places().iter().map(|(_, name)| name);
        let nodes: BTreeSet<&str> = places
            .filter(|name| name.process == ask.process)
            .filter_map(|name| match &name.place {
                Place::Node(node) => Some(node.as_str()),
                _ => None,
            })
            .collect();
        let visits = |ask: &Ask, node: &str, cases: u64| {
            let sum = *self.aggregates.sum(&ask.window(Place::Node(node.to_owned()))).time(Part::Critical);
            (sum.n > 0).then(|| Visits { frequency: sum.n as f64 / cases as f64, time: sum.sum as f64 / sum.n as f64 })
        };
        let difference = before.value.zip(after.value).map(|(before, after)| after - before);
        let mut parts = vec![];
        if difference.is_some() {
            let steps: Vec<_> = nodes.iter().map(|node| (visits(compare, node, n0), visits(ask, node, n1))).collect();
            let changes = nodes.into_iter().zip(decompose(&steps));
            parts.extend(changes.map(|(node, c)| DeltaPart { node: node.to_owned(), mix: c.mix, rate: c.rate }));
            let size = |part: &DeltaPart| (part.mix + part.rate).abs();
            parts.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.node.cmp(&b.node)));
        }
        Delta { before, after, difference, parts }
    }
}

/// What a node is a part of.
pub(super) struct Whole {
    /// How many cases ended.
    pub ended: u64,
    /// What of the node lay on their critical paths.
    pub critical: Critical,
}

/// The question of a node: of its visits in the cases that the question is about.
fn of_node(ask: &Ask, node: &str) -> Ask {
    let through = ask.node.clone().filter(|asked| asked != node);
    Ask { node: Some(node.to_owned()), through, ..ask.clone() }
}
