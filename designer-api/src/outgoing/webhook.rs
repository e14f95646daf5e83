//! Webhooks: a notice as a signed request, in the manner of Standard Webhooks.
//!
//! The signature is HMAC-SHA256 over `id.timestamp.body`, so a receiver knows who sent it, that nobody changed it, and by
//! the id whether it has seen it. Secrets are files that are read when they are needed: they are in no log, no row and no
//! variable, and another line in the file is another secret, so that they can be changed while both sides run.
use super::allow::{AllowList, Guarded};
use super::words::{Locale, Words};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use std::path::{Path, PathBuf};
use std::time::Duration;
use ureq::Agent;
use ureq::unversioned::transport::DefaultConnector;
use weir_engine::api::{NoticeWords, OutgoingDelivery, Webhook};

/// What is sent, in bytes.
const BODY_BYTES_MAX: usize = 64 << 10;
/// The head of an answer, in bytes. Its body is not read.
const HEAD_BYTES_MAX: usize = 16 << 10;
/// A file with secrets, in bytes.
const SECRET_BYTES_MAX: u64 = 4096;
/// A secret, in bytes: shorter ones can be guessed.
const SECRET_BYTES_MIN: usize = 16;
/// How long a receiver may ask us to wait.
const WAIT_MAX: Duration = Duration::from_hours(1);

