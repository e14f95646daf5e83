//! The one stream of a page: what its reader is told of, and what happens in the processes that it shows.
//!
//! However much happens, a page hears of it a few times a second: how much counts differ by now, which kinds of things
//! happened to instances, what got stuck. Whoever was cut off goes on behind the last id that they know, and hears of
//! everything since; when that is more than is kept, an event of the kind `reset` says so. The file is long because the page of
//! the contract about all these events stands here.
use super::access::{Facts, Guard};
use super::ask::Query;
use super::instances::process_of;
use super::notices::Stream;
use super::{App, Refusal};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api::{BatchBeat, Beat, CountsChange, Happened, IncidentChange, VersionBeat, Work, WorkState};
use weir_engine::{Following, Watched, Watching};

/// Topics of one stream.
const TOPICS_MAX: usize = 100;
/// Topics that need no more than their name.
const OTHERS: [&str; 4] = [JOBS, BATCHES, INDICATORS, WORK];
const JOBS: &str = "jobs";
const BATCHES: &str = "batches";
const INDICATORS: &str = "indicators";
const WORK: &str = "work";
/// Incidents that one event names; of more it says how many there were.
const NAMED_MAX: usize = 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(events))
}

/// Of what, and from where.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Of {
    /// With commas between them, at most 100: `notices`, `processes`, `process:KEY`, `instance:ID`, `jobs`, `batches`,
    /// `batch:ID`, `indicators`, `work`. Without any, `notices`.
    topics: Option<String>,
    /// The id of the last event that is known; `Last-Event-ID` counts more. Without both, what comes from now on. `@` with the
    /// `x-weir-position` of an answer goes on from what was read.
    after: Option<String>,
}

/// What happens, as it happens (server-sent events), at most four times a second however much it is.
///
/// The topic `notices` gives what the reader is told of, like `/people/{id}/notices/stream`. `processes` is about all
/// processes whose operations the reader may see, and `process:KEY` about one of them: `overlay.delta` says by how much the
/// counts of a version differ (for `process:KEY` by element too; `whole` is false when counts must be asked for anew),
/// `instance.started`, `instance.moved`, `instance.suspended`, `instance.resumed`, `instance.completed` and
/// `instance.cancelled` to how many instances that happened, `incident.raised` and `incident.resolved` what got stuck, or is
/// not stuck any more. `instance:ID` gives these of one instance that the reader may see. `jobs` tells of the work of programs
/// in all processes whose operations the reader may see: `job.created`, `job.locked`, `job.completed` and `job.failed` to how
/// many jobs that happened (`count`), `job.changed` how often something else happened after which jobs may be other or gone.
/// `batches` and `batch:ID` are for those who may see all operations: `batch.progress` says to how many instances a `batch` was
/// `done`, and to how many not (`failed`); both are 0 where it began or was told something. `indicators` says that there are
/// new figures of `processes` whose instances the reader may see: `kpi.tick`. Each says of which span of the log it tells,
/// `from` and `to`: the `position` of an overlay says whether it counts that already. `work` tells of what takes a while, by its
/// `kind` and `id`: of each `verification` of the log and each `export` to those who may see the whole audit, and of each run of
/// `conformance`, `search` for suggestions and `simulation` of a `process` whose instances the reader may see. `job.progress`
/// says how much of it is `done`, `of` how much (0 where nobody knows yet), and `job.done` in which `state` it is over. They have
/// no ids: whoever comes or comes again hears at first how everything stands that runs, and what was over last. Of what they may
/// not see they hear nothing. `session.expired` is the last event, without an id, when the session or the token is over while somebody listens:
/// whoever is let in again goes on behind the id before it. `reset` says that whoever shows something has to look anew, and
/// from there on hears everything: a stream that goes on behind no id begins with it, and it comes when more happened than can
/// be told.
#[utoipa::path(get, path = "/events", tag = "instances",
    params(Of, ("last-event-id" = Option<String>, Header, description = "goes on behind it")),
    responses((status = 200, description = "the stream", body = String, content_type = "text/event-stream")))]
