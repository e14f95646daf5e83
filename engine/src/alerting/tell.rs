//! Who is told what now: inhibition, silences, quiet times and the number of messages keep back what need not be told.
use super::words::{of_several, text};
use super::{active_silences, last_alert, last_version, ringing_alerts, rules_in_force};
use crate::api::{
    Alert, AlertHappened, AlertMember, AlertNotice, AlertRule, AlertSilence, AlertTogether, Notice, NoticeKind,
    Severity,
};
use crate::error::Error;
use crate::projection::{told_key, unpack};
use crate::shell::Shell;
use crate::store::Table;
use crate::{ALERT_MEMBERS_MAX, ALERT_MESSAGES_HOUR_MAX, ALERT_TOGETHER_MS};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::organisation::UnitKind;
use weir_core::quiet::quiet_until;
use weir_core::{Actor, InstanceId, Timestamp};
use weir_mining::aggregate::HOUR_MS;
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::watch::alert::State;
use weir_mining::watch::notify::{self, Dispatcher, Kind, Notification, Policy, Rate, Recipient, Scope, Together};

/// Stands for all webhooks that ask for alerts and are not named by a rule.
const OTHERS: &str = "webhooks";
/// Stands before the id of a webhook that a rule names.
const WEBHOOK: &str = "webhook:";
/// So many of those who were told are named in the history.
const NAMED_MAX: usize = 10;

/// What is told now.
#[derive(Debug)]
pub struct Telling {
    /// What is remembered of it.
    pub dispatcher: Dispatcher,
    /// What people are told.
    pub notices: Vec<Notice>,
    /// What webhooks are told: those that are named, and whether others that ask for alerts are too.
    pub calls: Vec<Call>,
    /// What it is to the alerts.
    pub marks: Vec<Mark>,
}

/// One alert for webhooks.
#[derive(Debug)]
pub struct Call {
    /// What.
    pub notice: Notice,
    /// By id.
    pub named: Vec<String>,
    /// The others as well?
    pub others: bool,
}

/// Something of an alert that has to do with telling.
#[derive(Debug)]
pub struct Mark {
    /// Which.
    pub alert: String,
    /// What happened.
    pub happened: AlertHappened,
    /// In which words.
    pub text: Option<String>,
    /// Why nobody is told from now on.
    pub kept_back: Option<String>,
}

/// What is to be told at this moment; none where nothing is other than before.
pub fn tell(shell: &Shell, now: Timestamp) -> Result<Option<Telling>, Error> {
    let rules: BTreeMap<String, AlertRule> =
        rules_in_force(shell, now)?.0.into_iter().map(|rule| (rule.id.clone(), rule)).collect();
    let ringing: BTreeMap<String, Alert> =
        ringing_alerts(shell)?.into_iter().map(|alert| (alert.rule.clone(), alert)).collect();
    let bytes = shell.store.get(Table::AlertState, &told_key())?;
    let before: Dispatcher = bytes.map(|bytes| unpack(&bytes)).transpose()?.unwrap_or_default();
    let alerts: Vec<notify::Alert> = ringing.values().map(|alert| as_alarm(alert, rules.get(&alert.rule))).collect();
    let mut policies: Vec<Policy> = rules.values().map(|rule| policy(shell, rule, now)).collect();
    // Whoever was told of a rule that is gone hears that too.
    for gone in before.policies().into_iter().filter(|id| !rules.contains_key(*id)) {
        policies.extend(last_version(shell, gone)?.map(|rule| policy(shell, &rule, now)));
    }
    let silences: Vec<notify::Silence> = active_silences(shell, now)?.iter().map(as_silence).collect();
    let mut dispatcher = before.clone();
    let outcome = dispatcher.step(now.0, &alerts, &policies, &silences);
    let mut out = Telling { dispatcher, notices: vec![], calls: vec![], marks: vec![] };
    let mut about: BTreeMap<&str, Alert> = BTreeMap::new();
    for sent in &outcome.send {
        let found = match ringing.get(&sent.policy) {
            Some(alert) => Some(alert.clone()),
            None => last_alert(shell, &sent.policy)?,
        };
        about.extend(found.map(|found| (sent.policy.as_str(), found)));
    }
    out.people(&outcome, &about, &ringing, now);
    out.told(&outcome, &about, now);
    out.held(&ringing, &outcome);
    let news = out.dispatcher != before || !out.marks.is_empty();
    Ok(news.then_some(out))
}

