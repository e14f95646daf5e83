//! From rules to people: who is asked, with the organisation as it is now.
use super::rule::{Approver, Chooser, Whose};
use super::{Person, UnitKind, Workplace};
use crate::instance::Variables;
use crate::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What rules may refer to.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The time.
    pub now: Timestamp,
    /// Who started the instance.
    pub initiator: Option<&'a str>,
    /// Who decided the approval before.
    pub previous: Option<&'a str>,
    /// The variables that the task sees.
    pub variables: &'a Variables,
    /// Whom the initiator chose for this task.
    pub chosen: &'a [String],
    /// Whom those chose who did the task before.
    pub chosen_before: &'a [String],
}

/// The ids of the people that the rules name, in the order of the rules, each once. Nobody who does not work here then,
/// or no longer, or is of another tenant, is among them.
pub fn resolve<'a>(organisation: impl Into<Workplace<'a>>, rules: &'a [Approver], asked: Asked<'a>) -> Vec<String> {
    let resolver = Resolver { organisation: organisation.into(), asked };
    let mut seen = BTreeSet::new();
    let named = rules.iter().flat_map(|rule| resolver.named(rule));
    named.filter(|id| seen.insert(id.clone())).collect()
}

/// Who does the work of somebody then: those who stand in, one for another, at most once round. None is they themselves.
pub fn stands_in<'a>(
    organisation: impl Into<Workplace<'a>>,
    person: &str,
    process: &str,
    now: Timestamp,
) -> Option<&'a Arc<Person>> {
    stands_in_but(organisation, person, process, now, None)
}

/// The same where somebody must not do it: the work stays with whom it would have come from to them.
pub fn stands_in_but<'a>(
    organisation: impl Into<Workplace<'a>>,
    person: &str,
    process: &str,
    now: Timestamp,
    but: Option<&str>,
) -> Option<&'a Arc<Person>> {
    let organisation = organisation.into();
    let mut seen = BTreeSet::from([person.to_owned()]);
    let (mut at, mut found) = (person.to_owned(), None);
    loop {
        let mut proxies = organisation.whole().proxies_of(&at).filter(|proxy| {
            let here = proxy.processes.is_empty() || proxy.processes.iter().any(|p| p == process);
            here && proxy.valid.holds(now)
        });
        // Who has left stands in for nobody: the next one does.
        let Some(next) = proxies.find_map(|proxy| organisation.person(&proxy.substitute, now)) else { return found };
        if !seen.insert(next.id.clone()) || but == Some(next.id.as_str()) {
            return found;
        }
        (at, found) = (next.id.clone(), Some(next));
    }
}

/// Those whom data name and nobody knows, in the words of the data: a field, or whoever was chosen. Roles, departments and
/// the like name whoever is there.
pub fn unknown<'a>(organisation: impl Into<Workplace<'a>>, rules: &[Approver], asked: Asked<'a>) -> Vec<String> {
    let organisation = organisation.into();
    let stranger = |id: &&String| organisation.person(id, asked.now).is_none();
    let strangers = rules.iter().flat_map(|rule| match rule {
        Approver::Field(name) => match asked.variables.get(name) {
            None | Some(Value::Null) => vec![],
            Some(Value::Array(items)) => items.iter().map(in_words).collect(),
            Some(one) => vec![in_words(one)],
        },
        Approver::Chosen(chooser) => asked.chosen_by(*chooser).to_vec(),
        _ => vec![],
    });
    strangers.filter(|id| !id.is_empty()).filter(|id| stranger(&id)).collect()
}

/// Departments and people that a model or a field names for their heads, and who have none who works here, as rules.
pub fn headless<'a>(organisation: impl Into<Workplace<'a>>, rules: &[Approver], asked: Asked<'a>) -> Vec<String> {
    let resolver = Resolver { organisation: organisation.into(), asked };
    let without = rules.iter().flat_map(|rule| match rule {
        Approver::Head(whose @ (Whose::Named(_) | Whose::Field(_))) => resolver.ids(whose),
        _ => vec![],
    });
    without.filter(|id| resolver.head_of(id, true).is_none()).map(|id| format!("head({id})")).collect()
}

