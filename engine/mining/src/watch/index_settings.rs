//! What indices are scored by: weights, floors and targets of their components, and the rules that some components need. All of
//! it may be set otherwise; what is not said is as it was built in.
use super::index::Index;
use super::norm_rules::{self, NormRule};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The greatest weight.
pub const WEIGHT_MAX: f64 = 1_000.0;
/// On how many cases a component may be asked to rest.
pub const LEAST_MAX: u64 = 100_000;
/// The longest time that something may take to be in time, hours: a year.
pub const HOURS_MAX: u32 = 8_784;
/// How many rules of levels there may be, and how many steps each has.
pub const LEVELS_MAX: usize = 200;
/// The deepest level of an organisation.
pub const LEVEL_MAX: u32 = 50;
/// The name of an element or a variable, in bytes.
const NAME_BYTES_MAX: usize = 300;
/// A day, ms.
const DAY: f64 = 86_400_000.0;

/// Floor, at which the score is 0, and target, at which it is 1. Durations are in ms.
const LINES: [(&str, f64, f64); 19] = [
    ("planned-to-executable", 0.0, 1.0),
    ("ownership-and-indicators", 0.0, 1.0),
    ("level-fit-of-approvals", 0.5, 1.0),
    ("cross-level-handover", 0.5, 0.05),
    ("escalation-closure", 0.5, 1.0),
    ("change-lead-time", 60.0 * DAY, 5.0 * DAY),
    ("on-time-rate", 0.5, 0.95),
    ("flow-time-efficiency", 0.0, 0.5),
    ("normalised-cycle-time", 0.5, 1.0),
    ("throughput-balance", 0.5, 1.0),
    ("automation-rate", 0.0, 0.8),
    ("first-pass-yield", 0.5, 0.95),
    ("rule-conformance", 0.8, 1.0),
    ("return-and-reject-rate", 0.3, 0.02),
    ("incident-and-intervention-rate", 0.2, 0.0),
    ("segregation-of-duties", 0.9, 1.0),
    ("data-completeness", 0.8, 1.0),
    ("version-quality", 0.0, 1.0),
    ("alert-handling", 0.5, 1.0),
];

/// How a component is scored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ComponentLine {
    /// Its weight beside the others of its index; 0 leaves it out.
    pub weight: f64,
    /// The value at which its score is 0: a share, or ms.
    pub floor: f64,
    /// The value at which it is 1.
    pub target: f64,
}

/// Which level of the organisation an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LevelStep {
    /// Up to here; none: whatever is more.
    #[serde(default)]
    pub up_to: Option<f64>,
    /// The lowest level that may decide it: 1 is the top of the tree of departments, 2 what lies below it.
    pub level: u32,
}

/// At which level the approvals of an element are to be decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApprovalLevels {
    /// The element.
    pub node: String,
    /// The variable with the amount.
    pub variable: String,
    /// The smallest amounts first.
    pub steps: Vec<LevelStep>,
}

/// See the [module](self). Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct IndexSettings {
    /// How components are scored that are not scored as built in, by code.
    pub components: BTreeMap<String, ComponentLine>,
    /// On how many cases a component rests at least.
    pub least: u64,
    /// Within so many hours an escalation is to be closed.
    pub escalation_hours: u32,
    /// Within so many hours somebody is to take an alert on.
    pub acknowledge_hours: u32,
    /// Within so many hours it is to be well again.
    pub resolve_hours: u32,
    /// At which level approvals are to be decided.
    pub approval_levels: Vec<ApprovalLevels>,
    /// The rules that every instance is held against; of one process.
    pub rules: Vec<NormRule>,
}

impl Default for IndexSettings {
    fn default() -> Self {
        IndexSettings {
            components: BTreeMap::new(),
            least: 20,
            escalation_hours: 24,
            acknowledge_hours: 4,
            resolve_hours: 72,
            approval_levels: vec![],
            rules: vec![],
        }
    }
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(String);

impl IndexSettings {
    /// How a component is scored.
    pub fn line(&self, code: &str) -> ComponentLine {
        self.components.get(code).copied().unwrap_or_else(|| built_in(code))
    }