impl Telling {
    /// Each person gets one message of what has one cause, with each alert of it.
    fn people(
        &mut self,
        outcome: &notify::Outcome,
        about: &BTreeMap<&str, Alert>,
        ringing: &BTreeMap<String, Alert>,
        now: Timestamp,
    ) {
        let mut letters: BTreeMap<(&str, &str), Vec<(&Alert, Kind)>> = BTreeMap::new();
        for sent in outcome.send.iter().filter(|sent| is_person(&sent.recipient)) {
            let Some(alert) = about.get(sent.policy.as_str()) else { continue };
            let cause = sent.cause.as_deref().unwrap_or(&sent.policy);
            letters.entry((sent.recipient.as_str(), cause)).or_default().push((alert, sent.kind));
        }
        for ((person, cause), mut told) in letters {
            // The worst first; what is well again behind what rings.
            told.sort_by_key(|(alert, kind)| {
                (*kind == Kind::Resolved, std::cmp::Reverse(alert.severity), *kind, alert.id.clone())
            });
            let Some((worst, kind)) = told.first().copied() else { continue };
            let over = told.iter().filter(|(alert, _)| alert.unwatched).map(|(alert, _)| alert.id.clone());
            let unwatched: BTreeSet<String> = over.collect();
            let mut members: Vec<AlertMember> = told.iter().map(|(alert, kind)| member(alert, phase(*kind))).collect();
            let still = outcome.still.iter().filter(|still| still.recipient == person && still.cause == cause);
            let rings_on = still.flat_map(|still| &still.firing).filter_map(|(rule, ..)| ringing.get(rule));
            members.extend(rings_on.map(|alert| member(alert, "still")));
            let mut notice = notice(worst, person, kind, now);
            if let Some(of) = notice.alert.as_mut().filter(|_| members.len() > 1) {
                of.text = of_several(worst, &members, &unwatched, now);
                (of.group, of.count) = (Some(cause.to_owned()), members.len() as u64);
                members.truncate(ALERT_MEMBERS_MAX);
                of.members = members;
            }
            self.notices.push(notice);
        }
    }

    /// Webhooks get each alert by itself; the history of each says who was told.
    fn told(&mut self, outcome: &notify::Outcome, about: &BTreeMap<&str, Alert>, now: Timestamp) {
        let mut by_rule: BTreeMap<&str, Vec<&Notification>> = BTreeMap::new();
        for sent in &outcome.send {
            by_rule.entry(&sent.policy).or_default().push(sent);
        }
        for (rule, sent) in by_rule {
            if let Some(alert) = about.get(rule) {
                self.message(alert, &sent, now);
            }
        }
    }

    /// One alert, to the webhooks that are told of it now, and who was told of it.
    fn message(&mut self, alert: &Alert, sent: &[&Notification], now: Timestamp) {
        let kind = sent.iter().map(|one| one.kind).min().unwrap_or(Kind::Changed);
        let (mut named, mut others, mut people) = (vec![], false, vec![]);
        for one in sent {
            match one.recipient.strip_prefix(WEBHOOK) {
                Some(webhook) => named.push(webhook.to_owned()),
                None if one.recipient == OTHERS => others = true,
                None => people.push(one.recipient.clone()),
            }
        }
        if others || !named.is_empty() {
            let mut notice = notice(alert, "", kind, now);
            if let Some(of) = notice.alert.as_mut() {
                of.group = Some(alert.group());
            }
            self.calls.push(Call { notice, named: named.clone(), others });
        }
        let told: Vec<String> = people.into_iter().chain(named.iter().map(|id| format!("{WEBHOOK}{id}"))).collect();
        if told.is_empty() && alert.kept_back.is_none() {
            return;
        }
        let more = told.len().saturating_sub(NAMED_MAX);
        let mut text = told[..told.len().min(NAMED_MAX)].join(", ");
        if more > 0 {
            text = format!("{text} +{more}");
        }
        self.marks.push(Mark {
            alert: alert.id.clone(),
            happened: AlertHappened::Told,
            text: Some(text).filter(|text| !text.is_empty()),
            kept_back: None,
        });
    }

    /// Of whom nobody is told, and why: only what is other than before is said.
    fn held(&mut self, ringing: &BTreeMap<String, Alert>, outcome: &notify::Outcome) {
        let told: BTreeSet<String> = self.marks.iter().map(|mark| mark.alert.clone()).collect();
        for alert in ringing.values().filter(|alert| !told.contains(&alert.id)) {
            let of_alert = outcome.held.iter().find(|held| held.rule.as_ref() == Some(&alert.rule));
            let of_policy = || {
                let people = outcome
                    .held
                    .iter()
                    .filter(|held| held.to.as_ref().is_some_and(|(policy, to)| *policy == alert.rule && to != OTHERS));
                people.min_by_key(|held| held.why)
            };
            let why = of_alert.or_else(of_policy).map(|held| held.why.code().to_owned());
            if why == alert.kept_back {
                continue;
            }
            // What kept it back is over, and there was nothing to be told: then it is kept back no more.
            let happened = if why.is_some() { AlertHappened::KeptBack } else { AlertHappened::Released };
            self.marks.push(Mark { alert: alert.id.clone(), happened, text: why.clone(), kept_back: why });
        }
    }
}

