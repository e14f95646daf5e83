//! The page of a process on random histories, with versions, migrations, also to another process, cases that run and others
//! that are held no more: each number of it, found in one walk, is that of the rows and cases that are counted for its evidence
//! one by one.
use crate::common::visit;
use proptest::prelude::*;
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceId, PlaceName};
use weir_mining::ledger::{
    Around, Ask, AskError, Begun, Ended, EvidenceAnswer, Handle, Ledger, Left, Limits, Nature, Row, VariableFilter,
};
use weir_mining::log::{ActivityInstance, Outcome};

/// What happens next: what, in which of the cases that run, where, after how long.
type Happens = (u8, prop::sample::Index, u8, i64);

/// A case as whoever follows it knows it.
struct Known {
    number: u32,
    process: &'static str,
    version: u32,
    began: i64,
    ended: Option<i64>,
    rows: Vec<ActivityInstance>,
    numbers: BTreeMap<u64, (u32, PlaceId)>,
    /// Each with the process that it is of.
    flows: Vec<(&'static str, String, i64)>,
    /// Has it gone on in another process?
    strayed: bool,
}

impl Known {
    fn is_odd(&self) -> bool {
        self.number % 2 == 1
    }
}

/// A case of the process or one beside it, which no page of the process tells.
fn process(odd: u8) -> &'static str {
    if odd > 200 { "q" } else { "p" }
}

fn written(happens: &[Happens], limits: Limits) -> (Ledger, Vec<Known>) {
    let (mut ledger, mut all, mut at) = (Ledger::new(limits), Vec::<Known>::new(), 0);
    for (what, index, place, after) in happens {
        at += after;
        let open: Vec<usize> = (0..all.len()).filter(|case| all[*case].ended.is_none()).collect();
        if what % 8 == 0 || open.is_empty() {
            let version = 1 + u32::from(place % 2);
            let begun = Begun { id: all.len() as u128, process: process(*place), version, at, initiator: None };
            let number = ledger.begin(&begun);
            if process(*place) == "q" {
                continue;
            }
            let (rows, numbers, flows) = (vec![], BTreeMap::new(), vec![]);
            let (process, ended, strayed) = ("p", None, false);
            let known = Known { number, process, version, began: at, ended, rows, numbers, flows, strayed };
            ledger.value(number, "odd", &serde_json::json!(known.is_odd()), at);
            all.push(known);
            continue;
        }
        let case = &mut all[open[index.index(open.len())]];
        let named = |place| PlaceName { process: case.process.to_owned(), version: case.version, place };
        match what % 8 {
            1..=4 => {
                let node = ["a", "b", "c"][usize::from(place % 3)];
                let place = ledger.place(named(Place::Node(node.to_owned())), || Nature::Human);
                let key = case.rows.len() as u64 + 1;
                let enabled = case.rows.last().and_then(|row| row.ended).unwrap_or(case.began);
                let actor = ledger.person(Some(["x", "y"][usize::from(*what) % 2]));
                let row = visit((case.number, place), (enabled, at));
                let number = ledger.add(Row { actor, incidents: u32::from(*what == 3), ..row });
                case.numbers.insert(key, (number, place));
                let row = ActivityInstance { key, enabled: Some(enabled), ..ActivityInstance::of(node, enabled, at) };
                case.rows.push(ActivityInstance { causes: (key > 1).then(|| key - 1).into_iter().collect(), ..row });
            }
            5 => {
                let flow = ["f", "g"][usize::from(place % 2)].to_owned();
                let place = ledger.place(named(Place::Flow(flow.clone())), Nature::default);
                ledger.flow(case.number, place, at);
                case.flows.push((case.process, flow, at));
            }
            6 => {
                let from = ledger.process_place(case.process, case.version);
                if *place > 180 {
                    (case.process, case.strayed) = (if case.process == "p" { "q" } else { "p" }, true);
                } else {
                    case.version = 3 - case.version;
                }
                let to = ledger.process_place(case.process, case.version);
                ledger.migrate(case.number, from, to);
            }
            _ => {
                let place = ledger.process_place(case.process, case.version);
                let outcome = if place.0 % 2 == 0 { Outcome::Completed } else { Outcome::Terminated };
                let (rows, numbers, around) = (&case.rows, &case.numbers, &Around::default());
                let Known { number: of, began, .. } = *case;
                ledger.end(&Ended { case: of, place, began, at, outcome, rows, numbers, around });
                case.ended = Some(at);
            }
        }
    }
    (ledger, all)
}

