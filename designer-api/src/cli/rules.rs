//! The commands about decisions and rule parameters.
use super::client::{Server, escape};
use super::work::{Variables, show};
use super::{Failed, exit};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// Asks a decision.
#[derive(Args)]
pub struct Decide {
    /// The id of a decision; `decision:version` for a version that is not the latest.
    decision: String,
    #[command(flatten)]
    variables: Variables,
    #[command(flatten)]
    server: Server,
}

/// Rule parameters.
#[derive(Args)]
pub struct Parameters {
    #[command(subcommand)]
    command: ParameterCommand,
}

#[derive(Subcommand)]
enum ParameterCommand {
    /// List them with the values in force.
    List {
        #[command(flatten)]
        server: Server,
    },
    /// Show all values that one ever had: who, when, why.
    History {
        /// Its name.
        name: String,
        #[command(flatten)]
        server: Server,
    },
    /// Give one a new value; the first value declares it and says its kind.
    Set(Set),
    /// Say which running instances would decide differently with another value.
    Impact {
        /// Its name.
        name: String,
        /// The value; what is no JSON is text.
        value: String,
        #[command(flatten)]
        server: Server,
    },
}

#[derive(Args)]
struct Set {
    /// Its name.
    name: String,
    /// The value; what is no JSON is text.
    value: String,
    /// Why; it is kept.
    #[arg(long)]
    reason: String,
    /// In force from then on, as in 2026-01-31T00:00:00Z; without it at once.
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// What its values are: number, text, boolean, date, time, dateTime or duration.
    #[arg(long)]
    kind: Option<String>,
    /// What its numbers count.
    #[arg(long)]
    unit: Option<String>,
    /// The least value.
    #[arg(long, value_name = "VALUE")]
    minimum: Option<String>,
    /// The greatest value.
    #[arg(long, value_name = "VALUE")]
    maximum: Option<String>,
    /// What it means.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[command(flatten)]
    server: Server,
}

impl Decide {
    pub fn run(self) -> Result<(), Failed> {
        let body = json!({ "variables": self.variables.read()? });
        let answer = self.server.post(&format!("decisions/{}/evaluate", escape(&self.decision)), &body)?;
        show(&self.server, &answer, &[], &["decision", "result"]);
        if !self.server.json {
            show(&self.server, &answer, &["tables"], &["decision", "rules", "inputs"]);
        }
        let problems = answer["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
        if answer["result"].is_null() && !problems.is_empty() {
            let told: Vec<&str> = problems.iter().filter_map(Value::as_str).collect();
            return Err(Failed::new(exit::NO, told.join("; ")));
        }
        Ok(())
    }
}

impl Parameters {
    pub fn run(self) -> Result<(), Failed> {
        match self.command {
            ParameterCommand::List { server } => {
                let page = server.get("parameters?limit=1000")?;
                show(&server, &page, &["items"], &["name", "kind", "value", "unit", "version", "upcoming"]);
            }
            ParameterCommand::History { name, server } => {
                let page = server.get(&format!("parameters/{}/values?limit=1000", escape(&name)))?;
                show(&server, &page, &["items"], &["version", "value", "from", "at", "actor", "reason"]);
            }
            ParameterCommand::Set(set) => set.run()?,
            ParameterCommand::Impact { name, value, server } => {
                let mut all = vec![];
                let mut cursor = Value::Null;
                loop {
                    let body = json!({ "value": parsed(&value), "cursor": cursor });
                    let mut page = server.post(&format!("parameters/{}/impact", escape(&name)), &body)?;
                    all.extend(page["items"].as_array_mut().map(std::mem::take).unwrap_or_default());
                    cursor = page["next"].take();
                    if cursor.is_null() {
                        break;
                    }
                }
                let fields = ["instance", "businessKey", "definition", "at", "element", "before", "after", "problem"];
                show(&server, &json!({ "items": all }), &["items"], &fields);
            }
        }
        Ok(())
    }
}

impl Set {
    fn run(self) -> Result<(), Failed> {
        let mut body = json!({ "value": parsed(&self.value), "reason": self.reason });
        let texts = [("from", self.from), ("kind", self.kind), ("unit", self.unit), ("description", self.description)];
        for (name, text) in texts {
            if let Some(text) = text {
                body[name] = Value::String(text);
            }
        }
        for (name, value) in [("minimum", self.minimum), ("maximum", self.maximum)] {
            if let Some(value) = value {
                body[name] = parsed(&value);
            }
        }
        let kept = self.server.post(&format!("parameters/{}/values", escape(&self.name)), &body)?;
        show(&self.server, &kept, &[], &["version", "value", "from", "actor", "reason"]);
        Ok(())
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
