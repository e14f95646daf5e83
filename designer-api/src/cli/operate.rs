//! The commands that step in: modify, migrate, suspend, resume, restart.
use super::client::{Server, escape};
use super::output::say;
use super::work::{Variables, cell, show};
use super::{Failed, batch, exit, table};
use clap::Args;
use serde_json::{Value, json};

/// What a step changes: the part of the answer, what is named first, and the rest.
const PARTS: [(&str, &str, &[&str]); 16] = [
    ("ended", "element", &["key"]),
    ("entered", "element", &["key", "scope"]),
    ("migrated", "from", &["key", "to"]),
    ("tokensGone", "element", &["flow", "key"]),
    ("tokensArrived", "element", &["flow", "key"]),
    ("waitsClosed", "element", WAIT),
    ("waitsChanged", "element", WAIT),
    ("waitsOpened", "element", WAIT),
    ("loops", "element", &["total", "key"]),
    ("variables", "name", &["value", "old", "scope"]),
    ("variablesGone", "name", &["value", "scope"]),
    ("incidents", "element", &["code", "message"]),
    ("incidentsGone", "element", &["code", "message"]),
    ("compensationKept", "element", &["key"]),
    ("compensationGone", "element", &["key"]),
    ("thrown", "kind", &["name"]),
];

/// What is told of a wait.
const WAIT: &[&str] = &["kind", "name", "event", "correlationKey", "holder", "due"];

/// Other instances that follow it.
const FOLLOWING: [&str; 2] = ["calledEnded", "called"];

/// Put tokens elsewhere: moved first, then started, then cancelled, all or none.
#[derive(Args)]
pub struct Modify {
    /// The id of the instance.
    instance: String,
    #[command(flatten)]
    steps: Steps,
    #[command(flatten)]
    how: How,
}

/// Where tokens are put.
#[derive(Args)]
pub(super) struct Steps {
    /// Move all tokens from one element to before another.
    #[arg(long = "move", value_name = "FROM=TO")]
    moves: Vec<String>,
    /// Start before an element.
    #[arg(long, value_name = "ELEMENT")]
    before: Vec<String>,
    /// Start after an element, by its own flows.
    #[arg(long, value_name = "ELEMENT")]
    after: Vec<String>,
    /// Start a sequence flow.
    #[arg(long, value_name = "FLOW")]
    flow: Vec<String>,
    /// Cancel an element instance by its number, or all of an element.
    #[arg(long, value_name = "KEY|ELEMENT")]
    cancel: Vec<String>,
    /// The element instance that tokens start in, when there are several.
    #[arg(long, value_name = "KEY")]
    scope: Option<u64>,
    /// Scopes without a token go on as if their last one had ended; without this they are cancelled too.
    #[arg(long)]
    r#continue: bool,
    #[command(flatten)]
    variables: Variables,
}

/// Move an instance to another version or process.
#[derive(Args)]
pub struct Migrate {
    /// The id of the instance.
    instance: String,
    /// The definition, or a process for its latest version.
    #[arg(long, value_name = "DEFINITION")]
    to: String,
    #[command(flatten)]
    mappings: Mappings,
    #[command(flatten)]
    how: How,
}

/// What becomes of elements that do not go on as those of the same id.
#[derive(Args)]
pub(super) struct Mappings {
    /// An element that goes on as another; others go on as those of the same id.
    #[arg(long = "map", value_name = "FROM=TO")]
    mappings: Vec<String>,
    /// An element whose waits are made anew.
    #[arg(long, value_name = "FROM")]
    renew: Vec<String>,
}

/// Let an instance, or all starts of a definition, stand still.
#[derive(Args)]
pub struct Suspend {
    #[command(flatten)]
    stand: Stand,
}

/// Let it go on.
#[derive(Args)]
pub struct Resume {
    #[command(flatten)]
    stand: Stand,
}

#[derive(Args)]
struct Stand {
    /// The id of an instance; `process:version` for a definition.
    id: String,
    /// For a definition: its running instances too.
    #[arg(long)]
    instances: bool,
    #[command(flatten)]
    how: How,
}