async fn events(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Of>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut topics = Topics::parse(q.topics.as_deref().unwrap_or("notices"))?;
    let person = guard.caller.person.clone();
    topics.notices &= guard.allows(Action::KeepNotes, &Facts::of_person(&app, &guard.caller, &person)).is_ok();
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned).or(q.after);
    let none = || Refusal::bad("invalid-event-id", "this is not the id of an event");
    let last = match &last {
        None => None,
        Some(last) => {
            let (notice, position) = last.rsplit_once('@').ok_or_else(none)?;
            Some((Some(notice.to_owned()).filter(|id| !id.is_empty()), position.parse().map_err(|_| none())?))
        }
    };
    let (notice, position) = last.map_or((None, None), |(notice, position)| (notice, Some(position)));
    let works = topics.others.contains(WORK).then(|| app.engine().follow_works());
    let listening = Listening { watching: app.engine().watch(position), works, topics, fresh: position.is_none() };
    Stream::open(app, guard, person, headers, notice.as_deref(), Some(listening))
}

/// What somebody wants to hear of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Topics {
    notices: bool,
    all: bool,
    processes: BTreeSet<String>,
    instances: BTreeSet<InstanceId>,
    /// The others, as they are named.
    others: BTreeSet<String>,
}

impl Topics {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let mut topics = Topics::default();
        let all: Vec<&str> = text.split(',').map(str::trim).filter(|topic| !topic.is_empty()).collect();
        if all.len() > TOPICS_MAX {
            return Err(Refusal::bad("invalid-query", format!("a stream has at most {TOPICS_MAX} topics")));
        }
        for topic in all {
            let none = || {
                let known = "`notices`, `processes`, `process:KEY`, `instance:ID`, `jobs`, `batches`, `batch:ID`, \
                             `indicators` and `work`";
                Refusal::bad("invalid-query", format!("`{topic}` is no topic: there are {known}"))
            };
            match topic.split_once(':') {
                None if topic == "notices" => topics.notices = true,
                None if topic == "processes" => topics.all = true,
                None if OTHERS.contains(&topic) => _ = topics.others.insert(topic.to_owned()),
                Some(("process", key)) if !key.is_empty() => _ = topics.processes.insert(key.to_owned()),
                Some(("batch", id)) if !id.is_empty() => _ = topics.others.insert(topic.to_owned()),
                Some(("instance", id)) => _ = topics.instances.insert(InstanceId(id.parse().map_err(|_| none())?)),
                _ => return Err(none()),
            }
        }
        Ok(topics)
    }
}

/// Somebody who listens to what happens in processes.
pub(super) struct Listening {
    watching: Watching,
    /// Where they want to hear of work that takes a while.
    works: Option<Following>,
    topics: Topics,
    /// Have they still to be told from where on they hear everything?
    fresh: bool,
}

/// What there is to be told.
pub(super) enum News {
    /// What happened in processes.
    Happened(Watched),
    /// How far work is.
    Works(Vec<Work>),
}

/// What an event says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    process: &'a str,
    definition: &'a str,
    from: u64,
    to: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<InstanceId>,
    #[serde(flatten)]
    what: What<'a>,
}

/// A batch went on.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Progress<'a> {
    batch: &'a str,
    from: u64,
    to: u64,
    #[serde(flatten)]
    by: BatchBeat,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What<'a> {
    Counts {
        /// Do the changes say everything?
        whole: bool,
        /// By how much more runs.
        running: i64,
        /// By how much more is stuck.
        incidents: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        elements: Option<BTreeMap<&'a str, CountsChange>>,
    },
    Happened {
        /// To how many instances, or jobs.
        count: u64,
    },
    Incidents {
        /// How many.
        count: usize,
        incidents: Vec<&'a IncidentChange>,
    },
}

/// Events on their way: their text, and where the last one begins.
#[derive(Default)]
struct Text {
    all: String,
    last: usize,
}

impl Text {
    fn add(&mut self, kind: &str, told: &impl Serialize) {
        let data = serde_json::to_string(told).unwrap_or_default();
        self.last = self.all.len();
        // Writing to a text cannot fail.
        let _ = write!(self.all, "event: {kind}\ndata: {data}\n\n");
    }

