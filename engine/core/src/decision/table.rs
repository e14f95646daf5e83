//! Decision tables (DMN 8): which rules match, and what that gives by the hit policy. This file is long because each hit
//! policy has its arm here.
use super::ambient::{self, Asked};
use super::conversion::conform;
use super::model::Policy;
use super::paid::{paid, spent, to_blame};
use crate::expression::{Meter, NO_ENTRY, Piece, elements, extreme, mentions_tested, prepare};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope, FeelType, Name};
use dsntk_feel_evaluator::evaluate_sum;
use dsntk_feel_parser::AstNode;
use std::sync::Arc;

/// Why a table gives null that has neither a rule nor a default for what it is asked.
const NO_RULE: &str = "no rule matches";

/// A compiled decision table.
pub(super) struct Compiled {
    pub owner: String,
    pub id: String,
    pub policy: Policy,
    pub inputs: Vec<Column>,
    pub outputs: Vec<Output>,
    pub rules: Vec<Rule>,
}

/// A column of conditions.
pub(super) struct Column {
    pub label: String,
    /// Its text, to be looked at when it gives a fault.
    pub part: Option<Arc<Piece>>,
    pub value: Evaluator,
    pub feel: FeelType,
    pub allowed: Option<Tests>,
    /// Is the value converted, as Camunda 7 does?
    pub converted: bool,
}

/// A column of results.
pub(super) struct Output {
    pub name: Option<Name>,
    pub feel: FeelType,
    pub allowed: Option<Tests>,
    /// The allowed values, most important first.
    pub order: Option<Evaluator>,
    pub default: Option<Evaluator>,
}

/// A row. A condition that is not there always holds.
pub(super) struct Rule {
    pub id: Option<String>,
    pub tests: Vec<Option<Tests>>,
    pub results: Vec<Cell>,
}

/// An output cell: its text, to be looked at when it gives a fault, and its value.
pub(super) struct Cell {
    pub part: Option<Arc<Piece>>,
    pub value: Evaluator,
}

/// The outputs of a rule, and what went wrong in them.
type Told = (Vec<Feel>, Vec<String>);

/// Unary tests, one of which must hold for `?` (DMN 7.3.3).
pub(super) struct Tests {
    any: Vec<Evaluator>,
    negated: bool,
    cost: Cost,
}

/// What tests take.
enum Cost {
    /// So many steps, and that many for each element of the value that is tested.
    Constant(u64),
    /// What these trees take with what is in sight.
    Growing(Box<Meter>, Vec<AstNode>),
}

impl Tests {
    pub fn new(part: &Piece) -> Tests {
        let (nodes, negated): (Vec<&AstNode>, bool) = match &part.tree {
            AstNode::ExpressionList(all) => (all.iter().collect(), false),
            AstNode::NegatedList(all) => (all.iter().collect(), true),
            other => (vec![other], false),
        };
        let nodes: Vec<AstNode> = nodes.into_iter().map(test).collect();
        let any = nodes.iter().map(prepare).collect();
        let meter = part.meter_of(&nodes);
        let cost = if part.meter.is_constant() {
            Cost::Constant(meter.nodes())
        } else {
            Cost::Growing(Box::new(meter), nodes)
        };
        Tests { any, negated, cost }
    }

    /// An expression that gives true or false by itself.
    pub fn condition(holds: Evaluator) -> Tests {
        Tests { any: vec![holds], negated: false, cost: Cost::Constant(4) }
    }

    /// Does the value under `?` pass, which has so many elements? No when all is spent.
    pub fn hold(&self, scope: &FeelScope, tested: u64) -> bool {
        let any = || self.any.iter().any(|holds| holds(scope).is_true()) != self.negated;
        match &self.cost {
            Cost::Constant(steps) => ambient::spend(steps.saturating_mul(tested.saturating_add(1))) && any(),
            Cost::Growing(meter, nodes) => paid(meter, nodes, scope, any).unwrap_or(false),
        }
    }
}

