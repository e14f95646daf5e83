//! Histories held against rules, and against norms: begun, followed, ended, and the cases of each deviation.
use super::Engine;
use crate::api::{Analysed, AuditJobState, ConformanceFault, ConformanceRun, Deviation, MinedCases, NormOf};
use crate::audit::Job;
use crate::mining::{Kept, Mined, conform, norm_model, page};
use crate::paging::to_hex;
use crate::shell::{Running, Shell, random_bytes};
use crate::{CONFORMANCE_WAITING_MAX, Context, Error};
use std::ops::ControlFlow;
use std::sync::Arc;
use weir_core::model::Model;
use weir_core::{ElementId, Timestamp};
use weir_mining::ledger::{Ask, KeptRules};
use weir_mining::watch::norm_rules::{Norm, NormRule};

impl Engine {
    /// Begins to hold the history of a question against a norm. The same question of the same history is the run that there
    /// is. `wanted` names the process of the norm, where its file has several.
    pub async fn check_conformance(
        &self,
        by: &Context,
        ask: Ask,
        norm: NormOf,
        wanted: Option<&str>,
    ) -> Result<ConformanceRun, Error> {
        let ask = self.known(ask)?;
        let (bytes, revision) = match &norm {
            NormOf::Definition(id) => (self.definition_xml(id).await?, None),
            NormOf::Model(id) => {
                let (model, text) = self.model_text(id, None).await?;
                (text.into_bytes(), Some(model.revision))
            }
        };
        let (model, process) = norm_model(&bytes, wanted, &ask.process)?;
        let asked = ask.clone();
        let (_, instances) = self.read_ledger(vec![], move |ledger| ledger.instances(&asked)).await?;
        let history = (instances.len(), instances.last().copied());
        let runs = &self.shell().norms.runs;
        let kept = runs.all();
        let same = kept.iter().find(|kept| {
            let fresh = match kept.told.state {
                AuditJobState::Running => true,
                AuditJobState::Done => kept.history == history,
                _ => false,
            };
            fresh && kept.asks(&ask, &norm, revision) && kept.told.norm_process == process.as_str()
        });
        if let Some(same) = same {
            return Ok(same.told.clone());
        }
        if kept.iter().filter(|kept| kept.told.state == AuditJobState::Running).count() >= CONFORMANCE_WAITING_MAX {
            let message =
                format!("at most {CONFORMANCE_WAITING_MAX} runs wait for their turn: wait for the end of one");
            return Err(Error::invalid("too-many-conformance-runs", message));
        }
        let id = to_hex(&random_bytes::<8>());
        let told = ConformanceRun {
            id: id.clone(),
            process: ask.process.clone(),
            norm,
            norm_process: process.to_string(),
            revision,
            state: AuditJobState::Running,
            by: by.actor.id.clone(),
            begun: self.shell().now(),
            from: Timestamp(ask.from),
            until: Timestamp(ask.until),
            cases: 0,
            done: 0,
            of: 0,
            error: None,
            found: None,
        };
        let kept = Kept { told, ask: ask.clone(), history, evidence: Arc::default() };
        let full = || Error::invalid("too-many-conformance-runs", "wait for the end of another run");
        let job = runs.begin(&id, kept, |_| false).ok_or_else(full)?;
        let (engine, theirs) = (self.clone(), job.clone());
        tokio::spawn(async move {
            let turn = engine.shell().norms.turn.lock().await;
            let ended = engine.carry_conformance(&theirs, ask, model, process).await;
            drop(turn);
            theirs.tell(|kept| match ended {
                Ok(true) => kept.told.state = AuditJobState::Done,
                Ok(false) => kept.told.state = AuditJobState::Cancelled,
                Err(error) => {
                    let fault = ConformanceFault { code: error.code().to_owned(), message: error.to_string() };
                    (kept.told.state, kept.told.error) = (AuditJobState::Failed, Some(fault));
                }
            });
        });
        Ok(job.told().told)
    }

    /// Carries one out; false where it was ended.
    async fn carry_conformance(
        &self,
        job: &Arc<Job<Kept>>,
        ask: Ask,
        model: Model,
        process: ElementId,
    ) -> Result<bool, Error> {
        if job.is_cancelled() {
            return Ok(false);
        }
        let (shell, theirs) = (self.shell().clone(), job.clone());
        let found = self.mined(ask, move |mined| {
            theirs.tell(|kept| kept.told.cases = mined.log.case_count() as u64);
            carried(&shell, &theirs, mined, (&model, &process))
        });
        Ok(found.await?.answer)
    }

    /// A run, as far as it is.
    pub fn conformance_run(&self, process: &str, id: &str) -> Result<ConformanceRun, Error> {
        Ok(self.conformance(process, id)?.told().told)
    }

    /// It is to stop.
    pub fn cancel_conformance_run(&self, process: &str, id: &str) -> Result<ConformanceRun, Error> {
        let job = self.conformance(process, id)?;
        job.cancel();
        Ok(job.told().told)
    }

    /// A page of the cases behind something that a run found.
    pub fn conformance_cases(
        &self,
        process: &str,
        id: &str,
        of: &Deviation,
        (skip, limit): (usize, usize),
    ) -> Result<MinedCases, Error> {
        let kept = self.conformance(process, id)?.told();
        if kept.told.state != AuditJobState::Done {
            return Err(Error::invalid("conformance-not-done", "the run has no cases before its end: wait for it"));
        }
        let cases = kept.evidence.cases(of).ok_or_else(|| Error::not_found("mined-item", "of this kind in the run"))?;
        Ok(page(&cases, skip, limit))
    }

    /// The rules that the owner of a process has declared.
    fn norm_rules(&self, process: &str) -> Result<Vec<NormRule>, Error> {
        Ok(self.index_settings_of(process)?.map(|version| version.settings.rules).unwrap_or_default())
    }

    /// What one of them asks for.
    pub fn norm_rule(&self, process: &str, id: &str) -> Result<Norm, Error> {
        let found = self.norm_rules(process)?.into_iter().find(|rule| rule.id == id);
        Ok(found.ok_or_else(|| Error::not_found("norm-rule", id))?.norm)
    }

    /// The ended instances of a question held against the rules of their process.
    pub async fn analytics_rules(&self, ask: Ask) -> Result<Analysed<KeptRules>, Error> {
        let ask = self.known(ask)?;
        let rules = self.norm_rules(&ask.process)?;
        self.analysed(ask.clone(), move |ledger| ledger.kept_rules(&ask, &rules)).await
    }

    fn conformance(&self, process: &str, id: &str) -> Result<Arc<Job<Kept>>, Error> {
        let found = self.shell().norms.runs.find(id).filter(|job| job.told().told.process == process);
        found.ok_or_else(|| Error::not_found("conformance-run", id))
    }
}

fn carried(shell: &Shell, job: &Job<Kept>, mined: &Mined, norm: (&Model, &ElementId)) -> Result<bool, Error> {
    let mut tell = |done: u64, of: u64| {
        job.tell(|kept| (kept.told.done, kept.told.of) = (done, of));
        // An engine that closes waits for nobody.
        let stops = job.is_cancelled() || shell.condition() == Running::Closing;
        if stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let Some((found, evidence)) = conform(mined, norm, &mut tell)? else { return Ok(false) };
    job.tell(|kept| {
        kept.told.done = kept.told.of;
        kept.told.found = Some(found);
        kept.evidence = Arc::new(evidence);
    });
    Ok(true)
}
