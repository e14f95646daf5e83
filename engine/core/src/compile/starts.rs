//! Starts that could never begin anything.
use crate::element::starters;
use crate::failure::Failure;
use crate::problem::Problem;
use crate::process::{Process, Trigger};
use crate::time::Timestamp;
use crate::timer::is_cron;

/// The code of such a finding.
pub(super) const CODE: &str = "start-never-begins";

/// BPMN 10.5.2: what starts a process is listened for while no instance is there. So its name or time is told without
/// variables and rule parameters; one that needs them would be deployed and never heard.
pub(super) fn unheard(process: &Process) -> Vec<Problem> {
    let finding = |starter: crate::element::Starter<'_>| {
        // Whether the years of a cron line are over is seen when it is deployed.
        let later = |failure: &Failure| matches!(failure, Failure::NotTime { text } if is_cron(text));
        let failure = starter.awaits(Timestamp(0)).err().filter(|failure| !later(failure))?;
        let (what, instead) = match starter.trigger {
            Trigger::Timer(_) => ("time", "a fixed time, or an expression without variables"),
            Trigger::Signal(_) => ("signal name", "a fixed name"),
            _ => ("message name", "a fixed name"),
        };
        let place = process.element(&starter.event).place;
        let message = format!(
            "nothing can ever begin here: the {what} must be known before there is an instance, and {failure}; write \
             {instead}"
        );
        Some(Problem::error(CODE, Some(&starter.event), place, message))
    };
    starters(process).into_iter().filter_map(finding).collect()
}