/// An expression over `?` holds when it is true; any other when the value is in it, or equal to it.
fn test(node: &AstNode) -> AstNode {
    if mentions_tested(node) {
        return node.clone();
    }
    let tested = Box::new(AstNode::Name("?".into()));
    let whole = compared(node).map_or_else(|| node.clone(), |(compare, with)| compare(Box::new(with)));
    AstNode::In(tested, Box::new(AstNode::ExpressionList(vec![whole])))
}

/// Makes a comparison of what is compared with.
type Compare = fn(Box<AstNode>) -> AstNode;

/// `>= limit * 2` compares with twice the limit. The parser reads it as a comparison that is multiplied, which no value
/// passes; so the comparison is taken out of the arithmetic (FEEL grammar, DMN 10.3.1.2, rule 7).
fn compared(node: &AstNode) -> Option<(Compare, AstNode)> {
    let inside = |left: &AstNode, right: &AstNode, join: fn(Box<AstNode>, Box<AstNode>) -> AstNode| {
        compared(left).map(|(compare, with)| (compare, join(Box::new(with), Box::new(right.clone()))))
    };
    match node {
        AstNode::UnaryGe(with) => Some((AstNode::UnaryGe, with.as_ref().clone())),
        AstNode::UnaryGt(with) => Some((AstNode::UnaryGt, with.as_ref().clone())),
        AstNode::UnaryLe(with) => Some((AstNode::UnaryLe, with.as_ref().clone())),
        AstNode::UnaryLt(with) => Some((AstNode::UnaryLt, with.as_ref().clone())),
        AstNode::Add(left, right) => inside(left, right, AstNode::Add),
        AstNode::Sub(left, right) => inside(left, right, AstNode::Sub),
        AstNode::Mul(left, right) => inside(left, right, AstNode::Mul),
        AstNode::Div(left, right) => inside(left, right, AstNode::Div),
        AstNode::Exp(left, right) => inside(left, right, AstNode::Exp),
        _ => None,
    }
}

impl Compiled {
    /// What the table gives.
    pub fn evaluate(&self, scope: &FeelScope) -> Feel {
        let mut matching: Vec<usize> = (0..self.rules.len()).collect();
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for (number, column) in self.inputs.iter().enumerate() {
            let value = column.look(scope, &self.owner);
            let size = elements(&value);
            if !ambient::spend(size.saturating_add(matching.len() as u64)) {
                return spent();
            }
            let mut tested = FeelContext::default();
            tested.set_entry(&"?".into(), value.clone());
            scope.push(tested);
            if column.allowed.as_ref().is_some_and(|allowed| !allowed.hold(scope, size)) {
                ambient::fault(|| format!("`{}` may not be {value}", column.label));
                matching.clear();
            }
            matching
                .retain(|rule| self.rules[*rule].tests[number].as_ref().is_none_or(|tests| tests.hold(scope, size)));
            scope.pop();
            inputs.push((column.label.clone(), value));
        }
        if !ambient::spend((matching.len() * self.outputs.len()) as u64) {
            return spent();
        }
        let value = self.decide(scope, &mut matching);
        ambient::asked(Asked {
            owner: self.owner.clone(),
            table: self.id.clone(),
            inputs,
            rules: matching.iter().map(|rule| *rule as u32 + 1).collect(),
            ids: matching.iter().map(|rule| self.rules[*rule].id.clone()).collect(),
        });
        value
    }

