//! `weir user`: who is let in.
use super::Failed;
use super::access::{Listed, Removed};
use super::client::{Server, escape};
use super::password::Password;
use super::work::show;
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
    Remove(Removed),
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
            UserWhat::Remove(removed) => removed.remove("users"),
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
