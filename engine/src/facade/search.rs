//! One question for everything that has a name: what the command palette asks.
use super::Engine;
use super::instances::summary;
use crate::api::{Found, FoundPerson, ModelFilter, Paging, UserTaskFilter};
use crate::keys::{Bytes, Reader, TEXT_END_BYTES, after_all};
use crate::projection::header;
use crate::store::Table;
use crate::{Error, checks};
use std::collections::BTreeSet;
use weir_core::InstanceId;

/// How many of each kind are looked at: of drafts, instances and tasks what the reader may not see is taken out afterwards.
const FOUND_MAX: usize = 50;

impl Engine {
    /// What fits some letters, in capitals or not: definitions, drafts and people by what they are called, instances by how
    /// their business key begins, and their tasks. Processes and people that the reader may not see are passed over, however
    /// many of them there are.
    pub async fn search(
        &self,
        text: &str,
        process: impl Fn(&str) -> bool + Send,
        person: impl Fn(&str) -> bool + Send,
    ) -> Result<Found, Error> {
        checks::name("what is looked for", text)?;
        let wanted = text.trim().to_lowercase();
        let mut found = Found::default();
        for release in self.shell().catalogue.all_latest() {
            let name = release.definition.name.as_deref().unwrap_or_default().to_lowercase();
            let fits = name.contains(&wanted) || release.definition.process.to_lowercase().contains(&wanted);
            if fits && found.definitions.len() < FOUND_MAX && process(&release.definition.process) {
                found.definitions.push(release.definition.clone());
            }
        }
        let organisation = self.shell().organisation.now();
        let fits = |id: &str, name: &str| id.to_lowercase().contains(&wanted) || name.to_lowercase().contains(&wanted);
        let people = organisation.people.iter().filter(|(id, known)| fits(id, &known.name) && person(id));
        let told = people.take(FOUND_MAX).map(|(id, person)| FoundPerson { id: id.clone(), name: person.name.clone() });
        found.people = told.collect();
        let page = Paging { limit: Some(FOUND_MAX), cursor: None };
        let filter = ModelFilter { text: Some(wanted.clone()), created_by: None };
        found.models = self.models(&filter, &page).await?.items;
        for id in self.known_by(text.trim())? {
            if let Some(header) = header(&self.shell().view(), id)? {
                found.instances.push(summary(&header));
                let tasks = UserTaskFilter { instance: Some(id), ..UserTaskFilter::default() };
                found.tasks.extend(self.user_tasks(&tasks, &page).await?.items);
            }
        }
        found.tasks.truncate(FOUND_MAX);
        Ok(found)
    }

    /// The instances whose business key begins with this, or the one that has it as its id.
    fn known_by(&self, text: &str) -> Result<BTreeSet<InstanceId>, Error> {
        let mut ids: BTreeSet<InstanceId> = text.parse().map(InstanceId).into_iter().collect();
        let mut start = Bytes::new().text(text).done();
        start.truncate(start.len() - TEXT_END_BYTES);
        let end = after_all(&start);
        for (key, _) in self.shell().store.scan(Table::BusinessKey, &start, &end, FOUND_MAX)? {
            ids.extend(key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance()));
        }
        Ok(ids)
    }
}
