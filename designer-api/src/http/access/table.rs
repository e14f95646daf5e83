//! What every route does, and with what. A route that is not here is denied to everybody; a test holds this table and the
//! contract together. This file is long because each route has its row.
use weir_core::access::Action;

/// One route.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its method.
    pub method: &'static str,
    /// Its path, as in the contract.
    pub path: &'static str,
    /// What it does; none needs no right.
    pub action: Option<Action>,
    /// Or this, as the body says; the route itself looks which.
    pub or: Option<Action>,
    /// What the id in its path names.
    pub about: About,
}

/// What a route is about: how the object of the decision is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Whoever asks, whatever they may do.
    Caller,
    /// Nothing in particular: the action alone decides, and what is found or named in the body is decided one by one.
    Each,
    /// The whole installation.
    Installation,
    /// The tenant of whoever asks as a whole; of those who have none the installation itself.
    Tenant,
    /// A user task, by its wait.
    Task,
    /// A job, by its wait.
    Job,
    /// An instance.
    Instance,
    /// An element instance or wait: its instance decides.
    Element,
    /// A definition or a process.
    Definition,
    /// A decision.
    Decision,
    /// A form.
    Form,
    /// A draft of a model.
    Model,
    /// A person.
    Person,
    /// A user.
    User,
    /// An API token: its owner decides.
    Token,
    /// A grant or tenant: its tenant decides.
    Granted,
}

const fn open(method: &'static str, path: &'static str) -> Rule {
    Rule { method, path, action: None, or: None, about: About::Each }
}

const fn known(method: &'static str, path: &'static str) -> Rule {
    Rule { method, path, action: None, or: None, about: About::Caller }
}

const fn route(method: &'static str, path: &'static str, action: Action, about: About) -> Rule {
    Rule { method, path, action: Some(action), or: None, about }
}

const fn either(method: &'static str, path: &'static str, action: Action, or: Action, about: About) -> Rule {
    Rule { method, path, action: Some(action), or: Some(or), about }
}

