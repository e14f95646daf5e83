//! Who is told what now: a step of the machine that remembers what everybody was told last.
use super::super::alert::State;
use super::policy::{ALERTS_MAX, Alert, Policy, Recipient, Scope, Silence};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// An alarm by its rule and place.
type Key = (String, Scope);

/// Why a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Something is new, or other than it was told.
    Changed,
    /// Nothing has changed, and it still rings.
    Repeated,
    /// All of it is well again.
    Resolved,
}

/// A message: one group of alarms for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// The policy.
    pub policy: String,
    /// Who is told.
    pub recipient: String,
    /// What the alarms have in common.
    pub group: Scope,
    /// Why.
    pub kind: Kind,
    /// What rings: rule, place, state; the worst first.
    pub firing: Vec<(String, Scope, State)>,
    /// What was told before and is well again.
    pub resolved: Vec<(String, Scope)>,
}

/// Why somebody is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// A more general alarm says it already, or the data are wrong.
    Inhibited,
    /// Somebody has asked for quiet.
    Silenced,
    /// Nobody works.
    Quiet,
    /// There were too many messages.
    Rate,
    /// It waits for more of its kind.
    Waiting,
}

impl Why {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            Why::Inhibited => "inhibited",
            Why::Silenced => "silenced",
            Why::Quiet => "quiet-time",
            Why::Rate => "rate-limit",
            Why::Waiting => "group-wait",
        }
    }
}

/// What is kept back: a single alarm, or a group for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Why.
    pub why: Why,
    /// The policy and the recipient, where it is about one.
    pub to: Option<(String, String)>,
    /// The rule, where it is about a single alarm.
    pub rule: Option<String>,
    /// The place, or what the group has in common.
    pub scope: Scope,
}

/// What a step comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Messages to send.
    pub send: Vec<Notification>,
    /// What is kept back, so that a page can say why nobody was told.
    pub held: Vec<Held>,
    /// How many alarms were beyond [`ALERTS_MAX`] and not looked at.
    pub left_off: usize,
}

/// What one recipient was told of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// The alarms and how bad they were said to be.
    alarms: Vec<(Key, State)>,
    /// When they were told last, ms.
    at: Option<i64>,
    /// Since when something is other than it was told, ms.
    changed: Option<i64>,
}

/// What everybody was told: it is kept with the engine's data, so that nobody is told twice after a restart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatcher {
    groups: Vec<((String, String, Scope), Told)>,
    /// When each recipient was sent something, ms.
    sent: BTreeMap<String, VecDeque<i64>>,
}

impl Dispatcher {
    /// Goes on to `now`: given all alarms as they stand, says who is told what.
    pub fn step(&mut self, now: i64, alerts: &[Alert], policies: &[Policy], silences: &[Silence]) -> Outcome {
        let mut out = Outcome { left_off: alerts.len().saturating_sub(ALERTS_MAX), ..Outcome::default() };
        let alerts = &alerts[..alerts.len().min(ALERTS_MAX)];
        let kept_back = kept_back(alerts, silences, now, &mut out);
        let mut groups: BTreeMap<(String, String, Scope), Told> =
            std::mem::take(&mut self.groups).into_iter().collect();
        for policy in policies {
            let mut firing: BTreeMap<Scope, BTreeMap<Key, State>> = BTreeMap::new();
            for alert in alerts.iter().filter(|alert| alert.is_firing() && policy.is_about(alert)) {
                let state = if alert.state == State::Recovering { State::Warning } else { alert.state };
                firing.entry(policy.group(alert)).or_default().insert(key(alert), state);
            }
            for recipient in &policy.recipients {
                let known = groups.keys().filter(|key| key.0 == policy.id && key.1 == recipient.id);
                let all: BTreeSet<Scope> = known.map(|key| key.2.clone()).chain(firing.keys().cloned()).collect();
                for group in all {
                    let now_firing = firing.get(&group).cloned().unwrap_or_default();
                    let told = groups.entry((policy.id.clone(), recipient.id.clone(), group.clone())).or_default();
                    let turn = Turn { now, policy, recipient, group, kept_back: &kept_back };
                    self.tell(&turn, &now_firing, told, &mut out);
                }
            }
        }
        // A group that is well, and was said to be, is forgotten; so is one of a policy that is no more.
        let is_known = |key: &(String, String, Scope)| {
            policies.iter().any(|p| p.id == key.0 && p.recipients.iter().any(|recipient| recipient.id == key.1))
        };
        groups.retain(|key, told| is_known(key) && (!told.alarms.is_empty() || told.changed.is_some()));
        self.groups = groups.into_iter().collect();
        out
    }

