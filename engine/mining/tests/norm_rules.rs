//! Rules that the owner of a process has declared: whom each concerns, who broke it, and what that is to the index.
use crate::common::visit;
use crate::ledger::{all, written};
use std::collections::BTreeMap;
use weir_core::library::Words;
use weir_mining::aggregate::{Place, PlaceName};
use weir_mining::ledger::{
    Around, Ask, Begun, Ended, EvidenceRow, Handle, IndexFacts, KeptRules, Ledger, Limits, Nature, Row,
};
use weir_mining::log::{ActivityInstance, Case, Outcome};
use weir_mining::watch::index_settings::IndexSettings;
use weir_mining::watch::norm_rules::{Norm, NormRule};

/// A case in which this was done by these people at these tenths of an hour.
fn case(done: &[(&str, &str, i64)]) -> Case {
    let rows = (0..).zip(done).map(|(key, (activity, actor, at))| ActivityInstance {
        key,
        enabled: Some(at - 1),
        ..ActivityInstance::of(activity, at - 1, *at).by(actor)
    });
    Case { process: "p".to_owned(), version: 1, rows: rows.collect(), ..Case::default() }
}

/// Answered by the same person, by another one too late, not at all, before it was asked; and one that is about something else.
fn planted() -> Ledger {
    let cases = [
        case(&[("ask", "Li", 10), ("answer", "Li", 20)]),
        case(&[("ask", "Li", 30), ("answer", "Wang", 80)]),
        case(&[("ask", "Li", 40)]),
        case(&[("answer", "Li", 50), ("ask", "Li", 60)]),
        case(&[("file", "Li", 70)]),
    ];
    written(&cases, Limits::default())
}

fn rules() -> Vec<NormRule> {
    let (ask, answer) = (|| "ask".to_owned(), || "answer".to_owned());
    let all = [
        ("answered", Norm::Response { first: ask(), then: answer(), within_hours: None }),
        ("soon", Norm::Response { first: ask(), then: answer(), within_hours: Some(2) }),
        ("asked-first", Norm::Precedence { first: ask(), then: answer() }),
        ("one-person", Norm::SamePerson { one: ask(), other: answer() }),
        ("apart", Norm::NotCoexistence { one: ask(), other: answer() }),
        ("filed", Norm::Existence { activity: "file".to_owned(), times: 1 }),
        ("never", Norm::Absence { activity: "nothing".to_owned(), times: 1 }),
    ];
    let name = || Words { zh: "规则".to_owned(), en: "Rule".to_owned() };
    all.into_iter().map(|(id, norm)| NormRule { id: id.to_owned(), name: name(), norm }).collect()
}

fn found(ledger: &Ledger, rules: &[NormRule]) -> KeptRules {
    ledger.kept_rules(&all(), rules).unwrap()
}

fn behind(ledger: &Ledger, handle: &str) -> Vec<u128> {
    let found = ledger.evidence(&Handle::read(handle).unwrap(), 0, 100, false).unwrap();
    assert_eq!(found.n, found.members.len() as u64);
    let id = |row: &EvidenceRow| row.instance.unwrap().0.as_u128();
    let mut ids: Vec<u128> = found.members.iter().map(id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn each_rule_says_whom_it_concerned_and_leads_to_those_that_broke_it() {
    let ledger = planted();
    let found = found(&ledger, &rules());
    assert_eq!((found.n, found.left_out), (5, 0));
    let broken: BTreeMap<&str, (u64, Vec<u128>)> = found
        .rules
        .iter()
        .map(|of| (of.rule.id.as_str(), (of.concerned, behind(&ledger, &of.evidence))))
        .inspect(|(id, (_, ids))| {
            let told = found.rules.iter().find(|of| of.rule.id == *id).unwrap().broken;
            assert_eq!(told, ids.len() as u64, "{id}");
        })
        .collect();
    assert_eq!(
        broken,
        BTreeMap::from([
            ("answered", (4, vec![2, 3])),
            // One hour is soon, five are not.
            ("soon", (4, vec![1, 2, 3])),
            ("asked-first", (3, vec![3])),
            ("one-person", (3, vec![1])),
            ("apart", (4, vec![0, 1, 3])),
            ("filed", (5, vec![0, 1, 2, 3])),
            ("never", (5, vec![])),
        ])
    );
    assert_eq!(found.keeping.value, Some(0.2), "only who filed broke none of them");
}

/// A component of the quality of management.
fn component(ledger: &Ledger, code: &str, rules: Vec<NormRule>, pairs: Vec<(String, String)>) -> Option<f64> {
    let settings = IndexSettings { rules, least: 1, ..IndexSettings::default() };
    let facts = IndexFacts { settings, pairs, ..IndexFacts::default() };
    let indices = ledger.indices(&all(), &facts).unwrap();
    let mut parts = indices.into_iter().flat_map(|index| index.components);
    parts.find(|part| part.code == code).unwrap().value.value
}

#[test]
fn duties_that_are_kept_apart_are_those_that_rules_name() {
    let ledger = planted();
    let apart = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect();
        component(&ledger, "segregation-of-duties", vec![], pairs)
    };
    assert_eq!(apart(&[]), None, "nobody decided, and no rule says what is kept apart");
    // Three have both, in two of which Li did both; whoever started them did nothing in them.
    assert_eq!(apart(&[("ask", "answer")]), Some(1.0 / 3.0));
    assert_eq!(apart(&[("$initiator", "file")]), Some(1.0));
    assert_eq!(apart(&[("ask", "answer"), ("$initiator", "file")]), Some(0.5));
}

/// What was done: where, who had it, what they decided, how it was left, and who gave an opinion.
type Deed<'a> = (&'a str, &'a str, Option<&'a str>, Outcome, &'a [&'a str]);

