//! The landscape: what is kept and what is refused, what it lacks, how far it is covered, who works with whom.
use std::collections::{BTreeMap, BTreeSet};
use weir_core::landscape::{
    Adoption, Change, Code, Crossing, Duty, Expected, Item, Known, Landscape, Link, LinkKind, Node, NodeIndicator,
    Owned, Part, Party, SideKind, Steps, adopt, advice, bare, changed, collaborations, coverage, difference, duties_of,
    matrix, seed, undone,
};
use weir_core::library::{Direction, Words};
use weir_core::organisation::{Membership, Organisation, Person, UnitKind, Validity};

fn words(text: &str) -> Words {
    Words { zh: text.into(), en: text.into() }
}

fn put(node: Node) -> Change {
    Change::PutNode(Box::new(node), Expected::Anything)
}

fn node(id: &str, parent: &str, level: u8) -> Node {
    bare(id, Some(parent), level, words(id))
}

fn seeded() -> Landscape {
    changed(&Landscape::default(), &seed(), 1).unwrap().landscape
}

fn after(all: &Landscape, changes: &[Change]) -> Landscape {
    changed(all, changes, 2).unwrap_or_else(|findings| panic!("{findings:?}")).landscape
}

fn codes(all: &Landscape, changes: &[Change]) -> Vec<Code> {
    changed(all, changes, 2).unwrap_err().into_iter().map(|finding| finding.code).collect()
}

fn role(id: &str) -> Party {
    Party::Role(id.into())
}

fn duty(who: &str, parts: &[Part]) -> Duty {
    Duty { who: role(who), parts: parts.to_vec() }
}

#[test]
fn the_seed_has_the_four_areas_three_levels_and_both_languages() {
    let all = seeded();
    let domains: Vec<&str> = all.children(None).into_iter().map(|node| node.id.as_str()).collect();
    assert_eq!(domains, ["strategy", "operations", "organisation", "finance"]);
    let count = |level| all.nodes.values().filter(|node| node.level == level).count();
    assert_eq!((count(1), count(2), count(3), count(4)), (4, 18, 47, 0));
    for node in all.nodes.values() {
        assert!(node.name.zh.chars().all(|letter| !letter.is_ascii_alphabetic()), "{}", node.name.zh);
        assert!(node.name.en.is_ascii() && !node.name.en.is_empty(), "{}", node.name.en);
        assert_eq!(node.revision, 1);
    }
    let areas: BTreeSet<_> = all.children(None).into_iter().filter_map(|node| node.area).collect();
    assert_eq!(areas.len(), 4);
    let again = changed(&all, &seed(), 2).unwrap();
    assert!(again.entries.is_empty() && again.landscape == all, "what is so already is no change");
}

#[test]
fn levels_parents_circles_and_ids_are_held() {
    let all = seeded();
    assert_eq!(codes(&all, &[put(node("x", "finance", 3))]), [Code::LevelOrder], "a process is no part of a domain");
    assert_eq!(codes(&all, &[put(bare("x", None, 2, words("x")))]), [Code::LevelOrder]);
    assert_eq!(codes(&all, &[put(node("x", "finance", 1))]), [Code::LevelOrder]);
    assert_eq!(codes(&all, &[put(node("x", "finance", 9))]), [Code::LevelOrder]);
    assert_eq!(codes(&all, &[put(node("x", "nobody", 2))]), [Code::ParentUnknown]);
    assert_eq!(codes(&all, &[put(node("a b", "finance", 2))]), [Code::Id]);
    assert_eq!(codes(&all, &[put(bare("x", Some("finance"), 2, words(" ")))]), [Code::Name]);
    let circle = [put(node("x", "y", 2)), put(node("y", "x", 2))];
    assert_eq!(codes(&all, &circle), [Code::Cycle, Code::Cycle]);
    assert_eq!(codes(&all, &[put(node("x", "x", 2))]), [Code::Cycle]);
    // A group that becomes a process leaves its processes on a level that is none of theirs.
    let lowered = Node { level: 3, parent: Some("strategy.planning".into()), ..node("strategy.risk", "", 3) };
    assert_eq!(codes(&all, &[put(lowered)]), [Code::LevelOrder, Code::LevelOrder]);
    let step = [put(node("s4", "leave-request", 4)), put(node("s5", "s4", 5)), put(node("d5", "leave-request", 5))];
    assert_eq!(after(&all, &step).way("s5").len(), 5, "a step lies in a sub-process, or right in a process");
}