    /// The last one carries the id: whoever is cut off before it gets all of them again.
    fn done(mut self, id: &str) -> Option<String> {
        if self.all.is_empty() {
            return None;
        }
        self.all.insert_str(self.last, &format!("id: {id}\n"));
        Some(self.all)
    }
}

impl Listening {
    /// Are they told of what concerns them too?
    pub fn hears_notices(&self) -> bool {
        self.topics.notices
    }

    /// Up to where in the log they know everything.
    pub fn known(&self) -> u64 {
        self.watching.known()
    }

    /// Waits until something happens; for ever where nobody listens.
    pub async fn next(listening: Option<&mut Listening>) -> Option<News> {
        let Some(Listening { watching, works, fresh, .. }) = listening else { return std::future::pending().await };
        if std::mem::take(fresh) {
            return Some(News::Happened(Watched::Lost));
        }
        let further = async {
            match works {
                Some(works) => works.next().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            happened = watching.next() => happened.map(News::Happened),
            works = further => Some(News::Works(works)),
        }
    }

    /// What of it they may hear and want to, as text.
    pub fn text(&self, guard: &Guard, news: &News, id: &str) -> Option<String> {
        let mut text = Text::default();
        match news {
            News::Happened(Watched::Lost) => text.add("reset", &json!({})),
            News::Happened(Watched::Beat(beat)) => self.told(guard, beat, &mut text),
            News::Works(works) => {
                for work in works.iter().filter(|work| may_follow(guard, work)) {
                    text.add(if work.state == WorkState::Running { "job.progress" } else { "job.done" }, work);
                }
                // They are in no log: there is nothing to go on behind.
                return (!text.all.is_empty()).then_some(text.all);
            }
        }
        text.done(id)
    }

    fn told(&self, guard: &Guard, beat: &Beat, text: &mut Text) {
        self.batches(guard, beat, text);
        self.figures(guard, beat, text);
        for (definition, version) in &beat.versions {
            let process = process_of(definition);
            let told = |instance, what| Told { process, definition, from: beat.from, to: beat.to, instance, what };
            let closely = self.topics.processes.contains(process);
            if (self.topics.all || closely) && guard.sees(Action::SeeOperations, process, None).unwrap_or(false) {
                let sees = |one: &IncidentChange| {
                    guard.sees(Action::SeeOperations, process, Some(one.instance)).unwrap_or(false)
                };
                if let Some(counts) = counts(process, version, closely) {
                    text.add("overlay.delta", &told(None, counts));
                }
                for (kind, name) in Happened::ALL {
                    let count = version.instances.values().filter(|happened| happened.has(kind)).count();
                    if count > 0 {
                        let what = What::Happened { count: count as u64 };
                        text.add(&format!("instance.{name}"), &told(None, what));
                    }
                }
                incidents(
                    version,
                    |_| true,
                    |kind, some| {
                        let (named, count) = (some.iter().copied().filter(|one| sees(one)), some.len());
                        let what = What::Incidents { count, incidents: named.take(NAMED_MAX).collect() };
                        text.add(kind, &told(None, what));
                    },
                );
            }
            if self.topics.others.contains(JOBS) && guard.sees(Action::SeeOperations, process, None).unwrap_or(false) {
                for (count, name) in version.jobs.all().into_iter().filter(|(count, _)| *count > 0) {
                    text.add(&format!("job.{name}"), &told(None, What::Happened { count }));
                }
            }
            for id in &self.topics.instances {
                let mut happened = version.instances.get(id).copied().unwrap_or_default();
                if version.more && happened == Happened::default() {
                    // It is not known that nothing happened to it.
                    happened = Happened::MOVED;
                }
                let touched = happened != Happened::default();
                if !touched || !guard.sees(Action::SeeInstances, process, Some(*id)).unwrap_or(false) {
                    continue;
                }
                for (_, name) in Happened::ALL.into_iter().filter(|(kind, _)| happened.has(*kind)) {
                    text.add(&format!("instance.{name}"), &told(Some(*id), What::Happened { count: 1 }));
                }
                incidents(
                    version,
                    |one| one.instance == *id,
                    |kind, some| {
                        let what = What::Incidents { count: some.len(), incidents: some.to_vec() };
                        text.add(kind, &told(Some(*id), what));
                    },
                );
            }
        }
    }

    /// How batches went on, told to those who may see the operations of all processes.
    fn batches(&self, guard: &Guard, beat: &Beat, text: &mut Text) {
        let others = &self.topics.others;
        let told = |id: &str| others.contains(BATCHES) || others.contains(&format!("batch:{id}"));
        let wanted = beat.batches.iter().filter(|(id, _)| told(id)).collect::<Vec<_>>();
        if wanted.is_empty() || !guard.has_everything(Action::SeeOperations) {
            return;
        }
        for (batch, by) in wanted {
            text.add("batch.progress", &Progress { batch, from: beat.from, to: beat.to, by: *by });
        }
    }

    /// Of which processes there are new figures.
    fn figures(&self, guard: &Guard, beat: &Beat, text: &mut Text) {
        if !self.topics.others.contains(INDICATORS) {
            return;
        }
        let mut processes: BTreeSet<&str> = beat.versions.keys().map(|definition| process_of(definition)).collect();
        processes.retain(|process| guard.sees(Action::SeeInstances, process, None).unwrap_or(false));
        if !processes.is_empty() {
            text.add("kpi.tick", &json!({ "processes": processes, "from": beat.from, "to": beat.to }));
        }
    }
}

/// May they hear of it? As they may look at it.
fn may_follow(guard: &Guard, work: &Work) -> bool {
    match &work.process {
        Some(process) => guard.sees(Action::SeeInstances, process, None).unwrap_or(false),
        None => guard.has_everything(Action::SeeAudit),
    }
}

/// By how much the counts of a version differ; nothing where they do not.
fn counts<'a>(process: &str, version: &'a VersionBeat, closely: bool) -> Option<What<'a>> {
    let changes = || version.elements.iter().filter(|(_, change)| **change != CountsChange::default());
    let running = changes().find(|(element, _)| element.as_str() == process).map_or(0, |(_, change)| change.active);
    let incidents = changes().map(|(_, change)| change.incidents).sum();
    let elements = closely.then(|| changes().map(|(element, change)| (element.as_str(), *change)).collect());
    let none = running == 0 && incidents == 0 && !(closely && changes().next().is_some());
    (!none || version.uncertain).then_some(What::Counts { whole: !version.uncertain, running, incidents, elements })
}

