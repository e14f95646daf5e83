//! Listeners: jobs that an element waits for before it goes on, and variables that it sets.
//!
//! Those of the start have their turn once inputs are set, those of the end once the work is done. The element waits in
//! its phase, `Activating` or `Completing`, until each is done, one after the other. Boundary events that catch errors
//! are there all the time: what a listener throws is caught where a task's error would be.
use super::{Driver, QUARANTINE};
use crate::element;
use crate::event::{Event, Intervention};
use crate::failure::Stop;
use crate::id::{Key, WaitId};
use crate::instance::{Phase, Variables};
use crate::process::Listener;
use crate::wait::{Fires, Job, Wait, WaitFor};

impl<'a> Driver<'a> {
    /// The element's own question is asked when its start listeners are done.
    pub(super) fn listen_first(&mut self, key: Key) {
        if self.listeners(key).is_empty() {
            return self.activate(key);
        }
        if self.open_boundaries(key) {
            self.listen(key);
        }
    }

    /// The next listeners, up to one that has to be waited for.
    pub(super) fn listen(&mut self, key: Key) {
        let e = self.live(key);
        let beside = |wait: &Wait| e.ending && wait.fires == Fires::Aside;
        if e.waits.iter().any(|wait| wait.fires == Fires::Listener || beside(wait)) {
            return;
        }
        while let Some(listener) = self.listeners(key).get(self.live(key).listened as usize) {
            match listener {
                Listener::Job(work) => {
                    return match element::listener_job(self.view(), self.live(key), work) {
                        Ok(job) => self.open(key, WaitFor::Job(Box::new(job)), Fires::Listener, 0),
                        Err(stop) => self.stop(key, stop),
                    };
                }
                Listener::Set(mapping) => match self.mapped(key, std::slice::from_ref(mapping)) {
                    Ok(values) => {
                        self.receive_around(key, values.into_iter().collect());
                        self.emit(Event::ListenerDone { key, answered: None });
                    }
                    Err(stop) => return self.stop(key, stop),
                },
                Listener::Script(script) => match element::run(self.view(), key, script) {
                    Ok(outcome) => {
                        if !self.do_as_scripted(key, outcome) {
                            return;
                        }
                        self.emit(Event::ListenerDone { key, answered: Some(script.text().to_owned()) });
                    }
                    Err(stop) => return self.stop(key, stop),
                },
            }
        }
        match self.live(key).phase {
            _ if self.live(key).ending => self.terminate(key, Some(Intervention::Force)),
            Phase::Activating => self.activate(key),
            _ => self.finish(key),
        }
    }

    /// Somebody has the task: its listeners hear of it beside the task, which is left only when they are done.
    pub(super) fn assigned(&mut self, key: Key) {
        let process = self.process;
        self.tell(key, &process.element(&self.live(key).element).listeners.assignment);
    }

    /// The task has changed after it was made: as `assigned`, and before it.
    pub(super) fn updated(&mut self, key: Key) {
        let process = self.process;
        self.tell(key, &process.element(&self.live(key).element).listeners.update);
    }

    /// The time of a listener has come.
    pub(super) fn timed_out(&mut self, key: Key, listener: u32) {
        let process = self.process;
        let all = &process.element(&self.live(key).element).listeners.timeout;
        if let Some((_, listener)) = all.get(listener as usize) {
            self.tell(key, std::slice::from_ref(listener));
        }
    }

    /// Tells listeners beside the task; the first that cannot be told is an incident.
    fn tell(&mut self, key: Key, listeners: &'a [Listener]) {
        for listener in listeners {
            match self.told(key, listener) {
                Ok(Some(on)) => self.open(key, on, Fires::Aside, 0),
                Ok(None) => {}
                Err(stop) => return self.stop(key, stop),
            }
        }
    }

    /// What is to be waited for when a listener is told; none when it is done at once.
    fn told(&mut self, key: Key, listener: &'a Listener) -> Result<Option<WaitFor>, Stop> {
        Ok(match listener {
            Listener::Job(work) => {
                Some(WaitFor::Job(Box::new(element::listener_job(self.view(), self.live(key), work)?)))
            }
            Listener::Set(mapping) => {
                let values = self.mapped(key, std::slice::from_ref(mapping))?;
                self.receive_around(key, values.into_iter().collect());
                None
            }
            Listener::Script(script) => Some(WaitFor::Evaluation { expression: script.text().to_owned() }),
        })
    }