#[test]
fn a_node_is_changed_on_top_of_what_its_writer_has_seen_and_removed_with_its_parts() {
    let all = seeded();
    let leave = Node { maturity: 3, ..Node::clone(&all.nodes["leave-request"]) };
    let by = |expected| [Change::PutNode(Box::new(leave.clone()), expected)];
    assert_eq!(codes(&all, &by(Expected::Nothing)), [Code::Duplicate]);
    assert_eq!(codes(&all, &by(Expected::Revision(7))), [Code::ChangedMeanwhile]);
    let new = after(&all, &by(Expected::Revision(1)));
    assert_eq!((new.nodes["leave-request"].revision, new.nodes["recruitment"].revision), (2, 1));
    assert_eq!(codes(&all, &[put(Node { maturity: 6, ..leave.clone() })]), [Code::Maturity]);
    // What somebody measures elsewhere is counted in something all the same.
    let measured = |formula: Option<&str>, unit: &str| {
        let by_hand = NodeIndicator {
            id: "calls".into(),
            name: words("calls"),
            formula: formula.map(str::to_owned),
            unit: unit.into(),
            target: 3.0,
            warn: None,
            direction: Direction::Lower,
            proposed: false,
        };
        [put(Node { indicators: vec![by_hand], ..leave.clone() })]
    };
    for (formula, unit) in [(None, ""), (None, " \t"), (Some("mean(sojourn)"), ""), (Some("mean(sojourn)"), "%")] {
        assert_eq!(codes(&all, &measured(formula, unit)), [Code::Indicator], "{formula:?} in `{unit}`");
    }
    after(&all, &measured(None, "calls"));
    after(&all, &measured(Some("mean(sojourn)"), "hours"));

    assert_eq!(codes(&all, &[Change::RemoveNode("none".into(), Expected::Anything)]), [Code::NodeUnknown]);
    let gone = changed(&new, &[Change::RemoveNode("organisation".into(), Expected::Anything)], 3).unwrap();
    assert!(!gone.landscape.nodes.contains_key("leave-request"));
    assert_eq!(gone.entries.len(), new.below("organisation").len());
    assert_eq!(undone(gone.landscape.clone(), &gone.entries), new, "what was taken away can be put back");
    let told = difference(&gone.landscape, &new);
    assert!(told.added.contains(&"leave-request".to_owned()) && told.removed.is_empty());
    let told = difference(&all, &new);
    let fields: Vec<(&str, &str)> = told.changed.iter().map(|c| (c.node.as_str(), c.field.as_str())).collect();
    assert_eq!(fields, [("leave-request", "maturity")]);
}

#[test]
fn duties_in_another_order_are_no_change() {
    let mut ask = node("leave.ask", "leave-request", 5);
    ask.duties = vec![duty("boss", &[Part::A, Part::R]), duty("aide", &[Part::C])];
    let all = after(&seeded(), &[put(ask.clone())]);
    ask.duties = vec![duty("aide", &[Part::C]), duty("boss", &[Part::R, Part::A])];
    let again = changed(&all, &[put(ask.clone())], 3).unwrap();
    assert!(again.entries.is_empty() && again.landscape == all, "a table says duties by their parts");
    ask.duties = vec![duty("boss", &[Part::A, Part::R, Part::A]), duty("aide", &[Part::C])];
    assert_eq!(codes(&all, &[put(ask)]), [Code::Duplicate]);
}

