//! How answers look, for the contract. The engine's own types are what is sent; these describe them.
//!
//! The route tests hold the two together: every answer they see is checked against the contract, field by field.
#![allow(dead_code, reason = "described, never built")]
use serde::Serialize;
use utoipa::ToSchema;

mod access;
mod admin;
mod alert_rules;
mod alerts;
mod analytics;
mod audit;
mod audit_jobs;
mod breadth;
mod cases;
mod conformance;
mod decision;
mod discovery;
mod duty_rules;
mod findings;
mod form;
mod index_settings;
mod indicator;
mod indices;
mod instance;
mod intervention;
mod log_views;
mod mining;
mod model;
mod node_waits;
mod norm_rules;
mod notes;
mod operation;
mod outgoing;
mod people;
mod plan;
mod repair;
mod simulated;
mod simulation;
mod studio;
mod suggested;
pub mod suggestion;
mod test_run;
mod tree;
mod work;

pub use access::{AccessRole, ActionName, AuditLine, Grant, Grantee, Happened, Tenant, UserKind};
pub use admin::{AccessDecisions, ImportReport, RoleReach, SettingInForce};
pub use alert_rules::{AlertBackTest, AlertRule, AlertRuleSpec, WatchedRule};
pub use alerts::{AlertCounts, AlertGroups, AlertLine, AlertNotice, AlertSilence, AlertView};
pub use analytics::{Analysed, NodeDetail, Portfolio, ProcessAnswer};
pub use audit::{AuditPage, CaseFile, Violations};
pub use audit_jobs::{AuditExport, CheckpointSummary, ExportFormat, Verification};
pub use breadth::RoleBreadth;
pub use cases::{Cohort, EvidenceAnswer, InstanceAnalysis};
pub use conformance::{Conformance, ConformanceRun, NormOf};
pub use decision::{
    Covered, DecisionAnswer, DecisionDefinition, DeployedDecision, Impact, ParameterEntry, ParameterState,
    UsedParameter,
};
pub use discovery::{DiscoveredLog, Discovery, DraftLog};
pub use duty_rules::{DutyRuleSpec, DutyRuleVersion};
pub use findings::{Abnormal, Calibrated, DataFault, Explained, Grouped, Moved, Warned};
pub use form::{DeployedForm, FieldError, FormDefinition, TaskForm};
pub use index_settings::{IndexSettings, IndexSettingsHeld, IndexSettingsUsed, IndexSettingsVersion};
pub use indicator::{Indicator, IndicatorDetail, IndicatorList, IndicatorVersion, Lights, Told};
pub use indices::{Indices, IndicesOf};
pub use instance::{
    InstanceDetail, InstanceState, InstanceSummary, StartForm, StartedInstance, TraceEvent, VariableEntry, Wait,
};
pub use intervention::{
    BatchFailure, BatchSummary, BatchTrial, Changes, DefinitionState, MigrationPlan, MigrationReport, Obstacle,
    ProposedMigration, RestartReport,
};
pub use log_views::LogViews;
pub use mining::{
    MinedBatches, MinedBottlenecks, MinedCases, MinedComparison, MinedMap, MinedNetworks, MinedRework, MinedVariants,
};
pub use model::{Definition, DeploymentReport, ResourceDisposition, ResourceProblem};
pub use node_waits::NodeWaits;
pub use norm_rules::KeptRules;
pub use notes::{Attachment, Comment, Copy, Draft, Notice, SavedFilter, StartFile};
pub use operation::Health;
pub use outgoing::{NoticePreferences, OutgoingDelivery, Webhook};
pub use people::{
    Approval, CalendarDay, Department, Forecast, Involved, OrganisationChange, OrganisationChanges, OrganisationCounts,
    OrganisationEntry, OrganisationUnit, Person, PersonCounts, Proxy, TimelineEntry,
};
pub use plan::{
    DraftOrigin, LandscapeDifference, LandscapeFinding, LandscapeNode, LandscapeRole, LandscapeVersion, TemplateUse,
    Words,
};
pub use repair::{Files, RepairReport};
pub use simulated::{ProcessGate, SimulationDetail};
pub use simulation::{LearnedSimulation, NewSimulation, Simulation, SimulationReason};
pub use studio::{Checked, Difference, Found, Model, ModelTemplate, ModelVersion, Overlay};
pub use suggestion::SuggestionSettings;
pub use test_run::{Replayed, TestRun};
pub use tree::{ShownTree, TreeChange};
pub use work::{
    BufferedMessage, Candidate, DeadLetter, EnabledActivity, Incident, Job, Publication, Sentence, SignalReport,
    StartedByCondition, UserTask,
};

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The entries.
    items: Vec<T>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
}
