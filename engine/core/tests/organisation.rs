//! The organisation: whom rules name, what is refused, and how working time is counted.
use crate::common::office::organisation;
use serde_json::json;
use weir_core::Timestamp;
use weir_core::calendar::{Hours, WorkCalendar};
use weir_core::instance::Variables;
use weir_core::organisation::{
    Asked, Change, Entry, EntryKind, Homes, Membership, Organisation, PROXIES_OF_ONE_MAX, Person, Proxy, UnitKind,
    Validity, Workplace, changed, parse_rule, resolve, stands_in,
};

fn named(organisation: &Organisation, rules: &str, variables: &Variables, choices: [&[String]; 2]) -> Vec<String> {
    let rules = parse_rule(rules).expect("rules");
    let (now, initiator, previous) = (Timestamp(1000), Some("ann"), Some("eva"));
    let [chosen, chosen_before] = choices;
    resolve(organisation, &rules, Asked { now, initiator, previous, variables, chosen, chosen_before })
}

#[test]
fn rules_name_people_by_everything_they_belong_to() {
    let office = organisation();
    let departments = ("departments".into(), json!(["sales", "finance", "nowhere"]));
    let variables =
        Variables::from([("manager".into(), json!("fay")), ("team".into(), json!(["ben", "zoe", 3])), departments]);
    let (chosen, chosen_before) = (["dan".to_owned()], ["eva".to_owned()]);
    let cases = [
        ("initiator", vec!["ann"]),
        ("user(ben), user(zoe), user(ben)", vec!["ben"]),
        ("role(cashier)", vec!["eva"]),
        ("department(sales)", vec!["ann", "ben", "cem"]),
        ("department(company)", vec!["dan"]),
        ("head(sales)", vec!["cem"]),
        ("head(initiator)", vec!["cem"]),
        ("head(previous)", vec!["fay"]),
        ("head(field(manager))", vec!["fay"]),
        ("head(field(departments))", vec!["cem", "fay"]),
        ("superior(initiator)", vec!["cem"]),
        ("superior(initiator, 2)", vec!["dan"]),
        ("superior(initiator, 3)", vec![]),
        ("superiors(initiator)", vec!["cem", "dan"]),
        ("superiors(initiator, 1)", vec!["cem"]),
        ("superior(dan)", vec![]),
        ("field(manager), field(team), field(nothing)", vec!["fay", "ben"]),
        ("chosen(initiator)", vec!["dan"]),
        ("chosen(previous)", vec!["eva"]),
        ("post(nobody), group(nobody)", vec![]),
    ];
    for (rules, people) in cases {
        assert_eq!(named(&office, rules, &variables, [&chosen, &chosen_before]), people, "{rules}");
    }
    for wrong in ["boss", "user()", "superior(ann, 0)", "superior(ann, x)", "chosen(me)", "head", "field()"] {
        assert!(parse_rule(wrong).is_err(), "{wrong}");
    }
    assert!(parse_rule(&"initiator,".repeat(51)).is_err());
}

#[test]
fn who_does_not_work_here_then_is_not_asked() {
    let mut office = organisation();
    let gone = Validity { from: None, until: Some(Timestamp(1000)) };
    let later = Validity { from: Some(Timestamp(1001)), until: None };
    let mut put = |entry| office.change(&Change::Put(entry));
    let member = |valid| vec![Membership { kind: UnitKind::Role, id: "cashier".into(), valid }];
    put(Entry::Person(Person {
        id: "old".into(),
        name: "Old".into(),
        memberships: member(Validity::default()),
        valid: gone,
        ..Person::default()
    }));
    put(Entry::Person(Person {
        id: "new".into(),
        name: "New".into(),
        memberships: member(later),
        ..Person::default()
    }));
    assert_eq!(named(&office, "role(cashier), user(old)", &Variables::new(), [&[], &[]]), ["eva"]);
}

