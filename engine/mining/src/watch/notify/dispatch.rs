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
    /// With what it is one message: all of the same recipient and cause go out as one.
    pub cause: Option<String>,
}

/// What rings on, and is named in a message about others of its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// Who is told.
    pub recipient: String,
    /// What they have in common.
    pub cause: String,
    /// Rule, place and state.
    pub firing: Vec<(String, Scope, State)>,
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
    /// What was told before and rings on beside them.
    pub still: Vec<Still>,
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
    /// Recipient and cause, and when it was told last, ms.
    #[serde(default)]
    causes: Vec<((String, String), i64)>,
}

impl Dispatcher {
    /// The policies of which somebody was told something that is not over.
    pub fn policies(&self) -> BTreeSet<&str> {
        self.groups.iter().map(|((policy, ..), _)| policy.as_str()).collect()
    }

    /// Goes on to `now`: given all alarms as they stand, says who is told what.
    pub fn step(&mut self, now: i64, alerts: &[Alert], policies: &[Policy], silences: &[Silence]) -> Outcome {
        let mut out = Outcome { left_off: alerts.len().saturating_sub(ALERTS_MAX), ..Outcome::default() };
        let alerts = &alerts[..alerts.len().min(ALERTS_MAX)];
        let mut kept_back = kept_back(alerts, silences, now, &mut out);
        // Of what is silenced nobody is told that it is well again either, until the silence ends.
        let known = self.groups.iter().flat_map(|(_, told)| &told.alarms).map(|(key, _)| key);
        kept_back.extend(known.filter(|(rule, scope)| is_silent(silences, rule, scope, now)).cloned());
        let mut groups: BTreeMap<(String, String, Scope), Told> =
            std::mem::take(&mut self.groups).into_iter().collect();
        let mut turns: Vec<Turn<'_>> = vec![];
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
                    let firing = firing.get(&group).cloned().unwrap_or_default();
                    let told = groups.remove(&(policy.id.clone(), recipient.id.clone(), group.clone()));
                    turns.push(Turn::of(now, (policy, recipient, group), firing, told.unwrap_or_default(), &kept_back));
                }
            }
        }
        self.settle(now, &mut turns);
        self.send(now, &mut turns, &mut out);
        // A group that is well, and was said to be, is forgotten; so is one of a policy that is no more.
        let left =
            turns.into_iter().map(|turn| ((turn.policy.id.clone(), turn.recipient.id.clone(), turn.group), turn.told));
        groups = left.filter(|(_, told)| !told.alarms.is_empty() || told.changed.is_some()).collect();
        self.groups = groups.into_iter().collect();
        out
    }

    /// Who is told now and who waits: one of a cause that may be told takes the others of its cause along.
    fn settle(&mut self, now: i64, turns: &mut [Turn<'_>]) {
        let mut rings: BTreeMap<(String, String), usize> = BTreeMap::new();
        for turn in turns.iter() {
            if let Some(cause) = turn.cause() {
                *rings.entry(cause).or_default() += turn.current.len();
            }
        }
        let mut going: BTreeSet<(String, String)> = BTreeSet::new();
        for turn in turns.iter_mut() {
            let Some(kind) = turn.kind else { continue };
            let cause = turn.cause();
            let lately = cause.as_ref().is_some_and(|cause| {
                let at = self.causes.iter().find(|(of, _)| of == cause).map(|(_, at)| now - at);
                let interval = turn.recipient.together.as_ref().map_or(0, |together| together.interval);
                let others = rings.get(cause).copied().unwrap_or(0) > turn.current.len();
                others && kind != Kind::Repeated && at.is_some_and(|passed| (0..interval).contains(&passed))
            });
            turn.hold = if !turn.is_due {
                Some(Why::Waiting)
            } else if !turn.recipient.is_open(now) && !turn.breaks_quiet() {
                Some(Why::Quiet)
            } else if lately && turn.worse != Some(State::Critical) {
                turn.joins = true;
                Some(Why::Waiting)
            } else if cause.as_ref().is_some_and(|cause| going.contains(cause)) {
                None
            } else if !self.may_send(turn.recipient, now) {
                Some(Why::Rate)
            } else {
                self.sent.entry(turn.recipient.id.clone()).or_default().push_back(now);
                going.extend(cause);
                None
            };
        }
        for turn in turns.iter_mut().filter(|turn| turn.joins) {
            if turn.cause().is_some_and(|cause| going.contains(&cause)) {
                turn.hold = None;
            }
        }
        // A clock that was put back begins anew.
        let longest = turns.iter().filter_map(|turn| turn.recipient.together.as_ref()).map(|of| of.interval).max();
        self.causes.retain(|(of, at)| !going.contains(of) && (0..longest.unwrap_or(0)).contains(&(now - at)));
        self.causes.extend(going.into_iter().map(|cause| (cause, now)));
    }

    fn send(&self, now: i64, turns: &mut [Turn<'_>], out: &mut Outcome) {
        let told_now = |cause: &(String, String)| self.causes.iter().any(|(of, at)| of == cause && *at == now);
        for turn in turns {
            let Some(kind) = turn.kind else {
                // It rings on: a message about others of its cause says so, and it need not be told again soon.
                let cause = turn.cause().filter(|cause| !turn.current.is_empty() && told_now(cause));
                if let Some((recipient, cause)) = cause {
                    turn.told.at = turn.told.at.map(|_| now);
                    out.still.push(Still { recipient, cause, firing: turn.worst_first() });
                }
                continue;
            };
            let (policy, recipient) = (turn.policy.id.clone(), turn.recipient.id.clone());
            if let Some(why) = turn.hold {
                out.held.push(Held { why, to: Some((policy, recipient)), rule: None, scope: turn.group.clone() });
                continue;
            }
            let firing = turn.worst_first();
            turn.told.alarms =
                turn.kept.iter().chain(&turn.current).map(|(key, state)| (key.clone(), *state)).collect();
            (turn.told.at, turn.told.changed) = (if turn.current.is_empty() { None } else { Some(now) }, None);
            let (group, resolved) = (turn.group.clone(), std::mem::take(&mut turn.resolved));
            let cause = turn.recipient.together.as_ref().map(|together| together.cause.clone());
            out.send.push(Notification { policy, recipient, group, kind, firing, resolved, cause });
        }
    }

    /// May this recipient get one more? Old times are forgotten, and those of a clock that was ahead.
    fn may_send(&mut self, recipient: &Recipient, now: i64) -> bool {
        let Some(rate) = recipient.rate else {
            self.sent.remove(&recipient.id);
            return true;
        };
        let Some(times) = self.sent.get_mut(&recipient.id) else { return true };
        times.retain(|at| (0..rate.within).contains(&(now - at)));
        times.len() < rate.most
    }
}

/// One group for one recipient, now.
struct Turn<'a> {
    policy: &'a Policy,
    recipient: &'a Recipient,
    group: Scope,
    told: Told,
    /// What rings and is not kept back.
    current: BTreeMap<Key, State>,
    /// What was told and is kept back now.
    kept: BTreeMap<Key, State>,
    resolved: Vec<Key>,
    /// The worst of what is worse than it was told.
    worse: Option<State>,
    kind: Option<Kind>,
    is_due: bool,
    hold: Option<Why>,
    /// It only waits because its cause was told lately.
    joins: bool,
}

