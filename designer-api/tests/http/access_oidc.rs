//! Logging in with a real OpenID provider in a process of its own: the package `oidc-provider` from npm, a certified
//! implementation. Where it cannot be installed the tests say so in one line and try nothing.
use crate::server::{Answer, Server};
use crate::skipped::skipped;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use ureq::http::Request;
use weir_designer_api::config::Config;

/// The version that the tests were written with.
const PACKAGE: &str = "oidc-provider@9.8.0";

/// The folder with the package, installed once; none, with a line that says why, when it cannot be.
static INSTALLED: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc");
    std::fs::create_dir_all(&folder).unwrap();
    if !folder.join("node_modules/oidc-provider").is_dir() {
        // Two test processes at once each install into a folder of their own; the first one's is kept.
        let own = tempfile::tempdir_in(&folder).unwrap();
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(own.path()).arg(PACKAGE);
        let installed = npm.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !installed.is_ok_and(|status| status.success()) {
            skipped("logging in with OpenID Connect", &format!("npm cannot install {PACKAGE}"));
            return None;
        }
        let _first = std::fs::rename(own.path().join("node_modules"), folder.join("node_modules"));
    }
    let script = include_str!("oidc_provider.mjs");
    let file = folder.join(format!("provider-{}.mjs", std::process::id()));
    std::fs::write(&file, script).unwrap();
    Some(file)
});

/// A provider that runs; ended when dropped.
struct Provider {
    process: Child,
    folder: TempDir,
}

impl Provider {
    /// What everybody belongs to, from now on.
    fn groups(&self, groups: &Value) {
        std::fs::write(self.folder.path().join("groups.json"), groups.to_string()).unwrap();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _already_dead = self.process.kill();
        let _status = self.process.wait();
    }
}

/// A server that people log in to with a provider. Its port must be known before it runs, so that somebody else may have
/// taken it meanwhile: then another one is tried.
fn world(settings: &Config) -> Option<(Server, Provider)> {
    let script = INSTALLED.as_ref()?;
    let begun = Instant::now();
    loop {
        match on_some_port(script, settings.clone())? {
            (server, Some(provider)) => return Some((server, provider)),
            (_, None) => assert!(begun.elapsed() < Duration::from_mins(1), "the provider does not start"),
        }
    }
}

/// The server, and the provider if it could have the port; nothing where there is no node to run it.
fn on_some_port(script: &Path, settings: Config) -> Option<(Server, Option<Provider>)> {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let (secret, groups) = (folder.path().join("secret"), folder.path().join("groups.json"));
    std::fs::write(&secret, "a secret between the two\n").unwrap();
    std::fs::write(&groups, "{}").unwrap();
    let server = Server::start_with(Config {
        oidc_issuer: format!("http://127.0.0.1:{port}"),
        oidc_client_id: "weir".to_owned(),
        oidc_client_secret_file: secret,
        ..settings
    });
    let back = format!("http://{}/api/v1/oidc/callback", server.address);
    let mut node = Command::new("node");
    let started = node
        .arg(script)
        .args([&port.to_string(), &back])
        .arg(&groups)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        skipped("logging in with OpenID Connect", "node is not there");
        return None;
    };
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let runs = lines.any(|line| line == "ready");
    std::thread::spawn(move || lines.for_each(drop));
    let provider = Provider { process: child, folder };
    Some((server, runs.then_some(provider)))
}

/// A browser at the provider: keeps cookies, and follows nothing by itself.
#[derive(Default)]
struct Away {
    cookies: BTreeMap<String, String>,
}

