//! Each number opens its evidence: as many rows as the number says, whatever happens later. Flows, ranges, what is left out, and
//! the four numbers of a driver.
use crate::common::visit;
use crate::ledger::week;
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{
    Around, Ask, Begun, Ended, Except, Explained, Flag, Handle, Ledger, Limits, Nature, RangeFilter, VariableFilter,
    Verdict,
};
use weir_mining::log::{ActivityInstance, Outcome};

/// A case that goes by a flow, twice where `again` says so; it has an amount and a supplier.
struct Gone {
    index: usize,
    flow: &'static str,
    again: bool,
    amount: i64,
    supplier: &'static str,
    time: i64,
    ends: bool,
}

fn write(ledger: &mut Ledger, gone: &Gone) {
    let at = gone.index as i64 * HOUR_MS;
    let version = 1 + u32::from(gone.index.is_multiple_of(4));
    let case = ledger.begin(&Begun { id: gone.index as u128, process: "p", version, at, initiator: None });
    ledger.value(case, "amount", &gone.amount.into(), at);
    ledger.value(case, "supplier", &gone.supplier.into(), at);
    let named = |place| PlaceName { process: "p".to_owned(), version, place };
    let flow = ledger.place(named(Place::Flow(gone.flow.to_owned())), Nature::default);
    (0..=i64::from(gone.again)).for_each(|turn| ledger.flow(case, flow, at + turn));
    let place = ledger.place(named(Place::Node("check".to_owned())), || Nature::Human);
    let until = at + gone.time;
    let number = ledger.add(visit((case, place), (at + 1, until)));
    if !gone.ends {
        return;
    }
    let rows = [ActivityInstance { key: 1, enabled: Some(at + 1), ..ActivityInstance::of("check", at + 1, until) }];
    let (numbers, around) = (BTreeMap::from([(1, (number, place))]), Around::default());
    let place = ledger.process_place("p", version);
    let outcome = Outcome::Completed;
    ledger.end(&Ended { case, place, began: at, at: until, outcome, rows: &rows, numbers: &numbers, around: &around });
}

fn gone(index: usize) -> Gone {
    let slow = index.is_multiple_of(3) && !index.is_multiple_of(30);
    Gone {
        index,
        flow: if index.is_multiple_of(3) { "left" } else { "right" },
        again: index.is_multiple_of(5),
        amount: (index % 100) as i64,
        supplier: if index.is_multiple_of(2) { "north" } else { "south" },
        time: if slow { 5 * HOUR_MS } else { HOUR_MS / 2 },
        ends: !index.is_multiple_of(7),
    }
}

fn history() -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    (0..700).for_each(|index| write(&mut ledger, &gone(index)));
    ledger
}

fn opened(ledger: &Ledger, handle: &str) -> u64 {
    ledger.evidence(&Handle::read(handle).expect("a handle that was told can be read"), 0, 5, false).unwrap().n
}

fn among(ends: bool, is: impl Fn(&Gone) -> bool) -> u64 {
    (0..700).map(gone).filter(|one| (one.ends || !ends) && is(one)).count() as u64
}

fn range(from: Option<f64>, below: Option<f64>, until: Option<f64>) -> RangeFilter {
    RangeFilter { name: "amount".into(), from, below, until }
}

fn south() -> Vec<VariableFilter> {
    vec![VariableFilter { name: "supplier".into(), value: "south".into() }]
}

#[test]
fn how_often_a_flow_was_taken_opens_each_time_and_stays_so() {
    let mut ledger = history();
    let asks = [
        week(0, 800),
        week(100, 300),
        Ask { version: Some(2), ..week(0, 800) },
        Ask { variables: south(), ..week(0, 800) },
        Ask { flow: Some("left".into()), ..week(0, 800) },
        Ask { node: Some("check".into()), ranges: vec![range(Some(50.0), None, None)], ..week(0, 800) },
    ];
    let mut told = vec![];
    for ask in &asks {
        for flow in ledger.process(ask, None).unwrap().flows {
            assert_eq!(opened(&ledger, &flow.evidence), flow.taken, "{} of {ask:?}", flow.flow);
            told.push(flow);
        }
    }
    let left = told.iter().find(|flow| flow.flow == "left").unwrap();
    let times = |one: Gone| if one.again { 2 } else { 1 };
    assert_eq!(left.taken, (0..700).map(gone).filter(|one| one.flow == "left").map(times).sum::<u64>());
    let page = ledger.evidence(&Handle::read(&left.evidence).unwrap(), 3, 2, false).unwrap();
    assert_eq!((page.members.len(), page.next, page.members[0].node.as_deref()), (2, Some(5), Some("left")));
    // What is taken later, even in a window that is told already, is none of them.
    (700..760).for_each(|index| write(&mut ledger, &Gone { index: index - 600, ..gone(index) }));
    for flow in &told {
        assert_eq!(opened(&ledger, &flow.evidence), flow.taken);
    }
    // Such a handle names a flow, and no other one does.
    let handle = Handle::read(&left.evidence).unwrap();
    let written = |handle: &Handle| {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(serde_json::to_vec(handle).unwrap())
    };
    assert!(Handle::read(&written(&handle)).is_some());
    assert_eq!(Handle::read(&written(&Handle { flow: None, ..handle })), None);
}

