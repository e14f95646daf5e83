//! What of its processes a rule is about: versions that people call so, and what a department did.
use crate::api::AlertScope;
use crate::shell::Shell;
use std::collections::BTreeSet;
use weir_core::organisation::UnitKind;
use weir_mining::ledger::{PEOPLE_MAX, PERSONS_MIN};
use weir_mining::watch::read::Missing;

/// A process, and the version of it that counts; none: all of them.
pub type Place = (String, Option<u32>);

/// The versions of a process that people call so, the oldest first.
pub fn tagged(shell: &Shell, process: &str, tag: &str) -> Vec<u32> {
    let all = shell.catalogue.all();
    let own = all.iter().map(|release| &release.definition).filter(|definition| definition.process == process);
    let called = own.filter(|definition| definition.version_tag.as_deref() == Some(tag));
    let mut versions: Vec<u32> = called.map(|definition| definition.version).collect();
    versions.sort_unstable();
    versions
}

/// What is looked at in these processes.
pub fn places(shell: &Shell, scope: &AlertScope, processes: &[String]) -> Vec<Place> {
    let versions = |process: &String| match &scope.tag {
        Some(tag) => tagged(shell, process, tag).into_iter().map(Some).collect(),
        None => vec![scope.version],
    };
    let of = |process: &String| versions(process).into_iter().map(|version| (process.clone(), version)).collect();
    processes.iter().flat_map(|process| -> Vec<Place> { of(process) }).collect()
}

/// Who belongs to a department or to one below it now, by id.
pub fn people(shell: &Shell, department: &str) -> BTreeSet<String> {
    let (organisation, now) = (shell.organisation.now(), shell.now());
    let is_within = |id: &str| organisation.departments_around(id, now).any(|around| around.id == department);
    let within = organisation.departments.keys().filter(|id| is_within(id));
    let members = within.flat_map(|id| organisation.members(UnitKind::Department, id, now));
    members.map(|person| person.id.clone()).collect()
}

/// Are these so many that what they did together says nothing of one of them, and not too many to be asked about?
pub fn are_enough(people: &BTreeSet<String>) -> bool {
    (PERSONS_MIN as usize..=PEOPLE_MAX).contains(&people.len())
}

/// The people that a rule is about by their numbers in the history, where it is about any.
pub fn numbers(shell: &Shell, scope: &AlertScope) -> Result<Option<Vec<u32>>, Missing> {
    let Some(department) = &scope.department else { return Ok(None) };
    let people = people(shell, department);
    if !are_enough(&people) {
        return Err(Missing::Unavailable);
    }
    Ok(Some(shell.analytics.look(|ledger| ledger.people(people.iter().map(String::as_str)))))
}
