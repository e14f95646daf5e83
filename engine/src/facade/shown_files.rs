//! The files of an instance for somebody who takes part in it and sees no more: what a form hides holds for the files in it.
use super::Engine;
use super::shown_variables::conceal;
use crate::api::{Attachment, Page, Paging, VariableEntry};
use crate::{Error, history};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use weir_core::{Event, InstanceId};

/// Of so many instances it is remembered what was hidden in them once.
const REMEMBERED_MAX: usize = 256;
/// The id of a file has no more bytes than this; longer texts are none.
const ID_BYTES_MAX: usize = 64;

/// Which files somebody sees: where nothing is hidden from them, all.
struct Sight<'a> {
    engine: &'a Engine,
    person: &'a str,
    instance: InstanceId,
    /// What is hidden from them.
    paths: BTreeSet<String>,
    /// Texts in what they see of the variables; the ids of files are among them.
    shown: BTreeSet<String>,
}

/// What stood once in what is hidden, as far as histories have been read for it: they only grow.
#[derive(Debug, Default)]
pub struct HiddenOnce(Mutex<HashMap<Sought, Arc<Read>>>);

/// An instance, and what is hidden in it.
type Sought = (InstanceId, Vec<String>);

#[derive(Debug, Default)]
struct Read {
    /// The number of the first event that was not read.
    next: u64,
    /// Those that may be the id of a file.
    texts: BTreeSet<String>,
}

impl HiddenOnce {
    fn all(&self) -> MutexGuard<'_, HashMap<Sought, Arc<Read>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// The files of an instance that somebody sees who only takes part in it, oldest first: their own, those that a variable
    /// holds which they may see, and those that were added to the instance itself and that nothing hidden has ever held.
    pub async fn attachments_for(
        &self,
        person: &str,
        instance: InstanceId,
        page: &Paging,
    ) -> Result<Page<Attachment>, Error> {
        let sight = self.sight_of(person, instance).await?;
        self.attachments_kept(instance, page, |file| sight.as_ref().map_or(Ok(true), |sight| sight.shows(file)))
    }

    /// One of them, and its content; one that they do not see is not there.
    pub async fn attachment_for(
        &self,
        person: &str,
        instance: InstanceId,
        id: &str,
    ) -> Result<(Attachment, File), Error> {
        let sight = self.sight_of(person, instance).await?;
        let found = self.attachment(instance, id).await?;
        match sight {
            Some(sight) if !sight.shows(&found.0)? => Err(Error::not_found("attachment", id)),
            _ => Ok(found),
        }
    }

    /// None where nothing of the instance is hidden from them.
    async fn sight_of<'a>(&'a self, person: &'a str, instance: InstanceId) -> Result<Option<Sight<'a>>, Error> {
        let paths = self.hidden_from(person, instance)?;
        if paths.is_empty() {
            return Ok(None);
        }
        let mut shown = BTreeSet::new();
        let mut seen = self.variables(instance, None).await?;
        conceal(&paths, &mut seen);
        for entry in &seen {
            texts(&entry.value, &mut shown);
        }
        Ok(Some(Sight { engine: self, person, instance, paths, shown }))
    }

    /// What may be files in what is hidden of an instance, or stood there once: what was replaced is hidden no less than what
    /// replaced it. Of its history what was read before is not read again.
    fn hidden_once(&self, instance: InstanceId, paths: &BTreeSet<String>) -> Result<Arc<Read>, Error> {
        let kept = &self.shell().hidden_once;
        let key = (instance, paths.iter().cloned().collect::<Vec<_>>());
        let before = kept.all().get(&key).cloned().unwrap_or_default();
        let roots: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
        let (mut next, mut new) = (before.next, BTreeSet::new());
        history::steps(self.shell(), instance, before.next, |_, step| {
            for event in &step.events {
                let Event::VariableSet { scope, name, value, .. } = event else { continue };
                if roots.contains(name.as_str()) {
                    let entry = VariableEntry { scope: *scope, name: name.clone(), value: (**value).clone() };
                    new.extend(concealed(paths, entry).into_iter().filter(|text| may_be_a_file(text)));
                }
            }
            next = next.max(step.seq + step.events.len() as u64);
            true
        })?;
        if next == before.next {
            return Ok(before);
        }
        new.extend(before.texts.iter().cloned());
        let read = Arc::new(Read { next, texts: new });
        let mut all = kept.all();
        if all.len() >= REMEMBERED_MAX {
            all.clear();
        }
        all.insert(key, read.clone());
        Ok(read)
    }
}