#[test]
fn what_it_lacks_is_told_by_stable_codes() {
    let all = seeded();
    let mut step = node("leave.ask", "leave-request", 5);
    step.duties = vec![duty("boss", &[Part::C, Part::I]), duty("clerk", &[Part::R, Part::C])];
    step.owner = Some(Party::Person("ann".into()));
    step.links = vec![Link { kind: LinkKind::Process, id: "gone".into() }];
    let all = after(&all, &[put(step)]);
    let told = |all: &Landscape, known: &Known| -> Vec<Code> {
        advice(all, known).into_iter().filter(|f| f.at == "leave.ask").map(|f| f.code).collect()
    };
    let nobody = told(&all, &Known::default());
    assert_eq!(
        nobody,
        [
            Code::PartyUnknown,
            Code::PartyUnknown,
            Code::PartyUnknown,
            Code::LinkMissing,
            Code::NobodyAccountable,
            Code::Contradiction,
            Code::Contradiction
        ]
    );
    let known = Known {
        people: BTreeSet::from(["ann".into()]),
        roles: BTreeSet::from(["boss".into(), "clerk".into()]),
        linked: BTreeSet::from([Link { kind: LinkKind::Process, id: "gone".into() }]),
    };
    let two = [
        Change::SetParts("leave.ask".into(), role("boss"), vec![Part::A]),
        Change::SetParts("leave.ask".into(), role("clerk"), vec![Part::A]),
    ];
    assert_eq!(told(&after(&all, &two), &known), [Code::SeveralAccountable, Code::NobodyResponsible]);
    let right = [two[0].clone(), Change::SetParts("leave.ask".into(), role("clerk"), vec![Part::R])];
    assert!(told(&after(&all, &right), &known).is_empty());
    let codes: BTreeSet<Code> = advice(&all, &known).into_iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&Code::OwnerMissing) && codes.contains(&Code::DutiesMissing));
}

#[test]
fn the_matrix_and_the_duties_of_a_person() {
    let mut step = node("leave.ask", "leave-request", 5);
    step.duties = vec![duty("clerk", &[Part::R]), Duty { who: Party::Person("ann".into()), parts: vec![Part::A] }];
    let mut all = after(&seeded(), &[put(step)]);
    let told = matrix(&all, Some("organisation"));
    assert_eq!(told.columns, [role("clerk"), Party::Person("ann".into())], "roles first");
    assert!(told.rows.iter().all(|row| all.nodes[&row.node].level >= 3));
    assert!(matrix(&all, Some("finance")).columns.is_empty());

    let belongs = Membership { kind: UnitKind::Role, id: "clerk".into(), valid: Validity::default() };
    let ann = Person { id: "ann".into(), memberships: vec![belongs], ..Person::default() };
    let mut organisation = Organisation::default();
    organisation.people.insert("ann".into(), ann.into());
    let leave = Node { owner: Some(role("clerk")), ..Node::clone(&all.nodes["leave-request"]) };
    all = after(&all, &[put(leave)]);
    let found = duties_of(&all, &organisation, "ann", weir_core::Timestamp(0));
    let told: Vec<_> =
        found.iter().map(|d| (d.node.as_str(), d.owns, d.parts.as_slice(), d.through.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("leave-request", true, &[][..], Some("clerk")),
            ("leave.ask", false, &[Part::A][..], None),
            ("leave.ask", false, &[Part::R][..], Some("clerk"))
        ]
    );
    assert!(duties_of(&all, &organisation, "bob", weir_core::Timestamp(0)).is_empty());
}

#[test]
fn coverage_counts_processes_steps_and_indicators_up_to_the_domains() {
    let link = |kind, id: &str| Link { kind, id: id.into() };
    let all = seeded();
    let with = |id: &str, links: Vec<Link>| put(Node { links, ..Node::clone(&all.nodes[id]) });
    let all = after(
        &all,
        &[
            with("leave-request", vec![link(LinkKind::Process, "leave")]),
            with("recruitment", vec![link(LinkKind::Draft, "d1")]),
            with("onboarding", vec![link(LinkKind::Draft, "gone"), link(LinkKind::Process, "gone")]),
            put(node("leave.ask", "leave-request", 5)),
        ],
    );
    let deployed = BTreeMap::from([("leave".to_owned(), Steps { all: 4, automatic: 1 })]);
    let told = coverage(&all, &deployed, &BTreeSet::from(["d1".to_owned()]));
    let level = |n: usize| (told.levels[n].planned, told.levels[n].modelled, told.levels[n].automated);
    assert_eq!([level(0), level(1), level(2), level(4)], [(4, 1, 1), (18, 1, 1), (47, 2, 1), (1, 1, 1)]);
    let share = told.nodes["organisation"];
    assert_eq!((share.processes, share.modelled, share.automated, share.monitored), (12, 2, 1, 0));
    assert_eq!((share.steps, told.levels[0].steps), (deployed["leave"], deployed["leave"]), "counted once");
    assert_eq!(told.nodes["finance"].modelled, 0);
}