/// What became of a request.
pub enum Sent {
    /// It was taken.
    Taken,
    /// It was not, and may be another time: code, words, and how long the receiver asks us to wait.
    NotNow(&'static str, String, Option<Duration>),
    /// The receiver wants no more of it.
    Never(&'static str, String),
}

/// Sends webhooks.
#[derive(Debug)]
pub struct Sender {
    agent: Agent,
    allowed: AllowList,
    secrets: Secrets,
}

/// Where secrets are.
#[derive(Debug, Clone)]
pub struct Secrets(pub PathBuf);

impl Sender {
    /// One that reaches only what is allowed.
    pub fn new(allowed: AllowList, secrets: Secrets, timeout: Duration) -> Sender {
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .tls_config(tls)
            .max_response_header_size(HEAD_BYTES_MAX)
            .user_agent(concat!("weir/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(timeout))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guarded(allowed.clone()));
        Sender { agent, allowed, secrets }
    }

    /// What is wrong with a webhook, if anything is.
    pub fn fault(&self, webhook: &Webhook) -> Option<(&'static str, String)> {
        let address = self.allowed.allows(&webhook.url).err().map(|wrong| ("webhook-url", wrong));
        address.or_else(|| self.secrets.read(&webhook.secret).err().map(|wrong| ("webhook-secret", wrong)))
    }

    /// Sends one. Blocks, for no longer than its time.
    pub fn send(&self, webhook: &Webhook, delivery: &OutgoingDelivery, words: &NoticeWords, at: i64) -> Sent {
        if let Err(wrong) = self.allowed.allows(&webhook.url) {
            return Sent::NotNow("webhook-url", wrong, None);
        }
        let keys = match self.secrets.read(&webhook.secret) {
            Ok(keys) => keys,
            Err(wrong) => return Sent::NotNow("webhook-secret", wrong, None),
        };
        let body = body(delivery, words);
        if body.len() > BODY_BYTES_MAX {
            return Sent::Never("webhook-too-large", format!("a webhook has at most {BODY_BYTES_MAX} bytes"));
        }
        let signatures: Vec<String> =
            keys.iter().map(|key| signature(key, &delivery.id, at, body.as_bytes())).collect();
        let request = self
            .agent
            .post(&webhook.url)
            .header("content-type", "application/json")
            .header("webhook-id", &delivery.id)
            .header("webhook-timestamp", at.to_string())
            .header("webhook-signature", signatures.join(" "));
        match request.send(body.as_bytes()) {
            Ok(answer) => {
                let wait = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                judge(answer.status().as_u16(), wait.map(Duration::from_secs))
            }
            Err(error) => Sent::NotNow("webhook-unreachable", error.to_string(), None),
        }
    }
}

fn judge(status: u16, wait: Option<Duration>) -> Sent {
    match status {
        200..300 => Sent::Taken,
        410 => Sent::Never("webhook-gone", "the receiver answered 410: it wants no more of it".to_owned()),
        300..400 => {
            Sent::NotNow("webhook-redirect", format!("the receiver answered {status}; no redirect is followed"), None)
        }
        _ => Sent::NotNow(
            "webhook-status",
            format!("the receiver answered {status}"),
            wait.map(|wait| wait.min(WAIT_MAX)),
        ),
    }
}

fn body(delivery: &OutgoingDelivery, words: &NoticeWords) -> String {
    let notice = &delivery.notice;
    let locale = Locale::of(words.locale.as_deref());
    let body = json!({
        "id": delivery.id,
        "type": format!("notice.{}", notice.kind.name()),
        "timestamp": notice.at.to_string(),
        "data": {
            "notice": notice,
            "process": words.process,
            "element": words.element,
            "by": words.by,
            "person": words.person,
            "text": Words { notice, names: words, locale }.subject(),
        },
    });
    body.to_string()
}

/// `v1,` and HMAC-SHA256 over `id.timestamp.body` in Base64.
pub fn signature(key: &[u8], id: &str, at: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

impl Secrets {
    /// The secrets of a name: each line of its file is one. What begins with `whsec_` is Base64.
    fn read(&self, name: &str) -> Result<Vec<Vec<u8>>, String> {
        if self.0.as_os_str().is_empty() {
            return Err("there is no `secrets_dir`: say where secrets are kept".to_owned());
        }
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || name.len() > 64 || !name.chars().all(letter) {
            return Err(
                "a secret is named by 1 to 64 letters, digits, - and _: those of its file in `secrets_dir`".to_owned()
            );
        }
        let text =
            read_bounded(&self.0.join(name)).map_err(|error| format!("the secret `{name}` cannot be read: {error}"))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Result<Vec<Vec<u8>>, String> = lines
            .map(|line| match line.strip_prefix("whsec_") {
                Some(coded) => STANDARD.decode(coded).map_err(|_| format!("the secret `{name}` is not Base64")),
                None => Ok(line.as_bytes().to_vec()),
            })
            .collect();
        let keys = keys?;
        if keys.is_empty() || keys.iter().any(|key| key.len() < SECRET_BYTES_MIN) {
            return Err(format!("the secret `{name}` must have at least {SECRET_BYTES_MIN} bytes"));
        }
        Ok(keys)
    }
}

fn read_bounded(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    std::fs::File::open(path)?.take(SECRET_BYTES_MAX).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_specification() {
        // The example of the specification of Standard Webhooks.
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signed = signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn secrets_are_files_of_their_directory_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("two"), "0123456789abcdef\n\nwhsec_MDEyMzQ1Njc4OWFiY2RlZg==\n").unwrap();
        std::fs::write(directory.path().join("short"), "secret").unwrap();
        let secrets = Secrets(directory.path().to_owned());
        assert_eq!(secrets.read("two").unwrap(), [b"0123456789abcdef".to_vec(), b"0123456789abcdef".to_vec()]);
        for wrong in ["short", "none", "", "../two", "a/b", ".", "two\0"] {
            assert!(secrets.read(wrong).is_err(), "{wrong:?}");
        }
        assert!(Secrets(PathBuf::new()).read("two").is_err());
    }

    #[test]
    fn what_is_gone_is_not_asked_again_and_the_rest_is() {
        assert!(matches!(judge(204, None), Sent::Taken));
        assert!(matches!(judge(410, None), Sent::Never("webhook-gone", _)));
        assert!(matches!(judge(302, None), Sent::NotNow("webhook-redirect", ..)));
        let Sent::NotNow("webhook-status", _, Some(wait)) = judge(503, Some(Duration::MAX)) else { panic!("not now") };
        assert_eq!(wait, WAIT_MAX);
    }
}