impl Sight<'_> {
    fn shows(&self, file: &Attachment) -> Result<bool, Error> {
        if file.by == self.person || self.shown.contains(&file.id) {
            return Ok(true);
        }
        // One that was added at a task is for the form of that task: as long as nothing holds it, it is its giver's.
        Ok(file.task.is_none() && !self.engine.hidden_once(self.instance, &self.paths)?.texts.contains(&file.id))
    }
}

/// Files have short ids of hexadecimal digits.
fn may_be_a_file(text: &str) -> bool {
    text.len() <= ID_BYTES_MAX && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The texts that are taken out of a variable.
fn concealed(paths: &BTreeSet<String>, entry: VariableEntry) -> BTreeSet<String> {
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    texts(&entry.value, &mut before);
    let mut left = vec![entry];
    conceal(paths, &mut left);
    for entry in &left {
        texts(&entry.value, &mut after);
    }
    before.retain(|text| !after.contains(text));
    before
}

fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => _ = found.insert(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Resource, SetVariables, StartInstance};
    use crate::store::sim::Simulation;
    use crate::{Context, Options, Projector};
    use serde_json::json;

    const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
        <process id='p' isExecutable='true'><startEvent id='s'/><userTask id='t'/>\
        <sequenceFlow id='f' sourceRef='s' targetRef='t'/></process></definitions>";

    #[tokio::test]
    async fn what_was_read_of_a_history_is_remembered_and_only_what_came_since_is_read() {
        let projector = Projector::default();
        let store = Simulation::new(7).open(&|frame, view| projector.project(frame, view)).unwrap();
        let engine = Engine::start(Arc::new(store), Options::default()).unwrap();
        let file = Resource { name: "p.bpmn".into(), bytes: MODEL.as_bytes().to_vec() };
        engine.deploy(Context::engine(), vec![file], false).await.unwrap();
        let start = StartInstance { process: Some("p".into()), ..StartInstance::default() };
        let id = engine.start_instance(Context::engine(), start).await.unwrap().id;
        let put = async |value: Value| {
            let variables = [("offer".to_owned(), value)].into();
            let set = SetVariables { variables, ..SetVariables::default() };
            engine.set_variables(Context::engine(), id, set).await.unwrap();
        };
        let hidden = |path: &str| engine.hidden_once(id, &BTreeSet::from([path.to_owned()])).unwrap();
        let texts = |read: &Read| read.texts.iter().cloned().collect::<Vec<_>>();
        put(json!({"file": "aa11", "note": "no file", "open": "cc33"})).await;
        let first = hidden("offer.file");
        assert_eq!(texts(&first), ["aa11"]);
        assert!(Arc::ptr_eq(&first, &hidden("offer.file")), "nothing is read again while nothing has happened");
        // What was replaced stays hidden, and what is hidden from others is remembered apart.
        put(json!({"file": "bb22"})).await;
        let second = hidden("offer.file");
        assert_eq!(texts(&second), ["aa11", "bb22"]);
        assert!(second.next > first.next);
        assert_eq!(texts(&hidden("offer.open")), ["cc33"]);
        // Only so many are remembered, and what is forgotten is read again.
        let others = (0..REMEMBERED_MAX).map(|n| ((id, vec![n.to_string()]), Arc::default()));
        engine.shell().hidden_once.all().extend(others);
        put(json!({"file": "dd44"})).await;
        assert_eq!(texts(&hidden("offer.file")), ["aa11", "bb22", "dd44"]);
        assert_eq!(engine.shell().hidden_once.all().len(), 1);
        assert_eq!(texts(&hidden("offer.open")), ["cc33"]);
    }
}
