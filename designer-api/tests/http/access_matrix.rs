//! Every route and everybody who may ask: what comes is what the committed table says, and the table is what the roles say.
//!
//! The routes are those of the contract: one without a rule fails here, and so does a rule without a route. Requests that
//! would change something have a body that no route takes, so whoever is let through is answered 400 and nothing happens.
use crate::model::ORDER;
use crate::server::Server;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::access::{Action, Reach, Role};
use weir_designer_api::config::Config;
use weir_designer_api::http::{About, ROUTES, Rule, document};
use weir_engine::ManualClock;

/// Where the table is kept.
const TABLE: &str = "tests/http/access_matrix.txt";
/// A decision to look at.
const RULES: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="r" namespace="urn:r">
  <decision id="limit" name="Limit"><variable name="Limit" typeRef="number"/><literalExpression><text>7</text></literalExpression></decision></definitions>"#;

/// Somebody who asks: a name for the table, and a token or none.
pub struct Subject {
    pub name: String,
    pub token: Option<String>,
    /// The role that they have without bounds, and whether the objects are theirs.
    pub role: Option<(Role, bool)>,
}

/// A server with one of everything that paths name.
pub struct World {
    pub server: Server,
    pub subjects: Vec<Subject>,
    pub ids: BTreeMap<&'static str, String>,
}

