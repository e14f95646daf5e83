//! Secrets that nobody can guess: of API tokens, sessions and the setup link. Only their hashes are kept.
use super::hex;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A fresh secret, as it is shown once, and what is kept of it.
pub struct Fresh {
    /// The part that is no secret, by which it is found.
    pub id: String,
    /// Prefix, id and secret in one word.
    pub shown: String,
    /// SHA-256 of the secret.
    pub sha256: [u8; 32],
}

/// The secret itself, in bytes.
const SECRET_BYTES: usize = 32;
/// Its id, in bytes.
const ID_BYTES: usize = 8;
/// The longest word that is looked at as a token at all.
const SHOWN_BYTES_MAX: usize = 200;

impl Fresh {
    /// A new one. The prefix says to people and to scanners of leaked secrets what it is.
    pub fn new(prefix: &str) -> Self {
        let (id, secret) = (hex(&random::<ID_BYTES>()), hex(&random::<SECRET_BYTES>()));
        Fresh { shown: format!("{prefix}_{id}_{secret}"), sha256: sha256(&secret), id }
    }
}

/// Id and secret of what was shown, if it has this prefix.
pub fn parse<'a>(prefix: &str, shown: &'a str) -> Option<(&'a str, &'a str)> {
    let rest = Some(shown).filter(|s| s.len() <= SHOWN_BYTES_MAX)?.strip_prefix(prefix)?.strip_prefix('_')?;
    rest.split_once('_').filter(|(id, secret)| !id.is_empty() && !secret.is_empty())
}

/// Is this the secret? Takes as long for a wrong one as for the right one.
pub fn is(secret: &str, kept_sha256: &[u8; 32]) -> bool {
    sha256(secret).ct_eq(kept_sha256).into()
}

/// The hash of a secret.
pub fn sha256(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What unsafe requests of a session must carry beside its cookie: it follows from the secret, and the secret does not
/// follow from it.
pub fn csrf(session_secret: &str) -> String {
    hex(&Sha256::digest(format!("weir csrf {session_secret}").as_bytes()))
}

/// Are two texts the same? Takes as long wherever they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_by_its_id_and_kept_only_as_a_hash() {
        let fresh = Fresh::new("weir");
        let (id, secret) = parse("weir", &fresh.shown).unwrap();
        assert_eq!((id, secret.len()), (fresh.id.as_str(), 64));
        assert!(is(secret, &fresh.sha256) && !is(&secret[1..], &fresh.sha256) && !is("", &fresh.sha256));
        assert_ne!(Fresh::new("weir").shown, fresh.shown);
    }

    #[test]
    fn what_is_no_token_is_not_taken_for_one() {
        for shown in ["", "weir", "weir_", "weir_a", "weir_a_", "weir__b", "other_a_b"] {
            assert_eq!(parse("weir", shown), None, "{shown}");
        }
        assert_eq!(parse("weir", &format!("weir_a_{}", "b".repeat(1 << 20))), None);
    }

    #[test]
    fn the_csrf_token_does_not_show_the_secret() {
        let csrf = csrf("canary");
        assert!(csrf.len() == 64 && !csrf.contains("canary"));
    }
}