    fn decide(&self, scope: &FeelScope, matching: &mut Vec<usize>) -> Feel {
        if matching.is_empty() {
            return self.otherwise(scope);
        }
        match self.policy {
            Policy::Unique if matching.len() > 1 => {
                let rules: Vec<String> = matching.iter().map(|rule| (rule + 1).to_string()).collect();
                self.broken(&format!("its rules {} match together, and it is unique", rules.join(", ")))
            }
            Policy::Unique => self.result(scope, matching[0]),
            Policy::First => {
                matching.truncate(1);
                self.result(scope, matching[0])
            }
            Policy::Any => {
                let first = self.result(scope, matching[0]);
                let differs = matching[1..].iter().find(|rule| self.result(scope, **rule) != first);
                match differs {
                    None => first,
                    Some(rule) => self.broken(&format!(
                        "its rules {} and {} match with different results",
                        matching[0] + 1,
                        rule + 1
                    )),
                }
            }
            Policy::Priority => {
                let (first, faults) = self.by_priority(scope, matching).swap_remove(0);
                matching.truncate(1);
                ambient::tell(faults);
                self.shaped(first)
            }
            Policy::OutputOrder => {
                let all = self.by_priority(scope, matching);
                let shaped = |(values, faults): Told| {
                    ambient::tell(faults);
                    self.shaped(values)
                };
                Feel::List(all.into_iter().map(shaped).collect())
            }
            Policy::RuleOrder | Policy::Collect => {
                Feel::List(matching.iter().map(|rule| self.result(scope, *rule)).collect())
            }
            Policy::Count => Feel::Number(matching.len().into()),
            Policy::Sum | Policy::Min | Policy::Max if self.outputs.len() > 1 => {
                self.broken("only a single output can be aggregated")
            }
            Policy::Sum => evaluate_sum(self.single(scope, matching)),
            Policy::Min | Policy::Max => extreme(Feel::List(self.single(scope, matching)), self.policy == Policy::Max),
        }
    }

    fn single(&self, scope: &FeelScope, matching: &[usize]) -> Vec<Feel> {
        matching.iter().map(|rule| self.values(scope, *rule).swap_remove(0)).collect()
    }

    /// DMN 8.3.3: the default outputs when no rule matches.
    fn otherwise(&self, scope: &FeelScope) -> Feel {
        if self.outputs.iter().all(|output| output.default.is_none()) {
            return Feel::Null(Some(NO_RULE.to_owned()));
        }
        let first = |value: Feel| match value {
            Feel::ExpressionList(mut all) if all.len() == 1 => all.swap_remove(0),
            other => other,
        };
        let value = |(column, output): (usize, &Output)| {
            let value = output.default.as_ref().map_or(Feel::Null(None), |default| first(default(scope)));
            if let Feel::Null(Some(reason)) = &value {
                let label = output.label(column);
                ambient::fault(|| format!("decision `{}`, default of output {label}: {reason}", self.owner));
            }
            value
        };
        self.shaped(self.outputs.iter().enumerate().map(value).collect())
    }

    fn result(&self, scope: &FeelScope, rule: usize) -> Feel {
        self.shaped(self.values(scope, rule))
    }

    /// FEEL makes null of every fault. That of a rule which counts is told, with its place.
    fn values(&self, scope: &FeelScope, rule: usize) -> Vec<Feel> {
        let cells = self.rules[rule].results.iter().zip(&self.outputs).enumerate();
        let value = |(column, (cell, output)): (usize, (&Cell, &Output))| {
            let tell = |what: String| {
                let (owner, rule) = (&self.owner, rule + 1);
                ambient::fault(|| format!("decision `{owner}`, rule {rule}, output {}: {what}", output.label(column)));
            };
            let value = (cell.value)(scope);
            let look = |part: &Arc<Piece>| to_blame(part, scope, |parts| part.explain(scope, &value, parts));
            match &value {
                Feel::Null(Some(reason)) if cell.part.is_some() => tell(reason.clone()),
                value if has_null(value) => _ = cell.part.as_ref().and_then(look).map(&tell),
                _ => {}
            }
            output.allow(scope, &value, &tell)
        };
        cells.map(value).collect()
    }

    /// One output gives its value; several give a context.
    fn shaped(&self, mut values: Vec<Feel>) -> Feel {
        if values.len() == 1 {
            return values.swap_remove(0);
        }
        let mut all = FeelContext::default();
        for (output, value) in self.outputs.iter().zip(values) {
            if let Some(name) = &output.name {
                all.set_entry(name, value);
            }
        }
        Feel::Context(all)
    }

