//! A process in a window: its summary, version by version, node by node, and what has changed.
use super::answer::{Delta, DeltaPart, FlowAnswer, NodeAnswer, Point, ProcessAnswer, Summary, VersionAnswer};
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::measured::{Measure, Times, Unit};
use super::row::CaseRow;
use super::{Ledger, Nature};
use crate::aggregate::{DAY_MS, HOUR_MS, Hour, Part, Place, PlaceId, Window};
use crate::measure::difference::{Visits, decompose};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use weir_core::Timestamp;

impl Ledger {
    /// The processes of which something is known.
    pub fn processes(&self) -> BTreeSet<&str> {
        let all = self.aggregates.places().iter();
        all.filter(|(_, name)| name.place == Place::Process).map(|(_, name)| name.process.as_str()).collect()
    }

    /// A process, or what a question leaves of it.
    pub fn summary(&self, ask: &Ask) -> Result<Summary, AskError> {
        let running = self.running(ask);
        let evidence = self.handle(EvidenceKind::Cases, ask);
        let running_evidence = self.handle(EvidenceKind::Running, ask);
        let length = ask.until - ask.from;
        if !self.holds(ask) {
            if ask.is_filtered() {
                self.expect_held(ask)?;
            }
            return Ok(Summary { running_evidence, ..self.summed(ask, running, length, evidence) });
        }
        let numbers = self.cases(ask, self.extent());
        let cases: Vec<&CaseRow> = numbers.iter().filter_map(|number| self.case(*number)).collect();
        let n = cases.len() as u64;
        let share =
            |test: &dyn Fn(&CaseRow) -> bool| Measure::share(cases.iter().filter(|c| test(c)).count() as u64, n);
        let sum = |of: &dyn Fn(&CaseRow) -> u32| cases.iter().map(|case| u64::from(of(case))).sum::<u64>();
        let due = cases.iter().filter(|case| case.due.0 > 0);
        let (system, human) = (sum(&|case| case.work.1), sum(&|case| case.work.0));
        let sojourn: Vec<f64> = cases.iter().filter_map(|case| case.sojourn()).map(|time| time as f64).collect();
        let busy = cases.iter().map(|case| case.busy).sum();
        let whole = cases.iter().filter_map(|case| case.sojourn()).sum();
        let mut days: BTreeMap<i64, (u64, i64, u64)> = BTreeMap::new();
        for case in &cases {
            let (count, time, incidents) = days.entry(case.ended.div_euclid(DAY_MS)).or_default();
            *count += 1;
            *time += case.sojourn().unwrap_or(0);
            *incidents += u64::from(case.incidents);
        }
        let point = |(day, (n, time, incidents)): (i64, (u64, i64, u64))| Point {
            at: Timestamp(day * DAY_MS),
            n,
            mean: Some(time as f64 / n as f64),
            incidents,
        };
        Ok(Summary {
            running,
            started: self.started(ask),
            ended: Measure::count(n),
            throughput: Measure::rate(n, length),
            sojourn: Times::of(sojourn),
            on_time: Measure::share(due.clone().filter(|case| case.due.1 == 0).count() as u64, due.count() as u64),
            automation: Measure::share(system, system + human),
            rework: share(&|case| case.excess > 0),
            first_pass: share(&|case| case.excess == 0 && case.incidents == 0),
            incidents: share(&|case| case.incidents > 0),
            interventions: share(&|case| case.interventions > 0),
            terminated: share(&|case| case.outcome == crate::log::Outcome::Terminated),
            sent_back: Measure::share(sum(&|case| case.decided.1), sum(&|case| case.decided.0)),
            efficiency: Measure::ratio(busy, whole, n),
            series: days.into_iter().map(point).collect(),
            evidence,
            running_evidence,
        })
    }

    /// Cases that run now; of those that a question filters the ones that fit, as far as an end need not tell it.
    fn running(&self, ask: &Ask) -> u64 {
        if !ask.is_filtered() {
            let places = self.places_of(ask, &Place::Process);
            return places.iter().map(|place| self.running[place.0 as usize].1).sum();
        }
        self.running_cases(ask, self.begun()).len() as u64
    }