    fn tell(&mut self, turn: &Turn<'_>, firing: &BTreeMap<Key, State>, told: &mut Told, out: &mut Outcome) {
        let now = turn.now;
        let is_free = |key: &Key| !turn.kept_back.contains(key);
        // What is kept back is neither news nor well again: it is as if it were not there.
        let current: BTreeMap<Key, State> =
            firing.iter().filter(|(key, _)| is_free(key)).map(|(key, state)| (key.clone(), *state)).collect();
        let before: BTreeMap<Key, State> = told.alarms.iter().filter(|(key, _)| is_free(key)).cloned().collect();
        // Something that only gets less bad is no news; that it is well is.
        let worse = current.iter().any(|(key, state)| before.get(key).is_none_or(|old| old < state));
        let resolved: Vec<Key> = before.keys().filter(|key| !current.contains_key(*key)).cloned().collect();
        if !worse && resolved.is_empty() {
            told.changed = None;
        } else {
            told.changed.get_or_insert(now);
        }
        let since = |at: Option<i64>| at.map_or(i64::MAX, |at| now - at);
        let kind = match told.changed {
            Some(_) if current.is_empty() => Kind::Resolved,
            Some(_) => Kind::Changed,
            None if !current.is_empty() && turn.policy.repeat.is_some_and(|repeat| since(told.at) >= repeat) => {
                Kind::Repeated
            }
            None => return,
        };
        let is_due = match (kind, told.at) {
            (Kind::Repeated, _) => true,
            (_, None) => since(told.changed) >= turn.policy.wait,
            (Kind::Changed, Some(_)) if worse => true,
            (_, at) => since(at) >= turn.policy.interval,
        };
        let is_critical = current.values().any(|state| *state == State::Critical);
        let breaks_quiet = is_critical && worse && turn.recipient.critical_always;
        let hold = if !is_due {
            Some(Why::Waiting)
        } else if !turn.recipient.is_open(now) && !breaks_quiet {
            Some(Why::Quiet)
        } else if !self.may_send(turn.recipient, now) {
            Some(Why::Rate)
        } else {
            None
        };
        let to = (turn.policy.id.clone(), turn.recipient.id.clone());
        if let Some(why) = hold {
            out.held.push(Held { why, to: Some(to), rule: None, scope: turn.group.clone() });
            return;
        }
        self.sent.entry(turn.recipient.id.clone()).or_default().push_back(now);
        let kept = told.alarms.iter().filter(|(key, _)| !is_free(key) && firing.contains_key(key)).cloned();
        told.alarms = kept.chain(current.clone()).collect();
        (told.at, told.changed) = (if current.is_empty() { None } else { Some(now) }, None);
        let mut list: Vec<(String, Scope, State)> =
            current.into_iter().map(|((rule, scope), state)| (rule, scope, state)).collect();
        list.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
        let (policy, recipient) = to;
        out.send.push(Notification { policy, recipient, group: turn.group.clone(), kind, firing: list, resolved });
    }

    /// May this recipient get one more? Old times are forgotten.
    fn may_send(&mut self, recipient: &Recipient, now: i64) -> bool {
        let Some(rate) = recipient.rate else {
            self.sent.remove(&recipient.id);
            return true;
        };
        let Some(times) = self.sent.get_mut(&recipient.id) else { return true };
        while times.front().is_some_and(|at| now - at >= rate.within) {
            times.pop_front();
        }
        times.len() < rate.most
    }
}

/// One group for one recipient, now.
struct Turn<'a> {
    now: i64,
    policy: &'a Policy,
    recipient: &'a Recipient,
    group: Scope,
    kept_back: &'a BTreeSet<Key>,
}

fn key(alert: &Alert) -> Key {
    (alert.rule.clone(), alert.scope.clone())
}

/// Alarms of which nobody is told now.
fn kept_back(alerts: &[Alert], silences: &[Silence], now: i64, out: &mut Outcome) -> BTreeSet<Key> {
    // Only what rings can keep others back; there are few of those that name others.
    let firing: Vec<&Alert> = alerts.iter().filter(|alert| alert.is_firing()).collect();
    let mut kept = BTreeSet::new();
    for alert in &firing {
        let why = if silences.iter().any(|silence| silence.check().is_ok() && silence.covers(alert, now)) {
            Why::Silenced
        } else if firing.iter().any(|other| alert.is_inhibited_by(other)) {
            Why::Inhibited
        } else {
            continue;
        };
        out.held.push(Held { why, to: None, rule: Some(alert.rule.clone()), scope: alert.scope.clone() });
        kept.insert(key(alert));
    }
    kept
}
