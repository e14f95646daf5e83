//! Reading what happened to an instance from the log.
use crate::TRACE_BYTES_MAX;
use crate::api::{TraceEvent, UsedParameter, VariableEntry};
use crate::camel::camel;
use crate::error::Error;
use crate::keys::Bytes;
use crate::projection::{Record, decode, weight};
use crate::shell::Shell;
use crate::store::{Position, Table};
use serde_json::Value;
use weir_core::instance::Variables;
use weir_core::{Event, Instance, InstanceId, Step};

/// How many steps are looked up at once.
const CHUNK: usize = 200;

/// The steps of an instance from the one with event `from` on, until `each` says that it is enough.
pub fn steps(
    shell: &Shell,
    id: InstanceId,
    from: u64,
    mut each: impl FnMut(Position, Step) -> bool,
) -> Result<(), Error> {
    let (first, end) = Bytes::new().instance(id).prefix();
    let up_to = Bytes::new().instance(id).number(from.saturating_add(1)).done();
    // The step that holds event `from` may begin before it; none begins before the first.
    let before = if from == 0 { None } else { shell.store.scan_reverse(Table::History, &first, &up_to, 1)?.pop() };
    let mut start = before.map_or(first, |(key, _)| key);
    let mut known: Option<(Position, Vec<Record>)> = None;
    loop {
        let rows = shell.store.scan(Table::History, &start, &end, CHUNK)?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        start = crate::keys::after(last);
        for (key, value) in rows {
            let (Ok(position), Some(seq)) = (<[u8; 8]>::try_from(value.as_slice()), key.last_chunk::<8>()) else {
                continue;
            };
            let (position, seq) = (Position(u64::from_be_bytes(position)), u64::from_be_bytes(*seq));
            if known.as_ref().is_none_or(|(at, _)| *at != position) {
                known = Some((position, records(shell, position)?));
            }
            let records = known.iter().flat_map(|(_, records)| records);
            let found = records.filter_map(|record| match record {
                Record::Step(step) if step.instance == id && step.seq == seq => Some(step.clone()),
                _ => None,
            });
            for step in found {
                if !each(position, step) {
                    return Ok(());
                }
            }
        }
    }
}

fn records(shell: &Shell, position: Position) -> Result<Vec<Record>, Error> {
    let frame = shell.store.read(position)?;
    let unreadable = |error: rmp_serde::decode::Error| crate::store::Error::Projection {
        position: position.0,
        reason: error.to_string(),
    };
    Ok(decode(&frame.payload).map_err(unreadable)?)
}

/// The events of an instance from number `from` on, and the number of the first that found no place: a page ends by its
/// length or by its bytes, whichever is reached first.
pub fn trace(shell: &Shell, id: InstanceId, from: u64, limit: usize) -> Result<(Vec<TraceEvent>, Option<u64>), Error> {
    let (mut events, mut bytes, mut next) = (vec![], 0, None);
    steps(shell, id, from, |position, step| {
        for (seq, event) in (step.seq..).zip(&step.events).filter(|(seq, _)| *seq >= from) {
            if events.len() == limit || bytes > TRACE_BYTES_MAX {
                next = Some(seq);
                break;
            }
            let event = told(position, &step, seq, event);
            bytes += weight::of(&event.data);
            events.push(event);
        }
        next.is_none()
    })?;
    Ok((events, next))
}

fn told(position: Position, step: &Step, seq: u64, event: &Event) -> TraceEvent {
    let (kind, data) = event_data(event);
    TraceEvent {
        seq,
        at: step.at,
        actor: step.actor.clone(),
        command: step.command.clone(),
        position: position.0,
        kind,
        key: event.key(),
        data,
        parameters: step
            .parameters
            .iter()
            .map(|(name, version)| UsedParameter { name: name.clone(), version: *version })
            .collect(),
    }
}

/// What happened, as those outside read it: its name, and its fields in camelCase with times as RFC 3339; a time that never
/// comes is null, and what users have named keeps its name.
pub fn event_data(event: &Event) -> (String, Value) {
    match camel(event) {
        Ok(Value::Object(tagged)) => tagged.into_iter().next().unwrap_or_default(),
        _ => unreachable!("events are enums of named fields"),
    }
}

/// The variables of an ended instance, as they were just before its end.
pub fn last_variables(shell: &Shell, id: InstanceId) -> Result<Vec<VariableEntry>, Error> {
    let mut instance = Instance::new(id);
    let mut last = vec![];
    steps(shell, id, 0, |_, step| {
        for event in &step.events {
            if matches!(event, Event::ElementCompleted { key: 0, .. } | Event::ElementTerminated { key: 0, .. }) {
                last = instance.live(0).map(entries).unwrap_or_default();
            }
            instance.apply(step.at, event);
        }
        true
    })?;
    Ok(last)
}

/// The variables that an instance began with.
pub fn first_variables(shell: &Shell, id: InstanceId) -> Result<Variables, Error> {
    let mut first = Variables::new();
    steps(shell, id, 0, |_, step| {
        let begun = step.events.into_iter().find_map(|event| match event {
            Event::ElementActivating { key: 0, variables, .. } => Some(variables.open()),
            _ => None,
        });
        first = begun.unwrap_or_default();
        false
    })?;
    Ok(first)
}

/// The variables that an element instance holds.
pub fn entries(element: &weir_core::instance::ElementInstance) -> Vec<VariableEntry> {
    let entry = |(name, value): (&String, &Value)| VariableEntry {
        name: name.clone(),
        value: value.clone(),
        scope: element.key,
    };
    element.variables.iter().map(entry).collect()
}