#[test]
fn nobody_is_asked_less_because_somebody_in_the_line_has_left() {
    let mut office = organisation();
    let mut reports = |id: &str, to: Option<&str>, until: Option<i64>| {
        let mut person = Person::clone(&office.people[id]);
        person.superior = to.map(str::to_owned);
        person.valid.until = until.map(Timestamp);
        office.change(&Change::Put(Entry::Person(person)));
    };
    reports("ann", Some("ben"), None);
    reports("ben", Some("cem"), None);
    reports("cem", Some("fay"), Some(1000));
    reports("fay", Some("dan"), None);
    let line = |office: &Organisation| named(office, "superiors(initiator)", &Variables::new(), [&[], &[]]);
    assert_eq!(line(&office), ["ben", "fay", "dan"], "to whom those reported who have left");
    let second = named(&office, "superior(initiator, 2)", &Variables::new(), [&[], &[]]);
    assert_eq!(second, ["fay"]);
    let mut cem = Person::clone(&office.people["cem"]);
    cem.superior = None;
    office.change(&Change::Put(Entry::Person(cem.clone())));
    assert_eq!(line(&office), ["ben", "dan"], "their department leads on");
    cem.memberships.clear();
    office.change(&Change::Put(Entry::Person(cem)));
    assert_eq!(
        line(&office),
        ["ben", "dan"],
        "and where they belong to none any more, that of whoever reported to them"
    );
    let homes: Homes = [("cem".into(), "blue".into()), ("ann".into(), "red".into())].into();
    let here = Workplace::new(&office, &homes, Some("red"));
    assert_eq!(here.superior(&office.people["ben"], Timestamp(1000)), None, "a line ends at another tenant");
}

#[test]
fn nobody_of_another_tenant_is_named_whichever_way() {
    let mut office = organisation();
    let proxy = Proxy { id: "1".into(), principal: "eva".into(), substitute: "cem".into(), ..Proxy::default() };
    office.change(&Change::Put(Entry::Proxy(proxy)));
    let homes: Homes = [("cem", "blue"), ("ann", "red"), ("eva", "red")].map(|(p, t)| (p.into(), t.into())).into();
    let variables = Variables::from([("boss".into(), json!(["cem", "dan"]))]);
    let chosen = ["cem".to_owned(), "ann".to_owned()];
    let rules = [
        ("user(cem), user(ann), user(dan)", [&["ann", "dan"][..], &["cem", "dan"], &["dan"]]),
        ("department(sales)", [&["ann", "ben"], &["ben", "cem"], &["ben"]]),
        ("head(sales)", [&[], &["cem"], &[]]),
        // A line that leads to another tenant goes round its head, or ends there.
        ("superiors(initiator)", [&["dan"], &[], &[]]),
        ("superior(ben)", [&["dan"], &["cem"], &["dan"]]),
        ("field(boss)", [&["dan"], &["cem", "dan"], &["dan"]]),
        ("chosen(previous), initiator", [&["ann"], &["cem"], &[]]),
    ];
    let tenants = [Some("red"), Some("blue"), None];
    for (text, expected) in rules {
        let rules = parse_rule(text).expect("rules");
        for (tenant, expected) in tenants.into_iter().zip(expected) {
            let here = Workplace::new(&office, &homes, tenant);
            let (now, initiator, previous) = (Timestamp(1000), Some("ann"), Some("eva"));
            let asked = Asked { now, initiator, previous, variables: &variables, chosen: &[], chosen_before: &chosen };
            assert_eq!(resolve(here, &rules, asked), expected, "{text} in {tenant:?}");
        }
    }
    let instead = |tenant| {
        let here = Workplace::new(&office, &homes, tenant);
        stands_in(here, "eva", "p", Timestamp(0)).map(|person| person.id.clone())
    };
    assert_eq!(tenants.map(instead), [None, Some("cem".into()), None]);
    let known = |tenant, id| Workplace::new(&office, &homes, tenant).knows(id, Timestamp(0));
    assert_eq!([known(Some("red"), "cem"), known(Some("blue"), "cem"), known(None, "zoe")], [false, true, false]);
    // Where nobody is known every name is taken, but not those of users of other tenants.
    let nobody = Organisation::default();
    let named = |id| Workplace::new(&nobody, &homes, Some("red")).knows(id, Timestamp(0));
    assert_eq!(["zoe", "ann", "cem"].map(named), [true, true, false]);
}