/// All routes.
pub const ROUTES: &[Rule] = &{
    use About as O;
    use Action as A;
    [
        open("GET", "/livez"),
        open("GET", "/readyz"),
        open("GET", "/api/openapi.json"),
        open("GET", "/api/docs"),
        open("GET", "/api/docs/reader.js"),
        open("GET", "/api/docs/reader.css"),
        open("POST", "/api/v1/setup"),
        open("POST", "/api/v1/session"),
        open("GET", "/api/v1/session/options"),
        open("GET", "/api/v1/oidc/login"),
        open("GET", "/api/v1/oidc/callback"),
        route("GET", "/metrics", A::SeeHealth, O::Installation),
        route("GET", "/api/v1/health", A::SeeHealth, O::Installation),
        // -- oneself, and who may do what --------------------------------------------------------------------
        known("GET", "/api/v1/session"),
        known("DELETE", "/api/v1/session"),
        route("GET", "/api/v1/users", A::ManageAccess, O::Each),
        route("GET", "/api/v1/users/{id}", A::ManageOwnAccess, O::User),
        route("PUT", "/api/v1/users/{id}", A::ManageAccess, O::User),
        route("DELETE", "/api/v1/users/{id}", A::ManageAccess, O::User),
        route("PUT", "/api/v1/users/{id}/password", A::ManageOwnAccess, O::User),
        route("GET", "/api/v1/users/{id}/sessions", A::ManageOwnAccess, O::User),
        route("DELETE", "/api/v1/users/{id}/sessions", A::ManageOwnAccess, O::User),
        route("DELETE", "/api/v1/users/{id}/identities", A::ManageAccess, O::User),
        route("GET", "/api/v1/users/{id}/tokens", A::ManageOwnAccess, O::User),
        route("POST", "/api/v1/users/{id}/tokens", A::ManageOwnAccess, O::User),
        route("DELETE", "/api/v1/tokens/{id}", A::ManageOwnAccess, O::Token),
        route("GET", "/api/v1/grants", A::ManageAccess, O::Each),
        route("PUT", "/api/v1/grants/{id}", A::ManageAccess, O::Granted),
        route("DELETE", "/api/v1/grants/{id}", A::ManageAccess, O::Granted),
        route("GET", "/api/v1/tenants", A::ManageAccess, O::Installation),
        route("PUT", "/api/v1/tenants/{id}", A::ManageAccess, O::Installation),
        route("DELETE", "/api/v1/tenants/{id}", A::ManageAccess, O::Installation),
        route("GET", "/api/v1/tokens", A::ManageAccess, O::Each),
        route("GET", "/api/v1/access-audit", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/access/roles", A::ManageAccess, O::Each),
        route("GET", "/api/v1/access/decisions", A::ManageAccess, O::Each),
        route("GET", "/api/v1/settings", A::ManageAccess, O::Installation),
        // -- the auditor: reads everything, changes nothing but what the audit itself keeps ------------------
        route("GET", "/api/v1/audit/events", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/cases/{id}", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/violations", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/checkpoints", A::SeeAudit, O::Installation),
        route("POST", "/api/v1/audit/checkpoints", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/checkpoints/text", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/verifications", A::SeeAudit, O::Installation),
        route("POST", "/api/v1/audit/verifications", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/verifications/{id}", A::SeeAudit, O::Installation),
        route("POST", "/api/v1/audit/verifications/{id}/cancel", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/exports", A::SeeAudit, O::Installation),
        route("POST", "/api/v1/audit/exports", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/exports/{id}", A::SeeAudit, O::Installation),
        route("POST", "/api/v1/audit/exports/{id}/cancel", A::SeeAudit, O::Installation),
        route("GET", "/api/v1/audit/exports/{id}/files/{name}", A::SeeAudit, O::Installation),
        // -- models ------------------------------------------------------------------------------------------
        route("POST", "/api/v1/deployments", A::Deploy, O::Each),
        route("POST", "/api/v1/repairs", A::Deploy, O::Each),
        route("POST", "/api/v1/checks", A::Deploy, O::Each),
        route("POST", "/api/v1/trees", A::SeeModels, O::Each),
        route("POST", "/api/v1/test-runs", A::DesignModels, O::Each),
        route("POST", "/api/v1/test-runs/replay", A::DesignModels, O::Each),
        route("GET", "/api/v1/test-runs/{id}", A::DesignModels, O::Each),
        route("POST", "/api/v1/test-runs/{id}/steps", A::DesignModels, O::Each),
        route("DELETE", "/api/v1/test-runs/{id}", A::DesignModels, O::Each),
        route("POST", "/api/v1/decision-coverage", A::SeeModels, O::Each),
        route("POST", "/api/v1/decision-trials", A::DesignModels, O::Each),
        route("POST", "/api/v1/decision-impact", A::SeeParameters, O::Installation),
        route("POST", "/api/v1/form-previews", A::DesignModels, O::Each),
        route("GET", "/api/v1/model-templates", A::SeeModels, O::Each),
        route("GET", "/api/v1/model-templates/{id}", A::SeeModels, O::Each),
        route("GET", "/api/v1/model-templates/{id}/file", A::SeeModels, O::Each),
        route("GET", "/api/v1/model-templates/{id}/diagram.svg", A::SeeModels, O::Each),
        route("GET", "/api/v1/model-templates/{id}/uses", A::SeeModels, O::Each),
        route("POST", "/api/v1/model-templates/{id}/use", A::DesignModels, O::Each),
        route("POST", "/api/v1/discoveries", A::DesignModels, O::Each),
        route("POST", "/api/v1/log-views", A::DesignModels, O::Each),
        route("GET", "/api/v1/landscape", A::SeeModels, O::Tenant),
        route("POST", "/api/v1/landscape/seed", A::DesignModels, O::Tenant),
        route("POST", "/api/v1/landscape/nodes", A::DesignModels, O::Tenant),
        route("GET", "/api/v1/landscape/nodes/{id}", A::SeeModels, O::Tenant),
        route("PUT", "/api/v1/landscape/nodes/{id}", A::DesignModels, O::Tenant),
        route("DELETE", "/api/v1/landscape/nodes/{id}", A::DesignModels, O::Tenant),
        route("PUT", "/api/v1/landscape/roles/{id}", A::DesignModels, O::Tenant),
        route("DELETE", "/api/v1/landscape/roles/{id}", A::DesignModels, O::Tenant),
        route("GET", "/api/v1/landscape/findings", A::SeeModels, O::Tenant),
        route("GET", "/api/v1/landscape/coverage", A::SeeModels, O::Tenant),
        route("GET", "/api/v1/landscape/collaborations", A::SeeModels, O::Tenant),
        route("GET", "/api/v1/landscape/versions", A::SeeModels, O::Tenant),
        route("GET", "/api/v1/landscape/versions/{version}", A::SeeModels, O::Tenant),
        route("GET", "/api/v1/landscape/versions/{version}/difference", A::SeeModels, O::Tenant),
        route("POST", "/api/v1/landscape/versions/{version}/restore", A::DesignModels, O::Tenant),
        route("GET", "/api/v1/landscape/export", A::SeeModels, O::Tenant),
        route("POST", "/api/v1/landscape/import", A::DesignModels, O::Tenant),
        route("GET", "/api/v1/raci", A::SeeModels, O::Tenant),
        route("PATCH", "/api/v1/raci", A::DesignModels, O::Tenant),
        either("GET", "/api/v1/people/{id}/duties", A::SeeLists, A::SeeModels, O::Person),
        route("GET", "/api/v1/models", A::SeeModels, O::Each),
        route("POST", "/api/v1/models", A::DesignModels, O::Each),
        route("GET", "/api/v1/models/{id}", A::SeeModels, O::Model),
        route("PATCH", "/api/v1/models/{id}", A::DesignModels, O::Model),
        route("DELETE", "/api/v1/models/{id}", A::DesignModels, O::Model),
        route("GET", "/api/v1/models/{id}/xml", A::SeeModels, O::Model),
        route("PUT", "/api/v1/models/{id}/xml", A::DesignModels, O::Model),
        route("GET", "/api/v1/models/{id}/diagram.svg", A::SeeModels, O::Model),
        route("GET", "/api/v1/models/{id}/versions", A::SeeModels, O::Model),
        route("POST", "/api/v1/models/{id}/versions", A::DesignModels, O::Model),
        route("GET", "/api/v1/models/{id}/versions/{revision}/xml", A::SeeModels, O::Model),
        route("POST", "/api/v1/models/{id}/restore", A::DesignModels, O::Model),
        route("GET", "/api/v1/models/{id}/difference", A::SeeModels, O::Model),
        route("GET", "/api/v1/definitions", A::SeeDefinitions, O::Each),
        route("GET", "/api/v1/definitions/{id}", A::SeeDefinitions, O::Definition),
        route("GET", "/api/v1/definitions/{id}/xml", A::SeeDefinitions, O::Definition),
        route("GET", "/api/v1/definitions/{id}/diagram.svg", A::SeeDefinitions, O::Definition),
        route("GET", "/api/v1/definitions/{id}/overlay", A::SeeOperations, O::Definition),
        route("GET", "/api/v1/definitions/{id}/start-form", A::SeeDefinitions, O::Definition),
        route("POST", "/api/v1/definitions/{id}/start-form", A::StartInstances, O::Definition),
        route("POST", "/api/v1/definitions/{id}/attachments", A::StartInstances, O::Definition),
        route("POST", "/api/v1/definitions/{id}/start-form/live", A::StartInstances, O::Definition),
        route("POST", "/api/v1/definitions/{id}/forecast", A::StartInstances, O::Definition),
        route("POST", "/api/v1/definitions/{id}/suspend", A::Operate, O::Definition),
        route("POST", "/api/v1/definitions/{id}/activate", A::Operate, O::Definition),
        route("GET", "/api/v1/definitions/{id}/migration-plan", A::SeeDefinitions, O::Definition),
        route("POST", "/api/v1/migration-plans/validate", A::SeeOperations, O::Each),
        route("GET", "/api/v1/decisions", A::SeeDefinitions, O::Each),
        route("GET", "/api/v1/decisions/{id}", A::SeeDefinitions, O::Decision),
        route("GET", "/api/v1/decisions/{id}/xml", A::SeeDefinitions, O::Decision),
        route("POST", "/api/v1/decisions/{id}/evaluate", A::AskDecisions, O::Decision),
        route("GET", "/api/v1/forms", A::SeeDefinitions, O::Each),
        route("GET", "/api/v1/forms/{id}", A::SeeDefinitions, O::Form),
        route("GET", "/api/v1/forms/{id}/schema", A::SeeDefinitions, O::Form),
        route("GET", "/api/v1/parameters", A::SeeParameters, O::Installation),
        route("GET", "/api/v1/parameters/{name}", A::SeeParameters, O::Installation),
        route("GET", "/api/v1/parameters/{name}/values", A::SeeParameters, O::Installation),
        route("POST", "/api/v1/parameters/{name}/values", A::SetParameters, O::Installation),
        route("POST", "/api/v1/parameters/{name}/impact", A::SeeParameters, O::Installation),
        route("GET", "/api/v1/search", A::SeeDefinitions, O::Each),
        // -- instances ---------------------------------------------------------------------------------------
        route("GET", "/api/v1/instances", A::SeeInstances, O::Each),
        route("POST", "/api/v1/instances", A::StartInstances, O::Each),
        route("POST", "/api/v1/start-conditions/evaluate", A::StartInstances, O::Each),
        route("GET", "/api/v1/instances/{id}", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/diagram.svg", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/activities", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/variables", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/timeline", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/forecast", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/instances/{id}/comments", A::SeeInstances, O::Instance),
        route("POST", "/api/v1/instances/{id}/comments", A::TakePart, O::Instance),
        route("DELETE", "/api/v1/instances/{id}/comments/{comment}", A::TakePart, O::Instance),
        route("GET", "/api/v1/instances/{id}/attachments", A::SeeInstances, O::Instance),
        route("POST", "/api/v1/instances/{id}/attachments", A::TakePart, O::Instance),
        route("GET", "/api/v1/instances/{id}/attachments/{attachment}", A::SeeInstances, O::Instance),
        route("DELETE", "/api/v1/instances/{id}/attachments/{attachment}", A::TakePart, O::Instance),
        route("GET", "/api/v1/instances/{id}/events", A::SeeTrace, O::Instance),
        route("POST", "/api/v1/instances/{id}/withdraw", A::Recall, O::Instance),
        route("POST", "/api/v1/instances/{id}/remind", A::Recall, O::Instance),
        route("PATCH", "/api/v1/instances/{id}/variables", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/cancel", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/revoke", A::Recall, O::Instance),
        route("POST", "/api/v1/instances/{id}/modify", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/migrate", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/restart", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/suspend", A::Operate, O::Instance),
        route("POST", "/api/v1/instances/{id}/resume", A::Operate, O::Instance),
        route("GET", "/api/v1/waits", A::SeeOperations, O::Each),
        route("GET", "/api/v1/incidents", A::SeeOperations, O::Each),
        route("POST", "/api/v1/incidents/{id}/resolve", A::Operate, O::Element),
        route("GET", "/api/v1/batches", A::SeeOperations, O::Installation),
        route("POST", "/api/v1/batches", A::Operate, O::Installation),
        route("GET", "/api/v1/batches/{id}", A::SeeOperations, O::Installation),
        route("GET", "/api/v1/batches/{id}/failures", A::SeeOperations, O::Installation),
        route("POST", "/api/v1/batches/{id}/pause", A::Operate, O::Installation),
        route("POST", "/api/v1/batches/{id}/resume", A::Operate, O::Installation),
        route("POST", "/api/v1/batches/{id}/cancel", A::Operate, O::Installation),
        route("GET", "/api/v1/dead-letters", A::SeeOperations, O::Installation),
        route("POST", "/api/v1/dead-letters/{id}/retry", A::Operate, O::Installation),
        route("POST", "/api/v1/dead-letters/{id}/discard", A::Operate, O::Installation),
        route("GET", "/api/v1/deliveries", A::SeeOperations, O::Installation),
        route("POST", "/api/v1/deliveries/{id}/retry", A::Operate, O::Installation),
        route("POST", "/api/v1/deliveries/{id}/discard", A::Operate, O::Installation),
        route("GET", "/api/v1/webhooks", A::ManageAccess, O::Installation),
        route("PUT", "/api/v1/webhooks/{id}", A::ManageAccess, O::Installation),
        route("DELETE", "/api/v1/webhooks/{id}", A::ManageAccess, O::Installation),
        // -- analytics ---------------------------------------------------------------------------------------
        route("GET", "/api/v1/analytics/processes", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/processes/{id}", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/nodes/{node}", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/cases", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/anomalies", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/early-warnings", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/shifts", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/indices", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/analytics/processes/{id}/query", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/analytics/processes/{id}/rca", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/map", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/variants", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/rework", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/bottlenecks", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/networks", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/batches", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/mined-cases", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/analytics/processes/{id}/comparison", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/analytics/processes/{id}/conformance", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/conformance/{run}", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/analytics/processes/{id}/conformance/{run}/cancel", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/processes/{id}/conformance/{run}/cases", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/analytics/indices", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/index-settings", A::SeeInstances, O::Each),
        route("PUT", "/api/v1/analytics/index-settings", A::SetIndicators, O::Each),
        route("DELETE", "/api/v1/analytics/index-settings", A::SetIndicators, O::Each),
        route("GET", "/api/v1/analytics/index-settings/versions", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/indicators", A::SeeInstances, O::Each),
        route("POST", "/api/v1/analytics/indicators", A::SetIndicators, O::Each),
        route("GET", "/api/v1/analytics/indicators/{key}", A::SeeInstances, O::Each),
        route("PUT", "/api/v1/analytics/indicators/{key}", A::SetIndicators, O::Each),
        route("DELETE", "/api/v1/analytics/indicators/{key}", A::SetIndicators, O::Each),
        route("GET", "/api/v1/analytics/indicators/{key}/versions", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/indicators/{key}/versions/{version}", A::SeeInstances, O::Each),
        route("POST", "/api/v1/analytics/indicator-trials", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/measures", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/lights", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/instances/{id}", A::SeeInstances, O::Instance),
        route("GET", "/api/v1/analytics/evidence/{handle}", A::SeeInstances, O::Each),
        route("GET", "/api/v1/simulations", A::SeeInstances, O::Each),
        route("POST", "/api/v1/simulations", A::Simulate, O::Each),
        route("POST", "/api/v1/simulations/learned", A::Simulate, O::Each),
        route("GET", "/api/v1/simulations/gate", A::SeeInstances, O::Each),
        route("GET", "/api/v1/simulations/{id}", A::SeeInstances, O::Each),
        route("DELETE", "/api/v1/simulations/{id}", A::Simulate, O::Each),
        route("POST", "/api/v1/simulations/{id}/cancel", A::Simulate, O::Each),
        route("POST", "/api/v1/simulations/{id}/repeat", A::Simulate, O::Each),
        route("POST", "/api/v1/simulations/{id}/accept", A::Simulate, O::Each),
        // -- suggestions -------------------------------------------------------------------------------------
        route("GET", "/api/v1/suggestions/{id}", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/suggestions/{id}/runs", A::Improve, O::Definition),
        route("GET", "/api/v1/suggestions/{id}/runs/{run}", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/suggestions/{id}/runs/{run}/cancel", A::Improve, O::Definition),
        route("GET", "/api/v1/suggestions/{id}/settings", A::SeeInstances, O::Definition),
        route("PUT", "/api/v1/suggestions/{id}/settings", A::Improve, O::Definition),
        route("GET", "/api/v1/suggestions/{id}/items/{suggestion}", A::SeeInstances, O::Definition),
        route("GET", "/api/v1/suggestions/{id}/items/{suggestion}/gain", A::SeeInstances, O::Definition),
        route("POST", "/api/v1/suggestions/{id}/items/{suggestion}/dismiss", A::Improve, O::Definition),
        route("POST", "/api/v1/suggestions/{id}/items/{suggestion}/reopen", A::Improve, O::Definition),
        route("POST", "/api/v1/suggestions/{id}/items/{suggestion}/accept", A::Improve, O::Definition),
        route("GET", "/api/v1/analytics/alert-rules", A::SeeInstances, O::Each),
        route("POST", "/api/v1/analytics/alert-rules/back-test", A::SeeInstances, O::Each),
        route("GET", "/api/v1/analytics/alert-rules/{id}", A::SeeInstances, O::Each),
        route("PUT", "/api/v1/analytics/alert-rules/{id}", A::SetParameters, O::Each),
        route("DELETE", "/api/v1/analytics/alert-rules/{id}", A::SetParameters, O::Each),
        route("GET", "/api/v1/analytics/alert-rules/{id}/versions", A::SeeInstances, O::Each),
        route("GET", "/api/v1/alerts", A::SeeInstances, O::Each),
        route("GET", "/api/v1/alerts/counts", A::SeeInstances, O::Each),
        route("GET", "/api/v1/alerts/{id}", A::SeeInstances, O::Each),
        route("GET", "/api/v1/alerts/{id}/lines", A::SeeInstances, O::Each),
        either("POST", "/api/v1/alerts/{id}/acknowledge", A::Operate, A::SetParameters, O::Each),
        either("POST", "/api/v1/alerts/{id}/comments", A::Operate, A::SetParameters, O::Each),
        route("GET", "/api/v1/alert-silences", A::SeeInstances, O::Each),
        either("POST", "/api/v1/alert-silences", A::Operate, A::SetParameters, O::Each),
        either("DELETE", "/api/v1/alert-silences/{id}", A::Operate, A::SetParameters, O::Each),
        // -- people's work -----------------------------------------------------------------------------------
        route("GET", "/api/v1/user-tasks", A::SeeTasks, O::Each),
        route("GET", "/api/v1/user-tasks/{id}", A::SeeTasks, O::Task),
        either("PATCH", "/api/v1/user-tasks/{id}", A::WorkOnTasks, A::ForceTasks, O::Task),
        route("GET", "/api/v1/user-tasks/{id}/form", A::SeeTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/form/live", A::SeeTasks, O::Task),
        route("PUT", "/api/v1/user-tasks/{id}/draft", A::WorkOnTasks, O::Task),
        route("DELETE", "/api/v1/user-tasks/{id}/draft", A::WorkOnTasks, O::Task),
        route("GET", "/api/v1/user-tasks/{id}/return-targets", A::SeeTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/claim", A::WorkOnTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/unclaim", A::WorkOnTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/start", A::WorkOnTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/complete", A::WorkOnTasks, O::Task),
        either("POST", "/api/v1/user-tasks/{id}/transfer", A::WorkOnTasks, A::ForceTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/delegate", A::WorkOnTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/resolve", A::WorkOnTasks, O::Task),
        route("POST", "/api/v1/user-tasks/{id}/return", A::WorkOnTasks, O::Task),
        route("GET", "/api/v1/approvals/{id}", A::SeeInstances, O::Element),
        either("POST", "/api/v1/approvals/{id}/signers", A::Recall, A::ForceTasks, O::Element),
        route("POST", "/api/v1/approvals/{id}/withdraw", A::Recall, O::Element),
        route("POST", "/api/v1/approvals/{id}/remind", A::Recall, O::Element),
        route("POST", "/api/v1/approvals/{id}/copies", A::Recall, O::Element),
        route("GET", "/api/v1/enabled-activities", A::SeeInstances, O::Each),
        route("POST", "/api/v1/enabled-activities/{id}/activate", A::Recall, O::Element),
        route("POST", "/api/v1/ad-hoc-sub-processes/{id}/complete", A::Recall, O::Element),
        route("GET", "/api/v1/people/{id}/tasks", A::SeeLists, O::Person),
        route("GET", "/api/v1/people/{id}/instances", A::SeeLists, O::Person),
        route("GET", "/api/v1/people/{id}/counts", A::SeeLists, O::Person),
        route("GET", "/api/v1/people/{id}/drafts", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/drafts/{task}", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/filters", A::KeepNotes, O::Person),
        route("PUT", "/api/v1/people/{id}/filters/{name}", A::KeepNotes, O::Person),
        route("DELETE", "/api/v1/people/{id}/filters/{name}", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/mentions", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/notices", A::KeepNotes, O::Person),
        route("POST", "/api/v1/people/{id}/notices/read", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/notices/stream", A::KeepNotes, O::Person),
        route("GET", "/api/v1/instances/{id}/copies", A::SeeInstances, O::Instance),
        route("POST", "/api/v1/people/{id}/copies/{instance}/read", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/notification-preferences", A::KeepNotes, O::Person),
        route("PUT", "/api/v1/people/{id}/notification-preferences", A::KeepNotes, O::Person),
        route("DELETE", "/api/v1/people/{id}/notification-preferences", A::KeepNotes, O::Person),
        route("GET", "/api/v1/people/{id}/proxies", A::ManageProxies, O::Person),
        route("PUT", "/api/v1/people/{id}/proxies/{proxy}", A::ManageProxies, O::Person),
        route("DELETE", "/api/v1/people/{id}/proxies/{proxy}", A::ManageProxies, O::Person),
        // -- programs' work ----------------------------------------------------------------------------------
        route("GET", "/api/v1/jobs", A::SeeOperations, O::Each),
        route("POST", "/api/v1/jobs/fetch", A::WorkOnJobs, O::Each),
        route("POST", "/api/v1/jobs/{id}/complete", A::WorkOnJobs, O::Job),
        route("POST", "/api/v1/jobs/{id}/fail", A::WorkOnJobs, O::Job),
        route("POST", "/api/v1/jobs/{id}/error", A::WorkOnJobs, O::Job),
        route("POST", "/api/v1/jobs/{id}/extend", A::WorkOnJobs, O::Job),
        route("GET", "/api/v1/messages", A::SeeOperations, O::Each),
        route("POST", "/api/v1/messages", A::PublishMessages, O::Each),
        route("POST", "/api/v1/signals", A::PublishMessages, O::Each),
        // -- the organisation --------------------------------------------------------------------------------
        route("GET", "/api/v1/organisation", A::SeePeople, O::Installation),
        route("GET", "/api/v1/organisation/people", A::SeePeople, O::Each),
        route("GET", "/api/v1/organisation/people/{id}", A::SeePeople, O::Person),
        route("GET", "/api/v1/organisation/departments", A::SeePeople, O::Each),
        route("POST", "/api/v1/organisation/resolve", A::SeePeople, O::Installation),
        route("GET", "/api/v1/organisation/changes", A::ManageOrganisation, O::Installation),
        route("POST", "/api/v1/organisation/changes", A::ManageOrganisation, O::Installation),
        route("PUT", "/api/v1/organisation/calendars/{id}/years/{year}", A::ManageOrganisation, O::Installation),
        route("GET", "/api/v1/organisation/export", A::ManageOrganisation, O::Installation),
        route("POST", "/api/v1/organisation/import", A::ManageOrganisation, O::Installation),
        route("POST", "/api/v1/organisation/import/check", A::ManageOrganisation, O::Installation),
        route("GET", "/api/v1/organisation/entries", A::ManageOrganisation, O::Installation),
    ]
};

impl Rule {
    /// Does it answer whoever asks?
    pub fn is_open(&self) -> bool {
        self.action.is_none() && self.about == About::Each
    }
}

/// The rule of a route, by its method and its path as in the contract.
pub fn rule(method: &str, path: &str) -> Option<&'static Rule> {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static RULES: LazyLock<HashMap<(&str, &str), &Rule>> =
        LazyLock::new(|| ROUTES.iter().map(|rule| ((rule.method, rule.path), rule)).collect());
    let method = if method == "HEAD" { "GET" } else { method };
    RULES.get(&(method, path)).copied()
}
