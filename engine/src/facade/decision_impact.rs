//! What a changed decision would change: running instances that will ask it are asked with it, before it is deployed.
use super::Engine;
use super::parameters::impact;
use crate::Error;
use crate::api::{Impact, Page, Paging};
use crate::shell::Shell;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use weir_core::decision::{Decisions, File};
use weir_core::impact::Around;
use weir_core::instance::Variables;
use weir_core::wait::Bound;
use weir_core::{Moment, Parameters, Process, Timestamp};

/// No rule parameter is called so: nothing but decisions is looked at.
const NO_PARAMETER: &str = "";

impl Engine {
    /// Which running instances would decide differently if this DMN file were deployed: those ahead of whose tokens one of
    /// its decisions is asked in its latest version. A page looks at so many instances; ask on while there is a cursor.
    pub async fn decision_impact(&self, text: String, page: &Paging) -> Result<Page<Impact>, Error> {
        let (shell, page) = (self.shell().clone(), page.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let (decisions, _) = Decisions::compile(&[File { name: "", bytes: text.as_bytes() }]);
            let ids: BTreeSet<String> = decisions.decisions().map(|decision| decision.id.clone()).collect();
            let now = shell.now();
            let before = Parameters::clone(&shell.parameters.at(now));
            let after = before.clone();
            let around = Drafted { shell: &shell, decisions: &decisions, ids: &ids, after: &after, now };
            impact(&shell, NO_PARAMETER, [&before, &after], &around, &page)
        });
        looked.await.map_err(|_| Error::invalid("preview-failed", "the preview broke down"))?
    }
}

/// What is deployed, and the decisions that would be.
struct Drafted<'a> {
    shell: &'a Shell,
    decisions: &'a Decisions,
    ids: &'a BTreeSet<String>,
    /// Who asks with these asks for what would be.
    after: &'a Parameters,
    now: Timestamp,
}

impl Around for Drafted<'_> {
    fn decide(
        &self,
        decision: &str,
        bound: &Bound,
        asker: &str,
        variables: &Variables,
        parameters: &Parameters,
    ) -> Result<Option<Value>, String> {
        // Whoever asks for a certain version goes on asking for that.
        if *bound != Bound::Latest || !self.ids.contains(decision) {
            return Ok(None);
        }
        let moment = Moment { parameters, ..Moment::from(self.shell.at(self.now)) };
        let answer = if std::ptr::eq(parameters, self.after) {
            self.decisions.evaluate(decision, variables, moment)
        } else {
            let release = self.shell.bound_decision(decision, bound, asker).map_err(|error| error.to_string())?;
            let deployed = self.shell.decisions.compiled(&release).map_err(|error| error.to_string())?;
            deployed.evaluate(decision, variables, moment)
        };
        let answer = answer.map_err(|error| error.to_string())?;
        // FEEL makes null of what fails: that is no answer.
        answer.faults.first().map_or(Ok(Some(answer.value.clone())), |fault| Err(fault.clone()))
    }

    fn called(&self, process: &str, bound: &Bound, caller: &str) -> Result<(String, Arc<Process>), String> {
        let release = self.shell.catalogue.bound(process, bound, caller).map_err(|error| error.to_string())?;
        let definition = release.definition.id.clone();
        let process = self.shell.catalogue.process(&definition).map_err(|error| error.to_string())?;
        Ok((definition, process))
    }
}