/// What got stuck and what is not stuck any more, in the order in which it happened, with as few events as that needs.
fn incidents<'a>(
    version: &'a VersionBeat,
    of: impl Fn(&IncidentChange) -> bool,
    mut tell: impl FnMut(&str, &[&'a IncidentChange]),
) {
    let all: Vec<&IncidentChange> = version.incidents.iter().filter(|one| of(one)).collect();
    for some in all.chunk_by(|one, next| one.code.is_some() == next.code.is_some()) {
        let raised = some.first().is_some_and(|one| one.code.is_some());
        tell(if raised { "incident.raised" } else { "incident.resolved" }, some);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_known_or_refused() {
        let id = "0193e7f0-0000-8000-8000-000000000001";
        let topics = Topics::parse(&format!(" notices, process:a:b,instance:{id},,process:c,jobs,batch:b1"))
            .unwrap_or_else(|_| panic!("topics"));
        assert!(topics.notices && !topics.all);
        assert_eq!(topics.processes, ["a:b", "c"].map(str::to_owned).into());
        assert_eq!(topics.instances.len(), 1);
        assert_eq!(topics.others, ["jobs", "batch:b1"].map(str::to_owned).into());
        for wrong in ["x", "process", "process:", "instance:none", "notices:1", "batch", "batch:", "jobs:1", "work:1"] {
            assert!(Topics::parse(wrong).is_err(), "{wrong}");
        }
        let many: Vec<String> = (0..=TOPICS_MAX).map(|number| format!("process:p{number}")).collect();
        assert!(Topics::parse(&many.join(",")).is_err());
    }

    #[test]
    fn only_the_last_of_several_events_carries_the_id() {
        let mut text = Text::default();
        assert_eq!(Text::default().done("1"), None);
        text.add("a", &1);
        text.add("b", &2);
        assert_eq!(text.done("7").as_deref(), Some("event: a\ndata: 1\n\nid: 7\nevent: b\ndata: 2\n\n"));
    }
}