    /// Cases that began in the window. Of those that run it is not known how they will end: then it cannot be told.
    fn started(&self, ask: &Ask) -> Measure {
        if ask.asks_of_ends() {
            return Measure::unavailable(Unit::Count);
        }
        Measure::count(self.beginnings(ask).len() as u64)
    }

    /// What the sums alone tell.
    fn summed(&self, ask: &Ask, running: u64, length: i64, evidence: String) -> Summary {
        let window = ask.window(Place::Process);
        let sum = self.aggregates.sum(&window);
        let unknown = Measure::unavailable(Unit::Share);
        let sojourn = sum.time(Part::Sojourn);
        Summary {
            running,
            started: Measure::unavailable(Unit::Count),
            ended: Measure::count(sum.ended),
            throughput: Measure::rate(sum.ended, length),
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
            evidence,
            running_evidence: String::new(),
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
        let of_version = |version| {
            let ask = Ask { version: Some(version), ..ask.clone() };
            Ok(VersionAnswer { version, summary: self.summary(&ask)? })
        };
        let mut nodes: BTreeMap<&str, Nature> = BTreeMap::new();
        let mut flows: BTreeSet<&str> = BTreeSet::new();
        for (id, name) in self.aggregates.places().iter() {
            if name.process != ask.process || ask.version.is_some_and(|version| version != name.version) {
                continue;
            }
            match &name.place {
                Place::Node(node) => drop(nodes.insert(node, self.nature(id))),
                Place::Flow(flow) => drop(flows.insert(flow)),
                Place::Process => {}
            }
        }
        let summary = self.summary(ask)?;
        let whole = Whole { ended: summary.ended.n, critical: self.critical_of(ask)? };
        let nodes = nodes.into_iter().map(|(node, nature)| self.node_answer(ask, compare, node, nature, &whole));
        let (taken, before) = (self.taken(ask)?, compare.map(|compare| self.taken(compare)).transpose()?);
        let flow = |flow: &str| FlowAnswer {
            flow: flow.to_owned(),
            taken: taken.of(self, ask, flow),
            compared_taken: compare.zip(before.as_ref()).map(|(compare, before)| before.of(self, compare, flow)),
        };
        Ok(ProcessAnswer {
            summary,
            compared: compare.map(|compare| self.summary(compare)).transpose()?,
            versions: versions.into_iter().map(of_version).collect::<Result<_, AskError>>()?,
            nodes: nodes.collect::<Result<_, _>>()?,
            flows: flows.into_iter().map(flow).collect(),
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
        let window = ask.window(Place::Node(node.to_owned()));
        let sum = self.aggregates.sum(&window);
        let contribution = match &whole.critical {
            Critical::Summed => Measure::mean(sum.time(Part::Critical).sum, whole.ended),
            Critical::Held(of) => Measure::mean(of.get(node).copied().unwrap_or(0), whole.ended),
            Critical::Forgotten => Measure::unavailable(Unit::Ms),
        };
        let evidence = self.handle(EvidenceKind::Rows, &ask);
        let before = compare.map(|compare| self.compared(&of_node(compare, node), node)).transpose()?;
        let mut out = NodeAnswer {
            node: node.to_owned(),
            name: None,
            nature,
            visits: sum.ended,
            queue: self.times(&window, Part::Queue, &sum),
            claimed: self.times(&window, Part::Claimed, &sum),
            service: self.times(&window, Part::Service, &sum),
            sojourn: self.times(&window, Part::Sojourn, &sum),
            terminated: Measure::share(sum.terminated, sum.ended),
            incidents: Measure::unavailable(Unit::Share),
            contribution,
            compared_visits: before.map(|(visits, _)| visits),
            compared_sojourn: before.map(|(visits, sum)| Measure::mean(sum, visits)),
            evidence,
        };
        if !self.holds(&ask) {
            if ask.asks_of_cases() {
                self.expect_held(&ask)?;
            }
            return Ok(out);
        }
        // Each visit is looked at once: there may be millions.
        let (mut queue, mut claimed, mut service, mut sojourn) = (vec![], vec![], vec![], vec![]);
        let (mut n, mut terminated, mut incidents) = (0, 0, 0);
        for row in self.rows(&ask, self.extent()).into_iter().filter_map(|row| self.row(row)) {
            let times = row.times();
            let parts = [times.queue, times.claimed, times.service, times.sojourn];
            for (of, time) in [&mut queue, &mut claimed, &mut service, &mut sojourn].into_iter().zip(parts) {
                of.extend(time.map(|time| time as f64));
            }
            n += 1;
            terminated += u64::from(row.outcome == crate::log::Outcome::Terminated);
            incidents += u64::from(row.incidents > 0);
        }
        out.visits = n;
        (out.queue, out.claimed) = (Times::of(queue), Times::of(claimed));
        (out.service, out.sojourn) = (Times::of(service), Times::of(sojourn));
        out.terminated = Measure::share(terminated, n);
        out.incidents = Measure::share(incidents, n);
        Ok(out)
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

    /// What of each node lay on the critical paths of the cases of a question.
    pub(super) fn critical_of(&self, ask: &Ask) -> Result<Critical, AskError> {
        if !ask.is_filtered() {
            return Ok(Critical::Summed);
        }
        self.expect_held(ask)?;
        let mut all = BTreeMap::new();
        for case in self.cases(ask, self.extent()).into_iter().filter_map(|number| self.case(number)) {
            let mut told = 0;
            for row in self.rows_of(case).into_iter().filter_map(|number| self.row(number)) {
                let critical = row.critical.max(0);
                told += critical;
                *all.entry(row.place).or_insert(0) += critical;
            }
            if case.sojourn() != Some(told) {
                return Ok(Critical::Forgotten);
            }
        }
        Ok(Critical::Held(self.by_name(all)))
    }

    /// How often flows were taken in a window: by all cases, or by those that a question filters.
    fn taken(&self, ask: &Ask) -> Result<Taken, AskError> {
        if !ask.is_filtered() {
            return Ok(Taken(None));
        }
        self.expect_held(ask)?;
        let mut all = BTreeMap::new();
        for case in self.all_cases(ask) {
            for (flow, _) in case.flows.iter().filter(|(_, at)| (ask.from..ask.until).contains(at)) {
                *all.entry(*flow).or_insert(0) += 1;
            }
        }
        Ok(Taken(Some(self.by_name(all))))
    }

    /// Sums of places by their names, which several versions may share: named once for each place, and not for each visit.
    fn by_name<T: Default + AddAssign>(&self, of_places: BTreeMap<PlaceId, T>) -> BTreeMap<String, T> {
        let mut named: BTreeMap<String, T> = BTreeMap::new();
        for (place, sum) in of_places {
            *named.entry(self.node_name(place).to_owned()).or_default() += sum;
        }
        named
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
    /// What of each node lay on their critical paths.
    pub critical: Critical,
}

/// What of each node lay on critical paths.
pub(super) enum Critical {
    /// Sums tell it, of all cases.
    Summed,
    /// By node, of the cases that a question filters, ms.
    Held(BTreeMap<String, i64>),
    /// Not all of it is held any more.
    Forgotten,
}

/// How often flows were taken; none: sums tell it.
struct Taken(Option<BTreeMap<String, u64>>);

impl Taken {
    fn of(&self, ledger: &Ledger, ask: &Ask, flow: &str) -> u64 {
        match &self.0 {
            Some(taken) => taken.get(flow).copied().unwrap_or(0),
            None => ledger.aggregates.sum(&ask.window(Place::Flow(flow.to_owned()))).ended,
        }
    }
}

/// The question of a node: of its visits in the cases that the question is about.
fn of_node(ask: &Ask, node: &str) -> Ask {
    let through = ask.node.clone().filter(|asked| asked != node);
    Ask { node: Some(node.to_owned()), through, ..ask.clone() }
}