    /// How all of them are, by code.
    pub fn lines(&self) -> BTreeMap<String, ComponentLine> {
        LINES.iter().map(|(code, ..)| ((*code).to_owned(), self.line(code))).collect()
    }

    /// Can they be kept? The first thing that speaks against it is told.
    pub fn check(&self) -> Result<(), SettingsError> {
        let no = |message: String| Err(SettingsError(message));
        for (code, line) in &self.components {
            let Some((_, lower)) = component(code) else {
                return no(format!("`{code}` is no component of an index"));
            };
            let share = code != "change-lead-time";
            let range = if share { 0.0..=1.0 } else { 0.0..=3_660.0 * DAY };
            if !(0.0..=WEIGHT_MAX).contains(&line.weight) {
                return no(format!("the weight of `{code}` is 0 to {WEIGHT_MAX}"));
            }
            if !range.contains(&line.floor) || !range.contains(&line.target) {
                return no(format!("floor and target of `{code}` are within {} to {}", range.start(), range.end()));
            }
            let apart = if lower { line.floor - line.target } else { line.target - line.floor };
            if apart <= 0.0 {
                let where_to = if lower { "below" } else { "above" };
                return no(format!("the target of `{code}` lies {where_to} its floor"));
            }
        }
        for index in [Index::TieredManagement, Index::Execution, Index::Quality] {
            if index.components().iter().all(|of| self.line(of.code).weight == 0.0) {
                return no("an index has one component at least with a weight above 0".to_owned());
            }
        }
        if !(1..=LEAST_MAX).contains(&self.least) {
            return no(format!("a component rests on 1 to {LEAST_MAX} cases at least"));
        }
        let hours = [self.escalation_hours, self.acknowledge_hours, self.resolve_hours];
        if hours.iter().any(|hours| !(1..=HOURS_MAX).contains(hours)) {
            return no(format!(
                "escalations are closed, and alerts taken on and resolved, within 1 to {HOURS_MAX} hours"
            ));
        }
        norm_rules::check(&self.rules).map_err(SettingsError)?;
        self.levels()
    }

