//! Rules that say who is asked: `head(initiator)`, `role(cashier)`, `superior(initiator, 2)`, one after the other.
use crate::commas::split;
use serde::{Deserialize, Serialize};

/// How many rules one task may have.
const RULES_MAX: usize = 50;

/// Whom a rule names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Approver {
    /// `user(ann)`.
    Person(String),
    /// `role(cashier)`: everybody in the role.
    Role(String),
    /// `post(accountant)`: everybody on the post.
    Post(String),
    /// `group(board)`: everybody in the group.
    Group(String),
    /// `department(sales)`: everybody in the department.
    Department(String),
    /// `head(sales)`: who leads the department; `head(initiator)`: who leads that of the initiator.
    Head(Whose),
    /// `superior(initiator, 2)`: the second one up the reporting line; 1 when no number is said.
    Superior(Whose, usize),
    /// `superiors(initiator, 3)`: the reporting line, up to its third; to its end when no number is said.
    Superiors(Whose, Option<usize>),
    /// `initiator`.
    Initiator,
    /// `field(manager)`: whoever a variable names, one or a list.
    Field(String),
    /// `chosen(initiator)` or `chosen(previous)`: whoever these have chosen for this task.
    Chosen(Chooser),
}

/// Whose department or reporting line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The initiator's.
    Initiator,
    /// That of whoever decided the approval before.
    Previous,
    /// That of whoever a variable names: `field(x)`.
    Field(String),
    /// The department of that id, or the person of that id.
    Named(String),
}

/// Who chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chooser {
    /// Who started the instance.
    Initiator,
    /// Who decided the approval before.
    Previous,
}

/// Why a rule is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// It is none.
    #[error(
        "`{text}` names nobody: use user(…), role(…), post(…), group(…), department(…), head(…), superior(…, n), \
         superiors(…, n), field(…), chosen(initiator), chosen(previous) or initiator"
    )]
    Unknown {
        /// What was given.
        text: String,
    },
    /// Too many.
    #[error("a task has at most {RULES_MAX} rules of who is asked")]
    TooMany,
}

/// Reads the rules of a task: parts between commas, outside of parentheses.
///
/// ```
/// use weir_core::organisation::{Approver, Whose, parse_rule};
/// let rules = parse_rule("head(initiator), role(cashier)").unwrap();
/// assert_eq!(rules, [Approver::Head(Whose::Initiator), Approver::Role("cashier".into())]);
/// assert!(parse_rule("boss").is_err());
/// ```
pub fn parse_rule(text: &str) -> Result<Vec<Approver>, RuleError> {
    let parts = split(text);
    if parts.len() > RULES_MAX {
        return Err(RuleError::TooMany);
    }
    parts.into_iter().map(|part| one(part).ok_or_else(|| RuleError::Unknown { text: part.into() })).collect()
}

fn one(part: &str) -> Option<Approver> {
    if part == "initiator" {
        return Some(Approver::Initiator);
    }
    let (word, inner) = part.strip_suffix(')')?.split_once('(')?;
    let inner = inner.trim();
    let named = || (!inner.is_empty()).then(|| inner.to_owned());
    match word.trim_end() {
        "user" => named().map(Approver::Person),
        "role" => named().map(Approver::Role),
        "post" => named().map(Approver::Post),
        "group" => named().map(Approver::Group),
        "department" => named().map(Approver::Department),
        "field" => named().map(Approver::Field),
        "head" => whose(inner).map(Approver::Head),
        "superior" => {
            let (of, level) = counted(inner)?;
            Some(Approver::Superior(of, level.unwrap_or(1)))
        }
        "superiors" => counted(inner).map(|(of, level)| Approver::Superiors(of, level)),
        "chosen" if inner == "initiator" => Some(Approver::Chosen(Chooser::Initiator)),
        "chosen" if inner == "previous" => Some(Approver::Chosen(Chooser::Previous)),
        _ => None,
    }
}

/// `initiator`, `initiator, 2`.
fn counted(inner: &str) -> Option<(Whose, Option<usize>)> {
    match inner.rsplit_once(',') {
        None => Some((whose(inner)?, None)),
        Some((of, level)) => {
            let level = level.trim().parse().ok().filter(|level| (1..=super::LEVELS_MAX).contains(level))?;
            Some((whose(of)?, Some(level)))
        }
    }
}

fn whose(text: &str) -> Option<Whose> {
    let text = text.trim();
    let field = text.strip_prefix("field").and_then(|rest| rest.trim_start().strip_prefix('(')?.strip_suffix(')'));
    match (text, field) {
        ("", _) => None,
        ("initiator", _) => Some(Whose::Initiator),
        ("previous", _) => Some(Whose::Previous),
        (_, Some(field)) => Some(Whose::Field(field.trim().to_owned())).filter(|_| !field.trim().is_empty()),
        (name, None) if name.contains(['(', ')', ',']) => None,
        (name, None) => Some(Whose::Named(name.to_owned())),
    }
}
