//! What a script did, once the killable process has said so: variables, the user task, a BPMN error.
use super::Driver;
use crate::element;
use crate::event::Event;
use crate::event::UserTaskAssigned;
use crate::failure::Stop;
use crate::id::Key;
use crate::instance::{Answer, Variables};
use crate::script::{Outcome, TaskChange};
use crate::wait::{Wait, WaitFor};

impl Driver<'_> {
    /// Variables go to the nearest scope that has them, else to the process. False when the script threw an error: the
    /// element is gone, or stuck.
    pub(super) fn do_as_scripted(&mut self, key: Key, outcome: Outcome) -> bool {
        for (name, value) in outcome.local {
            self.set(key, name, value, Some(key), None);
        }
        self.receive_around(key, outcome.set.into_iter().collect());
        for name in outcome.removed_local {
            self.unset(key, name, key);
        }
        for name in outcome.removed {
            if let Some(holder) = self.instance.holder(key, &name) {
                self.unset(holder, name, key);
            }
        }
        if let Err(stop) = self.change_task(key, &outcome.task) {
            self.stop(key, stop);
            return false;
        }
        let Some(thrown) = outcome.thrown else { return true };
        self.throw_error(key, &thrown.code, &thrown.message, Variables::new());
        false
    }

    /// A script that listens beside the task. One that fails is an incident; resolving it runs the listeners again.
    pub(super) fn answered_aside(&mut self, key: Key, wait: &Wait, script: &str, answer: Answer) {
        let outcome = match answer {
            Answer::Value(value) => element::outcome(script, value),
            Answer::Failed { code, message, sentence } => {
                let seen = element::Seen(self.view(), key);
                Err(Stop::Failed(element::unanswered(
                    script,
                    &seen,
                    &element::words(script),
                    (code, &message, sentence),
                )))
            }
        };
        match outcome {
            Ok(outcome) => {
                if self.do_as_scripted(key, outcome) {
                    self.fire(key, wait, Variables::new(), Variables::new());
                } else if self.instance.wait(key, wait.id).is_some() {
                    self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                }
            }
            Err(stop) => {
                self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                self.stop(key, stop);
            }
        }
    }

    fn change_task(&mut self, key: Key, change: &TaskChange) -> Result<(), Stop> {
        if change.is_empty() {
            return Ok(());
        }
        let made = self.live(key).waits.iter().find(|wait| matches!(wait.on, WaitFor::UserTask(_))).cloned();
        let Some(Wait { id, opened, on: WaitFor::UserTask(before), fires, part }) = made else {
            self.emit(Event::UserTaskShaped { key, change: Box::new(change.clone()) });
            return Ok(());
        };
        let mut task = before.clone();
        change.on(&mut task, self.at())?;
        let assignee = std::mem::replace(&mut task.assignee, before.assignee.clone());
        if task != before {
            let on = WaitFor::UserTask(task);
            self.emit(Event::WaitMoved { key, wait: Box::new(Wait { id, opened, on, fires, part }) });
        }
        if assignee != before.assignee {
            let (intervention, comment) = (None, None);
            self.emit(Event::UserTaskAssigned(UserTaskAssigned { key, wait: id, assignee, intervention, comment }));
        }
        Ok(())
    }
}
