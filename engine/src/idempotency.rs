//! Requests that may be repeated: one of several with the same name is carried out, the others get its answer.
//!
//! The answer is kept in the same commit as the effect. What is kept here in memory only makes those who ask at the
//! same time wait for each other.
use crate::api::PublishMessage;
use crate::error::Error;
use crate::partition::{By, Keeps, Once, Reply};
use crate::projection::{Answered, answer_key, unpack};
use crate::shell::Shell;
use crate::store::Table;
use crate::{Context, IDEMPOTENCY_MS, IdempotencyKey, KEY_BYTES_MAX};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Turnstile, OwnedMutexGuard};
use weir_core::Timestamp;

/// Names of requests under way.
#[derive(Debug, Default)]
pub struct Desk(Mutex<HashMap<String, Arc<Turnstile<()>>>>);

struct Turn {
    shell: Arc<Shell>,
    name: String,
    guard: Option<OwnedMutexGuard<()>>,
}

/// Carries a request out, or gives the answer that it got before. Once begun it goes on, even if nobody waits for it.
pub async fn once<F>(shell: &Arc<Shell>, by: By, run: impl FnOnce(By) -> F + Send + 'static) -> Result<Reply, Error>
where
    F: Future<Output = Result<Reply, Error>> + Send,
{
    if by.names.is_empty() {
        return run(by).await;
    }
    let shell = shell.clone();
    let begun = tokio::spawn(async move {
        let mut turns = vec![];
        for once in &by.names {
            if once.name.len() > KEY_BYTES_MAX + PREFIX_BYTES_MAX {
                return Err(Error::invalid("key-too-long", format!("a key is longer than {KEY_BYTES_MAX} bytes")));
            }
            turns.push(Turn::take(&shell, &once.name).await);
            if let Some(reply) = kept(&shell, once)? {
                return Ok(reply);
            }
        }
        let reply = run(by).await;
        drop(turns);
        reply
    });
    begun.await.unwrap_or_else(|_| Err(Error::Stopped { reason: "the request was given up".to_owned() }))
}

/// The answer that a request under this key has got, if there is one.
pub fn answer_of(shell: &Shell, by: &Context) -> Result<Option<Reply>, Error> {
    let once = by.idempotency.clone().map(Once::from);
    once.map_or(Ok(None), |once| kept(shell, &once))
}

/// The SHA-256 of what was asked under a key, where its answer is still kept for some time.
pub fn asked(shell: &Shell, key: &str, for_ms: i64) -> Result<Option<[u8; 32]>, Error> {
    let Some(bytes) = shell.store.get(Table::Idempotency, &answer_key(&request_name(key)))? else { return Ok(None) };
    let answered: Answered = unpack(&bytes)?;
    Ok((answered.until.0 > shell.now().0.saturating_add(for_ms)).then(|| *answered.request_hash))
}

/// What stands before a key, to part those of callers from those of the engine.
const PREFIX_BYTES_MAX: usize = 300;

fn kept(shell: &Shell, once: &Once) -> Result<Option<Reply>, Error> {
    let Some(bytes) = shell.store.get(Table::Idempotency, &answer_key(&once.name))? else { return Ok(None) };
    let answered: Answered = unpack(&bytes)?;
    if answered.until <= shell.now() {
        return Ok(None);
    }
    if *answered.request_hash != once.request_hash {
        let error = if once.is_report() { Error::ReportedOtherwise } else { Error::IdempotencyMismatch };
        shell.counters.reject(&error);
        return Err(error);
    }
    let reply = serde_json::from_slice(&answered.answer);
    reply.map(Some).map_err(|error| crate::store::Error::View { reason: format!("a kept answer: {error}") }.into())
}

/// Holds the names of these answers for as long as the guard lives, except those that somebody uses at this moment.
pub fn hold(shell: &Arc<Shell>, answers: Vec<(Timestamp, String)>) -> (Vec<(Timestamp, String)>, Held) {
    let mut held = HashMap::new();
    let mut free = answers;
    free.retain(|(_, name)| {
        let name = asked_under(name);
        if !held.contains_key(name) {
            let Some(turn) = Turn::try_take(shell, name) else { return false };
            held.insert(name.to_owned(), turn);
        }
        true
    });
    (free, Held(held))
}

/// Names that nobody uses meanwhile.
pub struct Held(#[expect(dead_code, reason = "held until dropped")] HashMap<String, Turn>);

impl Turn {
    fn try_take(shell: &Arc<Shell>, name: &str) -> Option<Turn> {
        let turnstile = {
            let mut names = shell.desk.0.lock().unwrap_or_else(PoisonError::into_inner);
            names.entry(name.to_owned()).or_default().clone()
        };
        let mut turn = Turn { shell: shell.clone(), name: name.to_owned(), guard: None };
        turn.guard = turnstile.try_lock_owned().ok();
        turn.guard.is_some().then_some(turn)
    }

    async fn take(shell: &Arc<Shell>, name: &str) -> Turn {
        let turnstile = {
            let mut names = shell.desk.0.lock().unwrap_or_else(PoisonError::into_inner);
            names.entry(name.to_owned()).or_default().clone()
        };
        Turn { shell: shell.clone(), name: name.to_owned(), guard: Some(turnstile.lock_owned().await) }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.guard = None;
        let mut names = self.shell.desk.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waits for it holds another reference.
        if names.get(&self.name).is_some_and(|turnstile| Arc::strong_count(turnstile) == 1) {
            names.remove(&self.name);
        }
    }
}

/// What stands before the name of a request whose answer is kept in parts.
const PART: &str = "part/";
/// Digits of the number of a part.
const PART_DIGITS: usize = 8;

/// The name of a part of an answer.
pub fn part(of: &Once, number: usize) -> String {
    format!("{}{number:0PART_DIGITS$}", parts(of))
}

/// The name of the part of an answer that is about one address, in which no slash stands.
pub fn part_at(of: &Once, address: impl std::fmt::Display) -> String {
    format!("{}{address}", parts(of))
}

/// How the names of all parts of an answer begin.
pub fn parts(of: &Once) -> String {
    format!("{PART}{}/", of.name)
}

/// Is this what stands behind that? Another name may begin in the same way, but then more than a number follows.
pub fn is_part_number(text: &str) -> bool {
    text.len() == PART_DIGITS && text.bytes().all(|b| b.is_ascii_digit())
}

/// The name of the request that an answer, or a part of one, belongs to.
fn asked_under(name: &str) -> &str {
    let of = name.strip_prefix(PART).and_then(|rest| rest.rsplit_once('/'));
    of.map_or(name, |(asked, _)| asked)
}

impl From<Context> for By {
    fn from(context: Context) -> Self {
        let names = context.idempotency.into_iter().map(Once::from).collect();
        By { actor: context.actor, names }
    }
}

impl From<IdempotencyKey> for Once {
    fn from(key: IdempotencyKey) -> Self {
        Once {
            name: request_name(&key.key),
            request_hash: key.request_hash,
            keep_ms: IDEMPOTENCY_MS,
            keeps: Keeps::TheAnswer,
        }
    }
}

fn request_name(key: &str) -> String {
    format!("request/{key}")
}

/// How the names of reports begin.
const REPORT: &str = "job/";

impl Once {
    /// A report of a worker: the same token and the same words get the same answer, other words none.
    pub fn report(id: impl std::fmt::Display, token: u64, words: &impl serde::Serialize) -> Self {
        let words = serde_json::to_vec(words).expect("reports are plain data");
        let request_hash = Sha256::digest(&words).into();
        Once { name: format!("{REPORT}{id}/{token}"), request_hash, keep_ms: IDEMPOTENCY_MS, keeps: Keeps::TheAnswer }
    }

    /// Is it the report of a worker?
    fn is_report(&self) -> bool {
        self.name.starts_with(REPORT)
    }

    /// A message with an id, within a tenant: the same is one of the same name, correlation key and content.
    pub fn message(message: &PublishMessage, id: &str, ttl_ms: i64, tenant: Option<&str>) -> Self {
        // With their lengths, so that no other names, keys and ids run together to the same.
        let tenant = tenant.map(|tenant| format!("of/{}/{tenant}/", tenant.len())).unwrap_or_default();
        let PublishMessage { name, correlation_key, variables, .. } = message;
        let key = correlation_key.as_ref().map_or_else(|| "-".to_owned(), |key| format!("{}/{key}", key.len()));
        let words = serde_json::to_vec(variables).expect("variables are plain data");
        Once {
            name: format!("message/{tenant}{}/{name}/{key}/{id}", name.len()),
            request_hash: Sha256::digest(&words).into(),
            keep_ms: IDEMPOTENCY_MS.max(ttl_ms),
            keeps: Keeps::TheAnswer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(name: &str, key: Option<&str>, id: &str, tenant: Option<&str>) -> Once {
        let correlation_key = key.map(str::to_owned);
        let message = PublishMessage { name: name.to_owned(), correlation_key, ..PublishMessage::default() };
        Once::message(&message, id, 0, tenant)
    }

    #[test]
    fn names_do_not_run_together() {
        let name = |name: &str, key: Option<&str>, id: &str| once(name, key, id, None).name;
        assert_ne!(name("a/b", None, "c"), name("a", None, "b/c"));
        assert_ne!(name("a", Some("b"), "c"), name("a", None, "b/c"));
        assert_ne!(name("a", Some("b/c"), "d"), name("a", Some("b"), "c/d"));
        assert_ne!(once("a", None, "b", Some("t")).name, name("a", None, "b"));
    }

    #[test]
    fn a_part_is_held_under_the_name_of_its_request() {
        let once = once("a", None, "b/00000007", None);
        assert_eq!(asked_under(&part(&once, 7)), once.name);
        assert_eq!(asked_under(&once.name), once.name);
        assert!(part(&once, 12).strip_prefix(&parts(&once)).is_some_and(is_part_number));
    }
}
