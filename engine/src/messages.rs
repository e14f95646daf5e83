//! Who waits for a message or a signal.
use crate::SIGNAL_RECEIVERS_MAX;
use crate::api::{Candidate, WaitAddress};
use crate::error::Error;
use crate::keys::{Bytes, Reader, after, space};
use crate::projection::{Release, RowKeys, Target, conversation_target, message_target};
use crate::shell::Shell;
use crate::store::Table;
use std::collections::{BTreeMap, HashSet, VecDeque};
use weir_core::{ElementId, Instance, InstanceId};

/// A definition and one of its start events.
pub type StartEvent = (String, ElementId);

/// Somebody who could get a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Receiver {
    /// A subscription of a running instance.
    Waiting {
        /// Where.
        to: Target,
        /// The element that waits.
        element: ElementId,
    },
    /// A start event of the latest version of a process.
    Start {
        /// The definition.
        definition: String,
        /// The start event.
        event: ElementId,
    },
}

/// The start events of a tenant's processes that a message of this name starts.
pub fn starts(shell: &Shell, name: &str, tenant: Option<&str>) -> Vec<StartEvent> {
    let mut found = vec![];
    for release in shell.catalogue.starting().into_iter().filter(|r| r.definition.tenant.as_deref() == tenant) {
        for (event, _) in release.messages.iter().filter(|(_, message)| message == name) {
            let start = (release.definition.id.clone(), event.clone());
            if !found.contains(&start) {
                found.push(start);
            }
        }
    }
    found
}

/// Those who wait for messages of one name and key, read some at a time: first those of the conversation, then those who
/// wait for this key and can take no other, then those who take any.
#[derive(Debug)]
pub struct Line {
    /// Where the rest of them stands, as ranges.
    rest: VecDeque<(Vec<u8>, Vec<u8>)>,
    read: VecDeque<Target>,
    /// Has anybody waited at all?
    pub any: bool,
}

/// How many of a line are read at once.
const LINE_CHUNK: usize = 256;

impl Line {
    /// All that wait for this.
    pub fn new(name: &str, key: Option<&str>, conversation: Option<&str>) -> Self {
        // Whoever is in the conversation goes before those who take any; a message of none fits all.
        let spoken = conversation_target(name, conversation).prefix();
        let mut rest = VecDeque::from([spoken]);
        rest.extend(key.map(|key| message_target(name, Some(key)).prefix()));
        rest.push_back(message_target(name, None).prefix());
        Line { rest, read: VecDeque::new(), any: false }
    }

