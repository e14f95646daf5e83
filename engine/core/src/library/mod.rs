//! The model library: what a typical process is for, who has which part in it, and how it is measured.
//!
//! Each process of a library is a folder with models, decisions, forms, and a `process.json`, its [`Card`]. A card says
//! where the process stands in the landscape (area, levels), who owns it, who is responsible for which activity (RACI)
//! and which indicators tell how well it goes. [`read`] takes a card, [`Card::check`] holds it against the files beside
//! it, and [`Library`] finds cards by area, level and tag.
mod check;
mod formula;
mod shelf;

pub use check::{Finding, Folder};
pub use formula::{Formula, FormulaError, MEASURES, Measure, Scope, Statistic, Yields};
pub use shelf::{Library, Query};

use crate::parameter::{Parameter, ParameterType};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The largest card, in bytes.
pub const CARD_BYTES_MAX: usize = 1 << 20;
/// How many things of one kind a card may list: activities, roles, indicators, files.
pub const ENTRIES_MAX: usize = 500;
/// The levels of a process landscape: L1 domain, L2 group, L3 process, L4 sub-process, L5 step.
pub const LEVELS_MAX: u8 = 5;

/// The management areas of GB/T 23031.2-2023.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Area {
    /// 战略.
    Strategy,
    /// 组织.
    Organisation,
    /// 财资: finance and assets.
    Finance,
    /// 运营.
    Operations,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
    /// English.
    pub en: String,
}

/// What a `process.json` says. What is not known here is refused: nothing of a card is silently ignored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Card {
    /// The name of its folder, once in a library.
    pub id: String,
    /// What people call this version of the card; whoever uses the process as a template notes it.
    pub version: String,
    /// The management area.
    pub area: Area,
    /// The way down the landscape, from L1 to the process itself.
    pub path: Vec<Words>,
    /// What else one may look for.
    pub tags: Vec<String>,
    /// The name of the process.
    pub name: Words,
    /// What it is for.
    pub purpose: Words,
    /// The role that owns the process as a whole.
    pub owner: String,
    /// The models, the one that is started first in front.
    pub models: Vec<ModelLink>,
    /// The decisions that it asks.
    #[serde(default)]
    pub decisions: Vec<DecisionLink>,
    /// The forms that people fill in.
    #[serde(default)]
    pub forms: Vec<FormLink>,
    /// The rule parameters that models, decisions and forms use, with a first value.
    #[serde(default)]
    pub parameters: Vec<FirstValue>,
    /// Who takes part.
    pub roles: Vec<Role>,
    /// Who has which part in which activity.
    pub activities: Vec<Duty>,
    /// How well it goes.
    pub indicators: Vec<Indicator>,
}

/// A process in one of the files of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelLink {
    /// The file, relative to the folder.
    pub file: String,
    /// The id of the process.
    pub process: String,
    /// On which level it stands: 3 is a process, 4 one that others call.
    pub level: u8,
}

/// A decision in one of the files of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionLink {
    /// The file, relative to the folder.
    pub file: String,
    /// The id of the decision.
    pub decision: String,
}

/// A form in one of the files of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormLink {
    /// The file, relative to the folder.
    pub file: String,
    /// The id of the form.
    pub form: String,
}

/// A rule parameter and the value that it may begin with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FirstValue {
    /// `params.<name>` in expressions.
    pub name: String,
    /// What its values are.
    pub kind: ParameterType,
    /// The first value.
    pub value: Value,
    /// What its numbers count.
    #[serde(default)]
    pub unit: Option<String>,
    /// The least value.
    #[serde(default)]
    pub minimum: Option<Value>,
    /// The greatest value.
    #[serde(default)]
    pub maximum: Option<Value>,
}

impl FirstValue {
    /// It as a rule parameter is declared.
    pub fn declared(&self) -> Parameter {
        Parameter {
            name: self.name.clone(),
            kind: self.kind,
            unit: self.unit.clone(),
            minimum: self.minimum.clone(),
            maximum: self.maximum.clone(),
            description: None,
        }
    }
}

/// Somebody who takes part: a role, a post, a group of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// What activities name it by.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What it does in this process.
    pub duties: Words,
}

/// One line of the RACI matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Duty {
    /// The process that has the activity.
    pub process: String,
    /// The activity, by its id in the model.
    pub activity: String,
    /// R: who does it.
    #[serde(default)]
    pub responsible: Vec<String>,
    /// A: who answers for it; exactly one role.
    #[serde(default)]
    pub accountable: Vec<String>,
    /// C: who is asked before.
    #[serde(default)]
    pub consulted: Vec<String>,
    /// I: who is told afterwards.
    #[serde(default)]
    pub informed: Vec<String>,
}

/// Which way an indicator is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// The more, the better.
    Higher,
    /// The less, the better.
    Lower,
}

/// A figure that tells how well the process goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Indicator {
    /// Once in a library.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// How it is computed: a [`Formula`], such as `p90(queue of approve)`.
    pub formula: String,
    /// What it is counted in; must fit what the formula yields.
    pub unit: String,
    /// The value to reach.
    pub target: f64,
    /// Which way it is better.
    pub direction: Direction,
}

/// Reads a card.
///
/// ```
/// let refused = weir_core::library::read(br#"{"id": "leave", "colour": "red"}"#).unwrap_err();
/// assert_eq!(refused.code, "card-unreadable");
/// ```
///
/// # Errors
/// It is too large, no JSON, lacks something, or says what no card can say.
pub fn read(bytes: &[u8]) -> Result<Card, Finding> {
    if bytes.len() > CARD_BYTES_MAX {
        return Err(Finding::new("card-too-large", "", format!("a card has at most {CARD_BYTES_MAX} bytes")));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Finding::new("card-unreadable", place, error.to_string())
    })
}