fn counted(ledger: &Ledger, handle: &str) -> EvidenceAnswer {
    ledger.evidence(&Handle::read(handle).expect("a handle"), 0, 0, false).expect("what was told is held")
}

/// Each number of a page against what is counted for its evidence.
fn is_its_evidence(ledger: &Ledger, known: &[Known], ask: &Ask, compare: &Ask) -> Result<(), TestCaseError> {
    let Ok(page) = ledger.process(ask, Some(compare)) else { return Ok(()) };
    let all = page.versions.iter().map(|of| (&of.summary, Ask { version: Some(of.version), ..ask.clone() }));
    let all = all.chain([(&page.summary, ask.clone())]);
    for (summary, ask) in all.chain(page.compared.iter().map(|compared| (compared, compare.clone()))) {
        if ledger.holds(&ask) {
            let cases = counted(ledger, &summary.evidence);
            prop_assert_eq!((summary.ended.n, summary.sojourn.mean.n), (cases.n, cases.n));
            prop_assert_eq!(summary.sojourn.mean.value, (cases.n > 0).then(|| cases.sum as f64 / cases.n as f64));
            prop_assert_eq!(summary.series.iter().map(|point| point.n).sum::<u64>(), cases.n);
            for measure in [&summary.rework, &summary.first_pass, &summary.incidents, &summary.interventions] {
                prop_assert_eq!(measure.n, cases.n);
            }
            // Each of the others leads to what it rests on, and to nothing else.
            let of = &summary.evidence_of;
            let own = [(&summary.automation, &of.automation), (&summary.sent_back, &of.sent_back)];
            for (measure, handle) in own.into_iter().chain([(&summary.on_time, &of.on_time)]) {
                // The first visits of a long case may be held no more, though it is.
                match ledger.evidence(&Handle::read(handle).expect("a handle"), 0, 0, false) {
                    Err(AskError::Forgotten { .. }) => {}
                    found => prop_assert_eq!(measure.n, found.expect("it is told").n),
                }
            }
            if let Some(handle) = &of.started {
                prop_assert_eq!(summary.started.n, counted(ledger, handle).n);
            }
        }
        let running = counted(ledger, &summary.running_evidence);
        if ask.is_filtered() {
            prop_assert_eq!(summary.running, running.n);
        }
        prop_assert_eq!(&ledger.summary(&ask).expect("it was told"), summary);
    }
    // What of a case lay in another process this one does not tell.
    let is_whole = ask.node.is_none() && ask.version.is_none() && known.iter().all(|case| !case.strayed);
    if ask.is_filtered() && is_whole && page.summary.ended.n > 0 {
        let parts: Option<f64> = page.nodes.iter().map(|node| node.contribution.value).sum();
        let mean = page.summary.sojourn.mean.value.unwrap_or_default();
        // Where a case has no visits nothing of it lies on a path, and it is not told; where none has, there are no nodes.
        let is_all = page.nodes.is_empty() || parts.is_none_or(|parts| (parts - mean).abs() < 1e-3);
        prop_assert!(is_all, "{:?} {}", parts, mean);
    }
    for node in &page.nodes {
        if ledger.holds(ask) {
            let rows = counted(ledger, &node.evidence);
            prop_assert_eq!((node.visits, node.sojourn.mean.n), (rows.n, rows.n), "{}", node.node);
            prop_assert_eq!(node.sojourn.mean.value, (rows.n > 0).then(|| rows.sum as f64 / rows.n as f64));
        }
        let alone = Ask { node: Some(node.node.clone()), ..ask.clone() };
        if ask.node.is_none()
            && let Ok(Some(alone)) = ledger.node(&alone, Some(compare))
        {
            prop_assert_eq!(&alone.node, node);
        }
    }
    Ok(())
}

