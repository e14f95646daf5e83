//! Passwords: argon2id, with the parameters in the hash, so that they can be raised and old hashes still be read.
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use weir_engine::{Error, RETRY_AFTER_MS};

/// Memory of one hash, in KiB, passes over it, and lanes: what OWASP advises at least.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many hashes are made at the same time: each takes its memory and a processor.
const AT_ONCE: usize = 4;

/// What is compared with when there is no such user: it takes as long, and fits nothing.
static NOBODY: LazyLock<String> = LazyLock::new(|| make("nobody has this password"));
static GATE: Semaphore = Semaphore::const_new(AT_ONCE);
/// How many wait for their turn: strangers who try passwords do not keep everybody else out.
const WAITING_MAX: usize = 64;
static LINE: Semaphore = Semaphore::const_new(WAITING_MAX);

/// The hash of a password.
pub async fn hash(password: String) -> Result<String, Error> {
    in_turn(move || make(&password)).await
}

/// Is this the password? Without a hash the answer is no, after as long a time.
pub async fn verify(password: String, kept: Option<String>) -> Result<bool, Error> {
    in_turn(move || {
        let fits = fits(&password, kept.as_deref().unwrap_or(&NOBODY));
        fits && kept.is_some()
    })
    .await
}

/// Hashes on a thread that may block, a few at a time; refused when too many wait already.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let _place = LINE.try_acquire().map_err(|_| Error::Overloaded { retry_after_ms: RETRY_AFTER_MS })?;
    let _turn = GATE.acquire().await.expect("the gate is never closed");
    Ok(tokio::task::spawn_blocking(work).await.expect("hashing does not panic"))
}

/// The same at once, for the command line.
pub fn make(password: &str) -> String {
    let salt = SaltString::encode_b64(&super::secret::random::<16>()).expect("16 bytes are a salt");
    let hash = argon2().hash_password(password.as_bytes(), &salt);
    hash.expect("the parameters are right").to_string()
}

fn fits(password: &str, kept: &str) -> bool {
    // The parameters are those of the kept hash.
    PasswordHash::new(kept).is_ok_and(|kept| argon2().verify_password(password.as_bytes(), &kept).is_ok())
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are right");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_alone_and_not_too_many_are_tried_at_once() {
        let kept = hash("correct horse battery".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("correct horse battery".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!verify("correct horse batterz".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!verify("nobody has this password".to_owned(), None).await.unwrap(), "nobody is nobody");
        assert!(!verify(String::new(), Some("damaged".to_owned())).await.unwrap());
        assert_ne!(hash("correct horse battery".to_owned()).await.unwrap(), kept, "each with a salt of its own");
        // Strangers who try passwords do not wait in an endless line.
        let tries: Vec<_> = (0..200).map(|n| tokio::spawn(verify(n.to_string(), None))).collect();
        let mut refused = 0;
        for tried in tries {
            match tried.await.unwrap() {
                Ok(fits) => assert!(!fits),
                Err(error) => {
                    assert_eq!(error.code(), "overloaded");
                    refused += 1;
                }
            }
        }
        assert!(refused > 0);
    }
}