#[test]
fn members_are_found_as_memberships_come_and_go() {
    let mut office = organisation();
    let names = |office: &Organisation| -> Vec<String> {
        office.members(UnitKind::Department, "sales", Timestamp(0)).map(|person| person.id.clone()).collect()
    };
    assert_eq!(names(&office), ["ann", "ben", "cem"]);
    let mut ann = (**office.people.get("ann").expect("ann")).clone();
    ann.memberships.clear();
    office.change(&Change::Put(Entry::Person(ann.clone())));
    assert_eq!(names(&office), ["ben", "cem"]);
    office.change(&Change::Remove { kind: EntryKind::Person, id: "ben".into() });
    assert_eq!(names(&office), ["cem"]);
    let sales = Membership { kind: UnitKind::Department, id: "sales".into(), valid: Validity::default() };
    ann.memberships = vec![sales.clone(), sales];
    office.change(&Change::Put(Entry::Person(ann)));
    assert_eq!(names(&office), ["ann", "cem"], "each once");
}

#[test]
fn proxies_stand_in_one_for_another_but_never_in_a_circle() {
    let office = organisation();
    let proxy = |id: &str, principal: &str, substitute: &str, processes: &[&str]| {
        let processes = processes.iter().map(|p| (*p).to_owned()).collect();
        let (id, principal, substitute) = (id.into(), principal.into(), substitute.into());
        Change::Put(Entry::Proxy(Proxy { id, principal, substitute, processes, ..Proxy::default() }))
    };
    let office = changed(&office, &[proxy("1", "cem", "ben", &["p"]), proxy("2", "ben", "ann", &[])]).expect("sound");
    let who = |person: &str, process: &str| stands_in(&office, person, process, Timestamp(0)).map(|p| p.id.clone());
    assert_eq!((who("cem", "p"), who("cem", "q"), who("ben", "q")), (Some("ann".into()), None, Some("ann".into())));
    let codes = |change| changed(&office, &[change]).unwrap_err().iter().map(|e| e.refusal.code()).collect::<Vec<_>>();
    assert_eq!(codes(proxy("3", "ann", "cem", &[])), ["organisation-circle"]);
    assert_eq!(codes(proxy("3", "ann", "ann", &[])), ["proxy-of-self"]);
    assert_eq!(codes(proxy("3", "ann", "zoe", &[])), ["organisation-dangling"]);
}

fn standing_in(id: &str, (principal, substitute): (&str, &str), processes: &[&str], days: (i64, i64)) -> Change {
    let processes = processes.iter().map(|p| (*p).to_owned()).collect();
    let valid = Validity { from: Some(Timestamp(days.0)), until: Some(Timestamp(days.1)) };
    let (id, principal, substitute) = (id.into(), principal.into(), substitute.into());
    Change::Put(Entry::Proxy(Proxy { id, principal, substitute, processes, valid, reason: None }))
}

