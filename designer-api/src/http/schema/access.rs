//! Who may do what.
use serde::Serialize;
use utoipa::ToSchema;

/// A person, or a program.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum UserKind {
    Person,
    Service,
}

/// In which capacity somebody works with the engine.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AccessRole {
    Administrator,
    Designer,
    Operator,
    Auditor,
    ProcessOwner,
    User,
    Worker,
    Integrator,
}

/// What somebody does; also the scope of an API token.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionName {
    SeeDefinitions,
    Deploy,
    StartInstances,
    SeeInstances,
    SeeTrace,
    SeeOperations,
    Operate,
    SeeTasks,
    WorkOnTasks,
    ForceTasks,
    Recall,
    WorkOnJobs,
    PublishMessages,
    AskDecisions,
    SeeParameters,
    SetParameters,
    SeePeople,
    ManageOrganisation,
    SeeLists,
    ManageProxies,
    ManageOwnAccess,
    ManageAccess,
    SeeAudit,
    SeeHealth,
    ActForOthers,
    TakePart,
    KeepNotes,
    SeeModels,
    DesignModels,
    SetIndicators,
    Simulate,
    Improve,
}

/// For whom a grant is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase", tag = "kind", content = "id")]
pub enum Grantee {
    User(String),
    Department(String),
    Post(String),
    Role(String),
    Group(String),
    Everybody,
}

/// A role, for somebody, within bounds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// Its id.
    id: String,
    /// For whom.
    to: Grantee,
    /// The role.
    role: AccessRole,
    /// Only for these processes; none is all.
    processes: Vec<String>,
    /// Only for instances that people of these departments, or of those in them, started; none is all.
    departments: Vec<String>,
    /// Only in this tenant.
    tenant: Option<String>,
    /// When.
    #[schema(value_type = Object)]
    valid: (),
    /// Why.
    reason: Option<String>,
}

/// An organisation of its own on the same installation.
#[derive(Serialize, ToSchema)]
pub struct Tenant {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Nobody of it is let in.
    disabled: bool,
}

/// One line of the audit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditLine {
    /// Counts from 1, without a gap.
    number: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What.
    happened: Happened,
    /// Who did it; of a failed login, whom it was tried as.
    user: String,
    /// In whose name, when not in their own.
    person: Option<String>,
    /// What it was done with.
    object: Option<String>,
    /// More about it; why it was refused.
    detail: Option<String>,
    /// From which address.
    address: Option<String>,
    /// How often, since the line before of the same kind.
    times: u32,
}

/// What happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Happened {
    SetUp,
    LoggedIn,
    LoginFailed,
    LoginLocked,
    LoggedOut,
    SessionsEnded,
    PasswordChanged,
    UserChanged,
    UserRemoved,
    IdentityLinked,
    IdentityUnlinked,
    GrantChanged,
    GrantRemoved,
    TenantChanged,
    TenantRemoved,
    TokenCreated,
    TokenRevoked,
    Denied,
    DataRead,
    DataExported,
    LogVerified,
}