fn as_alarm(alert: &Alert, rule: Option<&AlertRule>) -> notify::Alert {
    let mut scope = Scope::new();
    let mut label = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            scope.insert(name.to_owned(), value);
        }
    };
    // A rule about a part of the landscape that another one names holds it back wherever it is.
    label("process", alert.scope.process.clone());
    label("version", alert.scope.version.map(|version| version.to_string()));
    label("node", alert.scope.node.clone());
    label("department", alert.scope.department.clone());
    label("tag", alert.scope.tag.clone());
    label("tenant", alert.tenant.clone());
    notify::Alert {
        rule: alert.rule.clone(),
        scope,
        state: if alert.severity == Severity::Critical { State::Critical } else { State::Warning },
        inhibited_by: rule.map(|rule| rule.spec.inhibited_by.iter().cloned().collect()).unwrap_or_default(),
        of_data: false,
    }
}

fn as_silence(silence: &AlertSilence) -> notify::Silence {
    let labels =
        [("process", silence.process.clone()), ("node", silence.node.clone()), ("tenant", silence.tenant.clone())];
    notify::Silence {
        owner: silence.owner.clone(),
        reason: silence.reason.clone(),
        rule: silence.rule.clone(),
        scope: labels.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        from: silence.from.0,
        until: silence.until.0,
    }
}

/// Who is told of a rule: those who have its roles now are told like those whom it names.
fn policy(shell: &Shell, rule: &AlertRule, now: Timestamp) -> Policy {
    let organisation = shell.organisation.now();
    let mut people: BTreeSet<String> = rule.spec.receivers.people.iter().cloned().collect();
    for role in &rule.spec.receivers.roles {
        people.extend(organisation.members(UnitKind::Role, role, now).map(|person| person.id.clone()));
    }
    people.retain(|person| {
        organisation.person(person, now).is_some() && !shell.is_elsewhere(person, rule.tenant.as_deref())
    });
    // Working time that covers nothing: nobody is told in a quiet time.
    let open = quiet_until(&rule.spec.quiet, now).map(|_| WorkingTime::default());
    let rate = Rate { most: ALERT_MESSAGES_HOUR_MAX, within: HOUR_MS };
    let critical_always = rule.spec.critical_always;
    let to = |id: String, rate, together| Recipient { id, open: open.clone(), critical_always, rate, together };
    let together = Together { cause: rule.group(), interval: ALERT_TOGETHER_MS };
    let together = Some(together).filter(|_| rule.spec.together != AlertTogether::Alone);
    let webhooks = rule.spec.receivers.webhooks.iter().map(|id| format!("{WEBHOOK}{id}"));
    let recipients = people.into_iter().map(|person| to(person, Some(rate), together.clone()));
    Policy {
        id: rule.id.clone(),
        rules: BTreeSet::from([rule.id.clone()]),
        scope: Scope::new(),
        recipients: recipients.chain(webhooks.chain([OTHERS.to_owned()]).map(|id| to(id, None, None))).collect(),
        group_by: vec![],
        wait: 0,
        interval: 0,
        repeat: rule.spec.repeat_minutes.map(|minutes| i64::from(minutes) * 60_000),
    }
}

fn is_person(recipient: &str) -> bool {
    recipient != OTHERS && !recipient.starts_with(WEBHOOK)
}

fn phase(kind: Kind) -> &'static str {
    match kind {
        Kind::Changed => "firing",
        Kind::Repeated => "repeated",
        Kind::Resolved => "resolved",
    }
}

fn member(alert: &Alert, phase: &str) -> AlertMember {
    let Alert { id, rule, name, severity, .. } = alert.clone();
    AlertMember { alert: id, rule, name, severity, phase: phase.to_owned() }
}

fn notice(alert: &Alert, person: &str, kind: Kind, now: Timestamp) -> Notice {
    let phase = phase(kind);
    Notice {
        id: format!("{:012x}-{}-{phase}", now.0.max(0), alert.id),
        person: person.to_owned(),
        kind: NoticeKind::Alert,
        at: now,
        by: Actor::engine().id,
        instance: InstanceId(uuid::Uuid::nil()),
        definition: None,
        business_key: None,
        element: None,
        task: None,
        text: None,
        outcome: None,
        alert: Some(Box::new(AlertNotice {
            alert: alert.id.clone(),
            rule: alert.rule.clone(),
            name: alert.name.clone(),
            severity: alert.severity,
            phase: phase.to_owned(),
            text: text(alert, now),
            processes: alert.processes.clone(),
            tenant: alert.tenant.clone(),
            group: None,
            members: vec![],
            count: 0,
        })),
        left_out: None,
    }
}