fn world() -> World {
    let clock = Arc::new(ManualClock::new(Timestamp(1_700_000_000_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    let mut ids = BTreeMap::new();
    server.ask("PUT", "/api/v1/tenants/other").json(&json!({})).send().expect(200);
    let note =
        json!({ "type": "default", "id": "note", "components": [{ "type": "textfield", "key": "note" }] }).to_string();
    let files = [("model.bpmn", ORDER.as_bytes()), ("rules.dmn", RULES.as_bytes()), ("note.form", note.as_bytes())];
    server.ask("POST", "/api/v1/deployments").files(&files).send().expect(200);
    let people = json!([{ "person": { "id": "ann", "name": "Ann" } }]);
    server.post("/api/v1/organisation/import", &people).expect(200);

    // Ann has started the instance and has its task.
    let own = server.somebody("ann", "user");
    let start = json!({ "process": "order" });
    let instance = server.ask_with(&own, "POST", "/api/v1/instances").json(&start).send().expect(201).json;
    let instance = instance["id"].as_str().expect("an id").to_owned();
    let task = server.first("/api/v1/user-tasks");
    server.ask("POST", &format!("/api/v1/user-tasks/{task}/claim")).header("x-weir-actor", "ann").send().expect(204);
    // Another instance of hers is where a job waits.
    let second = server.ask_with(&own, "POST", "/api/v1/instances").json(&start).send().expect(201).json;
    let list = format!("/api/v1/user-tasks?instance={}", second["id"].as_str().expect("an id"));
    let other_task = server.first(&list);
    let complete = format!("/api/v1/user-tasks/{other_task}/complete");
    server.ask("POST", &complete).header("x-weir-actor", "ann").send().expect(204);
    let job = server.first("/api/v1/jobs");
    let waits = server.get(&format!("/api/v1/waits?instance={instance}")).expect(200);
    let wait = waits.items()[0]["id"].as_str().expect("an id").to_owned();
    let element = wait.rsplit_once('.').expect("a wait").0.to_owned();

    let model = server.post("/api/v1/models", &json!({ "name": "m" })).expect(201).json["id"].clone();
    let model = model.as_str().expect("an id").to_owned();

    let (anns, subjects) = subjects(&server, own);
    clock.advance(3_600_000);

    ids.extend([
        ("task", task),
        ("job", job),
        ("instance", instance),
        ("wait", wait),
        ("model", model),
        ("element", element),
        ("token", anns),
    ]);
    World { server, subjects, ids }
}

/// Everybody who asks, and the id of the token that is theirs who has the objects.
fn subjects(server: &Server, own: String) -> (String, Vec<Subject>) {
    let soon = json!({ "expires": "2023-11-14T22:14:00Z" });
    let expired = server.token_of("admin", &soon);
    let revoked = server.token_of("admin", &json!({}));
    let id = revoked.split('_').nth(1).expect("an id").to_owned();
    server.ask("DELETE", &format!("/api/v1/tokens/{id}")).send().expect(204);
    let scoped = server.token_of("admin", &json!({ "scopes": ["see-parameters"] }));
    let narrow = server.token_of("admin", &json!({ "processes": ["elsewhere"] }));
    let anns = own.split('_').nth(1).expect("an id").to_owned();
    server.user("tina", Some("other"));
    server.grant("tina", "administrator", &json!({ "tenant": "other" }));
    let tina = server.token_of("tina", &json!({}));
    server.user("nina", None);
    let nina = server.token_of("nina", &json!({}));
    server.user("otto", None);
    server.grant("otto", "operator", &json!({ "processes": ["elsewhere"] }));
    let otto = server.token_of("otto", &json!({}));
    server.user("dora", None);
    server.grant("dora", "operator", &json!({ "departments": ["sales"] }));
    let dora = server.token_of("dora", &json!({}));
    let shut = server.somebody("sam", "administrator");
    server.ask("PUT", "/api/v1/users/sam").json(&json!({ "disabled": true })).send().expect(200);

    let mut subjects = vec![];
    let mut add = |name: &str, token: Option<String>, role| {
        subjects.push(Subject { name: name.to_owned(), token, role });
    };
    for (name, role) in [
        ("administrator", Role::Administrator),
        ("designer", Role::Designer),
        ("operator", Role::Operator),
        ("auditor", Role::Auditor),
        ("process owner", Role::ProcessOwner),
        ("worker", Role::Worker),
        ("integrator", Role::Integrator),
    ] {
        let user = format!("the-{}", role.name().to_lowercase());
        add(name, Some(server.somebody(&user, role.name())), Some((role, false)));
    }
    add("user, theirs", Some(own), Some((Role::User, true)));
    add("user, not theirs", Some(server.somebody("bob", "user")), Some((Role::User, false)));
    add("operator elsewhere", Some(otto), None);
    add("operator of sales", Some(dora), None);
    add("other tenant", Some(tina), None);
    add("no grant", Some(nina), None);
    add("token without scope", Some(scoped), None);
    add("token elsewhere", Some(narrow), None);
    add("expired token", Some(expired), None);
    add("revoked token", Some(revoked), None);
    add("shut out", Some(shut), None);
    add("nobody", None, None);
    (anns, subjects)
}

impl World {
    /// The path with the id of something that is there.
    fn path(&self, rule: &Rule) -> String {
        let of = |what: &str| self.ids[what].clone();
        let id = match rule.about {
            About::Task => of("task"),
            About::Job => of("job"),
            About::Instance => of("instance"),
            About::Element if rule.path.contains("enabled-activities") => of("wait"),
            About::Element => of("element"),
            About::Definition => "order:1".to_owned(),
            About::Decision => "limit".to_owned(),
            About::Form => "note".to_owned(),
            About::Model => of("model"),
            About::Person | About::User => "ann".to_owned(),
            About::Token => of("token"),
            About::Granted => "ann-user".to_owned(),
            About::Caller | About::Each | About::Installation | About::Tenant => "x".to_owned(),
        };
        let path = rule.path.replace("{id}", &id).replace("{name}", "x").replace("{proxy}", "p");
        let task = &self.ids["task"];
        let path = path
            .replace("{task}", task)
            .replace("{comment}", "x")
            .replace("{attachment}", "x")
            .replace("{year}", "2026")
            .replace("{node}", "approve")
            .replace("{handle}", "x")
            .replace("{run}", "x")
            .replace("{suggestion}", "x")
            .replace("{revision}", "1")
            .replace("{page}", "x")
            .replace("{version}", "1");
        // What a list or a look cannot do without.
        let query = match rule.path {
            "/api/v1/people/{id}/tasks" => "?list=todo",
            "/api/v1/people/{id}/instances" => "?list=started",
            "/api/v1/definitions/{id}/migration-plan" => "?target=order",
            "/api/v1/models/{id}/difference" => "?before=1",
            "/api/v1/search" => "?text=order",
            // Else it would never end.
            "/api/v1/people/{id}/notices/stream" | "/api/v1/events" => "?after=no-id",
            _ => "",
        };
        path + query
    }

    /// What somebody is answered, in a word.
    fn ask(&self, rule: &Rule, subject: &Subject) -> &'static str {
        let mut ask = self.server.ask(rule.method, &self.path(rule)).anonymous();
        if let Some(token) = &subject.token {
            ask = ask.header("authorization", &format!("Bearer {token}"));
        }
        if rule.method != "GET" {
            // What is refused before its body is read may end its connection.
            ask = ask.json(&json!({ "no route takes this": true })).header("connection", "close");
        }
        let answer = ask.send();
        match (answer.status, answer.code()) {
            (401, "unauthorized" | "token-expired") => "401",
            (403, "forbidden") => "403",
            (404, code) if code == hidden(rule.about) => "404",
            (500.., code) if !matches!(code, "oidc-unreachable") => {
                panic!("{} {}: {}", rule.method, rule.path, answer.text)
            }
            _ => "yes",
        }
    }
}

/// The code of what is not there for somebody.
fn hidden(about: About) -> &'static str {
    match about {
        About::Task => "no-such-user-task",
        About::Job => "no-such-job",
        About::Instance => "no-such-instance",
        About::Element => "no-such-element-instance",
        About::Definition => "no-such-definition",
        About::Decision => "no-such-decision",
        About::Form => "no-such-form",
        About::Model => "no-such-model",
        _ => "not-found",
    }
}

/// What a role alone leads to.
pub fn expected(asked: &Rule, role: Role, theirs: bool) -> &'static str {
    let Some(action) = asked.action else { return "yes" };
    if asked.or.is_some_and(|or| role.reach(or) == Reach::Everything) {
        return "yes";
    }
    // A process is of nobody alone: whoever sees what they take part in does not see its figures.
    let theirs = theirs && asked.about != About::Definition;
    match role.reach(action) {
        Reach::Everything => "yes",
        Reach::Related if theirs || !names_something(asked) => "yes",
        // What may be seen and not done is forbidden; what may not be seen is not there.
        Reach::Related if sees(asked.about, role) => "403",
        Reach::Related => "404",
        Reach::Nothing => "403",
    }
}

