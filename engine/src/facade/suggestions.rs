//! Suggestions: looked for beside the work, dismissed or accepted, and what they have brought.
use super::Engine;
use super::suggestion_gains::{keep_gains, promised_for_all};
use crate::api::{
    AcceptSuggestion, AuditJobState, FindSuggestions, Gate, Suggestion, SuggestionAcceptance, SuggestionReport,
    SuggestionRun, SuggestionSettings, SuggestionState,
};
use crate::audit::Job;
use crate::idempotency::once;
use crate::keys::{Bytes, space};
use crate::loops::START_TIMERS;
use crate::paging::to_hex;
use crate::partition::{Accept, By, Reply, SuggestionTask, Task, read_suggestion, reopening};
use crate::projection::{report_key, settings_key, suggestion_key, suggestion_rows};
use crate::shell::{Running, Shell, partition_of, random_bytes, said};
use crate::store::Table;
use crate::suggest::{against, family, look};
use crate::{COMMENT_BYTES_MAX, Context, Error, MODELS_MAX, SUGGESTION_SETTINGS_MAX, checks};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use weir_core::{Actor, Timestamp};
use weir_mining::suggest::{Record, Rule, believed, record};

impl Engine {
    /// Begins to look for suggestions about a process. One search at a time; asked again while that of the same process runs,
    /// it is that one.
    pub async fn find_suggestions(
        &self,
        by: &Context,
        process: &str,
        asked: FindSuggestions,
    ) -> Result<SuggestionRun, Error> {
        if self.shell().catalogue.latest(process).is_none() {
            return Err(Error::not_found("process", process));
        }
        let (from, until) = (asked.from.map(|from| from.0), asked.until.map(|until| until.0));
        if from.is_some_and(|from| from >= until.unwrap_or(i64::MAX)) {
            return Err(Error::invalid("suggestion-window", "a window begins before it ends"));
        }
        let running = self.shell().searches.all().into_iter().find(|run| run.state == AuditJobState::Running);
        if let Some(run) = running {
            return if run.process == process {
                Ok(run)
            } else {
                let message = format!("suggestions are being looked for in `{}`: wait for its end", run.process);
                Err(Error::invalid("already-searching", message))
            };
        }
        let settings = self.suggestion_settings(process)?;
        let id = to_hex(&random_bytes::<8>());
        let told = SuggestionRun {
            id: id.clone(),
            process: process.to_owned(),
            state: AuditJobState::Running,
            by: by.actor.id.clone(),
            begun: self.shell().now(),
            done: 0,
            of: 0,
            cases: 0,
            error: None,
        };
        let begun = self.shell().searches.begin(&id, told, |one| one.state == AuditJobState::Running);
        let job = begun.ok_or_else(|| Error::invalid("already-searching", "another search runs: wait for its end"))?;
        let (shell, theirs, by) = (self.shell().clone(), job.clone(), by.actor.clone());
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            // What breaks here must not look as if it went on for ever.
            let searched = catch_unwind(AssertUnwindSafe(|| {
                // What earlier suggestions have brought by now is kept with them, whether or not anybody looks at it.
                keep_gains(&shell, &runtime, &theirs.told().process);
                search(&shell, &runtime, &theirs, by, asked, &settings)
            }));
            let kept = searched.unwrap_or_else(|panic| Err(Error::Stopped { reason: said(&*panic) }));
            theirs.tell(|told| match kept {
                Ok(true) => told.state = AuditJobState::Done,
                Ok(false) => told.state = AuditJobState::Cancelled,
                Err(error) => {
                    tracing::warn!(%error, "suggestions could not be looked for");
                    (told.state, told.error) = (AuditJobState::Failed, Some(error.to_string()));
                }
            });
        });
        Ok(job.told())
    }

    /// A search, as far as it is.
    pub fn suggestion_run(&self, process: &str, id: &str) -> Result<SuggestionRun, Error> {
        let job = self.shell().searches.find(id).map(|job| job.told()).filter(|run| run.process == process);
        job.ok_or_else(|| Error::not_found("suggestion-run", id))
    }

    /// It is to stop.
    pub fn cancel_suggestion_run(&self, process: &str, id: &str) -> Result<SuggestionRun, Error> {
        self.suggestion_run(process, id)?;
        let job = self.shell().searches.find(id).ok_or_else(|| Error::not_found("suggestion-run", id))?;
        job.cancel();
        Ok(job.told())
    }

    /// What the last search of a process found, beside its suggestions; none where nobody has looked yet.
    pub fn suggestion_report(&self, process: &str) -> Result<Option<SuggestionReport>, Error> {
        let found = self.shell().store.get(Table::Suggestion, &report_key(process))?;
        found.map(|bytes| read_suggestion(&bytes)).transpose()
    }

    /// What became of each suggestion of a process.
    pub fn suggestion_states(&self, process: &str) -> Result<Vec<SuggestionState>, Error> {
        Ok(kept(self.shell(), process)?.into_iter().map(|one| one.state).collect())
    }

    /// The suggestions of a process: those of one rule together, the one that brings most first; rules whose suggestions have
    /// brought most of what they promised before others.
    pub fn suggestions(&self, process: &str) -> Result<Vec<Suggestion>, Error> {
        let mut all = kept(self.shell(), process)?;
        let records = self.suggestion_records(process)?;
        all.sort_by(|a, b| {
            let (a, b) = (&a.found, &b.found);
            let first = believed(a.rule, b.rule, &records);
            first.then(b.gain.total().total_cmp(&a.gain.total())).then(a.places.cmp(&b.places))
        });
        Ok(all)
    }

    /// What suggestions of each rule have brought of what they promised, in all processes of the same tenant; rules of which
    /// nothing was measured are left out.
    pub fn suggestion_records(&self, process: &str) -> Result<BTreeMap<Rule, Record>, Error> {
        let all = self.shell().catalogue.all_latest();
        let own = all.iter().find(|release| release.definition.process == process).map(|r| &r.definition.tenant);
        let mut brought: BTreeMap<Rule, Vec<(f64, f64)>> = BTreeMap::new();
        for release in all.iter().filter(|release| Some(&release.definition.tenant) == own) {
            for suggestion in kept(self.shell(), &release.definition.process)? {
                // What was taken back has brought what it had brought by then.
                for acceptance in suggestion.acceptances() {
                    let measured = acceptance.decided.as_ref().and_then(|decided| decided.measured.gain);
                    if let Some(gain) = measured {
                        let promised = promised_for_all(acceptance).value;
                        brought.entry(acceptance.promised.rule).or_default().push((promised, gain.value));
                    }
                }
            }
        }
        let records = brought.into_iter().map(|(rule, brought)| (rule, record(brought)));
        Ok(records.filter(|(_, record)| record.measured > 0).collect())
    }

    /// One suggestion.
    pub fn suggestion(&self, process: &str, id: &str) -> Result<Suggestion, Error> {
        let found = self.shell().store.get(Table::Suggestion, &suggestion_key(process, id))?;
        read_suggestion(&found.ok_or_else(|| Error::not_found("suggestion", id))?)
    }

    /// Which of these suggestions of a process may be opened again, by id?
    pub fn suggestions_reopening(&self, suggestions: &[Suggestion]) -> Result<BTreeSet<String>, Error> {
        reopening(self.shell(), suggestions)
    }

    /// It is not wanted; the reason stays with it, and it stays dismissed when it is found again.
    pub async fn dismiss_suggestion(
        &self,
        by: Context,
        process: &str,
        id: &str,
        reason: &str,
    ) -> Result<Suggestion, Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::invalid("suggestion-without-reason", "say why: the reason is kept"));
        }
        let reason = bounded(reason)?;
        self.ask_suggestion(by, SuggestionTask::Dismiss(process.to_owned(), id.to_owned(), reason)).await
    }

    /// It is looked at again after all, or taken back for a reason: see [`reopening`]. Who had accepted it stays with it.
    pub async fn reopen_suggestion(
        &self,
        by: Context,
        process: &str,
        id: &str,
        reason: Option<&str>,
    ) -> Result<Suggestion, Error> {
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(bounded).transpose()?;
        self.ask_suggestion(by, SuggestionTask::Reopen(process.to_owned(), id.to_owned(), reason)).await
    }

    /// It is taken up: its edit becomes a draft of the next version, which is reviewed and deployed like every other.
    ///
    /// Whoever accepts what no simulation has shown to fit what was says why.
    pub async fn accept_suggestion(
        &self,
        by: Context,
        process: &str,
        id: &str,
        asked: AcceptSuggestion,
    ) -> Result<Suggestion, Error> {
        let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let reason = reason.map(bounded).transpose()?;
        let gate = self.gate_of(process, asked.simulation.as_deref())?;
        if gate != Gate::Passed && reason.is_none() {
            let message = "no simulation has shown that the model fits what was: say why it is accepted all the same";
            return Err(Error::invalid("suggestion-unverified", message));
        }
        let suggestion = self.suggestion(process, id)?;
        against(self.shell(), process, &self.suggestion_settings(process)?, &suggestion.found.edit)?;
        let shown = asked.simulation.as_deref().map(|simulation| self.simulation_result(simulation)).transpose()?;
        let latest = self.shell().catalogue.latest(process);
        let is_shown = shown.zip(latest).is_some_and(|(shown, latest)| shown.shows(id, &latest.definition.id));
        if reason.is_none() && !is_shown {
            let message = "the simulation does not show that this suggestion makes the latest version better beyond doubt, \
                           and nothing else worse: say why it is accepted all the same";
            return Err(Error::invalid("suggestion-unverified", message));
        }
        self.room_for_drafts(2)?;
        if let Some(name) = &asked.name {
            checks::name("a model", name)?;
        }
        let (base, drafted) = self.drafted(process, suggestion, asked.name, asked.note).await?;
        let suggestion = self.suggestion(process, id)?;
        let acceptance = SuggestionAcceptance {
            by: String::new(),
            at: Timestamp(0),
            reason,
            base,
            drafts: drafted.drafts.iter().map(|_| draft_id()).collect(),
            by_hand: drafted.by_hand,
            simulation: asked.simulation,
            gate,
            promised: suggestion.found,
            cases: 0,
            evidence: vec![],
            decided: None,
            ended: None,
        };
        let (process, id, tenant) = (process.to_owned(), id.to_owned(), by.tenant.clone());
        let accept = Accept { process, id, acceptance, drafts: drafted.drafts, tenant };
        self.ask_suggestion(by, SuggestionTask::Accept(Box::new(accept))).await
    }

    /// What a simulation has found out about itself: whether, as things are, it comes to what was.
    fn gate_of(&self, process: &str, simulation: Option<&str>) -> Result<Gate, Error> {
        let Some(id) = simulation else { return Ok(Gate::NotRun) };
        let simulation = self.simulation(id)?.simulation;
        let refused = |message: String| Err(Error::invalid("suggestion-simulation", message));
        if simulation.process != process {
            return refused(format!(
                "simulation `{id}` is of process `{}`: name one of `{process}`",
                simulation.process
            ));
        }
        match simulation.verified {
            Some(true) => Ok(Gate::Passed),
            Some(false) => Ok(Gate::Failed),
            None => refused(format!("simulation `{id}` has not been held against what was: wait for its end")),
        }
    }

    /// What suggestions know of a process beside its model.
    pub fn suggestion_settings(&self, process: &str) -> Result<SuggestionSettings, Error> {
        let found = self.shell().store.get(Table::SuggestionSettings, &settings_key(process))?;
        found.map_or_else(|| Ok(SuggestionSettings::default()), |bytes| read_suggestion(&bytes))
    }

    /// It knows this from now on.
    pub async fn set_suggestion_settings(
        &self,
        by: Context,
        process: &str,
        settings: SuggestionSettings,
    ) -> Result<SuggestionSettings, Error> {
        self.check_settings(process, &settings)?;
        let task = SuggestionTask::Settings(process.to_owned(), Box::new(settings));
        self.ask(by, task).await?;
        self.suggestion_settings(process)
    }

    fn check_settings(&self, process: &str, settings: &SuggestionSettings) -> Result<(), Error> {
        if self.shell().catalogue.latest(process).is_none() {
            return Err(Error::not_found("process", process));
        }
        let lengths = [
            settings.wait_targets.len(),
            settings.statutory.len(),
            settings.pinned.len(),
            settings.four_eyes.len(),
            settings.same_person.len(),
            settings.rejecting.len(),
            settings.returning.len(),
        ];
        if lengths.into_iter().any(|length| length > SUGGESTION_SETTINGS_MAX) {
            let message = format!("each list has at most {SUGGESTION_SETTINGS_MAX} entries");
            return Err(Error::invalid("suggestion-settings-too-many", message));
        }
        let costs = [settings.work_hour, settings.waiting_hour, settings.batch];
        let targets = settings.wait_targets.values().copied();
        if costs.into_iter().flatten().any(|cost| !cost.is_finite() || cost < 0.0) || targets.into_iter().any(|t| t < 0)
        {
            return Err(Error::invalid("suggestion-settings-number", "costs and times are numbers of at least 0"));
        }
        let organisation = self.shell().organisation.now();
        if let Some(calendar) = settings.calendar.as_ref().filter(|id| !organisation.calendars.contains_key(*id)) {
            return Err(Error::invalid("suggestion-settings-calendar", format!("there is no calendar `{calendar}`")));
        }
        let tenant = |process: &str| Some(self.shell().catalogue.latest(process)?.definition.tenant.clone());
        if let Some(control) = &settings.control
            && (control == process || tenant(control) != tenant(process))
        {
            let message = format!("`{control}` is no other process: name one that is not changed, or none");
            return Err(Error::invalid("suggestion-settings-control", message));
        }
        let pairs = settings.four_eyes.iter().chain(&settings.same_person).flat_map(|(a, b)| [a, b]);
        let steps = settings.statutory.iter().chain(pairs);
        let family = family(self.shell(), process)?;
        if let Some(step) = steps.into_iter().find(|step| family.process.find(&step.as_str().into()).is_none()) {
            return Err(Error::invalid("suggestion-settings-step", format!("the process has no step `{step}`")));
        }
        if let Some(flow) = settings.pinned.iter().find(|flow| !family.process.has_flow(&flow.as_str().into())) {
            return Err(Error::invalid("suggestion-settings-step", format!("the process has no flow `{flow}`")));
        }
        let words = settings.rejecting.iter().chain(&settings.returning).chain(&settings.value);
        for word in words.chain(settings.wait_targets.keys()) {
            checks::name("a word", word)?;
        }
        Ok(())
    }

    pub(super) fn room_for_drafts(&self, more: usize) -> Result<(), Error> {
        let (start, end) = Bytes::new().byte(space::MAIN).prefix();
        if self.shell().store.scan(Table::Model, &start, &end, MODELS_MAX)?.len() + more > MODELS_MAX {
            let message = format!("at most {MODELS_MAX} drafts are kept: remove some");
            return Err(Error::invalid("too-many-models", message));
        }
        Ok(())
    }

    async fn ask_suggestion(&self, by: Context, task: SuggestionTask) -> Result<Suggestion, Error> {
        match self.ask(by, task).await? {
            Reply::Suggestion(suggestion) => Ok(*suggestion),
            other => unreachable!("a suggestion is answered by itself, not {other:?}"),
        }
    }

    async fn ask(&self, by: Context, task: SuggestionTask) -> Result<Reply, Error> {
        let shell = self.shell().clone();
        // Suggestions and the drafts they come to are with one partition, so that both are in one commit.
        let run = move |by| async move { shell.ask(START_TIMERS, by, Task::Suggestion(Box::new(task))).await };
        once(self.shell(), By::from(by), run).await
    }
}

