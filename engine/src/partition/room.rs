//! How much an instance may hold altogether: what would make it larger than that is refused, what makes it smaller is not.
use super::cache::Hot;
use super::turn::Halt;
use crate::INSTANCE_BYTES_MAX;
use crate::error::Error;
use crate::projection::weight;
use weir_core::instance::Variables;
use weir_core::{Command, Instance};

/// Is there room for what a command brings?
pub fn room(hot: &Hot, command: &Command) -> Result<(), Halt> {
    let Some(variables) = brought(command).filter(|variables| !variables.is_empty()) else { return Ok(()) };
    let held = hot.rows.bytes();
    let (more, less) = (variables.values().map(weight::of).sum::<usize>(), replaced(&hot.instance, variables));
    if more <= less || held + more - less <= INSTANCE_BYTES_MAX {
        return Ok(());
    }
    let message = format!(
        "an instance holds at most {INSTANCE_BYTES_MAX} bytes in memory, this one has {held}: keep large data elsewhere, \
         or set variables that it needs no more to null first"
    );
    Err(Error::invalid("instance-too-large", message).into())
}

/// What comes from people, workers and messages. What the engine itself gives was brought by one of these.
fn brought(command: &Command) -> Option<&Variables> {
    match command {
        Command::CorrelateMessage { variables, .. }
        | Command::CompleteJob { variables, .. }
        | Command::ThrowJobError { variables, .. }
        | Command::CompleteUserTask { variables, .. }
        | Command::ResolveUserTask { variables, .. }
        | Command::ActivateActivity { variables, .. }
        | Command::SetVariables { variables, .. } => Some(variables),
        _ => None,
    }
}

/// What the process itself has by these names: nearly always it is what they replace.
fn replaced(instance: &Instance, variables: &Variables) -> usize {
    let held = instance.elements.get(&0).map(|process| &process.variables);
    let same = |held: &Variables| variables.keys().filter_map(|name| held.get(name)).map(weight::of).sum();
    held.map_or(0, same)
}
