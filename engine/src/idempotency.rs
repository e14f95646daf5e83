//! Requests that may be repeated: one of several with the same name is carried out, the others get its answer.
//!
//! The answer is kept in the same commit as the effect. What is kept here in memory only makes those who ask at the
//! same time wait for each other.
use crate::error::Error;
use crate::partition::{By, Once, Reply};
use crate::projection::{Answered, answer_key, unpack};
use crate::shell::Shell;
use crate::store::Table;
use crate::{Context, IDEMPOTENCY_MS, IdempotencyKey, KEY_BYTES_MAX};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Turnstile, OwnedMutexGuard};

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

/// What stands before a key, to part those of callers from those of the engine.
const PREFIX_BYTES_MAX: usize = 300;

fn kept(shell: &Shell, once: &Once) -> Result<Option<Reply>, Error> {
    let Some(bytes) = shell.store.get(Table::Idempotency, &answer_key(&once.name))? else { return Ok(None) };
    let answered: Answered = unpack(&bytes)?;
    if answered.until <= shell.now() {
        return Ok(None);
    }
    if *answered.request_hash != once.request_hash {
        shell.counters.reject(&Error::IdempotencyMismatch);
        return Err(Error::IdempotencyMismatch);
    }
    let reply = serde_json::from_slice(&answered.answer);
    reply.map(Some).map_err(|error| crate::store::Error::View { reason: format!("a kept answer: {error}") }.into())
}

impl Turn {
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

impl From<Context> for By {
    fn from(context: Context) -> Self {
        let names = context.idempotency.into_iter().map(Once::from).collect();
        By { actor: context.actor, names }
    }
}

impl From<IdempotencyKey> for Once {
    fn from(key: IdempotencyKey) -> Self {
        Once { name: format!("request/{}", key.key), request_hash: key.request_hash, keep_ms: IDEMPOTENCY_MS }
    }
}

impl Once {
    /// A report of a worker: the same token and the same words get the same answer, other words none.
    pub fn report(id: impl std::fmt::Display, token: u64, words: &impl serde::Serialize) -> Self {
        let words = serde_json::to_vec(words).expect("reports are plain data");
        let request_hash = Sha256::digest(&words).into();
        Once { name: format!("job/{id}/{token}"), request_hash, keep_ms: IDEMPOTENCY_MS }
    }

    /// A message with an id.
    pub fn message(name: &str, id: &str, ttl_ms: i64) -> Self {
        Once { name: format!("message/{name}/{id}"), request_hash: [0; 32], keep_ms: IDEMPOTENCY_MS.max(ttl_ms) }
    }
}
