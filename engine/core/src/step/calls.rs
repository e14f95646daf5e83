//! Called processes, as their callers hear of them.
use super::Driver;
use crate::command::Rejection;
use crate::event::Event;
use crate::failure::{Failure, Stop};
use crate::id::{Key, WaitId};
use crate::instance::{Escaped, Variables};
use crate::process::Kind;
use crate::wait::{Wait, WaitFor};

/// The words of an error of a called process that has none of its own.
const THROWN_BY_CALLED: &str = "thrown by the called process";

/// What a called instance tells its caller that ends it with everything that called it. No code of a model is this one.
const TERMINATE_ALL: &str = "#terminateAll";

/// The error with which a rejection that ends a called instance comes to its caller.
const REJECTED_BELOW: &str = "approval-rejected";

impl Driver<'_> {
    /// BPMN 10.3.6, call activity: the called process is over, and its caller goes on, or has an error to catch.
    pub(super) fn child_ended(
        &mut self,
        key: Key,
        wait: WaitId,
        variables: Variables,
        error: Option<Escaped>,
    ) -> Result<(), Rejection> {
        let wait = self.child(key, wait)?;
        match error {
            None => {
                let variables = self.returned(key, variables);
                self.fire(key, &wait, variables, Variables::new());
            }
            Some(Escaped { code, .. }) if code == TERMINATE_ALL => {
                self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                self.terminate_all(key);
            }
            // What was rejected goes nowhere on as if it had passed: where nobody has a way for it, the caller ends too.
            Some(Escaped { code, .. }) if code == REJECTED_BELOW && !self.catches(key, &code) => {
                self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                self.end_rejected(key, variables);
            }
            // BPMN 10.5.1: what is caught is what was thrown, with its words and its data.
            Some(Escaped { code, message }) => {
                self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                let message = if message.is_empty() { THROWN_BY_CALLED } else { &message };
                self.throw_error(key, &code, message, variables);
            }
        }
        Ok(())
    }

    /// `terminateAll` of Flowable and Activiti: nothing of the instance goes on. A called instance tells its caller as it
    /// tells it of an error that nobody has caught, and nobody catches this one.
    pub(super) fn terminate_all(&mut self, key: Key) {
        if self.instance.header.parent.is_none() {
            self.terminate_children(0, None);
            return self.lost_child(0);
        }
        let (code, message) = (TERMINATE_ALL.to_owned(), "the process has ended all that called it".to_owned());
        self.emit(Event::ErrorThrown { key, code, message, caught_by: None, variables: Variables::new() });
        self.terminate(0, None);
    }

    /// The instance ends because an approval in it, or in what it has called, is rejected. Its caller has an error to catch.
    pub(super) fn end_rejected(&mut self, key: Key, variables: Variables) {
        if self.instance.header.parent.is_some() {
            let (code, message) =
                (REJECTED_BELOW.to_owned(), "an approval was rejected, and ends the process".to_owned());
            self.emit(Event::ErrorThrown { key, code, message, caught_by: None, variables });
        }
        self.terminate(0, None);
    }

    /// BPMN 10.5.1: an escalation that nobody caught in the called process is for the call activity, and what it called
    /// goes on unless the catcher interrupts it.
    pub(super) fn child_escalated(
        &mut self,
        key: Key,
        wait: WaitId,
        code: &str,
        variables: Variables,
    ) -> Result<(), Rejection> {
        self.child(key, wait)?;
        self.throw_escalation(key, code, variables);
        Ok(())
    }

    /// There is nothing to call: the call activity stays where it is, and resolving its incident calls again.
    pub(super) fn child_refused(
        &mut self,
        key: Key,
        wait: WaitId,
        code: String,
        message: String,
    ) -> Result<(), Rejection> {
        self.child(key, wait)?;
        self.emit(Event::WaitCancelled { key, wait, child: None });
        self.stop(key, Stop::Failed(Failure::refused(code, message)));
        Ok(())
    }

    fn child(&self, key: Key, wait: WaitId) -> Result<Wait, Rejection> {
        self.wait_that(key, wait, |on| matches!(on, WaitFor::Child { .. }))
    }

    /// What of the called process's variables reaches the call activity. With output mappings these choose; where
    /// everything is to come back beside them, it goes to the scopes around before they do.
    fn returned(&mut self, key: Key, variables: Variables) -> Variables {
        let Kind::CallActivity(call) = self.kind(key) else { return variables };
        let mapped = !self.process.element(&self.live(key).element).outputs.is_empty();
        if !call.return_all && !mapped {
            return Variables::new();
        }
        if call.return_all && mapped {
            for (name, value) in &variables {
                let holder = self.instance.holder(key, name).unwrap_or(0);
                if holder != key {
                    self.set(holder, name.clone(), value.clone(), Some(key), None);
                }
            }
        }
        variables
    }
}
