//! May somebody do something? One pure function.
use super::{Access, Action, Action as A, ApiToken, Grant, Grantee, Reach};
use crate::organisation::{Organisation, UnitKind};
use crate::time::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Somebody who asks, with all that speaks for them.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// Who was let in.
    pub user: String,
    /// In whose name they ask: their own, unless they speak for somebody else.
    pub person: String,
    /// The tenant that they never leave; none is the installation itself.
    pub tenant: Option<String>,
    /// The grants in force.
    pub grants: Vec<Arc<Grant>>,
    /// What their token is for; none is everything.
    pub scopes: Vec<Action>,
    /// For which processes their token is; none is all.
    pub processes: Vec<String>,
}

/// What is asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Object<'a> {
    /// Of which tenant it is; none is of the installation itself.
    pub tenant: Option<&'a str>,
    /// Of which process.
    pub process: Option<&'a str>,
    /// The departments of whoever started the instance, and those around them.
    pub departments: &'a [String],
    /// Is it a list or a search, of which whatever is found is decided one by one?
    pub each: bool,
    /// Has the person to do with it: is it their task, do they take part, is it themselves?
    pub related: bool,
}

/// Why not. For the audit; callers are told no more than that they may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// It belongs to another tenant.
    OtherTenant,
    /// The token is not for this.
    TokenScope,
    /// No role of theirs has it.
    NoRole,
    /// A role has it, but the grant is for other processes or departments.
    OutsideGrant,
    /// A role has it for what they have to do with, and this is not that.
    NotRelated,
}

/// Everything is denied unless a grant gives it: within the caller's tenant, within what their token is for, by a grant in
/// force whose role has the action and whose bounds cover the object.
pub fn may(caller: &Caller, action: Action, object: &Object) -> Result<(), Denied> {
    if caller.tenant.is_some() && caller.tenant.as_deref() != object.tenant {
        return Err(Denied::OtherTenant);
    }
    let scoped = caller.scopes.is_empty() || caller.scopes.contains(&action);
    let named = object.process.is_none_or(|p| caller.processes.is_empty() || caller.processes.iter().any(|q| q == p));
    // A token for some processes is for nothing that concerns the whole installation.
    let installation = caller.processes.is_empty() || !action.is_of_installation();
    if !scoped || !named || !installation {
        return Err(Denied::TokenScope);
    }
    let mut denied = Denied::NoRole;
    for grant in &caller.grants {
        let reach = grant.role.reach(action);
        if reach == Reach::Nothing {
            continue;
        }
        if !covers(grant, caller, action, object) {
            denied = denied.nearer(Denied::OutsideGrant);
        } else if reach == Reach::Related && !object.related {
            denied = denied.nearer(Denied::NotRelated);
        } else {
            return Ok(());
        }
    }
    Err(denied)
}

fn covers(grant: &Grant, caller: &Caller, action: Action, object: &Object) -> bool {
    // Whoever has a role of any bounds keeps the right to themselves.
    if action == Action::ManageOwnAccess && object.related {
        return true;
    }
    let tenant = grant.tenant.as_deref().is_none_or(|tenant| object.tenant == Some(tenant));
    if action.is_of_installation() {
        let whole = grant.processes.is_empty() && grant.departments.is_empty();
        return whole && tenant && (grant.tenant.is_none() || caller.tenant == grant.tenant);
    }
    // What is of no process is covered by a grant for some of them where it is decided one by one, is the person's own, or
    // is no secret among those who work here.
    let beyond = object.each || object.related || matches!(action, A::SeePeople | A::SeeDefinitions | A::AskDecisions);
    let process = match object.process {
        Some(process) => grant.processes.is_empty() || grant.processes.iter().any(|granted| granted == process),
        None => grant.processes.is_empty() || beyond,
    };
    // Definitions are of no department: whose instances one may see is another matter than what one may start.
    let of_definition = matches!(action, A::SeeDefinitions | A::StartInstances | A::AskDecisions);
    let department = grant.departments.is_empty()
        || (object.process.is_none() && beyond)
        || of_definition
        || object.departments.iter().any(|department| grant.departments.contains(department));
    tenant && process && department
}

impl Denied {
    /// In a word, for the audit.
    pub fn code(self) -> &'static str {
        match self {
            Denied::OtherTenant => "other-tenant",
            Denied::TokenScope => "token-scope",
            Denied::NoRole => "no-role",
            Denied::OutsideGrant => "outside-grant",
            Denied::NotRelated => "not-related",
        }
    }

    /// Whichever says more.
    fn nearer(self, other: Denied) -> Denied {
        if self == Denied::NotRelated { self } else { other }
    }
}

impl Caller {
    /// Somebody who has been let in, with the grants that are theirs then: by name, as everybody, and by what they belong
    /// to in the organisation.
    pub fn of(access: &Access, organisation: &Organisation, user: &str, now: Timestamp) -> Option<Caller> {
        let known = access.user(user, now)?;
        let mut to = BTreeSet::from([Grantee::Everybody, Grantee::User(user.to_owned())]);
        if let Some(person) = organisation.person(user, now) {
            for kind in [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department] {
                for unit in organisation.units(person, kind, now) {
                    if kind == UnitKind::Department {
                        let around = organisation.departments_around(unit, now);
                        to.extend(around.map(|department| Grantee::Department(department.id.clone())));
                    } else {
                        to.insert(Grantee::unit(kind, unit));
                    }
                }
            }
        }
        // Everybody of a tenant is nobody else.
        let here =
            |grant: &Grant| grant.to != Grantee::Everybody || grant.tenant.is_none() || grant.tenant == known.tenant;
        let in_force = |grant: &&Arc<Grant>| grant.valid.holds(now) && here(grant);
        let grants = to.iter().flat_map(|to| access.grants_to(to)).filter(in_force);
        Some(Caller {
            user: user.to_owned(),
            person: user.to_owned(),
            tenant: known.tenant.clone(),
            grants: grants.cloned().collect(),
            scopes: vec![],
            processes: vec![],
        })
    }

    /// By this token: no more than it is for.
    #[must_use]
    pub fn through(mut self, token: &ApiToken) -> Self {
        self.scopes.clone_from(&token.scopes);
        self.processes.clone_from(&token.processes);
        self
    }

    /// How far the caller reaches with an action at best: whether it is worth finding out what they have to do with
    /// something.
    pub fn reach(&self, action: Action) -> Reach {
        if !self.scopes.is_empty() && !self.scopes.contains(&action) {
            return Reach::Nothing;
        }
        self.grants.iter().map(|grant| grant.role.reach(action)).max().unwrap_or(Reach::Nothing)
    }

    /// Does any grant of theirs give the action for what they have to do with, whatever else another one gives?
    pub fn relates(&self, action: Action) -> bool {
        self.grants.iter().any(|grant| grant.role.reach(action) == Reach::Related)
    }

    /// Does any grant of theirs ask who started an instance?
    pub fn asks_for_departments(&self) -> bool {
        self.grants.iter().any(|grant| !grant.departments.is_empty())
    }

    /// Is everything of all tenants, processes and departments theirs with this action?
    pub fn is_unbounded(&self, action: Action) -> bool {
        self.tenant.is_none()
            && self.processes.is_empty()
            && (self.scopes.is_empty() || self.scopes.contains(&action))
            && self.grants.iter().any(|g| g.is_unbounded() && g.role.reach(action) == Reach::Everything)
    }
}
