//! The files of an instance for somebody who takes part in it and sees no more: what a form hides holds for the files in it.
use super::Engine;
use super::shown_variables::conceal;
use crate::api::{Attachment, Page, Paging, VariableEntry};
use crate::{Error, history};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::File;
use weir_core::{Event, InstanceId};

/// Which files somebody sees: where nothing is hidden from them, all.
struct Sight<'a> {
    person: &'a str,
    /// Texts in what they see of the variables; the ids of files are among them.
    shown: BTreeSet<String>,
    /// Texts that stand in what is hidden, or stood there once.
    hidden: BTreeSet<String>,
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
        self.attachments_kept(instance, page, |file| sight.as_ref().is_none_or(|sight| sight.shows(file)))
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
        if sight.is_some_and(|sight| !sight.shows(&found.0)) {
            return Err(Error::not_found("attachment", id));
        }
        Ok(found)
    }

    /// None where nothing of the instance is hidden from them.
    async fn sight_of<'a>(&self, person: &'a str, instance: InstanceId) -> Result<Option<Sight<'a>>, Error> {
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
        // What was replaced is hidden no less than what replaced it.
        let roots: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
        let mut hidden = BTreeSet::new();
        history::steps(self.shell(), instance, 0, |_, step| {
            for event in &step.events {
                let Event::VariableSet { scope, name, value, .. } = event else { continue };
                if roots.contains(name.as_str()) {
                    hidden.extend(concealed(
                        &paths,
                        VariableEntry { scope: *scope, name: name.clone(), value: value.clone() },
                    ));
                }
            }
            true
        })?;
        Ok(Some(Sight { person, shown, hidden }))
    }
}

impl Sight<'_> {
    fn shows(&self, file: &Attachment) -> bool {
        // One that was added at a task is for the form of that task: as long as nothing holds it, it is its giver's.
        let free = file.task.is_none() && !self.hidden.contains(&file.id);
        file.by == self.person || self.shown.contains(&file.id) || free
    }
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