#[test]
fn a_circle_of_proxies_is_found_on_every_way_and_only_where_they_hold_together() {
    let office = organisation();
    let year = (0, 365);
    let is_sound = |changes: &[Change]| match changed(&office, changes) {
        Ok(_) => true,
        Err(errors) => {
            let codes: Vec<_> = errors.iter().map(|error| error.refusal.code()).collect();
            assert!(codes.iter().all(|code| *code == "organisation-circle"), "{codes:?}");
            false
        }
    };
    let one = standing_in("a1", ("ann", "cem"), &[], (0, 31));
    let two = standing_in("a2", ("ann", "ben"), &[], year);
    let back = standing_in("b", ("ben", "ann"), &[], year);
    assert!(!is_sound(&[one.clone(), two.clone(), back.clone()]), "the second proxy of ann leads back");
    assert!(!is_sound(&[back, one, two]), "whichever comes last");
    // Other processes, or other times, are no circle; nor are times that never hold all at once.
    let (x, y) = (standing_in("x", ("ann", "ben"), &["x"], year), standing_in("y", ("ben", "ann"), &["y"], year));
    assert!(is_sound(&[x.clone(), y]));
    assert!(!is_sound(&[x, standing_in("y", ("ben", "ann"), &["y", "x"], year)]));
    let days = |times: [(i64, i64); 3]| {
        let [first, second, third] = times;
        [
            standing_in("1", ("ann", "ben"), &[], first),
            standing_in("2", ("ben", "cem"), &[], second),
            standing_in("3", ("cem", "ann"), &[], third),
        ]
    };
    assert!(is_sound(&days([(0, 20), (10, 40), (30, 50)])));
    assert!(!is_sound(&days([(0, 20), (10, 40), (15, 50)])));
}

#[test]
fn whoever_has_left_stands_in_for_nobody_and_the_next_one_does() {
    let mut office = organisation();
    let gone = Validity { from: None, until: Some(Timestamp(5)) };
    let old = Person { id: "old".into(), name: "Old".into(), valid: gone, ..Person::default() };
    let first = standing_in("1", ("cem", "old"), &[], (0, 100));
    let second = standing_in("2", ("cem", "ben"), &[], (0, 100));
    office = changed(&office, &[Change::Put(Entry::Person(old)), first, second]).expect("sound");
    let who = |at| stands_in(&office, "cem", "p", Timestamp(at)).map(|person| person.id.clone());
    assert_eq!([who(4), who(5), who(100)], [Some("old".into()), Some("ben".into()), None]);
    // What is put in the place of another proxy is for somebody else now.
    office = changed(&office, &[standing_in("2", ("fay", "ben"), &[], (0, 100))]).expect("sound");
    let who = |person| stands_in(&office, person, "p", Timestamp(5)).map(|person| person.id.clone());
    assert_eq!([who("cem"), who("fay")], [None, Some("ben".into())]);
    office = changed(&office, &[Change::Remove { kind: EntryKind::Proxy, id: "2".into() }]).expect("sound");
    assert_eq!(stands_in(&office, "fay", "p", Timestamp(5)), None);
}

#[test]
fn nobody_has_so_many_proxies_that_others_can_have_none() {
    let office = organisation();
    let many = |count: usize| -> Vec<Change> {
        (0..count).map(|number| standing_in(&format!("{number}"), ("ann", "ben"), &[], (0, 1))).collect()
    };
    let office = changed(&office, &many(PROXIES_OF_ONE_MAX)).expect("sound");
    let more = |principal| changed(&office, &[standing_in("one more", (principal, "ben"), &[], (0, 1))]);
    let codes: Vec<_> = more("ann").unwrap_err().iter().map(|error| error.refusal.code()).collect();
    assert_eq!(codes, ["organisation-too-large"]);
    assert!(more("cem").is_ok());
}

#[test]
fn what_would_make_the_organisation_unsound_is_refused_as_a_whole() {
    let office = organisation();
    let person = |id: &str, superior: Option<&str>| {
        let superior = superior.map(str::to_owned);
        Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), superior, ..Person::default() }))
    };
    let codes = |changes: &[Change]| match changed(&office, changes) {
        Ok(_) => vec![],
        Err(errors) => errors.iter().map(|e| e.refusal.code()).collect(),
    };
    assert_eq!(
        codes(&[person("gus", Some("ann")), person("ann", Some("gus"))]),
        ["organisation-circle", "organisation-circle"]
    );
    assert_eq!(codes(&[person("", None)]), ["organisation-name"]);
    assert_eq!(codes(&[person("gus", Some("zoe")), person("hal", None)]), ["organisation-dangling"]);
    let remove = |kind, id: &str| Change::Remove { kind, id: id.into() };
    assert_eq!(codes(&[remove(EntryKind::Person, "cem")]), ["organisation-in-use"]);
    assert_eq!(codes(&[remove(EntryKind::Role, "cashier")]), ["organisation-in-use"]);
    assert_eq!(codes(&[remove(EntryKind::Person, "ann")]), Vec::<&str>::new());
    assert_eq!(codes(&[remove(EntryKind::Person, "eva"), remove(EntryKind::Role, "cashier")]), Vec::<&str>::new());
}

