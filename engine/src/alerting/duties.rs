//! Rules of duties that are kept: looked up, and checked before they are.
use super::check;
use crate::api::{DutyRule, DutyRuleSpec, DutyRuleVersion};
use crate::error::Error;
use crate::projection::{duty_key, unpack};
use crate::shell::Shell;
use crate::store::Table;
use weir_core::access::Role;
use weir_mining::ledger::INITIATOR;

/// A name of a rule in one language, in bytes.
const NAME_BYTES_MAX: usize = 200;

/// A rule as it is; none where there is none.
pub fn find(shell: &Shell, id: &str) -> Result<Option<DutyRuleVersion>, Error> {
    let found = shell.store.get(Table::DutyRule, &duty_key(id))?;
    Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
}

/// All of them, by id.
pub fn all(shell: &Shell) -> Result<Vec<DutyRuleVersion>, Error> {
    let rows = shell.store.scan(Table::DutyRule, &[], &[0xff; 8], usize::MAX)?;
    Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
}

/// The pairs of activities of a process that are not one person's.
pub fn pairs(shell: &Shell, process: &str) -> Result<Vec<(String, String)>, Error> {
    let rules = all(shell)?.into_iter().map(|rule| rule.spec);
    Ok(rules.filter(|spec| spec.process.as_deref() == Some(process)).map(|spec| (spec.first, spec.second)).collect())
}

/// The pairs of roles that are not one person's.
pub fn roles(shell: &Shell) -> Result<Vec<(String, String)>, Error> {
    let rules = all(shell)?.into_iter().map(|rule| rule.spec);
    Ok(rules.filter(|spec| spec.process.is_none()).map(|spec| (spec.first, spec.second)).collect())
}

/// Is it a rule?
pub fn check(shell: &Shell, id: &str, spec: &DutyRuleSpec) -> Result<(), Error> {
    check::id(id)?;
    let names = [&spec.name.zh, &spec.name.en];
    if names.iter().all(|name| name.trim().is_empty()) || names.iter().any(|name| name.len() > NAME_BYTES_MAX) {
        let message = format!("a rule has a name in one language at least, of at most {NAME_BYTES_MAX} bytes");
        return Err(Error::invalid("duty-rule-name", message));
    }
    asked(shell, &spec.rule())
}

/// Are the two things there, and are they two? A question about something that is not there would be answered by "nobody".
pub fn asked(shell: &Shell, rule: &DutyRule) -> Result<(), Error> {
    let (DutyRule::Activities { first, second, .. } | DutyRule::Roles { first, second }) = rule;
    if first == second {
        return Err(Error::invalid("same-duty", "a rule is about two different things"));
    }
    match rule {
        DutyRule::Activities { process, first, second } => {
            let activities = [first, second].into_iter().filter(|activity| *activity != INITIATOR);
            there(shell, process, activities.map(String::as_str))?;
        }
        DutyRule::Roles { first, second } => {
            for role in [first, second] {
                if !is_role(shell, role) {
                    let message = format!(
                        "`{role}` is no role: name one of the organisation (role, post, group, department) or of access"
                    );
                    return Err(Error::invalid("duty-role", message));
                }
            }
        }
    }
    Ok(())
}

/// Has a process these activities? What an earlier version had can be asked about too.
pub fn there<'a>(shell: &Shell, process: &str, activities: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let latest = shell.catalogue.latest(process).ok_or_else(|| Error::not_found("process", process))?;
    for activity in activities {
        let mut versions = (1..=latest.definition.version).rev();
        if !versions.any(|version| has(shell, &format!("{process}:{version}"), activity)) {
            return Err(Error::not_found("node", activity));
        }
    }
    Ok(())
}

fn has(shell: &Shell, definition: &str, activity: &str) -> bool {
    let compiled = shell.catalogue.find(definition).and_then(|_| shell.catalogue.process(definition).ok());
    compiled.is_some_and(|process| process.find(&activity.into()).is_some())
}

fn is_role(shell: &Shell, role: &str) -> bool {
    let organisation = shell.organisation.now();
    let units = [&organisation.roles, &organisation.posts, &organisation.groups];
    units.iter().any(|units| units.contains_key(role))
        || organisation.departments.contains_key(role)
        || Role::ALL.iter().any(|known| known.name() == role)
}