impl Away {
    /// Asks; the place where it sends to, and what it says.
    fn go(&mut self, url: &str, form: Option<&str>) -> (Option<String>, String) {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().proxy(None).http_status_as_error(false).max_redirects(0).build().into();
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = Request::builder().uri(url).header("cookie", cookies);
        let mut answer = match form {
            None => agent.run(request.method("GET").body(String::new()).unwrap()),
            Some(form) => {
                let typed = request.method("POST").header("content-type", "application/x-www-form-urlencoded");
                agent.run(typed.body(form.to_owned()).unwrap())
            }
        }
        .expect("the provider answers");
        for set in answer.headers().get_all("set-cookie") {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let origin = url.split('/').take(3).collect::<Vec<_>>().join("/");
        let to = to.map(|to| if to.starts_with('/') { format!("{origin}{to}") } else { to });
        (to, answer.body_mut().read_to_string().unwrap())
    }
}

/// Somebody on the way: the address to come back to, and the cookie that binds it to their browser.
struct Way {
    back: String,
    cookie: String,
}

/// Goes to the provider, logs in there as somebody, agrees, and is sent back.
fn there(server: &Server, name: &str) -> Way {
    let begun = server.ask("GET", "/api/v1/oidc/login").anonymous().send_unfollowed();
    assert_eq!(begun.status, 303, "{}", begun.text);
    let set = begun.header("set-cookie").to_owned();
    assert!(set.contains("; HttpOnly; SameSite=Lax; Max-Age=600"), "{set}");
    let cookie = set.split(';').next().unwrap().to_owned();
    let url = begun.header("location").to_owned();
    for part in ["response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=", "state="] {
        assert!(url.contains(part), "{part} is missing in {url}");
    }
    let home = format!("http://{}", server.address);
    let mut away = Away::default();
    let (mut next, mut page) = away.go(&url, None);
    let mut at = url;
    for _ in 0..12 {
        if let Some(to) = next {
            if to.starts_with(&home) {
                return Way { back: to[home.len()..].to_owned(), cookie };
            }
            (next, page) = away.go(&to, None);
            at = to;
            continue;
        }
        // A page with a form: who, or whether one agrees.
        let form = if page.contains("name=\"login\"") {
            format!("prompt=login&login={name}&password=any")
        } else {
            "prompt=consent".to_owned()
        };
        (next, page) = away.go(&at, Some(&form));
    }
    panic!("the provider does not send back: {page}");
}

/// Comes back.
fn back(server: &Server, way: &Way) -> Answer {
    server.ask("GET", &way.back).anonymous().header("cookie", &way.cookie).send_unfollowed()
}

/// The session that was opened.
fn whoami(server: &Server, answer: &Answer) -> Value {
    assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
    let session = answer.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap());
    let cookie =
        session.map(|set| set.split(';').next().unwrap()).find(|set| set.starts_with("weir_session=weir-")).unwrap();
    server.ask("GET", "/api/v1/session").anonymous().header("cookie", cookie).send().expect(200).json
}

fn open_house() -> Config {
    Config { oidc_create_users: true, oidc_roles: "staff=user,bpm=operator".to_owned(), ..Config::default() }
}

#[test]
fn somebody_whom_the_provider_knows_logs_in_and_has_the_roles_that_it_says() {
    let Some((server, provider)) = world(&open_house()) else { return };
    provider.groups(&json!({ "ann": ["staff", "bpm", "choir"] }));
    let who = whoami(&server, &back(&server, &there(&server, "ann")));
    assert_eq!((&who["user"], &who["name"]), (&json!("ann"), &json!("The ann")), "{who}");
    assert_eq!(who["roles"], json!(["operator", "user"]));
    // What the provider gives no more is taken back, and nothing else.
    server.grant("ann", "designer", &json!({}));
    provider.groups(&json!({ "ann": ["staff"] }));
    let came = back(&server, &there(&server, "ann"));
    let who = whoami(&server, &came);
    assert_eq!((&who["user"], &who["roles"]), (&json!("ann"), &json!(["designer", "user"])), "{who}");
    assert_eq!(server.get("/api/v1/users/ann").expect(200).json["issuers"].as_array().unwrap().len(), 1);
    assert_eq!(server.audit("identityLinked").len(), 1, "once");
    assert!(server.audit("loggedIn").iter().all(|line| line["detail"] == "oidc"));
    // Where the provider calls somebody else so, an administrator says that it may.
    server.ask("DELETE", "/api/v1/users/ann/identities").send().expect(204);
    assert_eq!(server.get("/api/v1/users/ann").expect(200).json["issuers"], json!([]));
    whoami(&server, &back(&server, &there(&server, "ann")));
    // Who is shut out here stays so.
    server.ask("PUT", "/api/v1/users/ann").json(&json!({ "disabled": true })).send().expect(200);
    back(&server, &there(&server, "ann")).refused(401, "login-failed");
}

#[test]
fn nobody_is_taken_over_by_what_the_provider_merely_says() {
    let Some((server, _provider)) = world(&open_house()) else { return };
    server.somebody("bob", "user");
    server.password("bob", "correct horse battery");
    server.somebody("eva", "user");
    for taken in ["admin", "bob"] {
        back(&server, &there(&server, taken)).refused(401, "login-failed");
    }
    let who = whoami(&server, &back(&server, &there(&server, "eva")));
    assert_eq!(who["user"], "eva", "entered here, and without a password until now");
    assert!(server.audit("loginFailed").iter().any(|line| line["detail"] == "oidc: id-is-taken"));
}

