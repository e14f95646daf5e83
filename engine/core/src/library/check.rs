//! Holds a card against the files beside it: does everything exist that it names, and is every duty clear?
use super::{Card, Duty, ENTRIES_MAX, Formula, LEVELS_MAX, Words};
use crate::compile::{parameters_used, prepare};
use crate::decision::{Decisions, File};
use crate::form;
use crate::id::ElementId;
use crate::kind::Kind;
use crate::process::Process;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Something that is wrong with a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable, kebab-case.
    pub code: &'static str,
    /// Where in the card: an activity, an indicator, a line.
    pub at: String,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Finding {
    pub(super) fn new(code: &'static str, at: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { code, at: at.into(), message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.at, self.message, self.code)
    }
}

/// The files of a folder, as far as a card speaks of them.
#[derive(Debug, Default)]
pub struct Folder {
    /// By file: its processes.
    models: BTreeMap<String, Vec<Process>>,
    /// By file: the ids of its decisions.
    decisions: BTreeMap<String, Vec<String>>,
    /// By file: the id of its form.
    forms: BTreeMap<String, String>,
    /// The rule parameters that models, decisions and forms use.
    parameters: BTreeSet<String>,
}

impl Folder {
    /// Reads files by their endings: `.bpmn`, `.dmn`, `.form`; names are relative to the folder, with `/`. What cannot be
    /// deployed has no part in it, so a card that names it is at fault.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut folder = Folder::default();
        for (name, bytes) in files {
            match name.rsplit_once('.').map(|(_, ending)| ending) {
                Some("bpmn") => {
                    let processes = prepare(bytes).processes;
                    let used = processes.iter().flat_map(parameters_used).map(|(_, _, parameter)| parameter);
                    folder.parameters.extend(used);
                    folder.models.insert(name.into(), processes);
                }
                Some("dmn") => {
                    let (compiled, _) = Decisions::compile(&[File { name, bytes }]);
                    let subjects: Vec<_> = compiled.decisions().collect();
                    folder.parameters.extend(subjects.iter().flat_map(|s| s.parameters.iter().cloned()));
                    folder.decisions.insert(name.into(), subjects.into_iter().map(|s| s.id).collect());
                }
                Some("form") => {
                    if let (Some(form), _) = form::read(bytes) {
                        folder.parameters.extend(form.parameters.into_keys());
                        folder.forms.insert(name.into(), form.id);
                    }
                }
                _ => {}
            }
        }
        folder
    }

    fn process(&self, id: &str) -> Option<&Process> {
        self.models.values().flatten().find(|process| process.id().as_str() == id)
    }
}

impl Card {
    /// Everything that is wrong with it, given the files beside it.
    pub fn check(&self, folder: &Folder) -> Vec<Finding> {
        let mut findings = vec![];
        self.check_words(&mut findings);
        self.check_files(folder, &mut findings);
        self.check_parameters(folder, &mut findings);
        self.check_duties(folder, &mut findings);
        self.check_indicators(folder, &mut findings);
        findings
    }