/// A case that Li began.
fn begun_by_li(deeds: &[Deed<'_>]) -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    let begun = Begun { id: 1, process: "p", version: 1, at: 0, initiator: Some("Li") };
    let (case, whole) = (ledger.begin(&begun), ledger.process_place("p", 1));
    let (mut rows, mut numbers) = (vec![], BTreeMap::new());
    for (key, (node, actor, decision, outcome, voters)) in (0_u64..).zip(deeds) {
        let name = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node((*node).to_owned()) };
        let place = ledger.place(name, || Nature::Human);
        let (who, decision, at) = (ledger.person(Some(actor)), ledger.decision(*decision), key as i64 * 1_000);
        let row = Row { actor: who, decision, outcome: *outcome, ..visit((case, place), (at, at + 1_000)) };
        let number = ledger.add(row);
        let voters = voters.iter().map(|person| ledger.person(Some(person))).collect();
        ledger.voted(number, voters);
        rows.push(ActivityInstance { key, ..ActivityInstance::of(node, at, at + 1_000).by(actor) });
        numbers.insert(key, (number, place));
    }
    let (outcome, at, around) = (Outcome::Completed, deeds.len() as i64 * 1_000, Around::default());
    ledger.end(&Ended { case, place: whole, began: 0, at, outcome, rows: &rows, numbers: &numbers, around: &around });
    ledger
}

#[test]
fn whoever_gave_one_of_several_opinions_on_what_they_began_has_decided_on_it() {
    let apart = |voters: &[&str]| {
        let ledger = begun_by_li(&[("ok", "Wang", Some("approve"), Outcome::Completed, voters)]);
        component(&ledger, "segregation-of-duties", vec![], vec![])
    };
    assert_eq!(apart(&["Wang"]), Some(1.0));
    assert_eq!(apart(&["Sun", "Wang"]), Some(1.0));
    assert_eq!(apart(&["Li", "Sun", "Wang"]), Some(0.0), "though the last to say yes was somebody else");
}

#[test]
fn whoever_only_had_what_was_ended_from_outside_has_not_done_it() {
    let apart = |deed: Deed<'_>| {
        let ledger = begun_by_li(&[("ask", "Wang", None, Outcome::Completed, &[]), deed]);
        component(&ledger, "segregation-of-duties", vec![], vec![("ask".to_owned(), "answer".to_owned())])
    };
    assert_eq!(apart(("answer", "Wang", None, Outcome::Completed, &[])), Some(0.0));
    assert_eq!(apart(("answer", "Wang", None, Outcome::Terminated, &[])), None, "nobody has answered");
    assert_eq!(apart(("answer", "Wang", Some("return"), Outcome::Terminated, &[])), Some(0.0), "it was sent back");
    assert_eq!(apart(("answer", "Wang", Some("return"), Outcome::Terminated, &["Sun"])), Some(0.0));
    assert_eq!(
        apart(("answer", "Wang", Some("approve"), Outcome::Completed, &["Sun"])),
        Some(1.0),
        "the opinion is Sun's"
    );
}

#[test]
fn what_broke_a_rule_is_no_part_of_rule_conformance() {
    let ledger = planted();
    let conformance = |rules: Vec<NormRule>| component(&ledger, "rule-conformance", rules, vec![]);
    assert_eq!(conformance(vec![]), Some(1.0));
    let answered: Vec<NormRule> = rules().into_iter().take(1).collect();
    assert_eq!(conformance(answered.clone()), Some(0.6));
    assert_eq!(found(&ledger, &answered).conforming.value, Some(0.6), "and the page tells the same");
}

#[test]
fn a_rule_that_is_none_is_no_question() {
    let breaks = Some(Norm::Precedence { first: "ask".to_owned(), then: "ask".to_owned() });
    assert_eq!(Ask { breaks, ..all() }.checked().unwrap_err().code(), "analytics-norm");
}
