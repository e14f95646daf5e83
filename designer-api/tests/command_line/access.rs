//! Who may do what, as an administrator at a terminal arranges it; and what a killed server remembers.
use super::{GOOD, Served, run, told, weir};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// Runs a client command that reads a line.
fn typed(server: &Served, directory: &Path, arguments: &[&str], line: &str) -> (i32, String, String) {
    let mut command = weir(directory, arguments);
    command.env("WEIR_URL", &server.url).env("WEIR_TOKEN", server.token.as_deref().unwrap_or_default());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    told(&child.wait_with_output().unwrap())
}

#[test]
fn users_grants_and_tokens_are_arranged_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    fs::write(here.join("hello.bpmn"), GOOD).unwrap();
    let mut server = Served::start(here);
    assert_eq!(server.ask(here, &["deploy", "hello.bpmn"]).0, 0);
    let add = ["user", "add", "ann", "--name", "Ann", "--role", "user", "--password-stdin"];
    let (code, _, err) = typed(&server, here, &add, "short\n");
    assert!(code == 1 && err.contains("password-too-short"), "{err}");
    let (code, out, err) = typed(&server, here, &add, "correct horse battery\n");
    assert!(code == 0 && out.contains("ann"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["user", "list"]);
    assert!(code == 0 && out.contains("admin") && out.contains("ann"), "{out}{err}");
    assert_eq!(server.ask(here, &["user", "add", "night", "--service"]).0, 0);
    let grant = ["grant", "add", "operator", "user:night", "--process", "hello", "--reason", "nights"];
    let (code, out, err) = server.ask(here, &grant);
    assert!(code == 0 && out.contains("operator:user:night"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["grant", "list"]);
    assert!(code == 0 && out.contains("operator:user:night") && out.contains("administrator:admin"), "{out}{err}");
    let (code, out, err) =
        server.ask(here, &["token", "create", "nightly", "--owner", "night", "--scope", "see-instances"]);
    assert_eq!(code, 0, "{err}");
    let administrator = server.token.replace(out.trim().to_owned());
    let (code, out, err) = server.ask(here, &["whoami"]);
    assert!(code == 0 && out.contains("night") && out.contains("see-instances"), "{out}{err}");
    let (code, _, err) = server.ask(here, &["start", "hello"]);
    assert!(code == 1 && err.contains("403 forbidden"), "{err}");
    server.token = administrator;
    assert_eq!(server.ask(here, &["grant", "remove", "operator:user:night", "--reason", "no nights any more"]).0, 0);
    assert_eq!(server.ask(here, &["user", "disable", "ann"]).0, 0);
    assert_eq!(server.ask(here, &["user", "enable", "ann"]).0, 0);
    assert_eq!(server.ask(here, &["user", "logout", "ann"]).0, 0);
    assert_eq!(server.ask(here, &["user", "remove", "night", "--reason", "gone away"]).0, 0);
    assert_eq!(server.ask(here, &["tenant", "add", "red", "--name", "Red"]).0, 0);
    let (code, out, err) = server.ask(here, &["tenant", "list"]);
    assert!(code == 0 && out.contains("Red"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["audit", "--limit", "50"]);
    let told = ["setUp", "userChanged", "passwordChanged", "grantChanged", "tokenCreated", "userRemoved", "denied"];
    assert!(code == 0 && told.iter().all(|happened| out.contains(happened)), "{out}{err}");
    assert!(out.contains("no nights any more") && out.contains("gone away"), "why is remembered: {out}");
    let (code, _, err) = server.ask(here, &["grant", "add", "operator", "ann"]);
    assert!(code == 2 && err.contains("for whom?"), "{err}");
}

#[test]
fn what_was_revoked_stays_so_when_the_server_is_killed_right_after() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let mut server = Served::start(here);
    let administrator = server.token.clone();
    for round in 0..3 {
        let (_, out, _) = server.ask(here, &["token", "create", &format!("round {round}")]);
        let token = out.trim().to_owned();
        let (_, out, _) = server.ask(here, &["token", "create", &format!("kept {round}")]);
        let kept = out.trim().to_owned();
        let id = token.split('_').nth(1).unwrap().to_owned();
        assert_eq!(server.ask(here, &["token", "revoke", &id]).0, 0);
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        server = Served::start(here);
        server.token = Some(token);
        let (code, _, err) = server.ask(here, &["whoami"]);
        assert!(code == 1 && err.contains("token-expired"), "round {round}: {err}");
        server.token = Some(kept);
        assert_eq!(server.ask(here, &["whoami"]).0, 0, "and what was made is there");
        server.token.clone_from(&administrator);
    }
}

#[test]
fn whoever_has_the_data_directory_makes_an_administrator_when_no_server_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let server = Served::start(here);
    let (code, _, err) = run(here, &["setup", "--data-dir", "data"]);
    assert!(code == 75 && err.contains("a server has data open"), "{err}");
    assert_eq!(server.stop(), 0);
    let (code, out, err) = run(here, &["setup", "--data-dir", "data", "--user", "rescue"]);
    assert_eq!(code, 0, "{err}");
    let mut server = Served::start(here);
    server.token = out.lines().find_map(|line| line.strip_prefix("export WEIR_TOKEN=")).map(str::to_owned);
    let (code, out, err) = server.ask(here, &["audit"]);
    assert!(code == 0 && out.matches("setUp").count() == 2 && out.contains("rescue"), "{out}{err}");
    let (code, _, err) = run(here, &["setup", "http://127.0.0.1:1/nothing"]);
    assert!(code == 2 && err.contains("this is not the link"), "{err}");
    let (code, _, err) = run(here, &["setup", &format!("{}/setup#weir-setup_a_b", server.url)]);
    assert!(code == 1 && err.contains("setup-link-invalid"), "{err}");
}