impl<'a> Turn<'a> {
    fn of(
        now: i64,
        (policy, recipient, group): (&'a Policy, &'a Recipient, Scope),
        firing: BTreeMap<Key, State>,
        mut told: Told,
        kept_back: &BTreeSet<Key>,
    ) -> Self {
        let is_free = |key: &Key| !kept_back.contains(key);
        // What is kept back is neither news nor well again: it is as if it were not there.
        let before: BTreeMap<Key, State> = told.alarms.iter().filter(|(key, _)| is_free(key)).cloned().collect();
        let kept = told.alarms.iter().filter(|(key, _)| !is_free(key)).cloned().collect();
        let current: BTreeMap<Key, State> = firing.into_iter().filter(|(key, _)| is_free(key)).collect();
        // Something that only gets less bad is no news; that it is well is.
        let is_worse = |(key, state): &(&Key, &State)| before.get(*key).is_none_or(|old| old < *state);
        let worse = current.iter().filter(is_worse).map(|(_, state)| *state).max();
        let resolved: Vec<Key> = before.keys().filter(|key| !current.contains_key(*key)).cloned().collect();
        // Nothing was told in the future: a clock that was put back counts from what it shows.
        told.at = told.at.map(|at| at.min(now));
        told.changed =
            (worse.is_some() || !resolved.is_empty()).then(|| told.changed.map_or(now, |changed| changed.min(now)));
        let since = |at: Option<i64>| at.map_or(i64::MAX, |at| now - at);
        let kind = match told.changed {
            Some(_) if current.is_empty() => Some(Kind::Resolved),
            Some(_) => Some(Kind::Changed),
            None if !current.is_empty() && policy.repeat.is_some_and(|repeat| since(told.at) >= repeat) => {
                Some(Kind::Repeated)
            }
            None => None,
        };
        let is_due = match (kind, told.at) {
            (None | Some(Kind::Repeated), _) => true,
            (_, None) => since(told.changed) >= policy.wait,
            (Some(Kind::Changed), Some(_)) if worse.is_some() => true,
            (_, at) => since(at) >= policy.interval,
        };
        let (hold, joins) = (None, false);
        Turn { policy, recipient, group, told, current, kept, resolved, worse, kind, is_due, hold, joins }
    }

