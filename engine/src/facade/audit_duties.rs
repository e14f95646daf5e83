//! Four eyes and segregation of duties: who did both of two things, and who holds both of two roles.
use super::Engine;
use crate::Error;
use crate::alerting::duties;
use crate::api::{AuditArea, AuditEntry, DutyRule, HeldBoth, InstanceFilter, Paging, Realised, Violations};
use crate::audit::{self, CASE_ENTRIES_MAX};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;
use weir_core::access::Caller;
use weir_mining::ledger::INITIATOR;

/// How many people who hold both are told.
const PEOPLE_MAX: usize = 1_000;

impl Engine {
    /// Who broke a rule, with the entries that show it, and who could.
    pub async fn violations(&self, rule: DutyRule, page: &Paging) -> Result<Violations, Error> {
        duties::asked(self.shell(), &rule)?;
        match &rule {
            DutyRule::Activities { process, first, second } => {
                let of = InstanceFilter { process: Some(process.clone()), ..InstanceFilter::default() };
                let instances = self.instances(&of, page).await?;
                let mut realised = vec![];
                for instance in &instances.items {
                    let found = self.both_in(instance.id, first, second).await?;
                    realised.extend(found.into_iter().map(|(person, evidence)| Realised {
                        instance: instance.id,
                        business_key: instance.business_key.clone(),
                        person,
                        evidence,
                    }));
                }
                let looked_at = instances.items.len() as u64;
                Ok(Violations { rule, realised, potential: vec![], looked_at, next: instances.next })
            }
            DutyRule::Roles { first, second } => {
                let potential = self.holders(first, second);
                Ok(Violations { rule, realised: vec![], potential, looked_at: 0, next: None })
            }
        }
    }

    /// The people who did both in one instance, each with what shows it.
    async fn both_in(
        &self,
        id: InstanceId,
        first: &str,
        second: &str,
    ) -> Result<Vec<(String, Vec<AuditEntry>)>, Error> {
        let shell = self.shell().clone();
        let found = tokio::task::spawn_blocking(move || audit::of_case(&shell, id, CASE_ENTRIES_MAX));
        let entries = found.await.map_err(|panic| Error::Stopped { reason: panic.to_string() })??.items;
        let mut did: BTreeMap<String, (Vec<AuditEntry>, Vec<AuditEntry>)> = BTreeMap::new();
        for entry in entries {
            for person in people_of(&entry) {
                let here = did.entry(person).or_default();
                if is_of(&entry, first) {
                    here.0.push(entry.clone());
                }
                if is_of(&entry, second) {
                    here.1.push(entry.clone());
                }
            }
        }
        let both = did.into_iter().filter(|(_, (one, other))| !one.is_empty() && !other.is_empty());
        Ok(both
            .map(|(person, (mut one, other))| {
                one.extend(other);
                one.sort_by_key(|entry| entry.seq);
                one.dedup_by_key(|entry| entry.seq);
                (person, one)
            })
            .collect())
    }

    /// Whoever holds both roles now: of the organisation, or of access.
    fn holders(&self, first: &str, second: &str) -> Vec<HeldBoth> {
        let people: Vec<(String, String)> = {
            let organisation = self.shell().organisation.now();
            let now = self.shell().now();
            organisation
                .people
                .values()
                .filter(|person| person.valid.holds(now))
                .map(|person| (person.id.clone(), person.name.clone()))
                .collect()
        };
        let users: Vec<(String, String)> =
            self.access(|access| access.accounts.keys().map(|id| (id.clone(), id.clone())).collect());
        let mut all: BTreeMap<String, String> = users.into_iter().collect();
        all.extend(people);
        let mut found = vec![];
        for (person, name) in all {
            let theirs = self.held_by(&person);
            if theirs.contains(first) && theirs.contains(second) {
                found.push(HeldBoth { person, name, first: first.to_owned(), second: second.to_owned() });
            }
            if found.len() == PEOPLE_MAX {
                break;
            }
        }
        found
    }

    fn held_by(&self, person: &str) -> BTreeSet<String> {
        let mut theirs = self.belongs_to(person);
        let caller: Option<Caller> = self.caller(person);
        theirs.extend(caller.into_iter().flat_map(|caller| caller.grants).map(|grant| grant.role.name().to_owned()));
        theirs
    }
}

/// Whose deed an entry shows: the one in whose name it was done, and whoever they stood in for. Whoever only passes on what
/// others say, as an integrator does, has done nothing.
fn people_of(entry: &AuditEntry) -> BTreeSet<String> {
    let mut people = BTreeSet::new();
    match entry.action.as_str() {
        "processStarted" => {
            people.extend(entry.data["initiator"].as_str().map(str::to_owned));
            people.insert(entry.actor.id.clone());
        }
        // What is withdrawn goes back by the same word.
        "returned" if entry.command.as_deref() == Some("return-user-task") => {
            people.extend(entry.data["by"].as_str().map(str::to_owned));
        }
        "userTaskCompleted" => people.extend(entry.data["by"].as_str().map(str::to_owned)),
        "seatChanged" => {
            let stand = &entry.data["seat"]["state"]["voted"];
            people.extend(stand["by"].as_str().map(str::to_owned));
            people.extend(entry.data["seat"]["standsFor"].as_str().map(str::to_owned).filter(|_| stand.is_object()));
        }
        _ => {}
    }
    people.remove("engine");
    people
}

/// Does it show that an activity was done, or that the instance was started?
fn is_of(entry: &AuditEntry, activity: &str) -> bool {
    if activity == INITIATOR {
        return entry.action == "processStarted";
    }
    let element = entry.element.as_ref().is_some_and(|element| element.as_str() == activity);
    element && matches!(entry.area, AuditArea::Work | AuditArea::Approval)
}
