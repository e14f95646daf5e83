//! The first administrator: by a link that the first start prints, or by whoever has the data directory.
//!
//! There is no default password and nothing to guess: until somebody has used the link, nobody is let in. It is kept in
//! memory alone, as a hash, so a restart prints another one.
use super::secret::{Fresh, is, parse};
use super::{password, secret};
use std::sync::{Mutex, PoisonError};
use weir_core::access::{ApiToken, Change, Grant, Grantee, Happened, Role, User, UserKind};
use weir_core::organisation::Validity;
use weir_core::{Actor, Timestamp};
use weir_engine::api::{ChangeAccess, NewLine};
use weir_engine::{Context, Engine, Error};

/// How long the link is good.
const LINK_MS: i64 = 24 * 3_600_000;
/// What the secret of the link begins with.
const LINK: &str = "weir-setup";
/// What an API token begins with.
pub const TOKEN: &str = "weir";

/// What the link must show.
#[derive(Debug, Default)]
pub struct SetupLink(Mutex<Option<([u8; 32], Timestamp)>>);

impl SetupLink {
    /// One that opens nothing: somebody is there already.
    pub fn closed() -> Self {
        SetupLink::default()
    }

    /// The link for an engine that nobody was ever let into, and what it must show; else one that opens nothing.
    pub fn open(engine: &Engine) -> (Self, Option<String>) {
        if !engine.access(weir_core::access::Access::is_empty) {
            return (SetupLink::closed(), None);
        }
        let Fresh { shown, sha256, .. } = Fresh::new(LINK);
        (SetupLink(Mutex::new(Some((sha256, Timestamp(engine.now().0 + LINK_MS))))), Some(shown))
    }

    /// Is this what the link shows, and is it still good?
    pub fn admits(&self, shown: &str, now: Timestamp) -> bool {
        let kept = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = parse(LINK, shown).map_or("", |(_, secret)| secret);
        kept.is_some_and(|(sha256, until)| is(secret, &sha256) && now < until)
    }

    /// It has been used.
    pub fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Makes an administrator, and an API token for their command line, which is shown only here.
///
/// With `first` only while nobody was ever let in; without it also when everybody has lost their passwords: whoever has
/// the data directory has everything anyway.
pub async fn administrator(
    engine: &Engine,
    id: &str,
    name: &str,
    password: Option<String>,
    first: bool,
) -> Result<String, Error> {
    let now = engine.now();
    let mut user = User {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: UserKind::Person,
        tenant: None,
        disabled: false,
        valid: Validity::default(),
    };
    if let Some(known) = engine.access(|access| access.accounts.get(id).map(|account| account.user.clone())) {
        user = User { disabled: false, valid: Validity::default(), ..known };
    }
    let grant = Grant {
        id: format!("administrator:{id}"),
        to: Grantee::User(id.to_owned()),
        role: Role::Administrator,
        processes: vec![],
        departments: vec![],
        tenant: None,
        valid: Validity::default(),
        reason: Some("setup".to_owned()),
    };
    let fresh = Fresh::new(TOKEN);
    let token = token_of(&fresh, id, "command line", now);
    let mut changes = vec![Change::PutUser(user), Change::PutGrant(grant), Change::CreateToken(token)];
    if let Some(password) = password {
        changes.push(Change::SetPassword(id.to_owned(), Some(password::hash(password).await?)));
    }
    let lines = vec![NewLine::of(Happened::SetUp, id), NewLine::of(Happened::TokenCreated, &fresh.id)];
    let by = Context::of(Actor::named(id));
    engine.change_access(by, ChangeAccess { changes, lines, first, session: None }).await?;
    Ok(fresh.shown)
}

/// What is kept of a fresh API token that may do all that its owner may, for ever.
pub fn token_of(fresh: &Fresh, owner: &str, name: &str, now: Timestamp) -> ApiToken {
    ApiToken {
        id: fresh.id.clone(),
        owner: owner.to_owned(),
        name: name.to_owned(),
        secret_sha256: fresh.sha256,
        scopes: vec![],
        processes: vec![],
        created: now,
        created_by: owner.to_owned(),
        expires: None,
        revoked: None,
        used: None,
    }
}

/// A password that nobody has to think of.
pub fn generated() -> String {
    super::hex(&secret::random::<12>())
}
