//! Suggestions, as their partition takes them: found, dismissed, opened again, accepted. Acceptance and the drafts it comes
//! to are one commit.
use super::model::MadeOf;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{
    AcceptanceEnded, DecidedGain, DraftSuggestion, NewModel, Suggestion, SuggestionAcceptance, SuggestionReport,
    SuggestionSettings, SuggestionState,
};
use crate::error::Error;
use crate::projection::{
    Record, SuggestionChange, model_key, report_key, settings_key, suggestion_key, suggestion_rows,
};
use crate::shell::Shell;
use crate::store::Table;
use crate::suggest::against;
use crate::{SUGGESTION_EARLIER_MAX, SUGGESTIONS_MAX};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;
use std::collections::{BTreeMap, BTreeSet};
use std::{mem, slice};

/// What is said about suggestions.
#[derive(Debug)]
pub enum SuggestionTask {
    /// A search has ended with these.
    Found(SuggestionReport, Vec<Suggestion>),
    /// It is not wanted, for this reason.
    Dismiss(String, String, String),
    /// It is looked at again after all, for this reason.
    Reopen(String, String, Option<String>),
    /// It is taken up.
    Accept(Box<Accept>),
    /// For the first time a measurement has decided what it brought.
    Decided(String, String, Box<DecidedGain>),
    /// What is known of a process beside its model.
    Settings(String, Box<SuggestionSettings>),
}

/// A suggestion that is taken up.
#[derive(Debug)]
pub struct Accept {
    /// The process.
    pub process: String,
    /// The suggestion.
    pub id: String,
    /// What is said, but for who, when and what was promised.
    pub acceptance: SuggestionAcceptance,
    /// The drafts, in the order of their ids in the acceptance.
    pub drafts: Vec<NewModel>,
    /// Their tenant.
    pub tenant: Option<String>,
}

