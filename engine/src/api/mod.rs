//! What goes over the facade: questions in, answers out. All of it is plain data in camelCase.
mod access;
mod ad_hoc;
mod address;
mod alert;
mod alert_group;
mod alert_rule;
mod analytics;
mod audit;
mod audit_export;
mod audit_rule;
mod beat;
mod breadth;
mod conformance;
mod dead_letter;
mod decision;
mod definition;
mod discovery;
mod duty;
mod form;
mod incident;
mod index_settings;
mod indicator;
mod instance;
mod intervention;
mod job;
mod landscape;
mod log_views;
mod message;
mod mined_batches;
mod mining;
mod model;
mod notes;
mod notice;
mod operation;
mod organisation;
mod outgoing;
mod overlay;
mod page;
mod parameter;
mod people;
mod simulation;
mod suggestion;
mod task;
mod trace;
mod trial;
mod variable_test;
mod wait;
mod work;

pub use access::{AuditFilter, ChangeAccess, InstanceFacts, NewLine};
pub use ad_hoc::{EnabledActivity, EnabledActivityFilter};
pub use address::{ElementAddress, WaitAddress};
pub use alert::{
    Alert, AlertAct, AlertCounts, AlertDriver, AlertEvidence, AlertFilter, AlertHappened, AlertLine, AlertMeasure,
    AlertNotice, AlertSilence, AlertStatus, AlertText, AlertVerdict, AlertView, Severity,
};
pub use alert_group::{AlertGroup, AlertGroups, AlertMember};
pub use alert_rule::{
    AlertBackTest, AlertFlow, AlertPrecision, AlertReceivers, AlertRule, AlertRuleSpec, AlertRuleState, AlertScope,
    AlertSource, AlertTogether, Precisions, WatchedRule,
};
pub use analytics::{
    Analysed, AsOf, Indices, IndicesOf, InstanceAnalysis, Portfolio, PortfolioItem, ProcessIndices, ReachedLimit,
};
pub use audit::{
    AuditArea, AuditChange, AuditEntry, AuditJobState, AuditObject, AuditPage, AuditQuery, BrokenEntry, CaseFile,
    CheckpointSummary, NamedEvents, Verification, VerificationReceipt,
};
pub use audit_export::{AuditExport, ExportCounts, ExportFile, ExportFormat, ExportManifest, NewExport};
pub use audit_rule::{DutyRule, HeldBoth, Realised, Violations};
pub use beat::{BatchBeat, Beat, CountsChange, Happened, IncidentChange, JobsBeat, VersionBeat};
pub use breadth::{Breadth, RoleBreadth, UnusedStep};
pub use conformance::{
    Conformance, ConformanceFault, ConformanceInserted, ConformanceRun, ConformanceTask, Deviation, NormOf,
};
pub use dead_letter::{DeadLetter, DeadLetterId, NoDeadLetterId};
pub use decision::{AskDecision, DecisionAnswer, DecisionDefinition, DecisionFilter, DeployedDecision, UsedParameter};
pub use definition::{
    Definition, DefinitionFilter, DeployedDefinition, DeploymentReport, Resource, ResourceDisposition, ResourceProblem,
};
pub use discovery::{DiscoveredFault, DiscoveredLog, Discovery, DraftLog, LogColumns, LogFormat, NewDiscovery};
pub use duty::{DutyRuleSpec, DutyRuleVersion};
pub use form::{DeployedForm, FormDefinition, FormFilter, TaskForm};
pub use incident::{Incident, IncidentFilter};
pub use index_settings::{IndexSettingsUsed, IndexSettingsVersion};
pub use indicator::{
    ChangeIndicator, IndicatorDetail, IndicatorEvidence, IndicatorList, IndicatorNow, IndicatorValue, IndicatorVersion,
    Light, Lights, Told,
};
pub use instance::{
    ElementState, InstanceAction, InstanceDetail, InstanceFilter, InstanceOrder, InstanceSummary, SetVariables,
    StartForm, StartInstance, StartedInstance, VariableEntry,
};
pub use intervention::{
    BatchFailure, BatchOf, BatchOperation, BatchState, BatchSummary, MigrationCheck, ProposedMigration,
    RestartInstance, RestartReport,
};
pub use job::{FailJob, FetchJobs, Job, JobError};
pub use landscape::{ChangeLandscape, DraftOrigin, LandscapeVersion, TemplateFile, TemplateUse, UseTemplate};
pub use log_views::{
    ForeignCase, ForeignConformance, ForeignVariant, ForeignVariants, LogDurations, LogNorm, LogViews,
};
pub use message::{
    BufferedMessage, Candidate, Delivery, Publication, PublishMessage, SignalBroadcast, SignalReport, StartConditions,
    StartedByCondition,
};
pub use mined_batches::{MinedBatch, MinedBatches, MinedFiring};
pub use mining::{
    MapSliders, MinedAgain, MinedBottleneck, MinedBottlenecks, MinedCase, MinedCases, MinedCohort, MinedComparison,
    MinedDifference, MinedFlow, MinedInvolvement, MinedItem, MinedLink, MinedLoad, MinedLoop, MinedMap, MinedNetworks,
    MinedNode, MinedPeopleToAndFro, MinedRework, MinedToAndFro, MinedVariant, MinedVariants, MinedWorkload,
};
pub use model::{Model, ModelFilter, ModelOrder, ModelVersion, NewModel};
pub use notes::{Attachment, Comment, Draft, NewComment, SavedFilter, SeenDraft, StartFile};
pub use notice::{LeftOut, Notice, NoticeKind};
pub use operation::{Condition, Health, Histogram, Metrics};
pub use organisation::{CalendarDay, ChangeOrganisation, OrganisationChange, OrganisationCounts, ProxyOf};
pub use outgoing::{
    Channel, DeliveryError, DeliveryState, NoticePreferences, NoticeWords, OutgoingDelivery, Tried, Webhook,
};
pub use overlay::{Counts, Found, FoundPerson, Overlay, VersionCounts};
pub use page::{Page, Paging};
pub use parameter::{Impact, ParameterEntry, ParameterState, SetParameter};
pub use people::{
    ApprovalView, Copy, Involved, PersonCounts, ReturnTask, SeatView, SignersChange, TimelineEntry, TimeoutView,
};
pub use simulation::{
    Acceptance, AskedSimulation, GateOf, GateTold, LiveCase, NewSimulation, Reason, Simulation, SimulationProgress,
    SimulationResult, SimulationStage, SimulationState, SimulationView, TeamTold, Versions, WhatIf,
};
pub use suggestion::{
    AcceptSuggestion, AcceptanceEnded, DecidedGain, DraftSuggestion, FindSuggestions, FoundSuggestion, Gate,
    Suggestion, SuggestionAcceptance, SuggestionEvidence, SuggestionGain, SuggestionReport, SuggestionRun,
    SuggestionSettings, SuggestionState, VersionEvidence,
};
pub use task::{CompleteUserTask, PlanUserTask, TaskAction, TaskOrder, UserTask, UserTaskFilter};
pub use trace::TraceEvent;
pub use trial::{BatchTrial, DefinitionTrial, StartTrial, TriedInstance, TriedRefusal};
pub use variable_test::{Comparison, VariableTest};
pub use wait::{Wait, WaitFilter};
pub use work::{Work, WorkKind, WorkState};