/// Does the path of a route name an object?
pub fn names_something(asked: &Rule) -> bool {
    !matches!(asked.about, About::Each | About::Installation | About::Tenant | About::Caller)
}

/// Asks everything as everybody, writes it down, and tells each answer.
pub fn tabled(world: &World, table: &mut String, mut told: impl FnMut(&Rule, &Subject, &str)) {
    for (number, subject) in world.subjects.iter().enumerate() {
        let _ = writeln!(table, "# {:>2} {}", number + 1, subject.name);
    }
    let _ = write!(table, "{:<58}{:<20}", "#", "");
    for number in 1..=world.subjects.len() {
        let _ = write!(table, "{number:>4}");
    }
    table.push('\n');
    for rule in ROUTES {
        let action = rule.action.map_or("", Action::name);
        let _ = write!(table, "{:<58}{action:<20}", format!("{} {}", rule.method, rule.path));
        for subject in &world.subjects {
            let got = world.ask(rule, subject);
            let _ = write!(table, "{got:>4}");
            told(rule, subject, got);
        }
        table.push('\n');
    }
}

/// Is the table the one that is kept?
pub fn compared(kept: &str, table: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(kept);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, table).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let other: Vec<_> = table.lines().filter(|line| !known.lines().any(|one| one == *line)).collect();
    assert!(known == table, "other than {kept}; look at the difference with UPDATE_EXPECT=1: {other:#?}");
}

fn sees(about: About, role: Role) -> bool {
    let see = match about {
        About::Task => Action::SeeTasks,
        About::Job => Action::SeeOperations,
        About::Instance | About::Element => Action::SeeInstances,
        About::Definition | About::Decision | About::Form => Action::SeeDefinitions,
        About::Model => Action::SeeModels,
        About::Person => Action::SeePeople,
        _ => return false,
    };
    role.reach(see) == Reach::Everything
}

#[test]
fn every_route_of_the_contract_has_a_rule_and_every_rule_a_route() {
    let contract = document();
    let mut served = BTreeSet::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        served.extend(item.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())));
    }
    // The contract itself and its reader.
    served.extend(["openapi.json", "docs", "docs/reader.js", "docs/reader.css"].map(|page| format!("GET /api/{page}")));
    let ruled: Vec<String> = ROUTES.iter().map(|rule| format!("{} {}", rule.method, rule.path)).collect();
    let unique: BTreeSet<String> = ruled.iter().cloned().collect();
    assert_eq!(unique.len(), ruled.len(), "a route has two rules");
    let without: Vec<_> = served.difference(&unique).collect();
    assert!(without.is_empty(), "routes without a rule, say in access/table.rs what they do: {without:#?}");
    let idle: Vec<_> = unique.difference(&served).collect();
    assert!(idle.is_empty(), "rules without a route: {idle:#?}");
}

#[test]
fn whoever_asks_for_whatever_is_answered_as_the_table_says() {
    let world = world();
    let mut table = String::from(
        "# What everybody is answered who asks for anything. Made by access_matrix.rs; a change here is a change of rights.\n\
         # yes: the route was reached. 401: nobody was let in. 403: forbidden. 404: hidden, as if it were not there.\n\
         # Tasks, instances, jobs and tokens are those of ann, who is `user, theirs`.\n",
    );
    let mut wrong = vec![];
    tabled(&world, &mut table, |rule, subject, got| {
        let Some((role, theirs)) = subject.role else { return };
        let wanted = expected(rule, role, theirs);
        if got != wanted {
            let (name, method, path, action) = (&subject.name, rule.method, rule.path, rule.action.map(Action::name));
            wrong.push(format!("{name}: {method} {path} ({action:?}) is {got}, and the role says {wanted}"));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    compared(TABLE, &table);
    assert_eq!(world.server.get("/api/v1/instances").expect(200).items().len(), 2, "nothing was changed by asking");
}

#[test]
fn the_page_tells_what_each_role_may_do() {
    let mut table = format!("| | {} |\n|---|", Role::ALL.map(Role::name).join(" | "));
    table += &"---|".repeat(Role::ALL.len());
    table.push('\n');
    for action in Action::ALL {
        let cells = Role::ALL.map(|role| match role.reach(action) {
            Reach::Nothing => "",
            Reach::Related => "own",
            Reach::Everything => "yes",
        });
        let _ = writeln!(table, "| `{}` | {} |", action.name(), cells.join(" | "));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/access.md");
    let page = std::fs::read_to_string(&file).expect("docs/access.md");
    let (begin, end) = ("<!-- roles -->\n", "<!-- /roles -->");
    let before = page.split(begin).next().expect("a beginning");
    let after = page.split(end).nth(1).expect("the end of the table");
    let made = format!("{before}{begin}{table}{end}{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, &made).unwrap();
        return;
    }
    assert!(page == made, "docs/access.md has another table; UPDATE_EXPECT=1 writes it");
}