#[test]
fn an_address_that_the_provider_has_not_verified_names_nobody() {
    let Some((server, provider)) = world(&Config { oidc_user_claim: "email".to_owned(), ..open_house() }) else {
        return;
    };
    server.somebody("eva@example.org", "user");
    provider.groups(&json!({ "eva": ["unverified"] }));
    back(&server, &there(&server, "eva")).refused(401, "login-failed");
    assert!(server.audit("loginFailed").iter().any(|line| line["detail"] == "oidc: email-unverified"));
    provider.groups(&json!({ "eva": [] }));
    let who = || whoami(&server, &back(&server, &there(&server, "eva")))["user"].clone();
    assert_eq!(who(), "eva@example.org");
    // Once bound they are known by the subject.
    provider.groups(&json!({ "eva": ["unverified"] }));
    assert_eq!(who(), "eva@example.org");
}

#[test]
fn a_provider_whose_clock_is_a_little_off_lets_people_in_and_one_of_another_day_does_not() {
    let Some((server, provider)) = world(&open_house()) else { return };
    // What it writes is good for five minutes.
    provider.groups(&json!({ "clock": 300 + 20, "ann": ["staff"] }));
    assert_eq!(whoami(&server, &back(&server, &there(&server, "ann")))["user"], "ann");
    provider.groups(&json!({ "clock": 24 * 3600, "ann": ["staff"] }));
    back(&server, &there(&server, "ann")).refused(401, "login-failed");
    assert!(server.audit("loginFailed").iter().any(|line| line["detail"] == "oidc: token-invalid"));
    // What is of a time to come was not written by a provider whose clock can be trusted, or not for now.
    for (told, lets_in) in [
        (json!({ "clock": -20, "ann": ["staff"] }), true),
        (json!({ "clock": -180, "ann": ["staff"] }), false),
        (json!({ "begins": 20, "ann": ["staff"] }), true),
        (json!({ "begins": 180, "ann": ["staff"] }), false),
    ] {
        provider.groups(&told);
        let came = back(&server, &there(&server, "ann"));
        if lets_in {
            assert_eq!(whoami(&server, &came)["user"], "ann", "{told}");
        } else {
            came.refused(401, "login-failed");
        }
    }
}

#[test]
fn strangers_are_not_let_in_unless_the_settings_say_so() {
    let Some((server, _provider)) = world(&Config::default()) else { return };
    back(&server, &there(&server, "stranger")).refused(401, "login-failed");
    server.get("/api/v1/users/stranger").refused(404, "not-found");
    server.user("known", None);
    let who = whoami(&server, &back(&server, &there(&server, "known")));
    assert_eq!((&who["user"], &who["roles"]), (&json!("known"), &json!([])), "let in, and nothing is theirs");
}

#[test]
fn the_way_back_is_for_the_browser_that_went_and_for_once() {
    let Some((server, _provider)) = world(&open_house()) else { return };
    let way = there(&server, "ann");
    // Somebody is made to follow the link of another: logged in as the other, they would write into the other's account.
    server.ask("GET", &way.back).anonymous().send_unfollowed().refused(401, "login-failed");
    let way = there(&server, "ann");
    let others = there(&server, "mallory");
    let crossed = Way { back: way.back.clone(), cookie: others.cookie.clone() };
    back(&server, &crossed).refused(401, "login-failed");
    back(&server, &way).refused(401, "login-failed"); // the state was used up by the attempt
    let way = there(&server, "ann");
    whoami(&server, &back(&server, &way));
    back(&server, &way).refused(401, "login-failed");
    // A code of one's own making, and a state that nobody was given.
    let way = there(&server, "ann");
    let (path, query) = way.back.split_once('?').unwrap();
    let state = query.split('&').find(|part| part.starts_with("state=")).unwrap();
    let forged = Way { back: format!("{path}?code=forged&{state}"), cookie: way.cookie.clone() };
    back(&server, &forged).refused(401, "login-failed");
    let unknown = Way { back: format!("{path}?code=x&state=unknown"), cookie: way.cookie };
    back(&server, &unknown).refused(401, "login-failed");
    let refused = there(&server, "ann");
    let state = refused.back.split('&').find(|part| part.contains("state=")).unwrap();
    let denied =
        Way { back: format!("{path}?error=access_denied&{}", state.trim_start_matches(path)), cookie: refused.cookie };
    back(&server, &denied).refused(401, "login-failed");
}