/// Looks, and keeps what was found; false where it was stopped.
fn search(
    shell: &Arc<Shell>,
    runtime: &tokio::runtime::Handle,
    job: &Job<SuggestionRun>,
    by: Actor,
    asked: FindSuggestions,
    settings: &SuggestionSettings,
) -> Result<bool, Error> {
    runtime.block_on(shell.analytics.caught_up());
    if let Some(reason) = shell.analytics.progress().broken {
        return Err(Error::Stopped { reason });
    }
    let process = job.told().process;
    let mut progress = |cases: u64, at: weir_mining::suggest::Progress| {
        job.tell(|told| (told.cases, told.done, told.of) = (cases, at.done as u64, at.of as u64));
        // An engine that closes waits for nobody.
        let stops = job.is_cancelled() || shell.condition() == Running::Closing;
        if stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let Some((report, found)) = look(shell, &process, &by.id, asked, settings, &mut progress)? else {
        return Ok(false);
    };
    let task = Task::Suggestion(Box::new(SuggestionTask::Found(report, found)));
    runtime.block_on(shell.ask(START_TIMERS, By { actor: by, names: vec![] }, task)).map(|_| true)
}

/// Drafts are with the partition of their id.
fn draft_id() -> String {
    loop {
        let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
        if partition_of(&id) == START_TIMERS {
            return id;
        }
    }
}

fn bounded(text: &str) -> Result<String, Error> {
    if text.len() > COMMENT_BYTES_MAX {
        return Err(Error::invalid("comment-too-long", format!("a reason has at most {COMMENT_BYTES_MAX} bytes")));
    }
    Ok(text.to_owned())
}

/// The suggestions that are kept for a process.
fn kept(shell: &Shell, process: &str) -> Result<Vec<Suggestion>, Error> {
    let (start, end) = suggestion_rows(process).prefix();
    let rows = shell.store.scan(Table::Suggestion, &start, &end, usize::MAX)?;
    rows.iter().map(|(_, value)| read_suggestion(value)).collect()
}
