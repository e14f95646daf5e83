//! Mail to a real mail server in a process of its own: the package `aiosmtpd` from PyPI, which wants STARTTLS and a login.
//! Where it cannot be installed the test says so in one line and tries nothing.
use crate::python::Peer;
use crate::receivers::MailServer;
use crate::server::Server;
use crate::skipped::skipped;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::LazyLock;
use weir_designer_api::config::{Config, MailSecurity};

/// The version that the test was written with.
const PACKAGE: &str = "aiosmtpd==1.4.6";
const PASSWORD: &str = "between the two of us";

/// The Python with the package, installed once; none, with a line that says why, when it cannot be.
static PYTHON: LazyLock<Option<PathBuf>> = LazyLock::new(|| match Peer::installed(PACKAGE) {
    Ok(peer) => Some(peer.python()),
    Err(why) => {
        skipped("mail over STARTTLS with a login", &why);
        None
    }
});

fn runs(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// A mail server that runs; ended when dropped.
struct RealServer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    port: u16,
}

impl RealServer {
    fn start(python: &Path, certificates: &Path) -> RealServer {
        let mut command = Command::new(python);
        command.arg("-c").arg(include_str!("mail_server.py"));
        command.arg(certificates.join("server.pem")).arg(certificates.join("server.key")).args(["weir", PASSWORD]);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("a process");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first: Value = serde_json::from_str(&lines.next().expect("a line").expect("text")).expect("JSON");
        let port = first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        RealServer { process, lines, port }
    }

    fn next(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().expect("a mail").expect("text")).expect("JSON")
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        let _already_dead = self.process.kill();
        let _status = self.process.wait();
    }
}

/// An authority, and a certificate of it for this machine.
fn certificates() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let openssl = |arguments: &[&str]| runs(Command::new("openssl").current_dir(folder.path()).args(arguments));
    std::fs::write(folder.path().join("names"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n").unwrap();
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    let authority = ["req", "-x509", "-subj", "/CN=authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem"];
    let asked = ["req", "-subj", "/CN=server", "-keyout", "server.key", "-out", "server.csr"];
    let signed = ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days"];
    let made = openssl(&[&authority[..], &key].concat())
        && openssl(&[&asked[..], &key].concat())
        && openssl(&[&signed[..], &["2", "-extfile", "names", "-out", "server.pem"]].concat());
    if !made {
        skipped("mail over STARTTLS with a login", "openssl makes no certificates here");
    }
    made.then_some(folder)
}

fn settings(port: u16, folder: &Path) -> Config {
    std::fs::write(folder.join("password"), format!("{PASSWORD}\n")).unwrap();
    Config {
        smtp_host: "127.0.0.1".to_owned(),
        smtp_port: port,
        smtp_user: "weir".to_owned(),
        smtp_password_file: folder.join("password"),
        smtp_ca_file: folder.join("ca.pem"),
        mail_from: "bpm@example.org".to_owned(),
        delivery_retry_ms: 1,
        ..Config::default()
    }
}

fn something_for_ann(server: &Server) {
    crate::outgoing::prepare(server);
    crate::outgoing::start(server);
}

fn waits_with(server: &Server, code: &str) {
    Server::until(|| {
        let page = server.get("/api/v1/deliveries").expect(200);
        page.items().iter().any(|delivery| delivery["error"]["code"] == code)
    });
}

#[test]
fn a_real_mail_server_gets_it_over_tls_after_a_login() {
    let Some((python, folder)) = PYTHON.as_ref().and_then(|python| Some((python, certificates()?))) else { return };
    let mut office = RealServer::start(python, folder.path());
    let server = Server::start_with(settings(office.port, folder.path()));
    something_for_ann(&server);
    let mail = office.next();
    assert_eq!((&mail["to"], &mail["tls"], &mail["user"]), (&json!(["ann@example.org"]), &json!(true), &json!("weir")));
    assert!(mail["text"].as_str().unwrap().contains("Message-ID: <"), "{mail}");
    // Another password is asked for again and again, because it is for whoever set it up.
    std::fs::write(folder.path().join("password"), "wrong").unwrap();
    crate::outgoing::start(&server);
    waits_with(&server, "mail-refused-us");
    std::fs::write(folder.path().join("password"), PASSWORD).unwrap();
    assert_eq!(office.next()["to"], mail["to"]);
    assert!(
        server.files().iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains(PASSWORD)),
        "it is kept nowhere"
    );
}

#[test]
fn nobody_else_is_told_and_nothing_is_said_without_tls() {
    let Some((python, folder)) = PYTHON.as_ref().and_then(|python| Some((python, certificates()?))) else { return };
    let office = RealServer::start(python, folder.path());
    let stranger = Config { smtp_ca_file: PathBuf::new(), ..settings(office.port, folder.path()) };
    let server = Server::start_with(stranger);
    something_for_ann(&server);
    // Nobody vouches for it.
    waits_with(&server, "mail-tls");
    // One that speaks no TLS is told nothing at all.
    let plain = MailServer::start();
    let server = Server::start_with(settings(plain.port, folder.path()));
    something_for_ann(&server);
    waits_with(&server, "mail-unsuited");
    assert!(plain.mails().is_empty());
    assert_eq!(
        settings(1, folder.path()).smtp_security,
        MailSecurity::StartTls,
        "it is what is meant when nothing is said"
    );
}