    fn check_words(&self, findings: &mut Vec<Finding>) {
        let counts = [
            ("tags", self.tags.len()),
            ("models", self.models.len()),
            ("roles", self.roles.len()),
            ("activities", self.activities.len()),
            ("indicators", self.indicators.len()),
        ];
        for (list, count) in counts {
            if !(1..=ENTRIES_MAX).contains(&count) {
                let message = format!("it has {count} entries; there must be 1 to {ENTRIES_MAX}");
                findings.push(Finding::new("card-entries", list, message));
            }
        }
        if !(2..=usize::from(LEVELS_MAX)).contains(&self.path.len()) {
            let message =
                format!("it has {} levels; from L1 to the process there are 2 to {LEVELS_MAX}", self.path.len());
            findings.push(Finding::new("card-level", "path", message));
        }
        let roles = self.roles.iter().flat_map(|role| [(&role.id, &role.name), (&role.id, &role.duties)]);
        let indicators = self.indicators.iter().map(|indicator| (&indicator.id, &indicator.name));
        let own = [(&self.id, &self.name), (&self.id, &self.purpose)].into_iter();
        for (at, Words { zh, en }) in own.chain(self.path.iter().map(|w| (&self.id, w))).chain(roles).chain(indicators)
        {
            if zh.trim().is_empty() || en.trim().is_empty() {
                findings.push(Finding::new("card-words-missing", at, "it must be said in Chinese and in English"));
            }
        }
        let mut named = BTreeSet::new();
        let roles = self.roles.iter().map(|role| ("role", &role.id));
        let indicators = self.indicators.iter().map(|indicator| ("indicator", &indicator.id));
        for (kind, id) in roles.chain(indicators) {
            if !named.insert((kind, id)) {
                findings.push(Finding::new("card-duplicate", id, format!("there are two {kind}s of this id")));
            }
        }
        if !self.roles.iter().any(|role| role.id == self.owner) {
            findings.push(Finding::new("card-role-unknown", "owner", format!("`{}` is none of its roles", self.owner)));
        }
    }

    /// Every file and id that it names exists, and every file that exists is named.
    fn check_files(&self, folder: &Folder, findings: &mut Vec<Finding>) {
        let mut missing = |kind: &str, file: &str, id: &str| {
            let message = format!("there is no {kind} `{id}` in this file, or it cannot be deployed");
            findings.push(Finding::new("card-file-missing", file, message));
        };
        let mut named = BTreeSet::new();
        for link in &self.models {
            let processes = folder.models.get(&link.file);
            if processes.is_none_or(|all| all.iter().all(|p| p.id().as_str() != link.process)) {
                missing("process", &link.file, &link.process);
            }
            named.insert((&link.file, &link.process));
        }
        for link in &self.decisions {
            if folder.decisions.get(&link.file).is_none_or(|all| !all.contains(&link.decision)) {
                missing("decision", &link.file, &link.decision);
            }
            named.insert((&link.file, &link.decision));
        }
        for link in &self.forms {
            if folder.forms.get(&link.file) != Some(&link.form) {
                missing("form", &link.file, &link.form);
            }
            named.insert((&link.file, &link.form));
        }
        let processes =
            folder.models.iter().flat_map(|(file, all)| all.iter().map(move |p| (file, p.id().to_string())));
        let decisions = folder.decisions.iter().flat_map(|(file, all)| all.iter().map(move |id| (file, id.clone())));
        let forms = folder.forms.iter().map(|(file, id)| (file, id.clone()));
        for (file, id) in processes.chain(decisions).chain(forms) {
            if !named.contains(&(file, &id)) {
                findings.push(Finding::new("card-file-unnamed", file, format!("the card does not name `{id}` in it")));
            }
        }
        for link in &self.models {
            if !(1..=LEVELS_MAX).contains(&link.level) {
                findings.push(Finding::new("card-level", &link.file, format!("levels go from 1 to {LEVELS_MAX}")));
            }
        }
    }

    fn check_parameters(&self, folder: &Folder, findings: &mut Vec<Finding>) {
        for first in &self.parameters {
            let declared = first.declared();
            if let Err(error) = declared.check_declaration().and_then(|()| declared.check(&first.value)) {
                findings.push(Finding::new("card-parameter-wrong", &first.name, error.to_string()));
            }
        }
        for used in &folder.parameters {
            if self.parameters.iter().all(|first| first.name != *used) {
                let message = "a model, a decision or a form uses it; say its kind and a first value";
                findings.push(Finding::new("card-parameter-missing", used, message));
            }
        }
        for first in self.parameters.iter().filter(|first| !folder.parameters.contains(&first.name)) {
            findings.push(Finding::new("card-parameter-unused", &first.name, "nothing in the folder uses it"));
        }
    }