    fn levels(&self) -> Result<(), SettingsError> {
        let no = |message: String| Err(SettingsError(message));
        if self.approval_levels.len() > LEVELS_MAX {
            return no(format!("there are at most {LEVELS_MAX} rules of levels"));
        }
        let mut seen = BTreeSet::new();
        for rule in &self.approval_levels {
            let named = |name: &str| !name.trim().is_empty() && name.len() <= NAME_BYTES_MAX;
            if !named(&rule.node) || !named(&rule.variable) {
                return no("a rule of levels names an element and a variable".to_owned());
            }
            if !seen.insert(&rule.node) {
                return no(format!("`{}` has two rules of levels: one says all of it", rule.node));
            }
            let open = rule.steps.iter().rev().skip(1).any(|step| step.up_to.is_none());
            let ends: Vec<f64> = rule.steps.iter().filter_map(|step| step.up_to).collect();
            let rising = ends.windows(2).all(|pair| pair[0] < pair[1]) && ends.iter().all(|end| end.is_finite());
            if rule.steps.is_empty() || rule.steps.len() > LEVELS_MAX || open || !rising {
                return no(format!("the steps of `{}` rise, and only the last is open", rule.node));
            }
            if rule.steps.iter().any(|step| !(1..=LEVEL_MAX).contains(&step.level)) {
                return no(format!("a level is 1, the top, to {LEVEL_MAX}"));
            }
        }
        Ok(())
    }
}

impl ApprovalLevels {
    /// The level that an amount is for; none where no step says.
    pub fn level(&self, amount: f64) -> Option<u32> {
        let step = self.steps.iter().find(|step| step.up_to.is_none_or(|end| amount <= end));
        step.map(|step| step.level)
    }
}

/// The weight of a component that nobody has set, and whether less of it is better.
fn component(code: &str) -> Option<(f64, bool)> {
    let all = [Index::TieredManagement, Index::Execution, Index::Quality].into_iter().flat_map(Index::components);
    all.into_iter().find(|of| of.code == code).map(|of| (of.weight, of.lower_is_better))
}

fn built_in(code: &str) -> ComponentLine {
    let weight = component(code).map_or(0.0, |(weight, _)| weight);
    let line = LINES.iter().find(|(known, ..)| *known == code);
    let (floor, target) = line.map_or((0.0, 1.0), |(_, floor, target)| (*floor, *target));
    ComponentLine { weight, floor, target }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_kept_and_covers_every_component() {
        assert_eq!(IndexSettings::default().check(), Ok(()));
        let lines = IndexSettings::default().lines();
        let said = IndexSettings { components: lines.clone(), ..IndexSettings::default() };
        assert_eq!((said.check(), said.lines()), (Ok(()), lines));
        for index in [Index::TieredManagement, Index::Execution, Index::Quality] {
            assert!(index.components().iter().all(|of| LINES.iter().any(|(code, ..)| *code == of.code)));
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let with = |code: &str, weight: f64, floor: f64, target: f64| {
            let line = ComponentLine { weight, floor, target };
            IndexSettings { components: BTreeMap::from([(code.to_owned(), line)]), ..IndexSettings::default() }.check()
        };
        assert!(with("on-time-rate", 0.0, 0.1, 0.2).is_ok());
        for wrong in [
            with("speed", 1.0, 0.0, 1.0),
            with("on-time-rate", -1.0, 0.0, 1.0),
            with("on-time-rate", f64::NAN, 0.0, 1.0),
            with("on-time-rate", 1.0, 0.5, 0.5),
            with("on-time-rate", 1.0, 0.9, 0.5),
            with("on-time-rate", 1.0, 0.0, 1.1),
            with("return-and-reject-rate", 1.0, 0.1, 0.2),
        ] {
            assert!(wrong.is_err());
        }
        let built_in = IndexSettings::default();
        let none = |code: &str| (code.to_owned(), ComponentLine { weight: 0.0, ..built_in.line(code) });
        let components = Index::Execution.components().iter().map(|of| none(of.code)).collect();
        let all = IndexSettings { components, ..IndexSettings::default() };
        assert!(all.check().is_err(), "an index without any component");
        assert!(IndexSettings { least: 0, ..IndexSettings::default() }.check().is_err());
        assert!(IndexSettings { resolve_hours: 0, ..IndexSettings::default() }.check().is_err());
        let step = |up_to, level| LevelStep { up_to, level };
        let levels = |steps: Vec<LevelStep>| {
            let rule = ApprovalLevels { node: "a".into(), variable: "amount".into(), steps };
            IndexSettings { approval_levels: vec![rule], ..IndexSettings::default() }.check()
        };
        assert!(levels(vec![step(Some(100.0), 3), step(None, 2)]).is_ok());
        assert!(levels(vec![step(None, 3), step(Some(100.0), 2)]).is_err());
        assert!(levels(vec![step(Some(100.0), 3), step(Some(50.0), 2)]).is_err());
        assert!(levels(vec![step(Some(100.0), 0)]).is_err());
        assert!(levels(vec![]).is_err());
    }

    #[test]
    fn an_amount_belongs_to_the_first_step_that_holds_it() {
        let step = |up_to, level| LevelStep { up_to, level };
        let rule = ApprovalLevels {
            node: "a".into(),
            variable: "v".into(),
            steps: vec![step(Some(100.0), 3), step(Some(1e3), 2)],
        };
        assert_eq!([99.0, 100.0, 101.0, 1e4].map(|amount| rule.level(amount)), [Some(3), Some(3), Some(2), None]);
    }
}
