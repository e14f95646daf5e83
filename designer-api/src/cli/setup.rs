//! `weir setup`: the first administrator, by the link that the first start printed, or beside a server that does not run.
use super::client::Server;
use super::output::say;
use super::password::Password;
use super::{Failed, SettingFlags, config, exit};
use clap::Args;
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use weir_core::access::{User, UserKind, weakness};
use weir_core::organisation::Validity;
use weir_designer_api::access::setup;
use weir_engine::{Engine, store};

#[derive(Args)]
pub struct Setup {
    /// The link that the first start printed; without it the administrator is made in the data directory itself, which no
    /// server may have open: also when everybody has lost their passwords.
    link: Option<String>,
    /// The id of the administrator.
    #[arg(long, default_value = "admin", value_name = "ID")]
    user: String,
    /// Their name.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    password: Password,
    #[command(flatten)]
    settings: SettingFlags,
}

impl Setup {
    pub fn run(self) -> Result<(), Failed> {
        let Setup { link, user, name, password, settings } = self;
        let password = password.wanted(false)?;
        let name = name.unwrap_or_else(|| user.clone());
        let (url, token) = match link {
            Some(link) => {
                let (server, code) = link.split_once("/setup#").ok_or_else(|| {
                    Failed::new(exit::USAGE, "this is not the link: it looks like http://127.0.0.1:8400/setup#…")
                })?;
                let mut body = json!({ "code": code, "user": user, "name": name });
                if let Some(password) = password {
                    body["password"] = password.into();
                }
                let made = Server::at(server).post("setup", &body)?;
                (server.to_owned(), made["token"].as_str().unwrap_or_default().to_owned())
            }
            None => beside(settings, &user, &name, password)?,
        };
        // To be evaluated by the shell, or read.
        say!("export WEIR_URL={url}");
        say!("export WEIR_TOKEN={token}");
        Ok(())
    }
}

/// Where the server is from this machine: one that listens everywhere is here too.
fn here(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn beside(settings: SettingFlags, id: &str, name: &str, password: Option<String>) -> Result<(String, String), Failed> {
    let config = config::load(settings)?;
    if let Some(password) = &password {
        let (id, name) = (id.to_owned(), name.to_owned());
        let valid = Validity::default();
        let user = User { id, name, kind: UserKind::Person, tenant: None, disabled: false, valid };
        if let Some(weak) = weakness(password, &user) {
            return Err(Failed::new(exit::NO, format!("{weak} ({})", weak.code())));
        }
    }
    super::serve::create_private(&config.data_dir)
        .map_err(|e| Failed::new(exit::STORE, format!("cannot use {}: {e}", config.data_dir.display())))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no threads to run on: {e}")))?;
    runtime.block_on(async {
        let opened = Engine::open(&config.data_dir, config.engine()).await;
        let engine = opened.map_err(|error| match error {
            weir_engine::Error::Store(store::Error::Locked { .. }) => Failed::new(
                exit::LOCKED,
                format!(
                    "a server has {} open: use the link that it printed, or stop it first",
                    config.data_dir.display()
                ),
            ),
            other => Failed::new(exit::STORE, other.to_string()),
        })?;
        let made = setup::administrator(&engine, id, name, password, false).await;
        let ended = engine.shutdown().await;
        let token = made.map_err(|error| Failed::new(exit::NO, format!("{error} ({})", error.code())))?;
        ended.map_err(|error| Failed::new(exit::STORE, error.to_string()))?;
        Ok((format!("http://{}", here(config.listen)), token))
    })
}
