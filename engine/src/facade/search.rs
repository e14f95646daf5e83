//! One question for everything that has a name: what the command palette asks.
use super::Engine;
use super::instances::summary;
use crate::api::{Found, FoundPerson, Model, ModelFilter, Paging, UserTaskFilter};
use crate::keys::{Bytes, Reader, TEXT_END_BYTES, after, after_all};
use crate::projection::header;
use crate::store::Table;
use crate::{Error, PAGE_LIMIT_MAX, checks};
use std::collections::BTreeSet;
use weir_core::InstanceId;
use weir_core::instance::Header;

/// How many of each kind are found.
const FOUND_MAX: usize = 50;
/// So many instances and drafts are looked at for those that the reader may see.
const LOOKED_AT_MAX: usize = 5_000;
/// How many rows are read at once.
const CHUNK: usize = 200;

/// What the reader may see.
#[derive(Clone, Copy)]
pub struct SearchSight<'a> {
    /// Processes, by id.
    pub process: &'a (dyn Fn(&str) -> bool + Send + Sync),
    /// People, by id.
    pub person: &'a (dyn Fn(&str) -> bool + Send + Sync),
    /// Drafts.
    pub model: &'a (dyn Fn(&Model) -> bool + Send + Sync),
    /// Instances, by their process and id.
    pub instance: &'a (dyn Fn(&str, InstanceId) -> bool + Send + Sync),
}

impl Engine {
    /// What fits some letters, in capitals or not: definitions, drafts and people by what they are called, instances by how
    /// their business key begins, and their tasks. What the reader may not see is passed over, so that it hides nothing of what
    /// they may; of instances and drafts that is so up to a limit.
    pub async fn search(&self, text: &str, sight: SearchSight<'_>) -> Result<Found, Error> {
        let SearchSight { process, person, .. } = sight;
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
        found.models = self.models_that(&wanted, sight).await?;
        let page = Paging { limit: Some(FOUND_MAX), cursor: None };
        for header in self.known_by(text.trim(), sight)? {
            found.instances.push(summary(&header));
            let tasks = UserTaskFilter { instance: Some(header.id), ..UserTaskFilter::default() };
            found.tasks.extend(self.user_tasks(&tasks, &page).await?.items);
        }
        Ok(found)
    }

    /// The drafts that fit and may be seen.
    async fn models_that(&self, wanted: &str, sight: SearchSight<'_>) -> Result<Vec<Model>, Error> {
        let filter = ModelFilter { text: Some(wanted.to_owned()), ..ModelFilter::default() };
        let (mut found, mut looked_at) = (vec![], 0);
        let mut page = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: None };
        loop {
            let some = self.models(&filter, &page).await?;
            looked_at += some.items.len();
            found.extend(some.items.into_iter().filter(|model| (sight.model)(model)));
            found.truncate(FOUND_MAX);
            page.cursor = some.next;
            if found.len() == FOUND_MAX || looked_at >= LOOKED_AT_MAX || page.cursor.is_none() {
                return Ok(found);
            }
        }
    }

    /// The instances whose business key begins with this, or the one that has it as its id, as far as they may be seen.
    fn known_by(&self, text: &str, sight: SearchSight<'_>) -> Result<Vec<Header>, Error> {
        let mut seen = BTreeSet::new();
        let mut found = vec![];
        let mut look = |id: InstanceId, found: &mut Vec<Header>| -> Result<(), Error> {
            if !seen.insert(id) || found.len() == FOUND_MAX {
                return Ok(());
            }
            let Some(header) = header(&self.shell().view(), id)? else { return Ok(()) };
            let process = header.definition.rsplit_once(':').map_or(header.definition.as_str(), |(process, _)| process);
            if (sight.instance)(process, id) {
                found.push(header);
            }
            Ok(())
        };
        if let Ok(id) = text.parse() {
            look(InstanceId(id), &mut found)?;
        }
        let mut start = Bytes::new().text(text).done();
        start.truncate(start.len() - TEXT_END_BYTES);
        let end = after_all(&start);
        let mut looked_at = 0;
        while found.len() < FOUND_MAX && looked_at < LOOKED_AT_MAX {
            let rows = self.shell().store.scan(Table::BusinessKey, &start, &end, CHUNK)?;
            let Some((last, _)) = rows.last() else { break };
            start = after(last);
            looked_at += rows.len();
            let whole = rows.len() < CHUNK;
            for (key, _) in rows {
                let id = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
                id.map_or(Ok(()), |id| look(id, &mut found))?;
            }
            if whole {
                break;
            }
        }
        Ok(found)
    }
}