#[test]
fn a_provider_that_does_not_answer_is_told_and_none_is_none() {
    // Nobody listens there, and nobody is given this port by chance.
    let server = Server::start_with(Config {
        oidc_issuer: "http://127.0.0.1:1".to_owned(),
        oidc_client_id: "weir".to_owned(),
        ..Config::default()
    });
    server.ask("GET", "/api/v1/oidc/login").anonymous().send().refused(502, "oidc-unreachable");
    // A browser is not left with that: it goes back to where people log in, which says why.
    for (path, why) in [("login", "unreachable"), ("callback?code=x&state=y", "unknown-state")] {
        let ask = server.ask("GET", &format!("/api/v1/oidc/{path}")).anonymous();
        let told = ask.header("accept", "text/html,application/xhtml+xml").send_unfollowed();
        assert_eq!((told.status, told.header("location")), (303, &*format!("/?login={why}")));
        assert!(told.header("set-cookie").contains("Max-Age=0"), "the way is over");
    }
    let without = Server::start();
    without.ask("GET", "/api/v1/oidc/login").anonymous().send().refused(404, "no-oidc");
    without.ask("GET", "/api/v1/oidc/callback?code=x&state=y").anonymous().send().refused(404, "no-oidc");
}

#[test]
fn no_administrator_of_whatever_kind_is_taken_over() {
    let Some((server, _provider)) = world(&open_house()) else { return };
    let group = json!({"kind": "group", "id": "chiefs"});
    let changes = json!({"changes": [
        {"put": {"group": {"id": "chiefs", "name": "Chiefs"}}},
        {"put": {"person": {"id": "by-group", "name": "G", "memberships": [group]}}},
    ]});
    server.post("/api/v1/organisation/changes", &changes).expect(200);
    let to_chiefs = json!({"to": group, "role": "administrator"});
    server.ask("PUT", "/api/v1/grants/chiefs").json(&to_chiefs).send().expect(200);
    server.user("by-group", None);
    server.ask("PUT", "/api/v1/tenants/red").json(&json!({})).send().expect(200);
    server.user("of-tenant", Some("red"));
    server.grant("of-tenant", "administrator", &json!({"tenant": "red"}));
    server.user("some-day", None);
    server.grant("some-day", "administrator", &json!({"valid": {"from": "2099-01-01T00:00:00Z"}}));
    for taken in ["by-group", "of-tenant", "some-day"] {
        back(&server, &there(&server, taken)).refused(401, "login-failed");
        let user = server.get(&format!("/api/v1/users/{taken}")).expect(200);
        assert_eq!(user.json["issuers"], json!([]), "{taken}");
    }
    // Nor is somebody bound who is shut out, to come back with the next change of mind.
    server.user("shut-out", None);
    server.ask("PUT", "/api/v1/users/shut-out").json(&json!({"disabled": true})).send().expect(200);
    back(&server, &there(&server, "shut-out")).refused(401, "login-failed");
    assert_eq!(server.get("/api/v1/users/shut-out").expect(200).json["issuers"], json!([]));
}

#[test]
fn whoever_is_new_is_of_the_tenant_that_the_provider_says() {
    // The provider of this test says one thing of everybody that is of use here: their name.
    let settings = Config { oidc_tenant_claim: "preferred_username".to_owned(), ..open_house() };
    let Some((server, provider)) = world(&settings) else { return };
    server.ask("PUT", "/api/v1/tenants/red").json(&json!({})).send().expect(200);
    provider.groups(&json!({"red": ["staff"]}));
    let who = whoami(&server, &back(&server, &there(&server, "red")));
    assert_eq!((&who["tenant"], &who["roles"]), (&json!("red"), &json!(["user"])), "{who}");
    assert_eq!(server.get("/api/v1/users/red").expect(200).json["tenant"], "red");
    let grants = server.get("/api/v1/grants").expect(200);
    let given = grants.items().iter().find(|grant| grant["id"] == "oidc:red:user").unwrap();
    assert_eq!(given["tenant"], "red");
    // A tenant that is not here is none, and whoever says so is not of the installation itself instead.
    back(&server, &there(&server, "green")).refused(401, "login-failed");
    server.get("/api/v1/users/green").refused(404, "not-found");
}

#[test]
fn the_last_administrator_gets_in_though_the_provider_gives_that_no_more() {
    let settings = Config { oidc_roles: "chief=administrator,staff=user".to_owned(), ..open_house() };
    let Some((server, provider)) = world(&settings) else { return };
    provider.groups(&json!({"ann": ["chief", "staff"]}));
    whoami(&server, &back(&server, &there(&server, "ann")));
    let remove = server.ask("DELETE", "/api/v1/grants/administrator:admin").json(&json!({})).send();
    remove.expect(204);
    provider.groups(&json!({"ann": []}));
    let who = whoami(&server, &back(&server, &there(&server, "ann")));
    assert_eq!(who["roles"], json!(["administrator"]), "what was taken back beside it is gone");
}
