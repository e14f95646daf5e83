//! What is planned and improved, as an auditor reads it: who changed the landscape, who took up, declined or took back a
//! suggestion, and who accepted a scenario though nothing had verified it.
use super::told::entry;
use crate::api::{AuditArea, AuditEntry, Simulation, Suggestion, SuggestionState, TemplateUse};
use crate::projection::{LandscapeChange, SimulationChange, SuggestionChange};
use serde_json::{Value, json};
use weir_core::{Actor, Timestamp};

fn of(action: &str, at: Timestamp, actor: &Actor, kind: &str, id: &str) -> AuditEntry {
    entry(AuditArea::Planning, action, at, actor, (kind, id.to_owned()))
}

/// A version of the landscape: what is other, with what it was.
pub(super) fn landscape(change: &LandscapeChange) -> AuditEntry {
    let version = &change.version;
    let action = if version.restored.is_some() { "landscapeRestored" } else { "landscapeChanged" };
    let actor = Actor::named(&version.actor);
    let mut told = of(action, version.at, &actor, "landscape", &version.version.to_string());
    told.reason = Some(version.reason.clone());
    told.data = json!({ "version": version, "tenant": change.tenant, "entries": change.entries });
    told
}

/// A template of the library became drafts.
pub(super) fn template(used: &TemplateUse) -> AuditEntry {
    let mut told = of("templateUsed", used.at, &Actor::named(&used.actor), "template", &used.template.template);
    told.data = json!(used);
    told
}

/// Suggestions were looked for, or decided on.
pub(super) fn suggestions(change: &SuggestionChange) -> Vec<AuditEntry> {
    let about = |action: &str, id: &str, data: Value| {
        let mut told = of(action, change.at, &change.actor, "suggestion", id);
        told.process = Some(change.process.clone());
        told.data = data;
        told
    };
    let mut all = vec![];
    if let Some(settings) = &change.settings {
        let data = serde_json::from_slice(settings).unwrap_or_default();
        let mut told = about("suggestionSettingsChanged", &change.process, data);
        "suggestionSettings".clone_into(&mut told.object.kind);
        all.push(told);
    }
    if change.report.is_some() {
        // What a search found is kept with it; nobody has decided anything.
        let counts = json!({ "found": change.put.len(), "gone": change.gone });
        all.push(about("suggestionsSearched", &change.process, counts));
        return all;
    }
    let kept = change.put.iter().filter_map(|(_, bytes)| serde_json::from_slice::<Suggestion>(bytes).ok());
    all.extend(kept.map(|suggestion| {
        let (action, reason, data) = decided(&suggestion, change.at);
        let mut told = about(action, &suggestion.id, data);
        told.reason = reason;
        told
    }));
    all
}

/// What became of a suggestion, and why: what it promised stands with its search.
fn decided(suggestion: &Suggestion, at: Timestamp) -> (&'static str, Option<String>, Value) {
    let rule = suggestion.found.rule;
    match &suggestion.state {
        SuggestionState::Dismissed { reason, .. } => {
            ("suggestionDismissed", Some(reason.clone()), json!({ "rule": rule }))
        }
        SuggestionState::Accepted(acceptance) => {
            if let Some(gain) = &acceptance.decided {
                return ("suggestionMeasured", None, json!({ "rule": rule, "decided": gain }));
            }
            let data = json!({
                "rule": rule, "base": acceptance.base, "drafts": acceptance.drafts,
                "simulation": acceptance.simulation, "gate": acceptance.gate,
            });
            ("suggestionAccepted", acceptance.reason.clone(), data)
        }
        SuggestionState::Open => {
            let ended = suggestion.earlier.last().and_then(|was| was.ended.as_ref()).filter(|ended| ended.at == at);
            let reason = ended.and_then(|ended| ended.reason.clone());
            let action = if ended.is_some() { "suggestionTakenBack" } else { "suggestionReopened" };
            (action, reason, json!({ "rule": rule }))
        }
    }
}

/// A scenario was accepted. How far a simulation is decides nothing, and is none.
pub(super) fn simulation(change: &SimulationChange) -> Option<AuditEntry> {
    let simulation: Simulation = serde_json::from_str(change.told.as_ref()?).ok()?;
    let accepted = simulation.accepted?;
    let actor = Actor::named(&accepted.by);
    let mut told = of("scenarioAccepted", accepted.at, &actor, "simulation", &change.id);
    told.process = Some(simulation.process);
    told.definition = Some(simulation.definition);
    told.reason.clone_from(&accepted.reason);
    told.data = json!(accepted);
    Some(told)
}
