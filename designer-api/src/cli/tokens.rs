//! `weir token`: API tokens let programs in.
use super::Failed;
use super::access::Removed;
use super::client::{Server, escape};
use super::output::say;
use super::work::show;
use clap::{Args, Subcommand};
use serde_json::json;

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
    Revoke(Removed),
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
            TokenWhat::Revoke(revoked) => revoked.remove("tokens"),
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
            say!("{made:#}");
        } else {
            // The token alone, so that it can be put into a variable.
            say!("{}", made["token"].as_str().unwrap_or_default());
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
