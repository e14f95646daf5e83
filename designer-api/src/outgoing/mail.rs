//! Mails: a notice as a message that a mail server takes.
//!
//! The password is a file that is read when a mail is sent; it is in no log, no row and no variable. A message bears an id
//! made of that of its delivery, the same at each try: a try that was cut off after the server had taken the message leads
//! to a second copy at most, and mailboxes know it by its id.
use super::words::{Locale, Words};
use crate::config::{Config, MailSecurity};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, Message, SmtpTransport, Transport};
use std::path::{Path, PathBuf};
use std::time::Duration;
use weir_core::time::TimeZone;
use weir_engine::api::{NoticeWords, OutgoingDelivery};

/// Sends mails.
pub struct Mailer {
    host: String,
    port: u16,
    tls: Tls,
    login: Option<(String, PathBuf)>,
    from: Mailbox,
    url: String,
    zone: TimeZone,
    timeout: Duration,
}

/// Why a mail was not taken.
pub struct NotTaken {
    /// Stable code.
    pub code: &'static str,
    /// For operators.
    pub message: String,
    /// No other try would go better.
    pub for_good: bool,
}

impl Mailer {
    /// One as the settings say; none when there is no mail server.
    pub fn of(config: &Config) -> Result<Option<Mailer>, String> {
        if config.smtp_host.is_empty() {
            return Ok(None);
        }
        let from = config.mail_from.parse().map_err(|error| format!("`mail_from` is no mail address: {error}"))?;
        let here = matches!(config.smtp_host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let tls = match config.smtp_security {
            MailSecurity::None if here => Tls::None,
            MailSecurity::None => {
                return Err(
                    "`smtp_security` none is only for a mail server on this machine: say starttls or tls".to_owned()
                );
            }
            MailSecurity::StartTls => Tls::Required(parameters(config)?),
            MailSecurity::Tls => Tls::Wrapper(parameters(config)?),
        };
        let usual = match config.smtp_security {
            MailSecurity::StartTls => 587,
            MailSecurity::Tls => 465,
            MailSecurity::None => 25,
        };
        let login =
            (!config.smtp_user.is_empty()).then(|| (config.smtp_user.clone(), config.smtp_password_file.clone()));
        Ok(Some(Mailer {
            host: config.smtp_host.clone(),
            port: if config.smtp_port == 0 { usual } else { config.smtp_port },
            tls,
            login,
            from,
            url: config.notice_url.clone(),
            zone: TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC),
            timeout: Duration::from_secs(config.delivery_timeout_seconds),
        }))
    }

    /// Sends one to an address. Blocks; each exchange with the server for no longer than its time.
    pub fn send(&self, delivery: &OutgoingDelivery, words: &NoticeWords, address: &str) -> Result<(), NotTaken> {
        let for_good = |code| move |message: String| NotTaken { code, message, for_good: true };
        let to: Address = address.trim().parse().map_err(|_| {
            for_good("mail-address")(format!("`{address}` of {} is no mail address", delivery.notice.person))
        })?;
        let message = self.message(delivery, words, to).map_err(for_good("mail-message"))?;
        let mut server = SmtpTransport::builder_dangerous(self.host.clone())
            .port(self.port)
            .tls(self.tls.clone())
            .timeout(Some(self.timeout));
        if let Some((user, file)) = &self.login {
            let password = std::fs::read_to_string(file).map_err(|error| {
                let message = format!("the password cannot be read from {}: {error}", file.display());
                NotTaken { code: "mail-password", message, for_good: false }
            })?;
            server =
                server.credentials(Credentials::new(user.clone(), password.trim_end_matches(['\r', '\n']).to_owned()));
        }
        server.build().send(&message).map(drop).map_err(|error| judge(&error))
    }

    fn message(&self, delivery: &OutgoingDelivery, words: &NoticeWords, to: Address) -> Result<Message, String> {
        let told = Words { notice: &delivery.notice, names: words, locale: Locale::of(words.locale.as_deref()) };
        let domain = self.from.email.domain();
        let header = |builder: MessageBuilder, name: &'static str, value: String| {
            builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value))
        };
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(told.subject())
            .message_id(Some(format!("<{}@{domain}>", delivery.id)))
            // Mails about one instance stand together.
            .references(format!("<{}@{domain}>", delivery.notice.instance))
            .header(ContentType::TEXT_PLAIN);
        let builder = header(builder, "Weir-Delivery", delivery.id.clone());
        // No machine is to answer: RFC 3834.
        let builder = header(builder, "Auto-Submitted", "auto-generated".to_owned());
        builder.body(told.text(&self.url, &self.zone)).map_err(|error| error.to_string())
    }
}

fn parameters(config: &Config) -> Result<TlsParameters, String> {
    let mut parameters = TlsParameters::builder(config.smtp_host.clone());
    if !config.smtp_ca_file.as_os_str().is_empty() {
        parameters = parameters.add_root_certificate(authority(&config.smtp_ca_file)?);
    }
    parameters.build().map_err(|error| format!("TLS to the mail server cannot be set up: {error}"))
}

fn authority(file: &Path) -> Result<Certificate, String> {
    let pem = std::fs::read(file).map_err(|error| format!("`smtp_ca_file` {}: {error}", file.display()))?;
    Certificate::from_pem(&pem).map_err(|error| format!("`smtp_ca_file` {}: {error}", file.display()))
}

/// What the server says about this mail is for good when it says so; what it says about us is for whoever set it up.
fn judge(error: &Error) -> NotTaken {
    let status = error.status().map(|code| code.to_string());
    let about_us = status.as_deref().is_some_and(|code| matches!(code, "530" | "534" | "535" | "538" | "554" | "421"));
    let code = match status {
        Some(_) if about_us => "mail-refused-us",
        Some(_) => "mail-refused",
        None if error.is_timeout() || has(error, std::io::ErrorKind::WouldBlock) => "mail-too-slow",
        None if error.is_tls() || has(error, std::io::ErrorKind::InvalidData) => "mail-tls",
        None if error.is_client() => "mail-unsuited",
        None => "mail-unreachable",
    };
    NotTaken { code, message: said(error), for_good: error.is_permanent() && !about_us }
}

/// Does it come from the socket failing in this way? Those of Linux call a time that is over, and rustls a handshake that
/// failed, something else than the library.
fn has(error: &(dyn std::error::Error + 'static), kind: std::io::ErrorKind) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == kind) || error.source().is_some_and(|source| has(source, kind))
}

/// An error and what it comes from.
fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}