impl Turn<'_> {
    pub(super) fn suggestion(&mut self, task: SuggestionTask) -> Result<Reply, Halt> {
        match task {
            SuggestionTask::Found(report, found) => self.found(&report, found),
            SuggestionTask::Dismiss(process, id, reason) => {
                let suggestion = self.open_suggestion(&process, &id)?;
                let (by, at) = (self.actor.id.clone(), self.now);
                let state = SuggestionState::Dismissed { by, at, reason };
                Ok(self.decided(Suggestion { state, ..suggestion }))
            }
            SuggestionTask::Reopen(process, id, reason) => self.reopen(&process, &id, reason),
            SuggestionTask::Accept(accept) => self.accept(*accept),
            SuggestionTask::Decided(process, id, gain) => {
                let mut suggestion = self.kept_suggestion(&process, &id)?;
                match &mut suggestion.state {
                    // Measured twice at the same time, the first counts.
                    SuggestionState::Accepted(acceptance)
                        if acceptance.decided.is_none() && gain.at >= acceptance.at =>
                    {
                        acceptance.decided = Some(*gain);
                        Ok(self.decided(suggestion))
                    }
                    _ => Ok(Reply::Suggestion(Box::new(suggestion))),
                }
            }
            SuggestionTask::Settings(process, settings) => {
                let settings = Some(json(&*settings));
                self.keep_suggestions(SuggestionChange { settings, ..self.change_of(&process) });
                Ok(Reply::Done)
            }
        }
    }

    /// What somebody has said about a suggestion stays when it is found again, and so do the figures of an accepted one: what
    /// it brings is held against what was there when it was accepted. Of others the newest figures count.
    fn found(&mut self, report: &SuggestionReport, found: Vec<Suggestion>) -> Result<Reply, Halt> {
        let mut known: BTreeMap<String, Suggestion> =
            self.suggestions_of(&report.process)?.into_iter().map(|one| (one.id.clone(), one)).collect();
        let mut put = vec![];
        for new in found {
            let kept = match known.remove(&new.id) {
                None => new,
                Some(old) if matches!(old.state, SuggestionState::Accepted(_)) => Suggestion { last: new.last, ..old },
                Some(Suggestion { first, state, earlier, .. }) => Suggestion { first, state, earlier, ..new },
            };
            put.push(kept);
        }
        let is_unsaid = |one: &Suggestion| one.state == SuggestionState::Open && one.earlier.is_empty();
        let (gone, said): (Vec<Suggestion>, Vec<Suggestion>) = known.into_values().partition(is_unsaid);
        if put.len() + said.len() > SUGGESTIONS_MAX {
            let message = format!("at most {SUGGESTIONS_MAX} suggestions of a process are kept, with those decided on");
            return Err(Error::invalid("too-many-suggestions", message).into());
        }
        let change = SuggestionChange {
            report: Some(json(report)),
            put: put.iter().map(|one| (one.id.clone(), json(one))).collect(),
            gone: gone.into_iter().map(|one| one.id).collect(),
            ..self.change_of(&report.process)
        };
        self.keep_suggestions(change);
        Ok(Reply::Done)
    }

    fn reopen(&mut self, process: &str, id: &str, reason: Option<String>) -> Result<Reply, Halt> {
        let mut suggestion = self.kept_suggestion(process, id)?;
        if suggestion.state == SuggestionState::Open {
            return Ok(Reply::Suggestion(Box::new(suggestion)));
        }
        if reopening(self.shell, slice::from_ref(&suggestion))?.is_empty() {
            return Err(decided("it was accepted: its draft, or what was deployed of it, says what became of it"));
        }
        if let SuggestionState::Accepted(mut acceptance) = mem::replace(&mut suggestion.state, SuggestionState::Open) {
            if acceptance.drafts.is_empty() && reason.is_none() {
                let message = "nothing but this says why it is taken back: say it, the reason is kept";
                return Err(Error::invalid("suggestion-without-reason", message).into());
            }
            acceptance.ended = Some(AcceptanceEnded { by: self.actor.id.clone(), at: self.now, reason });
            suggestion.earlier.push(*acceptance);
            suggestion.earlier.drain(..suggestion.earlier.len().saturating_sub(SUGGESTION_EARLIER_MAX));
        }
        Ok(self.decided(suggestion))
    }

    fn accept(&mut self, accept: Accept) -> Result<Reply, Halt> {
        let Accept { process, id, acceptance, drafts, tenant } = accept;
        let suggestion = self.open_suggestion(&process, &id)?;
        // A rule of duties may have been made since the search, or since whoever accepts has looked.
        let settings = self.shell.store.get(Table::SuggestionSettings, &settings_key(&process))?;
        let settings: SuggestionSettings = settings.map(|bytes| read(&bytes)).transpose()?.unwrap_or_default();
        against(self.shell, &process, &settings, &suggestion.found.edit)?;
        let report = self.shell.store.get(Table::Suggestion, &report_key(&process))?;
        let report: Option<SuggestionReport> = report.map(|bytes| read(&bytes)).transpose()?;
        let evidence = report.map(|report| report.evidence).unwrap_or_default();
        let of_draft = DraftSuggestion {
            process: process.clone(),
            id: id.clone(),
            base: acceptance.base.clone(),
            simulation: acceptance.simulation.clone(),
            evidence: evidence.iter().map(|of| of.handle.clone()).collect(),
        };
        for (draft, new) in acceptance.drafts.iter().zip(drafts) {
            self.create_model(draft.clone(), new, tenant.clone(), MadeOf::Suggestion(Box::new(of_draft.clone())));
        }
        let accepted = SuggestionAcceptance {
            by: self.actor.id.clone(),
            at: self.now,
            promised: suggestion.found.clone(),
            cases: suggestion.cases,
            evidence,
            ..acceptance
        };
        Ok(self.decided(Suggestion { state: SuggestionState::Accepted(Box::new(accepted)), ..suggestion }))
    }

    fn open_suggestion(&self, process: &str, id: &str) -> Result<Suggestion, Halt> {
        let suggestion = self.kept_suggestion(process, id)?;
        match &suggestion.state {
            SuggestionState::Open => Ok(suggestion),
            SuggestionState::Dismissed { .. } => Err(decided("it was dismissed: open it again first")),
            SuggestionState::Accepted(_) if !reopening(self.shell, slice::from_ref(&suggestion))?.is_empty() => {
                Err(decided("it was accepted already: open it again first"))
            }
            SuggestionState::Accepted(_) => Err(decided("it was accepted already")),
        }
    }

    fn kept_suggestion(&self, process: &str, id: &str) -> Result<Suggestion, Halt> {
        let found = self.shell.store.get(Table::Suggestion, &suggestion_key(process, id))?;
        Ok(read(&found.ok_or_else(|| Error::not_found("suggestion", id))?)?)
    }

    fn suggestions_of(&self, process: &str) -> Result<Vec<Suggestion>, Halt> {
        let (start, end) = suggestion_rows(process).prefix();
        let rows = self.shell.store.scan(Table::Suggestion, &start, &end, usize::MAX)?;
        Ok(rows.iter().map(|(_, value)| read(value)).collect::<Result<_, _>>()?)
    }

    fn decided(&mut self, suggestion: Suggestion) -> Reply {
        let put = vec![(suggestion.id.clone(), json(&suggestion))];
        self.keep_suggestions(SuggestionChange { put, ..self.change_of(&suggestion.process) });
        Reply::Suggestion(Box::new(suggestion))
    }

    fn change_of(&self, process: &str) -> SuggestionChange {
        SuggestionChange {
            process: process.to_owned(),
            actor: self.actor.clone(),
            at: self.now,
            report: None,
            put: vec![],
            gone: vec![],
            settings: None,
        }
    }

    fn keep_suggestions(&mut self, change: SuggestionChange) {
        self.records.push(Record::SuggestionsChanged(Box::new(change)));
    }
}

/// Which of these suggestions of one process may be opened again? What was dismissed may, and what was accepted for nothing: it is
/// no matter of the model, or the model that it came to was removed before any of it was deployed.
pub fn reopening(shell: &Shell, suggestions: &[Suggestion]) -> Result<BTreeSet<String>, Error> {
    let process = suggestions.first().map_or("", |one| &one.process);
    let versions = shell.catalogue.versions(process);
    let deployed: BTreeSet<&String> = versions.iter().flat_map(|release| &release.definition.suggestions).collect();
    let mut all = BTreeSet::new();
    for one in suggestions {
        let opens = match &one.state {
            SuggestionState::Open => false,
            SuggestionState::Dismissed { .. } => true,
            SuggestionState::Accepted(acceptance) => match acceptance.drafts.first() {
                None => true,
                Some(model) => {
                    !deployed.contains(&one.id) && shell.store.get(Table::Model, &model_key(model))?.is_none()
                }
            },
        };
        all.extend(opens.then(|| one.id.clone()));
    }
    Ok(all)
}

fn decided(message: &str) -> Halt {
    Error::invalid("suggestion-decided", message).into()
}

fn json(value: &impl Serialize) -> ByteBuf {
    serde_json::to_vec(value).expect("suggestions are plain data").into()
}

/// What is kept as JSON.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let unreadable = |error: serde_json::Error| crate::store::Error::View { reason: format!("a suggestion: {error}") };
    Ok(serde_json::from_slice(bytes).map_err(unreadable)?)
}