/// Begin again, as a new instance, what has ended.
#[derive(Args)]
pub struct Restart {
    /// The id of the ended instance.
    instance: String,
    /// With the variables it ended with.
    #[arg(long)]
    last_variables: bool,
    /// On the latest version.
    #[arg(long)]
    latest: bool,
    /// Before these elements, and not where the process begins.
    #[arg(long, value_name = "ELEMENT")]
    before: Vec<String>,
    #[command(flatten)]
    variables: Variables,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
pub(super) struct How {
    /// Why; it stands in the trace.
    #[arg(long)]
    pub(super) reason: Option<String>,
    /// Only tell what would change.
    #[arg(long)]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) server: Server,
}

impl Modify {
    pub fn run(self) -> Result<(), Failed> {
        self.how.change(&format!("instances/{}/modify", escape(&self.instance)), self.steps.body()?)
    }
}

impl Steps {
    /// As the server takes them.
    pub(super) fn body(&self) -> Result<Value, Failed> {
        let variables = self.variables.read()?;
        let begin = |place: &str, id: &str| {
            let mut begin = json!({ place: id, "variables": variables, "global": true });
            if let Some(scope) = self.scope {
                begin["scope"] = scope.into();
            }
            begin
        };
        let which = |word: &str| match word.parse::<u64>() {
            Ok(key) => json!({ "key": key }),
            Err(_) => json!({ "element": word }),
        };
        let mut steps = vec![];
        for text in &self.moves {
            let (from, to) = pair("--move", text)?;
            steps.push(json!({ "move": { "from": which(from), "to": begin("before", to) } }));
        }
        for (place, ids) in [("before", &self.before), ("after", &self.after), ("flow", &self.flow)] {
            steps.extend(ids.iter().map(|id| json!({ "start": begin(place, id) })));
        }
        steps.extend(self.cancel.iter().map(|word| json!({ "cancel": which(word) })));
        let empty = if self.r#continue { "continue" } else { "cancel" };
        Ok(json!({ "instructions": steps, "emptyScopes": empty }))
    }
}

impl Migrate {
    pub fn run(self) -> Result<(), Failed> {
        let instance = self.how.server.get(&format!("instances/{}", escape(&self.instance)))?;
        let plan = self.mappings.plan(&self.how.server, &cell(&instance["definition"]), &self.to)?;
        self.how.change(&format!("instances/{}/migrate", escape(&self.instance)), json!({ "plan": plan }))
    }
}

impl Mappings {
    /// The plan that suggests itself, with these changes.
    pub(super) fn plan(&self, server: &Server, source: &str, target: &str) -> Result<Value, Failed> {
        let path = format!("definitions/{}/migration-plan?target={}", escape(source), escape(target));
        let mut plan = server.get(&path)?["plan"].take();
        let mut elements: Vec<Value> = plan["elements"].as_array().cloned().unwrap_or_default();
        for text in &self.mappings {
            let (from, to) = pair("--map", text)?;
            elements.retain(|m| m["from"] != from && m["to"] != to);
            elements.push(json!({ "from": from, "to": to }));
        }
        for mapping in &mut elements {
            let renew = self.renew.iter().any(|id| mapping["from"] == id.as_str());
            mapping["renew"] = renew.into();
        }
        plan["elements"] = elements.into();
        Ok(plan)
    }
}

impl Suspend {
    pub fn run(self) -> Result<(), Failed> {
        self.stand.run("suspend", "suspend")
    }
}

impl Resume {
    pub fn run(self) -> Result<(), Failed> {
        self.stand.run("resume", "activate")
    }
}

impl Stand {
    fn run(self, instance: &str, definition: &str) -> Result<(), Failed> {
        if !self.id.contains(':') {
            return self.how.change(&format!("instances/{}/{instance}", escape(&self.id)), json!({}));
        }
        let path = format!("definitions/{}/{definition}", escape(&self.id));
        let body = json!({ "instances": self.instances });
        if self.how.dry_run {
            return batch::tried(&self.how, &path, body, |answer| &mut answer["trial"]["instances"]);
        }
        let answer = self.how.ask(&path, body)?;
        show(&self.how.server, &answer, &["definition"], &["id", "name", "suspended"]);
        Ok(())
    }
}

impl Restart {
    pub fn run(self) -> Result<(), Failed> {
        let body = json!({ "lastVariables": self.last_variables, "latest": self.latest, "before": self.before,
            "variables": self.variables.read()? });
        let path = format!("instances/{}/restart", escape(&self.instance));
        let report = self.how.ask(&path, body)?;
        if !self.how.server.json && !report["instance"].is_null() {
            show(&self.how.server, &report, &["instance"], &["id", "definition", "businessKey", "state"]);
            return Ok(());
        }
        self.how.tell(&report, &report["changes"]);
        Ok(())
    }
}

impl How {
    pub(super) fn ask(&self, path: &str, mut body: Value) -> Result<Value, Failed> {
        body["dryRun"] = self.dry_run.into();
        if let Some(reason) = &self.reason {
            body["reason"] = reason.as_str().into();
        }
        self.server.post(path, &body)
    }

    fn change(&self, path: &str, body: Value) -> Result<(), Failed> {
        let changes = self.ask(path, body)?;
        self.tell(&changes, &changes);
        Ok(())
    }

    /// What has changed, one row each.
    fn tell(&self, answer: &Value, changes: &Value) {
        if self.server.json {
            say!("{answer:#}");
            return;
        }
        table::print(&["CHANGE", "WHAT", "WITH"], rows(changes));
        say!("{}{}", state(changes), if self.dry_run { NOTHING_YET } else { "" });
    }
}

/// What is said after a dry run.
pub(super) const NOTHING_YET: &str = " (nothing has changed yet)";

/// What changes, one row each.
pub(super) fn rows(changes: &Value) -> Vec<Vec<String>> {
    let mut rows = vec![];
    for (part, what, fields) in PARTS {
        for row in changes[part].as_array().into_iter().flatten() {
            let rest = fields.iter().filter(|f| !row[**f].is_null()).map(|f| format!("{f} {}", cell(&row[*f])));
            rows.push(vec![part.to_owned(), cell(&row[what]), rest.collect::<Vec<_>>().join(", ")]);
        }
    }
    for part in FOLLOWING {
        let called = changes[part].as_array().into_iter().flatten();
        rows.extend(called.map(|id| vec![part.to_owned(), cell(id), String::new()]));
    }
    for part in ["caller", "definition"] {
        if changes[part].is_string() {
            rows.push(vec![part.to_owned(), cell(&changes[part]), String::new()]);
        }
    }
    rows
}

/// Where an instance is in its life afterwards.
pub(super) fn state(changes: &Value) -> String {
    format!("{}{}", cell(&changes["state"]), if changes["suspended"] == true { ", suspended" } else { "" })
}

fn pair<'a>(flag: &str, text: &'a str) -> Result<(&'a str, &'a str), Failed> {
    let wrong = || Failed::new(exit::USAGE, format!("{flag} {text}: write from=to"));
    text.split_once('=').filter(|(from, to)| !from.is_empty() && !to.is_empty()).ok_or_else(wrong)
}