    /// A task goes without being done: what its listeners of that wait for. They are told once it has gone, in the scope
    /// that is left of those around it. A listener that cannot be told does not keep the task from going: that is noted.
    /// What a scope that goes too still had to tell is told around it.
    pub(super) fn going(&mut self, key: Key) {
        let process = self.process;
        let e = self.live(key);
        if element::is_scope(&process.element(&e.element).kind) {
            let aside = e.waits.iter().filter(|wait| wait.fires == Fires::Aside).map(|wait| wait.on.clone());
            for on in aside.collect::<Vec<_>>() {
                let still = self.still_to_be_told(key, on);
                self.gone.extend(still);
            }
            return;
        }
        let listeners = &process.element(&e.element).listeners.delete;
        if listeners.is_empty() || !e.waits.iter().any(|wait| matches!(wait.on, WaitFor::UserTask(_))) {
            return;
        }
        for listener in listeners {
            match self.told(key, listener) {
                Ok(on) => self.gone.extend(on),
                Err(Stop::Failed(failure)) => {
                    let (code, message) = (failure.code().to_owned(), failure.to_string());
                    self.emit(Event::ListenerFailed { key, code, message });
                }
                Err(Stop::Ask(expression)) => {
                    let message = format!("`{expression}` may take long, and the task cannot wait for its value");
                    self.emit(Event::ListenerFailed { key, code: "listener-unbounded".to_owned(), message });
                }
            }
        }
    }

    /// What a scope that goes leaves to the one around it. A job begins anew there, since its worker knows it by another
    /// address; one that has failed for good would be done by nobody, and its incident goes with the scope: that is noted.
    fn still_to_be_told(&mut self, key: Key, on: WaitFor) -> Option<WaitFor> {
        match on {
            WaitFor::Job(job) if job.retries == 0 => {
                let message = format!("job `{}` had failed for good when what it was told of went", job.job_type);
                self.emit(Event::ListenerFailed { key, code: "job-failed".to_owned(), message });
                None
            }
            WaitFor::Job(job) => Some(WaitFor::Job(Box::new(Job { lease: None, available: self.now, ..*job }))),
            on => Some(on),
        }
    }

    /// Tells of the tasks that have gone, in this scope.
    pub(super) fn tell_gone(&mut self, scope: Key) {
        let gone = std::mem::take(&mut self.gone);
        if !self.instance.elements.contains_key(&scope) {
            return;
        }
        for on in gone {
            self.open(scope, on, Fires::Aside, 0);
        }
    }

    /// Somebody ends the instance: everything in it goes, and it goes itself once listeners have heard of the tasks that
    /// went, and after them those of its own cancellation, one after the other. Ended once more, or when it is not to be
    /// trusted, it goes at once, and whoever has not heard does not.
    pub(super) fn cancel(&mut self, how: Intervention) {
        let intervention = Some(how);
        let broken = self.live(0).incident.as_ref().is_some_and(|incident| incident.code == QUARANTINE);
        if self.live(0).ending || broken {
            self.terminate(0, intervention);
            return;
        }
        self.end_children(0, intervention);
        let aside: Vec<(WaitId, WaitFor)> = {
            let waits = self.live(0).waits.iter().filter(|wait| wait.fires == Fires::Aside);
            waits.map(|wait| (wait.id, wait.on.clone())).collect()
        };
        for (id, on) in aside {
            if self.still_to_be_told(0, on).is_none() {
                self.close(0, |wait| wait.id == id);
            }
        }
        let process = self.process;
        let told = !process.element(&self.live(0).element).listeners.cancel.is_empty();
        if !told && self.gone.is_empty() && !self.live(0).waits.iter().any(|wait| wait.fires == Fires::Aside) {
            self.terminate(0, intervention);
            return;
        }
        self.close(0, |wait| wait.fires != Fires::Aside);
        if self.live(0).incident.is_some() {
            self.emit(Event::IncidentResolved { key: 0 });
        }
        self.emit(Event::ElementEnding { key: 0, intervention });
        self.tell_gone(0);
        self.listen(0);
    }

    /// One of those who hear of the tasks that went has heard.
    pub(super) fn heard_aside(&mut self, key: Key) {
        let e = self.live(key);
        if e.ending || e.phase == Phase::Completing {
            self.listen(key);
        }
    }

    /// One of them has thrown an error. Where it was caught inside what is left, that is its answer: it has heard.
    pub(super) fn said_aside(&mut self, key: Key, wait: WaitId) {
        let Some(e) = self.instance.elements.get(&key) else { return };
        if e.incident.is_none() && e.waits.iter().any(|open| open.id == wait) {
            self.close(key, |open| open.id == wait);
            self.heard_aside(key);
        }
    }

    fn listeners(&self, key: Key) -> &'a [Listener] {
        let process = self.process;
        let (e, listeners) = (self.live(key), &process.element(&self.live(key).element).listeners);
        match e.phase {
            _ if e.ending => &listeners.cancel,
            Phase::Activating => &listeners.start,
            _ => &listeners.end,
        }
    }

    pub(super) fn receive_around(&mut self, key: Key, variables: Variables) {
        for (name, value) in variables {
            let holder = self.instance.holder(key, &name).unwrap_or(0);
            self.set(holder, name, value, Some(key), None);
        }
    }
}
