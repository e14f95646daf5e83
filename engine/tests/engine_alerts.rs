//! Alert rules watch the history: what rings opens once, whatever happens to the machine; people are told once; what somebody
//! does with an alert stays; a back-test says what the engine then does. It is long because all of it shares one office with a
//! clock in hand.

use crate::engine_support::{Lab, MONDAY, approval, by, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_core::organisation::{Change, Entry};
use weir_core::quiet::QuietTime;
use weir_engine::api::{
    Alert, AlertAct, AlertFilter, AlertHappened, AlertReceivers, AlertRuleSpec, AlertScope, AlertSilence, AlertSource,
    AlertStatus, AlertTogether, AuditArea, AuditQuery, ChangeOrganisation, Channel, CompleteUserTask, NoticeKind,
    Paging, Severity, Webhook,
};
use weir_engine::{Clock, Options, Outgoing};
use weir_mining::ledger::{Handle, Limits, Metric};
use weir_mining::watch::alert::{Side, State};
use weir_mining::watch::read::{Detector, Missing, Statistic};

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;

pub fn spec() -> AlertRuleSpec {
    AlertRuleSpec {
        name: Words { zh: "审批耗时".into(), en: "Approval takes long".into() },
        scope: AlertScope { process: Some("approval".into()), ..AlertScope::default() },
        source: AlertSource::Metric(Metric::Sojourn),
        statistic: Statistic::Mean,
        detector: Detector::Threshold,
        window_hours: 1,
        every_minutes: 10,
        side: Side::Above,
        warn: HOUR as f64,
        critical: Some(3.0 * HOUR as f64),
        clear: None,
        beyond: 1,
        of: 1,
        keep: 1,
        least: 1,
        inhibited_by: vec![],
        quiet: vec![],
        critical_always: false,
        repeat_minutes: None,
        reopen_hours: 0,
        receivers: AlertReceivers { people: vec!["bob".into()], ..AlertReceivers::default() },
        owner: None,
        enabled: true,
        unit: None,
        together: AlertTogether::default(),
        effective_from: None,
        window_calendar: None,
    }
}

pub async fn lab() -> Lab {
    lab_with(|_| {}).await
}

pub async fn lab_with(change: impl FnOnce(&mut Options)) -> Lab {
    let lab = Lab::with(change);
    lab.deploy(&approval()).await;
    let entry = |value: serde_json::Value| Change::Put(serde_json::from_value::<Entry>(value).unwrap());
    let changes = vec![
        entry(json!({ "role": { "id": "owner", "name": "Owner" } })),
        entry(json!({ "person": { "id": "bob", "name": "Bob", "email": "bob@example.org" } })),
        entry(json!({ "person": { "id": "eve", "name": "Eve", "memberships": [{ "kind": "role", "id": "owner" }] } })),
    ];
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    lab
}

/// An approval that takes so long, and ends now.
pub async fn takes(lab: &Lab, ms: i64) {
    lab.start("approval", vars(json!({}))).await;
    lab.pass(ms).await;
    let task = lab.task().await;
    lab.engine.claim_user_task(by("ann"), task.id).await.unwrap();
    lab.engine.start_user_task(by("ann"), task.id).await.unwrap();
    lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    lab.engine.analytics_digest().await;
}

pub async fn rule(lab: &Lab, id: &str, spec: AlertRuleSpec) -> u64 {
    lab.engine.set_alert_rule(by("ada"), id, spec, None, "a promise to customers").await.unwrap().version
}

/// The clock goes on in steps of a look, and each is looked at.
pub async fn looks(lab: &Lab, count: i64) {
    for _ in 0..count {
        let now = lab.clock.now().0;
        lab.jump(Timestamp(now.div_euclid(10 * MINUTE) * 10 * MINUTE + 10 * MINUTE)).await;
        lab.engine.alerts_looked_at().await;
    }
    lab.engine.alerts_looked_at().await;
}

pub async fn alerts(lab: &Lab) -> Vec<Alert> {
    let found = lab.engine.alerts(&AlertFilter::default(), &Paging::default(), |_| true).await.unwrap();
    found.items.into_iter().map(|view| view.alert).collect()
}

pub async fn history(lab: &Lab, id: &str) -> Vec<AlertHappened> {
    let lines = lab.engine.alert_lines(id, &Paging::default()).await.unwrap().items;
    let mut all: Vec<_> = lines.into_iter().map(|line| line.happened).collect();
    all.reverse();
    all
}

pub async fn told(lab: &Lab, person: &str) -> Vec<String> {
    let notices = lab.engine.notices_of(person, false, &Paging::default()).await.unwrap().items;
    let all = notices.into_iter().filter(|notice| notice.kind == NoticeKind::Alert);
    let mut all: Vec<String> = all.map(|notice| notice.alert.unwrap().phase).collect();
    all.reverse();
    all
}

#[tokio::test]
async fn what_is_past_its_line_rings_is_told_and_is_well_again() {
    let lab = lab().await;
    rule(&lab, "slow", spec()).await;
    looks(&lab, 1).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.missing, Some(Missing::NoData), "nothing is guessed");
    takes(&lab, 4 * HOUR).await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.status, alert.severity, alert.n, alert.affected), (AlertStatus::Open, Severity::Critical, 1, 1));
    assert_eq!((alert.value, alert.line), (4.0 * HOUR as f64, 3.0 * HOUR as f64));
    assert!((alert.past - HOUR as f64).abs() < 1e-6 && alert.past_share.unwrap() > 0.33);
    // The evidence recounts exactly what was told, whatever happens later.
    let handle = Handle::read(&alert.evidence[0].handle).unwrap();
    takes(&lab, MINUTE).await;
    let evidence = lab.engine.analytics_evidence(handle, 0, 10, false).await.unwrap().answer;
    assert_eq!((evidence.n, evidence.sum), (1, 4 * HOUR));
    let view = lab.engine.alert(&alert.id).await.unwrap();
    let (zh, en) = (view.text.zh.join(""), view.text.en.join(" "));
    assert!(zh.contains("异常：审批耗时") && zh.contains("4 小时") && zh.contains("超出阈值 1 小时"), "{zh}");
    assert!(en.contains("Critical: Approval takes long.") && en.contains("1 instances are concerned, of 1"), "{en}");
    // Nobody was busy with anything else: that more people would help is not said.
    let codes: Vec<&str> = view.alert.measures.iter().map(|measure| measure.code.as_str()).collect();
    assert_eq!(codes, ["message-timeout"], "it waited four hours and nothing explains it");
    assert_eq!(view.alert.measures[0].about.len(), 1, "the step at which it waited");
    assert_eq!(told(&lab, "bob").await, ["firing"]);
    // A window without anything is held; one that is well ends it.
    looks(&lab, 14).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.missing, Some(Missing::NoData));
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Open, "nothing says that it is well");
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Resolved);
    assert_eq!(told(&lab, "bob").await, ["firing", "resolved"]);
    let all = history(&lab, &alert.id).await;
    assert_eq!(all.first(), Some(&AlertHappened::Opened));
    assert_eq!(all.last(), Some(&AlertHappened::Told));
}

