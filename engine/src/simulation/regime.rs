//! Since when things are as they are: the last change of the version, of a decision that it asks, or of a rule parameter that
//! its cases used. What happened before ran by other rules.
use super::history::Read;
use crate::shell::Shell;
use weir_core::Timestamp;
use weir_core::parameter::{ParameterValue, in_force};
use weir_mining::log::Log;
use weir_simulation::regime::{regime, teaches};
use weir_simulation::{NOTES, Refusal};

/// The last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Of what, in words.
    pub what: String,
}

/// The history of the rules that are in force.
#[derive(Default)]
pub struct Within {
    /// It, where that is not all that was read.
    log: Option<Log>,
    /// Since when they are.
    since: Option<Change>,
    /// Is it enough to learn from?
    teaches: bool,
    /// How many cases of before were read.
    before: usize,
}

impl Within {
    /// Of what was read of a definition. Decisions are named by their ids with versions.
    pub fn of(shell: &Shell, definition: &str, decisions: &[String], read: &Read, as_of: Timestamp) -> Within {
        let since = last_change(shell, definition, decisions, read, as_of);
        let version = crate::catalogue::split(definition).map(|(_, version)| version);
        let log = regime(&read.log, version, since.as_ref().map(|change| change.at.0));
        let before = log.as_ref().map_or(0, |log| read.log.case_count() - log.case_count());
        let teaches = log.as_ref().is_some_and(teaches);
        Within { log, since, teaches, before }
    }

    /// What the gate looks at: nothing of before the change.
    pub fn judged<'a>(&'a self, read: &'a Read) -> &'a Log {
        self.log.as_ref().unwrap_or(&read.log)
    }

    /// What is learned from: all of it where too little has happened since.
    pub fn learned<'a>(&'a self, read: &'a Read) -> &'a Log {
        self.log.as_ref().filter(|_| self.teaches).unwrap_or(&read.log)
    }

    /// What is worth a word about it.
    pub fn note(&self) -> Option<Refusal> {
        self.log.as_ref()?;
        let since = self.since_when();
        let (code, message) = if self.teaches {
            let message = format!("{} cases of before are left out: rules are as they are {since}", self.before);
            ("simulation-regime", message)
        } else {
            let message = format!(
                "rules are as they are {since}, and too little has happened by them: it is learned from {} cases of \
                 before too, and nothing is verified before there are four weeks of them",
                self.before
            );
            ("simulation-regime-short", message)
        };
        debug_assert!(NOTES.iter().any(|(known, _)| *known == code));
        Some(Refusal { code, at: None, message })
    }

    /// Where the gate has too little history, it is said since when it begins anew.
    pub fn explained(&self, mut refusal: Refusal) -> Refusal {
        if self.log.is_some() && refusal.code == "simulation-too-little-history" {
            let since = self.since_when();
            refusal.message = format!("{}; only what runs by the rules of now counts, {since}", refusal.message);
        }
        refusal
    }

    fn since_when(&self) -> String {
        match &self.since {
            Some(Change { at, what }) => format!("since {at} ({what})"),
            None => "in this version".to_owned(),
        }
    }
}

fn last_change(shell: &Shell, definition: &str, decisions: &[String], read: &Read, as_of: Timestamp) -> Option<Change> {
    let mut changes = vec![];
    if let Some(release) = shell.catalogue.find(definition).filter(|release| release.definition.version > 1) {
        let (at, version) = (release.definition.deployed, release.definition.version);
        changes.push(Change { at, what: format!("version {version} was deployed") });
    }
    for id in decisions {
        let release = shell.decisions.find(id).filter(|release| release.definition.version > 1);
        if let Some(release) = release {
            let (at, version) = (release.definition.deployed, release.definition.version);
            let what = format!("version {version} of decision `{}` was deployed", release.definition.decision);
            changes.push(Change { at, what });
        }
    }
    for name in &read.parameters {
        let Some((_, values)) = shell.parameters.get(name) else { continue };
        if let Some(at) = last_value(&values, as_of) {
            changes.push(Change { at, what: format!("rule parameter `{name}` was changed") });
        }
    }
    changes.into_iter().filter(|change| change.at <= as_of).max_by_key(|change| change.at)
}

/// Since when a parameter has the value that it has; none where it never had another.
fn last_value(values: &[ParameterValue], as_of: Timestamp) -> Option<Timestamp> {
    let known: Vec<ParameterValue> = values.iter().filter(|value| value.at <= as_of).cloned().collect();
    let mut times: Vec<Timestamp> = known.iter().map(|value| value.from).filter(|from| *from <= as_of).collect();
    times.sort_unstable();
    times.dedup();
    let at = |time: &Timestamp| in_force(&known, *time).map(|value| &value.value);
    times.windows(2).rev().find(|pair| at(&pair[0]) != at(&pair[1])).map(|pair| pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_that_is_entered_again_is_no_change() {
        let value = |version: u64, from: i64, at: i64, value: i64| ParameterValue {
            version,
            value: json!(value),
            from: Timestamp(from),
            at: Timestamp(at),
            actor: "ann".into(),
            reason: "test".into(),
        };
        let values = [value(1, 0, 0, 10), value(2, 100, 100, 20), value(3, 200, 200, 20), value(4, 400, 300, 30)];
        let since = |as_of| last_value(&values, Timestamp(as_of)).map(|at| at.0);
        assert_eq!([since(50), since(100), since(350), since(400)], [None, Some(100), Some(100), Some(400)]);
        // What was entered later with effect from before is not known yet.
        assert_eq!(last_value(&[value(1, 0, 0, 10), value(2, 50, 90, 20)], Timestamp(80)), None);
    }
}