#[test]
fn cases_are_found_by_flow_by_range_and_by_what_is_left_out() {
    let ledger = history();
    let check = |ask: Ask, is: &dyn Fn(&Gone) -> bool| {
        let ask = ask.checked().unwrap();
        let cohort = ledger.cohort(&ask, 0, 10).unwrap();
        let summary = ledger.summary(&ask).unwrap();
        assert_eq!(cohort.n, among(true, is), "{ask:?}");
        assert_eq!((opened(&ledger, &cohort.evidence), summary.ended.n), (cohort.n, cohort.n));
        let running = ledger.running_cohort(&ask, 800 * HOUR_MS, 0, 10).unwrap();
        assert_eq!(running.n, among(false, is) - among(true, is), "those that run, of {ask:?}");
        assert_eq!(opened(&ledger, &running.evidence), running.n);
        // Visits are those of the same cases, also of those that run.
        let visits = Ask { node: Some("check".into()), ..ask.clone() };
        let node = ledger.node(&visits, None).unwrap().unwrap().node;
        assert_eq!((node.visits, opened(&ledger, &node.evidence)), (among(false, is), among(false, is)), "{ask:?}");
        let page = ledger.process(&ask, None).unwrap();
        assert_eq!(page.nodes.iter().find(|node| node.node == "check").unwrap().visits, among(false, is));
    };
    let all = || week(0, 800);
    check(Ask { flow: Some("left".into()), ..all() }, &|one| one.flow == "left");
    check(Ask { flow: Some("nowhere".into()), ..all() }, &|_| false);
    check(Ask { ranges: vec![range(Some(20.0), Some(40.0), None)], ..all() }, &|one| (20..40).contains(&one.amount));
    check(Ask { ranges: vec![range(Some(20.0), None, Some(40.0))], ..all() }, &|one| (20..=40).contains(&one.amount));
    check(Ask { ranges: vec![range(None, Some(3.0), None)], variables: south(), ..all() }, &|one| {
        one.amount < 3 && one.supplier == "south"
    });
    let except = |except: Except| Ask { except: Some(except), ..all() };
    check(except(Except { flow: Some("left".into()), ..Except::default() }), &|one| one.flow != "left");
    check(
        except(Except { variables: south(), ranges: vec![range(Some(50.0), None, None)], ..Except::default() }),
        &|one| !(one.supplier == "south" && one.amount >= 50),
    );
    check(except(Except { version: Some(2), ..Except::default() }), &|one| !one.index.is_multiple_of(4));
    // What nobody has leaves nobody out.
    let nobody = VariableFilter { name: "colour".into(), value: "red".into() };
    check(except(Except { variables: vec![nobody], ..Except::default() }), &|_| true);
}

