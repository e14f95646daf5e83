//! Passwords: argon2id, with the parameters in the hash, so that they can be raised and old hashes still be read.
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Memory of one hash, in KiB, passes over it, and lanes: what OWASP advises at least.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many hashes are made at the same time: each takes its memory and a processor.
const AT_ONCE: usize = 4;

/// What is compared with when there is no such user: it takes as long, and fits nothing.
static NOBODY: LazyLock<String> = LazyLock::new(|| make("nobody has this password"));
static GATE: Semaphore = Semaphore::const_new(AT_ONCE);

/// The hash of a password.
pub async fn hash(password: String) -> String {
    in_turn(move || make(&password)).await
}

/// Is this the password? Without a hash the answer is no, after as long a time.
pub async fn verify(password: String, kept: Option<String>) -> bool {
    in_turn(move || {
        let fits = fits(&password, kept.as_deref().unwrap_or(&NOBODY));
        fits && kept.is_some()
    })
    .await
}

/// Hashes on a thread that may block, a few at a time.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = GATE.acquire().await.expect("the gate is never closed");
    tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
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
    async fn a_password_fits_its_own_hash_alone() {
        let kept = hash("correct horse battery".to_owned()).await;
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("correct horse battery".to_owned(), Some(kept.clone())).await);
        assert!(!verify("correct horse batterz".to_owned(), Some(kept.clone())).await);
        assert!(!verify("nobody has this password".to_owned(), None).await, "nobody is nobody");
        assert!(!verify(String::new(), Some("damaged".to_owned())).await);
        assert_ne!(hash("correct horse battery".to_owned()).await, kept, "each with a salt of its own");
    }
}
