//! `weir user`, `weir grant`, `weir token`, `weir tenant`, `weir whoami`, `weir audit`: who may do what.
use super::client::{Server, escape};
use super::password::Password;
use super::work::show;
use super::{Failed, exit};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// Users: who is let in.
#[derive(Args)]
pub struct UserCommand {
    #[command(subcommand)]
    what: UserWhat,
}

#[derive(Subcommand)]
enum UserWhat {
    /// Make a user, or change one.
    Add(AddUser),
    /// List users.
    List(Listed),
    /// Let a user in no more; all sessions end, all tokens open nothing.
    Disable(OneUser),
    /// Let a user in again.
    Enable(OneUser),
    /// Remove a user with all grants and tokens; what they did stays in the history.
    Remove(OneUser),
    /// Set a password, read from a prompt or from standard input.
    Password(SetPassword),
    /// Log a user out everywhere.
    Logout(OneUser),
    /// No OpenID provider knows the user any more; who logs in there next is bound anew.
    Unlink(OneUser),
}

#[derive(Args)]
struct AddUser {
    /// What tasks and logs call them.
    id: String,
    /// Their name.
    #[arg(long)]
    name: Option<String>,
    /// A program: has API tokens, and no password.
    #[arg(long)]
    service: bool,
    /// The tenant that they never leave.
    #[arg(long, value_name = "ID")]
    tenant: Option<String>,
    /// A role that they have everywhere: administrator, designer, operator, auditor, processOwner, user, worker,
    /// integrator. May be given several times; bounds are set with `weir grant add`.
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    #[command(flatten)]
    password: Password,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
struct OneUser {
    /// Their id.
    id: String,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
struct SetPassword {
    /// Their id.
    id: String,
    #[command(flatten)]
    password: Password,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
struct Listed {
    /// How many at most.
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    #[command(flatten)]
    server: Server,
}

impl UserCommand {
    pub fn run(self) -> Result<(), Failed> {
        match self.what {
            UserWhat::Add(add) => add.run(),
            UserWhat::List(list) => {
                let page = list.server.get(&format!("users?limit={}", list.limit))?;
                let fields = ["id", "name", "kind", "tenant", "disabled", "hasPassword", "lockedUntil"];
                show(&list.server, &page, &["items"], &fields);
                Ok(())
            }
            UserWhat::Disable(one) => one.disable(true),
            UserWhat::Enable(one) => one.disable(false),
            UserWhat::Remove(one) => one.server.delete(&format!("users/{}", escape(&one.id))),
            UserWhat::Logout(one) => one.server.delete(&format!("users/{}/sessions", escape(&one.id))),
            UserWhat::Unlink(one) => one.server.delete(&format!("users/{}/identities", escape(&one.id))),
            UserWhat::Password(set) => {
                let mut body = json!({});
                let who = set.server.get("session")?;
                let known = set.server.get(&format!("users/{}", escape(&set.id)))?;
                if who["user"] == set.id.as_str() && known["hasPassword"] == true {
                    body["current"] = Value::String(set.password.before("Current password: ")?);
                }
                body["password"] = json!(set.password.wanted(true)?);
                set.server.put(&format!("users/{}/password", escape(&set.id)), &body).map(drop)
            }
        }
    }
}

impl AddUser {
    fn run(self) -> Result<(), Failed> {
        let password = self.password.wanted(false)?;
        let kind = if self.service { "service" } else { "person" };
        let mut body = json!({ "kind": kind });
        for (key, value) in [("name", &self.name), ("tenant", &self.tenant)] {
            if let Some(value) = value {
                body[key] = Value::String(value.clone());
            }
        }
        let path = format!("users/{}", escape(&self.id));
        let user = self.server.put(&path, &body)?;
        if let Some(password) = password {
            self.server.put(&format!("{path}/password"), &json!({ "password": password }))?;
        }
        for role in &self.roles {
            let grant = escape(&format!("{role}:{}", self.id));
            let to = json!({ "kind": "user", "id": self.id });
            self.server.put(&format!("grants/{grant}"), &json!({ "to": to, "role": role }))?;
        }
        show(&self.server, &user, &[], &["id", "name", "kind", "tenant"]);
        Ok(())
    }
}

impl OneUser {
    fn disable(self, disabled: bool) -> Result<(), Failed> {
        let path = format!("users/{}", escape(&self.id));
        let known = self.server.get(&path)?;
        let mut body = json!({ "disabled": disabled });
        for key in ["name", "kind", "tenant", "valid"] {
            body[key] = known[key].clone();
        }
        self.server.put(&path, &body).map(drop)
    }
}

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
    Remove(OneGrant),
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

#[derive(Args)]
struct OneGrant {
    /// Its id.
    id: String,
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
            GrantWhat::Remove(one) => one.server.delete(&format!("grants/{}", escape(&one.id))),
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

/// API tokens: let programs in.
#[derive(Args)]
pub struct TokenCommand {
    #[command(subcommand)]
    what: TokenWhat,
}

#[derive(Subcommand)]
enum TokenWhat {
    /// Make a token and show it, once.
    Create(CreateToken),
    /// List the tokens of a user.
    List(TokensOf),
    /// Revoke a token: it opens nothing from then on.
    Revoke(OneGrant),
}

#[derive(Args)]
struct CreateToken {
    /// What it is for, in people's words.
    name: String,
    /// Whose it is; without it one's own.
    #[arg(long, value_name = "USER")]
    owner: Option<String>,
    /// Only for this action (`weir whoami` lists one's own); may be given several times.
    #[arg(long = "scope", value_name = "ACTION")]
    scopes: Vec<String>,
    /// Only for this process; may be given several times.
    #[arg(long = "process", value_name = "ID")]
    processes: Vec<String>,
    /// From when on it opens nothing, RFC 3339; without it never.
    #[arg(long, value_name = "TIME")]
    expires: Option<String>,
    #[command(flatten)]
    server: Server,
}

#[derive(Args)]
struct TokensOf {
    /// Whose; without it one's own.
    #[arg(long, value_name = "USER")]
    owner: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl TokenCommand {
    pub fn run(self) -> Result<(), Failed> {
        match self.what {
            TokenWhat::Create(create) => create.run(),
            TokenWhat::List(list) => {
                let owner = owner(&list.server, list.owner)?;
                let tokens = list.server.get(&format!("users/{}/tokens", escape(&owner)))?;
                let fields = ["id", "name", "scopes", "processes", "created", "expires", "revoked", "used"];
                show(&list.server, &tokens, &[], &fields);
                Ok(())
            }
            TokenWhat::Revoke(one) => one.server.delete(&format!("tokens/{}", escape(&one.id))),
        }
    }
}

impl CreateToken {
    fn run(self) -> Result<(), Failed> {
        let owner = owner(&self.server, self.owner)?;
        let body = json!({
            "name": self.name,
            "scopes": self.scopes,
            "processes": self.processes,
            "expires": self.expires,
        });
        let made = self.server.post(&format!("users/{}/tokens", escape(&owner)), &body)?;
        if self.server.json {
            println!("{made:#}");
        } else {
            // The token alone, so that it can be put into a variable.
            println!("{}", made["token"].as_str().unwrap_or_default());
        }
        Ok(())
    }
}

fn owner(server: &Server, named: Option<String>) -> Result<String, Failed> {
    match named {
        Some(owner) => Ok(owner),
        None => Ok(server.get("session")?["user"].as_str().unwrap_or_default().to_owned()),
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
    Remove(OneGrant),
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
            TenantWhat::Remove(one) => one.server.delete(&format!("tenants/{}", escape(&one.id))),
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
