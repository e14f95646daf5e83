//! What people of an office do beside doing their tasks: give them away, send them back, ask others, stand in.
use super::format::Task;
use super::run::{Runner, Stop, all, by, complete};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;
use weir_core::approval::Beside;
use weir_core::organisation::{Change, Entry, Validity};
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::{
    ChangeOrganisation, ElementAddress, ProxyOf, ReturnTask, SignersChange, UserTaskFilter, WaitAddress,
};

/// Whose task it is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfTask {
    /// The element.
    #[serde(rename = "task")]
    pub element: String,
    /// Who acts.
    pub by: String,
    /// Which instance, where several have such a task.
    pub instance: Option<String>,
}

/// Somebody gives a task to somebody else.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Give {
    /// The task.
    pub task: String,
    /// Who acts.
    pub by: String,
    /// Which instance, where several have such a task.
    pub instance: Option<String>,
    /// To whom.
    pub to: String,
}

/// Somebody changes who is asked in an approval.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ask {
    /// The approval.
    pub task: String,
    /// Who acts.
    pub by: String,
    /// Which instance, where several have such a task.
    pub instance: Option<String>,
    /// Who is asked too.
    #[serde(default)]
    pub add: Vec<String>,
    /// Before or after the actor; beside everybody when not said.
    pub place: Option<Beside>,
    /// Who is asked no more.
    pub remove: Option<String>,
}

/// Somebody sends the matter back.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Returned {
    /// From where.
    pub task: String,
    /// Who acts.
    pub by: String,
    /// Which instance, where several have such a task.
    pub instance: Option<String>,
    /// `previous`, `initiator`, or a task.
    pub to: String,
    /// Does it come straight back?
    #[serde(default)]
    pub come_back: bool,
    /// Why.
    pub comment: Option<String>,
}

/// Somebody stands in for somebody from now on.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stand {
    /// For whom.
    pub principal: String,
    /// Who stands in.
    pub substitute: String,
    /// Until when; for ever when not said.
    pub until: Option<String>,
    /// In which processes; in all when not said.
    #[serde(default)]
    pub processes: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}

impl OfTask {
    fn new(element: &str, by: &str, instance: Option<&str>) -> Self {
        OfTask { element: element.into(), by: by.into(), instance: instance.map(str::to_owned) }
    }
}

impl Give {
    fn task(&self) -> OfTask {
        OfTask::new(&self.task, &self.by, self.instance.as_deref())
    }
}

impl Ask {
    fn task(&self) -> OfTask {
        OfTask::new(&self.task, &self.by, self.instance.as_deref())
    }
}

impl Returned {
    fn task(&self) -> OfTask {
        OfTask::new(&self.task, &self.by, self.instance.as_deref())
    }
}

impl Runner<'_> {
    /// Who works there, from a file with a list of entries.
    pub(super) async fn employ(&self, file: &Path) -> Result<(), String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let entries: Vec<Entry> =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let changes = entries.into_iter().map(Change::Put).collect();
        let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
        let done = self.engine.change_organisation(by("scenario"), change).await;
        done.map(drop).map_err(|error| super::run::refusal(&error))
    }

    pub(super) async fn transfer(&self, give: &Give) -> Result<(), Stop> {
        let id = self.task_of(&give.task()).await?;
        Ok(self.engine.transfer_user_task(by(&give.by), id, (give.to.clone(), None), false).await?)
    }

    pub(super) async fn signers(&self, ask: &Ask) -> Result<(), Stop> {
        let id = self.element_of(&ask.task()).await?;
        let remove = match &ask.remove {
            None => None,
            Some(person) => {
                let seats = self.engine.approval(id).await?.seats;
                let seat = seats.iter().find(|seat| seat.seat.person == *person && seat.seat.vote().is_none());
                Some(seat.ok_or_else(|| format!("{person} is not asked"))?.seat.id)
            }
        };
        let change = SignersChange { add: ask.add.clone(), beside: ask.place, remove, comment: None };
        Ok(self.engine.change_signers(by(&ask.by), id, change, false).await?)
    }

    pub(super) async fn send_back(&self, back: &Returned) -> Result<(), Stop> {
        let id = self.task_of(&back.task()).await?;
        let (to, comment) = (back.to.clone(), back.comment.clone());
        let what = ReturnTask { to, come_back: back.come_back, comment, instance: None };
        Ok(self.engine.return_user_task(by(&back.by), id, what).await?)
    }

    pub(super) async fn withdraw(&self, task: &OfTask) -> Result<(), Stop> {
        let id = self.instance_of(task).await?;
        Ok(self.engine.withdraw_task(by(&task.by), id, &task.element).await?)
    }

    pub(super) async fn remind(&self, task: &OfTask) -> Result<(), Stop> {
        let id = self.element_of(task).await?;
        Ok(self.engine.remind(by(&task.by), id).await?)
    }

    pub(super) async fn stand_in(&self, stand: &Stand) -> Result<(), Stop> {
        let until = match &stand.until {
            None => None,
            Some(text) => Some(Timestamp::parse(text).ok_or_else(|| format!("`{text}` is not a time"))?),
        };
        let proxy = ProxyOf {
            substitute: stand.substitute.clone(),
            processes: stand.processes.clone(),
            valid: Validity { from: None, until },
            reason: stand.reason.clone(),
        };
        let id = format!("{}-{}", stand.principal, stand.substitute);
        self.engine.stand_in(by(&stand.principal), &stand.principal, &id, proxy).await?;
        Ok(())
    }

    /// How much somebody has in their lists.
    pub(super) async fn lists_of(&self, person: &str) -> Result<Value, String> {
        let counts = self.engine.counts_of(person).await.map_err(|error| super::run::refusal(&error))?;
        Ok(serde_json::json!(counts))
    }

    async fn task_of(&self, task: &OfTask) -> Result<WaitAddress, Stop> {
        let wanted = Task {
            element: task.element.clone(),
            by: task.by.clone(),
            instance: task.instance.clone(),
            ..Task::default()
        };
        self.task(&wanted).await
    }

    /// The activity that has such tasks.
    async fn element_of(&self, task: &OfTask) -> Result<ElementAddress, Stop> {
        let instance = self.instance_of(task).await?;
        let (element, instance) = (Some(task.element.clone()), Some(instance));
        let filter = UserTaskFilter { element, instance, ..UserTaskFilter::default() };
        let open = complete(self.engine.user_tasks(&filter, &all()).await)?;
        let first = open.first().ok_or_else(|| format!("`{}` is not open", task.element))?;
        Ok(ElementAddress { instance: first.instance, key: first.id.key })
    }

    async fn instance_of(&self, task: &OfTask) -> Result<InstanceId, String> {
        self.instance(task.instance.as_deref()).await
    }
}
