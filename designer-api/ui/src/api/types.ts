// The words of the contract, by short names.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Activity = Schemas["Activity"];
export type Approval = Schemas["Approval"];
export type Involved = Schemas["Involved"];
export type Attachment = Schemas["Attachment"];
export type AuditEntry = Schemas["AuditEntry"];
export type AuditExport = Schemas["AuditExport"];
export type Breadth = Schemas["Breadth"];
export type CaseFile = Schemas["CaseFile"];
export type Changes = Schemas["Changes"];
export type Comment = Schemas["Comment"];
export type Definition = Schemas["Definition"];
export type Difference = Schemas["Difference"];
export type Draft = Schemas["Draft"];
export type DraftNow = Schemas["DraftNow"];
export type ElementState = Schemas["ElementState"];
export type FieldError = Schemas["FieldError"];
export type Coming = Schemas["Coming"];
export type Forecast = Schemas["Forecast"];
export type Incident = Schemas["Incident"];
export type Sentence = Schemas["Sentence"];
export type InstanceDetail = Schemas["InstanceDetail"];
export type InstanceSummary = Schemas["InstanceSummary"];
export type Collaborations = Schemas["Collaborations"];
export type Coverage = Schemas["LandscapeCoverage"];
export type Covered = Schemas["PlanCovered"];
export type Landscape = Schemas["LandscapeNow"];
export type LandscapeDifference = Schemas["LandscapeDifference"];
export type LandscapeFinding = Schemas["LandscapeFinding"];
export type LandscapeNode = Schemas["LandscapeNode"];
export type LandscapeVersion = Schemas["LandscapeVersion"];
export type Model = Schemas["Model"];
export type ModelProblem = Schemas["ResourceProblem"];
export type ModelTemplate = Schemas["ModelTemplate"];
export type ModelVersion = Schemas["ModelVersion"];
export type Notice = Schemas["Notice"];
export type Overlay = Schemas["Overlay"];
export type Person = Schemas["Person"];
export type PersonCounts = Schemas["PersonCounts"];
export type ProblemDocument = Schemas["ProblemDocument"];
export type RaciMatrix = Schemas["RaciMatrix"];
export type Seat = Schemas["Seat"];
export type StartFile = Schemas["StartFile"];
export type StartForm = Schemas["StartForm"];
export type TaskForm = Schemas["TaskForm"];
export type TemplateMade = Schemas["TemplateMade"];
export type TemplateParameter = Schemas["TemplateParameter"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type TraceEvent = Schemas["TraceEvent"];
export type UserTask = Schemas["UserTask"];
export type VariableEntry = Schemas["VariableEntry"];
export type Verification = Schemas["Verification"];
export type Violations = Schemas["Violations"];
export type Wait = Schemas["Wait"];
export type Words = Schemas["Words"];
export type Whoami = Schemas["Whoami"];

// Alerts.
export type AlertBackTest = Schemas["AlertBackTest"];
export type AlertGroup = Schemas["AlertGroup"];
export type AlertGroups = Schemas["AlertGroups"];
export type AlertLine = Schemas["AlertLine"];
export type AlertRule = Schemas["AlertRule"];
export type AlertRuleSpec = Schemas["AlertRuleSpec"];
export type AlertScope = Schemas["AlertScope"];
export type DutyRuleVersion = Schemas["DutyRuleVersion"];
export type AlertView = Schemas["AlertView"];
export type WatchedRule = Schemas["WatchedRule"];

// Monitoring.
export type AsOf = Schemas["AsOf"];
export type CaseReason = Schemas["CaseReason"];
export type Delta = Schemas["Delta"];
export type IndexAnswer = Schemas["IndexAnswer"];
export type IndexSettings = Schemas["IndexSettings"];
export type KeptRules = Schemas["KeptRules"];
export type Norm = Schemas["Norm"];
export type NormRule = Schemas["NormRule"];
export type IndexSettingsHeld = Schemas["IndexSettingsHeld"];
export type IndexSettingsUsed = Schemas["IndexSettingsUsed"];
export type IndexSettingsVersion = Schemas["IndexSettingsVersion"];
export type Indicator = Schemas["Indicator"];
export type IndicatorDetail = Schemas["Told_IndicatorDetail"];
export type IndicatorNow = Schemas["IndicatorNow"];
export type IndicatorValue = Schemas["IndicatorValue"];
export type IndicatorVersion = Schemas["IndicatorVersion"];
export type LandscapeLight = Schemas["Light"];
export type InstanceAnalysis = Schemas["InstanceAnalysis"];
export type Measure = Schemas["Measure"];
export type Moved = Schemas["Moved"];
export type NodeAnswer = Schemas["NodeAnswer"];
export type NodeWaits = Schemas["NodeWaits"];
export type FlowAnswer = Schemas["FlowAnswer"];
export type Remarkable = Schemas["Remarkable"];
export type SeriesPoint = Schemas["Point"];
export type Summary = Schemas["Summary"];
export type Times = Schemas["Times"];
export type VersionAnswer = Schemas["VersionAnswer"];

// Suggestions.
export type FoundSuggestion = Schemas["FoundSuggestion"];
export type MeasuredGain = Schemas["MeasuredGain"];
export type Suggestion = Schemas["Suggestion"];
export type SuggestionGain = Schemas["SuggestionGain"];
export type SuggestionLack = Schemas["SuggestionLack"];
export type SuggestionRecord = Schemas["SuggestionRecord"];
export type SuggestionReport = Schemas["SuggestionReport"];
export type SuggestionRun = Schemas["SuggestionRun"];
export type SuggestionSettings = Schemas["SuggestionSettings"];

// Analysis.
export type Conformance = Schemas["Conformance"];
export type ConformanceRun = Schemas["ConformanceRun"];
export type Discovery = Schemas["Discovery"];
export type LogViews = Schemas["LogViews"];
export type MinedBottleneck = Schemas["MinedBottleneck"];
export type MinedComparison = Schemas["MinedComparison"];
export type MinedLink = Schemas["MinedLink"];
export type MinedMap = Schemas["MinedMap"];
export type MinedNetworks = Schemas["MinedNetworks"];
export type NormOf = Schemas["NormOf"];

/** What a caller may do somewhere. */
export type ActionName = Schemas["ActionName"];
export type TaskAction = UserTask["allowedActions"][number];

/** A page of a list; `next` leads to the one behind it. */
export interface Page<T> {
  items: T[];
  next?: string | null;
}