const SHOP: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <collaboration id="c"><participant id="customer" name="Customer"/><participant id="stores" name="Stores"/>
    <participant id="a" processRef="sales"/><participant id="b" processRef="making"/>
    <messageFlow id="m1" name="x" sourceRef="customer" targetRef="s"/>
    <messageFlow id="m2" sourceRef="send" targetRef="s2"/><messageFlow id="m3" sourceRef="b" targetRef="stores"/></collaboration>
  <process id="sales"><startEvent id="s"/><sendTask id="send" name="Order parts"/></process>
  <process id="making"><startEvent id="s2"/></process></definitions>"#;

#[test]
fn message_flows_tell_who_works_with_whom() {
    let model = weir_core::read::read(SHOP.as_bytes()).model;
    let models = [Owned { source: "sales:1".into(), model: &model }];
    let link = |id: &str| vec![Link { kind: LinkKind::Process, id: id.into() }];
    let all = seeded();
    let linked = |node: &str, id: &str, owner: &str| {
        put(Node { links: link(id), owner: Some(role(owner)), ..Node::clone(&all.nodes[node]) })
    };
    let all2 =
        after(&all, &[linked("order-to-delivery", "sales", "seller"), linked("production-control", "making", "maker")]);
    let departments = BTreeMap::from([("Stores".to_owned(), "dep-stores".to_owned())]);
    let told = collaborations(&all2, &models, &departments);
    let kinds: Vec<_> = told.sides.iter().map(|side| (side.kind, side.id.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (SideKind::Node, "order-to-delivery"),
            (SideKind::Node, "production-control"),
            (SideKind::Department, "dep-stores"),
            (SideKind::Outside, "Customer")
        ]
    );
    let links: Vec<_> = told.links.iter().map(|l| (l.from, l.to, l.crossing, l.messages.join(","))).collect();
    assert_eq!(
        links,
        [
            (0, 1, Crossing::Departments, "Order parts".to_owned()),
            (1, 2, Crossing::Departments, "m3".to_owned()),
            (3, 0, Crossing::Enterprises, "m1".to_owned())
        ]
    );
    let same =
        after(&all, &[linked("order-to-delivery", "sales", "boss"), linked("production-control", "making", "boss")]);
    let told = collaborations(&same, &models, &departments);
    assert_eq!(told.links[0].crossing, Crossing::Within, "one owner answers for both");
    let unlinked = collaborations(&seeded(), &models, &BTreeMap::new());
    assert!(unlinked.sides.iter().all(|side| matches!(side.kind, SideKind::Process | SideKind::Outside)));
}

#[test]
fn a_template_gives_a_node_its_links_steps_roles_and_proposals_and_takes_nothing_away() {
    let text = include_bytes!("../../../process-models/expense-claim/process.json");
    let card = weir_core::library::read(text).unwrap();
    let all = seeded();
    let drafts = ["d1".to_owned()];
    let names = BTreeMap::new();
    let adoption = Adoption { card: &card, drafts: &drafts, names: &names };
    assert!(adopt(&all, "finance", &adoption).is_none(), "a domain is no process");
    let once = after(&all, &adopt(&all, "expense-claim", &adoption).unwrap());
    let node = &once.nodes["expense-claim"];
    assert!(node.has_link(LinkKind::Draft, "d1") && node.has_link(LinkKind::Process, &card.models[0].process));
    assert_eq!(node.owner, Some(role(&card.owner)));
    assert!(
        node.indicators.iter().all(|indicator| indicator.proposed) && node.indicators.len() == card.indicators.len()
    );
    assert_eq!(once.children(Some("expense-claim")).len(), card.activities.len());
    assert!(card.roles.iter().all(|known| once.roles.contains_key(&known.id)));
    assert!(matrix(&once, Some("expense-claim")).rows.iter().all(|row| row.conflicts.is_empty()));

    let mine = Node { owner: Some(role("me")), ..Node::clone(node) };
    let kept = after(&once, &[put(mine)]);
    let twice = after(&kept, &adopt(&kept, "expense-claim", &adoption).unwrap());
    assert_eq!(twice.nodes["expense-claim"].owner, Some(role("me")), "what somebody decided stays");
    assert_eq!(twice.nodes["expense-claim"].indicators.len(), card.indicators.len());
    assert_eq!(twice.items().iter().filter(|item| matches!(item, Item::Node(_))).count(), twice.nodes.len());
}