    fn cause(&self) -> Option<(String, String)> {
        let together = self.recipient.together.as_ref()?;
        Some((self.recipient.id.clone(), together.cause.clone()))
    }

    fn breaks_quiet(&self) -> bool {
        let is_critical = self.current.values().any(|state| *state == State::Critical);
        is_critical && self.worse.is_some() && self.recipient.critical_always
    }

    fn worst_first(&self) -> Vec<(String, Scope, State)> {
        let of = |((rule, scope), state): (&Key, &State)| (rule.clone(), scope.clone(), *state);
        let mut list: Vec<_> = self.current.iter().map(of).collect();
        list.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
        list
    }
}

fn key(alert: &Alert) -> Key {
    (alert.rule.clone(), alert.scope.clone())
}

/// Has somebody asked for quiet about this rule at this place?
fn is_silent(silences: &[Silence], rule: &str, scope: &Scope, now: i64) -> bool {
    silences.iter().any(|silence| silence.check().is_ok() && silence.covers(rule, scope, now))
}

/// Alarms of which nobody is told now.
fn kept_back(alerts: &[Alert], silences: &[Silence], now: i64, out: &mut Outcome) -> BTreeSet<Key> {
    // Only what rings can keep others back; there are few of those that name others.
    let firing: Vec<&Alert> = alerts.iter().filter(|alert| alert.is_firing()).collect();
    let mut kept = BTreeSet::new();
    for (alert, is_inhibited) in firing.iter().zip(inhibited(&firing)) {
        let why = if is_silent(silences, &alert.rule, &alert.scope, now) {
            Why::Silenced
        } else if is_inhibited {
            Why::Inhibited
        } else {
            continue;
        };
        out.held.push(Held { why, to: None, rule: Some(alert.rule.clone()), scope: alert.scope.clone() });
        kept.insert(key(alert));
    }
    kept
}

/// Which of these another one says already. Where rules keep one another back in a circle the worst of it is told: or else
/// nobody would be told of any.
fn inhibited(firing: &[&Alert]) -> Vec<bool> {
    let of_data = firing.iter().any(|alert| alert.of_data);
    let mut keeps: Vec<Vec<usize>> = vec![vec![]; firing.len()];
    let mut is_kept = vec![false; firing.len()];
    for (at, alert) in firing.iter().enumerate().filter(|(_, alert)| of_data || !alert.inhibited_by.is_empty()) {
        for (by, _) in firing.iter().enumerate().filter(|(_, other)| alert.is_inhibited_by(other)) {
            keeps[by].push(at);
            is_kept[at] = true;
        }
    }
    // From whoever is told on all that they keep back, and what that does in turn.
    let mut order: Vec<usize> = (0..firing.len()).collect();
    let is_bad = |at: usize| firing[at].state == State::Critical;
    order.sort_by_key(|at| (is_kept[*at], !is_bad(*at), key(firing[*at])));
    let (mut told, mut kept) = (vec![false; firing.len()], vec![false; firing.len()]);
    for first in order {
        if kept[first] {
            continue;
        }
        told[first] = true;
        let mut open = vec![first];
        while let Some(by) = open.pop() {
            for at in &keeps[by] {
                if !told[*at] && !std::mem::replace(&mut kept[*at], true) {
                    open.push(*at);
                }
            }
        }
    }
    kept
}
