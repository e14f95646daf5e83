//! Who is told what: nobody twice, nobody at night, nobody too often, and nobody never.
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::waiting::Causes;
use weir_mining::watch::alert::{Rule, Side, State};
use weir_mining::watch::notify::{
    Alert, CODES, Cause, Dispatcher, Exceedance, Figures, Kind, Language, MEASURES, Message, Outcome, Policy, Rate,
    Recipient, Scope, Silence, Together, Trend, Unit, Why, dominant, measures, render, template,
};

const MINUTE: i64 = 60_000;

fn scope(labels: &[(&str, &str)]) -> Scope {
    labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn alert(rule: &str, node: &str, state: State) -> Alert {
    let scope = scope(&[("process", "order"), ("node", node)]);
    Alert { rule: rule.to_owned(), scope, state, inhibited_by: BTreeSet::new(), of_data: false }
}

fn policy(rate: Option<Rate>, open: Option<WorkingTime>) -> Policy {
    Policy {
        id: "desk".to_owned(),
        rules: BTreeSet::new(),
        scope: Scope::new(),
        recipients: vec![Recipient { id: "lead".to_owned(), open, critical_always: false, rate, together: None }],
        group_by: vec!["process".to_owned()],
        wait: MINUTE,
        interval: 5 * MINUTE,
        repeat: Some(60 * MINUTE),
    }
}

/// Steps minute by minute with what stands at each.
fn run(policies: &[Policy], silences: &[Silence], minutes: &[Vec<Alert>]) -> Vec<(i64, Outcome)> {
    let mut dispatcher = Dispatcher::default();
    let step =
        |(minute, alerts): (i64, &Vec<Alert>)| (minute, dispatcher.step(minute * MINUTE, alerts, policies, silences));
    (0..).zip(minutes).map(step).collect()
}

fn sent(run: &[(i64, Outcome)]) -> Vec<(i64, Kind, usize)> {
    run.iter().flat_map(|(at, out)| out.send.iter().map(|n| (*at, n.kind, n.firing.len()))).collect()
}

#[test]
fn alarms_of_one_process_are_one_message() {
    let both = vec![alert("slow", "a", State::Warning), alert("slow", "b", State::Warning)];
    let mut minutes = vec![vec![both[0].clone()], both.clone()];
    minutes.extend(vec![both; 70]);
    minutes.extend(vec![vec![]; 3]);
    let seen = sent(&run(&[policy(None, None)], &[], &minutes));
    // It waits a minute for more of its kind; after an hour it is said again; then it is well.
    assert_eq!(seen, [(1, Kind::Changed, 2), (61, Kind::Repeated, 2), (72, Kind::Resolved, 0)]);
}

/// Rules with policies of their own that have the process in common.
fn of_one_cause(rules: &[&str]) -> Vec<Policy> {
    let together = Some(Together { cause: "process:order".to_owned(), interval: 10 * MINUTE });
    let rate = Some(Rate { most: 30, within: 60 * MINUTE });
    let of = |rule: &&str| Policy {
        id: (*rule).to_owned(),
        rules: BTreeSet::from([(*rule).to_owned()]),
        recipients: vec![Recipient {
            id: "lead".to_owned(),
            open: None,
            critical_always: false,
            rate,
            together: together.clone(),
        }],
        group_by: vec![],
        wait: 0,
        interval: 0,
        repeat: None,
        ..policy(None, None)
    };
    rules.iter().map(of).collect()
}

#[test]
fn alarms_of_several_rules_that_have_one_cause_come_as_one_and_none_is_lost() {
    let rules = ["a", "b", "c", "d"];
    let policies = of_one_cause(&rules);
    let warn = |rule: &str| alert(rule, rule, State::Warning);
    let mut dispatcher = Dispatcher::default();
    let mut step = |minute: i64, alerts: &[Alert]| {
        // What is remembered is what was written down: a restart between two steps changes nothing.
        let kept = serde_json::to_vec(&dispatcher).unwrap();
        dispatcher = serde_json::from_slice(&kept).unwrap();
        let out = dispatcher.step(minute * MINUTE, alerts, &policies, &[]);
        let told: Vec<String> = out.send.iter().map(|one| one.policy.clone()).collect();
        let still: Vec<String> = out.still.iter().flat_map(|one| &one.firing).map(|(rule, ..)| rule.clone()).collect();
        (told, still, out.held.iter().map(|held| held.why).collect::<Vec<_>>())
    };
    // Two at once are one message: both go to the same recipient with the same cause in the same step.
    let (told, still, _) = step(0, &[warn("a"), warn("b")]);
    assert_eq!((told.len(), still.len()), (2, 0));
    // Others that come a moment later wait, and come as one that names those which ring on.
    let (told, _, held) = step(1, &[warn("a"), warn("b"), warn("c")]);
    assert_eq!((told.len(), held), (0, vec![Why::Waiting]));
    let all = rules.map(warn);
    assert_eq!(step(3, &all).0.len(), 0);
    let (told, still, _) = step(10, &all);
    assert_eq!((told, still), (vec!["c".to_owned(), "d".to_owned()], vec!["a".to_owned(), "b".to_owned()]));
    // What becomes critical waits for nothing, and takes what waits along.
    let worse = [alert("a", "a", State::Critical), warn("c"), warn("d")];
    let (told, still, _) = step(11, &worse);
    assert_eq!((told, still.len()), (vec!["a".to_owned(), "b".to_owned()], 2), "that b is well is told with it");
    // The last that is well again is told at once, and nothing is told twice.
    assert_eq!(step(12, &worse), (vec![], vec![], vec![]));
    let (told, _, _) = step(13, &[]);
    assert_eq!(told, ["a", "c", "d"]);
    assert_eq!(step(14, &[]), (vec![], vec![], vec![]));
}

#[test]
fn a_clock_that_is_put_back_a_day_holds_nothing_back() {
    let policies = of_one_cause(&["a", "b"]);
    let mut dispatcher = Dispatcher::default();
    let day = 24 * 60 * MINUTE;
    let first = [alert("a", "a", State::Warning)];
    assert_eq!(dispatcher.step(day, &first, &policies, &[]).send.len(), 1);
    let both = [first[0].clone(), alert("b", "b", State::Warning)];
    let out = dispatcher.step(MINUTE, &both, &policies, &[]);
    assert_eq!(out.send.iter().map(|one| one.policy.as_str()).collect::<Vec<_>>(), ["b"], "{out:?}");
}

#[test]
fn what_gets_worse_is_told_at_once() {
    let at = |state| vec![alert("slow", "a", state)];
    let minutes =
        [at(State::Warning), at(State::Warning), at(State::Critical), at(State::Warning), at(State::Critical)];
    let seen = sent(&run(&[policy(None, None)], &[], &minutes));
    // That it is less bad, and then as bad again as was said, is no news.
    assert_eq!(seen, [(1, Kind::Changed, 1), (2, Kind::Changed, 1)]);
}

#[test]
fn a_more_general_alarm_says_it_already() {
    let mut inner = alert("slow", "a", State::Critical);
    inner.inhibited_by.insert("late".to_owned());
    let outer = Alert { scope: scope(&[("process", "order")]), ..alert("late", "", State::Warning) };
    let other = Alert { scope: scope(&[("process", "claim")]), ..outer.clone() };
    let minutes = [vec![inner.clone(), outer.clone()], vec![inner.clone(), outer]];
    let out = run(&[policy(None, None)], &[], &minutes);
    assert_eq!(out[1].1.send[0].firing.len(), 1);
    assert!(out[1].1.held.iter().any(|held| held.why == Why::Inhibited && held.rule.as_deref() == Some("slow")));
    // One of another process keeps nothing back.
    let minutes = [vec![inner.clone(), other.clone()], vec![inner.clone(), other]];
    assert_eq!(run(&[policy(None, None)], &[], &minutes)[1].1.send.len(), 2);
    // Where the data are wrong nothing that rests on them is said.
    let data = Alert { of_data: true, scope: Scope::new(), ..alert("clock", "", State::Warning) };
    let minutes = [vec![inner.clone(), data.clone()], vec![inner, data]];
    let out = run(&[policy(None, None)], &[], &minutes);
    assert_eq!(out[1].1.send.iter().map(|n| n.firing[0].0.as_str()).collect::<Vec<_>>(), ["clock"]);
}

#[test]
fn rules_that_keep_one_another_back_do_not_keep_everybody_from_knowing() {
    let by = |rule: &str, node: &str, state: State, others: &[&str]| {
        let mut alert = alert(rule, node, state);
        alert.inhibited_by.extend(others.iter().map(|other| (*other).to_owned()));
        alert
    };
    let told = |alerts: &[Alert]| {
        let out = run(&[policy(None, None)], &[], &[alerts.to_vec(), alerts.to_vec()]);
        let sent = out[1].1.send.iter().flat_map(|sent| &sent.firing);
        let told: Vec<String> = sent.map(|(rule, ..)| rule.clone()).collect();
        let held = out[1].1.held.iter().filter(|held| held.why == Why::Inhibited).count();
        (told, held)
    };
    let (one, other) =
        (by("slow", "a", State::Warning, &["late"]), by("late", "a", State::Critical, &["stuck", "slow"]));
    assert_eq!(told(&[one.clone(), other.clone()]), (vec!["late".to_owned()], 1), "the worse of two");
    let third = by("stuck", "a", State::Warning, &["slow"]);
    let hangs = by("late-too", "a", State::Critical, &["stuck"]);
    let all = [one, other, third.clone(), hangs];
    assert_eq!(told(&all), (vec!["late".to_owned()], 3));
    let data = Alert { of_data: true, scope: Scope::new(), ..alert("clock", "", State::Warning) };
    let mut all = all.to_vec();
    all.push(data);
    assert_eq!(told(&all), (vec!["clock".to_owned()], 4));
    let chain = [
        by("slow", "a", State::Critical, &["late"]),
        by("late", "a", State::Warning, &["stuck"]),
        alert("stuck", "a", State::Warning),
    ];
    assert_eq!(told(&chain), (vec!["stuck".to_owned()], 2));
}

#[test]
fn a_silence_has_an_owner_and_an_end() {
    let silence = Silence {
        owner: "Li".to_owned(),
        reason: "known".to_owned(),
        rule: Some("slow".to_owned()),
        scope: scope(&[("process", "order")]),
        from: 0,
        until: 10 * MINUTE,
    };
    assert_eq!(silence.check(), Ok(()));
    let refused = |silence: Silence| silence.check().unwrap_err().code();
    assert_eq!(refused(Silence { owner: " ".to_owned(), ..silence.clone() }), "silence-owner");
    assert_eq!(refused(Silence { until: i64::MAX, ..silence.clone() }), "silence-expiry");
    let minutes = vec![vec![alert("slow", "a", State::Warning)]; 13];
    let seen = sent(&run(&[policy(None, None)], &[silence], &minutes));
    assert_eq!(seen, [(11, Kind::Changed, 1)], "what still rings when the silence ends is told then");
    let bad = Policy { repeat: Some(0), ..policy(None, None) };
    assert_eq!(bad.check().unwrap_err().code(), "policy-times");
    let bad = policy(Some(Rate { most: 0, within: 1 }), None);
    assert_eq!(bad.check().unwrap_err().code(), "policy-rate");
}

#[test]
fn at_night_nobody_is_told_but_of_what_is_critical() {
    let open = WorkingTime::new(vec![(10 * MINUTE, 20 * MINUTE)]);
    let minutes = vec![vec![alert("slow", "a", State::Critical)]; 12];
    let quiet = policy(None, Some(open));
    let out = run(std::slice::from_ref(&quiet), &[], &minutes);
    assert_eq!(sent(&out), [(10, Kind::Changed, 1)]);
    assert_eq!(out[5].1.held[0].why.code(), "quiet-time");
    let mut always = quiet;
    always.recipients[0].critical_always = true;
    assert_eq!(sent(&run(&[always], &[], &minutes)), [(1, Kind::Changed, 1)]);
}

/// What may stand at a minute: some of a few alarms, in some state.
fn minutes() -> impl Strategy<Value = Vec<Vec<Alert>>> {
    let state =
        prop::sample::select(vec![State::Ok, State::Pending, State::Warning, State::Critical, State::Recovering]);
    let one = (0_usize..3, 0_usize..2, state).prop_map(|(rule, node, state)| {
        let mut alert = alert(["slow", "late", "stuck"][rule], ["a", "b"][node], state);
        if rule == 0 {
            alert.inhibited_by.insert("late".to_owned());
        }
        alert
    });
    let distinct = |alerts: Vec<Alert>| {
        let by_key: BTreeMap<_, _> = alerts.into_iter().map(|a| ((a.rule.clone(), a.scope.clone()), a)).collect();
        by_key.into_values().collect::<Vec<Alert>>()
    };
    prop::collection::vec(prop::collection::vec(one, 0..4).prop_map(distinct), 1..60)
}

proptest! {
    #[test]
    fn never_too_often_never_at_night_never_what_is_kept_back(minutes in minutes(), most in 1_usize..4, night in 0_i64..30) {
        let rate = Rate { most, within: 15 * MINUTE };
        let open = WorkingTime::new(vec![(0, night * MINUTE), ((night + 10) * MINUTE, i64::MAX / 2)]);
        let silence = Silence {
            owner: "Li".to_owned(), reason: String::new(), rule: Some("stuck".to_owned()), scope: Scope::new(),
            from: 5 * MINUTE, until: 25 * MINUTE,
        };
        let out = run(&[policy(Some(rate), Some(open.clone()))], &[silence], &minutes);
        let times: Vec<i64> = sent(&out).iter().map(|(at, ..)| *at).collect();
        for at in &times {
            prop_assert!(open.covers(at * MINUTE), "told at night: {}", at);
            prop_assert!(times.iter().filter(|other| (at - 14..=*at).contains(other)).count() <= most);
        }
        for ((at, outcome), alerts) in out.iter().zip(&minutes) {
            let rings = |rule: &str, node: &str| alerts.iter().any(|a| a.rule == rule && a.is_firing() && a.scope["node"] == node);
            for notification in &outcome.send {
                prop_assert!(notification.kind == Kind::Resolved || !notification.firing.is_empty());
                for (rule, place, _) in &notification.firing {
                    prop_assert!(rings(rule, &place["node"]), "told of what does not ring");
                    prop_assert!(!(rule == "slow" && rings("late", &place["node"])), "inhibited");
                    prop_assert!(!(rule == "stuck" && (5..25).contains(at)), "silenced");
                }
                for (rule, place) in &notification.resolved {
                    prop_assert!(!rings(rule, &place["node"]), "said to be well while it rings");
                }
            }
        }
    }

    #[test]
    fn where_it_stays_everybody_knows_in_the_end(minutes in minutes()) {
        let last = minutes.last().unwrap().clone();
        let mut all = minutes;
        all.extend(vec![last.clone(); 40]);
        let rate = Rate { most: 1, within: 10 * MINUTE };
        let out = run(&[Policy { repeat: None, ..policy(Some(rate), None) }], &[], &all);
        // What was said, told again from the messages alone.
        let mut known: BTreeSet<(String, String)> = BTreeSet::new();
        for notification in out.iter().flat_map(|(_, outcome)| &outcome.send) {
            for (rule, place, _) in &notification.firing {
                known.insert((rule.clone(), place["node"].clone()));
            }
            for (rule, place) in &notification.resolved {
                known.remove(&(rule.clone(), place["node"].clone()));
            }
        }
        let rings = |a: &&Alert| a.is_firing();
        let inhibited = |a: &Alert| last.iter().any(|other| a.is_inhibited_by(other));
        for alert in last.iter().filter(rings).filter(|a| !inhibited(a)) {
            let key = (alert.rule.clone(), alert.scope["node"].clone());
            prop_assert!(known.contains(&key), "nobody knows of {:?}", key);
        }
        for (rule, node) in &known {
            let rings = last.iter().any(|a| a.is_firing() && a.rule == *rule && a.scope["node"] == *node);
            prop_assert!(rings, "{} at {} is well, and nobody was told", rule, node);
        }
        // And then there is quiet.
        prop_assert!(out[out.len() - 10..].iter().all(|(_, outcome)| outcome.send.is_empty()));
    }

    #[test]
    fn the_same_moment_twice_says_nothing_twice(minutes in minutes()) {
        let policies = [policy(None, None)];
        let mut dispatcher = Dispatcher::default();
        for (minute, alerts) in (0..).zip(&minutes) {
            dispatcher.step(minute * MINUTE, alerts, &policies, &[]);
            let kept = dispatcher.clone();
            prop_assert!(dispatcher.step(minute * MINUTE, alerts, &policies, &[]).send.is_empty());
            prop_assert_eq!(&dispatcher, &kept);
            // It lives through a restart.
            let text = serde_json::to_string(&dispatcher).unwrap();
            prop_assert_eq!(serde_json::from_str::<Dispatcher>(&text).unwrap(), kept);
        }
    }
}

#[test]
fn a_message_says_how_far_since_when_how_many_and_what_to_do() {
    let rule = Rule {
        side: Side::Above,
        warn: 7_200_000.0,
        critical: None,
        clear: None,
        beyond: 2,
        of: 3,
        keep: 2,
        n_min: 20,
    };
    let figures = Figures { arrivals: Some(5.0), service: Some(1.0), people: Some(5), ..Figures::default() };
    let waited = Causes { contention: 50, extraneous: 10, ..Causes::default() };
    let cause = dominant(&waited, 5).unwrap();
    assert_eq!(cause, Cause::Contention);
    let message = Message {
        name: "Wait at approve".to_owned(),
        version: 3,
        state: State::Warning,
        value: 10_800_000.0,
        unit: Unit::Time,
        line: rule.warn,
        past: Exceedance::of(&rule, State::Warning, 10_800_000.0, Some(1_800_000.0)),
        since: 0,
        now: 90_000_000,
        n: 240,
        affected: 57,
        trend: Some(Trend::Worse),
        driver: Some("supplier = Nord".to_owned()),
        measures: measures(cause, &figures),
        flapping: true,
        link: "/monitoring/alerts/3".to_owned(),
    };
    let english = render(&message.phrases(Language::En), Language::En);
    assert_eq!(
        english,
        "Warning: Wait at approve. It is 3 h; the line is 2 h. 1 h past the line. That is 50% of the line. That is 2 \
         standard deviations of the baseline. It has been so for 1 d 1 h. 57 instances are concerned, of 240. It is \
         getting worse. Most associated with: supplier = Nord. This alarm flaps; it now asks for twice as many windows. \
         Recommended: 1 more people. Recommended: train people of other groups for it. Details: /monitoring/alerts/3"
    );
    let chinese = render(&message.phrases(Language::ZhCn), Language::ZhCn);
    assert!(chinese.starts_with("预警：Wait at approve。当前值 3 小时，阈值 2 小时。超出阈值 1 小时。"), "{chinese}");
    assert_eq!((rule.damped().beyond, rule.damped().of), (4, 6));
    assert_eq!(dominant(&Causes::default(), 0), None);
}

#[test]
fn every_phrase_has_words_in_both_languages_with_the_same_values() {
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
    };
    for code in CODES {
        let (english, chinese) = (template(code, Language::En).unwrap(), template(code, Language::ZhCn).unwrap());
        assert_eq!(places(english), places(chinese), "{code}");
        assert!(!chinese.is_ascii(), "{code}");
    }
    assert_eq!(CODES.iter().collect::<BTreeSet<_>>().len(), CODES.len());
    assert_eq!(template("nothing", Language::En), None);
    // Each cause has a measure, and each measure has words, with its number and without.
    for (cause, _) in MEASURES {
        for figures in [
            Figures::default(),
            Figures {
                blocked_hour: Some(9),
                claimed_p90: Some(1e7),
                answer_p95: Some(1e8),
                batch: Some(9.0),
                ..Figures::default()
            },
        ] {
            assert!(!measures(cause, &figures).is_empty(), "{cause:?}");
        }
    }
}