#[tokio::test]
async fn one_alert_opens_however_often_the_machine_dies() {
    let mut lab = lab().await;
    rule(&lab, "slow", AlertRuleSpec { beyond: 2, of: 3, ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    for round in 0..4 {
        looks(&lab, 1).await;
        match round % 3 {
            0 => lab.power_cut().await,
            1 => lab.rebuild().await,
            _ => lab.restart().await,
        }
        lab.engine.analytics_digest().await;
        lab.engine.alerts_looked_at().await;
    }
    let all = alerts(&lab).await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(told(&lab, "bob").await, ["firing"], "and they are told once");
    let opened = history(&lab, &all[0].id).await;
    assert_eq!(opened.iter().filter(|happened| **happened == AlertHappened::Opened).count(), 1);
    let before = lab.rows();
    lab.rebuild().await;
    lab.engine.analytics_digest().await;
    lab.engine.alerts_looked_at().await;
    assert_eq!(lab.rows(), before, "a rebuild makes the same rows");
}

#[tokio::test]
async fn a_clock_that_goes_back_is_told_and_opens_nothing() {
    let lab = lab().await;
    rule(&lab, "slow", spec()).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(alerts(&lab).await.len(), 1);
    lab.clock.set(MONDAY);
    // Something wakes the loop: another rule.
    rule(&lab, "other", AlertRuleSpec { warn: 9.0 * HOUR as f64, critical: None, ..spec() }).await;
    lab.engine.alerts_looked_at().await;
    assert!(lab.engine.alert_rule("slow").await.unwrap().now.clock_behind);
    assert_eq!(alerts(&lab).await.len(), 1);
}

#[tokio::test]
async fn people_take_alerts_on_and_a_look_at_the_same_time_takes_nothing_back() {
    let lab = lab().await;
    rule(&lab, "slow", spec()).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let id = alerts(&lab).await[0].id.clone();
    assert_eq!(alerts(&lab).await[0].severity, Severity::Warning);
    let view = lab.engine.acknowledge_alert(by("eve"), &id, Some("I look".into())).await.unwrap();
    assert_eq!(view.alert.acknowledged.unwrap().by, "eve");
    lab.engine.comment_alert(by("eve"), &id, "a supplier is late").await.unwrap();
    takes(&lab, 20 * HOUR).await;
    looks(&lab, 1).await;
    let worse = alerts(&lab).await.remove(0);
    assert_eq!((worse.severity, worse.status), (Severity::Critical, AlertStatus::Acknowledged));
    let all = history(&lab, &id).await;
    assert!(all.contains(&AlertHappened::Worsened) && all.contains(&AlertHappened::Commented), "{all:?}");
    let counts = lab.engine.alert_counts(|_| true).await.unwrap();
    assert_eq!((counts.open, counts.acknowledged, counts.silenced), (0, 1, 0));
    looks(&lab, 8).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    let refused = lab.engine.acknowledge_alert(by("eve"), &id, None).await.unwrap_err();
    assert_eq!(refused.code(), "alert-resolved");
    let page =
        lab.engine.trace_page(AuditQuery { areas: vec![AuditArea::Alert], ..AuditQuery::default() }, Paging::default());
    let text = format!("{:?}", page.await.unwrap().items);
    for action in ["alertRuleSet", "alertOpened", "alertAcknowledged", "alertTold"] {
        assert!(text.contains(action), "{action}");
    }
}

#[tokio::test]
async fn silences_quiet_times_and_other_rules_keep_messages_back_and_say_why() {
    let lab = lab().await;
    let silence = AlertSilence {
        id: String::new(),
        rule: Some("slow".into()),
        process: None,
        node: None,
        tenant: None,
        owner: "eve".into(),
        reason: "a known move".into(),
        from: lab.clock.now(),
        until: Timestamp(lab.clock.now().0 + 6 * HOUR),
        made: AlertAct { by: "eve".into(), at: MONDAY },
        ended: None,
        processes: vec!["approval".into()],
    };
    let refused = lab.engine.silence_alerts(by("eve"), AlertSilence { reason: " ".into(), ..silence.clone() }).await;
    assert_eq!(refused.unwrap_err().code(), "alert-reason");
    let endless = AlertSilence { until: Timestamp(MONDAY.0 + 91 * 24 * HOUR), ..silence.clone() };
    assert_eq!(lab.engine.silence_alerts(by("eve"), endless).await.unwrap_err().code(), "silence-expiry");
    let silence = lab.engine.silence_alerts(by("eve"), silence).await.unwrap();
    rule(&lab, "slow", spec()).await;
    let night = QuietTime {
        days: vec![],
        from: "00:00:00".parse().unwrap(),
        until: "23:59:00".parse().unwrap(),
        time_zone: "UTC".into(),
    };
    rule(&lab, "quiet", AlertRuleSpec { quiet: vec![night], critical: None, ..spec() }).await;
    rule(&lab, "kept", AlertRuleSpec { inhibited_by: vec!["quiet".into()], ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let why = async |rule: &str| {
        let all = alerts(&lab).await;
        all.into_iter().find(|alert| alert.rule == rule).unwrap().kept_back
    };
    assert_eq!(why("slow").await.as_deref(), Some("silenced"));
    assert_eq!(why("quiet").await.as_deref(), Some("quiet-time"));
    assert_eq!(why("kept").await.as_deref(), Some("inhibited"));
    assert_eq!(told(&lab, "bob").await, Vec::<String>::new());
    assert_eq!(lab.engine.alert_counts(|_| true).await.unwrap().silenced, 1);
    lab.engine.end_alert_silence(by("eve"), &silence.id).await.unwrap();
    lab.engine.alerts_looked_at().await;
    assert_eq!(told(&lab, "bob").await, ["firing"], "what was kept back is told when the silence ends");
    assert_eq!(why("slow").await, None);
    let over = lab.engine.end_alert_silence(by("eve"), &silence.id).await.unwrap_err();
    assert_eq!(over.code(), "alert-silence-over");
}

#[tokio::test]
async fn versions_are_counted_and_a_rule_that_stops_takes_its_alert_along() {
    let lab = lab().await;
    assert_eq!(rule(&lab, "slow", spec()).await, 1);
    let again = lab.engine.set_alert_rule(by("ada"), "slow", spec(), None, "again").await.unwrap_err();
    assert_eq!(again.code(), "alert-rule-changed-meanwhile");
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    // Other lines: the alarm goes on. Another measure: it is over.
    let lines = AlertRuleSpec { warn: 0.5 * HOUR as f64, ..spec() };
    let set = async |spec, seen| lab.engine.set_alert_rule(by("eve"), "slow", spec, Some(seen), "a finer line").await;
    assert_eq!(set(lines.clone(), 1).await.unwrap().version, 2);
    assert_eq!(set(lines.clone(), 1).await.unwrap_err().code(), "alert-rule-changed-meanwhile");
    looks(&lab, 1).await;
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Open);
    let other = AlertRuleSpec { source: AlertSource::Metric(Metric::Terminated), warn: 0.5, critical: None, ..spec() };
    set(other, 2).await.unwrap();
    let ended = alerts(&lab).await.remove(0);
    assert_eq!(ended.status, AlertStatus::Resolved);
    assert!(history(&lab, &ended.id).await.contains(&AlertHappened::RuleChanged));
    lab.engine.remove_alert_rule(by("ada"), "slow", 3, "not needed").await.unwrap();
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap_err().code(), "no-such-alert-rule");
    let versions = lab.engine.alert_rule_versions("slow", &Paging::default()).await.unwrap().items;
    let told: Vec<_> = versions.iter().map(|rule| (rule.version, rule.by.as_str(), rule.removed)).collect();
    assert_eq!(told, [(4, "ada", true), (3, "eve", false), (2, "eve", false), (1, "ada", false)]);
    assert_eq!(rule(&lab, "slow", spec()).await, 5, "a new one of the name goes on counting");
}

#[tokio::test]
async fn what_is_no_rule_is_refused_with_what_is_wrong() {
    let lab = lab().await;
    let refused = async |spec: AlertRuleSpec| {
        lab.engine.set_alert_rule(by("ada"), "r", spec, None, "why").await.unwrap_err().code().to_owned()
    };
    let place = |scope: AlertScope| AlertRuleSpec { scope, ..spec() };
    let process = || AlertScope { process: Some("approval".into()), ..AlertScope::default() };
    assert_eq!(refused(place(AlertScope::default())).await, "alert-scope");
    assert_eq!(refused(place(AlertScope { process: Some("none".into()), ..process() })).await, "no-such-process");
    assert_eq!(refused(place(AlertScope { version: Some(9), ..process() })).await, "no-such-definition");
    assert_eq!(refused(place(AlertScope { node: Some("none".into()), ..process() })).await, "no-such-node");
    let landscape = AlertScope { landscape: Some("none".into()), ..AlertScope::default() };
    assert_eq!(refused(place(landscape)).await, "no-such-landscape-node");
    let measure = |source| AlertRuleSpec { source, ..spec() };
    assert_eq!(refused(measure(AlertSource::Metric(Metric::Queue))).await, "alert-metric");
    assert_eq!(refused(measure(AlertSource::Indicator("k".into()))).await, "no-such-indicator");
    assert_eq!(refused(AlertRuleSpec { unit: Some("hours".into()), ..spec() }).await, "alert-indicator");
    assert_eq!(refused(measure(AlertSource::Metric(Metric::OnTime))).await, "alert-line-range");
    assert_eq!(refused(AlertRuleSpec { detector: Detector::Seasonal(1), ..spec() }).await, "alert-detector");
    assert_eq!(refused(AlertRuleSpec { window_hours: 0, ..spec() }).await, "alert-window");
    assert_eq!(refused(AlertRuleSpec { beyond: 3, of: 2, ..spec() }).await, "alert-windows");
    assert_eq!(refused(AlertRuleSpec { keep: 0, ..spec() }).await, "alert-windows");
    assert_eq!(refused(AlertRuleSpec { critical: Some(1.0), ..spec() }).await, "alert-line-order");
    assert_eq!(refused(AlertRuleSpec { warn: f64::NAN, ..spec() }).await, "alert-line-number");
    let unknown = AlertReceivers { people: vec!["nobody".into()], ..AlertReceivers::default() };
    assert_eq!(refused(AlertRuleSpec { receivers: unknown, ..spec() }).await, "alert-receiver-unknown");
    assert_eq!(refused(AlertRuleSpec { inhibited_by: vec!["r".into()], ..spec() }).await, "alert-inhibitors");
    assert_eq!(refused(AlertRuleSpec { repeat_minutes: Some(0), ..spec() }).await, "alert-repeat");
    let empty = Words { zh: " ".into(), en: String::new() };
    assert_eq!(refused(AlertRuleSpec { name: empty, ..spec() }).await, "alert-rule-name");
    let code = lab.engine.set_alert_rule(by("ada"), "a b", spec(), None, "why").await.unwrap_err().code();
    assert_eq!(code, "alert-rule-id");
    let code = lab.engine.set_alert_rule(by("ada"), "r", spec(), None, "  ").await.unwrap_err().code();
    assert_eq!(code, "alert-reason");
}

#[tokio::test]
async fn a_back_test_says_what_the_engine_then_does() {
    let lab = lab().await;
    // Two that take long, each among many that do not.
    let quick = [5; 30];
    let minutes: Vec<i64> = [&[10, 20, 200], &quick[..], &[400], &quick[..]].concat();
    for minutes in minutes.iter().copied() {
        takes(&lab, minutes * MINUTE).await;
        lab.pass(7 * MINUTE).await;
    }
    let spec = AlertRuleSpec { reopen_hours: 0, ..spec() };
    let played = lab.engine.back_test_alert_rule("slow", spec.clone(), 2).await.unwrap();
    assert!(played.played.same.firings >= 2 && !played.played.same.constant, "{:?}", played.played.same);
    assert!(played.played.less.firings >= played.played.more.firings);
    // The same history, watched while it happens.
    let live = lab_with(|_| {}).await;
    rule(&live, "slow", spec).await;
    for minutes in minutes {
        live.start("approval", vars(json!({}))).await;
        let until = live.clock.now().0 + minutes * MINUTE;
        walk(&live, until).await;
        let task = live.task().await;
        live.engine.claim_user_task(by("ann"), task.id).await.unwrap();
        live.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
        live.engine.analytics_digest().await;
        walk(&live, until + 7 * MINUTE).await;
    }
    let mut seen: Vec<i64> = alerts(&live).await.iter().map(|alert| alert.opened.0).collect();
    seen.sort_unstable();
    let said: Vec<i64> = played.played.same.episodes.iter().map(|episode| episode.from).collect();
    assert_eq!(seen, said);
    let constant = AlertRuleSpec { warn: 1.0, critical: None, ..self::spec() };
    assert!(lab.engine.back_test_alert_rule("r", constant, 1).await.unwrap().played.same.constant, "it is said so");
}

/// The clock goes on until then, and stops at each look.
pub async fn walk(lab: &Lab, until: i64) {
    loop {
        let next = (lab.clock.now().0.div_euclid(10 * MINUTE) + 1) * 10 * MINUTE;
        lab.jump(Timestamp(next.min(until))).await;
        lab.engine.alerts_looked_at().await;
        if next >= until {
            return;
        }
    }
}

#[tokio::test]
async fn what_rings_again_soon_is_the_same_alert_and_mail_and_webhooks_are_queued_once() {
    let outgoing = Outgoing { mail: true, webhooks: true, ..Outgoing::default() };
    let lab = lab_with(|options| options.outgoing = outgoing).await;
    let hooks = ["ops", "all", "personal"];
    for (id, heeds) in [("ops", false), ("all", false), ("personal", true)] {
        let webhook = Webhook {
            id: id.into(),
            url: "https://hooks.example.org".into(),
            secret: "s".into(),
            kinds: if id == "ops" { vec![NoticeKind::Ended] } else { vec![NoticeKind::Alert] },
            processes: vec![],
            tenant: None,
            heeds_preferences: heeds,
            active: true,
        };
        lab.engine.set_webhook(by("ada"), webhook).await.unwrap();
    }
    let receivers =
        AlertReceivers { people: vec!["bob".into()], roles: vec!["owner".into()], webhooks: vec!["ops".into()] };
    rule(&lab, "slow", AlertRuleSpec { reopen_hours: 24, critical: None, receivers, ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let ways = async || {
        let mut all = vec![];
        for (name, channel) in
            [("mail", Channel::Mail)].into_iter().chain(hooks.map(|id| (id, Channel::Webhook(id.into()))))
        {
            let queued = lab.engine.deliveries_due(&channel, 100).unwrap();
            let queued = queued.iter().filter(|one| one.notice.kind == NoticeKind::Alert);
            all.extend(queued.map(|one| format!("{name} {}", one.notice.person)));
        }
        all.sort();
        all
    };
    // Eve has no mail; she is told in the application, by her role.
    let expected = ["all ", "mail bob", "ops ", "personal bob", "personal eve"];
    assert_eq!(ways().await, expected);
    assert_eq!(told(&lab, "eve").await, ["firing"]);
    looks(&lab, 12).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Resolved);
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let all = alerts(&lab).await;
    assert_eq!((all.len(), all[0].status, all[0].reopened), (1, AlertStatus::Open, 1));
    assert!(history(&lab, &all[0].id).await.contains(&AlertHappened::Reopened));
    assert_eq!(told(&lab, "bob").await, ["firing", "resolved", "firing"]);
}

#[tokio::test]
async fn an_activity_is_watched_and_what_is_held_as_sums_alone_is_not_guessed() {
    let lab = lab_with(|options| options.analytics = Limits { rows: 6, cases: 2, ..Limits::default() }).await;
    let node = AlertScope { process: Some("approval".into()), node: Some("approve".into()), ..AlertScope::default() };
    let found = lab.engine.set_alert_rule(
        by("ada"),
        "node",
        AlertRuleSpec { scope: node, window_hours: 24, ..spec() },
        None,
        "why",
    );
    let made = match found.await {
        Ok(rule) => rule,
        Err(error) => panic!("{error}: {}", approval()),
    };
    assert_eq!(made.version, 1);
    for _ in 0..6 {
        takes(&lab, 10 * MINUTE).await;
    }
    looks(&lab, 1).await;
    let state = lab.engine.alert_rule("node").await.unwrap().now;
    assert_eq!((state.state, state.missing), (Some(State::Ok), Some(Missing::Forgotten)));
}

#[tokio::test]
async fn where_a_value_is_going_is_foretold() {
    let lab = lab().await;
    let runs = AlertSource::Metric(Metric::Running);
    rule(&lab, "open", AlertRuleSpec { source: runs, warn: 20.0, critical: None, ..spec() }).await;
    for _ in 0..6 {
        lab.start("approval", vars(json!({}))).await;
        lab.engine.analytics_digest().await;
        looks(&lab, 1).await;
    }
    let now = lab.engine.alert_rule("open").await.unwrap().now;
    assert_eq!((now.value, now.slope), (Some(6.0), Some(1.0)));
    assert_eq!(now.breach_at.unwrap().0 - now.at.unwrap().0, 14 * 10 * MINUTE);
}
