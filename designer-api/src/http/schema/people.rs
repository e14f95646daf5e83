//! Approvals, what people did, and the organisation.
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// An open approval.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    /// Its id.
    id: String,
    /// The task.
    element: String,
    /// Who has to agree: mode, veto, and what is done where nobody can.
    policy: Value,
    /// Who is asked, and what they said.
    seats: Vec<Seat>,
    /// What the votes so far mean: `pass`, `reject` or `pending`.
    verdict: String,
    /// Until when it is to be decided, where the model says how long it may take.
    timeout: Option<ApprovalTimeout>,
}

/// The end of the time of an approval.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalTimeout {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What is done then: `remind`, `approve`, `reject`, `transfer` or `escalate`.
    then: String,
}

/// One opinion that is asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    /// Its number.
    id: u32,
    /// Who is asked.
    person: String,
    /// Whom they stand in for.
    stands_for: Option<String>,
    /// How much it counts where votes are weighed.
    weight: u32,
    /// Does a rejection settle the matter?
    veto: bool,
    /// How it came to be there, when the model did not put it there.
    added: Option<Value>,
    /// `Waiting`, `Open`, `Voted` with the vote, or `Removed` with by whom.
    state: Value,
    /// Who has the task at present and prepares it for whoever is asked (委派).
    prepared_by: Option<String>,
}

/// A task that was done.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Involved {
    /// Which.
    element: String,
    /// Its name.
    name: Option<String>,
    /// By whom.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The instance in which it was done, where that is one that has called the one that asks: it is given with a return.
    instance: Option<String>,
}

/// One line of an instance's timeline.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The task.
    element: String,
    /// Its name.
    name: Option<String>,
    /// The element instance.
    key: u64,
    /// What happened: `started`, `asked`, `claimed`, `approved`, `returned` and so on.
    what: String,
    /// Who did it.
    by: String,
    /// To whom, or whom it concerns; of a return the task that it goes back to.
    to: Vec<String>,
    /// In which words.
    comment: Option<String>,
    /// How long the person had been asked, in milliseconds.
    took_ms: Option<i64>,
    /// Of a return the name of the task that it goes back to.
    to_name: Option<String>,
}

/// The tasks to come.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// In the order in which they would be opened.
    tasks: Vec<Coming>,
    /// Code and words, where it ends for another reason than the end of the instance.
    until: Option<(String, String)>,
}

/// A task to come.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coming {
    /// Which.
    element: String,
    /// Who would be asked.
    people: Vec<String>,
    /// Whose members could claim it.
    groups: Vec<String>,
    /// What those are called, in the same order; null where the organisation has none of that id.
    group_names: Vec<Option<String>>,
    /// Is it open already?
    open: bool,
    /// Its name.
    name: Option<String>,
}

/// How much there is in each list of a person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonCounts {
    /// What they have.
    todo: u64,
    /// What they may claim.
    claimable: u64,
    /// What they started.
    started: u64,
    /// Where they did something.
    handled: u64,
    /// What they were told of.
    copied: u64,
    /// What they have and is past its due date.
    overdue: u64,
}

/// A change of the organisation that was made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationChange {
    /// Counts from 1.
    version: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// Why.
    reason: Option<String>,
    /// How many entries changed.
    entries: u64,
}

/// How much of everything there is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationCounts {
    /// How often it has changed.
    version: u64,
    /// People.
    people: u64,
    /// Departments.
    departments: u64,
    /// Posts.
    posts: u64,
    /// Roles.
    roles: u64,
    /// Groups.
    groups: u64,
    /// Standing proxies.
    proxies: u64,
    /// Work calendars.
    calendars: u64,
}

/// Somebody.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// What models, tasks and logs call them.
    id: String,
    /// Their name.
    name: String,
    /// Where they get mail.
    email: Option<String>,
    /// The language in which they are written to.
    locale: Option<String>,
    /// To whom they report; nothing said is the head of their department.
    superior: Option<String>,
    /// Where they belong. The first department is their main one.
    memberships: Vec<Membership>,
    /// When they work here.
    valid: Valid,
    /// They are in no organisation: it is an account, and this is what it is called.
    account: Option<bool>,
}

/// Somebody belongs to something.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// `department`, `post`, `role` or `group`.
    kind: String,
    /// Which.
    id: String,
    /// When.
    valid: Valid,
}

/// From when until when; null is always.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Valid {
    /// Its first moment.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// The first moment after it.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// What a unit of the organisation is called.
#[derive(Serialize, ToSchema)]
pub struct OrganisationUnit {
    /// `group`, `role`, `post`, `department` or `calendar`.
    kind: String,
    /// What models call it.
    id: String,
    /// Its name.
    name: String,
    /// How many people belong to it now, themselves and not by a part of it, where that was asked; nobody belongs to a calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<u64>,
}

impl OrganisationUnit {
    /// As it is sent.
    pub fn new(kind: &str, id: &str, name: &str, people: Option<u64>) -> Self {
        OrganisationUnit { kind: kind.to_owned(), id: id.to_owned(), name: name.to_owned(), people }
    }
}

/// A department.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Department {
    /// What models call it.
    id: String,
    /// Its name.
    name: String,
    /// The department around it.
    parent: Option<String>,
    /// Who leads it.
    head: Option<String>,
    /// When it exists.
    valid: Valid,
}

/// A post, a role or a group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// What models call it.
    id: String,
    /// Its name.
    name: String,
    /// When it exists.
    valid: Valid,
}

/// Somebody stands in for somebody.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Proxy {
    /// Its id.
    id: String,
    /// For whom.
    principal: String,
    /// Who stands in.
    substitute: String,
    /// Only in these processes; none is all.
    processes: Vec<String>,
    /// When.
    valid: Valid,
    /// Why.
    reason: Option<String>,
}

/// When people work.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calendar {
    /// What models call it.
    id: String,
    /// Its name.
    name: String,
    /// An IANA time zone.
    time_zone: String,
    /// Monday to Sunday: pieces of time, each with `from` and `until`.
    week: Vec<Vec<Hours>>,
    /// Days that are not like the week, by date; without hours they are free.
    days: std::collections::BTreeMap<String, Vec<Hours>>,
}

/// A day of a work calendar that is not like its week.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CalendarDay {
    /// Which: `2026-10-01`.
    date: String,
    /// Does one work?
    work: bool,
    /// When; nothing said of a day of work is like the first working day of the week.
    #[schema(required = false)]
    hours: Vec<Hours>,
    /// What people call it.
    name: Option<String>,
}

/// A piece of a working day.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// Its beginning: `09:00:00`.
    from: String,
    /// Its end.
    until: String,
}

/// One thing of the organisation: an object with one member, named by its kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrganisationEntry {
    /// Somebody.
    Person(Person),
    /// A department.
    Department(Department),
    /// A post.
    Post(Unit),
    /// A role.
    Role(Unit),
    /// A group.
    Group(Unit),
    /// Somebody stands in for somebody.
    Proxy(Proxy),
    /// When people work.
    Calendar(Calendar),
}

/// What is to change, all or none of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationChanges {
    /// The changes.
    changes: Vec<Change>,
    /// Only when the organisation is still at this version.
    version: Option<u64>,
    /// Why.
    reason: Option<String>,
    /// People are removed also when they have open tasks, which stay with nobody.
    force: Option<bool>,
}

/// What is to become of one thing: an object with one member.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// It is so from now on, whether it was there before or not.
    Put(OrganisationEntry),
    /// It is gone.
    Remove {
        /// Its kind.
        kind: String,
        /// Its id.
        id: String,
    },
}