fn calendar() -> WorkCalendar {
    let hours = |from: i8, until: i8| Hours {
        from: jiff::civil::time(from, 0, 0, 0),
        until: jiff::civil::time(until, 0, 0, 0),
    };
    let day = vec![hours(9, 12), hours(13, 18)];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day.clone(), vec![], vec![]];
    // A holiday on Thursday, and work on Saturday instead (调休).
    let days = [(jiff::civil::date(2026, 10, 1), vec![]), (jiff::civil::date(2026, 10, 10), day)].into();
    WorkCalendar { id: "cn".into(), name: "中国".into(), time_zone: "Asia/Shanghai".into(), week, days }
}

#[test]
fn working_time_skips_what_is_free_and_counts_make_up_days() {
    let calendar = calendar();
    calendar.check().expect("a calendar");
    let at = |text: &str| Timestamp::parse(text).expect("a time");
    let after = |start: &str, duration: &str| calendar.after(at(start), duration).expect("a duration").to_string();
    // Wednesday afternoon, the holiday between.
    assert_eq!(after("2026-09-30T17:00:00+08:00", "PT2H"), "2026-10-02T02:00:00.000Z");
    assert_eq!(after("2026-09-30T17:00:00+08:00", "P1D"), "2026-10-02T09:00:00.000Z");
    // Friday evening: Saturday is made up.
    assert_eq!(after("2026-10-09T20:00:00+08:00", "PT1H"), "2026-10-10T02:00:00.000Z");
    assert_eq!(after("2026-10-09T20:00:00+08:00", "P1D"), "2026-10-10T10:00:00.000Z");
    // From a free day on, a working day is one of work, whatever the time: it is not over before anybody has worked.
    for time in ["03:00", "09:00", "23:00"] {
        assert_eq!(
            after(&format!("2026-10-17T{time}:00+08:00"), "P1D"),
            "2026-10-19T10:00:00.000Z",
            "Saturday, {time}"
        );
        assert_eq!(after(&format!("2026-10-18T{time}:00+08:00"), "P2D"), "2026-10-20T10:00:00.000Z", "Sunday, {time}");
    }
    assert_eq!(after("2026-10-17T03:00:00+08:00", "P1DT1H"), "2026-10-20T02:00:00.000Z");
    // Over lunch.
    assert_eq!(after("2026-10-12T11:30:00+08:00", "PT1H"), "2026-10-12T05:30:00.000Z");
    assert_eq!(after("2026-10-12T11:30:00+08:00", "PT0S"), "2026-10-12T03:30:00.000Z");
    let day = calendar.between(at("2026-10-01T00:00:00+08:00"), at("2026-10-03T00:00:00+08:00"));
    assert_eq!(day, 8 * 3_600_000);
    assert!(
        calendar.is_working(at("2026-10-10T10:00:00+08:00")) && !calendar.is_working(at("2026-10-01T10:00:00+08:00"))
    );
    for wrong in ["P1M", "-P1D", "soon", "P9999W"] {
        assert_eq!(calendar.after(Timestamp(0), wrong), None, "{wrong}");
    }
}

#[test]
fn a_calendar_without_work_or_sense_is_refused() {
    let good = calendar();
    let code = |calendar: WorkCalendar| calendar.check().unwrap_err().code();
    assert_eq!(code(WorkCalendar { time_zone: "Moon/Sea".into(), ..good.clone() }), "calendar-time-zone");
    assert_eq!(code(WorkCalendar { week: Default::default(), ..good.clone() }), "calendar-without-work");
    let mut overlapping = good.clone();
    overlapping.week[0].swap(0, 1);
    assert_eq!(code(overlapping), "calendar-hours");
}
