//! What calls other processes and decisions.
use super::{Text, Work};

/// What a call activity says. What goes in and comes back beside that is said by input and output mappings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Call {
    /// `calledElement`: the id of a process, or FEEL after `=`.
    pub called: Option<String>,
    /// `weir:binding`: `latest`, `deployment`, `version` or `versionTag`; none is by what else is given, else `latest`.
    pub binding: Option<Text>,
    /// `weir:version`: a number, or FEEL after `=`.
    pub version: Option<Text>,
    /// `weir:versionTag`: text, or FEEL after `=`.
    pub version_tag: Option<Text>,
    /// `weir:businessKey`: text, or FEEL after `=`.
    pub business_key: Option<Text>,
    /// `weir:inheritBusinessKey`: the business key of the caller is that of the called instance too.
    pub inherit_business_key: bool,
    /// `weir:propagateAllParentVariables`: everything that the call activity sees goes in; none is: unless it has inputs.
    pub pass_all: Option<bool>,
    /// `weir:propagateAllChildVariables`: everything comes back; none is: unless it has outputs.
    pub return_all: Option<bool>,
    /// Do outputs see what came back alone, as `camunda:out` does?
    pub own_outputs: bool,
    /// The variable that takes the id of the called instance.
    pub instance_variable: Option<String>,
    /// `camunda:calledElementTenantId`.
    pub tenant: Option<Text>,
}

/// What a business rule task says: a decision that the engine evaluates, else work for a worker.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleTask {
    /// `weir:decision`: the id of a decision, or FEEL after `=`.
    pub decision: Option<Text>,
    /// `weir:binding`: `latest`, `deployment`, `version` or `versionTag`; none is by what else is given, else `latest`.
    pub binding: Option<Text>,
    /// `weir:version`: a number, or FEEL after `=`.
    pub version: Option<Text>,
    /// `weir:versionTag`: text, or FEEL after `=`.
    pub version_tag: Option<Text>,
    /// `weir:resultVariable`: the variable that takes the result.
    pub result: Option<String>,
    /// `weir:mapDecisionResult`: `singleEntry`, `singleResult`, `collectEntries`, `resultList`, `variables` or
    /// `variablesIfAny`; none is the value as the decision gives it.
    pub mapping: Option<Text>,
    /// Who does it when no decision is named.
    pub work: Work,
    /// `camunda:decisionRefTenantId`.
    pub tenant: Option<Text>,
    /// Is it a service task, whose fields say all this?
    pub by_fields: bool,
}