    /// RACI: each activity that people do has exactly one who answers for it, and somebody who does it.
    fn check_duties(&self, folder: &Folder, findings: &mut Vec<Finding>) {
        let mut seen = BTreeSet::new();
        for duty in &self.activities {
            let at = format!("{}/{}", duty.process, duty.activity);
            let process = folder.process(&duty.process);
            let known = process.and_then(|p| p.find(&ElementId::from(duty.activity.as_str())));
            if known.is_none() {
                findings.push(Finding::new("card-activity-unknown", &at, "the models have no such activity"));
            }
            if !seen.insert((duty.process.as_str(), duty.activity.as_str())) {
                findings.push(Finding::new("card-duplicate", &at, "the activity has two lines; write one"));
            }
            self.check_duty(duty, &at, findings);
        }
        for process in folder.models.values().flatten() {
            for node in process.graph.node_weights().filter(|element| matches!(element.kind, Kind::UserTask(_))) {
                if !seen.contains(&(process.id().as_str(), node.id.as_str())) {
                    let at = format!("{}/{}", process.id(), node.id);
                    findings.push(Finding::new("raci-missing", at, "people do this activity; say who has which part"));
                }
            }
        }
    }

    fn check_duty(&self, duty: &Duty, at: &str, findings: &mut Vec<Finding>) {
        let Duty { responsible, accountable, consulted, informed, .. } = duty;
        match accountable.len() {
            1 => {}
            0 => findings.push(Finding::new("raci-nobody-accountable", at, "exactly one role answers for an activity")),
            n => {
                let message = format!("{n} roles answer for it ({}); exactly one can", accountable.join(", "));
                findings.push(Finding::new("raci-several-accountable", at, message));
            }
        }
        if responsible.is_empty() {
            findings.push(Finding::new("raci-nobody-responsible", at, "at least one role does an activity"));
        }
        for list in [responsible, accountable, consulted, informed] {
            for (index, role) in list.iter().enumerate() {
                if list[..index].contains(role) {
                    findings.push(Finding::new("card-duplicate", at, format!("`{role}` stands twice in one part")));
                }
                if self.roles.iter().all(|known| known.id != *role) {
                    findings.push(Finding::new("card-role-unknown", at, format!("`{role}` is none of its roles")));
                }
            }
        }
        for role in consulted.iter().filter(|role| responsible.contains(role) || informed.contains(role)) {
            let message = format!("`{role}` is asked before, and also does it or is only told; one of these is meant");
            findings.push(Finding::new("raci-contradiction", at, message));
        }
    }

    fn check_indicators(&self, folder: &Folder, findings: &mut Vec<Finding>) {
        for indicator in &self.indicators {
            let formula = match indicator.formula.parse::<Formula>() {
                Ok(formula) => formula,
                Err(error) => {
                    findings.push(Finding::new("indicator-unknown", &indicator.id, error.to_string()));
                    continue;
                }
            };
            if !formula.takes(&indicator.unit) {
                let units = formula.measure.yields.units().join(", ");
                let message = format!("`{}` is no unit of `{}`; use {units}", indicator.unit, indicator.formula);
                findings.push(Finding::new("indicator-unit", &indicator.id, message));
            }
            let range = if indicator.unit == "%" { 0.0..=100.0 } else { 0.0..=f64::MAX };
            if !range.contains(&indicator.target) {
                let message = format!("{} cannot be reached", indicator.target);
                findings.push(Finding::new("indicator-target", &indicator.id, message));
            }
            let has = |id: &String| {
                let id = ElementId::from(id.as_str());
                folder.models.values().flatten().any(|process| process.find(&id).is_some())
            };
            if let Some(element) = formula.of.as_ref().filter(|id| !has(id)) {
                let message = format!("the models have no element `{element}`");
                findings.push(Finding::new("indicator-element-unknown", &indicator.id, message));
            }
        }
    }
}