/// The name; what is no text is nobody's, also where somebody is called like that.
pub fn in_words(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("{value} (no name)"), str::to_owned)
}

impl<'a> Asked<'a> {
    fn chosen_by(&self, chooser: Chooser) -> &'a [String] {
        match chooser {
            Chooser::Initiator => self.chosen,
            Chooser::Previous => self.chosen_before,
        }
    }
}

struct Resolver<'a> {
    organisation: Workplace<'a>,
    asked: Asked<'a>,
}

impl<'a> Resolver<'a> {
    fn named(&self, rule: &'a Approver) -> Vec<String> {
        let (all, now) = (self.organisation, self.asked.now);
        let members = |kind, id: &'a str| all.members(kind, id, now).map(|person| person.id.clone()).collect();
        match rule {
            Approver::Person(id) => self.known(std::slice::from_ref(id)),
            Approver::Role(id) => members(UnitKind::Role, id),
            Approver::Post(id) => members(UnitKind::Post, id),
            Approver::Group(id) => members(UnitKind::Group, id),
            Approver::Department(id) => members(UnitKind::Department, id),
            Approver::Head(whose) => self.heads(whose),
            Approver::Superior(whose, level) => {
                let above = |person: &Arc<Person>| all.superiors(person, now).nth(level - 1).map(|p| p.id.clone());
                self.people(whose).iter().filter_map(|person| above(person)).collect()
            }
            Approver::Superiors(whose, levels) => {
                let levels = levels.unwrap_or(usize::MAX);
                let line = |person: &'a Arc<Person>| all.superiors(person, now).take(levels).map(|p| p.id.clone());
                self.people(whose).into_iter().flat_map(line).collect()
            }
            Approver::Initiator => self.known(self.asked.initiator.map(str::to_owned).as_slice()),
            Approver::Field(name) => self.known(&self.field(name)),
            Approver::Chosen(chooser) => self.known(self.asked.chosen_by(*chooser)),
        }
    }

    /// Of each department by its id, else of the main department of each of the people meant.
    fn heads(&self, whose: &Whose) -> Vec<String> {
        let departments = matches!(whose, Whose::Named(_) | Whose::Field(_));
        self.ids(whose).iter().filter_map(|id| self.head_of(id, departments)).collect()
    }

    /// Who leads a department, where the id may be that of one, else the main department of a person: somebody who works here.
    fn head_of(&self, id: &str, may_be_department: bool) -> Option<String> {
        let (all, now) = (self.organisation.whole(), self.asked.now);
        let named = all.departments.get(id).filter(|department| may_be_department && department.valid.holds(now));
        let of_person = || {
            let person = self.organisation.person(id, now)?;
            all.departments.get(all.units(person, UnitKind::Department, now).next()?)
        };
        let department = named.or_else(of_person)?;
        department.head.clone().filter(|head| self.organisation.person(head, now).is_some())
    }

    fn people(&self, whose: &Whose) -> Vec<&'a Arc<Person>> {
        self.ids(whose).iter().filter_map(|id| self.organisation.person(id, self.asked.now)).collect()
    }

    fn ids(&self, whose: &Whose) -> Vec<String> {
        match whose {
            Whose::Initiator => self.asked.initiator.map(str::to_owned).into_iter().collect(),
            Whose::Previous => self.asked.previous.map(str::to_owned).into_iter().collect(),
            Whose::Named(id) => vec![id.clone()],
            Whose::Field(name) => self.field(name),
        }
    }

    /// One name or a list of names.
    fn field(&self, name: &str) -> Vec<String> {
        match self.asked.variables.get(name) {
            Some(Value::String(id)) => vec![id.clone()],
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => vec![],
        }
    }

    fn known(&self, ids: &[String]) -> Vec<String> {
        ids.iter().filter(|id| self.organisation.person(id, self.asked.now).is_some()).cloned().collect()
    }
}
