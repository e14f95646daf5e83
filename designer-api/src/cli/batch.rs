//! The command that does the same to many instances, or tells what that would do.
use super::client::{Server, escape};
use super::operate::{How, Mappings, NOTHING_YET, Steps, rows, state};
use super::output::say;
use super::work::{cell, show};
use super::{Failed, table};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// The same for many instances, in the background.
#[derive(Args)]
pub struct Batch {
    #[command(subcommand)]
    command: BatchCommand,
}

#[derive(Subcommand)]
enum BatchCommand {
    /// Let them stand still.
    Suspend(Each),
    /// Let them go on.
    Resume(Each),
    /// End them: what is open of them is void.
    Cancel(Each),
    /// Move them to another definition.
    Migrate(Box<Migrate>),
    /// Put their tokens elsewhere.
    Modify(Box<Modify>),
    /// All batches, and how far they are.
    List {
        #[command(flatten)]
        server: Server,
    },
    /// One batch, and what of it could not be done.
    Show {
        /// Its id.
        id: String,
        #[command(flatten)]
        server: Server,
    },
}

#[derive(Args)]
struct Migrate {
    /// The definition that they run on.
    #[arg(long, value_name = "DEFINITION")]
    from: String,
    /// The definition, or a process for its latest version.
    #[arg(long, value_name = "DEFINITION")]
    to: String,
    #[command(flatten)]
    mappings: Mappings,
    #[command(flatten)]
    each: Each,
}

#[derive(Args)]
struct Modify {
    #[command(flatten)]
    steps: Steps,
    #[command(flatten)]
    each: Each,
}

/// Which instances: those that are named, or all running ones that fit.
#[derive(Args)]
struct Each {
    /// This instance; may be given again.
    #[arg(long = "instance", value_name = "ID", conflicts_with_all = ["process", "definition", "business_key", "incidents", "suspended"])]
    instances: Vec<String>,
    /// Those of this process, any version.
    #[arg(long)]
    process: Option<String>,
    /// Those of this definition.
    #[arg(long)]
    definition: Option<String>,
    /// Those known by this key.
    #[arg(long, value_name = "KEY")]
    business_key: Option<String>,
    /// Those with open incidents, or those without.
    #[arg(long, value_name = "true|false")]
    incidents: Option<bool>,
    /// Those that stand still, or those that do not.
    #[arg(long, value_name = "true|false")]
    suspended: Option<bool>,
    #[command(flatten)]
    how: How,
}

impl Batch {
    pub fn run(self) -> Result<(), Failed> {
        match self.command {
            BatchCommand::Suspend(each) => each.run(|reason| Ok(json!({ "suspend": { "reason": reason } }))),
            BatchCommand::Resume(each) => each.run(|reason| Ok(json!({ "resume": { "reason": reason } }))),
            BatchCommand::Cancel(each) => each.run(|reason| Ok(json!({ "cancel": { "reason": reason } }))),
            BatchCommand::Migrate(migrate) => {
                let Migrate { from, to, mappings, mut each } = *migrate;
                let plan = mappings.plan(&each.how.server, &from, &to)?;
                if each.instances.is_empty() {
                    each.definition = Some(cell(&plan["source"]));
                }
                each.run(|reason| Ok(json!({ "migrate": { "plan": plan, "reason": reason } })))
            }
            BatchCommand::Modify(modify) => {
                let Modify { steps, each } = *modify;
                each.run(|reason| {
                    let mut body = steps.body()?;
                    body["reason"] = json!(reason);
                    Ok(json!({ "modify": body }))
                })
            }
            BatchCommand::List { server } => {
                let page = server.get("batches?limit=1000")?;
                show(&server, &page, &["items"], &FIELDS);
                Ok(())
            }
            BatchCommand::Show { id, server } => {
                let mut batch = server.get(&format!("batches/{}", escape(&id)))?;
                let failures = server.get(&format!("batches/{}/failures?limit=1000", escape(&id)))?;
                batch["failures"] = failures["items"].clone();
                show(&server, &batch, &[], &FIELDS);
                if !server.json && failures["items"].as_array().is_some_and(|all| !all.is_empty()) {
                    show(&server, &failures, &["items"], &["instance", "code", "message"]);
                }
                Ok(())
            }
        }
    }
}

const FIELDS: [&str; 7] = ["id", "operation", "begun", "by", "total", "pending", "failed"];

impl Each {
    fn run(self, operation: impl FnOnce(Option<&str>) -> Result<Value, Failed>) -> Result<(), Failed> {
        let mut body = json!({ "operation": operation(self.how.reason.as_deref())? });
        if self.instances.is_empty() {
            body["filter"] = json!({ "process": self.process, "definition": self.definition,
                "businessKey": self.business_key, "incidents": self.incidents, "suspended": self.suspended });
        } else {
            body["instances"] = json!(self.instances);
        }
        // The reason is part of the operation.
        let how = How { reason: None, ..self.how };
        if how.dry_run {
            return tried(&how, "batches", body, |answer| answer);
        }
        let batch = how.server.post("batches", &body)?;
        show(&how.server, &batch, &[], &FIELDS);
        Ok(())
    }
}

/// Asks for all pages of a dry run and shows what would change, instance by instance.
pub(super) fn tried(
    how: &How,
    path: &str,
    mut body: Value,
    trial_in: impl Fn(&mut Value) -> &mut Value,
) -> Result<(), Failed> {
    let mut answer = how.ask(path, body.clone())?;
    loop {
        let next = trial_in(&mut answer)["next"].take();
        if next.is_null() {
            break;
        }
        body["cursor"] = next;
        let mut page = how.ask(path, body.clone())?;
        let page = trial_in(&mut page).take();
        let trial = trial_in(&mut answer);
        if let (Some(all), Some(more)) = (trial["items"].as_array_mut(), page["items"].as_array()) {
            all.extend(more.iter().cloned());
        }
        trial["next"] = page["next"].clone();
    }
    if how.server.json {
        say!("{answer:#}");
        return Ok(());
    }
    let definition = &answer["trial"];
    if definition.is_object() {
        let starts = definition["starts"].as_array().into_iter().flatten();
        let line = |s: &Value| vec!["starts".to_owned(), cell(&s["kind"]), cell(&s["name"])];
        let now = [&answer["definition"], &definition["definition"]].map(|d| cell(&d["suspended"]));
        let mut all = vec![vec!["suspended".to_owned(), cell(&answer["definition"]["id"]), now.join(" to ")]];
        all.extend(starts.map(line));
        table::print(&["CHANGE", "WHAT", "WITH"], all);
    }
    let trial = trial_in(&mut answer);
    let mut all = vec![];
    for tried in trial["items"].as_array().into_iter().flatten() {
        let instance = cell(&tried["instance"]);
        let refused = &tried["refused"];
        if refused.is_object() {
            all.push(vec![instance, "refused".to_owned(), cell(&refused["code"]), cell(&refused["message"])]);
            continue;
        }
        all.push(vec![instance.clone(), "state".to_owned(), state(&tried["changes"]), String::new()]);
        all.extend(rows(&tried["changes"]).into_iter().map(|row| [vec![instance.clone()], row].concat()));
    }
    if trial.is_object() {
        table::print(&["INSTANCE", "CHANGE", "WHAT", "WITH"], all);
        say!("{} instances{NOTHING_YET}", cell(&trial["total"]));
    } else {
        say!("no instances{NOTHING_YET}");
    }
    Ok(())
}
