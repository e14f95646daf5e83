//! A history in which there is something for every rule of suggestions to look at: four times, who did it, what was decided, data
//! of cases, what led to what; and the facts of the process beside it. The same in every run.
//!
//! Orders, claims and errands, two years of them, however many there are: what people have to do grows with them, and so does
//! their number.
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, Value};
use weir_mining::statistics::chance::Stream;
use weir_mining::suggest::{Access, Facts, Flow, Kind, Outcomes, PairRule, RULES, Report, Role, Rule, Source, Step};

const HOUR: f64 = 3_600_000.0;
/// All of it, ms.
const SPAN: f64 = 700.0 * 24.0 * HOUR;
/// How long heads collect what they sign, ms.
const COLLECTED: f64 = 12.0 * HOUR;
/// How long whoever is in the store works on one order, on average, ms.
const STOCK: f64 = 4.0 * HOUR;
/// How long the heads take to sign one order, ms.
const SIGNED: f64 = 5_000.0;

/// One case, row by row.
struct Walk {
    rows: Vec<ActivityInstance>,
    attributes: Vec<(String, Value)>,
    at: f64,
}

impl Walk {
    fn row(&mut self, name: &str, times: [f64; 3], who: Option<&str>) -> &mut ActivityInstance {
        let key = self.rows.len() as u64;
        let [enabled, started, ended] = times.map(|time| time as i64);
        self.at = times[2];
        self.rows.push(ActivityInstance {
            key,
            enabled: Some(enabled),
            claimed: Some(started),
            causes: key.checked_sub(1).into_iter().collect(),
            actor: who.map(str::to_owned),
            ..ActivityInstance::of(name, started, ended)
        });
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// A step after the one before: it waits, and is done, in hours.
    fn step(&mut self, name: &str, wait: f64, takes: f64, who: &str) -> &mut ActivityInstance {
        let started = self.at + wait * HOUR;
        self.row(name, [self.at, started, started + takes.max(0.001) * HOUR], Some(who))
    }
}

fn decides(row: &mut ActivityInstance, outcome: &str) {
    row.attributes.push(("decision".to_owned(), Value::Text(outcome.to_owned())));
}

/// How many people there are of each kind, for so many cases.
struct Staff {
    /// In the store: so many that they are busy for half of their time.
    store: usize,
    /// Everywhere else.
    others: usize,
}

impl Staff {
    fn of(cases: u64) -> Staff {
        let load = cases as f64 / 3.0 * STOCK / SPAN;
        Staff { store: ((load / 0.5).ceil() as usize).max(2), others: 40 }
    }
}

/// An order: its credit and its stock are looked at one after the other by different people; heads sign many in one go; the
/// supplier is asked twice.
fn order(walk: &mut Walk, chance: &mut Stream, staff: &Staff, heads: &mut (f64, f64, usize)) {
    let clerk = format!("clerk {}", chance.below(staff.others));
    walk.step("credit", chance.exponential(2.0), chance.exponential(6.0), &clerk);
    // One half of the store is given three times as much as the other one.
    let half = staff.store / 2;
    let busy = chance.unit() < 0.75;
    let of = if busy { chance.below(half) } else { half + chance.below(staff.store - half) };
    walk.step("stock", chance.exponential(3.0), chance.exponential(STOCK / HOUR), &format!("store {of}"));
    // Every so often one of the heads signs whatever is there, one after the other.
    let turn = (walk.at / COLLECTED).ceil() * COLLECTED;
    if turn > heads.0 {
        *heads = (turn, turn, heads.2 + 1);
    }
    let begun = heads.1.max(turn);
    heads.1 = begun + SIGNED;
    let head = format!("head {}", heads.2 % 3);
    walk.row("sign", [walk.at, begun, begun + SIGNED], Some(&head));
    for (ask, answer) in [("ask price", "price"), ("ask date", "date")] {
        walk.step(ask, 0.0, 0.0, "system");
        walk.step(answer, 0.0, chance.exponential(20.0), "system");
    }
}

/// A claim: the dear check that stops few comes first; what has no receipt is sent back; small amounts are always approved.
fn claim(walk: &mut Walk, chance: &mut Stream, staff: &Staff, (amount, receipt): (f64, bool)) {
    for (check, takes, stops) in [("limit", 5.0, 0.1), ("address", 1.0, 0.4)] {
        let who = format!("clerk {}", chance.below(staff.others));
        let stopped = chance.unit() < stops;
        decides(walk.step(check, 1.0, chance.exponential(takes), &who), if stopped { "no" } else { "yes" });
        if stopped {
            return;
        }
    }
    let back = chance.unit() < if receipt { 0.03 } else { 0.75 };
    for round in 0..=u32::from(back) {
        let who = format!("desk {}", chance.below(staff.others));
        walk.step("fill", 12.0, 0.5, &who);
        let again = back && round == 0;
        decides(walk.step("check", 1.0, 0.5, "clerk 0"), if again { "back" } else { "yes" });
    }
    let refused = amount > 600.0 && chance.unit() < 0.1;
    let head = format!("head {}", chance.below(3));
    decides(walk.step("approve", chance.exponential(8.0), 0.2, &head), if refused { "no" } else { "yes" });
}

/// An errand: somebody else of the same desk goes on, later and slower; where it goes follows from what is known; foreign ones take
/// longer; now and then an answer takes for ever, and very few go to court.
fn errand(walk: &mut Walk, chance: &mut Stream, staff: &Staff, (level, known, abroad): (usize, bool, bool)) {
    let first = chance.below(staff.others);
    let other = chance.unit() < 0.6;
    let then = if other { (first + 1 + chance.below(staff.others - 1)) % staff.others } else { first };
    walk.step("enter", 0.5, 0.5, &format!("desk {first}"));
    let (wait, takes) = if other { (chance.exponential(6.0), 8.0) } else { (0.0, 4.0) };
    walk.step("reckon", wait, chance.exponential(takes), &format!("desk {then}"));
    let to = if known || level < 3 { "left" } else { "right" };
    decides(walk.step("route", chance.exponential(4.0), 0.2, "head 0"), to);
    let examiner = format!("clerk {}", chance.below(staff.others));
    walk.step("examine", 0.5, if abroad { 12.0 } else { 2.0 } + chance.exponential(1.0), &examiner);
    walk.step("answer", 0.0, (1.2 * chance.normal()).exp(), &examiner);
    if chance.unit() < 0.012 {
        walk.step("court", 0.0, 1_440.0, "head 1");
    }
}

/// So many cases.
pub fn history(cases: u64) -> Log {
    let (mut chance, staff) = (Stream::keyed(&[7]), Staff::of(cases));
    let mut log = LogBuilder::default();
    let mut heads = (0.0, 0.0, 0);
    for case in 0..cases {
        let mut walk = Walk { rows: vec![], attributes: vec![], at: case as f64 * SPAN / cases as f64 };
        walk.row("which", [walk.at; 3], None);
        let (amount, level) = (chance.unit() * 1_000.0, chance.below(10));
        let [receipt, known, abroad] = [0.8, 0.5, 0.3].map(|share| chance.unit() < share);
        let channel = ["web", "paper", "phone"][chance.below(3)];
        let country = if abroad { "abroad" } else { "home" };
        let mut is = |name: &str, value: Value| walk.attributes.push((name.to_owned(), value));
        is("amount", Value::Real(amount));
        is("level", Value::Integer(level as i64));
        is("known", Value::Flag(known));
        is("channel", Value::Text(channel.to_owned()));
        is("country", Value::Text(country.to_owned()));
        if receipt {
            is("receipt", Value::Text("scan".to_owned()));
        }
        match case % 3 {
            0 => order(&mut walk, &mut chance, &staff, &mut heads),
            1 => claim(&mut walk, &mut chance, &staff, (amount, receipt)),
            _ => errand(&mut walk, &mut chance, &staff, (level, known, abroad)),
        }
        let Walk { rows, attributes, .. } = walk;
        let case = Case { id: case.to_string(), process: "p".to_owned(), version: 1, attributes, rows };
        log.case(case).expect("it is within the limits");
    }
    log.build()
}

/// The facts of the process of [`history`], of so many cases.
pub fn facts(cases: u64) -> Facts {
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let step = |kind: Kind, group: Option<&str>, reads: &[&str], writes: &[&str]| {
        let access = Access { reads: set(reads), writes: set(writes), source: Source::Static };
        let partner = matches!(kind, Kind::Send | Kind::Receive).then(|| "supplier".to_owned());
        Step { kind, group: group.map(str::to_owned), access: Some(access), partner, ..Step::default() }
    };
    let user = |group: &str, reads: &[&str], writes: &[&str]| step(Kind::User, Some(group), reads, writes);
    let steps = [
        ("which", step(Kind::Gateway, None, &[], &[])),
        ("credit", user("clerks", &["order"], &["credit"])),
        ("stock", user("store", &["order"], &["stock"])),
        ("sign", user("heads", &["order"], &["signed"])),
        ("ask price", step(Kind::Send, None, &["order"], &[])),
        ("price", step(Kind::Receive, None, &[], &["price"])),
        ("ask date", step(Kind::Send, None, &["order"], &[])),
        ("date", step(Kind::Receive, None, &[], &["date"])),
        ("limit", user("clerks", &["order"], &["approved"])),
        ("address", user("clerks", &["order"], &["approved"])),
        ("fill", user("desk", &["receipt"], &[])),
        ("check", user("clerks", &["receipt"], &["approved"])),
        ("approve", user("heads", &["amount"], &["approved"])),
        ("enter", user("desk", &["order"], &["entered"])),
        ("reckon", user("desk", &["entered"], &["price"])),
        ("route", user("heads", &["level", "known"], &["approved"])),
        ("examine", user("clerks", &["order"], &["report"])),
        ("answer", user("clerks", &["report"], &[])),
        ("court", user("heads", &["report"], &[])),
    ];
    let flow =
        |to: &str| Flow { id: format!("to {to}"), from: "which".to_owned(), to: to.to_owned(), ..Flow::default() };
    let staff = Staff::of(cases);
    let people = |group: &str, count: usize| (0..count).map(move |number| format!("{group} {number}")).collect();
    let members: BTreeMap<&str, BTreeSet<String>> = BTreeMap::from([
        ("store", people("store", staff.store)),
        ("clerks", people("clerk", staff.others)),
        ("desk", people("desk", staff.others)),
        ("heads", people("head", 3)),
    ]);
    let role = |(name, granted): (&str, &[&str])| Role {
        name: name.to_owned(),
        members: members[name].clone(),
        granted: set(granted),
    };
    let granted: [(&str, &[&str]); 4] = [
        ("store", &["stock"]),
        ("clerks", &["credit", "limit", "address", "check", "examine", "answer"]),
        ("desk", &["fill", "enter", "reckon", "open", "close", "print", "send", "scan", "sort", "keep"]),
        ("heads", &["sign", "approve", "route", "court"]),
    ];
    // They work round the clock.
    let hours = members.values().flatten().map(|person| (person.clone(), vec![(0, SPAN as i64)])).collect();
    Facts {
        steps: steps.into_iter().map(|(name, step)| (name.to_owned(), step)).collect(),
        flows: ["credit", "limit", "enter", "special"].map(flow).into(),
        outcomes: Some(Outcomes {
            attribute: "decision".to_owned(),
            rejecting: set(&["no"]),
            returning: set(&["back"]),
            variables: set(&["approved"]),
        }),
        roles: granted.map(role).into(),
        hours,
        pairs: vec![PairRule { a: "limit".to_owned(), b: "approve".to_owned(), same: false }],
        value: Some("amount".to_owned()),
        deployed: Some(0),
        now: SPAN as i64,
        ..Facts::default()
    }
}

/// The rules that were judged: those that found something, and those that lacked nothing anywhere.
pub fn judged(report: &Report) -> Vec<Rule> {
    let found = |rule: Rule| report.suggestions.iter().any(|found| found.rule == rule);
    let lacks = |rule: Rule| report.not_judged.iter().any(|lack| lack.rule == rule);
    RULES.into_iter().filter(|rule| found(*rule) || !lacks(*rule)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;
    use weir_mining::suggest::suggest;

    #[test]
    fn there_is_something_in_it_for_nearly_every_rule() {
        let report =
            |log: &Log, facts: &Facts| suggest(log, facts, &mut |_| ControlFlow::Continue(())).expect("it ends");
        let (mut log, facts) = (history(12_000), facts(12_000));
        let whole = report(&log, &facts);
        assert_eq!(whole.cases, 12_000);
        let found = judged(&whole);
        assert!(found.len() >= 14, "{found:?}; {:?}", whole.not_judged);
        // Of ends alone, without roles and what was decided, hardly anything is known.
        log.started.fill(weir_mining::log::NO_TIME);
        let bare = Facts { roles: vec![], outcomes: None, hours: BTreeMap::new(), ..facts };
        assert!(judged(&report(&log, &bare)).len() <= 10);
    }
}