    /// Does anybody wait for messages of this name, whatever their key?
    pub fn has_any(shell: &Shell, name: &str) -> Result<bool, Error> {
        for (start, end) in
            [Bytes::new().byte(space::MESSAGE).text(name), conversation_target(name, None)].map(Bytes::prefix)
        {
            if !shell.store.scan(Table::Subscription, &start, &end, 1)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first of those who wait and take any key, or speak in a conversation.
    pub fn of_any_key(shell: &Shell, name: &str, limit: usize) -> Result<Vec<Target>, Error> {
        let mut here = vec![];
        for (start, end) in [message_target(name, None), conversation_target(name, None)].map(Bytes::prefix) {
            let rows = shell.store.scan(Table::Subscription, &start, &end, limit)?;
            here.extend(rows.iter().filter_map(|(row, _)| target(row)));
        }
        Ok(here)
    }

    /// The next one of a tenant that has not got a message.
    pub fn next(
        &mut self,
        shell: &Shell,
        taken: &HashSet<Target>,
        tenant: Option<&str>,
    ) -> Result<Option<Target>, Error> {
        loop {
            while let Some(to) = self.read.pop_front() {
                if !shell.is_of_tenant(to.instance, tenant)? {
                    continue;
                }
                self.any = true;
                if !taken.contains(&to) {
                    return Ok(Some(to));
                }
            }
            let Some((start, end)) = self.rest.pop_front() else { return Ok(None) };
            let rows = shell.store.scan(Table::Subscription, &start, &end, LINE_CHUNK)?;
            if let Some((last, _)) = rows.last() {
                self.rest.push_front((after(last), end));
            }
            self.read.extend(rows.iter().filter_map(|(row, _)| target(row)));
        }
    }
}

/// Instances as decisions have left them that are not on disk yet, with their rows: what the store shows of them is how they
/// were before.
#[derive(Debug, Default)]
pub struct AtHand<'a>(pub BTreeMap<InstanceId, (&'a Instance, &'a RowKeys)>);

/// All of a tenant that wait for a signal at this moment: subscriptions and start events.
pub fn signal_subscriptions(
    shell: &Shell,
    name: &str,
    tenant: Option<&str>,
    at_hand: &AtHand,
) -> Result<(Vec<Target>, Vec<StartEvent>), Error> {
    let (start, end) = Bytes::new().byte(space::SIGNAL).text(name).prefix();
    let rows = shell.store.scan(Table::Subscription, &start, &end, SIGNAL_RECEIVERS_MAX + 1)?;
    if rows.len() > SIGNAL_RECEIVERS_MAX {
        let message = format!("more than {SIGNAL_RECEIVERS_MAX} wait for signal `{name}`");
        return Err(Error::invalid("too-many-receivers", message));
    }
    let mut to = vec![];
    for target in rows.iter().filter_map(|(row, _)| target(row)) {
        if at_hand.0.contains_key(&target.instance) {
            continue;
        }
        if shell.is_of_tenant(target.instance, tenant)? {
            to.push(target);
        }
    }
    for (_, rows) in at_hand.0.values().filter(|(i, _)| shell.belongs_to(&i.header.definition, tenant)) {
        to.extend(rows.beginning(Table::Subscription, &start).filter_map(target));
    }
    // As they stand in the store, whether or not they are there yet.
    to.sort_unstable_by_key(|to| (to.instance, to.key, to.wait));
    let mut starts = vec![];
    for release in shell.catalogue.starting().into_iter().filter(|r| r.definition.tenant.as_deref() == tenant) {
        for (event, _) in release.signals.iter().filter(|(_, signal)| signal == name) {
            let begun = release.gathering.contains(event) && waits_at_start(shell, &release, event, &to, at_hand)?;
            let start = (release.definition.id.clone(), event.clone());
            if !begun && !starts.contains(&start) {
                starts.push(start);
            }
        }
    }
    Ok((to, starts))
}

/// Does an instance that has begun with another of its triggers wait at its start event for this one? Then the signal is
/// for that instance, and starts no other.
fn waits_at_start(
    shell: &Shell,
    release: &Release,
    event: &ElementId,
    to: &[Target],
    at_hand: &AtHand,
) -> Result<bool, Error> {
    let waits = |instance: &Instance, target: &Target| {
        let process = instance.header.definition.rsplit_once(':').map(|(process, _)| process);
        let there = instance.elements.get(&target.key).is_some_and(|e| e.element == *event);
        there && process == Some(release.definition.process.as_str())
    };
    for target in to {
        let there = match at_hand.0.get(&target.instance) {
            Some((instance, _)) => waits(instance, target),
            None => shell.readable(target.instance)?.is_some_and(|loaded| waits(&loaded.instance, target)),
        };
        if there {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The place at the end of a subscription's row.
pub fn target(row: &[u8]) -> Option<Target> {
    const PLACE_BYTES: usize = 16 + 8 + 4;
    let from = row.len().checked_sub(PLACE_BYTES)?;
    let (instance, key, wait) = Reader(&row[from..]).place()?;
    Some(Target { instance, key, wait })
}

impl Receiver {
    /// For people who must choose.
    pub fn candidate(&self) -> Candidate {
        match self.clone() {
            Receiver::Waiting { to: Target { instance, key, wait }, element } => {
                Candidate { subscription: Some(WaitAddress { instance, key, wait }), definition: None, element }
            }
            Receiver::Start { definition, event } => {
                Candidate { subscription: None, definition: Some(definition), element: event }
            }
        }
    }
}
