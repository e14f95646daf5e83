//! `weir grant`, `weir tenant`, `weir whoami`, `weir audit`: who may do what.
use super::client::{Server, escape};
use super::work::show;
use super::{Failed, exit};
use clap::{Args, Subcommand};
use serde_json::json;

/// Grants: which role somebody has, within which bounds.
#[derive(Args)]
pub struct GrantCommand {
    #[command(subcommand)]
    what: GrantWhat,
}

#[derive(Subcommand)]
enum GrantWhat {
    /// Give somebody a role, or change what was given.
    Add(AddGrant),
    /// List grants.
    List(Listed),
    /// Take a grant back.
    Remove(Removed),
}

#[derive(Args)]
struct AddGrant {
    /// The role: administrator, designer, operator, auditor, processOwner, user, worker, integrator.
    role: String,
    /// For whom: `user:ann`, `group:clerks`, `department:sales`, `post:head`, `role:approver`, or `everybody`.
    to: String,
    /// The id of the grant; without it made of role and grantee.
    #[arg(long)]
    id: Option<String>,
    /// Only for this process; may be given several times.
    #[arg(long = "process", value_name = "ID")]
    processes: Vec<String>,
    /// Only for instances that people of this department started; may be given several times.
    #[arg(long = "department", value_name = "ID")]
    departments: Vec<String>,
    /// Only in this tenant.
    #[arg(long, value_name = "ID")]
    tenant: Option<String>,
    /// Until when, RFC 3339.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl GrantCommand {
    pub fn run(self) -> Result<(), Failed> {
        match self.what {
            GrantWhat::Add(add) => add.run(),
            GrantWhat::List(list) => {
                let page = list.server.get(&format!("grants?limit={}", list.limit))?;
                let fields = ["id", "role", "to", "processes", "departments", "tenant"];
                show(&list.server, &page, &["items"], &fields);
                Ok(())
            }
            GrantWhat::Remove(removed) => removed.remove("grants"),
        }
    }
}

impl AddGrant {
    fn run(self) -> Result<(), Failed> {
        let to = match self.to.split_once(':') {
            None if self.to == "everybody" => json!({ "kind": "everybody" }),
            Some((kind, id)) => json!({ "kind": kind, "id": id }),
            None => return Err(Failed::new(exit::USAGE, "for whom? write `user:ann`, `group:clerks` or `everybody`")),
        };
        let id = self.id.unwrap_or_else(|| format!("{}:{}", self.role, self.to));
        let mut body = json!({
            "to": to,
            "role": self.role,
            "processes": self.processes,
            "departments": self.departments,
            "tenant": self.tenant,
            "reason": self.reason,
        });
        if let Some(until) = self.until {
            body["valid"] = json!({ "until": until });
        }
        let grant = self.server.put(&format!("grants/{}", escape(&id)), &body)?;
        show(&self.server, &grant, &[], &["id", "role", "to", "processes", "departments", "tenant"]);
        Ok(())
    }
}

/// Tenants: organisations of their own on the same installation.
#[derive(Args)]
pub struct TenantCommand {
    #[command(subcommand)]
    what: TenantWhat,
}

#[derive(Subcommand)]
enum TenantWhat {
    /// Make a tenant, or change one.
    Add(AddTenant),
    /// List tenants.
    List(Listed),
    /// Remove a tenant that has no users and no grants.
    Remove(Removed),
}

#[derive(Args)]
struct AddTenant {
    /// Its id.
    id: String,
    /// Its name.
    #[arg(long)]
    name: Option<String>,
    /// Nobody of it is let in.
    #[arg(long)]
    disabled: bool,
    #[command(flatten)]
    server: Server,
}

impl TenantCommand {
    pub fn run(self) -> Result<(), Failed> {
        match self.what {
            TenantWhat::Add(add) => {
                let body = json!({ "name": add.name, "disabled": add.disabled });
                let tenant = add.server.put(&format!("tenants/{}", escape(&add.id)), &body)?;
                show(&add.server, &tenant, &[], &["id", "name", "disabled"]);
                Ok(())
            }
            TenantWhat::List(list) => {
                show(&list.server, &list.server.get("tenants")?, &[], &["id", "name", "disabled"]);
                Ok(())
            }
            TenantWhat::Remove(removed) => removed.remove("tenants"),
        }
    }
}

/// Who one is, and what one may do.
#[derive(Args)]
pub struct Whoami {
    #[command(flatten)]
    server: Server,
}

impl Whoami {
    pub fn run(self) -> Result<(), Failed> {
        let who = self.server.get("session")?;
        show(&self.server, &who, &[], &["user", "name", "tenant", "roles", "actions"]);
        Ok(())
    }
}

/// What was done with access: logins, refusals, changes.
#[derive(Args)]
pub struct Audit {
    /// Only of this user.
    #[arg(long, value_name = "ID")]
    user: Option<String>,
    /// Only this: `denied`, `loginFailed`, `tokenCreated`, …
    #[arg(long, value_name = "WHAT")]
    happened: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    server: Server,
}

impl Audit {
    pub fn run(self) -> Result<(), Failed> {
        let mut path = format!("access-audit?limit={}", self.limit);
        for (name, value) in [("user", &self.user), ("happened", &self.happened)] {
            if let Some(value) = value {
                path.extend(["&", name, "=", &escape(value)]);
            }
        }
        let page = self.server.get(&path)?;
        let fields = ["number", "at", "happened", "user", "person", "object", "detail", "address", "times"];
        show(&self.server, &page, &["items"], &fields);
        Ok(())
    }
}

/// How much of a list.
#[derive(Args)]
pub(super) struct Listed {
    /// How many at most.
    #[arg(long, default_value_t = 1000)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) server: Server,
}

/// One of them is removed, by its id.
#[derive(Args)]
pub(super) struct Removed {
    /// Its id.
    id: String,
    /// Why; it stands in the audit.
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl Removed {
    /// Of this kind.
    pub(super) fn remove(self, kind: &str) -> Result<(), Failed> {
        self.server.delete_because(&format!("{kind}/{}", escape(&self.id)), self.reason.as_deref())
    }
}