#[test]
fn a_visit_counts_in_its_process_also_when_its_case_has_gone_on_in_another() {
    let mut ledger = Ledger::new(Limits::default());
    let case = ledger.begin(&Begun { id: 1, process: "p", version: 1, at: 0, initiator: None });
    let node = |process: &str, node: &str| PlaceName {
        process: process.to_owned(),
        version: 1,
        place: Place::Node(node.to_owned()),
    };
    let before = ledger.place(node("p", "a"), || Nature::Human);
    ledger.add(visit((case, before), (0, 1_000)));
    let (from, to) = (ledger.process_place("p", 1), ledger.process_place("q", 1));
    ledger.migrate(case, from, to);
    let after = ledger.place(node("q", "a"), || Nature::Human);
    ledger.add(visit((case, after), (1_000, 5_000)));
    for process in ["p", "q"] {
        let page = ledger.process(&Ask::of(process, 0, HOUR_MS), None).expect("all of it is held");
        let told: Vec<_> = page.nodes.iter().map(|node| (node.visits, node.sojourn.mean.value)).collect();
        let mean = if process == "p" { 1_000.0 } else { 4_000.0 };
        assert_eq!(told, [(1_u64, Some(mean))], "{process}");
        assert_eq!(page.summary.running, u64::from(process == "q"));
    }
}

proptest! {
    #[test]
    fn what_one_walk_finds_is_what_is_counted_one_by_one(
        happens in prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), any::<u8>(), 0..HOUR_MS), 0..150),
        (rows, cases) in prop_oneof![Just((10_000, 10_000)), (10_usize..60, 3_usize..20)],
        (from, length) in (0_i64..60, 1_i64..60),
        filter in 0_usize..12,
    ) {
        let (ledger, known) = written(&happens, Limits { rows, cases, ..Limits::default() });
        let ask = Ask::of("p", from * HOUR_MS, (from + length) * HOUR_MS);
        let odd = || vec![VariableFilter { name: "odd".to_owned(), value: "true".to_owned() }];
        let filtered = match filter {
            0 => ask,
            1 => Ask { rework: Some(false), ..ask },
            2 => Ask { rework: Some(true), version: Some(2), ..ask },
            3 => Ask { incidents: Some(true), outcome: Some(Left::Terminated), ..ask },
            4 => Ask { longer: Some(HOUR_MS), shorter: Some(9 * HOUR_MS), ..ask },
            5 => Ask { actor: Some("x".to_owned()), ..ask },
            6 => Ask { node: Some("a".to_owned()), ..ask },
            7 => Ask { node: Some("a".to_owned()), variables: odd(), version: Some(1), ..ask },
            8 => Ask { before: Some((from + 1) * HOUR_MS + 1_000), ..ask },
            9 => Ask { version: Some(1), ..ask },
            10 => Ask { outcome: Some(Left::Completed), node: Some("b".to_owned()), actor: Some("y".to_owned()), ..ask },
            _ => Ask { variables: odd(), ..ask },
        };
        let compare = Ask { from: filtered.until, until: filtered.until + 20 * HOUR_MS, version: Some(2), ..filtered.clone() };
        is_its_evidence(&ledger, &known, &filtered, &compare)?;
        is_its_evidence(&ledger, &known, &compare, &filtered)?;
        // What has no evidence of its own is counted in what was written.
        if filter == 11 && let Ok(page) = ledger.process(&filtered, None) {
            let window = filtered.from..filtered.until;
            let is_held = |case: &&Known| case.process == "p" && case.is_odd() && case.number >= ledger.dropped().1;
            let held: Vec<&Known> = known.iter().filter(is_held).collect();
            let began = held.iter().filter(|case| window.contains(&case.began)).count() as u64;
            prop_assert_eq!(page.summary.started.value, Some(began as f64));
            prop_assert_eq!(page.summary.running, held.iter().filter(|case| case.ended.is_none()).count() as u64);
            for flow in &page.flows {
                let taken = held.iter().flat_map(|case| &case.flows);
                let is_taken = |of: &&(&str, String, i64)| of.0 == "p" && of.1 == flow.flow && window.contains(&of.2);
                let taken = taken.filter(is_taken).count();
                prop_assert_eq!(flow.taken, taken as u64);
            }
        }
    }
}