    /// DMN 8.2.8: by the order in which the outputs' values are listed, first output first. With what went wrong in each.
    fn by_priority(&self, scope: &FeelScope, matching: &mut [usize]) -> Vec<Told> {
        let orders: Vec<Vec<Feel>> = self.outputs.iter().map(|output| output.ranked(scope)).collect();
        let rank =
            |column: usize, value: &Feel| orders[column].iter().position(|other| other == value).unwrap_or(usize::MAX);
        let listed: u64 = orders.iter().map(|order| order.len() as u64).sum();
        let ranked = |rule: &usize| {
            let told = ambient::aside(|| self.values(scope, *rule));
            let paid = ambient::spend(listed.saturating_mul(told.0.iter().map(elements).max().unwrap_or(1)));
            let ranks: Vec<usize> =
                told.0.iter().enumerate().filter(|_| paid).map(|(c, value)| rank(c, value)).collect();
            (ranks, (*rule, told))
        };
        let mut all: Vec<(Vec<usize>, (usize, Told))> = matching.iter().map(ranked).collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        let all: Vec<(usize, Told)> = all.into_iter().map(|(_, told)| told).collect();
        for (place, (rule, _)) in matching.iter_mut().zip(&all) {
            *place = *rule;
        }
        all.into_iter().map(|(_, values)| values).collect()
    }

    fn broken(&self, what: &str) -> Feel {
        let message = format!("decision table of `{}`: {what}", self.owner);
        ambient::fault(|| message.clone());
        Feel::Null(Some(message))
    }
}

impl Column {
    /// What the table looks at. FEEL makes null of every fault: one that no null has led to is told. A value is converted
    /// to the type of its column, dates from text among them; what is not of that type stays as it is, and is told.
    fn look(&self, scope: &FeelScope, owner: &str) -> Feel {
        let value = (self.value)(scope);
        let tell = |what: &str| ambient::fault(|| format!("decision `{owner}`, input `{}`: {what}", self.label));
        if let Feel::Null(Some(reason)) = &value {
            let null =
                |part: &Arc<Piece>| to_blame(part, scope, |parts| Some(part.hands_on_null(scope, &value, parts)));
            if self.part.as_ref().and_then(null) == Some(false) {
                tell(reason);
            }
            return value;
        }
        if self.feel == FeelType::Any || value.is_null() {
            return value;
        }
        let value = if self.converted { super::seven::converted(&self.feel, value) } else { value };
        let fitting = conform(&super::types::from_text(&self.feel, value.clone()), &self.feel);
        if fitting.is_null() {
            tell(&format!("{value} is not of type `{}`", self.feel));
            return value;
        }
        fitting
    }
}

impl Output {
    /// The name of the column, or its number.
    fn label(&self, column: usize) -> String {
        self.name.as_ref().map_or_else(|| (column + 1).to_string(), |name| format!("`{name}`"))
    }

    /// The value as one that the column may give. Null is none of its values, and may stand in each column.
    fn allow(&self, scope: &FeelScope, found: &Feel, tell: &dyn Fn(String)) -> Feel {
        let value = conform(found, &self.feel);
        if value.is_null() {
            if !found.is_null() {
                tell(format!("{found} is not of type `{}`", self.feel));
            }
            return value;
        }
        let Some(allowed) = &self.allowed else { return value };
        let mut tested = FeelContext::default();
        tested.set_entry(&"?".into(), value.clone());
        scope.push(tested);
        let holds = allowed.hold(scope, elements(&value));
        scope.pop();
        if holds {
            return value;
        }
        tell(format!("{value} is not one of the values that the output allows"));
        Feel::Null(Some("not an allowed output value".to_owned()))
    }

    fn ranked(&self, scope: &FeelScope) -> Vec<Feel> {
        match self.order.as_ref().map(|order| order(scope)) {
            Some(Feel::ExpressionList(all) | Feel::List(all)) => all,
            _ => vec![],
        }
    }
}

/// Is there a null in it?
pub(super) fn has_null(value: &Feel) -> bool {
    match value {
        Feel::Null(_) => true,
        Feel::List(all) => all.iter().any(has_null),
        Feel::Context(all) => all.values().any(has_null),
        _ => false,
    }
}

/// Why a value, or something in it, is null, where it is a fault that no table has told.
pub(super) fn untold(value: &Feel) -> Option<&str> {
    match value {
        Feel::Null(Some(reason)) if reason != NO_RULE && !reason.starts_with(NO_ENTRY) => Some(reason),
        Feel::List(all) => all.iter().find_map(untold),
        Feel::Context(all) => all.values().find_map(untold),
        _ => None,
    }
}