/// What is left of a window beside any question is all that it is not about, and opens as that.
#[test]
fn what_is_left_beside_a_question_is_the_rest_of_its_window() {
    let ledger = history();
    let all = || week(0, 800).checked().unwrap();
    let whole = ledger.cohort(&all(), 0, 10).unwrap().n;
    for ask in [
        Ask { flow: Some("left".into()), ..all() },
        Ask { rework: Some(true), ..all() },
        Ask { node: Some("check".into()), ..all() },
        Ask { longer: Some(1), shorter: Some(HOUR_MS), ..all() },
        Ask { variables: south(), ranges: vec![range(Some(20.0), Some(40.0), None)], ..all() },
        Ask { version: Some(2), ..all() },
        Ask { except: Some(Except { flow: Some("left".into()), ..Except::default() }), ..all() },
    ] {
        let own = ledger.cohort(&ask, 0, 10).unwrap().n;
        let rest = ledger.cohort(&ask.rest().checked().unwrap(), 0, 10).unwrap();
        assert_eq!(own + rest.n, whole, "{ask:?}");
        assert_eq!(opened(&ledger, &rest.evidence), rest.n);
    }
    // Of one version the rest is of that version.
    let of_version = || Ask { version: Some(2), ..all() };
    let ask = Ask { flow: Some("left".into()), ..of_version() };
    let [own, rest, both] = [&ask, &ask.rest(), &of_version()].map(|ask| ledger.cohort(ask, 0, 10).unwrap().n);
    assert!(own > 0 && own + rest == both, "{own} and {rest} of {both}");
    // It is beside one question about the same process, and whoever is asked about there is asked about.
    let person = Ask { actor: Some("ann".into()), ..all() };
    assert!(person.rest().is_of_person() && !ask.rest().is_of_person());
    let refused = |without: Ask| {
        Ask { without: Some(Box::new(without)), ..all() }
            .checked()
            .map(|_| ())
            .map_err(weir_mining::ledger::AskError::code)
    };
    assert_eq!(refused(ask.rest()), Err("analytics-except"));
    assert_eq!(refused(Ask { process: "another".into(), ..all() }), Err("analytics-except"));
}

#[test]
fn a_range_in_which_nothing_can_lie_is_refused() {
    let code = |ask: Ask| ask.checked().map(|_| ()).map_err(weir_mining::ledger::AskError::code);
    let ranges = |ranges: Vec<RangeFilter>| code(Ask { ranges, ..week(0, 10) });
    assert_eq!(ranges(vec![range(Some(1.0), None, Some(1.0))]), Ok(()));
    for bad in [
        range(None, None, None),
        range(Some(2.0), Some(2.0), None),
        range(Some(2.0), None, Some(1.0)),
        range(None, Some(5.0), Some(4.0)),
        range(Some(f64::NAN), None, None),
        range(None, None, Some(f64::INFINITY)),
    ] {
        assert_eq!(ranges(vec![bad.clone()]), Err("analytics-range"), "{bad:?}");
        let except = Some(Except { ranges: vec![bad], ..Except::default() });
        assert_eq!(code(Ask { except, ..week(0, 10) }), Err("analytics-range"));
    }
    assert_eq!(code(Ask { except: Some(Except::default()), ..week(0, 10) }), Err("analytics-except"));
    let many = |count: usize| vec![range(Some(1.0), None, None); count];
    assert_eq!(ranges(many(11)), Err("analytics-filters"));
    let both = Ask { ranges: many(6), except: Some(Except { ranges: many(5), ..Except::default() }), ..week(0, 10) };
    assert_eq!(code(both), Err("analytics-filters"), "what is left out counts");
}

#[test]
fn the_numbers_of_a_driver_open_the_cases_that_were_compared() {
    let mut ledger = history();
    let explain = |ledger: &Ledger| -> Explained {
        let ask = Ask { node: Some("check".into()), ..week(0, 800) };
        ledger.explain(&ask, Flag::LongerThan(2 * HOUR_MS), &jiff::tz::TimeZone::UTC).unwrap()
    };
    let found = explain(&ledger);
    assert_eq!(found.verdict, Verdict::Drivers);
    assert!(found.drivers.iter().any(|driver| driver.items[0].attribute == "flow"), "{found:?}");
    let check = |ledger: &Ledger| {
        assert_eq!(opened(ledger, found.evidence.as_deref().unwrap()), found.n);
        assert_eq!(opened(ledger, found.flagged_evidence.as_deref().unwrap()), found.flagged);
        for driver in &found.drivers {
            let behind = driver.evidence.as_ref().unwrap();
            let of = |handle: &str| opened(ledger, handle);
            assert_eq!(
                (of(&behind.with), of(&behind.flagged), of(&behind.rest), of(&behind.rest_flagged)),
                (driver.n, driver.flagged, driver.rest, driver.rest_flagged),
                "{:?}",
                driver.items
            );
        }
    };
    check(&ledger);
    // Later visits in the same hours, which wait there too, change nothing of what was compared.
    (700..800).for_each(|index| write(&mut ledger, &Gone { index: index - 650, ..gone(index) }));
    assert_ne!(explain(&ledger).n, found.n);
    check(&ledger);
}
