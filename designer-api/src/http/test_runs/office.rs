//! What a test run knows of the installation: its people and rule parameters, as far as the tenant of whoever tries knows
//! of them.
use super::super::Refusal;
use super::house::{all, by};
use weir_core::organisation::{Change, Department, Entry, Organisation, Person, Workplace};
use weir_core::parameter::Parameter;
use weir_engine::Engine;
use weir_engine::api::{ChangeOrganisation, SetParameter};

/// Entries that are changed at once.
const AT_ONCE: usize = 50_000;

/// Who works there, and the rule parameters.
pub async fn settle(from: &Engine, tenant: Option<&str>, into: &Engine) -> Result<(), Refusal> {
    let staff = from.staff(tenant);
    // What refers to others comes once they are all there.
    for entries in [units(staff.workplace().whole()), people(staff.workplace()), ties(staff.workplace())] {
        for some in entries.chunks(AT_ONCE) {
            let changes = some.iter().cloned().map(Change::Put).collect();
            let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
            into.change_organisation(by("tester"), change).await?;
        }
    }
    for state in from.parameters(&all()).await?.items {
        let Some(value) = state.value else { continue };
        let declared: Parameter = state.parameter;
        let name = declared.name.clone();
        let set = SetParameter { declaration: Some(declared), value, from: None, reason: "as it is".into() };
        into.set_parameter(by("tester"), &name, set).await?;
    }
    into.idle().await;
    Ok(())
}

/// Departments, as long as nobody leads them, and all that refers to nothing.
fn units(all: &Organisation) -> Vec<Entry> {
    let departments = all.departments.values();
    let departments = departments.map(|one| Entry::Department(Department { head: None, ..(**one).clone() }));
    departments
        .chain(all.posts.values().map(|one| Entry::Post((**one).clone())))
        .chain(all.roles.values().map(|one| Entry::Role((**one).clone())))
        .chain(all.groups.values().map(|one| Entry::Group((**one).clone())))
        .chain(all.calendars.values().map(|one| Entry::Calendar((**one).clone())))
        .collect()
}

/// The people, as long as they report to nobody.
fn people(here: Workplace) -> Vec<Entry> {
    let people = here.whole().people.values().filter(|person| !here.is_elsewhere(&person.id));
    people.map(|person| Entry::Person(Person { superior: None, ..(**person).clone() })).collect()
}

/// Who reports to whom, who leads, and who stands in for whom. Who is of another tenant does none of it here.
fn ties(here: Workplace) -> Vec<Entry> {
    let is_here = |id: &String| !here.is_elsewhere(id);
    let superior =
        |person: &&std::sync::Arc<Person>| is_here(&person.id) && person.superior.as_ref().is_some_and(is_here);
    let people = here.whole().people.values().filter(superior).map(|person| Entry::Person((**person).clone()));
    let led = here.whole().departments.values().filter(|department| department.head.as_ref().is_some_and(is_here));
    let proxies = here.whole().proxies.values();
    let proxies = proxies.filter(|proxy| is_here(&proxy.principal) && is_here(&proxy.substitute));
    people
        .chain(led.map(|department| Entry::Department((**department).clone())))
        .chain(proxies.map(|proxy| Entry::Proxy((**proxy).clone())))
        .collect()
}