#[test]
fn settings_of_an_openid_provider_that_cannot_work_are_refused_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let serve = |more: &[&str]| {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"];
        arguments.extend(more);
        run(dir.path(), &arguments)
    };
    let (code, _, err) = serve(&["--oidc-issuer", "https://id.example.org"]);
    assert!(code == 78 && err.contains("oidc_client_id"), "{err}");
    let whole = ["--oidc-client-id", "weir", "--public-url", "https://bpm.example.org"];
    for open in ["http://id.example.org", "http://127.0.0.1.example.org", "http://localhost@example.org"] {
        let (code, _, err) = serve(&[&["--oidc-issuer", open][..], &whole].concat());
        assert!(code == 78 && err.contains("must begin with https://"), "{open}: {err}");
    }
    let wrong = ["--oidc-issuer", "https://id.example.org", "--oidc-roles", "staff=king"];
    let (code, _, err) = serve(&[&wrong[..], &whole].concat());
    assert!(code == 78 && err.contains("staff=king"), "{err}");
}

/// Offices name a proxy for everything; a server on this machine is not behind it, and the token is none of its business.
#[test]
fn no_proxy_is_between_a_terminal_and_a_server_on_the_same_machine() {
    let dir = tempfile::tempdir().unwrap();
    let server = Served::start(dir.path());
    // Nobody listens there, and nobody is given this port by chance.
    let proxied = |arguments: &[&str], url: &str| {
        let mut command = weir(dir.path(), arguments);
        for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY"] {
            command.env(name, "http://127.0.0.1:1");
        }
        command.env_remove("no_proxy").env_remove("NO_PROXY");
        told(&command.env("WEIR_URL", url).env("WEIR_TOKEN", server.token.as_deref().unwrap()).output().unwrap())
    };
    let named = server.url.replace("127.0.0.1", "localhost");
    for url in [&server.url, &named] {
        let (code, out, err) = proxied(&["whoami"], url);
        assert!(code == 0 && out.contains("admin"), "{url}: {out}{err}");
    }
    // Further away it is asked through the proxy, as everything else.
    let (code, _, err) = proxied(&["whoami"], "http://192.0.2.1:8400");
    assert!(code == 69 && err.contains("refused"), "{err}");
}
